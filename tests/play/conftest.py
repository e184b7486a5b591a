"""The Idlib scenario, laid out once for all tests of `play`."""

from __future__ import annotations

import pytest

import wargame as wg
from wargame.play.layout import lay_out


@pytest.fixture(scope="session")
def idlib(root):
    """The scenario as its file has it."""
    return wg.load(root / "scenarios" / "idlib_2020.toml")


@pytest.fixture(scope="session")
def idlib_layout(idlib):
    """Its world, its start and its names. Not to be written."""
    return lay_out(idlib)
