"""The tables of a save, format 3, declared once in SQLModel, for SQLite and for PostgreSQL.

Private to `wargame/store`: no row of these leaves it.

A table model of SQLModel validates nothing, so what is written has passed the pydantic models of
`wargame/model`, and the file itself refuses what they would: STRICT types and CHECKs. The column order is
that of `canonical.COLUMNS`. Times are Unix milliseconds in UTC; hashes are 32 raw bytes. On PostgreSQL the
integers that may pass 2^31 are BIGINT, and a session is a schema of its own (`postgres.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Integer, LargeBinary, MetaData, Text
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable
from sqlmodel import Field, SQLModel

from wargame.store.canonical import COLUMNS
from wargame.store.projections import INJECT_STATES, PHASES, RFI_STATES, RULING_STATES

if TYPE_CHECKING:
    from sqlalchemy import Constraint

TableArgs = tuple["Constraint | dict[str, bool]", ...]

LONG = Integer().with_variant(BigInteger(), "postgresql")
"""64 bits on both."""

GIVEN = {"autoincrement": False}
"""Of a number that is a key: it is always given, so PostgreSQL needs no sequence for it."""

STRICT = {"sqlite_strict": True}
KEYED = {"sqlite_strict": True, "sqlite_with_rowid": False}


def _check(*tests: str) -> tuple[CheckConstraint, ...]:
    return tuple(CheckConstraint(test) for test in tests)


class _Row(SQLModel):
    """Base of all tables of a save, with a catalogue of their own."""

    metadata: ClassVar[MetaData] = MetaData()


class SaveMeta(_Row, table=True):
    """Who wrote the file, and the whole scenario it plays: a save needs no other file."""

    __tablename__ = "save_meta"
    __table_args__: ClassVar[TableArgs] = (
        *_check(
            "id = 1", "length(uuid) = 32", "format >= 1", "length(scenario_sha256) = 64", "created_ms >= 0"
        ),
        STRICT,
    )

    id: int = Field(primary_key=True, sa_type=Integer, sa_column_kwargs=GIVEN)
    uuid: str = Field(sa_type=Text)
    app: str = Field(sa_type=Text)
    engine_version: str = Field(sa_type=Text)
    format: int = Field(sa_type=Integer)
    scenario_id: str = Field(sa_type=Text)
    scenario_sha256: str = Field(sa_type=Text)
    scenario_text: str = Field(sa_type=Text)
    base_text: str = Field(sa_type=Text)
    choices: str = Field(sa_type=Text)
    created_ms: int = Field(sa_type=LONG)


class Session(_Row, table=True):
    """Where the session stands (phase, turn, entries, head: projections) and what it was opened with."""

    __tablename__ = "session"
    __table_args__: ClassVar[TableArgs] = (
        *_check(
            "id = 1",
            f"phase IN {PHASES}",
            "turn >= 0",
            "entries >= 0",
            "length(head) = 32",
            "seed >= 0",
            "length(seed_salt) = 32",
            "length(seed_commit) = 32",
            "length(chain_salt) = 32",
            "length(parent) IN (0, 32)",
            "parent_seq >= 0",
        ),
        STRICT,
    )

    id: int = Field(primary_key=True, sa_type=Integer, sa_column_kwargs=GIVEN)
    phase: str = Field(sa_type=Text)
    turn: int = Field(sa_type=Integer)
    entries: int = Field(sa_type=LONG)
    head: bytes = Field(sa_type=LargeBinary)
    seed: int = Field(sa_type=LONG)
    seed_salt: bytes = Field(sa_type=LargeBinary)
    seed_commit: bytes = Field(sa_type=LargeBinary)
    chain_salt: bytes = Field(sa_type=LargeBinary)
    policies: str = Field(sa_type=Text)
    parent: str = Field(sa_type=Text)
    parent_seq: int = Field(sa_type=LONG)


class Seat(_Row, table=True):
    """Who fills a seat when the session opens."""

    __tablename__ = "seat"
    __table_args__: ClassVar[TableArgs] = (
        *_check(
            "length(team) BETWEEN 1 AND 40",
            "kind IN ('human', 'bot', 'advised', 'empty', 'white', 'observer')",
        ),
        KEYED,
    )

    team: str = Field(primary_key=True, sa_type=Text)
    kind: str = Field(sa_type=Text)


class Entry(_Row, table=True):
    """The journal. Append-only; `hash` chains all columns, so that no played turn is rewritten unseen."""

    __tablename__ = "entry"
    __table_args__: ClassVar[TableArgs] = (
        *_check(
            "seq >= 1",
            "turn BETWEEN 0 AND 9999",
            "day BETWEEN -1 AND 9999",
            "at_ms >= 0",
            "length(actor) <= 300",
            "length(seat) BETWEEN 1 AND 40",
            "length(kind) BETWEEN 1 AND 40",
            "kind_v >= 1",
            "audience BETWEEN 0 AND 15",
            "length(header_sha256) IN (0, 32)",
            "length(record_sha256) IN (0, 32)",
            "length(command_sha256) IN (0, 32)",
            "length(hash) = 32",
        ),
        STRICT,
    )

    seq: int = Field(primary_key=True, sa_type=LONG, sa_column_kwargs=GIVEN)
    turn: int = Field(sa_type=Integer)
    day: int = Field(sa_type=Integer)
    at_ms: int = Field(sa_type=LONG)
    actor: str = Field(sa_type=Text)
    seat: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    kind_v: int = Field(sa_type=Integer)
    audience: int = Field(sa_type=Integer)
    payload: str = Field(sa_type=Text)
    header_sha256: bytes = Field(sa_type=LargeBinary)
    record_sha256: bytes = Field(sa_type=LargeBinary)
    command_sha256: bytes = Field(sa_type=LargeBinary)
    hash: bytes = Field(sa_type=LargeBinary)


class Command(_Row, table=True):
    """What was carried out for a participant, and the answer: sent again, it is answered, not done again."""

    __tablename__ = "command"
    __table_args__: ClassVar[TableArgs] = (
        *_check(
            "length(seat) BETWEEN 1 AND 40",
            "length(pid) BETWEEN 1 AND 40",
            "length(cid) BETWEEN 1 AND 40",
            "length(body_sha) = 32",
            "first_seq >= 1",
            "last_seq >= first_seq",
        ),
        KEYED,
    )

    seat: str = Field(primary_key=True, sa_type=Text)
    pid: str = Field(primary_key=True, sa_type=Text)
    cid: str = Field(primary_key=True, sa_type=Text)
    body_sha: bytes = Field(sa_type=LargeBinary)
    result: str = Field(sa_type=Text)
    first_seq: int = Field(sa_type=LONG)
    last_seq: int = Field(sa_type=LONG)


class OrderSet(_Row, table=True):
    """Projection: every sealed sheet; `final` marks the one that counts."""

    __tablename__ = "order_set"
    __table_args__: ClassVar[TableArgs] = (
        *_check("turn >= 0", "rev >= 1", "final IN (0, 1)", "seq >= 1"),
        KEYED,
    )

    turn: int = Field(primary_key=True, sa_type=Integer)
    seat: str = Field(primary_key=True, sa_type=Text)
    rev: int = Field(primary_key=True, sa_type=Integer)
    final: int = Field(sa_type=Integer)
    author: str = Field(sa_type=Text)
    sheet: str = Field(sa_type=Text)
    seq: int = Field(sa_type=LONG)


class Inject(_Row, table=True):
    """Projection: injects that were written, released, held, skipped or changed during play."""

    __tablename__ = "inject"
    __table_args__: ClassVar[TableArgs] = (
        *_check(f"status IN {INJECT_STATES}", "audience BETWEEN 0 AND 15", "seq >= 1"),
        KEYED,
    )

    inject_id: str = Field(primary_key=True, sa_type=Text)
    status: str = Field(sa_type=Text)
    turn: int = Field(sa_type=Integer)
    day: int = Field(sa_type=Integer)
    audience: int = Field(sa_type=Integer)
    definition: str = Field(sa_type=Text)
    seq: int = Field(sa_type=LONG)


class Snapshot(_Row, table=True):
    """The record of a turn: zlib of the canonical JSON of board, reasons and facts."""

    __tablename__ = "snapshot"
    __table_args__: ClassVar[TableArgs] = (
        *_check("turn >= 0", "seq >= 1", "length(digest) <= 128", "length(state_sha256) = 32"),
        STRICT,
    )

    turn: int = Field(primary_key=True, sa_type=Integer, sa_column_kwargs=GIVEN)
    seq: int = Field(sa_type=LONG)
    engine_version: str = Field(sa_type=Text)
    digest: str = Field(sa_type=Text)
    state: bytes = Field(sa_type=LargeBinary)
    state_sha256: bytes = Field(sa_type=LargeBinary)


class TurnDigest(_Row, table=True):
    """Projection: the head of the chain and the digest of the state at the close of each turn."""

    __tablename__ = "turn_digest"
    __table_args__: ClassVar[TableArgs] = (
        *_check("turn >= 0", "seq >= 1", "length(head) = 32", "length(state_sha256) = 32"),
        STRICT,
    )

    turn: int = Field(primary_key=True, sa_type=Integer, sa_column_kwargs=GIVEN)
    seq: int = Field(sa_type=LONG)
    head: bytes = Field(sa_type=LargeBinary)
    state_sha256: bytes = Field(sa_type=LargeBinary)


class Participant(_Row, table=True):
    """Projection: who took part. `left_ms` is 0 for those who are there; no PIN and no token."""

    __tablename__ = "participant"
    __table_args__: ClassVar[TableArgs] = (
        *_check("length(pid) BETWEEN 1 AND 40", "joined_ms >= 0", "left_ms >= 0", "seq >= 1"),
        KEYED,
    )

    pid: str = Field(primary_key=True, sa_type=Text)
    name: str = Field(sa_type=Text)
    seat: str = Field(sa_type=Text)
    role: str = Field(sa_type=Text)
    joined_ms: int = Field(sa_type=LONG)
    left_ms: int = Field(sa_type=LONG)
    seq: int = Field(sa_type=LONG)


class SeatState(_Row, table=True):
    """Projection: who fills a seat now, if that was changed or locked since the opening."""

    __tablename__ = "seat_state"
    __table_args__: ClassVar[TableArgs] = (
        *_check("length(seat) BETWEEN 1 AND 40", "locked IN (0, 1)", "seq >= 1"),
        KEYED,
    )

    seat: str = Field(primary_key=True, sa_type=Text)
    kind: str = Field(sa_type=Text)
    locked: int = Field(sa_type=Integer)
    seq: int = Field(sa_type=LONG)


class Rfi(_Row, table=True):
    """Projection: questions to the white cell, and what became of them."""

    __tablename__ = "rfi"
    __table_args__: ClassVar[TableArgs] = (
        *_check("length(rfi_id) BETWEEN 1 AND 40", f"status IN {RFI_STATES}", "turn >= 0", "seq >= 1"),
        KEYED,
    )

    rfi_id: str = Field(primary_key=True, sa_type=Text)
    seat: str = Field(sa_type=Text)
    status: str = Field(sa_type=Text)
    owner: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    answer: str = Field(sa_type=Text)
    truth: str = Field(sa_type=Text)
    turn: int = Field(sa_type=Integer)
    seq: int = Field(sa_type=LONG)


class Ruling(_Row, table=True):
    """Projection: rulings that the white cell has accepted or overridden, and that teams have challenged."""

    __tablename__ = "ruling"
    __table_args__: ClassVar[TableArgs] = (
        *_check(
            "length(ruling_id) BETWEEN 1 AND 40", f"status IN {RULING_STATES}", "turn >= 0", "event >= -1",
            "seq >= 1",
        ),
        KEYED,
    )  # fmt: skip

    ruling_id: str = Field(primary_key=True, sa_type=Text)
    status: str = Field(sa_type=Text)
    turn: int = Field(sa_type=Integer)
    event: int = Field(sa_type=Integer)
    seat: str = Field(sa_type=Text)
    actor: str = Field(sa_type=Text)
    detail: str = Field(sa_type=Text)
    seq: int = Field(sa_type=LONG)


class Observation(_Row, table=True):
    """Projection: what the white cell has noted on the play."""

    __tablename__ = "observation"
    __table_args__: ClassVar[TableArgs] = (
        *_check(
            "length(observation_id) BETWEEN 1 AND 40", "turn >= 0", "sign IN ('', '+', '-')", "seq >= 1"
        ),
        KEYED,
    )

    observation_id: str = Field(primary_key=True, sa_type=Text)
    turn: int = Field(sa_type=Integer)
    actor: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    objectives: str = Field(sa_type=Text)
    teams: str = Field(sa_type=Text)
    sign: str = Field(sa_type=Text)
    seq: int = Field(sa_type=LONG)


class Note(_Row, table=True):
    """Projection: what participants keep for themselves; `share` = others may read it after the end."""

    __tablename__ = "note"
    __table_args__: ClassVar[TableArgs] = (
        *_check(
            "length(pid) BETWEEN 1 AND 40", "length(note_id) BETWEEN 1 AND 40", "share IN (0, 1)", "seq >= 1"
        ),
        KEYED,
    )

    pid: str = Field(primary_key=True, sa_type=Text)
    note_id: str = Field(primary_key=True, sa_type=Text)
    text: str = Field(sa_type=Text)
    share: int = Field(sa_type=Integer)
    seq: int = Field(sa_type=LONG)


def ddl() -> dict[str, str]:
    """Table -> its CREATE statement on one line, so that the text in a save does not hang on SQLAlchemy's
    layout.
    """
    made = {}
    for name in COLUMNS:
        statement = CreateTable(_Row.metadata.tables[name]).compile(dialect=sqlite.dialect())
        made[name] = " ".join(str(statement).split())
    return made
