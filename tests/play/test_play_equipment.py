"""RB 12.13: tanks and guns told with lost strength."""

from __future__ import annotations

import pytest

from wargame.play.equipment import equipment_lost
from wargame.play.told import told
from wargame.rules.codes import EventKind, FireMode


def said(layout, kind, *values, seat="white"):
    (event,) = told(layout, 1, [(0, 9, kind, *values, -1)], [], None, 7, seat)
    return event.sentence


@pytest.mark.parametrize(
    ("kind", "mbn", "lost"),
    [
        (EventKind.DRONE_HIT, 1000, (13, 7)),
        (EventKind.FIRED, 1000, (13, 7)),
        (EventKind.RETALIATED, 1000, (13, 7)),
        (EventKind.BATTLE_LOSS, 1000, (7, 4)),  # 6.5 and 3.5, halves upward
        (EventKind.BATTLE_LOSS, 500, (3, 2)),
        (EventKind.DRONE_HIT, 38, (0, 0)),
        (EventKind.DRONE_HIT, 39, (1, 0)),
        (EventKind.WITHDREW, 1000, (0, 0)),
        (EventKind.RETREATED, 1000, (0, 0)),
    ],
)
def test_tanks_and_guns_go_with_lost_strength(kind, mbn, lost):
    assert equipment_lost(kind, mbn) == lost


def test_a_sentence_tells_them_from_one_on(idlib_layout):
    place = idlib_layout.names.place["hish"]
    formation = idlib_layout.names.formation["saa_25_a"]
    small = said(idlib_layout, EventKind.BATTLE_LOSS, place, 1, 50, 6)
    assert small.endswith("6 killed.")
    large = said(idlib_layout, EventKind.BATTLE_LOSS, place, 1, 231, 29)
    assert large.endswith("29 killed, with 2 tanks and 1 gun.")
    drones = said(idlib_layout, EventKind.DRONE_HIT, formation, 60, 6, place)
    assert drones.endswith("6 sorties, with 1 tank.")
    fire = said(idlib_layout, EventKind.FIRED, formation, place, FireMode.HARASS, 0)
    assert "tank" not in fire
    for name in ("fired", "retaliated"):
        values = (formation, place, FireMode.HARASS, 200) if name == "fired" else (0, place, 200, 6)
        assert said(idlib_layout, EventKind[name.upper()], *values).endswith(", with 3 tanks and 1 gun.")


def test_who_reads_claims_reads_of_no_tanks(idlib_layout):
    place = idlib_layout.names.place["hish"]
    values = (EventKind.BATTLE_LOSS, place, 1, 4000, 500)
    assert "26 tanks and 14 guns" in said(idlib_layout, *values, seat="ankara")
    assert "tank" not in said(idlib_layout, *values, seat="damascus")
