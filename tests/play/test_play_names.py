"""Rows and ids, and the keys of draws (RB 2.3, 2.4)."""

from __future__ import annotations

from wargame.play.names import Names, entity_key, rows_of
from wargame.rules.codes import AirUser, Faction
from wargame.store.scenario_file import load_scenario


def test_the_vector_of_the_rulebook():
    assert entity_key("place.saraqib") == 3737737584425041822
    assert 0 <= entity_key("road.afes__saraqib") < 1 << 63


def test_both_directions_agree_in_scenario_order(root):
    scenario = load_scenario(root / "scenarios" / "idlib_2020.toml")
    names = Names.from_scenario(scenario)
    for many, one in (
        ("places", "place"), ("roads", "road"), ("sectors", "sector"), ("pools", "pool"),
        ("formations", "formation"), ("posts", "post"), ("factions", "faction"), ("injects", "inject"),
        ("zones", "zone"),
    ):  # fmt: skip
        ids = getattr(names, many)
        assert [getattr(names, one)[name] for name in ids] == list(range(len(ids)))
    assert names.places == tuple(place.id for place in scenario.places)
    assert names.factions == tuple(faction.name.lower() for faction in Faction)
    assert names.pools == tuple(user.name.lower() for user in AirUser)
    assert (names.days_per_turn, names.turns, names.first_day) == (3, 13, scenario.start.first_day)


def test_an_id_that_stands_twice_keeps_its_first_row():
    assert rows_of(["a", "b", "a"]) == {"a": 0, "b": 1}
