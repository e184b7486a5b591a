"""Observation posts: who is besieged, what is set up, left and lost, and what a garrison eats (RB 13). Steps
10b and 12.
"""

from wargame.rules.arithmetic import clamp, scaled
from wargame.rules.bans import leave_agreed, presses
from wargame.rules.draw import draw
from wargame.rules.incidents import attribution_of, dead_of, hit_troops
from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import (
    Author,
    Cause,
    Control,
    EventKind,
    OrderKind,
    PostAct,
    PostState,
    Purpose,
    ReasonKind,
    Side,
    Siege,
    Team,
)
from wargame.rules.roads import FRIENDS
from wargame.rules.tables import NOBODY, Board, Order, World

STOCK_MOST = 3000
"""cd (RB 5.6, 13.3)."""

GARRISON_MOST = 900
"""mbn (RB 4.6)."""

MORALE_START = 8000
MORALE_SIEGE = 100
MORALE_HARASSED = 200
MORALE_HUNGRY = 400
MORALE_SUPPLIED = 200
MORALE_ASKS = 2000
"""ct; what a day of siege costs, the worst of the three counting, and what a day of supply gives (RB 13.2,
13.3).
"""

STARVING = 100
"""bp of strength a day at stock 0 (RB 13.3)."""

TURKISH_SOURCE = 4
"""The bit of `PlaceFacts.source` for a Turkish source (RB 4.2)."""

LEAVING_DOMESTIC = 300
"""ct for a post left under an agreement (RB 13.7)."""

OVERRUN_DOMESTIC = 1500
OVERRUN_TENSION = 2500
OVERRUN_STANDING = 800
OVERRUN_LEVERAGE = 1000
"""ct (RB 13.9)."""


def reach(world: World, board: Board) -> list[int]:
    """RB 13.1, 13.3. For each place 1 if friendly places join it to a Turkish source, itself included, else
    0.

    Roads that the government side blocks are not used.
    """
    n = len(world.places)
    friends = FRIENDS[Side.OPPOSITION]
    places = board.places
    first = world.first
    links = world.links
    roads = world.link_roads
    reached = [0] * n
    queue = [0] * n
    tail = 0
    for p, fixed in enumerate(world.places):
        if fixed.source & TURKISH_SOURCE != 0 and friends >> places[p].control & 1 == 1:
            reached[p] = 1
            queue[tail] = p
            tail += 1
    head = 0
    while head < tail:
        p = queue[head]
        head += 1
        for e in range(first[p], first[p + 1]):
            q = links[e]
            if reached[q] == 1 or friends >> places[q].control & 1 == 0:
                continue
            if board.roads[roads[e]].blocked_by != Side.GOVERNMENT:
                reached[q] = 1
                queue[tail] = q
                tail += 1
    return reached


def update_posts(
    world: World,
    board: Board,
    orders: list[Order],
    seed: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 13.1, 13.3, 13.7, 13.8. Step 10b, on the control that step 10a left.

    Reads control, POST orders, post reserve; writes posts (state, siege, consent, strength, stock, morale,
    days), the reserve and tension. First the sieges, then garrisons that have been leaving since yesterday,
    then the orders.
    """
    joined = reach(world, board)
    opened = int(PostState.OPEN)
    besieged = int(PostState.BESIEGED)
    leaving = int(PostState.EVACUATING)
    about_posts = int(OrderKind.POST)
    for p, post in enumerate(board.posts):
        if post.state == opened or post.state == besieged:
            test_siege(world, board, p, joined, facts)
        elif post.state == leaving:
            leave(board, p, facts)
    for order in orders:
        if order.kind == about_posts and order.team == Team.ANKARA and order.subject >= 0:
            carry_out(world, board, order, joined, seed, day, facts, log)
    harass(world, board, log)


def is_besieged(world: World, board: Board, p: int, joined: list[int]) -> bool:
    """RB 13.1. Whether every ring place is enemy-held, or no friendly way leads to a Turkish source.

    The way starts at the post's place or, if that is enemy-held, at a friendly place next to it.
    """
    place = board.posts[p].place
    ring = world.posts[p].ring
    named = 0
    lost = 0
    for q in ring:
        if q != NOBODY:
            named += 1
            if board.places[q].control == Control.GOVERNMENT:
                lost += 1
    if named == 0:
        named = 1
        if board.places[place].control == Control.GOVERNMENT:
            lost = 1
    if lost == named:
        return True
    if joined[place] == 1:
        return False
    if board.places[place].control == Control.GOVERNMENT:
        for e in range(world.first[place], world.first[place + 1]):
            if joined[world.links[e]] == 1:
                return False
    return True


def test_siege(world: World, board: Board, p: int, joined: list[int], facts: Journal) -> None:
    """RB 13.1, 13.2. Open posts that are cut off become besieged, besieged ones that are not become open
    again.
    """
    post = board.posts[p]
    if is_besieged(world, board, p, joined):
        if post.state == PostState.OPEN:
            post.state = PostState.BESIEGED
            post.siege = Siege.CORDON
            post.consent = 0
            post.besieged_days = 0
            tell(facts, EventKind.POST_BESIEGED, p, post.place, 0, 0, -1)
        else:
            post.besieged_days += 1
    elif post.state == PostState.BESIEGED:
        post.state = PostState.OPEN
        post.siege = Siege.NONE
        post.consent = 0
        post.besieged_days = 0
        post.asked = 0
        post.rationed = 0
        tell(facts, EventKind.POST_RELIEVED, p, post.place, 0, 0, -1)


def leave(board: Board, p: int, facts: Journal) -> None:
    """RB 13.7. A garrison that has been leaving for a day is gone: it returns to Ankara's post reserve. That
    it went by an offered exit stays on record as its siege.
    """
    post = board.posts[p]
    board.tracks[0].post_reserve += post.strength
    post.state = PostState.EVACUATED
    if post.siege != Siege.OFFER_EXIT:
        post.siege = Siege.NONE
    post.consent = 0
    post.strength = 0
    post.stock = 0
    tell(facts, EventKind.POST_EVACUATED, p, post.place, 0, 0, -1)


def carry_out(
    world: World,
    board: Board,
    order: Order,
    joined: list[int],
    seed: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 6.3 order 18. Establish as soon as it is possible within the turn, reinforce on its first day,
    evacuate and ration at once.
    """
    p = order.subject
    if order.mode == PostAct.ESTABLISH:
        if board.posts[p].state == PostState.PLANNED:
            establish(world, board, p, order.where[0], order.amount, joined, facts)
    elif order.mode == PostAct.REINFORCE:
        if day % world.params.days_per_turn == 0 and board.posts[p].state == PostState.OPEN:
            reinforce(board, p, order.amount, joined, facts)
    elif order.mode == PostAct.RATION:
        if board.posts[p].state == PostState.BESIEGED:
            board.posts[p].rationed = 1
    elif order.mode == PostAct.EVACUATE:
        if board.posts[p].state == PostState.OPEN or board.posts[p].state == PostState.BESIEGED:
            start_leaving(world, board, p, seed, day, facts, log)


def establish(
    world: World, board: Board, p: int, where: int, size: int, joined: list[int], facts: Journal
) -> None:
    """RB 13.3. Set up a planned post at `where` (NOBODY: its planned place) with `size` mbn (0: its planned
    garrison).

    Needs a friendly place joined to a Turkish source, and the men in the reserve; otherwise nothing happens.
    """
    post = board.posts[p]
    place = post.place
    if where != NOBODY:
        place = where
    garrison = post.strength
    if size > 0:
        garrison = min(size, GARRISON_MOST)
    if garrison <= 0 or garrison > board.tracks[0].post_reserve or joined[place] == 0:
        return
    board.tracks[0].post_reserve -= garrison
    post.place = place
    post.state = PostState.OPEN
    post.siege = Siege.NONE
    post.consent = 0
    post.stock = world.posts[p].first_stock
    post.morale = MORALE_START
    post.strength = garrison
    post.besieged_days = 0
    post.asked = 0
    post.rationed = 0
    tell(facts, EventKind.POST_ESTABLISHED, p, place, garrison, 0, -1)


def reinforce(board: Board, p: int, size: int, joined: list[int], facts: Journal) -> None:
    """RB 13.3. Strengthen an open post from the reserve up to 900 mbn. The event is POST_ESTABLISHED with d =
    1.
    """
    post = board.posts[p]
    more = min(min(size, board.tracks[0].post_reserve), GARRISON_MOST - post.strength)
    if more <= 0 or joined[post.place] == 0:
        return
    board.tracks[0].post_reserve -= more
    post.strength += more
    tell(facts, EventKind.POST_ESTABLISHED, p, post.place, more, 1, -1)


def start_leaving(
    world: World, board: Board, p: int, seed: int, day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 13.7. A garrison begins to leave. Through a siege it may be fired on; an open post leaves over
    friendly ground. Under an agreement that lets it leave, or while the besieger offers it, it is safe, and
    told at home as a retreat.
    """
    post = board.posts[p]
    besieged = post.state == PostState.BESIEGED
    post.state = PostState.EVACUATING
    if not besieged:
        return
    if post.siege == Siege.OFFER_EXIT or leave_agreed(world, board, p):
        ankara = board.teams[Team.ANKARA]
        note(log, ReasonKind.DOMESTIC, Team.ANKARA, Cause.EVACUATION, -LEAVING_DOMESTIC, 0, -1)
        ankara.domestic = clamp(ankara.domestic - LEAVING_DOMESTIC, 0, 10000)
        return
    key = world.posts[p].key
    u = draw(seed, day, Purpose.EVACUATION, key, 0)
    cause = -1
    if u < world.params.evacuation_incident:
        dead = dead_of(world, key, post.strength, seed, day)
        sure = attribution_of(world, board, post.place, Author.ARTILLERY)
        cause = hit_troops(
            world, board, post.place, p, NOBODY, dead, 0, Author.ARTILLERY, sure, -1, facts, log
        )
    note(log, ReasonKind.EVACUATION_P, p, world.params.evacuation_incident, u, 0, cause)


def harass(world: World, board: Board, log: Journal | None) -> None:
    """RB 13.8. Each post under harassment raises tension a day. Writes tension."""
    rise = 0
    for p in range(len(board.posts)):
        if board.posts[p].state == PostState.BESIEGED and board.posts[p].siege == Siege.HARASS:
            rise += world.params.tension_harass
            note(log, ReasonKind.TENSION, p, Cause.HARASSMENT, world.params.tension_harass, 0, -1)
    board.tracks[0].tension = clamp(board.tracks[0].tension + rise, 0, 10000)


def overrun_post(board: Board, p: int, cause: int, facts: Journal, log: Journal | None) -> int:
    """RB 13.9. A post under assault falls; called by the battle or the capture that took it (event row
    `cause`).

    Writes the post, Ankara's domestic support, Damascus' standing, tension, leverage. Returns the number of
    the event.
    """
    post = board.posts[p]
    event = tell(facts, EventKind.POST_OVERRUN, p, post.place, 0, 0, cause)
    post.state = PostState.OVERRUN
    post.siege = Siege.NONE
    post.consent = 0
    post.strength = 0
    post.stock = 0
    tracks = board.tracks[0]
    note(log, ReasonKind.TENSION, p, Cause.POST_OVERRUN, OVERRUN_TENSION, 0, event)
    tracks.tension = clamp(tracks.tension + OVERRUN_TENSION, 0, 10000)
    tracks.leverage = clamp(tracks.leverage - OVERRUN_LEVERAGE, 0, 10000)
    ankara = board.teams[Team.ANKARA]
    note(log, ReasonKind.DOMESTIC, Team.ANKARA, Cause.POST_OVERRUN, -OVERRUN_DOMESTIC, 0, event)
    ankara.domestic = clamp(ankara.domestic - OVERRUN_DOMESTIC, 0, 10000)
    damascus = board.teams[Team.DAMASCUS]
    note(log, ReasonKind.STANDING, Team.DAMASCUS, Cause.POST_OVERRUN, -OVERRUN_STANDING, 0, event)
    damascus.standing = clamp(damascus.standing - OVERRUN_STANDING, 0, 10000)
    return event


def feed_posts(world: World, board: Board, day: int, facts: Journal, log: Journal | None) -> None:
    """RB 13.2, 13.3. Step 12: an open post is filled; a besieged one eats its stock unless it is fed by
    consent.

    Reads state, siege, consent, supplied; writes stock, morale, strength, supplied, asked. STARVED has c = 1
    for a post.
    """
    for p in range(len(board.posts)):
        post = board.posts[p]
        if post.state == PostState.OPEN:
            post.supplied = 1
            if post.stock < STOCK_MOST:
                post.stock = min(STOCK_MOST, post.stock + world.params.post_fill)
            post.morale = clamp(post.morale + MORALE_SUPPLIED, 0, 10000)
        elif post.state == PostState.BESIEGED:
            if post.consent == 1:
                post.supplied = 1
            else:
                use = world.params.post_use
                if post.rationed == 1:
                    use = world.params.post_ration
                post.stock = max(0, post.stock - use)
            strain_post(board, p, facts)


def strain_post(board: Board, p: int, facts: Journal) -> None:
    """RB 13.2, 13.3. Morale and strength of a besieged garrison after a day. It asks to leave once."""
    post = board.posts[p]
    change = -MORALE_SIEGE
    if post.stock == 0:
        change = -MORALE_HUNGRY
        lost = scaled(post.strength, STARVING)
        post.strength -= lost
        tell(facts, EventKind.STARVED, p, lost, 1, 0, -1)
    elif presses(post.siege):
        change = -MORALE_HARASSED
    if post.supplied == 1:
        change += MORALE_SUPPLIED
    post.morale = clamp(post.morale + change, 0, 10000)
    if post.morale < MORALE_ASKS and post.asked == 0:
        post.asked = 1
        tell(facts, EventKind.GARRISON_ASKS_TO_LEAVE, p, post.place, 0, 0, -1)
