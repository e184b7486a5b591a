"""`wargame host`, `join` and `serve` on the command line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest
from host_samples import ROOT, SCENARIO

from wargame.cli import parser
from wargame.commands import host, join
from wargame.errors import UsageError
from wargame.store import save as saves


def command(tmp_path, *arguments):
    env = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(tmp_path / "state")}
    return subprocess.Popen(
        [sys.executable, "-m", "wargame", *arguments], cwd=tmp_path, env=env, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_serve_says_where_it_listens_and_stops_when_told(tmp_path):
    process = command(
        tmp_path, "serve", str(SCENARIO), "--name", "one", "--port", "0", "--minutes", "14", "--missed", "bot"
    )
    held = json.loads(process.stdout.readline())
    assert held["port"] > 0
    assert set(held["pins"]) == {"ankara", "moscow", "damascus", "white", "observer"}
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert process.returncode == 0
    save = saves.read_save(tmp_path / "saves" / "one.wargame")
    settled = next(entry for entry in save.entries() if entry.kind == "policies_set")
    assert settled.payload["policies"]["planning_s"] == 840
    assert settled.payload["policies"]["missed"] == "bot"
    again = command(tmp_path, "serve", "saves/one.wargame", "--port", "0")
    assert json.loads(again.stdout.readline())["pins"] == held["pins"]
    second = command(tmp_path, "serve", "saves/one.wargame", "--port", "0")
    _, told = second.communicate(timeout=30)
    assert second.returncode == 2  # one file, one host
    assert len(told.strip().splitlines()) == 1
    again.terminate()
    again.communicate(timeout=30)


def test_hosting_without_a_terminal_prints_what_to_read_out(tmp_path):
    process = command(tmp_path, "host", str(SCENARIO), "--name", "two", "--port", "0")
    lines = []
    while not any("Only this machine" in line for line in lines):
        lines.append(process.stdout.readline())
        assert lines[-1], process.stderr.read()
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 0
    assert any(line.split()[:1] == ["ankara"] for line in lines)
    assert "saves/two.wargame" in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["host", "no_such_file"], "no such file"),
        (["host", str(SCENARIO), "--name", "../up"], "small letters"),
        (["host", str(SCENARIO), "--name", "up\n"], "small letters"),
        (["serve", str(SCENARIO), "--port", "70000"], "whole number"),
        (["join", "127.0.0.1", "AAAA-AAAA"], "needs a terminal"),
        (["serve", str(SCENARIO), "--missed", "panic"], "invalid choice"),
    ],
)
def test_wrong_usage_is_one_line(tmp_path, arguments, words):
    process = command(tmp_path, *arguments)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 2
    assert words in told
    assert len(told.strip().splitlines()) == 1
    assert not (tmp_path / "saves").exists()


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("192.168.1.5", "ws://192.168.1.5:47475/"),
        ("192.168.1.5:9000", "ws://192.168.1.5:9000/"),
        ("laptop.local", "ws://laptop.local:47475/"),
        ("[fe80::1]:9000", "ws://[fe80::1]:9000/"),
    ],
)
def test_hosts_by_address_or_name(text, url):
    assert join.url_of(text) == (url, "")
    digest = "0123456789abcdef0123"
    assert join.url_of(f"{text}/{digest}") == (url.replace("ws:", "wss:"), digest)


@pytest.mark.parametrize("text", ["", "http://x", "a b", "host:0", "host:99999", "x/../y", "host\n"])
def test_what_is_no_host(text):
    with pytest.raises(UsageError):
        join.url_of(text)


def test_a_pin_is_looked_at_before_it_is_sent():
    assert join.pin_of("abcd-efgh") == "ABCDEFGH"
    with pytest.raises(UsageError):
        join.pin_of("abcd")
    with pytest.raises(UsageError):
        join.pin_of("abcd-efg!")


def test_the_way_back_is_kept_privately(tmp_path, monkeypatch):
    from wire_samples import Listening

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with pytest.raises(UsageError, match="no session"):
        join.last()
    with Listening() as at:
        at.link("moscow", name="Anna", keep=join.remember)
        held = join.last()
        assert (held["url"], held["name"], held["seat"]) == (at.url, "Anna", "moscow")
        back = join.link_of(parser().parse_args(["join", "--last"]))
        at.links.append(back)
        back.start()
        assert back.wait_welcome().name == "Anna"
    assert oct((tmp_path / "wargame" / "join" / "last.json").stat().st_mode & 0o777) == "0o600"


def test_the_code_is_square_and_half_as_high():
    pytest.importorskip("segno")
    drawn = host.qr("wargame join 192.168.100.100:47475").splitlines()
    assert len({len(line) for line in drawn}) == 1
    assert len(drawn) == (len(drawn[0]) + 1) // 2
    assert len(drawn[0]) <= 41
