"""RB 13.4, 13.5, 9.2: convoys on the road, through a siege by consent, and by force."""

from __future__ import annotations

from itertools import pairwise

from wargame.rules.codes import (
    ConvoyKind,
    ConvoyState,
    EventKind,
    Outcome,
    PostState,
    ReasonKind,
    Siege,
    Team,
    Weather,
)
from wargame.rules.convoys import carry_convoys
from wargame.rules.roads import march_minutes, road_between, road_lengths
from wargame.rules.tables import NOBODY

WAY = ("sarmada", "atarib", "taftanaz", "afes", "saraqib")


def post(table, name: str = "np_2", state: int = PostState.OPEN, **values: int):
    row = table.board.posts[table.names.post[name]]
    row.state, row.strength, row.stock, row.morale = state, 200, 500, 8000
    row.siege = Siege.CORDON if state == PostState.BESIEGED else Siege.NONE
    for field, value in values.items():
        assert hasattr(row, field)
        setattr(row, field, value)
    return row


def convoy(table, *way: str, kind: int = ConvoyKind.SUPPLY, amount: int = 0, escort: str = ""):
    row = table.board.convoys[0]
    row.state, row.kind, row.post, row.amount = ConvoyState.MARCHING, kind, table.names.post["np_2"], amount
    row.route = ([table.p(place) for place in way] + [NOBODY] * 8)[:8]
    row.leg, row.march, row.announced = 1, 0, 0
    row.escort = table.f(escort) if escort else NOBODY
    return row


def carry(table, days: int = 1, seed: int = 7) -> None:
    for day in range(3, 3 + days):
        table.facts.head[0] = table.log.head[0] = day
        carry_convoys(table.world, table.board, seed, day, table.facts, table.log)


def minutes(table, *way: str) -> int:
    lengths = road_lengths(table.world, table.board)
    return sum(
        march_minutes(lengths, road_between(table.world, table.p(a), table.p(b))) for a, b in pairwise(way)
    )


def test_a_convoy_needs_the_minutes_of_its_road(table):
    row = post(table)
    sent = convoy(table, *WAY)
    need = minutes(table, *WAY)
    assert 600 < need < 1200
    carry(table)
    assert sent.state == ConvoyState.MARCHING
    assert row.stock == 500
    carry(table)
    assert sent.state == ConvoyState.NONE
    assert (row.stock, row.supplied) == (1500, 1)
    assert table.told(EventKind.CONVOY_ARRIVED) == [(table.names.post["np_2"], Team.ANKARA, 1000, 0)]
    assert table.board.tracks[0].trust == 4000


def test_bad_weather_halves_the_march(table):
    post(table)
    sent = convoy(table, *WAY)
    for sector in table.board.sectors:
        sector.weather = Weather.BAD
    carry(table, 2)
    assert sent.state == ConvoyState.MARCHING
    carry(table)
    assert sent.state == ConvoyState.NONE


def test_minutes_left_over_are_kept(table):
    post(table)
    sent = convoy(table, "sarmada", "maarrat_misrin", "binnish", "sarmin", "afes", "saraqib")
    carry(table)
    done = sent.leg
    names = ["sarmada", "maarrat_misrin", "binnish", "sarmin", "afes", "saraqib"]
    assert sent.march == 600 - minutes(table, *names[:done])


def test_a_convoy_brings_men_from_the_reserve(table):
    row = post(table)
    table.board.tracks[0].post_reserve = 250
    convoy(table, "afes", "saraqib", kind=ConvoyKind.TROOPS, amount=400)
    carry(table)
    assert (row.strength, row.stock, table.board.tracks[0].post_reserve) == (450, 500, 0)


def test_consent_lets_it_through_and_builds_trust_once_a_turn(table):
    row = post(table, state=PostState.BESIEGED, consent=1)
    table.place("saraqib", control=0)
    table.place("afes", control=0)
    for _ in range(2):
        convoy(table, "taftanaz", "afes", "saraqib")
        carry(table)
    assert row.stock == 2500
    assert table.board.tracks[0].trust == 4100
    assert [r[3] for r in table.told(EventKind.CONVOY_ARRIVED)] == [1, 1]


def test_without_consent_the_outcome_is_the_drawn_band(table):
    table.place("saraqib", control=0)
    table.place("afes", control=0)
    table.put("saa_25_a", "saraqib", 1000)
    table.put("tr_mech_1", "taftanaz", 800)
    seen = set()
    for seed in range(40):
        row = post(table, state=PostState.BESIEGED)
        sent = convoy(table, "taftanaz", "afes", "saraqib", escort="tr_mech_1")
        before = (len(table.told(EventKind.TROOPS_HIT)), len(table.told(EventKind.CONVOY_TURNED)))
        carry(table, seed=seed)
        hit = len(table.told(EventKind.TROOPS_HIT)) - before[0]
        turned = len(table.told(EventKind.CONVOY_TURNED)) - before[1]
        _, column, u, outcome = table.noted(ReasonKind.CONVOY_ODDS)[-1]
        assert column < 0
        _, drawn, repulse, stall = table.noted(ReasonKind.BAND)[-1]
        assert drawn == u
        assert outcome == (Outcome.REPULSE if u < repulse else Outcome.STALL if u < stall else Outcome.GAINS)
        assert (hit, turned) == (int(outcome == Outcome.REPULSE), int(outcome != Outcome.GAINS))
        assert row.stock == (1100 if outcome == Outcome.GAINS else 500)
        assert sent.state == ConvoyState.NONE
        seen.add(outcome)
    assert seen == {Outcome.REPULSE, Outcome.STALL, Outcome.GAINS}


def test_an_announced_convoy_has_half_a_step_more(table):
    table.place("saraqib", control=0)
    table.put("saa_25_a", "saraqib", 800)
    columns = []
    for announced in (0, 1):
        table.put("tr_mech_1", "afes", 800)  # a repulse may have cost it men
        post(table, state=PostState.BESIEGED)
        convoy(table, "afes", "saraqib", escort="tr_mech_1").announced = announced
        carry(table)
        columns.append(table.noted(ReasonKind.CONVOY_ODDS)[-1][1])
    assert columns == [-100, -50]


def test_a_convoy_whose_road_or_post_is_gone_gives_up(table):
    post(table, state=PostState.EVACUATED)
    sent = convoy(table, "afes", "saraqib")
    carry(table)
    assert sent.state == ConvoyState.NONE
    assert len(table.told(EventKind.CONVOY_TURNED)) == 1
    post(table)
    convoy(table, "sarmada", "saraqib")
    carry(table)
    assert len(table.told(EventKind.CONVOY_BLOCKED)) == 1


def test_the_counter_of_supplied_posts_starts_each_day_at_nothing(table):
    row = post(table, supplied=1)
    carry(table)
    assert row.supplied == 0


def test_a_convoy_that_starts_on_an_overloaded_road_has_half_a_day(table):
    road = road_between(table.world, table.p("sarmada"), table.p("atarib"))
    capacity = 8000 if table.world.roads[road].road_class == 1 else 4000
    left = []
    for load in (capacity * 3 // 2, capacity * 3 // 2 + 1):
        post(table)
        sent = convoy(table, *WAY)
        table.board.roads[road].load = load
        carry(table)
        reached = [table.p(place) for place in WAY][: sent.leg]
        left.append(sent.march + minutes(table, *(table.names.places[p] for p in reached)))
    assert left == [600, 300]
