"""Statements: what words are worth (RB 18.1). One of each tone has effect for a team and turn."""

from wargame.rules.arithmetic import clamp, scaled
from wargame.rules.free_guns import guns_free
from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import AirMission, Cause, EventKind, OrderKind, ReasonKind, Tone
from wargame.rules.tables import NOBODY, TASKS, Board, Order, World
from wargame.rules.tables_politics import TEAMS

CONDEMN_TENSION = 100
CONDEMN_DOMESTIC = 50
REASSURE_TENSION = -100
REASSURE_TRUST = 50
REASSURE_DOMESTIC = -50
RECOGNISE_STANDING = 50
FALSE_STANDING = -200
"""RB 18.1. ct."""

FRESH_TURNS = 3
REPEATED = 5000
"""RB 18.1. Turns after which a tone has its full effect again, and bp of it before."""

WARNED_TURNS = 2
"""RB 18.1. Turns in which a climb makes a warning credible."""


def carry_statements(
    world: World, board: Board, orders: list[Order], day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 18.1. All statements of a turn as if at once. Reads the orders that stand; writes tension, trust,
    domestic support, standing, and what is remembered of words.

    STATEMENT_MADE (team, tone, to or NOBODY, public); AUTHOR_CLAIMED (place, team, author, 0).
    """
    for team in range(TEAMS):
        board.teams[team].aggressive = strikes_out(orders, team)
        if guns_free(board, team):
            board.teams[team].aggressive = 1
        heard = [0] * (Tone.ATTRIBUTE + 1)
        for tone in range(Tone.ATTRIBUTE + 1):
            for order in orders:
                if order.kind == OrderKind.STATEMENT and order.team == team and order.mode == tone:
                    if heard[tone] == 0:
                        speak(world, board, order, day, facts, log)
                        heard[tone] = 1


def strikes_out(orders: list[Order], team: int) -> int:
    """RB 18.1. 1 if the team attacks or fires this turn: on the ground, with guns, drones or aircraft."""
    for order in orders:
        if order.team != team:
            continue
        if order.kind == OrderKind.ATTACK or order.kind == OrderKind.FIRES:
            return 1
        if order.kind == OrderKind.DRONE_STRIKE:
            return 1
        if order.kind == OrderKind.AIR_TASK:
            for i in range(TASKS):
                if order.who[i] != NOBODY and order.who[i] != AirMission.CAP:
                    return 1
    return 0


def speak(world: World, board: Board, order: Order, day: int, facts: Journal, log: Journal | None) -> None:
    """RB 18.1. One statement: told, and then its effect, halved when the tone was used in the last turns.

    What is said in private moves nobody at home and no standing, and binds to nothing. A warning given while
    another is open changes nothing about that one.
    """
    team = order.team
    row = board.teams[team]
    event = tell(facts, EventKind.STATEMENT_MADE, team, order.mode, order.subject, order.flag, -1)
    weight = 10000
    if row.tone_day[order.mode] != NOBODY:
        if day - row.tone_day[order.mode] < FRESH_TURNS * world.params.days_per_turn:
            weight = REPEATED
    row.tone_day[order.mode] = day
    if order.mode == Tone.CONDEMN:
        tension(board, scaled(CONDEMN_TENSION, weight), event, log)
        if order.flag == 1:
            at_home(board, team, scaled(CONDEMN_DOMESTIC, weight), event, log)
    elif order.mode == Tone.WARN:
        if order.flag == 1 and row.warned_until == NOBODY:
            length = world.params.days_per_turn
            row.warned_until = (day // length + 1 + WARNED_TURNS) * length - 1
    elif order.mode == Tone.REASSURE and row.aggressive == 0:
        tension(board, scaled(REASSURE_TENSION, weight), event, log)
        trust = scaled(REASSURE_TRUST, weight)
        note(log, ReasonKind.TRUST, 0, Cause.STATEMENT, trust, 0, event)
        board.tracks[0].trust = clamp(board.tracks[0].trust + trust, 0, 10000)
        if order.flag == 1:
            at_home(board, team, scaled(REASSURE_DOMESTIC, weight), event, log)
    elif order.mode == Tone.RECOGNISE and row.aggressive == 0 and order.flag == 1:
        stand(board, team, scaled(RECOGNISE_STANDING, weight), event, log)
    elif order.mode == Tone.ATTRIBUTE:
        row.claim_place = order.where[0]
        row.claim_author = order.more[0]
        tell(facts, EventKind.AUTHOR_CLAIMED, order.where[0], team, order.more[0], 0, event)


def tension(board: Board, amount: int, event: int, log: Journal | None) -> None:
    """A change of tension by words, with its reason."""
    note(log, ReasonKind.TENSION, 0, Cause.STATEMENT, amount, 0, event)
    board.tracks[0].tension = clamp(board.tracks[0].tension + amount, 0, 10000)


def at_home(board: Board, team: int, amount: int, event: int, log: Journal | None) -> None:
    """A change of support at home by words, with its reason."""
    note(log, ReasonKind.DOMESTIC, team, Cause.STATEMENT, amount, 0, event)
    board.teams[team].domestic = clamp(board.teams[team].domestic + amount, 0, 10000)


def stand(board: Board, team: int, amount: int, event: int, log: Journal | None) -> None:
    """A change of standing by words, with its reason."""
    note(log, ReasonKind.STANDING, team, Cause.STATEMENT, amount, 0, event)
    board.teams[team].standing = clamp(board.teams[team].standing + amount, 0, 10000)


def prove(board: Board, place: int, author: int, event: int, log: Journal | None) -> None:
    """RB 18.1. It is proven who fired at a place: whoever named somebody else for it loses standing, once."""
    for team in range(TEAMS):
        row = board.teams[team]
        if row.claim_place == place:
            if row.claim_author != author:
                stand(board, team, FALSE_STANDING, event, log)
            row.claim_place = NOBODY
