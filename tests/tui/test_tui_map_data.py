"""From a scenario and its base file to what the map is drawn from."""

import pytest
from tui_map_sample import real, scenario

from wargame.errors import ScenarioError
from wargame.tui.map.data import KM_PER_DEGREE, Plane, inside, map_data


def test_the_plane_goes_there_and_back():
    plane = Plane(35.9, 36.6, 0.81)
    lat, lon = plane.degrees(*plane.point(35.5, 37.25))
    assert (round(lat, 9), round(lon, 9)) == (35.5, 37.25)


def test_a_degree_of_latitude_is_a_degree_to_the_south():
    assert Plane(36.0, 36.0, 0.8).point(35.0, 36.0) == (0.0, KM_PER_DEGREE)


def test_every_place_and_road_of_the_scenario_is_drawn():
    data = real()
    assert [place.id for place in data.places] == [place.id for place in scenario().places]
    assert set(data.road) == {road.id for road in scenario().roads}
    assert all(place.label.isascii() for place in data.places)


def test_a_road_runs_from_its_first_place_over_its_bends_to_its_second():
    data = real()
    for mark, road in zip(data.roads, scenario().roads, strict=True):
        a, b = data.places[data.place[road.a]], data.places[data.place[road.b]]
        assert mark.line[0] == (a.x, a.y)
        assert mark.line[-1] == (b.x, b.y)
        assert len(mark.line) == 2 + len(road.bends)


def test_the_land_of_the_neighbour_is_outside_and_captioned():
    data = real()
    antakya, idlib = (data.places[data.place[name]] for name in ("antakya", "idlib"))
    assert data.outside_name == "TURKIYE"
    assert any(inside(ring, antakya.x, antakya.y) for ring in data.outside)
    assert not any(inside(ring, idlib.x, idlib.y) for ring in data.outside)


def test_places_off_limits_own_no_ground():
    data = real()
    assert not data.places[data.place["reyhanli"]].ground
    assert data.places[data.place["bab_al_hawa"]].ground


def test_factions_have_the_group_the_scenario_gives_them():
    assert real().group["saa"] == real().group["iran_backed"] == 0
    assert real().group["sna"] == real().group["turkey"] == 2


def test_no_two_named_places_share_a_cell_at_the_reading_zoom():
    cells = {}
    for place in real().places:
        cells.setdefault((place.x // 1.55, place.y // 3.1), []).append(place)
    crowded = [
        [place.id for place in group]
        for group in cells.values()
        if len([p for p in group if p.rank <= 2]) > 1
    ]
    assert crowded == []


def test_without_a_base_there_is_only_land():
    data = map_data(scenario(), "")
    assert (data.sea, data.outside, data.outside_name) == ((), (), "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sea = [", "not a TOML file"),
        ("[[sea]]\nring = [[1.0, 2.0]]", "sea.0.ring"),
        ("[[land]]\nring = 'x'", "land.0.ring"),
    ],
)
def test_a_broken_base_says_what_is_wrong(text, words):
    with pytest.raises(ScenarioError) as caught:
        map_data(scenario(), text)
    assert words in caught.value.complaints[0]


def test_inside_a_ring_with_a_bay():
    ring = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (5.0, 4.0), (0.0, 10.0))
    assert inside(ring, 1.0, 5.0)
    assert not inside(ring, 5.0, 8.0)
    assert not inside(ring, -1.0, 5.0)
