"""The sequence of play (RB 3): three days a turn, each a list of steps. READ THIS FIRST.

Each step reads the board as it stands when the step begins, gathers its changes, and writes them once. The
board is a fresh copy made for the turn, or for the day if only one is played (`play_day`); in `run_day` it is
that of the day before. Steps that later chapters add keep their numbers free.
"""

from wargame.rules.agreements import open_terms, settle_agreements
from wargame.rules.air import draw_weather, fly
from wargame.rules.air_base import raid_base
from wargame.rules.arrivals import arrive
from wargame.rules.assault import assault_posts
from wargame.rules.attacks import end_spent_attacks
from wargame.rules.books import close_books
from wargame.rules.capture import capture
from wargame.rules.chance_incidents import draw_incidents
from wargame.rules.combat import fight
from wargame.rules.convoys import carry_convoys
from wargame.rules.degradation import changed_by_the_battle, changed_in_the_air, changed_on_the_march
from wargame.rules.detection import detect
from wargame.rules.displacement import displace
from wargame.rules.draw import pick
from wargame.rules.drones import fly_drones, tell_jamming
from wargame.rules.fires import fire
from wargame.rules.infiltration import infiltrate
from wargame.rules.injects import apply_injects, arm_injects, release
from wargame.rules.log import Journal, begin_day, tell
from wargame.rules.monitors import run_monitors
from wargame.rules.movement import move
from wargame.rules.numbers import EventKind, Purpose, Step
from wargame.rules.orders import take_orders
from wargame.rules.pending import run_pending
from wargame.rules.police import resume_police
from wargame.rules.politics import carry_politics
from wargame.rules.posts import feed_posts, update_posts
from wargame.rules.proxies import run_proxies
from wargame.rules.reckoning import settle_politics
from wargame.rules.recovery import recover
from wargame.rules.russian_strike import strike_near_turks
from wargame.rules.score import settle_scores
from wargame.rules.supply import trace_supply, update_roads
from wargame.rules.tables import NOBODY, Board, Effect, Order, World, copied
from wargame.rules.talks import take_talks
from wargame.rules.terms import hold_terms


def play_turn(
    world: World,
    board: Board,
    orders: list[Order],
    released: list[int],
    extra: list[Effect],
    seed: int,
    facts: Journal,
    log: Journal | None,
) -> Board:
    """RB 3.1, 3.2. All days of a turn, or fewer if the game ends. Returns the board at its close; `board`
    stays as it was.

    `orders` are the sheets of all teams, whose refused rows are voided; `released` the rows of injects that a
    person released during planning, and `extra` the effects of those written then; both act on the first day.
    """
    if board.tracks[0].ended > 0:
        return board
    first = board.tracks[0].day + 1
    board = copied(board)
    for day in range(first, first + world.params.days_per_turn):
        if board.tracks[0].ended == 0:
            run_day(world, board, orders, released, extra, seed, day, facts, log)
    return board


def play_day(
    world: World,
    closed: Board,
    orders: list[Order],
    released: list[int],
    extra: list[Effect],
    seed: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> Board:
    """RB 3.3. One day. On the first day of a turn the orders are taken and released injects act."""
    board = copied(closed)
    run_day(world, board, orders, released, extra, seed, day, facts, log)
    return board


def run_day(
    world: World,
    board: Board,
    orders: list[Order],
    released: list[int],
    extra: list[Effect],
    seed: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 3.3. The day after a board, written into it: for those who do not keep the day before."""
    live_day(world, board, orders, released, extra, seed, day, facts, log)
    close_day(world, board, orders, seed, day, facts, log)


def live_day(
    world: World,
    board: Board,
    orders: list[Order],
    released: list[int],
    extra: list[Effect],
    seed: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 3.3. Steps 1 to 13 of a day. A ruling that the white cell changes takes effect behind them (3.6)."""
    open_day(board, day, day % world.params.days_per_turn == 0)

    set_out(world, board, orders, released, extra, seed, day, facts, log)

    at(facts, log, day, Step.WEATHER)
    draw_weather(world, board, seed, day, facts, log)

    at(facts, log, day, Step.SUPPLY)
    update_roads(world, board, facts)
    trace_supply(world, board, facts, log)

    at(facts, log, day, Step.DETECTION)
    detect(world, board, day, facts, log)

    at(facts, log, day, Step.AIR)
    tell_jamming(board, facts)
    fly(world, board, seed, day, facts, log)
    fly_drones(world, board, seed, day, facts, log)
    changed_in_the_air(world, board, orders, facts, log)

    at(facts, log, day, Step.FIRES)
    fire(world, board, day, facts, log)

    at(facts, log, day, Step.MOVEMENT)
    resume_police(world, board)
    end_spent_attacks(board, facts, log)
    met = move(world, board, seed, day, facts, log)
    carry_convoys(world, board, seed, day, facts, log)
    changed_on_the_march(board, orders, facts, log)

    at(facts, log, day, Step.COMBAT)
    entered = fight(world, board, met, seed, day, facts, log)
    assault_posts(world, board, seed, day, facts, log)

    at(facts, log, day, Step.CAPTURE)
    capture(world, board, entered, facts, log)
    update_posts(world, board, orders, seed, day, facts, log)
    changed_by_the_battle(world, board, orders, facts, log)

    at(facts, log, day, Step.PEOPLE)
    displace(world, board, day, facts, log)
    infiltrate(world, board, seed, day, facts, log)

    at(facts, log, day, Step.RECOVERY)
    recover(world, board, facts)
    feed_posts(world, board, day, facts, log)

    at(facts, log, day, Step.INCIDENTS)
    draw_incidents(world, board, seed, day, facts, log)
    strike_near_turks(world, board, seed, day, facts, log)
    raid_base(world, board, seed, day, facts, log)
    run_monitors(world, board, day, facts, log)
    settle_politics(world, board, day, facts, log)


def close_day(
    world: World,
    board: Board,
    orders: list[Order],
    seed: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 3.3 step 14, and what the close of a turn adds: scores, and what the next sheets are written on."""
    at(facts, log, day, Step.BOOKS)
    close_books(world, board, seed, day, facts, log)
    arm_injects(world, board, orders, day, facts, log)
    if (day + 1) % world.params.days_per_turn == 0 or board.tracks[0].ended > 0:
        settle_scores(world, board, seed, facts, log)
        # RB 8.4: the next sheets are written on what is seen now, not on what was seen this morning
        at(facts, log, day, Step.DETECTION)
        detect(world, board, day, facts, log)


def set_out(
    world: World,
    board: Board,
    orders: list[Order],
    released: list[int],
    extra: list[Effect],
    seed: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 3.3. Steps 1 and 2: arrivals and, on the first day of a turn, talks, orders, politics and proxies;
    agreements that start and end, and what they hold back; then injects.
    """
    opens = day % world.params.days_per_turn == 0
    at(facts, log, day, Step.POLITICS)
    arrive(world, board, day, facts)
    run_pending(world, board, day, facts)
    if opens:
        tell_turn(world, seed, day, facts)
        open_terms(board)
        take_talks(world, board, orders, day, facts, log)
        take_orders(world, board, orders, facts, log)
        carry_politics(world, board, orders, seed, day, facts, log)
        run_proxies(world, board, seed, day, facts, log)
    else:
        settle_agreements(world, board, day, facts)
    hold_terms(world, board, orders, day, facts, log)

    at(facts, log, day, Step.INJECTS)
    if opens:
        release(world, board, released, day)
        apply_injects(world, board, extra, day, facts, log)
    else:
        apply_injects(world, board, extra[:0], day, facts, log)


def at(facts: Journal, log: Journal | None, day: int, step: int) -> None:
    """RB 22.1. What is written from here on belongs to this day and step."""
    if facts.head[0] != day:
        begin_day(facts, day)
    facts.head[1] = step
    if log is not None:
        log.head[0] = day
        log.head[1] = step


def open_day(board: Board, day: int, opens: bool) -> None:
    """RB 5.1. A new day on the fresh copy: the counters of the day before are zeroed.

    The first day of a turn keeps what the last one left, for those who see no more of it (RB 8.3).
    """
    board.tracks[0].day = day
    board.tracks[0].displaced_today = 0
    for place in board.places:
        if opens:
            place.bar_before = place.bar
            place.column_before = place.last_column
        place.strikes = 0
        place.support = 0
        place.battle = 0
        place.taken = 0
        place.prepared = 0
        place.standoff = 0
    for formation in board.formations:
        formation.fought = 0
        formation.called_off = 0
        formation.joins = NOBODY
    for pool in board.pools:
        pool.used = 0
    for post in board.posts:
        post.supplied = 0
    for sector in board.sectors:
        sector.jam = max(0, sector.jam - 1)


def tell_turn(world: World, seed: int, day: int, facts: Journal) -> None:
    """RB 7.12. The turn is opened, and the tie order of the teams is published: a shuffle of 0, 1, 2."""
    order = [0] * 3
    for i in range(3):
        order[i] = i
    j = pick(3, seed, day, Purpose.TIE_ORDER, 0, 0)
    held = order[2]
    order[2] = order[j]
    order[j] = held
    j = pick(2, seed, day, Purpose.TIE_ORDER, 0, 1)
    held = order[1]
    order[1] = order[j]
    order[j] = held
    turn = day // world.params.days_per_turn + 1
    tell(facts, EventKind.TURN_OPENED, turn, order[0], order[1], order[2], -1)
