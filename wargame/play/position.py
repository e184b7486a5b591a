"""A position: one closed turn of a session, its board, and what may be read from it.

Also the canonical rows of a board (what is stored and hashed) and the way back from rows to a board.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, cast, get_args, get_type_hints

from wargame.errors import SaveDamaged
from wargame.model.exercise import TurnRecord
from wargame.play.fog import Fog
from wargame.play.motives_text import motive_views
from wargame.play.msel import Released, inject_views
from wargame.play.politics_view import politics_view
from wargame.play.recent import Recent
from wargame.play.results import score_lines
from wargame.play.told import told
from wargame.play.views import Moment, view
from wargame.rules.tables import Board

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wargame.model.events import Event
    from wargame.model.orders import OrderSheet
    from wargame.model.view import MotiveView, ScoreLineView, View
    from wargame.play.layout import Layout
    from wargame.play.offer_numbers import OfferNumbers
    from wargame.rules.log import Row

Cells = list[list[int | list[int]]]
Rows = dict[str, Cells]
"""Table name -> rows of integers; columns that are lists of fixed length nest."""

TABLES = {name: get_args(hint)[0] for name, hint in get_type_hints(Board).items()}
"""Table of a board -> class of its rows."""

READERS = {name: attrgetter(*(f.name for f in fields(row))) for name, row in TABLES.items()}
"""Table -> what reads the columns of a row in order."""


def board_rows(board: Board) -> Rows:
    """The board as integers, tables and columns in the order of `rules/tables.py`.

    Shares nothing with the board.
    """
    made: Rows = {}
    for name, read in READERS.items():
        table: Iterable[object] = getattr(board, name)
        made[name] = [[c[:] if isinstance(c, list) else int(c) for c in read(row)] for row in table]
    return made


def board_of(rows: Rows) -> Board:
    """The board whose `board_rows` these are. Shares nothing with them."""
    return Board(
        *(
            [made(*(cell[:] if isinstance(cell, list) else cell for cell in row)) for row in rows[name]]
            for name, made in TABLES.items()
        )
    )


def sharing(board: Board, before: Board) -> Board:
    """A closed board that shares with an earlier one the rows that have not changed: two thirds of a turn's.

    Equal to `board`; neither is written any more.
    """
    made = []
    for name in TABLES:
        now, then = getattr(board, name), getattr(before, name)
        made.append([old if new == old else new for new, old in zip(now, then, strict=False)])
        made[-1] += now[len(then) :]
    return Board(*made)


def digest_of(rows: Rows) -> str:
    """Hex SHA-256 of the canonical board: its rows as JSON, tables by name, no spaces."""
    text = json.dumps(rows, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def chained(head: str, digest: str) -> str:
    """The digest of a session whose digest was `head` (empty at the start) and whose next turn has this
    digest.
    """
    return hashlib.sha256(f"{head}{digest}".encode("ascii")).hexdigest()


def recorded(turn: int, board: Board, facts: Sequence[Row], reasons: Sequence[Row]) -> TurnRecord:
    """The record of a turn: rows and digest of its closing board, its events and its reasons.

    Made without validation: the rows come from the engine and are integers by construction.
    """
    rows = board_rows(board)
    return TurnRecord.model_construct(
        turn=turn,
        digest=digest_of(rows),
        board=rows,
        reasons=[list(map(int, row)) for row in reasons],
        facts=[list(map(int, row)) for row in facts],
    )


TOLD: Recent[tuple[Event, ...]] = Recent(16)
"""Tellings of a turn to a seat: each some 450 kB of events, and made again in 20 ms."""


@dataclass(frozen=True)
class Turn:
    """What an adjudicated turn gave: its number, the digest of its closing board, and its events, told when
    asked for.
    """

    layout: Layout
    turn: int
    digest: str
    facts: tuple[Row, ...]
    reasons: tuple[Row, ...]
    opening: Board | None = None
    """The board on which the turn opened; the start where there is none."""
    seed: int = 0
    numbers: OfferNumbers | None = field(default=None, repr=False, compare=False)
    """How the teams of the session count agreements; without, as the engine does."""
    key: object = field(default_factory=object, repr=False, compare=False)
    """Names this turn of this session among what is kept of all."""

    @property
    def events(self) -> tuple[Event, ...]:
        """The events in order, each with its reasons, as the white cell reads them."""
        return self.told("white")

    def told(self, seat: str) -> tuple[Event, ...]:
        """The events that a seat may read, as it may read them."""
        return TOLD.of((self.key, seat), lambda: self._tell(seat)) if self.facts else ()

    def _tell(self, seat: str) -> tuple[Event, ...]:
        return told(
            self.layout, self.turn, self.facts, self.reasons, self.opening, self.seed, seat, self.numbers
        )

    def __repr__(self) -> str:
        return f"<Turn {self.turn}: {len(self.facts)} events, digest {self.digest[:12]}>"


@dataclass(frozen=True)
class Position:
    """The board at the close of a turn (0 = the start) and what each seat may read of it. Never changes."""

    layout: Layout
    last: Turn
    board: Board
    released: tuple[Released, ...]
    """Injects that reached anybody up to and in this turn, in the order in which they did."""
    gate: Fog | None = None
    """The fog over this board, where somebody keeps it already."""
    sheets: tuple[OrderSheet, ...] = ()
    """The sheets of bots that brought it about, with their reasons."""

    @cached_property
    def fog(self) -> Fog:
        """What each seat may read of the board."""
        return self.gate or Fog(self.layout, self.board, self.last.seed, self.last.numbers)

    @property
    def turn(self) -> int:
        """The turn that closed; 0 at the start."""
        return self.last.turn

    @property
    def digest(self) -> str:
        """Hex SHA-256 of the canonical board."""
        return self.last.digest

    @property
    def events(self) -> tuple[Event, ...]:
        """All events of the turn, as the white cell reads them."""
        return self.last.events

    @property
    def over(self) -> bool:
        """Whether the session ended with this turn (RB 21.7)."""
        return self.board.tracks[0].ended != 0 or self.turn >= self.layout.names.turns

    @property
    def scores(self) -> tuple[ScoreLineView, ...]:
        """Every line of the war aims of all teams (RB 21)."""
        return score_lines(self.layout, self.board, self.last.seed)

    def motives(self, seat: str) -> tuple[MotiveView, ...]:
        """Why bots gave the orders of the turn, as far as a seat may read it: its own; all for `white`."""
        numbers, sheets = self.last.numbers, self.sheets
        if numbers is not None and seat != "white":
            sheets = tuple(numbers.own_sheet(sheet) for sheet in sheets if sheet.team == seat)
        return motive_views(self.layout, sheets, seat)

    def view(self, seat: str) -> View:
        """What this seat may see. Raises UnknownName for anything but a team and `white`."""
        return self.seen(seat, Moment())

    def seen(self, seat: str, moment: Moment) -> View:
        """`view`, together with what only the session knows: the seat's draft and who has sealed."""
        board = self.fog.board(seat)
        return view(
            self.layout,
            board,
            seat,
            moment,
            turn=self.turn,
            over=self.over,
            events=self.last.told(seat),
            injects=inject_views(self.layout, self.board, seat, self.released),
            scores=self.scores,
            politics=politics_view(self.layout, board, seat, self.last),
            motives=self.motives(seat),
        )

    def __repr__(self) -> str:
        return f"<Position of {self.layout.scenario.id!r} after turn {self.turn}, digest {self.digest[:12]}>"


def stored_board(record: TurnRecord) -> Board:
    """The board of a record. Raises SaveDamaged if its tables are not those of this version."""
    try:
        return board_of(record.board)
    except (KeyError, TypeError) as error:
        raise SaveDamaged(f"the board of turn {record.turn} is unreadable: {error}", record.turn) from error


def turn_of(
    layout: Layout,
    record: TurnRecord,
    opening: Board | None,
    seed: int,
    numbers: OfferNumbers | None = None,
) -> Turn:
    """The turn of a record. `opening` is the board on which it opened."""
    return Turn(
        layout,
        record.turn,
        record.digest,
        tuple(cast("Row", tuple(row)) for row in record.facts),
        tuple(cast("Row", tuple(row)) for row in record.reasons),
        opening,
        seed,
        numbers,
    )
