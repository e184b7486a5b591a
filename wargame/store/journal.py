"""The journal of a session in a database (`model.exercise.Journal`), whichever database that is.

`save.py` keeps it in a file, `postgres.py` in a schema of a server. Here is what both share: one commit for
each act, the chain over its entries, the tables that follow from them, and reading it all back. sqlmodel is
loaded by the first commit, never to read.
"""

from __future__ import annotations

import re
import sqlite3
import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from wargame.errors import SaveDamaged, SaveError
from wargame.model.exercise import CommandRecord
from wargame.store.canonical import (
    CHANGING,
    CLOSING,
    COLUMNS,
    ENTRY,
    META,
    SESSION,
    Cell,
    canonical,
    digest,
    header_digest,
    link,
    pack,
    rules_version,
    unpack,
)
from wargame.store.checks import PAYLOAD, entry_of
from wargame.store.projections import Row, parsed
from wargame.store.reading import DAMAGE, rows
from wargame.store.upcast import version_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from pydantic import JsonValue
    from sqlalchemy import Connection, Engine

    from wargame.model.exercise import Entry, TurnRecord
    from wargame.store.checks import Content
    from wargame.store.projections import Folded
    from wargame.store.reading import Reads

    Part = tuple[list[Entry], TurnRecord | None, CommandRecord | None]

CREDENTIAL = re.compile(r'(?<!\\)"(pin|token)":')
"""A key of a payload that no save may hold."""


@dataclass(frozen=True, slots=True)
class Meta:
    """Who wrote a save, when, and which scenario it plays."""

    uuid: str
    app: str
    engine_version: str
    """Digest of the rulebook's sources (`canonical.rules_version`)."""
    format: int
    """The format in which the session was begun; its file may have been written anew in a later one."""
    scenario_id: str
    scenario_sha256: str
    created_ms: int


class StoredJournal:
    """An open session in a database. Safe to use from several threads; calls wait for each other."""

    MARK: ClassVar[str] = "?"
    """What stands for a value in a statement."""
    UNREADABLE: ClassVar[tuple[type[Exception], ...]] = (*DAMAGE, ValueError)
    """What the database raises when it cannot read."""

    name: str
    """What messages call it: a path, or a session of a server."""
    meta: Meta
    seed: int
    seed_commit: str
    """Hex SHA-256 of the seed (8 bytes, big endian) and a salt: may be published before the end."""
    seats: dict[str, str]
    """Seat -> `human`, `bot`, `advised`, `empty`, `white` or `observer`, when the session opened."""
    scenario_text: str
    base_text: str
    choices: dict[str, str]
    policies: dict[str, JsonValue]
    parent: tuple[str, int]
    """Of a branch: the uuid of the session it left, and the number of the last entry they share."""

    def __init__(self, name: str, opened: Reads, content: Content, engine: Engine | None) -> None:
        self.name = name
        self._opened, self._engine, self._version = opened, engine, content.version
        self._lock = threading.RLock()
        self._folded = content.folded
        session = dict(zip(SESSION, content.session[0], strict=True))
        self._header = header_digest(content.meta[0], session, content.seats)
        self._chain_salt, self._seed_salt = _blob(session["chain_salt"]), _blob(session["seed_salt"])
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
        self.seed, self.seed_commit = _int(session["seed"]), _blob(session["seed_commit"]).hex()
        self.seats = {str(team): str(kind) for team, kind in content.seats}
        texts = (sys.intern(str(held[name])) for name in ("scenario_text", "base_text"))
        self.scenario_text, self.base_text = texts  # the same for all sessions of a scenario in this process
        self.choices = {name: str(choice) for name, choice in parsed(str(held["choices"])).items()}
        self.policies = parsed(str(session["policies"]))
        self.parent = (str(session["parent"]), _int(session["parent_seq"]))

    # ---- reading ----

    @property
    def writable(self) -> bool:
        """Whether entries can be committed."""
        return self._engine is not None

    @property
    def phase(self) -> str:
        """`lobby`, `planning`, `adjudicating`, `white_review`, `review`, `paused` or `ended`."""
        return self._folded.phase

    @property
    def turn(self) -> int:
        """The last turn that closed; 0 = none."""
        return self._folded.turn

    @property
    def seq(self) -> int:
        """The number of the last entry; 0 = none."""
        return self._folded.entries

    @property
    def head(self) -> str:
        """Hex hash of the last entry: who knows it can tell whether the journal was changed up to here."""
        return self._folded.head.hex()

    @property
    def turns(self) -> tuple[int, ...]:
        """The turns whose records are kept, ascending."""
        return tuple(sorted(_int(turn) for (turn,) in self._folded.tables["turn_digest"]))

    @property
    def same_rules(self) -> bool:
        """Whether the rules of this version are those that the session was begun with; if not, resolving its
        orders again is a re-adjudication, and the recorded entries remain the record.
        """
        return self.meta.engine_version == rules_version()

    def entries(self) -> list[Entry]:
        """All entries from the first. Raises SaveDamaged if they changed under us."""
        return self.entries_after(0)

    def entries_after(self, seq: int) -> list[Entry]:
        """The entries beyond a number, in order. Raises SaveDamaged if they changed under us."""
        shown = ", ".join(ENTRY[: PAYLOAD + 1])
        statement = f"SELECT {shown} FROM entry WHERE seq > {self.MARK} ORDER BY seq"
        with self._lock:
            try:
                return [entry_of(row) for row in self._opened.execute(statement, (seq,))]
            except self.UNREADABLE as error:
                raise SaveDamaged(f"{self.name}: an entry is unreadable") from error

    def record(self, turn: int) -> TurnRecord | None:
        """The record of a turn (0 = the start), or None.

        Raises SaveDamaged if its state does not match its digest.
        """
        with self._lock:
            try:
                found = self._opened.execute(
                    f"SELECT state, state_sha256 FROM snapshot WHERE turn = {self.MARK}", (turn,)
                ).fetchone()
                if found is None:
                    return None
                record, made = unpack(_blob(found[0]))
            except self.UNREADABLE as error:
                raise SaveDamaged(f"{self.name}: the record of turn {turn} is unreadable", turn) from error
        if made != found[1]:
            raise SaveDamaged(f"{self.name}: the record of turn {turn} does not match its digest", turn)
        return record

    def command(self, seat: str, pid: str, cid: str) -> CommandRecord | None:
        """The command of that name that was carried out, or None. Raises SaveDamaged."""
        if self._version < 2:
            return None
        where = " AND ".join(f"{name} = {self.MARK}" for name in ("seat", "pid", "cid"))
        with self._lock:
            try:
                found = self._opened.execute(
                    f"SELECT body_sha, result FROM command WHERE {where}", (seat, pid, cid)
                ).fetchone()
                if found is None:
                    return None
                return CommandRecord(
                    seat=seat,
                    pid=pid,
                    cid=cid,
                    body_sha256=_blob(found[0]).hex(),
                    result=parsed(str(found[1])),
                )
            except self.UNREADABLE as error:
                raise SaveDamaged(f"{self.name}: command {cid} is unreadable") from error

    def table(self, table: str) -> list[Row]:
        """All rows of a table, its columns in the order of `canonical.COLUMNS`. Raises SaveDamaged."""
        with self._lock:
            return list(rows(self._opened, table, self._version, self.UNREADABLE))

    # ---- writing ----

    def commit(
        self,
        entries: list[Entry],
        record: TurnRecord | None = None,
        command: CommandRecord | None = None,
    ) -> None:
        """Append entries, the record of a turn that closed, and the command that led to them, in one durable
        transaction. Raises SaveError.

        The record hangs on the last entry that closes a turn or changes one (`CLOSING`), else on the last
        entry; one that changes a turn takes the place of its record before. The command hangs on the last. To
        the entry that ends the session the seed and its salt are added, which opens the
        commitment. After an error nothing of the commit is kept, and the next commit may succeed.
        """
        self._writer()
        if not entries:
            if record is not None or command is not None:
                raise SaveError("a record of a turn, or a command, needs an entry that vouches for it")
            return
        self._commit([(entries, record, command)])

    def commit_all(self, parts: Sequence[tuple[list[Entry], CommandRecord]]) -> None:
        """Several commands, each with its entries, in order and in one durable transaction.

        Raises SaveError; then nothing of any is kept.
        """
        if not all(entries for entries, _ in parts):
            raise SaveError("a command needs an entry that vouches for it")
        self._commit([(entries, None, command) for entries, command in parts])

    def _writer(self) -> Engine:
        if self._engine is None:
            raise SaveError(f"{self.name}: opened for reading only")
        return self._engine

    def _commit(self, parts: Sequence[Part]) -> None:
        engine = self._writer()
        with self._lock:
            self._ready()
            self._all_new([command for _, _, command in parts if command is not None])
            folded = self._folded.copied()
            made: dict[str, list[Row]] = {"entry": [], "command": [], "snapshot": []}
            try:
                for entries, record, command in parts:
                    for table, added in self._made(folded, entries, record, command).items():
                        made[table] += added
                with engine.begin() as transaction:
                    self._write(transaction, folded, made)
            except (ValueError, OSError) as error:
                raise SaveError(f"{self.name}: cannot be written: {error}") from error
            except Exception as error:
                if not _of_the_database(error):
                    raise
                raise self._refused(error) from error
            self._folded = folded
            closing = [entries for entries, record, _ in parts if record is not None]
            if any(entry.kind not in CHANGING for entries in closing for entry in entries):
                self._turn_closed()

    def _all_new(self, commands: Sequence[CommandRecord]) -> None:
        """Raise SaveError for a command that was carried out before."""
        names = set()
        for command in commands:
            key = (command.seat, command.pid, command.cid)
            if key in names or self.command(*key) is not None:
                raise SaveError(
                    f"{self.name}: command {command.cid} of {command.seat} was carried out before"
                )
            names.add(key)

    def _ready(self) -> None:
        """Raise SaveError if a commit could not last."""

    def _refused(self, error: Exception) -> SaveError:
        """What a commit says that the database did not take."""
        return SaveError(f"{self.name}: cannot be written: {first_line(error)}; nothing was kept")

    def _turn_closed(self) -> None:
        """What follows a commit that closed a turn; raises nothing, since the commit is durable."""

    def _made(
        self,
        folded: Folded,
        entries: list[Entry],
        record: TurnRecord | None,
        command: CommandRecord | None,
    ) -> dict[str, list[Row]]:
        """Table -> new rows of a commit, its entries each hashed onto the one before; folds them."""
        state = _snapshot(record, folded.entries + _voucher(entries)) if record else None
        last = folded.entries + len(entries)
        asked = _command_row(command, folded.entries + 1, last) if command else None
        added: list[Row] = []
        before = folded.head or self._chain_salt
        for entry in entries:
            if entry.kind == "session_ended":
                entry = self._revealing(entry)
            seq = folded.entries + 1
            payload = canonical(dict(entry.payload))
            if CREDENTIAL.search(payload):
                raise SaveError("a payload with a PIN or a token is never kept")
            row: Row = (
                seq,
                entry.turn,
                entry.day,
                entry.at_ms,
                entry.actor,
                entry.seat,
                entry.kind,
                version_of(entry.kind),
                entry.audience,
                payload,
                self._header if seq == 1 else b"",
                digest(state) if state is not None and state[1] == seq else b"",
                digest(asked) if asked is not None and seq == last else b"",
            )
            before = link(before, row)
            added.append((*row, before))
            folded.fold(seq, entry, before)
            if state is not None and state[1] == seq:
                folded.close_turn(_int(state[0]), seq, before, _blob(state[5]))
        return {
            "entry": added,
            "command": [asked] if asked else [],
            "snapshot": [state] if state else [],
        }

    def _revealing(self, entry: Entry) -> Entry:
        """The entry that ends the session, with the seed and its salt."""
        opened: dict[str, JsonValue] = {"seed": self.seed, "salt": self._seed_salt.hex()}
        return entry.model_copy(update={"payload": {**entry.payload, **opened}})

    def _write(self, transaction: Connection, folded: Folded, made: dict[str, list[Row]]) -> None:
        """The statements of one commit, as Core inserts."""
        from sqlalchemy import delete, insert, update

        from wargame.store.writing import table_of, upsert

        snapshot, kind = table_of("snapshot"), ENTRY.index("kind")
        vouching = {row[0] for row in made["entry"] if row[kind] in CHANGING}
        for row in made["snapshot"]:
            if row[1] in vouching:
                transaction.execute(delete(snapshot).where(snapshot.c.turn == row[0]))
        for table, added in made.items():
            if added:
                transaction.execute(insert(table_of(table)), [named(COLUMNS[table], row) for row in added])
        for table, changed in folded.changed_since(self._folded).items():
            if changed:
                statement = upsert(table, transaction.dialect.name)
                transaction.execute(statement, [named(COLUMNS[table], row) for row in changed])
        stands = named(SESSION[1:5], folded.phase_row())
        transaction.execute(update(table_of("session")).values(stands))
        self._written(transaction, folded)

    def _written(self, transaction: Connection, folded: Folded) -> None:
        """What else belongs into the transaction of a commit."""

    def close(self) -> None:
        """Let go of the database; harmless when that was done already."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _snapshot(record: TurnRecord, seq: int) -> Row:
    state, made = pack(record)
    return (record.turn, seq, rules_version(), record.digest, state, made)


def _command_row(command: CommandRecord, first: int, last: int) -> Row:
    result = canonical(dict(command.result))
    if CREDENTIAL.search(result):
        raise SaveError("an answer with a PIN or a token is never kept")
    body = bytes.fromhex(command.body_sha256)
    return (command.seat, command.pid, command.cid, body, result, first, last)


def _voucher(entries: list[Entry]) -> int:
    """Position (from 1) of the entry that vouches for the record of a commit."""
    closing = [i for i, entry in enumerate(entries, 1) if entry.kind in CLOSING]
    return closing[-1] if closing else len(entries)


def named(columns: Sequence[str], row: Row) -> dict[str, Cell]:
    """A row by the names of its columns."""
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


def first_line(error: Exception) -> str:
    """What an error says, on one line."""
    return (str(error).splitlines() or [type(error).__name__])[0]
