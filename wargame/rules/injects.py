"""Steps 2 and 14: injects act on the world, and those whose time or condition has come are armed or released.

An inject is released by time, by its condition or by a person; its effects act once, at step 2 of the next
day that is resolved. They name what they change by codes.Field; orders, draws and war aims are not there.
"""

from wargame.rules.arithmetic import clamp
from wargame.rules.chance_incidents import largest_there
from wargame.rules.conditions import holds, learn, observe
from wargame.rules.incidents import MBN_A_PERSON, hit_troops
from wargame.rules.log import Journal, line, tell
from wargame.rules.numbers import (
    Attribution,
    Author,
    Cause,
    EventKind,
    Faction,
    Field,
    InjectState,
    PostState,
    ReasonKind,
    Team,
)
from wargame.rules.tables import NOBODY, Board, Effect, Order, World

SCHEDULED = 0
AD_HOC = 3
"""Kinds of `InjectFacts.kind` that no condition releases."""

BLAME = 8
"""How losses by an inject carry who fired: attribution * BLAME + author (RB 14.4)."""

STRIDE = 64
"""INJECTED packs what was changed into its second number: field + STRIDE * (row of the entity + 1)."""

FULL = 10000
PC_MOST = 2000
STOCK_MOST = 3000
RESERVE_MOST = 100000
RUNG_MOST = 8
AIR_DEFENCE_MOST = 1000
RULING_MOST = 400
"""Upper ends in the engine's units. Rung 9 is reached by tension alone (RB 16.8)."""


# ---- releasing -------------------------------------------------------------------------------------------


def release(world: World, board: Board, released: list[int], day: int) -> None:
    """A person let these injects go during planning; what was released before stays as it was."""
    for i in released:
        if 0 <= i < len(world.injects) and board.injects[i].state != InjectState.RELEASED:
            board.injects[i].state = InjectState.RELEASED
            board.injects[i].day = day


def due(world: World, board: Board, i: int, day: int, facts: Journal) -> None:
    """The time or the condition of an inject has come: it is released, or waits armed for a person."""
    row = board.injects[i]
    if row.state != InjectState.PLANNED:
        return
    if world.injects[i].ask == 1:
        row.state = InjectState.ARMED
        return
    row.state = InjectState.RELEASED
    row.day = day
    tell(facts, EventKind.INJECTED, i, Field.RELEASE, InjectState.PLANNED, InjectState.RELEASED, -1)


def in_place(world: World, board: Board, i: int, day: int) -> int:
    """RB 3.5. 1 if a scheduled entry has no condition, or if it holds on the day after `day`, else 0."""
    if world.injects[i].test == NOBODY:
        return 1
    return holds(world, board, world.injects[i].test, day, 1)


def arm_injects(
    world: World, board: Board, orders: list[Order], day: int, facts: Journal, log: Journal | None
) -> None:
    """Step 14. Conditions on the closing board, and scheduled entries of the turn that the next day opens.

    At the end of a turn a condition is asked twice: of the day that closes, and of the turn that opens. All
    are asked before any inject is released: none sets off another in a pass. Day -1 opens the first turn.
    """
    told = len(facts.rows)
    opens = (day + 1) % world.params.days_per_turn == 0
    if day >= 0:
        observe(world, board, orders, day, facts)
    if board.tracks[0].ended != 0:
        return
    fires = [0] * len(world.injects)
    for i in range(len(world.injects)):
        fixed = world.injects[i]
        if board.injects[i].state != InjectState.PLANNED or fixed.kind == AD_HOC:
            continue
        if fixed.kind == SCHEDULED:
            if opens and fixed.opens == 1 and fixed.day <= day + 1:
                fires[i] = in_place(world, board, i, day)
        elif fixed.test != NOBODY:
            if day >= 0:
                fires[i] = holds(world, board, fixed.test, day, 0)
            if opens and fires[i] == 0:
                fires[i] = holds(world, board, fixed.test, day, 1)
    for i in range(len(world.injects)):
        if fires[i] == 1:
            due(world, board, i, day, facts)
    if day >= 0:
        learn(world, board, told, day, facts)


# ---- acting ----------------------------------------------------------------------------------------------


def apply_injects(
    world: World, board: Board, extra: list[Effect], day: int, facts: Journal, log: Journal | None
) -> None:
    """Step 2. Releases what is due today; then effects of all that is released act one by one in MSEL order.

    `extra` are effects that the white cell wrote during planning: they act last and belong to no entry.
    """
    for i in range(len(world.injects)):
        fixed = world.injects[i]
        if fixed.kind == SCHEDULED and fixed.day <= day and in_place(world, board, i, day - 1) == 1:
            due(world, board, i, day, facts)
    for i in range(len(world.injects)):
        row = board.injects[i]
        if row.state == InjectState.RELEASED and row.applied == 0:
            row.applied = 1
            fixed = world.injects[i]
            for e in range(fixed.effect, fixed.effect + fixed.effects):
                act(world, board, i, world.effects[e], facts, log)
    for effect in extra:
        act(world, board, NOBODY, effect, facts, log)


def act(
    world: World, board: Board, inject: int, effect: Effect, facts: Journal, log: Journal | None
) -> None:
    """One effect: the event INJECTED (inject, field with entity, old, new), the change, and its reason."""
    field = effect.field
    code = field + STRIDE * (effect.entity + 1)
    if field == Field.LOSSES_PLACE:
        lose_there(world, board, inject, effect, facts, log)
        return
    old = value_of(board, field, effect.entity)
    if field == Field.LOSSES_FORMATION or field == Field.LOSSES_POST:
        new = max(0, old - MBN_A_PERSON * (effect.value + effect.extra))
        cause = tell(facts, EventKind.INJECTED, inject, code, old, new, -1)
        if field == Field.LOSSES_POST:
            lose_post(world, board, effect, cause, facts, log)
        else:
            lose_formation(world, board, effect, cause, facts, log)
        return
    new = effect.value
    if effect.add == 1:
        new += old
    new = clamp(new, least(field), most(field))
    if field == Field.PLACE_CONTROL and occupied(world, board, effect.entity, new) == 1:
        new = old
    cause = tell(facts, EventKind.INJECTED, inject, code, old, new, -1)
    write(board, field, effect.entity, new)
    if field == Field.TENSION:
        line(log, ReasonKind.TENSION, 0, Cause.INJECT, new - old)
    elif field == Field.TEAM_DOMESTIC:
        line(log, ReasonKind.DOMESTIC, effect.entity, Cause.INJECT, new - old)
    elif field == Field.TEAM_STANDING:
        line(log, ReasonKind.STANDING, effect.entity, Cause.INJECT, new - old)


def least(field: int) -> int:
    """The lower end of what a field may hold, in the engine's unit."""
    if field == Field.PLACE_RULING:
        return -RULING_MOST
    return 0


def most(field: int) -> int:
    """The upper end of what a field may hold, in the engine's unit."""
    if field == Field.PLACE_RULING:
        return RULING_MOST
    if field == Field.RUNG:
        return RUNG_MOST
    if field == Field.POST_RESERVE:
        return RESERVE_MOST
    if field == Field.TEAM_PC:
        return PC_MOST
    if field == Field.POST_STOCK:
        return STOCK_MOST
    if field == Field.POST_CONSENT or field == Field.FORMATION_MANPADS:
        return 1
    if field == Field.AD_GOVERNMENT or field == Field.AD_OPPOSITION:
        return AIR_DEFENCE_MOST
    if field == Field.PLACE_CONTROL or field == Field.POST_SIEGE or field >= Field.ACCESS_RUAF:
        return 3
    return FULL


def occupied(world: World, board: Board, place: int, control: int) -> int:
    """1 if a formation of the side that would lose the place stands in it: then it does not change hands."""
    for f in range(len(board.formations)):
        if board.formations[f].place == place and board.formations[f].strength > 0:
            side = world.formations[f].side
            if side == 0 and control != 0:
                return 1
            if side == 1 and (control == 0 or control == 3):
                return 1
    return 0


def value_of(board: Board, field: int, entity: int) -> int:
    """What a field holds now; for losses the strength of the row that suffers them."""
    if field <= Field.POST_RESERVE:
        return track_of(board, field)
    if field == Field.TEAM_DOMESTIC:
        return board.teams[entity].domestic
    if field == Field.TEAM_STANDING:
        return board.teams[entity].standing
    if field == Field.TEAM_PC:
        return board.teams[entity].pc
    if field == Field.PLACE_CONTROL:
        return board.places[entity].control
    if field == Field.PLACE_DAMAGE:
        return board.places[entity].damage
    if field == Field.PLACE_RULING:
        return board.places[entity].ruling
    if field == Field.POST_CONSENT:
        return board.posts[entity].consent
    if field == Field.POST_STOCK:
        return board.posts[entity].stock
    if field == Field.POST_MORALE:
        return board.posts[entity].morale
    if field == Field.POST_SIEGE:
        return board.posts[entity].siege
    if field == Field.FACTION_CONTROL:
        return board.factions[entity].control
    if field == Field.LOSSES_FORMATION:
        return board.formations[entity].strength
    if field == Field.LOSSES_POST:
        return board.posts[entity].strength
    if field == Field.FORMATION_MANPADS:
        return board.formations[entity].manpads
    if field == Field.AD_GOVERNMENT or field == Field.AD_OPPOSITION:
        return board.sectors[entity].ad[field - Field.AD_GOVERNMENT]
    return board.sectors[entity].access[field - Field.ACCESS_RUAF]


def track_of(board: Board, field: int) -> int:
    """A field of the row of tracks."""
    tracks = board.tracks[0]
    if field == Field.RUNG:
        return tracks.rung
    if field == Field.TENSION:
        return tracks.tension
    if field == Field.TRUST:
        return tracks.trust
    if field == Field.TIES:
        return tracks.ties
    if field == Field.LEVERAGE:
        return tracks.leverage
    if field == Field.NATO:
        return tracks.nato
    if field == Field.EU:
        return tracks.eu
    return tracks.post_reserve


def write(board: Board, field: int, entity: int, value: int) -> None:
    """Set a field. A place that changes hands begins anew: no bar, held for no day (RB 12.11)."""
    if field <= Field.POST_RESERVE:
        write_track(board, field, value)
    elif field == Field.TEAM_DOMESTIC:
        board.teams[entity].domestic = value
    elif field == Field.TEAM_STANDING:
        board.teams[entity].standing = value
    elif field == Field.TEAM_PC:
        board.teams[entity].pc = value
    elif field == Field.PLACE_CONTROL:
        place = board.places[entity]
        if place.control != value:
            place.control = value
            place.bar = 0
            place.held_days = 0
    elif field == Field.PLACE_DAMAGE:
        board.places[entity].damage = value
    elif field == Field.PLACE_RULING:
        board.places[entity].ruling = value
    elif field == Field.POST_CONSENT:
        board.posts[entity].consent = value
    elif field == Field.POST_STOCK:
        board.posts[entity].stock = value
    elif field == Field.POST_MORALE:
        board.posts[entity].morale = value
    elif field == Field.POST_SIEGE:
        board.posts[entity].siege = value
    elif field == Field.FACTION_CONTROL:
        board.factions[entity].control = value
    elif field == Field.FORMATION_MANPADS:
        board.formations[entity].manpads = value
    elif field == Field.AD_GOVERNMENT or field == Field.AD_OPPOSITION:
        # RB 10.8: what is brought or taken away also changes what repair leads back to.
        sector = board.sectors[entity]
        side = field - Field.AD_GOVERNMENT
        sector.ad_full[side] = clamp(sector.ad_full[side] + value - sector.ad[side], value, AIR_DEFENCE_MOST)
        sector.ad[side] = value
    elif field >= Field.ACCESS_RUAF:
        board.sectors[entity].access[field - Field.ACCESS_RUAF] = value


def write_track(board: Board, field: int, value: int) -> None:
    """Set a field of the row of tracks."""
    tracks = board.tracks[0]
    if field == Field.RUNG:
        tracks.rung = value
        tracks.act_day = tracks.day
    elif field == Field.TENSION:
        tracks.tension = value
    elif field == Field.TRUST:
        tracks.trust = value
    elif field == Field.TIES:
        tracks.ties = value
    elif field == Field.LEVERAGE:
        tracks.leverage = value
    elif field == Field.NATO:
        tracks.nato = value
    elif field == Field.EU:
        tracks.eu = value
    elif field == Field.POST_RESERVE:
        tracks.post_reserve = value


def blame_of(effect: Effect) -> tuple[int, int]:
    """RB 14.4. Author and attribution that an effect of losses carries in `second`: attribution * BLAME +
    author; unclear and disputed where it says nothing.
    """
    if effect.second < 0:
        return int(Author.UNCLEAR), int(Attribution.DISPUTED)
    return effect.second % BLAME, effect.second // BLAME


def lose_there(
    world: World, board: Board, inject: int, effect: Effect, facts: Journal, log: Journal | None
) -> None:
    """RB 14.3, 14.8. Dead and wounded of the strongest Turkish garrison or formation in a place. INJECTED
    tells its strength before and after, 0 and 0 if no Turkish troops stand there: then nobody is hit.
    """
    post, formation = largest_there(world, board, effect.entity)
    old = 0
    if post != NOBODY:
        old = board.posts[post].strength
    elif formation != NOBODY:
        old = board.formations[formation].strength
    new = max(0, old - MBN_A_PERSON * (effect.value + effect.extra))
    code = effect.field + STRIDE * (effect.entity + 1)
    cause = tell(facts, EventKind.INJECTED, inject, code, old, new, -1)
    if old > 0:
        author, sure = blame_of(effect)
        hit_troops(
            world, board, effect.entity, post, formation, effect.value, effect.extra, author, sure, cause,
            facts, log,
        )  # fmt: skip


def lose_post(
    world: World, board: Board, effect: Effect, cause: int, facts: Journal, log: Journal | None
) -> None:
    """RB 14.6, 14.8. Dead and wounded in a garrison, if there is one."""
    post = board.posts[effect.entity]
    manned = post.state == PostState.OPEN or post.state == PostState.BESIEGED
    if manned and post.strength > 0:
        dead = effect.value
        author, sure = blame_of(effect)
        hit_troops(
            world, board, post.place, effect.entity, NOBODY, dead, effect.extra, author, sure, cause, facts,
            log,
        )  # fmt: skip


def lose_formation(
    world: World, board: Board, effect: Effect, cause: int, facts: Journal, log: Journal | None
) -> None:
    """RB 14.6, 14.8. Dead and wounded of a formation on the map; only Turkish troops make it an incident."""
    formation = board.formations[effect.entity]
    if formation.place == NOBODY or formation.strength == 0:
        return
    fixed = world.formations[effect.entity]
    if fixed.faction == Faction.TURKEY:
        dead = effect.value
        place = formation.place
        author, sure = blame_of(effect)
        hit_troops(
            world, board, place, NOBODY, effect.entity, dead, effect.extra, author, sure, cause, facts, log
        )
        return
    formation.strength = max(0, formation.strength - MBN_A_PERSON * (effect.value + effect.extra))
    team = fixed.team
    if team == Team.MOSCOW or team == Team.DAMASCUS:
        board.teams[team].dead += effect.value
        tell(facts, EventKind.TROOPS_HIT, formation.place, team, effect.value, NOBODY, cause)
