"""What words are worth, and when they are worth nothing (RB 18.1)."""

from __future__ import annotations

import pytest

from wargame.rules.codes import Author, Cause, EventKind, OrderKind, ReasonKind, Refusal, Team, Tone
from wargame.rules.ladder import carry_ladder
from wargame.rules.legal import price_in_sheet, refusal
from wargame.rules.orders import blank
from wargame.rules.statements import carry_statements, prove, strikes_out
from wargame.rules.tables import NOBODY


def say(team: Team, tone: Tone, public: int = 1, to: int = NOBODY, number: int = 1):
    row = blank(team, number, OrderKind.STATEMENT, 5)
    row.mode, row.flag, row.subject = tone, public, to
    return row


def speak(table, *orders, day=9):
    table.facts.head[0] = day
    carry_statements(table.world, table.board, list(orders), day, table.facts, table.log)
    tracks, team = table.board.tracks[0], table.board.teams[orders[0].team]
    return tracks.tension, tracks.trust, team.domestic, team.standing


@pytest.mark.parametrize(
    ("tone", "public", "after"),
    [
        (Tone.CONDEMN, 1, (2600, 4000, 6050, 5000)),
        (Tone.CONDEMN, 0, (2600, 4000, 6000, 5000)),
        (Tone.WARN, 1, (2500, 4000, 6000, 5000)),
        (Tone.REASSURE, 1, (2400, 4050, 5950, 5000)),
        (Tone.REASSURE, 0, (2400, 4050, 6000, 5000)),
        (Tone.RECOGNISE, 1, (2500, 4000, 6000, 5050)),
        (Tone.RECOGNISE, 0, (2500, 4000, 6000, 5000)),
    ],
)
def test_what_a_tone_does(table, tone, public, after):
    assert speak(table, say(Team.ANKARA, tone, public, Team.MOSCOW)) == after
    assert table.told(EventKind.STATEMENT_MADE) == [(Team.ANKARA, tone, Team.MOSCOW, public)]


@pytest.mark.parametrize(("before", "tension"), [(-1, 2600), (0, 2600), (1, 2550), (8, 2550)])
def test_a_tone_counts_half_within_three_turns(table, before, tension):
    table.board.teams[Team.ANKARA].tone_day[Tone.CONDEMN] = before
    assert speak(table, say(Team.ANKARA, Tone.CONDEMN))[0] == tension


def test_one_of_each_tone_a_turn(table):
    words = say(Team.ANKARA, Tone.CONDEMN), say(Team.ANKARA, Tone.CONDEMN, number=2)
    assert speak(table, *words)[0] == 2600
    assert len(table.told(EventKind.STATEMENT_MADE)) == 1


@pytest.mark.parametrize("tone", [Tone.REASSURE, Tone.RECOGNISE])
@pytest.mark.parametrize("kind", [OrderKind.ATTACK, OrderKind.FIRES, OrderKind.DRONE_STRIKE])
def test_who_attacks_reassures_and_recognises_nobody(table, tone, kind):
    strike = blank(Team.ANKARA, 2, kind, 5)
    assert speak(table, say(Team.ANKARA, tone), strike) == (2500, 4000, 6000, 5000)
    assert table.board.teams[Team.ANKARA].aggressive == 1
    assert table.board.teams[Team.DAMASCUS].aggressive == 0


def test_aircraft_attack_unless_they_patrol(table):
    assert strikes_out([table.order("ankara", "air_task cap border 4")], Team.ANKARA) == 0
    assert strikes_out([table.order("moscow", "air_task strike saraqib 4")], Team.MOSCOW) == 1


@pytest.mark.parametrize(
    ("climbs_on", "trust", "standing"), [(11, 3900, 5000), (17, 3900, 5000), (18, 4000, 5000)]
)
def test_a_warning_waits_two_turns_for_a_climb(table, climbs_on, trust, standing):
    speak(table, say(Team.ANKARA, Tone.WARN))
    team = table.board.teams[Team.ANKARA]
    assert team.warned_until == 17
    speak(table, say(Team.ANKARA, Tone.WARN), day=12)
    assert team.warned_until == 17, "a second warning does not put off the day of the first"
    climb = blank(Team.ANKARA, 1, OrderKind.LADDER, 5)
    climb.amount = 3
    table.facts.head[0] = climbs_on
    carry_ladder(table.world, table.board, [climb], table.facts, table.log)
    assert (table.board.tracks[0].trust, team.standing) == (trust, standing)


def test_a_warning_in_private_binds_to_nothing(table):
    speak(table, say(Team.ANKARA, Tone.WARN, 0))
    assert table.board.teams[Team.ANKARA].warned_until == -1


def test_a_false_claim_is_paid_when_the_truth_is_proven(table):
    claim = say(Team.MOSCOW, Tone.ATTRIBUTE)
    claim.where[0], claim.more[0] = table.p("saraqib"), Author.OPPOSITION
    speak(table, claim)
    assert table.told(EventKind.AUTHOR_CLAIMED) == [(table.p("saraqib"), Team.MOSCOW, Author.OPPOSITION, 0)]
    moscow = table.board.teams[Team.MOSCOW]
    prove(table.board, table.p("sarmin"), Author.SYAAF, 0, table.log)
    assert moscow.standing == 4500, "another place proves nothing"
    for _ in range(2):
        prove(table.board, table.p("saraqib"), Author.SYAAF, 0, table.log)
    assert moscow.standing == 4300
    assert table.noted(ReasonKind.STANDING) == [(Team.MOSCOW, Cause.STATEMENT, -200, 0)]


def test_a_true_claim_costs_nothing(table):
    moscow = table.board.teams[Team.MOSCOW]
    moscow.claim_place, moscow.claim_author = table.p("saraqib"), Author.ARTILLERY
    prove(table.board, table.p("saraqib"), Author.ARTILLERY, 0, table.log)
    assert (moscow.standing, moscow.claim_place) == (4500, NOBODY)


@pytest.mark.parametrize(
    ("author", "why"), [(0, "NONE"), (1, "NONE"), (2, "NO_ACCUSED"), (5, "NONE"), (6, "NO_ACCUSED")]
)
def test_to_attribute_names_place_and_author(table, author, why):
    claim = say(Team.MOSCOW, Tone.ATTRIBUTE)
    claim.more[0] = author
    assert Refusal(refusal(table.world, table.board, claim)).name == "NO_ACCUSED"
    claim.where[0] = table.p("saraqib")
    assert Refusal(refusal(table.world, table.board, claim)).name == why


def test_words_to_oneself_are_none(table):
    assert (
        refusal(table.world, table.board, say(Team.ANKARA, Tone.WARN, to=Team.ANKARA)) == Refusal.INCOMPLETE
    )
    assert refusal(table.world, table.board, say(Team.ANKARA, Tone.WARN, to=Team.MOSCOW)) == 0


def test_the_second_loud_word_costs(table):
    words = [
        say(Team.ANKARA, Tone.CONDEMN), say(Team.ANKARA, Tone.WARN, number=2),
        say(Team.ANKARA, Tone.REASSURE, number=3), say(Team.ANKARA, Tone.WARN, 0, number=4),
    ]  # fmt: skip
    done, codes = [1, 0, 0, 0], [0] * 4
    prices = [price_in_sheet(table.world, table.board, words, codes, done, i) for i in range(1, 4)]
    assert prices == [50, 0, 0]
    codes[0] = Refusal.TWICE
    assert price_in_sheet(table.world, table.board, words, codes, done, 1) == 0
