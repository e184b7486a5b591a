"""A session in memory: planning, adjudication, planning again, until it has ended. Only the journal is kept.

Every act is an entry of the journal, committed before it shows. Two ways lead to any position: the stored
records, which `resume` and `at` read, and the stored sheets and injects, which `play/resolve.py` plays again
from the seed.
What the entries hold stands in `play/entries.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pydantic import BaseModel

from wargame.errors import IllegalOrder, SaveDamaged, UnknownName, WrongPhase
from wargame.model.orders import TEAMS, OrderSheet
from wargame.play import codec, msel, msel_changes, notation, talk
from wargame.play.drafts import Draft, refused
from wargame.play.entries import (
    ENGINE,
    EVERYBODY,
    draft_payload,
    entry,
    opened,
    opening_payload,
    sheet_payload,
    style_name,
    team_audience,
    wall_clock,
)
from wargame.play.fog import Fog
from wargame.play.journal import ListJournal
from wargame.play.layout import Layout, lay_out
from wargame.play.menu import Menu
from wargame.play.offer_numbers import OfferNumbers
from wargame.play.position import Position, Turn, chained, recorded, sharing, stored_board, turn_of
from wargame.play.resolve import Planned, planned, resolve
from wargame.play.results import Result, Totals, counted, totals
from wargame.play.views import Moment
from wargame.play.white_cell import WhiteCell
from wargame.rules.codes import EndCause

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from pydantic import JsonValue

    from wargame.bots import Style
    from wargame.model.exercise import Entry, EntryKind, Journal, TurnRecord
    from wargame.model.orders import Order, TeamId
    from wargame.model.scenario import Scenario
    from wargame.model.view import View
    from wargame.play.talk import Talk
    from wargame.rules.tables import Board

    Clock = Callable[[], int]
    """Unix milliseconds, UTC."""


class Session(WhiteCell):
    """One exercise, with what the white cell does in `white_cell.py`. Made by `new_session` and `resume`."""

    def __init__(
        self,
        layout: Layout,
        seed: int,
        journal: Journal,
        bots: Mapping[TeamId, Style],
        clock: Clock = wall_clock,
    ) -> None:
        self.layout, self.seed, self.journal = layout, seed, journal
        self._scenario_layout = layout
        self._bots, self._clock = dict(bots), clock
        self._start()

    def _start(self) -> None:
        """Stand at the start of the scenario."""
        layout = self.layout = self._scenario_layout
        self._board = layout.start
        self.numbers = OfferNumbers(self._board)
        first = recorded(0, self._board, (), ())
        self._live = self._board
        self._fog = Fog(layout, self._board, self.seed, self.numbers)
        self._last = Turn(layout, 0, first.digest, (), (), seed=self.seed, numbers=self.numbers)
        self._chain_before, self._chain = "", chained("", first.digest)
        self._counts = counted(())
        self._released: list[tuple[int, msel.Released]] = [
            (0, inject) for inject in msel.released_at_start(layout, self._board)
        ]
        self._planned = Planned()
        self._drafts: dict[TeamId, Draft] = {team: Draft(team) for team in TEAMS}
        self._by_bots: dict[int, tuple[OrderSheet, ...]] = {}

    # ---- what stands ----

    @property
    def scenario(self) -> Scenario:
        """The scenario played."""
        return self.layout.scenario

    @property
    def turn(self) -> int:
        """The turn being planned, from 1; after the end one more than the last that was played."""
        return self._last.turn + 1

    @property
    def over(self) -> bool:
        """Whether the session has ended."""
        return self._position().over

    @property
    def board(self) -> Board:
        """Ground truth at the close of the last turn. Not to be written, and not for a seat's eyes."""
        return self._board

    def seen(self, seat: str) -> Board:
        """What a seat may know of that board (RB 8.4); of the white cell, all. Raises UnknownName."""
        return self._fog.board(seat)

    @property
    def last(self) -> Turn:
        """The turn that closed last; turn 0 before the first."""
        return self._last

    @property
    def digest(self) -> str:
        """Hex SHA-256 that chains the digests of all boards so far. Equal sessions have equal digests."""
        return self._chain

    @property
    def scores(self) -> dict[str, Totals]:
        """Team -> both halves of its war aims so far, in points."""
        return totals(self._position().scores)

    @property
    def seats(self) -> dict[TeamId, str]:
        """Team -> `human`, or `bot` and its style."""
        return {
            team: f"bot {style_name(self._bots[team])}" if team in self._bots else "human" for team in TEAMS
        }

    @property
    def sealed(self) -> dict[TeamId, bool]:
        """Team -> whether it has sealed."""
        return {team: draft.sealed for team, draft in self._drafts.items()}

    @property
    def result(self) -> Result:
        """What the session has come to."""
        return Result(
            scenario=self.scenario.id,
            seed=self.seed,
            turns=self._last.turn,
            ended=EndCause(self._board.tracks[0].ended).name.lower() if self._board.tracks[0].ended else "",
            digest=self.digest,
            scores=self.scores,
            events=dict(sorted(self._counts.items())),
        )

    # ---- reading ----

    def view(self, seat: str, seals: Collection[str] = TEAMS) -> View:
        """What a seat may see now, its own draft, and who of `seals` has sealed. Raises UnknownName."""
        draft = next((d for d in self._drafts.values() if d.team == seat), None)
        moment = Moment(
            sheet=draft.sheet if draft else None,
            rows=tuple(codec.order_rows(self.layout, draft.sheet)) if draft else (),
            sealed={team: done for team, done in self.sealed.items() if team in seals},
        )
        return self._position(live=True).seen(seat, moment)

    def at(self, turn: int) -> Position:
        """The position at the close of a turn; 0 is the start. Raises WrongPhase for one not played yet."""
        if turn == self._last.turn:
            return self._position()
        record = self.journal.record(turn) if 0 <= turn < self._last.turn else None
        if record is None:
            raise WrongPhase(f"turn {turn} has not been played; turns 0 to {self._last.turn} have")
        seen = tuple(inject for closed, inject in self._released if closed <= turn)
        before = self.journal.record(turn - 1) if turn > 0 else None
        opening = None if before is None else stored_board(before)
        last = turn_of(self.layout, record, opening, self.seed, self.numbers)
        return Position(self.layout, last, stored_board(record), seen, sheets=self._by_bots.get(turn, ()))

    def map(self, seat: str, width: int = 100) -> str:
        """The seat's map in plain characters, with a key."""
        from wargame.play.text_map import text_map

        return text_map(self.view(seat), self.scenario, width)

    def menu(self, team: str) -> Menu:
        """Every order that is legal by what a team knows, made one by one: `in`, `len()`, iteration."""
        known = self._draft(team).team
        return Menu(self.layout, self.seen(known), known)

    def draft(self, team: str) -> OrderSheet:
        """The team's sheet as it stands."""
        return self._draft(team).sheet

    # ---- planning ----

    def submit(
        self, team: str, orders: str | Order | Style | OrderSheet | Sequence[str | Order]
    ) -> OrderSheet:
        """Add an order, in notation or as an object, or a list of them, to a team's draft; or replace the
        draft by a sheet.

        An order takes the place of an earlier one for the same object (`play/drafts.py`). A bot writes the
        whole sheet. All or nothing: raises IllegalOrder with the reason, UnknownName, or WrongPhase if the
        team has sealed.
        """
        draft = self._open_draft(team)
        if isinstance(orders, OrderSheet):
            if orders.team != draft.team:
                raise IllegalOrder(f"this is a sheet of {orders.team}, not of {draft.team}")
            sheet = orders
        elif callable(orders):
            draft.sheet = self._bot_sheet(draft.team, orders)
            return draft.sheet
        else:
            sheet = draft.sheet.model_copy(update={"author": "", "reasons": ()})
            alone = isinstance(orders, str | BaseModel)
            for order in [cast("str | Order", orders)] if alone else cast("Sequence[str | Order]", orders):
                if isinstance(order, str):
                    order = notation.parse(self.layout, draft.team, order, self.seen(team))
                sheet = draft.with_order(sheet, order)
        reasons = refused(self.layout, self.seen(team), sheet)
        if reasons:
            raise IllegalOrder("; ".join(reasons))
        draft.sheet = sheet
        return sheet

    def withdraw(self, team: str, number: int) -> OrderSheet:
        """Take an order, counted from 1, out of a draft.

        Raises WrongPhase if sealed, UnknownName if there is none.
        """
        draft = self._open_draft(team)
        draft.sheet = draft.without(number)
        return draft.sheet

    def fill(self, team: str, bot: Style | None) -> None:
        """Give a team's seat to a bot, or to people (None); its draft stays. Who does it keeps the record."""
        known = self._draft(team).team
        self._bots.pop(known, None)
        if bot is not None:
            self._bots[known] = bot

    def keep(self, team: str, sheet: OrderSheet) -> None:
        """Put a draft back that was taken before, even if talks have made its orders illegal since."""
        self._draft(team).sheet = sheet

    def save_draft(self, team: str) -> None:
        """Commit a draft as it stands: `resume` takes it up. Raises WrongPhase if it is sealed, SaveError."""
        draft = self._open_draft(team)
        payload = draft_payload(self.numbers.true_sheet(draft.sheet), draft.revision + 1)
        self._commit([self._entry("draft_saved", draft.team, payload, team_audience(draft.team))])
        draft.revision += 1

    def seal(self, team: str, author: str = "") -> None:
        """Commit a team's sheet; until adjudication it can be reopened.

        Raises WrongPhase if it is sealed, SaveError.
        """
        draft = self._open_draft(team)
        sheet = draft.sheet.model_copy(update={"author": author}) if author else draft.sheet
        self._commit([self._sealed(sheet, unsealed=False)])
        draft.sheet, draft.sealed = sheet, True

    def reopen(self, team: str) -> None:
        """Open a sealed sheet again. Raises WrongPhase if it is not sealed, SaveError."""
        draft = self._draft(team)
        self._planning()
        if not draft.sealed:
            raise WrongPhase(f"{team} has not sealed")
        known = draft.team
        self._commit([self._entry("orders_reopened", known, {"team": known}, team_audience(known))])
        draft.sealed = False

    def talk(self, team: str, order: str | Talk) -> int:
        """Send an OFFER, a RESPOND or a STEER now (RB 6.5): it acts at once for everybody, sealed or not.

        Returns the team's number of it, 0 for STEER. Raises IllegalOrder, UnknownName, WrongPhase, SaveError.
        """
        self._planning()
        known = self._draft(team).team
        if isinstance(order, str):
            order = talk.said(self.layout, known, order, self.seen(known))
        order = self.numbers.true_talk(known, order)
        talk.refuse(self.layout, self._live, self._planned.talks, known, order)
        live = talk.spoken(self.layout, self._board, [*self._planned.talks, (known, order)])
        live = msel_changes.put(self.layout, live, self._planned.changes)
        number = talk.concerned(live, known, order)
        said: dict[str, JsonValue] = {"team": known, "order": order.model_dump(mode="json"), "number": number}
        hearers = talk.hearers(self.layout, self._live, known, order)
        self._commit([self._entry("talk_sent", known, said, hearers)])
        self._planned.talks.append((known, order))
        self.numbers.learn_board(live)
        self._live, self._fog = live, Fog(self.layout, live, self.seed, self.numbers)
        return self.numbers.own(known, number)

    def _listen(self) -> None:
        """Stand on the board as the talks of this turn, one after another, and what was done with injects,
        have left it.
        """
        spoken = self._board
        for said in range(1, len(self._planned.talks) + 1):
            spoken = talk.spoken(self.layout, self._board, self._planned.talks[:said])
            self.numbers.learn_board(spoken)
        self._live = msel_changes.put(self.layout, spoken, self._planned.changes)
        self._fog = Fog(self.layout, self._live, self.seed, self.numbers)

    # ---- adjudication ----

    def adjudicate(self) -> Turn:
        """Resolve the turn, commit it, and go on to the next.

        Raises WrongPhase when the session has ended, SaveError.

        A draft that nobody sealed counts; a team without one is played by its bot if its seat is a bot, else
        it has no orders. When this raises, the session stands where it stood.
        """
        self._planning()
        entries, sheets = self._final_sheets()
        board, record = resolve(self.layout, self._board, self.seed, self.turn, sheets, self._planned)
        chain = chained(self._chain, record.digest)
        payload: dict[str, JsonValue] = {"turn": self.turn, "digest": record.digest, "chain": chain}
        entries.append(self._entry("turn_adjudicated", ENGINE, payload, EVERYBODY, board))
        if board.tracks[0].ended:
            cause = EndCause(board.tracks[0].ended).name.lower()
            payload = {"turn": self.turn, "cause": cause}
            entries.append(self._entry("session_ended", ENGINE, payload, EVERYBODY, board))
        self._commit(entries, record)
        self._advance(board, record, sheets)
        return self._last

    def _final_sheets(self) -> tuple[list[Entry], list[OrderSheet]]:
        """The sheets that count, in team order, and the entries of those that were not sealed before."""
        entries, sheets = [], []
        for draft in self._drafts.values():
            if not draft.sealed and not draft.sheet.orders and draft.team in self._bots:
                draft.sheet = self._bot_sheet(draft.team, self._bots[draft.team])
            if not draft.sealed and (draft.sheet.orders or draft.sheet.author):
                entries.append(self._sealed(draft.sheet, unsealed=not draft.sheet.author.startswith("bot ")))
            sheets.append(self.numbers.true_sheet(draft.sheet))
        return entries, sheets

    def _advance(self, board: Board, record: TurnRecord, sheets: Iterable[OrderSheet]) -> None:
        """Stand at the close of a turn whose record is kept, and which these sheets brought about."""
        by_bots = (sheet for sheet in sheets if sheet.reasons)
        self._by_bots[record.turn] = tuple(sorted(by_bots, key=lambda sheet: TEAMS.index(sheet.team)))
        by_hand = {inject.id for _, inject in self._released}
        for inject in msel.released_in(self.layout, self._board, board):
            if inject.id not in by_hand:
                self._released.append((record.turn, inject))
        self.numbers.learn_turn(self.layout, self._board, record.facts, board)
        self._tell_overrides(record.turn, board)
        self._last = turn_of(self.layout, record, self._board, self.seed, self.numbers)
        self._board = sharing(board, self._board)
        self._planned = Planned()
        self._listen()
        self._chain_before, self._chain = self._chain, chained(self._chain, record.digest)
        self._counts += counted(record.facts)
        self._drafts = {team: Draft(team) for team in TEAMS}

    # ---- helpers ----

    def _position(self, live: bool = False) -> Position:
        """Where the session stands; `live` with the injects sent since."""
        seen = tuple(inject for closed, inject in self._released if live or closed <= self._last.turn)
        board = self._live if live else self._board
        gate = self._fog if live or self._live is self._board else None
        return Position(self.layout, self._last, board, seen, gate, self._by_bots.get(self._last.turn, ()))

    def _bot_sheet(self, team: TeamId, bot: Style) -> OrderSheet:
        rows = bot(self.layout.world, self.seen(team), TEAMS.index(team), self.seed)
        sheet = codec.sheet_of(self.layout, team, rows)
        return sheet.model_copy(update={"author": f"bot {style_name(bot)}"})

    def _draft(self, team: str) -> Draft:
        for draft in self._drafts.values():
            if draft.team == team:
                return draft
        raise UnknownName("team", team, TEAMS)

    def _open_draft(self, team: str) -> Draft:
        draft = self._draft(team)
        self._planning()
        if draft.sealed:
            raise WrongPhase(f"{team} has sealed; reopen its sheet to change it")
        return draft

    def _planning(self) -> None:
        if self.over:
            raise WrongPhase(f"the session has ended with turn {self._last.turn}")

    def _sealed(self, sheet: OrderSheet, *, unsealed: bool) -> Entry:
        payload = sheet_payload(self.numbers.true_sheet(sheet), unsealed=unsealed)
        return self._entry("orders_sealed", sheet.team, payload, team_audience(sheet.team))

    def _entry(
        self,
        kind: EntryKind,
        seat: str,
        payload: dict[str, JsonValue],
        audience: int,
        board: Board | None = None,
    ) -> Entry:
        day = (board or self._board).tracks[0].day
        return entry(self.turn, day, self._clock(), kind, seat, payload, audience)

    def _commit(self, entries: list[Entry], record: TurnRecord | None = None) -> None:
        if entries:
            self.journal.commit(entries, record)

    def _open(self) -> None:
        """Write the first entry and the record of the start."""
        payload = opening_payload(self.layout, self.seed, self.seats, self._last.digest)
        first = self._entry("session_opened", ENGINE, payload, EVERYBODY).model_copy(update={"turn": 0})
        self._commit([first], recorded(0, self._board, (), ()))

    def _take_up(self) -> None:
        """Stand where the journal ends. Raises SaveDamaged with the turn that is missing or unreadable."""
        entries = self.journal.entries()
        played = sum(1 for entry in entries if entry.kind == "turn_adjudicated")
        for turn in range(1, played + 1):
            record = self.journal.record(turn)
            if record is None:
                raise SaveDamaged(f"the record of turn {turn} is missing", turn)
            self._by_hand(held := planned(self.layout, entries, turn))
            self._advance(stored_board(record), record, held.sheets.values())
        if not self.over:
            self._by_hand(planned(self.layout, entries, self.turn))

    def _begin_again(self) -> None:
        """Stand where the journal leads, as after a restart."""
        self._start()
        self._take_up()

    def _by_hand(self, held: Planned) -> None:
        """Take up what was sealed and sent while a turn was planned."""
        self._planned = held
        self.layout = msel_changes.relaid(self.layout, held.changes)
        self._listen()
        for draft in self._drafts.values():
            if draft.team in held.drafts:
                draft.sheet = self.numbers.own_sheet(held.drafts[draft.team])
            draft.sealed, draft.revision = draft.team in held.sheets, held.revisions.get(draft.team, 0)
        for sent in held.sent:
            if isinstance(sent, int):
                shown = msel.released_by_hand(self.layout, self._board, sent, self.turn)
            else:
                shown = msel.written(self.layout, self._board, sent, self.turn)
            self._released.append((self.turn, shown))

    def __repr__(self) -> str:
        state = "ended" if self.over else f"planning turn {self.turn} of {self.layout.names.turns}"
        return f"<Session of {self.scenario.id!r}, seed {self.seed}, {state}, digest {self.digest[:12]}>"


def new_session(
    scenario: Scenario | Layout,
    seed: int = 7,
    journal: Journal | None = None,
    bots: Mapping[TeamId, Style] | None = None,
    clock: Clock = wall_clock,
) -> Session:
    """Open a session. `bots` fill seats; every other seat is a person's. Raises ScenarioError, SaveError."""
    layout = scenario if isinstance(scenario, Layout) else lay_out(scenario)
    session = Session(layout, seed, journal or ListJournal(), bots or {}, clock)
    session._open()
    return session


def resume(
    scenario: Scenario | Layout,
    journal: Journal,
    bots: Mapping[TeamId, Style] | None = None,
    clock: Clock = wall_clock,
) -> Session:
    """Continue a session where its journal ends, from its records, without resolving anything again.

    Bots of the save keep their seats unless `bots` says otherwise. Raises SaveDamaged if the journal
    contradicts itself.
    """
    layout = scenario if isinstance(scenario, Layout) else lay_out(scenario)
    seed, seats = opened(journal.entries(), layout.scenario.id)
    session = Session(layout, seed, journal, seats if bots is None else bots, clock)
    session._take_up()
    return session
