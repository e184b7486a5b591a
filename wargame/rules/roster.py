"""Who has to do with which place, so that a battle reads its own and not all that is on the map.

A roster is one flat list. Its first entries say where the rows of a key stand in that list, ascending:
`roster[roster[key] : roster[key + 1]]`. It is made from one snapshot and thrown away with it.
"""

from wargame.rules.numbers import PostState
from wargame.rules.roads import current_target, road_between
from wargame.rules.tables import NOBODY, Board, World


def listed(keys: list[int], count: int, each: int) -> list[int]:
    """A roster of `count` keys. Row i has the keys `keys[i * each : (i + 1) * each]`, 0..count-1, NOBODY
    where unused.
    """
    roster = [0] * (count + 1 + len(keys))
    for key in keys:
        if key != NOBODY:
            roster[key] += 1
    end = count + 1
    for key in range(count):
        end += roster[key]
        roster[key] = end
    roster[count] = end
    for i in range(len(keys) - 1, -1, -1):
        key = keys[i]
        if key != NOBODY:
            roster[key] -= 1
            roster[roster[key]] = i // each
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
    keys = [NOBODY] * (3 * (count + len(board.posts)))
    for f, formation in enumerate(board.formations):
        keys[3 * f] = target[f]
        if formation.place != NOBODY and attacked[formation.place] == 1:
            keys[3 * f + 1] = formation.place
        if formation.joins != NOBODY and attacked[formation.joins] == 1:
            keys[3 * f + 2] = formation.joins
    for i, post in enumerate(board.posts):
        if post.state == PostState.OPEN or post.state == PostState.BESIEGED:
            if attacked[post.place] == 1:
                keys[3 * (count + i)] = places + post.place
    return listed(keys, 2 * places, 3)


def troops(board: Board) -> list[int]:
    """The roster of all that stands on the map: under each place its formations; under len(places) + place
    its posts, open or besieged, as len(formations) + post.
    """
    count = len(board.formations)
    places = len(board.places)
    keys = [NOBODY] * (count + len(board.posts))
    for f, formation in enumerate(board.formations):
        keys[f] = formation.place
    for i, post in enumerate(board.posts):
        if post.state == PostState.OPEN or post.state == PostState.BESIEGED:
            keys[count + i] = places + post.place
    return listed(keys, 2 * places, 1)


def gathered(world: World, place: int, there: list[int]) -> list[int]:
    """The roster of one battle that may be planned as a turn opens, when nobody has joined one: under the
    place the formations that stand in it, then those next to it, and its posts. What it says of other places
    is void. `there` is the roster of `troops`.
    """
    roster = there[:]
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
    return roster


def entered(there: list[int], key: int, roster: list[int], at: int) -> int:
    """Copies the rows of a key into `roster` from `at` on; returns where they end."""
    for i in range(there[key], there[key + 1]):
        roster[at] = there[i]
        at += 1
    return at


def by_faction(world: World) -> list[int]:
    """The roster of all formations by their faction."""
    keys = [NOBODY] * len(world.formations)
    for f, fixed in enumerate(world.formations):
        keys[f] = fixed.faction
    return listed(keys, len(world.factions), 1)


def standing(board: Board) -> list[int]:
    """The roster of all formations on the map by the place in which they stand."""
    keys = [NOBODY] * len(board.formations)
    for f, formation in enumerate(board.formations):
        keys[f] = formation.place
    return listed(keys, len(board.places), 1)


def aiming(board: Board) -> list[int]:
    """The roster of all formations with an attack by the place that they are ordered to attack now."""
    keys = [NOBODY] * len(board.formations)
    for f in range(len(keys)):
        keys[f] = current_target(board, f)
    return listed(keys, len(board.places), 1)
