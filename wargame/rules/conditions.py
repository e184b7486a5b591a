"""Conditions on the board: readings, facts that are remembered, and the junctions over them (RB 19.2).

A condition is a run of rows of `world.tests` in prefix order. What each form keeps in its columns:

    form       children      reading     entity   second                    op, value         span
    ALL ANY    any number    -           -        -                         -                 -
    NONE       any number    -           -        -                         -                 -
    COUNT      any number    -           -        -                         how many hold     -
    LASTING    one           -           -        -                         -                 days
    READING    none          Reading     row      column, side or faction   the comparison    -
    HAPPENED   FIELD rows    EventKind   -        first day that counts     how many facts    days, 0 = all
    ORDERED    FIELD rows    OrderKind   team     first day that counts     how many orders   days, 0 = all
    FIELD      none          Column      -        -                         equal to value    -
    TALLY      one           -           -        -                         -                 -
    FIRST      one           -           -        -                         -                 -

LASTING, HAPPENED, ORDERED, TALLY and FIRST remember; their memory is the row of `board.latches` that `latch`
names. TALLY and FIRST stand above a whole condition and are true when it is: TALLY counts the days at whose
close it was true (`count`) and those in a row (`held`), FIRST keeps the first such day, plus two (`count`).
"""

from wargame.rules.log import Journal
from wargame.rules.numbers import AirMission, Column, EventKind, Form, Op, OrderKind, PoliceTask, Task
from wargame.rules.orders import entries
from wargame.rules.readings import read
from wargame.rules.tables import NOBODY, TASKS, WINDOW, Board, Latch, Order, Test, World


def fresh_latches(world: World) -> list[Latch]:
    """Number the tests that remember and make their memories. Called once, when a scenario is laid out."""
    count = 0
    for test in world.tests:
        test.latch = NOBODY
        if remembers(test.form) == 1:
            test.latch = count
            count += 1
    latches = [Latch(0, 0, [0] * WINDOW)] * count
    for i in range(count):
        latches[i] = Latch(0, 0, [0] * WINDOW)
    return latches


def remembers(form: int) -> int:
    """1 for the forms that need a latch."""
    if form == Form.LASTING or form == Form.HAPPENED or form == Form.ORDERED:
        return 1
    if form == Form.TALLY or form == Form.FIRST:
        return 1
    return 0


def holds(world: World, board: Board, first: int, day: int, opening: int) -> int:
    """Whether the condition that begins at row `first` is true: 1 or 0.

    `day` is the day that has closed. With `opening` 1 the next turn is being opened, and `day`, `date` and
    `turn` are those of its first day. Rows are judged from the last to the first, children before parents.
    """
    top = world.tests[first]
    if top.form == Form.READING:
        value = read(world, board, top.reading, top.entity, top.second, day + opening)
        return compare(value, top.op, top.value)
    size = top.size
    if top.form == Form.ALL and one_fails(world, board, first, day + opening):
        return 0
    true = [0] * size
    i = size - 1
    while i >= 0:
        test = world.tests[first + i]
        if test.form == Form.READING:
            value = read(world, board, test.reading, test.entity, test.second, day + opening)
            true[i] = compare(value, test.op, test.value)
        elif test.form == Form.HAPPENED or test.form == Form.ORDERED:
            true[i] = compare(remembered(board, test, day), test.op, test.value)
        elif test.form == Form.LASTING:
            if test.latch != NOBODY and board.latches[test.latch].held >= test.span:
                true[i] = 1
        elif test.form != Form.FIELD:
            children = 0
            sum_true = 0
            j = i + 1
            while j < i + test.size:
                children += 1
                sum_true += true[j]
                j += world.tests[first + j].size
            true[i] = joined(test, children, sum_true)
        i -= 1
    return true[0]


def one_fails(world: World, board: Board, first: int, day: int) -> bool:
    """Whether a reading right under the ALL at row `first` is not as it should be: then the rest is not
    asked.
    """
    i = first + 1
    end = first + world.tests[first].size
    while i < end:
        test = world.tests[i]
        if test.form == Form.READING:
            value = read(world, board, test.reading, test.entity, test.second, day)
            if compare(value, test.op, test.value) == 0:
                return True
        i += test.size
    return False


def joined(test: Test, children: int, sum_true: int) -> int:
    """A junction over its children: all, any or none of them, or so many."""
    if test.form == Form.ALL:
        return compare(sum_true, Op.EQUAL, children)
    if test.form == Form.ANY or test.form == Form.TALLY or test.form == Form.FIRST:
        return compare(sum_true, Op.AT_LEAST, 1)
    if test.form == Form.NONE:
        return compare(sum_true, Op.EQUAL, 0)
    return compare(sum_true, test.op, test.value)


def compare(a: int, op: int, b: int) -> int:
    """1 if a and b stand so to each other, else 0."""
    if a == b:
        return 1 if op == Op.EQUAL or op == Op.AT_MOST or op == Op.AT_LEAST else 0
    if op == Op.DIFFERENT:
        return 1
    if a < b:
        return 1 if op == Op.LESS or op == Op.AT_MOST else 0
    return 1 if op == Op.MORE or op == Op.AT_LEAST else 0


# ---- memory ----------------------------------------------------------------------------------------------


def remembered(board: Board, test: Test, day: int) -> int:
    """How many facts a latch holds: all since its first day, or those of the last `span` closed days."""
    if test.latch == NOBODY:
        return 0
    latch = board.latches[test.latch]
    if test.span == 0:
        return latch.count
    total = 0
    d = max(0, day - min(test.span, WINDOW) + 1)
    while d <= day:
        total += latch.recent[d % WINDOW]
        d += 1
    return total


def observe(world: World, board: Board, orders: list[Order], day: int, facts: Journal) -> None:
    """Every latch learns the day that closes: events, states, and on the first day of a turn its orders.

    From the last row to the first: a TALLY or FIRST asks its condition when all below it has learnt the day.
    """
    for latch in board.latches:
        latch.recent[day % WINDOW] = 0
    learn(world, board, 0, day, facts)
    first_day = day % world.params.days_per_turn == 0
    lasting = int(Form.LASTING)
    tally = int(Form.TALLY)
    first = int(Form.FIRST)
    ordered = int(Form.ORDERED)
    tests = world.tests
    for t in range(len(tests) - 1, -1, -1):
        test = tests[t]
        if test.latch == NOBODY:
            continue
        form = test.form
        if form == lasting or form == tally or form == first:
            keep_state(world, board, t, day)
        elif form == ordered and first_day and day >= test.second:
            for order in orders:
                if order_matches(world, t, order) == 1 and refused(order, day, facts) == 0:
                    remember(board, test, day)


def keep_state(world: World, board: Board, t: int, day: int) -> None:
    """The latch of a LASTING, TALLY or FIRST learns whether what stands below test t is true."""
    test = world.tests[t]
    latch = board.latches[test.latch]
    if holds(world, board, t + 1, day, 0) == 0:
        latch.held = 0
        return
    latch.held += 1
    if test.form == Form.TALLY and day >= 0:
        latch.count += 1
    elif test.form == Form.FIRST and latch.count == 0:
        latch.count = day + 2


def open_states(world: World, board: Board) -> None:
    """RB 21.1. What is true as the game opens: every TALLY and FIRST asks its condition on day -1."""
    for t in range(len(world.tests)):
        form = world.tests[t].form
        if form == Form.TALLY or form == Form.FIRST:
            keep_state(world, board, t, -1)


def learn(world: World, board: Board, row: int, day: int, facts: Journal) -> None:
    """Count the events of the day from number `row` on in every latch that waits for them."""
    happened = int(Form.HAPPENED)
    first = max(row, facts.head[2])
    if first == len(facts.rows):
        return
    for t, test in enumerate(world.tests):
        if test.form == happened and facts.told[test.reading] > 0 and day >= test.second:
            for i in range(first, len(facts.rows)):
                fact = facts.rows[i]
                if fact[2] == test.reading and fact[0] == day:
                    if event_matches(world, t, fact[3], fact[4], fact[5], fact[6]) == 1:
                        remember(board, test, day)


def remember(board: Board, test: Test, day: int) -> None:
    """One fact more."""
    if test.latch != NOBODY:
        latch = board.latches[test.latch]
        latch.count += 1
        latch.recent[day % WINDOW] += 1


def event_matches(world: World, t: int, a: int, b: int, c: int, d: int) -> int:
    """Whether the fields of an event are those that the FIELD rows of test t ask for."""
    for i in range(t + 1, t + world.tests[t].size):
        ask = world.tests[i]
        found = a
        if ask.reading == Column.B:
            found = b
        elif ask.reading == Column.C:
            found = c
        elif ask.reading == Column.D:
            found = d
        if found != ask.value:
            return 0
    return 1


def refused(order: Order, day: int, facts: Journal) -> int:
    """1 if step 1 of the day refused the order: ORDER_REFUSED (team, order, reason, kind)."""
    for fact in facts.rows:
        if fact[2] == EventKind.ORDER_REFUSED and fact[0] == day:
            if fact[3] == order.team and fact[4] == order.number:
                return 1
    return 0


def order_matches(world: World, t: int, order: Order) -> int:
    """Whether an order is what test t asks for. Of an AIR_TASK a single task must meet all that is asked."""
    test = world.tests[t]
    if order.kind != test.reading or order.team != test.entity:
        return 0
    if order.kind == OrderKind.AIR_TASK:
        for i in range(TASKS):
            if order.who[i] != NOBODY and entry_matches(world, t, order, i, i + 1) == 1:
                return 1
        return 0
    return entry_matches(world, t, order, 0, len(order.who))


def entry_matches(world: World, t: int, order: Order, low: int, high: int) -> int:
    """Whether every FIELD row of test t finds its value in the order; in lists at entries low to high - 1."""
    for i in range(t + 1, t + world.tests[t].size):
        ask = world.tests[i]
        if ask.reading == Column.SUBJECT:
            found = compare(order.subject, Op.EQUAL, ask.value)
        elif ask.reading == Column.MODE:
            found = compare(order.mode, Op.EQUAL, ask.value)
        elif ask.reading == Column.AMOUNT:
            found = compare(order.amount, Op.EQUAL, ask.value)
        elif ask.reading == Column.FLAG:
            found = compare(order.flag, Op.EQUAL, ask.value)
        else:
            found = 0
            for k in range(low, high):
                found = max(found, listed(order, ask.reading, k, ask.value))
        if found == 0:
            return 0
    return 1


def listed(order: Order, column: int, k: int, value: int) -> int:
    """Whether entry k of a list is the value. Places, roads and sectors share `where`: the task says which it
    is.
    """
    if column == Column.WHO:
        return compare(order.who[k], Op.EQUAL, value)
    if column == Column.SORTIES:
        return compare(order.more[k] // 2, Op.EQUAL, value)
    if column == Column.RULES:
        return compare(order.more[k] % 2, Op.EQUAL, value)
    road = Column.PLACE
    if order.kind == OrderKind.AIR_TASK and order.who[k] == AirMission.INTERDICT:
        road = Column.ROAD
    if order.kind == OrderKind.AIR_TASK and order.who[k] >= AirMission.CAP:
        road = Column.SECTOR
    if order.kind == OrderKind.PROXY_TASK and order.mode == Task.OPEN_ROAD:
        road = Column.ROAD
    if order.kind == OrderKind.MILITARY_POLICE and order.mode == PoliceTask.INTERPOSE_ROAD:
        road = Column.ROAD
    if order.kind == OrderKind.CLEAR_ROAD:
        road = Column.ROAD
    if column == road and k < entries(order.where):
        return compare(order.where[k], Op.EQUAL, value)
    return 0
