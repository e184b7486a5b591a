"""ECONOMY: levers between Ankara and Moscow, and what they cost each turn (RB 18.4)."""

from wargame.rules.arithmetic import clamp
from wargame.rules.log import Journal, line, note, tell
from wargame.rules.numbers import Cause, Direction, EventKind, OrderKind, ReasonKind, Team
from wargame.rules.tables import LEVERS, Board, Order, World

TIGHTEN_TIES = 500
TIGHTEN_OTHER = 100
TIGHTEN_OWN = 50
RELAX_TIES = 300
RELAX_TENSION = 100
RUNG_TIES = 100
FREE_RUNG = 3
"""RB 18.4. ct: of ties at once, of support at home each turn, of ties each turn for a rung above this one."""

FULL = 10000


def carry_economy(board: Board, orders: list[Order], facts: Journal, log: Journal | None) -> None:
    """RB 18.4. All levers of a turn as if at once. Writes levers, ties and tension.

    LEVER_MOVED (team, lever, direction, 0).
    """
    for team in range(Team.MOSCOW + 1):
        for lever in range(LEVERS):
            for order in orders:
                if order.kind == OrderKind.ECONOMY and order.team == team and order.subject == lever:
                    move_lever(board, team, lever, order.mode, facts, log)


def move_lever(
    board: Board, team: int, lever: int, direction: int, facts: Journal, log: Journal | None
) -> None:
    """RB 18.4. One lever: ties fall at once when it is tightened, and rise when it is relaxed."""
    tracks = board.tracks[0]
    if team == Team.ANKARA:
        tracks.lever[lever] = direction
    else:
        tracks.lever_moscow[lever] = direction
    event = tell(facts, EventKind.LEVER_MOVED, team, lever, direction, 0, -1)
    change = RELAX_TIES
    if direction == Direction.TIGHTEN:
        change = -TIGHTEN_TIES
    note(log, ReasonKind.TIES, 0, Cause.ECONOMY, change, 0, event)
    tracks.ties = clamp(tracks.ties + change, 0, FULL)
    if direction == Direction.RELAX:
        note(log, ReasonKind.TENSION, 0, Cause.ECONOMY, -RELAX_TENSION, 0, event)
        tracks.tension = clamp(tracks.tension - RELAX_TENSION, 0, FULL)


def close_economy(world: World, board: Board, log: Journal | None) -> None:
    """RB 18.4. The last day of a turn: what tightened levers cost at home, and the rung in ties."""
    tracks = board.tracks[0]
    ankara = 0
    moscow = 0
    for lever in range(LEVERS):
        if tracks.lever[lever] == Direction.TIGHTEN:
            ankara += TIGHTEN_OWN
            moscow += TIGHTEN_OTHER
        if tracks.lever_moscow[lever] == Direction.TIGHTEN:
            moscow += TIGHTEN_OWN
            ankara += TIGHTEN_OTHER
    pinch(board, Team.ANKARA, ankara, log)
    pinch(board, Team.MOSCOW, moscow, log)
    fall = RUNG_TIES * max(0, tracks.rung - FREE_RUNG)
    if fall > 0:
        change = line(log, ReasonKind.TIES, 0, Cause.RUNG_TIES, -fall)
        tracks.ties = clamp(tracks.ties + change, 0, FULL)


def pinch(board: Board, team: int, fall: int, log: Journal | None) -> None:
    """Support at home lost to levers in a turn, with its reason."""
    if fall > 0:
        row = board.teams[team]
        change = line(log, ReasonKind.DOMESTIC, team, Cause.ECONOMY, -fall)
        row.domestic = clamp(row.domestic + change, 0, FULL)
