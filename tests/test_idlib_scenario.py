"""The facts of scenarios/idlib_2020.toml: what is there, what it adds up to, and where it comes from."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from wargame.play.engines import plain
from wargame.play.layout import lay_out
from wargame.play.parameters import PARAMETERS, TABLES, params
from wargame.rules.codes import EventKind, Step
from wargame.store.scenario_file import load_scenario

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wargame.model.scenario import Scenario


@pytest.fixture(scope="module")
def idlib(root: Path) -> Scenario:
    return load_scenario(root / "scenarios" / "idlib_2020.toml")


@pytest.fixture(scope="module")
def raw(root: Path) -> dict[str, object]:
    return tomllib.loads((root / "scenarios" / "idlib_2020.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("table", "count"),
    [
        ("places", 79), ("roads", 151), ("sectors", 6), ("air_pools", 4), ("factions", 7), ("teams", 3),
        ("formations", 68), ("posts", 30), ("zones", 5), ("war_aims", 42), ("weights", 4), ("objectives", 9),
        ("agreements", 9),
        ("alternatives", 13), ("reserves", 7),
    ],
)  # fmt: skip
def test_everything_of_the_record_is_there(idlib: Scenario, table: str, count: int) -> None:
    assert len(getattr(idlib, table)) == count


@pytest.mark.parametrize(
    ("route", "edges", "km", "ends"),
    [("m5", 13, 146.7, ("hama", "aleppo")), ("m4", 10, 132.5, ("latakia", "saraqib"))],
)
def test_a_motorway_is_one_chain_in_the_order_of_the_file(
    idlib: Scenario, route: str, edges: int, km: float, ends: tuple[str, str]
) -> None:
    roads = [road for road in idlib.roads if road.route == route]
    assert len(roads) == edges
    assert sum(road.km for road in roads) == pytest.approx(km)
    assert {road.road_class for road in roads} == {"motorway"}
    assert (roads[0].a, roads[-1].b) == ends
    assert all(one.b == two.a for one, two in pairwise(roads))


def test_the_areas_people(idlib: Scenario) -> None:
    people = {
        side: sum(p.people for p in idlib.places if p.control == side)
        for side in ("opposition", "turkish", "neutral")
    }
    assert people["opposition"] == 3_000_000
    north = [p.people for p in idlib.places if p.id in ("afrin", "azaz", "jindires")]
    assert sum(north) == 760_000
    host = {"sarmada", "ad_dana", "atmeh", "bab_al_hawa", "kafr_lusin"}
    assert sum(p.people for p in idlib.places if p.id in host) == 827_000


@pytest.mark.parametrize(
    ("factions", "turn", "mbn"),
    [
        (("saa",), 1, 26_600),
        (("iran_backed",), 1, 3_400),
        (("saa", "iran_backed"), 13, 31_000),
        (("nlf",), 1, 14_100),
        (("hts",), 1, 12_900),
        (("sna",), 1, 0),
        (("nlf", "hts", "sna"), 13, 28_400),
        (("russia",), 1, 700),
        (("russia",), 13, 700),
        *(
            (("turkey",), turn, mbn)
            for turn, mbn in enumerate(
                (0, 400, 1700, 2400, 4200, 4200, 5100, 6100, 7100, 8300, 9500, 10700, 12000), start=1
            )
        ),
    ],
)
def test_strengths(idlib: Scenario, factions: tuple[str, ...], turn: int, mbn: int) -> None:
    assert sum(f.strength for f in idlib.formations if f.faction in factions and f.turn <= turn) == mbn


def test_garrisons_and_the_men_for_them(idlib: Scenario) -> None:
    start = [post for post in idlib.posts if post.turn == 0]
    later = [post for post in idlib.posts if post.turn > 0]
    assert (len(start), len(later)) == (13, 17)
    assert sum(post.garrison for post in start) == 3_150
    assert sum(post.garrison for post in idlib.posts) == 7_200
    assert sum(reserve.strength for reserve in idlib.reserves) == sum(post.garrison for post in later)
    for turn in range(2, 14):
        needed = sum(post.garrison for post in later if post.turn <= turn)
        there = sum(reserve.strength for reserve in idlib.reserves if reserve.turn < turn)
        assert there >= needed, f"turn {turn}: {there} mbn before it for {needed}"


@pytest.mark.parametrize(("turn", "mbn"), [(6, 11_050), (11, 16_350)])
def test_turkish_strength_on_11_and_26_february(idlib: Scenario, turn: int, mbn: int) -> None:
    troops = sum(f.strength for f in idlib.formations if f.faction == "turkey" and f.turn <= turn)
    posts = sum(post.garrison for post in idlib.posts if post.turn == 0)
    men = sum(reserve.strength for reserve in idlib.reserves if reserve.turn <= turn)
    assert troops + posts + men == mbn


@pytest.mark.parametrize(
    ("post", "state", "consent", "ring"),
    [
        ("op_8", "besieged", True, ()),
        ("op_9", "besieged", True, ()),
        ("op_5", "open", False, ("khan_tuman",)),
        ("np_1", "open", False, ()),
        *((f"np_{n}", "planned", False, ("saraqib", "afes")) for n in (2, 3, 4, 5)),
        ("np_6", "planned", False, ()),
    ],
)
def test_posts(idlib: Scenario, post: str, state: str, consent: bool, ring: tuple[str, ...]) -> None:
    row = next(p for p in idlib.posts if p.id == post)
    assert (row.state, row.consent, row.ring) == (state, consent, ring)


@pytest.mark.parametrize(
    ("tag", "places"),
    [
        ("core", {"idlib"}),
        ("belt", {"maarrat_misrin", "sarmada", "ad_dana", "atmeh", "bab_al_hawa", "salqin", "harem"}),
        ("zawiya", {"kafr_nabl", "al_bara", "ariha"}),
        ("host_city", {"idlib", "sarmada", "ad_dana", "atmeh"}),
        ("supply_gov", {"hama", "aleppo", "latakia"}),
        ("supply_opp", {"bab_al_hawa", "atmeh", "khirbet_al_joz", "idlib"}),
        ("supply_tur", {"reyhanli", "antakya", "kilis", "afrin"}),
        ("off_limits", {"reyhanli", "antakya", "kilis"}),
        ("neutral", {"tell_rifaat"}),
    ],
)
def test_groups_of_places(idlib: Scenario, tag: str, places: set[str]) -> None:
    assert {place.id for place in idlib.places if tag in place.tags} == places


@pytest.mark.parametrize(
    ("place", "hold", "works", "rank"),
    [
        ("saraqib", 120, 10, 2), ("rashidin", 120, 50, 2), ("anadan", 110, 110, 2), ("kabani", 160, 100, 2),
        ("idlib", 320, 50, 1), ("khan_al_asal", 100, 40, 3), ("al_eis", 80, 30, 3), ("khan_tuman", 80, 20, 3),
        ("ariha", 140, 20, 2), ("afes", 60, 0, 4),
    ],
)  # fmt: skip
def test_holds_and_works(idlib: Scenario, place: str, hold: int, works: int, rank: int) -> None:
    row = next(p for p in idlib.places if p.id == place)
    assert (row.hold, row.works, row.rank) == (hold, works, rank)


def test_destinations(idlib: Scenario) -> None:
    weights = {place.id: place.attract for place in idlib.places if place.attract}
    assert len(weights) == 11
    north = weights["afrin"] + weights["azaz"] + weights["jindires"]
    assert 0.38 <= north / sum(weights.values()) <= 0.50, "what is near takes more than its weight"
    assert all(place.shelter > 0 for place in idlib.places if place.attract)


def test_airspace_on_day_0(idlib: Scenario) -> None:
    for sector in idlib.sectors:
        drones = "risky" if sector.id == "border" else "closed"
        assert sector.access == {"ruaf": "open", "syaaf": "open", "tr_manned": "closed", "tr_drone": drones}
    assert [s.id for s in idlib.sectors if s.air_defence] == ["south_zawiya", "saraqib_idlib", "west_aleppo"]
    assert {(p.id, p.team, p.airframes, p.sorties) for p in idlib.air_pools} == {
        ("ruaf", "moscow", 24, 36),
        ("syaaf", "damascus", 40, 14),
        ("tr_manned", "ankara", 16, 8),
        ("tr_drone", "ankara", 18, 9),
    }


@pytest.mark.parametrize(
    ("team", "lines"),
    [
        ("damascus", "m5:20 m4:6 zawiya:8 core:8 force:8 no_war:12 patron:14 domestic:14 standing:10"),
        ("moscow", "m5:16 losses:8 hmeimim:8 force:8 sky:10 deal:16 ties:18 influence:8 blame:8"),
        (
            "ankara",
            "belt:14 posts:14 dead:8 m4:6 proxies:8 "
            "domestic:16 housed:10 allies:6 deal:8 libya:2 moscow:2 word:6",
        ),
    ],
)
def test_weights_of_the_war_aims(idlib: Scenario, team: str, lines: str) -> None:
    weights = {aim.line: aim.weight for aim in idlib.war_aims if aim.team == team and aim.when is None}
    assert weights == {word.split(":")[0]: int(word.split(":")[1]) for word in lines.split()}


def test_start_values(idlib: Scenario) -> None:
    start = idlib.start
    assert start.first_day.isoformat() == "2020-01-27"
    assert (start.rung, start.tension, start.trust, start.ties, start.leverage) == (2, 25, 40, 70, 70)
    assert (start.nato, start.eu) == (35, 45)
    assert {t.id: (t.command_points, t.capital, t.domestic, t.standing) for t in idlib.teams} == {
        "ankara": (9, 10, 60, 50),
        "moscow": (8, 10, 65, 45),
        "damascus": (10, 8, 55, 15),
    }
    control = {f.id: f.control for f in idlib.factions if f.control < 100}
    assert control == {"sna": 85, "nlf": 70, "hts": 15, "iran_backed": 45, "saa": 65}


def test_the_first_injects_of_the_record(idlib: Scenario) -> None:
    assert len(idlib.injects) >= 14
    due = {inject.id: inject.at for inject in idlib.injects if inject.kind == "scheduled"}
    assert due["column_saraqib"] == "turn 3 day 2"
    assert due["zawiya_column"] == "turn 11 day 2"
    kinds = {inject.kind for inject in idlib.injects}
    assert {"scheduled", "conditional"} <= kinds
    hostilities = next(inject for inject in idlib.injects if inject.id == "open_hostilities")
    assert [(e.set, e.to) for e in hostilities.effects] == [("rung", 5)]
    trained = {objective for inject in idlib.injects for objective in inject.objectives}
    assert trained == {objective.id for objective in idlib.objectives}


def test_deaths_move_tension_by_the_rule_alone(idlib: Scenario) -> None:
    for inject in idlib.injects:
        if any(effect.losses for effect in inject.effects):
            assert not any(effect.add == "tension" for effect in inject.effects), inject.id


def test_the_dead_of_3_february_are_men_of_the_post_near_saraqib(idlib: Scenario) -> None:
    layout = lay_out(idlib)
    (game,) = plain().play_games(layout.world, layout.start, (0, 0, 0), [1], told=True)
    saraqib, day = layout.names.place["saraqib"], 7
    hit = [row for row in game.facts if row[0] == day and row[2] == EventKind.TROOPS_HIT]
    assert [(row[3], row[5]) for row in hit] == [(saraqib, 8)]


def test_the_dead_of_27_february_are_of_those_who_stand_at_balyun(idlib: Scenario) -> None:
    layout = lay_out(idlib)
    games = plain().play_games(layout.world, layout.start, (0, 0, 0), [1, 2, 3, 4, 5], told=True)
    hits = [
        (row[3], row[5])
        for game in games
        for row in game.facts
        if row[0] > 7 and row[1] == Step.INJECTS and row[2] == EventKind.TROOPS_HIT and row[5] >= 12
    ]
    assert hits, "it comes in none of five games"
    assert set(hits) == {(layout.names.place["balyun"], 33)}


def test_every_reading_of_a_disputed_fact_can_be_loaded_and_laid_out(root: Path, idlib: Scenario) -> None:
    for alternative in idlib.alternatives:
        for choice in alternative.choices:
            scenario = load_scenario(root / "scenarios" / "idlib_2020.toml", {alternative.id: choice.id})
            lay_out(scenario)
            assert choice.source
            changed = scenario != idlib
            first = choice.id == alternative.choices[0].id
            assert changed == (bool(choice.set) and not first), (alternative.id, choice.id)


def test_every_fact_has_sources_that_exist(idlib: Scenario, raw: dict[str, object]) -> None:
    """Each table that states a fact carries `source`, and every key of it stands in `[sources]` once."""
    tables = (
        "sector", "place", "road", "air_pool", "faction", "team", "formation", "post", "reserve", "zone",
        "war_aim", "objective", "inject",
    )  # fmt: skip
    for table in tables:
        rows = raw[table]
        assert isinstance(rows, list)
        assert all(row.get("source") for row in rows), table
    used = set(sources(raw))
    assert used <= set(idlib.sources)
    assert set(idlib.sources) - used <= {"sohr_155860"}, "a source that nothing uses"


def sources(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "source":
                yield from inner
            elif key != "sources":
                yield from sources(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from sources(inner)


def test_the_numbers_that_are_not_the_rulebooks_are_accounted_for(idlib: Scenario, root: Path) -> None:
    """docs/backtest.md names each number of the file that differs from the default, and no other."""
    defaults = {p.name: p.default for p in PARAMETERS}
    page = (root / "docs/backtest.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `(\w+)` \| (\d+) \| (\d+) \|", page, re.MULTILINE)
    tuned = {name: value for name, value in idlib.rules.values.items() if value != defaults[name]}
    assert {name: int(value) for name, _, value in told} == tuned
    assert all(int(printed) == defaults[name] for name, printed, _ in told)
    assert params(idlib.rules) == replace(params(type(idlib.rules)()), **tuned)
    assert idlib.rules.tables == {}
    assert {row.name for row in TABLES} >= {"repulse", "decay"}
