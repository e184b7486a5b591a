"""What a monitor finds in the sky, on patrolled roads and among proxies (RB 19.3)."""

from wargame.rules.bans import first_day, last_day
from wargame.rules.log import Journal, tell
from wargame.rules.monitor_acts import WHOLE, add, answers_for, sure_of
from wargame.rules.numbers import (
    Access,
    AirUser,
    Attribution,
    EventKind,
    Faction,
    Kind,
    PostState,
    Side,
    Team,
)
from wargame.rules.scopes import in_scope, road_in_scope, sector_in_scope
from wargame.rules.tables import NOBODY, Board, World
from wargame.rules.tables_politics import TEAMS, Agreement, Term

REACH = 3
"""RB 19.3, 6.3 order 25. Roads from which troops come to patrol a road."""


# ---- sky ---------------------------------------------------------------------------------------------------


def find_sky(
    world: World,
    board: Board,
    term: Term,
    agreement: Agreement,
    party: int,
    day: int,
    facts: Journal,
    found: list[int],
) -> None:
    """RB 19.3. AIRSPACE_ACCESS: Moscow closes what it has opened, a user flies where it promised not to, or
    aircraft that were permitted are shot down.
    """
    for s, sector in enumerate(board.sectors):
        if party == Team.MOSCOW and sector_in_scope(world, term, s):
            if sector.access[term.subject] < term.access:
                add(found, WHOLE, int(Attribution.PROVEN))
    for i in range(facts.head[2], len(facts.rows)):
        fact = facts.rows[i]
        if fact[2] != EventKind.FLOWN and fact[2] != EventKind.AIRCRAFT_LOST:
            continue
        if fact[0] != day or not sector_in_scope(world, term, fact[4]):
            continue
        if fact[2] == EventKind.FLOWN and world.pools[fact[3]].user == term.subject:
            if term.access == Access.CLOSED and world.pools[fact[3]].team == party:
                add(found, WHOLE, int(Attribution.PROVEN))
        elif fact[2] == EventKind.AIRCRAFT_LOST and world.pools[fact[3]].user == term.subject:
            if term.access >= Access.DECONFLICTED and fact[5] > fact[6]:
                shooter = int(Faction.SAA)
                if term.subject < AirUser.TR_MANNED:
                    shooter = int(Faction.TURKEY)
                weight = answers_for(world, board, agreement, party, shooter)
                add(found, weight, int(Attribution.PROBABLE))


# ---- patrols -----------------------------------------------------------------------------------------------


def closes_turn(world: World, day: int) -> bool:
    """Whether a day is the last of a turn."""
    return (day + 1) % world.params.days_per_turn == 0


def asked_all_turn(world: World, term: Term, agreement: Agreement, day: int) -> bool:
    """RB 19.3. Whether a turn that closes today lay within the days of a term from its first day on."""
    opened = day + 1 - world.params.days_per_turn
    return first_day(agreement, term) <= opened and day <= last_day(agreement, term)


def tell_patrols(
    world: World, board: Board, term: Term, agreement: Agreement, day: int, facts: Journal
) -> None:
    """RB 19.3. At the close of a turn both parties have patrolled together if each has troops near the roads
    and nobody fought on them. PATROL (road, team, serial), one for each party bound.
    """
    if not closes_turn(world, day) or not asked_all_turn(world, term, agreement, day):
        return
    for party in range(TEAMS):
        if term.bound >> party & 1 == 1:
            if patrol_failure(world, board, term, agreement, party, day, facts) > 0:
                return
    if fought_on(world, term, facts) == 1:
        return
    road = NOBODY
    for r in range(len(world.roads)):
        if road == NOBODY and road_in_scope(world, term, r):
            road = r
    for party in range(TEAMS):
        if term.bound >> party & 1 == 1 and road != NOBODY:
            tell(facts, EventKind.PATROL, road, party, agreement.serial, 0, -1)


def patrol_failure(
    world: World, board: Board, term: Term, agreement: Agreement, party: int, day: int, facts: Journal
) -> int:
    """RB 19.3. bp at which it is a party's doing that no joint patrol ran in the turn that closes today: it
    has no troops near the roads, or those for whom it answers attacked there or block them.
    """
    if not closes_turn(world, day) or not asked_all_turn(world, term, agreement, day):
        return 0
    if not near_roads(world, board, term, party):
        return WHOLE
    worst = 0
    for fact in facts.rows:
        if fact[2] == EventKind.ATTACK and on_patrol_roads(world, term, fact[3]):
            worst = max(worst, answers_for(world, board, agreement, party, fact[4]))
    for r, road in enumerate(board.roads):
        if road.blocked_by != NOBODY and road_in_scope(world, term, r):
            blocker = int(Faction.SAA)
            if road.blocked_by == Side.OPPOSITION:
                blocker = int(Faction.HTS)
            worst = max(worst, answers_for(world, board, agreement, party, blocker))
    return worst


def fought_on(world: World, term: Term, facts: Journal) -> int:
    """1 if there was an attack at an end of the roads in this turn, by whomsoever."""
    for fact in facts.rows:
        if fact[2] == EventKind.ATTACK and on_patrol_roads(world, term, fact[3]):
            return 1
    return 0


def on_patrol_roads(world: World, term: Term, place: int) -> bool:
    """Whether a place is an end of a road of the term."""
    found = 0
    for e in range(world.first[place], world.first[place + 1]):
        if road_in_scope(world, term, world.link_roads[e]):
            found = 1
    return found == 1


def near_roads(world: World, board: Board, term: Term, party: int) -> bool:
    """RB 19.3. Whether a party has troops of its own, or a post, within REACH roads of a road of the term."""
    reach = [NOBODY] * len(world.places)
    for p in range(len(world.places)):
        if on_patrol_roads(world, term, p):
            reach[p] = 0
    for step in range(REACH):
        for p in range(len(world.places)):
            if reach[p] == step:
                for e in range(world.first[p], world.first[p + 1]):
                    if reach[world.links[e]] == NOBODY:
                        reach[world.links[e]] = step + 1
    for f, formation in enumerate(board.formations):
        if formation.place != NOBODY and formation.strength > 0 and reach[formation.place] != NOBODY:
            if own_faction(party) == world.formations[f].faction:
                return True
    if party == Team.ANKARA:
        for post in board.posts:
            if post.state == PostState.OPEN or post.state == PostState.BESIEGED:
                if reach[post.place] != NOBODY:
                    return True
    return False


def own_faction(party: int) -> int:
    """RB 4.1. The faction that a team commands itself."""
    if party == Team.ANKARA:
        return int(Faction.TURKEY)
    if party == Team.MOSCOW:
        return int(Faction.RUSSIA)
    return int(Faction.SAA)


# ---- proxies -----------------------------------------------------------------------------------------------


def find_proxy_guns(
    world: World, board: Board, term: Term, agreement: Agreement, party: int, weight: int, found: list[int]
) -> None:
    """RB 19.3. Artillery of the proxy stands where the term holds."""
    for f, formation in enumerate(board.formations):
        fixed = world.formations[f]
        if formation.place == NOBODY or formation.strength <= 0 or fixed.faction != term.subject:
            continue
        if fixed.kind == Kind.ARTILLERY and in_scope(world, board, term, formation.place):
            add(found, weight, sure_of(world, board, agreement, party, formation.place))


def find_mingling(
    world: World, board: Board, term: Term, agreement: Agreement, party: int, weight: int, found: list[int]
) -> None:
    """RB 19.3. The proxy stands in one place with HTS; of HTS, with another group of the opposition."""
    for f, formation in enumerate(board.formations):
        if formation.place == NOBODY or formation.strength <= 0:
            continue
        if world.formations[f].faction != term.subject or not in_scope(world, board, term, formation.place):
            continue
        for g, other in enumerate(board.formations):
            faction = world.formations[g].faction
            if other.place != formation.place or other.strength <= 0 or faction == term.subject:
                continue
            mixed = faction == Faction.HTS
            if term.subject == Faction.HTS:
                mixed = faction == Faction.NLF or faction == Faction.SNA
            if mixed:
                add(found, weight, sure_of(world, board, agreement, party, formation.place))
