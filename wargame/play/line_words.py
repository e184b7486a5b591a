"""The words of an order line, taken one after the other; names of places, posts and sectors among them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from wargame.errors import UnknownName, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import IntEnum

    from wargame.play.layout import Layout

TOKEN = re.compile(r"[^\s,;\[\]]+|[,;\[\]]")
MARKS = frozenset(",;[]")
WORDS_OF_A_NAME = 5


def plain(name: str) -> str:
    """A name as it is compared: lower case, without accents, every run of other characters one underscore."""
    letters = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", letters).strip("_")


def number(word: str, what: str, low: int, high: int) -> int:
    """A word as a whole number. Raises UsageError outside of low..high."""
    digits = re.sub(r"\A[-+]" if low < 0 else r"\A\+", "", word)
    if not (digits.isascii() and digits.isdigit() and len(digits) < 7 and low <= int(word) <= high):
        raise UsageError(f"{what}: {word!r} is not a whole number from {low} to {high}")
    return int(word)


class Words:
    """The words of a line, taken one after the other."""

    def __init__(self, layout: Layout, text: str) -> None:
        self.layout = layout
        self.words: list[str] = TOKEN.findall(text)
        self.at = 0

    def peek(self) -> str:
        """The next word in lower case, empty at the end."""
        return self.words[self.at].lower() if self.at < len(self.words) else ""

    def take(self, what: str) -> str:
        """The next word; `what` names what is missing."""
        if self.at >= len(self.words):
            raise UsageError(f"the line ends where {what} is expected")
        self.at += 1
        return self.words[self.at - 1].lower()

    def skip(self, word: str) -> bool:
        """Take the next word if it is this one."""
        if self.peek() != word:
            return False
        self.at += 1
        return True

    def choice(self, kind: str, known: Iterable[str]) -> str:
        """The next word, one of `known`."""
        known = tuple(known)
        word = self.take(f"a {kind} ({', '.join(known)})").replace("-", "_")
        if word not in known:
            raise UnknownName(kind, word, known)
        return word

    def code(self, kind: str, codes: type[IntEnum], leave: int = -1) -> str:
        """The next word, the name of a code other than `leave`."""
        return self.choice(kind, (c.name.lower() for c in codes if c != leave))

    def id(self, kind: str) -> str:
        """The next one to five words as the id of a place, post, ...: the longest name that is known."""
        known = self._known(kind)
        for n in range(min(WORDS_OF_A_NAME, len(self.words) - self.at), 0, -1):
            part = self.words[self.at : self.at + n]
            if MARKS.isdisjoint(part) and (found := known.get(plain(" ".join(part)))):
                self.at += n
                return found
        raise UnknownName(kind, self.take(f"a {kind}"), dict.fromkeys(known.values()))

    def ids(self, kind: str, stops: tuple[str, ...]) -> list[str]:
        """Ids up to a word of `stops` or the end; commas between them are allowed."""
        found: list[str] = []
        while self.peek() and self.peek() not in stops:
            if not self.skip(","):
                found.append(self.id(kind))
        return found

    def number(self, what: str, low: int, high: int) -> int:
        """The next word as a number."""
        return number(self.take(what), what, low, high)

    def end(self) -> None:
        """Nothing may follow."""
        if self.at < len(self.words):
            raise UsageError(f"{self.words[self.at]!r} is not expected here")

    def _known(self, kind: str) -> dict[str, str]:
        names, scenario = self.layout.names, self.layout.scenario
        known: dict[str, str] = {}
        match kind:
            case "place":
                for place in scenario.places:
                    known.setdefault(plain(place.name), place.id)
                ids = names.places
            case "post":
                for post in scenario.posts:
                    known.setdefault(plain(post.name), post.id)
                ids = names.posts
            case "sector":
                for sector in scenario.sectors:
                    known.setdefault(plain(sector.name), sector.id)
                ids = names.sectors
            case "spot":
                return self._known("sector") | self._known("place")
            case "agreement":
                for agreement in scenario.agreements:
                    known.setdefault(plain(agreement.name), agreement.id)
                ids = names.agreements
            case "zone":
                for zone in scenario.zones:
                    known.setdefault(plain(zone.name), zone.id)
                ids = names.zones
            case "condition":
                ids = names.term_conditions
            case "road":
                ids = names.roads
            case "proxy":
                ids = names.factions
            case _:
                ids = names.formations
        return known | {plain(i): i for i in ids}
