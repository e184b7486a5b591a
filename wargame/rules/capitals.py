"""EXTERNAL: capitals outside are asked, and answer or do not (RB 18.2, 18.3). They send no forces."""

from wargame.rules.arithmetic import clamp, rdiv
from wargame.rules.draw import draw
from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import (
    Ask,
    Capital,
    Cause,
    EventKind,
    Faction,
    OrderKind,
    PendingKind,
    Purpose,
    ReasonKind,
    Team,
    TermKind,
)
from wargame.rules.pending import put_pending
from wargame.rules.tables import NOBODY, Board, Order, World
from wargame.rules.tables_politics import TEAMS

WHO = 0
PRICE = 1
CHANCE = 2
COLUMNS = 3
CAPITALS = (
    1, 100, 10000,  # kyiv
    1, 200, 5000,  # washington, and half of Ankara's standing
    1, 100, 5000,  # london, and half of Ankara's standing
    1, 100, 10000,  # nato, with NATO_DEAD own dead
    3, 100, 4000,  # eu, and half of the EU track
    3, 100, 6000,  # berlin_paris
    4, 100, 7000,  # tehran
    7, 100, 0,  # unsc: vetoed
)  # fmt: skip
"""RB 18.2. For each codes.Capital: mask of the teams it hears, ct of capital, bp of success."""

KYIV_STANDING = 200
KYIV_TRUST = 500
KYIV_TENSION = 400
ALLY_NATO = 500
NATO_GAIN = 800
NATO_DEAD = 20
NATO_CAUSE = 500
NATO_TURNS = 2
"""RB 18.2. ct; dead that NATO needs to see; bp of legitimacy that it lends for so many turns."""

PATRIOT_CHANCE = 1500
PATRIOT_CSY = 200
PATRIOT_TURNS = 3
EU_MONEY = 200
EU_CAMP = 1000
EU_LOSS = 300
CHEAPER = 100
TEHRAN_MEN = 500
TEHRAN_MOST = 1000
TEHRAN_TURNS = 2
TEHRAN_STANDING = 100
VETO_STANDING = 200
PC_MOST = 2000
FULL = 10000


def answers(team: int, capital: int, ask: int) -> bool:
    """RB 18.2. Whether a capital hears this team, and with what it may be asked for."""
    if CAPITALS[COLUMNS * capital + WHO] >> team & 1 == 0:
        return False
    if ask == Ask.PATRIOT:
        return capital == Capital.WASHINGTON
    if ask == Ask.MONEY or ask == Ask.CAMPS:
        return capital == Capital.EU and team == Team.ANKARA
    return ask == Ask.BACKING and (capital != Capital.EU or team != Team.ANKARA)


def price_of(capital: int) -> int:
    """RB 18.2. ct of capital of a request."""
    if capital < Capital.KYIV or capital > Capital.UNSC:
        return 0
    return CAPITALS[COLUMNS * capital + PRICE]


def chance_of(board: Board, team: int, capital: int, ask: int) -> int:
    """RB 18.2. bp that a capital grants what it is asked for."""
    chance = CAPITALS[COLUMNS * capital + CHANCE]
    row = board.teams[team]
    if ask == Ask.PATRIOT:
        chance = PATRIOT_CHANCE
    elif capital == Capital.WASHINGTON or capital == Capital.LONDON:
        chance += rdiv(row.standing, 2)
    elif capital == Capital.EU:
        chance += rdiv(board.tracks[0].eu, 2)
    elif capital == Capital.NATO and row.dead < NATO_DEAD:
        chance = 0
    return clamp(chance, 0, FULL)


def tehran_left(board: Board) -> int:
    """RB 18.2. mbn that Tehran may still send."""
    return TEHRAN_MOST - board.tracks[0].tehran


def carry_external(
    world: World,
    board: Board,
    orders: list[Order],
    seed: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 18.2. All requests of a turn as if at once. Reads dead, standing and the EU track as the step began;
    writes tracks, teams and pending things. CAPITAL_ANSWERED (team, capital, success, ask).
    """
    chance = [NOBODY] * len(orders)
    requests = 0
    for i, order in enumerate(orders):
        if order.kind == OrderKind.EXTERNAL:
            chance[i] = chance_of(board, order.team, order.subject, order.mode)
            requests += 1
    for team in range(TEAMS):
        board.teams[team].asked = 0
        if requests == 0:
            continue
        for capital in range(Capital.UNSC + 1):
            for i, order in enumerate(orders):
                if chance[i] != NOBODY and order.team == team and order.subject == capital:
                    board.teams[team].asked = board.teams[team].asked | (1 << capital)
                    u = draw(seed, day, Purpose.CAPITAL, world.capital_keys[capital], team)
                    hear(world, board, order, chance[i], u, day, facts, log)


def hear(
    world: World,
    board: Board,
    order: Order,
    chance: int,
    u: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 18.2. One capital answers."""
    granted = 0
    if u < chance:
        granted = 1
    capital = order.subject
    event = tell(facts, EventKind.CAPITAL_ANSWERED, order.team, capital, granted, order.mode, -1)
    note(log, ReasonKind.CAPITAL_P, capital, chance, u, 0, event)
    if capital == Capital.UNSC and order.team == Team.ANKARA:
        stand(board, Team.MOSCOW, -VETO_STANDING, event, log)
    if granted == 0:
        return
    if capital == Capital.KYIV:
        stand(board, order.team, KYIV_STANDING, event, log)
        tracks = board.tracks[0]
        note(log, ReasonKind.TRUST, 0, Cause.CAPITAL, -KYIV_TRUST, 0, event)
        note(log, ReasonKind.TENSION, 0, Cause.CAPITAL, KYIV_TENSION, 0, event)
        tracks.trust = clamp(tracks.trust - KYIV_TRUST, 0, FULL)
        tracks.tension = clamp(tracks.tension + KYIV_TENSION, 0, FULL)
    elif capital <= Capital.NATO:
        back(world, board, order, day)
    elif capital == Capital.EU:
        grant_of_eu(world, board, order, day, event, log)
    elif capital == Capital.BERLIN_PARIS:
        board.tracks[0].cheap_deal = (1 << TEAMS) - 1
    elif capital == Capital.TEHRAN:
        send_men(world, board, day)
        stand(board, order.team, -TEHRAN_STANDING, event, log)


def stand(board: Board, team: int, amount: int, event: int, log: Journal | None) -> None:
    """A change of standing by a capital, with its reason."""
    note(log, ReasonKind.STANDING, team, Cause.CAPITAL, amount, 0, event)
    board.teams[team].standing = clamp(board.teams[team].standing + amount, 0, FULL)


def back(world: World, board: Board, order: Order, day: int) -> None:
    """RB 18.2. Washington, London or NATO stands by Ankara; Washington may promise air defence."""
    tracks = board.tracks[0]
    length = world.params.days_per_turn
    if order.mode == Ask.PATRIOT:
        due = day + PATRIOT_TURNS * length
        put_pending(board, due, PendingKind.AIR_DEFENCE, border_sector(world), PATRIOT_CSY)
    if order.subject == Capital.NATO:
        tracks.nato = clamp(tracks.nato + NATO_GAIN, 0, FULL)
        row = board.teams[order.team]
        row.bonus = NATO_CAUSE
        row.bonus_until = (day // length + NATO_TURNS) * length - 1
    else:
        tracks.nato = clamp(tracks.nato + ALLY_NATO, 0, FULL)


def border_sector(world: World) -> int:
    """RB 4.4, 18.2. The sector with most crossings and border places, ties to the lower row."""
    count = [0] * len(world.sectors)
    best = 0
    for place in world.places:
        if place.border > 0 and place.sector != NOBODY:
            count[place.sector] += 1
    for s in range(len(count)):
        if count[s] > count[best]:
            best = s
    return best


def grant_of_eu(world: World, board: Board, order: Order, day: int, event: int, log: Journal | None) -> None:
    """RB 18.2. Money or camps for Ankara; before Moscow the EU turns away from Ankara."""
    tracks = board.tracks[0]
    row = board.teams[order.team]
    if order.mode == Ask.MONEY:
        row.pc = min(PC_MOST, row.pc + EU_MONEY)
    elif order.mode == Ask.CAMPS:
        due = day + world.params.days_per_turn
        put_pending(board, due, PendingKind.SHELTER, camp_site(world, board), EU_CAMP)
    else:
        note(log, ReasonKind.EU, 0, Cause.CAPITAL, -EU_LOSS, 0, event)
        tracks.eu = clamp(tracks.eu - EU_LOSS, 0, FULL)


def camp_site(world: World, board: Board) -> int:
    """RB 18.2. Where camps are built: the friendly destination with most people beyond its shelter, then the
    one that attracts most, then the lower row; NOBODY if none is friendly.
    """
    best = NOBODY
    for p in world.shelters:
        if board.places[p].control != 1 and board.places[p].control != 2:
            continue
        if best == NOBODY:
            best = p
            continue
        more = crowding(world, board, p)
        most = crowding(world, board, best)
        if more > most or (more == most and world.places[p].attract > world.places[best].attract):
            best = p
    return best


def crowding(world: World, board: Board, place: int) -> int:
    """RB 15.7. h of new arrivals in a place beyond its shelter."""
    row = board.places[place]
    return max(0, row.hosted - world.places[place].shelter - row.built)


def send_men(world: World, board: Board, day: int) -> None:
    """RB 18.2. Tehran's men are on their way to the home of the Iran-backed formations."""
    men = min(TEHRAN_MEN, tehran_left(board))
    if men > 0:
        board.tracks[0].tehran += men
        due = day + TEHRAN_TURNS * world.params.days_per_turn
        put_pending(board, due, PendingKind.TEHRAN, world.factions[Faction.IRAN_BACKED].home, men)


# ---- step 13 -----------------------------------------------------------------------------------------------


def reward_signatories(board: Board, day: int, facts: Journal) -> None:
    """RB 18.2. What Berlin and Paris prepared: the next ceasefire that starts costs every party less."""
    tracks = board.tracks[0]
    if tracks.cheap_deal == 0:
        return
    i = len(facts.rows) - 1
    while i >= 0 and facts.rows[i][0] == day:
        fact = facts.rows[i]
        i -= 1
        if fact[2] == EventKind.AGREEMENT_STARTED and fact[6] == TermKind.CEASEFIRE:
            for team in range(TEAMS):
                if fact[4] >> team & 1 == 1 and tracks.cheap_deal >> team & 1 == 1:
                    board.teams[team].pc = min(PC_MOST, board.teams[team].pc + CHEAPER)
            tracks.cheap_deal = 0
            return
