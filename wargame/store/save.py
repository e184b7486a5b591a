"""A session's file: one SQLite database, one writer, one commit for each act (`model.exercise.Journal`).

    save = create("saves/tuesday.wargame", ...)     a new one; never overwrites a session
    save = open_save("saves/tuesday.wargame")       continue it; refuses what is damaged or newer
    save = read_save("saves/tuesday.wargame")       read a private copy; the file itself is not touched

A commit is durable when it returns (TRUNCATE journal, FULL sync) and leaves nothing when it raises. One
connection holds the file exclusively while it is open for writing. sqlmodel is loaded when a file is created
or continued, never to read.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import threading
import time
import uuid
import weakref
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from secrets import token_bytes, token_hex
from typing import TYPE_CHECKING

from wargame.errors import SaveDamaged, SaveError
from wargame.store.canonical import (
    ENTRY,
    FORMAT,
    INJECT,
    META,
    ORDER_SET,
    SESSION,
    SESSION_FIXED,
    SNAPSHOT,
    TURN_DIGEST,
    Cell,
    canonical,
    digest,
    header_digest,
    link,
    pack,
    rules_version,
    unpack,
)
from wargame.store.checks import Content, Finding, entry_of, first_turn, session_digests
from wargame.store.projections import Folded, Row, parsed
from wargame.store.reading import (
    DAMAGE,
    Writer,
    hold,
    private_copy,
    rows,
    structure,
    writer_of,
)
from wargame.store.writing import fill, let_go, settle, writer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    from sqlalchemy import Connection, Engine

    from wargame.model.exercise import Entry, TurnRecord


@dataclass(frozen=True, slots=True)
class Meta:
    """Who wrote a save, when, and which scenario it plays."""

    uuid: str
    app: str
    engine_version: str
    """Digest of the rulebook's sources (`canonical.rules_version`)."""
    format: int
    scenario_id: str
    scenario_sha256: str
    created_ms: int


class SaveFile:
    """An open save.

    Implements `wargame.model.exercise.Journal`; made by `create`, `open_save` and `read_save`.

    Safe to use from several threads; calls wait for each other.
    """

    path: Path
    meta: Meta
    seed: int
    seats: dict[str, str]
    """Seat -> `human`, `bot`, `empty`, `white` or `observer`, when the session opened."""
    scenario_text: str
    base_text: str
    choices: dict[str, str]

    def __init__(
        self, path: Path, opened: sqlite3.Connection, content: Content, engine: Engine | None
    ) -> None:
        self.path = path
        self._opened, self._engine = opened, engine
        self._lock = threading.RLock()
        key = hold(path, Writer(opened, self._lock)) if engine is not None else None
        self._let_go = weakref.finalize(self, let_go, opened, key)
        self._folded = content.folded
        self._header = header_digest(
            content.meta[0], [content.held(name) for name in SESSION_FIXED], content.seats
        )
        self._salt = _blob(content.held("chain_salt"))
        held = dict(zip(META, content.meta[0], strict=True))
        self.meta = Meta(
            str(held["uuid"]),
            str(held["app"]),
            str(held["engine_version"]),
            _int(held["format"]),
            str(held["scenario_id"]),
            str(held["scenario_sha256"]),
            _int(held["created_ms"]),
        )
        self.seed = _int(content.held("seed"))
        self.seats = {str(team): str(kind) for team, kind in content.seats}
        self.scenario_text, self.base_text = str(held["scenario_text"]), str(held["base_text"])
        self.choices = {name: str(choice) for name, choice in parsed(str(held["choices"])).items()}

    # ---- reading ----

    @property
    def writable(self) -> bool:
        """Whether entries can be committed; false for `read_save`."""
        return self._engine is not None

    @property
    def phase(self) -> str:
        """`lobby`, `planning` or `ended`, as the journal has it."""
        return self._folded.phase

    @property
    def turn(self) -> int:
        """The last turn that closed; 0 = none."""
        return self._folded.turn

    @property
    def head(self) -> str:
        """Hex hash of the last entry: who knows it can tell whether the journal was changed up to here."""
        return self._folded.head.hex()

    @property
    def turns(self) -> tuple[int, ...]:
        """The turns whose records are kept, ascending."""
        return tuple(sorted(self._folded.turn_digests))

    def entries(self) -> list[Entry]:
        """All entries from the first. Raises SaveDamaged if the file changed under us."""
        with self._lock:
            try:
                return [entry_of(row) for row in rows(self._opened, "entry", "seq")]
            except ValueError as error:
                raise SaveDamaged(f"{self.path}: an entry is unreadable") from error

    def record(self, turn: int) -> TurnRecord | None:
        """The record of a turn (0 = the start), or None.

        Raises SaveDamaged if its state does not match its digest.
        """
        with self._lock:
            try:
                found = self._opened.execute(
                    "SELECT state, state_sha256 FROM snapshot WHERE turn = ?", (turn,)
                ).fetchone()
                if found is None:
                    return None
                record, made = unpack(found[0])
            except (*DAMAGE, ValueError) as error:
                raise SaveDamaged(f"{self.path}: the record of turn {turn} is unreadable", turn) from error
        if made != found[1]:
            raise SaveDamaged(f"{self.path}: the record of turn {turn} does not match its digest", turn)
        return record

    # ---- writing ----

    def commit(self, entries: list[Entry], record: TurnRecord | None = None) -> None:
        """Append entries, and the record of a turn that closed, in one durable transaction. Raises SaveError.

        The record hangs on the last `turn_adjudicated` among the entries, else on the last entry. After an
        error nothing of the commit is in the file, and the next commit may succeed.
        """
        if self._engine is None:
            raise SaveError(f"{self.path}: opened for reading only")
        if not entries:
            if record is not None:
                raise SaveError("a record of a turn needs an entry that vouches for it")
            return
        with self._lock:
            folded = self._folded.copied()
            try:
                state = _snapshot(record, folded.entries + _voucher(entries)) if record else None
                added = self._chained(folded, entries, state)
                with self._engine.begin() as transaction:
                    self._write(transaction, folded, added, state)
            except (ValueError, OSError) as error:
                raise SaveError(f"{self.path}: cannot be written: {error}") from error
            except Exception as error:
                if not _of_the_database(error):
                    raise
                raise SaveError(
                    f"{self.path}: cannot be written: {_first_line(error)}; nothing was kept"
                ) from error
            self._folded = folded

    def _chained(self, folded: Folded, entries: list[Entry], state: Row | None) -> list[Row]:
        """The rows of new entries, each hashed onto the one before; folds them."""
        added = []
        before = folded.head or self._salt
        for entry in entries:
            seq = folded.entries + 1
            vouches = state is not None and state[1] == seq
            row: Row = (
                seq,
                entry.turn,
                entry.day,
                entry.at_ms,
                entry.actor,
                entry.seat,
                entry.kind,
                1,
                entry.audience,
                canonical(dict(entry.payload)),
                self._header if seq == 1 else b"",
                digest(state) if state is not None and vouches else b"",
            )
            before = link(before, row)
            added.append((*row, before))
            folded.fold(seq, entry, before)
            if state is not None and vouches:
                folded.close_turn(_int(state[0]), seq, before, _blob(state[5]))
        return added

    def _write(self, transaction: Connection, folded: Folded, added: list[Row], state: Row | None) -> None:
        """The statements of one commit, as Core inserts."""
        from sqlalchemy import insert, update

        from wargame.store import tables

        transaction.execute(insert(tables.Entry), [_named(ENTRY, row) for row in added])
        if state is not None:
            transaction.execute(insert(tables.Snapshot), [_named(SNAPSHOT, state)])
        for table, columns, now, then in (
            (tables.OrderSet, ORDER_SET, folded.order_sets.values(), self._folded.order_sets.values()),
            (tables.Inject, INJECT, folded.injects.values(), self._folded.injects.values()),
            (
                tables.TurnDigest,
                TURN_DIGEST,
                folded.turn_digests.values(),
                self._folded.turn_digests.values(),
            ),
        ):
            kept = set(then)
            changed = [_named(columns, row) for row in now if row not in kept]
            if changed:
                transaction.execute(insert(table).prefix_with("OR REPLACE"), changed)
        transaction.execute(update(tables.Session).values(_named(SESSION[1:5], folded.phase_row())))

    def save_copy(self, path: str | Path) -> None:
        """Write a compact copy under another name; never over a file that is there. Raises SaveError."""
        to = Path(path)
        made = to.with_name(f".{to.name}.{token_hex(4)}.tmp")
        with self._lock:
            try:
                self._opened.execute("VACUUM INTO ?", (str(made),))
                settle(made, to)
            except (sqlite3.Error, OSError) as error:
                raise SaveError(f"{to}: the copy cannot be written: {error}") from error
            finally:
                made.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file; harmless when it is closed already."""
        with self._lock:
            self._let_go()

    def __enter__(self) -> SaveFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


# ---- the three ways in -------------------------------------------------------------------------------------


def create(
    path: str | Path,
    *,
    scenario_text: str,
    base_text: str,
    choices: Mapping[str, str],
    scenario_id: str,
    seed: int,
    seats: Mapping[str, str],
) -> SaveFile:
    """A new save for a session that is about to open.

    Raises SaveError if a file is there, or it cannot be written.

    `seed` is 0 to 2^63-1. The file appears under its name only when it is complete.
    """
    to = Path(path)
    if to.exists():
        raise SaveError(
            f"{to}: a file is there already; continue it with `wargame play {to}`, or choose another name"
        )
    if not 0 <= seed < 1 << 63:
        raise SaveError(f"seed {seed}: must be 0 to 2^63-1")
    salt = token_bytes(32)
    try:
        scenario = scenario_text.encode("utf-8")
        base_text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise SaveError("the scenario holds text that is no valid Unicode") from error
    meta: Row = (
        1,
        uuid.uuid4().hex,
        _app(),
        rules_version(),
        FORMAT,
        scenario_id,
        hashlib.sha256(scenario).hexdigest(),
        scenario_text,
        base_text,
        canonical(dict(choices)),
        time.time_ns() // 1_000_000,
    )
    chain = token_bytes(32)
    session: Row = (1, "lobby", 0, 0, chain, seed, salt, session_digests(seed, salt), chain, "{}")
    made = to.with_name(f".{to.name}.{token_hex(4)}.tmp")
    try:
        fill(made, meta, session, sorted(seats.items()))
        settle(made, to)
    except (sqlite3.Error, OSError) as error:
        raise SaveError(f"{to}: cannot be created: {error}") from error
    finally:
        made.unlink(missing_ok=True)
    opened, engine = writer(to)
    return SaveFile(to, opened, Content(opened), engine)


def open_save(path: str | Path, head: str | None = None) -> SaveFile:
    """Continue a save. Raises SaveError if it is foreign, newer or in use, SaveDamaged if it was changed.

    `head`: what `SaveFile.head` was when the caller read the save; SaveError if it has been played on since.
    """
    to = Path(path)
    if writer_of(to) is not None:
        raise SaveError(f"{to}: is open in this program already")
    checked = _checked(to, private_copy(to), closing=True)
    opened, engine = writer(to)
    content = Content(opened)
    content.check()
    if content.folded.head.hex() != (head or checked.folded.head.hex()):
        opened.close()
        raise SaveError(f"{to}: was played on by another program since it was read; open it again")
    return SaveFile(to, opened, content, engine)


def read_save(path: str | Path) -> SaveFile:
    """Read a private copy of a save.

    Raises SaveError if it is foreign or newer, SaveDamaged if it was changed.
    """
    to = Path(path)
    opened = private_copy(to)
    return SaveFile(to, opened, _checked(to, opened), None)


def _checked(path: Path, opened: sqlite3.Connection, *, closing: bool = False) -> Content:
    """The content of a private copy without any finding.

    Raises SaveDamaged with the first one, and closes.
    """
    findings = [Finding(-1, line) for line in structure(opened, path)]
    content = None
    if not any(f.text.startswith("tables") for f in findings):
        content = Content(opened)
        findings += content.check()
    if content is None or findings:
        opened.close()
        turn = first_turn(findings)
        worst = next(f for f in findings if f.turn == turn)
        raise SaveDamaged(f"{path}: damaged: {worst}; see `wargame verify {path}`", turn)
    if closing:
        opened.close()
    return content


# ---- small things ------------------------------------------------------------------------------------------


def _snapshot(record: TurnRecord, seq: int) -> Row:
    state, made = pack(record)
    return (record.turn, seq, rules_version(), record.digest, state, made)


def _voucher(entries: list[Entry]) -> int:
    """Position (from 1) of the entry that vouches for the record of a commit."""
    closing = [i for i, entry in enumerate(entries, 1) if entry.kind == "turn_adjudicated"]
    return closing[-1] if closing else len(entries)


def _named(columns: Sequence[str], row: Row) -> dict[str, Cell]:
    return dict(zip(columns, row, strict=True))


def _int(cell: Cell) -> int:
    if not isinstance(cell, int):
        raise SaveDamaged("a number of the header is none")
    return cell


def _blob(cell: Cell) -> bytes:
    if not isinstance(cell, bytes):
        raise SaveDamaged("a digest of the header is none")
    return cell


def _of_the_database(error: Exception) -> bool:
    from sqlalchemy.exc import SQLAlchemyError

    return isinstance(error, SQLAlchemyError | sqlite3.Error)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def _app() -> str:
    with contextlib.suppress(metadata.PackageNotFoundError):
        return f"wargame-ttx {metadata.version('wargame-ttx')}"
    return "wargame-ttx"
