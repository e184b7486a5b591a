"""RB 6.4: in which order a sheet is read; RB 7.1: whom its orders command."""

from __future__ import annotations

from random import Random

import pytest

from wargame.rules.codes import OrderKind, PoliceTask, Posture, Team
from wargame.rules.orders import blank
from wargame.rules.ranks import ranked, ranked_by_team, shares_formation, take_command


def order(team=Team.DAMASCUS, number=1, kind=OrderKind.POSTURE, priority=5, subject=0, who=(), mode=0):
    row = blank(team, number, kind, priority)
    row.subject, row.mode = subject, mode
    row.who[: len(who)] = who
    return row


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 8, 9, 64, 129])
def test_orders_are_read_by_priority_then_number_and_a_ladder_first(count):
    dice = Random(count)
    kinds = (OrderKind.LADDER, OrderKind.MOVE, OrderKind.ATTACK)
    rows = [
        order(dice.randrange(3), dice.randrange(1, 1100), dice.choice(kinds), dice.randint(1, 9))
        for _ in range(count)
    ]
    every = []
    for team in Team:
        mine = [i for i, row in enumerate(rows) if row.team == team]
        mine.sort(key=lambda i: (rows[i].kind != OrderKind.LADDER and rows[i].priority, rows[i].number))
        assert ranked(rows, team) == mine
        every += mine
    assert ranked_by_team(rows) == every


def test_a_formation_takes_one_command():
    taken = [0] * 9
    take_command(order(kind=OrderKind.ATTACK, who=(3, 5)), taken)
    take_command(order(kind=OrderKind.MILITARY_POLICE, who=(7,), mode=PoliceTask.INTERPOSE), taken)
    take_command(order(kind=OrderKind.MILITARY_POLICE, who=(8,), mode=PoliceTask.ESCORT), taken)
    take_command(order(kind=OrderKind.CONVOY, subject=1), taken)
    assert taken == [0, 0, 0, 1, 0, 1, 0, 1, 0]
    assert shares_formation(order(kind=OrderKind.MOVE, subject=5), taken)
    assert shares_formation(order(kind=OrderKind.ATTACK, who=(2, 7)), taken)
    assert not shares_formation(order(subject=8, mode=Posture.HOLD), taken)
