"""The whole map as rows: size, closed list of characters, layers, depth tables, what stands in a cell."""

import pytest
from tui_map_sample import formation, post, real, real_view, road, shown, small

from wargame.tui import palette as p
from wargame.tui.glyphs import ASCII, strangers
from wargame.tui.map.camera import ZOOMS, Camera, fit
from wargame.tui.map.paint import Ground, Pen, ground_code, map_colours
from wargame.tui.map.painter import Painter, Scene, find, table_of

CENTRE = Camera(36000, 37000, 3)


def painted(view=None, scene=None, data=None, camera=CENTRE, size=(80, 30), **more):
    painter = Painter(data or small(), **more)
    painter.view, painter.scene = view, scene or Scene()
    return painter.rows(camera, *size)


def as_text(rows):
    return "\n".join(row.text for row in rows)


@pytest.mark.parametrize("size", [(1, 1), (7, 3), (80, 24), (200, 60)])
@pytest.mark.parametrize("level", range(len(ZOOMS)))
def test_rows_have_the_size_asked_for(size, level):
    rows = painted(real_view(), data=real(), camera=Camera(35890, 36650, level), size=size)
    assert len(rows) == size[1]
    assert {(len(row.text), len(row.ink), len(row.back)) for row in rows} == {(size[0],) * 3}


@pytest.mark.parametrize(
    "scene", [Scene(), Scene(air=True), Scene(supply=True, selected="saa_25_a"), Scene(low=True)], ids=str
)
@pytest.mark.parametrize("level", range(len(ZOOMS)))
def test_only_characters_of_the_closed_list(level, scene):
    text = as_text(painted(real_view(), scene, real(), Camera(35890, 36650, level), (160, 50)))
    assert strangers(text) == ""


def test_the_ascii_map_is_ascii():
    assert as_text(
        painted(real_view(), Scene(), real(), fit(real(), 106, 32), (106, 32), glyphs=ASCII)
    ).isascii()


def test_a_map_without_a_view_shows_the_land():
    text = as_text(painted())
    assert "ALPHA" in text
    assert "╳" not in text


def test_hostile_names_cannot_act():
    data = small()
    view = shown(data, formations=[formation("[red]\x1b]52;", "alpha")])
    assert "\x1b" not in as_text(painted(view))


def test_a_pan_moves_the_drawing_and_changes_nothing_in_it():
    data, view = real(), real_view()
    painter = Painter(data)
    painter.view = view
    before = painter.rows(Camera(35890, 36650, 2), 100, 30)
    after = painter.rows(Camera(35890, 36650, 2).moved(data, 7, 2), 100, 30)
    same = sum(
        one == two
        for a, b in zip(before[2:], after, strict=False)
        for one, two in zip(a.text[7:], b.text, strict=False)
    )
    assert same > 0.985 * 93 * 28


def test_relief_is_left_out_at_low_detail():
    full, low = (painted(shown(small()), Scene(low=flag)) for flag in (False, True))
    assert any(code & 3 for row in full for code in row.back if code < Pen.TEXT)
    assert not any(code & 3 for row in low for code in row.back if code < Pen.TEXT)


def test_a_changed_place_is_outlined_and_its_name_stays_readable():
    rows = painted(shown(small()), Scene(changed=frozenset({"alpha"})))
    assert any(Pen.OUTLINE in row.back for row in rows)
    for row in rows:
        for glyph, back in zip(row.text, row.back, strict=True):
            assert back != Pen.OUTLINE or not glyph.isalnum()


def test_an_outline_goes_over_minor_roads():
    data = small(ridges=(), rivers=())
    rows = painted(shown(data), Scene(changed=frozenset({"delta"})), data)
    edge = next(row for row in rows if Pen.OUTLINE in row.back or Pen.OUTLINE in row.ink)
    column = 40 + 15
    assert Pen.OUTLINE in (edge.ink[column], edge.back[column])


def test_the_front_stays_visible_under_a_road():
    data = small(ridges=())
    rows = painted(shown(data, control={"bravo": "opposition", "delta": "opposition"}), data=data)
    motorway = rows[15 - 6]
    assert Pen.MOTORWAY in motorway.ink
    crossing = motorway.back[40 - 1 : 40 + 1]
    assert {code >> 2 & 3 for code in crossing} == {1}


def test_a_cut_motorway_is_red():
    assert any(
        Pen.CUT in row.ink
        for row in painted(shown(small(), roads=[road("alpha__bravo", held_by="contested")]))
    )
    assert not any(Pen.CUT in row.ink for row in painted(shown(small(), roads=[road("alpha__bravo")])))


def test_sixteen_colours_show_the_letters_of_the_holders():
    view = shown(small(), control={"bravo": "opposition", "delta": "turkish", "carol": "neutral"})
    text = as_text(painted(view, palette=p.TABLE_16))
    assert all(text.count(letter) > 5 for letter in "DOAN")


def test_half_blocks_never_take_their_ink_from_a_bare_ground():
    colours = map_colours(p.TABLE_16)
    view = shown(small(), control={"bravo": "opposition", "delta": "opposition"})
    for row in painted(view, palette=p.TABLE_16):
        for glyph, ink in zip(row.text, row.ink, strict=True):
            assert glyph not in "▀▄" or colours[ink] is not None


def test_equal_colours_become_one_byte():
    table = table_of(map_colours(p.TABLE_256), "256")
    colours = map_colours(p.TABLE_256)
    assert all(colours[code] == colours[table.same[code]] for code in range(256))
    neutral = [table.same[ground_code(Ground.NEUTRAL, 0, shade)] for shade in range(4)]
    assert len(set(neutral)) == 1


@pytest.mark.parametrize("palette", p.PALETTES.values(), ids=p.PALETTES)
def test_every_palette_paints_the_real_map(palette):
    text = as_text(painted(real_view(), Scene(), real(), fit(real(), 106, 32), (106, 32), palette=palette))
    assert "IDLIB" in text
    assert "Saraqib" in text


def test_captions_stay_where_they_were():
    data, view = real(), real_view()
    painter = Painter(data)
    painter.view = view
    camera = fit(data, 106, 32)
    first = painter.rows(camera, 106, 32)
    second = painter.rows(camera.moved(data, 3, 1), 106, 32)
    (row,) = [number for number, line in enumerate(first) if "GOVERNMENT-HELD" in line.text]
    assert "GOVERNMENT-HELD" in second[row - 1].text
    assert second[row - 1].text.index("GOVERNMENT-HELD") == first[row].text.index("GOVERNMENT-HELD") - 3


def test_what_stands_in_a_cell():
    view = shown(
        small(), formations=[formation("a", "alpha"), formation("b", "alpha", "nlf"), formation("c", "delta")]
    )
    painter = Painter(small())
    painter.view = view
    counter = next(c for c in painter.arrangement(1.0).counters if c.ids == ("b",))
    assert find(painter, CENTRE, counter.cell[1] + 1, counter.cell[0]) == (0, ("b",))
    assert find(painter, CENTRE, -15, -5) == (0, ("a", "b"))
    assert find(painter, CENTRE, 22, 8) == (3, ("c",))


def test_a_new_view_is_drawn():
    painter = Painter(small())
    painter.view = shown(small())
    before = painter.rows(CENTRE, 80, 30)
    painter.view = shown(small(), control={"alpha": "turkish"}, posts=[post()])
    after = painter.rows(CENTRE, 80, 30)
    assert before != after
    assert "▲" in as_text(after)
