"""Journals in memory: a list for tests, studies and solo play without a file, and one that puts a file off.

A file is `store/save.py`; `play` never imports it. What makes the file is handed to `DeferredJournal` from
above.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from wargame.errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wargame.model.exercise import CommandRecord, Entry, Journal, TurnRecord


class ListJournal:
    """Entries and records in lists. Durable as long as the process is."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._records: dict[int, TurnRecord] = {}
        self._commands: dict[tuple[str, str, str], CommandRecord] = {}

    def commit(
        self,
        entries: list[Entry],
        record: TurnRecord | None = None,
        command: CommandRecord | None = None,
    ) -> None:
        """Append entries in order, the record of a turn if one closed, and the command that led to them.

        Raises SaveError for a command without entries, or whose name is taken.
        """
        if command is not None:
            key = (command.seat, command.pid, command.cid)
            if not entries or key in self._commands:
                raise SaveError(f"command {command.cid} of {command.seat} is kept already or changes nothing")
            self._commands[key] = command
        self._entries.extend(entries)
        if record is not None:
            self._records[record.turn] = record

    def commit_all(self, parts: Sequence[tuple[list[Entry], CommandRecord]]) -> None:
        """Several commands and their entries, all or none. Raises SaveError."""
        keys = [(command.seat, command.pid, command.cid) for _, command in parts]
        if len({*keys} - {*self._commands}) < len(keys) or not all(entries for entries, _ in parts):
            raise SaveError("a command is kept already or changes nothing")
        for entries, command in parts:
            ListJournal.commit(self, entries, None, command)

    def entries(self) -> list[Entry]:
        """All entries from the first."""
        return list(self._entries)

    def record(self, turn: int) -> TurnRecord | None:
        """The record of a turn (0 = the start), or None."""
        return self._records.get(turn)

    def command(self, seat: str, pid: str, cid: str) -> CommandRecord | None:
        """The command of that name that was carried out, or None."""
        return self._commands.get((seat, pid, cid))


class DeferredJournal:
    """A journal whose file is opened for writing later: by `open`, or by the commit that needs it.

    A new session's first commit is its opening, before anybody has ordered anything; it waits in memory, so
    that a screen can be painted before the libraries that write a save are loaded. A continued session
    (`held` = what was read of its save) waits for its first commit. Every later commit is as durable as the
    file's. `open` may run in a worker thread while the screen is already up; commits wait for it.
    """

    def __init__(self, opener: Callable[[], Journal], held: Journal | None = None) -> None:
        self._opener = opener
        self._held: Journal = held or ListJournal()
        self._fresh = held is None
        self._waiting: list[tuple[list[Entry], TurnRecord | None, CommandRecord | None]] = []
        self._file: Journal | None = None
        """The file once it exists; kept when the first commit fails, so that the next try goes on with it."""
        self._made: Journal | None = None
        """The same, once what waited is written."""
        self._lock = Lock()

    def open(self) -> None:
        """Open the file and write what waited. Does nothing if it is open. Raises SaveError."""
        with self._lock:
            self._opened()

    def commit(
        self,
        entries: list[Entry],
        record: TurnRecord | None = None,
        command: CommandRecord | None = None,
    ) -> None:
        """Hold back the first commit of a new session; write every other, opening the file if need be.

        Raises SaveError.
        """
        with self._lock:
            if self._fresh:
                self._fresh = False
                self._held.commit(entries, record, command)
                self._waiting.append((list(entries), record, command))
                return
            self._opened().commit(entries, record, command)

    def commit_all(self, parts: Sequence[tuple[list[Entry], CommandRecord]]) -> None:
        """Write several commands at once, opening the file if need be. Raises SaveError."""
        with self._lock:
            if self._fresh:
                raise SaveError("the opening of a session comes first")
            self._opened().commit_all(parts)

    def entries(self) -> list[Entry]:
        """All entries from the first."""
        with self._lock:
            return (self._made or self._held).entries()

    def record(self, turn: int) -> TurnRecord | None:
        """The record of a turn, or None."""
        with self._lock:
            return (self._made or self._held).record(turn)

    def command(self, seat: str, pid: str, cid: str) -> CommandRecord | None:
        """The command of that name that was carried out, or None."""
        with self._lock:
            return (self._made or self._held).command(seat, pid, cid)

    def _opened(self) -> Journal:
        if self._made is None:
            if self._file is None:
                self._file = self._opener()
            while self._waiting:
                self._file.commit(*self._waiting[0])
                self._waiting.pop(0)
            self._made = self._file
        return self._made
