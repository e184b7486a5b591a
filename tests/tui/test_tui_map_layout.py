"""Signs and names: nothing covers anything, nothing jumps, counters say what stands there."""

from itertools import combinations

import pytest
from tui_map_sample import DAMASCUS, OPPOSITION, formation, mark, post, real, real_view, shown, small

from wargame.tui.glyphs import UNICODE
from wargame.tui.map.camera import ZOOMS, cell_of
from wargame.tui.map.layout import (
    Surroundings,
    Window,
    arrange,
    counter_text,
    counters_of,
    echelon,
    label_cell,
    spots_of,
)
from wargame.tui.map.paint import Pen

NOTHING = Surroundings(frozenset(), lambda _row, _column: -1)


def arranged(data, view, km=1.0, around=NOTHING, selected=None, letters=False, supply=False, place=None):
    return arrange(
        data, view, km, UNICODE, around, selected, letters=letters, supply=supply, chosen_place=place
    )


def cells(row, column, width):
    return {(row, column + step) for step in range(width)}


def texts_of(made):
    return [text.text for text in made.texts]


@pytest.mark.parametrize("km", ZOOMS)
def test_no_name_counter_or_sign_covers_another(km):
    made = arranged(real(), real_view(), km)
    names = [(label.text, cells(*label.cell, len(label.text))) for label in made.labels]
    counters = [(str(counter.ids), cells(*counter.cell, counter.width)) for counter in made.counters]
    signs = [(real().places[n].id, {cell}) for cell, n in made.places.items() if real().places[n].rank <= 3]
    posts = [(name, {cell}) for cell, name in made.posts.items()]
    clashes = [(a, b) for (a, one), (b, two) in combinations([*names, *counters, *posts], 2) if one & two]
    clashes += [(a, b) for a, one in [*names, *counters] for b, two in signs if one & two]
    assert clashes == []


@pytest.mark.parametrize(("km", "least"), [(2.64, 12), (1.75, 30), (1.55, 30), (1.0, 55), (0.6, 65)])
def test_enough_places_are_named(km, least):
    assert len(arranged(real(), real_view(), km).labels) >= least


@pytest.mark.parametrize("km", ZOOMS)
def test_the_cities_are_always_named(km):
    names = {label.text for label in arranged(real(), real_view(), km).labels}
    assert {"IDLIB", "ALEPPO", "LATAKIA", "HAMA"} <= names


@pytest.mark.parametrize("km", ZOOMS)
def test_every_formation_is_on_exactly_one_counter(km):
    made = arranged(real(), real_view(), km)
    there = sorted(name for counter in made.counters for name in counter.ids)
    assert there == sorted(formation.id for formation in real_view().formations)


def test_names_stay_when_formations_move():
    view = real_view()
    moved = view.model_copy(update={"formations": view.formations[:10]})
    chief = {place.label for place in real().places if place.rank == 2}
    before, after = (
        {label.text: label.cell for label in arranged(real(), v, 1.55).labels if label.text in chief}
        for v in (view, moved)
    )
    assert before == after


def test_a_selection_moves_nothing():
    name = real_view().formations[5].id
    one, two = arranged(real(), real_view(), 1.55), arranged(real(), real_view(), 1.55, selected=name)
    assert [counter.cell for counter in one.counters] == [counter.cell for counter in two.counters]
    assert [label.cell for label in one.labels] == [label.cell for label in two.labels]


def test_the_selected_counter_is_dark_on_amber():
    view = shown(small(), formations=[formation("first", "alpha"), formation("other", "bravo")])
    marked = [text for text in arranged(small(), view, selected="first").texts if text.back == Pen.AMBER]
    assert [text.pen for text in marked] == [Pen.DARK]


def test_counters_gather_formations_by_place_and_group():
    found = counters_of(
        small(),
        [
            formation("a", "alpha", strength=600, kind="artillery"),
            formation("b", "alpha", strength=2400, kind="mechanised"),
            formation("c", "alpha", "nlf"),
            formation("d", "bravo"),
            formation("lost", "nowhere"),
        ],
    )
    assert [(c.place, c.group, c.ids) for c in found] == [
        (0, DAMASCUS, ("b", "a")),
        (0, OPPOSITION, ("c",)),
        (1, DAMASCUS, ("d",)),
    ]
    assert counter_text(found[0], 1.0, UNICODE, letters=False) == " ⊗3 "
    assert counter_text(found[0], 1.0, UNICODE, letters=True) == " D3 "


@pytest.mark.parametrize(
    ("strength", "kind", "km", "text"),
    [
        (300, "militia", 1.0, " ╳1 "),
        (1499, "armour", 1.0, " O1 "),
        (1500, "armour", 1.0, " O2 "),
        (12_000, "infantry", 1.0, " ╳12"),
        (2000, None, 1.0, " ?  "),
        (2000, "infantry", 0.6, " ╳2 III "),
    ],
)
def test_what_a_counter_says(strength, kind, km, text):
    (counter,) = counters_of(small(), [formation("a", "alpha", strength=strength, kind=kind)])
    assert counter_text(counter, km, UNICODE, letters=False) == text


def test_a_counter_of_unknown_kind_is_grey():
    view = shown(small(), formations=[formation("a", "alpha", kind=None, level=1)])
    assert [text.back for text in arranged(small(), view).texts if "?" in text.text] == [Pen.UNKNOWN]


def test_what_is_out_of_sight_is_dim_and_what_is_seen_best_leads_a_counter():
    old = formation("a", "alpha", kind=None, level=0, age_days=4)
    texts = [text for text in arranged(small(), shown(small(), formations=[old])).texts if "?" in text.text]
    assert [(text.text, text.pen, text.back) for text in texts] == [(" ?  ", Pen.MUTED, -1)]
    near = formation("b", "alpha", strength=900, kind="armour", level=2)
    view = shown(small(), formations=[old, near])
    assert [text.back for text in arranged(small(), view).texts if "O3" in text.text] == [Pen.COUNTER]


def test_counters_without_room_are_stacked_on_a_neighbour_of_their_group():
    places = tuple(mark(f"p{n}", float(n % 5), float(n // 5 * 2)) for n in range(20))
    data = small(places=places, roads=(), posts={})
    view = shown(data, formations=[formation(f"f{n}", f"p{n}") for n in range(20)])
    made = arranged(data, view)
    stacked = [counter for counter in made.counters if counter.stacked]
    assert stacked
    assert sum(len(counter.ids) for counter in made.counters) == 20
    assert any(f"+{min(9, counter.stacked)}" in text for counter in stacked for text in texts_of(made))


def test_a_lone_counter_without_room_moves_outwards():
    places = tuple(mark(f"p{n}", float(n % 11), float(n // 11 * 2), 3) for n in range(33))
    data = small(places=places, roads=(), posts={})
    made = arranged(data, shown(data, formations=[formation("f", "p16")]))
    assert len(made.counters) == 1
    assert made.counters[0].ids == ("f",)


def test_a_counter_prefers_its_own_side_of_the_front():
    around = Surroundings(frozenset(), lambda _row, column: 1 if column > -15 else 0)
    view = shown(small(), formations=[formation("a", "alpha"), formation("b", "alpha", "nlf")])
    made = arranged(small(), view, around=around)
    sides = {counter.group: counter.cell[1] + 2 > -15 for counter in made.counters}
    assert sides == {DAMASCUS: False, OPPOSITION: True}


def test_names_keep_off_the_motorway():
    column, row = cell_of(15.0, -10.0, 1.0)
    around = Surroundings(frozenset((row, column + step) for step in range(2, 9)), lambda _r, _c: -1)
    label = next(label for label in arranged(small(), None, around=around).labels if label.text == "Bravo")
    assert not cells(*label.cell, 5) & around.roads


def test_places_out_of_supply_are_hollow_and_sources_marked():
    view = shown(small(), unsupplied=("bravo",))
    assert "○" in texts_of(arranged(small(), view))
    assert "◆" in texts_of(arranged(small(), view, supply=True))


@pytest.mark.parametrize(
    ("control", "group"), [("government", 0), ("opposition", 1), ("turkish", 2), ("neutral", 4)]
)
def test_signs_have_the_ink_of_their_holder(control, group):
    made = arranged(small(), shown(small(), control={"alpha": control}))
    assert next(text.pen for text in made.texts if text.text == "■") == Pen.INK + group


def test_posts_stand_where_the_scenario_puts_them_until_they_move():
    at_home = arranged(small(), shown(small(), posts=[post()]))
    assert list(at_home.posts) == [(10, 20)]
    moved = arranged(small(), shown(small(), posts=[post("carol")]))
    (row, column), *_ = moved.posts
    assert abs(row - 6) + abs(column + 15) <= 2


@pytest.mark.parametrize(("state", "drawn", "ring"), [
    ("open", True, False), ("besieged", True, True), ("evacuating", True, False),
    ("planned", False, False), ("evacuated", False, False), ("overrun", False, False),
])  # fmt: skip
def test_posts_by_state(state, drawn, ring):
    made = arranged(small(), shown(small(), posts=[post(state=state, days=4)]))
    assert ("▲" in texts_of(made), bool(made.rings)) == (drawn, ring)
    assert ("4" in texts_of(made)) == ring


def test_days_of_siege_are_left_out_at_wide_zooms():
    assert "4" not in texts_of(
        arranged(small(), shown(small(), posts=[post(state="besieged", days=4)]), 1.55)
    )


def test_shields_name_the_motorways():
    shields = [text for text in arranged(real(), real_view(), 1.55).texts if text.back == Pen.MOTORWAY]
    assert {"M4", "M5"} <= {text.text for text in shields}
    assert all(text.pen == Pen.DARK for text in shields)


@pytest.mark.parametrize(("strength", "name"), [(900, "II"), (2000, "III"), (4000, "X"), (9000, "XX")])
def test_echelons(strength, name):
    assert echelon(strength) == name


def test_a_chosen_place_is_named_whatever_the_zoom():
    names = {label.text for label in arranged(small(), None, 2.64, place="delta").labels}
    assert "Delta" in names
    assert "Delta" not in {label.text for label in arranged(small(), None, 2.64).labels}


def test_a_name_cut_by_the_edge_stands_elsewhere_or_not_at_all():
    made = arranged(small(), None)
    label = next(label for label in made.labels if label.text == "Bravo")
    column, row = cell_of(15.0, -10.0, 1.0)
    assert label.cell == spots_of(row, column, 5)[0]
    assert label_cell(label, Window(-40, -20, 80, 40), made, (column, row)) == label.cell
    left = label_cell(label, Window(-40, -20, 60, 40), made, (column, row))
    assert left is not None
    assert left[1] + 5 <= 20
    assert label_cell(label, Window(-40, -20, 50, 40), made, (column, row)) is None
