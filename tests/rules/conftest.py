"""A laid-out Idlib whose formations are off the map, for cases that place their own.

Numbers of the rules are the defaults: what a scenario sets for its history changes no case.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.model.scenario import Rules
from wargame.play.codec import row_of
from wargame.play.layout import Layout, lay_out
from wargame.play.notation import parse
from wargame.rules.column import gun_cover
from wargame.rules.combat import battle
from wargame.rules.log import Journal, fresh
from wargame.rules.roster import battles_of
from wargame.rules.tables import NOBODY, Board, Order
from wargame.store.scenario_file import load_scenario

ROOT = Path(__file__).resolve().parents[2]
IDLIB = load_scenario(ROOT / "scenarios" / "idlib_2020.toml")
SCENARIO = IDLIB.model_copy(update={"injects": (), "rules": Rules()})


class Table:
    """A board to set up by name: `place`, `put` and `ask` speak ids, everything else is the engine's own
    rows.
    """

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.world = layout.world
        self.names = layout.names
        self.board: Board = layout.start
        self.facts: Journal = fresh()
        self.log: Journal = fresh()
        for formation in self.board.formations:
            formation.place = NOBODY
            formation.strength = 0
        for post in self.board.posts:
            post.state = 0
            post.strength = 0

    def p(self, place: str) -> int:
        return self.names.place[place]

    def f(self, formation: str) -> int:
        return self.names.formation[formation]

    def place(self, name: str, **values: int):
        row = self.board.places[self.p(name)]
        for field, value in values.items():
            assert hasattr(row, field)
            setattr(row, field, value)
        return row

    def put(self, formation: str, place: str, strength: int, **values: int | list[int]):
        row = self.board.formations[self.f(formation)]
        row.place, row.strength, row.stock, row.cohesion, row.supply = self.p(place), strength, 300, 7000, 3
        for field, value in values.items():
            assert hasattr(row, field)
            setattr(row, field, value)
        return row

    def attack(self, formation: str, *targets: str) -> None:
        row = self.board.formations[self.f(formation)]
        row.mission, row.posture, row.leg = 2, 6, 0
        row.intensity, row.least_column, row.stop_loss, row.begun = 1, -400, 1500, row.strength
        row.route = ([self.p(t) for t in targets] + [NOBODY] * 8)[:8]

    def order(self, team: str, line: str) -> Order:
        """The row of an order line of a team."""
        return row_of(self.layout, team, 1, parse(self.layout, team, line, self.board))

    def fact(self, formation: str):
        return self.world.formations[self.f(formation)]

    def battle(self, place: str, target: list[int], lists: tuple[list[int], ...], seed: int, day: int) -> int:
        """One battle as `fight` has it fought; `lists` are those of losses, shock and use."""
        roster, cover = battles_of(self.board, target), gun_cover(self.world, self.board)
        at, board = self.p(place), self.board
        return battle(self.world, board, at, target, roster, cover, *lists, seed, day, self.facts, self.log)

    def told(self, kind: int) -> list[tuple[int, int, int, int]]:
        return [row[3:7] for row in self.facts.rows if row[2] == kind]

    def noted(self, kind: int, subject: int | None = None) -> list[tuple[int, int, int, int]]:
        return [
            row[3:7] for row in self.log.rows if row[2] == kind and (subject is None or row[3] == subject)
        ]


@pytest.fixture
def table() -> Table:
    return Table(lay_out(SCENARIO))
