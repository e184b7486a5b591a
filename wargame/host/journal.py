"""The journal of a hosted session: what a Session commits, together with the command that asked for it.

A Session commits by itself (`play/session.py`). What the host has to add to the same transaction is laid
ready here: entries before and after, and the command's record.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from wargame.errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wargame.model.exercise import CommandRecord, Entry, Journal, TurnRecord

    After = Callable[[list[Entry]], list[Entry]]
    """What to add behind the entries of a commit."""


class HostJournal:
    """A journal that adds to a commit what belongs to it, and tells what was committed."""

    def __init__(self, inner: Journal) -> None:
        self.inner = inner
        self._before: list[Entry] = []
        self._after: After | None = None
        self._command: CommandRecord | None = None
        self._used = True
        self.fresh: list[Entry] = []
        """Entries committed since somebody last took them."""

    @contextmanager
    def carrying(
        self,
        command: CommandRecord | None = None,
        before: Sequence[Entry] = (),
        after: After | None = None,
    ) -> Iterator[None]:
        """The one commit inside takes these along. Raises SaveError if there was none."""
        self._before, self._after, self._command, self._used = list(before), after, command, False
        try:
            yield
            if not self._used:
                raise SaveError("a command led to no entry")
        finally:
            self._before, self._after, self._command, self._used = [], None, None, True

    def commit(
        self,
        entries: list[Entry],
        record: TurnRecord | None = None,
        command: CommandRecord | None = None,
    ) -> None:
        """Commit, with what was laid ready. Raises SaveError."""
        whole = [*self._before, *entries]
        if self._after is not None:
            whole += self._after(entries)
        self.inner.commit(whole, record, command or self._command)
        self._used = True
        self._before, self._after, self._command = [], None, None
        self.fresh += whole

    def commit_all(self, parts: Sequence[tuple[list[Entry], CommandRecord]]) -> None:
        """Several commands and their entries in one commit. Raises SaveError, with nothing of it kept."""
        self.inner.commit_all(parts)
        for entries, _ in parts:
            self.fresh += entries

    def take(self) -> list[Entry]:
        """The entries committed since the last call."""
        taken, self.fresh = self.fresh, []
        return taken

    def entries(self) -> list[Entry]:
        """All entries from the first."""
        return self.inner.entries()

    def record(self, turn: int) -> TurnRecord | None:
        """The record of a turn (0 = the start), or None."""
        return self.inner.record(turn)

    def command(self, seat: str, pid: str, cid: str) -> CommandRecord | None:
        """The command of that name that was carried out, or None."""
        return self.inner.command(seat, pid, cid)
