"""The ladder: what a climb costs, who climbs and who steps down, and how the rung falls by itself (RB 16).

One number for the theatre. A team climbs by LADDER, at most two rungs, or by an act above the rung, which
climbs to its rung at once and is dearer.
"""

from wargame.rules.arithmetic import clamp, rdiv, scaled
from wargame.rules.bans import forbidden
from wargame.rules.deals import ceasefire_share
from wargame.rules.legitimacy import legitimacy, legitimacy_told
from wargame.rules.log import KINDS, Journal, line, note, tell
from wargame.rules.numbers import (
    AirMission,
    Author,
    Cause,
    EventKind,
    Faction,
    FireMode,
    Held,
    OrderKind,
    PostState,
    ReasonKind,
    Siege,
    SupportKind,
    Team,
)
from wargame.rules.orders_politics import breaks_word
from wargame.rules.tables import NOBODY, TASKS, Board, Order, World

ENTRY_TENSION = (-1000, 100, 200, 300, 400, 0, 800, 2000, 3000)
"""RB 16.1. ct on entering a rung; of rung 5 see `war_tension`."""

HIGHEST = 8
"""RB 16.2. Rung 9 is reached by tension alone (RB 16.8)."""

AT_ONCE = 2
"""RB 16.2. Rungs that one LADDER climbs at most."""

ACT_PRICE = 15000
"""RB 16.2. bp of the price when an act climbs."""

SHOW_OF_FORCE = 3
FIRE = 4
WAR = 5
AIRCRAFT = 6
PATRONS = 7
"""RB 16.1. Rungs by what they allow."""

ACTS = tuple(
    int(
        kind
        in (
            EventKind.POST_ESTABLISHED, EventKind.CONVOY_ARRIVED, EventKind.ARRIVED, EventKind.RETALIATED,
            EventKind.FIRED, EventKind.SUPPORT_GIVEN, EventKind.DRONE_HIT, EventKind.ATTACK,
            EventKind.POST_OVERRUN, EventKind.TROOPS_HIT,
        )
    )
    for kind in range(KINDS)
)  # fmt: skip
"""By codes.EventKind: 1 if `rung_of_fact` may find a rung for it."""

REST_RUNG = 2
"""RB 16.6. The rung does not fall below it by itself."""

WORD_TRUST = 100
EMPTY_WARNING = 100
"""RB 18.1. ct of trust lost when a warned climb comes, of standing when it does not."""

TEAM_COUNT = 3


# ---- prices ------------------------------------------------------------------------------------------------


def rung_price(world: World, board: Board, team: int) -> int:
    """RB 16.4. ct of capital that the team pays for one rung by LADDER."""
    cause = legitimacy(world, board, team)
    return max(0, world.params.climb_price - rdiv(world.params.climb_cause * cause, 10000))


def act_rung(order: Order) -> int:
    """RB 16.1, 16.2. The rung to which an order climbs at once if it is above the theatre's, 0 for others:
    attacks and drones of Ankara, its guns without a right, its fighters, weapons for proxies, posts harassed
    or stormed.
    """
    kind = order.kind
    rung = 0
    if kind == OrderKind.ATTACK and order.team == Team.ANKARA:
        rung = WAR
    elif kind == OrderKind.DRONE_STRIKE:
        rung = WAR
    elif kind == OrderKind.FIRES and order.team == Team.ANKARA and order.mode != FireMode.RETALIATE:
        rung = FIRE
    elif kind == OrderKind.SIEGE and order.mode == Siege.HARASS:
        rung = AIRCRAFT
    elif kind == OrderKind.PROXY_SUPPORT and order.team == Team.ANKARA:
        if order.mode == SupportKind.ATGM or order.mode == SupportKind.MANPADS:
            rung = FIRE
    elif kind == OrderKind.SIEGE and order.mode == Siege.ASSAULT:
        rung = PATRONS
    elif kind == OrderKind.AIR_TASK and order.team == Team.ANKARA:
        for i in range(TASKS):
            if order.who[i] == AirMission.CAP:
                rung = AIRCRAFT
    return rung


def rung_after(board: Board, order: Order) -> int:
    """RB 16.2. The rung at which the theatre stands once this order is given: never lower than it is."""
    rung = board.tracks[0].rung
    if order.kind == OrderKind.LADDER:
        return max(rung, order.amount)
    return max(rung, act_rung(order))


def climb_price(world: World, board: Board, order: Order) -> int:
    """RB 16.2, 16.4. ct of capital that an order costs its team because it climbs from the rung of the board;
    0 if it does not.
    """
    rungs = rung_after(board, order) - board.tracks[0].rung
    if rungs <= 0:
        return 0
    whole = rungs * rung_price(world, board, order.team)
    if order.kind == OrderKind.LADDER:
        return whole
    return scaled(whole, ACT_PRICE)


# ---- step 1 ------------------------------------------------------------------------------------------------


def carry_ladder(
    world: World, board: Board, orders: list[Order], facts: Journal, log: Journal | None
) -> None:
    """RB 16.2-16.6. All climbs of a turn as if at once: the highest counts, each team pays at home for its
    own. The rung is stepped down only if nobody climbs. Capital was paid with the sheet (`orders.pay`).

    A LADDER is void in a turn in which a ceasefire everywhere starts: ORDER_CHANGED tells. Reads orders,
    agreements and tracks; writes rung, tension, act_day, domestic support and what became of warnings.
    RUNG_CHANGED (team, old, new, L).
    """
    rung = board.tracks[0].rung
    target = [rung] * TEAM_COUNT
    lower = [rung] * TEAM_COUNT
    calm = calmed_today(facts)
    for order in orders:
        if order.kind == OrderKind.LADDER and calm:
            tell(facts, EventKind.ORDER_CHANGED, order.team, order.number, 0, Held.AGREEMENT, -1)
        elif order.kind == OrderKind.LADDER:
            target[order.team] = max(target[order.team], min(order.amount, rung + AT_ONCE))
            lower[order.team] = min(lower[order.team], order.amount)
        elif act_rung(order) > rung and (breaks_word(order) or not forbidden(world, board, order)):
            target[order.team] = max(target[order.team], act_rung(order))
    highest = rung
    lowest = rung
    for team in range(TEAM_COUNT):
        highest = max(highest, target[team])
        lowest = min(lowest, lower[team])
    if highest > rung:
        tension = tension_of_climb(world, board, target, highest, log)
        for team in range(TEAM_COUNT):
            if target[team] > rung:
                climb(world, board, team, target[team], facts, log)
        come_to(board, highest, facts.head[0])
        board.tracks[0].tension = clamp(board.tracks[0].tension + tension, 0, 10000)
    elif lowest < rung:
        for team in range(TEAM_COUNT):
            if lower[team] < rung:
                step_down(world, board, team, lower[team], facts, log)
        come_to(board, lowest, facts.head[0])
        if lowest == 0:
            fall = line(log, ReasonKind.TENSION, 0, Cause.STEP_DOWN, ENTRY_TENSION[0])
            board.tracks[0].tension = clamp(board.tracks[0].tension + fall, 0, 10000)


def calmed_today(facts: Journal) -> bool:
    """RB 16.6. Whether an agreement that started today has brought the rung down."""
    i = len(facts.rows) - 1
    while i >= 0 and facts.rows[i][0] == facts.head[0]:
        if facts.rows[i][2] == EventKind.RUNG_CHANGED and facts.rows[i][3] == NOBODY:
            return True
        i -= 1
    return False


def come_to(board: Board, rung: int, day: int) -> None:
    """RB 16.6. The theatre stands at a rung from today."""
    board.tracks[0].rung = rung
    board.tracks[0].act_day = day


def tension_of_climb(world: World, board: Board, target: list[int], highest: int, log: Journal | None) -> int:
    """RB 16.1, 16.5. ct of tension of every rung passed; rung 5 by the cause of the first team that climbs so
    far, in the order Ankara, Moscow, Damascus.
    """
    total = 0
    for r in range(board.tracks[0].rung + 1, highest + 1):
        if r == WAR:
            team = 0
            while target[team] < WAR:
                team += 1
            total += line(log, ReasonKind.TENSION, 0, Cause.WAR_ENTRY, war_tension(world, board, team))
        else:
            total += line(log, ReasonKind.TENSION, 0, Cause.CLIMB, ENTRY_TENSION[r])
    return total


def war_tension(world: World, board: Board, team: int) -> int:
    """RB 16.5. ct of tension when the team opens hostilities."""
    cause = legitimacy(world, board, team)
    return world.params.war_tension - rdiv(world.params.war_tension_cause * cause, 10000)


def war_domestic(world: World, board: Board, team: int) -> int:
    """RB 16.5. ct that opening hostilities is worth at home."""
    cause = legitimacy(world, board, team)
    return rdiv(world.params.war_domestic_cause * cause, 10000) - world.params.war_domestic


def climb(world: World, board: Board, team: int, to: int, facts: Journal, log: Journal | None) -> None:
    """RB 16.2-16.5, 18.1. One team climbs from the rung of the board: what it is told, what it is at home."""
    tracks = board.tracks[0]
    row = board.teams[team]
    event = tell(
        facts, EventKind.RUNG_CHANGED, team, tracks.rung, to, legitimacy_told(world, board, team, log), -1
    )
    note(log, ReasonKind.CLIMB_PRICE, team, to, rung_price(world, board, team), 0, event)
    if tracks.rung < WAR <= to:
        change = line(log, ReasonKind.DOMESTIC, team, Cause.WAR_ENTRY, war_domestic(world, board, team))
        row.domestic = clamp(row.domestic + change, 0, 10000)
    if row.warned_until >= facts.head[0]:
        row.warned_until = NOBODY
        fall = line(log, ReasonKind.TRUST, 0, Cause.STATEMENT, -WORD_TRUST)
        tracks.trust = clamp(tracks.trust + fall, 0, 10000)


def step_down(world: World, board: Board, team: int, to: int, facts: Journal, log: Journal | None) -> None:
    """RB 16.6. A team steps down: free for a party to a ceasefire, else the dearer the more dead stand
    unanswered.
    """
    tracks = board.tracks[0]
    row = board.teams[team]
    event = tell(facts, EventKind.RUNG_CHANGED, team, tracks.rung, to, legitimacy(world, board, team), -1)
    fall = scaled(world.params.step_down_domestic * (tracks.rung - to), unanswered_share(board, team))
    if fall > 0 and ceasefire_share(board, team) == 0:
        note(log, ReasonKind.DOMESTIC, team, Cause.STEP_DOWN, -fall, 0, event)
        row.domestic = clamp(row.domestic - fall, 0, 10000)


def unanswered_share(board: Board, team: int) -> int:
    """RB 16.6. bp of the team's dead that were not answered; 0 without dead."""
    row = board.teams[team]
    if row.dead <= 0:
        return 0
    return clamp(10000 - row.avenged * 10000 // row.dead, 0, 10000)


def end_warnings(board: Board, day: int, log: Journal | None) -> None:
    """RB 18.1. At the close of its last day a public warning that no climb followed costs standing, once."""
    for team in range(TEAM_COUNT):
        row = board.teams[team]
        if row.warned_until != NOBODY and row.warned_until <= day:
            row.warned_until = NOBODY
            fall = line(log, ReasonKind.STANDING, team, Cause.STATEMENT, -EMPTY_WARNING)
            row.standing = clamp(row.standing + fall, 0, 10000)


# ---- step 13 -----------------------------------------------------------------------------------------------


def watch_rung(world: World, board: Board, day: int, facts: Journal) -> None:
    """RB 16.6. An act at the rung or above it keeps it; after `quiet_rung_days` without one it falls by one,
    not below 2.
    """
    tracks = board.tracks[0]
    if act_of_day(world, board, day, facts) >= tracks.rung:
        tracks.act_day = day
    if tracks.rung > REST_RUNG and day - tracks.act_day >= world.params.quiet_rung_days:
        tell(facts, EventKind.RUNG_CHANGED, NOBODY, tracks.rung, tracks.rung - 1, 0, -1)
        come_to(board, tracks.rung - 1, day)


def act_of_day(world: World, board: Board, day: int, facts: Journal) -> int:
    """RB 16.1, 16.6. The highest rung to which an act of today belongs, 2 if there was none."""
    highest = REST_RUNG
    for post in board.posts:
        if post.state == PostState.BESIEGED and post.siege == Siege.HARASS:
            highest = max(highest, AIRCRAFT)
        elif post.state == PostState.BESIEGED and post.siege == Siege.ASSAULT:
            highest = max(highest, PATRONS)
    for i in range(len(facts.rows) - 1, -1, -1):
        fact = facts.rows[i]
        if fact[0] != day:
            break
        if ACTS[fact[2]] == 1:
            rung = rung_of_fact(world, fact[2], fact[3], fact[4], fact[5], fact[6])
            if rung > highest:
                highest = rung
    return highest


def rung_of_fact(world: World, kind: int, a: int, b: int, c: int, d: int) -> int:
    """RB 16.1. The rung to which what happened belongs, 0 for what belongs to none."""
    rung = 0
    if kind == EventKind.POST_ESTABLISHED or (kind == EventKind.CONVOY_ARRIVED and c == 0):
        rung = SHOW_OF_FORCE
    elif kind == EventKind.ARRIVED and world.formations[a].faction == Faction.TURKEY:
        rung = SHOW_OF_FORCE
    elif kind == EventKind.RETALIATED and a == Team.ANKARA:
        rung = FIRE
    elif kind == EventKind.FIRED and turkish_guns_fired(world, a) == 1:
        rung = FIRE
    elif kind == EventKind.SUPPORT_GIVEN and (b == SupportKind.ATGM or b == SupportKind.MANPADS):
        rung = FIRE
    elif kind == EventKind.DRONE_HIT or (kind == EventKind.ATTACK and b == Faction.TURKEY):
        rung = WAR
    elif kind == EventKind.POST_OVERRUN:
        rung = PATRONS
    elif kind == EventKind.TROOPS_HIT and d == Author.RUAF:
        rung = PATRONS
    elif kind == EventKind.TROOPS_HIT and b == Team.MOSCOW and d == Author.TURKEY:
        rung = PATRONS
    return rung


def turkish_guns_fired(world: World, guns: int) -> int:
    """1 if the guns that FIRED names are a Turkish group or those of a post."""
    if guns >= len(world.formations) or world.formations[guns].faction == Faction.TURKEY:
        return 1
    return 0
