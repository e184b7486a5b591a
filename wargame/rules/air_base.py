"""Step 13: attacks on the Russian air base, the home of the faction russia (RB 14.9)."""

from wargame.rules.arithmetic import scaled
from wargame.rules.draw import draw
from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import EventKind, Faction, Purpose, ReasonKind
from wargame.rules.tables import NOBODY, Board, World

WHOLE = 10000


def raid_base(world: World, board: Board, seed: int, day: int, facts: Journal, log: Journal | None) -> None:
    """RB 14.9. At most one attack on the base is counted a day: by whoever attacked it or fired at it today,
    else a raid by hts with drones of its own, drawn on each day on which hts has fought.

    Reads control, the day's facts and who has fought; writes tracks.hmeimim. BASE_RAIDED (place, faction).
    """
    base = world.factions[Faction.RUSSIA].home
    if base == NOBODY or board.places[base].control != 0:
        return
    faction = attacker_of(world, base, day, facts)
    if faction != NOBODY:
        board.tracks[0].hmeimim += 1
        tell(facts, EventKind.BASE_RAIDED, base, faction, 0, 0, -1)
        return
    chance = raid_chance(world, board)
    if chance == 0:
        return
    u = draw(seed, day, Purpose.RAID, world.places[base].key, 0)
    if u < chance:
        board.tracks[0].hmeimim += 1
        cause = tell(facts, EventKind.BASE_RAIDED, base, Faction.HTS, 0, 0, -1)
        note(log, ReasonKind.RAID_P, base, chance, u, 0, cause)


def raid_chance(world: World, board: Board) -> int:
    """RB 14.9. bp of a raid today: less, the more hts heeds its patron; 0 while it does not fight."""
    fought = 0
    for f, formation in enumerate(board.formations):
        if formation.fought > 0 and formation.strength > 0 and world.formations[f].faction == Faction.HTS:
            fought += formation.fought
    if fought == 0:
        return 0
    return scaled(world.params.base_raid, WHOLE - board.factions[Faction.HTS].control)


def attacker_of(world: World, base: int, day: int, facts: Journal) -> int:
    """RB 14.9. The first faction of the opposition side that attacked the base, fired at it or struck it with
    drones today; NOBODY if none did.
    """
    attack = int(EventKind.ATTACK)
    drones = int(EventKind.DRONE_HIT)
    guns = int(EventKind.FIRED)
    if facts.told[attack] + facts.told[drones] + facts.told[guns] == 0:
        return NOBODY
    for i in range(facts.head[2], len(facts.rows)):
        fact = facts.rows[i]
        kind = fact[2]
        if (kind != attack and kind != drones and kind != guns) or fact[0] != day:
            continue
        if kind == attack and fact[3] == base and fact[4] > Faction.RUSSIA:
            return fact[4]
        if kind == drones and fact[6] == base:
            return int(Faction.TURKEY)
        if kind == guns and fact[4] == base:
            if fact[3] >= len(world.formations):
                return int(Faction.TURKEY)
            if world.formations[fact[3]].side == 1:
                return world.formations[fact[3]].faction
    return NOBODY
