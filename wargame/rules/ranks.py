"""In which order the orders of a sheet are read, and whom those that stand command (RB 6.4, 7.1)."""

from wargame.rules.numbers import OrderKind, PoliceTask
from wargame.rules.tables import NOBODY, ROUTE, Order

NUMBERS = 1 << 32
RANKS = 1 << 16
"""More than any number of an order in its sheet, and than any priority."""


def ranked(orders: list[Order], team: int) -> list[int]:
    """RB 6.4. The rows of a team's orders by priority, then number. A LADDER comes before all others, which
    are judged at its rung.
    """
    rows = [0] * len(orders)
    count = 0
    for i, order in enumerate(orders):
        if order.team == team:
            rows[count] = i
            count += 1
    return in_rank(orders, rows[:count])


def ranked_by_team(orders: list[Order]) -> list[int]:
    """RB 6.4. The rows of all orders team by team, those of a team as in `ranked`."""
    rows = [0] * len(orders)
    for i in range(len(orders)):
        rows[i] = i
    return in_rank(orders, rows)


def ranked_of_kinds(orders: list[Order], kind: int, other: int) -> list[int]:
    """RB 6.4. The same of the orders of two kinds (codes.OrderKind) alone."""
    rows = [0] * len(orders)
    count = 0
    for i, order in enumerate(orders):
        if order.kind == kind or order.kind == other:
            rows[count] = i
            count += 1
    return in_rank(orders, rows[:count])


def in_rank(orders: list[Order], rows: list[int]) -> list[int]:
    """Those rows by team, priority and number; equal ones keep their order."""
    keys = [0] * len(orders)
    for i in rows:
        keys[i] = (orders[i].team * RANKS + rank(orders[i])) * NUMBERS + orders[i].number
    width = 1
    while width < len(rows):
        rows = merged(rows, keys, width)
        width = width * 2
    return rows


def merged(rows: list[int], keys: list[int], width: int) -> list[int]:
    """The same rows with stretches of `width`, each in ascending order of `keys`, merged two by two."""
    count = len(rows)
    found = [0] * count
    start = 0
    while start < count:
        middle = min(start + width, count)
        end = min(middle + width, count)
        a = start
        b = middle
        for i in range(start, end):
            if b == end or (a < middle and keys[rows[a]] <= keys[rows[b]]):
                found[i] = rows[a]
                a += 1
            else:
                found[i] = rows[b]
                b += 1
        start = end
    return found


def rank(order: Order) -> int:
    """RB 6.4. The priority of an order, 0 of a LADDER."""
    if order.kind == OrderKind.LADDER:
        return 0
    return order.priority


def commands(order: Order) -> bool:
    """Whether an order tells formations what to do this turn."""
    if order.kind == OrderKind.MILITARY_POLICE:
        return order.mode >= PoliceTask.INTERPOSE
    return order.kind == OrderKind.MOVE or order.kind == OrderKind.POSTURE or order.kind == OrderKind.ATTACK


def commanded(order: Order, i: int) -> int:
    """The i-th formation of such an order, NOBODY if it has none."""
    if order.kind == OrderKind.ATTACK or order.kind == OrderKind.MILITARY_POLICE:
        return order.who[i]
    if i == 0:
        return order.subject
    return NOBODY


def take_command(order: Order, taken: list[int]) -> None:
    """RB 7.1. Marks in `taken`, by formation, those whom an order that stands tells what to do."""
    if commands(order):
        for i in range(ROUTE):
            f = commanded(order, i)
            if 0 <= f < len(taken):
                taken[f] = 1


def shares_formation(order: Order, taken: list[int]) -> bool:
    """RB 7.1. Whether an order that commands names a formation that another has taken."""
    for i in range(ROUTE):
        f = commanded(order, i)
        if f == NOBODY:
            return False
        if taken[f] == 1:
            return True
    return False
