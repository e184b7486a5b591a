"""The outcomes of a turn as rows: every kind of the groups has a shape; nothing is left unsaid."""

from __future__ import annotations

from conftest import layout

from wargame.bots import STYLES
from wargame.play.session import new_session
from wargame.play.told import told
from wargame.rules.codes import EventKind
from wargame.tui.names import Names
from wargame.tui.outcomes import GROUPS, SHAPES, grouped, merged, outcome


def after(turns):
    session = new_session(layout(), seed=7)
    for _ in range(turns):
        for team in ("ankara", "moscow", "damascus"):
            session.submit(team, STYLES["historical"])
        session.adjudicate()
    return session.view("white"), Names(session.scenario)


def test_every_kind_of_the_groups_has_a_shape():
    kinds = {kind for _, kinds in GROUPS for kind in kinds}
    assert kinds - set(SHAPES) == {"attack", "captured"}


def test_all_events_of_a_turn_are_told():
    for turns in (1, 4):
        view, names = after(turns)
        groups = grouped(view, names)
        shown = {row.number for _, rows in groups for row in rows}
        battles = [event for event in view.events if event.kind == "captured"]
        assert {event.number for event in battles} <= shown
        for event in view.events:
            row = outcome(event, names)
            assert row.what
            assert "{" not in row.what + row.result


def test_a_team_reads_of_troops_and_changed_orders_in_words():
    """RB 8.3, 7.2: a group without a name, dead that are estimated, an order that reality changed."""
    where = layout().names.place
    f = layout().names.formation["nlf_saraqib"]
    facts = [
        (0, 8, EventKind.MOVED, f, where["saraqib"], where["sarmin"], 0, -1),
        (0, 8, EventKind.ORDER_CHANGED, 2, 3, 3, 8, -1),
        (0, 10, EventKind.ORDER_CHANGED, 2, 4, 0, 12, -1),
        (0, 13, EventKind.TROOPS_HIT, where["saraqib"], 0, 10, -1, -1),
    ]
    names = Names(layout().scenario)
    rows = [outcome(event, names) for event in told(layout(), 1, facts, [], None, 7, "damascus")]
    assert [(row.what, row.result) for row in rows[:3]] == [
        ("troops of NLF", "at Sarmin"),
        ("Order 3", "done as attack: contact"),
        ("Order 4", "not done: place lost"),
    ]
    assert rows[3].result.startswith("about ")


def test_repeated_rows_are_counted():
    view, names = after(1)
    rows = [outcome(event, names) for event in view.events if event.kind == "place_struck"]
    assert len(rows) > len(merged(rows))
    assert any(row.result.endswith("×3") for row in merged(rows))
