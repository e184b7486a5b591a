"""What a Condition may ask of the board (RB 19.2)."""

from wargame.rules.air_defence import air_defence
from wargame.rules.legitimacy import legitimacy
from wargame.rules.numbers import Kind, Reading, Supply
from wargame.rules.readings_politics import agreement_breaches, agreement_state, patrol_of, ultimatum_state
from wargame.rules.score import line_points
from wargame.rules.tables import NOBODY, Board, World

SIDES = 2
"""ZONE readings keep a side as 0 or 1 in `second`, and faction f as SIDES + f."""


def read(world: World, board: Board, reading: int, entity: int, second: int, day: int) -> int:
    """RB 19.2. The value of a reading in the engine's unit."""
    if reading < Reading.TEAM_DOMESTIC:
        return read_tracks(world, board, reading, day)
    if reading < Reading.PLACE_CONTROL:
        return read_team(world, board, reading, entity)
    if reading < Reading.POST_STATE:
        return read_place(world, board, reading, entity)
    if reading < Reading.ROAD_CLEARED:
        return read_post(board, reading, entity)
    if reading == Reading.ROAD_PATROL:
        return patrol_of(world, board, entity, day)
    if reading < Reading.SECTOR_WEATHER:
        return read_road(world, board, reading, entity, second)
    if reading == Reading.SECTOR_WEATHER:
        return board.sectors[entity].weather
    if reading == Reading.SECTOR_ACCESS:
        return board.sectors[entity].access[second]
    if reading == Reading.SECTOR_AD:
        return air_defence(world, board)[2 * entity + second]
    if reading == Reading.FACTION_STRENGTH:
        return strength_of(world, board, entity)
    if reading == Reading.FACTION_CONTROL:
        return board.factions[entity].control
    if reading == Reading.FACTION_IN_LIBYA:
        return board.factions[entity].in_libya
    if reading < Reading.ZONE_STRENGTH:
        return read_formation(board, reading, entity)
    if reading < Reading.INJECT_STATUS:
        return read_zone(world, board, reading, entity, second)
    if reading == Reading.INJECT_STATUS:
        return board.injects[entity].state
    if reading == Reading.AGREEMENT_STATE:
        return agreement_state(board, entity)
    if reading == Reading.AGREEMENT_BREACHES:
        return agreement_breaches(board, entity)
    if reading == Reading.ULTIMATUM_STATE:
        return ultimatum_state(board, entity)
    return line_points(world, board, entity, second)


def read_tracks(world: World, board: Board, reading: int, day: int) -> int:
    """Readings of the calendar and of the one row of tracks."""
    tracks = board.tracks[0]
    if reading == Reading.DAY:
        return day
    if reading == Reading.TURN:
        return day // world.params.days_per_turn + 1
    if reading == Reading.RUNG:
        return tracks.rung
    if reading == Reading.TENSION:
        return tracks.tension
    if reading == Reading.TRUST:
        return tracks.trust
    if reading == Reading.TIES:
        return tracks.ties
    if reading == Reading.LEVERAGE:
        return tracks.leverage
    if reading == Reading.NATO:
        return tracks.nato
    if reading == Reading.EU:
        return tracks.eu
    if reading == Reading.DISPLACED_NEW:
        return tracks.newly_displaced
    if reading == Reading.IN_TURKEY:
        return tracks.entered_turkey
    if reading == Reading.INFILTRATION:
        return tracks.infiltration
    if reading == Reading.BORDER_POLICY:
        return tracks.border
    if reading == Reading.EU_ATTENTION:
        return tracks.eu_attention
    return tracks.unhoused


def read_team(world: World, board: Board, reading: int, team: int) -> int:
    """Readings of a team; `strained` counts its own formations that are short of full supply."""
    row = board.teams[team]
    if reading == Reading.TEAM_DOMESTIC:
        return row.domestic
    if reading == Reading.TEAM_STANDING:
        return row.standing
    if reading == Reading.TEAM_PC:
        return row.pc
    if reading == Reading.TEAM_DEAD:
        return row.dead
    if reading == Reading.TEAM_LEGITIMACY:
        return legitimacy(world, board, team)
    strained = 0
    full = int(Supply.FULL)
    for f, formation in enumerate(board.formations):
        if formation.supply < full and formation.place != NOBODY and formation.strength > 0:
            if world.formations[f].team == team:
                strained += 1
    return strained


def read_place(world: World, board: Board, reading: int, place: int) -> int:
    """Readings of a place; the bar is a share of its hold in bp."""
    row = board.places[place]
    if reading == Reading.PLACE_CONTROL:
        return row.control
    if reading == Reading.PLACE_BAR:
        return row.bar * 10000 // world.places[place].hold
    if reading == Reading.PLACE_DAMAGE:
        return row.damage
    if reading == Reading.PLACE_PEOPLE:
        return row.people
    return row.hosted


def read_post(board: Board, reading: int, post: int) -> int:
    """Readings of a post."""
    row = board.posts[post]
    if reading == Reading.POST_STATE:
        return row.state
    if reading == Reading.POST_SIEGE:
        return row.siege
    if reading == Reading.POST_STOCK:
        return row.stock
    if reading == Reading.POST_MORALE:
        return row.morale
    if reading == Reading.POST_STRENGTH:
        return row.strength
    return row.consent


def read_road(world: World, board: Board, reading: int, entity: int, side: int) -> int:
    """Readings of a road, and of a whole route (4 or 5): every place held by a side, every road cleared."""
    if reading == Reading.ROAD_CLEARED:
        return board.roads[entity].cleared
    if reading == Reading.ROAD_CUT:
        return board.roads[entity].cut
    if reading == Reading.ROUTE_CLEARED:
        for r in range(len(world.roads)):
            if world.roads[r].route == entity and board.roads[r].cleared == 0:
                return 0
        return 1
    for p, fixed in enumerate(world.places):
        order = fixed.m5 if entity == 5 else fixed.m4
        if order > 0 and (board.places[p].control == 3 or min(1, board.places[p].control) != side):
            return 0
    return 1


def read_formation(board: Board, reading: int, formation: int) -> int:
    """Readings of a formation; its place is NOBODY before it arrives."""
    row = board.formations[formation]
    if reading == Reading.FORMATION_PLACE:
        return row.place
    if reading == Reading.FORMATION_STRENGTH:
        return row.strength
    if reading == Reading.FORMATION_COHESION:
        return row.cohesion
    return row.supply


def read_zone(world: World, board: Board, reading: int, zone: int, party: int) -> int:
    """Strength (mbn) or artillery groups of a side or faction in the places of a zone."""
    inside = [0] * len(world.places)
    for i in range(world.zone_first[zone], world.zone_first[zone + 1]):
        inside[world.zone[i]] = 1
    total = 0
    for f in range(len(board.formations)):
        formation = board.formations[f]
        fixed = world.formations[f]
        if formation.place == NOBODY or formation.strength == 0 or inside[formation.place] == 0:
            continue
        if party == fixed.side or party == SIDES + fixed.faction:
            if reading == Reading.ZONE_STRENGTH:
                total += formation.strength
            elif fixed.kind == Kind.ARTILLERY:
                total += 1
    return total


def strength_of(world: World, board: Board, faction: int) -> int:
    """Strength of all formations of a faction in mbn."""
    total = 0
    for f in range(len(board.formations)):
        if world.formations[f].faction == faction:
            total += board.formations[f].strength
    return total
