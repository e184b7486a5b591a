"""The one gate of the fog: what a team may know of a board, as a board of the same tables (RB 8.2-8.4).

A `Seen` board is a copy in which everything that RB 8.3 hides from the team is masked, aged or blurred. Bots,
menus, previews and views of a team read nothing else. It is a function of what the team sees: it does not
change when anything hidden from it changes (tests/rules/test_rules_seen.py tries every column).

How formations of the other side stand on it: a group seen at level 3 is its own rows, with their strengths.
Of any other group, seen or remembered, one row stands for the whole, with the size that the team believes;
which row says nothing of who is there, but at level 2 it is one of the right kind. All other rows are off the
map. Level and age of a group stand in `sight`, whose sizes are those shown.
"""

from dataclasses import dataclass

from wargame.rules.arithmetic import rdiv, scaled
from wargame.rules.detection import (
    BESIDE,
    END_OF_OPPONENTS,
    FIRST_OPPONENT,
    HIGHEST,
    level_of,
    side_of_team,
    watch_of,
    watchers,
)
from wargame.rules.draw import draw
from wargame.rules.numbers import (
    Access,
    AirDefence,
    AirUser,
    Intensity,
    Mission,
    PostState,
    Posture,
    Purpose,
    Rule,
    Side,
    Supply,
    Team,
)
from wargame.rules.police import in_position
from wargame.rules.recon import sight_of_recon
from wargame.rules.roads import ground_of
from wargame.rules.roster import by_faction
from wargame.rules.seen_agreements import mask_agreements
from wargame.rules.seen_groups import main_formations, put_groups
from wargame.rules.seen_orders import mask_orders
from wargame.rules.seen_people import mask_border, mask_pending
from wargame.rules.tables import (
    FACTIONS,
    NOBODY,
    ROUTE,
    TEAMS,
    Board,
    Formation,
    FormationFacts,
    Sight,
    TeamState,
    World,
    own_formation,
    own_lists,
    own_place,
    own_road,
    own_sight,
    same_formation,
    same_sight,
    shared,
)

WHOLE = 10000

BAND_LOW = 5000
BAND_KIND = 2500
"""RB 8.2. bp by which a shown size may be wrong at level 1 (or out of sight since), and at level 2."""

ALLIED_LEVEL = 2
"""RB 8.3. How well a team sees formations of its side that it neither orders nor pays."""

CLAIM_BAND = 2000
"""RB 8.3. bp by which the neutral estimate of dead may be wrong."""

ESTIMATE = 1
"""RB 2.5 purpose 14: slot of the neutral estimate; slot 0 is what a side claims."""

TYPICAL_COHESION = 8500
TYPICAL_STOCK = 300
TYPICAL_PRIORITY = 5
"""RB 5.12. What a team must assume of formations it cannot look into."""

TYPICAL_MORALE = 8000
TYPICAL_READINESS = 10000
TYPICAL_TRACK = 5000
TYPICAL_PC = 1000
"""ct of what is not known of others (RB 5.4, 5.6, 5.12)."""


def seen(world: World, board: Board, team: int, seed: int, day: int) -> Board:
    """RB 8.3, 8.4. What the team may know of a closed board whose last day is `day`. `board` stays as it was.

    Reads the board and its `sight` (written by `detection.detect` on the same positions).
    """
    return masked(world, board, team, seed, day, outlook_of(world, board))


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the masks of all teams share."""

    watch: list[int]  # what looks from each place (`detection.watchers`)
    main: list[int]  # the strongest formation of each group (`seen_groups.main_formations`)
    members: list[int]  # the formations of each faction (`roster.by_faction`)


def outlook_of(world: World, board: Board) -> Outlook:
    """The shared part, from a closed board."""
    return Outlook(watchers(world, board), main_formations(world, board), by_faction(world))


def masked(world: World, board: Board, team: int, seed: int, day: int, outlook: Outlook) -> Board:
    """RB 8.3, 8.4. The same as `seen`, for who masks the board for several teams."""
    view = shared(board)
    mask_ground(world, board, team, outlook.watch, view)
    mask_sky(world, team, view)
    mask_formations(world, board, team, seed, outlook, view)
    mask_posts(world, board, team, outlook.watch, view)
    mask_orders(world, team, view)
    mask_politics(world, board, team, seed, day, view)
    mask_agreements(team, view)
    return view


# ---- ground and sky ----------------------------------------------------------------------------------------


def mask_ground(world: World, board: Board, team: int, watch: list[int], view: Board) -> None:
    """RB 8.3. Bars and columns are exact where own or allied troops are near or the place is in sight, else
    one turn old. Load is known of roads held by the own side, cuts where an end is held or in sight.
    """
    own = ground_of(board, side_of_team(team))
    for p, place in enumerate(board.places):
        if place.support != 0 or place.prepared != 0 or place.ruling != 0:
            own_place(view, p)
            view.places[p].support = 0
            view.places[p].prepared = 0
            view.places[p].ruling = 0
        if place.bar != place.bar_before or place.last_column != place.column_before:
            if own[p] == 0 and not in_sight(world, board, team, p, watch):
                own_place(view, p)
                view.places[p].bar = place.bar_before
                view.places[p].last_column = place.column_before
    for r, road in enumerate(board.roads):
        if road.load > 0 or road.cut > 0:
            a = world.roads[r].a
            b = world.roads[r].b
            if own[a] + own[b] < 2:
                own_road(view, r)
                view.roads[r].load = 0
                if own[a] + own[b] == 0 and road.cut > 0:
                    if not in_sight(world, board, team, a, watch):
                        if not in_sight(world, board, team, b, watch):
                            view.roads[r].cut = 0


def in_sight(world: World, board: Board, team: int, place: int, watch: list[int]) -> bool:
    """RB 8.3. Whether a place is next to own or allied troops, or a group on the move would be seen there."""
    adjacent, sensors = watch_of(world, board, side_of_team(team), place, watch)
    if adjacent == BESIDE:
        return True
    return adjacent + sensors + sight_of_recon(world, board, team, place) > 0


def mask_sky(world: World, team: int, view: Board) -> None:
    """RB 8.3. Ankara knows the access of its own users, the others of all; air defence and jamming are known
    to their side, readiness and sorties to the owner of a pool. Airframes lost are public.
    """
    other = 1 - side_of_team(team)
    for s, sector in enumerate(view.sectors):
        if team == Team.ANKARA:
            sector.access[AirUser.RUAF] = Access.OPEN
            sector.access[AirUser.SYAAF] = Access.OPEN
        else:
            sector.jam = 0
        sector.ad[other] = world.sectors[s].ad[other]
        sector.ad_full[other] = world.sectors[s].ad[other]
        sector.ad_posture[other] = AirDefence.ACTIVE
    for p, pool in enumerate(view.pools):
        if world.pools[p].team != team:
            pool.readiness = TYPICAL_READINESS
            pool.used = 0
            pool.helicopters_lost = 0


# ---- formations --------------------------------------------------------------------------------------------


def mask_formations(
    world: World, board: Board, team: int, seed: int, outlook: Outlook, view: Board
) -> None:
    """RB 8.2, 8.3. Own formations exact; proxies with their strength; allied ones at level 2; the other side
    as the team sees it.
    """
    side = side_of_team(team)
    used = [0] * len(board.formations)
    plain = NOBODY
    for f, fixed in enumerate(world.formations):
        if fixed.team == team:
            used[f] = 1
            continue
        if plain == NOBODY:
            plain = f
            own_formation(view, f)
            mask_inside(view.formations[f])
        else:
            same_formation(view, f, plain)
        if fixed.side == side:
            used[f] = 1
        else:
            row = board.formations[f]
            if row.place != NOBODY and row.strength > 0:
                if level_of(board, team, row.place, fixed.faction) == HIGHEST:
                    used[f] = 1
    for f, fixed in enumerate(world.formations):
        row = board.formations[f]
        if used[f] == 1 and fixed.team != team and (row.place != NOBODY or row.strength > 0):
            own_formation(view, f)
            mask_outside(world, team, seed, row, fixed, view.formations[f])
    mask_sight(world, board, team, seed, view)
    put_groups(world, team, outlook.main, outlook.members, view, used)


def mask_outside(
    world: World, team: int, seed: int, row: Formation, fixed: FormationFacts, shown: Formation
) -> None:
    """RB 8.2, 8.3. Where a formation of others stands and with how much: of allies as it is believed, of
    proxies and of what is seen at the highest level exactly. That military police stand between the sides is
    no secret.
    """
    shown.place = row.place
    shown.strength = row.strength
    if row.interpose != NOBODY and in_position(world, row):
        shown.interpose = row.interpose
    if row.place != NOBODY and fixed.side == side_of_team(team):
        if world.factions[fixed.faction].patron != team:
            shown.strength = believed(
                world, team, row.place, fixed.faction, row.strength, ALLIED_LEVEL, seed
            )


def mask_inside(row: Formation) -> None:
    """RB 8.3. A formation of which nothing is known but that it may exist: off the map, and inside what
    others must assume.
    """
    row.place = NOBODY
    row.strength = 0
    row.cohesion = TYPICAL_COHESION
    row.stock = TYPICAL_STOCK
    row.posture = Posture.DEFEND
    row.supply = Supply.FULL
    row.path = 0
    row.load = 0
    row.march = 0
    row.static_days = 0
    row.dug_days = 0
    row.fought = 0
    row.mission = Mission.NONE
    row.leg = 0
    row.priority = TYPICAL_PRIORITY
    row.supply_rank = 0
    row.manpads = 0
    row.intensity = Intensity.NORMAL
    row.least_column = 0
    row.stop_loss = 0
    row.begun = 0
    row.called_off = 0
    row.joins = NOBODY
    row.interpose = NOBODY
    route = row.route
    for i in range(ROUTE):
        route[i] = NOBODY


def believed(world: World, team: int, place: int, faction: int, size: int, clarity: int, seed: int) -> int:
    """RB 8.2. The size a team believes a group to have, seen at level `clarity`.

    The error of a place is drawn once (day 0), so that a size does not flicker while it stands.
    """
    if clarity >= HIGHEST or size <= 0:
        return size
    band = band_of(clarity)
    u = draw(seed, 0, Purpose.SIZE, world.sight_keys[team * len(world.places) + place], faction)
    return scaled(size, WHOLE - band + rdiv(2 * band * u, WHOLE))


def band_of(clarity: int) -> int:
    """RB 8.2. bp by which a size shown at a level may be wrong."""
    if clarity >= HIGHEST:
        return 0
    if clarity == 2:
        return BAND_KIND
    return BAND_LOW


def mask_sight(world: World, board: Board, team: int, seed: int, view: Board) -> None:
    """RB 5.11. The own entries with sizes as they are believed; those of other teams hold nothing."""
    base = team * FACTIONS
    first = base + FIRST_OPPONENT[team]
    end = base + END_OF_OPPONENTS[team]
    plain = NOBODY
    for p, known in enumerate(board.sight):
        if known.kept == 1:
            if plain == NOBODY:
                plain = p
                own_sight(view, p)
                forget(view.sight[p])
            else:
                same_sight(view, p, plain)
    for p, known in enumerate(board.sight):
        if known.kept == 0:
            continue
        levels = known.last_level
        for k in range(first, end):
            clarity = levels[k]
            if clarity > 0:
                if view.sight[p].kept == 0:
                    own_sight(view, p)
                    own_lists(view.sight[p])
                row = view.sight[p]
                row.kept = 1
                row.level[k] = known.level[k]
                row.last_level[k] = clarity
                row.last_day[k] = known.last_day[k]
                row.last_size[k] = believed(world, team, p, k - base, known.last_size[k], clarity, seed)


def forget(row: Sight) -> None:
    """RB 5.11. Nothing is known of a place."""
    row.kept = 0
    for k in range(TEAMS * FACTIONS):
        row.level[k] = 0
        row.last_level[k] = 0
        row.last_day[k] = NOBODY
        row.last_size[k] = 0


# ---- posts, politics ---------------------------------------------------------------------------------------


def mask_posts(world: World, board: Board, team: int, watch: list[int], view: Board) -> None:
    """RB 8.3. Ankara knows its posts; to others existence, siege and consent are known, planned ones do not
    exist, and stock and morale of a besieged one are known to the besieger at level 2.
    """
    if team == Team.ANKARA:
        return
    for p, post in enumerate(view.posts):
        if team != Team.DAMASCUS or not garrison_seen(world, board, p, watch):
            post.stock = world.posts[p].first_stock
            post.morale = TYPICAL_MORALE
        post.supplied = 0
        post.asked = 0
        post.rationed = 0
        if post.state >= PostState.OPEN and post.state <= PostState.EVACUATING:
            post.strength = world.posts[p].garrison
        elif post.state == PostState.PLANNED:
            post.strength = 0
            post.stock = 0
            post.place = NOBODY


def besieger_sees(world: World, board: Board, team: int, p: int) -> bool:
    """RB 8.3. Whether the team besieges a post and sees its place at level 2; the same on its Seen board."""
    return team == Team.DAMASCUS and garrison_seen(world, board, p, watchers(world, board))


def garrison_seen(world: World, board: Board, p: int, watch: list[int]) -> bool:
    """RB 8.3. Whether Damascus sees the place of a besieged post at level 2."""
    post = board.posts[p]
    if post.state != PostState.BESIEGED:
        return False
    adjacent, sensors = watch_of(world, board, Side.GOVERNMENT, post.place, watch)
    return adjacent + sensors + sight_of_recon(world, board, Team.DAMASCUS, post.place) >= 2


def mask_politics(world: World, board: Board, team: int, seed: int, day: int, view: Board) -> None:
    """RB 8.3. Capital and domestic support are a team's own; of others' dead there is a neutral estimate.
    Rung, tension, standing and the displaced are public. Nobody knows what the MSEL holds.
    """
    for other, state in enumerate(view.teams):
        if other != team:
            mask_team(state)
            if team != Team.DAMASCUS or other != Team.MOSCOW:
                mask_recon(state)
            state.dead = estimate(world, other, state.dead, seed, day)
    tracks = view.tracks[0]
    if team != Team.ANKARA:
        tracks.post_reserve = 0
    if team != Team.DAMASCUS:
        tracks.tehran = 0
    tracks.trust = TYPICAL_TRACK
    tracks.ties = TYPICAL_TRACK
    if team != Team.MOSCOW:
        tracks.leverage = TYPICAL_TRACK
    tracks.nato = TYPICAL_TRACK
    tracks.eu = TYPICAL_TRACK
    mask_border(team, tracks)
    mask_pending(team, view)
    for inject in view.injects:
        inject.state = 0
        inject.day = NOBODY
        inject.applied = 0
    for latch in view.latches:
        latch.held = 0
        latch.count = 0
        for i in range(len(latch.recent)):
            latch.recent[i] = 0


def mask_team(state: TeamState) -> None:
    """RB 8.3. What only a team itself knows of itself."""
    state.pc = TYPICAL_PC
    state.domestic = TYPICAL_TRACK
    state.lost_today = 0
    state.avenged = 0
    state.answered = 0
    state.mourned = 0
    state.below_war = 0
    state.aggressive = 0
    for i in range(len(state.tone_day)):
        state.tone_day[i] = NOBODY
    for i in range(len(state.dead_before)):
        state.dead_before[i] = 0
    for i in range(len(state.roe)):
        state.roe[i] = Rule.RETURN_FIRE
    for i in range(len(state.right_until)):
        state.right_until[i] = NOBODY
        state.right_place[i] = NOBODY
        state.right_dead[i] = 0


def mask_recon(state: TeamState) -> None:
    """RB 8.1, 8.3. What a team looks at. Damascus has a part of what Moscow's assets see, and knows them."""
    for i in range(len(state.recon_asset)):
        state.recon_asset[i] = NOBODY
        state.recon_sector[i] = NOBODY
        state.recon_place[i] = NOBODY


def estimate(world: World, team: int, dead: int, seed: int, day: int) -> int:
    """RB 8.3, purpose 14. The neutral estimate of a number of dead of a team, published with a day."""
    u = draw(seed, day, Purpose.CLAIM, world.team_keys[team], ESTIMATE)
    return scaled(dead, WHOLE - CLAIM_BAND + rdiv(2 * CLAIM_BAND * u, WHOLE))
