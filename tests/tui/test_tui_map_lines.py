"""Lines of dots: who takes a cell, what merges, and what roads look like in each state."""

import pytest
from tui_map_sample import road, small

from wargame.tui.map import lines
from wargame.tui.map.lines import Canvas, Priority, draw_network, heading, is_cut, route_line
from wargame.tui.map.paint import Pen

EVERYWHERE = (-99.0, -99.0, 99.0, 99.0)


def pens(canvas):
    return {cell >> 8 & 0xFF for cells in canvas.rows.values() for cell in cells.values()}


def network(roads=(), **more):
    canvas = Canvas()
    given = {"supply": False, "minor": True, **more}
    draw_network(canvas, small(), {r.id: r for r in roads}, given.pop("km", 1.0), EVERYWHERE, **given)
    return canvas


@pytest.mark.parametrize(
    ("x", "y", "bit"),
    [(0, 0, 0x01), (0, 1, 0x02), (0, 2, 0x04), (1, 0, 0x08), (1, 2, 0x20), (0, 3, 0x40), (1, 3, 0x80)],
)
def test_dots_have_the_bits_of_the_braille_block(x, y, bit):
    canvas = Canvas()
    canvas.dot(x - 2, y - 4, 1, Pen.RIVER)
    assert canvas.rows[-1][-1] & 0xFF == bit


def test_equal_priorities_share_a_cell_and_the_higher_takes_it():
    canvas = Canvas()
    canvas.dot(0, 0, Priority.ROAD, Pen.TRACK)
    canvas.dot(1, 3, Priority.ROAD, Pen.SECONDARY)
    assert canvas.rows[0][0] == Priority.ROAD << 16 | Pen.TRACK << 8 | 0x81
    canvas.dot(0, 1, Priority.SIEGE, Pen.ALARM)
    assert canvas.rows[0][0] == Priority.SIEGE << 16 | Pen.ALARM << 8 | 0x02
    canvas.dot(0, 2, Priority.RIVER, Pen.RIVER)
    assert canvas.rows[0][0] == Priority.SIEGE << 16 | Pen.ALARM << 8 | 0x02


@pytest.mark.parametrize("priorities", [(1, 4), (4, 1), (4, 4)])
def test_a_line_follows_the_same_rule_as_a_dot(priorities):
    by_line, by_dot = Canvas(), Canvas()
    for priority in priorities:
        by_line.line(((0.0, 0.0), (4.0, 0.0)), 1.0, priority, Pen.TRACK + priority)
        for x in range(8):
            by_dot.dot(x, 0, priority, Pen.TRACK + priority)
    assert {c: v for c, v in by_line.rows[0].items() if c < 4} == by_dot.rows[0]


def test_every_other_dot():
    canvas = Canvas()
    canvas.line(((0.0, 0.0), (8.0, 0.0)), 1.0, 1, Pen.TRACK, every=2)
    assert {(cell & 0xFF).bit_count() for cell in canvas.rows[0].values()} == {1}


def test_a_ring_has_its_radius_and_an_open_middle():
    canvas = Canvas()
    canvas.ring(0.5, 1.0, 1.0, lines.SIEGE_RADIUS, Priority.SIEGE, Pen.ALARM)
    assert 0 not in canvas.rows[0]
    assert (min(canvas.rows), max(canvas.rows)) == (-1, 1)
    assert (min(canvas.rows[0]), max(canvas.rows[0])) == (-3, 3)


def test_motorways_are_amber_and_red_where_cut():
    assert Pen.MOTORWAY in pens(network([road("alpha__bravo")]))
    assert pens(network([road("alpha__bravo", held_by="contested")], minor=False)) == {Pen.CUT}
    assert pens(network([road("alpha__bravo", cut=60)], minor=False)) == {Pen.CUT}


def test_low_detail_leaves_minor_roads_and_rivers_out():
    assert pens(network(minor=False)) == {Pen.MOTORWAY}
    assert pens(network()) == {Pen.MOTORWAY, Pen.SECONDARY, Pen.TRACK, Pen.RIVER}


def test_tracks_show_only_at_close_zooms():
    row = round(12.0 / 1.75 / 2) - 1
    assert not any(
        -8 < column < 8 and cell >> 8 & 0xFF == Pen.TRACK
        for column, cell in network(km=1.75).rows.get(row, {}).items()
    )


@pytest.mark.parametrize(("load", "pen"), [(20, Pen.LOAD_LOW), (60, Pen.LOAD_MIDDLE), (95, Pen.LOAD_HIGH)])
def test_the_supply_overlay_shows_load_in_three_steps(load, pen):
    assert pen in pens(network([road("alpha__bravo", load=load)], supply=True))


def test_a_full_road_is_drawn_thick():
    def dots(load):
        canvas = network([road("bravo__delta", load=load)], supply=True)
        kind = Pen.LOAD_HIGH if load > 80 else Pen.LOAD_LOW
        return sum(
            (c & 0xFF).bit_count()
            for cells in canvas.rows.values()
            for c in cells.values()
            if c >> 8 & 0xFF == kind
        )

    assert dots(95) > 1.5 * dots(20)


def test_unknown_load_is_no_load():
    assert pens(network([road("alpha__bravo", load=None)], supply=True)).isdisjoint(
        {Pen.LOAD_LOW, Pen.LOAD_HIGH}
    )


def test_is_cut():
    assert not is_cut(None)
    assert not is_cut(road("x", cut=49))
    assert is_cut(road("x", cut=50))


def test_a_route_follows_the_roads_in_its_own_direction():
    data = small()
    line = route_line(data, ["delta", "bravo", "alpha"])
    assert line[0] == (15.0, 12.0)
    assert line[-1] == (-15.0, -10.0)
    assert (0.0, -12.0) in line
    assert route_line(data, ["alpha", "delta"]) == [(-15.0, -10.0), (15.0, 12.0)]
    assert route_line(data, ["alpha", "nowhere"]) == []


@pytest.mark.parametrize(
    ("end", "eighth"),
    [
        ((9, 0), 0),
        ((9, 9), 1),
        ((0, 9), 2),
        ((-9, 9), 3),
        ((-9, 0), 4),
        ((-9, -9), 5),
        ((0, -9), 6),
        ((9, -9), 7),
    ],
)
def test_headings(end, eighth):
    assert heading([(0.0, 0.0), (float(end[0]), float(end[1]))]) == eighth


def test_roads_out_of_the_frame_are_left_out():
    canvas = Canvas()
    draw_network(canvas, small(), {}, 1.0, (60.0, 60.0, 99.0, 99.0), supply=False, minor=True)
    assert canvas.rows == {}
