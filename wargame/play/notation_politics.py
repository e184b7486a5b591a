"""Political orders and the terms of agreements as lines of text, both ways (docs/orders.md).

Terms stand in brackets, divided by semicolons: `offer moscow [ceasefire places saraqib, nayrab by 12;
post_status posts op_9 feed immune] secret`. Part of `notation.py`, which reads the rest of the line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from wargame.errors import UsageError
from wargame.model.order_base import TEAMS
from wargame.model.orders_politics import (
    Border,
    Economy,
    External,
    Ladder,
    Libya,
    Offer,
    ProxySupport,
    Respond,
    Statement,
    Steer,
    TermForm,
    Ultimatum,
)
from wargame.rules.codes import (
    Access,
    AirUser,
    Answer,
    Ask,
    Author,
    BorderPolicy,
    Capital,
    Direction,
    Duty,
    Faction,
    Lever,
    Side,
    SteerAct,
    SupportKind,
    TermKind,
    Tone,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wargame.play.codec_politics import Political
    from wargame.play.line_words import Words

HEADS = {
    "support": "proxy_support",
    "proxy_support": "proxy_support",
    "statement": "statement",
    "ultimatum": "ultimatum",
    "offer": "offer",
    "respond": "respond",
    "external": "external",
    "economy": "economy",
    "ladder": "ladder",
    "border": "border",
    "libya": "libya",
    "steer": "steer",
}
"""First words of political orders, and the kind each begins."""

DAYS_MOST = 200
"""Last day that a term or an expiry may name."""

FACTIONS = tuple(faction.name.lower() for faction in Faction)
DUTIES = tuple(duty.name.lower() for duty in Duty)
AUTHORS = tuple(author.name.lower() for author in Author if author != Author.UNCLEAR)
OFFER_TAIL = ("secret", "start", "expiry", "notice")
ULTIMATUM_TAIL = ("deadline", "rung")
LISTS = {"places": "place", "roads": "road", "posts": "post"}
"""Clauses of a term that take several ids, and what these are."""

CLAUSES = (
    "binds", "severity", "places", "sector", "zone", "roads", "posts", "route", "proxy", "side", "user",
    "access", "without", "from", "by", "depth", "condition", *DUTIES,
)  # fmt: skip
"""First words of the clauses of a term; each duty is a clause of its own."""

MARKS = ("[", "]", ";")


# ---- order to text ---------------------------------------------------------------------------------------


def head(order: Political) -> str:
    """The line of a political order without priority and note."""
    match order:
        case ProxySupport():
            return f"support {order.proxy} {order.kind} {order.amount}"
        case Statement():
            said = [order.tone, order.to, order.place, order.author, None if order.public else "private"]
            return " ".join(("statement", *(word for word in said if word)))
        case Ultimatum():
            what = _what(order.template, order.terms)
            return f"ultimatum {order.to}{what} deadline {order.deadline} rung {order.rung}"
        case Offer():
            tail = " secret" if order.secret else ""
            tail += f" start {order.start}" if order.start else ""
            tail += "" if order.expiry is None else f" expiry {order.expiry}"
            tail += "" if order.notice == 3 else f" notice {order.notice}"
            return f"offer {' '.join(order.to)}{_what(order.template, order.terms)}{tail}"
        case Respond():
            return f"respond {order.offer} {order.answer}{_what(None, order.terms)}"
        case External():
            ask = "" if order.ask == "backing" else f" {order.ask}"
            return f"external {order.capital}{ask}"
        case Economy():
            return f"economy {order.lever} {order.direction}"
        case Ladder():
            return f"ladder {order.rung}"
        case Border():
            return f"border {order.policy}{_border_tail(order)}"
        case Libya():
            return f"libya {order.proxy} {order.change:+}"
        case Steer():
            spent = f" leverage {order.leverage}" if order.leverage else ""
            return f"steer {order.act} {', '.join(order.places)}{spent}"
        case _:
            assert_never(order)


def term_text(term: TermForm) -> str:
    """A term as it stands between brackets."""
    parts: list[str] = [term.type]
    parts += [f"binds {', '.join(term.bound)}"] if term.bound else []
    parts += [f"severity {term.severity}"] if term.severity != 2 else []
    for clause in ("proxy", "side", "user", "access", "sector", "zone", "route"):
        value = getattr(term, clause)
        parts += [f"{clause} {value}"] if value is not None else []
    for clause, ids in (("places", term.places), ("roads", term.roads), ("posts", term.posts)):
        parts += [f"{clause} {', '.join(ids)}"] if ids else []
    parts += [f"without {', '.join(term.excluded)}"] if term.excluded else []
    for word, day, after in (
        ("from", term.from_day, term.from_after),
        ("by", term.by_day, term.by_after),
    ):
        if after is not None:
            parts.append(f"{word} +{after}")
        elif day is not None:
            parts.append(f"{word} {day}")
    parts += [f"depth {term.depth}"] if term.depth else []
    parts += term.duties
    parts += [f"condition {term.condition}"] if term.condition is not None else []
    return " ".join(parts)


def terms_text(terms: Iterable[TermForm]) -> str:
    """Terms in their brackets."""
    return f"[{'; '.join(term_text(term) for term in terms)}]"


def _what(template: str | None, terms: tuple[TermForm, ...]) -> str:
    """Template and terms of an offer, an answer or a demand, each after a space."""
    return (f" {template}" if template is not None else "") + (f" {terms_text(terms)}" if terms else "")


def _border_tail(order: Border) -> str:
    tail = f" {order.people}" if order.people else ""
    tail += f" screening {order.screening}" if order.screening else ""
    if order.camp or order.camp_place is not None:
        tail += f" camp {order.camp}" + (f" {order.camp_place}" if order.camp_place is not None else "")
    return tail


# ---- text to order ---------------------------------------------------------------------------------------


def read(words: Words, kind: str) -> dict[str, object]:
    """The fields of a political order of this kind, from the words behind its first one."""
    return {"type": kind} | READERS[kind](words)


def _support(words: Words) -> dict[str, object]:
    values: dict[str, object] = {"proxy": words.id("proxy"), "kind": words.code("kind", SupportKind)}
    return values | {"amount": words.number("amount", 1, 3) if words.peek().isdigit() else 1}


def _statement(words: Words) -> dict[str, object]:
    values: dict[str, object] = {"tone": words.code("tone", Tone)}
    if words.peek() in TEAMS:
        values["to"] = words.choice("team", TEAMS)
    if words.peek() not in ("", "private", "public", *AUTHORS):
        values["place"] = words.id("place")
    if words.peek() in AUTHORS:
        values["author"] = words.choice("author", AUTHORS)
    if words.skip("private"):
        return values | {"public": False}
    words.skip("public")
    return values


def _ultimatum(words: Words) -> dict[str, object]:
    values: dict[str, object] = {"to": words.choice("team", TEAMS)}
    values |= _template_and_terms(words, ULTIMATUM_TAIL)
    while word := words.peek():
        if word not in ULTIMATUM_TAIL:
            break
        words.at += 1
        values[word] = words.number(word, 1, 60 if word == "deadline" else 8)
    for word in ULTIMATUM_TAIL:
        if word not in values:
            raise UsageError(f"an ultimatum names its {word}: ultimatum damascus ... deadline 9 rung 5")
    return values


def _offer(words: Words) -> dict[str, object]:
    to = [words.choice("team", TEAMS)]
    while words.skip(",") or words.peek() in TEAMS:
        to.append(words.choice("team", TEAMS))
    values: dict[str, object] = {"to": tuple(to)} | _template_and_terms(words, OFFER_TAIL)
    while word := words.peek():
        if word not in OFFER_TAIL:
            break
        words.at += 1
        values[word] = word == "secret" or words.number(word, 0, DAYS_MOST if word == "expiry" else 30)
    return values


def _template_and_terms(words: Words, tail: tuple[str, ...]) -> dict[str, object]:
    values: dict[str, object] = {}
    if words.peek() not in ("", "[", *tail):
        values["template"] = words.id("agreement")
    if words.peek() == "[":
        values["terms"] = terms(words)
    if not values:
        raise UsageError("the line names neither a template nor terms in brackets, such as [ceasefire]")
    return values


def _respond(words: Words) -> dict[str, object]:
    values: dict[str, object] = {"offer": words.number("offer", 1, 9999)}
    values["answer"] = words.code("answer", Answer)
    return values | ({"terms": terms(words)} if words.peek() == "[" else {})


def _external(words: Words) -> dict[str, object]:
    values: dict[str, object] = {"capital": words.code("capital", Capital)}
    return values | ({"ask": words.code("ask", Ask)} if words.peek() else {})


def _economy(words: Words) -> dict[str, object]:
    lever = words.code("lever", Lever)
    return {"lever": lever, "direction": words.code("direction", Direction, Direction.NEUTRAL)}


def _ladder(words: Words) -> dict[str, object]:
    return {"rung": words.number("rung", 0, 8)}


def _border(words: Words) -> dict[str, object]:
    values: dict[str, object] = {"policy": words.code("policy", BorderPolicy)}
    if words.peek().isdigit():
        values["people"] = words.number("people", 0, 200_000)
    while word := words.peek():
        if words.skip("screening"):
            values["screening"] = words.number("screening", 0, 2)
        elif words.skip("camp"):
            values["camp"] = words.number("camp", 0, 200_000)
            if words.peek() not in ("", "screening"):
                values["camp_place"] = words.id("place")
        else:
            raise UsageError(f"{word!r} is not expected here; screening or camp may follow")
    return values


def _libya(words: Words) -> dict[str, object]:
    return {"proxy": words.id("proxy"), "change": words.number("change", -1000, 1000)}


def _steer(words: Words) -> dict[str, object]:
    act = words.code("act", SteerAct, SteerAct.NONE)
    values: dict[str, object] = {"act": act, "places": tuple(words.ids("place", ("leverage",)))}
    return values | ({"leverage": words.number("leverage", 0, 20)} if words.skip("leverage") else {})


READERS: dict[str, Callable[[Words], dict[str, object]]] = {
    "proxy_support": _support,
    "statement": _statement,
    "ultimatum": _ultimatum,
    "offer": _offer,
    "respond": _respond,
    "external": _external,
    "economy": _economy,
    "ladder": _ladder,
    "border": _border,
    "libya": _libya,
    "steer": _steer,
}


def term(words: Words) -> TermForm:
    """One term without brackets, to the end of the words. Raises UsageError and UnknownName."""
    found = _term(words)
    words.end()
    return found


def terms(words: Words) -> tuple[TermForm, ...]:
    """The terms between brackets, up to the closing one. Raises UsageError and UnknownName."""
    words.skip("[")
    found: list[TermForm] = []
    while not words.skip("]"):
        if not words.peek():
            raise UsageError("the terms end without ]")
        if not words.skip(";"):
            found.append(_term(words))
    if not found:
        raise UsageError("there is no term between the brackets; try [ceasefire]")
    return tuple(found)


def _term(words: Words) -> TermForm:
    values: dict[str, object] = {"type": words.code("term", TermKind)}
    duties: list[str] = []
    while words.peek() not in ("", *MARKS):
        clause = words.choice("clause", CLAUSES)
        if clause in DUTIES:
            duties.append(clause)
        else:
            name, value = _clause(words, clause)
            values[name] = value
    return TermForm.model_validate(values | {"duties": tuple(dict.fromkeys(duties))})


def _clause(words: Words, clause: str) -> tuple[str, object]:
    """Field and value of a clause, from the words behind its first one."""
    stops = (*CLAUSES, *MARKS)
    match clause:
        case "places" | "roads" | "posts":
            return clause, _some(clause, words.ids(LISTS[clause], stops))
        case "binds":
            return "bound", _choices(words, "team", TEAMS)
        case "without":
            return "excluded", _choices(words, "faction", FACTIONS)
        case "sector" | "zone" | "condition":
            return clause, words.id(clause)
        case "route":
            return clause, words.choice(clause, ("m4", "m5"))
        case "proxy":
            return clause, words.choice(clause, FACTIONS)
        case "side":
            return clause, words.code(clause, Side)
        case "user":
            return clause, words.code(clause, AirUser)
        case "access":
            return clause, words.code(clause, Access)
        case "severity":
            return clause, words.number(clause, 1, 3)
        case "depth":
            return clause, words.number(clause, 0, 30)
        case _:
            kind = "after" if words.peek().startswith("+") else "day"
            return f"{clause}_{kind}", words.number(f"{clause} day", 0, DAYS_MOST)


def _some(clause: str, ids: list[str]) -> tuple[str, ...]:
    if not 0 < len(ids) <= 8:
        raise UsageError(f"{clause}: 1 to 8 are named")
    return tuple(ids)


def _choices(words: Words, kind: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """One or more of these words, with or without commas."""
    found = [words.choice(kind, known)]
    while words.skip(",") or words.peek() in known:
        found.append(words.choice(kind, known))
    return tuple(dict.fromkeys(found))
