"""Step 13: incidents that chance produces (RB 14.1-14.5, 13.8).

One test a day for each place where Turkish troops or a post stand in a battle or next to one, or where a post
is harassed; one for each battle in which Russian advisers may fall. Tests are drawn by the key of the place,
so their order changes nothing.
"""

from wargame.rules.arithmetic import clamp, rdiv, scaled
from wargame.rules.bans import deconflicted, shares_coordinates
from wargame.rules.draw import draw, pick
from wargame.rules.incidents import (
    MBN_A_PERSON,
    attribution_of,
    dead_of,
    grant_right,
    hit_troops,
)
from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import (
    Attribution,
    Author,
    Cause,
    ConvoyState,
    EventKind,
    Faction,
    PostState,
    Purpose,
    ReasonKind,
    Siege,
    Team,
)
from wargame.rules.tables import NOBODY, Board, World

POST_FACTOR = 15000
STANDOFF_FACTOR = 15000
UNANNOUNCED_FACTOR = 20000
HARASS_FACTOR = 20000
DECONFLICTED_FACTOR = 5000
"""RB 14.2, 13.8. bp of the chance where a post stands, where the sides stopped before each other, where a
convoy moved unannounced, of the base chance of a harassed post, and where coordinates are shared.
"""

PRESENT_FULL = 4000
PRESENT_MOST = 20000
SORTIES_FULL = 50
"""RB 14.2. mbn of troops and sorties at which the chance by air counts once, and the most bp of it."""

BY_ARTILLERY = 6000
BY_ARMY_AIRCRAFT = 8500
"""RB 14.4. u below which artillery, and below which the army's aircraft fired."""

ADVISER_TENSION = 800
"""RB 14.5. ct."""

MANY = 4
"""RB 14.5. Most advisers that fall in one battle."""


def draw_incidents(
    world: World, board: Board, seed: int, day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 14.1-14.5. Step 13.

    Reads positions, battles, sorties, convoys and standoffs of the day; writes what `hit_troops` writes,
    and tension, dead and rights of Moscow.
    """
    places = len(world.places)
    near = near_battle(world, board)
    harassed = harassed_places(board)
    tested = 0
    for p in range(places):
        tested += near[p] + harassed[p]
    if tested == 0:
        return
    troops = [0] * places
    turkey = int(Faction.TURKEY)
    for f, fixed in enumerate(world.formations):
        if fixed.faction == turkey and board.formations[f].place != NOBODY:
            troops[board.formations[f].place] += board.formations[f].strength
    shared = shares_coordinates(board)
    garrisons = [0] * places
    for post in board.posts:
        if post.state == PostState.OPEN or post.state == PostState.BESIEGED:
            garrisons[post.place] += post.strength
    for p in range(places):
        if near[p] + harassed[p] > 0 and troops[p] + garrisons[p] > 0 and world.places[p].soil == 0:
            chance = incident_chance(world, board, p, troops[p], garrisons[p], harassed[p], shared, facts)
            if chance > 0:
                try_place(world, board, p, chance, troops[p] + garrisons[p], seed, day, facts, log)
    try_advisers(world, board, seed, day, facts, log)


def near_battle(world: World, board: Board) -> list[int]:
    """RB 14.2. For each place 1 if a battle was fought today in it or next to it."""
    near = [0] * len(board.places)
    for p, place in enumerate(board.places):
        if place.battle == 1:
            near[p] = 1
            for e in range(world.first[p], world.first[p + 1]):
                near[world.links[e]] = 1
    return near


def harassed_places(board: Board) -> list[int]:
    """RB 13.8. For each place 1 if a besieged post there is harassed."""
    harassed = [0] * len(board.places)
    for post in board.posts:
        if post.siege == Siege.HARASS and post.state == PostState.BESIEGED:
            harassed[post.place] = 1
    return harassed


def incident_chance(
    world: World,
    board: Board,
    place: int,
    troops: int,
    garrison: int,
    harassed: int,
    shared: bool,
    facts: Journal,
) -> int:
    """RB 14.1, 14.2, 13.8. bp of an incident at a place with so many mbn of Turkish formations and garrisons;
    `harassed` is 1 if a besieged post there is harassed, `shared` is `bans.shares_coordinates`.

    0 where none is tested.
    """
    near = board.places[place].battle
    for e in range(world.first[place], world.first[place + 1]):
        near += board.places[world.links[e]].battle
    if garrison == 0:
        harassed = 0
    if near + harassed == 0:
        return 0
    sorties = flown_over(board, place)
    for e in range(world.first[place], world.first[place + 1]):
        if board.places[world.links[e]].battle == 1:
            sorties = max(sorties, flown_over(board, world.links[e]))
    chance = world.params.incident_base
    if garrison > 0:
        chance = scaled(chance, POST_FACTOR)
    if harassed == 1:
        chance = scaled(chance, HARASS_FACTOR)
    present = min(PRESENT_MOST, rdiv(troops * 10000, PRESENT_FULL))
    chance += rdiv(scaled(world.params.incident_air, present) * sorties, SORTIES_FULL)
    if moved_unannounced(board, place, facts) == 1:
        chance = scaled(chance, UNANNOUNCED_FACTOR)
    if stood_off(world, board, place) == 1:
        chance = scaled(chance, STANDOFF_FACTOR)
    if shared and deconflicted(world, board, place):
        chance = scaled(chance, DECONFLICTED_FACTOR)
    return min(10000, chance)


def flown_over(board: Board, place: int) -> int:
    """RB 14.2. Today's sorties over a place: strikes and effective close support."""
    return board.places[place].strikes + rdiv(board.places[place].support, 100)


def stood_off(world: World, board: Board, place: int) -> int:
    """RB 14.2, 7.7. 1 if the sides stopped before each other at the place or next to it today."""
    found = board.places[place].standoff
    for e in range(world.first[place], world.first[place + 1]):
        found = max(found, board.places[world.links[e]].standoff)
    return found


def moved_unannounced(board: Board, place: int, facts: Journal) -> int:
    """RB 14.2. 1 if a convoy that was not announced stands in the place, or arrived there today."""
    for convoy in board.convoys:
        if convoy.announced == 1 or convoy.post < 0:
            continue
        if convoy.state == ConvoyState.MARCHING:
            if convoy.route[convoy.leg - 1] == place:
                return 1
        elif board.posts[convoy.post].place == place:
            i = len(facts.rows) - 1
            while i >= 0 and facts.rows[i][0] == facts.head[0]:
                if facts.rows[i][2] == EventKind.CONVOY_ARRIVED and facts.rows[i][3] == convoy.post:
                    return 1
                i -= 1
    return 0


def try_place(
    world: World,
    board: Board,
    place: int,
    chance: int,
    present: int,
    seed: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 14.2-14.4, 14.6. One test: whether troops are hit, how many die, who fired, and how sure that is."""
    key = world.places[place].key
    u = draw(seed, day, Purpose.INCIDENT, key, 0)
    if u >= chance:
        return
    dead = dead_of(world, key, present, seed, day)
    v = draw(seed, day, Purpose.INCIDENT, key, 3)
    author = int(Author.UNCLEAR)
    if v < BY_ARTILLERY:
        author = int(Author.ARTILLERY)
    elif v < BY_ARMY_AIRCRAFT:
        author = int(Author.SYAAF)
    sure = attribution_of(world, board, place, author)
    post, formation = largest_there(world, board, place)
    event = hit_troops(world, board, place, post, formation, dead, 0, author, sure, -1, facts, log)
    note(log, ReasonKind.INCIDENT_P, place, chance, u, dead, event)
    cap = rdiv(present * world.params.casualty_cap, 10000 * MBN_A_PERSON)
    note(log, ReasonKind.CASUALTY_CAP, place, cap, draw(seed, day, Purpose.INCIDENT, key, 1), 0, event)


def largest_there(world: World, board: Board, place: int) -> tuple[int, int]:
    """Whom an incident hits: the strongest Turkish garrison or formation there, as (post, formation)."""
    post = NOBODY
    formation = NOBODY
    most = 0
    for p, row in enumerate(board.posts):
        if row.place == place and (row.state == PostState.OPEN or row.state == PostState.BESIEGED):
            if row.strength > most:
                most = row.strength
                post = p
    for f, group in enumerate(board.formations):
        if group.place == place and world.formations[f].faction == Faction.TURKEY and group.strength > most:
            most = group.strength
            formation = f
            post = NOBODY
    return post, formation


def try_advisers(
    world: World, board: Board, seed: int, day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 14.5, 11.6. In each battle of the government's attackers advisers may fall; Moscow may answer."""
    attack = int(EventKind.ATTACK)
    if facts.told[attack] == 0:
        return
    tested = [0] * len(board.places)
    for i in range(len(facts.rows) - 1, -1, -1):
        fact = facts.rows[i]
        if fact[0] != day:
            break
        if fact[2] != attack or fact[4] > Faction.RUSSIA or tested[fact[3]] == 1:
            continue
        place = fact[3]
        tested[place] = 1
        u = draw(seed, day, Purpose.INCIDENT, world.places[place].key, 4)
        if u >= world.params.adviser_incident:
            continue
        dead = 1 + pick(MANY, seed, day, Purpose.INCIDENT, world.adviser_keys[place], 2)
        board.teams[Team.MOSCOW].dead += dead
        tracks = board.tracks[0]
        tracks.tension = clamp(tracks.tension + ADVISER_TENSION, 0, 10000)
        event = tell(facts, EventKind.TROOPS_HIT, place, Team.MOSCOW, dead, Author.OPPOSITION, -1)
        note(log, ReasonKind.ADVISER_P, place, world.params.adviser_incident, u, dead, event)
        note(log, ReasonKind.ATTRIBUTION, place, Author.OPPOSITION, Attribution.PROVEN, 0, event)
        note(log, ReasonKind.TENSION, 0, Cause.TROOPS_HIT, ADVISER_TENSION, 0, event)
        grant_right(world, board, Team.MOSCOW, place, dead, day)
