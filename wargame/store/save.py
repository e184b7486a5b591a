"""A session's file: one SQLite database, one writer, one commit for each act (`model.exercise.Journal`).

    save = create("saves/tuesday.wargame", ...)     a new one; never overwrites a session
    save = open_save("saves/tuesday.wargame")       continue it; refuses what is damaged or newer
    save = read_save("saves/tuesday.wargame")       read a private copy; the file itself is not touched

A commit is durable when it returns (TRUNCATE journal, FULL sync) and leaves nothing when it raises. One
connection holds the file exclusively while it is open for writing. sqlmodel is loaded when a file is created
or continued, never to read.
"""

from __future__ import annotations

import sqlite3
import weakref
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Unpack

from wargame.errors import SaveDamaged, SaveError
from wargame.store.backups import rotate
from wargame.store.beginning import Start, first_rows
from wargame.store.checks import Content, Finding, first_turn
from wargame.store.journal import StoredJournal, first_line
from wargame.store.reading import Writer, hold, private_copy, structure, version_of, writer_of
from wargame.store.rewriting import upgrade
from wargame.store.writing import discard, fill, let_go, settle, writer

if TYPE_CHECKING:
    from sqlalchemy import Engine


class SaveFile(StoredJournal):
    """An open save.

    Implements `wargame.model.exercise.Journal`; made by `create`, `open_save` and `read_save`.

    Safe to use from several threads; calls wait for each other.
    """

    path: Path
    backups: int = 0
    """How many older copies are kept beside the file: after each turn one is made (`backups.py`)."""
    backup_problem: str = ""
    """Why the last copy could not be made, in one line; empty if it was. Play goes on without."""

    def __init__(
        self, path: Path, opened: sqlite3.Connection, content: Content, engine: Engine | None
    ) -> None:
        super().__init__(str(path), opened, content, engine)
        self.path, self._file = path, opened
        key = hold(path, Writer(opened, self._lock)) if engine is not None else None
        self._let_go = weakref.finalize(self, let_go, opened, key)

    def save_copy(self, path: str | Path) -> None:
        """Write a compact copy under another name; never over a file that is there. Raises SaveError."""
        to = Path(path)
        made = to.with_name(f".{to.name}.{token_hex(4)}.tmp")
        with self._lock:
            try:
                self._file.execute("VACUUM INTO ?", (str(made),))
                settle(made, to)
            except (sqlite3.Error, OSError) as error:
                raise SaveError(f"{to}: the copy cannot be written: {error}") from error
            finally:
                discard(made)

    def _ready(self) -> None:
        """A file that was removed while it is open takes commits and loses them: refuse."""
        if not self._let_go.alive:
            raise SaveError(f"{self.path}: was closed")
        if writer_of(self.path) is None:
            raise SaveError(
                f"{self.path}: the file was moved, removed or replaced; `save_copy` still writes what it held"
            )

    def _turn_closed(self) -> None:
        """Keep a copy of the file as it stands."""
        if not self.backups:
            return
        try:
            self.backup_problem = ""
            rotate(self.path, self.backups, self.save_copy)
        except (SaveError, OSError) as error:
            self.backup_problem = first_line(error)

    def close(self) -> None:
        """Let go of the file; harmless when it is closed already."""
        with self._lock:
            self._let_go()


# ---- the three ways in -------------------------------------------------------------------------------------


def create(path: str | Path, **start: Unpack[Start]) -> SaveFile:
    """A new save for a session that is about to open.

    Raises SaveError if a file is there, or it cannot be written.

    The file appears under its name only when it is complete.
    """
    to = Path(path)
    if to.exists():
        raise SaveError(
            f"{to}: a file is there already; continue it with `wargame play {to}`, or choose another name"
        )
    content = first_rows(start)
    made = to.with_name(f".{to.name}.{token_hex(4)}.tmp")
    try:
        fill(made, content)
        settle(made, to)
    except (sqlite3.Error, OSError) as error:
        raise SaveError(f"{to}: cannot be created: {error}") from error
    finally:
        discard(made)
    opened, engine = writer(to)
    return SaveFile(to, opened, Content(opened), engine)


def open_save(path: str | Path, head: str | None = None) -> SaveFile:
    """Continue a save. Raises SaveError if it is foreign, newer or in use, SaveDamaged if it was changed.

    `head`: what `SaveFile.head` was when the caller read the save; SaveError if it has been played on since.

    A save of an older format is written anew in that of today first; the original stays beside it.
    """
    to = Path(path)
    if writer_of(to) is not None:
        raise SaveError(f"{to}: is open in this program already")
    upgrade(to)
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
        content = Content(opened, version_of(opened))
        findings += content.check()
    if content is None or findings:
        opened.close()
        turn = first_turn(findings)
        worst = next(f for f in findings if f.turn == turn)
        raise SaveDamaged(f"{path}: damaged: {worst}; see `wargame verify {path}`", turn)
    if closing:
        opened.close()
    return content
