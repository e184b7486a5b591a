"""RB 9.6, 12.8, 17.8: stock, starvation, cohesion, replacements and day counters."""

from __future__ import annotations

import pytest

from wargame.rules.codes import EventKind, Posture, Supply
from wargame.rules.libya import replacement_rate
from wargame.rules.recovery import recover


@pytest.mark.parametrize(("state", "stock"), [(3, 350), (2, 325), (1, 300), (0, 200)])
def test_stock_by_supply(table, state, stock):
    row = table.put("saa_25_a", "murek", 1000, supply=state)
    recover(table.world, table.board, table.facts)
    assert row.stock == stock


def test_stock_has_a_ceiling_and_a_floor(table):
    full = table.put("saa_25_a", "murek", 1000, stock=490)
    cut = table.put("saa_25_b", "murek", 1000, stock=40, supply=Supply.CUT)
    recover(table.world, table.board, table.facts)
    assert (full.stock, cut.stock) == (500, 0)


def test_a_cut_off_formation_without_stock_starves(table):
    row = table.put("nlf_maarat", "maarat_al_numan", 1000, stock=0, supply=Supply.CUT)
    recover(table.world, table.board, table.facts)
    assert (row.strength, row.cohesion) == (980, 6400)
    assert table.told(EventKind.STARVED) == [(table.f("nlf_maarat"), 20, 0, 0)]


def test_cohesion_returns_by_rest_and_by_quiet(table):
    rest = table.put("saa_25_a", "murek", 1000, posture=Posture.REST, cohesion=6000)
    quiet = table.put("saa_25_b", "murek", 1000, cohesion=8400)
    fought = table.put("saa_5c_a", "murek", 1000, cohesion=6000, fought=1)
    high = table.put("saa_11d", "murek", 1000, cohesion=8800)
    recover(table.world, table.board, table.facts)
    assert [rest.cohesion, quiet.cohesion, fought.cohesion, high.cohesion] == [6500, 8500, 6000, 8800]


def test_replacements_only_in_full_supply_and_up_to_establishment(table):
    fed = table.put("nlf_sham_a", "idlib", 1000)
    strained = table.put("nlf_sham_b", "sarmin", 1000, supply=Supply.STRAINED)
    turkish = table.put("tr_mech_1", "idlib", 500)
    recover(table.world, table.board, table.facts)
    rate = replacement_rate(table.world, table.board, 4)
    assert rate == 24  # 40 bp, a tenth less for each 1000 mbn away in Libya: 4000 of them
    assert fed.strength == 1000 + (2 * 2400 * rate + 10000) // 20000
    assert strained.strength == 1000
    assert turkish.strength == 500
    full = table.put("nlf_ahrar", "ariha", 2100)
    recover(table.world, table.board, table.facts)
    assert full.strength == 2100


def test_days_are_counted(table):
    row = table.put("saa_25_a", "murek", 1000, posture=Posture.FORTIFY)
    table.place("saraqib", battle=1, quiet_days=7)
    table.place("murek", held_days=3)
    recover(table.world, table.board, table.facts)
    assert (row.static_days, row.dug_days) == (1, 1)
    row.posture = Posture.DEFEND
    recover(table.world, table.board, table.facts)
    assert row.dug_days == 0
    assert table.board.places[table.p("saraqib")].quiet_days == 0
    assert table.board.places[table.p("murek")].held_days == 5
