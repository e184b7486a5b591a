"""A Session of `play/` as the Desk of the screens. The only file of the screens that calls `play/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.tui.desk import Forecast, Opened

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wargame.model.exercise import AdHocInject
    from wargame.model.orders import Order, OrderSheet, TeamId
    from wargame.model.orders_politics import TermForm
    from wargame.model.scenario import Scenario
    from wargame.model.view import View
    from wargame.play.menu import Menu
    from wargame.play.position import Position
    from wargame.play.preview import Preview
    from wargame.play.session import Session

PLACE_KINDS = ("attack", "recon", "drone_strike", "jam", "proxy_task", "air_task", "airspace")
"""Kinds of orders that are looked through for a place; moves are given from the formation."""

POST_KINDS = ("convoy", "post", "siege")
MOST = 120
"""Lines offered for one place at most."""


def opened(
    session: Session, base: str = "", restart: Callable[[int], Session] | None = None
) -> Opened:
    """A session for the screens. `base` is the text of its base map; `restart` opens it with another seed."""
    again = None if restart is None else lambda seed: SessionDesk(restart(seed))
    return Opened(SessionDesk(session), base, again)


class SessionDesk:
    """See `desk.Desk` for what each method does."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._menus: dict[tuple[str, int], Menu] = {}

    @property
    def scenario(self) -> Scenario:
        """The scenario played."""
        return self.session.scenario

    @property
    def seed(self) -> int:
        """The seed of all draws."""
        return self.session.seed

    @property
    def turn(self) -> int:
        """The turn being planned, from 1."""
        return self.session.turn

    @property
    def over(self) -> bool:
        """Whether the session has ended."""
        return self.session.over

    def view(self, seat: str) -> View:
        """What a seat may see now."""
        return self.session.view(seat)

    def at(self, turn: int) -> Position:
        """The moment at the close of a turn."""
        return self.session.at(turn)

    def _menu(self, team: str) -> Menu:
        key = (team, self.turn)
        if key not in self._menus:
            self._menus = {known: menu for known, menu in self._menus.items() if known[1] == self.turn}
            self._menus[key] = self.session.menu(team)
        return self._menus[key]

    def options(self, team: str, words: str) -> list[str]:
        """Words that may follow finished words."""
        from wargame.play.completion import next_words

        line = f"{words} " if words else ""
        return next_words(self.session.layout, self.session.seen(team), _team(team), line)

    def about(self, team: str, thing: str) -> list[str]:
        """Lines of legal orders that name a place or a post."""
        from wargame.play.notation import text_of

        menu = self._menu(team)
        wanted = {thing}
        kinds: tuple[str, ...] = POST_KINDS
        if thing in self.session.layout.names.place:
            kinds = PLACE_KINDS + POST_KINDS
            place = self.scenario.places[self.session.layout.names.place[thing]]
            wanted |= {place.sector} | {post.id for post in self.scenario.posts if post.place == thing}
            wanted |= {road.id for road in self.scenario.roads if thing in (road.a, road.b)}
        found = []
        for kind in kinds:
            for order in menu.of_kind(kind):
                line = text_of(order)
                if wanted & set(line.split()):
                    found.append(line)
        return found[:MOST]

    def parse(self, team: str, words: str) -> Order:
        """The order of a line. Raises WargameError."""
        from wargame.play.notation import parse

        return parse(self.session.layout, _team(team), words, self.session.seen(team))

    def line_of(self, order: Order) -> str:
        """The line of an order."""
        from wargame.play.notation import text_of

        return text_of(order)

    def forecast(self, team: str, order: Order) -> Forecast:
        """The preview of an order from the team's view."""
        from wargame.play.preview import preview

        draft = self.session.draft(team)
        return forecast_of(preview(self.session.layout, self.session.seen(team), _team(team), order, draft))

    def talk(self, team: str, order: Order) -> int:
        """Send an offer, an answer or a STEER now."""
        from wargame.errors import IllegalOrder
        from wargame.model.orders_politics import Offer, Respond, Steer

        if not isinstance(order, Offer | Respond | Steer):
            raise IllegalOrder(f"{order.type} is no talk: it goes into the sheet")
        number = self.session.talk(team, order)
        self._menus.clear()
        return number

    def waits_for(self, team: str) -> bool:
        """Whether an open offer waits for the answer of a team."""
        found = self.session.view(team).politics.agreements
        return any(a.state == "offered" and team in a.awaited for a in found)

    def term(self, words: str) -> TermForm:
        """The term that some words say."""
        from wargame.play.line_words import Words
        from wargame.play.notation_politics import term

        return term(Words(self.session.layout, words))

    def term_line(self, term: TermForm) -> str:
        """The words of a term."""
        from wargame.play.notation_politics import term_text

        return term_text(term)

    def term_options(self, words: str) -> list[str]:
        """Words that may follow in a term."""
        from wargame.play.completion_terms import next_in_term
        from wargame.play.line_words import TOKEN

        return next_in_term(self.session.layout.names, TOKEN.findall(words.lower()))

    def term_told(self, term: TermForm, parties: Sequence[str]) -> str:
        """A term in a sentence."""
        from wargame.play.politics_preview import told_term

        return told_term(self.session.layout, term, parties)

    def would(
        self, team: str, parties: Sequence[str], terms: Sequence[TermForm]
    ) -> list[tuple[tuple[str, tuple[int, ...]], ...]]:
        """Who would have broken each term in the last turn."""
        from wargame.play.agreements_view import would_have_meant

        session = self.session
        found = would_have_meant(session.layout, session.seen(team), team, session.last, terms, parties)
        return [tuple((each.party, each.days) for each in term) for term in found]

    def chances(self, column: int) -> tuple[int, ...]:
        """Repulse, stall, gains, breakthrough at a column, in basis points."""
        from wargame.play.preview import band_chances

        return band_chances(self.session.layout, column)

    def submit(self, team: str, sheet: OrderSheet) -> None:
        """Make this the team's draft."""
        self.session.submit(team, sheet)

    def add(self, team: str, order: Order) -> None:
        """Add an order to the team's draft; it takes the place of an earlier one for the same object."""
        self.session.submit(team, order)

    def warnings(self, team: str) -> list[str]:
        """What sealing the draft would void or waste."""
        used, available = self.view(team).command
        left = available - used
        return [f"{left} of {available} command points are left; they lapse."] if left > 0 else []

    def seal(self, team: str) -> None:
        """Seal the draft."""
        self.session.seal(team)

    def play_bot(self, team: str) -> None:
        """Let the bot of the record draft and seal for a team."""
        from wargame.bots import STYLES

        self.session.submit(team, STYLES["historical"])
        self.session.seal(team)

    def release(self, inject: str) -> None:
        """Release an inject at once."""
        self.session.release(inject)

    def write_inject(self, inject: AdHocInject) -> None:
        """Release an inject that a person wrote."""
        self.session.write_inject(inject)

    def adjudicate(self) -> None:
        """Resolve the turn."""
        self.session.adjudicate()


def _team(name: str) -> TeamId:
    """The name of a team as its own type."""
    from wargame.model.orders import TEAMS

    return next(team for team in TEAMS if team == name)


def counted(number: int, noun: str) -> str:
    """`1 day`, `2 days`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def forecast_of(found: Preview) -> Forecast:
    """A preview in the words of the screens."""
    from wargame.play.drone_preview import DronePreview
    from wargame.play.preview import AirPreview, AttackPreview, MovePreview, PassagePreview

    price = counted(found.cost, "command point")
    if found.capital:
        price += f", {found.capital / 100:.1f} political capital"
    notes = (price, *found.notes)
    match found.body:
        case AttackPreview() as battle:
            lines = sorted(battle.lines, key=lambda line: -abs(line.cs))
            march = f", {counted(battle.march_days, 'day')} of march first" if battle.march_days else ""
            there = f"{battle.attackers[1] / 1000:.1f} of {battle.attackers[0] / 1000:.1f} bn in the line"
            against = (
                f"against {battle.defenders[1] / 1000:.1f} of {battle.defenders[0] / 1000:.1f} bn{march}"
            )
            return Forecast(
                column=battle.column,
                reasons=tuple((line.label, line.cs) for line in lines if line.cs),
                chances=battle.chances,
                losses=(battle.own_loss, battle.enemy_loss),
                days=f"{battle.days / 100:.1f}" if battle.days is not None else "never",
                notes=(f"{there} {against}; {price}", *found.notes),
                refused=found.refused,
            )
        case MovePreview() as march:
            told = f"{counted(len(march.path), 'place')}, {counted(march.days, 'day')} of march"
            load = (
                f"; the fullest road carries {march.overload // 100} % of its capacity"
                if march.overload
                else ""
            )
            return Forecast(notes=(f"{told}{load}", *notes), refused=found.refused)
        case AirPreview() as air:
            flown = [
                f"{task.mission} {task.sorties} sorties worth {task.effective / 100:.1f}"
                for task in air.tasks
            ]
            surge = "; more than are ready: readiness falls" if air.surge else ""
            return Forecast(
                notes=(f"{', '.join(flown)}; {air.available} ready{surge}", *notes), refused=found.refused
            )
        case DronePreview() as strike:
            surge = "; more than are ready: readiness falls" if strike.surge else ""
            price_of_force = f"; tension +{strike.tension / 100:.1f} a day" if strike.tension else ""
            told = f"{strike.sorties} sorties destroy {strike.kill} a day of what is well seen"
            return Forecast(notes=(told + surge + price_of_force, *notes), refused=found.refused)
        case PassagePreview() as passage:
            way = f"gets through with {passage.through / 100:.0f} %"
            days = f", {counted(passage.days, 'day')} on the road" if passage.days else ""
            return Forecast(notes=(way + days, *notes), refused=found.refused)
        case None:
            return Forecast(notes=notes, refused=found.refused)
