"""Through a real terminal and the command line: a turn by keys, one by mouse, all left as found."""

from __future__ import annotations

import os
import signal

import pytest
from terminal import ROOT, Terminal, wargame

SCENARIO = str(ROOT / "scenarios" / "idlib_2020.toml")


def played(tmp_path, *more, size=(120, 40), seat="ankara", env=None):
    save = tmp_path / "game.wargame"
    arguments = wargame("play", SCENARIO, "--seat", seat, "--seed", "7", "--save", str(save), *more)
    return Terminal(arguments, size, env, home=tmp_path), save


@pytest.mark.slow
def test_a_turn_by_keys_only(tmp_path):
    terminal, save = played(tmp_path)
    terminal.until("turn 1/13")
    terminal.press("n", "o")
    terminal.until("convoy supply op_1")
    terminal.press("enter")
    terminal.until("add to the sheet")
    terminal.press("enter")
    terminal.until("1 of 9 command points")
    terminal.press(":", "proxy_task nlf hold saraqib", "enter")
    terminal.until("2 of 9 command points")
    terminal.press("e")
    terminal.until("Seal the order sheet?")
    terminal.press("y")
    terminal.until("Turn 1 resolved")
    terminal.press("e")
    terminal.until("turn 2/13")
    terminal.press("q")
    assert terminal.finish() == 0
    assert terminal.left_clean() == []
    assert save.exists()


@pytest.mark.slow
def test_a_turn_by_mouse_only(tmp_path):
    terminal, save = played(tmp_path, size=(160, 45))
    terminal.until("turn 1/13")
    terminal.click(*terminal.find("o Order"))
    terminal.until("proxy_task")
    for word in ("proxy_task", "nlf", "hold", "saraqib"):
        column, row = terminal.find(f" {word} ")
        terminal.click(column + 2, row)
    terminal.until("add to the sheet")
    column, row = terminal.find(" ↵ Add ")
    terminal.click(column + 2, row)
    terminal.until("1 of 9 command points")
    terminal.click(*terminal.find("e Seal"))
    terminal.until("Seal the order sheet?")
    column, row = terminal.find("  Seal ")
    terminal.click(column + 3, row)
    terminal.until("Turn 1 resolved")
    terminal.click(*terminal.find("e Go on"))
    terminal.until("turn 2/13")
    terminal.click(*terminal.find("q Quit"))
    assert terminal.finish() == 0
    assert terminal.left_clean() == []
    assert save.exists()


@pytest.mark.slow
def test_a_terminal_that_only_prints_gets_lines(tmp_path):
    terminal, save = played(tmp_path, env={"TERM": "dumb"})
    terminal.until("ankara, turn 1>")
    assert "Type help for what can be typed." in terminal.text()
    terminal.press(*"statement warn moscow", "enter")
    terminal.until("Your draft has 1 order.")
    terminal.press(*"quit", "enter")
    assert terminal.finish() == 0
    assert save.exists()


@pytest.mark.slow
def test_ctrl_c_leaves_the_terminal_as_found(tmp_path):
    terminal, _ = played(tmp_path, size=(80, 24))
    terminal.until("turn 1/13")
    terminal.press(":", "saa", "ctrl+c")
    terminal.finish()
    assert terminal.left_clean() == []


CRASH = """
import sys
from wargame import opening
from wargame.play.session import new_session
from wargame.tui import app
from wargame.tui.seat_screen import SeatScreen
from wargame.tui.session_desk import opened
def broken(self):
    {deed}
SeatScreen.action_ui_copy = broken
app.play(opened(new_session(opening.load(sys.argv[1]), 7)), ["ankara"])
"""


@pytest.mark.slow
@pytest.mark.parametrize("deed", ["1 / 0", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"])
def test_a_crash_and_a_kill_leave_the_terminal_as_found(tmp_path, deed):
    program = tmp_path / "crash.py"
    program.write_text(CRASH.format(deed=deed))
    terminal = Terminal([str(program), SCENARIO], (80, 24), home=tmp_path)
    terminal.until("turn 1/13")
    assert b"\x1b[?1049h" in terminal.raw
    terminal.press("y")
    assert terminal.finish() != 0
    assert terminal.left_clean() == []


@pytest.mark.slow
def test_a_terminate_signal_leaves_the_terminal_as_found(tmp_path):
    terminal, _ = played(tmp_path, size=(80, 24))
    terminal.until("turn 1/13")
    os.kill(terminal.child.pid, signal.SIGTERM)
    terminal.finish()
    assert terminal.left_clean() == []


@pytest.mark.slow
@pytest.mark.parametrize("color", ["256", "16", "none"])
def test_depths_of_colour_write_no_more_than_they_may(tmp_path, color):
    terminal, _ = played(tmp_path, "--color", color, size=(80, 24))
    terminal.until("turn 1/13")
    terminal.press("q")
    terminal.finish()
    assert b"\x1b[38;2;" not in terminal.raw
    assert b";48;2;" not in terminal.raw
    if color == "16":
        assert b"38;5;" not in terminal.raw
        assert b"48;5;" not in terminal.raw


@pytest.mark.slow
def test_ascii_glyphs_write_ascii_only(tmp_path):
    terminal, _ = played(tmp_path, "--glyphs", "ascii", size=(80, 24))
    terminal.until("turn 1/13")
    terminal.press("?", "escape", "q")
    terminal.finish()
    assert terminal.raw.decode("ascii")
