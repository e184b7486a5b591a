"""RB 15.9: fighters among those who flee, and the three thresholds."""

from __future__ import annotations

import pytest

from wargame.rules.codes import Cause, EventKind, Purpose, ReasonKind
from wargame.rules.draw import draw
from wargame.rules.infiltration import foreign_share, infiltrate
from wargame.rules.log import begin_day, tell

NLF, HTS = 4, 5


@pytest.fixture
def flight(table):
    """1000 h passed the belt; a quarter of those who retreated is of hts."""
    table.tracks = table.board.tracks[0]
    table.tracks.border_passed = 1000
    table.tracks.foreign[0], table.tracks.retreated[0] = 500, 2000
    return table


def run(table, day: int = 4, seed: int = 1) -> int:
    before = table.tracks.infiltration
    infiltrate(table.world, table.board, seed, day, table.facts, table.log)
    return table.tracks.infiltration - before


@pytest.mark.parametrize(("screening", "gain"), [(0, 150), (1, 75), (2, 0)])
def test_the_index_of_a_day(flight, screening, gain):
    flight.tracks.screening = screening
    assert run(flight) == gain  # 30 x (2 - screening) x 1000 h x 2500 bp / 1000000
    assert flight.noted(ReasonKind.INFILTRATION) == ([(0, 1000, gain, 2500)] if gain else [])


def test_without_retreats_nobody_slips_through(flight):
    flight.tracks.foreign[0] = flight.tracks.retreated[0] = 0
    assert foreign_share(flight.board) == 0
    assert run(flight) == 0


def test_retreats_of_three_days_count_and_those_of_turks_do_not(flight):
    flight.tracks.foreign[:], flight.tracks.retreated[:] = [0] * 3, [0] * 3
    flight.put("hts_east", "afes", 600)
    flight.put("nlf_sham_a", "ariha", 1400)
    turk = next(
        n for n, f in zip(flight.names.formations, flight.world.formations, strict=True) if f.faction == 3
    )
    flight.put(turk, "idlib", 900)
    afes = flight.p("afes")
    begin_day(flight.facts, 4)
    for name in ("hts_east", turk):
        tell(flight.facts, int(EventKind.RETREATED), flight.f(name), afes, afes, 0, -1)
    run(flight, day=4)
    begin_day(flight.facts, 5)
    tell(flight.facts, int(EventKind.WITHDREW), afes, NLF, 1400, 0, -1)
    run(flight, day=5)
    assert (sum(flight.tracks.foreign), sum(flight.tracks.retreated)) == (600, 2000)
    assert foreign_share(flight.board) == 3000
    run(flight, day=6)
    assert foreign_share(flight.board) == 3000
    run(flight, day=7)  # the retreat of day 4 is forgotten
    assert foreign_share(flight.board) == 0
    run(flight, day=8)
    assert sum(flight.tracks.retreated) == 0


@pytest.mark.parametrize(
    ("index", "passed", "told", "domestic"),
    [
        (1900, 0, [1], 0),
        (3900, 1, [2], -600),
        (5900, 2, [3], 0),
        (1900, 1, [], 0),
        (5900, 0, [1, 2, 3], -600),
    ],
)
def test_each_threshold_once(flight, index, passed, told, domestic):
    flight.tracks.infiltration, flight.tracks.infiltrated = index, passed
    before = flight.board.teams[0].domestic
    run(flight)
    assert [row[0] for row in flight.told(EventKind.INFILTRATION)] == told
    assert flight.board.teams[0].domestic - before == domestic
    if domestic:
        assert flight.noted(ReasonKind.DOMESTIC, 0)[0][1:3] == (Cause.INFILTRATED, -600)
    flight.facts.rows.clear()
    run(flight, day=5)
    assert flight.told(EventKind.INFILTRATION) == []


def test_which_way_they_move_on_is_drawn(flight):
    ways = set()
    for seed in range(12):
        flight.tracks.infiltration, flight.tracks.infiltrated = 6000, 2
        flight.facts.rows.clear()
        run(flight, seed=seed)
        ((_, _, way, _),) = flight.told(EventKind.INFILTRATION)
        assert way == (1 if draw(seed, 4, Purpose.INFILTRATION, 0, 0) < 5000 else 2)
        ways.add(way)
    assert ways == {1, 2}
