"""Ankara as in the record: posts on the road of the offensive, columns behind the front, proxies told what to
hold.

Below rung 5 its own troops only stand in the way; from rung 5 on they attack toward Nayrab and Saraqib.
It evacuates nothing.
"""

from wargame.bots.ground import GARRISON_KEYS, garrisons, spots, units
from wargame.bots.guns import answer, feeding_turn, fire_plan, neediest_post
from wargame.bots.motives import because
from wargame.bots.numbers import Garrison, Manner, Motive, Spot, Unit
from wargame.bots.politics_ankara import politics, spend
from wargame.bots.scout import TURN_REACH, held_by, way
from wargame.bots.sheet import command_points, put_list, put_move, put_subject, put_task
from wargame.bots.sky import drone_war, jam, look_ahead
from wargame.bots.talks import fire_has_ceased
from wargame.rules.legal_posts import shortest_convoy
from wargame.rules.numbers import (
    ConvoyKind,
    ConvoyState,
    Faction,
    OrderKind,
    PostAct,
    PostState,
    Side,
    Task,
    Team,
)
from wargame.rules.police import interposed
from wargame.rules.posts import reach
from wargame.rules.roads import strengths_by_place
from wargame.rules.searches import away_from, network_of, no_network
from wargame.rules.tables import NOBODY, ROUTE, UNREACHED, Board, Order, World

WAR_RUNG = 5
FIRE_RUNG = 4

LOW_STOCK = 1000
"""cd of a besieged post below which a convoy is sent (RB 13.4)."""

POST_PLAN = (
    Garrison.NP_2, Garrison.NP_3, Garrison.NP_4, Garrison.NP_5, Garrison.NP_6, Garrison.NP_7,
    Garrison.NP_8, Garrison.NP_9, Garrison.NP_10, Garrison.NP_11, Garrison.NP_12, Garrison.NP_13,
    Garrison.NP_14, Garrison.NP_15, Garrison.NP_16,
    Garrison.NP_17, Garrison.NP_18,
)  # fmt: skip
POST_DAY = (3, 3, 3, 6, 9, 9, 12, 12, 12, 12, 15, 15, 21, 21, 27, 36, 36)
"""First day of the turn in which the record has the post, in the order of POST_PLAN."""

COLUMNS = 12
COLUMN_UNITS = (
    Unit.TR_COLUMN_1, Unit.TR_MECH_1, Unit.TR_ARMOUR_1, Unit.TR_MECH_2, Unit.TR_ART_IDLIB, Unit.TR_MECH_3,
    Unit.TR_COMMANDO_1, Unit.TR_COMMANDO_2, Unit.TR_ARMOUR_2, Unit.TR_MECH_4, Unit.TR_COMMANDO_3,
    Unit.TR_MECH_5,
)  # fmt: skip
COLUMN_SPOTS = (
    Spot.SARMIN, Spot.BINNISH,
    Spot.TAFTANAZ, Spot.BINNISH,
    Spot.QAMINAS, Spot.MASTUMA,
    Spot.SARMIN, Spot.BINNISH,
    Spot.MASTUMA, Spot.BINNISH,
    Spot.ATARIB, Spot.DARAT_IZZA,
    Spot.QAMINAS, Spot.MASTUMA,
    Spot.BALYUN, Spot.IHSIM,
    Spot.SARMIN, Spot.BINNISH,
    Spot.ARIHA, Spot.MASTUMA,
    Spot.IHSIM, Spot.ARIHA,
    Spot.QAMINAS, Spot.MASTUMA,
)  # fmt: skip
"""For each column the place it blocks, and the one behind it."""

HOLD_PLAN = (
    Spot.SARAQIB, Spot.SARMIN, Spot.TAFTANAZ, Spot.ATARIB, Spot.KAFR_NABL, Spot.AL_BARA,
)  # fmt: skip
"""Places the proxies are asked to hold, the dearest first."""

STRIKE_BACK = (
    Spot.NAYRAB, Spot.TURUMBAH, Spot.SARAQIB, Spot.AFES, Spot.KAFR_HALAB, Spot.KHAN_TUMAN, Spot.KAFR_NABL,
)  # fmt: skip
"""Places the proxies are asked to take back when they are thinly held."""

THIN = 2600
"""mbn of the enemy in a lost place up to which the proxies are sent against it below rung 5; above, twice as
many.
"""


EARLIER = 6
"""Days by which the escalatory manner sets posts up before the record's."""

FORWARD_SPOTS = (
    Spot.SARAQIB, Spot.NAYRAB, Spot.SARMIN, Spot.TAFTANAZ,
)  # fmt: skip
"""Where the escalatory manner sends its columns: the first of them that is friendly, in turn."""


def write_sheet(world: World, board: Board, seed: int, out: list[Order]) -> int:
    """RB 6.3. Ankara's orders for the turn that opens after this board, into `out`; returns how many."""
    return write_manner(world, board, int(Manner.HISTORICAL), seed, out)


def write_manner(world: World, board: Board, manner: int, seed: int, out: list[Order]) -> int:
    """`write_sheet` in a manner: cautious sends no posts and no columns, escalatory early and forward."""
    team = int(Team.ANKARA)
    day = board.tracks[0].day + 1
    place = spots(world)
    unit = units(world)
    enemy = [0] * len(board.places)
    own = [0] * len(board.places)
    strengths_by_place(world, board, enemy, own)
    left = command_points(world, team)
    used = [0] * len(board.formations)
    n, capital = politics(world, board, manner, day, out, 0)
    if fire_has_ceased(board) != NOBODY:
        n, left = spend(world, board, manner, day, left, capital, out, n)
        return under_ceasefire(world, board, manner, place, own, enemy, day, left, out, n)
    rung = rung_of_sheet(board, out, n)
    n = answer(world, board, team, used, out, n)
    if rung >= WAR_RUNG and manner != Manner.CAUTIOUS:
        n, left = attack(world, board, place, enemy, left, out, n)
    n, left = drone_war(world, board, manner, place, rung, left, out, n)
    n, left = look_ahead(world, board, own, enemy, left, out, n)
    if manner != Manner.CAUTIOUS:
        n, left = jam(world, board, place, day, left, out, n)
    n, left = spend(world, board, manner, day, left, capital, out, n)
    if manner == Manner.ESCALATORY:
        n, left = set_up_posts(world, board, day + EARLIER, left, out, n)
    elif manner == Manner.HISTORICAL:
        n, left = set_up_posts(world, board, day, left, out, n)
    if rung >= FIRE_RUNG:
        n, left = fire_plan(world, board, team, enemy, used, 2, left, out, n)
    n, left = feed(world, board, day, left, out, n)
    n, left = task_proxies(world, board, place, own, enemy, day, left, out, n)
    if manner != Manner.CAUTIOUS:
        n, left = move_columns(world, board, manner, place, unit, enemy, left, out, n)
    return n


def rung_of_sheet(board: Board, out: list[Order], n: int) -> int:
    """RB 16.2. The rung at which the sheet's acts are judged: that of the board, or of its LADDER."""
    rung = board.tracks[0].rung
    for k in range(n):
        if out[k].kind == OrderKind.LADDER:
            rung = max(rung, out[k].amount)
    return rung


def under_ceasefire(
    world: World,
    board: Board,
    manner: int,
    place: list[int],
    own: list[int],
    enemy: list[int],
    day: int,
    left: int,
    out: list[Order],
    n: int,
) -> int:
    """While fire has ceased: look, set up posts and feed them; the escalatory manner still sends proxies."""
    n, left = look_ahead(world, board, own, enemy, left, out, n)
    if manner != Manner.CAUTIOUS:
        n, left = set_up_posts(world, board, day, left, out, n)
    n, left = feed(world, board, day, left, out, n)
    if manner == Manner.ESCALATORY:
        n, left = task_proxies(world, board, place, own, enemy, day, left, out, n)
    return n


def feed(world: World, board: Board, day: int, left: int, out: list[Order], n: int) -> tuple[int, int]:
    """RB 13.4. Every other turn a supply convoy goes to the post besieged longest, if its stock is low."""
    p = neediest_post(board)
    if p == NOBODY or left <= 2 or not feeding_turn(world, day) or board.posts[p].stock >= LOW_STOCK:
        return n, left
    for convoy in board.convoys:
        if convoy.state == ConvoyState.MARCHING and convoy.post == p:
            return n, left
    row = [NOBODY] * ROUTE
    if shortest_convoy(world, board, board.posts[p].place, row) < 0:
        return n, left
    before = n
    n = put_subject(out, n, Team.ANKARA, OrderKind.CONVOY, 6, p, ConvoyKind.SUPPLY, 0)
    out[n - 1].flag = 1
    return because(out, before, n, Motive.POST_RUNS_SHORT, board.posts[p].stock), left - 1


def set_up_posts(
    world: World, board: Board, day: int, left: int, out: list[Order], n: int
) -> tuple[int, int]:
    """RB 13.3. The posts of the record that are due, in order, while the reserve holds men for them; three a
    turn.
    """
    post = garrisons(world)
    reserve = board.tracks[0].post_reserve
    put = 0
    joined = [0] * 0
    for i in range(len(GARRISON_KEYS)):
        p = post[POST_PLAN[i]]
        if p == NOBODY or put == 3 or left <= 2 or day < POST_DAY[i]:
            continue
        row = board.posts[p]
        if row.state != PostState.PLANNED or row.strength > reserve:
            continue
        if len(joined) == 0:
            joined = reach(world, board)
        if joined[row.place] == 1:
            before = n
            n = put_subject(out, n, Team.ANKARA, OrderKind.POST, 2, p, PostAct.ESTABLISH, 0)
            n = because(out, before, n, Motive.POST_DUE, reserve)
            reserve -= row.strength
            left -= 1
            put += 1
    return n, left


def task_proxies(
    world: World,
    board: Board,
    place: list[int],
    own: list[int],
    enemy: list[int],
    day: int,
    left: int,
    out: list[Order],
    n: int,
) -> tuple[int, int]:
    """RB 17.2. At most four tasks: take back what is thinly held, hold what is threatened; the closest proxy
    first.
    """
    asked = [0] * len(world.factions)
    put = 0
    for i in range(len(STRIKE_BACK)):
        spot = place[STRIKE_BACK[i]]
        if put >= 2 or left <= 1 or spot == NOBODY or not held_by(board, spot, Side.GOVERNMENT):
            continue
        if interposed(world, board, spot):
            continue
        limit = THIN
        if board.tracks[0].rung >= WAR_RUNG:
            limit = 2 * THIN
        beside = 0
        for e in range(world.first[spot], world.first[spot + 1]):
            beside += own[world.links[e]]
        if beside > enemy[spot] and enemy[spot] <= limit:
            before = n
            n, left = ask(world, board, Task.ATTACK, spot, asked, left, out, n)
            n = because(out, before, n, Motive.THINLY_HELD, enemy[spot])
            put += 1
    for i in range(len(HOLD_PLAN)):
        spot = place[HOLD_PLAN[i]]
        if put >= 4 or left <= 1 or spot == NOBODY or not held_by(board, spot, Side.OPPOSITION):
            continue
        threat = 0
        for e in range(world.first[spot], world.first[spot + 1]):
            threat += enemy[world.links[e]]
        if threat > own[spot]:
            before = n
            n, left = ask(world, board, Task.HOLD, spot, asked, left, out, n)
            n = because(out, before, n, Motive.THREATENED, threat)
            put += 1
    return n, left


def ask(
    world: World, board: Board, task: int, spot: int, asked: list[int], left: int, out: list[Order], n: int
) -> tuple[int, int]:
    """A task for the proxy with fewest tasks so far and most strength in the place and next to it."""
    beside = [0] * len(board.places)
    beside[spot] = 1
    for e in range(world.first[spot], world.first[spot + 1]):
        beside[world.links[e]] = 1
    strength = [0] * len(world.factions)
    for f, row in enumerate(board.formations):
        if row.place != NOBODY and beside[row.place] == 1 and row.strength > 0:
            strength[world.formations[f].faction] += row.strength
    best = NOBODY
    most = 0
    for faction in range(Faction.NLF, len(world.factions)):
        if world.factions[faction].patron == Team.ANKARA and asked[faction] < 3:
            near = strength[faction] // (1 + asked[faction]) + 1
            if faction == Faction.HTS:
                near = near // 2
            if near > most:
                most = near
                best = faction
    if best == NOBODY:
        return n, left
    asked[best] += 1
    pay = 0
    if board.teams[Team.ANKARA].pc >= 600 and left > 3 and best != Faction.HTS:
        pay = 1
    n = put_task(out, n, Team.ANKARA, 4, best, task, spot, pay)
    return n, left - 1 - pay


def move_columns(
    world: World,
    board: Board,
    manner: int,
    place: list[int],
    unit: list[int],
    enemy: list[int],
    left: int,
    out: list[Order],
    n: int,
) -> tuple[int, int]:
    """MOVEs of columns to the places they block: the first if it is friendly, else the one behind it."""
    path = [NOBODY] * ROUTE
    network = no_network()
    for c in range(COLUMNS):
        f = unit[COLUMN_UNITS[c]]
        if left <= 0 or f == NOBODY or board.formations[f].place == NOBODY or ordered(out, n, f):
            continue
        spot = place[COLUMN_SPOTS[2 * c]]
        why = int(Motive.BLOCKS_WAY)
        if manner == Manner.ESCALATORY:
            for i in range(len(FORWARD_SPOTS)):
                ahead = place[FORWARD_SPOTS[(c + i) % len(FORWARD_SPOTS)]]
                if ahead != NOBODY and held_by(board, ahead, Side.OPPOSITION):
                    spot = ahead
                    why = int(Motive.GOES_FORWARD)
                    break
        if spot == NOBODY or not held_by(board, spot, Side.OPPOSITION):
            spot = place[COLUMN_SPOTS[2 * c + 1]]
            why = int(Motive.FALLS_BACK)
        if spot == NOBODY or board.formations[f].place == spot or not held_by(board, spot, Side.OPPOSITION):
            continue
        if len(network.lengths) == 0:
            network = network_of(world, board, Side.OPPOSITION)
        distance = away_from(world, network, spot, UNREACHED - 1)
        if way(world, network.lengths, distance, board.formations[f].place, path) > 0:
            before = n
            n = put_move(out, n, Team.ANKARA, 5, f, path)
            n = because(out, before, n, why, 0)
            left -= 1
    return n, left


def ordered(out: list[Order], n: int, f: int) -> bool:
    """Whether a formation already has an order in this sheet."""
    for k in range(n):
        if out[k].kind == OrderKind.MOVE and out[k].subject == f:
            return True
        if out[k].kind == OrderKind.ATTACK:
            for i in range(ROUTE):
                if out[k].who[i] == f:
                    return True
    return False


def attack(
    world: World, board: Board, place: list[int], enemy: list[int], left: int, out: list[Order], n: int
) -> tuple[int, int]:
    """RB 6.3 order 3. From rung 5 own troops attack the first lost place of the list that enough of them can
    reach.
    """
    who = [NOBODY] * ROUTE
    for i in range(4):
        spot = place[STRIKE_BACK[i]]
        if spot == NOBODY or left <= 4 or not held_by(board, spot, Side.GOVERNMENT):
            continue
        sent = gather(world, board, spot, who)
        strength = 0
        for k in range(sent):
            strength += board.formations[who[k]].strength
        if sent > 0 and strength * 2 >= enemy[spot] and not interposed(world, board, spot):
            n = put_list(out, n, Team.ANKARA, OrderKind.ATTACK, 1, who, sent)
            out[n - 1].where[0] = spot
            return because(out, n - 1, n, Motive.STRENGTH_ENOUGH, strength), left - 1
    return n, left


def gather(world: World, board: Board, spot: int, who: list[int]) -> int:
    """Turkish formations fit to attack that stand within a turn's march of a lost place, into `who`; returns
    how many.
    """
    for i in range(ROUTE):
        who[i] = NOBODY
    distance = away_from(world, network_of(world, board, Side.OPPOSITION), spot, TURN_REACH)
    sent = 0
    for f in range(len(board.formations)):
        row = board.formations[f]
        if world.formations[f].team != Team.ANKARA or row.place == NOBODY or row.strength < 300:
            continue
        if row.cohesion >= 5600 and row.stock >= 110 and sent < ROUTE and distance[row.place] < UNREACHED:
            if world.places[row.place].soil == 0:
                who[sent] = f
                sent += 1
    return sent
