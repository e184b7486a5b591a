"""The explanation of a battle adds up to the column that all are told, whatever its reader may not know."""

from __future__ import annotations

import asyncio
import re

import pytest
from conftest import layout, press

from wargame.bots import STYLES
from wargame.play.session import new_session
from wargame.tui.draw_pane import band_of
from wargame.tui.session_desk import SessionDesk
from wargame.tui.waterfall import changes, in_words, waterfall


@pytest.fixture(scope="module")
def fought():
    """A session of bots after three turns."""
    session = new_session(layout(), seed=7)
    for _ in range(3):
        for team in ("ankara", "moscow", "damascus"):
            session.submit(team, STYLES["historical"])
        session.adjudicate()
    return session


def battles(session, seat):
    for turn in range(1, session.last.turn + 1):
        for event in session.at(turn).last.told(seat):
            column = [reason for reason in event.reasons if reason.kind == "column_line"]
            if column:
                yield event, column


def words_of(line):
    return "".join(words for words, _ in line)


@pytest.mark.parametrize("seat", ["ankara", "damascus", "white"])
def test_the_rows_come_to_the_column_that_was_told(fought, seat):
    found = hidden = 0
    for event, column in battles(fought, seat):
        assert event.shift == event.fields["column"]
        rows = [words_of(line).split() for line in waterfall(column, event.shift, 100) if line]
        amounts = []
        for row in rows[1:]:
            numbers = [word for word in row if (word[:1] in "+-" and word[1:2].isdigit()) or word == "0.00"]
            if numbers:
                amounts.append((row[0], round(float(numbers[0]) * 100)))
        assert amounts[-1] == ("net", event.shift)
        assert sum(amount for _, amount in amounts[:-1]) == event.shift
        found += 1
        hidden += any(name == "?" for name, _ in amounts)
    assert found > 10
    assert (hidden > 0) == (seat != "white")


@pytest.mark.parametrize("seat", ["ankara", "damascus", "white"])
def test_the_drawn_number_falls_into_the_band_that_happened(fought, seat):
    desk = SessionDesk(fought)
    for event, _ in battles(fought, seat):
        drawn = next(reason.amount for reason in event.reasons if reason.kind == "band")
        assert band_of(desk.chances(event.shift), drawn) == event.fields["outcome"]


def test_what_is_not_known_is_named(fought):
    event, column = next(
        (event, column) for event, column in battles(fought, "damascus") if any(r.detail for r in column)
    )
    assert "Not known to you: cohesion of the defenders and supply of the defenders." in in_words(
        column, event.shift
    )
    for event, column in battles(fought, "white"):
        assert "Not known" not in in_words(column, event.shift)


def test_what_would_have_changed_it_leaves_one_line_out(fought):
    desk = SessionDesk(fought)
    for event, column in battles(fought, "white"):
        lines = [words_of(line) for line in changes(column, event.shift, desk.chances, 100)]
        largest = max((r for r in column if r.amount), key=lambda r: abs(r.amount))
        assert lines[1].strip().startswith(f"without {largest.label}")
        before, after = (int(number) for number in re.findall(r"(\d+) %", lines[1]))
        assert (after < before) == (largest.amount > 0) or after == before
        exact = sum(desk.chances(event.shift - largest.amount)[2:])
        assert abs(after * 100 - exact) <= 50


def test_the_report_shows_them_under_the_waterfall(make):
    async def run():
        app = make(["damascus"], 3)
        app.reported = set()
        async with app.run_test(size=(160, 45)) as pilot:
            await pilot.pause(0.3)
            await press(pilot, "enter")
            shown = app.screen.query_one("#why").as_text()
            assert "What would have changed it" in shown
            assert "net shift" in shown

    asyncio.run(run())
