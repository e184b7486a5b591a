"""What patrons give to proxies, and how far proxies obey in the end (RB 17.3, 17.5, 17.6)."""

from wargame.rules.arithmetic import clamp
from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import (
    AgreementState,
    Cause,
    EventKind,
    Faction,
    OrderKind,
    Outcome,
    ReasonKind,
    Scope,
    SupportKind,
    Task,
    TermKind,
    friendly,
)
from wargame.rules.tables import NOBODY, TASKS, Board, Order, World

SUPPORT_CONTROL = 100
"""RB 17.5, 17.6. ct of control for each amount given, whatever it is."""

SUPPORT_STOCK = 100
STOCK_MOST = 500
"""RB 17.5, 5.5. cd of stock for each amount of ammunition, and the most that a formation carries."""

MISSILE_TENSION = 600
"""RB 17.5. ct of tension for each amount of shoulder-fired missiles."""

ATGM_LOSS = 20
"""RB 17.5. bp that government attackers lose beside, where anti-tank weapons stand against them."""

UNPAID_TURNS = 2
"""RB 17.3. In so many turns sna wants pay or ammunition once."""

ABANDONED = 300
RESTRAINED = 200
"""RB 17.6. ct of control a turn."""


def carry_support(
    world: World, board: Board, orders: list[Order], day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 6.5, 17.5. PROXY_SUPPORT: every order that stands gives what it says.

    Writes factions.control, supported, unpaid, atgm_until; stock and manpads of formations; tension.
    SUPPORT_GIVEN (faction, kind, amount, team).
    """
    for order in orders:
        if order.kind != OrderKind.PROXY_SUPPORT:
            continue
        state = board.factions[order.subject]
        state.supported += order.amount
        cause = tell(facts, EventKind.SUPPORT_GIVEN, order.subject, order.mode, order.amount, order.team, -1)
        move_control(board, order.subject, Cause.SUPPORT, SUPPORT_CONTROL * order.amount, cause, log)
        if order.mode == SupportKind.AMMO:
            supply(world, board, order.subject, order.amount)
        elif order.mode == SupportKind.ATGM:
            turns = order.amount * world.params.days_per_turn
            state.atgm_until = max(state.atgm_until, day - 1) + turns
        elif order.mode == SupportKind.MANPADS:
            arm(world, board, order.subject, order.amount)
            tension = min(10000 - board.tracks[0].tension, MISSILE_TENSION * order.amount)
            board.tracks[0].tension += tension
            note(log, ReasonKind.TENSION, 0, Cause.SUPPORT, tension, 0, cause)
        if order.mode == SupportKind.AMMO or order.mode == SupportKind.PAY:
            state.unpaid = 0


def move_control(board: Board, faction: int, why: int, amount: int, cause: int, log: Journal | None) -> None:
    """RB 17.6. How far a proxy obeys changes, between 0 and full; a reason says why."""
    state = board.factions[faction]
    before = state.control
    state.control = clamp(before + amount, 0, 10000)
    if state.control != before:
        note(log, ReasonKind.CONTROL, faction, why, state.control - before, 0, cause)


def supply(world: World, board: Board, faction: int, amount: int) -> None:
    """RB 17.5. Ammunition reaches every formation of the proxy on the map."""
    for f, formation in enumerate(board.formations):
        if world.formations[f].faction == faction and formation.place != NOBODY and formation.strength > 0:
            formation.stock = min(STOCK_MOST, formation.stock + SUPPORT_STOCK * amount)


def arm(world: World, board: Board, faction: int, amount: int) -> None:
    """RB 17.5, 10.4. Shoulder-fired missiles go to the strongest formations of the proxy that have none, one
    for each amount; ties to the lower row.
    """
    for _ in range(amount):
        best = NOBODY
        for f, formation in enumerate(board.formations):
            if world.formations[f].faction == faction and formation.place != NOBODY:
                if formation.manpads == 0 and formation.strength > 0:
                    if best == NOBODY or formation.strength > board.formations[best].strength:
                        best = f
        if best != NOBODY:
            board.formations[best].manpads = 1


def anti_tank(board: Board, faction: int) -> bool:
    """RB 17.5. Whether anti-tank weapons of the patron tell today where this faction defends."""
    return board.factions[faction].atgm_until >= max(0, board.tracks[0].day)


def idle_for_pay(board: Board, faction: int) -> bool:
    """RB 17.3. Whether the faction does nothing because it was given neither pay nor ammunition lately."""
    return faction == Faction.SNA and board.factions[faction].unpaid >= UNPAID_TURNS


def open_turn_of_proxies(world: World, board: Board) -> None:
    """RB 17.6. A turn begins: nothing has been given in it yet."""
    for k, state in enumerate(board.factions):
        state.supported = 0
        if world.factions[k].patron != NOBODY:
            state.unpaid += 1


# ---- the close of a turn -----------------------------------------------------------------------------------


def close_turn_of_proxies(world: World, board: Board, facts: Journal, log: Journal | None) -> None:
    """RB 17.6. Once a turn: a proxy that went without pay, was left alone with a task that failed, or was
    held back while it was winning obeys less.
    """
    won = gainers(facts)
    for k in range(len(board.factions)):
        if world.factions[k].patron == NOBODY:
            continue
        if idle_for_pay(board, k) or (board.factions[k].supported == 0 and failed(world, board, k)):
            move_control(board, k, Cause.UNPAID, -ABANDONED, -1, log)
        if won >> k & 1 == 1 and restrained(world, board, k):
            move_control(board, k, Cause.RESTRAINT, -RESTRAINED, -1, log)


def failed(world: World, board: Board, faction: int) -> bool:
    """RB 17.6. Whether a task that the proxy obeyed came to nothing: a place to hold or to take is the
    enemy's.
    """
    state = board.factions[faction]
    for t in range(TASKS):
        if state.obeyed[t] == 1 and state.task_place[t] != NOBODY:
            if state.task[t] == Task.HOLD or state.task[t] == Task.ATTACK:
                control = board.places[state.task_place[t]].control
                if not friendly(world.factions[faction].side, control):
                    return True
    return False


def gainers(facts: Journal) -> int:
    """RB 17.6. The mask of the factions of which an attack gained ground in this turn."""
    attack = int(EventKind.ATTACK)
    won = 0
    for fact in facts.rows:
        if fact[2] == attack and fact[6] >= Outcome.GAINS:
            won = won | (1 << fact[4])
    return won


def restrained(world: World, board: Board, faction: int) -> bool:
    """RB 17.6. Whether its patron holds the proxy back: by a task to withdraw or to separate, or by an
    agreement in force that binds the patron to restrain it or to cease fire everywhere.
    """
    state = board.factions[faction]
    for t in range(TASKS):
        if state.task[t] == Task.WITHDRAW or state.task[t] == Task.SEPARATE_FROM_HTS:
            return True
    patron = world.factions[faction].patron
    for term in board.terms:
        if term.agreement == NOBODY or (term.bound >> patron) % 2 == 0:
            continue
        if board.agreements[term.agreement].state != AgreementState.IN_FORCE:
            continue
        if board.agreements[term.agreement].proposer == NOBODY:
            continue
        if term.kind == TermKind.PROXY_RESTRAINT and term.subject == faction:
            return True
        if term.kind == TermKind.CEASEFIRE and term.scope == Scope.EVERYWHERE:
            if (term.excluded >> faction) % 2 == 0:
                return True
    return False
