"""Preconditions of orders about posts: POST, CONVOY, SIEGE (RB 6.3, 13.3-13.8)."""

from wargame.rules.aid import aid_refusal
from wargame.rules.numbers import (
    Control,
    ConvoyKind,
    ConvoyState,
    PostAct,
    PostState,
    Refusal,
    Siege,
    Team,
    friendly,
)
from wargame.rules.posts import reach
from wargame.rules.refusals import ground_refusal, own_refusal
from wargame.rules.roads import road_between, road_lengths
from wargame.rules.searches import Network, follow, search_of
from wargame.rules.tables import NOBODY, ROUTE, UNREACHED, Board, Order, World

RUNG_HARASS = 6
RUNG_ASSAULT = 7
"""RB 13.8."""

GARRISON_LEAST = 100
GARRISON_MOST = 900
"""RB 4.6, mbn."""

TURKISH_SOURCE = 4
"""RB 4.2: bit of a place's source mask."""

DETOUR = 8
"""A convoy's shortest way counts a road into enemy ground so many times its length."""


def joined_to_turkey(world: World, board: Board, place: int) -> bool:
    """RB 13.3. Whether a place is friendly to Ankara and joined by friendly places to a Turkish source."""
    return reach(world, board)[place] == 1


def site(board: Board, order: Order) -> int:
    """RB 6.3 order 18. The place of a POST order: the one it names, else the one the scenario plans."""
    if order.where[0] != NOBODY:
        return order.where[0]
    return board.posts[order.subject].place


def garrison(board: Board, order: Order) -> int:
    """RB 13.3. mbn that a POST order takes from the reserve: its own, else what the scenario plans."""
    if order.mode == PostAct.EVACUATE or order.mode == PostAct.RATION:
        return 0
    if order.amount > 0 or order.mode == PostAct.REINFORCE:
        return order.amount
    return board.posts[order.subject].strength


def post_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 order 18, 13.3, 13.7."""
    if order.team != Team.ANKARA:
        return int(Refusal.NOT_FOR_TEAM)
    if order.subject < 0 or order.subject >= len(board.posts) or order.where[0] >= len(world.places):
        return int(Refusal.INCOMPLETE)
    state = board.posts[order.subject].state
    manned = state == PostState.OPEN or state == PostState.BESIEGED
    if order.mode == PostAct.EVACUATE:
        if not manned:
            return int(Refusal.WRONG_POST_STATE)
        if order.where[0] != NOBODY or order.amount != 0:
            return int(Refusal.INCOMPLETE)
        return 0
    if order.mode == PostAct.RATION:
        if state != PostState.BESIEGED:
            return int(Refusal.WRONG_POST_STATE)
        if order.where[0] != NOBODY or order.amount != 0:
            return int(Refusal.INCOMPLETE)
        if board.posts[order.subject].rationed == 1:
            return int(Refusal.ALREADY_SO)
        return 0
    if order.mode == PostAct.ESTABLISH:
        if state != PostState.PLANNED:
            return int(Refusal.WRONG_POST_STATE)
    elif order.mode == PostAct.REINFORCE:
        if state != PostState.OPEN:
            return int(Refusal.WRONG_POST_STATE)
        if order.where[0] != NOBODY:
            return int(Refusal.INCOMPLETE)
    else:
        return int(Refusal.INCOMPLETE)
    men = garrison(board, order)
    if men < GARRISON_LEAST or men > GARRISON_MOST:
        return int(Refusal.WRONG_SIZE)
    if order.mode == PostAct.REINFORCE and board.posts[order.subject].strength + men > GARRISON_MOST:
        return int(Refusal.WRONG_SIZE)
    if men > board.tracks[0].post_reserve:
        return int(Refusal.NO_RESERVE)
    place = site(board, order)
    code = ground_refusal(world, board, 1, place)
    if code == 0 and (world.places[place].soil == 1 or not joined_to_turkey(world, board, place)):
        code = int(Refusal.NOT_JOINED)
    return code


def convoy_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 order 6, 13.4, 13.5."""
    if order.team != Team.ANKARA:
        return int(Refusal.NOT_FOR_TEAM)
    if order.mode == ConvoyKind.AID:
        code = aid_refusal(world, board, order)
        if code == 0 and order.who[0] != NOBODY:
            code = own_refusal(world, board, order.team, order.who[0])
        if code == 0:
            code = route_refusal(world, board, order, order.more[0])
        return code
    if order.subject < 0 or order.subject >= len(board.posts):
        return int(Refusal.INCOMPLETE)
    post = board.posts[order.subject]
    if post.state != PostState.OPEN and post.state != PostState.BESIEGED:
        return int(Refusal.WRONG_POST_STATE)
    for convoy in board.convoys:
        if convoy.state == ConvoyState.MARCHING and convoy.post == order.subject:
            return int(Refusal.ON_ITS_WAY)
    if order.mode == ConvoyKind.SUPPLY:
        if order.amount != 0:
            return int(Refusal.WRONG_SIZE)
    elif order.mode == ConvoyKind.TROOPS:
        if order.amount < GARRISON_LEAST or post.strength + order.amount > GARRISON_MOST:
            return int(Refusal.WRONG_SIZE)
        if order.amount > board.tracks[0].post_reserve:
            return int(Refusal.NO_RESERVE)
    else:
        return int(Refusal.INCOMPLETE)
    if order.who[0] != NOBODY:
        code = own_refusal(world, board, order.team, order.who[0])
        if code != 0:
            return code
    return route_refusal(world, board, order, post.place)


def route_refusal(world: World, board: Board, order: Order, goal: int) -> int:
    """RB 6.3 order 6. Whether the route of a CONVOY joins Turkish supply by road to the place it goes to."""
    if order.where[0] == NOBODY:
        route = [NOBODY] * ROUTE
        if shortest_convoy(world, board, goal, route) < 0:
            return int(Refusal.NO_ROAD)
        return 0
    last = NOBODY
    for i in range(ROUTE):
        p = order.where[i]
        if p == NOBODY:
            break
        if p < 0 or p >= len(world.places):
            return int(Refusal.INCOMPLETE)
        if world.places[p].passable == 0 or board.places[p].control == Control.NEUTRAL:
            return int(Refusal.NEUTRAL_GROUND)
        if i > 0 and road_between(world, last, p) == NOBODY:
            return int(Refusal.NO_ROAD)
        last = p
    if last != goal:
        return int(Refusal.WRONG_END)
    if order.where[1] == NOBODY and world.places[goal].source & TURKISH_SOURCE == 0:
        return int(Refusal.INCOMPLETE)
    if not joined_to_turkey(world, board, order.where[0]):
        return int(Refusal.NOT_JOINED)
    return 0


def shortest_convoy(world: World, board: Board, goal: int, route: list[int]) -> int:
    """RB 6.3 order 6. Write the shortest way from the nearest Turkish source to a post's place into `route`.

    Enemy ground is entered only where the way round is DETOUR times longer; neutral ground never. Of a way
    longer than ROUTE places the last ROUTE are written. Returns the ed of the part left out, 0 if none, -1 if
    there is no way.
    """
    lengths = road_lengths(world, board)
    ground = [0] * len(board.places)
    search = search_of(len(board.places))
    away = search.distance
    sources = 0
    for p, place in enumerate(board.places):
        if world.places[p].passable == 1 and place.control != Control.NEUTRAL:
            ground[p] = 1
            if world.places[p].source & TURKISH_SOURCE != 0 and friendly(1, place.control):
                away[p] = 0
                search.now[sources] = p
                sources += 1
    weights = lengths[:]
    for r, road in enumerate(world.roads):
        if not friendly(1, board.places[road.a].control) or not friendly(1, board.places[road.b].control):
            weights[r] = lengths[r] * DETOUR
    follow(world, Network(weights, ground, [0] * len(board.roads)), search, sources, UNREACHED - 1)
    if away[goal] >= UNREACHED:
        return -1
    back = [NOBODY] * (len(board.places) + 1)
    back[0] = goal
    n = 1
    skipped = 0
    while away[back[n - 1]] > 0:
        here = back[n - 1]
        step = NOBODY
        for e in range(world.first[here], world.first[here + 1]):
            q = world.links[e]
            if step == NOBODY and away[q] + weights[world.link_roads[e]] == away[here]:
                step = q
                if n >= ROUTE:
                    skipped += lengths[world.link_roads[e]]
        back[n] = step
        n += 1
    kept = min(n, ROUTE)
    for i in range(kept):
        route[i] = back[kept - 1 - i]
    return skipped


def siege_refusal(board: Board, order: Order) -> int:
    """RB 6.3 order 27, 13.8."""
    if order.team != Team.DAMASCUS:
        return int(Refusal.NOT_FOR_TEAM)
    if order.subject < 0 or order.subject >= len(board.posts):
        return int(Refusal.INCOMPLETE)
    if order.mode < Siege.CORDON or order.mode > Siege.OFFER_EXIT:
        return int(Refusal.INCOMPLETE)
    post = board.posts[order.subject]
    rung = board.tracks[0].rung
    code = 0
    if post.state != PostState.BESIEGED:
        code = int(Refusal.WRONG_POST_STATE)
    elif post.siege == order.mode:
        code = int(Refusal.ALREADY_SO)
    elif order.mode == Siege.HARASS and rung < RUNG_HARASS:
        code = int(Refusal.RUNG_TOO_LOW)
    elif order.mode == Siege.ASSAULT and rung < RUNG_ASSAULT:
        code = int(Refusal.RUNG_TOO_LOW)
    return code
