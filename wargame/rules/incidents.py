"""What follows when Turkish troops are hit (RB 14.3, 14.6). Incidents that chance produces are not here."""

from wargame.rules.arithmetic import clamp, rdiv, scaled
from wargame.rules.codes import Cause, EventKind, PostState, Purpose, ReasonKind, Team
from wargame.rules.draw import draw, pick
from wargame.rules.log import Journal, note, tell
from wargame.rules.tables import NOBODY, Board, World

TIES_DAMP = 6000
TIES_FACTOR = 9000
"""Above these ties (ct) an incident raises tension by only so many bp (RB 14.6)."""

MORALE_A_CASUALTY = 100
"""ct (RB 13.2)."""

MBN_A_PERSON = 2
"""500 effectives are 1000 mbn (RB 1.2, 12.13)."""

ONE = 6600
FEW = 8400
"""u below which an incident kills 1-3, and 4-8 persons; above, 12-52 (RB 14.3)."""


def dead_of(key: int, present: int, seed: int, day: int) -> int:
    """RB 14.3. Dead of an incident at the entity of this key, with `present` mbn of Turkish troops; 8 % at
    most.
    """
    u = draw(seed, day, Purpose.INCIDENT, key, 1)
    if u < ONE:
        dead = 1 + pick(3, seed, day, Purpose.INCIDENT, key, 2)
    elif u < FEW:
        dead = 4 + pick(5, seed, day, Purpose.INCIDENT, key, 2)
    else:
        dead = 12 + pick(41, seed, day, Purpose.INCIDENT, key, 2)
    return min(dead, rdiv(present * 4, 100))


def hit_troops(
    world: World,
    board: Board,
    place: int,
    post: int,
    formation: int,
    dead: int,
    wounded: int,
    cause: int,
    facts: Journal,
    log: Journal | None,
) -> int:
    """RB 14.6. Turkish troops at a place are hit; `post` or `formation` is the row that lost them, or NOBODY.

    Writes tension, Ankara's dead, morale of the posts there, strength of the row hit, and the day of the last
    incident. Returns the number of the event TROOPS_HIT (place, team, dead, author not known).
    """
    params = world.params
    tracks = board.tracks[0]
    event = tell(facts, EventKind.TROOPS_HIT, place, Team.ANKARA, dead, NOBODY, cause)
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
    if post >= 0:
        board.posts[post].strength = max(0, board.posts[post].strength - MBN_A_PERSON * casualties)
    elif formation >= 0:
        hit = board.formations[formation]
        hit.strength = max(0, hit.strength - MBN_A_PERSON * casualties)
    return event
