"""The menu: what is in it is legal, what is not says why."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from wargame.errors import UnknownName
from wargame.model.orders import Attack, Move, SetAirspace, SetPosture
from wargame.play.layout import lay_out
from wargame.play.menu import Menu
from wargame.play.refusal_text import SENTENCES
from wargame.rules.refusals import Refusal
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
