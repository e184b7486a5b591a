"""Reasons of bots: a sentence for each motive, kept with the sheet, for the own team and the white cell."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from wargame.bots import historical
from wargame.bots.motives import Motive
from wargame.model.orders import TEAMS, OrderReason, OrderSheet
from wargame.play.codec import order_rows, sheet_of
from wargame.play.journal import ListJournal
from wargame.play.motives_text import TEXTS, motive_text
from wargame.play.session import new_session, resume
from wargame.store.canonical import canonical
from wargame.store.upcast import upcast, version_of

BOTS = dict.fromkeys(TEAMS, historical)


@pytest.fixture(scope="module")
def played(idlib):
    """A session of bots after four turns, and its journal."""
    journal = ListJournal()
    session = new_session(idlib, 7, journal, BOTS)
    for _ in range(4):
        session.adjudicate()
    return session, journal


def sealed(journal):
    return [entry for entry in journal.entries() if entry.kind == "orders_sealed"]


def test_each_motive_has_its_sentence(idlib_layout):
    assert set(TEXTS) == set(Motive) - {Motive.NONE}
    said = [motive_text(idlib_layout, OrderReason(motive=m.name.lower(), value=8412)) for m in TEXTS]
    assert len(set(said)) == len(said)
    assert all(line and "{" not in line and not line.endswith(".") for line in said)
    assert motive_text(idlib_layout, OrderReason(motive="none")) == ""


@pytest.mark.parametrize(
    ("motive", "value", "text"),
    [
        (Motive.OWN_DEAD, 53, "own dead unanswered: 53"),
        (Motive.BRINK_NEAR, 8412, "the brink is near: tension 84.1"),
        (Motive.POST_RUNS_SHORT, 800, "stock of the post: 8.0 days"),
        (Motive.COLUMN_FAVOURABLE, 69, "the column is good enough: +0.69"),
        (Motive.CAUSE_GOOD, 7800, "there is cause enough for war: 78 %"),
        (Motive.WAR_OPENED, 5, "the dead have been answered: rung 5 (open Turkish-Syrian hostilities)"),
        (Motive.RIGHT_TO_ANSWER, 8, "fire is answered; the right lasts until 4 February"),
        (Motive.ENEMY_MASSED, 1565, "most of the enemy in range stand there: 1.56 battalions"),
        (Motive.BORDER_MANAGED, 200, "those who flee are let in under control: 20,000 people"),
    ],
)
def test_numbers_are_in_the_units_of_the_screen(idlib_layout, motive, value, text):
    assert motive_text(idlib_layout, OrderReason(motive=motive.name.lower(), value=value)) == text


def test_a_motive_of_a_later_version_is_shown_as_it_stands(idlib_layout):
    assert motive_text(idlib_layout, OrderReason(motive="hears_a_rumour", value=3)) == "hears a rumour"
    sheet = OrderSheet.model_validate_json(
        '{"team":"ankara","orders":[{"type":"ladder","rung":3}],"reasons":[{"motive":"hears_a_rumour"}]}'
    )
    [row] = order_rows(idlib_layout, sheet)
    assert (row.why, row.why_value) == (0, 0)


def test_reasons_come_back_from_rows_and_go_into_them(idlib_layout):
    for team, name in enumerate(TEAMS):
        rows = historical(idlib_layout.world, idlib_layout.start, team, 7)
        sheet = sheet_of(idlib_layout, name, rows)
        assert len(sheet.reasons) == len(sheet.orders) >= 2
        assert order_rows(idlib_layout, sheet) == rows
        assert OrderSheet.model_validate_json(sheet.model_dump_json()) == sheet


def test_as_many_reasons_as_orders_or_none():
    order = {"type": "ladder", "rung": 3}
    reason = {"motive": "own_dead", "value": 4}
    for reasons in ([reason, reason], [reason] * 65, [{"motive": "own dead"}], [{**reason, "more": 1}]):
        with pytest.raises(ValidationError):
            OrderSheet.model_validate_json(
                json.dumps({"team": "ankara", "orders": [order], "reasons": reasons})
            )


def test_the_sheet_of_a_person_is_written_as_it_always_was():
    assert list(OrderSheet(team="ankara").model_dump(mode="json")) == ["team", "orders", "intent", "author"]


def test_reasons_are_kept_with_the_sealed_sheet_for_the_team_and_the_white_cell(played):
    _, journal = played
    found = sealed(journal)
    assert len(found) == 12
    for entry in found:
        sheet = entry.payload["sheet"]
        assert len(sheet["reasons"]) == len(sheet["orders"])
        assert entry.audience == 8 | 1 << TEAMS.index(entry.seat)


def test_only_the_own_team_and_the_white_cell_read_them(played):
    session, _ = played
    for position in (session.at(2), session.at(4)):
        everything = position.view("white").motives
        assert {each.team for each in everything} == set(TEAMS)
        for team in TEAMS:
            own = position.view(team).motives
            assert own == tuple(each for each in everything if each.team == team) != ()
            rest = position.view(team).model_dump_json(exclude={"motives", "sheet"})
            assert not any(each.sentence in rest for each in everything if each.team != team)
    assert session.view("white").motives == session.at(4).motives("white")
    assert session.at(0).motives("white") == ()


def test_a_session_taken_up_again_tells_the_same(played, idlib):
    session, journal = played
    again = resume(idlib, journal)
    assert [again.at(turn).motives("white") for turn in range(5)] == [
        session.at(turn).motives("white") for turn in range(5)
    ]


def test_a_save_without_reasons_opens_and_ends_alike(played, idlib):
    session, journal = played
    older = ListJournal()
    for turn in range(session.turn):
        entries = [entry for entry in journal.entries() if entry.turn == turn]
        kept = []
        for entry in entries:
            payload = json.loads(canonical(dict(entry.payload)))
            if entry.kind == "orders_sealed":
                del payload["sheet"]["reasons"]
                assert upcast("orders_sealed", 1, payload) == payload
            kept.append(entry.model_copy(update={"payload": payload}))
        older.commit(kept, journal.record(turn))
    opened = resume(idlib, older)
    assert opened.digest == session.digest
    assert opened.view("white").motives == ()
    assert version_of("orders_sealed") == 3
    assert opened.adjudicate().digest == resume(idlib, _copy(journal)).adjudicate().digest


def _copy(journal):
    made = ListJournal()
    turns = sorted({entry.turn for entry in journal.entries()})
    for turn in turns:
        made.commit([entry for entry in journal.entries() if entry.turn == turn], journal.record(turn))
    return made


def test_a_sheet_that_a_person_changed_gives_no_reasons(idlib):
    session = new_session(idlib, 7)
    drafted = session.submit("ankara", historical)
    assert drafted.reasons
    meant = drafted.model_copy(update={"intent": "as the bot has it"})
    assert session.submit("ankara", meant).reasons == drafted.reasons
    assert session.submit("ankara", "statement warn moscow").reasons == ()
    session.submit("ankara", historical)
    assert session.withdraw("ankara", 1).reasons == ()
