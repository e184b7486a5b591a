"""Step 13 of every day, after incidents and monitors: words are weighed (RB 16.6, 16.7, 18.1, 18.2)."""

from wargame.rules.capitals import reward_signatories
from wargame.rules.ladder import end_warnings, watch_rung
from wargame.rules.log import Journal
from wargame.rules.tables import Board, World
from wargame.rules.ultimatums import test_ultimatums


def settle_politics(world: World, board: Board, day: int, facts: Journal, log: Journal | None) -> None:
    """RB 3.3 step 13. Ultimatums, the rung, warnings, and deals that were made cheaper, in this order."""
    test_ultimatums(world, board, day, facts, log)
    watch_rung(world, board, day, facts)
    end_warnings(board, day, log)
    reward_signatories(board, day, facts)
