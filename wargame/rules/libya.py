"""Fighters in Libya: men of the proxies nlf and sna who fight for Ankara elsewhere (RB 18.6, 17.8)."""

from wargame.rules.arithmetic import rdiv, share
from wargame.rules.log import Journal, tell
from wargame.rules.numbers import EventKind, Faction, OrderKind, PendingKind
from wargame.rules.pending import put_pending
from wargame.rules.tables import NOBODY, Board, Order, World

LEAST_LEFT = 100
"""RB 12.1. mbn that every formation keeps when fighters are taken from it."""

FULL = 10000


def sends_fighters(faction: int) -> bool:
    """RB 18.6. Whether the faction has men in Libya."""
    return faction == Faction.NLF or faction == Faction.SNA


def away(board: Board) -> int:
    """RB 18.6. mbn of both proxies kept in Libya."""
    total = 0
    for faction in board.factions:
        total += faction.in_libya
    return total


def spare(world: World, board: Board, faction: int) -> list[int]:
    """Mbn that each formation of the faction can give."""
    men = [0] * len(board.formations)
    for f, formation in enumerate(board.formations):
        if world.formations[f].faction == faction and formation.place != NOBODY:
            men[f] = max(0, formation.strength - LEAST_LEFT)
    return men


def spare_men(world: World, board: Board, faction: int) -> int:
    """RB 6.3 order 22. mbn that all formations of the faction can give together."""
    total = 0
    for men in spare(world, board, faction):
        total += men
    return total


def carry_fighters(world: World, board: Board, orders: list[Order], day: int, facts: Journal) -> None:
    """RB 6.5, 18.6. LIBYA: fighters leave at once, or are called back and are home `return_turns` later.

    Writes factions.in_libya, strengths, pending. LIBYA_CHANGED (faction, mbn, mbn away then, day of return).
    """
    for order in orders:
        if order.kind != OrderKind.LIBYA:
            continue
        if order.amount > 0:
            send(world, board, order.subject, order.amount, facts)
        else:
            call_back(world, board, order.subject, -order.amount, day, facts)


def send(world: World, board: Board, faction: int, mbn: int, facts: Journal) -> None:
    """RB 18.6, 1.7. Every formation gives its share of the men."""
    men = spare(world, board, faction)
    parts = share(men, min(mbn, spare_men(world, board, faction)))
    gone = 0
    for f in range(len(parts)):
        if parts[f] > 0:
            board.formations[f].strength -= parts[f]
            gone += parts[f]
    board.factions[faction].in_libya += gone
    tell(facts, EventKind.LIBYA_CHANGED, faction, gone, board.factions[faction].in_libya, NOBODY, -1)


def call_back(world: World, board: Board, faction: int, mbn: int, day: int, facts: Journal) -> None:
    """RB 18.6. The men are on their way; they count as away no longer. Without a free row nobody leaves."""
    men = min(mbn, board.factions[faction].in_libya)
    home = day + world.params.return_turns * world.params.days_per_turn
    if put_pending(board, home, PendingKind.FIGHTERS, faction, men) == NOBODY:
        return
    board.factions[faction].in_libya -= men
    tell(facts, EventKind.LIBYA_CHANGED, faction, -men, board.factions[faction].in_libya, home, -1)


def returning(board: Board, faction: int) -> int:
    """Mbn of the faction on their way home."""
    total = 0
    for row in board.pending:
        if row.kind == PendingKind.FIGHTERS and row.entity == faction:
            total += row.amount
    return total


def replacement_rate(world: World, board: Board, faction: int) -> int:
    """RB 17.8. bp of establishment a day: less for nlf and sna by 100 bp for each 100 mbn in Libya."""
    rate = world.factions[faction].replacement
    if sends_fighters(faction):
        rate = rdiv(rate * max(0, FULL - away(board)), FULL)
    return rate


def keep_away(board: Board) -> None:
    """RB 18.6, step 14. The day's men in Libya, for the mean of the war aim."""
    board.tracks[0].libya_mean += away(board)
