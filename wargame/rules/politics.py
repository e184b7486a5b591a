"""Step 1 of a turn's first day: the political orders that stand, class after class (RB 6.5).

Live talks have acted before (`talks.take_talks`), and refused rows have kind 0. Then come the sheets' answers
and offers, STEER, and what was agreed starts and ends; after that LADDER, ULTIMATUM, STATEMENT, EXTERNAL,
ECONOMY, BORDER, LIBYA, PROXY_SUPPORT, each class as if at once. AIRSPACE, ROE and PROXY_TASK read none of
them and are written by `orders.take_orders`.
"""

from wargame.rules.agreements import settle_agreements
from wargame.rules.log import Journal
from wargame.rules.tables import Board, Order, World
from wargame.rules.talks import lapse_offers, take_sheet_talks


def carry_politics(
    world: World,
    board: Board,
    orders: list[Order],
    seed: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 6.5. Every political order of the sheets. Reads the board as its class begins; writes agreements and
    what each class says it writes.
    """
    take_sheet_talks(world, board, orders, day, facts, log)
    lapse_offers(world, board, day, facts)
    settle_agreements(world, board, day, facts)
