"""Ground: exact owners against brute force, masks, rims, tints, outlines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tui_map_sample import mark, real, small

from wargame.tui.map import ground as g
from wargame.tui.map.data import inside
from wargame.tui.map.ground import GroundRows, Shapes, Site, envelope, owners, sites_of
from wargame.tui.map.paint import FAR, Ground, Pen, Rim, ground_code
from wargame.tui.map.relief import Relief

COORDINATE = st.integers(-4000, 4000).map(lambda n: n / 64)
SITES = st.lists(
    st.builds(Site, COORDINATE, COORDINATE, st.just(0), st.integers(0, 40).map(float)),
    min_size=1,
    max_size=30,
).map(lambda sites: sorted(sites, key=lambda site: site.x))


def rows_of(data, km=1.0):
    return GroundRows(data, km, Relief(data))


def spread(runs, count):
    line, before = [], 0
    for end, number in runs:
        line += [number] * (end - before)
        before = end
    assert before == count
    return line


def distance(site, x, y):
    return (site.x - x) ** 2 + (site.y - y) ** 2 + site.weight


@given(sites=SITES, y=COORDINATE, km=st.sampled_from([2.5, 1.0, 0.25]), first=st.integers(-60, 20))
def test_the_envelope_finds_the_nearest_site_of_every_pixel(sites, y, km, first):
    for pixel, number in enumerate(spread(envelope(sites, y, km, first, 50), 50)):
        x = (first + pixel + 0.5) * km
        assert distance(sites[number], x, y) <= min(distance(site, x, y) for site in sites) + 1e-6


def test_between_equal_distances_the_site_further_west_wins():
    sites = [Site(0.0, 0.0, 0), Site(5.0, 0.0, 1)]
    assert envelope(sites, 0.0, 1.0, 0, 6) == [(3, 0), (6, 1)]


def test_of_two_sites_at_the_same_point_the_first_wins():
    assert envelope([Site(1.0, 0.0, 0), Site(1.0, 0.0, 1)], 0.0, 1.0, 0, 4) == [(4, 0)]
    assert envelope([Site(1.0, 9.0, 0), Site(1.0, 1.0, 1)], 0.0, 1.0, 0, 4) == [(4, 1)]


@settings(max_examples=30)
@given(seed=st.randoms(use_true_random=False), y=st.integers(-100, 100))
def test_leaving_far_sites_out_changes_nothing(seed, y):
    sites = sorted(
        (Site(seed.uniform(-90, 90), seed.uniform(-90, 90), n) for n in range(g.FEW + 20)),
        key=lambda site: site.x,
    )
    fast, full = owners(sites, float(y), 1.0, -100, 200), envelope(sites, float(y), 1.0, -100, 200)
    for pixel, (a, b) in enumerate(zip(spread(fast, 200), spread(full, 200), strict=True)):
        x = -100 + pixel + 0.5
        assert distance(sites[a], x, y) == pytest.approx(distance(sites[b], x, y))


@given(
    ring=st.lists(st.tuples(COORDINATE, COORDINATE), min_size=3, max_size=12),
    y=st.integers(-3999, 3999).map(lambda n: n / 64 + 1 / 128),
)
def test_shapes_cover_the_pixels_whose_centres_lie_within(ring, y):
    covered = [False] * 130
    for start, end in Shapes([ring]).spans(y, 1.0, -65, 130):
        covered[start:end] = [True] * (end - start)
    for pixel, found in enumerate(covered):
        x = -65 + pixel + 0.5
        if inside(ring, x - 1e-7, y) == inside(ring, x + 1e-7, y):
            assert found == inside(ring, x, y)


def test_a_row_knows_sea_foreign_land_and_void():
    rows = rows_of(small())
    line = rows.window(0, -70, 140)
    assert line[0] == line[-1] == g.VOID_BYTE
    assert line[25] >> 4 == Ground.SEA
    assert rows.window(-40, 0, 1)[0] >> 4 == Ground.OUTSIDE
    assert rows.window(-60, 0, 3) == bytes([g.VOID_BYTE]) * 3


def test_ground_far_from_every_place_is_dimmed():
    rows = rows_of(small(ridges=()))
    assert rows.window(12, 15, 1)[0] >> 4 == Ground.DAMASCUS
    assert rows.window(40, 15, 1)[0] >> 4 == Ground.DAMASCUS + FAR


def test_an_edge_has_the_ink_of_its_own_side():
    rows = rows_of(small(ridges=()))
    rows.paint(bytes([0, 1, 0, 1]))
    left, right = rows.window(-10, -1, 2)
    assert (left >> 4, left >> 2 & 3) == (Ground.DAMASCUS + FAR, Rim.HOSTILE)
    assert (right >> 4, right >> 2 & 3) == (Ground.OPPOSITION + FAR, Rim.HOSTILE)


@pytest.mark.parametrize(
    ("one", "two", "rim"),
    [
        (0, 1, Rim.HOSTILE),
        (0, 2, Rim.HOSTILE),
        (1, 2, Rim.FAINT),
        (0, 3, Rim.FAINT),
        (1, 3, Rim.FAINT),
        (1, 1, Rim.NONE),
    ],
)
def test_hostile_edges_are_strong_and_friendly_ones_faint(one, two, rim):
    rows = rows_of(small(ridges=()))
    rows.paint(bytes([one, two, one, two]))
    assert {code >> 2 & 3 for code in rows.window(-10, -1, 2)} == {rim}


def test_upper_and_lower_neighbours_count():
    rows = rows_of(small(ridges=()))
    rows.paint(bytes([0, 0, 1, 1]))
    column = [rows.window(y, 15, 1)[0] for y in range(-4, 6)]
    edges = [code >> 4 & 3 for code in column if code >> 2 & 3 == Rim.HOSTILE]
    assert edges == [Ground.DAMASCUS, Ground.OPPOSITION]


def test_border_and_coast_are_inked_outside_the_country():
    rows = rows_of(small())
    assert rows.window(0, -31, 1)[0] == ground_code(Ground.SEA, Rim.BORDER)
    assert rows.window(0, -30, 1)[0] >> 2 & 3 == Rim.NONE
    assert rows.window(-31, 0, 1)[0] == ground_code(Ground.OUTSIDE, Rim.BORDER)


def test_a_change_of_control_recolours_and_measures_nothing(monkeypatch):
    rows = rows_of(small())
    before = rows.codes(5)
    monkeypatch.setattr(g, "owners", lambda *_: pytest.fail("measured anew"))
    rows.paint(bytes([1, 1, 1, 1]))
    assert rows.codes(5) != before


def test_the_owner_of_a_cell():
    rows = rows_of(small())
    assert rows.owner(-15, -5) == 0
    assert rows.owner(15, 6) == 3
    assert rows.owner(-40, 0) == rows.owner(0, -20) == rows.owner(400, 0) == rows.owner(0, 400) == -1


def test_anchors_are_tied_to_their_place():
    data = small(places=(mark("alpha", -15.0, 0.0, anchors=((20.0, 0.0),)), mark("bravo", 5.0, 0.0)))
    rows = rows_of(data)
    assert [rows.owner(column, 0) for column in (-15, 5, 18)] == [0, 1, 0]


def test_places_off_limits_take_no_ground():
    data = small(places=(mark("alpha", -15.0, 0.0), mark("bravo", 5.0, 0.0, ground=False)))
    assert [site.place for site in sites_of(data)] == [0]
    assert rows_of(data).owner(5, 0) == 0


def test_air_tints_lie_in_a_checkerboard_on_held_ground_only():
    rows = rows_of(small())
    rows.paint(bytes(4), bytes([1, 2, 1, 2]))
    west, east = rows.window(-8, -20, 4), rows.window(-8, 20, 4)
    assert sorted(code & 3 for code in west) == [0, 0, 1, 1]
    assert sorted(code & 3 for code in east) == [0, 0, 2, 2]
    assert {code & 3 for code in rows.window(-7, -20, 1)} != {code & 3 for code in rows.window(-8, -20, 1)}
    assert {code & 3 for code in rows.window(-8, -45, 4)} == {0}


def test_changed_places_are_outlined_and_the_bare_ground_is_kept():
    rows = rows_of(small())
    plain = rows.window(-10, -30, 30)
    rows.paint(bytes(4), None, frozenset({0}))
    inked = rows.window(-10, -30, 30)
    assert inked[0] == inked[-1] == Pen.OUTLINE
    assert set(inked[1:-1]) & {int(Pen.OUTLINE)} == set()
    assert rows.window(-10, -30, 30, bare=True) == plain


def test_the_real_front_runs_between_the_real_places():
    data = real()
    rows = rows_of(data, 1.55)
    for name in ("idlib", "saraqib", "aleppo", "latakia", "hama", "maarat_al_numan"):
        place = data.places[data.place[name]]
        assert rows.owner(int(place.x // 1.55), int(place.y // 3.1)) in range(len(data.places))
    own = rows.owner(
        *(
            int(v)
            for v in (data.places[data.place["hama"]].x // 1.55, data.places[data.place["hama"]].y // 3.1)
        )
    )
    assert data.places[own].id == "hama"
