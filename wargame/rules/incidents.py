"""What follows when troops are hit: dead, tension, morale, the right to retaliate (RB 14.3-14.6, 11.5).

Incidents that chance produces are drawn in `chance_incidents.py`.
"""

from wargame.rules.arithmetic import clamp, rdiv, scaled
from wargame.rules.bans import deconflicted
from wargame.rules.detection import level
from wargame.rules.draw import draw, pick
from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import Attribution, Author, Cause, EventKind, PostState, Purpose, ReasonKind, Team
from wargame.rules.statements import prove
from wargame.rules.tables import NOBODY, RIGHTS, Board, World

TIES_DAMP = 6000
TIES_FACTOR = 9000
"""Above these ties (ct) an incident raises tension by only so many bp (RB 14.6)."""

SURE = 3
"""Level of sight (RB 8.1) at which it is proven who fired; one less makes it probable (RB 14.4)."""

MORALE_A_CASUALTY = 100
"""ct (RB 13.2)."""

MBN_A_PERSON = 2
"""500 effectives are 1000 mbn (RB 1.2, 12.13)."""

ONE = 6600
FEW = 8400
"""u below which an incident kills 1-3, and 4-8 persons; above, 12-52 (RB 14.3)."""


def dead_of(world: World, key: int, present: int, seed: int, day: int) -> int:
    """RB 14.3. Dead of an incident at the entity of this key, with `present` mbn of Turkish troops.

    At most a share of the men present, 8 %.
    """
    u = draw(seed, day, Purpose.INCIDENT, key, 1)
    if u < ONE:
        dead = 1 + pick(3, seed, day, Purpose.INCIDENT, key, 2)
    elif u < FEW:
        dead = 4 + pick(5, seed, day, Purpose.INCIDENT, key, 2)
    else:
        dead = 12 + pick(41, seed, day, Purpose.INCIDENT, key, 2)
    return min(dead, rdiv(present * world.params.casualty_cap, 10000 * MBN_A_PERSON))


def attribution_of(world: World, board: Board, place: int, author: int) -> int:
    """RB 14.4. How sure Ankara is of who fired at a place, by what it sees there and next to it; quite sure
    where coordinates are shared.
    """
    if author == Author.UNCLEAR:
        return int(Attribution.DISPUTED)
    if deconflicted(world, board, place):
        return int(Attribution.PROVEN)
    seen = level(world, board, Team.ANKARA, place)
    for e in range(world.first[place], world.first[place + 1]):
        seen = max(seen, level(world, board, Team.ANKARA, world.links[e]))
    if seen >= SURE:
        return int(Attribution.PROVEN)
    if seen == SURE - 1:
        return int(Attribution.PROBABLE)
    return int(Attribution.DISPUTED)


def grant_right(world: World, board: Board, team: int, place: int, dead: int, day: int) -> None:
    """RB 11.5. A team may answer once for dead, in this turn or the next; a fourth right takes the place of
    the one that ends first.
    """
    if dead <= 0:
        return
    row = board.teams[team]
    slot = 0
    for i in range(1, RIGHTS):
        if row.right_until[i] < row.right_until[slot]:
            slot = i
    length = world.params.days_per_turn
    row.right_until[slot] = (day // length + 2) * length - 1
    row.right_place[slot] = place
    row.right_dead[slot] = dead


def right_at(board: Board, team: int, place: int, day: int) -> int:
    """RB 11.5. The team's right for dead at a place that is still good on a day, the one for most dead;
    NOBODY
    if there is none.
    """
    row = board.teams[team]
    best = NOBODY
    for i in range(RIGHTS):
        if row.right_until[i] >= day and row.right_place[i] == place:
            if best == NOBODY or row.right_dead[i] > row.right_dead[best]:
                best = i
    return best


def hit_troops(
    world: World,
    board: Board,
    place: int,
    post: int,
    formation: int,
    dead: int,
    wounded: int,
    author: int,
    attribution: int,
    cause: int,
    facts: Journal,
    log: Journal | None,
) -> int:
    """RB 14.6. Turkish troops at a place are hit; `post` or `formation` is the row that lost them, or NOBODY.

    Writes tension, Ankara's dead and right to retaliate, morale of the posts there, strength of the row hit,
    and the day of the last incident. Returns the number of the event TROOPS_HIT (place, team, dead, author;
    the author is told as NOBODY while it is disputed).
    """
    params = world.params
    tracks = board.tracks[0]
    named = author
    if attribution == Attribution.DISPUTED:
        named = NOBODY
    event = tell(facts, EventKind.TROOPS_HIT, place, Team.ANKARA, dead, named, cause)
    note(log, ReasonKind.ATTRIBUTION, place, author, attribution, 0, event)
    rise = params.tension_incident + min(params.tension_dead_cap, params.tension_dead * dead)
    if tracks.ties > TIES_DAMP:
        rise = scaled(rise, TIES_FACTOR)
    note(log, ReasonKind.TENSION, 0, Cause.TROOPS_HIT, rise, 0, event)
    tracks.tension = clamp(tracks.tension + rise, 0, 10000)
    tracks.incident_day = facts.head[0]
    board.teams[Team.ANKARA].dead += dead
    casualties = dead + wounded
    for p in range(len(board.posts)):
        row = board.posts[p]
        if row.place == place and row.state != PostState.PLANNED and row.strength > 0:
            row.morale = clamp(row.morale - MORALE_A_CASUALTY * casualties, 0, 10000)
    if attribution != Attribution.DISPUTED:
        grant_right(world, board, Team.ANKARA, place, dead, facts.head[0])
    if attribution == Attribution.PROVEN:
        prove(board, place, author, event, log)
    if post >= 0:
        tell(facts, EventKind.POST_HIT, post, dead, named, 0, event)
        board.posts[post].strength = max(0, board.posts[post].strength - MBN_A_PERSON * casualties)
    elif formation >= 0:
        hit = board.formations[formation]
        hit.strength = max(0, hit.strength - MBN_A_PERSON * casualties)
    return event
