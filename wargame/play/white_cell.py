"""What the white cell does in a session: injects while a turn is planned, rulings of the turn that closed.

A ruling is overridden by typed effects that act at the close of a day of the turn (RB 3.6). The turn is then
resolved anew from the board before it, with the same sheets and the same draws, and its record takes the
place of the one that was kept. Nobody may have ordered or said anything on what it changes, so the session
can then be taken up from its journal, as after a restart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from wargame.errors import UnknownName, WrongPhase
from wargame.play import msel, msel_changes
from wargame.play.position import chained, stored_board
from wargame.play.resolve import Planned, planned, resolve
from wargame.rules.codes import InjectState

if TYPE_CHECKING:
    from pydantic import JsonValue

    from wargame.model.exercise import (
        AdHocInject,
        Entry,
        EntryKind,
        InjectChange,
        Journal,
        Override,
        TurnRecord,
    )
    from wargame.model.orders import TeamId
    from wargame.play.drafts import Draft
    from wargame.play.layout import Layout
    from wargame.play.position import Turn
    from wargame.rules.tables import Board

NUMBER = "ruling"
"""What stands in the place of an inject's number before the reason of an override."""


class WhiteCell:
    """A part of `Session`, which has what is named here."""

    layout: Layout
    seed: int
    journal: Journal
    _scenario_layout: Layout
    _board: Board
    _live: Board
    _chain_before: str
    _released: list[tuple[int, msel.Released]]
    _planned: Planned
    _drafts: dict[TeamId, Draft]
    _last: Turn

    if TYPE_CHECKING:

        @property
        def turn(self) -> int:
            """The turn being planned."""

        def _planning(self) -> None: ...
        def _listen(self) -> None: ...
        def _begin_again(self) -> None: ...
        def _commit(self, entries: list[Entry], record: TurnRecord | None = None) -> None: ...
        def _entry(
            self, kind: EntryKind, seat: str, payload: dict[str, JsonValue], audience: int
        ) -> Entry: ...

    # ---- injects ----

    def release(self, inject_id: str, author: str = "", reason: str = "") -> None:
        """Send an inject of the list now; its effects act at step 2 of the next day that is resolved.

        Raises UnknownName, WrongPhase if it was released before or is to be skipped, SaveError.
        """
        self._planning()
        row = self.layout.names.inject.get(inject_id)
        if row is None:
            raise UnknownName("inject", inject_id, self.layout.names.injects)
        if self._board.injects[row].state == InjectState.RELEASED or row in self._planned.released:
            raise WrongPhase(f"inject {inject_id} has been released")
        if self._live.injects[row].state == InjectState.SKIPPED:
            raise WrongPhase(f"inject {inject_id} is skipped; restore it first")
        shown = msel.released_by_hand(self.layout, self._board, row, self.turn)
        bits = msel.audience_bits(shown.audience)
        payload = signed({"inject": inject_id}, author, reason)
        self._commit([self._entry("inject_released", "white", payload, bits)])
        self._planned.released.append(row)
        self._released.append((self.turn, shown))

    def write_inject(self, inject: AdHocInject, author: str = "", reason: str = "") -> None:
        """Send an inject written by the white cell now.

        Raises ScenarioError for effects that say nothing, WrongPhase, SaveError.
        """
        self._planning()
        if inject.id in self.layout.names.inject or any(inject.id == known.id for _, known in self._released):
            raise WrongPhase(f"an inject is called {inject.id} already")
        extra = Planned.effects_of(self.layout, inject)
        payload = signed({"inject": inject.model_dump(mode="json")}, author, reason)
        self._commit([self._entry("inject_written", "white", payload, msel.audience_bits(inject.audience))])
        self._planned.extra.extend(extra)
        self._released.append((self.turn, msel.written(self.layout, self._board, inject, self.turn)))

    def change_inject(self, change: InjectChange, author: str = "", reason: str = "") -> None:
        """Hold, let go, skip, restore, re-time or rewrite an inject of the list that was not released.

        Raises UnknownName, WrongPhase if its state does not allow it, ScenarioError for a time that is past
        or a text that is none, SaveError.
        """
        self._planning()
        row = msel_changes.row_of(self.layout, change.inject)
        if row in self._planned.released:
            raise WrongPhase(f"inject {change.inject} has been released")
        msel_changes.refuse(self.layout, self._live, self.turn, change)
        layout = msel_changes.relaid(self.layout, [change])
        payload = signed({"change": change.model_dump(mode="json")}, author, reason)
        self._commit([self._entry("inject_changed", "white", payload, msel.BITS["white"])])
        self._planned.changes.append(change)
        self.layout = layout
        self._listen()

    # ---- rulings ----

    def override(self, override: Override, author: str = "") -> None:
        """Change a ruling of the turn that closed last (RB 3.6).

        Raises ScenarioError for effects that say nothing, WrongPhase if there is no such turn or day, if
        somebody has ordered or talked since, or if the session would end by it or go on, SaveError.
        """
        given = self._closed()
        if override.id in given.overrides:
            raise WrongPhase(f"an override is called {override.id} already")
        if override.day > self.layout.names.days_per_turn:
            raise WrongPhase(f"a turn has {self.layout.names.days_per_turn} days")
        Planned.effects_of(self.layout, override)
        given.overrides[override.id] = override
        payload: dict[str, JsonValue] = {"override": override.model_dump(mode="json")}
        self._resolve_anew(given, "ruling_overridden", signed(payload, author))

    def withdraw_override(self, name: str, author: str = "", reason: str = "") -> None:
        """Take an override of the last turn back. Raises UnknownName, and what `override` raises."""
        given = self._closed()
        if name not in given.overrides:
            raise UnknownName("override", name, tuple(given.overrides))
        del given.overrides[name]
        self._resolve_anew(given, "override_withdrawn", signed({"id": name}, author, reason))

    @property
    def overrides(self) -> tuple[Override, ...]:
        """What was changed in the turn that closed last."""
        return tuple(planned(self.layout, self.journal.entries(), self._last.turn).overrides.values())

    def _closed(self) -> Planned:
        """What the last turn was resolved from. Raises WrongPhase."""
        if self._last.turn < 1:
            raise WrongPhase("no turn has been resolved yet")
        acted = self._planned.sheets or self._planned.talks
        if acted or any(draft.sealed or draft.sheet.orders for draft in self._drafts.values()):
            raise WrongPhase(f"teams have acted on the results of turn {self._last.turn}; this is a branch")
        return planned(self._scenario_layout, self.journal.entries(), self._last.turn)

    def _resolve_anew(self, given: Planned, kind: EntryKind, payload: dict[str, JsonValue]) -> None:
        """Commit what overrides make of the last turn, and stand there. Raises WrongPhase, SaveError."""
        turn = self._last.turn
        before = self.journal.record(turn - 1)
        if before is None:
            raise WrongPhase(f"the board before turn {turn} is not kept")
        opening = stored_board(before)
        sheets = [given.sheets[team] for team in self._drafts if team in given.sheets]
        board, record = resolve(self._layout_of(turn), opening, self.seed, turn, sheets, given)
        if board.tracks[0].ended != self._board.tracks[0].ended:
            raise WrongPhase("the session would end by this, or go on: this is a branch")
        if kind == "ruling_overridden" and record.digest == self._last.digest:
            raise WrongPhase("nothing would change by this")
        told: dict[str, JsonValue] = {
            **payload, "turn": turn, "digest": record.digest,
            "chain": chained(self._chain_before, record.digest),
        }  # fmt: skip
        entry = self._entry(kind, "white", told, msel.BITS["white"])
        self._commit([entry.model_copy(update={"turn": turn})], record)
        self._begin_again()

    def _layout_of(self, turn: int) -> Layout:
        """The layout with which a turn was resolved."""
        entries = self.journal.entries()
        layout = self._scenario_layout
        for past in range(1, turn + 1):
            layout = msel_changes.relaid(layout, planned(layout, entries, past).changes)
        return layout

    def _tell_overrides(self, turn: int, board: Board) -> None:
        """The reasons of overrides: those that are read with the results, and at the end the others."""
        told = [(turn, each) for each in self._planned.overrides.values() if each.shown == "now"]
        if board.tracks[0].ended or turn >= self.layout.names.turns:
            entries = self.journal.entries()
            for past in range(1, turn + 1):
                held = planned(self._scenario_layout, entries, past).overrides.values()
                told += [(past, each) for each in held if each.shown == "endex"]
        self._released += [(turn, _notice(each, past, board)) for past, each in told]


def _notice(override: Override, turn: int, board: Board) -> msel.Released:
    return msel.Released(
        id=override.id,
        number=NUMBER,
        title=f"A ruling of turn {turn}, day {override.day}, was changed",
        body=override.reason,
        channel="report",
        sender="White cell",
        turn=turn + 1,
        day=board.tracks[0].day,
        audience=cast("tuple[str, ...]", override.audience),
        state="released",
    )


def signed(payload: dict[str, JsonValue], author: str, reason: str = "") -> dict[str, JsonValue]:
    """A payload with who did it and why, where that is said."""
    words = {"author": author, "reason": reason}
    return payload | {name: word for name, word in words.items() if word}
