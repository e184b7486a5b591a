"""What an order is expected to bring, computed from what its team may know, without chance (RB 6.6).

A preview reads the team's Seen board. What a team cannot know of the other side is assumed: cohesion, stock,
supply and posture as at the start (RB 5.12), garrisons as planned, ordinary quality, fair weather; strengths
are those it believes. Probabilities are exact for the column shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wargame.errors import UnknownName
from wargame.model.orders import (
    TEAMS,
    AirTasks,
    Attack,
    ClearRoad,
    DroneStrike,
    Fires,
    Jam,
    MilitaryPolice,
    Move,
    PostOrder,
    ProxyTask,
    Recon,
    SendConvoy,
    SetAirspace,
    SetPosture,
    SetRoe,
    SetSiege,
    SupplyPriority,
)
from wargame.play.codec import pool_of, row_of
from wargame.play.drone_preview import DronePreview, drone_preview
from wargame.play.politics_preview import political_notes
from wargame.play.reasons_text import LINES
from wargame.play.refusal_text import sentence
from wargame.play.supposed import sight_notes, supposed_world
from wargame.play.ways import Ways, march_days
from wargame.rules.air import access_effect, available, weather_effect
from wargame.rules.arithmetic import cl2, clamp, lerp, rdiv, scaled
from wargame.rules.attacks import loss_factor, progress_factor
from wargame.rules.bans import leave_agreed
from wargame.rules.codes import (
    AirMission,
    ConvoyKind,
    Line,
    Mission,
    PostState,
    Posture,
    ReasonKind,
    Side,
    Siege,
    Supply,
    Weather,
)
from wargame.rules.column import SURPRISED, column_of
from wargame.rules.convoys import ANNOUNCED, COLUMN_HIGH, COLUMN_LOW, FORCING, cordon
from wargame.rules.engaged import NEARLY_EMPTY, defence_of, defence_weight, defends
from wargame.rules.incidents import right_at
from wargame.rules.legal import cost, price, refusal
from wargame.rules.legal_posts import shortest_convoy
from wargame.rules.log import fresh
from wargame.rules.motorway import RIDE
from wargame.rules.police import interposed
from wargame.rules.roads import capacity, road_between, road_lengths
from wargame.rules.roster import battles_of
from wargame.rules.supply import FULL_LOAD
from wargame.rules.surprise import NOT_YET, breaks_word
from wargame.rules.tables import NOBODY, ROUTE, UNREACHED, Board, copied

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.model.orders import Order, OrderSheet, TeamId
    from wargame.play.layout import Layout
    from wargame.rules.log import Journal
    from wargame.rules.tables import Order as Row

ASSUMED_COHESION = 8500
ASSUMED_STOCK = 300
"""RB 5.12: ct and cd of a formation about which nothing is known."""

CERTAIN = 10000


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One line of a column: what, cs, and the paragraph it follows."""

    code: int
    label: str
    cs: int
    paragraph: str


@dataclass(frozen=True, slots=True)
class AttackPreview:
    """One battle as expected on each day it is fought (RB 12.2-12.7)."""

    target: str
    column: int
    """cs."""
    lines: tuple[ColumnLine, ...]
    repulse: int
    stall: int
    gains: int
    breakthrough: int
    """bp, together 10000."""
    progress: int
    """ct a day, the mean."""
    days: int | None
    """cd to take the place from today's bar, the mean; None = never."""
    own_loss: int
    enemy_loss: int
    """mbn a day, the mean."""
    attackers: tuple[int, int]
    defenders: tuple[int, int]
    """mbn there, and in the line."""
    march_days: int
    """Days of march before the last of the formations stands next to the target."""

    @property
    def chances(self) -> tuple[int, int, int, int]:
        """Repulse, stall, gains, breakthrough in bp."""
        return (self.repulse, self.stall, self.gains, self.breakthrough)


@dataclass(frozen=True, slots=True)
class MovePreview:
    """A march (RB 9.2)."""

    path: tuple[str, ...]
    days: int
    """Days of march; the formation arrives on the last of them."""
    arrival_day: int
    """Day of the calendar, 0 = 27 January."""
    overload: int
    """bp of the capacity of the most loaded road on the way; above 10000 it is overloaded."""


@dataclass(frozen=True, slots=True)
class SortiePreview:
    """One air task on a day of fair weather (RB 10.2, 10.6)."""

    mission: str
    target: str
    sorties: int
    effective: int
    """Hundredths of a sortie after access."""
    shift: int
    """cs for a battle there; 0 for other missions."""


@dataclass(frozen=True, slots=True)
class AirPreview:
    """The air tasks of a sheet."""

    tasks: tuple[SortiePreview, ...]
    available: int
    """Sorties a day at readiness."""
    surge: bool
    """Whether readiness falls by flying more than that."""


@dataclass(frozen=True, slots=True)
class PassagePreview:
    """Whether men, supplies or aid get through to a post or a place (RB 13.3-13.5, 13.7, 13.12)."""

    post: str
    """Of aid the place."""
    through: int
    """Probability in bp."""
    column: int | None
    """cs of a passage by force; None where the way is open."""
    days: int
    """Days of march; 0 for a post order."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an order costs, whether it is legal, and what it is expected to bring."""

    refused: str
    """Why it is not legal; empty if it is."""
    cost: int
    """Command points."""
    capital: int
    """Political capital, ct."""
    body: AttackPreview | MovePreview | AirPreview | PassagePreview | DronePreview | None
    """None where there is nothing to compute."""
    notes: tuple[str, ...] = ()


def preview(
    layout: Layout, board: Board, team: TeamId, order: Order, draft: OrderSheet | None = None
) -> Preview:
    """The preview of an order. `draft` adds the close support that the same sheet flies over the target.

    Raises UnknownName for an id that the scenario does not have.
    """
    if team not in TEAMS:
        raise UnknownName("team", team, TEAMS)
    row = row_of(layout, team, 1, order)
    code = refusal(layout.world, board, row)
    capital = 0 if code else price(layout.world, board, row)
    found = Preview(sentence(code), cost(row), capital, None)
    if code:
        return found
    match order:
        case Attack():
            battle = _attack(layout, board, team, row, draft)
            notes = sight_notes(layout.world, board, row.team, row.where[0])
            if battle.column < order.min_column:
                notes += (f"not launched: the column {battle.column} cs is below {order.min_column}",)
            return replace(found, body=battle, notes=notes)
        case Move():
            return replace(found, body=_move(layout, board, row))
        case AirTasks():
            return replace(found, body=_air(layout, board, row, order))
        case SendConvoy():
            return replace(found, body=_convoy(layout, board, row))
        case PostOrder():
            return replace(found, body=_post(layout, board, row))
        case Fires():
            return replace(found, notes=_fire_notes(layout, board, row, order))
        case DroneStrike():
            return replace(found, body=drone_preview(layout, board, row))
        case SetRoe() if order.branch == "artillery" and order.rule == "free":
            return replace(found, notes=_free_notes(layout))
        case MilitaryPolice() | ClearRoad() | Recon() | SetRoe() | Jam():
            return found
        case SetPosture() | SupplyPriority() | ProxyTask() | SetAirspace() | SetSiege():
            return found
        case _:
            return replace(found, notes=political_notes(layout, board, row, order))


def seen_by(layout: Layout, board: Board, side: int) -> Board:
    """A copy of the board in which what the side cannot know of the other side is what it must assume."""
    seen = copied(board)
    for f, row in enumerate(seen.formations):
        row.mission = Mission.NONE.value
        if layout.world.formations[f].side != side:
            row.cohesion, row.stock = ASSUMED_COHESION, ASSUMED_STOCK
            row.posture, row.supply = Posture.DEFEND.value, Supply.FULL.value
            row.load = row.dug_days = 0
    if side == Side.GOVERNMENT:
        for p, post in enumerate(seen.posts):
            if post.state in (PostState.OPEN, PostState.BESIEGED):
                post.strength = layout.scenario.posts[p].garrison
    for place in seen.places:
        place.support = place.prepared = 0
    for sector in seen.sectors:
        sector.weather = Weather.FAIR.value
    return seen


# ---- attack ----------------------------------------------------------------------------------------------


def _attack(layout: Layout, board: Board, team: TeamId, row: Row, draft: OrderSheet | None) -> AttackPreview:
    world, place = supposed_world(layout.world, board, row.team), row.where[0]
    side = Side.OPPOSITION.value if team == "ankara" else Side.GOVERNMENT.value
    seen = seen_by(layout, board, side)
    seen.places[place].support = _support(layout, seen, team, place, draft)
    target_name = layout.names.places[place]
    for other in draft.orders if draft is not None else ():
        if isinstance(other, Fires) and other.mode == "prepare" and other.target == target_name:
            seen.places[place].prepared = 1
    target = [NOBODY] * len(seen.formations)
    march = 0
    for f in row.who:
        if f != NOBODY:
            target[f] = place
            march = max(march, _step_up(layout, seen, f, place))
    # RB 8.3: whether the other side sees its attackers, a team does not know; that it breaks its word it does
    if seen.places[place].surprise == NOT_YET and breaks_word(world, seen, target, place, planned=True):
        seen.places[place].surprise = SURPRISED
    log = fresh()
    column = column_of(world, seen, place, target, log)
    defenders = defence_of(world, seen, place, side, target, battles_of(seen, target))
    if defenders == 0:
        chances, column = (0, 0, 0, CERTAIN), COLUMN_HIGH
    elif defenders < NEARLY_EMPTY:
        chances = (0, 0, 0, CERTAIN)
    else:
        chances = band_chances(layout, column)
    progress = world.places[place].hold
    if defenders > 0:
        progress = rdiv(sum(p * step for p, step in zip(chances, world.progress, strict=True)), CERTAIN)
        progress = scaled(progress, progress_factor(world.params, row.mode))
    left = world.places[place].hold - seen.places[place].bar
    strength = sum(seen.formations[f].strength for f in row.who if f != NOBODY)
    heat = loss_factor(world.params, row.mode)
    fronts = [r for r in log.rows if r[2] == ReasonKind.FRONTAGE]
    return AttackPreview(
        target=layout.names.places[place],
        column=column,
        lines=_lines(log) if defenders else (),
        repulse=chances[0],
        stall=chances[1],
        gains=chances[2],
        breakthrough=chances[3],
        progress=progress,
        days=rdiv(left * 100, progress) if progress > 0 else None,
        own_loss=_mean(chances, world.attacker_loss, scaled(strength, heat)) if defenders else 0,
        enemy_loss=_mean(
            chances, world.defender_loss, scaled(_engaged(layout, seen, place, side, target), heat)
        ),
        attackers=(fronts[0][5], fronts[0][6]),
        defenders=(fronts[1][5], fronts[1][6]),
        march_days=march,
    )


def band_chances(layout: Layout, column: int) -> tuple[int, int, int, int]:
    """RB 12.5. Repulse, stall, gains, breakthrough in bp at a column in cs."""
    world = layout.world
    repulse = lerp(world.outcome_columns, world.repulse, column)
    stall = lerp(world.outcome_columns, world.stall, column)
    gains = lerp(world.outcome_columns, world.gains, column)
    return (repulse, stall, gains, CERTAIN - repulse - stall - gains)


def _mean(chances: Sequence[int], losses: Sequence[int], strength: int) -> int:
    rate = rdiv(sum(p * loss for p, loss in zip(chances, losses, strict=True)), CERTAIN)
    return scaled(strength, rate)


def _engaged(layout: Layout, seen: Board, place: int, side: int, target: list[int]) -> int:
    """RB 12.7. mbn of the formations that defend; garrisons are not counted."""
    world = layout.world
    return sum(
        defence_weight(world, seen, f, target)
        for f in range(len(seen.formations))
        if defends(world, seen, f, place, side) == 1
    )


def _lines(log: Journal) -> tuple[ColumnLine, ...]:
    found = []
    for row in log.rows:
        if row[2] == ReasonKind.COLUMN_LINE:
            label, paragraph = LINES[Line(row[4])]
            found.append(ColumnLine(int(row[4]), label, row[5], paragraph))
    return tuple(found)


def _step_up(layout: Layout, seen: Board, f: int, place: int) -> int:
    """Put a formation on the friendly place next to the target that it reaches first. Days of march."""
    world, row = layout.world, seen.formations[f]
    if road_between(world, row.place, place) != NOBODY:
        return 0
    ways = Ways(world, seen, f)
    near = [q for q in world.links[world.first[place] : world.first[place + 1]] if ways.network.ground[q]]
    goal = min(near, key=lambda q: (ways.distance[q], q))
    if ways.distance[goal] >= UNREACHED:
        return 0
    days = march_days(world, seen, row.place, ways.path(goal), row.march)
    row.place = goal
    return days


def _support(layout: Layout, seen: Board, team: TeamId, place: int, draft: OrderSheet | None) -> int:
    """Effective close-support sorties x100 that the draft flies over a place."""
    total = 0
    for order in draft.orders if draft is not None else ():
        if isinstance(order, AirTasks):
            row = row_of(layout, team, 1, order)
            for i in range(len(order.tasks)):
                if row.who[i] == AirMission.CAS and row.where[i] == place:
                    total += _effective(layout, seen, row, i)
    return total


def _fire_notes(layout: Layout, board: Board, row: Row, order: Fires) -> tuple[str, ...]:
    """RB 11.2-11.6. What a FIRES brings on each of its days, and what would make it hold its fire."""
    params, place, side = layout.world.params, row.where[0], int(row.team == 0)
    notes = []
    if row.team == 0 and interposed(layout.world, board, place):
        notes.append("held: Russian military police stand there")
    if order.mode == "prepare":
        notes.append(f"+{params.preparation} cs for attackers who stand next to {order.target}")
    elif order.mode == "harass":
        there = sum(
            f.strength for f, fixed in zip(board.formations, layout.world.formations, strict=True)
            if f.place == place and fixed.side != side
        )  # fmt: skip
        notes.append(f"{scaled(there, params.harass_loss)} mbn of {there} there are lost a day")
    else:
        right = right_at(board, row.team, place, board.tracks[0].day + 1)
        dead = board.teams[row.team].right_dead[right]
        most = min(params.retaliation_most, params.retaliation_base + params.retaliation_dead * dead)
        notes.append(f"answers for {dead} dead: up to {most} mbn of each formation there and next to it")
    return tuple(notes)


def _free_notes(layout: Layout) -> tuple[str, ...]:
    """RB 11.7. What guns that are free do, and what each of them costs a day."""
    params = layout.world.params
    return (
        "guns without an order fire each day at the strongest enemy in sight and in range",
        f"each takes {params.fire_use / 100:g} days of its stock and adds {params.free_fire_tension / 100:g} "
        "to tension a day",
    )


# ---- march, air, passage ---------------------------------------------------------------------------------


def _move(layout: Layout, board: Board, row: Row) -> MovePreview:
    world, formation = layout.world, board.formations[row.subject]
    path = tuple(p for p in row.where if p != NOBODY)
    if row.mode == RIDE:
        return MovePreview((layout.names.places[path[0]],), 1, board.tracks[0].day + 1, 0)
    days = march_days(world, board, formation.place, path, 0)
    worst = 0
    here = formation.place
    for there in path:
        road = road_between(world, here, there)
        load = board.roads[road].load * FULL_LOAD // capacity(world, board, road)
        worst = max(worst, load)
        here = there
    names = tuple(layout.names.places[p] for p in path)
    return MovePreview(names, days, board.tracks[0].day + days, worst)


def _effective(layout: Layout, board: Board, row: Row, i: int) -> int:
    """Sorties x100 of one task after access, in fair weather."""
    world, mission, aim = layout.world, row.who[i], row.where[i]
    if mission == AirMission.CAP:
        return row.more[i] // 2 * 100
    place = world.roads[aim].a if mission == AirMission.INTERDICT else aim
    sector = aim if mission == AirMission.SUPPRESS else world.places[place].sector
    access = board.sectors[sector].access[world.pools[row.subject].user]
    effect = scaled(row.more[i] // 2 * 100, access_effect(world.params, access))
    return scaled(effect, weather_effect(world.params, Weather.FAIR, mission))


def _air(layout: Layout, board: Board, row: Row, order: AirTasks) -> AirPreview:
    world = layout.world
    tasks = []
    for i, task in enumerate(order.tasks):
        effective = _effective(layout, board, row, i)
        shift = 0
        if task.mission == "cas":
            shift = lerp(world.cas_sorties, world.cas_shift, rdiv(effective, 100))
        tasks.append(SortiePreview(task.mission, task.target, task.sorties, effective, shift))
    fresh_sorties = available(world, board, pool_of(layout, row.team))
    asked = sum(task.sorties for task in order.tasks)
    return AirPreview(tuple(tasks), fresh_sorties, asked > fresh_sorties)


def _convoy(layout: Layout, board: Board, row: Row) -> PassagePreview:
    world, aid = layout.world, row.mode == ConvoyKind.AID
    goal = row.more[0] if aid else board.posts[row.subject].place
    route = list(row.where)
    left_out = 0
    if route[0] == NOBODY:
        route = [NOBODY] * ROUTE
        left_out = shortest_convoy(world, board, goal, route)
    path = tuple(p for p in route if p != NOBODY)
    lengths = road_lengths(world, board)
    days = march_days(world, board, path[0], path[1:], -rdiv(left_out * 15, 100), lengths)
    hostile = any(board.places[p].control == 0 for p in path)
    if aid:
        return PassagePreview(layout.names.places[row.more[0]], 0 if hostile else CERTAIN, None, days)
    name, post = layout.names.posts[row.subject], board.posts[row.subject]
    if post.consent == 1 or (post.state == PostState.OPEN and not hostile):
        return PassagePreview(name, CERTAIN, None, days)
    escort = board.formations[row.who[0]].strength if row.who[0] != NOBODY else 0
    column = cl2(escort) - cl2(cordon(world, board, row.subject)) + FORCING + ANNOUNCED * row.flag
    column = clamp(column, COLUMN_LOW, COLUMN_HIGH)
    repulse, stall, _, _ = band_chances(layout, column)
    return PassagePreview(name, CERTAIN - repulse - stall, column, days)


def _post(layout: Layout, board: Board, row: Row) -> PassagePreview:
    post = board.posts[row.subject]
    through = CERTAIN
    let_go = post.siege == Siege.OFFER_EXIT or leave_agreed(layout.world, board, row.subject)
    if post.state == PostState.BESIEGED and not let_go:
        # RB 13.7: a garrison that leaves a siege without an agreement may be fired on.
        through = CERTAIN - layout.world.params.evacuation_incident
    return PassagePreview(layout.names.posts[row.subject], through, None, 0)
