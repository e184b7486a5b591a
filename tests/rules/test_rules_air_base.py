"""RB 14.9: attacks on the Russian air base, and what follows from them."""

from __future__ import annotations

import pytest

from wargame.rules.air_base import attacker_of, raid_base, raid_chance
from wargame.rules.codes import EventKind, Faction, FireMode, ReasonKind, Team
from wargame.rules.legitimacy import legitimacy
from wargame.rules.log import tell
from wargame.rules.tables import NOBODY

DAYS = 4000


@pytest.fixture
def hts(table):
    """A formation of hts that has fought today."""
    name = next(f for f in table.names.formations if table.fact(f).faction == Faction.HTS)
    table.board.factions[Faction.HTS].control = 1500
    return table.put(name, "saraqib", 1000, fought=1)


def raid(table, day: int = 7) -> int:
    before = table.board.tracks[0].hmeimim
    table.facts.head[0] = table.log.head[0] = day
    raid_base(table.world, table.board, 5, day, table.facts, table.log)
    return table.board.tracks[0].hmeimim - before


def test_hts_raids_the_base_on_days_on_which_it_fights(table, hts):
    happened = sum(raid(table, day) for day in range(DAYS))
    assert abs(happened / DAYS - 0.017) < 0.006
    told = table.told(EventKind.BASE_RAIDED)
    assert told == [(table.p("hmeimim"), Faction.HTS, 0, 0)] * happened
    assert len(table.noted(ReasonKind.RAID_P)) == happened
    hts.fought = 0
    assert sum(raid(table, day) for day in range(DAYS)) == 0
    hts.fought, hts.strength = 1, 0
    assert raid_chance(table.world, table.board) == 0


@pytest.mark.parametrize(("control", "chance"), [(0, 200), (1500, 170), (5000, 100), (10000, 0)])
def test_control_holds_hts_back(table, hts, control, chance):
    table.board.factions[Faction.HTS].control = control
    assert raid_chance(table.world, table.board) == chance


def test_only_hts_of_those_who_fight_has_such_drones(table):
    table.put("nlf_saraqib", "saraqib", 1000, fought=1)
    assert raid_chance(table.world, table.board) == 0


def test_a_base_that_the_government_has_lost_is_no_target(table, hts):
    table.place("hmeimim", control=1)
    assert sum(raid(table, day) for day in range(DAYS)) == 0


def test_one_attack_is_counted_a_day(table, hts):
    base = table.p("hmeimim")
    table.facts.head[0] = 7
    for faction in (Faction.NLF, Faction.HTS):
        tell(table.facts, EventKind.ATTACK, base, faction, 0, 0, -1)
    assert raid(table) == 1
    assert table.told(EventKind.BASE_RAIDED) == [(base, Faction.NLF, 0, 0)]


@pytest.mark.parametrize(
    ("fact", "faction"),
    [
        ((EventKind.ATTACK, "hmeimim", Faction.SNA, 0, 0), Faction.SNA),
        ((EventKind.ATTACK, "hmeimim", Faction.SAA, 0, 0), NOBODY),
        ((EventKind.ATTACK, "saraqib", Faction.SNA, 0, 0), NOBODY),
        ((EventKind.FIRED, "tr_art_idlib", "hmeimim", FireMode.HARASS, 9), Faction.TURKEY),
        ((EventKind.FIRED, "saa_art_south", "hmeimim", FireMode.HARASS, 9), NOBODY),
        ((EventKind.FIRED, "tr_art_idlib", "saraqib", FireMode.HARASS, 9), NOBODY),
        ((EventKind.DRONE_HIT, "saa_25_a", 20, 3, "hmeimim"), Faction.TURKEY),
        ((EventKind.DRONE_HIT, "saa_25_a", 20, 3, "saraqib"), NOBODY),
    ],
)
def test_who_has_attacked_the_base(table, fact, faction):
    kind, *values = fact
    rows = table.names.place | table.names.formation
    table.facts.head[0] = 7
    tell(table.facts, kind, *(v if isinstance(v, int) else rows[v] for v in values), -1)
    base = table.p("hmeimim")
    assert attacker_of(table.world, base, 7, table.facts) == faction
    assert attacker_of(table.world, base, 8, table.facts) == NOBODY


def test_a_post_that_fires_at_it_is_turkish(table):
    table.facts.head[0], post = 7, len(table.board.formations)
    tell(table.facts, EventKind.FIRED, post, table.p("hmeimim"), FireMode.HARASS, 9, -1)
    assert attacker_of(table.world, table.p("hmeimim"), 7, table.facts) == Faction.TURKEY


def test_each_attack_gives_moscow_cause(table, hts):
    before = legitimacy(table.world, table.board, Team.MOSCOW)
    tell(table.facts, EventKind.ATTACK, table.p("hmeimim"), Faction.HTS, 0, 0, -1)
    table.facts.rows[-1] = (7, *table.facts.rows[-1][1:])
    assert raid(table) == 1
    assert legitimacy(table.world, table.board, Team.MOSCOW) == before + 1000
