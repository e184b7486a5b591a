"""Files and connections of a save that is written: a new file, its name, the one connection, letting go.

sqlmodel and sqlalchemy are loaded here late, when a save is created or continued.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from wargame.errors import SaveError
from wargame.store.canonical import APPLICATION_ID, COLUMNS, FORMAT, PROJECTIONS
from wargame.store.reading import DAMAGE, check_header, release, text, writer_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sqlalchemy import URL, Dialect, Engine, Insert, Table
    from sqlalchemy.dialects import postgresql, sqlite
    from sqlalchemy.engine.interfaces import DBAPIConnection

    from wargame.store.projections import Row


PRAGMAS = (
    "locking_mode=EXCLUSIVE",
    "journal_mode=TRUNCATE",
    "synchronous=FULL",
    *(("fullfsync=ON",) if sys.platform == "darwin" else ()),
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "mmap_size=0",
    "cache_size=-128",
    "cache_spill=OFF",
)
"""Of the connection that writes. With these no power cut loses an acknowledged commit; with NORMAL instead of
FULL some do (`tests/faults/test_faults_power.py`). The cache is of 128 KiB, since a process may hold many
saves and each reads few pages again; what a commit writes may take more until it is done.
"""


def table_of(name: str) -> Table:
    """A table as SQLAlchemy knows it."""
    from wargame.store import tables

    return tables._Row.metadata.tables[name]


def _insert(table: Table, dialect: str) -> postgresql.Insert | sqlite.Insert:
    """An insert of a dialect; the other one is not loaded."""
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as into_postgresql

        return into_postgresql(table)
    from sqlalchemy.dialects.sqlite import insert

    return insert(table)


def upsert(name: str, dialect: str) -> Insert:
    """The statement that writes a row of a projection, over an older one of its key if there is one."""
    table, columns, keys = table_of(name), COLUMNS[name], PROJECTIONS[name]
    made = _insert(table, dialect)
    return made.on_conflict_do_update(
        index_elements=list(columns[:keys]), set_={column: made.excluded[column] for column in columns[keys:]}
    )


def fill(path: Path, content: Mapping[str, Sequence[Row]]) -> None:
    """Write tables, header and some rows (table -> rows) into a new file and sync it."""
    from wargame.store import tables

    opened = sqlite3.connect(path, isolation_level=None)
    try:
        for pragma in (f"application_id={APPLICATION_ID}", f"user_version={FORMAT}", "synchronous=FULL"):
            opened.execute(f"PRAGMA {pragma}")
        opened.execute("BEGIN IMMEDIATE")
        for statement in tables.ddl().values():
            opened.execute(statement)
        for table, some in content.items():
            columns = COLUMNS[table]
            marks = ", ".join("?" for _ in columns)
            opened.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", some)
        opened.execute("COMMIT")
    finally:
        opened.close()


def settle(made: Path, to: Path) -> None:
    """Give a finished file its name, durably; FileExistsError if the name is taken."""
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    try:
        os.link(made, to)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if to.exists():
            raise FileExistsError(f"{to} exists") from None
        made.replace(to)
    sync_folder(to.parent)


def discard(made: Path) -> None:
    """Remove a file that was not finished, if it is there and can be."""
    with contextlib.suppress(OSError):
        made.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def writer(path: Path) -> tuple[sqlite3.Connection, Engine]:
    """The one connection that writes a save, with its lock taken.

    Raises SaveError if another program holds it.
    """
    from sqlalchemy import Engine, event
    from sqlalchemy.pool import StaticPool

    if writer_of(path) is not None:
        raise SaveError(f"{path}: is open in this program already")
    check_header(path)
    if not os.access(path, os.W_OK):  # SQLite would open it all the same, and refuse the first commit
        raise SaveError(f"{path}: cannot be opened for writing: the file or its disk is read-only")
    opened = None
    try:
        opened = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=rw",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=0.5,
        )
        opened.text_factory = text
        for pragma in PRAGMAS:
            opened.execute(f"PRAGMA {pragma}").fetchall()
        opened.execute("BEGIN EXCLUSIVE")
        opened.execute("COMMIT")
    except DAMAGE as error:
        if opened is not None:
            opened.close()
        if "locked" in str(error) or "busy" in str(error):
            raise SaveError(f"{path}: is open in another program; close it there first") from error
        raise SaveError(f"{path}: cannot be opened for writing: {error}") from error
    dialect, url, compiled = _shared()
    pool = StaticPool(lambda: cast("DBAPIConnection", opened), dialect=dialect)
    engine = Engine(pool, dialect, url, execution_options={"compiled_cache": compiled})
    event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    return opened, engine


@lru_cache(maxsize=1)
def _shared() -> tuple[Dialect, URL, dict[object, object]]:
    """What the engines of all saves of a process share: the dialect, and the statements it has compiled.

    With a dialect of its own, as from `create_engine`, an engine compiles each statement anew and keeps it.
    """
    from sqlalchemy import create_engine

    first = create_engine("sqlite://")
    with first.connect():  # only this settles what the dialect knows of SQLite
        pass
    first.dispose()
    return first.dialect, first.url, {}


def let_go(opened: sqlite3.Connection, key: tuple[int, int] | None) -> None:
    """Close a save, and remove its journal if that is empty: a full one is needed to undo a commit that
    was cut.
    """
    if key is not None:
        release(key)
        with contextlib.suppress(sqlite3.Error):
            opened.execute("PRAGMA journal_mode=DELETE")
    opened.close()
