"""Scenario files: reading one safely, loading it under chosen readings of disputed facts."""

from __future__ import annotations

import tomllib
from pathlib import Path

from wargame.model.scenario import Scenario


def read_text(path: str | Path) -> str:
    """The text of a scenario file."""
    return Path(path).read_text(encoding="utf-8")


def load_scenario(path: str | Path, choices: dict[str, str] | None = None) -> Scenario:
    """The scenario of a file under `choices`, one choice id for each alternative id."""
    return Scenario.model_validate(tomllib.loads(read_text(path)))
