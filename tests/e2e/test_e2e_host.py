"""Four real terminals: the facilitator hosts, three teams join by PIN, and three turns are played."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import threading
import time
from pathlib import Path

import pytest
from terminal import ROOT, Terminal, wargame

SCENARIO = str(ROOT / "scenarios" / "idlib_2020.toml")
TEAMS = ("ankara", "moscow", "damascus")
pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="looks for its processes in /proc")
SIZE = (120, 40)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Table:
    """A facilitator and teams, each in a terminal with a home of its own."""

    def __init__(self, tmp_path, port):
        self.tmp_path, self.port = tmp_path, port
        self.terminals = []
        self.pids = []

    def open(self, name, arguments):
        home = self.tmp_path / name
        home.mkdir(exist_ok=True)
        made = Terminal(arguments, SIZE, home=home, cwd=self.tmp_path)
        self.terminals.append(made)
        return made

    def host(self, *arguments):
        white = self.open("white", wargame("host", *arguments, "--port", str(self.port)))
        white.until("Enter opens")
        self.pins = {
            seat: found.group(1)
            for seat in (*TEAMS, "white")
            if (found := re.search(rf"{seat}\s+([0-9A-Z]{{4}}-[0-9A-Z]{{4}})", white.text()))
        }
        self.where = re.search(r"wargame join (\S+) PIN", white.text()).group(1)
        white.press("enter")
        white.until("LOBBY")
        return white

    def join(self, team, *more):
        name = f"person {team}"
        made = self.open(team, wargame("join", self.where, self.pins[team], "--name", name, *more))
        made.until("has not begun")
        return made

    def all_until(self, words, *terminals):
        """Read from all of them until each shows these words: none is left to fill its pipe."""
        end = time.monotonic() + 90
        waiting = list(terminals)
        while waiting:
            assert time.monotonic() < end, f"{words!r} is missing:\n{waiting[0].text()}"
            for terminal in self.terminals:
                terminal.read(0.05)
            waiting = [terminal for terminal in waiting if words not in terminal.text()]

    def close(self):
        for terminal in self.terminals:
            terminal.child.close(force=True)
        for pid in served(self.port):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)


def served(port):
    """Process ids of the servers that were started on this port by this test."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError):
                with open(f"/proc/{name}/cmdline", "rb") as file:
                    words = file.read().decode(errors="replace").split("\0")
                if "serve" in words and str(port) in words:
                    found.append(int(name))
    return found


@pytest.fixture
def table(tmp_path):
    made = Table(tmp_path, free_port())
    yield made
    made.close()


@pytest.mark.slow
def test_a_facilitator_and_three_teams_play_three_turns(table, tmp_path):
    white = table.host(SCENARIO, "--name", "evening")
    teams = {team: table.join(team) for team in TEAMS}
    white.press("e")
    white.until("Begin the exercise?")
    white.press("y")
    for turn in (1, 2, 3):
        table.all_until(f"turn {turn}/13", white)
        for terminal in teams.values():
            if turn > 1:
                table.all_until(f"Turn {turn - 1} resolved", terminal)
                terminal.press("e")
        table.all_until(f"turn {turn}/13", *teams.values())
        table.all_until("PLANNING", *teams.values())
        if turn == 1:
            teams["ankara"].press(":", "proxy_task nlf hold saraqib", "enter")
            table.all_until("1 of 9 command points", teams["ankara"])
        for terminal in teams.values():
            terminal.press("e")
            table.all_until("Seal the order sheet?", terminal)
            terminal.press("y")
    table.all_until("turn 4/13", white)
    table.all_until("Turn 3 resolved", *teams.values())
    for terminal in (*teams.values(), white):
        terminal.press("q")
    for terminal in (*teams.values(), white):
        assert terminal.finish() == 0
        assert terminal.left_clean() == []
    assert (tmp_path / "saves" / "evening.wargame").exists()
    assert len(served(table.port)) == 1  # the session outlives its screens
    kept = (tmp_path / "saves" / "evening.wargame").read_bytes()
    assert not any(pin.replace("-", "").encode() in kept for pin in table.pins.values())


@pytest.mark.slow
def test_the_session_survives_the_death_of_screens_and_of_the_server(table):
    pytest.importorskip("cryptography")
    white = table.host(SCENARIO, "--name", "storm", "--tls")
    moscow = table.join("moscow")
    white.press("e", "y")
    table.all_until("turn 1/13", moscow)
    moscow.child.kill(signal.SIGKILL)
    moscow = table.open("moscow", wargame("join", "--last"))
    table.all_until("turn 1/13", moscow)
    first = served(table.port)
    assert len(first) == 1
    os.kill(first[0], signal.SIGKILL)
    table.all_until("NOT CONNECTED", moscow)
    end = time.monotonic() + 60
    while served(table.port) in ([], first):
        assert time.monotonic() < end
        for terminal in table.terminals[:1] + table.terminals[2:]:
            terminal.read(0.05)
    back = threading.Event()
    while "NOT CONNECTED" in moscow.text() and not back.is_set():
        assert time.monotonic() < end + 30
        moscow.read(0.1)
        white.read(0.1)
    moscow.press("e")
    table.all_until("Seal the order sheet?", moscow)
    moscow.press("y")
    table.all_until("Your orders are sealed", moscow)
