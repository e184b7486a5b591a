"""Step 4: roads that are cleared or lost, the supply trace, road load and the state of every formation (RB
9.1-9.8).
"""

from wargame.rules.arithmetic import rdiv
from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import EventKind, Faction, Kind, ReasonKind, Supply
from wargame.rules.roads import (
    blocked_roads,
    capacity,
    ground_of,
    open_neutral,
    other_end,
    road_lengths,
)
from wargame.rules.tables import NOBODY, UNREACHED, Board, World

GOVERNMENT_SOURCE = 1
OPPOSITION_SOURCE = 2
TURKISH_SOURCE = 4
GOVERNMENT, OPPOSITION, TURKISH = 0, 1, 2
CHAINS = 3
"""RB 9.3. The chains of supply, each from sources of its own."""

FULL_LOAD = 10000
STRAINED_LOAD = 15000
"""RB 9.5, bp of the worst road's capacity."""


def update_roads(world: World, board: Board, facts: Journal) -> None:
    """RB 9.7. A motorway road that was ordered cleared is so after quiet days with both ends friendly; it is
    lost with an end.

    Reads places.control, places.quiet_days, roads.crew and hostile guns; writes roads.cleared, clearing,
    crew.
    """
    for r in world.motorways:
        fixed = world.roads[r]
        road = board.roads[r]
        holder = holder_of(board, fixed.a, fixed.b)
        if holder == NOBODY:
            if road.cleared == 1:
                tell(facts, EventKind.ROAD_LOST, r, 0, 0, 0, -1)
            road.cleared = 0
            road.clearing = 0
            road.crew = NOBODY
        elif road.cleared == 0 and road.crew != holder:
            road.clearing = 0
            road.crew = NOBODY
        elif road.cleared == 0:
            guns = guns_near(world, board, 1 - holder)
            quiet = board.places[fixed.a].quiet_days > 0 and board.places[fixed.b].quiet_days > 0
            if quiet and guns[fixed.a] + guns[fixed.b] == 0:
                road.clearing += 1
            else:
                road.clearing = 0
            if road.clearing >= world.params.clearing_days:
                road.cleared = 1
                road.clearing = 0
                road.crew = NOBODY
                tell(facts, EventKind.ROAD_CLEARED, r, holder, 0, 0, -1)


def holder_of(board: Board, a: int, b: int) -> int:
    """The side to which both places are friendly, NOBODY if there is none."""
    one = board.places[a].control
    two = board.places[b].control
    if one == 0 and two == 0:
        return 0
    if (one == 1 or one == 2) and (two == 1 or two == 2):
        return 1
    return NOBODY


def guns_near(world: World, board: Board, side: int) -> list[int]:
    """For each place, 1 if artillery of the side stands in an adjacent place (RB 9.7)."""
    near = [0] * len(board.places)
    guns = int(Kind.ARTILLERY)
    for f, fixed in enumerate(world.formations):
        if fixed.kind != guns or fixed.side != side:
            continue
        formation = board.formations[f]
        if formation.place != NOBODY and formation.strength > 0:
            for e in range(world.first[formation.place], world.first[formation.place + 1]):
                near[world.links[e]] = 1
    return near


def whole_m5_cleared(world: World, board: Board) -> int:
    """RB 9.5. 1 if every motorway road of the M5 is held by the government and cleared."""
    for r, fixed in enumerate(world.roads):
        if fixed.route == 5 and (board.roads[r].cleared == 0 or holder_of(board, fixed.a, fixed.b) != 0):
            return 0
    return 1


def trace_from(
    world: World, lengths: list[int], ground: list[int], blocked: list[int], source: int, home: list[int]
) -> list[int]:
    """RB 9.3. ed from each place to the nearest source of this kind over friendly ground and roads that are
    not blocked, else UNREACHED: the search of `roads.spread`.

    `home` holds NOBODY and gets the road by which the path of a place goes on. Ties: lower place, then lower
    road.
    """
    first = world.first
    links = world.links
    roads = world.link_roads
    distance = [UNREACHED] * len(ground)
    now = [0] * len(ground)
    later = [0] * len(ground)
    waiting = [0] * len(ground)
    count = 0
    for p, fixed in enumerate(world.places):
        if ground[p] == 1 and fixed.source & source != 0:
            distance[p] = 0
            now[count] = p
            count += 1
    while count > 0:
        coming = 0
        for i in range(count):
            p = now[i]
            waiting[p] = 0
            here = distance[p]
            for e in range(first[p], first[p + 1]):
                q = links[e]
                far = distance[q]
                if here < far and ground[q] == 1:
                    r = roads[e]
                    there = here + lengths[r]
                    if there < far and blocked[r] == 0:
                        distance[q] = there
                        home[q] = r
                        if waiting[q] == 0:
                            waiting[q] = 1
                            later[coming] = q
                            coming += 1
                    elif there == far and blocked[r] == 0 and p < other_end(world, home[q], q):
                        home[q] = r
        held = now
        now = later
        later = held
        count = coming
    return distance


def trace_supply(world: World, board: Board, facts: Journal, log: Journal | None) -> None:
    """RB 9.3-9.5. Writes the three path columns of places, road loads, and supply, path and load of
    formations.
    """
    places = len(board.places)
    lengths = road_lengths(world, board)
    blocked_government = blocked_roads(board, 0)
    blocked_opposition = blocked_roads(board, 1)
    ground = ground_of(board, 0)
    open_neutral(world, board, ground, board.tracks[0].day)
    home = [[NOBODY] * places, [NOBODY] * places, [NOBODY] * places]
    government = trace_from(world, lengths, ground, blocked_government, GOVERNMENT_SOURCE, home[GOVERNMENT])
    ground = ground_of(board, 1)
    opposition = trace_from(world, lengths, ground, blocked_opposition, OPPOSITION_SOURCE, home[OPPOSITION])
    turkish = trace_from(world, lengths, ground, blocked_opposition, TURKISH_SOURCE, home[TURKISH])
    for p, place in enumerate(board.places):
        place.path_government = government[p]
        place.path_opposition = opposition[p]
        place.path_turkish = turkish[p]
    load = [0] * len(world.roads)
    drawn = [[0] * places, [0] * places, [0] * places]
    listed = 0
    for f, formation in enumerate(board.formations):
        if formation.place != NOBODY and formation.strength > 0:
            drawn[chain_of(world.formations[f].faction)][formation.place] += formation.strength
            listed = max(listed, formation.supply_rank)
    for chain in range(CHAINS):
        for p, strength in enumerate(drawn[chain]):
            if strength > 0:
                add_load(world, home[chain], p, strength, load)
    for r, road in enumerate(board.roads):
        road.load = load[r]
    strain = strains(world, board, load)
    worst = [[NOBODY] * places, [NOBODY] * places, [NOBODY] * places]
    full = world.params.supply_full
    limit = full
    if whole_m5_cleared(world, board) == 1:
        limit += world.params.motorway_bonus
    for f, formation in enumerate(board.formations):
        p = formation.place
        if p == NOBODY or formation.strength == 0 or formation.supply_rank > 0:
            continue
        chain = chain_of(world.formations[f].faction)
        if worst[chain][p] == NOBODY:
            worst[chain][p] = worst_strain(world, p, home[chain], strain)
        path = path_of(board, chain, p)
        reach = limit if chain == GOVERNMENT else full
        settle(world, board, f, path, worst[chain][p], home[chain], load, reach, facts, log)
    serve_listed(world, board, listed, limit, home[GOVERNMENT], home[TURKISH], facts, log)


def chain_of(faction: int) -> int:
    """RB 9.3. By whose chain of supply a faction lives: the government's, the opposition's or Turkey's."""
    if faction <= Faction.RUSSIA:
        return GOVERNMENT
    if faction == Faction.TURKEY:
        return TURKISH
    return OPPOSITION


def path_of(board: Board, chain: int, place: int) -> int:
    """RB 9.3. Road in ed from a place to the nearest source of a chain, UNREACHED if there is none."""
    if chain == GOVERNMENT:
        return board.places[place].path_government
    if chain == TURKISH:
        return board.places[place].path_turkish
    return board.places[place].path_opposition


def serve_listed(
    world: World,
    board: Board,
    listed: int,
    limit: int,
    government: list[int],
    turkish: list[int],
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 9.4. Formations of a SUPPLY_PRIORITY list, in its order: each is charged only the load of those
    before it. `government` and `turkish` give the road by which the path of a place goes on.
    """
    if listed == 0:
        return
    full = world.params.supply_full
    rows = [0] * len(board.formations)
    count = 0
    for f, formation in enumerate(board.formations):
        if formation.supply_rank > 0 and formation.place != NOBODY and formation.strength > 0:
            rows[count] = f
            count += 1
    for side in range(2):
        load = [0] * len(world.roads)
        for rank in range(1, listed + 1):
            for i in range(count):
                f = rows[i]
                formation = board.formations[f]
                if formation.supply_rank != rank or world.formations[f].side != side:
                    continue
                chain = GOVERNMENT if side == 0 else TURKISH
                home = government if side == 0 else turkish
                add_load(world, home, formation.place, formation.strength, load)
                strain = strains_of(world, board, home, formation.place, load)
                worst = worst_strain(world, formation.place, home, strain)
                path = path_of(board, chain, formation.place)
                settle(world, board, f, path, worst, home, load, limit if side == 0 else full, facts, log)


def add_load(world: World, home: list[int], place: int, strength: int, load: list[int]) -> None:
    """RB 9.4. A formation's strength on every road of its path."""
    roads = world.roads
    here = place
    r = home[here]
    while r != NOBODY:
        load[r] += strength
        here = roads[r].a + roads[r].b - here
        r = home[here]


def settle(
    world: World,
    board: Board,
    f: int,
    path: int,
    worst: int,
    home: list[int],
    load: list[int],
    full: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 9.5. Path, worst load and supply state of one formation; the path is the explanation of a change (RB
    9.10).
    """
    formation = board.formations[f]
    state = Supply.POOR
    if path == UNREACHED:
        state = Supply.CUT
    elif path <= full and worst <= FULL_LOAD:
        state = Supply.FULL
    elif path <= world.params.supply_strained and worst <= STRAINED_LOAD:
        state = Supply.STRAINED
    if state != formation.supply:
        tell(facts, EventKind.SUPPLY_CHANGED, f, formation.supply, state, min(path, UNREACHED), -1)
        explain_path(world, board, f, home, load, path, log)
    formation.path = path
    formation.load = worst
    formation.supply = state


def strains(world: World, board: Board, load: list[int]) -> list[int]:
    """RB 9.4. bp of its capacity that is drawn over each road."""
    strain = [0] * len(load)
    for r, drawn in enumerate(load):
        if drawn > 0:
            strain[r] = rdiv(drawn * FULL_LOAD, capacity(world, board, r))
    return strain


def strains_of(world: World, board: Board, home: list[int], place: int, load: list[int]) -> list[int]:
    """RB 9.4. The same of the roads on the path of a place alone, 0 of all others."""
    strain = [0] * len(load)
    here = place
    r = home[here]
    while r != NOBODY:
        strain[r] = rdiv(load[r] * FULL_LOAD, capacity(world, board, r))
        here = other_end(world, r, here)
        r = home[here]
    return strain


def worst_strain(world: World, place: int, home: list[int], strain: list[int]) -> int:
    """RB 9.4. bp of the worst road on the path of a place."""
    roads = world.roads
    worst = 0
    here = place
    r = home[here]
    while r != NOBODY:
        if strain[r] > worst:
            worst = strain[r]
        here = roads[r].a + roads[r].b - here
        r = home[here]
    return worst


def explain_path(
    world: World, board: Board, f: int, home: list[int], load: list[int], path: int, log: Journal | None
) -> None:
    """RB 9.10. One reason row for each road of the path, or one that there is none."""
    if log is None:
        return
    if path == UNREACHED:
        note(log, ReasonKind.NO_PATH, f, 0, 0, 0, -1)
    here = board.formations[f].place
    r = home[here]
    while r != NOBODY:
        note(log, ReasonKind.SUPPLY_PATH, f, r, load[r], capacity(world, board, r), -1)
        here = other_end(world, r, here)
        r = home[here]
