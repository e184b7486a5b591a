"""RB 12.4, line 17: whom an attack surprises, and how often."""

from __future__ import annotations

import pytest

from wargame.rules.codes import Line, ReasonKind
from wargame.rules.column import SURPRISE, SURPRISED, column_of
from wargame.rules.surprise import NOT_YET, USED_UP, plan_surprise, spend_surprise
from wargame.rules.tables import FACTIONS, NOBODY


@pytest.fixture
def attack(table):
    """25 (saa) stands at Khan al-Subul for days and attacks Saraqib, where the nlf stands; nobody sees it."""
    table.place("khan_al_subul", control=0)
    table.put("saa_25_a", "khan_al_subul", 4000, static_days=4)
    table.put("saa_rg_east", "kafr_amim", 2000, static_days=4)
    table.put("nlf_saraqib", "saraqib", 3000)
    target = [NOBODY] * len(table.board.formations)
    target[table.f("saa_25_a")] = table.p("saraqib")
    return target


def see(table, place: str, team: int, faction: int, level: int) -> None:
    row = table.board.sight[table.p(place)]
    row.level = [0] * len(row.level)
    row.kept, row.level[team * FACTIONS + faction] = 1, level


def planned(table, target) -> int:
    plan_surprise(table.world, table.board, target)
    return table.board.places[table.p("saraqib")].surprise


def test_unseen_and_standing_troops_surprise(table, attack):
    assert planned(table, attack) == SURPRISED
    before = column_of(table.world, table.board, table.p("saraqib"), attack, table.log)
    assert (table.p("saraqib"), Line.SURPRISE, SURPRISE, 0) in table.noted(ReasonKind.COLUMN_LINE)
    table.place("saraqib", surprise=NOT_YET)
    assert column_of(table.world, table.board, table.p("saraqib"), attack, None) == before - SURPRISE


def test_a_faint_sight_is_enough_to_be_warned(table, attack):
    see(table, "khan_al_subul", 0, 0, 1)
    assert planned(table, attack) == NOT_YET


def test_what_the_other_side_sees_of_itself_warns_nobody(table, attack):
    see(table, "khan_al_subul", 1, 0, 3)
    assert planned(table, attack) == SURPRISED


def test_who_marched_today_is_heard(table, attack):
    table.put("saa_25_a", "khan_al_subul", 4000, static_days=0)
    assert planned(table, attack) == NOT_YET


def test_all_attackers_must_be_unseen(table, attack):
    attack[table.f("saa_rg_east")] = table.p("saraqib")
    see(table, "kafr_amim", 0, 0, 2)
    assert planned(table, attack) == NOT_YET


@pytest.mark.parametrize("team", [1, 2])
def test_the_governments_side_is_warned_by_either_team(table, team):
    table.put("nlf_saraqib", "saraqib", 3000, static_days=9)
    table.put("saa_25_a", "khan_al_subul", 4000)
    table.place("khan_al_subul", control=0)
    target = [NOBODY] * len(table.board.formations)
    target[table.f("nlf_saraqib")] = table.p("khan_al_subul")
    see(table, "saraqib", team, 4, 0)  # forget what the start of the scenario sees there
    plan_surprise(table.world, table.board, target)
    place = table.place("khan_al_subul")
    assert place.surprise == SURPRISED
    place.surprise = NOT_YET
    see(table, "saraqib", team, 4, 1)
    plan_surprise(table.world, table.board, target)
    assert place.surprise == NOT_YET


def test_it_is_used_up_by_a_battle_and_not_by_an_attack_called_off(table, attack):
    place = table.place("saraqib")
    planned(table, attack)
    spend_surprise(table.board)
    assert place.surprise == NOT_YET
    planned(table, attack)
    place.battle = 1
    spend_surprise(table.board)
    assert place.surprise == USED_UP
    assert planned(table, attack) == USED_UP
    spend_surprise(table.board)
    assert place.surprise == USED_UP
