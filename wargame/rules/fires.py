"""Step 7: guns prepare attacks, harass, and answer for dead (RB 11).

Every group and post fires at one place a day. All fire is gathered from one snapshot and written once, so
the order of the groups changes nothing. A group that cannot fire as ordered holds its fire and uses nothing;
ORDER_CHANGED tells why.
"""

from wargame.rules.air import next_of_attack
from wargame.rules.arithmetic import clamp, rdiv, scaled
from wargame.rules.column import POST_GUNS, in_range
from wargame.rules.engaged import WAR_RUNG, killed_of, under_fire
from wargame.rules.free_guns import best_in_range, free_to_fire, guns_free, side_of_guns, targets_of
from wargame.rules.incidents import grant_right, hit_troops, right_at
from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import (
    Attribution,
    Author,
    Branch,
    Cause,
    Control,
    EventKind,
    Faction,
    FireMode,
    Held,
    Mission,
    PostState,
    ReasonKind,
    Rule,
    Supply,
    Team,
    friendly,
)
from wargame.rules.police import interposed
from wargame.rules.roads import current_target, road_between
from wargame.rules.tables import NOBODY, Board, FireTask, World

FIRE_RUNG = 4
"""RB 11.5, 16.1. From here Ankara may fire without a right to retaliate."""

CUT_MOST = 9000
"""RB 9.9. bp."""

WHOLE = 1000
"""RB 11.6. mbn from which a formation suffers retaliation in full."""


def fire(world: World, board: Board, day: int, facts: Journal, log: Journal | None) -> None:
    """RB 11.1-11.6. One day of all groups that have orders to fire.

    Reads fires, positions, stock, control and rights; writes places (prepared, damage), roads.cut, strength
    and cohesion of those hit, stock of the groups, rights and avenged dead.
    """
    lost = [0] * 0
    shaken = [0] * 0
    free = guns_free(board, Team.ANKARA) or guns_free(board, Team.DAMASCUS)
    ordered = [0] * 0
    if free:
        lost = [0] * len(board.formations)
        shaken = [0] * len(board.formations)
        ordered = [0] * (len(board.formations) + len(board.posts))
    for t, task in enumerate(board.fires):
        if task.mode == FireMode.NONE:
            continue
        if len(lost) == 0:
            lost = [0] * len(board.formations)
            shaken = [0] * len(board.formations)
        if free:
            ordered[guns_of(board, task)] = 1
        aim = aim_of(world, board, task)
        why = holds_fire(world, board, task, aim, day)
        if why != 0:
            tell(facts, EventKind.ORDER_CHANGED, task.team, task.order, 0, why, -1)
        else:
            spend(world, board, task.formation, task.post)
            if task.mode == FireMode.PREPARE:
                board.places[aim].prepared = 1
                tell(facts, EventKind.FIRED, guns_of(board, task), aim, task.mode, 0, -1)
            elif task.mode == FireMode.HARASS:
                harass(world, board, task.team, guns_of(board, task), aim, lost, shaken, facts)
            else:
                retaliate(world, board, t, lost, day, facts, log)
        task.days -= 1
        if task.days <= 0 or task.mode == FireMode.RETALIATE:
            task.mode = FireMode.NONE
    if free:
        fire_freely(world, board, Team.ANKARA, ordered, lost, shaken, facts, log)
        fire_freely(world, board, Team.DAMASCUS, ordered, lost, shaken, facts, log)
    for f in range(len(lost)):
        if lost[f] > 0 or shaken[f] > 0:
            formation = board.formations[f]
            gone = min(lost[f], formation.strength)
            formation.strength -= gone
            formation.cohesion = clamp(formation.cohesion - shaken[f], 0, 10000)
            if world.formations[f].team != NOBODY:
                team = board.teams[world.formations[f].team]
                team.lost_today += gone
                if world.formations[f].team == Team.DAMASCUS and board.tracks[0].rung < WAR_RUNG:
                    team.below_war += gone


def guns_of(board: Board, task: FireTask) -> int:
    """How FIRED names who fired: the row of the formation, or that of the post after all formations."""
    if task.formation != NOBODY:
        return task.formation
    return len(board.formations) + task.post


def aim_of(world: World, board: Board, task: FireTask) -> int:
    """RB 27.6. What a group fires at today: preparation follows the attack it supports to its next target."""
    side = side_of_guns(task.team)
    if task.mode == FireMode.PREPARE and friendly(side, board.places[task.target].control):
        return next_of_attack(world, board, side, task.target)
    return task.target


def stand_of(board: Board, formation: int, post: int) -> int:
    """RB 11.1, 27.6. Where a group stands that can fire today; NOBODY if it has no guns or no ammunition."""
    if formation != NOBODY:
        group = board.formations[formation]
        if group.strength > 0 and group.stock > 0 and group.supply > Supply.CUT:
            return group.place
        return NOBODY
    row = board.posts[post]
    if row.state == PostState.OPEN and row.strength >= POST_GUNS and row.stock > 0:
        return row.place
    return NOBODY


def holds_fire(world: World, board: Board, task: FireTask, aim: int, day: int) -> int:
    """RB 11.1-11.5. Why a group does not fire today (codes.Held), 0 if it does."""
    side = side_of_guns(task.team)
    stand = stand_of(board, task.formation, task.post)
    if stand == NOBODY:
        return int(Held.NO_AMMUNITION)
    if board.places[stand].control == Control.NEUTRAL:
        return int(Held.NEUTRAL)
    if in_range(world, stand, aim) == 0:
        return int(Held.OUT_OF_RANGE)
    if task.team == Team.ANKARA and interposed(world, board, aim):
        return int(Held.POLICE)
    if task.mode == FireMode.RETALIATE:
        if right_at(board, task.team, aim, day) == NOBODY:
            return int(Held.NO_RIGHT)
        return 0
    if not may_fire(board, task.team):
        return int(Held.RUNG)
    if guns_answer_only(board, task.team):
        return int(Held.RULES)
    if friendly(side, board.places[aim].control):
        return int(Held.NOTHING_THERE)
    if task.mode == FireMode.PREPARE:
        if attack_set(world, board, side, aim) == 0:
            return int(Held.NO_ATTACK)
        return 0
    for f, formation in enumerate(board.formations):
        if formation.place == aim or formation.joins == aim:
            if under_fire(world, board, f, aim, side):
                return 0
    return int(Held.NOTHING_THERE)


def attack_set(world: World, board: Board, side: int, place: int) -> int:
    """RB 11.2. 1 if a formation of the side stands next to the place with orders to attack it."""
    attack = int(Mission.ATTACK)
    for f, formation in enumerate(board.formations):
        if formation.mission != attack or world.formations[f].side != side or formation.strength <= 0:
            continue
        if current_target(board, f) == place:
            if road_between(world, formation.place, place) != NOBODY:
                return 1
    return 0


def spend(world: World, board: Board, formation: int, post: int) -> None:
    """RB 11.2. Each day of fire costs stock of the group or post."""
    if formation != NOBODY:
        group = board.formations[formation]
        group.stock = max(0, group.stock - world.params.fire_use)
    else:
        row = board.posts[post]
        row.stock = max(0, row.stock - world.params.fire_use)


def fire_freely(
    world: World,
    board: Board,
    team: int,
    ordered: list[int],
    lost: list[int],
    shaken: list[int],
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 6.8, 11.7. Guns that are free and have no order today harass the strongest enemy in range that their
    team sees, at the price of their stock and of tension.

    `ordered` is 1 for each formation, and each post after them, that has an order to fire today.
    """
    if not guns_free(board, team):
        return
    mbn = targets_of(world, board, team)
    count = len(board.formations)
    for g in range(len(ordered)):
        if ordered[g] == 1 or not free_to_fire(world, board, team, g):
            continue
        formation = g
        post = NOBODY
        if g >= count:
            formation = NOBODY
            post = g - count
        stand = stand_of(board, formation, post)
        if stand == NOBODY:
            continue
        aim = best_in_range(world, stand, mbn)
        if aim == NOBODY:
            continue
        spend(world, board, formation, post)
        cause = harass(world, board, team, g, aim, lost, shaken, facts)
        rise = world.params.free_fire_tension
        note(log, ReasonKind.TENSION, 0, Cause.FREE_FIRE, rise, 0, cause)
        board.tracks[0].tension = clamp(board.tracks[0].tension + rise, 0, 10000)


def harass(
    world: World,
    board: Board,
    team: int,
    guns: int,
    aim: int,
    lost: list[int],
    shaken: list[int],
    facts: Journal,
) -> int:
    """RB 11.2, 9.9. Every formation there loses strength and cohesion; the place suffers, its roads are under
    fire. Returns the number of the event FIRED.

    Syrian dead of Turkish guns give Damascus the right that 11.5 gives Ankara (RB 11.6).
    """
    side = side_of_guns(team)
    whole = 0
    for f, formation in enumerate(board.formations):
        if formation.place != aim and formation.joins != aim:
            continue
        if under_fire(world, board, f, aim, side):
            gone = scaled(formation.strength, world.params.harass_loss)
            whole += gone
            lost[f] += gone
            shaken[f] += world.params.harass_cohesion
    place = board.places[aim]
    place.damage = clamp(place.damage + world.params.harass_damage, 0, 10000)
    cause = tell(facts, EventKind.FIRED, guns, aim, FireMode.HARASS, whole, -1)
    for e in range(world.first[aim], world.first[aim + 1]):
        road = board.roads[world.link_roads[e]]
        if not friendly(side, board.places[world.links[e]].control) and road.cut < CUT_MOST:
            road.cut = min(CUT_MOST, road.cut + world.params.cut_per_group)
            tell(facts, EventKind.ROAD_CUT, world.link_roads[e], road.cut, 0, 0, cause)
    if team == Team.ANKARA:
        grant_right(world, board, Team.DAMASCUS, aim, killed_of(world, whole), facts.head[0])
    return cause


def retaliate(
    world: World, board: Board, t: int, lost: list[int], day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 11.6. A right is used: formations of those who killed, in or next to the place, pay for the dead."""
    task = board.fires[t]
    team = task.team
    place = task.target
    row = board.teams[team]
    right = right_at(board, team, place, day)
    dead = row.right_dead[right]
    row.right_until[right] = NOBODY
    row.avenged += dead
    row.answered += min(dead, max(0, row.dead - row.answered - row.mourned))
    base = world.params.retaliation_base + world.params.retaliation_dead * dead
    cause = tell(facts, EventKind.FIRED, guns_of(board, task), place, task.mode, 0, -1)
    whole = 0
    for f, formation in enumerate(board.formations):
        if formation.strength <= 0 or formation.place == NOBODY or not answers_for(world, f, team):
            continue
        if formation.place == place or road_between(world, formation.place, place) != NOBODY:
            gone = retaliation_loss(world, base, formation.strength)
            note(log, ReasonKind.RETALIATION, f, base, gone, dead, cause)
            whole += gone
            if team == Team.DAMASCUS:
                hit_turks(world, board, formation.place, NOBODY, f, gone, cause, facts, log)
            else:
                lost[f] += gone
    if team == Team.DAMASCUS:
        whole += shell_posts(world, board, place, base, cause, facts, log)
    else:
        grant_right(world, board, Team.DAMASCUS, place, killed_of(world, whole), day)
    tell(facts, EventKind.RETALIATED, team, place, whole, dead, cause)


def answers_for(world: World, f: int, team: int) -> bool:
    """RB 11.6. Whether a formation pays for the dead of a team.

    The government's pays for Ankara's, Turkish ones for those of Damascus, others of the opposition side for
    Moscow's.
    """
    faction = world.formations[f].faction
    if team == Team.ANKARA:
        return faction == Faction.SAA or faction == Faction.IRAN_BACKED
    if team == Team.DAMASCUS:
        return faction == Faction.TURKEY
    return faction > Faction.TURKEY


def retaliation_loss(world: World, base: int, strength: int) -> int:
    """RB 11.6. mbn that one formation loses: `base`, less below 1000 mbn, 250 at most."""
    gone = base
    if strength < WHOLE:
        gone = rdiv(base * strength, WHOLE)
    return min(strength, min(gone, world.params.retaliation_most))


def hit_turks(
    world: World,
    board: Board,
    place: int,
    post: int,
    formation: int,
    gone: int,
    cause: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 14.6, 12.13. Turkish troops pay with `gone` mbn; half of them are men, a share of those dead."""
    dead = killed_of(world, gone)
    wounded = max(0, gone // 2 - dead)
    hit_troops(
        world, board, place, post, formation, dead, wounded, Author.ARTILLERY, Attribution.PROVEN, cause,
        facts, log,
    )  # fmt: skip


def shell_posts(
    world: World, board: Board, place: int, base: int, cause: int, facts: Journal, log: Journal | None
) -> int:
    """RB 11.6. Turkish posts in the place and next to it pay like formations. Returns the mbn lost."""
    whole = 0
    for p, post in enumerate(board.posts):
        if post.strength > 0 and (post.state == PostState.OPEN or post.state == PostState.BESIEGED):
            if post.place == place or road_between(world, post.place, place) != NOBODY:
                gone = retaliation_loss(world, base, post.strength)
                whole += gone
                hit_turks(world, board, post.place, p, NOBODY, gone, cause, facts, log)
    return whole


def may_fire(board: Board, team: int) -> bool:
    """RB 11.5. Whether the rung lets a team fire without a right to retaliate."""
    return team != Team.ANKARA or board.tracks[0].rung >= FIRE_RUNG


def guns_answer_only(board: Board, team: int) -> bool:
    """RB 6.8. Whether the guns of a team are to fire in self-defence only: to answer for dead."""
    return board.teams[team].roe[Branch.ARTILLERY] == Rule.SELF_DEFENCE

