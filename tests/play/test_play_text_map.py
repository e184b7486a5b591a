"""The map as text: places where they belong, marks that mean what the key says, plain characters only."""

from __future__ import annotations

import pytest

from wargame.play.position import Position, Turn
from wargame.play.session import new_session
from wargame.play.text_map import KEY, text_map
from wargame.rules.codes import Control, PostState
from wargame.rules.tables import NOBODY, copied


def drawn(layout, board, seat="white", width=100):
    return text_map(
        Position(layout, Turn(layout, 0, "", (), ()), board, ()).view(seat), layout.scenario, width
    )


def emptied(layout):
    """The start without any formation or post."""
    board = copied(layout.start)
    for formation in board.formations:
        formation.place = NOBODY
    for post in board.posts:
        post.state = PostState.EVACUATED.value
    return board


def mark_of(text, name):
    """The character beside a name: left of it, or right of it."""
    for line in text.splitlines()[1:-2]:
        at = line.find(name)
        if at >= 0:
            left = line[at - 1] if at > 0 else " "
            right = line[at + len(name)] if at + len(name) < len(line) else " "
            return left if left in "gotnxGOTN^!" else right
    return None


@pytest.mark.parametrize("width", [20, 60, 100, 160])
def test_size_and_characters(idlib_layout, width):
    text = drawn(idlib_layout, idlib_layout.start, width=width)
    lines = text.splitlines()
    assert all(len(line) <= width for line in lines[1:-2])
    assert text.isascii()
    assert all(c.isprintable() for line in lines for c in line)
    assert tuple(lines[-2:]) == KEY
    assert not any(line != line.rstrip() for line in lines)


def test_silly_widths_are_bounded(idlib_layout):
    start = idlib_layout.start
    assert drawn(idlib_layout, start, width=-5) == drawn(idlib_layout, start, width=20)
    assert drawn(idlib_layout, start, width=10**9) == drawn(idlib_layout, start, width=400)


def test_a_letter_says_who_holds_a_place(idlib_layout):
    board = emptied(idlib_layout)
    row = idlib_layout.names.place["saraqib"]
    for control, letter in ((Control.GOVERNMENT, "g"), (Control.OPPOSITION, "o"), (Control.TURKISH, "t")):
        board.places[row].control = control.value
        assert mark_of(drawn(idlib_layout, board), "Saraqib") == letter


def test_troops_make_a_capital_and_both_sides_an_x(idlib_layout):
    board = emptied(idlib_layout)
    row = idlib_layout.names.place["saraqib"]
    sides = [facts.side for facts in idlib_layout.world.formations]
    board.formations[sides.index(1)].place = row
    board.formations[sides.index(1)].strength = 500
    assert mark_of(drawn(idlib_layout, board), "Saraqib") == "O"
    board.formations[sides.index(0)].place = row
    board.formations[sides.index(0)].strength = 500
    assert mark_of(drawn(idlib_layout, board), "Saraqib") == "x"


def test_posts(idlib_layout):
    board = emptied(idlib_layout)
    row = idlib_layout.names.place["saraqib"]
    board.posts[0].place = row
    for state, mark in ((PostState.OPEN, "^"), (PostState.BESIEGED, "!"), (PostState.OVERRUN, "o")):
        board.posts[0].state = state.value
        assert mark_of(drawn(idlib_layout, board), "Saraqib") == mark


def test_north_is_up_and_west_is_left(idlib_layout):
    lines = drawn(idlib_layout, emptied(idlib_layout)).splitlines()
    found = {}
    for name in ("Saraqib", "Aleppo", "Latakia"):
        number = next(n for n, line in enumerate(lines) if name in line)
        found[name] = number, lines[number].index(name)
    assert found["Aleppo"][0] < found["Saraqib"][0] < found["Latakia"][0]
    assert found["Latakia"][1] < found["Saraqib"][1] < found["Aleppo"][1]


def test_motorways_are_drawn(idlib_layout):
    body = "\n".join(drawn(idlib_layout, emptied(idlib_layout)).splitlines()[1:-2])
    assert body.count("=") > 10
    assert body.count(":") > 5


def test_a_team_reads_its_own_map_and_the_head_says_when(idlib_layout):
    session = new_session(idlib_layout, 7)
    assert session.map("ankara").splitlines()[0] == "Idlib 2020, ankara: turn 1 of 13, 2020-01-27"
    assert session.map("ankara", 60) != session.map("ankara", 100)
    board = copied(idlib_layout.start)
    board.tracks[0].ended = 2
    ended = Position(idlib_layout, Turn(idlib_layout, 4, "", (), ()), board, ()).view("white")
    assert text_map(ended, idlib_layout.scenario).splitlines()[0] == "Idlib 2020, white: after turn 4 of 13"
