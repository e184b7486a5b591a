"""The view that goes to a seat, and the names it has come to know.

A view is made by `play` from the seat's own board. What a reader could count from outside is taken out of it
here: events are numbered by what the seat reads, not by what happened, and say nothing of other readers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.host.refusal import Refused
from wargame.model.orders import TEAMS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wargame.host.session_host import SessionHost
    from wargame.model.orders import Order, TeamId
    from wargame.model.view import View

OWN_NAMES = ("formation", "formations", "escort", "post")
"""Fields of orders whose ids only some seats know."""

UNKNOWN = "an order names a formation or post that you do not know"


def raw_view(host: SessionHost, seat: str) -> View | None:
    """What a seat may see now, numbered as the turn is; None for observers who see nothing yet.

    While the white cell reviews, teams still see the moment before.
    """
    session, state = host.session, host.state
    withheld = 1 if state.withheld else 0
    if seat == "observer":
        if state.policies.observer_sees == "nothing" or not state.started:
            return None
        turn = session.turn - 1 - withheld - state.policies.observer_delay
        return session.at(max(0, turn)).view(state.policies.observer_sees)
    if seat == "white":
        return session.view("white")
    if withheld:
        return session.at(max(0, session.turn - 2)).view(seat)
    return session.view(seat, TEAMS if state.policies.show_seals else (seat,))


def view_of(host: SessionHost, seat: str) -> View | None:
    """What a seat is sent of what it may see now; None for observers who see nothing yet."""
    view = raw_view(host, seat)
    return view if view is None or seat == "white" else counted_by_reader(view)


def counted_by_reader(view: View) -> View:
    """The view with its events numbered from 1 as they are read, and no word on who else reads them."""
    if view.seat == "white":
        return view
    numbers = {event.number: place for place, event in enumerate(view.events, 1)}
    events = tuple(
        event.model_copy(
            update={
                "number": numbers[event.number],
                "cause": numbers.get(event.cause, -1),
                "audience": frozenset((view.seat,)),
            }
        )
        for event in view.events
    )
    return view.model_copy(update={"events": events})


def names_in(host: SessionHost, view: View | None) -> frozenset[str]:
    """The formations and posts that a view names, those in the terms of agreements too."""
    if view is None:
        return frozenset()
    known = host.session.layout.names.formation
    named = {post.id for post in view.posts} | {f.id for f in view.formations if f.id is not None}
    for agreement in view.politics.agreements:
        named |= {post for term in agreement.terms for post in term.form.posts}
    for event in view.events:
        named |= {value for value in event.fields.values() if isinstance(value, str) and value in known}
    return frozenset(named)


def all_known(host: SessionHost, team: TeamId, orders: Iterable[Order]) -> None:
    """Whether a team knows every formation and post that its orders name.

    What does not exist and what it may not know are refused in the same words. Raises Refused.
    """
    known = host.known_names(team)
    for order in orders:
        posts = {post for term in getattr(order, "terms", ()) for post in term.posts}
        if posts - known:
            raise Refused("not_visible", UNKNOWN)
        for field in OWN_NAMES:
            value = getattr(order, field, None)
            names = value if isinstance(value, tuple) else (value,)
            if any(name is not None and name not in known for name in names):
                raise Refused("not_visible", UNKNOWN)
