"""Each team counts agreements as it comes to know of them; the journal and the white cell count as the engine
does (RB 8.3).
"""

from __future__ import annotations

import pytest

from wargame.bots import STYLES
from wargame.errors import IllegalOrder
from wargame.model.orders import TEAMS
from wargame.model.orders_politics import Offer, Respond, TermForm
from wargame.play.journal import ListJournal
from wargame.play.session import new_session, resume

TOWN = TermForm(type="ceasefire", places=("saraqib",))
OTHER_TOWN = TermForm(type="ceasefire", places=("nayrab",))
PATROLS = TermForm(type="joint_patrol", route="m4", from_after=3)
SECRET = Offer(to=("damascus",), terms=(PATROLS,), secret=True)


@pytest.fixture
def session(idlib_layout):
    return new_session(idlib_layout, 7)


def true_of(session, team, number):
    return session.numbers.true(team, number)


def talked(layout, secrets):
    """A session in which Moscow and Damascus talk in secret, so many times, and then Ankara makes an offer
    that Moscow refuses, and one that it signs.
    """
    session = new_session(layout, 7)
    for _ in range(secrets):
        number = session.talk("moscow", SECRET)
        session.talk("moscow", Respond(offer=number, answer="reject"))
    first = session.talk("ankara", Offer(to=("moscow",), terms=(TOWN,)))
    theirs = max(a.serial for a in session.seen("moscow").agreements)
    session.talk("moscow", Respond(offer=theirs, answer="reject"))
    second = session.talk("ankara", Offer(to=("moscow",), terms=(OTHER_TOWN,)))
    theirs = max(a.serial for a in session.seen("moscow").agreements)
    session.talk("moscow", Respond(offer=theirs, answer="accept"))
    return session, (first, second)


def read_by(session, team):
    return session.view(team).model_dump_json(), session.menu(team), session.seen(team)


@pytest.mark.parametrize("secrets", [1, 3])
def test_secret_offers_of_others_do_not_move_the_next_number(idlib_layout, secrets):
    plain, numbers = talked(idlib_layout, 0)
    hidden, same = talked(idlib_layout, secrets)
    assert numbers == same
    for _ in range(2):
        for mine, theirs in zip(read_by(plain, "ankara")[::2], read_by(hidden, "ankara")[::2], strict=True):
            assert mine == theirs
        assert list(plain.menu("ankara")) == list(hidden.menu("ankara"))
        assert plain.last.told("ankara") == hidden.last.told("ankara")
        plain.adjudicate()
        hidden.adjudicate()
    spoken = [e.sentence for e in hidden.at(1).last.told("ankara") if "agreement" in e.fields]
    assert any(f"agreement {numbers[1]} " in line for line in spoken), "else nothing was compared"
    assert [e.fields["agreement"] for e in hidden.at(1).events if e.kind == "agreement_offered"][-1] == (
        numbers[1] + secrets
    ), "the white cell reads the engine's numbers"


def test_an_answer_is_meant_by_the_number_of_the_team_that_gives_it(session):
    hidden = session.talk("moscow", SECRET)
    mine = session.talk("ankara", Offer(to=("moscow",), terms=(TOWN,)))
    assert mine == hidden, "both call their first new one so"
    theirs = mine + 1
    assert true_of(session, "moscow", theirs) == true_of(session, "ankara", mine) == hidden + 1
    assert session.talk("moscow", Respond(offer=theirs, answer="accept")) == theirs
    kept = session.journal.entries()[-1].payload
    assert (kept["number"], kept["order"]["offer"]) == (hidden + 1, hidden + 1)
    row = next(a for a in session.view("ankara").politics.agreements if a.number == mine)
    assert row.state == "accepted"
    assert [a.state for a in session.view("moscow").politics.agreements if a.number == hidden] == ["offered"]


def test_a_number_that_a_team_was_never_told_is_refused_whether_or_not_others_have_it(session):
    session.talk("moscow", SECRET)
    session.talk("moscow", Offer(to=("damascus",), terms=(OTHER_TOWN,), secret=True))
    mine = session.talk("ankara", Offer(to=("moscow",), terms=(TOWN,)))
    refusals = set()
    for number in (mine + 1, mine + 2, 40):
        with pytest.raises(IllegalOrder) as refused:
            session.talk("ankara", Respond(offer=number, answer="reject"))
        refusals.add(str(refused.value))
    assert len(refusals) == 1


def test_a_sheet_is_kept_by_the_engines_numbers_and_read_by_the_teams(idlib_layout):
    journal = ListJournal()
    session = new_session(idlib_layout, 7, journal)
    session.talk("moscow", SECRET)
    mine = session.talk("ankara", Offer(to=("moscow",), terms=(TOWN,)))
    session.submit("ankara", f"respond {mine} reject")
    assert session.draft("ankara").orders[0].offer == mine
    session.seal("ankara")
    sheet = journal.entries()[-1].payload["sheet"]
    assert sheet["orders"][0]["offer"] == mine + 1
    again = resume(idlib_layout, journal)
    assert again.draft("ankara") == session.draft("ankara")
    assert again.draft("ankara").orders[0].offer == mine
    session.adjudicate()
    rejected = [e.fields["agreement"] for e in session.last.events if e.kind == "agreement_rejected"]
    assert rejected == [mine + 1]
    assert [e.fields["agreement"] for e in session.last.told("ankara") if e.kind == "agreement_rejected"] == [
        mine
    ]


def test_numbers_never_change(idlib_layout):
    """Neither by what comes later nor by a session that is taken up again; each is given once."""
    journal = ListJournal()
    session = new_session(idlib_layout, 7, journal, dict.fromkeys(TEAMS, STYLES["historical"]))
    before: dict[str, list[int]] = {team: [] for team in TEAMS}
    for turn in range(8):
        session.talk("moscow", SECRET) if turn % 2 else None
        session.talk("ankara", Offer(to=("moscow",), terms=(TOWN,), expiry=30 + turn))
        session.adjudicate()
        again = resume(idlib_layout, journal)
        for team in TEAMS:
            learned = session.numbers._learned[team]
            assert learned[: len(before[team])] == before[team]
            assert len(set(learned)) == len(learned)
            assert again.numbers._learned[team] == learned
            assert [a.number for a in again.view(team).politics.agreements] == [
                a.number for a in session.view(team).politics.agreements
            ]
            before[team] = list(learned)
    assert len(before["ankara"]) < session.board.tracks[0].serials, "others have talked without it"
    assert before["ankara"] != before["moscow"]
