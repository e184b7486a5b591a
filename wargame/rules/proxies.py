"""Step 1, first day of a turn: obedience of proxies, and the planner that moves the factions nobody commands
(RB 17.2-17.4).
"""

from wargame.rules.arithmetic import clamp, rdiv
from wargame.rules.attacks import LEAST_COLUMN, STOP_LOSS, begin_attack
from wargame.rules.column import column_in, gun_cover
from wargame.rules.draw import draw
from wargame.rules.engaged import LEAST_COHESION, LEAST_STOCK, WAR_RUNG, may_attack
from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import EventKind, Faction, Intensity, Mission, Posture, Purpose, ReasonKind, Task
from wargame.rules.police import held_on_road
from wargame.rules.roads import (
    blocked_roads,
    ground_of,
    road_between,
    road_lengths,
    spread,
    strengths_by_place,
)
from wargame.rules.roster import by_faction, gathered, troops
from wargame.rules.support import idle_for_pay
from wargame.rules.tables import NOBODY, ROUTE, TASKS, UNREACHED, Board, World
from wargame.rules.withdrawal import is_friendly

OBEY_BASE = 3000
OBEY_INDUCEMENT = 800
OBEY_ALIGNED = 1000
OBEY_LOW = 500
OBEY_HIGH = 9800
"""RB 17.2. bp."""

TWO_DAYS = 8000
"""RB 17.4 (c). ed of two days' march: 1200 minutes."""

SHAKEN = 5000
"""RB 17.4 (h). ct of cohesion below which an idle formation delays."""


def run_proxies(world: World, board: Board, seed: int, day: int, facts: Journal, log: Journal | None) -> None:
    """RB 17.2-17.4. Which tasks are obeyed, then orders for every formation that no team commands.

    Reads the board as the turn opens; writes missions, routes and postures of those formations, and
    factions.obeyed.
    """
    lengths = road_lengths(world, board)
    there = troops(board)
    cover = gun_cover(world, board)
    for faction in range(len(world.factions)):
        if world.factions[faction].patron != NOBODY:
            decide_obedience(world, board, faction, there, cover, seed, day, facts, log)
    strength = [[0] * len(board.places), [0] * len(board.places)]
    strengths_by_place(world, board, strength[0], strength[1])
    members = by_faction(world)
    for faction in range(len(world.factions)):
        if planned(world, faction) == 1:
            side = world.factions[faction].side
            own = strength[side][:]
            enemy = strength[1 - side][:]
            mine = members[members[faction] : members[faction + 1]]
            plan(world, board, faction, mine, lengths, own, enemy, there, cover)


def planned(world: World, faction: int) -> int:
    """RB 17.4. 1 if the faction planner moves this faction: it has formations and no team commands them."""
    for fixed in world.formations:
        if fixed.faction == faction:
            if fixed.team == NOBODY:
                return 1
            return 0
    return 0


# ---- obedience ---------------------------------------------------------------------------------------------


def decide_obedience(
    world: World,
    board: Board,
    faction: int,
    there: list[int],
    cover: list[int],
    seed: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 17.2, 17.3. For each task of the turn one draw: obeyed or ignored; who waits for pay obeys none.

    `there` is the roster of all that stands on the map, `cover` the gun cover of every place.
    """
    state = board.factions[faction]
    for t in range(TASKS):
        state.obeyed[t] = 0
        if state.task[t] == Task.NONE:
            continue
        chance = OBEY_BASE + rdiv(state.control * 10, 13) + OBEY_INDUCEMENT * state.inducement[t]
        place = state.task_place[t]
        if state.task[t] != Task.OPEN_ROAD and place != NOBODY:
            if in_agenda(world, faction, place) == 1:
                chance += OBEY_ALIGNED
            if costly(world, board, faction, state.task[t], place, there, cover) == 1:
                chance -= OBEY_ALIGNED
        if state.task[t] == Task.SEPARATE_FROM_HTS and faction == Faction.HTS:
            chance -= world.params.hts_separate
        chance = clamp(chance, OBEY_LOW, OBEY_HIGH)
        if idle_for_pay(board, faction):
            chance = 0
        slot = t if t == 0 else t + 1
        u = draw(seed, day, Purpose.OBEDIENCE, world.factions[faction].key, slot)
        event = int(EventKind.TASK_IGNORED)
        if u < chance:
            state.obeyed[t] = 1
            event = int(EventKind.TASK_OBEYED)
        number = tell(facts, event, faction, state.task[t], place, 0, -1)
        note(log, ReasonKind.OBEY, faction, chance, u, t, number)


def in_agenda(world: World, faction: int, place: int) -> int:
    """RB 17.3. 1 if the place is on the faction's list."""
    for i in range(world.agenda_first[faction], world.agenda_first[faction + 1]):
        if world.agenda[i] == place:
            return 1
    return 0


def gives_up(world: World, faction: int, place: int) -> int:
    """RB 17.2. 1 if leaving a place hurts the faction: its home, or a place of its list."""
    if place == world.factions[faction].home or in_agenda(world, faction, place) == 1:
        return 1
    return 0


def costly(
    world: World, board: Board, faction: int, task: int, place: int, there: list[int], cover: list[int]
) -> int:
    """RB 17.2. 1 if a task hurts: an attack whose column is below 0, or leaving the faction's home or a place
    of its list.
    """
    if task == Task.WITHDRAW:
        return gives_up(world, faction, place)
    if task != Task.ATTACK or anybody_ready(world, board, faction, place, there) == 0:
        return 0
    target = [NOBODY] * len(board.formations)
    roster = gathered(world, place, there)
    muster(world, board, faction, place, target, roster)
    if column_in(world, board, place, target, roster, cover, None) < 0:
        return 1
    return 0


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


# ---- the planner -------------------------------------------------------------------------------------------


def plan(
    world: World,
    board: Board,
    faction: int,
    mine: list[int],
    lengths: list[int],
    own: list[int],
    enemy: list[int],
    there: list[int],
    cover: list[int],
) -> None:
    """RB 17.4. Goals in order: obeyed tasks, then the agenda; what is left over rests, delays or defends. Who
    waits for pay has no goals (RB 17.3).

    `mine` lists the formations of the faction, `there` is the roster of all that stands on the map, `cover`
    the gun cover of every place.
    """
    side = world.factions[faction].side
    for f in mine:
        stand_down(board, f)
    if idle_for_pay(board, faction):
        settle_idle(world, board, mine, enemy)
        return
    state = board.factions[faction]
    for t in range(TASKS):
        if state.obeyed[t] == 1:
            task = state.task[t]
            place = state.task_place[t]
            carry_out(world, board, faction, task, place, mine, lengths, own, enemy, there, cover)
    for i in range(world.agenda_first[faction], world.agenda_first[faction + 1]):
        pursue(world, board, faction, world.agenda[i], mine, lengths, own, enemy, there, cover)
    if board.tracks[0].rung >= WAR_RUNG and side == 1:
        for p, fixed in enumerate(world.places):
            if fixed.m4 + fixed.m5 > 0 and board.places[p].control == 0:
                if cover[p] >= world.params.guns_war:
                    attack_goal(world, board, faction, p, own, there, cover)
    settle_idle(world, board, mine, enemy)


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
    world: World,
    board: Board,
    faction: int,
    task: int,
    place: int,
    mine: list[int],
    lengths: list[int],
    own: list[int],
    enemy: list[int],
    there: list[int],
    cover: list[int],
) -> None:
    """RB 17.4 (c)-(g). One obeyed task; `mine` lists the formations of the faction."""
    if task == Task.OPEN_ROAD:
        board.roads[place].blocked_by = NOBODY
    if task == Task.HOLD or task == Task.ATTACK:
        pursue(world, board, faction, place, mine, lengths, own, enemy, there, cover)
        return
    side = world.factions[faction].side
    distance = [UNREACHED] * len(board.places)
    distance[world.factions[faction].home] = 0
    spread(world, lengths, ground_of(board, side), blocked_roads(board, side), distance, UNREACHED)
    for f in mine:
        formation = board.formations[f]
        if formation.strength == 0 or formation.place == NOBODY:
            continue
        goes = formation.place == place
        if task == Task.OPEN_ROAD:
            goes = formation.place == world.roads[place].a or formation.place == world.roads[place].b
        elif task == Task.SEPARATE_FROM_HTS:
            goes = holds_hts(world, board, formation.place, there) == 1
        if goes:
            step_home(world, board, f, lengths, distance)


def holds_hts(world: World, board: Board, place: int, there: list[int]) -> int:
    """RB 17.4 (g). 1 if a formation of hts stands in the place."""
    for f in there[there[place] : there[place + 1]]:
        formation = board.formations[f]
        if formation.place == place and formation.strength > 0 and world.formations[f].faction == Faction.HTS:
            return 1
    return 0


def pursue(
    world: World,
    board: Board,
    faction: int,
    place: int,
    mine: list[int],
    lengths: list[int],
    own: list[int],
    enemy: list[int],
    there: list[int],
    cover: list[int],
) -> None:
    """RB 17.4 (c), (d). A place of the list: held if it is friendly, attacked if the enemy has it."""
    side = world.factions[faction].side
    if is_friendly(side, board.places[place].control):
        hold_goal(world, board, side, mine, place, lengths, own, enemy)
    else:
        attack_goal(world, board, faction, place, own, there, cover)


def threat(world: World, place: int, own: list[int], enemy: list[int]) -> int:
    """RB 17.4 (b). Enemy mbn within one road of a place less own mbn in it."""
    total = -own[place]
    for e in range(world.first[place], world.first[place + 1]):
        total += enemy[world.links[e]]
    return total


def hold_goal(
    world: World,
    board: Board,
    side: int,
    mine: list[int],
    place: int,
    lengths: list[int],
    own: list[int],
    enemy: list[int],
) -> None:
    """RB 17.4 (c). While the place is threatened and thinly held, the nearest free formations march to it."""
    wanted = world.params.frontage_defence + world.places[place].hold // 10
    if threat(world, place, own, enemy) <= 0 or own[place] >= wanted:
        return
    distance = [UNREACHED] * len(board.places)
    distance[place] = 0
    spread(world, lengths, ground_of(board, side), blocked_roads(board, side), distance, TWO_DAYS)
    sent = 0
    while sent < ROUTE and threat(world, place, own, enemy) > 0 and own[place] < wanted:
        best = NOBODY
        for f in mine:
            formation = board.formations[f]
            if (
                formation.place != NOBODY
                and formation.place != place
                and formation.strength > 0
                and formation.mission == Mission.NONE
                and formation.cohesion >= LEAST_COHESION
                and distance[formation.place] < UNREACHED
                and threat(world, formation.place, own, enemy) <= 0
            ):
                if best == NOBODY or distance[formation.place] < distance[board.formations[best].place]:
                    best = f
        if best == NOBODY:
            return
        own[board.formations[best].place] -= board.formations[best].strength
        own[place] += board.formations[best].strength
        march_down(world, board, best, lengths, distance)
        sent += 1


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


def attack_goal(
    world: World, board: Board, faction: int, place: int, own: list[int], there: list[int], cover: list[int]
) -> None:
    """RB 17.4 (d). Formations next to the goal attack if the column allows; else they gather beside it."""
    if anybody_ready(world, board, faction, place, there) == 0:
        return
    target = [NOBODY] * len(board.formations)
    roster = gathered(world, place, there)
    muster(world, board, faction, place, target, roster)
    if column_in(world, board, place, target, roster, cover, None) >= world.params.planner_column:
        for f in roster[roster[place] : roster[place + 1]]:
            if target[f] == place:
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
            if gather == NOBODY or own[q] > own[gather] or (own[q] == own[gather] and q < gather):
                gather = q
    for f in roster[roster[place] : roster[place + 1]]:
        formation = board.formations[f]
        if target[f] == place and gather != NOBODY and formation.place != gather:
            if road_between(world, formation.place, gather) != NOBODY:
                formation.mission = Mission.MOVE
                formation.posture = Posture.MARCH
                formation.leg = 0
                formation.route[0] = gather


def step_home(world: World, board: Board, f: int, lengths: list[int], distance: list[int]) -> None:
    """RB 17.4 (e). One place toward the faction's home over friendly ground, `distance` ed away."""
    formation = board.formations[f]
    if 0 < distance[formation.place] < UNREACHED:
        march_down(world, board, f, lengths, distance)
        for i in range(1, ROUTE):
            formation.route[i] = NOBODY


def settle_idle(world: World, board: Board, mine: list[int], enemy: list[int]) -> None:
    """RB 17.4 (h). Formations without a goal: rest away from the enemy, delay when shaken, else defend."""
    for f in mine:
        formation = board.formations[f]
        if formation.place == NOBODY or formation.strength == 0:
            continue
        if formation.mission != Mission.NONE:
            continue
        if enemy_within_two(world, formation.place, enemy) == 0:
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
