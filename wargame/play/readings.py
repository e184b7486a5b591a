"""The readings of a Condition (RB 19.2) and the compiler from its text to the engine's rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wargame.model.scenario import Condition
    from wargame.play.names import Names
    from wargame.rules.tables import Test


def compile_condition(value: Condition, names: Names) -> tuple[list[Test], list[str]]:
    """The rows of a condition in prefix order, and complaints; rows are empty when there are complaints."""
    raise NotImplementedError
