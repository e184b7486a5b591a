"""Convoys to Turkish posts: the march, and the way through a siege with or without consent (RB 13.4, 13.5).
Step 8.
"""

from wargame.rules.aid import hand_out, turn_aid
from wargame.rules.arithmetic import cl2, clamp, lerp
from wargame.rules.draw import draw
from wargame.rules.incidents import attribution_of, dead_of, hit_troops
from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import (
    Author,
    Control,
    ConvoyKind,
    ConvoyState,
    EventKind,
    Outcome,
    PostState,
    Purpose,
    ReasonKind,
    Side,
    Team,
    Weather,
    friendly,
)
from wargame.rules.posts import GARRISON_MOST, STOCK_MOST
from wargame.rules.roads import capacity, march_minutes, road_between, road_lengths, strength_by_place
from wargame.rules.tables import NOBODY, ROUTE, Board, World

FORCING = -100
"""cs against whoever forces a cordon (RB 13.5)."""

ANNOUNCED = 50
"""cs for a convoy that was announced (RB 13.5)."""

CONSENT_TRUST = 100
"""ct of trust, once a turn (RB 13.4)."""

OVERLOADED = 15000
"""bp of a road's capacity above which the march is slow (RB 9.2)."""

COLUMN_LOW = -400
COLUMN_HIGH = 800
"""cs (RB 12.4)."""


def carry_convoys(
    world: World, board: Board, seed: int, day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 13.4, 13.5, 9.2. Every convoy marches; one that reaches its post delivers, or tries to.

    Reads control, roads, weather, posts.consent, formations; writes convoys, posts (stock, strength,
    supplied), the reserve and trust. The counter `supplied` of every post starts the day at 0 here.
    """
    for post in board.posts:
        post.supplied = 0
    marching = 0
    for convoy in board.convoys:
        if convoy.state == ConvoyState.MARCHING:
            marching += 1
    if marching == 0:
        return
    lengths = road_lengths(world, board)
    for c in range(len(board.convoys)):
        if board.convoys[c].state == ConvoyState.MARCHING:
            march_convoy(world, board, c, lengths, seed, day, facts, log)


def march_convoy(
    world: World,
    board: Board,
    c: int,
    lengths: list[int],
    seed: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 9.2, 13.4, 13.12. One convoy goes along its route as far as today's minutes carry it. Writes convoys
    and what arrives.
    """
    convoy = board.convoys[c]
    aid = convoy.kind == ConvoyKind.AID
    state = int(PostState.OPEN)
    if not aid:
        state = board.posts[convoy.post].state
    if state != PostState.OPEN and state != PostState.BESIEGED:
        stop(board, c, EventKind.CONVOY_TURNED, facts)
        return
    here = convoy.route[convoy.leg - 1]
    minutes = convoy.march
    fresh = 1
    while convoy.leg < ROUTE and convoy.route[convoy.leg] != NOBODY:
        there = convoy.route[convoy.leg]
        road = road_between(world, here, there)
        if aid and (road == NOBODY or not friendly(Side.OPPOSITION, board.places[there].control)):
            turn_aid(board, c, facts)
            return
        if road == NOBODY or board.places[there].control == Control.NEUTRAL:
            stop(board, c, EventKind.CONVOY_BLOCKED, facts)
            return
        if fresh == 1:
            minutes += march_budget(world, board, here, road)
            fresh = 0
        cost = march_minutes(lengths, road)
        if minutes < cost:
            convoy.march = min(world.params.march_budget, minutes)
            return
        if not friendly(Side.OPPOSITION, board.places[there].control) and not is_last(board, c):
            if not let_through(board, convoy.post):
                force(world, board, c, seed, day, facts, log)
                return
        minutes -= cost
        here = there
        convoy.leg += 1
    if aid:
        hand_out(world, board, c, facts)
    elif state == PostState.BESIEGED and not let_through(board, convoy.post):
        force(world, board, c, seed, day, facts, log)
    else:
        deliver(world, board, c, world.params.convoy_stock, facts)


def let_through(board: Board, p: int) -> bool:
    """RB 13.4. Whether convoys to a post pass as agreed: by consent, or with Russian military police."""
    return board.posts[p].consent == 1 or board.posts[p].escorted == 1


def is_last(board: Board, c: int) -> bool:
    """Whether the convoy's next place is the end of its route."""
    convoy = board.convoys[c]
    return convoy.leg + 1 >= ROUTE or convoy.route[convoy.leg + 1] == NOBODY


def march_budget(world: World, board: Board, here: int, road: int) -> int:
    """RB 9.2. Marching minutes of a day: fewer in bad weather or over an overloaded road."""
    if board.sectors[world.places[here].sector].weather == Weather.BAD:
        return world.params.march_bad
    if board.roads[road].load * 10000 > OVERLOADED * capacity(world, board, road):
        return world.params.march_bad
    return world.params.march_budget


def stop(board: Board, c: int, kind: int, facts: Journal) -> int:
    """A convoy gives up: CONVOY_TURNED or CONVOY_BLOCKED (post, team, 0, by whom). Returns the number of the
    event.
    """
    board.convoys[c].state = ConvoyState.NONE
    return tell(facts, kind, board.convoys[c].post, Team.ANKARA, 0, Team.DAMASCUS, -1)


def deliver(world: World, board: Board, c: int, stock: int, facts: Journal) -> None:
    """RB 13.4, 13.5. Supply adds `stock` cd, troops strengthen the garrison from the reserve.

    Writes the post, the reserve, and trust where a besieger let it pass. CONVOY_ARRIVED (post, team, stock,
    consent 0/1).
    """
    convoy = board.convoys[c]
    post = board.posts[convoy.post]
    convoy.state = ConvoyState.NONE
    consent = 0
    if post.state == PostState.BESIEGED and let_through(board, convoy.post):
        consent = 1
        if not trusted_already(world, facts):
            board.tracks[0].trust = clamp(board.tracks[0].trust + CONSENT_TRUST, 0, 10000)
    post.supplied = 1
    if convoy.kind == ConvoyKind.TROOPS:
        more = min(min(convoy.amount, board.tracks[0].post_reserve), max(0, GARRISON_MOST - post.strength))
        board.tracks[0].post_reserve -= more
        post.strength += more
        stock = 0
    else:
        post.stock = min(STOCK_MOST, post.stock + stock)
    tell(facts, EventKind.CONVOY_ARRIVED, convoy.post, Team.ANKARA, stock, consent, -1)


def trusted_already(world: World, facts: Journal) -> bool:
    """RB 13.4. Whether a convoy has already arrived by consent in this turn, as far as the facts at hand
    tell.
    """
    opened = facts.head[0] - facts.head[0] % world.params.days_per_turn
    arrived = 0
    for row in facts.rows:
        if row[2] == EventKind.CONVOY_ARRIVED and row[0] >= opened and row[6] == 1:
            arrived += 1
    return arrived > 0


def cordon(world: World, board: Board, p: int) -> int:
    """RB 13.5. mbn of the government side in the ring places of a post and next to them."""
    there = strength_by_place(world, board, Side.GOVERNMENT)
    counted = [0] * len(there)
    total = 0
    ring = world.posts[p].ring
    for i in range(len(ring)):
        place = ring[i]
        if place == NOBODY and i == 0:
            place = board.posts[p].place
        if place != NOBODY:
            if counted[place] == 0:
                counted[place] = 1
                total += there[place]
            for e in range(world.first[place], world.first[place + 1]):
                q = world.links[e]
                if counted[q] == 0:
                    counted[q] = 1
                    total += there[q]
    return total


def force(
    world: World, board: Board, c: int, seed: int, day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 13.5. A convoy tries to pass without consent: the outcome table decides between arrival, return and
    an incident.

    Reads escort, cordon, the outcome table; writes the convoy, the post, and what an incident writes.
    """
    convoy = board.convoys[c]
    escort = 0
    if convoy.escort >= 0 and board.formations[convoy.escort].place >= 0:
        escort = board.formations[convoy.escort].strength
    column = cl2(escort) - cl2(cordon(world, board, convoy.post)) + FORCING + ANNOUNCED * convoy.announced
    column = clamp(column, COLUMN_LOW, COLUMN_HIGH)
    key = world.posts[convoy.post].key
    u = draw(seed, day, Purpose.CONVOY, key, 0)
    repulse = lerp(world.outcome_columns, world.repulse, column)
    stall = lerp(world.outcome_columns, world.stall, column)
    outcome = int(Outcome.GAINS)
    if u < repulse:
        outcome = int(Outcome.REPULSE)
    elif u < repulse + stall:
        outcome = int(Outcome.STALL)
    note(log, ReasonKind.CONVOY_ODDS, convoy.post, column, u, outcome, -1)
    note(log, ReasonKind.BAND, board.posts[convoy.post].place, u, repulse, repulse + stall, -1)
    if outcome == Outcome.GAINS:
        deliver(world, board, c, world.params.convoy_stock_forced, facts)
        return
    event = stop(board, c, EventKind.CONVOY_TURNED, facts)
    if outcome == Outcome.REPULSE:
        present = max(escort, board.posts[convoy.post].strength)
        place = convoy.route[convoy.leg - 1]
        dead = dead_of(world, key, present, seed, day)
        sure = attribution_of(world, board, place, Author.ARTILLERY)
        hit_troops(
            world, board, place, NOBODY, convoy.escort, dead, 0, Author.ARTILLERY, sure, event, facts, log
        )
