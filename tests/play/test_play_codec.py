"""Sheets to rows and back; facts to events with fields, sentences, reasons and audiences."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from order_samples import orders

from wargame.bots import historical
from wargame.errors import UnknownName
from wargame.model.orders import TEAMS, Attack, Move, OrderSheet
from wargame.play.codec import events, order_of, order_rows, row_of, sheet_of
from wargame.play.events_text import EVENTS, event, for_seat
from wargame.play.layout import lay_out
from wargame.play.reasons_text import CAUSES, reason, reasons_of
from wargame.play.told import told as told_to
from wargame.play.words import As, shown
from wargame.rules.codes import AgreementEnd, Attribution, Cause, EventKind, Held, Line, ReasonKind, Step
from wargame.rules.day import play_turn
from wargame.rules.log import fresh
from wargame.rules.tables import NOBODY
from wargame.store.scenario_file import load_scenario


@cache
def idlib():
    path = Path(__file__).resolve().parents[2] / "scenarios" / "idlib_2020.toml"
    return lay_out(load_scenario(path).model_copy(update={"injects": ()}))


@cache
def game(turns=6):
    """(facts, reasons, opening board) of each turn of a bot game."""
    layout, board, played = idlib(), idlib().start, []
    for _ in range(turns):
        sheets = [row for team in range(3) for row in historical(layout.world, board, team, 7)]
        facts, reasons = fresh(), fresh()
        opening = board
        board = play_turn(layout.world, board, sheets, [], [], 7, facts, reasons)
        played.append((facts.rows, reasons.rows, opening))
    return played


# ---- orders ----------------------------------------------------------------------------------------------


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_rows_and_sheets_are_inverse(data):
    team = data.draw(st.sampled_from(["ankara", "moscow", "damascus"]))
    given_orders = data.draw(st.lists(orders(idlib().names, notes=False), max_size=8))
    sheet = OrderSheet(team=team, orders=tuple(given_orders))
    rows = order_rows(idlib(), sheet)
    assert sheet_of(idlib(), team, rows) == sheet
    backwards = sorted(rows, key=lambda row: -row.number)
    assert order_rows(idlib(), sheet_of(idlib(), team, backwards)) == rows


def test_notes_and_intent_make_no_row():
    bare = OrderSheet(team="damascus", orders=(Move(formation="saa_25_a", path=("surman",)),))
    noted = OrderSheet(
        team="damascus",
        orders=(Move(formation="saa_25_a", path=("surman",), note="east"),),
        intent="go east",
        author="a person",
    )
    assert order_rows(idlib(), bare) == order_rows(idlib(), noted)


def test_rows_use_the_columns_written_in_the_contract():
    names = idlib().names
    row = row_of(idlib(), "damascus", 4, Attack(formations=("saa_25_a",), targets=("hish",), priority=3))
    assert (row.team, row.number, row.kind, row.priority, row.subject) == (2, 4, 3, 3, NOBODY)
    assert row.who[:2] == [names.formation["saa_25_a"], NOBODY]
    assert row.where[:2] == [names.place["hish"], NOBODY]
    assert order_of(names, row) == Attack(formations=("saa_25_a",), targets=("hish",), priority=3)


def test_rows_of_other_teams_are_left_out():
    rows = order_rows(idlib(), OrderSheet(team="moscow", orders=(Move(formation="ru_mp_a", path=("hama",)),)))
    assert sheet_of(idlib(), "damascus", rows).orders == ()


def test_an_unknown_id_names_the_nearest():
    sheet = OrderSheet(team="damascus", orders=(Attack(formations=("saa_25_a",), targets=("sarakib",)),))
    with pytest.raises(UnknownName, match="saraqib"):
        order_rows(idlib(), sheet)


# ---- events ----------------------------------------------------------------------------------------------


def test_every_kind_of_event_can_be_told():
    assert set(EVENTS) == set(EventKind)
    for kind in EventKind:
        told = event(idlib(), 1, 0, (0, 1, kind, 0, 0, 0, 0, -1))
        assert told.kind == kind.name.lower()
        assert told.sentence.endswith(".")
        assert "{" not in told.sentence
        assert "unknown" not in told.sentence
        assert told.why()
        assert "white" in told.audience


def test_a_battle_has_its_column_line_by_line():
    battles = 0
    for turn, (facts, reasons, opening) in enumerate(game(), 1):
        for told in events(idlib(), turn, facts, reasons, opening):
            lines = [r for r in told.reasons if r.kind == "column_line"]
            attacks = [
                e
                for e in facts
                if e[2] == EventKind.ATTACK and e[0] == told.day and e[3] == facts[told.number][3]
            ]
            if told.kind == "attack" and lines and len(attacks) == 1:
                battles += 1
                assert max(-400, min(800, sum(r.amount for r in lines))) == told.fields["column"]
                assert [r for r in lines if r.code == Line.ODDS]
                assert {"frontage", "swing", "loss_rate"} <= {r.kind for r in told.reasons}
    assert battles > 10


def test_every_event_of_a_game_has_a_sentence_a_reason_and_fields_of_its_kind():
    kinds = set()
    for turn, (facts, reasons, opening) in enumerate(game(), 1):
        told = events(idlib(), turn, facts, reasons, opening)
        assert [e.number for e in told] == list(range(len(facts)))
        for e in told:
            kinds.add(e.kind)
            assert e.told() == e.sentence
            assert e.why(), e.kind
            assert "{" not in e.sentence
            assert list(e.fields) == [n for n, _ in EVENTS[EventKind[e.kind.upper()]].fields][: len(e.fields)]
            assert all(r.paragraph for r in e.reasons)
            assert e.cause < e.number
    assert {"attack", "captured", "displaced", "supply_changed", "flown", "score", "post_besieged"} <= kinds


def test_ids_and_places():
    names = idlib().names
    row = (
        4,
        Step.CAPTURE,
        EventKind.CAPTURED,
        names.place["khan_tuman"],
        1,
        0,
        names.formation["saa_30_a"],
        -1,
    )
    told = event(idlib(), 2, 9, row)
    assert told.fields == {
        "place": "khan_tuman", "from": "opposition", "to": "government", "formation": "saa_30_a",
    }  # fmt: skip
    assert told.place == "khan_tuman"
    assert "Khan Tuman falls" in told.told()
    moved = event(idlib(), 1, 0, (0, 8, EventKind.MOVED, 0, names.place["hama"], names.place["murek"], 0, -1))
    assert moved.place == "murek"
    cut = event(idlib(), 1, 0, (0, 6, EventKind.ROAD_CUT, names.road["afes__saraqib"], 2000, 0, 0, -1))
    assert cut.place in ("afes", "saraqib")
    besieged = event(idlib(), 1, 0, (0, 1, EventKind.SIEGE_SET, names.post["op_9"], 1, 0, 0, -1))
    assert besieged.place == "murek"


def test_audiences():
    names = idlib().names

    def readers(kind, *values, board=None):
        row = (0, 1, kind, *values, *[0] * (4 - len(values)), -1)
        return sorted(events(idlib(), 1, [row], [], board)[0].audience - {"white"})

    everybody = ["ankara", "damascus", "moscow"]
    assert readers(EventKind.CAPTURED, 0, 1, 0, 0) == everybody
    assert readers(EventKind.ORDER_REFUSED, 1, 1, 3, 1) == ["moscow"]
    assert readers(EventKind.SUPPLY_CHANGED, names.formation["saa_25_a"], 3, 2) == ["damascus"]
    assert readers(EventKind.SUPPLY_CHANGED, names.formation["hts_east"], 3, 2) == ["ankara"]
    assert readers(EventKind.STARVED, names.post["op_9"], 4, 1) == ["ankara"]
    assert readers(EventKind.AIRSPACE_SET, 0, 1, 2) == ["damascus", "moscow"]
    assert readers(EventKind.GARRISON_ASKS_TO_LEAVE, 8) == ["ankara"]
    assert readers(EventKind.TRACK, 9, 6000, 5900, 2) == ["damascus"]
    assert readers(EventKind.TRACK, 2, 2500, 2400, NOBODY) == everybody
    assert readers(EventKind.RULING, 0, 0, 0, 0) == []
    assert readers(EventKind.AGREEMENT_OFFERED, 7, 0, 3, 1) == ["ankara", "moscow"]
    assert readers(EventKind.AGREEMENT_REJECTED, 7, 0, 6) == ["damascus", "moscow"]
    assert readers(EventKind.AGREEMENT_STARTED, 7, 3, 0, 1) == everybody
    assert readers(EventKind.AGREEMENT_ENDED, 7, AgreementEnd.EXPIRED, NOBODY, 3) == everybody
    assert readers(EventKind.AGREEMENT_ENDED, 7, AgreementEnd.EXPIRED, NOBODY, 8 + 3) == ["ankara", "moscow"]
    assert readers(EventKind.AGREEMENT_ENDED, 7, AgreementEnd.LAPSED, NOBODY, 3) == ["ankara", "moscow"]
    assert readers(EventKind.STATEMENT_MADE, 0, 1, 2, 1) == everybody
    assert readers(EventKind.STATEMENT_MADE, 0, 1, 2, 0) == ["ankara", "damascus"]
    assert readers(EventKind.STEER_OBEYED, 2, 3, 500) == ["damascus", "moscow"]
    assert readers(EventKind.SUPPORT_GIVEN, 4, 0, 1, 0) == ["ankara"]
    assert readers(EventKind.LIBYA_CHANGED, 6, 500, 1800, NOBODY) == ["ankara"]
    assert readers(EventKind.INFILTRATION, 1, 2000) == []
    sochi = max(row.serial for row in idlib().start.agreements)
    assert readers(EventKind.BREACH, sochi, 1, 1, 20 + Attribution.DISPUTED) == ["ankara", "moscow"]
    assert readers(EventKind.BREACH, sochi, 1, 1, 20 + Attribution.PROVEN) == everybody
    deep = (names.formation["sna_2corps"], names.place["afrin"], names.place["jindires"])
    assert readers(EventKind.MOVED, *deep) == ["ankara"]
    front = (names.formation["saa_25_a"], names.place["khan_shaykhun"], names.place["jarjanaz"])
    assert readers(EventKind.MOVED, *front) == everybody
    assert readers(EventKind.SIGHTED, 1, 0, 4, 2) == ["moscow"]


def test_others_learn_of_a_secret_agreement_that_a_meeting_took_place():
    facts = [(0, 1, EventKind.AGREEMENT_STARTED, 7, 3, 1, 1, -1)]
    own = told_to(idlib(), 1, facts, [], None, 7, "ankara")[0]
    other = told_to(idlib(), 1, facts, [], None, 7, "damascus")[0]
    assert own.fields == {"agreement": 7, "parties": 3, "secret": 1, "term": "ceasefire"}
    assert "Secret agreement 7" in own.sentence
    assert other.fields == {"parties": 3}
    assert "have met" in other.sentence
    assert "7" not in other.sentence


def test_a_breach_is_read_by_the_parties_of_an_agreement_made_in_the_same_turn():
    facts = [
        (0, 1, EventKind.AGREEMENT_OFFERED, 9, 1, 6, 1, -1),
        (0, 13, EventKind.BREACH, 9, 1, 1, 30 + Attribution.PROBABLE, -1),
    ]
    assert [len(told_to(idlib(), 1, facts, [], None, 7, team)) for team in TEAMS] == [0, 2, 2]
    assert "fundamental, probable" in told_to(idlib(), 1, facts, [], None, 7, "moscow")[1].sentence


@pytest.mark.parametrize(
    ("kind", "values", "words"),
    [
        (EventKind.RUNG_CHANGED, (NOBODY, 5, 4, 0), "stands at rung 4 (fire on forces that fired)"),
        (EventKind.RUNG_CHANGED, (0, 5, 3, 0), "steps down"),
        (EventKind.RUNG_CHANGED, (0, 3, 5, 4000), "climbs from rung 3"),
        (EventKind.ULTIMATUM_ISSUED, (0, 0, 2, 32), "until 28 February"),
        (EventKind.ULTIMATUM_EXPIRED, (0, 0, 2, 0), "does not follow"),
        (EventKind.ULTIMATUM_EXPIRED, (0, 0, 2, 1), "has followed"),
        (EventKind.STATEMENT_MADE, (0, 1, 2, 0), "In private"),
        (EventKind.STATEMENT_MADE, (0, 0, NOBODY, 1), "condemns what has happened"),
        (EventKind.CAPITAL_ANSWERED, (0, 1, 1, 1), "Washington for Patriot batteries and is given it"),
        (EventKind.CAPITAL_ANSWERED, (0, 1, 0, 1), "without success"),
        (EventKind.BORDER_SET, (2, 200, 1, 0), "20,000 people a turn"),
        (EventKind.BORDER_SET, (0, 0, 0, 50), "shelter is built for 5,000 people"),
        (EventKind.LIBYA_CHANGED, (6, -500, 800, 9), "called back from Libya: 0.50 battalions"),
        (EventKind.LIBYA_CHANGED, (6, 500, 1800, NOBODY), "leave for Libya"),
        (EventKind.STEER_OBEYED, (1, 3, 0, 0), "as Moscow urged"),
        (EventKind.STEER_REFUSED, (2, 3, 500, 0), "to stop before"),
        (EventKind.AGREEMENT_ENDED, (4, AgreementEnd.NOTICE, 1, 3), "has left"),
        (EventKind.AGREEMENT_ENDED, (4, AgreementEnd.EXPIRED, NOBODY, 3), "last day"),
        (EventKind.AGREEMENT_ENDED, (4, AgreementEnd.LAPSED, NOBODY, 3), "lapsed"),
        (EventKind.INFILTRATION, (3, 6000, 1, 0), "Caucasus"),
    ],
)
def test_what_an_event_of_politics_says_depends_on_its_fields(kind, values, words):
    assert words in event(idlib(), 1, 0, (0, 1, kind, *values, -1)).sentence


def test_every_cause_and_every_reason_has_words():
    for cause in Cause:
        words, paragraph = CAUSES[cause]
        assert words
        assert paragraph
    for kind in ReasonKind:
        told_why = reason(idlib(), (0, 1, kind, 0, 1, 1, 1, -1))
        assert told_why.kind == kind.name.lower()
        assert told_why.label != kind.name.lower().replace("_", " ")
        assert told_why.paragraph != "22.4"
    for held in Held:
        assert shown(idlib(), As.HELD, held) not in ("", "unknown")


def test_a_reason_that_belongs_to_one_event_says_what_it_moves():
    moved = (0, 1, ReasonKind.TENSION, 0, Cause.STATEMENT, 100, 0)
    assert reason(idlib(), (*moved, 4)).label == "tension: a statement"
    assert reason(idlib(), (*moved, -1)).label == "a statement"


def test_a_team_does_not_read_the_cohesion_of_the_other_side():
    names = idlib().names
    place = names.place["hish"]
    facts = [(0, Step.COMBAT, EventKind.ATTACK, place, 0, 120, 2, -1)]
    reasons = [
        (0, Step.COMBAT, ReasonKind.COLUMN_LINE, place, code, 33, 0, -1)
        for code in (Line.ATTACKER_COHESION, Line.DEFENDER_COHESION)
    ]
    told = events(idlib(), 1, facts, reasons)[0]
    assert [r.amount for r in for_seat(told, "white").reasons] == [33, 33]
    assert [r.amount for r in for_seat(told, "damascus").reasons] == [33, 0]
    assert [r.amount for r in for_seat(told, "ankara").reasons] == [0, 33]


def test_reasons_go_to_the_event_they_explain():
    def fact(kind, *values, day=0):
        return (day, 9, kind, *values, *[0] * (4 - len(values)), -1)

    def why(kind, *values, day=0, step=9, cause=-1):
        return (day, step, kind, *values, *[0] * (4 - len(values)), cause)

    facts = [
        fact(EventKind.ATTACK, 5),
        fact(EventKind.ATTACK, 6),
        fact(EventKind.ATTACK, 5, day=1),
        fact(EventKind.SUPPLY_CHANGED, 5),
        fact(EventKind.CONVOY_TURNED, 5),
        fact(EventKind.TRACK, 9, 1, 2, 0),
        fact(EventKind.TRACK, 9, 1, 2, 2),
        fact(EventKind.TASK_OBEYED, 4),
        fact(EventKind.BAR_MOVED, 6),
    ]
    reasons = [
        why(ReasonKind.COLUMN_LINE, 5, 1, 100),
        why(ReasonKind.SWING, 6, 1, 100, 2),
        why(ReasonKind.SUPPLY_PATH, 5, 1, 2, 3),
        why(ReasonKind.CONVOY_ODDS, 5, 1, 2, 3, step=Step.MOVEMENT),
        why(ReasonKind.BAND, 40, 1, 2, 3, step=Step.MOVEMENT),
        why(ReasonKind.DOMESTIC, 2, Cause.OWN_DEAD, -5),
        why(ReasonKind.OBEY, 4, 1, 2, 3, cause=7),
    ]
    found = {
        n: [ReasonKind(r[2]).name for r in rows] for n, rows in reasons_of(idlib(), facts, reasons).items()
    }
    assert found == {
        0: ["COLUMN_LINE"], 1: ["SWING"], 3: ["SUPPLY_PATH"], 4: ["CONVOY_ODDS", "BAND"], 6: ["DOMESTIC"],
        7: ["OBEY"], 8: ["SWING"],
    }  # fmt: skip
