"""Step 1 of a turn's first day: the political orders that stand, class after class (RB 6.5).

Live talks have acted before (`talks.take_talks`), and refused rows have kind 0. Then come the sheets' answers
and offers, STEER, and what was agreed starts and ends; after that LADDER, ULTIMATUM, STATEMENT, EXTERNAL,
ECONOMY, BORDER, LIBYA, PROXY_SUPPORT, each class as if at once. AIRSPACE, ROE and PROXY_TASK read none of
them and are written by `orders.take_orders`.
"""

from wargame.rules.agreements import settle_agreements
from wargame.rules.border import carry_borders
from wargame.rules.capitals import carry_external
from wargame.rules.economy import carry_economy
from wargame.rules.ladder import carry_ladder
from wargame.rules.libya import carry_fighters
from wargame.rules.log import Journal
from wargame.rules.statements import carry_statements
from wargame.rules.steer import carry_steers
from wargame.rules.support import carry_support
from wargame.rules.tables import Board, Order, World
from wargame.rules.talks import lapse_offers, take_sheet_talks
from wargame.rules.ultimatums import carry_ultimatums


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
    carry_steers(world, board, orders, seed, day, facts, log)
    lapse_offers(world, board, day, facts)
    settle_agreements(world, board, day, facts)
    carry_ladder(world, board, orders, facts, log)
    carry_ultimatums(world, board, orders, day, facts, log)
    carry_statements(world, board, orders, day, facts, log)
    carry_external(world, board, orders, seed, day, facts, log)
    carry_economy(board, orders, facts, log)
    carry_borders(world, board, orders, day, facts, log)
    carry_fighters(world, board, orders, day, facts)
    carry_support(world, board, orders, day, facts, log)
