"""Agreements as rows: where they stand, which come about, what they hold back (RB 5.10, 7.11, 19)."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cases"))
from case_loader import Case, play

from wargame.model.orders_politics import Offer, Respond, Steer, TermForm
from wargame.play.codec import rows_of
from wargame.play.layout import lay_out
from wargame.rules.agreements import first_kind, has_room, settle_agreements, take_row, wipe
from wargame.rules.codes import (
    AgreementState,
    EventKind,
    Held,
    Mission,
    OrderKind,
    Posture,
    Refusal,
    SteerAct,
    Team,
    TermKind,
)
from wargame.rules.day import play_turn
from wargame.rules.legal import within_means
from wargame.rules.log import fresh
from wargame.rules.orders_politics import TALK
from wargame.rules.tables import NOBODY, copied
from wargame.rules.tables_politics import AGREEMENTS, RELATIVE, TERMS
from wargame.rules.talks import take_talks
from wargame.rules.terms import hold_terms
from wargame.store.scenario_file import load_scenario

EVERYWHERE = TermForm(type="ceasefire")
PATROLS = TermForm(type="joint_patrol", route="m4", from_after=3)
TOWN = TermForm(type="ceasefire", places=("saraqib",))


@pytest.fixture
def board(idlib_layout):
    return copied(idlib_layout.start)


def talk(layout, *sent):
    """Rows of talks: pairs of a team and an order."""
    return [row for n, (team, order) in enumerate(sent) for row in rows_of(layout, team, TALK + n, order)]


def say(layout, board, *sent):
    facts = fresh()
    take_talks(layout.world, board, talk(layout, *sent), 0, facts, None)
    return [(EventKind(row[2]).name, *row[3:7]) for row in facts.rows]


def case(**data):
    return Case("X01", "a case", (), {"day": 3, "expect": {"after_step": 13}} | data, "x")


@pytest.fixture(scope="module")
def idlib_layout():
    return lay_out(load_scenario(Path(__file__).resolve().parents[2] / "scenarios" / "idlib_2020.toml"))


# ---- rows --------------------------------------------------------------------------------------------------


def test_the_lowest_free_row_is_taken_and_numbers_are_never_used_again(board):
    first = take_row(board, 1)
    assert (first, board.agreements[first].serial) == (2, 3)
    board.agreements[first].state = AgreementState.OFFERED
    second = take_row(board, 1)
    board.agreements[second].state = AgreementState.OFFERED
    wipe(board, first)
    third = take_row(board, 1)
    assert (second, third) == (3, 2)
    assert board.agreements[third].serial == 5


def test_what_is_over_makes_room_the_oldest_first(board):
    used = []
    for n in range(AGREEMENTS - 2):
        row = take_row(board, 0)
        board.agreements[row].state = AgreementState.ENDED if n in (3, 7) else AgreementState.OFFERED
        used.append(row)
    assert take_row(board, 0) == used[3]
    board.agreements[used[3]].state = AgreementState.OFFERED
    assert take_row(board, 0) == used[7]


def test_terms_of_what_is_over_make_room_too(board):
    row = take_row(board, 40)
    board.agreements[row].state = AgreementState.LAPSED
    free = [t for t in board.terms if t.agreement == NOBODY]
    for term in free[:40]:
        term.agreement = row
    assert has_room(board, TERMS - 1)
    assert not has_room(board, TERMS)
    other = take_row(board, 60)
    assert other == row, "its row is free again, and the lowest"
    assert sum(t.agreement == NOBODY for t in board.terms) == TERMS - 1


def test_without_room_nothing_is_written(idlib_layout, board):
    for term in board.terms[1:]:
        term.agreement, term.kind = 1, TermKind.CEASEFIRE
    before = copied(board)
    assert take_row(board, 1) == NOBODY
    told = say(idlib_layout, board, ("ankara", Offer(to=("moscow",), terms=(EVERYWHERE,))))
    assert told == [("ORDER_REFUSED", Team.ANKARA, TALK, Refusal.NO_ROOM, OrderKind.OFFER)]
    assert board == before


def test_a_team_has_three_offers_open_at_once(idlib_layout, board):
    offers = [Offer(to=("moscow",), terms=(TOWN,), notice=n) for n in range(4)]
    told = say(idlib_layout, board, *(("ankara", offer) for offer in offers))
    assert [row[0] for row in told] == ["AGREEMENT_OFFERED"] * 3 + ["ORDER_REFUSED"]
    assert told[-1][3] == Refusal.TOO_MANY_OFFERS


# ---- offers and answers ------------------------------------------------------------------------------------


def test_the_order_of_term_rows_changes_nothing(idlib_layout, board):
    terms = (PATROLS, TOWN, EVERYWHERE, TermForm(type="deconfliction", severity=3))
    rows = talk(idlib_layout, ("ankara", Offer(to=("moscow",), terms=terms)))
    boards = []
    for seed in range(5):
        mine, shuffled = copied(board), rows[:]
        Random(seed).shuffle(shuffled)
        take_talks(idlib_layout.world, mine, shuffled, 0, fresh(), None)
        boards.append(mine)
    assert all(b == boards[0] for b in boards)
    assert first_kind(boards[0], 2) == TermKind.CEASEFIRE


def test_the_same_terms_in_another_order_are_the_same_offer(idlib_layout, board):
    told = say(
        idlib_layout, board,
        ("ankara", Offer(to=("moscow",), terms=(PATROLS, TOWN))),
        ("moscow", Offer(to=("ankara",), terms=(TOWN, PATROLS))),
        ("damascus", Offer(to=("ankara",), terms=(TOWN, PATROLS))),
    )  # fmt: skip
    assert [row[0] for row in told] == ["AGREEMENT_OFFERED", "AGREEMENT_ACCEPTED", "AGREEMENT_OFFERED"]
    assert board.tracks[0].serials == 4


@pytest.mark.parametrize("other", [{"notice": 4}, {"secret": True}, {"start": 1}, {"expiry": 30}])
def test_another_offer_in_anything_is_another_offer(idlib_layout, board, other):
    told = say(
        idlib_layout, board,
        ("ankara", Offer(to=("moscow",), terms=(TOWN,))),
        ("moscow", Offer(to=("ankara",), terms=(TOWN,), **other)),
    )  # fmt: skip
    assert [row[0] for row in told] == ["AGREEMENT_OFFERED"] * 2


def test_a_term_binds_parties_only_and_all_of_them_if_it_names_none(idlib_layout, board):
    stranger = TermForm(type="ceasefire", bound=("damascus",))
    say(idlib_layout, board, ("ankara", Offer(to=("moscow",), terms=(stranger, TOWN))))
    bound = [t.bound for t in board.terms if t.agreement == 2]
    assert bound == [3, 3]


def test_own_terms_stand_in_the_place_of_those_of_the_template(idlib_layout, board):
    say(idlib_layout, board, ("ankara", Offer(to=("moscow",), template="protocol_2020_03_05", terms=(TOWN,))))
    assert [t.kind for t in board.terms if t.agreement == 2] == [TermKind.CEASEFIRE]
    assert board.agreements[2].template == idlib_layout.names.agreement["protocol_2020_03_05"]


@pytest.mark.parametrize(
    "name",
    ["protocol_2020_03_05", "behind_the_posts", "sky_for_calm", "feed_the_posts", "humanitarian_pause",
     "freeze_saraqib", "buffer_zone"],
)  # fmt: skip
def test_every_template_can_be_offered_and_comes_into_force(idlib_layout, board, name):
    world = idlib_layout.world
    template = world.templates[idlib_layout.names.agreement[name]]
    others = tuple(t.name.lower() for t in Team if t != Team.ANKARA and template.parties >> t & 1)
    sent = [("ankara", Offer(to=others, template=name))]
    sent += [(team, Respond(offer=3, answer="accept")) for team in others]
    facts = fresh()
    after = play_turn(world, board, talk(idlib_layout, *sent), [], [], 7, facts, fresh())
    assert not [row for row in facts.rows if row[2] == EventKind.ORDER_REFUSED]
    assert any(row[2] == EventKind.AGREEMENT_STARTED and row[3] == 3 for row in facts.rows)
    agreement = next(a for a in after.agreements if a.serial == 3)
    row = after.agreements.index(agreement)
    found = [t for t in after.terms if t.agreement == row]
    assert len(found) == template.terms
    assert all(t.from_day < RELATIVE and t.by_day < RELATIVE for t in found)
    if template.days:
        assert agreement.expiry == template.days - 1


def test_days_counted_from_the_start_are_settled_when_it_comes(idlib_layout, board):
    form = TermForm(type="ceasefire", from_after=2, by_after=5)
    sent = [
        ("ankara", Offer(to=("moscow",), terms=(form,), start=1)),
        ("moscow", Respond(offer=3, answer="accept")),
    ]
    after = play_turn(idlib_layout.world, board, talk(idlib_layout, *sent), [], [], 7, fresh(), None)
    term = next(t for t in after.terms if t.agreement == 2)
    assert (after.agreements[2].start, term.from_day, term.by_day) == (1, 3, 6)


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (Offer(to=("moscow",), terms=(EVERYWHERE,), expiry=1, start=2), Refusal.PAST_DAY),
        (Offer(to=("moscow",)), Refusal.NO_TERMS),
        (Offer(to=("moscow",), template="astana_2017"), Refusal.NO_TERMS),
        (Offer(to=("ankara", "moscow"), terms=(EVERYWHERE,)), Refusal.WRONG_PARTIES),
        (Offer(to=("moscow",), terms=(TermForm(type="passage"),)), Refusal.BAD_TERM),
        (Offer(to=("moscow",), terms=(TermForm(type="corridor"),)), Refusal.BAD_TERM),
        (Offer(to=("moscow",), terms=(TermForm(type="prisoner_body"),)), Refusal.BAD_TERM),
        (Offer(to=("moscow",), terms=(TermForm(type="withdraw", zone="border_belt"),)), Refusal.BAD_TERM),
        (Offer(to=("moscow",), terms=(TermForm(type="post_status", duties=("leave",)),)), Refusal.BAD_TERM),
        (
            Offer(to=("moscow",), terms=(TermForm(type="proxy_restraint", proxy="turkey"),)),
            Refusal.BAD_TERM,
        ),
        (Respond(offer=7, answer="accept"), Refusal.NO_SUCH_OFFER),
        (Respond(offer=2, answer="accept"), Refusal.NO_SUCH_OFFER),
        (Respond(offer=2, answer="counter", terms=(EVERYWHERE,)), Refusal.NO_SUCH_OFFER),
    ],
)
def test_what_cannot_be_said(idlib_layout, board, order, code):
    rows = rows_of(idlib_layout, "ankara", 1, order)
    assert set(within_means(idlib_layout.world, board, rows, Team.ANKARA)) == {code}


def test_a_term_row_alone_is_incomplete(idlib_layout, board):
    rows = rows_of(idlib_layout, "ankara", 1, Offer(to=("moscow",), terms=(TOWN,)))[1:]
    assert within_means(idlib_layout.world, board, rows, Team.ANKARA) == [Refusal.INCOMPLETE]


def test_only_its_parties_leave_an_agreement_and_only_once(idlib_layout, board):
    told = say(
        idlib_layout, board,
        ("damascus", Respond(offer=2, answer="leave")),
        ("moscow", Respond(offer=2, answer="leave")),
        ("ankara", Respond(offer=2, answer="leave")),
        ("ankara", Respond(offer=9, answer="leave")),
    )  # fmt: skip
    assert [row[3] for row in told] == [
        Refusal.NO_SUCH_OFFER, Refusal.ALREADY_ANSWERED, Refusal.NO_SUCH_OFFER,
    ]  # fmt: skip
    assert board.agreements[1].leaves == 3


# ---- while it stands ---------------------------------------------------------------------------------------


def test_a_steer_that_is_obeyed_binds_damascus(idlib_layout, board):
    sent = [
        ("ankara", Offer(to=("moscow",), terms=(EVERYWHERE,))),
        ("moscow", Respond(offer=3, answer="accept")),
    ]
    rows = talk(idlib_layout, *sent)
    steer = rows_of(idlib_layout, "moscow", 1, Steer(act="stop", places=("saraqib",), leverage=5))
    facts = fresh()
    after = play_turn(idlib_layout.world, board, rows + steer, [], [], 7, facts, None)
    assert any(row[2] == EventKind.STEER_OBEYED and row[3] == SteerAct.STOP for row in facts.rows)
    assert after.agreements[2].parties == 7
    assert next(t for t in after.terms if t.agreement == 2).bound == 7


def test_a_ceasefire_that_starts_within_a_turn_stops_what_was_ordered():
    """It is accepted with a start a day later; the attack of the sheet is fought once and then held."""
    result = play(
        case(
            days=2,
            formation={
                "saa_1": {"faction": "saa", "place": "camp", "strength": 3000},
                "nlf_1": {"faction": "nlf", "place": "town", "strength": 2000},
            },
            orders=[
                "ankara: talk offer damascus [ceasefire] start 1",
                "damascus: talk respond 1 accept",
                "damascus: saa_1 attack town",
            ],
        ),
        seed=5,
    )
    fought = [row[0] for row in result.facts.rows if row[2] == EventKind.ATTACK]
    assert fought == [3]
    held = [row[3:7] for row in result.facts.rows if row[2] == EventKind.ORDER_CHANGED]
    assert held == [(Team.DAMASCUS, 2, 0, Held.AGREEMENT)]
    assert not [row for row in result.facts.rows if row[2] == EventKind.BREACH]


def test_a_proxy_that_obeys_keeps_the_ceasefire_of_its_patron():
    """RB 19.5. On the second day the attack that stands is stopped; hts, which obeys nobody, goes on."""
    for faction, control, days in (("nlf", 4000, [3]), ("nlf", 3999, [3, 4]), ("hts", 1500, [3, 4])):
        result = play(
            case(
                days=2,
                faction={faction: {"control": control}},
                formation={
                    "saa_1": {"faction": "saa", "place": "camp", "strength": 3000},
                    "opp_1": {"faction": faction, "place": "town", "strength": 3000, "attack": ["camp"]},
                },
                agreement=[{"parties": ["ankara", "damascus"], "terms": "ceasefire"}],
            ),
            seed=5,
        )
        fought = [row[0] for row in result.facts.rows if row[2] == EventKind.ATTACK]
        assert fought == days, (faction, control)


def test_a_column_that_was_to_attack_what_it_meets_halts(idlib_layout, board):
    """RB 19.5. A MOVE that does not halt on contact; the same column halts once a ceasefire holds."""
    names = idlib_layout.names
    column = board.formations[names.formation["saa_25_a"]]
    column.mission, column.posture, column.leg = Mission.MOVE, Posture.ATTACK, 0
    column.route[0] = names.place["khan_al_subul"]
    say(
        idlib_layout, board,
        ("ankara", Offer(to=("damascus",), terms=(EVERYWHERE,))),
        ("damascus", Respond(offer=3, answer="accept")),
    )  # fmt: skip
    hold_terms(idlib_layout.world, board, [], 0, fresh(), None)
    assert column.posture == Posture.ATTACK, "it is accepted, but not in force yet"
    settle_agreements(idlib_layout.world, board, 0, fresh())
    hold_terms(idlib_layout.world, board, [], 0, fresh(), None)
    assert (column.mission, column.posture) == (Mission.MOVE, Posture.MARCH)
