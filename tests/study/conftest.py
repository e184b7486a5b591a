"""The Idlib scenario, laid out once; and a short calendar for runs that only need to be the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wargame.play.layout import Layout, lay_out
from wargame.store.scenario_file import load_scenario
from wargame.study.games import HISTORICAL
from wargame.study.record import Labels
from wargame.study.runner import Plan
from wargame.study.targets import Target, conditioned, history_of, load_targets


@pytest.fixture(scope="session")
def layout(root) -> Layout:
    return lay_out(load_scenario(root / "scenarios" / "idlib_2020.toml"))


@pytest.fixture(scope="session")
def targets(root, layout) -> tuple[Target, ...]:
    return load_targets(history_of(root / "scenarios" / "idlib_2020.toml"), layout)


@pytest.fixture(scope="session")
def labels(layout) -> Labels:
    return Labels("2020-01-27", layout.names.places, layout.names.posts, layout.names.pools)


@pytest.fixture(scope="session")
def short(layout, targets, labels) -> Plan:
    """Two turns."""
    world, start = conditioned(layout, targets)
    world = replace(world, params=replace(world.params, turns=2))
    return Plan(world, start, HISTORICAL, "python", tuple(t.metric for t in targets), labels)
