"""Step 11: people leave the front, follow the roads and look for shelter (RB 15).

Persons are conserved: leavers of a day = arrivals + those who enter Turkey. Counts are told, never scored for
who causes them.
"""

from wargame.rules.arithmetic import clamp, rdiv, scaled, share
from wargame.rules.border import at_the_border, diverted_weight, leak_of, shelter_of
from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import Cause, EventKind, ReasonKind, Team
from wargame.rules.tables import Board, World

MOST_LEAVE = 4000
"""RB 15.4. bp of the people of a place that leave in one day at most, captures apart."""

RATE_NUMERATOR = 22
RATE_DENOMINATOR = 100000
"""RB 15.4."""

DECAY_TAIL = 800
"""RB 15.6. bp beyond the decay table."""

STANDING_EXPOSED = 10
DOMESTIC_EXPOSED = 2
"""RB 15.7. ct for each 100 h newly without shelter in a day."""


def displace(world: World, board: Board, day: int, facts: Journal, log: Journal | None) -> None:
    """RB 15.3-15.8. Reads battles, strikes, captures and control; writes people, hosted and the displacement
    tracks.
    """
    count = len(board.places)
    front = front_factors(world, board)
    gone = [0] * count
    gone_hosted = [0] * count
    for p, place in enumerate(board.places):
        if front[p] == 0 and place.taken == 0:
            continue
        rate = leaving_rate(world, board, p, front[p])
        gone[p] = scaled(place.people, rate)
        gone_hosted[p] = scaled(place.hosted, rate)
        if place.taken == 1 and place.control == 0:
            gone[p] += scaled(place.people - gone[p], world.params.leave_capture)
            gone_hosted[p] += scaled(place.hosted - gone_hosted[p], world.params.leave_capture)
        if gone[p] > 0:
            note(log, ReasonKind.LEAVERS, p, front[p], rate, gone[p], -1)
    arrive(world, board, front, gone, gone_hosted, day, facts, log)


def front_factors(world: World, board: Board) -> list[int]:
    """RB 15.3. bp for each opposition-held place: in battle or struck, next to such a place, next to the
    enemy, else 0.
    """
    count = len(board.places)
    strikes = world.params.strike_front
    ours = [0] * count
    factors = [0] * count
    hot = [0] * count
    for p, place in enumerate(board.places):
        if place.control == 0:
            raise_beside(world, p, world.params.front_near, factors)
        elif place.control <= 2 and world.places[p].soil == 0:
            ours[p] = 1
            if place.battle == 1 or place.strikes >= strikes:
                hot[p] = 1
                raise_beside(world, p, world.params.front_adjacent, factors)
    for p, factor in enumerate(factors):
        if ours[p] == 0:
            factors[p] = 0
        elif hot[p] == 1:
            factors[p] = max(factor, world.params.front_struck)
    return factors


def raise_beside(world: World, p: int, least: int, factors: list[int]) -> None:
    """Every place next to one gets this factor at least."""
    links = world.links
    for e in range(world.first[p], world.first[p + 1]):
        if factors[links[e]] < least:
            factors[links[e]] = least


def leaving_rate(world: World, board: Board, place: int, front: int) -> int:
    """RB 15.4. bp of the people of a place that leave today, captures apart."""
    if front == 0:
        return 0
    row = board.places[place]
    sorties = row.strikes + rdiv(row.support, 100)
    rate = world.params.leave_base + rdiv(world.params.leave_air * sorties, 50)
    q = rdiv(front * rate * RATE_NUMERATOR, RATE_DENOMINATOR)
    if world.places[place].host_city == 1:
        q = scaled(q, world.params.host_factor)
    q += world.params.damage_leave * (row.damage // 100)
    return min(MOST_LEAVE, q)


def arrive(
    world: World,
    board: Board,
    front: list[int],
    gone: list[int],
    gone_hosted: list[int],
    day: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 15.6-15.8. Every leaver finds a destination; what exceeds shelter is exposed. Writes people, hosted
    and tracks.
    """
    # nobody leaves a place that takes people in (RB 15.3), so the room for them is the same for all
    draws = destination_draws(world, board, front, 1)
    arrivals = [0] * len(board.places)
    share_of_route = int(ReasonKind.ROUTE_SHARE)
    shelters = world.shelters
    newly = 0
    for p, place in enumerate(board.places):
        leavers = gone[p] + gone_hosted[p]
        if leavers == 0:
            continue
        weights = destination_weights(world, p, draws)
        parts = share(weights, leavers)
        if none_of(parts):
            weights = destination_weights(world, p, destination_draws(world, board, front, 0))
            parts = share(weights, leavers)
        placed = 0
        largest = 0
        most = 0
        for s, part in enumerate(parts):
            if part > 0:
                placed += part
                arrivals[shelters[s]] += part
                if part > most:
                    largest = s
                    most = part
                if log is not None:
                    note(log, share_of_route, p, shelters[s], weights[s], part, -1)
        if placed < leavers:
            gone_hosted[p] -= min(gone_hosted[p], leavers - placed)
            gone[p] = placed - gone_hosted[p]
        place.people -= gone[p]
        place.hosted -= gone_hosted[p]
        newly += gone[p]
        if placed > 0:
            tell(facts, EventKind.DISPLACED, p, placed, shelters[largest], gone[p], -1)
    board.tracks[0].newly_displaced += newly
    board.tracks[0].displaced_today = newly
    shelter(world, board, arrivals, day, facts, log)


def none_of(parts: list[int]) -> bool:
    """Whether all of these are 0."""
    for part in parts:
        if part > 0:
            return False
    return True


def destination_draws(world: World, board: Board, front: list[int], rooms: int) -> list[int]:
    """RB 15.6. attract x room of every destination; `rooms` 0 leaves the room out. Enemy, front and Turkish
    soil: 0.
    """
    draws = [0] * len(world.shelters)
    for s, q in enumerate(world.shelters):
        row = board.places[q]
        fixed = world.places[q]
        if front[q] > 0 or fixed.soil == 1 or row.control == 0 or row.control == 3:
            continue
        draw = diverted_weight(world, board, q, fixed.attract)
        if rooms == 1:
            room = 0
            places = shelter_of(world, board, q)
            if places > 0:
                room = max(0, 10000 - rdiv(row.hosted * 10000, places))
            draw = draw * room
        draws[s] = draw
    return draws


def destination_weights(world: World, place: int, draws: list[int]) -> list[int]:
    """RB 15.6. attract x decay x room of every destination, seen from a place; that place itself: 0."""
    refuge = world.refuge
    shelters = world.shelters
    table = world.decay
    end = 100 * len(table)
    weights = [0] * len(draws)
    base = place * len(draws)
    for s, draw in enumerate(draws):
        if draw > 0 and shelters[s] != place:
            far = refuge[base + s]
            if far < end:
                weights[s] = draw * table[far // 100]
            else:
                weights[s] = draw * DECAY_TAIL
    return weights


def shelter(
    world: World, board: Board, arrivals: list[int], day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 15.7, 15.8. Arrivals are housed; those beyond shelter are exposed; some of those at a closed border
    cross it.
    """
    exposed = 0
    crossed = 0
    for p, place in enumerate(board.places):
        if arrivals[p] == 0:
            continue
        leak = leak_of(world, board, p, arrivals[p])
        before = max(0, place.hosted - shelter_of(world, board, p))
        place.hosted += arrivals[p] - leak
        crossed += leak
        more = max(0, place.hosted - shelter_of(world, board, p)) - before
        if more > 0:
            exposed += more
            tell(facts, EventKind.EXPOSURE, p, more, 0, 0, -1)
    track = board.tracks[0]
    if crossed > 0:
        track.entered_turkey += crossed
        tell(facts, EventKind.CROSSED, crossed, 0, 0, 0, -1)
    at_the_border(world, board, arrivals, day, facts, log)
    track.unhoused = 0
    for p, place in enumerate(board.places):
        if place.hosted > 0:
            track.unhoused += max(0, place.hosted - shelter_of(world, board, p))
    if exposed > 0:
        damascus = board.teams[Team.DAMASCUS]
        ankara = board.teams[Team.ANKARA]
        harm = rdiv(STANDING_EXPOSED * exposed, 100)
        worry = rdiv(DOMESTIC_EXPOSED * exposed, 100)
        note(log, ReasonKind.STANDING, Team.DAMASCUS, Cause.EXPOSURE, -harm, 0, -1)
        note(log, ReasonKind.DOMESTIC, Team.ANKARA, Cause.EXPOSURE, -worry, 0, -1)
        damascus.standing = clamp(damascus.standing - harm, 0, 10000)
        ankara.domestic = clamp(ankara.domestic - worry, 0, 10000)
