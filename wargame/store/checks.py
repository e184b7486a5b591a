"""What the content of a save must satisfy, beyond being a sound file.

Every finding names the turn it throws into doubt.

    header       save_meta, session and seat are what the first entry vouches for
    chain        the hash of each entry follows from the stored hash before it and from all its columns
    snapshots    each is what its entry vouches for, and unpacks to the state it claims
    projections  folding all entries again gives the stored rows

Only rows of integers, texts and bytes are read here; whether the orders lead to the boards is `verify.py`'s
third check.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from wargame.errors import SaveDamaged
from wargame.model.exercise import Entry
from wargame.store.canonical import (
    ENTRY,
    INJECT,
    META,
    ORDER_SET,
    SESSION,
    SESSION_FIXED,
    SNAPSHOT,
    TURN_DIGEST,
    Cell,
    digest,
    header_digest,
    link,
    unpack,
)
from wargame.store.projections import Folded, Row, parsed
from wargame.store.reading import rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Hashable, Iterable, Sequence

HEADER = -1
"""The turn of a finding that concerns the header of the file, or the file as a whole."""


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
    """The entry of a row of table entry. Raises ValueError if it is none."""
    held = dict(zip(ENTRY, row, strict=True))
    fields = {name: held[name] for name in ("turn", "day", "at_ms", "actor", "seat", "kind", "audience")}
    return Entry.model_validate({**fields, "payload": parsed(str(held["payload"]))})


class Content:
    """The rows of a save, read as far as SQLite can, with every finding made on the way."""

    def __init__(self, opened: sqlite3.Connection) -> None:
        self.findings: list[Finding] = []
        self.folded = Folded()
        self._whole = True
        self.meta = self._read(opened, "save_meta", "id")
        self.session = self._read(opened, "session", "id")
        self.seats = self._read(opened, "seat", "team")
        self.entries = self._read(opened, "entry", "seq", ENTRY.index("turn"))
        self.snapshots = self._read(opened, "snapshot", "turn", 0)
        self.order_sets = self._read(opened, "order_set", "turn, seat, rev", 0)
        self.injects = self._read(opened, "inject", "inject_id", INJECT.index("turn"))
        self.turn_digests = self._read(opened, "turn_digest", "turn", 0)

    def _read(self, opened: sqlite3.Connection, table: str, order: str, turn: int = -1) -> list[Row]:
        """All rows of a table; where SQLite cannot read on, a finding at the turn after which it stopped."""
        read: list[Row] = []
        try:
            for row in rows(opened, table, order):
                read.append(row)  # noqa: PERF402  what was read before a failure is kept
        except SaveDamaged as error:
            last = read[-1][turn] if read and turn >= 0 else 0
            self.find(HEADER if turn < 0 else last, str(error))
        return read

    def find(self, turn: Cell, text: str) -> None:
        """Add a finding; a turn that is no sensible number counts as the header."""
        self.findings.append(Finding(turn if isinstance(turn, int) and 0 <= turn <= 9999 else HEADER, text))

    def check(self) -> list[Finding]:
        """All findings: header, chain, snapshots, projections."""
        if len(self.meta) != 1 or len(self.session) != 1:
            self.find(HEADER, "save_meta and session must have one row each")
            return self.findings
        self._check_header()
        vouched = self._check_chain()
        self._check_snapshots(vouched)
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
        fixed = [self.held(name) for name in SESSION_FIXED]
        if header_digest(self.meta[0], fixed, self.seats) != self.entries[0][ENTRY.index("header_sha256")]:
            self.find(HEADER, "save_meta, session or seat are not what the first entry vouches for")

    def _turn_of(self, i: int) -> int:
        """The turn of entry row i, also when its own turn was tampered with.

        Turns go up by one and never down, so a turn that does not fit between its neighbours is not believed.
        """
        column = ENTRY.index("turn")
        around = [self.entries[k][column] for k in (i - 1, i, i + 1) if 0 <= k < len(self.entries)]
        before = 0 if i == 0 else around.pop(0)
        own = around[0]
        after = around[-1]
        if not isinstance(before, int) or not 0 <= before <= 9999:
            return 0
        fits = isinstance(own, int) and isinstance(after, int) and before <= own <= min(before + 1, after)
        return own if fits and isinstance(own, int) else before

    def _check_chain(self) -> dict[int, tuple[Row, Entry]]:
        """Check every entry, fold it, and return those that vouch for a snapshot, by the snapshot's seq."""
        vouched: dict[int, tuple[Row, Entry]] = {}
        before = self.held("chain_salt")
        for i, row in enumerate(self.entries):
            seq, made, turn = row[0], row[-1], self._turn_of(i)
            if seq != i + 1:
                self.find(turn, f"entry {i + 1} is missing: the next one is number {seq!r}")
                self._whole = False
                return vouched
            if not isinstance(before, bytes) or not isinstance(made, bytes) or link(before, row[:-1]) != made:
                self.find(turn, f"entry {seq} or the hash before it was changed")
            before = made
            try:
                entry = entry_of(row)
            except (ValueError, ValidationError) as error:
                self.find(turn, f"entry {seq} is unreadable ({type(error).__name__})")
                self._whole = False
                continue
            self.folded.fold(i + 1, entry, made if isinstance(made, bytes) else b"")
            if row[ENTRY.index("record_sha256")]:
                vouched[i + 1] = (row, entry)
        return vouched

    def _check_snapshots(self, vouched: dict[int, tuple[Row, Entry]]) -> None:
        for row in self.snapshots:
            turn, seq, _, shown, state, state_sha256 = row
            row_entry = vouched.pop(seq, None) if isinstance(seq, int) else None
            if row_entry is None:
                self.find(turn, f"the snapshot of turn {turn!r} has no entry that vouches for it")
                continue
            entry_row, entry = row_entry
            if digest(row) != entry_row[ENTRY.index("record_sha256")]:
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
            if entry.kind == "turn_adjudicated" and entry.payload.get("digest", shown) != shown:
                self.find(entry.turn, f"the board of turn {entry.turn} is not the one its entry speaks of")
            self.folded.close_turn(record.turn, seq, entry_row[-1], packed)
        for _, entry in vouched.values():
            self.find(entry.turn, f"the snapshot of turn {entry.turn} is missing")

    def _check_projections(self) -> None:
        self._compare("order_set", ORDER_SET, 3, self.folded.order_sets.values(), self.order_sets)
        self._compare("inject", INJECT, 1, self.folded.injects.values(), self.injects)
        self._compare("turn_digest", TURN_DIGEST, 1, self.folded.turn_digests.values(), self.turn_digests)
        stands = tuple(self.session[0][1:5])
        if stands != self.folded.phase_row():
            last = self._turn_of(len(self.entries) - 1) if self.entries else 0
            self.find(last, "session does not stand where the journal leads")

    def _compare(
        self, table: str, columns: Sequence[str], keys: int, made: Iterable[Row], stored: Iterable[Row]
    ) -> None:
        turn = columns.index("turn")
        wanted: dict[Hashable, Row] = {row[:keys]: row for row in made}
        found: dict[Hashable, Row] = {row[:keys]: row for row in stored}
        for key, row in wanted.items():
            if found.get(key) != row:
                what = "is missing" if key not in found else "is not what the journal makes of it"
                self.find(row[turn], f"row {key} of {table} {what}")
        for key, row in found.items():
            if key not in wanted:
                self.find(row[turn], f"row {key} of {table} follows from no entry")


def first_turn(findings: Iterable[Finding]) -> int:
    """The first turn in doubt, HEADER if only the header or the file is."""
    return min((f.turn for f in findings if f.turn != HEADER), default=HEADER)


__all__ = ["HEADER", "SNAPSHOT", "Content", "Finding", "entry_of", "first_turn", "session_digests"]
