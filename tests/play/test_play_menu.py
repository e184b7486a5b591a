"""The menu: what is in it is legal, what is not says why."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from wargame.errors import UnknownName
from wargame.model.orders import TEAMS, Attack, Move, SetAirspace, SetPosture
from wargame.play.layout import lay_out
from wargame.play.menu import Menu
from wargame.play.notation import parse, text_of
from wargame.play.refusal_text import SENTENCES
from wargame.rules.codes import AgreementState, Refusal, Team
from wargame.rules.tables import copied
from wargame.store.scenario_file import load_scenario


@cache
def idlib():
    path = Path(__file__).resolve().parents[2] / "scenarios" / "idlib_2020.toml"
    return lay_out(load_scenario(path).model_copy(update={"injects": ()}))


def menu(team="damascus", board=None):
    return Menu(idlib(), board or idlib().start, team)


@pytest.mark.parametrize("team", ["ankara", "moscow", "damascus"])
def test_every_order_listed_is_legal_and_listed_once(team):
    listed = list(menu(team))
    assert len(listed) == len(menu(team)) > 100
    assert len(set(listed)) == len(listed)
    assert all(order in menu(team) for order in listed)
    assert {order.type for order in listed} == set(menu(team).kinds())


def test_every_legal_attack_of_one_formation_on_one_target_is_listed():
    layout, m = idlib(), menu()
    listed = set(m.of_kind("attack"))
    for f in layout.names.formations:
        for p in layout.names.places:
            order = Attack(formations=(f,), targets=(p,))
            assert (order in m) == (order in listed)


def test_texts_and_objects():
    m = menu()
    assert "saa_25_a attack maarat_al_numan" in m
    assert "saa_25_a saa_25_b attack maarat_al_numan priority 2" in m
    assert "saa_25_a attack idlib" not in m
    assert "saa_25_a atack maarat_al_numan" not in m
    assert 7 not in m
    assert None not in m


def test_why_not_is_a_sentence():
    m = menu()
    assert m.why_not(SetPosture(formation="saa_25_a", posture="hold")) is None
    assert "march" in m.why_not(Attack(formations=("saa_25_a",), targets=("idlib",)))
    assert "proxy" in m.why_not(Move(formation="nlf_izza", path=("hish",)))
    assert "saraqib" in m.why_not(Move(formation="saa_25_a", path=("sarakib",)))
    assert "team" in m.why_not(SetAirspace(sector="coast", user="ruaf", access="closed"))


def test_orders_of_one_formation():
    own = menu().for_formation("saa_25_a")
    assert {order.type for order in own} == {"move", "posture", "attack"}
    assert menu("ankara").for_formation("nlf_izza") == ()
    with pytest.raises(UnknownName, match="saa_25_east"):
        menu().for_formation("saa_25_aest")
    with pytest.raises(UnknownName, match="damascus"):
        menu("damascu")


def test_the_menu_follows_the_board():
    board = copied(idlib().start)
    row = board.formations[idlib().names.formation["saa_25_a"]]
    row.stock = 0
    assert "attack" not in {order.type for order in menu(board=board).for_formation("saa_25_a")}
    row.strength = 0
    assert menu(board=board).for_formation("saa_25_a") == ()
    assert "saa_25_a" not in menu(board=board).own()


def test_every_refusal_has_its_own_sentence():
    assert set(SENTENCES) == set(Refusal)
    assert len(set(SENTENCES.values())) == len(SENTENCES)


# ---- politics --------------------------------------------------------------------------------------------


def with_offer(**fields):
    """The start with an open offer of Moscow to Ankara in the last row."""
    board = copied(idlib().start)
    offer = board.agreements[-1]
    offer.state, offer.serial, offer.parties = AgreementState.OFFERED, 40, 3
    offer.proposer, offer.accepted = Team.MOSCOW, 2
    for name, value in fields.items():
        setattr(offer, name, value)
    return board


def test_offers_are_the_templates_to_each_set_of_teams():
    offers = menu("ankara").of_kind("offer")
    templates = {a.id for a in idlib().scenario.agreements if a.state == "template"}
    assert {offer.template for offer in offers} == templates
    assert {offer.to for offer in offers if offer.template == "protocol_2020_03_05"} == {
        ("moscow",), ("damascus",), ("moscow", "damascus"),
    }  # fmt: skip
    assert "offer moscow [ceasefire places saraqib]" in menu("ankara")
    assert "offer ankara [ceasefire]" not in menu("ankara")
    assert menu("ankara").why_not(parsed("ankara", "offer moscow [withdraw side government]"))


def test_only_those_to_whom_an_offer_goes_may_answer_it():
    board = with_offer()
    lines = {team: [text_of(o) for o in menu(team, board).of_kind("respond")] for team in TEAMS}
    assert "respond 40 accept" in lines["ankara"]
    assert "respond 40 reject" in lines["ankara"]
    assert "respond 40 accept" not in lines["moscow"]
    assert "respond 40 reject" not in lines["damascus"]
    assert "respond 40 counter [ceasefire]" in menu("ankara", board)
    assert "respond 40 counter [ceasefire]" not in menu("moscow", board)
    assert "respond 41 accept" not in menu("ankara", board)
    assert "respond 40 leave" in [
        text_of(o) for o in menu("ankara", with_offer(state=AgreementState.IN_FORCE)).of_kind("respond")
    ]


def test_a_threat_lies_above_the_rung_and_its_deadline_ahead():
    found = menu("ankara").of_kind("ultimatum")
    assert {u.to for u in found} == {"moscow", "damascus"}
    assert {u.rung for u in found} == {3, 4, 5}
    assert min(u.deadline for u in found) == 2
    assert {u.rung for u in menu("ankara").of_kind("ladder")} == {0, 1, 3, 4}


@pytest.mark.parametrize(
    ("team", "legal", "illegal"),
    [
        ("ankara", "support nlf ammo 2", "support iran_backed ammo 1"),
        ("ankara", "external kyiv", "external tehran"),
        ("damascus", "external tehran", "external kyiv"),
        ("ankara", "statement warn damascus private", "statement warn ankara"),
        ("ankara", "statement attribute saraqib syaaf", "statement attribute saraqib"),
        ("moscow", "economy gas tighten", "ladder 6"),
        ("ankara", "libya sna -500", "libya sna +1000"),
        ("ankara", "border managed 20000 screening 1", "border closed 20000"),
        ("moscow", "steer stop saraqib leverage 5", "steer urge saraqib leverage 5"),
        ("moscow", "statement reassure ankara", "border managed 20000"),
    ],
)
def test_politics_is_open_to_those_whom_it_concerns(team, legal, illegal):
    assert legal in menu(team)
    assert illegal not in menu(team)
    order = parsed(team, legal)
    assert order.type in menu(team).kinds()
    assert menu(team).why_not(parsed(team, illegal))


def parsed(team, line):
    return parse(idlib(), team, line)
