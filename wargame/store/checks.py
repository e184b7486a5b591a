"""What the content of a save must satisfy, beyond being a sound file.

Every finding names the turn it throws into doubt.

    header       save_meta, session and seat are what the first entry vouches for
    chain        the hash of each entry follows from the stored hash before it and from all its columns
    seed         what the end revealed is what the beginning committed to
    snapshots    each is what its entry vouches for, and unpacks to the state it claims
    commands     each is what its last entry vouches for
    projections  folding all entries again gives the stored rows

Only rows of integers, texts and bytes are read here; whether the orders lead to the boards is `verify.py`'s
third check.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from wargame.errors import SaveDamaged
from wargame.model.exercise import Entry
from wargame.store.canonical import (
    CHANGING,
    CLOSING,
    COLUMNS,
    COMMAND,
    ENTRY,
    FORMAT,
    META,
    PROJECTIONS,
    SESSION,
    Cell,
    columns_of,
    digest,
    header_digest,
    link,
    unpack,
)
from wargame.store.projections import Folded, Row, parsed
from wargame.store.reading import DAMAGE, rows
from wargame.store.upcast import upcast

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wargame.store.reading import Reads

HEADER = -1
"""The turn of a finding that concerns the header of the file, or the file as a whole."""

TURN, PAYLOAD = ENTRY.index("turn"), ENTRY.index("payload")
RECORD_SHA, COMMAND_SHA = ENTRY.index("record_sha256"), ENTRY.index("command_sha256")


class Finding(NamedTuple):
    """One thing that is wrong with a save, in one line, and the first turn in doubt (HEADER = the header
    or the file).
    """

    turn: int
    text: str

    def __str__(self) -> str:
        """`turn 3: entry 17 was changed`."""
        return f"{'header' if self.turn == HEADER else f'turn {self.turn}'}: {self.text}"


def session_digests(seed: int, salt: bytes) -> bytes:
    """The commitment to a seed that may be published before the end: SHA-256 of seed (8 bytes) and salt."""
    return hashlib.sha256(seed.to_bytes(8, "big") + salt).digest()


def entry_of(row: Sequence[Cell]) -> Entry:
    """The entry of a row of table entry, its payload as today's version has it. Raises ValueError if it is
    none.
    """
    _, turn, day, at_ms, actor, seat, kind, version, audience, payload, *_ = row
    if not isinstance(kind, str) or not isinstance(version, int) or not isinstance(payload, str):
        raise ValueError("an entry of other types")
    if not isinstance(at_ms, int) or at_ms < 0:
        raise ValueError("an entry of no time")
    # what came out of JSON is JSON, and but for it most entries are alike: validating each took half the time
    update = {"at_ms": at_ms, "payload": upcast(kind, version, parsed(payload))}
    return _shaped(turn, day, actor, seat, kind, audience).model_copy(update=update)


@lru_cache(maxsize=4096)
def _shaped(turn: Cell, day: Cell, actor: Cell, seat: Cell, kind: str, audience: Cell) -> Entry:
    """A valid entry of these columns. Raises ValueError."""
    return Entry.model_validate(
        {
            "turn": turn,
            "day": day,
            "at_ms": 0,
            "actor": actor,
            "seat": seat,
            "kind": kind,
            "audience": audience,
            "payload": {},
        }
    )


class Content:
    """The rows of a save, read as far as the database can, with every finding made on the way.

    `version` is the format of the file; rows of an older one are completed (`reading.rows`).
    """

    def __init__(
        self, opened: Reads, version: int = FORMAT, damage: tuple[type[Exception], ...] = DAMAGE
    ) -> None:
        self.findings: list[Finding] = []
        self.folded = Folded()
        self.version = version
        self._whole = True
        self.tables = {table: self._read(opened, table, damage) for table in COLUMNS}
        self.meta, self.session = self.tables["save_meta"], self.tables["session"]
        self.seats = sorted(self.tables["seat"], key=lambda row: str(row[0]))
        self.entries = self.tables["entry"]

    def _read(self, opened: Reads, table: str, damage: tuple[type[Exception], ...]) -> list[Row]:
        """All rows of a table; where SQLite cannot read on, a finding at the turn after which it stopped."""
        read: list[Row] = []
        try:
            read.extend(rows(opened, table, self.version, damage))  # what came before a failure is kept
        except SaveDamaged as error:
            columns = COLUMNS[table]
            known = "turn" in columns and table != "session"
            last = read[-1][columns.index("turn")] if read and known else 0
            self.find(last if known else HEADER, str(error))
        return read

    def find(self, turn: Cell, text: str) -> None:
        """Add a finding; a turn that is no sensible number counts as the header."""
        self.findings.append(Finding(turn if isinstance(turn, int) and 0 <= turn <= 9999 else HEADER, text))

    def check(self) -> list[Finding]:
        """All findings: header, chain, seed, snapshots, commands, projections."""
        if len(self.meta) != 1 or len(self.session) != 1:
            self.find(HEADER, "save_meta and session must have one row each")
            return self.findings
        self._check_header()
        records, commands = self._check_chain()
        self._check_snapshots(records)
        self._check_commands(commands)
        if self._whole:  # else each would differ, in the wake of the entry that could not be read
            self._check_projections()
        return self.findings

    def held(self, name: str) -> Cell:
        """A column of session."""
        return self.session[0][SESSION.index(name)]

    def _check_header(self) -> None:
        meta = dict(zip(META, self.meta[0], strict=True))
        text = str(meta["scenario_text"]).encode("utf-8", "surrogateescape")
        if hashlib.sha256(text).hexdigest() != meta["scenario_sha256"]:
            self.find(HEADER, "the scenario text is not the one its digest was taken of")
        seed, salt = self.held("seed"), self.held("seed_salt")
        if not isinstance(seed, int) or not isinstance(salt, bytes) or seed < 0:
            self.find(HEADER, "the seed is no number")
        elif session_digests(seed, salt) != self.held("seed_commit"):
            self.find(HEADER, "the seed is not the one that was committed to")
        if not self.entries:
            self.find(0, "the journal is empty")
            return
        session = dict(zip(SESSION, self.session[0], strict=True))
        if header_digest(self.meta[0], session, self.seats) != self.entries[0][ENTRY.index("header_sha256")]:
            self.find(HEADER, "save_meta, session or seat are not what the first entry vouches for")
        begun = meta["format"]
        if not isinstance(begun, int) or not 1 <= begun <= self.version:
            self.find(HEADER, f"begun in format {begun!r}, which is none that this file can hold")
        elif "parent" not in columns_of("session", begun) and (session["parent"] or session["parent_seq"]):
            self.find(HEADER, "a session that was begun in format 1 has no parent")

    def _turn_of(self, i: int) -> int:
        """The turn of entry row i, also when its own turn was tampered with.

        Turns go up by one and never down, so a turn that does not fit between its neighbours is not believed.
        """
        around = [self.entries[k][TURN] for k in (i - 1, i, i + 1) if 0 <= k < len(self.entries)]
        before = 0 if i == 0 else around.pop(0)
        own = around[0]
        after = around[-1]
        if not isinstance(before, int) or not 0 <= before <= 9999:
            return 0
        fits = isinstance(own, int) and isinstance(after, int) and before <= own <= min(before + 1, after)
        return own if fits and isinstance(own, int) else before

    def _check_chain(self) -> tuple[dict[int, tuple[Row, Entry]], dict[int, tuple[Row, Entry]]]:
        """Check every entry and fold it. Those that vouch for a snapshot, and for a command, by their seq."""
        records: dict[int, tuple[Row, Entry]] = {}
        commands: dict[int, tuple[Row, Entry]] = {}
        before = self.held("chain_salt")
        for i, row in enumerate(self.entries):
            seq, made = row[0], row[-1]
            if seq != i + 1:
                self.find(self._turn_of(i), f"entry {i + 1} is missing: the next one is number {seq!r}")
                self._whole = False
                break
            if not isinstance(before, bytes) or not isinstance(made, bytes) or link(before, row[:-1]) != made:
                self.find(self._turn_of(i), f"entry {seq} or the hash before it was changed")
            before = made
            try:
                entry = entry_of(row)
            except (ValueError, ValidationError) as error:
                self.find(self._turn_of(i), f"entry {seq} is unreadable ({type(error).__name__})")
                self._whole = False
                continue
            self.folded.fold(i + 1, entry, made if isinstance(made, bytes) else b"")
            if entry.kind == "session_ended":
                self._check_seed(entry)
            if row[RECORD_SHA]:
                if entry.kind in CHANGING:  # the record before has made way for this one
                    records = {n: held for n, held in records.items() if held[1].turn != entry.turn}
                records[i + 1] = (row, entry)
            if row[COMMAND_SHA]:
                commands[i + 1] = (row, entry)
        return records, commands

    def _check_seed(self, entry: Entry) -> None:
        """The seed that the end opened must be the one that the beginning committed to."""
        seed, salt = entry.payload.get("seed"), entry.payload.get("salt")
        if seed is None and salt is None:
            return
        try:
            made = session_digests(seed, bytes.fromhex(salt))  # type: ignore[arg-type]
        except (TypeError, ValueError, AttributeError, OverflowError):
            made = b""
        if made != self.held("seed_commit"):
            self.find(entry.turn, "the seed that was revealed is not the one that was committed to")

    def _check_snapshots(self, vouched: dict[int, tuple[Row, Entry]]) -> None:
        for row in self.tables["snapshot"]:
            turn, seq, _, shown, state, state_sha256 = row
            row_entry = vouched.pop(seq, None) if isinstance(seq, int) else None
            if row_entry is None:
                self.find(turn, f"the snapshot of turn {turn!r} has no entry that vouches for it")
                continue
            entry_row, entry = row_entry
            if digest(row) != entry_row[RECORD_SHA]:
                self.find(
                    entry.turn, f"the snapshot of turn {entry.turn} is not the one its entry vouches for"
                )
            try:
                record, packed = unpack(state if isinstance(state, bytes) else b"")
            except ValueError as error:
                self.find(entry.turn, f"the snapshot of turn {entry.turn}: {error}")
                continue
            if packed != state_sha256 or record.turn != turn or record.digest != shown:
                self.find(
                    entry.turn, f"the board of turn {entry.turn} is not the one its digest was taken of"
                )
            if entry.kind in CLOSING and entry.payload.get("digest", shown) != shown:
                self.find(entry.turn, f"the board of turn {entry.turn} is not the one its entry speaks of")
            self.folded.close_turn(record.turn, seq, entry_row[-1], packed)
        for _, entry in vouched.values():
            self.find(entry.turn, f"the snapshot of turn {entry.turn} is missing")

    def _check_commands(self, vouched: dict[int, tuple[Row, Entry]]) -> None:
        first, last = COMMAND.index("first_seq"), COMMAND.index("last_seq")
        for row in self.tables["command"]:
            name = f"command {row[2]!r} of {row[0]!r}"
            seq = row[last]
            held = vouched.pop(seq, None) if isinstance(seq, int) else None
            if held is None:
                self.find(self._turn_at(seq), f"{name} has no entry that vouches for it")
            elif digest(row) != held[0][COMMAND_SHA]:
                self.find(held[1].turn, f"{name} is not what its entry vouches for")
            elif row[first] not in range(1, int(str(seq)) + 1):
                self.find(held[1].turn, f"{name} ends before it begins")
        for number, (_, entry) in vouched.items():
            self.find(entry.turn, f"the command that led to entry {number} is missing")

    def _turn_at(self, seq: Cell) -> int:
        """The turn of an entry by its number; that of the last one for a number beyond."""
        if not self.entries or not isinstance(seq, int):
            return 0
        return self._turn_of(min(max(seq, 1), len(self.entries)) - 1)

    def _check_projections(self) -> None:
        for table, keys in PROJECTIONS.items():
            if not columns_of(table, self.version):
                continue  # a table of a later format
            made = {row[:keys]: row for row in self.folded.tables[table].values()}
            stored = {row[:keys]: row for row in self.tables[table]}
            for key, row in made.items():
                if stored.get(key) != row:
                    what = "is missing" if key not in stored else "is not what the journal makes of it"
                    self.find(self._turn_in(table, row), f"row {key} of {table} {what}")
            for key, row in stored.items():
                if key not in made:
                    self.find(self._turn_in(table, row), f"row {key} of {table} follows from no entry")
        stands = tuple(self.session[0][1:5])
        if stands != self.folded.phase_row():
            last = self._turn_of(len(self.entries) - 1) if self.entries else 0
            self.find(last, "session does not stand where the journal leads")

    def _turn_in(self, table: str, row: Row) -> Cell:
        """The turn that a row of a projection belongs to: its own, or that of the entry it follows from."""
        columns = COLUMNS[table]
        if "turn" in columns:
            return row[columns.index("turn")]
        return self._turn_at(row[columns.index("seq")])


def first_turn(findings: Iterable[Finding]) -> int:
    """The first turn in doubt, HEADER if only the header or the file is."""
    return min((f.turn for f in findings if f.turn != HEADER), default=HEADER)
