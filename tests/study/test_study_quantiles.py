"""Quantiles against their definition, with values that never happened."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wargame.study.quantiles import BLOCKS, histogram, inside, ordered, percentile, quantile

VALUES = st.lists(st.none() | st.integers(0, 12), min_size=1, max_size=40)


@given(VALUES, st.sampled_from((5, 10, 25, 50, 75, 90, 95)), st.booleans())
def test_a_quantile_is_the_smallest_value_that_so_many_do_not_exceed(values, share, last):
    row = ordered(values, last)
    enough = [v for v in row if 100 * sum(other <= v for other in row) >= share * len(row)]
    least = min(enough)
    assert quantile(row, share) == (None if abs(least) == float("inf") else least)


def test_never_stands_above_dates_and_below_speeds():
    assert ordered([3, None, 1]) == [1, 3, float("inf")]
    assert ordered([3, None, 1], never_last=False) == [-float("inf"), 1, 3]
    assert quantile(ordered([3, None, None, 1]), 75) is None
    assert quantile(ordered([3, None, None, 1]), 50) == 3
    assert quantile(ordered([3, None, None, 1], False), 50) is None


def test_percentile_takes_half_of_the_equal_ones():
    assert percentile([1, 2, 2, 3], 2) == 50
    assert percentile([1, 2, 2, 3], 0) == 0
    assert percentile([1, 2, 2, 3], 9) == 100
    assert percentile(ordered([1, None]), 5) == 50


def test_inside_includes_the_ends_of_the_central_80_per_cent():
    row = list(range(1, 101))
    assert inside(row, 10)
    assert inside(row, 90)
    assert not inside(row, 9)
    assert not inside(row, 91)
    assert inside(ordered([1] * 5 + [None] * 5), 400), "never is later than any date"


@given(VALUES, st.integers(0, 12), st.integers(1, 20))
def test_a_histogram_has_its_width_and_its_highest_block(values, mark, width):
    drawn = histogram(values, mark, width)
    assert len(drawn) == width
    happened = [v for v in values if v is not None]
    assert (BLOCKS[-1] in drawn) == bool(happened)


def test_a_histogram_counts():
    assert histogram([0, 0, 0, 0, 9], 0, 2) == BLOCKS[8] + BLOCKS[2]
