"""Sessions and apps for the tests of the screens; the scenario is read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from wargame.bots import STYLES
from wargame.play.layout import lay_out
from wargame.play.session import new_session
from wargame.store.scenario_file import load_scenario
from wargame.tui.app import make_app
from wargame.tui.session_desk import opened as for_screens

ROOT = Path(__file__).resolve().parents[2]


@cache
def layout():
    return lay_out(load_scenario(ROOT / "scenarios" / "idlib_2020.toml"))


@cache
def base_map():
    return (ROOT / "scenarios" / "maps" / "nw_syria.toml").read_text()


@pytest.fixture
def session():
    """A fresh session."""
    return new_session(layout(), seed=7)


@pytest.fixture
def make(monkeypatch, tmp_path):
    """Makes an app for some seats, after some turns of bots."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")

    def made(seats, turns=0, color="truecolor", glyphs="unicode", replaying=False, **more):
        opened = new_session(layout(), seed=7)
        for _ in range(turns):
            for team in ("ankara", "moscow", "damascus"):
                opened.submit(team, STYLES["historical"])
                opened.seal(team)
            opened.adjudicate()
        app = make_app(for_screens(opened, base_map()), seats, color, glyphs, replaying=replaying, **more)
        return app

    return made


async def press(pilot, *keys):
    """Press keys one after the other, and let the screen settle."""
    for key in keys:
        await pilot.press(key)
    await pilot.pause()


async def type_line(pilot, line):
    """Type a text into what has the focus."""
    names = {" ": "space", "_": "underscore"}
    for char in line:
        await pilot.press(names.get(char, char))
    await pilot.pause()
