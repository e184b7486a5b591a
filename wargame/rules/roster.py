"""Who has to do with which place, so that a battle reads its own and not all that is on the map.

A roster is one flat list. Its first entries say where the rows of a key stand in that list, ascending:
`roster[roster[key] : roster[key + 1]]`. It is made from one snapshot and thrown away with it.
"""

from wargame.rules.numbers import Mission, PostState
from wargame.rules.roads import current_target, road_between
from wargame.rules.tables import NOBODY, Board, World


def listed(keys: list[int], rows: list[int], used: int, count: int) -> list[int]:
    """A roster of `count` keys from the first `used` entries of two lists: `rows[i]` belongs under `keys[i]`,
    0..count-1. Rows must ascend.
    """
    roster = [0] * (count + 1 + used)
    for i in range(used):
        roster[keys[i]] += 1
    end = count + 1
    for key in range(count):
        end += roster[key]
        roster[key] = end
    roster[count] = end
    for i in range(used - 1, -1, -1):
        at = roster[keys[i]] - 1
        roster[keys[i]] = at
        roster[at] = rows[i]
    return roster


def battles_of(board: Board, target: list[int]) -> list[int]:
    """The roster of battles. Under each place that is attacked the formations that attack it, stand in it or
    join its defence; under len(places) + place its posts, open or besieged, as len(formations) + post.

    `target` gives for each formation the place it attacks, NOBODY if none. Places that nobody attacks have
    no rows.
    """
    count = len(board.formations)
    places = len(board.places)
    attacked = [0] * places
    for p in target:
        if p != NOBODY:
            attacked[p] = 1
    keys = [0] * (3 * count + len(board.posts))
    rows = [0] * len(keys)
    n = 0
    for f, formation in enumerate(board.formations):
        place = formation.place
        if target[f] != NOBODY:
            keys[n] = target[f]
            rows[n] = f
            n += 1
        if place != NOBODY and attacked[place] == 1:
            keys[n] = place
            rows[n] = f
            n += 1
        place = formation.joins
        if place != NOBODY and attacked[place] == 1:
            keys[n] = place
            rows[n] = f
            n += 1
    for i, post in enumerate(board.posts):
        if post.state == PostState.OPEN or post.state == PostState.BESIEGED:
            if attacked[post.place] == 1:
                keys[n] = places + post.place
                rows[n] = count + i
                n += 1
    return listed(keys, rows, n, 2 * places)


def troops(board: Board) -> list[int]:
    """The roster of all that stands on the map: under each place its formations; under len(places) + place
    its posts, open or besieged, as len(formations) + post.
    """
    count = len(board.formations)
    places = len(board.places)
    keys = [0] * (count + len(board.posts))
    rows = [0] * len(keys)
    n = on_the_map(board, keys, rows)
    for i, post in enumerate(board.posts):
        if post.state == PostState.OPEN or post.state == PostState.BESIEGED:
            keys[n] = places + post.place
            rows[n] = count + i
            n += 1
    return listed(keys, rows, n, 2 * places)


def gathered(world: World, place: int, there: list[int], roster: list[int]) -> None:
    """Writes the roster of one battle that may be planned as a turn opens, when nobody has joined one: under
    the place the formations that stand in it, then those next to it, and its posts. What it says of other
    places is void. `there` is the roster of `troops`, `roster` a list of its length.
    """
    start = 2 * len(world.places) + 1
    key = len(world.places) + place
    at = entered(there, place, roster, start)
    for e in range(world.first[place], world.first[place + 1]):
        # a second road to the same place would name its troops once more
        if road_between(world, place, world.links[e]) == world.link_roads[e]:
            at = entered(there, world.links[e], roster, at)
    roster[place] = start
    roster[place + 1] = at
    roster[key] = at
    roster[key + 1] = entered(there, key, roster, at)


def entered(there: list[int], key: int, roster: list[int], at: int) -> int:
    """Copies the rows of a key into `roster` from `at` on; returns where they end."""
    for i in range(there[key], there[key + 1]):
        roster[at] = there[i]
        at += 1
    return at


def by_faction(world: World) -> list[int]:
    """The roster of all formations by their faction."""
    keys = [0] * len(world.formations)
    rows = [0] * len(keys)
    for f, fixed in enumerate(world.formations):
        keys[f] = fixed.faction
        rows[f] = f
    return listed(keys, rows, len(keys), len(world.factions))


def standing(board: Board) -> list[int]:
    """The roster of all formations on the map by the place in which they stand."""
    keys = [0] * len(board.formations)
    rows = [0] * len(keys)
    return listed(keys, rows, on_the_map(board, keys, rows), len(board.places))


def on_the_map(board: Board, keys: list[int], rows: list[int]) -> int:
    """The places and the rows of all formations on the map, into two lists from their start; returns how
    many.
    """
    n = 0
    for f, formation in enumerate(board.formations):
        if formation.place != NOBODY:
            keys[n] = formation.place
            rows[n] = f
            n += 1
    return n


def aiming(board: Board) -> list[int]:
    """The roster of all formations with an attack by the place that they are ordered to attack now."""
    keys = [0] * len(board.formations)
    rows = [0] * len(keys)
    n = 0
    for f, formation in enumerate(board.formations):
        if formation.mission == Mission.ATTACK:
            place = current_target(board, f)
            if place != NOBODY:
                keys[n] = place
                rows[n] = f
                n += 1
    return listed(keys, rows, n, len(board.places))
