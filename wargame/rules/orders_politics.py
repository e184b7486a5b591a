"""The rows of political orders (RB 6.3 orders 9-15, 17, 21, 22, 26) and of the terms behind them.

This docstring continues the contract of `orders.py`:

    kind             subject    mode         amount         flag    who           where          more
    PROXY_SUPPORT    faction    SupportKind  1-3            -       -             -              -
    STATEMENT        Team or -  Tone         -              public  -             place [0]      [0] Author
    ULTIMATUM        template   rung         deadline turn  -       to: Team [0]  -              -
    OFFER            template   start, days  expiry day     secret  to: Team      -              [0] notice
    RESPOND          serial     Answer       -              -       -             -              -
    EXTERNAL         Capital    Ask          -              -       -             -              -
    ECONOMY          Lever      Direction    -              -       -             -              -
    LADDER           -          -            rung           -       -             -              -
    BORDER           -          BorderPolicy h a turn       -       -             camp [0]       below
    LIBYA            faction    -            mbn, signed    -       -             -              -
    STEER            -          SteerAct     points spent   -       -             places 1-4     -
    TERM             subject    TermKind     severity       Scope   test [0]      scope's rows   below

* `subject` of an OFFER or ULTIMATUM is the row of the template, NOBODY without one. TERM rows of the same
  team and number, if there are any, stand in the place of the template's terms.
* OFFER: `amount` NOBODY = without expiry.
* BORDER: `more[0]` screening 0-2, `more[1]` h of shelter to build at the place of `where[0]`.
* TERM: `more` holds bound (mask of teams), excluded (mask of factions), from_day, by_day, depth, duties,
  access; days are kept as day + 1, 0 = none. A TERM row is no order of its own: it costs nothing and is
  refused with its header.
* `breach` of ATTACK, FIRES, AIR_TASK, SIEGE and AIRSPACE stands in their `flag`, that of DRONE_STRIKE in its
  `more[0]`: 1 = also against an agreement in force (RB 19.5).
* Talk: OFFER, RESPOND and STEER that were sent during planning have numbers from TALK up, in the order in
  which they were sent over all teams; they act first, in that order. Those of a sheet act after them, by kind
  (answers, then offers, then steering), each kind as if at once.
"""

from wargame.rules.numbers import Answer, OrderKind
from wargame.rules.tables import Order
from wargame.rules.tables_politics import WHERE, Term

TALK = 1000
"""First number of an order that was sent as talk during planning (RB 6.5)."""


def is_political(kind: int) -> bool:
    """Whether a kind of order stands in this file's table."""
    if OrderKind.PROXY_SUPPORT <= kind <= OrderKind.ECONOMY:
        return True
    if kind == OrderKind.LADDER or kind == OrderKind.STEER or kind == OrderKind.TERM:
        return True
    return kind == OrderKind.BORDER or kind == OrderKind.LIBYA


def is_talk(kind: int) -> bool:
    """RB 6.5. Whether a kind of order may be sent during planning."""
    return kind == OrderKind.OFFER or kind == OrderKind.RESPOND or kind == OrderKind.STEER


def carries_terms(order: Order) -> bool:
    """Whether TERM rows may stand behind an order: an offer, a counter-offer, an ultimatum."""
    if order.kind == OrderKind.RESPOND:
        return order.mode == Answer.COUNTER
    return order.kind == OrderKind.OFFER or order.kind == OrderKind.ULTIMATUM


def breaks_word(order: Order) -> bool:
    """RB 19.5. Whether an order says that it is to be carried out against an agreement in force."""
    if order.kind == OrderKind.DRONE_STRIKE:
        return order.more[0] == 1
    return order.flag == 1


def order_of_term(term: Term, row: Order) -> None:
    """Write a term into a TERM row of orders."""
    row.subject = term.subject
    row.mode = term.kind
    row.amount = term.severity
    row.flag = term.scope
    row.who[0] = term.test
    for i in range(WHERE):
        row.where[i] = term.where[i]
    row.more[0] = term.bound
    row.more[1] = term.excluded
    row.more[2] = term.from_day + 1
    row.more[3] = term.by_day + 1
    row.more[4] = term.depth
    row.more[5] = term.duties
    row.more[6] = term.access


def take_term(row: Order, term: Term) -> None:
    """Write the term of a TERM row of orders into a row of terms; whose it is stays as it was."""
    term.subject = row.subject
    term.kind = row.mode
    term.severity = row.amount
    term.scope = row.flag
    term.test = row.who[0]
    for i in range(WHERE):
        term.where[i] = row.where[i]
    term.bound = row.more[0]
    term.excluded = row.more[1]
    term.from_day = row.more[2] - 1
    term.by_day = row.more[3] - 1
    term.depth = row.more[4]
    term.duties = row.more[5]
    term.access = row.more[6]
    term.charged = 0
    term.done = 0
