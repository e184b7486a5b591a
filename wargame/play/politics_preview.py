"""What a political order asks and brings, in the words of a preview (RB 6.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

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
from wargame.model.politics_words import ALLOWS, POLICIES, RUNGS, term_words
from wargame.play.codec_terms import term_form
from wargame.play.words import date_words
from wargame.rules.capitals import chance_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.play.codec_politics import Political
    from wargame.play.layout import Layout
    from wargame.rules.tables import Board
    from wargame.rules.tables import Order as Row


def political_notes(layout: Layout, board: Board, row: Row, order: Political) -> tuple[str, ...]:
    """Lines about a legal political order: the terms it puts forward, what a rung allows, what is left."""
    match order:
        case Offer() | Ultimatum():
            terms = order.terms or template_terms(layout, order.template)
            to = order.to if isinstance(order, Offer) else (order.to,)
            parties = (TEAMS[row.team], *to)
            return tuple(told_term(layout, term, parties) for term in terms)
        case Respond():
            return tuple(told_term(layout, term) for term in order.terms)
        case Ladder():
            return (f"rung {order.rung}, {RUNGS[order.rung]}: allows {ALLOWS[order.rung]}",)
        case Libya():
            away = board.factions[row.subject].in_libya
            return (f"{away} mbn are away now, {away + order.change} when it is carried out",)
        case Steer():
            held = board.tracks[0].leverage // 100
            return (f"leverage now {held} points, of which {order.leverage} are spent",)
        case External():
            chance = chance_of(board, row.team, row.subject, row.mode)
            return (f"by what you know it is granted with {chance // 100} %",)
        case Border():
            return (POLICIES[order.policy],)
        case ProxySupport() | Statement() | Economy():
            return ()
        case _:
            assert_never(order)


def template_terms(layout: Layout, template: str | None) -> tuple[TermForm, ...]:
    """The terms of a template as they stand, empty for none."""
    if template is None:
        return ()
    fixed = layout.world.templates[layout.names.agreement[template]]
    rows = layout.world.template_terms[fixed.first : fixed.first + fixed.terms]
    return tuple(term_form(row, layout.names) for row in rows)


def told_term(layout: Layout, term: TermForm, parties: Sequence[str] = ()) -> str:
    """A term in words, with the names of the scenario and dates; `parties` are those of its agreement."""
    return term_words(
        term, lambda thing: name_of(layout, thing), lambda day: date_words(layout, day), parties
    )


def name_of(layout: Layout, thing: str) -> str:
    """What an id of the scenario is called; the id in words where it has no name."""
    scenario = layout.scenario
    if thing in layout.names.road:
        road = scenario.roads[layout.names.road[thing]]
        return f"{name_of(layout, road.a)} - {name_of(layout, road.b)}"
    for things in (
        scenario.places, scenario.posts, scenario.zones, scenario.sectors, scenario.factions, scenario.teams,
    ):  # fmt: skip
        for known in things:
            if known.id == thing:
                return known.name
    title = next((c.title for c in scenario.term_conditions if c.id == thing), "")
    return title or thing.replace("_", " ")
