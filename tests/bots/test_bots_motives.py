"""Every order of a bot says why, in all styles of all teams, and saying why changes no order."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from wargame.bots import STYLES, by_view
from wargame.bots.manner import Manner
from wargame.bots.motives import Motive, because
from wargame.bots.politics_ankara import why_peace as ankara_why
from wargame.bots.politics_moscow import why_peace as moscow_why
from wargame.bots.sheet import ROWS, open_row
from wargame.play.layout import lay_out
from wargame.rules.codes import OrderKind, Team
from wargame.rules.day import play_turn
from wargame.rules.log import fresh
from wargame.rules.orders import blank
from wargame.rules.tables import copied
from wargame.store.scenario_file import load_scenario

ROOT = Path(__file__).resolve().parents[2]
SEED = 7

MIXES = [
    *((name,) * 3 for name in STYLES),
    ("escalatory", "historical", "cautious"),
    ("cautious", "escalatory", "historical"),
    ("historical", "cautious", "escalatory"),
]
"""Each style of each team meets two others."""

UNITS = {
    Motive.COLUMN_FAVOURABLE: range(-120, 801),
    Motive.COLUMN_DECISIVE: range(150, 801),
    Motive.WORN_PROBE: range(6000),
    Motive.WORN_RESTS: range(6700),
    Motive.BRINK_NEAR: range(7600, 10001),
    Motive.POST_RUNS_SHORT: range(1000),
    Motive.OWN_DEAD: range(1, 500),
    Motive.ARMOUR_FACED: range(4, 8),
}
"""What the number of a motive may be where the code says so."""


@pytest.fixture(scope="module")
def layout():
    return lay_out(load_scenario(ROOT / "scenarios" / "idlib_2020.toml"))


@pytest.fixture(scope="module")
def written(layout):
    """(style, row) of every order that bots gave in a whole game of each mix."""
    rows = []
    for mix in MIXES:
        board = layout.start
        for _ in range(layout.world.params.turns):
            if board.tracks[0].ended:
                break
            sheets = [
                row for team in Team for row in by_view(STYLES[mix[team]], layout.world, board, team, SEED)
            ]
            rows += [(mix[row.team], replace(row)) for row in sheets]
            board = play_turn(layout.world, board, sheets, [], [], SEED, fresh(), None)
    return rows


def test_no_order_of_a_bot_is_without_a_motive(written):
    silent = Counter((style, Team(row.team), OrderKind(row.kind)) for style, row in written if row.why == 0)
    assert not silent
    assert {(style, row.team) for style, row in written} == set(product(STYLES, Team))
    assert {row.why for _, row in written} <= {motive.value for motive in Motive}
    assert len({row.why for _, row in written}) > 50


def test_the_number_is_the_one_that_decided(written):
    for motive, allowed in UNITS.items():
        found = [row.why_value for _, row in written if row.why == motive]
        assert found, motive
        assert all(value in allowed for value in found), motive


def test_motives_fit_what_is_ordered(written):
    kinds = {}
    for _, row in written:
        kinds.setdefault(Motive(row.why), set()).add(OrderKind(row.kind))
    assert kinds[Motive.RIGHT_TO_ANSWER] == {OrderKind.FIRES}
    assert kinds[Motive.COLUMN_FAVOURABLE] == {OrderKind.ATTACK}
    assert kinds[Motive.OWN_DEAD] == {OrderKind.LADDER}
    assert kinds[Motive.POST_DUE] == {OrderKind.POST}
    assert kinds[Motive.TOO_EARLY] == {OrderKind.RESPOND}
    assert kinds[Motive.BRINK_NEAR] <= {OrderKind.RESPOND, OrderKind.OFFER}


def test_no_rule_reads_why(layout):
    board = layout.start
    plain, told = [], []
    for team in Team:
        told += by_view(STYLES["historical"], layout.world, board, team, 7)
        plain += by_view(STYLES["historical"], layout.world, board, team, 7)
    for row in plain:
        row.why = row.why_value = 0
    after = [play_turn(layout.world, board, rows, [], [], 7, fresh(), None) for rows in (plain, told)]
    assert after[0] == after[1]


def test_a_blank_row_and_a_reopened_one_have_no_motive():
    out = [blank(0, i + 1, OrderKind.POSTURE, 5) for i in range(3)]
    assert because(out, 1, 3, Motive.OWN_DEAD, 53) == 3
    assert [(row.why, row.why_value) for row in out] == [(0, 0), (21, 53), (21, 53)]
    open_row(out, 1, 0, OrderKind.MOVE, 5)
    assert (out[1].why, out[1].why_value) == (0, 0)
    assert ROWS == 40


@pytest.mark.parametrize(
    ("manner", "tension", "rung", "domestic", "said"),
    [
        (Manner.CAUTIOUS, 1200, 1, 5000, (Motive.PEACE_ALWAYS, 1200)),
        (Manner.HISTORICAL, 5000, 3, 5000, (Motive.TOO_EARLY, 5000)),
        (Manner.HISTORICAL, 5000, 5, 5000, (Motive.WAR_OPENED, 5)),
        (Manner.HISTORICAL, 8400, 3, 5000, (Motive.BRINK_NEAR, 8400)),
        (Manner.ESCALATORY, 7000, 5, 5000, (Motive.TOO_EARLY, 7000)),
        (Manner.ESCALATORY, 8000, 5, 1000, (Motive.BRINK_NEAR, 8000)),
        (Manner.ESCALATORY, 7000, 5, 1000, (Motive.WEARY_AT_HOME, 1000)),
    ],
)
def test_why_ankara_signs_or_does_not(layout, manner, tension, rung, domestic, said):
    board = copied(layout.start)
    board.tracks[0].tension, board.tracks[0].rung = tension, rung
    board.teams[Team.ANKARA].domestic = domestic
    assert ankara_why(board, manner) == said


@pytest.mark.parametrize(
    ("manner", "tension", "rung", "whole", "said"),
    [
        (Manner.CAUTIOUS, 1200, 1, True, (Motive.ROAD_HELD, 1200)),
        (Manner.CAUTIOUS, 5000, 1, False, (Motive.TENSION_UNEASY, 5000)),
        (Manner.CAUTIOUS, 1200, 1, False, (Motive.TOO_EARLY, 1200)),
        (Manner.HISTORICAL, 7000, 5, False, (Motive.WAR_OPENED, 5)),
        (Manner.HISTORICAL, 8200, 3, False, (Motive.BRINK_NEAR, 8200)),
        (Manner.HISTORICAL, 7000, 3, True, (Motive.ROAD_HELD, 7000)),
        (Manner.HISTORICAL, 7000, 3, False, (Motive.TOO_EARLY, 7000)),
        (Manner.ESCALATORY, 8000, 5, True, (Motive.BRINK_NEAR, 8000)),
    ],
)
def test_why_moscow_signs_or_does_not(layout, manner, tension, rung, whole, said):
    board = copied(layout.start)
    board.tracks[0].tension, board.tracks[0].rung = tension, rung
    for p, fixed in enumerate(layout.world.places):
        if fixed.m5 > 0:
            board.places[p].control = 0 if whole else 1
    assert moscow_why(layout.world, board, manner) == said
