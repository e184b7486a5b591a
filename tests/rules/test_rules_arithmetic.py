"""RB 1.4-1.9 and 2.2-2.4: rounding, logarithm, splits and the keyed draw with its test vectors."""

from __future__ import annotations

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.play.names import entity_key
from wargame.rules.arithmetic import cl2, clamp, crnd, lerp, rdiv, scaled, share
from wargame.rules.draw import draw, mix, pick


@pytest.mark.parametrize(
    ("a", "b", "result"), [(5, 2, 3), (-5, 2, -2), (7, 3, 2), (-7, 3, -2), (0, 9, 0), (1, 2, 1), (-1, 2, 0)]
)
def test_rounding_half_up_also_for_negative_numbers(a, b, result):
    assert rdiv(a, b) == result


@given(st.integers(-(10**9), 10**9), st.integers(-20000, 20000))
def test_scaled_is_rdiv_by_ten_thousand(x, bp):
    assert scaled(x, bp) == rdiv(x * bp, 10000)


@pytest.mark.parametrize(
    ("a", "d", "odds"), [(2000, 1000, 200), (3000, 1000, 317), (5000, 3400, 110), (9000, 3400, 280)]
)
def test_odds_of_the_rulebook(a, d, odds):
    assert cl2(a) - cl2(d) == odds


@given(st.integers(1, 10**7))
def test_the_integer_logarithm_errs_by_one_at_most(x):
    assert abs(cl2(x) - 200 * log2(x)) <= 1.6


def test_crnd_has_the_mean_of_the_chance():
    assert sum(crnd(7, 1234, u) for u in range(10000)) == 7 * 1234


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12), st.integers(0, 10**5))
def test_a_split_hands_out_everything_and_is_fair_within_one(weights, total):
    parts = share(weights, total)
    if sum(weights) == 0:
        assert parts == [0] * len(weights)
        return
    assert sum(parts) == total
    for w, part in zip(weights, parts, strict=True):
        assert abs(part - w * total / sum(weights)) < 1


def test_ties_of_a_split_go_to_the_lower_index():
    assert share([1, 1, 1], 2) == [1, 1, 0]


def test_lerp_between_keys_and_outside():
    keys, values = [0, 3, 6, 12], [0, 50, 100, 150]
    assert [lerp(keys, values, x) for x in (-5, 0, 1, 3, 9, 12, 40)] == [0, 0, 17, 50, 125, 150, 150]


def test_clamp():
    assert [clamp(x, 2, 5) for x in (1, 2, 4, 5, 9)] == [2, 2, 4, 5, 5]


def test_the_draw_vectors_of_the_rulebook():
    assert mix(0) == 0xE220A8397B1DCDAF
    assert entity_key("place.saraqib") == 3737737584425041822
    assert [draw(2020, 7, 3, 3737737584425041822, slot) for slot in range(4)] == [2837, 2696, 351, 56]


@given(st.integers(1, 2**31), st.integers(0, 2**63 - 1), st.integers(0, 60), st.integers(0, 2**63 - 1))
def test_a_pick_lies_in_its_range(n, seed, day, entity):
    assert 0 <= pick(n, seed, day, 3, entity, 0) < n


def test_draws_are_uniform_for_each_purpose():
    """Chi-square over twenty cells; 43.8 is the 0.1 % bound for 19 degrees of freedom."""
    for purpose in (1, 2, 3, 5, 6, 8, 9, 15):
        cells = [0] * 20
        for entity in range(4000):
            cells[draw(99, 3, purpose, entity, 0) * 20 // 10000] += 1
        assert sum((c - 200) ** 2 / 200 for c in cells) < 43.8
