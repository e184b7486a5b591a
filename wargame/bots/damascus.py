"""Damascus as in the record: up the M5, with a second axis in the east and a third from Aleppo, then west and
south.

The plan is a table of axes. Each has a span of days, formations and targets in order; on each turn the
formations that are fit attack the first targets that are not yet held, the main effort first. What is worn
rests, what is taken gets a garrison.
"""

from wargame.bots.ground import spots, units
from wargame.bots.guns import army_air, fire_plan, may_prepare, roads_to_clear
from wargame.bots.holding import hold_ground
from wargame.bots.motives import because
from wargame.bots.numbers import Manner, Motive, Spot, Unit
from wargame.bots.politics_damascus import keeps_fire, politics
from wargame.bots.scout import (
    MOST_COLUMN,
    TURN_REACH,
    held_by,
    rough_column,
    strength_beside,
)
from wargame.bots.sheet import command_points, put_list, put_roads, put_subject, put_task
from wargame.rules.numbers import Faction, Intensity, OrderKind, Posture, Side, Task, Team
from wargame.rules.roads import road_between, strengths_by_place
from wargame.rules.searches import Network, away_from, network_of
from wargame.rules.tables import NOBODY, ROUTE, TARGETS, UNREACHED, Board, Order, World

U = 8
"""Formations in a row of AXIS_UNITS."""

T = 14
"""Targets in a row of AXIS_TARGETS."""

AXES = 11
"""Rows of the plan, the main effort first in its span of days."""

ZAWIYA_ROWS = 11
"""The first of two rows that take the place of the first two in the escalatory manner."""

AXIS_FROM = (0, 6, 0, 6, 6, 0, 9, 12, 9, 18, 27)
AXIS_UNTIL = (6, 27, 6, 27, 40, 9, 12, 40, 40, 40, 40)
"""First day, and first day no more, on which a row of the plan is in force."""

ALEPPO_AXES = 5
"""The first row of the plan that starts from Aleppo."""

LONGER = 1
AFTER = 2
AXIS_M5 = (0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0)
"""LONGER: in force beyond its days until the whole M5 is held; AFTER: only once it is, or after ANYWAY."""

ANYWAY = 30
"""Day from which rows that wait for the M5 wait no more."""

X = Spot.NONE
Y = Unit.NONE
"""An entry left empty."""

AXIS_UNITS = (
    Unit.SAA_25_A, Unit.SAA_25_B, Unit.SAA_ART_SOUTH, Y, Y, Y, Y, Y,
    Unit.SAA_25_A, Unit.SAA_25_B, Unit.SAA_ART_SOUTH, Y, Y, Y, Y, Y,
    Unit.SAA_5C_A, Unit.SAA_11D, Y, Y, Y, Y, Y, Y,
    Unit.SAA_11D, Unit.SAA_5C_A, Y, Y, Y, Y, Y, Y,
    Unit.SAA_25_EAST, Unit.SAA_RG_EAST, Unit.SAA_5C_B, Unit.SAA_ART_EAST, Y, Y, Y, Y,
    Unit.SAA_30_A, Unit.SAA_4D_ALEPPO, Unit.SAA_ART_ALEPPO, Y, Y, Y, Y, Y,
    Unit.SAA_30_A, Unit.SAA_4D_ALEPPO, Unit.SAA_ART_ALEPPO, Y, Y, Y, Y, Y,
    Unit.SAA_30_A, Unit.SAA_4D_ALEPPO, Unit.SAA_ART_ALEPPO, Y, Y, Y, Y, Y,
    Unit.SAA_30_B, Unit.SAA_QUDS, Unit.SAA_LDF, Y, Y, Y, Y, Y,
    Unit.SAA_30_B, Unit.SAA_QUDS, Unit.SAA_LDF, Y, Y, Y, Y, Y,
    Unit.SAA_25_A, Unit.SAA_25_B, Unit.SAA_5C_A, Unit.SAA_11D, Unit.SAA_ART_SOUTH, Y, Y, Y,
    Unit.SAA_25_A, Unit.SAA_25_B, Unit.SAA_ART_SOUTH, Y, Y, Y, Y, Y,
    Unit.SAA_25_A, Unit.SAA_25_B, Unit.SAA_ART_SOUTH, Y, Y, Y, Y, Y,
)  # fmt: skip

AXIS_TARGETS = (
    # the M5 from the south, until it is clear what stands at Saraqib
    Spot.MAARAT_AL_NUMAN, Spot.KHAN_AL_SUBUL, X, X, X, X, X, X, X, X, X, X, X, X,
    # Saraqib and the M5 to the north, then the country west of it
    Spot.MAARAT_AL_NUMAN, Spot.KHAN_AL_SUBUL, Spot.SARAQIB, Spot.IQARDA, Spot.ZIRBAH,
    Spot.M5_KHAN_TUMAN, Spot.KHAN_AL_ASAL, Spot.RASHIDIN, Spot.URUM_AL_KUBRA, Spot.REGIMENT_46,
    Spot.KAFR_HALAB, Spot.ATARIB, X, X,
    # the pocket of Hish, left of the M5
    Spot.HISH, Spot.MAAR_HATTAT, Spot.MAARAT_AL_NUMAN, X, X, X, X, X, X, X, X, X, X, X,
    # the M4 west of Saraqib
    Spot.HISH, Spot.MAAR_HATTAT, Spot.KHAN_AL_SUBUL, Spot.NAYRAB, Spot.TURUMBAH, Spot.SARAQIB,
    X, X, X, X, X, X, X, X,
    # the eastern axis
    Spot.TELL_TUQAN, Spot.KAFR_AMIM, Spot.AFES, Spot.SARAQIB, Spot.IQARDA, Spot.AL_EIS, Spot.ZIRBAH,
    Spot.KAFR_HALAB, Spot.NAYRAB, X, X, X, X, X,
    # south of Aleppo: first the foothold, then the M5 and the suburbs from behind
    Spot.KHAN_TUMAN, Spot.M5_KHAN_TUMAN, X, X, X, X, X, X, X, X, X, X, X, X,
    Spot.KHAN_TUMAN, Spot.M5_KHAN_TUMAN, Spot.KHAN_AL_ASAL, Spot.RASHIDIN,
    X, X, X, X, X, X, X, X, X, X,
    Spot.KHAN_TUMAN, Spot.M5_KHAN_TUMAN, Spot.KHAN_AL_ASAL, Spot.RASHIDIN, Spot.ZIRBAH,
    Spot.URUM_AL_KUBRA, Spot.KAFR_HALAB, Spot.REGIMENT_46, X, X, X, X, X, X,
    # the western suburbs, then the plain of Anadan
    Spot.RASHIDIN, Spot.KHAN_AL_ASAL, X, X, X, X, X, X, X, X, X, X, X, X,
    Spot.ZAHRAA_ALEPPO, Spot.ANADAN, Spot.HAYYAN, Spot.SHEIKH_AQIL, X, X, X, X, X, X, X, X, X, X,
    # the south of the Zawiya
    Spot.NAYRAB, Spot.KAFR_NABL, Spot.AL_BARA, Spot.BALYUN, Spot.IHSIM, X, X, X, X, X, X, X, X, X,
    # escalatory: the Zawiya from the south, and only then the M5 north of it
    Spot.MAARAT_AL_NUMAN, Spot.HISH, Spot.KAFR_NABL, Spot.AL_BARA, X, X, X, X, X, X, X, X, X, X,
    Spot.MAARAT_AL_NUMAN, Spot.HISH, Spot.KAFR_NABL, Spot.AL_BARA, Spot.BALYUN, Spot.IHSIM, Spot.ARIHA,
    Spot.KHAN_AL_SUBUL, Spot.SARAQIB, Spot.IQARDA, Spot.ZIRBAH, X, X, X,
)  # fmt: skip

FIT_COHESION = 5600
FRESH_COHESION = 6700
FIT_STOCK = 90
"""ct and cd from which a formation is sent into an attack; FRESH ends a rest."""

HOPELESS = -120
CAREFUL = 60
"""cs of the rough column below which an attack is not ordered, in most manners and in the cautious one."""

WORN = 6000
GOOD = 150
"""ct of mean cohesion below which an attack is only a probe; cs of the rough column for all out."""

AFTER_ATTACKS = 1
"""Command points that no attack takes: for guns, allies and garrisons."""

AIR_WORTH = 160
AIR_WORTH_LESS = 60
"""cs that the bot expects of close support in the main effort, and elsewhere."""

ALLY_SPOTS = (Spot.KHAN_TUMAN, Spot.RASHIDIN, Spot.AL_EIS, Spot.ZIRBAH, Spot.KHAN_AL_ASAL)
ALLY_FROM = (0, 9, 9, 12, 12)
ALLY_PURSE = 400
"""What the Iran-backed units are asked to take, from which day; paid above this capital, ct."""


def write_sheet(world: World, board: Board, seed: int, out: list[Order]) -> int:
    """RB 6.3. Damascus' orders for the turn that opens after this board, into `out`; returns how many."""
    return write_manner(world, board, int(Manner.HISTORICAL), seed, out)


def write_manner(world: World, board: Board, manner: int, seed: int, out: list[Order]) -> int:
    """`write_sheet` in a manner: cautious attacks only at good odds, escalatory takes the Zawiya first."""
    team = int(Team.DAMASCUS)
    day = board.tracks[0].day + 1
    place = spots(world)
    unit = units(world)
    network = network_of(world, board, int(Side.GOVERNMENT))
    own = [0] * len(board.places)
    enemy = [0] * len(board.places)
    strengths_by_place(world, board, own, enemy)
    used = [0] * len(board.formations)
    left = command_points(world, team) - 1
    whole = whole_m5(world, board)
    rows = [NOBODY] * ROUTE
    clearing = min(1, roads_to_clear(world, board, int(Side.GOVERNMENT), rows))
    left -= clearing
    main = NOBODY
    second = NOBODY
    n = politics(world, board, manner, day, out, 0)
    quiet = keeps_fire(world, board, manner)
    for a in range(AXES):
        if quiet or left <= AFTER_ATTACKS or not in_force(a, day, whole):
            continue
        before = n
        row = a
        if manner == Manner.ESCALATORY and a < 2:
            row = ZAWIYA_ROWS + a
        n = press(world, board, row, manner, place, unit, network, enemy, used, out, n)
        if n > before:
            left -= 1
            goal = out[before].where[0]
            left = harden(world, board, place, enemy, left, out, before, n)
            if main == NOBODY:
                main = goal
            elif second == NOBODY and goal != main and a >= ALEPPO_AXES:
                second = goal
    if not quiet:
        n, left = fire_plan(world, board, team, enemy, used, 1, left, out, n)
    if clearing == 1:
        before = n
        n = put_roads(out, n, team, 1, rows)
        n = because(out, before, n, Motive.ROAD_OPENED, 0)
    if not quiet:
        n = army_air(world, board, main, second, place, day, out, n)
        n, left = ask_allies(world, board, place, day, left, out, n)
    before = n
    n = hold_ground(world, board, place, unit, network, used, left, out, n)
    left -= n - before
    if not quiet:
        n, left = fire_plan(world, board, team, enemy, used, ROUTE, left, out, n)
    n = first_in_supply(unit, board, out, n)
    return rest(world, board, own, enemy, used, quiet, out, n)


def harden(
    world: World,
    board: Board,
    place: list[int],
    enemy: list[int],
    left: int,
    out: list[Order],
    k: int,
    n: int,
) -> int:
    """RB 12.7. How hard the attack of row k is pressed: a probe by the worn, all out at Saraqib if promising.

    Returns the points left.
    """
    order = out[k]
    strength = 0
    heart = 0
    for i in range(ROUTE):
        if order.who[i] != NOBODY:
            row = board.formations[order.who[i]]
            strength += row.strength
            heart += row.cohesion * row.strength
    goal = order.where[0]
    if heart < WORN * strength:
        order.mode = Intensity.PROBE
        because(out, k, k + 1, Motive.WORN_PROBE, heart // strength)
    elif goal == place[Spot.SARAQIB] and left > AFTER_ATTACKS:
        axes = approaches(world, board, goal, order.who, 0, out, n)
        attack = already_sent(world, board, goal, out, n)
        column = rough_column(world, board, goal, attack, axes, enemy[goal], AIR_WORTH)
        if column >= GOOD:
            order.mode = Intensity.ALL_OUT
            because(out, k, k + 1, Motive.COLUMN_DECISIVE, column)
            return left - 1
    return left


def whole_m5(world: World, board: Board) -> bool:
    """Whether the government holds every place of the M5."""
    for p, place in enumerate(world.places):
        if place.m5 > 0 and not held_by(board, p, Side.GOVERNMENT):
            return False
    return True


def in_force(axis: int, day: int, whole: bool) -> bool:
    """Whether a row of the plan is in force on a day, given whether the whole M5 is held."""
    if day < AXIS_FROM[axis]:
        return False
    if AXIS_M5[axis] == AFTER and not whole and day < ANYWAY:
        return False
    if AXIS_M5[axis] == LONGER and not whole:
        return True
    return day < AXIS_UNTIL[axis]


def fit(world: World, board: Board, f: int) -> bool:
    """Whether a formation is whole enough to attack: on the map, in heart and in stock."""
    row = board.formations[f]
    if row.place == NOBODY or row.strength < 300 or row.stock < FIT_STOCK:
        return False
    if row.posture == Posture.REST:
        return row.cohesion >= FRESH_COHESION
    return row.cohesion >= FIT_COHESION


def press(
    world: World,
    board: Board,
    axis: int,
    manner: int,
    place: list[int],
    unit: list[int],
    network: Network,
    enemy: list[int],
    used: list[int],
    out: list[Order],
    n: int,
) -> int:
    """One ATTACK for an axis on its first targets not yet held, by those of its formations that are fit and
    near enough.
    """
    targets = [NOBODY] * T
    count = 0
    for i in range(T):
        m = AXIS_TARGETS[axis * T + i]
        if m != NOBODY and not held_by(board, place[m], Side.GOVERNMENT):
            targets[count] = place[m]
            count += 1
    air = AIR_WORTH if n == 0 else AIR_WORTH_LESS
    margin = 0
    if manner == Manner.CAUTIOUS:
        margin = CAREFUL - HOPELESS
    who = [NOBODY] * ROUTE
    for k in range(min(count, TARGETS)):
        sent = muster(world, board, axis, unit, targets[k], network, used, who)
        if sent == 0:
            continue
        column = promise(world, board, targets[k], who, sent, enemy, air - margin, out, n)
        if column >= HOPELESS:
            for i in range(sent):
                used[who[i]] = 1
            n = put_list(out, n, int(Team.DAMASCUS), int(OrderKind.ATTACK), min(9, n + 1), who, sent)
            for i in range(min(TARGETS, count)):
                out[n - 1].where[i] = targets[(k + i) % count]
            return because(out, n - 1, n, Motive.COLUMN_FAVOURABLE, min(MOST_COLUMN, column + margin))
    return n


def promise(
    world: World,
    board: Board,
    target: int,
    who: list[int],
    sent: int,
    enemy: list[int],
    air: int,
    out: list[Order],
    n: int,
) -> int:
    """The rough column of an attack in cs, with what earlier orders already send against the place."""
    attack = already_sent(world, board, target, out, n)
    for i in range(sent):
        attack += board.formations[who[i]].strength
    axes = approaches(world, board, target, who, sent, out, n)
    return rough_column(world, board, target, attack, axes, enemy[target], air)


def next_of_axis(world: World, board: Board, place: list[int], day: int) -> tuple[int, int]:
    """The next target of the first row of the plan in force, and that of another row; NOBODY if there is
    none.
    """
    first = NOBODY
    whole = whole_m5(world, board)
    for a in range(AXES):
        if in_force(a, day, whole):
            for i in range(T):
                m = AXIS_TARGETS[a * T + i]
                if m != NOBODY and not held_by(board, place[m], Side.GOVERNMENT):
                    if first == NOBODY:
                        first = place[m]
                    elif place[m] != first:
                        return first, place[m]
                    break
    return first, NOBODY


def muster(
    world: World,
    board: Board,
    axis: int,
    unit: list[int],
    target: int,
    network: Network,
    used: list[int],
    who: list[int],
) -> int:
    """The axis' formations that are free, fit and within a turn's march of the target, into `who`; returns
    how many. Guns in range stay behind to prepare the attack.
    """
    sent = 0
    distance = [0] * 0
    for i in range(U):
        m = AXIS_UNITS[axis * U + i]
        if m == NOBODY or unit[m] == NOBODY or used[unit[m]] == 1 or not fit(world, board, unit[m]):
            continue
        f = unit[m]
        if may_prepare(world, board, f, target):
            continue
        here = board.formations[f].place
        near = road_between(world, here, target) != NOBODY
        if not near:
            if len(distance) == 0:
                distance = away_from(world, network, target, TURN_REACH * 2)
            near = reaches(world, board, network, distance, here, target)
        if near:
            who[sent] = f
            sent += 1
    return sent


def reaches(
    world: World, board: Board, network: Network, distance: list[int], here: int, target: int
) -> bool:
    """Whether the last friendly place before the target lies within a turn's march of `here`."""
    if distance[here] >= UNREACHED:
        return False
    last = 0
    for e in range(world.first[target], world.first[target + 1]):
        if held_by(board, world.links[e], Side.GOVERNMENT):
            last = max(last, network.lengths[world.link_roads[e]])
    return distance[here] - last <= TURN_REACH


def already_sent(world: World, board: Board, target: int, out: list[Order], n: int) -> int:
    """Strength in mbn that earlier orders of this sheet already send against the same target."""
    total = 0
    for k in range(n):
        if out[k].kind == OrderKind.ATTACK and out[k].where[0] == target:
            for i in range(ROUTE):
                if out[k].who[i] != NOBODY:
                    total += board.formations[out[k].who[i]].strength
    return total


def approaches(
    world: World, board: Board, target: int, who: list[int], sent: int, out: list[Order], n: int
) -> int:
    """From how many places next to the target the attack is likely to come: those where a sent formation
    stands, at least 1.
    """
    found = 0
    for e in range(world.first[target], world.first[target + 1]):
        q = world.links[e]
        here = 0
        for i in range(sent):
            if board.formations[who[i]].place == q:
                here = 1
        for k in range(n):
            if out[k].kind == OrderKind.ATTACK and out[k].where[0] == target:
                for i in range(ROUTE):
                    if out[k].who[i] != NOBODY and board.formations[out[k].who[i]].place == q:
                        here = 1
        found += here
    return max(1, found)


def ask_allies(
    world: World, board: Board, place: list[int], day: int, left: int, out: list[Order], n: int
) -> tuple[int, int]:
    """RB 17. The Iran-backed units are asked to help at Khan Tuman and al-Eis. Returns the rows and the
    points left.
    """
    team = int(Team.DAMASCUS)
    if len(world.factions) <= Faction.IRAN_BACKED or world.factions[Faction.IRAN_BACKED].patron != team:
        return n, left
    asked = 0
    for i in range(len(ALLY_SPOTS)):
        spot = place[ALLY_SPOTS[i]]
        pay = 0
        if asked == 0 and board.teams[team].pc >= ALLY_PURSE:
            pay = 1
        if asked < 2 and left > pay and day >= ALLY_FROM[i] and not held_by(board, spot, Side.GOVERNMENT):
            before = n
            n = put_task(out, n, team, 5, Faction.IRAN_BACKED, Task.ATTACK, spot, pay)
            n = because(out, before, n, Motive.ALLIES_ASKED, board.teams[team].pc)
            left -= 1 + pay
            asked += 1
    return n, left


def first_in_supply(unit: list[int], board: Board, out: list[Order], n: int) -> int:
    """RB 9.4. SUPPLY_PRIORITY for the first formations of the main effort."""
    who = [NOBODY] * ROUTE
    count = 0
    for i in range(4):
        m = AXIS_UNITS[i]
        if i == 2:
            m = AXIS_UNITS[2 * U]
        if m != NOBODY and unit[m] != NOBODY and board.formations[unit[m]].place != NOBODY:
            who[count] = unit[m]
            count += 1
    if count == 0:
        return n
    before = n
    n = put_list(out, n, int(Team.DAMASCUS), int(OrderKind.SUPPLY_PRIORITY), 1, who, count)
    return because(out, before, n, Motive.MAIN_EFFORT, 0)


def rest(
    world: World,
    board: Board,
    own: list[int],
    enemy: list[int],
    used: list[int],
    quiet: bool,
    out: list[Order],
    n: int,
) -> int:
    """POSTURE rest for worn formations with no order, where the enemy next door is not the stronger; else
    they defend, and while `quiet` because a ceasefire stands.
    """
    for f in range(len(board.formations)):
        row = board.formations[f]
        if world.formations[f].team != Team.DAMASCUS or used[f] == 1 or row.place == NOBODY:
            continue
        wanted = int(Posture.DEFEND)
        why = int(Motive.HOLDS_FIRE) if quiet else int(Motive.STANDS_READY)
        if row.cohesion < FRESH_COHESION and strength_beside(world, enemy, row.place) <= own[row.place]:
            wanted = int(Posture.REST)
            why = int(Motive.WORN_RESTS)
        if row.posture != wanted and n + 1 < len(out):
            before = n
            n = put_subject(out, n, int(Team.DAMASCUS), int(OrderKind.POSTURE), 6, f, wanted, 0)
            n = because(out, before, n, why, row.cohesion)
    return n
