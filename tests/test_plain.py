"""One team in lines of text: the session, rules and save behind the screens, and nothing hidden told."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from wargame import opening
from wargame.cli import main
from wargame.commands import plain_text
from wargame.commands.plain import Plain
from wargame.play.session import new_session
from wargame.tui.names import Names
from wargame.tui.session_desk import SessionDesk

IDLIB = "scenarios/idlib_2020.toml"


def answers(*lines):
    """What types these lines, then ends the input."""
    left = list(lines)

    def ask(prompt):
        if not left:
            raise EOFError
        return left.pop(0)

    return ask


@pytest.fixture
def session(root):
    from wargame.bots import STYLES

    bots = {"ankara": STYLES["historical"], "moscow": STYLES["historical"]}
    return new_session(opening.load(root / IDLIB), 7, bots=bots)


@pytest.fixture
def typed(session, capsys):
    """Plays lines as Damascus, and gives what was printed."""

    def play(*lines):
        capsys.readouterr()
        Plain(SessionDesk(session), "damascus", answers(*lines)).play()
        return capsys.readouterr().out

    return play


def test_an_order_is_previewed_added_listed_and_taken_out(session, typed):
    out = typed("saa_25_a attack maarat_al_numan", "orders")
    assert "Column +" in out
    assert "Each day: repulse " in out
    assert "Added: saa_25_a attack maarat_al_numan. Your draft has 1 order." in out
    assert "1. saa_25_a attack maarat_al_numan\n1 of 10 command points are used." in out
    assert len(session.draft("damascus").orders) == 1
    assert "Taken out: saa_25_a attack maarat_al_numan." in typed("drop 1")
    assert session.draft("damascus").orders == ()


def test_what_is_refused_says_why_and_adds_nothing(session, typed):
    out = typed(
        "saa_25_a attack saraqib", "nonsense", "try saa_25_a attack saraqib", "drop 3", "why 99", "read x"
    )
    assert "Not done: saa_25_a attack saraqib: the target is neither next to" in out
    assert "Not done: no order or formation is called 'nonsense'" in out
    assert "It would be refused: the target is neither" in out
    assert "There is no order '3'" in out
    assert "no outcome '99'" in out
    assert "No heading is called 'x'" in out
    assert session.draft("damascus").orders == ()


def test_a_turn_is_sealed_resolved_reported_and_explained(session, typed):
    out = typed("saa_25_a attack maarat_al_numan", "seal", "no", "seal", "yes")
    assert session.turn == 2
    assert "9 of 10 command points are left; they lapse." in out
    assert "What happened." in out
    assert "Turn 2 of 13" in out
    attack = next(event for event in session.view("damascus").events if event.kind == "attack")
    assert f"{attack.number}. " in out
    told = typed(f"why {attack.number}")
    assert attack.sentence in told
    assert f"The column was {attack.shift / 100:+.2f} shifts." in told


def test_talks_are_asked_for_and_act_at_once(session, typed):
    assert "Sent" not in typed("offer ankara protocol_2020_03_05", "no")
    assert not [e for e in session.journal.entries() if e.kind == "talk_sent"]
    out = typed("offer ankara protocol_2020_03_05", "yes", "read agreements")
    assert "Sent; it has number" in out
    assert [e.seat for e in session.journal.entries() if e.kind == "talk_sent"] == ["damascus"]
    assert session.draft("damascus").orders == ()


def test_every_heading_is_read_alone_and_all_together(typed, session):
    view, names = session.view("damascus"), Names(session.scenario)
    sections = plain_text.sections(view, names)
    everything = typed("read all")
    for number, section in enumerate(sections, 1):
        for wanted in (number, section.word):
            out = typed(f"read {wanted}")
            assert f"\n{section.title}.\n" in out
        for line in section.lines:
            assert line in everything


def test_words_map_and_find(typed):
    assert "attack" in typed("words saa_25_a").splitlines()[-1]
    assert "= M4" in typed("map")
    assert "[saraqib]" in typed("find Saraqib")
    assert "Nothing is called 'atlantis'." in typed("find atlantis")


def test_all_thirteen_turns_and_the_end(session, typed):
    out = typed(*(("seal", "yes") * 13))
    assert session.over
    assert "The exercise has ended." in out
    for team in ("Ankara", "Moscow", "Damascus"):
        assert f"{team}: " in out.split("The exercise has ended.")[1]


def test_nothing_is_drawn_and_no_escape_is_printed(typed):
    out = typed("help", "read all", "map", "seal", "yes", "read all")
    assert not set(out) & set("\x1b\r│─┌└█▄░")


def test_what_a_team_may_not_know_is_not_read_to_it(session, typed):
    """The names of formations of the other side are in no line unless the view has them."""
    typed("seal", "yes", "seal", "yes")
    out = typed("read all")
    shown = {unit.id for unit in session.view("damascus").formations}
    hidden = {unit.id for unit in session.scenario.formations} - shown
    assert hidden
    assert not [name for name in hidden if name in out.split()]


def test_the_command_keeps_the_draft_and_goes_on(root, tmp_path):
    def run(lines, *arguments):
        return subprocess.run(
            [sys.executable, "-m", "wargame", "play", *arguments],
            cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, input=lines, text=True,
            capture_output=True, timeout=120, check=False,
        )  # fmt: skip

    path = str(tmp_path / "a.wargame")
    first = run("elephant\ndamascus\nsaa_25_a posture rest\nquit\n", IDLIB, "--plain", "--save", path)
    assert first.returncode == 0, first.stderr
    assert "'elephant' is no team." in first.stdout
    assert "continue with `wargame play --plain --seat damascus" in first.stderr
    again = run("orders\n", path, "--plain", "--seat", "damascus")
    assert "1. saa_25_a posture rest" in again.stdout
    assert main(["verify", path]) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--seat", "ankara", "moscow"], "--plain plays one team"),
        (["--seat", "white"], "--plain plays one team"),
        (["--seat", "ankara", "--to-turn", "3"], "--to-turn"),
    ],
)
def test_bad_options_are_told(root, monkeypatch, capsys, arguments, said):
    monkeypatch.chdir(root)
    assert main(["play", IDLIB, "--plain", *arguments]) == 2
    assert said in capsys.readouterr().err
