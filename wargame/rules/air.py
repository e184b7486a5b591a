"""Weather and air: step 3 and step 6 of the day (RB 10).

`fly` reads the board as the step found it. Close support is left in `places.support` for the battles of step
9; strikes act at once. Air defence is `air_defence.py`, drones are `drones.py`.
"""

from wargame.rules.air_defence import (
    RUNG_AIRCRAFT,
    RUNG_EXCHANGE,
    air_defence,
    missile_ground,
    repair,
    shoots,
    silenced,
    wear_down,
)
from wargame.rules.arithmetic import clamp, crnd, rdiv, scaled, share
from wargame.rules.draw import draw
from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import (
    Access,
    AirMission,
    AirUser,
    Branch,
    EventKind,
    Faction,
    Mission,
    PostState,
    Purpose,
    ReasonKind,
    Rule,
    StrikeRules,
    Team,
    Weather,
    friendly,
)
from wargame.rules.tables import NOBODY, ROUTE, Board, Params, World

SURGE = 15000
"""bp of the available sorties that may be flown at most (RB 10.1)."""

COHESION_A_SORTIE = 30
COHESION_A_DAY = 300
"""ct taken from each enemy formation in a place struck under military rules (RB 10.7)."""

UNRESTRICTED_DAMAGE = 15000
"""bp of the ordinary damage (RB 10.7: 225 against 150 ct)."""

UNRESTRICTED_STANDING = 15
"""ct of the owner's standing a sortie (RB 10.7)."""

CUT_SORTIES = 4
CUT_MOST = 9000
"""Interdiction is counted by four sorties, and reaches 9000 bp at most (RB 9.9)."""


def draw_weather(
    world: World, board: Board, seed: int, day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 10.5. Reads one draw a sector; writes sector.weather. An event tells of a change."""
    for s in range(len(world.sectors)):
        u = draw(seed, day, Purpose.WEATHER, world.sectors[s].key, 0)
        weather = int(Weather.FAIR)
        if u < world.params.bad_weather:
            weather = int(Weather.BAD)
        cause = -1
        if weather != board.sectors[s].weather:
            cause = tell(facts, EventKind.WEATHER, s, weather, 0, 0, -1)
        note(log, ReasonKind.WEATHER_FACTOR, s, 0, world.params.bad_weather, u, cause)
        board.sectors[s].weather = weather


def fly(world: World, board: Board, seed: int, day: int, facts: Journal, log: Journal | None) -> None:
    """RB 10.1-10.8, 10.10 and 9.9. Every pool but the drones flies the air tasks of the turn.

    Reads air tasks, pools, airspace, weather, control, air defence; writes pools, places (support, strikes,
    damage), roads.cut, cohesion of formations struck, standing, air defence hunted and mended.
    """
    cohesion = [0] * len(world.places)  # ct for side 1 in each place; deltas of all pools, merged once
    cohesion_government = [0] * len(world.places)
    cut = [0] * len(world.roads)
    aims = aims_of(world, board)
    danger = dangers(world, board, aims)
    missiles = missile_ground(world, board, 1)
    hunted = [0] * (2 * len(world.sectors))  # csy by sector and side
    for p in range(len(world.pools)):
        if world.pools[p].user == AirUser.TR_DRONE:
            continue
        flown = granted_sorties(world, board, p, aims)
        sectors = [0] * len(world.sectors)
        effective = [0] * len(world.sectors)
        exposed = [0] * len(world.sectors)
        whole = 0
        for t in range(len(flown)):
            if flown[t] > 0:
                s = sector_of(world, board, t, aims)
                sectors[s] += flown[t]
                exposed[s] += flown[t] * under_missiles(world, board, t, aims, missiles)
                effective[s] += effect_of(world, board, p, t, flown[t], aims)
                whole += flown[t]
        if whole > 0:
            tell_flown(world, board, p, sectors, effective, facts, log)
            for t in range(len(flown)):
                if flown[t] > 0:
                    if board.air_tasks[t].mission == AirMission.SUPPRESS:
                        hunt(world, board, p, t, flown[t], aims, hunted)
                    elif world.pools[p].team == Team.ANKARA:
                        act(world, board, p, t, flown[t], aims, cohesion_government, cut, facts)
                    else:
                        act(world, board, p, t, flown[t], aims, cohesion, cut, facts)
            lose(world, board, p, sectors, exposed, whole, danger, seed, day, facts, log)
        tire(world.params, board, p, whole, available(world, board, p))
    shake(world, board, cohesion_government, cohesion)
    cut_roads(world.params, board, cut, facts)
    repair(world, board)
    wear_down(world, board, hunted, facts)


def aims_of(world: World, board: Board) -> list[int]:
    """RB 27.6. What each air task flies against today: close support follows the attack it supports to its
    next target.
    """
    aims = [NOBODY] * len(board.air_tasks)
    for t in range(len(board.air_tasks)):
        task = board.air_tasks[t]
        if task.mission != AirMission.NONE:
            aims[t] = task.target
            side = side_of_team(world.pools[task.pool].team)
            if task.mission == AirMission.CAS and friendly(side, board.places[task.target].control):
                aims[t] = next_of_attack(world, board, side, task.target)
    return aims


def next_of_attack(world: World, board: Board, side: int, taken: int) -> int:
    """Where most strength that attacked `taken` attacks next; `taken` itself if none goes on."""
    best = taken
    most = 0
    attack = int(Mission.ATTACK)
    for f, row in enumerate(board.formations):
        if row.mission == attack and world.formations[f].side == side and row.strength > most:
            for i in range(min(row.leg, ROUTE)):
                if row.route[i] == taken and row.leg < ROUTE and row.route[row.leg] != NOBODY:
                    best = row.route[row.leg]
                    most = row.strength
    return best


def available(world: World, board: Board, p: int) -> int:
    """RB 10.1. Sorties a day of a pool at its readiness and with the airframes it has left."""
    start = world.pools[p].airframes
    if start == 0:
        return 0
    return rdiv(scaled(world.pools[p].sorties, board.pools[p].readiness) * board.pools[p].airframes, start)


def granted_sorties(world: World, board: Board, p: int, aims: list[int]) -> list[int]:
    """RB 10.1, 10.2, 6.3 order 23. Sorties that each air task of a pool flies today.

    A task in closed airspace is not flown, one against friendly ground or where nothing is to be done
    returns; if more is asked than the surge allows, the tasks share it.
    """
    asked = [0] * len(board.air_tasks)
    whole = 0
    for t in range(len(board.air_tasks)):
        task = board.air_tasks[t]
        if task.mission != AirMission.NONE and task.pool == p and worth_flying(world, board, p, t, aims):
            asked[t] = task.sorties
            whole += task.sorties
    most = scaled(available(world, board, p), SURGE)
    if whole > most:
        return share(asked, most)
    return asked


def worth_flying(world: World, board: Board, p: int, t: int, aims: list[int]) -> bool:
    """Whether the airspace over the target is open to it and the target is one that it may fly against.

    Fighters patrol from their own soil, whatever the airspace (RB 10.1).
    """
    task = board.air_tasks[t]
    if task.mission == AirMission.CAP:
        return board.tracks[0].rung >= RUNG_AIRCRAFT
    if board.sectors[sector_of(world, board, t, aims)].access[world.pools[p].user] == Access.CLOSED:
        return False
    if task.mission == AirMission.SUPPRESS:
        return True
    side = side_of_team(world.pools[p].team)
    if task.mission == AirMission.INTERDICT:
        road = world.roads[aims[t]]
        return not (
            friendly(side, board.places[road.a].control) and friendly(side, board.places[road.b].control)
        )
    roe = board.teams[world.pools[p].team].roe[Branch.AIRCRAFT]
    if roe == Rule.SELF_DEFENCE and turkish_troops(world, board, aims[t]) == 1:
        return False
    return friendly(1 - side, board.places[aims[t]].control)


def turkish_troops(world: World, board: Board, place: int) -> int:
    """RB 6.8. 1 if a Turkish formation or a manned post stands in the place."""
    for post in board.posts:
        if post.place == place and post.strength > 0:
            if post.state == PostState.OPEN or post.state == PostState.BESIEGED:
                return 1
    for f, row in enumerate(board.formations):
        if row.place == place and row.strength > 0 and world.formations[f].faction == Faction.TURKEY:
            return 1
    return 0


def side_of_team(team: int) -> int:
    """RB 4.1. Ankara is the opposition side, the others the government's."""
    return 1 if team == Team.ANKARA else 0


def sector_of(world: World, board: Board, t: int, aims: list[int]) -> int:
    """The sector of a task's target; a road lies in the sector of its first end."""
    if board.air_tasks[t].sector != NOBODY:
        return board.air_tasks[t].sector
    if board.air_tasks[t].mission == AirMission.INTERDICT:
        return world.places[world.roads[aims[t]].a].sector
    return world.places[aims[t]].sector


def access_effect(params: Params, access: int) -> int:
    """RB 10.2. Effect of a sortie in bp."""
    if access == Access.OPEN:
        return 10000
    if access == Access.DECONFLICTED:
        return params.deconflicted_effect
    if access == Access.RISKY:
        return params.risky_effect
    return 0


def access_loss(params: Params, access: int) -> int:
    """RB 10.2. Loss factor in bp."""
    if access == Access.DECONFLICTED:
        return params.deconflicted_loss
    if access == Access.RISKY:
        return params.risky_loss
    return 10000


def weather_effect(params: Params, weather: int, mission: int) -> int:
    """RB 10.5. Effect in bp; bad weather hurts close support more than strikes."""
    if weather == Weather.FAIR:
        return 10000
    if mission == AirMission.CAS:
        return params.cas_bad_weather
    return params.strike_bad_weather


def effect_of(world: World, board: Board, p: int, t: int, sorties: int, aims: list[int]) -> int:
    """RB 10.6. Effective sorties x100 of one task: sorties x access x weather, close support x jamming."""
    mission = board.air_tasks[t].mission
    if mission == AirMission.CAP:
        return sorties * 100
    sector = board.sectors[sector_of(world, board, t, aims)]
    effect = scaled(sorties * 100, access_effect(world.params, sector.access[world.pools[p].user]))
    effect = scaled(effect, weather_effect(world.params, sector.weather, mission))
    if mission == AirMission.CAS and sector.jam > 0:
        effect = scaled(effect, world.params.jam_support)
    return effect


def tell_flown(
    world: World,
    board: Board,
    p: int,
    sectors: list[int],
    effective: list[int],
    facts: Journal,
    log: Journal | None,
) -> None:
    """FLOWN (pool, sector, sorties, effective x100), and why the effect was what it was."""
    user = world.pools[p].user
    for s in range(len(sectors)):
        if sectors[s] > 0:
            cause = tell(facts, EventKind.FLOWN, p, s, sectors[s], effective[s], -1)
            access = board.sectors[s].access[user]
            note(log, ReasonKind.ACCESS, s, user, access_effect(world.params, access), 0, cause)
            if board.sectors[s].weather == Weather.BAD:
                note(
                    log, ReasonKind.WEATHER_FACTOR, s, AirMission.CAS, world.params.cas_bad_weather, -1, cause
                )
                note(
                    log,
                    ReasonKind.WEATHER_FACTOR,
                    s,
                    AirMission.STRIKE,
                    world.params.strike_bad_weather,
                    -1,
                    cause,
                )


def act(
    world: World,
    board: Board,
    p: int,
    t: int,
    sorties: int,
    aims: list[int],
    cohesion: list[int],
    cut: list[int],
    facts: Journal,
) -> None:
    """RB 9.9, 10.6, 10.7. What one task does: close support, a strike, or interdiction.

    Reads the task; writes places.support, strikes and damage, standing, and the day's deltas of cohesion and
    cut.
    """
    task = board.air_tasks[t]
    if task.mission == AirMission.CAP:
        return
    effective = effect_of(world, board, p, t, sorties, aims)
    if task.mission == AirMission.INTERDICT:
        cut[aims[t]] += rdiv(effective * world.params.cut_per_sorties, 100 * CUT_SORTIES)
        return
    place = board.places[aims[t]]
    if task.mission == AirMission.CAS:
        place.support += effective
        return
    struck = rdiv(effective, 100)
    damage = rdiv(effective * world.params.strike_damage, 100)
    if task.rules == StrikeRules.UNRESTRICTED:
        damage = scaled(damage, UNRESTRICTED_DAMAGE)
        owner = board.teams[world.pools[p].team]
        owner.standing = clamp(owner.standing - UNRESTRICTED_STANDING * sorties, 0, 10000)
    else:
        cohesion[aims[t]] += rdiv(effective * COHESION_A_SORTIE, 100)
    place.strikes += struck
    place.damage = clamp(place.damage + damage, 0, 10000)
    tell(facts, EventKind.PLACE_STRUCK, aims[t], world.pools[p].team, sorties, task.rules, -1)


def hunt(
    world: World, board: Board, p: int, t: int, sorties: int, aims: list[int], hunted: list[int]
) -> None:
    """RB 10.8. One task against air defence: csy it destroys of the other side's, into `hunted`."""
    s = board.air_tasks[t].sector
    side = 1 - side_of_team(world.pools[p].team)
    effective = effect_of(world, board, p, t, sorties, aims)
    csy = rdiv(effective * world.params.suppress_kill, 100)
    hunted[2 * s + side] += silenced(world, board, s, side, csy)


def dangers(world: World, board: Board, aims: list[int]) -> list[int]:
    """RB 10.4, 10.10. For each sector what Syrian and Russian aircraft meet there today, as bits: 1 Turkish
    fighters, 4 air defence of the opposition side against Syrian, 8 against Russian aircraft. Bit 2 is for
    shoulder-fired missiles, which only some of the sorties meet.
    """
    found = [0] * len(world.sectors)
    strength = air_defence(world, board)
    for s in range(len(found)):
        if shoots(board, s, 1, strength, AirUser.SYAAF) == 1:
            found[s] |= 4
        if shoots(board, s, 1, strength, AirUser.RUAF) == 1:
            found[s] |= 8
    for t in range(len(aims)):
        task = board.air_tasks[t]
        if task.mission == AirMission.CAP and board.tracks[0].rung >= RUNG_AIRCRAFT:
            if available(world, board, task.pool) > 0:
                found[task.sector] |= 1
    return found


def under_missiles(world: World, board: Board, t: int, aims: list[int], missiles: list[int]) -> int:
    """RB 10.4. 1 if a task flies low over ground that shoulder-fired missiles reach."""
    mission = board.air_tasks[t].mission
    if len(missiles) == 0 or mission == AirMission.CAP or mission == AirMission.SUPPRESS:
        return 0
    if mission == AirMission.INTERDICT:
        road = world.roads[aims[t]]
        return max(missiles[road.a], missiles[road.b])
    return missiles[aims[t]]


def plane_risk(world: World, board: Board, p: int, danger: int) -> int:
    """RB 10.4, 10.10. bp a sortie of an aircraft that is no helicopter, before access."""
    pool = world.pools[p]
    chance = pool.loss
    if pool.user == AirUser.RUAF and danger & 10 > 0:
        chance = max(chance, world.params.ruaf_manpads)
    if danger & 1 > 0:
        if pool.user == AirUser.SYAAF:
            chance += world.params.cap_loss
        elif pool.user == AirUser.RUAF and board.tracks[0].rung >= RUNG_EXCHANGE:
            chance += world.params.cap_loss
    return chance


def helicopter_risk(world: World, p: int, danger: int) -> int:
    """RB 10.4. bp a sortie of a helicopter, before access."""
    if danger & 6 > 0:
        return max(world.pools[p].helicopter_loss, world.params.helicopter_manpads)
    return world.pools[p].helicopter_loss


def lose(
    world: World,
    board: Board,
    p: int,
    sectors: list[int],
    exposed: list[int],
    whole: int,
    danger: list[int],
    seed: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 10.4. Airframes lost by sector: fixed wing (slot 0), helicopters (slot 1). Writes pools.airframes,
    lost and helicopters_lost. AIRCRAFT_LOST (pool, sector, number, helicopters among them) tells.
    """
    pool = world.pools[p]
    helicopters = [0] * len(sectors)
    if pool.sorties > 0:
        helicopters = share(sectors, rdiv(whole * pool.helicopters, pool.sorties))
    for s in range(len(sectors)):
        if sectors[s] > 0:
            key = world.pool_keys[p * len(sectors) + s]
            factor = access_loss(world.params, board.sectors[s].access[pool.user])
            low = exposed[s]
            high = sectors[s] - low
            risk = plane_risk(world, board, p, danger[s]) * high
            risk += plane_risk(world, board, p, danger[s] | 2) * low
            chance = scaled(rdiv(risk, sectors[s]), factor)
            u = draw(seed, day, Purpose.AIR_LOSS, key, 0)
            lost = crnd(sectors[s] - helicopters[s], chance, u)
            note(log, ReasonKind.LOSS_P, p, s, chance, u, -1)
            lost = min(lost, board.pools[p].airframes)
            crashed = 0
            if helicopters[s] > 0:
                risk = helicopter_risk(world, p, danger[s]) * high
                risk += helicopter_risk(world, p, danger[s] | 2) * low
                chance = scaled(rdiv(risk, sectors[s]), factor)
                u = draw(seed, day, Purpose.AIR_LOSS, key, 1)
                crashed = min(crnd(helicopters[s], chance, u), board.pools[p].airframes - lost)
                note(log, ReasonKind.LOSS_P, p, s, chance, u, -1)
            if lost + crashed > 0:
                board.pools[p].airframes -= lost + crashed
                board.pools[p].lost += lost + crashed
                board.pools[p].helicopters_lost += crashed
                tell(facts, EventKind.AIRCRAFT_LOST, p, s, lost + crashed, crashed, -1)


def tire(params: Params, board: Board, p: int, flown: int, fresh: int) -> None:
    """RB 10.1. A day above the available sorties costs readiness, any other restores some. Writes pools."""
    pool = board.pools[p]
    pool.used = flown
    if flown > fresh:
        pool.readiness = clamp(pool.readiness - params.surge_cost, 0, 10000)
    else:
        pool.readiness = clamp(pool.readiness + params.readiness_gain, 0, 10000)


def shake(world: World, board: Board, government: list[int], opposition: list[int]) -> None:
    """RB 10.7. Formations of a side lose the cohesion that strikes on their place cost it, 300 ct a day at
    most.
    """
    for f, formation in enumerate(board.formations):
        place = formation.place
        if place != NOBODY and government[place] + opposition[place] > 0 and formation.strength > 0:
            hit = opposition[place]
            if world.formations[f].side == 0:
                hit = government[place]
            formation.cohesion = max(0, formation.cohesion - min(COHESION_A_DAY, hit))


def cut_roads(params: Params, board: Board, cut: list[int], facts: Journal) -> None:
    """RB 9.9. A road mends first, then today's sorties cut it again. Writes roads.cut."""
    for r, road in enumerate(board.roads):
        if road.cut > 0 or cut[r] > 0:
            road.cut = min(CUT_MOST, max(0, road.cut - params.road_recovery) + cut[r])
            if cut[r] > 0:
                tell(facts, EventKind.ROAD_CUT, r, road.cut, 0, 0, -1)
