"""What the status line says of troops that are seen badly, or were (RB 8.2); gauges in little room."""

from __future__ import annotations

import pytest
from tui_map_sample import formation

from wargame.model.view import GaugeView
from wargame.tui.gauges import gauge_line
from wargame.tui.sights import unit_words


def test_exact_strength_has_no_bounds():
    assert unit_words(formation("a", "alpha", label="25th", cohesion=70, supply="full")) == (
        "25th (2.0 bn, cohesion 70, supply full)"
    )


def test_a_band_is_shown_with_its_bounds():
    unit = formation("a", "alpha", label="troops", strength=2400, low=1600, high=4800, level=1, kind=None)
    assert unit_words(unit) == "troops (about 2.4 bn, 1.6-4.8, kind unknown)"
    unit = formation("a", "alpha", label="troops", strength=2000, low=1600, high=2667, level=2)
    assert unit_words(unit) == "troops (about 2.0 bn, 1.6-2.7)"


def test_what_is_remembered_has_an_age():
    for days, words in ((1, "seen 1 day ago"), (6, "seen 6 days ago")):
        unit = formation(
            "a", "alpha", label="troops", low=1000, high=4000, level=0, kind=None, age_days=days
        )
        assert unit_words(unit) == f"troops (about 2.0 bn, 1.0-4.0, {words})"


@pytest.mark.parametrize(("width", "shown"), [(60, "50 pts"), (32, "50 pts"), (28, " 50 "), (24, " 50 ")])
def test_a_narrow_gauge_drops_its_unit_before_its_number(width, shown):
    gauge = GaugeView(id="domestic", label="Domestic support", value=50, high=100, unit="points")
    words = "".join(part for part, _ in gauge_line(gauge, width)) + " "
    assert shown in words
    assert "·" not in words
