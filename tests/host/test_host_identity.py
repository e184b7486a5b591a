"""PINs, tokens, guesses, and names that pose as somebody else."""

from __future__ import annotations

import json
import os
import stat
import sys

import pytest
from host_samples import Table, run

from wargame.host.identity import ALPHABET, Guesses, Keys, hashed, new_pin, normal_pin, write_private


def test_a_pin_has_forty_bits_and_forgives_look_alikes():
    pins = {new_pin() for _ in range(2000)}
    assert len(pins) == 2000
    assert all(len(pin) == 8 and set(pin) <= set(ALPHABET) for pin in pins)
    assert normal_pin(" abcd-efgh ") == "ABCDEFGH"
    assert normal_pin("oOiIlL-11") == "00111111"


def test_keys_are_kept_for_their_owner_alone_and_tokens_as_hashes(tmp_path):
    path = tmp_path / "state" / "keys.json"
    keys = Keys.opened(path)
    token = keys.admit("0123abcd")
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    text = path.read_text()
    assert token not in text
    assert hashed(token) in text
    again = Keys.opened(path)
    assert again.pins == keys.pins
    assert again.pid_of(token) == "0123abcd"
    assert again.pid_of(token + "x") is None
    again.forget(["0123abcd"])
    assert Keys.opened(path).pid_of(token) is None
    assert os.listdir(path.parent) == ["keys.json"]


def test_a_write_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "keys.json"
    write_private(path, "old")

    def full(_):
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        write_private(path, "new")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["keys.json"]


def test_guesses_are_counted_by_address_and_in_all():
    now = [0]
    guesses = Guesses(lambda: now[0])
    for _ in range(10):
        assert guesses.may_try("a")
        guesses.was_wrong("a")
    assert not guesses.may_try("a")
    assert guesses.may_try("b")
    now[0] = 60_001
    assert guesses.may_try("a")
    for n in range(90):
        guesses.was_wrong(f"other {n}")
    assert not guesses.may_try("fresh")


@pytest.mark.parametrize("name", ["bot historical", "Host", "ENGINE", "White cell", "Anna"])
def test_names_that_pose_or_are_taken_get_their_seat_before_them(name):
    async def play():
        table = Table()
        await table.sit("white", name="Anna")
        await table.sit("moscow", name=name)
        assert table.members[name].name == f"moscow {name}"[:40]
        await table.sit("damascus", name=f"{name} ")

    run(play())


def test_nothing_secret_is_in_what_is_kept():
    """T-SECRET."""

    async def play():
        table = Table()
        await table.all_sit()
        await table.fac("rotate_pin", seat="moscow")
        await table.fac("start")
        kept = json.dumps([entry.model_dump(mode="json") for entry in table.inner.entries()])
        kept += json.dumps([c.model_dump(mode="json") for c in table.inner._commands.values()])
        for secret in (*table.keys.pins.values(), *table.tokens.values()):
            assert secret not in kept
        for seat, box in table.boxes.items():
            others = [token for key, token in table.tokens.items() if key != seat]
            assert not any(token in frame for frame in box.frames for token in others)

    run(play())
