"""What a monitor finds in a day: acts, and states of the board, that a term forbids (RB 19.3, 14.4, 17.6).

Every test adds what it finds to `found`: how much of it the party answers for in bp, and how sure it is.
The gravest counts, so that the order of facts and rows changes nothing.
"""

from wargame.rules.arithmetic import scaled
from wargame.rules.bans import deconflicted, factions_at
from wargame.rules.detection import level, side_of_team
from wargame.rules.log import Journal
from wargame.rules.numbers import (
    AirMission,
    Attribution,
    Author,
    EventKind,
    Faction,
    Kind,
    PostState,
    Team,
    TermKind,
)
from wargame.rules.scopes import in_scope, post_in_scope
from wargame.rules.tables import NOBODY, Board, World
from wargame.rules.tables_politics import Agreement, Term

WHOLE = 10000
UNBOUND = 5000
"""RB 19.1. bp at which acts of Damascus count for Moscow while Damascus has not signed."""

CONTROLLED = 6000
SHARE_CONTROLLED = 5000
SHARE_LOOSE = 2500
"""RB 17.6. ct of control from which a proxy's acts count more for its patron, and both shares in bp."""

SURE = (2500, 6000, 10000)
"""RB 19.4. bp of the cost by codes.Attribution."""

SEEN_WELL = 3
SEEN = 2
"""RB 19.4. Levels of sight that make a breach proven or probable."""


def add(found: list[int], weight: int, sure: int) -> None:
    """Keep the graver of two findings. `found` holds weight in bp (0 = none) and codes.Attribution."""
    if weight * SURE[sure] > found[0] * SURE[found[1]]:
        found[0] = weight
        found[1] = sure


def answers_for(world: World, board: Board, agreement: Agreement, party: int, faction: int) -> int:
    """RB 17.6, 19.1. bp at which acts of a faction count for a party: its own in full, a proxy's by its
    control, those of Damascus and its proxies by half for Moscow as long as Damascus has not signed.
    """
    owner = world.factions[faction].patron
    share = SHARE_LOOSE
    if faction == Faction.SAA or faction == Faction.RUSSIA or faction == Faction.TURKEY:
        share = WHOLE
        owner = int(Team.DAMASCUS)
        if faction == Faction.RUSSIA:
            owner = int(Team.MOSCOW)
        elif faction == Faction.TURKEY:
            owner = int(Team.ANKARA)
    elif board.factions[faction].control >= CONTROLLED:
        share = SHARE_CONTROLLED
    if owner == party:
        return share
    if party == Team.MOSCOW and owner == Team.DAMASCUS:
        if agreement.parties & (1 << Team.DAMASCUS) == 0:
            return scaled(share, UNBOUND)
    return 0


def sure_of(world: World, board: Board, agreement: Agreement, party: int, place: int) -> int:
    """RB 19.4. How sure the other parties are of what a party did in a place: by what they see there and next
    to it; those of its own side know.
    """
    best = int(Attribution.DISPUTED)
    for team in range(3):
        if team == party or agreement.parties >> team & 1 == 0:
            continue
        if side_of_team(team) == side_of_team(party):
            return int(Attribution.PROVEN)
        seen = level(world, board, team, place)
        for e in range(world.first[place], world.first[place + 1]):
            seen = max(seen, level(world, board, team, world.links[e]))
        if seen >= SEEN_WELL:
            best = int(Attribution.PROVEN)
        elif seen == SEEN:
            best = max(best, int(Attribution.PROBABLE))
    if deconflicted(world, board, place):
        best = int(Attribution.PROVEN)
    return best


def author_faction(author: int) -> int:
    """RB 14.4. The faction behind a named author; NOBODY of those that name none."""
    if author == Author.ARTILLERY or author == Author.SYAAF:
        return int(Faction.SAA)
    if author == Author.RUAF:
        return int(Faction.RUSSIA)
    if author == Author.TURKEY:
        return int(Faction.TURKEY)
    return NOBODY


def protected(
    world: World, board: Board, term: Term, place: int, faction: int, day: int, facts: Journal
) -> bool:
    """RB 19.3. Whether a term holds in a place against a faction: of those of the other side who stand there,
    or were driven out today, some are not left out of it.
    """
    if term.excluded >> faction & 1 == 1 or not in_scope(world, board, term, place):
        return False
    side = 1
    if faction > Faction.RUSSIA:
        side = 0
    there = factions_at(world, board, place, side)
    first = len(facts.rows)
    if facts.told[EventKind.RETREATED] > 0:
        first = facts.head[2]
    for i in range(first, len(facts.rows)):
        fact = facts.rows[i]
        if fact[2] == EventKind.RETREATED and fact[0] == day and fact[4] == place:
            if world.formations[fact[3]].side == side:
                there = there | (1 << world.formations[fact[3]].faction)
    return there == 0 or there | term.excluded != term.excluded


# ---- force -------------------------------------------------------------------------------------------------


def find_attacks(
    world: World,
    board: Board,
    term: Term,
    agreement: Agreement,
    party: int,
    day: int,
    facts: Journal,
    found: list[int],
) -> None:
    """RB 19.3. Attacks and fire of guns by those for whom the party answers, at what the term protects; of a
    PROXY_RESTRAINT by the proxy alone.
    """
    if facts.told[EventKind.ATTACK] + facts.told[EventKind.FIRED] + facts.told[EventKind.BASE_RAIDED] == 0:
        return
    for i in range(facts.head[2], len(facts.rows)):
        fact = facts.rows[i]
        if fact[0] != day:
            continue
        faction = NOBODY
        place = fact[3]
        if fact[2] == EventKind.ATTACK:
            faction = fact[4]
        elif fact[2] == EventKind.FIRED:
            place = fact[4]
            faction = int(Faction.TURKEY)
            if fact[3] < len(world.formations):
                faction = world.formations[fact[3]].faction
        elif fact[2] == EventKind.BASE_RAIDED:
            faction = fact[4]
        if faction == NOBODY or (term.kind == TermKind.PROXY_RESTRAINT and faction != term.subject):
            continue
        weight = answers_for(world, board, agreement, party, faction)
        if weight > 0 and protected(world, board, term, place, faction, day, facts):
            add(found, weight, sure_of(world, board, agreement, party, place))


def find_strikes(
    world: World,
    board: Board,
    term: Term,
    agreement: Agreement,
    party: int,
    day: int,
    facts: Journal,
    found: list[int],
) -> None:
    """RB 19.3. Strikes from the air at what the term protects."""
    if facts.told[EventKind.PLACE_STRUCK] == 0:
        return
    for i in range(facts.head[2], len(facts.rows)):
        fact = facts.rows[i]
        if fact[0] != day or fact[2] != EventKind.PLACE_STRUCK:
            continue
        faction = int(Faction.TURKEY)
        if fact[4] == Team.MOSCOW:
            faction = int(Faction.RUSSIA)
        elif fact[4] == Team.DAMASCUS:
            faction = int(Faction.SAA)
        weight = answers_for(world, board, agreement, party, faction)
        if weight > 0 and protected(world, board, term, fact[3], faction, day, facts):
            add(found, weight, sure_of(world, board, agreement, party, fact[3]))


def find_drones(
    world: World,
    board: Board,
    term: Term,
    agreement: Agreement,
    party: int,
    day: int,
    facts: Journal,
    found: list[int],
) -> None:
    """RB 19.3. Formations that are not left out of the term were hit by drones where it holds."""
    if facts.told[EventKind.DRONE_HIT] == 0:
        return
    weight = answers_for(world, board, agreement, party, Faction.TURKEY)
    if weight == 0 or term.excluded >> Faction.TURKEY & 1 == 1:
        return
    for i in range(facts.head[2], len(facts.rows)):
        fact = facts.rows[i]
        if fact[0] == day and fact[2] == EventKind.DRONE_HIT and in_scope(world, board, term, fact[6]):
            if term.excluded >> world.formations[fact[3]].faction & 1 == 0:
                add(found, weight, sure_of(world, board, agreement, party, fact[6]))


def find_support(
    world: World,
    board: Board,
    term: Term,
    agreement: Agreement,
    party: int,
    day: int,
    facts: Journal,
    found: list[int],
) -> None:
    """RB 19.3, 10.6. Close air support of a battle that the term forbids is force of those who fly it."""
    for task in board.air_tasks:
        if task.mission != AirMission.CAS or task.pool == NOBODY or task.target == NOBODY:
            continue
        place = board.places[task.target]
        if world.pools[task.pool].team != party or place.support == 0 or place.battle == 0:
            continue
        faction = int(Faction.TURKEY)
        if party == Team.MOSCOW:
            faction = int(Faction.RUSSIA)
        elif party == Team.DAMASCUS:
            faction = int(Faction.SAA)
        if protected(world, board, term, task.target, faction, day, facts):
            add(found, WHOLE, sure_of(world, board, agreement, party, task.target))


def find_incidents(
    world: World,
    board: Board,
    term: Term,
    agreement: Agreement,
    party: int,
    day: int,
    forced: int,
    facts: Journal,
    found: list[int],
) -> None:
    """RB 14.4, 19.3. Troops were hit where the term holds, and the author was named; at least probable, and
    proven if `forced` is 1.
    """
    if facts.told[EventKind.TROOPS_HIT] == 0:
        return
    for i in range(facts.head[2], len(facts.rows)):
        fact = facts.rows[i]
        if fact[0] != day or fact[2] != EventKind.TROOPS_HIT or not in_scope(world, board, term, fact[3]):
            continue
        faction = author_faction(fact[6])
        if faction == NOBODY or term.excluded >> faction & 1 == 1:
            continue
        weight = answers_for(world, board, agreement, party, faction)
        if weight > 0:
            sure = max(int(Attribution.PROBABLE), sure_of(world, board, agreement, party, fact[3]))
            if forced == 1:
                sure = int(Attribution.PROVEN)
            add(found, weight, sure)


# ---- states ------------------------------------------------------------------------------------------------


def find_guns(
    world: World, board: Board, term: Term, agreement: Agreement, party: int, found: list[int]
) -> None:
    """RB 19.3. Artillery stands where the term wants none."""
    for f, formation in enumerate(board.formations):
        fixed = world.formations[f]
        if formation.place == NOBODY or formation.strength <= 0 or fixed.kind != Kind.ARTILLERY:
            continue
        if term.excluded >> fixed.faction & 1 == 1 or not in_scope(world, board, term, formation.place):
            continue
        weight = answers_for(world, board, agreement, party, fixed.faction)
        if weight > 0:
            add(found, weight, sure_of(world, board, agreement, party, formation.place))


def find_troops(
    world: World, board: Board, term: Term, agreement: Agreement, party: int, found: list[int]
) -> None:
    """RB 19.3. Troops of the side that was to withdraw still stand where the term holds."""
    for f, formation in enumerate(board.formations):
        fixed = world.formations[f]
        if formation.place == NOBODY or formation.strength <= 0 or fixed.side != term.subject:
            continue
        if term.excluded >> fixed.faction & 1 == 0 and in_scope(world, board, term, formation.place):
            weight = answers_for(world, board, agreement, party, fixed.faction)
            add(found, weight, int(Attribution.PROVEN))
            if found[0] == WHOLE and found[1] == Attribution.PROVEN:
                return


def find_convoys(
    world: World,
    board: Board,
    term: Term,
    agreement: Agreement,
    party: int,
    day: int,
    facts: Journal,
    found: list[int],
) -> None:
    """RB 19.3, 13.4. Convoys to posts of the term, or to posts where it holds, were refused, turned back or
    blocked. All of it is public.
    """
    told = facts.told
    if told[EventKind.CONVOY_REFUSED] + told[EventKind.CONVOY_TURNED] + told[EventKind.CONVOY_BLOCKED] == 0:
        return
    for i in range(facts.head[2], len(facts.rows)):
        fact = facts.rows[i]
        if fact[0] != day:
            continue
        who = NOBODY
        if fact[2] == EventKind.CONVOY_REFUSED:
            who = fact[4]
        elif fact[2] == EventKind.CONVOY_TURNED or fact[2] == EventKind.CONVOY_BLOCKED:
            who = fact[6]
        if who == NOBODY or fact[3] < 0:
            continue
        if not post_in_scope(board, term, fact[3]) and not in_scope(
            world, board, term, board.posts[fact[3]].place
        ):
            continue
        if who == party:
            add(found, WHOLE, int(Attribution.PROVEN))
        elif who == Team.DAMASCUS and party == Team.MOSCOW:
            weight = answers_for(world, board, agreement, party, Faction.SAA)
            add(found, weight, int(Attribution.PROVEN))


def find_hits_on_posts(
    world: World,
    board: Board,
    term: Term,
    agreement: Agreement,
    party: int,
    day: int,
    facts: Journal,
    found: list[int],
) -> None:
    """RB 19.3. Posts of the term were hit by a named author, or stormed."""
    if facts.told[EventKind.POST_HIT] + facts.told[EventKind.POST_OVERRUN] == 0:
        return
    for i in range(facts.head[2], len(facts.rows)):
        fact = facts.rows[i]
        if fact[0] != day:
            continue
        faction = NOBODY
        if fact[2] == EventKind.POST_HIT:
            faction = author_faction(fact[5])
        elif fact[2] == EventKind.POST_OVERRUN:
            faction = int(Faction.SAA)
        if faction != NOBODY and post_in_scope(board, term, fact[3]):
            weight = answers_for(world, board, agreement, party, faction)
            add(found, weight, int(Attribution.PROVEN))


def posts_left(board: Board, term: Term) -> bool:
    """RB 19.3. Whether no garrison of the term's posts is left."""
    for p, post in enumerate(board.posts):
        if post_in_scope(board, term, p):
            if post.state == PostState.OPEN or post.state == PostState.BESIEGED:
                return False
    return True
