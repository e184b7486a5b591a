"""Resolving a turn, once from what people gave, and again from what a journal holds: both by the same
function.

A journal may be foreign: whatever in it cannot be read is SaveDamaged with its turn.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, TypeAdapter, ValidationError

from wargame.errors import SaveDamaged, ScenarioError, WargameError
from wargame.model.exercise import AdHocInject, InjectChange, Override
from wargame.model.orders import TEAMS, OrderSheet
from wargame.model.scenario import Effect
from wargame.play import codec, msel_changes
from wargame.play.effects import compile_effect
from wargame.play.position import recorded
from wargame.play.talk import Talk, talk_rows
from wargame.rules.codes import Step
from wargame.rules.day import at, close_day, live_day, play_turn
from wargame.rules.injects import act
from wargame.rules.log import fresh
from wargame.rules.tables import NOBODY, copied

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wargame.model.exercise import Entry, TurnRecord
    from wargame.model.orders import TeamId
    from wargame.play.layout import Layout
    from wargame.play.talk import Sent
    from wargame.rules.log import Journal
    from wargame.rules.tables import Board, Order
    from wargame.rules.tables import Effect as EffectRow

TALKS: TypeAdapter[Talk] = TypeAdapter(Annotated[Talk, Field(discriminator="type")])


@dataclass(slots=True)
class Planned:
    """What was given while a turn was planned."""

    sheets: dict[TeamId, OrderSheet] = field(default_factory=dict)
    released: list[int] = field(default_factory=list)
    """Rows of injects that the white cell released, in order."""
    extra: list[EffectRow] = field(default_factory=list)
    """Effects of injects that it wrote."""
    sent: list[int | AdHocInject] = field(default_factory=list)
    """Both kinds in the order in which they were sent. Filled from a journal only."""
    talks: list[Sent] = field(default_factory=list)
    """Offers, answers and steering sent during planning, in order."""
    changes: list[InjectChange] = field(default_factory=list)
    """What was done with injects of the list, in order."""
    overrides: dict[str, Override] = field(default_factory=dict)
    """Rulings of the turn that were changed when it had been resolved, in order."""
    drafts: dict[TeamId, OrderSheet] = field(default_factory=dict)
    """What each team had written last, sealed or not. Filled from a journal only."""
    revisions: dict[TeamId, int] = field(default_factory=dict)
    """The number of the last draft that was kept. Filled from a journal only."""

    @staticmethod
    def effects_of(layout: Layout, inject: AdHocInject | Override) -> list[EffectRow]:
        """The rows of the effects of a written inject or an override. Raises ScenarioError with every
        complaint.
        """
        rows: list[EffectRow] = []
        complaints: list[str] = []
        for number, effect in enumerate(inject.effects, 1):
            try:
                made, found = compile_effect(Effect.model_validate(effect), layout.names)
            except ValidationError as error:
                made, found = (
                    [],
                    [f"{e['loc'][0] if e['loc'] else 'effect'}: {e['msg']}" for e in error.errors()],
                )
            rows += made
            complaints += [f"{inject.id}, effect {number}: {line}" for line in found]
        if complaints:
            raise ScenarioError(complaints)
        return rows


def resolve(
    layout: Layout, board: Board, seed: int, turn: int, sheets: Sequence[OrderSheet], given: Planned
) -> tuple[Board, TurnRecord]:
    """The board at the close of a turn, and its record. `board` stays as it was.

    `layout` has the times and words of injects as they stood when the turn was resolved (`relaid`).
    """
    orders: list[Order] = []
    for sheet in sheets:
        orders += codec.order_rows(layout, sheet)
    orders += talk_rows(layout, given.talks)
    facts, reasons = fresh(), fresh()
    opening = msel_changes.put(layout, board, given.changes)
    closed = _played(layout, opening, seed, orders, given, facts, reasons)
    return closed, recorded(turn, closed, facts.rows, reasons.rows)


def _played(
    layout: Layout,
    board: Board,
    seed: int,
    orders: list[Order],
    given: Planned,
    facts: Journal,
    reasons: Journal,
) -> Board:
    """The days of a turn. Overrides act behind step 13 of their day, with the draws as they were (RB 3.6)."""
    world, released, extra = layout.world, sorted(given.released), given.extra
    if not given.overrides:
        return play_turn(world, board, orders, released, extra, seed, facts, reasons)
    first = board.tracks[0].day + 1
    for day in range(first, first + world.params.days_per_turn):
        if board.tracks[0].ended > 0:
            return board
        board = copied(board)
        live_day(world, board, orders, released, extra, seed, day, facts, reasons)
        at(facts, reasons, day, Step.BOOKS)
        for override in given.overrides.values():
            if override.day == day - first + 1:
                for row in Planned.effects_of(layout, override):
                    act(world, board, NOBODY, row, facts, reasons)
        close_day(world, board, orders, seed, day, facts, reasons)
    return board


def planned(layout: Layout, entries: Sequence[Entry], turn: int) -> Planned:
    """What a journal holds for the planning of a turn: of each team the last sealed sheet that was not
    reopened, and what it had written last.
    """
    given = Planned()
    for entry in entries:
        if entry.turn != turn:
            continue
        try:
            match entry.kind:
                case "orders_sealed":
                    sheet = OrderSheet.model_validate_json(_json(entry, "sheet"))
                    given.sheets[sheet.team] = given.drafts[sheet.team] = sheet
                case "draft_saved":
                    sheet = OrderSheet.model_validate_json(_json(entry, "sheet"))
                    given.drafts[sheet.team] = sheet
                    given.revisions[sheet.team] = int(str(entry.payload["rev"]))
                case "orders_reopened":
                    for team in TEAMS:
                        if team == entry.seat:
                            given.sheets.pop(team, None)
                case "inject_released":
                    row = layout.names.inject[str(entry.payload["inject"])]
                    given.released.append(row)
                    given.sent.append(row)
                case "inject_written":
                    inject = AdHocInject.model_validate_json(_json(entry, "inject"))
                    given.extra += Planned.effects_of(layout, inject)
                    given.sent.append(inject)
                case "inject_changed":
                    change = InjectChange.model_validate_json(_json(entry, "change"))
                    msel_changes.check(layout, change)
                    given.changes.append(change)
                case "ruling_overridden":
                    override = Override.model_validate_json(_json(entry, "override"))
                    Planned.effects_of(layout, override)
                    given.overrides[override.id] = override
                case "override_withdrawn":
                    del given.overrides[str(entry.payload["id"])]
                case "talk_sent":
                    talk = TALKS.validate_json(_json(entry, "order"))
                    given.talks += [(team, talk) for team in TEAMS if team == entry.seat]
                case _:
                    pass
        except (ValidationError, KeyError, ValueError, WargameError) as error:
            line = str(error).splitlines()[0]
            raise SaveDamaged(
                f"turn {turn}: an entry of kind {entry.kind} is unreadable: {line}", turn
            ) from error
    return given


def resolved_again(layout: Layout, seed: int, entries: Sequence[Entry]) -> Iterator[TurnRecord]:
    """The records that the stored sheets and injects lead to from the seed, from turn 0 on.

    Raises SaveDamaged.
    """
    board = copied(layout.start)
    yield recorded(0, board, (), ())
    for entry in entries:
        if entry.kind != "turn_adjudicated":
            continue
        given = planned(layout, entries, entry.turn)
        layout = msel_changes.relaid(layout, given.changes)
        sheets = [given.sheets[team] for team in TEAMS if team in given.sheets]
        board, record = resolve(layout, board, seed, entry.turn, sheets, given)
        yield record


def _json(entry: Entry, name: str) -> str:
    """A part of a payload as JSON, for the strict models. Raises KeyError."""
    from pydantic_core import to_json

    return to_json(entry.payload[name]).decode()
