"""The words that may come next in a started order line, from the menu of legal orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.model.cleaning import one_line
from wargame.model.order_base import TEAMS
from wargame.play.completion_terms import next_in_term
from wargame.play.line_words import TOKEN
from wargame.play.menu import Menu
from wargame.play.notation import BREACHING, KINDS, POSTURES, VERBS, text_of
from wargame.play.notation_politics import CLAUSES, DUTIES, HEADS, OFFER_TAIL, ULTIMATUM_TAIL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wargame.model.orders import TeamId
    from wargame.play.layout import Layout
    from wargame.rules.tables import Board

TAIL = ("priority", "note")
PRESS = ("probe", "all_out", "column", "stop_loss")
"""Words that may follow the targets of an attack."""

FIRST = {"proxy_support": "support"}
"""Kinds whose line begins with another word than the kind's own."""

TERMS = ("offer", "ultimatum", "respond")
"""Kinds whose lines may hold terms in brackets."""

MORE = {
    "fires": ("days",),
    "convoy": ("via", "escort", "unannounced"),
    "proxy_task": ("with",),
    "post": ("at", "size"),
    "air_task": ("unrestricted", ","),
    "drone_strike": ("forced",),
}
"""Words that may follow a complete order of a kind, before the tail."""

FORMATIONS_MOST = 8
TARGETS_MOST = 4


def next_words(layout: Layout, board: Board, team: TeamId, text: str) -> list[str]:
    """Words that complete the last word of `text` or may follow it, in the order of the scenario.

    A word is finished when a space follows it, or when it is one of those that fit there.
    """
    words = [w.lower() for w in TOKEN.findall(one_line(text))]
    menu = Menu(layout, board, team)
    if not words or text[-1:].isspace() or text[-1:] in ",;[]":
        return _followers(menu, words)
    last = words[-1]
    fits = _followers(menu, words[:-1])
    found = [w for w in fits if w.startswith(last) and w != last]
    return found + _followers(menu, words) if last in fits else found


def _followers(menu: Menu, words: list[str]) -> list[str]:
    """What may follow these whole words."""
    if not words:
        return [*menu.own(), *(FIRST.get(k, k) for k in menu.kinds() if k in KINDS)]
    own = menu.own()
    if words[0] in own:
        return _of_formations(menu, words, own)
    if words[0] in KINDS:
        return _of_kind(menu, words[0], words, own)
    return []


def _of_formations(menu: Menu, words: list[str], own: tuple[str, ...]) -> list[str]:
    n = 0
    while n < len(words) and words[n] in own:
        n += 1
    lines = [text_of(order).split() for order in menu.for_formation(words[0])]
    if n == len(words):
        verbs = [v for v in VERBS if any(line[1] == v for line in lines)]
        more = [f for f in own if f not in words] if "attack" in verbs and n < FORMATIONS_MOST else []
        return (verbs if n == 1 else [v for v in verbs if v == "attack"]) + more
    verb, rest = words[n], words[n + 1 :]
    if verb in POSTURES:
        return list(TAIL)
    if verb == "attack" and rest:
        if rest[-1] in ("column", "stop_loss"):
            return []
        if rest[-1] in PRESS or rest[-1].lstrip("-").isdigit():
            return [word for word in PRESS if word not in rest] + list(TAIL)
        if rest[-1] != "then":
            then = ["then"] if rest.count("then") < TARGETS_MOST - 1 else []
            return [*then, *PRESS, "breach", *TAIL]
        return [t for t in _enemy_places(menu) if t not in rest]
    return _by_lines(lines, [words[0], verb, *rest], [])


def _enemy_places(menu: Menu) -> list[str]:
    """Every place that is the target of an attack of somebody in the team."""
    return list(dict.fromkeys(text_of(order).split()[-1] for order in menu.of_kind("attack")))


def _of_kind(menu: Menu, kind: str, words: list[str], own: tuple[str, ...]) -> list[str]:
    kind = HEADS.get(kind, kind)
    words = [FIRST.get(kind, kind), *words[1:]]
    if kind in TERMS:
        return _with_terms(menu, kind, words)
    if words[-1] == "escort":
        return list(own)
    if words[-1] in ("via", "at"):
        return list(menu.layout.names.places)
    if kind == "supply_priority":
        return [f for f in own if f not in words] + (list(TAIL) if len(words) > 1 else [])
    if kind == "clear_road" and len(words) > 1:
        roads = [road for order in menu.of_kind(kind) for road in text_of(order).split()[1:]]
        return [road for road in roads if road not in words] + list(TAIL)
    if words[-1] == "days":
        return []
    if "," in words:
        words = [kind, *words[len(words) - words[::-1].index(",") :]]
    return _by_lines([text_of(order).split() for order in menu.of_kind(kind)], words, MORE.get(kind, ()))


def _with_terms(menu: Menu, kind: str, words: list[str]) -> list[str]:
    """What follows in a line that may hold terms: a template or a bracket, terms, and the tail."""
    if "[" in words and "]" not in words:
        start = max(i for i, word in enumerate(words) if word in ("[", ";")) + 1
        following = next_in_term(menu.layout.names, words[start:])
        pending = words[-1] == "," or (words[-1] in CLAUSES and words[-1] not in DUTIES)
        return following if pending or len(words) == start else [*following, ";", "]"]
    if kind == "respond":
        if words[-1] == "counter":
            return ["["]
        lines = [text_of(order).split() for order in menu.of_kind(kind)]
        counters = [[*line[:2], "counter"] for line in lines if line[2] == "reject"]
        return _by_lines(lines + counters, words, ())
    tail = OFFER_TAIL if kind == "offer" else ULTIMATUM_TAIL
    if any(word in tail for word in words) or "]" in words:
        numbered = words[-1] in tail and words[-1] != "secret"
        return [] if numbered else [*(word for word in tail if word not in words), *TAIL]
    if words[-1] in menu.layout.names.agreement:
        return [*tail, "[", *TAIL] if kind == "offer" else ["deadline", "["]
    found = _by_lines([text_of(order).split() for order in menu.of_kind(kind)], words, ())
    found = [word for word in found if word not in tail]
    return [*found, "["] if words[-1] in TEAMS else found


def _by_lines(lines: list[list[str]], words: list[str], more: Iterable[str]) -> list[str]:
    """The words that continue a prefix of known lines; the tail where a known line is complete."""
    n = len(words)
    found = dict.fromkeys(line[n] for line in lines if line[:n] == words and len(line) > n)
    whole = any(line == words for line in lines)
    if words[0] in ("air_task", "drone_strike") and n == 4 and words[3].isdigit():
        whole = True
    tail = ("breach", *TAIL) if words[0] in BREACHING else TAIL
    return [*found, *more, *tail] if whole else list(found)
