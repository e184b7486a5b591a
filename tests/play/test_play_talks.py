"""Live talks: what is sent while a turn is planned acts at once for everybody, and the journal says it again
(RB 6.5, 7.11, 19.5).
"""

from __future__ import annotations

import pytest

from wargame.errors import IllegalOrder, SaveDamaged, UnknownName
from wargame.model.orders import Attack, Steer
from wargame.model.orders_politics import Offer, Respond, TermForm
from wargame.play.journal import ListJournal
from wargame.play.resolve import resolved_again
from wargame.play.session import new_session, resume
from wargame.rules.codes import AgreementState, EventKind, Team

CEASEFIRE = TermForm(type="ceasefire")
QUIET_TOWN = TermForm(type="ceasefire", places=("saraqib",))
PATROLS = TermForm(type="joint_patrol", route="m4", from_after=3)


@pytest.fixture
def session(idlib_layout):
    return new_session(idlib_layout, 7)


def state(session, serial):
    board = session._live
    return next(AgreementState(a.state).name for a in board.agreements if a.serial == serial)


def offers(session, seat):
    """Numbers of the offers and agreements of this session that a seat knows."""
    return [a.serial for a in session.seen(seat).agreements if a.serial > 2]


def test_an_offer_is_seen_at_once_by_those_it_goes_to_and_by_nobody_else(session):
    number = session.talk("ankara", Offer(to=("moscow",), terms=(CEASEFIRE, PATROLS), secret=True))
    assert number == session.board.tracks[0].serials + 1
    assert offers(session, "ankara") == offers(session, "moscow") == [number]
    assert offers(session, "damascus") == []
    assert number not in [a.serial for a in session.board.agreements], "the closed board stays as it was"


def test_a_deal_is_made_within_a_turn_and_holds_from_its_first_day(session):
    number = session.talk("ankara", Offer(to=("moscow", "damascus"), terms=(CEASEFIRE,)))
    other = session.talk("damascus", Respond(offer=number, answer="counter", terms=(CEASEFIRE, PATROLS)))
    assert other == number + 1
    for team in ("ankara", "moscow"):
        session.talk(team, Respond(offer=other, answer="accept"))
    assert (state(session, number), state(session, other)) == ("LAPSED", "ACCEPTED")
    session.adjudicate()
    assert state(session, other) == "IN_FORCE"
    started = [f for f in session.last.facts if f[2] == EventKind.AGREEMENT_STARTED]
    assert [(f[0], f[3]) for f in started] == [(0, other)]
    assert session.board.tracks[0].rung == 1


def test_talk_goes_on_after_sealing_and_holds_back_what_was_sealed(session):
    order = Attack(formations=("saa_25_a",), targets=("khan_al_subul",))
    session.submit("damascus", order)
    session.seal("damascus")
    number = session.talk("ankara", Offer(to=("damascus",), terms=(CEASEFIRE,)))
    session.talk("damascus", Respond(offer=number, answer="accept"))
    session.adjudicate()
    refused = [f for f in session.last.facts if f[2] == EventKind.ORDER_REFUSED and f[3] == Team.DAMASCUS]
    assert [f[5] for f in refused] == [77]
    with pytest.raises(IllegalOrder, match=r"agree|ceasefire"):
        session.submit("damascus", order)
    session.submit("damascus", order.model_copy(update={"breach": True}))


def test_the_order_in_which_talks_were_sent_decides(session):
    number = session.talk("ankara", Offer(to=("moscow",), terms=(QUIET_TOWN,)))
    session.talk("ankara", Respond(offer=number, answer="reject"))
    with pytest.raises(IllegalOrder, match="offer"):
        session.talk("moscow", Respond(offer=number, answer="accept"))
    again = session.talk("moscow", Offer(to=("ankara",), terms=(QUIET_TOWN,)))
    same = session.talk("ankara", Offer(to=("moscow",), terms=(QUIET_TOWN,)))
    assert same == again, "the same offered by both is one agreement"
    assert state(session, again) == "ACCEPTED"


def test_an_offer_lapses_when_it_is_not_accepted_in_the_next_turn(session):
    number = session.talk("ankara", Offer(to=("moscow",), terms=(QUIET_TOWN,)))
    session.adjudicate()
    assert state(session, number) == "OFFERED"
    session.adjudicate()
    assert state(session, number) == "LAPSED"
    with pytest.raises(IllegalOrder, match="offer"):
        session.talk("moscow", Respond(offer=number, answer="accept"))


def test_an_offer_of_the_last_turn_is_still_good(session):
    number = session.talk("ankara", Offer(to=("moscow",), terms=(QUIET_TOWN,)))
    session.adjudicate()
    session.talk("moscow", Respond(offer=number, answer="accept"))
    session.adjudicate()
    assert state(session, number) == "IN_FORCE"


@pytest.mark.parametrize(
    ("team", "order"),
    [
        ("ankara", Offer(to=("ankara",), terms=(CEASEFIRE,))),
        ("ankara", Offer(to=("moscow",))),
        ("ankara", Offer(to=("moscow",), terms=(TermForm(type="withdraw"),))),
        ("ankara", Respond(offer=99, answer="accept")),
        ("damascus", Respond(offer=1, answer="leave")),
        ("ankara", Steer(act="stop", places=("saraqib",))),
    ],
)
def test_what_is_refused_says_why_and_leaves_no_trace(session, team, order):
    before = len(session.journal.entries())
    with pytest.raises(IllegalOrder, match=r"\w+ \w+"):
        session.talk(team, order)
    assert len(session.journal.entries()) == before


def test_names_that_nobody_knows_and_orders_that_are_no_talk(session):
    with pytest.raises(UnknownName):
        session.talk("ankara", Offer(to=("moscow",), terms=(TermForm(type="ceasefire", places=("xyz",)),)))
    with pytest.raises(UnknownName):
        session.talk("tehran", Respond(offer=1, answer="accept"))
    with pytest.raises(IllegalOrder, match="sheet"):
        session.talk("damascus", "saa_25_a fortify")


# ---- the journal ----


def talked(layout):
    game = new_session(layout, 11, ListJournal())
    number = game.talk("ankara", Offer(to=("moscow",), terms=(QUIET_TOWN, PATROLS)))
    game.talk("moscow", Respond(offer=number, answer="counter", terms=(CEASEFIRE,)))
    game.adjudicate()
    game.talk("ankara", Respond(offer=number + 1, answer="accept"))
    game.talk("moscow", Steer(act="stop", places=("saraqib",), leverage=5))
    return game


def test_a_session_is_taken_up_in_the_middle_of_talks(idlib_layout):
    game = talked(idlib_layout)
    again = resume(idlib_layout, game.journal)
    for seat in ("ankara", "moscow", "damascus", "white"):
        assert again.seen(seat) == game.seen(seat)
    assert again.view("ankara") == game.view("ankara")
    copy = ListJournal()
    copy.commit(game.journal.entries())
    for turn in range(2):
        copy.commit([], game.journal.record(turn))
    elsewhere = resume(idlib_layout, copy)
    game.adjudicate()
    elsewhere.adjudicate()
    assert elsewhere.digest == game.digest


def test_the_journal_leads_to_the_same_digests(idlib_layout):
    game = talked(idlib_layout)
    for _ in range(2):
        game.adjudicate()
    found = {r.turn: r.digest for r in resolved_again(idlib_layout, 11, game.journal.entries())}
    assert found == {turn: game.journal.record(turn).digest for turn in range(4)}
    records = list(resolved_again(idlib_layout, 11, game.journal.entries()))
    assert records[2].facts == game.journal.record(2).facts


def test_a_damaged_talk_is_named_with_its_turn(idlib_layout):
    game = talked(idlib_layout)
    game.adjudicate()
    entries = game.journal.entries()
    where = next(n for n, e in enumerate(entries) if e.kind == "talk_sent" and e.turn == 2)
    entries[where] = entries[where].model_copy(update={"payload": {"team": "ankara", "order": {"type": "x"}}})
    with pytest.raises(SaveDamaged, match="turn 2"):
        list(resolved_again(idlib_layout, 11, entries))


def test_who_may_read_a_talk_in_the_journal(session):
    session.talk("ankara", Offer(to=("moscow",), terms=(QUIET_TOWN,), secret=True))
    session.talk("moscow", Steer(act="stop", places=("saraqib",)))
    kinds = [(e.seat, e.audience) for e in session.journal.entries() if e.kind == "talk_sent"]
    assert kinds == [("ankara", 1 + 2 + 8), ("moscow", 2 + 4 + 8)]
