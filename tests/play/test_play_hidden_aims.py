"""RB 21.9. Hidden aims: the own team and the white cell read them, the others at the end, no byte before."""

from __future__ import annotations

import json

import pytest

import wargame as wg
from wargame import opening
from wargame.model.orders import TEAMS
from wargame.play.layout import lay_out
from wargame.play.results import score_lines
from wargame.play.seat_scenario import seat_scenario
from wargame.play.session import new_session
from wargame.play.text_map import text_map
from wargame.rules.codes import EndCause
from wargame.rules.tables import copied

BOTS = dict.fromkeys(TEAMS, wg.bots.historical)


@pytest.fixture(scope="module")
def secret(root):
    """The scenario with one hidden aim each, every hidden aim of a team with its own canary."""
    scenario = opening.load(root / "scenarios" / "idlib_2020.toml", {"weights": "hidden_aims"})
    return canaries(scenario, "")


def canaries(scenario, word):
    aims = tuple(
        aim.model_copy(update={"title": f"Canary {aim.team}{word}", "measure": f"Canary {aim.team}{word}"})
        if aim.hidden
        else aim
        for aim in scenario.war_aims
    )
    return scenario.model_copy(update={"war_aims": aims})


def played(scenario, turns=2):
    session = new_session(lay_out(scenario), 7, bots=BOTS)
    for _ in range(turns):
        session.adjudicate()
    return session


def bytes_for(session, seat):
    """Everything that a seat is shown: views of every turn with their events, maps, and its scenario."""
    positions = [session, *(session.at(turn) for turn in range(session.turn))]
    views = [position.view(seat) for position in positions]
    parts = [view.model_dump_json() + text_map(view, session.scenario) for view in views]
    return "".join(parts) + seat_scenario(session.scenario, seat, ()).model_dump_json()


def test_a_hidden_aim_reaches_its_team_and_the_white_cell_alone(secret):
    session = played(secret)
    for seat in (*TEAMS, "white"):
        shown = bytes_for(session, seat)
        for team in TEAMS:
            assert (f"Canary {team}" in shown) == (seat in (team, "white")), (seat, team)


def test_what_others_hide_changes_no_byte(secret):
    other = secret.model_copy(
        update={
            "war_aims": tuple(
                aim.model_copy(update={"when": "rung <= 9", "half": "operational"}) if aim.hidden else aim
                for aim in canaries(secret, " changed").war_aims
            )
        }
    )
    first, second = played(secret), played(other)
    for seat in TEAMS:
        mine = {s: bytes_for(s, seat) for s in (first, second)}
        assert mine[first] != mine[second], "the own aims did change, and the comparison sees it"
    for seat in TEAMS:
        aims = tuple(
            new if new.hidden and new.team != seat else old
            for old, new in zip(secret.war_aims, other.war_aims, strict=True)
        )
        third = played(secret.model_copy(update={"war_aims": aims}))
        assert bytes_for(third, seat) == bytes_for(first, seat), seat
        assert bytes_for(third, "white") != bytes_for(first, "white")


def test_the_view_has_the_drawn_one_with_its_weight_and_the_chosen_set(secret):
    session = new_session(lay_out(secret), 7)
    for team in TEAMS:
        view = session.view(team)
        hidden = [line for line in view.scores if line.hidden]
        assert [(line.team, line.weight) for line in hidden] == [(team, 4)]
        assert sum(line.weight for line in view.scores) == 100
        assert view.weighing == "One hidden aim each"
    assert sum(line.hidden for line in session.view("white").scores) == 3


def test_the_end_reveals_them(secret):
    session = played(secret, 1)
    board = copied(session.board)
    board.tracks[0].ended = EndCause.WHITE_CELL.value
    from wargame.play.position import Position, Turn

    last = Turn(session.layout, 1, "", (), (), seed=7)
    ended = Position(session.layout, last, board, ())
    for seat in TEAMS:
        lines = ended.view(seat).scores
        assert {line.team for line in lines if line.hidden} == set(TEAMS)
        assert all(line.reason for line in lines)


def test_without_a_set_nothing_is_new(idlib_layout):
    """Defaults give the scores of the rulebook: the thirty lines, as they weigh."""
    lines = score_lines(idlib_layout, idlib_layout.start, 7)
    plain = [aim for aim in idlib_layout.scenario.war_aims if aim.when is None]
    assert [(line.line, line.weight) for line in lines] == [(aim.line, aim.weight) for aim in plain]
    assert not any(line.hidden for line in lines)
    assert idlib_layout.scenario.weighing is None


@pytest.mark.parametrize("name", ["people_first", "talks_first", "stated_aims", "hidden_aims"])
def test_every_set_can_be_chosen_and_is_kept_by_a_save(root, tmp_path, name):
    scenario = opening.load(root / "scenarios" / "idlib_2020.toml", {"weights": name})
    path = tmp_path / "kept.wargame"
    session = opening.new_session(scenario, 3, path, BOTS)
    session.adjudicate()
    scores = session.scores
    session.journal.close()
    again = opening.read(path)
    assert again.scenario.weighing == name
    assert again.scores == scores
    for team in TEAMS:
        for half in ("operational", "political"):
            mine = [line for line in again.view("white").scores if (line.team, line.half) == (team, half)]
            assert sum(line.weight for line in mine) == 50, (team, half)
    assert json.loads(again.view("ankara").model_dump_json())["weighing"] == again.view("white").weighing
