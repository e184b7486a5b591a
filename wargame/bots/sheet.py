"""Order rows as the bots write them: into a sheet of blank rows, counted by an integer (RB 6.3).

Every function takes the sheet, the number of rows already written and what the order says, and returns the
new number. Columns are those of `rules/orders.py`. A full sheet takes no more orders. Whoever writes an
order says why with `motives.because`.
"""

from wargame.rules.attacks import LEAST_COLUMN, STOP_LOSS
from wargame.rules.numbers import Intensity, OrderKind
from wargame.rules.tables import NOBODY, ROUTE, Order, World

ROWS = 40
"""Rows of a bot's sheet: more than any team can pay for."""


def open_row(out: list[Order], n: int, team: int, kind: int, priority: int) -> int:
    """Blank row n for an order of this kind. Returns n, or NOBODY when the sheet is full."""
    if n >= len(out):
        return NOBODY
    row = out[n]
    row.team = team
    row.number = n + 1
    row.kind = kind
    row.priority = priority
    row.subject = NOBODY
    row.mode = 0
    row.amount = 0
    row.flag = 0
    row.why = 0
    row.why_value = 0
    for i in range(ROUTE):
        row.who[i] = NOBODY
        row.where[i] = NOBODY
        row.more[i] = 0
    if kind == OrderKind.ATTACK:
        row.mode = Intensity.NORMAL
        row.amount = LEAST_COLUMN
        row.more[0] = STOP_LOSS
    return n


def command_points(world: World, team: int) -> int:
    """RB 6.1. Command points of a team a turn."""
    if team == 0:
        return world.params.command_ankara
    if team == 1:
        return world.params.command_moscow
    return world.params.command_damascus


def put_subject(
    out: list[Order], n: int, team: int, kind: int, priority: int, subject: int, mode: int, amount: int
) -> int:
    """An order that is said with one subject, a mode and an amount: POSTURE, POST, AIRSPACE, SIEGE, JAM."""
    r = open_row(out, n, team, kind, priority)
    if r == NOBODY:
        return n
    out[r].subject = subject
    out[r].mode = mode
    out[r].amount = amount
    return n + 1


def put_spot(
    out: list[Order],
    n: int,
    team: int,
    kind: int,
    priority: int,
    sector: int,
    place: int,
    mode: int,
    amount: int,
    flag: int,
) -> int:
    """A RECON or DRONE_STRIKE of a sector or a place, the other being NOBODY."""
    r = open_row(out, n, team, kind, priority)
    if r == NOBODY:
        return n
    out[r].subject = sector
    out[r].where[0] = place
    out[r].mode = mode
    out[r].amount = amount
    out[r].flag = flag
    return n + 1


def put_task(
    out: list[Order], n: int, team: int, priority: int, faction: int, task: int, place: int, inducement: int
) -> int:
    """A PROXY_TASK: what a faction is asked to do, where, and for how much capital."""
    r = open_row(out, n, team, OrderKind.PROXY_TASK, priority)
    if r == NOBODY:
        return n
    out[r].subject = faction
    out[r].mode = task
    out[r].amount = inducement
    out[r].where[0] = place
    return n + 1


def put_list(
    out: list[Order], n: int, team: int, kind: int, priority: int, who: list[int], count: int
) -> int:
    """A SUPPLY_PRIORITY, or the formations of an ATTACK whose targets are filled in afterwards."""
    r = open_row(out, n, team, kind, priority)
    if r == NOBODY:
        return n
    for i in range(min(count, ROUTE)):
        out[r].who[i] = who[i]
    return n + 1


def put_move(out: list[Order], n: int, team: int, priority: int, formation: int, path: list[int]) -> int:
    """A MOVE along a path of ROUTE places that halts on contact."""
    r = open_row(out, n, team, OrderKind.MOVE, priority)
    if r == NOBODY:
        return n
    out[r].subject = formation
    out[r].flag = 1
    for i in range(ROUTE):
        out[r].where[i] = path[i]
    return n + 1


def put_air(
    out: list[Order], n: int, team: int, pool: int, mission: list[int], target: list[int], sorties: list[int]
) -> int:
    """An AIR_TASK of up to three tasks under military rules; tasks without sorties are left out."""
    r = open_row(out, n, team, OrderKind.AIR_TASK, 2)
    if r == NOBODY:
        return n
    out[r].subject = pool
    k = 0
    for i in range(len(mission)):
        if sorties[i] > 0 and target[i] != NOBODY and k < ROUTE:
            out[r].who[k] = mission[i]
            out[r].where[k] = target[i]
            out[r].more[k] = sorties[i] * 2
            k += 1
    if k == 0:
        return n
    return n + 1


def put_fires(
    out: list[Order],
    n: int,
    team: int,
    priority: int,
    formation: int,
    post: int,
    mode: int,
    target: int,
    days: int,
) -> int:
    """A FIRES of an artillery formation or of a post."""
    r = open_row(out, n, team, OrderKind.FIRES, priority)
    if r == NOBODY:
        return n
    out[r].subject = post
    out[r].who[0] = formation
    out[r].mode = mode
    out[r].amount = days
    out[r].where[0] = target
    return n + 1


def put_roads(out: list[Order], n: int, team: int, priority: int, roads: list[int]) -> int:
    """A CLEAR_ROAD for the roads of a list of ROUTE rows."""
    r = open_row(out, n, team, OrderKind.CLEAR_ROAD, priority)
    if r == NOBODY:
        return n
    for i in range(ROUTE):
        out[r].where[i] = roads[i]
    return n + 1


def put_police(
    out: list[Order], n: int, team: int, task: int, post: int, formation: int, place: int
) -> int:
    """A MILITARY_POLICE: an escort to a post, or a formation that stands in a place."""
    r = open_row(out, n, team, OrderKind.MILITARY_POLICE, 4)
    if r == NOBODY:
        return n
    out[r].mode = task
    out[r].subject = post
    out[r].who[0] = formation
    out[r].where[0] = place
    return n + 1
