"""Why bots gave their orders, as rows of the panes that show it."""

from __future__ import annotations

from conftest import layout

from wargame.bots import STYLES
from wargame.play.session import new_session
from wargame.tui.motive_rows import motive_rows


def words(rows):
    return "\n".join("".join(part for part, _ in line) for row in rows for line in row.lines)


def test_an_order_a_row_with_its_motive_and_nothing_to_choose():
    session = new_session(layout(), 7, bots=dict.fromkeys(("ankara", "moscow"), STYLES["historical"]))
    session.adjudicate()
    rows = motive_rows(session.view("white"), 60)
    told = session.view("white").motives
    assert len(rows) == 1 + len(told) > 4
    assert all(row.key is None for row in rows)
    assert "Orders of bots, and why" in words(rows)
    assert all(each.sentence.split()[0] in words(rows) for each in told)
    assert "MOS " not in words(motive_rows(session.view("ankara"), 60))
    assert motive_rows(session.view("damascus"), 60) == []


def test_rows_keep_to_the_width():
    bots = dict.fromkeys(("ankara", "moscow", "damascus"), STYLES["cautious"])
    session = new_session(layout(), 7, bots=bots)
    session.adjudicate()
    for width in (24, 40, 100):
        for line in words(motive_rows(session.view("white"), width)).split("\n"):
            assert len(line) <= width
