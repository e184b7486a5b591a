"""Fighters who slip through among those who flee, and what comes of it in Turkey (RB 15.9)."""

from wargame.rules.arithmetic import rdiv
from wargame.rules.border import move_domestic
from wargame.rules.draw import draw
from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import Cause, EventKind, Faction, Purpose, ReasonKind
from wargame.rules.tables import RETREAT_DAYS, Board, World

FULL = 10000

ARRESTS = 2000
ATTACK = 4000
ONWARD = 6000
"""RB 15.9. ct of the index at which arrests are in the news, an attack happens, and groups move on."""

ATTACK_DOMESTIC = 600
"""RB 15.9. ct."""

SCREENING_MOST = 2

BY_CAUCASUS = 1
TO_EUROPE = 2
EVEN = 5000
"""RB 15.9. Which way those who move on take: one draw, either as likely."""


def infiltrate(world: World, board: Board, seed: int, day: int, facts: Journal, log: Journal | None) -> None:
    """RB 15.9, step 11. The index of the day, and every threshold that it passes, once each.

    Reads the day's retreats and `border_passed`; writes tracks and support at home.
    """
    remember_retreats(world, board, day, facts)
    tracks = board.tracks[0]
    foreign = foreign_share(board)
    gain = rdiv(
        world.params.infiltration * (SCREENING_MOST - tracks.screening) * tracks.border_passed * foreign,
        1000000,
    )
    if gain > 0:
        tracks.infiltration = min(FULL, tracks.infiltration + gain)
        note(log, ReasonKind.INFILTRATION, 0, tracks.border_passed, gain, foreign, -1)
    while tracks.infiltrated < 3 and tracks.infiltration >= threshold(tracks.infiltrated):
        tracks.infiltrated += 1
        cross_threshold(board, seed, day, facts, log)


def threshold(passed: int) -> int:
    """RB 15.9. The next threshold after so many, ct."""
    if passed == 0:
        return ARRESTS
    if passed == 1:
        return ATTACK
    return ONWARD


def remember_retreats(world: World, board: Board, day: int, facts: Journal) -> None:
    """RB 15.9. mbn of the opposition's formations that retreated or withdrew today, and those of hts."""
    foreign = 0
    total = 0
    retreated = int(EventKind.RETREATED)
    withdrew = int(EventKind.WITHDREW)
    first = len(facts.rows)
    if facts.told[retreated] + facts.told[withdrew] > 0:
        first = facts.head[2]
    for i in range(first, len(facts.rows)):
        fact = facts.rows[i]
        kind = fact[2]
        if (kind != retreated and kind != withdrew) or fact[0] != day:
            continue
        faction = fact[4]
        mbn = fact[5]
        if kind == retreated:
            faction = world.formations[fact[3]].faction
            mbn = board.formations[fact[3]].strength
        if faction == Faction.NLF or faction == Faction.HTS or faction == Faction.SNA:
            total += mbn
            if faction == Faction.HTS:
                foreign += mbn
    tracks = board.tracks[0]
    tracks.foreign[day % RETREAT_DAYS] = foreign
    tracks.retreated[day % RETREAT_DAYS] = total


def foreign_share(board: Board) -> int:
    """RB 15.9. bp of hts among the opposition's formations that retreated in the last three days."""
    foreign = 0
    total = 0
    for d in range(RETREAT_DAYS):
        foreign += board.tracks[0].foreign[d]
        total += board.tracks[0].retreated[d]
    if total == 0:
        return 0
    return rdiv(foreign * FULL, total)


def cross_threshold(board: Board, seed: int, day: int, facts: Journal, log: Journal | None) -> None:
    """RB 15.9. INFILTRATION (threshold 1-3, ct, way, 0): 1 arrests, 2 an attack, 3 groups move on, by the
    Caucasus or to Europe.
    """
    tracks = board.tracks[0]
    way = 0
    if tracks.infiltrated == 3:
        way = TO_EUROPE
        u = draw(seed, day, Purpose.INFILTRATION, 0, 0)
        if u < EVEN:
            way = BY_CAUCASUS
    number = tell(facts, EventKind.INFILTRATION, tracks.infiltrated, tracks.infiltration, way, 0, -1)
    if tracks.infiltrated == 2:
        move_domestic(board, Cause.INFILTRATED, -ATTACK_DOMESTIC, number, log)
