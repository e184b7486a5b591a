"""Political orders between what people write and the engine's rows (columns: `rules/orders_politics.py`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, assert_never

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
    Ultimatum,
)
from wargame.play.codec_terms import PARTIES, forms_of, term_orders
from wargame.play.names import row_named
from wargame.rules.codes import (
    Answer,
    Ask,
    Author,
    BorderPolicy,
    Capital,
    Direction,
    Lever,
    OrderKind,
    SteerAct,
    SupportKind,
    Team,
    Tone,
)
from wargame.rules.orders import entries
from wargame.rules.tables import NOBODY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from enum import IntEnum

    from wargame.play.names import Names
    from wargame.rules.tables import Order as Row

Political = (
    ProxySupport
    | Statement
    | Ultimatum
    | Offer
    | Respond
    | External
    | Economy
    | Ladder
    | Border
    | Libya
    | Steer
)

PoliticalKind = Literal[
    OrderKind.PROXY_SUPPORT,
    OrderKind.STATEMENT,
    OrderKind.ULTIMATUM,
    OrderKind.OFFER,
    OrderKind.RESPOND,
    OrderKind.EXTERNAL,
    OrderKind.ECONOMY,
    OrderKind.LADDER,
    OrderKind.BORDER,
    OrderKind.LIBYA,
    OrderKind.STEER,
]


def fill(names: Names, row: Row, order: Political) -> list[Row]:
    """Fill the row of a political order; returns the TERM rows that stand behind it. Raises UnknownName."""
    match order:
        case ProxySupport():
            row.subject = row_named(names.faction, "faction", order.proxy)
            row.mode, row.amount = SupportKind[order.kind.upper()].value, order.amount
        case Statement():
            row.mode, row.flag = Tone[order.tone.upper()].value, int(order.public)
            if order.to is not None:
                row.subject = Team[order.to.upper()].value
            if order.place is not None:
                row.where[0] = row_named(names.place, "place", order.place)
            if order.tone == "attribute":
                row.more[0] = Author[(order.author or "unclear").upper()].value
        case Ultimatum():
            row.who[0] = Team[order.to.upper()].value
            row.mode, row.amount = order.rung, order.deadline
            return _terms(names, row, order.template, order, 1 << row.who[0])
        case Offer():
            for i, team in enumerate(order.to):
                row.who[i] = Team[team.upper()].value
            row.mode, row.flag = order.start, int(order.secret)
            row.amount = NOBODY if order.expiry is None else order.expiry
            row.more[0] = order.notice
            return _terms(names, row, order.template, order, _parties(row))
        case Respond():
            row.subject, row.mode = order.offer, Answer[order.answer.upper()].value
            return term_orders(row, order.terms, names, PARTIES)
        case External():
            row.subject, row.mode = Capital[order.capital.upper()].value, Ask[order.ask.upper()].value
        case Economy():
            row.subject, row.mode = Lever[order.lever.upper()].value, Direction[order.direction.upper()].value
        case Ladder():
            row.amount = order.rung
        case Border():
            row.mode, row.amount = BorderPolicy[order.policy.upper()].value, order.people // 100
            row.more[0], row.more[1] = order.screening, order.camp // 100
            if order.camp_place is not None:
                row.where[0] = row_named(names.place, "place", order.camp_place)
        case Libya():
            row.subject, row.amount = row_named(names.faction, "faction", order.proxy), order.change
        case Steer():
            row.mode, row.amount = SteerAct[order.act.upper()].value, order.leverage
            for i, place in enumerate(order.places):
                row.where[i] = row_named(names.place, "place", place)
        case _:
            assert_never(order)
    return []


def order_of(names: Names, row: Row, kind: PoliticalKind, terms: Sequence[Row]) -> Political:
    """The order of a row and of the TERM rows behind it, without its note."""
    values: dict[str, object] = {"priority": row.priority}
    places = tuple(names.places[place] for place in row.where[: entries(row.where)])
    match kind:
        case OrderKind.PROXY_SUPPORT:
            values |= {"proxy": names.factions[row.subject], "kind": _word(SupportKind(row.mode))}
            return ProxySupport.model_validate(values | {"amount": row.amount})
        case OrderKind.STATEMENT:
            values |= {"tone": _word(Tone(row.mode)), "public": bool(row.flag)}
            values |= {"to": _word(Team(row.subject)) if row.subject != NOBODY else None}
            if row.mode == Tone.ATTRIBUTE:
                author = Author(row.more[0])
                values |= {"place": places[0] if places else None}
                values |= {"author": None if author == Author.UNCLEAR else _word(author)}
            return Statement.model_validate(values)
        case OrderKind.ULTIMATUM:
            values |= {"to": _word(Team(row.who[0])), "rung": row.mode, "deadline": row.amount}
            return Ultimatum.model_validate(values | _said(names, row, terms))
        case OrderKind.OFFER:
            values |= {"to": tuple(_word(Team(t)) for t in row.who[: entries(row.who)])}
            values |= {"start": row.mode, "secret": bool(row.flag), "notice": row.more[0]}
            values |= {"expiry": None if row.amount == NOBODY else row.amount}
            return Offer.model_validate(values | _said(names, row, terms))
        case OrderKind.RESPOND:
            values |= {"offer": row.subject, "answer": _word(Answer(row.mode))}
            return Respond.model_validate(values | {"terms": forms_of(terms, names)})
        case OrderKind.EXTERNAL:
            values |= {"capital": _word(Capital(row.subject)), "ask": _word(Ask(row.mode))}
            return External.model_validate(values)
        case OrderKind.ECONOMY:
            values |= {"lever": _word(Lever(row.subject)), "direction": _word(Direction(row.mode))}
            return Economy.model_validate(values)
        case OrderKind.LADDER:
            return Ladder.model_validate(values | {"rung": row.amount})
        case OrderKind.BORDER:
            values |= {"policy": _word(BorderPolicy(row.mode)), "people": row.amount * 100}
            values |= {"screening": row.more[0], "camp": row.more[1] * 100}
            return Border.model_validate(values | {"camp_place": places[0] if places else None})
        case OrderKind.LIBYA:
            return Libya.model_validate(values | {"proxy": names.factions[row.subject], "change": row.amount})
        case OrderKind.STEER:
            values |= {"act": _word(SteerAct(row.mode)), "places": places, "leverage": row.amount}
            return Steer.model_validate(values)
        case _:
            assert_never(kind)


def _terms(names: Names, row: Row, template: str | None, order: Offer | Ultimatum, parties: int) -> list[Row]:
    """Write the template of an offer or a demand; the TERM rows of its own terms."""
    if template is not None:
        row.subject = row_named(names.agreement, "agreement", template)
    return term_orders(row, order.terms, names, parties)


def _said(names: Names, row: Row, terms: Sequence[Row]) -> dict[str, object]:
    """Template and terms of an offer or a demand."""
    template = names.agreements[row.subject] if row.subject != NOBODY else None
    return {"template": template, "terms": forms_of(terms, names)}


def _parties(row: Row) -> int:
    """The mask of the sender and of those to whom an offer goes."""
    mask = 1 << row.team
    for team in row.who[: entries(row.who)]:
        mask |= 1 << team
    return mask


def _word(code: IntEnum) -> str:
    return code.name.lower()
