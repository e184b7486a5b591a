"""The politics of Ankara: an ultimatum, the ladder, capitals, the border, proxies and the talks with Moscow.

Historical: reinforce, answer fire, set a deadline, climb when the dead and the deadline make it cheap, and
sign with Moscow once open hostilities have answered them. Cautious: bargain from the first weeks, climb
nowhere. Escalatory: a short deadline and open hostilities as soon as there is some cause; it signs only near
the brink, and does not keep to it. Nobody opens hostilities whose price leaves no room below the brink.
"""

from wargame.bots.drafts import drafts
from wargame.bots.motives import because
from wargame.bots.numbers import Draft, Manner, Motive
from wargame.bots.sheet import put_subject
from wargame.bots.talks import (
    awaits,
    binds,
    deal_in_force,
    delay_of_talks,
    fire_has_ceased,
    has_term,
    in_force,
    own_offer_open,
    put_answer,
    put_offer,
    put_ultimatum,
    say,
    turn_of,
)
from wargame.rules.ladder import war_tension
from wargame.rules.legitimacy import legitimacy
from wargame.rules.numbers import (
    Ask,
    BorderPolicy,
    Capital,
    Direction,
    Faction,
    Lever,
    OrderKind,
    PostState,
    SupportKind,
    Team,
    TermKind,
    Tone,
    UltimatumState,
)
from wargame.rules.tables import NOBODY, Board, Order, World

REINFORCE_RUNG = 3
FIRE_RUNG = 4
WAR_RUNG = 5

ULTIMATUM_TURN = 4
DEADLINE_TURN = 11
SHORT_TURN = 3
SHORT_DEADLINE = 6
"""Turn of the demand to go behind the posts, and its deadline: as in the record, and shorter."""

FIRE_DAY = 12
"""Day from which the historical manner climbs to fire on those that fired."""

WAR_DAY = 30
WAR_DEAD = 30
WAR_CAUSE = 6000
"""Historical: day, own dead and bp of cause from which it enters open hostilities."""

SOON_CAUSE = 5000
"""bp of cause at which the escalatory manner does."""

WAR_ROOM = 9000
SOON_ROOM = 8000
"""ct of tension beyond which a war would take the theatre too near the brink: what the historical manner
bears with the end in sight, and the escalatory one with weeks to come.
"""

SIGN_TENSION = 8300
BRINK = 7600
WEARY = 1500
"""When it wants a ceasefire: tension (ct) at which the historical manner does even without open hostilities;
tension and support at home (ct) at which even the escalatory one does."""

EARLY_TENSION = 3000
"""ct at which the cautious manner begins to offer."""

PURSE = 350
"""ct of capital kept for the ladder."""

CAPITAL_TURN = (3, 4, 5, 9, 9, 7, 10)
CAPITAL_WHO = (
    Capital.KYIV, Capital.WASHINGTON, Capital.LONDON, Capital.EU, Capital.BERLIN_PARIS, Capital.WASHINGTON,
    Capital.EU,
)  # fmt: skip
CAPITAL_ASK = (
    Ask.BACKING, Ask.BACKING, Ask.BACKING, Ask.MONEY, Ask.BACKING, Ask.PATRIOT, Ask.MONEY,
)  # fmt: skip
CAPITAL_ROWS = 7
"""Whom it asks in which turn, and for what."""

NATO_DEAD = 20
OPEN_DAY = 33
"""Own dead from which allies are asked to meet, and the day on which the record opens the border."""

RECALL_TURN = 2
RECALL_MOST = 1000
"""When the escalatory manner calls men back from Libya, and mbn of one order at most."""

MANAGED = 200
CAMP = 50
"""h a turn let in by the cautious manner, and h of shelter built."""


def politics(
    world: World, board: Board, manner: int, day: int, out: list[Order], n: int
) -> tuple[int, int]:
    """RB 6.5. Ankara's words and bargains, into `out`; returns rows written and capital left, ct."""
    draft = drafts(world)
    capital = board.teams[Team.ANKARA].pc
    n = answer_offers(board, manner, out, n)
    n = make_offers(world, board, manner, day, draft, out, n)
    n, capital = climb(world, board, manner, day, capital, out, n)
    n, capital = demand(world, board, manner, day, draft, capital, out, n)
    n = words(world, board, manner, day, out, n)
    n, capital = ask_capitals(world, board, manner, day, capital, out, n)
    return n, capital


def spend(
    world: World, board: Board, manner: int, day: int, left: int, capital: int, out: list[Order], n: int
) -> tuple[int, int]:
    """RB 17.5, 15.8, 18.6. What takes command points: proxies, men abroad and the border. Returns rows and
    points left.
    """
    n, left = recall(world, board, manner, day, left, out, n)
    n, left, capital = pay_proxies(world, board, manner, day, left, capital, out, n)
    return set_border(world, board, manner, day, left, capital, out, n)


def wants_peace(board: Board, manner: int) -> bool:
    """Whether it would sign a ceasefire now: the historical manner once its dead have been answered."""
    tracks = board.tracks[0]
    if manner == Manner.CAUTIOUS:
        return True
    if manner == Manner.ESCALATORY:
        return tracks.tension >= BRINK or board.teams[Team.ANKARA].domestic < WEARY
    return tracks.rung >= WAR_RUNG or tracks.tension >= SIGN_TENSION


def why_peace(board: Board, manner: int) -> tuple[int, int]:
    """Motive and number for a ceasefire that `wants_peace` wants, or does not want yet."""
    tracks = board.tracks[0]
    if not wants_peace(board, manner):
        return int(Motive.TOO_EARLY), tracks.tension
    if manner == Manner.CAUTIOUS:
        return int(Motive.PEACE_ALWAYS), tracks.tension
    if manner == Manner.ESCALATORY:
        if tracks.tension >= BRINK:
            return int(Motive.BRINK_NEAR), tracks.tension
        return int(Motive.WEARY_AT_HOME), board.teams[Team.ANKARA].domestic
    if tracks.rung >= WAR_RUNG:
        return int(Motive.WAR_OPENED), tracks.rung
    return int(Motive.BRINK_NEAR), tracks.tension


def answer_offers(board: Board, manner: int, out: list[Order], n: int) -> int:
    """RB 19.5. A yes or a no to each offer that waits."""
    for a in range(len(board.agreements)):
        if not awaits(board, a, Team.ANKARA):
            continue
        yes = True
        why = int(Motive.OFFER_SUITS)
        value = 0
        if has_term(board, a, TermKind.CEASEFIRE):
            yes = wants_peace(board, manner)
            why, value = why_peace(board, manner)
        if binds(board, a, TermKind.WITHDRAW, Team.ANKARA):
            yes = False
            why = int(Motive.WOULD_WITHDRAW)
        n = because(out, n, put_answer(board, out, n, Team.ANKARA, a, yes), why, value)
    return n


def make_offers(
    world: World, board: Board, manner: int, day: int, draft: list[int], out: list[Order], n: int
) -> int:
    """RB 19.7, 19.8. The protocol to Moscow when it wants a ceasefire; food for besieged posts."""
    protocol = draft[Draft.PROTOCOL]
    if fire_has_ceased(board) == NOBODY and protocol != NOBODY:
        if not own_offer_open(board, Team.ANKARA, protocol) and wants_peace(board, manner):
            if manner != Manner.CAUTIOUS or board.tracks[0].tension >= EARLY_TENSION:
                delay = delay_of_talks(board)
                why, value = why_peace(board, manner)
                before = n
                n = put_offer(out, n, Team.ANKARA, protocol, Team.MOSCOW, NOBODY, delay, 3)
                n = because(out, before, n, why, value)
    feed = draft[Draft.FEED_THE_POSTS]
    if manner != Manner.ESCALATORY and feed != NOBODY and not in_force(board, feed):
        besieged = 0
        for post in board.posts:
            if post.state == PostState.BESIEGED and post.consent == 0:
                besieged += 1
        if besieged > 0 and turn_of(world, day) % 3 == 0 and not own_offer_open(board, Team.ANKARA, feed):
            before = n
            n = put_offer(out, n, Team.ANKARA, feed, Team.MOSCOW, Team.DAMASCUS, 0, 3)
            n = because(out, before, n, Motive.POSTS_HUNGRY, besieged)
    return n


def climb(
    world: World, board: Board, manner: int, day: int, capital: int, out: list[Order], n: int
) -> tuple[int, int]:
    """RB 16.2. At most two rungs, when the manner has cause and means for it."""
    rung = board.tracks[0].rung
    if manner == Manner.CAUTIOUS or fire_has_ceased(board) != NOBODY:
        return n, capital
    cause = legitimacy(world, board, Team.ANKARA)
    dead = board.teams[Team.ANKARA].dead
    wanted = rung
    why = int(Motive.REINFORCE)
    if manner == Manner.ESCALATORY:
        wanted = REINFORCE_RUNG
        if dead > 0 or day >= SHORT_TURN * world.params.days_per_turn:
            wanted = FIRE_RUNG
            why = int(Motive.OWN_DEAD) if dead > 0 else int(Motive.TIME_TO_PRESS)
        if cause >= SOON_CAUSE and room_for_war(world, board, SOON_ROOM):
            wanted = WAR_RUNG
            why = int(Motive.CAUSE_GOOD)
    else:
        if day >= (SHORT_TURN - 1) * world.params.days_per_turn:
            wanted = REINFORCE_RUNG
        if dead > 0 and day >= FIRE_DAY:
            wanted = FIRE_RUNG
            why = int(Motive.OWN_DEAD)
        if day >= WAR_DAY and dead >= WAR_DEAD and cause >= WAR_CAUSE:
            if room_for_war(world, board, WAR_ROOM):
                wanted = WAR_RUNG
    for row in board.ultimatums:
        if row.sender == Team.ANKARA and row.state == UltimatumState.EXPIRED and cause >= SOON_CAUSE:
            if row.rung < WAR_RUNG or room_for_war(world, board, WAR_ROOM):
                if row.rung > wanted:
                    why = int(Motive.DEADLINE_PASSED)
                wanted = max(wanted, row.rung)
    wanted = min(wanted, rung + 2)
    price = (wanted - rung) * world.params.climb_price
    if wanted <= rung or price > capital:
        return n, capital
    value = day
    if why == Motive.OWN_DEAD:
        value = dead
    elif why == Motive.CAUSE_GOOD:
        value = cause
    elif why == Motive.DEADLINE_PASSED:
        value = wanted
    before = n
    n = put_subject(out, n, Team.ANKARA, OrderKind.LADDER, 1, NOBODY, 0, wanted)
    return because(out, before, n, why, value), capital - price


def room_for_war(world: World, board: Board, most: int) -> bool:
    """RB 16.5, 16.8. Whether tension stays below `most` (ct) once it has opened hostilities."""
    return board.tracks[0].tension + war_tension(world, board, Team.ANKARA) <= most


def demand(
    world: World,
    board: Board,
    manner: int,
    day: int,
    draft: list[int],
    capital: int,
    out: list[Order],
    n: int,
) -> tuple[int, int]:
    """RB 16.7. The demand on Damascus to go behind the posts."""
    turn = turn_of(world, day)
    when = ULTIMATUM_TURN
    until = DEADLINE_TURN
    if manner == Manner.ESCALATORY:
        when = SHORT_TURN
        until = SHORT_DEADLINE
    if manner == Manner.CAUTIOUS or turn != when or capital < 100 or board.tracks[0].rung >= WAR_RUNG:
        return n, capital
    template = draft[Draft.BEHIND_THE_POSTS]
    before = n
    n = put_ultimatum(out, n, Team.ANKARA, template, Team.DAMASCUS, WAR_RUNG, until)
    if n > before:
        capital -= 100
    return because(out, before, n, Motive.DEMAND_LINE, until), capital


def words(world: World, board: Board, manner: int, day: int, out: list[Order], n: int) -> int:
    """RB 18.1. Condemnation of Damascus; a warning before a climb; the cautious manner reassures Moscow."""
    team = int(Team.ANKARA)
    before = n
    if manner == Manner.CAUTIOUS:
        n = say(world, board, team, Tone.REASSURE, Team.MOSCOW, day, out, n)
        return because(out, before, n, Motive.REASSURE_RIVAL, board.tracks[0].tension)
    if day >= world.params.days_per_turn:
        n = say(world, board, team, Tone.CONDEMN, Team.DAMASCUS, day, out, n)
        n = because(out, before, n, Motive.CONDEMN_ATTACKS, board.teams[team].dead)
    if board.tracks[0].rung == FIRE_RUNG and fire_has_ceased(board) == NOBODY:
        before = n
        n = say(world, board, team, Tone.WARN, Team.DAMASCUS, day, out, n)
        n = because(out, before, n, Motive.WARN_BEFORE_WAR, FIRE_RUNG)
    return n


def ask_capitals(
    world: World, board: Board, manner: int, day: int, capital: int, out: list[Order], n: int
) -> tuple[int, int]:
    """RB 18.2. The capitals of the record in their turns; allies once the dead are many."""
    turn = turn_of(world, day)
    for i in range(CAPITAL_ROWS):
        if CAPITAL_TURN[i] == turn and capital >= PURSE + 200:
            if manner == Manner.CAUTIOUS and CAPITAL_WHO[i] == Capital.KYIV:
                continue
            before = n
            n = put_subject(out, n, Team.ANKARA, OrderKind.EXTERNAL, 2, CAPITAL_WHO[i], CAPITAL_ASK[i], 0)
            n = because(out, before, n, Motive.CAPITAL_DUE, capital)
            capital -= 200
    if board.teams[Team.ANKARA].dead >= NATO_DEAD and turn % 3 == 0 and capital >= PURSE + 100:
        before = n
        n = put_subject(out, n, Team.ANKARA, OrderKind.EXTERNAL, 2, Capital.NATO, Ask.BACKING, 0)
        n = because(out, before, n, Motive.DEAD_TO_ALLIES, board.teams[Team.ANKARA].dead)
        capital -= 100
    if manner == Manner.CAUTIOUS and turn == 6 and capital >= PURSE + 100:
        before = n
        n = put_subject(out, n, Team.ANKARA, OrderKind.ECONOMY, 2, Lever.TRADE, Direction.RELAX, 0)
        n = because(out, before, n, Motive.TRADE_EASED, board.tracks[0].tension)
        capital -= 100
    return n, capital


def pay_proxies(
    world: World, board: Board, manner: int, day: int, left: int, capital: int, out: list[Order], n: int
) -> tuple[int, int, int]:
    """RB 17.3, 17.5. Pay for the SNA every other turn, ammunition and anti-tank weapons for the NLF."""
    turn = turn_of(world, day)
    if left > 2 and turn % 2 == 0 and capital >= 100:
        before = n
        n = put_subject(out, n, Team.ANKARA, OrderKind.PROXY_SUPPORT, 4, Faction.SNA, SupportKind.PAY, 1)
        n = because(out, before, n, Motive.PAY_DUE, capital)
        left -= 1
        capital -= 100
    if left > 2 and capital >= PURSE + 100 and turn % 2 == 1 and manner != Manner.CAUTIOUS:
        kind = int(SupportKind.AMMO)
        why = int(Motive.AMMO_DUE)
        value = capital
        if board.tracks[0].rung >= FIRE_RUNG and not wants_peace(board, manner):
            kind = int(SupportKind.ATGM)
            why = int(Motive.ARMOUR_FACED)
            value = board.tracks[0].rung
        before = n
        n = put_subject(out, n, Team.ANKARA, OrderKind.PROXY_SUPPORT, 5, Faction.NLF, kind, 1)
        n = because(out, before, n, why, value)
        left -= 1
        capital -= 100
    return n, left, capital


def recall(
    world: World, board: Board, manner: int, day: int, left: int, out: list[Order], n: int
) -> tuple[int, int]:
    """RB 18.6. The escalatory manner wants its men at the front: in turn 2 it calls half of the NLF's back
    from Libya. The others keep to the record, in which nobody was called back.
    """
    men = board.factions[Faction.NLF].in_libya // 200 * 100
    if manner != Manner.ESCALATORY or turn_of(world, day) != RECALL_TURN or left <= 2 or men < 100:
        return n, left
    before = n
    n = put_subject(out, n, Team.ANKARA, OrderKind.LIBYA, 5, Faction.NLF, 0, -min(men, RECALL_MOST))
    return because(out, before, n, Motive.MEN_NEEDED, min(men, RECALL_MOST)), left - 1


def set_border(
    world: World, board: Board, manner: int, day: int, left: int, capital: int, out: list[Order], n: int
) -> tuple[int, int]:
    """RB 15.8. Those who flee are sent toward Afrin; late, as in the record, the way to Europe is opened."""
    turn = turn_of(world, day)
    now = board.tracks[0].border
    policy = now
    people = 0
    why = int(Motive.BORDER_MANAGED)
    value = MANAGED
    if manner == Manner.CAUTIOUS:
        if turn >= 4:
            policy = int(BorderPolicy.MANAGED)
            people = MANAGED
    elif turn >= 2:
        policy = int(BorderPolicy.DIVERT_AFRIN)
        why = int(Motive.BORDER_DIVERTED)
        value = 0
        if day >= OPEN_DAY or (manner == Manner.ESCALATORY and day >= WAR_DAY):
            if deal_in_force(board, TermKind.HUMANITARIAN) == NOBODY:
                policy = int(BorderPolicy.OPEN_TO_EUROPE)
                why = int(Motive.BORDER_OPENED)
                value = board.teams[Team.ANKARA].dead
    if policy == now or left <= 2 or capital < PURSE:
        return n, left
    before = n
    n = put_subject(out, n, Team.ANKARA, OrderKind.BORDER, 5, NOBODY, policy, people)
    if manner == Manner.CAUTIOUS:
        out[n - 1].more[0] = 1
    return because(out, before, n, why, value), left - 1
