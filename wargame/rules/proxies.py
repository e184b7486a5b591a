"""Step 1, first day of a turn: obedience of proxies (RB 17.2, 17.3), then the planner of those that nobody
commands (`planner.py`).
"""

from wargame.rules.arithmetic import clamp, rdiv
from wargame.rules.draw import draw
from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import EventKind, Faction, Purpose, ReasonKind, Task
from wargame.rules.planner import Plan, Staff, anybody_ready, plan, planned_column, staff_of
from wargame.rules.roads import blocked_roads, ground_of, strengths_by_place
from wargame.rules.roster import by_faction
from wargame.rules.searches import Network
from wargame.rules.support import idle_for_pay
from wargame.rules.tables import NOBODY, TASKS, Board, World

OBEY_BASE = 3000
OBEY_INDUCEMENT = 800
OBEY_ALIGNED = 1000
OBEY_LOW = 500
OBEY_HIGH = 9800
"""RB 17.2. bp."""


def run_proxies(world: World, board: Board, seed: int, day: int, facts: Journal, log: Journal | None) -> None:
    """RB 17.2-17.4. Which tasks are obeyed, then orders for every formation that no team commands.

    Reads the board as the turn opens; writes missions, routes and postures of those formations, and
    factions.obeyed.
    """
    staff = staff_of(world, board)
    for faction in range(len(world.factions)):
        if world.factions[faction].patron != NOBODY:
            decide_obedience(world, board, faction, staff, seed, day, facts, log)
    strength = [[0] * len(board.places), [0] * len(board.places)]
    strengths_by_place(world, board, strength[0], strength[1])
    members = by_faction(world)
    for faction in range(len(world.factions)):
        if planned(world, faction) == 1:
            side = world.factions[faction].side
            made = Plan(
                members[members[faction] : members[faction + 1]],
                strength[side][:],
                strength[1 - side][:],
                Network(staff.lengths, ground_of(board, side), blocked_roads(board, side)),
            )
            plan(world, board, faction, staff, made)


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
    staff: Staff,
    seed: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 17.2, 17.3. For each task of the turn one draw: obeyed or ignored; who waits for pay obeys none."""
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
            if costly(world, board, faction, state.task[t], place, staff) == 1:
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


def costly(world: World, board: Board, faction: int, task: int, place: int, staff: Staff) -> int:
    """RB 17.2. 1 if a task hurts: an attack whose column is below 0, or leaving the faction's home or a place
    of its list.
    """
    if task == Task.WITHDRAW:
        return gives_up(world, faction, place)
    if task != Task.ATTACK or anybody_ready(world, board, faction, place, staff.there) == 0:
        return 0
    if planned_column(world, board, faction, place, staff) < 0:
        return 1
    return 0
