"""Step 5: what each team sees of its opponents (RB 8.1); also at the close of a turn, before sheets are made.

A group is all formations of one faction in one place. Nothing here depends on chance: how large a group looks
to a team is `seen.py`.
"""

from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import (
    Control,
    EventKind,
    PostState,
    ReasonKind,
    Side,
    Team,
    Terrain,
    Weather,
)
from wargame.rules.police import in_position
from wargame.rules.recon import sights_of_recon
from wargame.rules.roads import FRIENDS
from wargame.rules.tables import FACTIONS, NOBODY, Board, Sight, World, own_lists

HIGHEST = 3
"""RB 8.1."""

FIRST_TEAM = (1, 0)
END_OF_TEAMS = (3, 1)
"""RB 4.1. The teams of a side: from, and one more than the last."""

FIRST_OPPONENT = (0, 3, 3)
END_OF_OPPONENTS = (3, 7, 7)
"""RB 4.1. The factions of the other side, for each team."""

BESIDE = 2
NEAR = 1
"""RB 8.1: own or allied formations in the place or the next, and within two roads."""

KNOWN_GROUND_DAYS = 20
STATIC_DAYS = 3
"""RB 8.1: days of holding a place from which its people report, and of standing still that hide a group."""

IN_THE_OPEN = 9
"""What lifts military police that stand between the sides to the highest level: they show themselves."""


STANDS = 1
HELD = 2
MANNED = 4
"""What looks from a place: own or allied formations, ground held for long, a Turkish post."""


def side_of_team(team: int) -> int:
    """RB 4.1. Ankara is the opposition side, the others the government's."""
    if team == Team.ANKARA:
        return int(Side.OPPOSITION)
    return int(Side.GOVERNMENT)


def level(world: World, board: Board, team: int, place: int) -> int:
    """RB 8.1. 0-3: how well a team sees the best seen group of its opponents in a place."""
    best = 0
    row = board.sight[place]
    if row.kept == 1:
        for faction in range(FIRST_OPPONENT[team], END_OF_OPPONENTS[team]):
            if row.level[team * FACTIONS + faction] > best:
                best = row.level[team * FACTIONS + faction]
    return best


def level_of(board: Board, team: int, place: int, faction: int) -> int:
    """RB 8.1. 0-3: how well a team sees the group of a faction of the other side in a place."""
    return board.sight[place].level[team * FACTIONS + faction]


def detect(world: World, board: Board, day: int, facts: Journal, log: Journal | None) -> None:
    """RB 8.1. Level of every group for every team of the other side; what stays known of those out of sight.

    Reads positions, posts, control, weather, RECON and jamming; writes sight. Tells SIGHTED (team, place,
    faction, level) when a group comes into sight, LOST_SIGHT (team, place, faction) when it goes out of it.
    """
    places = len(world.places)
    formations = world.formations
    size = [0] * (places * FACTIONS)
    moving = [0] * (places * FACTIONS)
    for f, formation in enumerate(board.formations):
        place = formation.place
        if place != NOBODY and formation.strength > 0:
            group = place * FACTIONS + formations[f].faction
            size[group] += formation.strength
            if formation.interpose != NOBODY and in_position(world, formation):
                moving[group] = IN_THE_OPEN
            elif formation.static_days < STATIC_DAYS and moving[group] == 0:
                moving[group] = 1
    watch = watchers(world, board)
    recon = sights_of_recon(world, board)
    for p, row in enumerate(board.sight):
        known = row.kept
        if known == 0:
            if (watch[p] | watch[places + p]) & STANDS == 0:
                continue
            own_lists(row)
        row.kept = 0
        for side in range(2):
            if watch[(1 - side) * places + p] & STANDS == 0:
                if known == 0 or remembered(row, side) == 0:
                    continue
            adjacent, sensors = watch_of(world, board, side, p, watch)
            empty = FRIENDS[side] >> board.places[p].control & 1 == 1
            for team in range(FIRST_TEAM[side], END_OF_TEAMS[side]):
                more = sensors + recon[team * places + p]
                look(team, p, adjacent, more, empty, size, moving, row, day, facts, log)


def remembered(row: Sight, side: int) -> int:
    """RB 5.11. More than 0 if a team of the side remembers a group in a place."""
    known = row.last_level
    if side == 1:
        return known[0] + known[1] + known[2]
    moscow = known[10] + known[11] + known[12] + known[13]
    return moscow + known[17] + known[18] + known[19] + known[20]


def look(
    team: int,
    place: int,
    adjacent: int,
    sensors: int,
    empty: bool,
    size: list[int],
    moving: list[int],
    row: Sight,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 8.1. One team's sight of one place, `sensors` being those less the cover of the place.

    What it saw there last is forgotten once it would see it and does not, or in an own place (`empty`).
    """
    known = row.last_level
    base = place * FACTIONS
    own = team * FACTIONS
    for faction in range(FIRST_OPPONENT[team], END_OF_OPPONENTS[team]):
        group = base + faction
        k = own + faction
        there = size[group]
        if there == 0 and known[k] == 0:
            continue
        now = 0
        if there > 0:
            now = adjacent + sensors - 1 + moving[group]
            if now > HIGHEST:
                now = HIGHEST
            elif now < 0:
                now = 0
        if now > 0:
            if row.level[k] == 0:
                cause = tell(facts, EventKind.SIGHTED, team, place, faction, now, -1)
                note(log, ReasonKind.DETECTION, team, place, adjacent, sensors - 1 + moving[group], cause)
            row.last_day[k] = day
            row.last_size[k] = there
            known[k] = now
            row.kept = 1
        elif known[k] > 0:
            if row.level[k] > 0:
                tell(facts, EventKind.LOST_SIGHT, team, place, faction, 0, -1)
            if empty or adjacent + sensors > 1:
                row.last_day[k] = NOBODY
                row.last_size[k] = 0
                known[k] = 0
            else:
                row.kept = 1
        row.level[k] = now


def watchers(world: World, board: Board) -> list[int]:
    """What looks from a place, for each side ([side * places + place]): STANDS, HELD and MANNED, added."""
    places = len(world.places)
    watch = [0] * (2 * places)
    for p, place in enumerate(board.places):
        if place.held_days >= KNOWN_GROUND_DAYS:
            if place.control == 0:
                watch[p] = HELD
            elif place.control != Control.NEUTRAL:
                watch[places + p] = HELD
    for post in board.posts:
        if post.state == PostState.OPEN or post.state == PostState.BESIEGED:
            watch[places + post.place] |= MANNED
    formations = world.formations
    for f, formation in enumerate(board.formations):
        at = formation.place
        if at != NOBODY and formation.strength > 0:
            if formations[f].side == 1:
                at += places
            watch[at] |= STANDS
    return watch


def watch_of(world: World, board: Board, side: int, place: int, watch: list[int]) -> tuple[int, int]:
    """RB 8.1. adj, and sensors - cover without RECON and the stillness of a group, of a side at a place."""
    base = side * len(world.places)
    links = world.links
    facts = world.places[place]
    sector = board.sectors[facts.sector]
    around = watch[base + place]
    for e in range(world.first[place], world.first[place + 1]):
        around |= watch[base + links[e]]
    adjacent = BESIDE
    if around & STANDS == 0:
        adjacent = near_of(world, base, place, watch)
    sensors = 0
    if facts.terrain == Terrain.URBAN:
        sensors -= 1
    if sector.weather == Weather.BAD:
        sensors -= 1
    if around & HELD != 0:
        sensors += 1
    if around & MANNED != 0:
        sensors += 1
    elif side == 1 and sector.jam > 0:
        sensors += 1
    return adjacent, sensors


def near_of(world: World, base: int, place: int, watch: list[int]) -> int:
    """RB 8.1. 1 with own or allied formations two roads away, else 0."""
    first = world.first
    links = world.links
    for e in range(first[place], first[place + 1]):
        q = links[e]
        for k in range(first[q], first[q + 1]):
            if watch[base + links[k]] & STANDS != 0:
                return NEAR
    return 0
