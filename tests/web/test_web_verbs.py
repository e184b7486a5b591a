"""`wargame host --web` on the command line."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from wargame.cli import parser
from wargame.commands import host
from wargame.commands.serve import Doors

ROOT = Path(__file__).resolve().parents[2]
SCENARIO = str(ROOT / "scenarios" / "idlib_2020.toml")
WITHOUT = "import sys; sys.modules['textual_serve'] = None; from wargame.cli import main; sys.exit(main())"
PINS = {"white": "AAAAAAAA", "ankara": "BBBBBBBB"}


def command(tmp_path, *arguments):
    env = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(tmp_path / "state")}
    return subprocess.Popen(
        [sys.executable, *arguments], cwd=tmp_path, env=env, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.parametrize("verb", ["host", "serve"])
def test_without_the_extra_one_line_names_it_and_nothing_is_written(tmp_path, verb):
    process = command(tmp_path, "-c", WITHOUT, verb, SCENARIO, "--web")
    _, told = process.communicate(timeout=60)
    assert process.returncode == 2
    assert told == "wargame: --web needs the extra: pip install 'wargame-ttx[web]'\n"
    assert not (tmp_path / "saves").exists()


def test_serve_tells_the_port_of_its_door(tmp_path):
    pytest.importorskip("textual_serve")
    process = command(
        tmp_path,
        "-m",
        "wargame",
        "serve",
        SCENARIO,
        "--name",
        "one",
        "--port",
        "0",
        "--web",
        "--web-port",
        "0",
    )
    held = json.loads(process.stdout.readline())
    assert held["web"] not in (0, held["port"])
    line = http.client.HTTPConnection("127.0.0.1", held["web"], timeout=30)
    line.request("GET", "/")
    assert line.getresponse().status == 200
    line.close()
    taken = command(
        tmp_path, "-m", "wargame", "serve", SCENARIO, "--name", "two", "--port", "0", "--web",
        "--web-port", str(held["web"]),
    )  # fmt: skip
    _, told = taken.communicate(timeout=60)
    assert taken.returncode == 2
    assert told.startswith(f"wargame: port {held['web']}: ")
    assert len(told.splitlines()) == 1
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 0
    assert told == ""


def test_the_address_is_read_out_and_survives_a_restart():
    given = parser().parse_args(["host", SCENARIO, "--web", "--web-port", "9001"])
    words = host.told(given, Doors(9000, "", 9001), PINS, "x.wargame")
    assert "in a browser    http://127.0.0.1:9001/" in words
    assert "https://127.0.0.1:9001/" in host.told(given, Doors(9000, "0" * 20, 9001), PINS, "x.wargame")
    assert "browser" not in host.told(given, Doors(9000, "", 0), PINS, "x.wargame")
    child = host.Child(given)
    assert child._command()[-2:] == ["--web-port", "9001"]
    started = []
    child._spawn = started.append
    child.doors, child.save, child._process = Doors(9000, "", 9001), "x.wargame", _Died()
    child._watch()
    assert started[0] == ["x.wargame", "--port", "9000", "--web-port", "9001"]


class _Died:
    """A process that died once, and ended well the second time."""

    codes = iter((1, 0))

    def wait(self):
        return next(self.codes)
