"""One source, two speeds: compiled games are the interpreted games, bit for bit, bots included.

300 seeds of whole games in every mixture of styles: the last board of each, the board of every day of some,
and every event and reason of some. Given orders, legal and not, are played too. The compiled engine is kept
in the cache folder of pytest under the digest of its sources, so it is compiled once for all workers and
again whenever a rule changes.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from wargame import bots
from wargame.play import engines
from wargame.play.layout import lay_out
from wargame.play.position import board_rows, digest_of
from wargame.rules import compiled_memory
from wargame.rules.codes import Team
from wargame.store.scenario_file import load_scenario

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bench.random_orders import random_sheet  # noqa: E402

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not engines.available(), reason="the extra [fast] is not installed"),
]

SEEDS = 300
PARTS = 6
"""Pieces of the work, so that two workers share it."""

EVERY_DAY = 5
"""Games of a part whose boards are compared after every day."""

LOGGED = 4
"""Games of a part whose events and reasons are compared row by row."""

MIXTURES = len(bots.STYLES) ** 3


@pytest.fixture(scope="module")
def layout():
    return lay_out(load_scenario(ROOT / "scenarios" / "idlib_2020.toml"))


@pytest.fixture(scope="module")
def fast():
    held = os.environ.get("WARGAME_CACHE")
    os.environ["WARGAME_CACHE"] = str(ROOT / ".pytest_cache" / "compiled")
    made = engines.compiled()
    del os.environ["WARGAME_CACHE"]
    if held is not None:
        os.environ["WARGAME_CACHE"] = held
    return made


def mixture(seed: int) -> tuple[int, int, int]:
    """A style for each team; all mixtures in turn, the historical one first."""
    styles = len(bots.STYLES)
    code = seed % MIXTURES
    return code % styles, code // styles % styles, code // styles**2


def both(fast, layout, seeds: range, **wanted: bool):
    """The same games by both engines, seed by seed."""
    for seed in seeds:
        plain = engines.plain().play_games(layout.world, layout.start, mixture(seed), [seed], **wanted)
        compiled = fast.play_games(layout.world, layout.start, mixture(seed), [seed], **wanted)
        yield seed, plain[0], compiled[0]


def assert_same_boards(plain, compiled, told: str) -> None:
    assert len(plain.boards) == len(compiled.boards), told
    for n, (one, other) in enumerate(zip(plain.boards, compiled.boards, strict=True)):
        assert board_rows(one) == board_rows(other), f"{told}, board {n}"


def assert_same_words(plain, compiled, told: str) -> None:
    assert list(plain.facts) == list(compiled.facts), told
    assert list(plain.reasons) == list(compiled.reasons), told


@pytest.mark.parametrize("part", range(PARTS))
def test_games_with_bots_are_the_same(fast, layout, part):
    first = 1 + part * (SEEDS // PARTS)
    days = range(first, first + EVERY_DAY)
    logged = range(first + EVERY_DAY, first + EVERY_DAY + LOGGED)
    rest = range(first + EVERY_DAY + LOGGED, first + SEEDS // PARTS)
    for seed, plain, compiled in both(fast, layout, days, every_day=True):
        assert len(plain.boards) > 10
        assert_same_boards(plain, compiled, f"seed {seed}")
    for seed, plain, compiled in both(fast, layout, logged, told=True, reasoned=True):
        assert len(plain.facts) > 500
        assert len(plain.reasons) > 500
        assert_same_boards(plain, compiled, f"seed {seed}")
        assert_same_words(plain, compiled, f"seed {seed}")
    for seed, plain, compiled in both(fast, layout, rest):
        assert plain.decisions == compiled.decisions > 100
        assert digest_of(board_rows(plain.board)) == digest_of(board_rows(compiled.board)), f"seed {seed}"


def test_a_batch_is_the_same_as_its_games_one_by_one(fast, layout):
    seeds = range(900, 900 + engines.BATCH + 6)
    batch = fast.play_games(layout.world, layout.start, (0, 0, 0), seeds, told=True)
    assert [game.seed for game in batch] == list(seeds)
    for game in (batch[0], batch[1], batch[engines.BATCH], batch[-1]):
        (alone,) = fast.play_games(layout.world, layout.start, (0, 0, 0), [game.seed], told=True)
        assert_same_boards(alone, game, f"seed {game.seed}")
        assert list(alone.facts) == list(game.facts)
        assert alone.decisions == game.decisions
    assert len({digest_of(board_rows(game.board)) for game in batch}) > len(batch) // 2


def test_given_orders_are_played_the_same_day_by_day(fast, layout):
    """Orders of chance, turn by turn; in each sheet the first order stands twice, so that one is refused."""
    for seed in range(3):
        board = layout.start
        sheets = []
        for _ in range(layout.world.params.turns):
            orders = [o for team in Team for o in random_sheet(layout.world, board, int(team), seed)]
            sheets.append(orders + orders[:1])
            plain = engines.plain().play_turn(layout.world, board, sheets[-1], seed)
            compiled = fast.play_turn(layout.world, board, sheets[-1], seed)
            assert_same_boards(plain, compiled, f"seed {seed}")
            assert_same_words(plain, compiled, f"seed {seed}")
            board = plain.board
            if board.tracks[0].ended:
                break
        pair = (engines.plain(), fast)
        whole = [e.play_sheets(layout.world, layout.start, sheets, [seed, seed]) for e in pair]
        assert {digest_of(board_rows(g.board)) for games in whole for g in games} == {
            digest_of(board_rows(board))
        }


def test_released_injects_and_effects_written_then_are_played_the_same(fast, layout):
    world, start = layout.world, layout.start
    orders = [o for team in Team for o in bots.historical(world, start, int(team), 5)]
    released = [i for i, inject in enumerate(world.injects) if inject.kind == 2][:2]
    extra = list(world.effects[:4])
    assert released
    assert extra
    plain = engines.plain().play_turn(world, start, orders, 5, released=released, extra=extra)
    compiled = fast.play_turn(world, start, orders, 5, released=released, extra=extra)
    assert_same_boards(plain, compiled, "released")
    assert_same_words(plain, compiled, "released")
    bare = engines.plain().play_turn(world, start, orders, 5)
    assert list(bare.facts) != list(plain.facts)


def test_a_board_that_finds_no_room_is_played_all_the_same(fast, layout, monkeypatch):
    state, provide, small = compiled_memory.STATE, compiled_memory.provide, 1 << 14

    def scarce(half):
        provide(half)
        state[compiled_memory.HALF_BYTES] = small
        state[compiled_memory.END] = state[compiled_memory.FIRST_HALF] + small

    wanted = fast.play_games(layout.world, layout.start, (0, 0, 0), [31, 32])
    held = state[compiled_memory.HALF_BYTES]
    monkeypatch.setattr(compiled_memory, "provide", scarce)
    found = fast.play_games(layout.world, layout.start, (0, 0, 0), [31, 32])
    monkeypatch.undo()
    missed = state[compiled_memory.MISSED]
    state[compiled_memory.HALF_BYTES] = held
    assert missed > 0
    assert [digest_of(board_rows(g.board)) for g in found] == [digest_of(board_rows(g.board)) for g in wanted]


def test_neither_engine_writes_what_it_is_given(fast, layout):
    before = board_rows(layout.start)
    orders = [o for team in Team for o in bots.historical(layout.world, layout.start, int(team), 5)]
    for engine in (engines.plain(), fast):
        engine.play_turn(layout.world, layout.start, orders + orders, 5)
        engine.play_games(layout.world, layout.start, (0, 0, 0), [5])
        assert board_rows(layout.start) == before
        assert all(order.kind for order in orders)
