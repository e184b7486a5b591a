"""RB 13.1-13.3, 13.7-13.9, 14.3, 14.6: sieges, new posts, evacuation, stocks, troops hit."""

from __future__ import annotations

import pytest

from wargame.rules.codes import (
    Attribution,
    Author,
    Cause,
    EventKind,
    OrderKind,
    PostAct,
    PostState,
    ReasonKind,
    Siege,
    Team,
)
from wargame.rules.draw import draw
from wargame.rules.incidents import dead_of, hit_troops
from wargame.rules.orders import blank
from wargame.rules.posts import feed_posts, overrun_post, reach, update_posts
from wargame.rules.tables import NOBODY


def post(table, name: str, state: int = PostState.OPEN, **values: int):
    row = table.board.posts[table.names.post[name]]
    row.state, row.strength, row.stock, row.morale = state, 200, 1400, 8000
    row.siege = Siege.CORDON if state == PostState.BESIEGED else Siege.NONE
    for field, value in values.items():
        assert hasattr(row, field)
        setattr(row, field, value)
    return row


def order(table, name: str, act: int, size: int = 0, place: str = ""):
    row = blank(Team.ANKARA, 1, OrderKind.POST, 5)
    row.subject, row.mode, row.amount = table.names.post[name], act, size
    if place:
        row.where[0] = table.p(place)
    return row


def close(table, *orders, seed: int = 7, day: int = 3) -> None:
    table.facts.head[0] = table.log.head[0] = day
    update_posts(table.world, table.board, list(orders), seed, day, table.facts, table.log)


def seal_off(table, place: str) -> None:
    """Everything next to the place is the government's."""
    here = table.p(place)
    for q in table.world.links[table.world.first[here] : table.world.first[here + 1]]:
        table.board.places[q].control = 0


# ---- 13.1


def test_reach_is_what_friendly_places_join_to_turkey(table):
    joined = reach(table.world, table.board)
    assert joined[table.p("saraqib")] == 1
    assert joined[table.p("reyhanli")] == 1
    assert joined[table.p("khan_shaykhun")] == 0
    seal_off(table, "saraqib")
    assert reach(table.world, table.board)[table.p("saraqib")] == 0


def test_a_road_the_government_blocks_does_not_join(table):
    here = table.p("saraqib")
    for e in range(table.world.first[here], table.world.first[here + 1]):
        table.board.roads[table.world.link_roads[e]].blocked_by = 0
    assert reach(table.world, table.board)[here] == 0


def test_a_ring_must_be_lost_whole(table):
    row = post(table, "np_2")
    table.place("saraqib", control=0)
    close(table)
    assert row.state == PostState.OPEN
    table.place("afes", control=0)
    close(table)
    assert (row.state, row.siege, row.consent, row.besieged_days) == (PostState.BESIEGED, Siege.CORDON, 0, 0)
    assert table.told(EventKind.POST_BESIEGED) == [(table.names.post["np_2"], table.p("saraqib"), 0, 0)]
    close(table)
    assert row.besieged_days == 1
    table.place("afes", control=1)
    close(table)
    assert (row.state, row.siege, row.besieged_days) == (PostState.OPEN, Siege.NONE, 0)
    assert table.told(EventKind.POST_RELIEVED) == [(table.names.post["np_2"], table.p("saraqib"), 0, 0)]


def test_the_ring_of_rashidin_is_khan_tuman(table):
    row = post(table, "op_5")
    table.place("khan_tuman", control=0)
    close(table)
    assert row.state == PostState.BESIEGED
    assert table.board.places[table.p("rashidin")].control == 1


def test_without_a_way_to_turkey_a_post_is_besieged_on_its_own_ground(table):
    row = post(table, "op_6")
    close(table)
    assert row.state == PostState.OPEN
    seal_off(table, "al_eis")
    close(table)
    assert row.state == PostState.BESIEGED


# ---- 13.3


def test_a_post_is_set_up_from_the_reserve(table):
    table.board.tracks[0].post_reserve = 600
    row = table.board.posts[table.names.post["np_2"]]
    row.strength = 200
    close(table, order(table, "np_2", PostAct.ESTABLISH))
    assert (row.state, row.strength, row.stock, row.morale) == (PostState.OPEN, 200, 1400, 8000)
    assert table.board.tracks[0].post_reserve == 400
    assert table.told(EventKind.POST_ESTABLISHED) == [(table.names.post["np_2"], table.p("saraqib"), 200, 0)]
    close(table, order(table, "np_2", PostAct.ESTABLISH), day=4)
    assert table.board.tracks[0].post_reserve == 400


@pytest.mark.parametrize("why", ["reserve", "enemy", "cut off"])
def test_a_post_waits_until_it_is_possible(table, why):
    table.board.tracks[0].post_reserve = 100 if why == "reserve" else 600
    row = table.board.posts[table.names.post["np_4"]]
    if why == "enemy":
        table.place("kafr_amim", control=0)
    if why == "cut off":
        seal_off(table, "kafr_amim")
    close(table, order(table, "np_4", PostAct.ESTABLISH, 200))
    assert row.state == PostState.PLANNED
    table.board.tracks[0].post_reserve = 600
    table.place("kafr_amim", control=1)
    table.place("saraqib", control=1)
    close(table, order(table, "np_4", PostAct.ESTABLISH, 200), day=5)
    assert row.state == PostState.OPEN


def test_a_post_may_stand_elsewhere(table):
    table.board.tracks[0].post_reserve = 600
    close(table, order(table, "np_7", PostAct.ESTABLISH, 300, "binnish"))
    row = table.board.posts[table.names.post["np_7"]]
    assert (row.place, row.strength) == (table.p("binnish"), 300)


def test_reinforcing_acts_once_a_turn_and_stops_at_the_most(table):
    table.board.tracks[0].post_reserve = 1000
    row = post(table, "op_6", strength=300)
    orders = [order(table, "op_6", PostAct.REINFORCE, 200)]
    for day in (3, 4, 5):
        close(table, *orders, day=day)
    assert (row.strength, table.board.tracks[0].post_reserve) == (500, 800)
    close(table, order(table, "op_6", PostAct.REINFORCE, 800), day=6)
    assert (row.strength, table.board.tracks[0].post_reserve) == (900, 400)


def test_a_besieged_post_is_not_reinforced(table):
    table.board.tracks[0].post_reserve = 1000
    row = post(table, "op_6", PostState.BESIEGED)
    seal_off(table, "al_eis")
    close(table, order(table, "op_6", PostAct.REINFORCE, 200))
    assert row.strength == 200


# ---- 13.7


def test_evacuation_takes_a_day_and_the_men_come_home(table):
    row = post(table, "op_6", strength=300)
    close(table, order(table, "op_6", PostAct.EVACUATE))
    assert row.state == PostState.EVACUATING
    assert table.told(EventKind.TROOPS_HIT) == []
    close(table, order(table, "op_6", PostAct.EVACUATE), day=4)
    assert (row.state, row.strength, row.stock) == (PostState.EVACUATED, 0, 0)
    assert table.board.tracks[0].post_reserve == 300
    assert table.told(EventKind.POST_EVACUATED) == [(table.names.post["op_6"], table.p("al_eis"), 0, 0)]


def test_leaving_through_a_siege_is_fired_on_as_the_draw_says(table):
    key = table.world.posts[table.names.post["op_6"]].key
    seal_off(table, "al_eis")
    hits = 0
    for seed in range(60):
        row = post(table, "op_6", PostState.BESIEGED)
        before = len(table.told(EventKind.TROOPS_HIT))
        close(table, order(table, "op_6", PostAct.EVACUATE), seed=seed)
        hit = len(table.told(EventKind.TROOPS_HIT)) - before
        assert hit == int(draw(seed, 3, 15, key, 0) < table.world.params.evacuation_incident)
        hits += hit
        assert row.state == PostState.EVACUATING
    assert 5 < hits < 27
    assert len(table.noted(ReasonKind.EVACUATION_P)) == 60


# ---- 13.2, 13.3: what a garrison eats


def feed(table) -> None:
    feed_posts(table.world, table.board, 3, table.facts, table.log)


def test_an_open_post_fills_up(table):
    row = post(table, "op_6", stock=2800, morale=7000)
    feed(table)
    assert (row.stock, row.supplied, row.morale) == (3000, 1, 7200)


@pytest.mark.parametrize(
    ("values", "stock", "morale", "strength"),
    [
        ({}, 1300, 7900, 200),
        ({"consent": 1}, 1400, 8100, 200),
        ({"siege": Siege.HARASS}, 1300, 7800, 200),
        ({"siege": Siege.ASSAULT}, 1300, 7800, 200),
        ({"siege": Siege.OFFER_EXIT}, 1300, 7900, 200),
        ({"stock": 100}, 0, 7600, 198),
        ({"stock": 0, "siege": Siege.HARASS}, 0, 7600, 198),
        ({"supplied": 1}, 1300, 8100, 200),
    ],
)
def test_a_besieged_post_lives_on_its_stock(table, values, stock, morale, strength):
    row = post(table, "op_6", PostState.BESIEGED, **values)
    feed(table)
    assert (row.stock, row.morale, row.strength) == (stock, morale, strength)
    starved = [(table.names.post["op_6"], 2, 1, 0)] if strength < 200 else []
    assert table.told(EventKind.STARVED) == starved


def test_a_garrison_asks_to_leave_once(table):
    post(table, "op_6", PostState.BESIEGED, morale=2050)
    feed(table)
    feed(table)
    asked = table.told(EventKind.GARRISON_ASKS_TO_LEAVE)
    assert asked == [(table.names.post["op_6"], table.p("al_eis"), 0, 0)]


# ---- 13.8, 13.9, 14


def test_harassment_raises_tension_by_the_day(table):
    seal_off(table, "al_eis")
    post(table, "op_6", PostState.BESIEGED, siege=Siege.HARASS)
    before = table.board.tracks[0].tension
    close(table)
    assert table.board.tracks[0].tension == before + table.world.params.tension_harass
    assert [row[1] for row in table.noted(ReasonKind.TENSION)] == [Cause.HARASSMENT]


def test_an_overrun_post_costs_all_sides(table):
    row = post(table, "op_6", PostState.BESIEGED, siege=Siege.ASSAULT)
    tracks, teams = table.board.tracks[0], table.board.teams
    before = (tracks.tension, tracks.leverage, teams[Team.ANKARA].domestic, teams[Team.DAMASCUS].standing)
    overrun_post(table.board, table.names.post["op_6"], -1, table.facts, table.log)
    after = (tracks.tension, tracks.leverage, teams[Team.ANKARA].domestic, teams[Team.DAMASCUS].standing)
    assert [b - a for a, b in zip(before, after, strict=True)] == [2500, -1000, -1500, -800]
    assert (row.state, row.strength, row.stock) == (PostState.OVERRUN, 0, 0)
    feed(table)
    close(table)
    assert row.state == PostState.OVERRUN


DISPUTED = (Author.UNCLEAR, Attribution.DISPUTED)


def test_troops_hit_raise_tension_with_the_dead_and_up_to_a_cap(table):
    tracks, ankara = table.board.tracks[0], table.board.teams[Team.ANKARA]
    row = post(table, "op_6", strength=300)
    table.facts.head[0] = 7
    tracks.tension, tracks.ties = 2500, 5000
    op_6 = table.names.post["op_6"]
    hit_troops(table.world, table.board, row.place, op_6, NOBODY, 6, 3, *DISPUTED, -1, table.facts, table.log)
    assert tracks.tension == 2500 + 350 + 300
    assert (ankara.dead, tracks.incident_day, row.morale, row.strength) == (6, 7, 7100, 282)
    assert table.told(EventKind.TROOPS_HIT) == [(row.place, Team.ANKARA, 6, NOBODY)]
    tracks.tension, tracks.ties = 2500, 7000
    hit_troops(
        table.world, table.board, row.place, NOBODY, NOBODY, 36, 0, *DISPUTED, -1, table.facts, table.log
    )
    assert tracks.tension == 2500 + 1395  # 350 + 1200 capped, x 9000 bp
    assert ankara.dead == 42
    assert row.strength == 282


def test_a_formation_that_is_hit_loses_its_men(table):
    table.put("tr_mech_1", "balyun", 800)
    place, f = table.p("balyun"), table.f("tr_mech_1")
    hit_troops(table.world, table.board, place, NOBODY, f, 34, 36, *DISPUTED, -1, table.facts, None)
    assert table.board.formations[table.f("tr_mech_1")].strength == 660


def test_the_dead_of_an_incident_are_capped_by_who_is_there(table):
    sizes = [dead_of(table.world, key, 10000, 7, 3) for key in range(400)]
    assert min(sizes) == 1
    assert 12 < max(sizes) <= 52
    assert 0.55 < sum(s <= 3 for s in sizes) / 400 < 0.77
    assert max(dead_of(table.world, key, 200, 7, 3) for key in range(400)) == 8
