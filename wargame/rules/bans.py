"""What an agreement in force forbids its parties to order, unless the order says that it breaks their word
(RB 19.5).

Reads the board as it stands when the sheet is sealed; an agreement that has been accepted and starts with the
turn counts as in force.
"""

from wargame.rules.agreements import turn_day
from wargame.rules.numbers import (
    AgreementState,
    AirMission,
    Duty,
    Faction,
    OrderKind,
    PostState,
    Side,
    Siege,
    Team,
    TermKind,
)
from wargame.rules.scopes import in_scope, post_in_scope, sector_in_scope
from wargame.rules.tables import NOBODY, Board, Order, World
from wargame.rules.tables_politics import RELATIVE, Agreement, Term

KEEPS_WORD = 4000
"""RB 7.13, 8.3. ct of control from which a proxy keeps what its patron has agreed."""

FAR_DAY = 9999
"""Later than any day of a scenario."""


def first_day(agreement: Agreement, term: Term) -> int:
    """RB 19.1. The first day on which a term asks anything."""
    if term.from_day >= RELATIVE:
        return agreement.start + term.from_day - RELATIVE
    return max(agreement.start, term.from_day)


def last_day(agreement: Agreement, term: Term) -> int:
    """RB 19.1. The last day of a term that runs until a day, or the day by which it must be met; FAR_DAY
    without one.
    """
    if term.by_day == NOBODY:
        return FAR_DAY
    if term.by_day >= RELATIVE:
        return agreement.start + term.by_day - RELATIVE
    return term.by_day


def stands(world: World, board: Board, agreement: Agreement) -> bool:
    """Whether an agreement is in force, or will be when the turn that is planned opens."""
    if agreement.state == AgreementState.ACCEPTED:
        return agreement.start <= turn_day(world, board)
    if agreement.state != AgreementState.IN_FORCE:
        return False
    today = turn_day(world, board)
    if agreement.leaves != NOBODY and agreement.leaves <= today:
        return False
    return agreement.expiry == NOBODY or agreement.expiry >= RELATIVE or agreement.expiry >= today


def any_stands(world: World, board: Board) -> bool:
    """Whether there is such an agreement at all."""
    for agreement in board.agreements:
        if stands(world, board, agreement):
            return True
    return False


def covered(world: World, board: Board, term: Term, place: int, side: int) -> bool:
    """RB 19.3. Whether a term protects a place from a side: it holds there, and those of the other side who
    stand there are not all left out of it.
    """
    if not in_scope(world, board, term, place):
        return False
    there = factions_at(world, board, place, 1 - side)
    return there == 0 or there | term.excluded != term.excluded


def truce_at(world: World, board: Board, team: int, place: int, planned: bool) -> bool:
    """RB 19.3. Whether a ceasefire binds a team at a place, so that those who stand there are safe from it.

    Today's, on the board of a day; with `planned`, that of the turn for which a closed board is the ground.
    """
    side = int(Side.GOVERNMENT)
    if team == Team.ANKARA:
        side = int(Side.OPPOSITION)
    today = board.tracks[0].day
    if planned:
        today = turn_day(world, board)
    for term in board.terms:
        if term.kind != TermKind.CEASEFIRE or term.agreement == NOBODY or term.bound >> team & 1 == 0:
            continue
        agreement = board.agreements[term.agreement]
        if agreement.state != AgreementState.IN_FORCE and not planned:
            continue
        if not stands(world, board, agreement) or first_day(agreement, term) > today:
            continue
        if last_day(agreement, term) >= today and covered(world, board, term, place, side):
            return True
    return False


def truces(board: Board) -> bool:
    """RB 19.3. Whether some agreement holds a ceasefire, or will or did."""
    for term in board.terms:
        if term.kind == TermKind.CEASEFIRE and term.agreement != NOBODY:
            return True
    return False


def factions_at(world: World, board: Board, place: int, side: int) -> int:
    """The mask of the factions of a side that stand in a place; Turkish garrisons count as theirs."""
    mask = 0
    for f, formation in enumerate(board.formations):
        if formation.place == place and formation.strength > 0 and world.formations[f].side == side:
            mask = mask | (1 << world.formations[f].faction)
    if side == Side.OPPOSITION:
        for post in board.posts:
            if post.place == place and post.state != PostState.PLANNED and post.strength > 0:
                mask = mask | (1 << Faction.TURKEY)
    return mask


def forbidden(world: World, board: Board, order: Order) -> bool:
    """RB 19.5. Whether an agreement that binds the team forbids an order of its sheet."""
    kind = order.kind
    if kind != OrderKind.ATTACK and kind != OrderKind.FIRES and kind != OrderKind.AIR_TASK:
        if kind != OrderKind.DRONE_STRIKE and kind != OrderKind.SIEGE and kind != OrderKind.AIRSPACE:
            return False
    if not any_stands(world, board):
        return False
    today = turn_day(world, board)
    for term in board.terms:
        if term.agreement == NOBODY or term.bound >> order.team & 1 == 0:
            continue
        agreement = board.agreements[term.agreement]
        if not stands(world, board, agreement) or first_day(agreement, term) > today:
            continue
        if last_day(agreement, term) >= today and against(world, board, term, order):
            return True
    return False


def against(world: World, board: Board, term: Term, order: Order) -> bool:
    """RB 19.3. Whether an order would break a term."""
    side = int(Side.GOVERNMENT)
    if order.team == Team.ANKARA:
        side = int(Side.OPPOSITION)
    if term.kind == TermKind.CEASEFIRE:
        if order.kind == OrderKind.ATTACK or order.kind == OrderKind.FIRES:
            found = 0
            for place in order.where:
                if place != NOBODY and covered(world, board, term, place, side):
                    found = 1
            return found == 1
        if order.kind == OrderKind.DRONE_STRIKE:
            return drones_against(world, board, term, order.subject, order.where[0], side)
    if term.kind == TermKind.CEASEFIRE or term.kind == TermKind.HUMANITARIAN:
        if order.kind == OrderKind.AIR_TASK:
            for i in range(len(order.who)):
                if order.who[i] != NOBODY:
                    if flight_against(world, board, term, order.who[i], order.where[i], side):
                        return True
        return False
    if term.kind == TermKind.POST_STATUS and order.kind == OrderKind.SIEGE:
        if term.duties & Duty.IMMUNE != 0 and presses(order.mode):
            return post_in_scope(board, term, order.subject)
    if term.kind == TermKind.AIRSPACE_ACCESS and order.kind == OrderKind.AIRSPACE:
        if order.amount == term.subject and order.mode < term.access:
            return sector_in_scope(world, term, order.subject)
    return False


def drones_against(world: World, board: Board, term: Term, sector: int, place: int, side: int) -> bool:
    """RB 19.3. Whether drones over a place, or over a whole sector, may hit what a term protects."""
    if place != NOBODY:
        return covered(world, board, term, place, side)
    for p, fixed in enumerate(world.places):
        if fixed.sector == sector and covered(world, board, term, p, side):
            return True
    return False


def flight_against(world: World, board: Board, term: Term, mission: int, target: int, side: int) -> bool:
    """RB 19.3. Whether an air task strikes what a term protects: a place, or a road at one of its ends."""
    if target == NOBODY or mission >= AirMission.CAP:
        return False
    if mission == AirMission.INTERDICT:
        a = world.roads[target].a
        b = world.roads[target].b
        return covered(world, board, term, a, side) or covered(world, board, term, b, side)
    return covered(world, board, term, target, side)


def word_of(world: World, board: Board, faction: int) -> int:
    """RB 7.13, 17.1. The team whose agreements hold a faction: the one that commands it, or the patron of a
    proxy with control enough; NOBODY of others.
    """
    if faction == Faction.SAA:
        return int(Team.DAMASCUS)
    if faction == Faction.RUSSIA:
        return int(Team.MOSCOW)
    if faction == Faction.TURKEY:
        return int(Team.ANKARA)
    if board.factions[faction].control >= KEEPS_WORD:
        return world.factions[faction].patron
    return NOBODY


def shares_coordinates(board: Board) -> bool:
    """RB 14.2. Whether some agreement lets the sides share coordinates, or will or did: else no place is
    `deconflicted`.
    """
    for term in board.terms:
        if term.kind == TermKind.DECONFLICTION and term.agreement != NOBODY:
            return True
    return False


def deconflicted(world: World, board: Board, place: int) -> bool:
    """RB 14.2, 14.4. Whether Ankara and the other side share coordinates in a place by an agreement."""
    for term in board.terms:
        if term.kind != TermKind.DECONFLICTION or term.agreement == NOBODY:
            continue
        agreement = board.agreements[term.agreement]
        if agreement.state != AgreementState.IN_FORCE or agreement.parties & 1 == 0:
            continue
        today = board.tracks[0].day
        if first_day(agreement, term) <= today and today <= last_day(agreement, term):
            if in_scope(world, board, term, place):
                return True
    return False


def leave_agreed(world: World, board: Board, post: int) -> bool:
    """RB 13.7. Whether an agreement in force lets the garrison of a post leave in safety."""
    for term in board.terms:
        if term.kind == TermKind.POST_STATUS and term.agreement != NOBODY and term.duties & Duty.LEAVE != 0:
            if board.agreements[term.agreement].state == AgreementState.IN_FORCE:
                if post_in_scope(board, term, post):
                    return True
    return False


def presses(level: int) -> bool:
    """RB 13.2, 13.8. Whether a siege level does more to the garrison than to shut it in."""
    return level == Siege.HARASS or level == Siege.ASSAULT
