"""A hosted session and what keeps it, a file or a server: nothing is lost by starting anew, nothing is done
twice, and no PIN and no token is in it.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "host"))
host_samples = pytest.importorskip("host_samples")

from host_samples import TEAMS, Table, run, scenario  # noqa: E402

from wargame import opening  # noqa: E402
from wargame.host.wire import Chat, Note, Ready, Rfi, Submit  # noqa: E402
from wargame.model.orders import ProxyTask  # noqa: E402

HOLD = ProxyTask(proxy="nlf", task="hold", place="saraqib")


def created(place):
    """An empty journal for a session of the Idlib scenario."""
    return place.create(**opening.start_of(scenario(), 7, {}))


async def played(table):
    """A turn with a bit of everything."""
    await table.all_sit()
    assert (await table.fac("start")).t == "ack"
    orders = Submit(cid="submit-0001", turn=1, rev=0, orders=(HOLD,), intent="hold", final=True)
    first = await table.do("ankara", orders)
    assert first.t == "ack"
    assert (await table.do("ankara", Chat(cid=table.cid(), channel="all", text="Selam"))).t == "ack"
    assert (await table.do("moscow", Rfi(cid=table.cid(), text="Where is the convoy?"))).t == "ack"
    note = Note(cid=table.cid(), note_id="n1", text="mine alone", share=False)
    assert (await table.do("damascus", note)).t == "ack"
    for team in TEAMS[1:]:
        assert (await table.do(team, Ready(cid=table.cid(), turn=1, on=True))).t == "ack"
    assert table.host.session.turn == 2
    return orders, first


def test_a_session_that_starts_anew_is_the_same_and_does_nothing_twice(place):
    async def before():
        table = Table(created(place))
        try:
            orders, first = await played(table)
            state = (table.session.digest, table.host.state.phase, sorted(table.host.state.members))
            return orders, first, table.keys, state, table.members["ankara"], len(table.inner.entries())
        finally:
            table.inner.close()

    async def after(orders, first, keys, state, ankara, count):
        table = Table(place.open(), keys=keys)
        try:
            found = (table.session.digest, table.host.state.phase, sorted(table.host.state.members))
            assert found == state
            table.members["ankara"] = ankara
            again = await table.do("ankara", orders)
            assert (again.t, again.rev) == (first.t, first.rev)
            assert len(table.inner.entries()) == count, "the same command was carried out again"
            other = orders.model_copy(update={"intent": "another body"})
            assert (await table.do("ankara", other)).t == "nack"
            return {row[0]: row[2:4] for row in table.inner.table("participant")}, table.host.state.members
        finally:
            table.inner.close()

    rows, members = run(after(*run(before())))
    assert rows == {pid: (member.seat, member.role) for pid, member in members.items()}
    report = place.verify()
    assert report.ok, report


def test_no_pin_and_no_token_is_in_what_is_kept(place, tmp_path):
    async def secrets():
        table = Table(created(place))
        try:
            await played(table)
            old = table.keys.pins["moscow"]
            assert (await table.fac("rotate_pin", seat="moscow")).t == "ack"
            assert table.keys.pins["moscow"] != old
            table.inner.save_copy(tmp_path / "copy.wargame")
            rows = repr(
                [table.inner.table(name) for name in ("entry", "command", "participant", "seat_state")]
            )
            return [old, *table.keys.pins.values(), *table.tokens.values()], rows
        finally:
            table.inner.close()

    known, rows = run(secrets())
    assert len(known) >= 8
    kept = (tmp_path / "copy.wargame").read_bytes()
    if hasattr(place, "path"):
        kept += place.path.read_bytes()
    assert b"Selam" in kept
    for secret in known:
        raw = secret.encode()
        for form in (secret, hashlib.sha256(raw).hexdigest(), raw.hex()):
            assert form not in rows
            assert form.encode() not in kept
        assert hashlib.sha256(raw).digest() not in kept


def test_what_a_host_keeps_can_be_read_and_exported(place, tmp_path, monkeypatch, capsys):
    from wargame.cli import main

    async def keep():
        table = Table(created(place))
        try:
            await played(table)
        finally:
            table.inner.close()

    run(keep())
    where = [str(place.path)] if hasattr(place, "path") else [place.name, "--db", place.url]
    assert main(["verify", *where]) == 0
    capsys.readouterr()
    assert main(["export", *where, "--seat", "ankara", "--format", "csv"]) == 0
    told = capsys.readouterr().out
    assert "Selam" in told
    assert "proxy_task nlf hold saraqib" in told
    for hidden in ("Where is the convoy?", "mine alone"):
        assert hidden not in told
    assert main(["export", *where, "--seat", "moscow"]) == 0
    assert "Where is the convoy?" in capsys.readouterr().out


def served(place, tmp_path, root, *arguments):
    """`wargame serve` as a process; it and the line that it prints."""
    process = subprocess.Popen(
        [sys.executable, "-m", "wargame", "serve", *arguments, "--port", "0"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root), "XDG_STATE_HOME": str(tmp_path), "HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    line = process.stdout.readline()
    assert line, process.communicate()[1]
    return process, json.loads(line)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_served_session_survives_the_death_of_its_process(place, tmp_path, root):
    new = [str(root / "scenarios" / "idlib_2020.toml"), "--name", "tuesday", "--bots", "all"]
    again = [str(tmp_path / "saves" / "tuesday.wargame")]
    if not hasattr(place, "path"):
        again = [place.name, "--db", place.url]
        new[2:3] = [place.name]
        new += again[1:]
    first, told = served(place, tmp_path, root, *new)
    first.kill()
    first.communicate()
    second, more = served(place, tmp_path, root, *again)
    assert more["session"] == told["session"]
    assert more["pins"] == told["pins"], "who had a PIN keeps it"
    second.terminate()
    out, err = second.communicate(timeout=30)
    assert (second.returncode, out, err) == (0, "", "")
    if hasattr(place, "path"):
        place.path = tmp_path / "saves" / "tuesday.wargame"
    assert place.verify().ok
    for bad in ([*again[:1], "--db", "postgresql://127.0.0.1:1/x"], [*new[:1], "--db", "nonsense"]):
        done = subprocess.run(
            [sys.executable, "-m", "wargame", "serve", *bad],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1


def test_a_branch_of_a_hosted_session_can_be_hosted(tmp_path):
    from store_places import InFile

    from wargame.store.branching import branch
    from wargame.store.save import open_save

    place = InFile(tmp_path / "a.wargame")

    async def keep():
        table = Table(created(place))
        try:
            await played(table)
            assert (await table.fac("end", reason="enough")).t == "ack"
        finally:
            table.inner.close()

    async def go_on():
        table = Table(open_save(tmp_path / "b.wargame"))
        fresh = itertools.count(50_000)
        table.host.ids = lambda: f"{next(fresh):016x}"
        try:
            assert (table.host.state.phase, table.session.turn) == ("planning", 2)
            assert not table.host.state.at_seat("ankara"), "who was there stays with the parent"
            await table.all_sit()
            for team in TEAMS:
                assert (await table.do(team, Ready(cid=table.cid(), turn=2, on=True))).t == "ack"
            assert table.session.turn == 3
        finally:
            table.inner.close()

    run(keep())
    assert place.read().phase == "ended"
    assert place.read().entries()[-1].kind
    branch(place.path, tmp_path / "b.wargame", 1).close()
    run(go_on())
    assert InFile(tmp_path / "b.wargame").verify().ok
