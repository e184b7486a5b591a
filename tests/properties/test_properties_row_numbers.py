"""What compiled code takes for granted of numbers: a row is never looked up by a negative one, since it would
not count from the end (`strict_rules.py`), and each fits its column.

The random games of `test_properties_fuzz.py` and the adjudication cases are played in this form too.
"""

from __future__ import annotations

import pytest
from property_ranges import ranges
from strict_rules import strictly

from bench.fast import random_sheets
from wargame import bots
from wargame.play import engines
from wargame.play.layout import lay_out
from wargame.rules import roads, tables, tables_politics
from wargame.rules.compiled_arrays import is_bundle, layout_of
from wargame.rules.roads import other_end, road_between
from wargame.rules.tables import NOBODY
from wargame.store.scenario_file import load_scenario

MIXTURES = len(bots.STYLES) ** 3
RANDOM_GAMES = 3


@pytest.fixture(scope="module")
def layout(root):
    return lay_out(load_scenario(root / "scenarios" / "idlib_2020.toml"))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(3))
def test_games_of_bots_in_every_mixture(layout, part):
    styles = len(bots.STYLES)
    with strictly(engines.run):
        for code in range(part, MIXTURES, 3):
            mixture = (code % styles, code // styles % styles, code // styles**2)
            engines.plain().play_games(layout.world, layout.start, mixture, [code])


@pytest.mark.slow
def test_games_with_random_orders(layout):
    with strictly(engines.run):
        for seed in range(RANDOM_GAMES):
            random_sheets(layout, seed)


@pytest.mark.skipif(not engines.available(), reason="the extra [fast] is not installed")
def test_every_number_of_a_row_has_room_in_its_column_when_compiled():
    for (name, column), (low, high) in ranges().items():
        row = getattr(tables, name, None) or getattr(tables_politics, name, None)
        if row is not None and not is_bundle(row):
            kind = layout_of(row)[column].base
            most = (1 << 8 * kind.itemsize - 1) - 1
            assert -most <= low <= high <= most, (name, column, low, high, kind)


def test_a_negative_number_is_refused(layout):
    assert road_between(layout.world, NOBODY, 0) == NOBODY
    with strictly(road_between), pytest.raises(AssertionError, match="looked up by -1"):
        road_between(layout.world, NOBODY, 0)
    with strictly(other_end):
        assert other_end(layout.world, 0, layout.world.roads[0].a) == layout.world.roads[0].b
    assert "natural" not in vars(roads)
