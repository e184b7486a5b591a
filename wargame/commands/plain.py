"""`wargame play --plain`: one seat in lines of text, read and answered one after the other.

No cursor is moved and no frame is drawn, so a screen reader reads everything, once, in order. Orders are the
lines of `docs/orders.md`; the session, its rules and its save are those of the screens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.commands import plain_text
from wargame.commands.output import note, say
from wargame.errors import UsageError, WargameError
from wargame.model.cleaning import clean
from wargame.model.orders import TEAMS
from wargame.model.orders_politics import Offer, Respond, Steer
from wargame.play.forecast import counted
from wargame.play.text_map import text_map
from wargame.tui.names import Names
from wargame.tui.session_desk import SessionDesk

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from wargame.model.orders import Order
    from wargame.tui.desk import Desk

    Ask = Callable[[str], str]
    """Asks with a prompt and gives the line; raises EOFError where no more come."""

HELP = """\
Type an order as a line, such as: saa_25_a attack saraqib. It is added to your draft and kept in the save.
try LINE       what an order would do, without adding it
words LINE     the words that may follow
orders         your draft; drop N takes order N out of it
read           the headings; read N or read WORD one of them; read all everything
why N          the reasons of outcome N of the report
find WORDS     places, formations and posts by name
map            the map in characters
seal           end your planning: the turn is resolved, and you read the next report
quit           leave; the draft is kept
Offers, answers and steering act at once: you are asked before they are sent."""


def run(arguments: argparse.Namespace) -> int:
    """Play one seat in plain text. Exit 0, or WargameError."""
    from wargame import opening
    from wargame.commands.play import opened

    if arguments.to_turn is not None:
        raise UsageError("--to-turn is for play without a terminal; redirect the input from /dev/null")
    seats = list(arguments.seat or ())
    if len(seats) > 1 or not set(seats) <= set(TEAMS):
        raise UsageError(f"--plain plays one team, with --seat {'|'.join(TEAMS)}; bots play the others")
    if not seats:
        arguments.seat = seats = [_seat(input)]
    session, path = opened(arguments, everybody=False)
    Plain(SessionDesk(session), seats[0], input).play()
    opening.settle(session)
    if path.exists():
        note(f"saved as {path}; continue with `wargame play --plain --seat {seats[0]} {path}`")
    return 0


def _seat(ask: Ask) -> str:
    """The team that is answered to the question. Raises UsageError when nothing more comes."""
    while True:
        try:
            answer = ask(f"Which team do you play: {', '.join(TEAMS)}? ").strip().lower()
        except EOFError as error:
            raise UsageError("no team was named; use --seat") from error
        if answer in TEAMS:
            return answer
        say(f"{answer!r} is no team.")


WIDTH = 100
"""Characters of the map."""


class Plain:
    """One seat at a desk, by lines."""

    def __init__(self, desk: Desk, team: str, ask: Ask) -> None:
        self._desk, self._team, self._ask = desk, team, ask
        self._names = Names(desk.scenario)
        self._acts: dict[str, Callable[[str], None]] = {
            "help": lambda _: say(HELP),
            "read": self._read,
            "orders": lambda _: self._read("orders"),
            "drop": self._drop,
            "try": self._try,
            "words": self._words,
            "why": self._why,
            "find": self._find,
            "map": lambda _: self._map(),
            "seal": lambda _: self._seal(),
        }

    def play(self) -> None:
        """Read and answer lines until the end, `quit`, or the end of input."""
        self._open()
        while not self._desk.over:
            try:
                line = self._ask(f"{self._team}, turn {self._desk.turn}> ").strip()
            except (EOFError, KeyboardInterrupt):
                return
            word, _, rest = line.partition(" ")
            if word in ("quit", "q"):
                return
            try:
                if word in self._acts:
                    self._acts[word](rest.strip())
                elif line:
                    self._order(line)
            except WargameError as error:
                say(f"Not done: {error}")
        view = self._desk.view(self._team)
        self._tell("The exercise has ended", plain_text.closing(view, self._names))

    def _open(self) -> None:
        """What stands first: who one is, what happened, and how to go on."""
        view = self._desk.view(self._team)
        say(f"{view.title}. You play {self._names.of(self._team)}. Type help for what can be typed.")
        self._read("situation")
        if view.events:
            self._read("report")
        if fresh := plain_text.news(view, view.turn - 1):
            self._tell("News", fresh)
        self._read("orders")

    def _tell(self, title: str, lines: list[str]) -> None:
        say("\n".join([f"\n{title}.", *(lines or ["Nothing."])]))

    # ---- reading ----

    def _read(self, wanted: str) -> None:
        found = plain_text.sections(self._desk.view(self._team), self._names)
        if not wanted:
            say("\n".join(f"{n}. {section.title} ({section.word})" for n, section in enumerate(found, 1)))
            return
        told = [
            section
            for n, section in enumerate(found, 1)
            if wanted in ("all", str(n)) or section.word.startswith(wanted.lower())
        ]
        for section in told:
            self._tell(section.title, section.lines)
        if not told:
            say(f"No heading is called {wanted!r}; read names them all.")

    def _why(self, number: str) -> None:
        events = {str(event.number): event for event in self._desk.view(self._team).events}
        if number in events:
            self._tell("Why", plain_text.why(events[number]))
        else:
            say(f"The report has no outcome {number!r}; read report tells their numbers.")

    def _find(self, words: str) -> None:
        if words:
            say("\n".join(plain_text.find(words, self._desk.view(self._team), self._names)))
        else:
            say("Find what? Such as: find saraqib.")

    def _map(self) -> None:
        say(text_map(self._desk.view(self._team), self._desk.scenario, WIDTH).rstrip("\n"))

    def _words(self, line: str) -> None:
        found = self._desk.options(self._team, line.lower())
        say(", ".join(found) if found else "Nothing follows: the line is complete, or no order begins so.")

    # ---- orders ----

    def _try(self, line: str) -> None:
        order = self._desk.parse(self._team, line)
        say("\n".join(plain_text.forecast(self._desk.forecast(self._team, order))))

    def _order(self, line: str) -> None:
        order = self._desk.parse(self._team, line)
        found = self._desk.forecast(self._team, order)
        if not found.refused:
            say("\n".join(plain_text.forecast(found)))
        if isinstance(order, Offer | Respond | Steer):
            self._send(order)
            return
        self._desk.add(self._team, order)
        sheet = self._desk.view(self._team).sheet
        held = counted(len(sheet.orders) if sheet else 0, "order")
        say(f"Added: {self._desk.line_of(order)}. Your draft has {held}.")

    def _send(self, order: Order) -> None:
        if self._yes(f"Send {self._desk.line_of(order)} now?"):
            number = self._desk.talk(self._team, order)
            say(f"Sent; it has number {number}." if number else "Sent.")

    def _drop(self, number: str) -> None:
        sheet = self._desk.view(self._team).sheet
        orders = sheet.orders if sheet is not None else ()
        if sheet is None or not number.isdigit() or not 1 <= int(number) <= len(orders):
            say(f"There is no order {number!r}; orders tells their numbers.")
            return
        at = int(number) - 1
        left = sheet.model_copy(update={"orders": (*orders[:at], *orders[at + 1 :]), "reasons": ()})
        self._desk.submit(self._team, left)
        say(f"Taken out: {self._desk.line_of(orders[at])}.")

    def _seal(self) -> None:
        for warning in self._desk.warnings(self._team):
            say(warning)
        if not self._yes("Seal your orders and resolve the turn?"):
            return
        if not self._desk.view(self._team).sealed[self._team]:
            self._desk.seal(self._team)
        self._desk.adjudicate()
        if not self._desk.over:
            self._open()

    def _yes(self, question: str) -> bool:
        try:
            return self._ask(clean(f"{question} yes or no: ")).strip().lower() in ("y", "yes")
        except EOFError:
            return False
