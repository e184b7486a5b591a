"""Writing a save anew from its journal: in a later format, or what is sound of a damaged one.

No save is ever changed in place. The old file is read from a private copy; the new one is written beside it,
verified, synced, and only then given a name; the old one stays.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from secrets import token_hex
from typing import TYPE_CHECKING

from wargame.errors import SaveDamaged, SaveError
from wargame.store.canonical import COMMAND, ENTRY, FORMAT, SESSION, SNAPSHOT
from wargame.store.checks import HEADER, RECORD_SHA, TURN, Content, entry_of, first_turn
from wargame.store.projections import Folded
from wargame.store.reading import (
    DAMAGE,
    check_header,
    has_journal,
    private_copy,
    structure,
    version_of,
    writer_of,
)
from wargame.store.writing import discard, fill, settle, sync_folder

if TYPE_CHECKING:
    from pathlib import Path

    from wargame.store.projections import Row

MOST_NAMES = 1000
"""How many names for the kept original are tried."""


def rewritten(content: Content, last: int | None = None) -> dict[str, list[Row]]:
    """Table -> rows of a save that holds the entries up to number `last` (all, if None) as they stand.

    Projections are made anew from the entries. Raises ValueError if an entry is unreadable.
    """
    entries = content.entries if last is None else content.entries[:last]
    kept = len(entries)
    snapshots = [
        row for row in content.tables["snapshot"] if row[SNAPSHOT.index("seq")] in range(1, kept + 1)
    ]
    states = {row[SNAPSHOT.index("seq")]: row for row in snapshots}
    folded = Folded()
    for row in entries:
        folded.fold(int(str(row[0])), entry_of(row), bytes(row[-1]) if isinstance(row[-1], bytes) else b"")
        if row[RECORD_SHA] and (state := states.get(row[0])) is not None:
            digest = state[SNAPSHOT.index("state_sha256")]
            folded.close_turn(
                int(str(state[0])), row[0], row[-1], digest if isinstance(digest, bytes) else b""
            )
    session = (content.session[0][0], *folded.phase_row(), *content.session[0][5:])
    last_seq = COMMAND.index("last_seq")
    return {
        "save_meta": content.meta,
        "session": [session],
        "seat": content.seats,
        "entry": entries,
        "command": [row for row in content.tables["command"] if row[last_seq] in range(1, kept + 1)],
        "snapshot": snapshots,
        **{table: list(held.values()) for table, held in folded.tables.items()},
    }


def upgrade(path: Path) -> Path | None:
    """Give a save of an older format the format of today; where the original is kept, or None if that was
    not needed.

    The name holds a complete save at every moment. Raises SaveError if it is foreign, newer or in use,
    SaveDamaged if it was changed.
    """
    if writer_of(path) is not None or check_header(path) == FORMAT:
        return None
    _recover(path)
    content = _content(path)
    findings = content.check()
    if findings:
        raise SaveDamaged(
            f"{path}: damaged: {findings[0]}; see `wargame verify {path}`", first_turn(findings)
        )
    made = _beside(path)
    try:
        _write(made, content, None)
        with made.open("rb+") as file:
            os.fsync(file.fileno())
        kept = _keep(path, content.version)
        made.replace(path)
        sync_folder(path.parent)
    except (sqlite3.Error, OSError) as error:
        raise SaveError(f"{path}: cannot be brought to format {FORMAT}: {error}") from error
    finally:
        discard(made)
    return kept


def rescue(path: Path, to: Path) -> int:
    """Write what is sound of a damaged save under another name: everything before the first turn in doubt.

    The last turn it holds. Raises SaveError if the name is taken or nothing can be saved.
    """
    content = _content(path)
    findings = content.check()
    doubt = first_turn(findings)
    last = len(content.entries)
    if doubt != HEADER:
        last = _sound(content, doubt)
    if not last or not content.meta or not content.session:
        raise SaveDamaged(f"{path}: nothing before the damage can be kept", doubt)
    made = _beside(to)
    try:
        _write(made, content, last)
        settle(made, to)
    except (sqlite3.Error, OSError, ValueError, KeyError) as error:
        raise SaveError(f"{to}: cannot be written from {path}: {error}") from error
    finally:
        discard(made)
    turn = content.entries[last - 1][TURN]
    return turn if isinstance(turn, int) else 0


def _sound(content: Content, doubt: int) -> int:
    """How many entries from the first belong to turns before `doubt` and hold the record of each of them.

    Where the last of these turns was changed later (`CHANGING`), its record hangs on an entry that is not
    kept: then it is left out as well.
    """
    turn_of, seq_of = SNAPSHOT.index("turn"), SNAPSHOT.index("seq")
    kept = {row[turn_of]: int(str(row[seq_of])) for row in content.tables["snapshot"]}
    for turn in range(doubt, 0, -1):
        last = next((n for n, row in enumerate(content.entries) if row[TURN] not in range(turn)), None)
        last = len(content.entries) if last is None else last
        if all(seq <= last for known, seq in kept.items() if known in range(turn)):
            return last
    return 0


def _content(path: Path) -> Content:
    """The content of a private copy, read whole."""
    opened = private_copy(path)
    try:
        strange = [line for line in structure(opened, path) if line.startswith("tables")]
        if strange:
            raise SaveDamaged(f"{path}: damaged: {strange[0]}")
        return Content(opened, version_of(opened))
    finally:
        opened.close()


def _write(made: Path, content: Content, last: int | None) -> None:
    """Write a new file and verify it. Raises SaveError if it is not what it should be."""
    from wargame.store.verify import verify

    rows = rewritten(content, last)
    fill(made, rows)
    report = verify(made)
    if not report.ok:
        raise SaveError(f"{made}: the new file does not verify: {report.findings[0]}")
    again = _content(made)
    for table in ("save_meta", "seat", "entry", "snapshot"):
        if again.tables[table] != rows[table]:
            raise SaveError(f"{made}: the new file does not hold the old {table}")
    head = rows["entry"][-1][ENTRY.index("hash")]
    if again.session[0][SESSION.index("head")] != head:
        raise SaveError(f"{made}: the new file ends elsewhere")


def _recover(path: Path) -> None:
    """Let SQLite undo a commit that a crash cut, and see that nobody writes. Raises SaveError."""
    mode = "rw" if has_journal(path) else "ro"
    try:
        opened = sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=0.5)
        with contextlib.closing(opened):
            opened.execute("PRAGMA trusted_schema=OFF")
            opened.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except DAMAGE as error:
        if "locked" in str(error) or "busy" in str(error):
            raise SaveError(f"{path}: is open in another program; close it there first") from error
        raise SaveDamaged(f"{path}: the file is damaged: {error}") from error


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{token_hex(4)}.tmp")


def _keep(path: Path, version: int) -> Path:
    """Give the original a second name; a copy where the file system has no hard links."""
    for number in range(1, MOST_NAMES):
        ending = f".format{version}" if number == 1 else f".format{version}-{number}"
        kept = path.with_name(path.name + ending)
        try:
            os.link(path, kept)
        except FileExistsError:
            continue
        except OSError:
            if kept.exists():
                continue
            shutil.copy2(path, kept)
        sync_folder(path.parent)
        return kept
    raise SaveError(f"{path}: the names for the original are taken")
