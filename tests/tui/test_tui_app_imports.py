"""What the first paint of a seat loads, and what it leaves for later; looked at in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """
import asyncio, sys
from wargame import opening
from wargame.play.session import new_session
from wargame.tui.app import make_app
from wargame.tui.session_desk import opened

scenario = opening.load("scenarios/idlib_2020.toml")
app = make_app(opened(new_session(scenario, 7)), ["ankara"])

async def main():
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        print(" ".join(sorted(sys.modules)))

asyncio.run(main())
"""


def loaded():
    return set(printed(PROGRAM).split())


def printed(code):
    """What a program prints, run from the root of the project."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


def test_first_paint_loads_no_database_and_no_other_screen():
    modules = loaded()
    assert "wargame.tui.seat_screen" in modules
    assert not {"sqlmodel", "sqlalchemy"} & modules
    later = {"report_screen", "cell_screen", "replay_screen", "lobby_screen", "command_line", "find", "help"}
    assert not {f"wargame.tui.{name}" for name in later} & modules
    assert "wargame.play.preview" not in modules


def test_starting_the_screens_needs_no_textual_before_they_are_asked_for():
    code = "import sys, wargame.tui.app; print('textual' in sys.modules, 'rich' in sys.modules)"
    assert printed(code).split() == ["False", "False"]


OPENING = """
import asyncio, sys
from wargame.errors import UsageError
from wargame.tui.app import make_app

def opener():
    width = app.screen.query("Frame").first().size.width
    print("pydantic" in sys.modules, "wargame.play" in sys.modules, width)
    raise UsageError("no such thing")

app = make_app(opener, ["ankara"], title="idlib_2020.toml")

async def main():
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(1)

asyncio.run(main())
print(app.failure)
"""


def test_the_first_frame_stands_before_the_scenario_is_read():
    """The opener runs once the frame is there, and what it raises ends the screens with its text."""
    first, last = printed(OPENING).splitlines()
    assert first.split() == ["False", "False", "120"]
    assert last == "no such thing"
