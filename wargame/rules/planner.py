"""Step 1, first day of a turn: the planner that moves the factions nobody commands (RB 17.4)."""

from dataclasses import dataclass

from wargame.rules.attacks import LEAST_COLUMN, STOP_LOSS, begin_attack
from wargame.rules.column import column_in, gun_cover
from wargame.rules.engaged import LEAST_COHESION, LEAST_STOCK, WAR_RUNG, may_attack
from wargame.rules.numbers import Faction, Intensity, Mission, Posture, Task
from wargame.rules.police import held_on_road
from wargame.rules.roads import road_between, road_lengths
from wargame.rules.roster import gathered, troops
from wargame.rules.searches import Network, Search, forget, search_of, spread_from
from wargame.rules.support import idle_for_pay
from wargame.rules.tables import NOBODY, ROUTE, TASKS, UNREACHED, Board, World
from wargame.rules.withdrawal import is_friendly

TWO_DAYS = 8000
"""RB 17.4 (c). ed of two days' march: 1200 minutes."""

SHAKEN = 5000
"""RB 17.4 (h). ct of cohesion below which an idle formation delays."""


@dataclass(frozen=True, slots=True)
class Staff:
    """What all planners of a turn share: the map as the turn opens, and room to work in."""

    lengths: list[int]  # ed of each road
    there: list[int]  # the roster of all that stands on the map (`roster.troops`)
    cover: list[int]  # gun cover of each place
    search: Search
    target: list[int]  # for each formation NOBODY; what is written is wiped
    battle: list[int]  # room for the roster of one battle (`roster.gathered`)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the planner of one faction goes by."""

    mine: list[int]  # rows of its formations
    own: list[int]  # mbn of its side in each place, as planned so far
    enemy: list[int]  # mbn of the other side in each place
    network: Network


def staff_of(world: World, board: Board) -> Staff:
    """The shared part, from a board as the turn opens."""
    there = troops(board)
    return Staff(
        road_lengths(world, board),
        there,
        gun_cover(world, board),
        search_of(len(board.places)),
        [NOBODY] * len(board.formations),
        [0] * len(there),
    )


def plan(world: World, board: Board, faction: int, staff: Staff, made: Plan) -> None:
    """RB 17.4. Goals in order: obeyed tasks, then the agenda; what is left over rests, delays or defends. Who
    waits for pay has no goals (RB 17.3).
    """
    side = world.factions[faction].side
    for f in made.mine:
        stand_down(board, f)
    if idle_for_pay(board, faction):
        settle_idle(world, board, made)
        return
    state = board.factions[faction]
    for t in range(TASKS):
        if state.obeyed[t] == 1:
            carry_out(world, board, faction, state.task[t], state.task_place[t], staff, made)
    for i in range(world.agenda_first[faction], world.agenda_first[faction + 1]):
        pursue(world, board, faction, world.agenda[i], staff, made)
    if board.tracks[0].rung >= WAR_RUNG and side == 1:
        for p, fixed in enumerate(world.places):
            if fixed.m4 + fixed.m5 > 0 and board.places[p].control == 0:
                if staff.cover[p] >= world.params.guns_war:
                    attack_goal(world, board, faction, p, staff, made)
    settle_idle(world, board, made)


def stand_down(board: Board, f: int) -> None:
    """A formation without an order: it defends where it stands."""
    formation = board.formations[f]
    formation.mission = Mission.NONE
    formation.posture = Posture.DEFEND
    formation.leg = 0
    formation.march = 0
    for i in range(ROUTE):
        formation.route[i] = NOBODY


def carry_out(
    world: World, board: Board, faction: int, task: int, place: int, staff: Staff, made: Plan
) -> None:
    """RB 17.4 (c)-(g). One obeyed task."""
    if task == Task.OPEN_ROAD:
        board.roads[place].blocked_by = NOBODY
        made.network.blocked[place] = 0
    if task == Task.HOLD or task == Task.ATTACK:
        pursue(world, board, faction, place, staff, made)
        return
    home = world.factions[faction].home
    search = staff.search
    spread_from(world, made.network, search, home, UNREACHED)
    for f in made.mine:
        formation = board.formations[f]
        if formation.strength == 0 or formation.place == NOBODY:
            continue
        goes = formation.place == place
        if task == Task.OPEN_ROAD:
            goes = formation.place == world.roads[place].a or formation.place == world.roads[place].b
        elif task == Task.SEPARATE_FROM_HTS:
            goes = holds_hts(world, board, formation.place, staff.there) == 1
        if goes:
            step_home(world, board, f, staff.lengths, search.distance)
    forget(world, search, home)


def holds_hts(world: World, board: Board, place: int, there: list[int]) -> int:
    """RB 17.4 (g). 1 if a formation of hts stands in the place."""
    for f in there[there[place] : there[place + 1]]:
        formation = board.formations[f]
        if formation.place == place and formation.strength > 0 and world.formations[f].faction == Faction.HTS:
            return 1
    return 0


def pursue(world: World, board: Board, faction: int, place: int, staff: Staff, made: Plan) -> None:
    """RB 17.4 (c), (d). A place of the list: held if it is friendly, attacked if the enemy has it."""
    if is_friendly(world.factions[faction].side, board.places[place].control):
        hold_goal(world, board, place, staff, made)
    else:
        attack_goal(world, board, faction, place, staff, made)


def threat(world: World, place: int, own: list[int], enemy: list[int]) -> int:
    """RB 17.4 (b). Enemy mbn within one road of a place less own mbn in it."""
    total = -own[place]
    for e in range(world.first[place], world.first[place + 1]):
        total += enemy[world.links[e]]
    return total


def hold_goal(world: World, board: Board, place: int, staff: Staff, made: Plan) -> None:
    """RB 17.4 (c). While the place is threatened and thinly held, the nearest free formations march to it."""
    own = made.own
    wanted = world.params.frontage_defence + world.places[place].hold // 10
    if threat(world, place, own, made.enemy) <= 0 or own[place] >= wanted:
        return
    distance = staff.search.distance
    spread_from(world, made.network, staff.search, place, TWO_DAYS)
    sent = 0
    while sent < ROUTE and threat(world, place, own, made.enemy) > 0 and own[place] < wanted:
        best = nearest_free(world, board, place, distance, made)
        if best == NOBODY:
            break
        own[board.formations[best].place] -= board.formations[best].strength
        own[place] += board.formations[best].strength
        march_down(world, board, best, staff.lengths, distance)
        sent += 1
    forget(world, staff.search, place)


def nearest_free(world: World, board: Board, place: int, distance: list[int], made: Plan) -> int:
    """RB 17.4 (c). The nearest formation of the faction that may leave where it stands for the place, NOBODY
    if there is none. Ties: lower row.
    """
    best = NOBODY
    nearest = UNREACHED
    for f in made.mine:
        formation = board.formations[f]
        if (
            formation.place != NOBODY
            and formation.place != place
            and formation.strength > 0
            and formation.mission == Mission.NONE
            and formation.cohesion >= LEAST_COHESION
            and distance[formation.place] < nearest
            and threat(world, formation.place, made.own, made.enemy) <= 0
        ):
            best = f
            nearest = distance[formation.place]
    return best


def march_down(world: World, board: Board, f: int, lengths: list[int], distance: list[int]) -> None:
    """A MOVE along falling distances to where the distance is 0, at most ROUTE places."""
    formation = board.formations[f]
    formation.mission = Mission.MOVE
    formation.posture = Posture.MARCH
    formation.leg = 0
    here = formation.place
    steps = 0
    for i in range(ROUTE):
        formation.route[i] = NOBODY
    while steps < ROUTE and distance[here] > 0:
        there = NOBODY
        for e in range(world.first[here], world.first[here + 1]):
            q = world.links[e]
            r = world.link_roads[e]
            if distance[q] < UNREACHED and distance[q] + lengths[r] == distance[here]:
                if there == NOBODY or q < there:
                    there = q
        if there == NOBODY:
            return
        formation.route[steps] = there
        here = there
        steps += 1


def attack_goal(world: World, board: Board, faction: int, place: int, staff: Staff, made: Plan) -> None:
    """RB 17.4 (d). Formations next to the goal attack if the column allows; else they gather beside it."""
    if anybody_ready(world, board, faction, place, staff.there) == 0:
        return
    column = planned_column(world, board, faction, place, staff)
    roster = staff.battle
    if column >= world.params.planner_column:
        for f in roster[roster[place] : roster[place + 1]]:
            if ready(world, board, faction, place, f) == 1:
                formation = board.formations[f]
                formation.mission = Mission.ATTACK
                formation.posture = Posture.ATTACK
                formation.leg = 0
                formation.route[0] = place
                begin_attack(formation, Intensity.NORMAL, LEAST_COLUMN, STOP_LOSS)
        return
    side = world.factions[faction].side
    gather = NOBODY
    for e in range(world.first[place], world.first[place + 1]):
        q = world.links[e]
        if is_friendly(side, board.places[q].control):
            if gather == NOBODY or made.own[q] > made.own[gather]:
                gather = q
            elif made.own[q] == made.own[gather] and q < gather:
                gather = q
    for f in roster[roster[place] : roster[place + 1]]:
        formation = board.formations[f]
        if gather != NOBODY and formation.place != gather:
            if ready(world, board, faction, place, f) == 1:
                if road_between(world, formation.place, gather) != NOBODY:
                    formation.mission = Mission.MOVE
                    formation.posture = Posture.MARCH
                    formation.leg = 0
                    formation.route[0] = gather


def planned_column(world: World, board: Board, faction: int, place: int, staff: Staff) -> int:
    """The column (cs) at which those of a faction that are ready would attack the place. Leaves the roster of
    the battle in `staff.battle`.
    """
    target = staff.target
    roster = staff.battle
    gathered(world, place, staff.there, roster)
    muster(world, board, faction, place, target, roster)
    column = column_in(world, board, place, target, roster, staff.cover, None)
    for f in roster[roster[place] : roster[place + 1]]:
        target[f] = NOBODY
    return column


def anybody_ready(world: World, board: Board, faction: int, place: int, there: list[int]) -> int:
    """1 if a formation of the faction could attack the place today. `there` is the roster of all that stands
    on the map.
    """
    for e in range(world.first[place], world.first[place + 1]):
        q = world.links[e]
        for i in range(there[q], there[q + 1]):
            if ready(world, board, faction, place, there[i]) == 1:
                return 1
    return 0


def ready(world: World, board: Board, faction: int, place: int, f: int) -> int:
    """1 if a formation is one of the faction that could attack the place today."""
    formation = board.formations[f]
    if (
        world.formations[f].faction == faction
        and formation.strength > 0
        and formation.cohesion >= LEAST_COHESION
        and formation.stock >= LEAST_STOCK
        and formation.mission == Mission.NONE
        and road_between(world, formation.place, place) != NOBODY
    ):
        if may_attack(world, board, world.formations[f].side, faction, place) == 1:
            if not held_on_road(world, board, faction, formation.place, place):
                return 1
    return 0


def muster(
    world: World, board: Board, faction: int, place: int, target: list[int], roster: list[int]
) -> None:
    """Those of a faction that could attack the place today, into `target`. `roster` is that of the battle."""
    for f in roster[roster[place] : roster[place + 1]]:
        if ready(world, board, faction, place, f) == 1:
            target[f] = place


def step_home(world: World, board: Board, f: int, lengths: list[int], distance: list[int]) -> None:
    """RB 17.4 (e). One place toward the faction's home over friendly ground, `distance` ed away."""
    formation = board.formations[f]
    if 0 < distance[formation.place] < UNREACHED:
        march_down(world, board, f, lengths, distance)
        for i in range(1, ROUTE):
            formation.route[i] = NOBODY


def settle_idle(world: World, board: Board, made: Plan) -> None:
    """RB 17.4 (h). Formations without a goal: rest away from the enemy, delay when shaken, else defend."""
    for f in made.mine:
        formation = board.formations[f]
        if formation.place == NOBODY or formation.strength == 0:
            continue
        if formation.mission != Mission.NONE:
            continue
        if enemy_within_two(world, formation.place, made.enemy) == 0:
            formation.posture = Posture.REST
        elif formation.cohesion < SHAKEN:
            formation.posture = Posture.DELAY


def enemy_within_two(world: World, place: int, enemy: list[int]) -> int:
    """1 if an enemy stands within two roads of the place."""
    for e in range(world.first[place], world.first[place + 1]):
        q = world.links[e]
        if enemy[q] > 0:
            return 1
        for g in range(world.first[q], world.first[q + 1]):
            if enemy[world.links[g]] > 0:
                return 1
    return 0
