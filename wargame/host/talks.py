"""Talks over the wire: an offer, an answer or a STEER acts when it is sent (RB 6.5), and only those whom it
concerns hear of it.

Who hears stands in the entry (`play/talk.py`). Whose view has changed is found out by comparing what each
seat may know before and after: a seat for which nothing has changed is sent nothing, and counts nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.host.given import Given
from wargame.host.refusal import Refused
from wargame.host.views import all_known
from wargame.model.orders import TEAMS
from wargame.model.orders_politics import Offer, Respond
from wargame.play.agreements_view import would_have_meant
from wargame.play.counsel import Counsel

if TYPE_CHECKING:
    from pydantic import JsonValue

    from wargame.host.session_host import SessionHost
    from wargame.host.state import Member
    from wargame.host.wire import Query, Talk
    from wargame.model.orders import TeamId

MOST_TALKS = 60
"""Of a team in a turn: of three teams fewer than a turn holds, so that none can use up those of another."""


def given(host: SessionHost, member: Member, message: Talk) -> Given:
    """Send a talk. Raises Refused, WargameError."""
    team, session = host.team_named(member.seat), host.session
    if message.turn != session.turn:
        raise Refused("stale_turn", f"turn {session.turn} is planned")
    order = message.order.model_copy(update={"priority": 5, "note": ""})
    all_known(host, team, (order,))
    if isinstance(order, Respond) and all(a.serial != order.offer for a in session.seen(team).agreements):
        raise Refused("not_visible", "you know of no offer or agreement of that number")
    if sum(1 for face, _ in host.state.talks if face.seat == team) >= MOST_TALKS:
        raise Refused("rate", f"{MOST_TALKS} talks of a team fit a turn")

    def act() -> None:
        before = {seat: session.seen(seat) for seat in TEAMS}
        session.talk(team, order)
        host.moved |= {seat for seat in TEAMS if session.seen(seat) != before[seat]}
        host.counsel = Counsel(session)  # what may follow has changed with the talks

    return Given(act=act)


def would(host: SessionHost, team: TeamId, query: Query) -> JsonValue:
    """For each term of an offer who would have broken it in the last turn, on which days, as far as the asker
    knows. Raises Refused, UnknownName.
    """
    if not isinstance(query.order, Offer):
        raise Refused("bad_message", "which offer?")
    all_known(host, team, (query.order,))
    session, order = host.session, query.order
    found = would_have_meant(
        session.layout, session.seen(team), team, session.last, order.terms, (team, *order.to)
    )
    return [[[each.party, list(each.days)] for each in term] for term in found]
