"""Step 1 of every day: what agreements in force do by themselves (RB 19.3, 19.5, 13.4).

Posts are fed, ways of convoys are free, the sky is opened, and whoever keeps a ceasefire stops what would
break it. That what is agreed is not kept is seen in step 13 (`monitors.py`).
"""

from wargame.rules.agreements import in_force
from wargame.rules.bans import covered, drones_against, first_day, flight_against, last_day, word_of
from wargame.rules.degradation import change
from wargame.rules.log import Journal, tell
from wargame.rules.numbers import (
    AirMission,
    Duty,
    EventKind,
    FireMode,
    Held,
    Mission,
    OrderKind,
    PostState,
    Posture,
    Side,
    TermKind,
)
from wargame.rules.orders import stand_down
from wargame.rules.orders_politics import breaks_word
from wargame.rules.scopes import post_in_scope, sector_in_scope
from wargame.rules.tables import NOBODY, ROUTE, TASKS, Board, Order, World
from wargame.rules.tables_politics import Term


def hold_terms(
    world: World, board: Board, orders: list[Order], day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 19.3, 19.5. Each term in force on a day does what it does.

    Reads agreements and terms; writes posts (consent, escorted), airspace, and the missions and tasks of
    those who keep a ceasefire.
    """
    for term in board.terms:
        if term.agreement == NOBODY or not in_force(board.agreements[term.agreement]):
            continue
        agreement = board.agreements[term.agreement]
        first = first_day(agreement, term)
        if day < first or day > last_day(agreement, term):
            continue
        if term.kind == TermKind.POST_STATUS or term.kind == TermKind.PASSAGE:
            free_posts(board, term)
        elif term.kind == TermKind.AIRSPACE_ACCESS and day == first:
            open_sky(world, board, term, facts)
        elif term.kind == TermKind.CEASEFIRE or term.kind == TermKind.HUMANITARIAN:
            hold_air(world, board, term, orders, facts, log)
            if term.kind == TermKind.CEASEFIRE:
                hold_ground(world, board, term, orders, facts, log)
                hold_guns(world, board, term, orders, facts, log)
        elif term.kind == TermKind.PROXY_RESTRAINT:
            hold_ground(world, board, term, orders, facts, log)


def free_posts(board: Board, term: Term) -> None:
    """RB 13.4. A post that is fed by agreement has consent as long as it is besieged; PASSAGE lets convoys
    through until one has arrived.
    """
    for p, post in enumerate(board.posts):
        if post.state == PostState.BESIEGED and post_in_scope(board, term, p):
            if term.kind == TermKind.PASSAGE:
                if term.done == 0:
                    post.escorted = 1
            elif term.duties & Duty.FEED != 0:
                post.consent = 1


def open_sky(world: World, board: Board, term: Term, facts: Journal) -> None:
    """RB 19.3, 10.2. Access that is agreed stands from the first day of the term. It is not taken back when
    the agreement ends: that is Moscow's to order. AIRSPACE_SET (sector, user, access).
    """
    for s, sector in enumerate(board.sectors):
        if sector_in_scope(world, term, s) and sector.access[term.subject] != term.access:
            sector.access[term.subject] = term.access
            tell(facts, EventKind.AIRSPACE_SET, s, term.subject, term.access, 0, -1)


def held(world: World, board: Board, term: Term, faction: int) -> bool:
    """RB 19.3, 19.5. Whether a faction keeps a term: its team is bound, or its patron is and it obeys."""
    if term.kind == TermKind.PROXY_RESTRAINT:
        if term.subject != faction or (term.duties != 0 and term.duties & Duty.NO_ATTACK == 0):
            return False
    team = word_of(world, board, faction)
    return team != NOBODY and term.bound >> team & 1 == 1 and term.excluded >> faction & 1 == 0


def hold_ground(
    world: World, board: Board, term: Term, orders: list[Order], facts: Journal, log: Journal | None
) -> None:
    """RB 19.5. Attacks that would break a ceasefire, or the restraint of a proxy, are not begun or go no
    further; columns that were to attack what they meet halt before it. ORDER_CHANGED tells.
    """
    for f, formation in enumerate(board.formations):
        if formation.mission == Mission.NONE or not held(world, board, term, world.formations[f].faction):
            continue
        if formation.mission == Mission.MOVE and formation.posture != Posture.ATTACK:
            continue
        protected = 0
        for i in range(formation.leg, ROUTE):
            if formation.route[i] != NOBODY:
                if covered(world, board, term, formation.route[i], world.formations[f].side):
                    protected = 1
        if protected == 0:
            continue
        given = order_of(orders, f)
        if given != NOBODY and orders[given].kind == OrderKind.ATTACK and breaks_word(orders[given]):
            continue
        if formation.mission == Mission.MOVE:
            formation.posture = Posture.MARCH
            continue
        stand_down(formation, Posture.DEFEND)
        if given != NOBODY:
            change(orders[given], 0, Held.AGREEMENT, facts, log)


def order_of(orders: list[Order], formation: int) -> int:
    """The ATTACK that names a formation in this turn, NOBODY without one."""
    for i, order in enumerate(orders):
        if order.kind == OrderKind.ATTACK:
            for f in order.who:
                if f == formation:
                    return i
    return NOBODY


def hold_guns(
    world: World, board: Board, term: Term, orders: list[Order], facts: Journal, log: Journal | None
) -> None:
    """RB 19.5. Guns that would fire at what a ceasefire protects stay silent."""
    for task in board.fires:
        if task.mode == FireMode.NONE or term.bound >> task.team & 1 == 0:
            continue
        side = int(Side.GOVERNMENT)
        if task.team == 0:
            side = int(Side.OPPOSITION)
        if not covered(world, board, term, task.target, side):
            continue
        allowed = 0
        for order in orders:
            if order.kind == OrderKind.FIRES and order.team == task.team and order.number == task.order:
                if breaks_word(order):
                    allowed = 1
                else:
                    change(order, 0, Held.AGREEMENT, facts, log)
        if allowed == 0:
            task.mode = FireMode.NONE


def hold_air(
    world: World, board: Board, term: Term, orders: list[Order], facts: Journal, log: Journal | None
) -> None:
    """RB 19.5. Air tasks and drone strikes against what a ceasefire or a pause protects are not flown."""
    for task in board.air_tasks:
        if task.mission == AirMission.NONE or task.pool == NOBODY:
            continue
        team = world.pools[task.pool].team
        if term.bound >> team & 1 == 0:
            continue
        side = int(Side.GOVERNMENT)
        if team == 0:
            side = int(Side.OPPOSITION)
        if task.mission == AirMission.DRONE:
            if term.kind == TermKind.HUMANITARIAN:
                continue
            if not drones_against(world, board, term, task.sector, task.target, side):
                continue
        elif not flight_against(world, board, term, task.mission, task.target, side):
            continue
        given = flight_order(orders, team, task.mission, task.target, task.sector)
        if given != NOBODY and breaks_word(orders[given]):
            continue
        task.mission = AirMission.NONE
        if given != NOBODY:
            change(orders[given], 0, Held.AGREEMENT, facts, log)


def flight_order(orders: list[Order], team: int, mission: int, target: int, sector: int) -> int:
    """The order of a team's sheet that an air task or drone strike came from, NOBODY if it is not found."""
    for i, order in enumerate(orders):
        if order.team != team:
            continue
        if mission == AirMission.DRONE:
            if order.kind == OrderKind.DRONE_STRIKE and order.where[0] == target:
                if target != NOBODY or order.subject == sector:
                    return i
        elif order.kind == OrderKind.AIR_TASK:
            for k in range(TASKS):
                if order.who[k] == mission and order.where[k] == target:
                    return i
    return NOBODY
