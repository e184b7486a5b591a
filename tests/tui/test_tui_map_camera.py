"""Where the map looks: pans are whole cells, zooms keep their point, the centre stays in the box."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tui_map_sample import real, small

from wargame.tui.map.camera import ZOOMS, Camera, cell_of, fit, point_of, scale_bar

LEVELS = range(len(ZOOMS))


@given(
    level=st.sampled_from(LEVELS),
    lat=st.integers(35500, 36400),
    lon=st.integers(36000, 37300),
    columns=st.integers(-9, 9),
    rows=st.integers(-9, 9),
)
def test_a_pan_moves_by_whole_cells(level, lat, lon, columns, rows):
    data = real()
    camera = Camera(lat, lon, level)
    left, top = camera.corner(data, 100, 40)
    assert camera.moved(data, columns, rows).corner(data, 100, 40) == (left + columns, top + rows)


@given(
    level=st.sampled_from(LEVELS[1:-1]),
    steps=st.sampled_from([-1, 1]),
    column=st.integers(-30, 30),
    row=st.integers(-12, 12),
)
def test_a_zoom_keeps_the_point_under_the_cursor(level, steps, column, row):
    data = real()
    camera = Camera(35900, 36650, level)
    after = camera.zoomed(data, steps, column, row)
    points = []
    for c in (camera, after):
        left, top = c.corner(data, 100, 40)
        points.append(point_of(left + 50 + column, top + 20 + row, c.km))
    (ax, ay), (bx, by) = points
    coarse = max(camera.km, after.km)
    assert abs(ax - bx) <= 1.5 * coarse
    assert abs(ay - by) <= 3.0 * coarse


def test_zoom_stops_at_both_ends():
    data = small()
    assert Camera(36000, 37000, 0).zoomed(data, -1) == Camera(36000, 37000, 0)
    assert Camera(36000, 37000, len(ZOOMS) - 1).zoomed(data, 1).level == len(ZOOMS) - 1
    assert Camera(36000, 37000, 3).zoomed(data, -99).level == 0


def test_the_centre_cannot_leave_the_box():
    data = small()
    camera = Camera(36000, 37000, 3).moved(data, 500, 500)
    x, y = data.plane.point(camera.lat / 1000, camera.lon / 1000)
    assert x == pytest.approx(50.0, abs=0.1)
    assert y == pytest.approx(50.0, abs=0.1)


def test_the_core_fills_120_by_40_at_the_reading_zoom():
    assert ZOOMS[fit(real(), 120, 40).level] == 1.55


@pytest.mark.parametrize(("width", "height"), [(120, 40), (160, 60), (200, 60), (106, 32)])
def test_fit_shows_the_core_and_the_next_level_would_not(width, height):
    data = real()
    camera = fit(data, width, height)
    wide, high = data.core.east - data.core.west, data.core.south - data.core.north

    def shows(level):
        return wide / ZOOMS[level] <= width * 1.12 and high / ZOOMS[level] <= 2 * height * 1.12

    assert shows(camera.level)
    assert camera.level + 1 == len(ZOOMS) or not shows(camera.level + 1)


def test_a_small_window_shows_the_middle_at_the_reading_zoom():
    assert ZOOMS[fit(real(), 78, 19).level] == 1.55


@given(column=st.integers(-200, 200), row=st.integers(-100, 100), km=st.sampled_from(ZOOMS))
def test_cells_and_points_agree(column, row, km):
    assert cell_of(*point_of(column, row, km), km) == (column, row)


@pytest.mark.parametrize(("km", "length", "cells"), [(1.55, 10, 6), (1.0, 5, 5), (0.35, 2, 6), (2.64, 10, 4)])
def test_the_scale_bar_is_a_round_length(km, length, cells):
    assert scale_bar(km) == (length, cells)
