"""Overlays: airspace, arrows, supply paths, captions."""

import pytest
from tui_map_sample import formation, post, road, sector, shown, small

from wargame.tui.glyphs import UNICODE
from wargame.tui.map import overlays
from wargame.tui.map.ground import GroundRows
from wargame.tui.map.layout import Arrangement, Text, Window
from wargame.tui.map.lines import Canvas, Priority
from wargame.tui.map.paint import Ground, Pen, ground_code
from wargame.tui.map.painter import Scene
from wargame.tui.map.relief import Relief


def drawn(view, scene=None, made=None):
    canvas, made = Canvas(), made or Arrangement()
    overlays.draw(canvas, made, small(), view, scene or Scene(), 1.0, UNICODE)
    return canvas, made


def pens(canvas, priority):
    found = (cell for cells in canvas.rows.values() for cell in cells.values())
    return {cell >> 8 & 0xFF for cell in found if cell >> 16 == priority}


@pytest.mark.parametrize(
    ("access", "owner"),
    [
        (
            {"ruaf": "open", "syaaf": "risky", "tr_manned": "closed", "tr_drone": "closed"},
            overlays.GOVERNMENT_AIR,
        ),
        (
            {"ruaf": "closed", "syaaf": "closed", "tr_manned": "open", "tr_drone": "open"},
            overlays.OPPOSITION_AIR,
        ),
        ({"ruaf": "open", "tr_drone": "open"}, overlays.CONTESTED_AIR),
        ({"ruaf": "risky", "tr_drone": "risky"}, overlays.CONTESTED_AIR),
        ({"tr_manned": "closed", "tr_drone": "closed"}, overlays.GOVERNMENT_AIR),
        ({"tr_manned": "closed", "tr_drone": "open"}, overlays.OPPOSITION_AIR),
        ({"tr_manned": "closed", "tr_drone": "risky"}, overlays.CONTESTED_AIR),
    ],
)
def test_whose_airspace(access, owner):
    assert overlays.air_over(sector("north", **access)) == owner


def test_places_take_the_tint_of_their_sector():
    view = shown(
        small(),
        sectors=[
            sector("north", ruaf="open", tr_drone="closed"),
            sector("south", ruaf="closed", tr_drone="open"),
        ],
    )
    assert overlays.tints(small(), view) == bytes([1, 1, 2, 2])


@pytest.mark.parametrize(
    ("seat", "word"), [("ankara", "denied"), ("moscow", "permissive"), ("white", "Moscow")]
)
def test_airspace_is_also_a_letter_and_a_word(seat, word):
    view = shown(
        small(), sectors=[sector("north", ruaf="open", tr_manned="closed", tr_drone="closed")], seat=seat
    )
    _, made = drawn(view, Scene(air=True))
    assert [text.text for text in made.texts] == [f" {word[0].upper()} ", word]
    assert made.texts[0].back == Pen.COUNTER + 3


def test_air_defence_has_a_ring_in_the_air_overlay_only():
    view = shown(small(), formations=[formation("sam", "alpha", kind="air_defence")])
    assert pens(drawn(view, Scene(air=True))[0], Priority.AIR) == {Pen.INK}
    assert pens(drawn(view)[0], Priority.AIR) == set()


def test_a_march_is_an_arrow_with_a_head_before_its_goal():
    view = shown(small(), formations=[formation("a", "alpha", mission="move", route=("bravo",))])
    canvas, made = drawn(view)
    assert pens(canvas, Priority.ARROW) == {Pen.INK}
    (head,) = made.texts
    assert head.text == "→"
    assert (head.row, head.column) != (-5, 15)
    assert 12 <= head.column < 15


def test_the_arrow_of_the_selected_formation_is_amber():
    view = shown(small(), formations=[formation("a", "alpha", mission="attack", route=("alpha", "bravo"))])
    assert pens(drawn(view, Scene(selected="a"))[0], Priority.ARROW) == {Pen.AMBER}


def test_an_order_being_composed_is_a_ghost():
    assert pens(drawn(shown(small()), Scene(ghost=("alpha", "bravo")))[0], Priority.ARROW) == {Pen.GHOST}
    assert drawn(shown(small()), Scene(ghost=("alpha",)))[0].rows == {}


def test_the_head_of_an_arrow_covers_nothing():
    made = Arrangement()
    made.take(-5, 13, 2)
    drawn(shown(small()), Scene(ghost=("alpha", "bravo")), made)
    assert [(text.row, text.column) in made.taken for text in made.texts] == [False]


def test_a_standing_formation_has_no_arrow():
    canvas, made = drawn(shown(small(), formations=[formation("a", "alpha")]))
    assert (canvas.rows, made.texts) == ({}, [])


def test_besieged_posts_have_a_ring():
    made = Arrangement(rings=[(10, 20)])
    canvas, _ = drawn(shown(small(), posts=[post(state="besieged")]), None, made)
    assert pens(canvas, Priority.SIEGE) == {Pen.ALARM}


def test_supply_shows_cut_roads_and_the_path_of_the_selected():
    view = shown(
        small(),
        roads=[road("alpha__bravo", held_by="contested")],
        formations=[formation("a", "delta", path=("delta", "bravo"))],
    )
    canvas, made = drawn(view, Scene(supply=True, selected="a"))
    assert [text.text for text in made.texts] == ["╳"]
    assert pens(canvas, Priority.PATH) == {Pen.PATH}
    canvas, made = drawn(view, Scene(selected="a"))
    assert (canvas.rows, made.texts) == ({}, [])


def empty(over=None, dots=None):
    data = small(ridges=())
    window = Window(-30, -15, 80, 40)
    rows = GroundRows(data, 1.0, Relief(data))
    return overlays.Empty(
        window, rows, {row: (over or {}).get(row, []) for row in range(-15, 25)}, dots or Canvas()
    )


def test_a_caption_stands_on_plain_ground_of_its_kind():
    allowed = bytes([ground_code(Ground.DAMASCUS), ground_code(Ground.FAR_DAMASCUS)])
    row, column = empty().spot(allowed, 12)
    assert empty().fits(allowed, row, column, 12)
    assert empty().spot(bytes([ground_code(Ground.ANKARA)]), 12) is None


def test_a_caption_keeps_clear_of_signs_and_lines():
    allowed = bytes([ground_code(Ground.DAMASCUS), ground_code(Ground.FAR_DAMASCUS)])
    assert empty().fits(allowed, 5, 0, 12)
    assert not empty({5: [Text(5, 11, "x", Pen.TEXT)]}).fits(allowed, 5, 0, 12)
    canvas = Canvas()
    canvas.dot(8, 24, 1, Pen.RIVER)
    assert not empty(dots=canvas).fits(allowed, 5, 0, 12)
    assert not empty().fits(allowed, 5, 45, 12)
