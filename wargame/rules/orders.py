"""Step 1: what was ordered is written onto the board (RB 6.3, 6.5, 6.7).

This docstring is the contract for every maker of order rows: the codec, the bots and the tests. A row is
`tables.Order`. `team` is the codes.Team that gave it, `number` its position in that team's sheet from 1
(unique within the team; a missing number is no error), `kind` the codes.OrderKind and `priority` 1 (first)
to 9. Columns that a kind does not use hold their filler: NOBODY in `subject` and in every entry of `who`
and `where`; 0 in `mode`, `amount`, `flag` and in every entry of `more`. Lists are filled from the front.
`blank` makes such a row. `why` and `why_value` say why a bot gave the order; no rule reads them.

    kind             subject    mode         amount         flag             who          where          more
    MOVE             formation  0 or RIDE    -              halt_on_contact  -            path, 1-8      -
    POSTURE          formation  Posture 0-5  -              -                -            -              -
    ATTACK           -          Intensity    min_column, cs -                formations   targets, 1-4   below
    FIRES            post       FireMode     days 1-3       -                formation [0] target [0]   -
    CONVOY           post       ConvoyKind   mbn of troops  announce         escort [0]   route, 0-8     -
    SUPPLY_PRIORITY  -          -            -              -                formations   -              -
    PROXY_TASK       faction    Task         PC points 0-3  -                -            place/road [0] -
    POST             post       PostAct      mbn            -                -            place [0]      -
    AIR_TASK         pool       -            -              -                missions 1-3 targets 1-3  below
    AIRSPACE         sector     Access       AirUser        -                -            -              -
    MILITARY_POLICE  post       PoliceTask   -              -                formation [0] place/road [0] -
    SIEGE            post       Siege 1-4    -              -                -            -              -
    RECON            sector     Asset        -              -                -            place [0]      -
    ROE              Branch     Rule         -              -                -            -              -
    DRONE_STRIKE     sector     DroneAim     sorties 1-9    forced           -            place [0]      -
    JAM              sector     -            days 1-3       -                -            -              -
    CLEAR_ROAD       -          -            -              -                -            roads, 1-8     -

* MOVE: `where` is the path after the place where the formation stands. It may end early by contact (RB
  6.3). On the board the posture is march, or attack if the column does not halt on contact. With mode RIDE it
  names one place, and the formation stands there at once (`motorway.py`).
* ATTACK: all formations of `who` attack `where[0]`, and after its capture the next target (RB 6.7). `more[0]`
  is the stop-loss in bp. `blank` makes one of normal intensity with column -400 and stop-loss 1500.
* FIRES: either `subject` is the post whose guns fire or `who[0]` the artillery formation. `where[0]` of a
  RETALIATE is the place where the dead fell. On the board each stands in a row of `fires`.
* MILITARY_POLICE: ESCORT names a post, INTERPOSE a formation and a place, INTERPOSE_ROAD a formation and a
  road.
* CONVOY: `where` runs from the place where it starts to the post's place, both included. All NOBODY: the
  shortest way over roads from the nearest Turkish source. `who[0]` is the escort or NOBODY. `amount` is 0
  for supply. On the board a convoy stands at `route[leg - 1]`, and `route[leg]` is its next place; `leg`
  starts at 1. AID has no `subject`, and the place that it goes to in `more[0]`. Of a shortest way longer
  than ROUTE places the last ROUTE are kept, and `march` starts below 0 by the minutes left out.
* PROXY_TASK: `where[0]` is a place; for OPEN_ROAD it is a row of roads; NOBODY where the task needs neither.
* POST: `where[0]` only with ESTABLISH, NOBODY = the place the scenario plans. `amount` 0 = the planned
  garrison.
* AIR_TASK: at most one a team and turn. `who[i]` is a codes.AirMission, `where[i]` a place (CAS, STRIKE), a
  road (INTERDICT) or a sector (CAP, SUPPRESS), `more[i]` = sorties a day * 2 + codes.StrikeRules.
  On the board the tasks of pool p stand in rows p * TASKS to p * TASKS + 2 of `air_tasks`; the rows of the
  turn before are cleared.
* RECON and DRONE_STRIKE name a sector in `subject` or a place in `where[0]`, not both. At most three of each
  a team and turn; on the board RECON stands in the team's `recon` lists, drone strikes in the rows of
  `air_tasks` of the drone pool.
* A formation gets at most one MOVE, POSTURE or ATTACK a turn. A second one is refused (RB 6.4: the later by
  priority, then number), and so is everything that `legal.refusal` or the team's command points and capital
  do not allow. Each refusal is told as ORDER_REFUSED (team, number, codes.Refusal, OrderKind).

What stands afterwards: missions of MOVE until arrival, missions of ATTACK and air tasks and supply ranks
for the turn, postures, airspace and sieges until changed (RB 6.7). POST orders write nothing here;
`posts.py` reads their rows on each day of the turn. A refused row is voided (kind 0): no later step reads
it.
"""

from wargame.rules.arithmetic import rdiv
from wargame.rules.attacks import LEAST_COLUMN, STOP_LOSS, begin_attack
from wargame.rules.drones import drone_pool
from wargame.rules.ladder import rung_after
from wargame.rules.legal import price_in_sheet, within_means
from wargame.rules.legal_drones import spot_sector
from wargame.rules.legal_posts import shortest_convoy
from wargame.rules.log import Journal, note, tell
from wargame.rules.motorway import RIDE, ride
from wargame.rules.numbers import (
    AirDefence,
    AirMission,
    Branch,
    ConvoyKind,
    ConvoyState,
    EventKind,
    FireMode,
    Intensity,
    Mission,
    OrderKind,
    PoliceTask,
    Posture,
    ReasonKind,
    Rule,
    Side,
    SteerAct,
    Task,
    Team,
)
from wargame.rules.police import send_police
from wargame.rules.ranks import ranked_by_team
from wargame.rules.roads import MARCH_DENOMINATOR, MARCH_NUMERATOR
from wargame.rules.support import open_turn_of_proxies
from wargame.rules.tables import NOBODY, ROUTE, TARGETS, TASKS, Board, Formation, Order, World

TEAM_COUNT = 3

RULE_OF_REFUSAL = 63
"""RB 22.4: the paragraph a refusal follows, 6.3, times 10."""

CLASSES = 3
"""RB 6.5: airspace, then tasks of proxies, then everything else."""


def blank(team: int, number: int, kind: int, priority: int) -> Order:
    """An order row whose other columns hold their fillers; of an ATTACK, what it says by default."""
    row = Order(
        team, number, kind, priority, NOBODY, 0, 0, 0, [NOBODY] * ROUTE, [NOBODY] * ROUTE, [0] * ROUTE, 0, 0
    )
    if kind == OrderKind.ATTACK:
        row.mode = Intensity.NORMAL
        row.amount = LEAST_COLUMN
        row.more[0] = STOP_LOSS
    return row


def entries(row: list[int]) -> int:
    """How many entries of a `who` or `where` list are used."""
    n = 0
    while n < len(row) and row[n] != NOBODY:
        n += 1
    return n


def take_orders(
    world: World, board: Board, orders: list[Order], facts: Journal, log: Journal | None
) -> list[int]:
    """RB 6.3-6.7. Step 1 of a turn's first day. Returns for each row of `orders` its Refusal, 0 if it stands.

    Reads all sheets against the board as the step began. Ends what stood for the last turn only; writes
    airspace, then tasks of proxies (RB 6.5), then the rest; takes the capital they cost. Order of the rows
    changes nothing.
    """
    codes = [0] * len(orders)
    for team in range(TEAM_COUNT):
        mine = within_means(world, board, orders, team)
        for i in range(len(orders)):
            if orders[i].team == team:
                codes[i] = mine[i]
    rows = ranked_by_team(orders)
    tell_refusals(orders, rows, codes, facts, log)
    pay(world, board, orders, rows, codes)
    end_turn_orders(board)
    open_turn_of_proxies(world, board)
    for political in range(CLASSES):
        for i in rows:
            if codes[i] == 0 and class_of(orders[i].kind) == political:
                carry(world, board, orders[i], facts)
    void_refused(orders, codes)
    return codes


def void_refused(orders: list[Order], codes: list[int]) -> None:
    """A refused row gets kind 0, which no step knows: those that read orders later pass it over."""
    for i, code in enumerate(codes):
        if code != 0:
            orders[i].kind = 0


def tell_refusals(
    orders: list[Order], rows: list[int], codes: list[int], facts: Journal, log: Journal | None
) -> None:
    """RB 6.3. ORDER_REFUSED (team, number, refusal, kind) for every row refused; `rows` has them by team and
    rank.
    """
    for i in rows:
        if codes[i] != 0 and orders[i].kind != OrderKind.TERM:
            order = orders[i]
            cause = tell(facts, EventKind.ORDER_REFUSED, order.team, order.number, codes[i], order.kind, -1)
            note(log, ReasonKind.DEGRADED, order.number, RULE_OF_REFUSAL, order.team, codes[i], cause)


def pay(world: World, board: Board, orders: list[Order], rows: list[int], codes: list[int]) -> None:
    """RB 6.3, 6.4, 16.4. Political capital of the orders that stand, at the prices of the board before step
    1, each from the rung to which those before it in its sheet have climbed. `rows` are by team and rank.
    """
    rung = board.tracks[0].rung
    for team in range(TEAM_COUNT):
        done = codes[:]
        for i in rows:
            if codes[i] != 0 or orders[i].team != team:
                continue
            board.teams[team].pc -= price_in_sheet(world, board, orders, codes, done, i)
            board.tracks[0].rung = rung_after(board, orders[i])
            done[i] = 1
        board.tracks[0].rung = rung


def end_turn_orders(board: Board) -> None:
    """RB 6.7. What stood for the last turn ends: attacks, air tasks, supply ranks, tasks of proxies."""
    for formation in board.formations:
        formation.supply_rank = 0
        if formation.mission == Mission.ATTACK:
            stand_down(formation, Posture.DEFEND)
    for task in board.air_tasks:
        task.mission = AirMission.NONE
        task.pool = NOBODY
        task.target = NOBODY
        task.sorties = 0
        task.rules = 0
        task.sector = NOBODY
        task.forced = 0
    for fires in board.fires:
        fires.mode = FireMode.NONE
    for post in board.posts:
        post.escorted = 0
    for team in board.teams:
        for i in range(TASKS):
            team.recon_asset[i] = NOBODY
            team.recon_sector[i] = NOBODY
            team.recon_place[i] = NOBODY
    for faction in board.factions:
        for i in range(TASKS):
            faction.task[i] = Task.NONE
            faction.task_place[i] = NOBODY
            faction.inducement[i] = 0
            faction.obeyed[i] = 0
        faction.steered = SteerAct.NONE
        faction.steer_obeyed = 0
        for i in range(TARGETS):
            faction.steer_place[i] = NOBODY


def class_of(kind: int) -> int:
    """RB 6.5. The class in whose turn an order runs; each class is simultaneous."""
    if kind == OrderKind.AIRSPACE:
        return 0
    if kind == OrderKind.PROXY_TASK:
        return 1
    return 2


def carry(world: World, board: Board, order: Order, facts: Journal) -> None:
    """Write one order onto the board. No two that stand write the same row (`legal.repeat_refusal`)."""
    kind = order.kind
    if kind == OrderKind.MOVE:
        start_move(board, order)
        if order.mode == RIDE:
            ride(world, board, order, facts)
    elif kind == OrderKind.POSTURE:
        stand_down(board.formations[order.subject], order.mode)
    elif kind == OrderKind.ATTACK:
        start_attack(board, order)
    elif kind == OrderKind.FIRES:
        start_fires(board, order)
    elif kind == OrderKind.CONVOY:
        start_convoy(world, board, order)
    elif kind == OrderKind.SUPPLY_PRIORITY:
        for i in range(entries(order.who)):
            board.formations[order.who[i]].supply_rank = i + 1
    elif kind == OrderKind.PROXY_TASK:
        set_task(board, order)
    elif kind == OrderKind.AIR_TASK:
        set_air_tasks(board, order)
    elif kind == OrderKind.AIRSPACE:
        board.sectors[order.subject].access[order.amount] = order.mode
        tell(facts, EventKind.AIRSPACE_SET, order.subject, order.amount, order.mode, 0, -1)
    elif kind == OrderKind.MILITARY_POLICE:
        if order.mode == PoliceTask.ESCORT:
            board.posts[order.subject].escorted = 1
        else:
            stand_down(board.formations[order.who[0]], Posture.DEFEND)
            spot = order.where[0]
            if order.mode == PoliceTask.INTERPOSE_ROAD:
                spot += len(board.places)
            send_police(world, board, order.who[0], spot, order.priority)
    elif kind == OrderKind.CLEAR_ROAD:
        clear_roads(board, order)
    elif kind == OrderKind.RECON:
        look(board, order)
    elif kind == OrderKind.ROE:
        set_rule(board, order, facts)
    elif kind == OrderKind.DRONE_STRIKE:
        start_drones(world, board, order)
    elif kind == OrderKind.JAM:
        board.sectors[order.subject].jam = order.amount
    elif kind == OrderKind.SIEGE:
        board.posts[order.subject].siege = order.mode
        tell(facts, EventKind.SIEGE_SET, order.subject, order.mode, 0, 0, -1)


def stand_down(formation: Formation, posture: int) -> None:
    """End a formation's mission; it takes the posture. Digging in starts again when the posture changes."""
    formation.mission = Mission.NONE
    formation.leg = 0
    formation.march = 0
    formation.interpose = NOBODY
    for i in range(ROUTE):
        formation.route[i] = NOBODY
    take_posture(formation, posture)


def take_posture(formation: Formation, posture: int) -> None:
    """Write a posture; days spent digging in are lost with it."""
    if formation.posture != posture:
        formation.dug_days = 0
    formation.posture = posture


def start_move(board: Board, order: Order) -> None:
    """RB 6.3 order 1, 9.2. Minutes carried over stay if the new path begins as the old one went on."""
    formation = board.formations[order.subject]
    march = formation.march
    goes_on = formation.mission == Mission.MOVE and formation.leg < ROUTE
    if not goes_on or formation.route[formation.leg] != order.where[0]:
        march = 0
    posture = int(Posture.MARCH)
    if order.flag == 0:
        posture = int(Posture.ATTACK)
    stand_down(formation, posture)
    formation.mission = Mission.MOVE
    formation.march = march
    formation.priority = order.priority
    for i in range(ROUTE):
        formation.route[i] = order.where[i]


def start_attack(board: Board, order: Order) -> None:
    """RB 6.3 order 3, 6.7. Every formation named takes the list of targets as its mission."""
    for k in range(entries(order.who)):
        formation = board.formations[order.who[k]]
        stand_down(formation, Posture.ATTACK)
        formation.mission = Mission.ATTACK
        formation.priority = order.priority
        begin_attack(formation, order.mode, order.amount, order.more[0])
        for i in range(ROUTE):
            formation.route[i] = order.where[i]


def start_fires(board: Board, order: Order) -> None:
    """RB 6.3 order 4, 6.7. A free row of fires takes the order; without one nothing fires."""
    for task in board.fires:
        if task.mode == FireMode.NONE:
            task.mode = order.mode
            task.formation = order.who[0]
            task.post = order.subject
            task.target = order.where[0]
            task.days = order.amount
            task.team = order.team
            task.order = order.number
            return


def clear_roads(board: Board, order: Order) -> None:
    """RB 6.3 order 28, 9.7. Engineers of the side go to the roads and stay until they are clear or lost."""
    side = 0
    if order.team == Team.ANKARA:
        side = 1
    for i in range(entries(order.where)):
        board.roads[order.where[i]].crew = side


def start_convoy(world: World, board: Board, order: Order) -> None:
    """RB 6.3 order 6, 6.7. A free row of convoys takes the order; without one nothing starts."""
    row = 0
    while row < len(board.convoys) and board.convoys[row].state != ConvoyState.NONE:
        row += 1
    if row == len(board.convoys):
        return
    convoy = board.convoys[row]
    convoy.state = ConvoyState.MARCHING
    convoy.kind = order.mode
    convoy.post = order.subject
    convoy.amount = order.amount
    convoy.leg = 1
    convoy.march = 0
    convoy.escort = order.who[0]
    convoy.announced = order.flag
    for i in range(ROUTE):
        convoy.route[i] = order.where[i]
    if order.where[0] == NOBODY:
        goal = order.more[0]
        if order.mode != ConvoyKind.AID:
            goal = board.posts[order.subject].place
        left_out = shortest_convoy(world, board, goal, convoy.route)
        convoy.march = -rdiv(left_out * MARCH_NUMERATOR, MARCH_DENOMINATOR)


def set_task(board: Board, order: Order) -> None:
    """RB 6.3 order 8. The next free task of a proxy. Obedience is tested in `proxies.py`."""
    faction = board.factions[order.subject]
    slot = 0
    while slot < TASKS and faction.task[slot] != Task.NONE:
        slot += 1
    if slot == TASKS:
        return
    faction.task[slot] = order.mode
    faction.task_place[slot] = order.where[0]
    faction.inducement[slot] = order.amount


def set_air_tasks(board: Board, order: Order) -> None:
    """RB 6.3 order 23. The tasks of the team's pool, in its own three rows."""
    for i in range(entries(order.who)):
        row = order.subject * TASKS + i
        if row < len(board.air_tasks):
            task = board.air_tasks[row]
            task.mission = order.who[i]
            task.pool = order.subject
            task.target = order.where[i]
            if task.mission == AirMission.CAP or task.mission == AirMission.SUPPRESS:
                task.target = NOBODY
                task.sector = order.where[i]
            task.sorties = order.more[i] // 2
            task.rules = order.more[i] % 2


def look(board: Board, order: Order) -> None:
    """RB 6.3 order 5. The next free look of the team; it stands for the turn."""
    team = board.teams[order.team]
    for i in range(TASKS):
        if team.recon_asset[i] == NOBODY:
            team.recon_asset[i] = order.mode
            team.recon_sector[i] = order.subject
            team.recon_place[i] = order.where[0]
            return


def set_rule(board: Board, order: Order, facts: Journal) -> None:
    """RB 6.3 order 16, 6.8. A branch of the team follows a rule until it gets another. ROE_SET (team, branch,
    rule) tells; of air defence it is the posture of the side in every sector.
    """
    if order.subject == Branch.AIR_DEFENCE:
        side = int(Side.GOVERNMENT)
        if order.team == Team.ANKARA:
            side = int(Side.OPPOSITION)
        posture = int(AirDefence.SILENT)
        if order.mode == Rule.ACTIVE:
            posture = int(AirDefence.ACTIVE)
        for sector in board.sectors:
            sector.ad_posture[side] = posture
    board.teams[order.team].roe[order.subject] = order.mode
    tell(facts, EventKind.ROE_SET, order.team, order.subject, order.mode, 0, -1)


def start_drones(world: World, board: Board, order: Order) -> None:
    """RB 6.3 order 19. The next free row of the drone pool takes the strike; it stands for the turn."""
    p = drone_pool(world)
    for i in range(TASKS):
        task = board.air_tasks[p * TASKS + i]
        if task.mission == AirMission.NONE:
            task.mission = int(AirMission.DRONE)
            task.pool = p
            task.target = order.where[0]
            task.sector = spot_sector(world, order)
            task.sorties = order.amount
            task.rules = order.mode
            task.forced = order.flag
            return
