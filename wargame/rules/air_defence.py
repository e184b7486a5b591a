"""Air defence of a sector: its strength, what it shoots at, how it is worn down and mended (RB 10.4-10.10).

A sector has systems of its own on each side (`Sector.ad`); formations of kind air defence add 1 csy for each
mbn where they stand (RB 4.5). Lists here are indexed sector * 2 + side.
"""

from wargame.rules.arithmetic import scaled, share
from wargame.rules.log import Journal, tell
from wargame.rules.numbers import AirDefence, AirUser, EventKind, Kind, Side
from wargame.rules.tables import NOBODY, Board, World

MOST = 1000
"""RB 5.3, csy."""

RUNG_AIRCRAFT = 6
"""RB 16.1. From here the opposition side's air defence and Turkish fighters engage Syrian aircraft."""

RUNG_EXCHANGE = 8
"""RB 10.10. From here they engage Russian aircraft too."""

RUNG_SOIL = 9
"""RB 7.13. Below it nothing on Turkish soil is attacked."""

ONE_SYSTEM = 100
"""RB 1.2, csy: less than one system shoots at nothing."""


def air_defence(world: World, board: Board) -> list[int]:
    """RB 5.3, 4.5. csy of each sector and side, 1000 at most: systems of the sector and formations in it."""
    strength = [0] * (2 * len(board.sectors))
    for s in range(len(board.sectors)):
        strength[2 * s] = board.sectors[s].ad[0]
        strength[2 * s + 1] = board.sectors[s].ad[1]
    air_defence = int(Kind.AIR_DEFENCE)
    for f, fixed in enumerate(world.formations):
        if fixed.kind == air_defence and board.formations[f].place != NOBODY:
            strength[2 * world.places[board.formations[f].place].sector + fixed.side] += board.formations[
                f
            ].strength
    for i in range(len(strength)):
        strength[i] = min(MOST, strength[i])
    return strength


def missile_ground(world: World, board: Board, side: int) -> list[int]:
    """RB 10.4, 5.5. For each place 1 if a formation of the side with shoulder-fired missiles stands in it or
    one road away; an empty list if the side has none.
    """
    ground = [0] * 0
    for f, row in enumerate(board.formations):
        if row.manpads == 1 and row.place != NOBODY and row.strength > 0 and world.formations[f].side == side:
            if len(ground) == 0:
                ground = [0] * len(board.places)
            ground[row.place] = 1
            for e in range(world.first[row.place], world.first[row.place + 1]):
                ground[world.links[e]] = 1
    return ground


def shoots(board: Board, s: int, side: int, strength: list[int], user: int) -> int:
    """RB 10.10. 1 if the opposition side's air defence in the sector engages this air user today: active, and
    at a rung that allows it. What the government's does to drones is `drones.loss_chance`.
    """
    if side != Side.OPPOSITION or strength[2 * s + side] < ONE_SYSTEM:
        return 0
    if board.sectors[s].ad_posture[side] != AirDefence.ACTIVE:
        return 0
    rung = board.tracks[0].rung
    if user == AirUser.SYAAF and rung >= RUNG_AIRCRAFT:
        return 1
    if user == AirUser.RUAF and rung >= RUNG_EXCHANGE:
        return 1
    return 0


def repair(world: World, board: Board) -> None:
    """RB 10.8. Systems of a sector mend by some csy a day, up to what it once had. Writes sectors.ad."""
    for row in board.sectors:
        for side in range(2):
            if row.ad[side] < row.ad_full[side]:
                row.ad[side] = min(row.ad_full[side], row.ad[side] + world.params.ad_repair)


def silenced(world: World, board: Board, s: int, side: int, csy: int) -> int:
    """RB 10.8. csy destroyed of air defence that is hunted: less while it is silent."""
    if board.sectors[s].ad_posture[side] == AirDefence.SILENT:
        return scaled(csy, world.params.silent_kill)
    return csy


def wear_down(world: World, board: Board, hits: list[int], facts: Journal) -> None:
    """RB 10.8, 7.9. Takes csy from each sector and side, pro rata from its systems and from the formations of
    air defence in it; AD_HIT (sector, side, csy) tells. Formations on Turkish soil are out of reach below
    rung 9. Writes sectors.ad and formations.strength.
    """
    for i in range(len(hits)):
        if hits[i] > 0:
            s = i // 2
            side = i % 2
            weights = [0] * (len(board.formations) + 1)
            whole = board.sectors[s].ad[side]
            weights[len(board.formations)] = whole
            for f, fixed in enumerate(world.formations):
                row = board.formations[f]
                if fixed.kind == Kind.AIR_DEFENCE and fixed.side == side and row.place != NOBODY:
                    spot = world.places[row.place]
                    if spot.sector == s and (spot.soil == 0 or board.tracks[0].rung >= RUNG_SOIL):
                        weights[f] = row.strength
                        whole += row.strength
            lost = min(hits[i], whole)
            if lost > 0:
                parts = share(weights, lost)
                for f in range(len(board.formations)):
                    board.formations[f].strength -= parts[f]
                board.sectors[s].ad[side] -= parts[len(board.formations)]
                tell(facts, EventKind.AD_HIT, s, side, lost, 0, -1)
