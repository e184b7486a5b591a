"""Relief: shades follow the strokes, and contours agree with heights taken pixel by pixel."""

from math import exp, floor

from hypothesis import given
from hypothesis import strategies as st
from tui_map_sample import real, small

from wargame.tui.map.data import RidgeMark
from wargame.tui.map.relief import GRID_KM, STEPS, Relief, _contours, _distance2


def test_flat_ground_has_the_plain_shade():
    assert set(Relief(small(ridges=())).shades(0.0, 1.0, -40, 80)) == {0}


def test_a_ridge_is_highest_on_its_line_and_fades():
    shades = Relief(small()).shades(0.0, 1.0, -40, 80)
    assert shades[40] == 3
    assert shades[0] == shades[79] == 0
    assert list(shades[:40]) == sorted(shades[:40])


def test_a_trough_lowers_what_lies_in_it():
    ridge = RidgeMark(((-10.0, 0.0), (10.0, 0.0)), 500, 6.0)
    trough = RidgeMark(((-10.0, 0.0), (10.0, 0.0)), -450, 6.0)
    assert max(Relief(small(ridges=(ridge, trough))).shades(0.0, 1.0, -40, 80)) == 0


@given(
    heights=st.lists(st.integers(-300, 900).map(float), min_size=8, max_size=12),
    km=st.sampled_from([2.64, 1.0, 0.35]),
)
def test_contours_are_the_shades_of_interpolated_heights(heights, km):
    count = int((len(heights) - 1) * GRID_KM / km) - 1
    shades = _contours(heights, 0.0, km, 0, count)
    assert len(shades) == count
    for pixel, shade in enumerate(shades):
        at = (pixel + 0.5) * km / GRID_KM
        left = min(floor(at), len(heights) - 2)
        height = heights[left] + (heights[left + 1] - heights[left]) * (at - left)
        if all(abs(height - step) > 1e-6 for step in STEPS):
            assert shade == sum(height >= step for step in STEPS)


def test_distance_to_a_line_is_to_its_nearest_point():
    line = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0))
    assert _distance2(line, 5.0, 3.0) == 9.0
    assert _distance2(line, 13.0, 14.0) == 25.0
    assert _distance2(((2.0, 2.0), (2.0, 2.0)), 2.0, 5.0) == 9.0


def test_strokes_far_away_add_nothing_visible():
    ridge = small().ridges[0]
    assert ridge.height * exp(-(1.8**2)) < STEPS[0] / 5


def test_the_real_mountains_stand_out_from_the_real_plain():
    data = real()
    x, y = data.plane.point(35.45, 36.2)
    assert Relief(data).shades(y, 1.55, floor(x / 1.55), 1)[0] >= 2
    x, y = data.plane.point(35.9, 37.4)
    assert Relief(data).shades(y, 1.55, floor(x / 1.55), 1)[0] == 0
