"""Agreements as a seat knows them, and what their terms would have meant (RB 8.3, 19)."""

from __future__ import annotations

import pytest

from wargame.model.orders import Attack
from wargame.model.orders_politics import Offer, Respond, TermForm
from wargame.play.agreements_view import agreements, known_facts, would_have_meant
from wargame.play.session import new_session
from wargame.rules.codes import EventKind

CEASEFIRE = TermForm(type="ceasefire", places=("khan_al_subul",), by_after=9)
ELSEWHERE = TermForm(type="ceasefire", places=("afrin",))
PATROLS = TermForm(type="joint_patrol", route="m4", from_after=3)


@pytest.fixture
def session(idlib_layout):
    return new_session(idlib_layout, 7)


def known(session, seat):
    found = agreements(session.layout, session.seen(seat), seat, session.last)
    return {a.number: a for a in found}


def test_those_on_record_stand_with_their_breaches(session):
    for seat in ("ankara", "moscow", "white"):
        sochi = known(session, seat)[2]
        assert (sochi.name, sochi.state, sochi.start) == ("Sochi memorandum on Idlib", "in_force", 0)
        assert sochi.breaches == {"ankara": 1, "moscow": 1, "damascus": 0}
        assert [t.form.type for t in sochi.terms] == ["post_status"]
    assert known(session, "ankara")[2].may == ("leave",)
    assert known(session, "white")[2].may == ()
    stranger = known(session, "damascus")[2]
    assert stranger.breaches == {"ankara": 0, "moscow": 0, "damascus": 0}
    assert stranger.may == ("accept",)


def test_an_offer_waits_for_those_who_have_not_answered(session):
    number = session.talk("ankara", Offer(to=("moscow", "damascus"), terms=(CEASEFIRE, PATROLS), notice=5))
    session.talk("moscow", Respond(offer=number, answer="accept"))
    offer = known(session, "damascus")[number]
    assert (offer.state, offer.proposer, offer.awaited) == ("offered", "ankara", ("damascus",))
    assert (offer.accepted, offer.start, offer.notice) == (("ankara", "moscow"), None, 5)
    assert offer.may == ("accept", "reject", "counter")
    assert known(session, "ankara")[number].may == ("reject",)
    assert known(session, "moscow")[number].may == ("reject", "counter")
    assert [t.form for t in offer.terms] == [
        t.model_copy(update={"bound": ("ankara", "moscow", "damascus")}) for t in (CEASEFIRE, PATROLS)
    ]
    assert [(t.first, t.last) for t in offer.terms] == [(None, None), (None, None)]


def test_days_are_known_once_it_is_accepted(session):
    number = session.talk("ankara", Offer(to=("moscow",), terms=(CEASEFIRE, PATROLS), start=2, expiry=20))
    session.talk("moscow", Respond(offer=number, answer="accept"))
    deal = known(session, "moscow")[number]
    assert (deal.state, deal.start, deal.expiry, deal.awaited) == ("accepted", 2, 20, ())
    assert [(t.first, t.last) for t in deal.terms] == [(2, 11), (5, None)]
    assert known(session, "damascus")[number].state == "accepted", "what stands and is no secret is known"


def test_what_a_term_would_have_meant_in_the_last_turn(session):
    session.submit("damascus", Attack(formations=("saa_25_a",), targets=("khan_al_subul",)))
    session.adjudicate()
    days = tuple(
        f[0]
        for f in session.last.facts
        if f[2] == EventKind.ATTACK and f[3] == session.layout.names.place["khan_al_subul"] and f[4] == 0
    )
    assert days
    number = session.talk("ankara", Offer(to=("damascus",), terms=(CEASEFIRE, ELSEWHERE)))
    for seat in ("ankara", "damascus"):
        here, there = known(session, seat)[number].terms
        assert [(w.party, w.days) for w in here.would] == [("damascus", days)]
        assert there.would == ()
    written = would_have_meant(
        session.layout, session.seen("ankara"), "ankara", session.last, (CEASEFIRE,), ("ankara", "damascus")
    )
    assert [(w.party, w.days) for w in written[0]] == [("damascus", days)]


def test_only_facts_that_the_seat_may_read_count(session):
    session.submit("damascus", Attack(formations=("saa_25_a",), targets=("khan_al_subul",)))
    session.adjudicate()
    whole = known_facts(session.layout, session.last, "white")
    assert whole == session.last.facts
    for seat in ("ankara", "moscow", "damascus"):
        some = known_facts(session.layout, session.last, seat)
        assert set(some) < set(whole)
        assert len(some) <= len(session.last.told(seat))
