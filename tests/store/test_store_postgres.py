"""What only a server has: leases, fencing, notifications, crashes of the server itself."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import save_samples as samples
from save_samples import entry, play, record
from sqlalchemy.exc import DBAPIError

from wargame.errors import SaveError

TESTS = Path(__file__).resolve().parents[1]

HOLDER = """
import sys
from wargame.store.postgres import open_session
session = open_session(sys.argv[1], sys.argv[2])
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def pg(server):
    """The store's module for servers; imported late, because it needs psycopg."""
    from wargame.store import postgres

    return postgres


@pytest.fixture
def name(request):
    """A name for a session of this test."""
    return request.node.name[:44].lower().rstrip("_").replace("[", "-").replace("]", "")


def started(pg, url, name, turns=1):
    session = pg.create(
        url,
        name,
        scenario_text=samples.SCENARIO,
        base_text=samples.BASE,
        choices=samples.CHOICES,
        scenario_id="small",
        seed=7,
        seats=samples.SEATS,
    )
    play(session, turns)
    return session


def test_sessions_of_a_database_are_listed(pg, server, name):
    started(pg, server.url, name + "-b").close()
    started(pg, server.url, name + "-a").close()
    import psycopg

    with psycopg.connect(server.url) as other:
        other.execute("CREATE SCHEMA wg_no_session")
    found = pg.sessions(server.url)
    assert [n for n in found if n.startswith(name)] == [name + "-a", name + "-b"]
    assert "no_session" not in found
    with pytest.raises(SaveError, match="not format"):
        pg.open_session(server.url, "no_session")


@pytest.mark.parametrize(
    "bad", ["", "Tbilisi", "a" * 49, "a\n", "a/b", "../x", 'a"; DROP SCHEMA public; --', "-a", "é"]
)
def test_names_that_are_none_are_refused(pg, server, bad):
    for way in (pg.open_session, pg.read_session, pg.verify_session):
        with pytest.raises(SaveError, match="name of a session"):
            way(server.url, bad)
    with pytest.raises(SaveError, match="name of a session"):
        started(pg, server.url, bad)


def test_addresses_that_lead_nowhere_are_one_line_without_password(pg, tmp_path):
    for url in (
        "sqlite:///x",
        "postgresql://u:hunter2@127.0.0.1:1/db",
        f"postgresql://u:hunter2@/db?host={tmp_path}",
        "postgresql://u:hunter2@[",
    ):
        with pytest.raises(SaveError) as caught:
            pg.open_session(url, "a")
        assert "\n" not in str(caught.value)
        assert "hunter2" not in str(caught.value)


def test_a_killed_owner_lets_go_of_its_lease(pg, server, name):
    started(pg, server.url, name).close()
    owner = subprocess.Popen(
        [sys.executable, "-c", HOLDER, server.url, name], stdout=subprocess.PIPE, stdin=subprocess.PIPE
    )
    assert owner.stdout is not None
    assert owner.stdout.readline() == b"held\n"
    with pytest.raises(SaveError, match="another program"):
        pg.open_session(server.url, name)
    owner.kill()
    owner.wait()
    start = time.monotonic()
    while True:
        try:
            session = pg.open_session(server.url, name)
            break
        except SaveError:
            assert time.monotonic() - start < 5, "the lease outlived its owner"
            time.sleep(0.005)
    with session:
        play(session, 1, first=2)
    for pipe in (owner.stdout, owner.stdin):
        pipe.close()


def test_a_stale_owner_is_fenced(pg, server, name):
    """Two owners at once, as behind a pooler that keeps the lock of another: the second entry is refused."""
    stale = started(pg, server.url, name)
    stale._opened.execute("SELECT pg_advisory_unlock(%s)", (pg.lease_key(name),))
    with pg.open_session(server.url, name) as owner:
        owner.commit([entry(2, "event", by="owner")])
        with pytest.raises(SaveError, match="another process"):
            stale.commit([entry(2, "event", by="stale"), entry(2, "event", by="stale")])
        assert not stale.writable
        with pytest.raises(SaveError):
            stale.commit([entry(2, "event", by="stale")])
        owner.commit([entry(2, "event", by="owner")])
        assert [e.payload["by"] for e in owner.entries() if e.turn == 2] == ["owner", "owner"]
    stale.close()
    assert pg.verify_session(server.url, name).ok


def test_a_reader_sees_one_moment(pg, server, name):
    with started(pg, server.url, name) as session, pg.read_session(server.url, name) as held:
        before = held.entries()
        play(session, 1, first=2)
        assert held.entries() == before
        assert held.turn == 1
        assert held.record(2) is None


# ---- observers ---------------------------------------------------------------------------------------------


def test_an_observer_is_told_and_catches_up(pg, server, name):
    with started(pg, server.url, name) as session:
        observer = pg.Observer(server.url, name)
        assert len(observer.wait(0, 1)) == session.seq
        assert observer.wait(session.seq, 0.05) == []
        waited: list[float] = []
        for n in range(5):
            seq, sent = session.seq, []

            def commit(n=n, sent=sent):
                time.sleep(0.05)
                session.commit([entry(2, "event", n=n), entry(2, "event", n=-n)])
                sent.append(time.monotonic())

            thread = threading.Thread(target=commit)
            thread.start()
            found = observer.wait(seq, 10)
            thread.join()
            waited.append(time.monotonic() - sent[0])
            assert [e.payload["n"] for e in found] == [n, -n]
        assert min(waited) < pg.CATCH_UP / 2, "notifications never came"
        seq = session.seq
        observer.close()
        for n in range(3):  # nobody listened
            session.commit([entry(2, "event", n=n)])
        assert [e.payload["n"] for e in observer.wait(seq, 1)] == [0, 1, 2]
        observer.close()


def test_an_observer_needs_no_notification(pg, server, name, monkeypatch):
    monkeypatch.setattr(pg, "CATCH_UP", 0.05)
    monkeypatch.setattr(pg.PostgresSession, "_written", lambda *_: None)
    with started(pg, server.url, name) as session:
        observer = pg.Observer(server.url, name)
        seq = session.seq
        thread = threading.Timer(0.1, lambda: session.commit([entry(2, "event", n=1)]))
        thread.start()
        assert [e.payload["n"] for e in observer.wait(seq, 10)] == [1]
        thread.join()
        observer.close()


def test_a_notification_says_numbers_only(pg, server, name):
    import psycopg

    with started(pg, server.url, name) as session, psycopg.connect(server.url, autocommit=True) as other:
        other.execute(f'LISTEN "wg_{name}"')
        session.commit([entry(2, "event", text="a secret of Moscow" * 1000)])
        (told,) = other.notifies(timeout=5, stop_after=1)
        assert told.payload == f"{name}:{session.seq}"


def test_an_observer_of_nothing_is_told(pg, server):
    with pytest.raises(SaveError, match="no such session"):
        pg.Observer(server.url, "nobody").wait(0, 1)


# ---- crashes of the server ---------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_server_that_crashes_while_writing_loses_nothing_it_acknowledged(pg, server, name):
    session = started(pg, server.url, name)
    first = session.seq
    acknowledged: list[int] = []
    refused: list[str] = []

    def write():
        try:
            for n in range(100_000):
                session.commit(
                    [entry(2, "event", n=n, text="x" * 2000)], command=samples.command(2, 1000 + n)
                )
                acknowledged.append(n)
        except SaveError as error:
            refused.append(str(error))

    writer = threading.Thread(target=write)
    writer.start()
    while len(acknowledged) < 40:
        time.sleep(0.002)
    observer = pg.Observer(server.url, name)
    observer.wait(0, 1)
    server.stop(signal.SIGQUIT)
    writer.join(30)
    assert not writer.is_alive()
    assert refused
    assert "hunter" not in refused[0]
    assert not session.writable
    session.close()
    server.start()
    with pg.open_session(server.url, name) as again:
        stored = [e.payload["n"] for e in again.entries_after(first)]
        assert stored == list(range(len(stored)))
        assert len(acknowledged) <= len(stored) <= len(acknowledged) + 1
        assert again.command("ankara", "p02ab", f"command-2-{1000 + acknowledged[-1]}") is not None
        again.commit([entry(2, "event", n=-1)])
        assert observer.wait(again.seq - 1, 10)[0].payload == {"n": -1}, "the observer came back by itself"
    observer.close()
    assert pg.verify_session(server.url, name).ok


@pytest.mark.parametrize("says", ["AdminShutdown", "CrashShutdown"])
def test_a_server_that_goes_is_lost(pg, server, name, says):
    with started(pg, server.url, name) as session:
        said = getattr(pg.psycopg.errors, says)("terminating connection")
        refused = session._refused(DBAPIError("INSERT", None, said))
        assert "the server was lost while writing" in str(refused)
        assert not session.writable
    with pg.open_session(server.url, name) as again:
        refused = again._refused(DBAPIError("INSERT", None, pg.psycopg.errors.DiskFull("no space")))
        assert "nothing was kept" in str(refused)
        assert again.writable


def test_the_record_of_a_long_session_fits(pg, server, name):
    """A turn of 200 events and its board, in one transaction."""
    with started(pg, server.url, name) as session:
        session.commit([entry(2, "event", n=n, text="İdlib " * 20) for n in range(200)], record(2))
        assert session.record(2) == record(2)
        assert session.seq > 200
    assert pg.verify_session(server.url, name).ok
