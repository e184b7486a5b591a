"""The books of a day and of a turn, worked out by hand from RB 20, 9.8, 13.10, 16.8 and 21.7."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wargame.rules.books import close_books
from wargame.rules.codes import (
    AgreementState,
    Cause,
    EventKind,
    Field,
    PostState,
    ReasonKind,
    Scope,
    TermKind,
)
from wargame.rules.log import tell

ANKARA, MOSCOW, DAMASCUS = range(3)


@pytest.fixture
def quiet(table):
    """No posts besieged, support in Moscow full, nothing else at work."""
    table.board.teams[MOSCOW].domestic = 6500
    return table


def test_dead_that_were_answered_in_time_do_not_tell_at_home(table):
    """RB 20.2. Eight dead three days ago, six of them answered: two tell, once."""
    ankara = table.board.teams[ANKARA]
    ankara.dead, ankara.dead_before = 8, [8, 8, 8, 0]
    ankara.avenged = ankara.answered = 6
    ankara.domestic = 6000
    close(table)
    assert (ankara.domestic, ankara.mourned) == (6000 - 2 * 35, 2)
    close(table, 1)
    assert (ankara.domestic, ankara.mourned) == (6000 - 2 * 35, 2)


def close(table, day: int = 0) -> None:
    table.facts.head[0] = day
    table.board.tracks[0].day = day
    close_books(table.world, table.board, 7, day, table.facts, table.log)


def tell_today(table, kind: int, *fields: int, day: int = 0) -> None:
    table.facts.head[0] = day
    a, b, c, d = (*fields, 0, 0, 0, 0)[:4]
    tell(table.facts, kind, a, b, c, d, -1)


@pytest.mark.parametrize(("before", "after"), [(2500, 2455), (30, 0), (0, 0)])
def test_tension_decays_to_zero(quiet, before, after):
    quiet.board.tracks[0].tension = before
    close(quiet)
    assert quiet.board.tracks[0].tension == after
    assert quiet.noted(ReasonKind.TENSION) == ([(0, Cause.DECAY, after - before, 0)] if before else [])
    assert ((Field.TENSION, before, after, -1) in quiet.told(EventKind.TRACK)) == (before != after)


def test_besieged_posts_cost_support_less_when_fed(quiet):
    for post in quiet.board.posts[:3]:
        post.state = PostState.BESIEGED
        post.consent = 0
    quiet.board.posts[2].consent = 1
    quiet.board.posts[3].state = PostState.OPEN
    support = quiet.board.teams[ANKARA].domestic
    close(quiet)
    assert quiet.board.teams[ANKARA].domestic == support - 20 - 20 - 10
    assert (ANKARA, Cause.POST_BESIEGED, -50, 0) in quiet.noted(ReasonKind.DOMESTIC)
    assert (Field.TEAM_DOMESTIC, support, support - 50, ANKARA) in quiet.told(EventKind.TRACK)


@pytest.mark.parametrize(
    ("state", "about_posts", "sender", "cost"),
    [(4, 1, 0, 90), (3, 1, 0, 90), (5, 1, 0, 90), (2, 1, 0, 50), (1, 1, 0, 50), (4, 0, 0, 50), (4, 1, 1, 50)],
)
def test_besieged_posts_cost_more_after_an_own_deadline(quiet, state, about_posts, sender, cost):
    for post in quiet.board.posts[:3]:
        post.state, post.consent = PostState.BESIEGED, 0
    quiet.board.posts[2].consent = 1
    row = quiet.board.ultimatums[2]
    row.state, row.posts, row.sender = state, about_posts, sender
    close(quiet)
    assert (ANKARA, Cause.POST_BESIEGED, -cost, 0) in quiet.noted(ReasonKind.DOMESTIC)


@pytest.mark.parametrize(("rung", "dead", "change"), [(4, 60, 0), (5, 60, 68), (8, 10, -47), (5, 0, -70)])
def test_a_day_of_open_hostilities_is_borne_with_cause(quiet, rung, dead, change):
    quiet.board.tracks[0].rung = rung
    ankara = quiet.board.teams[ANKARA]
    ankara.dead, ankara.dead_before, ankara.answered = dead, [dead] * 4, dead
    close(quiet)
    assert ankara.domestic == 6000 + change


def ceasefire(quiet, scope: int = 0, state: int = 3, proposer: int = 1):
    made, term = quiet.board.agreements[5], quiet.board.terms[0]
    made.state, made.parties, made.proposer, made.serial = state, 3, proposer, 9
    term.agreement, term.kind, term.scope, term.bound = 5, 1, scope, 3


@pytest.mark.parametrize("ends", [0, 1])
@pytest.mark.parametrize("days", [1, 3, 9])
def test_a_ceasefire_that_holds_ends_the_session_if_the_scenario_says_so(quiet, ends, days):
    params = replace(quiet.world.params, ceasefire_ends=ends, ceasefire_days=days)
    quiet.world = replace(quiet.world, params=params)
    ceasefire(quiet)
    tracks = quiet.board.tracks[0]
    for day in range(days):
        assert tracks.ended == 0
        close(quiet, day)
    assert tracks.ended == 4 * ends
    assert quiet.told(EventKind.SESSION_ENDED) == [(4, 0, 0, 0)] * ends


def test_a_breach_or_a_narrow_ceasefire_does_not_hold(quiet):
    ceasefire(quiet)
    tracks = quiet.board.tracks[0]
    close(quiet, 0)
    tell_today(quiet, EventKind.BREACH, 9, 1, 1, 22, day=1)
    close(quiet, 1)
    assert tracks.ceasefire_held == 0
    close(quiet, 2)
    assert tracks.ceasefire_held == 1
    ceasefire(quiet, scope=1)
    close(quiet, 3)
    assert tracks.ceasefire_held == 0


def test_the_newly_displaced_cost_support(quiet):
    support = quiet.board.teams[ANKARA].domestic
    quiet.board.tracks[0].displaced_today = 230
    close(quiet)
    assert quiet.board.teams[ANKARA].domestic == support - 35, "rdiv(15 x 230, 100) = 35"


def test_own_dead_cost_at_once_and_again_when_nobody_answers(quiet):
    team = quiet.board.teams[ANKARA]
    team.domestic = 6000
    team.dead = 8
    seen = []
    for day in range(5):
        close(quiet, day)
        seen.append(team.domestic)
    assert seen == [5880, 5880, 5880, 5600, 5600], "15 x 8 on the day, 35 x 8 once after three days"
    assert [row[1:3] for row in quiet.noted(ReasonKind.DOMESTIC, ANKARA)] == [
        (Cause.OWN_DEAD, -120),
        (Cause.UNAVENGED_DEAD, -280),
    ]


def test_moscow_mourns_and_recovers_up_to_the_start(quiet):
    team = quiet.board.teams[MOSCOW]
    team.dead = 2
    seen = []
    for day in range(3):
        close(quiet, day)
        seen.append(team.domestic)
    assert seen == [5900, 5905, 5910]
    team.domestic = 6497
    close(quiet, 3)
    assert team.domestic == 6500
    close(quiet, 4)
    assert team.domestic == 6500


def test_damascus_gains_and_loses_by_great_places(quiet):
    great = [p for p, fixed in enumerate(quiet.world.places) if fixed.hold >= 8000][:4]
    small = next(p for p, fixed in enumerate(quiet.world.places) if fixed.hold < 8000)
    support = quiet.board.teams[DAMASCUS].domestic
    tell_today(quiet, EventKind.CAPTURED, great[0], 1, 0)
    tell_today(quiet, EventKind.CAPTURED, great[1], 1, 0)
    tell_today(quiet, EventKind.CAPTURED, great[2], 0, 1)
    tell_today(quiet, EventKind.CAPTURED, great[3], 1, 2)
    tell_today(quiet, EventKind.CAPTURED, small, 1, 0)
    close(quiet)
    assert quiet.board.teams[DAMASCUS].domestic == support + 200 - 100
    close(quiet, 1)
    assert quiet.board.teams[DAMASCUS].domestic == support + 100, "yesterday's captures count no more"


def test_army_losses_above_the_free_part_count_once_a_turn(quiet):
    team = quiet.board.teams[DAMASCUS]
    team.domestic, team.lost_today = 5500, 1000
    for day in range(2):
        close(quiet, day)
    assert team.domestic == 5500
    close(quiet, 2)
    assert team.domestic == 5500 - 300, "50 x (1000 - 400) / 100"
    assert team.lost_today == 0
    assert (DAMASCUS, Cause.ARMY_LOSSES, -300, 0) in quiet.noted(ReasonKind.DOMESTIC)


def test_unrestricted_strikes_cost_standing_once_a_day(quiet):
    team = quiet.board.teams[DAMASCUS]
    team.standing = 1500
    tell_today(quiet, EventKind.PLACE_STRUCK, 0, 1, 4, 0)
    close(quiet)
    assert team.standing == 1500
    for place in range(2):
        tell_today(quiet, EventKind.PLACE_STRUCK, place, 1, 4, 1, day=1)
    close(quiet, 1)
    assert team.standing == 1480
    assert quiet.noted(ReasonKind.STANDING) == [(DAMASCUS, Cause.STRIKES, -20, 0)]


@pytest.mark.parametrize(("rung", "incident", "gain"), [(3, -1, 10), (4, -1, 0), (3, 6, 0), (3, 5, 10)])
def test_trust_grows_on_quiet_days_at_a_low_rung(quiet, rung, incident, gain):
    tracks = quiet.board.tracks[0]
    tracks.rung, tracks.incident_day, tracks.trust = rung, incident, 4000
    close(quiet, 6)
    assert tracks.trust == 4000 + gain


def test_days_below_war_are_counted(quiet):
    for day, rung in enumerate((2, 4, 5, 6, 4)):
        quiet.board.tracks[0].rung = rung
        close(quiet, day)
    assert quiet.board.tracks[0].days_below_war == 3


@pytest.mark.parametrize(
    ("domestic", "standing", "pc", "after"),
    [
        (6000, 5000, 1000, 1300),
        (5999, 4999, 1000, 1200),
        (2999, 4999, 1000, 1150),
        (3000, 5000, 1000, 1250),
        (6000, 5000, 1900, 2000),
    ],
)
def test_income_of_a_turn(quiet, domestic, standing, pc, after):
    for road in quiet.board.roads:
        road.cleared = 0
    team = quiet.board.teams[ANKARA]
    team.domestic, team.standing, team.pc = domestic, standing, pc
    close(quiet, 1)
    assert team.pc == pc, "not before the last day of the turn"
    close(quiet, 2)
    assert team.pc == after
    assert (ANKARA, after, after - pc, 0) in quiet.told(EventKind.INCOME)


def test_the_motorway_pays(quiet):
    for place, fixed in zip(quiet.board.places, quiet.world.places, strict=True):
        if fixed.m5:
            place.control = 0
    for road in quiet.board.roads:
        road.cleared = 1
    for team in quiet.board.teams:
        team.pc, team.domestic, team.standing = 0, 4000, 0
    close(quiet, 2)
    assert [team.pc for team in quiet.board.teams] == [200, 250, 300]


def test_a_quiet_m4_pays_under_a_corridor(quiet):
    deal, term = quiet.board.agreements[0], quiet.board.terms[0]
    deal.state, deal.serial, deal.parties, deal.start = AgreementState.IN_FORCE, 1, 0b101, 0
    term.agreement, term.kind, term.scope = 0, TermKind.CORRIDOR, Scope.ROUTE
    term.where[0] = 4
    for team in quiet.board.teams:
        team.pc, team.domestic, team.standing = 0, 4000, 0
    for place in quiet.board.places:
        place.quiet_days = 3
    close(quiet, 2)
    assert [team.pc for team in quiet.board.teams] == [300, 200, 300]


@pytest.mark.parametrize(("flown", "gain"), [(54, 100), (53, 0)])
def test_leverage_grows_while_half_of_the_sorties_fly(quiet, flown, gain):
    tracks = quiet.board.tracks[0]
    tracks.leverage = 7000
    assert quiet.world.pools[0].sorties == 36
    for day, sorties in enumerate((20, 20, flown - 40)):
        tell_today(quiet, EventKind.FLOWN, 0, 1, sorties, 0, day=day)
        tell_today(quiet, EventKind.FLOWN, 1, 1, 14, 0, day=day)
    close(quiet, 2)
    assert tracks.leverage == 7000 + gain


def test_full_tension_is_general_war(quiet):
    tracks = quiet.board.tracks[0]
    tracks.tension = 9999
    close(quiet, 4)
    assert (tracks.rung, tracks.ended) == (2, 0)
    tracks.tension = 10000
    close(quiet, 5)
    assert (tracks.rung, tracks.ended) == (9, 2)
    assert (Field.RUNG, 2, 9, -1) in quiet.told(EventKind.TRACK)
    assert quiet.told(EventKind.SESSION_ENDED) == [(2, 0, 0, 0)]


def test_the_last_day_ends_the_session(quiet):
    close(quiet, 37)
    assert quiet.board.tracks[0].ended == 0
    close(quiet, 38)
    assert quiet.board.tracks[0].ended == 1
    assert quiet.told(EventKind.SESSION_ENDED) == [(1, 0, 0, 0)]
