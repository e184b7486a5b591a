"""Drawn lines: widths, cuts, wraps, bars, numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from wargame.tui.draw_pane import band_of
from wargame.tui.lines import bar, between, clip, fit, hundredths, line, percent, plain, width, wrap


@given(st.text(max_size=60), st.integers(0, 40))
def test_fit_is_exact(words, cells):
    words = "".join(char for char in words if char.isprintable())
    assert cell_len(fit(words, cells)) == cells


@given(st.text(alphabet="ab \n", max_size=200), st.integers(3, 40))
def test_wrap_keeps_all_words_and_no_line_is_too_long(words, cells):
    lines = wrap(words, cells)
    assert all(width(drawn) <= cells for drawn in lines)
    kept = "".join(plain(drawn) for drawn in lines).replace(" ", "")
    assert kept == words.replace(" ", "").replace("\n", "")


@given(st.integers(-50, 150), st.integers(0, 100), st.integers(1, 40))
def test_bars_have_their_width(value, high, cells):
    assert width(bar(value, high, cells, "good")) == cells


def test_between_puts_the_right_part_at_the_edge():
    drawn = between(line("left"), line("right"), 20)
    assert plain(drawn) == "left           right"
    assert width(clip(drawn, 7)) == 7


def test_numbers_as_people_read_them():
    assert hundredths(263) == "+2.63"
    assert hundredths(-5) == "-0.05"
    assert hundredths(0) == "+0.00"
    assert percent(4567) == "46 %"
    assert percent(3) == "<1 %"
    assert percent(9999) == ">99 %"
    assert percent(0) == "0 %"


def test_the_band_of_a_drawn_number():
    chances = (235, 1943, 4500, 3322)
    assert [band_of(chances, drawn) for drawn in (0, 234, 235, 2177, 2178, 6678, 9999)] == [
        "repulse", "repulse", "stall", "stall", "gains", "breakthrough", "breakthrough",
    ]  # fmt: skip
