"""What may be ordered: the preconditions of every order, its cost, what a sheet can pay (RB 6.1-6.4, 7.13).

A function here answers with a `Refusal`, 0 = legal. It reads the board as it stands when the sheet is
sealed and writes nothing. Sentences for the codes are in `play/refusal_text.py`. Columns of an order row: see
`orders.py`.
"""

from wargame.rules.bans import forbidden
from wargame.rules.ladder import act_rung, climb_price, rung_after
from wargame.rules.legal_air import air_refusal, airspace_refusal
from wargame.rules.legal_drones import (
    crowd_refusal,
    drone_refusal,
    jam_refusal,
    recon_refusal,
    roe_refusal,
    same_spot,
)
from wargame.rules.legal_fires import clear_refusal, fires_refusal, police_refusal
from wargame.rules.legal_formations import attack_refusal, move_refusal, priority_refusal, task_refusal
from wargame.rules.legal_patrons import is_patrons, patrons_price, patrons_refusal
from wargame.rules.legal_politics import (
    LOUD_PRICE,
    economy_refusal,
    external_refusal,
    is_loud,
    ladder_refusal,
    political_price,
    statement_refusal,
    ultimatum_refusal,
)
from wargame.rules.legal_posts import convoy_refusal, garrison, post_refusal, siege_refusal
from wargame.rules.legal_talks import behind_refusal, offer_refusal, respond_refusal, term_refusal
from wargame.rules.numbers import (
    AirUser,
    ConvoyState,
    FireMode,
    Intensity,
    OrderKind,
    PostAct,
    Posture,
    Refusal,
    Team,
)
from wargame.rules.orders_politics import TALK, breaks_word, carries_terms, is_political
from wargame.rules.ranks import commands, ranked, shares_formation, take_command
from wargame.rules.refusals import own_refusal
from wargame.rules.tables import TASKS, Board, Order, World

POSTS_A_TURN = 4
"""RB 6.3 order 18."""

POINT = 100
"""RB 1.2: ct of one point."""

ALL_OUT_COST = 2
"""RB 6.3 order 3, command points."""

HOLD_PRICE = 100
OPENING_PRICE = 100
"""RB 6.3 orders 2 and 24, ct of political capital."""


def refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3, 16.2. Why this order is not legal by itself, 0 if it is. What the sheet can pay is
    `within_means`.

    An act above the rung is judged at its own rung if the team has the capital for the climb; the board is
    afterwards as it was.
    """
    tracks = board.tracks[0]
    rung = tracks.rung
    if act_rung(order) > rung and climb_price(world, board, order) <= board.teams[order.team].pc:
        tracks.rung = act_rung(order)
    code = refusal_here(world, board, order)
    tracks.rung = rung
    if code == 0 and not breaks_word(order) and forbidden(world, board, order):
        code = int(Refusal.AGREED_OTHERWISE)
    return code


def refusal_here(world: World, board: Board, order: Order) -> int:
    """RB 6.3. Why this order is not legal at the rung of the board."""
    kind = order.kind
    code = int(Refusal.INCOMPLETE)
    if kind == OrderKind.MOVE:
        code = move_refusal(world, board, order)
    elif kind == OrderKind.POSTURE:
        code = own_refusal(world, board, order.team, order.subject)
        if code == 0 and (order.mode < Posture.DEFEND or order.mode > Posture.FORTIFY):
            code = int(Refusal.INCOMPLETE)
    elif kind == OrderKind.ATTACK:
        code = attack_refusal(world, board, order)
    elif kind == OrderKind.FIRES:
        code = fires_refusal(world, board, order)
    elif kind == OrderKind.CONVOY:
        code = convoy_refusal(world, board, order)
    elif kind == OrderKind.SUPPLY_PRIORITY:
        code = priority_refusal(world, order)
    elif kind == OrderKind.PROXY_TASK:
        code = task_refusal(world, board, order)
    elif kind == OrderKind.POST:
        code = post_refusal(world, board, order)
    elif kind == OrderKind.AIR_TASK:
        code = air_refusal(world, board, order)
    elif kind == OrderKind.AIRSPACE:
        code = airspace_refusal(board, order)
    elif kind == OrderKind.MILITARY_POLICE:
        code = police_refusal(world, board, order)
    elif kind == OrderKind.SIEGE:
        code = siege_refusal(board, order)
    elif kind == OrderKind.RECON:
        code = recon_refusal(world, board, order)
    elif kind == OrderKind.ROE:
        code = roe_refusal(board, order)
    elif kind == OrderKind.DRONE_STRIKE:
        code = drone_refusal(world, board, order)
    elif kind == OrderKind.JAM:
        code = jam_refusal(world, board, order)
    elif kind == OrderKind.CLEAR_ROAD:
        code = clear_refusal(world, board, order)
    elif is_political(kind):
        code = political_refusal(world, board, order)
    return code


def political_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 orders 9-15, 17, 21, 22, 26. The same for a political order or a term."""
    kind = order.kind
    code = int(Refusal.INCOMPLETE)
    if kind == OrderKind.OFFER:
        code = offer_refusal(world, board, order)
    elif kind == OrderKind.RESPOND:
        code = respond_refusal(world, board, order)
    elif kind == OrderKind.TERM:
        code = term_refusal(world, board, order)
    elif kind == OrderKind.LADDER:
        code = ladder_refusal(board, order)
    elif kind == OrderKind.ULTIMATUM:
        code = ultimatum_refusal(world, board, order)
    elif kind == OrderKind.STATEMENT:
        code = statement_refusal(world, order)
    elif kind == OrderKind.EXTERNAL:
        code = external_refusal(board, order)
    elif kind == OrderKind.ECONOMY:
        code = economy_refusal(board, order)
    elif is_patrons(kind):
        code = patrons_refusal(world, board, order)
    return code


def cost(order: Order) -> int:
    """RB 6.3. Command points of an order."""
    if order.kind == OrderKind.POSTURE or order.kind == OrderKind.SUPPLY_PRIORITY:
        return 0
    if order.kind == OrderKind.ROE or order.kind == OrderKind.TERM:
        return 0
    if OrderKind.STATEMENT <= order.kind <= OrderKind.ECONOMY or order.kind == OrderKind.LADDER:
        return 0
    if order.kind == OrderKind.FIRES and order.mode == FireMode.RETALIATE:
        return 0
    if order.kind == OrderKind.ATTACK and order.mode == Intensity.ALL_OUT:
        return ALL_OUT_COST
    return 1


def price(world: World, board: Board, order: Order) -> int:
    """RB 6.3, 16.4. Political capital of an order, ct: posture hold, inducements, airspace opened to Turkey,
    political orders, and every climb from the rung of the board.
    """
    whole = climb_price(world, board, order) + political_price(order) + patrons_price(order)
    if order.kind == OrderKind.POSTURE and order.mode == Posture.HOLD:
        whole += HOLD_PRICE
    if order.kind == OrderKind.PROXY_TASK:
        whole += order.amount * POINT
    if order.kind == OrderKind.AIRSPACE and order.amount >= AirUser.TR_MANNED:
        if order.mode > board.sectors[order.subject].access[order.amount]:
            whole += OPENING_PRICE
    return whole


def price_in_sheet(
    world: World, board: Board, orders: list[Order], codes: list[int], done: list[int], i: int
) -> int:
    """RB 6.3. `price` of orders[i] beside those of its team that are done and stand: after a first public
    warning or condemnation another one costs.
    """
    whole = price(world, board, orders[i])
    if is_loud(orders[i]):
        for k, other in enumerate(orders):
            if done[k] == 1 and codes[k] == 0 and other.team == orders[i].team and is_loud(other):
                return whole + LOUD_PRICE
    return whole


def command_points(world: World, team: int) -> int:
    """RB 6.1. Command points of a team in a turn."""
    points = world.params.command_ankara
    if team == Team.MOSCOW:
        points = world.params.command_moscow
    elif team == Team.DAMASCUS:
        points = world.params.command_damascus
    return points


def within_means(world: World, board: Board, orders: list[Order], team: int) -> list[int]:
    """RB 6.3, 6.4. For each row of `orders` why it is refused, 0 if it stands or is another team's.

    Orders are taken by priority, then number. One that is illegal, repeats an earlier one, or goes beyond
    what is left of command points, capital, reserve and the limits of a turn is refused and costs nothing.
    Each is judged at the rung to which those before it have climbed (RB 16.2); the board is afterwards as it
    was. What was sent as talk has acted before (`talks.py`): here it only costs. A TERM row shares the fate
    of the order that it stands behind.
    """
    codes = [0] * len(orders)
    done = [0] * len(orders)
    taken = [0] * len(board.formations)
    points = command_points(world, team)
    for k, talk in enumerate(orders):
        if talk.number >= TALK or talk.kind == OrderKind.TERM:
            done[k] = 1
            if talk.team == team and talk.kind > 0:
                points -= cost(talk)
                take_command(talk, taken)
    capital = board.teams[team].pc
    reserve = board.tracks[0].post_reserve
    rung = board.tracks[0].rung
    free = free_convoys(board)
    posts = 0
    mine = ranked(orders, team)
    for i in mine:
        if done[i] == 1:
            continue
        order = orders[i]
        code = refusal(world, board, order)
        if code == 0:
            code = behind_refusal(world, board, orders, i)
        if code == 0:
            code = repeat_refusal(orders, mine, codes, done, taken, i)
        if code == 0:
            code = crowd_refusal(world, board, orders, codes, done, i)
        men = 0
        spent = 0
        if code == 0:
            men = men_taken(board, order)
            spent = price_in_sheet(world, board, orders, codes, done, i)
            if cost(order) > points:
                code = int(Refusal.NO_POINTS)
            elif spent > capital:
                code = int(Refusal.NO_CAPITAL)
            elif men > reserve:
                code = int(Refusal.NO_RESERVE)
            elif order.kind == OrderKind.CONVOY and free == 0:
                code = int(Refusal.NO_CONVOY_FREE)
            elif takes_men(order) and posts == POSTS_A_TURN:
                code = int(Refusal.TOO_MANY_POSTS)
        if code == 0:
            points -= cost(order)
            capital -= spent
            board.tracks[0].rung = rung_after(board, order)
            reserve -= men
            if order.kind == OrderKind.CONVOY:
                free -= 1
            if takes_men(order):
                posts += 1
            take_command(order, taken)
        codes[i] = code
        done[i] = 1
    board.tracks[0].rung = rung
    share_fate(orders, codes, team)
    return codes


def free_convoys(board: Board) -> int:
    """RB 13.4. How many more convoys the board has room for."""
    free = 0
    for convoy in board.convoys:
        if convoy.state == ConvoyState.NONE:
            free += 1
    return free


def share_fate(orders: list[Order], codes: list[int], team: int) -> None:
    """RB 6.3. The TERM rows of a team's sheet get the code of their order, INCOMPLETE if there is none."""
    for i, term in enumerate(orders):
        if term.kind != OrderKind.TERM or term.team != team or term.number >= TALK:
            continue
        codes[i] = int(Refusal.INCOMPLETE)
        for k, order in enumerate(orders):
            if order.team == team and order.number == term.number and carries_terms(order):
                codes[i] = codes[k]


def takes_men(order: Order) -> bool:
    """RB 6.3 order 18. Whether an order sets a post up or strengthens it."""
    if order.kind != OrderKind.POST:
        return False
    return order.mode == PostAct.ESTABLISH or order.mode == PostAct.REINFORCE


def men_taken(board: Board, order: Order) -> int:
    """RB 13.3. mbn of Ankara's post reserve that an order binds."""
    if order.kind == OrderKind.POST:
        return garrison(board, order)
    if order.kind == OrderKind.CONVOY:
        return order.amount
    return 0


def repeat_refusal(
    orders: list[Order], mine: list[int], codes: list[int], done: list[int], taken: list[int], i: int
) -> int:
    """RB 7.1, 6.3. Whether orders[i] repeats or contradicts one of its team that already stands.

    A formation takes one MOVE, POSTURE or ATTACK; a post one POST and one CONVOY; a proxy three tasks. `mine`
    lists the rows of the team, `taken` gives for each formation 1 if an order that stands commands it.
    """
    order = orders[i]
    if commands(order):
        if shares_formation(order, taken):
            return int(Refusal.TWICE)
        if order.kind != OrderKind.MILITARY_POLICE:
            return 0
    tasks = 0
    for k in mine:
        if k == i or done[k] == 0 or codes[k] != 0:
            continue
        other = orders[k]
        if other.kind == order.kind and not (commands(order) and commands(other)):
            if order.kind == OrderKind.SUPPLY_PRIORITY or order.kind == OrderKind.AIR_TASK:
                return int(Refusal.TWICE)
            if order.kind == OrderKind.CLEAR_ROAD or order.kind == OrderKind.OFFER:
                continue
            if order.kind == OrderKind.STATEMENT:
                if order.mode == other.mode:
                    return int(Refusal.TWICE)
                continue
            if order.kind == OrderKind.ULTIMATUM:
                if order.who[0] == other.who[0]:
                    return int(Refusal.TWICE)
                continue
            if order.kind == OrderKind.FIRES:
                if same_guns(order, other):
                    return int(Refusal.TWICE)
                continue
            if order.kind == OrderKind.PROXY_TASK:
                if other.subject == order.subject:
                    tasks += 1
            elif other.subject == order.subject and same_spot(order, other):
                if order.kind != OrderKind.AIRSPACE or other.amount == order.amount:
                    return int(Refusal.TWICE)
    if tasks >= TASKS:
        return int(Refusal.TOO_MANY_TASKS)
    return 0


def same_guns(a: Order, b: Order) -> bool:
    """RB 11.1, 11.6. Whether two FIRES are given to one group, or answer for the same dead."""
    if a.subject == b.subject and a.who[0] == b.who[0]:
        return True
    return a.mode == FireMode.RETALIATE and b.mode == FireMode.RETALIATE and a.where[0] == b.where[0]
