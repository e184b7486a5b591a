"""Step 13: every term in force is tested on the facts of the day; a breach becomes a fact (RB 19.3, 19.4).

`test_term` says what a party answers for today; `run_monitors` charges it, once for each party, term and
turn, and tells further breaches as BREACH_REPEATED. Demands of ultimatums are tested by `demand_met`.
"""

from wargame.rules.arithmetic import clamp, rdiv, scaled
from wargame.rules.bans import FAR_DAY, first_day, last_day, presses
from wargame.rules.conditions import holds
from wargame.rules.detection import side_of_team
from wargame.rules.log import Journal, note, tell
from wargame.rules.monitor_acts import (
    SURE,
    WHOLE,
    add,
    answers_for,
    find_attacks,
    find_convoys,
    find_drones,
    find_guns,
    find_hits_on_posts,
    find_incidents,
    find_strikes,
    find_support,
    find_troops,
    posts_left,
)
from wargame.rules.monitor_others import (
    find_mingling,
    find_proxy_guns,
    find_sky,
    patrol_failure,
    tell_patrols,
)
from wargame.rules.numbers import (
    AgreementState,
    Attribution,
    BorderPolicy,
    Cause,
    Duty,
    EventKind,
    Faction,
    ReasonKind,
    Team,
    TermKind,
)
from wargame.rules.scopes import post_in_scope
from wargame.rules.tables import NOBODY, Board, World
from wargame.rules.tables_politics import TEAMS, Agreement, Term

TRUST = (0, 1000, 500, 300, 800, 800, 600, 500, 500, 1000, 0, 200, 500)
STANDING = (0, 300, 0, 0, 0, 0, 0, 0, 100, 300, 500, 200, 0)
"""RB 19.3. ct of trust, and of the breaker's standing, by codes.TermKind."""

VICTIM = (0, 2500, 0, 0, 2000, 0, 0, 0, 0, 2500, 0, 0, 0)
"""RB 19.3. bp of the victim's legitimacy where the table names it; 0: the parameter of RB 16.3."""

SEVERITY = (0, 5000, 10000, 15000)
"""RB 19.4. bp of the cost by severity 1-3."""

FUNDAMENTAL = 3


def run_monitors(world: World, board: Board, day: int, facts: Journal, log: Journal | None) -> None:
    """RB 19.4. Step 13, after incidents. Reads the facts of the day and the board; writes terms, breaches of
    agreements, trust, standing, and the legitimacy that proven breaches lend.
    """
    trust = 0
    standing = [0] * TEAMS
    found = [0] * 2
    for t, term in enumerate(board.terms):
        if term.agreement == NOBODY:
            continue
        agreement = board.agreements[term.agreement]
        if agreement.state != AgreementState.IN_FORCE or first_day(agreement, term) > day:
            continue
        if term.kind == TermKind.JOINT_PATROL:
            tell_patrols(world, board, term, agreement, day, facts)
        for party in range(TEAMS):
            if term.bound >> party & 1 == 0:
                continue
            found[0] = 0
            found[1] = 0
            test_term(world, board, term, agreement, party, day, 0, facts, found)
            if found[0] > 0:
                trust += charge(world, board, t, party, found[0], found[1], standing, facts, log)
        settle_term(world, board, term, agreement, day, facts)
    tracks = board.tracks[0]
    tracks.trust = clamp(tracks.trust - trust, 0, WHOLE)
    for party in range(TEAMS):
        team = board.teams[party]
        team.standing = clamp(team.standing - standing[party], 0, WHOLE)


def charge(
    world: World,
    board: Board,
    t: int,
    party: int,
    weight: int,
    sure: int,
    standing: list[int],
    facts: Journal,
    log: Journal | None,
) -> int:
    """RB 19.4, 16.3, 8.3. The price of a breach of term t by a party: adds to `standing` and returns the ct
    of trust. The second one in a turn is told only. A proven breach makes a secret agreement known.

    BREACH and BREACH_REPEATED (serial, party, kind of the term, severity * 10 + attribution).
    """
    term = board.terms[t]
    agreement = board.agreements[term.agreement]
    grade = term.severity * 10 + sure
    if term.charged >> party & 1 == 1:
        tell(facts, EventKind.BREACH_REPEATED, agreement.serial, party, term.kind, grade, -1)
        return 0
    term.charged = term.charged | (1 << party)
    agreement.breaches[party] += 1
    cause = tell(facts, EventKind.BREACH, agreement.serial, party, term.kind, grade, -1)
    note(log, ReasonKind.BREACH_COST, agreement.serial, SEVERITY[term.severity], SURE[sure], weight, cause)
    factor = scaled(scaled(SEVERITY[term.severity], SURE[sure]), weight)
    trust = scaled(TRUST[term.kind], factor)
    lost = scaled(STANDING[term.kind], factor)
    if trust > 0:
        note(log, ReasonKind.TRUST, 0, Cause.BREACH, -trust, 0, cause)
    if lost > 0:
        note(log, ReasonKind.STANDING, party, Cause.BREACH, -lost, 0, cause)
        standing[party] += lost
    if sure == Attribution.PROVEN:
        agreement.secret = 0
        worth = world.params.legitimacy_breach
        if VICTIM[term.kind] > 0:
            worth = VICTIM[term.kind]
        worth = scaled(rdiv(worth * term.severity, 2), weight)
        for team in range(TEAMS):
            if is_victim(agreement, party, team):
                board.teams[team].breaches_against += worth
                if term.severity == FUNDAMENTAL:
                    agreement.free = agreement.free | (1 << team)
    return trust


def is_victim(agreement: Agreement, breaker: int, team: int) -> bool:
    """RB 16.3. Whether a breach by one party wrongs a team: a party of the other side, or, in an agreement
    within one side, any other party.
    """
    if team == breaker or agreement.parties >> team & 1 == 0:
        return False
    if side_of_team(team) != side_of_team(breaker):
        return True
    for other in range(TEAMS):
        if agreement.parties >> other & 1 == 1 and side_of_team(other) != side_of_team(breaker):
            return False
    return True


def settle_term(
    world: World, board: Board, term: Term, agreement: Agreement, day: int, facts: Journal
) -> None:
    """RB 19.3. Terms that are met for good: a convoy has passed, bodies and prisoners were exchanged on a day
    on which nobody bound attacked where the term holds.
    """
    if term.done == 1 or day > last_day(agreement, term):
        return
    if term.kind == TermKind.PASSAGE and facts.told[EventKind.CONVOY_ARRIVED] > 0:
        for i in range(facts.head[2], len(facts.rows)):
            fact = facts.rows[i]
            if fact[0] == day and fact[2] == EventKind.CONVOY_ARRIVED and fact[6] == 1:
                if post_in_scope(board, term, fact[3]):
                    term.done = 1
    elif term.kind == TermKind.PRISONER_BODY:
        found = [0] * 2
        for party in range(TEAMS):
            if term.bound >> party & 1 == 1:
                find_attacks(world, board, term, agreement, party, day, facts, found)
        if found[0] == 0:
            term.done = 1


def demand_met(world: World, board: Board, row: int, day: int, facts: Journal) -> bool:
    """RB 16.7. Whether what agreement `row` asks is so today: no party that it binds would be in breach if it
    were in force and every deadline were today.
    """
    found = [0] * 2
    agreement = board.agreements[row]
    for term in board.terms:
        if term.agreement == row:
            for party in range(TEAMS):
                if term.bound >> party & 1 == 1:
                    test_term(world, board, term, agreement, party, day, 1, facts, found)
                    if found[0] > 0:
                        return False
    return True


# ---- tests -------------------------------------------------------------------------------------------------


def test_term(
    world: World,
    board: Board,
    term: Term,
    agreement: Agreement,
    party: int,
    day: int,
    demanded: int,
    facts: Journal,
    found: list[int],
) -> None:
    """RB 19.3. What a party answers for today under a term, into `found`: weight in bp and attribution. With
    `demanded` 1 the term is taken as if it were in force and due. `told` is `log.kinds_told` of the day.
    """
    due = last_day(agreement, term)
    running = day <= due or demanded == 1
    is_due = day >= due or demanded == 1
    if due == FAR_DAY:
        is_due = True
    kind = term.kind
    if kind == TermKind.WITHDRAW and is_due:
        find_troops(world, board, term, agreement, party, found)
    elif kind == TermKind.CONDITION and is_due:
        if holds(world, board, world.conditions[term.test], day, 0) == 0:
            add(found, WHOLE, int(Attribution.PROVEN))
    elif kind == TermKind.PRISONER_BODY and term.done == 0 and day == due:
        find_attacks(world, board, term, agreement, party, day, facts, found)
        if found[0] > 0:
            found[1] = int(Attribution.PROVEN)
    elif kind == TermKind.POST_STATUS:
        test_posts(world, board, term, agreement, party, day, running, is_due, facts, found)
    elif running:
        test_running(world, board, term, agreement, party, day, facts, found)


def test_running(
    world: World,
    board: Board,
    term: Term,
    agreement: Agreement,
    party: int,
    day: int,
    facts: Journal,
    found: list[int],
) -> None:
    """RB 19.3. Terms that hold from their first day to their last."""
    kind = term.kind
    if kind == TermKind.CEASEFIRE:
        find_attacks(world, board, term, agreement, party, day, facts, found)
        find_strikes(world, board, term, agreement, party, day, facts, found)
        find_drones(world, board, term, agreement, party, day, facts, found)
        find_support(world, board, term, agreement, party, day, facts, found)
        find_incidents(world, board, term, agreement, party, day, 0, facts, found)
    elif kind == TermKind.CORRIDOR:
        find_guns(world, board, term, agreement, party, found)
        find_convoys(world, board, term, agreement, party, day, facts, found)
    elif kind == TermKind.JOINT_PATROL:
        weight = patrol_failure(world, board, term, agreement, party, day, facts)
        add(found, weight, int(Attribution.PROVEN))
    elif kind == TermKind.AIRSPACE_ACCESS:
        find_sky(world, board, term, agreement, party, day, facts, found)
    elif kind == TermKind.PASSAGE:
        if term.done == 0:
            find_convoys(world, board, term, agreement, party, day, facts, found)
            find_hits_on_posts(world, board, term, agreement, party, day, facts, found)
    elif kind == TermKind.DECONFLICTION:
        find_incidents(world, board, term, agreement, party, day, 1, facts, found)
    elif kind == TermKind.PROXY_RESTRAINT:
        test_proxy(world, board, term, agreement, party, day, facts, found)
    elif kind == TermKind.HUMANITARIAN:
        find_strikes(world, board, term, agreement, party, day, facts, found)
        test_transfers(board, term, agreement, party, day, found)


def test_posts(
    world: World,
    board: Board,
    term: Term,
    agreement: Agreement,
    party: int,
    day: int,
    running: bool,
    is_due: bool,
    facts: Journal,
    found: list[int],
) -> None:
    """RB 19.3. POST_STATUS: convoys are let through, posts are neither hit nor harassed, and they are left by
    the day.
    """
    if running and term.duties & Duty.FEED != 0:
        find_convoys(world, board, term, agreement, party, day, facts, found)
    if running and term.duties & Duty.IMMUNE != 0:
        find_hits_on_posts(world, board, term, agreement, party, day, facts, found)
        for p, post in enumerate(board.posts):
            if presses(post.siege) and post_in_scope(board, term, p):
                weight = answers_for(world, board, agreement, party, Faction.SAA)
                add(found, weight, int(Attribution.PROVEN))
    if is_due and term.duties & Duty.LEAVE != 0 and party == Team.ANKARA and not posts_left(board, term):
        add(found, WHOLE, int(Attribution.PROVEN))


def test_proxy(
    world: World,
    board: Board,
    term: Term,
    agreement: Agreement,
    party: int,
    day: int,
    facts: Journal,
    found: list[int],
) -> None:
    """RB 19.3, 17.6. PROXY_RESTRAINT: the proxy does not attack, keeps its guns out, stands apart from HTS.

    Without a duty named it does not attack. Only its patron answers for it, by its control.
    """
    weight = answers_for(world, board, agreement, party, term.subject)
    if weight == 0:
        return
    if term.duties == 0 or term.duties & Duty.NO_ATTACK != 0:
        find_attacks(world, board, term, agreement, party, day, facts, found)
    if term.duties & Duty.GUNS_OUT != 0:
        find_proxy_guns(world, board, term, agreement, party, weight, found)
    if term.duties & Duty.SEPARATE != 0:
        find_mingling(world, board, term, agreement, party, weight, found)


def test_transfers(
    board: Board, term: Term, agreement: Agreement, party: int, day: int, found: list[int]
) -> None:
    """RB 19.3. HUMANITARIAN: money for camps was owed and not paid on the first day; the border is open."""
    if term.duties & Duty.CAMP_FUNDS != 0 and term.done == 0 and day == first_day(agreement, term):
        if board.teams[party].pc <= 0:
            add(found, WHOLE, int(Attribution.PROVEN))
    if term.duties & Duty.BORDER_OPEN != 0 and party == Team.ANKARA:
        if board.tracks[0].border == BorderPolicy.CLOSED:
            add(found, WHOLE, int(Attribution.PROVEN))
