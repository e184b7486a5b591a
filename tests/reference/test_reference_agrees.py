"""RB 26.2: the engine and a naive second implementation agree day by day on random games."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from reference_games import differences

from wargame.rules.codes import EventKind

HERE = Path(__file__).parent
GAMES, CHUNK, DAYS = 500, 25, 9
FULL_GAMES, FULL_CHUNK, FULL_DAYS = 5000, 250, 12
MOST_LINES = 950
"""Code of the reference, blank lines, comments and docstrings left out: it must stay plain (RB 26.2)."""

COVERED = (
    EventKind.MOVED,
    EventKind.HALTED,
    EventKind.STANDOFF,
    EventKind.MEETING,
    EventKind.WITHDREW,
    EventKind.ATTACK,
    EventKind.CAPTURED,
    EventKind.RETREATED,
    EventKind.POST_BESIEGED,
    EventKind.POST_RELIEVED,
    EventKind.DISPLACED,
    EventKind.CROSSED,
    EventKind.STARVED,
    EventKind.REPLACED,
    EventKind.SUPPLY_CHANGED,
    EventKind.ROAD_LOST,
    EventKind.WEATHER,
)


RARE = (EventKind.STANDOFF, EventKind.CROSSED, EventKind.ROAD_LOST)
"""Too rare to be asked of a few games."""


def agree(first, games, days, least):
    tally = Counter()
    wrong = [line for seed in range(first, first + games) for line in differences(seed, days, tally)]
    assert not wrong, "\n".join(wrong[:20])
    assert tally["days"] >= games * days * 0.9
    thin = {
        kind.name: tally[kind] for kind in COVERED if tally[kind] < least and (least > 1 or kind not in RARE)
    }
    assert not thin, f"happened too rarely to prove anything: {thin}"


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(GAMES // CHUNK))
def test_random_games_agree(chunk):
    agree(1 + chunk * CHUNK, CHUNK, DAYS, least=1)


@pytest.mark.full
@pytest.mark.parametrize("chunk", range(FULL_GAMES // FULL_CHUNK))
def test_thousands_of_random_games_agree(chunk):
    agree(10_001 + chunk * FULL_CHUNK, FULL_CHUNK, FULL_DAYS, least=20)


def test_a_planted_mistake_is_seen(monkeypatch):
    """The comparison can fail: one parameter off on one side is found within a few games."""
    from wargame.rules import combat

    monkeypatch.setattr(combat, "BAD_WEATHER_LOSSES", 7100)
    assert any(differences(seed, 6) for seed in range(1, 40))


def test_the_reference_stays_plain_and_shares_no_rule():
    code = 0
    for name in ("reference_numbers", "reference_engine", "reference_battle"):
        text = (HERE / f"{name}.py").read_text(encoding="utf-8")
        assert not re.search(r"^\s*(from|import) wargame\.rules", text, re.MULTILINE), name
        text = re.sub(r'"""(.|\n)*?"""', "", text)
        code += sum(1 for line in text.splitlines() if line.strip() and not line.strip().startswith("#"))
    assert code <= MOST_LINES, code
