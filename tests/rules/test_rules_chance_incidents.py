"""RB 14.1-14.5: the chance of an incident, who fired, how sure that is, and advisers."""

from __future__ import annotations

import pytest

from wargame.rules import chance_incidents as subject
from wargame.rules.chance_incidents import draw_incidents, harassed_places, incident_chance, largest_there
from wargame.rules.codes import (
    Attribution,
    Author,
    ConvoyState,
    EventKind,
    PostState,
    ReasonKind,
    Siege,
    Team,
)
from wargame.rules.detection import detect
from wargame.rules.incidents import attribution_of, right_at
from wargame.rules.log import tell
from wargame.rules.tables import NOBODY


def near(table, post: int = 300, troops: int = 0):
    """A battle at Saraqib; Turkish troops and a post at Afes next to it."""
    table.place("saraqib", battle=1)
    row = table.board.posts[table.names.post["op_6"]]
    if post:
        row.state, row.place, row.strength = PostState.OPEN, table.p("afes"), post
    if troops:
        table.put("tr_mech_1", "afes", troops)
    return row


def chance(table) -> int:
    row = table.board.posts[table.names.post["op_6"]]
    garrison = row.strength if row.state == PostState.OPEN or row.state == PostState.BESIEGED else 0
    troops = table.board.formations[table.f("tr_mech_1")].strength
    afes = table.p("afes")
    harassed = harassed_places(table.board)[afes]
    return incident_chance(table.world, table.board, afes, troops, garrison, harassed, True, table.facts)


def test_the_post_of_the_worked_example(table):
    """RB 25.3: 600 x 15000 bp = 900 with a post and no Turkish force."""
    near(table)
    assert chance(table) == 900


@pytest.mark.parametrize(
    ("post", "troops", "sorties", "expected"),
    [
        (0, 4000, 0, 600),
        (0, 4000, 50, 1300),  # 600 + 700 x 1 x 1
        (0, 2000, 20, 740),  # 600 + 350 x 20/50
        (300, 4000, 50, 1600),
        (0, 12000, 50, 2000),  # troops count twice at most
    ],
)
def test_troops_under_aircraft(table, post, troops, sorties, expected):
    near(table, post, troops)
    table.place("saraqib", strikes=sorties - 10 if sorties else 0, support=1000 if sorties else 0)
    assert chance(table) == expected


def test_a_standoff_and_an_unannounced_convoy_make_it_worse(table):
    row = near(table)
    table.place("afes", standoff=1)
    assert chance(table) == 1350
    table.place("afes", standoff=0)
    convoy = table.board.convoys[0]
    convoy.state, convoy.post = ConvoyState.MARCHING, table.names.post["op_6"]
    convoy.announced, convoy.leg = 0, 1
    convoy.route[0] = table.p("afes")
    assert chance(table) == 1800
    convoy.announced = 1
    assert chance(table) == 900
    convoy.state, convoy.announced = ConvoyState.NONE, 0
    assert chance(table) == 900
    table.facts.head[0] = 7
    tell(table.facts, EventKind.CONVOY_ARRIVED, table.names.post["op_6"], 0, 1000, 0, -1)
    assert chance(table) == 1800
    assert row.state == PostState.OPEN


def test_without_a_battle_near_there_is_no_test_unless_a_post_is_harassed(table):
    row = near(table)
    table.place("saraqib", battle=0)
    assert chance(table) == 0
    row.state, row.siege = PostState.BESIEGED, Siege.HARASS
    assert chance(table) == 1800  # 600 x 15000 x 20000 bp


def pinned(monkeypatch, **slots: int):
    """Draws by slot: s0 occurs, s1 class of size, s3 author, s4 advisers."""
    value = {int(name[1:]): u for name, u in slots.items()}
    monkeypatch.setattr(subject, "draw", lambda seed, day, purpose, key, slot: value.get(slot, 9999))


def test_an_incident_is_written_with_its_draws(table, monkeypatch):
    row = near(table, post=600)
    table.facts.head[0] = 7
    table.board.tracks[0].ties = 5000
    tension = table.board.tracks[0].tension
    pinned(monkeypatch, s0=899, s3=5999)
    monkeypatch.setattr(subject, "dead_of", lambda *_: 6)
    monkeypatch.setattr(subject, "attribution_of", lambda *_: Attribution.PROBABLE)
    draw_incidents(table.world, table.board, 5, 7, table.facts, table.log)
    place = table.p("afes")
    assert table.told(EventKind.TROOPS_HIT) == [(place, Team.ANKARA, 6, Author.ARTILLERY)]
    assert table.told(EventKind.POST_HIT) == [(table.names.post["op_6"], 6, Author.ARTILLERY, 0)]
    assert table.noted(ReasonKind.INCIDENT_P) == [(place, 900, 899, 6)]
    assert table.noted(ReasonKind.CASUALTY_CAP)[0][:2] == (place, 24)  # 8 % of 300 men
    assert table.noted(ReasonKind.ATTRIBUTION) == [(place, Author.ARTILLERY, Attribution.PROBABLE, 0)]
    assert table.board.tracks[0].tension - tension == 650  # RB 25.3
    assert row.morale == 8000 - 600
    assert right_at(table.board, Team.ANKARA, place, 8) != NOBODY


@pytest.mark.parametrize(("u", "occurs"), [(899, 1), (900, 0)])
def test_it_occurs_below_its_chance(table, monkeypatch, u, occurs):
    near(table)
    pinned(monkeypatch, s0=u, s3=0)
    draw_incidents(table.world, table.board, 5, 7, table.facts, table.log)
    assert len(table.told(EventKind.TROOPS_HIT)) == occurs


@pytest.mark.parametrize(
    ("u", "author"),
    [(5999, Author.ARTILLERY), (6000, Author.SYAAF), (8499, Author.SYAAF), (8500, Author.UNCLEAR)],
)
def test_who_fired(table, monkeypatch, u, author):
    near(table)
    pinned(monkeypatch, s0=0, s3=u)
    draw_incidents(table.world, table.board, 5, 7, table.facts, table.log)
    assert table.noted(ReasonKind.ATTRIBUTION)[0][1] == author


def test_how_sure_it_is_follows_what_ankara_sees(table):
    near(table, post=0, troops=800)
    place = table.p("afes")
    for row in table.board.places:
        row.held_days = 0  # RB 8.1: ground held for long is known ground
    assert attribution_of(table.world, table.board, place, Author.ARTILLERY) == Attribution.DISPUTED
    table.place("saraqib", control=0)
    table.put("saa_25_a", "saraqib", 3000, static_days=0)
    detect(table.world, table.board, 7, table.facts, None)
    assert attribution_of(table.world, table.board, place, Author.ARTILLERY) == Attribution.PROBABLE
    assert attribution_of(table.world, table.board, place, Author.UNCLEAR) == Attribution.DISPUTED
    near(table)
    detect(table.world, table.board, 8, table.facts, None)
    assert attribution_of(table.world, table.board, place, Author.ARTILLERY) == Attribution.PROVEN


def test_the_strongest_there_is_hit(table):
    near(table, post=300, troops=800)
    assert largest_there(table.world, table.board, table.p("afes")) == (NOBODY, table.f("tr_mech_1"))
    table.board.formations[table.f("tr_mech_1")].strength = 200
    assert largest_there(table.world, table.board, table.p("afes")) == (table.names.post["op_6"], NOBODY)


@pytest.mark.parametrize(("u", "faction", "hit"), [(39, 0, 1), (40, 0, 0), (0, 4, 0)])
def test_advisers_fall_in_battles_of_the_government(table, monkeypatch, u, faction, hit):
    table.facts.head[0] = 7
    table.place("saraqib", battle=1)
    place = table.p("saraqib")
    tell(table.facts, EventKind.ATTACK, place, faction, 100, 1, -1)
    tell(table.facts, EventKind.ATTACK, place, faction + 1, 100, 1, -1)
    pinned(monkeypatch, s4=u)
    tension = table.board.tracks[0].tension
    draw_incidents(table.world, table.board, 5, 7, table.facts, table.log)
    moscow = table.board.teams[Team.MOSCOW]
    told = table.told(EventKind.TROOPS_HIT)
    assert len(told) == hit
    assert table.board.tracks[0].tension - tension == 800 * hit
    if hit:
        assert told == [(place, Team.MOSCOW, moscow.dead, Author.OPPOSITION)]
        assert 1 <= moscow.dead <= 4
        assert right_at(table.board, Team.MOSCOW, place, 8) != NOBODY
