"""RB 18.6. Who calls men back from Libya, and how many."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.bots import STYLES, by_view
from wargame.play.layout import lay_out
from wargame.rules.codes import Faction, OrderKind, Team
from wargame.rules.day import play_turn
from wargame.rules.log import fresh
from wargame.store.scenario_file import load_scenario

ROOT = Path(__file__).resolve().parents[2]
TURNS = 4


@pytest.fixture(scope="module")
def layout():
    return lay_out(load_scenario(ROOT / "scenarios" / "idlib_2020.toml"))


def recalls(layout, style):
    """(turn, faction, mbn) of every LIBYA order of four turns, and the board at their end."""
    board, found = layout.start, []
    for turn in range(1, TURNS + 1):
        sheets = [by_view(STYLES["historical"], layout.world, board, team, 3) for team in (1, 2)]
        own = by_view(STYLES[style], layout.world, board, Team.ANKARA.value, 3)
        found += [(turn, o.subject, o.amount) for o in own if o.kind == OrderKind.LIBYA]
        orders = [*own, *sheets[0], *sheets[1]]
        board = play_turn(layout.world, board, orders, [], [], 3, fresh(), None)
    return found, board


def test_the_escalatory_manner_calls_half_of_the_nlf_back_once(layout):
    away = layout.start.factions[Faction.NLF].in_libya
    found, board = recalls(layout, "escalatory")
    assert found == [(2, Faction.NLF, -(away // 200) * 100)]
    assert board.factions[Faction.NLF].in_libya == away - away // 200 * 100, "it was carried out"
    assert board.factions[Faction.SNA].in_libya == layout.start.factions[Faction.SNA].in_libya


@pytest.mark.parametrize("style", ["historical", "cautious"])
def test_the_others_keep_to_the_record(layout, style):
    found, board = recalls(layout, style)
    assert found == []
    assert board.factions[Faction.NLF].in_libya == layout.start.factions[Faction.NLF].in_libya
