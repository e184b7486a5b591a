"""A session on a PostgreSQL server: the tables of a save in a schema of its own (extra `[postgres]`).

    session = create(url, "tbilisi-01", ...)      a new one; never overwrites a session
    session = open_session(url, "tbilisi-01")     continue it; refused while another process holds it
    session = read_session(url, "tbilisi-01")     read it as it stood at that moment
    Observer(url, "tbilisi-01").wait(seq)         the entries beyond `seq`, as soon as there are any

Who writes holds an advisory lock, the lease, for as long as its connection lives: a killed process lets go of
it. A stale owner is fenced by the key of `entry`: two can never write the same number. Each commit notifies
`NAME:SEQ`; since notifications are not durable, an observer reads again from its last number on connect and
every five seconds. Lease and notifications do not survive a pooler in transaction mode.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import time
import weakref
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, ClassVar, Unpack, cast

from wargame.errors import SaveDamaged, SaveError
from wargame.store.beginning import Start, first_rows
from wargame.store.canonical import COLUMNS, FORMAT
from wargame.store.checks import Content, first_turn
from wargame.store.journal import StoredJournal, first_line, named
from wargame.store.rewriting import rewritten
from wargame.store.verify import VerifyReport, replayed, report_of
from wargame.store.writing import discard, fill, settle, table_of

try:
    import psycopg
    from psycopg import sql
except ImportError as missing:
    raise SaveError(
        "a session on a PostgreSQL server needs the extra: pip install 'wargame-ttx[postgres]'"
    ) from missing

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from wargame.model.exercise import Entry
    from wargame.store.projections import Folded
    from wargame.store.reading import Reads
    from wargame.store.verify import Resolve

    Opened = psycopg.Connection[tuple[object, ...]]

PREFIX = "wg_"
"""How the schema of a session begins; the name follows."""

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,47}\Z")
"""What a session may be called."""

CATCH_UP = 5.0
"""Seconds after which an observer reads again, notified or not."""

KEEPALIVE = 5
"""Seconds between two questions over an idle connection; after three without an answer it is lost, and with
it the lease.
"""

GOING = "57P"
"""How the codes begin by which a server says that it shuts down, or ends this connection."""

UNREADABLE = (psycopg.Error, ValueError, OverflowError, UnicodeError)


class PostgresSession(StoredJournal):
    """An open session on a server. Implements `wargame.model.exercise.Journal`.

    Safe to use from several threads; calls wait for each other.
    """

    MARK: ClassVar[str] = "%s"
    UNREADABLE: ClassVar[tuple[type[Exception], ...]] = UNREADABLE

    def __init__(self, url: str, name: str, opened: Opened, content: Content, engine: Engine | None) -> None:
        super().__init__(_shown(url, name), cast("Reads", opened), content, engine)
        self.session_name = name
        self._let_go = weakref.finalize(self, opened.close)

    def _written(self, transaction: Connection, folded: Folded) -> None:
        payload = f"{self.session_name}:{folded.entries}"
        transaction.exec_driver_sql("SELECT pg_notify(%s, %s)", (PREFIX + self.session_name, payload))

    def _refused(self, error: Exception) -> SaveError:
        from sqlalchemy.exc import DBAPIError, IntegrityError

        orig = error.orig if isinstance(error, IntegrityError) else None
        if isinstance(orig, psycopg.errors.UniqueViolation) and orig.diag.table_name == "entry":
            self._engine = None
            return SaveError(
                f"{self.name}: was played on by another process; this one lets go of it; open it again"
            )
        if isinstance(error, DBAPIError) and (error.connection_invalidated or self._lost(error.orig)):
            self._engine = None
            return SaveError(
                f"{self.name}: the server was lost while writing; open it again to see what it has kept"
            )
        return super()._refused(error)

    def _lost(self, error: BaseException | None) -> bool:
        """Whether the server is gone. It may say that it goes before the connection is seen to be closed."""
        going = isinstance(error, psycopg.Error) and (error.sqlstate or "").startswith(GOING)
        return going or bool(cast("Opened", self._opened).closed)

    def save_copy(self, path: str | Path) -> None:
        """Write the session as a save file, which needs no server; never over a file. Raises SaveError."""
        import sqlite3

        to = Path(path)
        made = to.with_name(f".{to.name}.{token_hex(4)}.tmp")
        with self._lock:
            try:
                fill(made, rewritten(Content(self._opened, FORMAT, UNREADABLE)))
                settle(made, to)
            except (sqlite3.Error, OSError, ValueError) as error:
                raise SaveError(f"{to}: the copy cannot be written: {error}") from error
            finally:
                discard(made)

    def close(self) -> None:
        """Let go of the lease and the server; harmless when that was done already."""
        with self._lock:
            self._let_go()


# ---- the ways in -------------------------------------------------------------------------------------------


def create(url: str, name: str, **start: Unpack[Start]) -> PostgresSession:
    """A new session on a server. Raises SaveError if there is one of that name, or the server refuses."""
    content = first_rows(start)
    opened = _connected(url, name)
    try:
        _take_lease(opened, url, name)
        engine = _engine(opened)
        with engine.begin() as transaction:
            transaction.exec_driver_sql(_quoted("CREATE SCHEMA {}", name))
            transaction.exec_driver_sql(_quoted(f"COMMENT ON SCHEMA {{}} IS 'wargame {FORMAT}'", name))
            table_of("entry").metadata.create_all(transaction, checkfirst=False)
            for table, rows in content.items():
                if rows:
                    transaction.execute(
                        table_of(table).insert(), [named(COLUMNS[table], row) for row in rows]
                    )
        return PostgresSession(url, name, opened, Content(cast("Reads", opened), FORMAT, UNREADABLE), engine)
    except BaseException as error:
        opened.close()
        raise _as_save_error(error, f"{_shown(url, name)}: cannot be created") from error


def open_session(url: str, name: str, head: str | None = None) -> PostgresSession:
    """Continue a session. Raises SaveError if there is none or another process holds it, SaveDamaged if it
    was changed.

    `head`: what `head` was when the caller read it; SaveError if it has been played on since.
    """
    opened = _connected(url, name)
    try:
        _check_format(opened, url, name)
        _take_lease(opened, url, name)
        content = _sound(opened, url, name)
        if head is not None and content.folded.head.hex() != head:
            raise SaveError(f"{_shown(url, name)}: was played on since it was read; open it again")
        return PostgresSession(url, name, opened, content, _engine(opened))
    except BaseException as error:
        opened.close()
        raise _as_save_error(error, f"{_shown(url, name)}: cannot be opened") from error


def read_session(url: str, name: str) -> PostgresSession:
    """Read a session as it stands now, whoever writes it. Raises SaveError, SaveDamaged."""
    opened = _connected(url, name)
    try:
        _check_format(opened, url, name)
        opened.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return PostgresSession(url, name, opened, _sound(opened, url, name), None)
    except BaseException as error:
        opened.close()
        raise _as_save_error(error, f"{_shown(url, name)}: cannot be read") from error


def verify_session(url: str, name: str, resolve: Resolve | None = None) -> VerifyReport:
    """What `verify.verify` does for a file: content and, with `resolve`, the play. Raises SaveError."""
    opened = _connected(url, name)
    with contextlib.closing(opened):
        try:
            _check_format(opened, url, name)
            opened.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            content = Content(cast("Reads", opened), FORMAT, UNREADABLE)
        except psycopg.Error as error:
            raise SaveError(f"{_shown(url, name)}: cannot be read: {first_line(error)}") from error
        findings = content.check()
        if findings:
            return report_of(findings)
        return replayed(PostgresSession(url, name, opened, content, None), resolve)


def sessions(url: str) -> list[str]:
    """The names of all sessions of a database, sorted. Raises SaveError."""
    with contextlib.closing(_connected(url, None)) as opened:
        found = opened.execute(
            "SELECT nspname FROM pg_namespace WHERE obj_description(oid, 'pg_namespace') LIKE 'wargame %'"
        )
        names = [str(name) for (name,) in found]
    return sorted(name[len(PREFIX) :] for name in names if name.startswith(PREFIX))


class Observer:
    """Follows a session that another process writes. It sees all entries: it is for the white cell's own
    programs, not for seats.
    """

    def __init__(self, url: str, name: str) -> None:
        self._url, self._name = url, name
        self._opened: Opened | None = None

    def wait(self, seq: int, timeout: float = 60.0) -> list[Entry]:
        """The entries beyond a number: at once if there are any, else when the writer notifies.

        An empty list after `timeout` seconds. A lost server is tried again until then. Raises SaveError if
        the session does not exist.
        """
        until = time.monotonic() + timeout
        while True:
            left = until - time.monotonic()
            try:
                found = self._after(seq)
                if found or left <= 0:
                    return found
                self._rest(min(left, CATCH_UP))
            except psycopg.OperationalError as error:
                self.close()
                if left <= 0:
                    raise SaveError(f"{_shown(self._url, self._name)}: {first_line(error)}") from error
                time.sleep(min(left, 0.2))

    def _after(self, seq: int) -> list[Entry]:
        from wargame.store.checks import PAYLOAD, entry_of

        if self._opened is None:
            self._opened = _raw(self._url, self._name)
            _check_format(self._opened, self._url, self._name)
            self._opened.execute(_quoted("LISTEN {}", self._name).encode())
        shown = ", ".join(COLUMNS["entry"][: PAYLOAD + 1])
        found = self._opened.execute(
            f"SELECT {shown} FROM entry WHERE seq > %s ORDER BY seq".encode(), (seq,)
        )
        return [entry_of(cast("tuple[str, ...]", row)) for row in found]

    def _rest(self, seconds: float) -> None:
        """Wait for a notification, this long at most."""
        if self._opened is not None:
            for _ in self._opened.notifies(timeout=seconds, stop_after=1):
                pass

    def close(self) -> None:
        """Let go of the server."""
        if self._opened is not None:
            self._opened.close()
        self._opened = None


# ---- small things ------------------------------------------------------------------------------------------


def _raw(url: str, name: str | None) -> Opened:
    """A connection whose statements are transactions of their own unless one was begun."""
    opened: Opened = psycopg.connect(
        url,
        autocommit=True,
        application_name="wargame",
        client_encoding="UTF8",
        connect_timeout=10,
        keepalives_idle=KEEPALIVE,
        keepalives_interval=KEEPALIVE,
        keepalives_count=3,
    )
    opened.execute("SET synchronous_commit = on")
    for what in ("idle", "interval"):  # the server's side: a lease must not outlive a machine that went dark
        opened.execute(f"SET tcp_keepalives_{what} = {KEEPALIVE}".encode())
    opened.execute("SET tcp_keepalives_count = 3")
    if name is not None:
        opened.execute(_quoted("SET search_path TO {}", name).encode())
    return opened


def _connected(url: str, name: str | None) -> Opened:
    """A connection to the schema of a session. Raises SaveError."""
    if not url.startswith(("postgresql://", "postgres://")):
        raise SaveError("the address of a server begins with postgresql://")
    if name is not None and not NAME.match(name):
        raise SaveError(f"{name!r} is no name of a session: small letters, digits, `_`, `-`, 48 at most")
    try:
        psycopg.conninfo.conninfo_to_dict(url)
    except psycopg.Error:  # what it says repeats the address, and with it the password
        raise SaveError("the address of the server cannot be read") from None
    try:
        return _raw(url, name)
    except psycopg.Error as error:
        raise SaveError(f"{_shown(url, name)}: {first_line(error)}") from error


def _engine(opened: Opened) -> Engine:
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    engine = create_engine(
        "postgresql+psycopg://", creator=lambda: opened, poolclass=StaticPool, use_native_hstore=False
    )
    event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN"))
    return engine


def _quoted(statement: str, name: str) -> str:
    """A statement with the schema of a session as a quoted identifier."""
    return sql.SQL(statement).format(sql.Identifier(PREFIX + name)).as_string()


def lease_key(name: str) -> int:
    """The advisory lock of a session, 64 bits with sign."""
    return int.from_bytes(hashlib.sha256(f"wargame {name}".encode()).digest()[:8], "big", signed=True)


def _take_lease(opened: Opened, url: str, name: str) -> None:
    row = opened.execute("SELECT pg_try_advisory_lock(%s)", (lease_key(name),)).fetchone()
    if row is None or row[0] is not True:
        raise SaveError(f"{_shown(url, name)}: is open in another program; close it there first")


def _check_format(opened: Opened, url: str, name: str) -> None:
    """Refuse what is not there, and what another version wrote. Raises SaveError."""
    row = opened.execute(
        "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = %s", (PREFIX + name,)
    ).fetchone()
    if row is None:
        raise SaveError(f"{_shown(url, name)}: no such session")
    if row[0] != f"wargame {FORMAT}":
        raise SaveError(
            f"{_shown(url, name)}: {row[0] or 'a schema of others'} is not format {FORMAT} of wargame"
        )


def _sound(opened: Opened, url: str, name: str) -> Content:
    """The content without any finding. Raises SaveDamaged with the first one."""
    content = Content(cast("Reads", opened), FORMAT, UNREADABLE)
    findings = content.check()
    if findings:
        turn = first_turn(findings)
        worst = next(f for f in findings if f.turn == turn)
        raise SaveDamaged(f"{_shown(url, name)}: damaged: {worst}", turn)
    return content


def _shown(url: str, name: str | None) -> str:
    """How messages call a session: never with the password of its address."""
    with contextlib.suppress(psycopg.Error):
        held = psycopg.conninfo.conninfo_to_dict(url)
        place = f"{held.get('host') or 'localhost'}/{held.get('dbname') or ''}"
        return f"{name} at {place}" if name else place
    return name or "the server"


def _as_save_error(error: BaseException, said: str) -> BaseException:
    """What a way in raises: SaveError for whatever the server refused."""
    from sqlalchemy.exc import DBAPIError

    if isinstance(error, DBAPIError) and isinstance(error.orig, psycopg.errors.DuplicateSchema):
        return SaveError(f"{said}: a session of that name is there already")
    if isinstance(error, psycopg.Error | DBAPIError):
        return SaveError(f"{said}: {first_line(error)}")
    return error
