"""Turkish drones: strikes and looking, what they destroy and what shoots them down (RB 10.1-10.4, 10.9).

They fly in step 6. What they hit, and air defence that shoots at them, are read as the step found them.
"""

from wargame.rules.air import (
    SURGE,
    access_effect,
    access_loss,
    available,
    tire,
)
from wargame.rules.air_defence import air_defence, silenced, wear_down
from wargame.rules.arithmetic import clamp, crnd, rdiv, scaled, share
from wargame.rules.detection import level_of
from wargame.rules.draw import draw
from wargame.rules.legitimacy import legitimacy
from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import (
    Access,
    AirDefence,
    AirMission,
    AirUser,
    Cause,
    DroneAim,
    EventKind,
    Faction,
    Kind,
    Purpose,
    ReasonKind,
    Side,
    Team,
    Weather,
)
from wargame.rules.police import interposed
from wargame.rules.recon import drones_looking
from wargame.rules.refusals import RUNG_RUSSIANS, RUNG_WAR
from wargame.rules.tables import NOBODY, Board, World

DETECTION = (0, 4000, 8000, 10000)
"""bp of the effect by level of detection (RB 10.9)."""

TARGETS = 6
"""RB 10.9. Formations that a strike is split over at most."""

KILL_BASE = 6000
KILL_SWING = 8000
"""bp of the mean kill, and what the draw adds to it at most (RB 10.9)."""

CAUSE_LEAST = 5000
CAUSE_BASE = 3500
CAUSE_STEP = 6500
"""RB 10.3. Legitimacy below which drones are held back, and bp of their effect then: base + L x step."""


def fly_drones(world: World, board: Board, seed: int, day: int, facts: Journal, log: Journal | None) -> None:
    """RB 10.1-10.4, 10.9. Reads drone strikes, RECON by drone, airspace, air defence, jamming, sight,
    weather; writes the drone pool, formations (strength, cohesion), air defence, tension, losses of the turn.
    """
    p = drone_pool(world)
    if p == NOBODY:
        return
    looking = drones_looking(world, board, Team.ANKARA)
    flown = granted_strikes(world, board, p, looking)
    sectors = looking[:]  # sorties over each sector
    effective = [0] * len(sectors)
    for s in range(len(looking)):
        effective[s] = looking[s] * 100
    forced = [0] * len(sectors)
    whole = 0
    for t in range(len(flown)):
        if flown[t] > 0:
            s = board.air_tasks[t].sector
            sectors[s] += flown[t]
            effective[s] += scaled(flown[t] * 100, strike_effect(world, board, t))
            if board.sectors[s].access[AirUser.TR_DRONE] == Access.CLOSED:
                forced[s] += flown[t]
    for s in range(len(sectors)):
        whole += sectors[s]
    fresh = available(world, board, p)
    if whole > 0:
        enter(world, board, p, sectors, effective, forced, facts, log)
        strength = air_defence(world, board)
        hits = [0] * len(board.formations)
        sorties = [0] * len(board.formations)
        hunted = [0] * (2 * len(board.sectors))
        strikes(world, board, p, flown, hits, sorties, hunted, seed, day, log)
        lose_drones(world, board, p, sectors, strength, seed, day, facts, log)
        hit(world, board, hits, sorties, facts)
        wear_down(world, board, hunted, facts)
    tire(world.params, board, p, whole, fresh)


def drone_pool(world: World) -> int:
    """The row of the drone pool, NOBODY if there is none."""
    for p, pool in enumerate(world.pools):
        if pool.user == AirUser.TR_DRONE and pool.airframes > 0:
            return p
    return NOBODY


def granted_strikes(world: World, board: Board, p: int, looking: list[int]) -> list[int]:
    """RB 10.1, 10.2. Sorties that each drone strike flies today, after those that only look.

    None below rung 5, none into closed airspace unless forced; what is asked beyond the surge is shared.
    """
    asked = [0] * len(board.air_tasks)
    most = scaled(available(world, board, p), SURGE)
    for s in range(len(looking)):
        # those that look fly first, and no more of them than there are
        looking[s] = min(looking[s], most)
        most -= looking[s]
    whole = 0
    for t, task in enumerate(board.air_tasks):
        if task.mission == AirMission.DRONE and task.pool == p and board.tracks[0].rung >= RUNG_WAR:
            if task.forced == 1 or board.sectors[task.sector].access[AirUser.TR_DRONE] != Access.CLOSED:
                asked[t] = task.sorties
                whole += task.sorties
    if whole > most:
        return share(asked, most)
    return asked


def strike_effect(world: World, board: Board, t: int) -> int:
    """RB 10.2, 10.3. Effect of a drone strike in bp by airspace and Ankara's legitimacy, before weather."""
    access = board.sectors[board.air_tasks[t].sector].access[AirUser.TR_DRONE]
    effect = access_effect(world.params, access)
    if access == Access.CLOSED:
        effect = world.params.forced_effect
    return scaled(effect, restraint(world, board))


def restraint(world: World, board: Board) -> int:
    """RB 10.3. bp of the effect that Ankara's legitimacy leaves."""
    cause = legitimacy(world, board, Team.ANKARA)
    if cause >= CAUSE_LEAST:
        return 10000
    return min(10000, CAUSE_BASE + scaled(CAUSE_STEP, cause))


def drone_weather(world: World, weather: int) -> int:
    """RB 10.5. bp of the effect in this weather."""
    if weather == Weather.BAD:
        return world.params.strike_bad_weather
    return 10000


def loss_chance(world: World, board: Board, p: int, s: int, strength: list[int]) -> int:
    """RB 10.4. bp a sortie over a sector: by the government's air defence, its posture, jamming, airspace."""
    sector = board.sectors[s]
    params = world.params
    chance = rdiv(world.pools[p].loss * strength[2 * s + Side.GOVERNMENT], params.ad_scale)
    if sector.ad_posture[Side.GOVERNMENT] == AirDefence.SILENT:
        chance = scaled(chance, params.silent_loss)
    if sector.jam > 0:
        chance = scaled(chance, params.jam_loss)
    access = sector.access[AirUser.TR_DRONE]
    if access == Access.CLOSED:
        chance = scaled(chance, params.forced_loss)
    else:
        chance = scaled(chance, access_loss(params, access))
    return min(10000, chance)


def enter(
    world: World,
    board: Board,
    p: int,
    sectors: list[int],
    effective: list[int],
    forced: list[int],
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 10.2. FLOWN and FORCED_ENTRY for each sector; what is forced raises tension and is counted.
    Writes tracks.
    """
    for s in range(len(sectors)):
        if sectors[s] > 0:
            cause = tell(facts, EventKind.FLOWN, p, s, sectors[s], effective[s], -1)
            access = board.sectors[s].access[AirUser.TR_DRONE]
            effect = access_effect(world.params, access)
            if access == Access.CLOSED:
                effect = world.params.forced_effect
            note(log, ReasonKind.ACCESS, s, AirUser.TR_DRONE, effect, 0, cause)
            weather = drone_weather(world, board.sectors[s].weather)
            if weather < 10000:
                note(log, ReasonKind.WEATHER_FACTOR, s, AirMission.DRONE, weather, -1, cause)
            if forced[s] > 0:
                rise = world.params.forced_tension * forced[s]
                cause = tell(facts, EventKind.FORCED_ENTRY, s, forced[s], 0, 0, -1)
                board.tracks[0].unpermitted += forced[s]
                note(log, ReasonKind.TENSION, 0, Cause.FORCED_ENTRY, rise, 0, cause)
                board.tracks[0].tension = clamp(board.tracks[0].tension + rise, 0, 10000)


def lose_drones(
    world: World,
    board: Board,
    p: int,
    sectors: list[int],
    strength: list[int],
    seed: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 10.4. Drones lost over each sector. Writes the pool's airframes and lost."""
    pool = board.pools[p]
    for s in range(len(sectors)):
        if sectors[s] > 0:
            chance = loss_chance(world, board, p, s, strength)
            u = draw(seed, day, Purpose.AIR_LOSS, world.pool_keys[p * len(sectors) + s], 0)
            lost = min(crnd(sectors[s], chance, u), pool.airframes)
            note(log, ReasonKind.LOSS_P, p, s, chance, u, -1)
            if lost > 0:
                pool.airframes -= lost
                pool.lost += lost
                tell(facts, EventKind.AIRCRAFT_LOST, p, s, lost, 0, -1)


def strikes(
    world: World,
    board: Board,
    p: int,
    flown: list[int],
    hits: list[int],
    sorties: list[int],
    hunted: list[int],
    seed: int,
    day: int,
    log: Journal | None,
) -> None:
    """RB 10.8, 10.9. Adds up what all strikes destroy: mbn of each formation, sorties flown against it, and
    csy of air defence by sector and side.
    """
    for t in range(len(flown)):
        if flown[t] > 0:
            task = board.air_tasks[t]
            weather = drone_weather(world, board.sectors[task.sector].weather)
            effect = strike_effect(world, board, t)
            if task.rules == DroneAim.AIR_DEFENCE:
                csy = scaled(scaled(flown[t] * world.params.suppress_kill, effect), weather)
                hunted[2 * task.sector] += silenced(world, board, task.sector, Side.GOVERNMENT, csy)
            else:
                key = world.pool_keys[p * len(board.sectors) + task.sector]
                if task.target != NOBODY:
                    key = world.drone_keys[task.target]
                u = draw(seed, day, Purpose.DRONE_EFFECT, key, 0)
                swing = KILL_BASE + rdiv(KILL_SWING * u, 10000)
                kill = scaled(scaled(flown[t] * world.params.drone_kill, swing), effect)
                note(log, ReasonKind.DRONE_EFFECT, task.sector, task.target, kill, u, -1)
                split(world, board, t, kill, weather, flown[t], hits, sorties)


def split(
    world: World,
    board: Board,
    t: int,
    kill: int,
    weather: int,
    flown: int,
    hits: list[int],
    sorties: list[int],
) -> None:
    """RB 10.9. One strike is split by strength over the strongest targets that are seen; what is known of
    each and the weather lessen its part. Adds to `hits` and `sorties`.
    """
    weights = [0] * len(board.formations)
    for _ in range(TARGETS):
        best = NOBODY
        for f, row in enumerate(board.formations):
            if row.place == NOBODY or weights[f] > 0 or world.formations[f].side != 0:
                continue
            if is_target(world, board, t, f) and seen(world, board, f) > 0:
                if best == NOBODY or row.strength > board.formations[best].strength:
                    best = f
        if best == NOBODY:
            break
        weights[best] = board.formations[best].strength
    parts = share(weights, kill)
    for f in range(len(parts)):
        if weights[f] > 0:
            hits[f] += scaled(scaled(parts[f], DETECTION[seen(world, board, f)]), weather)
            sorties[f] += flown


def is_target(world: World, board: Board, t: int, f: int) -> bool:
    """RB 10.9, 7.13, 11.4. Whether drone strike t may hit a formation: of the aim, in the sector or place,
    and no Russians, and nobody behind their military police, below rung 7.
    """
    task = board.air_tasks[t]
    row = board.formations[f]
    fixed = world.formations[f]
    if row.place == NOBODY or row.strength <= 0 or fixed.side != Side.GOVERNMENT:
        return False
    if task.target != NOBODY and row.place != task.target:
        return False
    if world.places[row.place].sector != task.sector:
        return False
    if fixed.kind == Kind.AIR_DEFENCE or (task.rules == DroneAim.ARTILLERY and fixed.kind != Kind.ARTILLERY):
        return False
    if fixed.faction == Faction.RUSSIA and board.tracks[0].rung < RUNG_RUSSIANS:
        return False
    return not interposed(world, board, row.place)


def seen(world: World, board: Board, f: int) -> int:
    """RB 8.1. Ankara's level of detection of a formation of the government side."""
    return level_of(board, Team.ANKARA, board.formations[f].place, world.formations[f].faction)


def hit(world: World, board: Board, hits: list[int], sorties: list[int], facts: Journal) -> None:
    """RB 10.9. Losses of formations, 800 bp of each a day at most, and its cohesion. DRONE_HIT (formation,
    mbn, sorties, place) tells. Writes formations and the losses of the turn.
    """
    for f in range(len(hits)):
        row = board.formations[f]
        lost = min(hits[f], scaled(row.strength, world.params.drone_cap))
        if lost > 0:
            row.strength -= lost
            row.cohesion = max(0, row.cohesion - world.params.drone_cohesion)
            if world.formations[f].team != NOBODY:
                board.teams[world.formations[f].team].lost_today += lost
            tell(facts, EventKind.DRONE_HIT, f, lost, sorties[f], row.place, -1)


def tell_jamming(board: Board, facts: Journal) -> None:
    """RB 10.4. JAMMED (sector, days left) for each sector that is jammed today."""
    for s, row in enumerate(board.sectors):
        if row.jam > 0:
            tell(facts, EventKind.JAMMED, s, row.jam, 0, 0, -1)
