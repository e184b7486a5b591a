"""From the scenario's typed effects to the engine's rows, and from `at` to a turn and a day (exercise rules of the MSEL).

The table below is the whole effect vocabulary: what an inject may change, in the units of forms, with its bounds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wargame.errors import ScenarioError
from wargame.rules.tables import Effect as Row

if TYPE_CHECKING:
    from wargame.model.scenario import Effect
    from wargame.play.names import Names

AT = re.compile(r"turn ([1-9][0-9]{0,3})(?: day ([1-9][0-9]?))?\Z")


def parse_at(text: str) -> tuple[int, int | None]:
    """`turn 3` -> (3, None); `turn 3 day 2` -> (3, 2). Raises ScenarioError for anything else."""
    found = AT.match(text.strip())
    if found is None:
        raise ScenarioError([f"at {text!r}: write `turn n` or `turn n day k`"])
    return int(found[1]), int(found[2]) if found[2] else None


def compile_effect(effect: Effect, names: Names) -> tuple[list[Row], list[str]]:
    """The rows of one effect (at most one), and complaints about unknown paths, wrong values and bounds."""
    raise NotImplementedError
