"""The View of a seat, built from nothing, field by field, by adding what is permitted (RB 8.3).

A team's view is made from its `Seen` board (`rules/seen.py`) and from nothing else, so that nothing can be
shown that is not in it. The white cell's is made from the ground truth. What is in own formations (cohesion,
stock, posture, supply, mission) is shown to the team that orders them; of the other side groups, with the
level
at which they are seen, a size with its bounds, and the days since.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from wargame.errors import UnknownName
from wargame.model.orders import TEAMS
from wargame.model.view import (
    FormationView,
    PlaceView,
    PoolView,
    PostView,
    RoadView,
    SectorView,
    View,
)
from wargame.play.fog import SEATS
from wargame.play.gauges import gauges
from wargame.play.results import weighing
from wargame.play.words import As, shown
from wargame.rules.air import available
from wargame.rules.air_defence import air_defence
from wargame.rules.arithmetic import rdiv
from wargame.rules.codes import (
    Access,
    AirDefence,
    AirUser,
    Control,
    Faction,
    Kind,
    Mission,
    PostState,
    Posture,
    Side,
    Siege,
    Supply,
    Team,
    Weather,
    friendly,
)
from wargame.rules.detection import HIGHEST, side_of_team
from wargame.rules.legal import command_points, cost
from wargame.rules.roads import blocked_roads, capacity, other_end, road_lengths
from wargame.rules.searches import road_home
from wargame.rules.seen import ALLIED_LEVEL, WHOLE, band_of, besieger_sees
from wargame.rules.tables import FACTIONS, NOBODY, UNREACHED

if TYPE_CHECKING:
    from wargame.model.events import Event
    from wargame.model.orders import OrderSheet
    from wargame.model.view import InjectView, MotiveView, ScoreLineView
    from wargame.model.view_politics import PoliticsView
    from wargame.play.layout import Layout
    from wargame.rules.tables import Board, Formation, Order

WHITE = NOBODY
"""Row of the white cell where a team's row is asked for."""

PERSONS = 100
"""RB 1.2: persons in one h."""


@dataclass(frozen=True)
class Moment:
    """What a view shows beside the board: the seat's own draft, and who has sealed."""

    sheet: OrderSheet | None = None
    rows: tuple[Order, ...] = ()
    """The rows of the draft, for its cost."""
    sealed: dict[str, bool] = field(default_factory=dict)


def seat_row(seat: str) -> int:
    """The row of the team in this seat, WHITE for the white cell. Raises UnknownName."""
    if seat not in SEATS:
        raise UnknownName("seat", seat, SEATS)
    return WHITE if seat == "white" else TEAMS.index(seat)


def side_of_seat(team: int) -> int:
    """The side of a team (RB 4.1), NOBODY for the white cell."""
    return NOBODY if team == WHITE else side_of_team(team)


def view(
    layout: Layout,
    board: Board,
    seat: str,
    moment: Moment,
    *,
    turn: int,
    over: bool,
    events: tuple[Event, ...],
    injects: tuple[InjectView, ...],
    scores: tuple[ScoreLineView, ...],
    politics: PoliticsView,
    motives: tuple[MotiveView, ...] = (),
) -> View:
    """The view of `seat` of a board that closed `turn`. `board`, `events`, `injects`, `politics` and
    `motives` are the seat's own.

    Raises UnknownName.
    """
    team = seat_row(seat)
    side = side_of_seat(team)
    names = layout.names
    begins = names.first_day + timedelta(days=turn * names.days_per_turn)
    return View(
        seat=seat,
        scenario=layout.scenario.id,
        title=layout.scenario.title,
        turn=turn + 1,
        turns=names.turns,
        day=board.tracks[0].day,
        dates=(begins, begins + timedelta(days=names.days_per_turn - 1)),
        phase="ended" if over else "planning",
        places=_places(layout, board, side),
        roads=_roads(layout, board, side),
        formations=_formations(layout, board, team, side),
        posts=_posts(layout, board, team),
        sectors=_sectors(layout, board, team),
        pools=_pools(layout, board, team),
        gauges=gauges(layout, board, team),
        politics=politics,
        command=_command(layout, team, moment),
        sheet=moment.sheet if team != WHITE else None,
        sealed={name: moment.sealed.get(name, False) for name in TEAMS},
        injects=injects,
        events=events,
        scores=tuple(line for line in scores if over or team == WHITE or line.team == seat),
        weighing=weighing(layout),
        motives=motives,
    )


def _places(layout: Layout, board: Board, side: int) -> dict[str, PlaceView]:
    """Every place. Whether supply reaches a place of the other side is not shown: it counts as supplied."""
    made = {}
    for row, name in enumerate(layout.names.places):
        place, facts = board.places[row], layout.world.places[row]
        path = place.path_government if place.control == Control.GOVERNMENT else place.path_opposition
        hidden = side != NOBODY and not friendly(side, place.control)
        made[name] = PlaceView(
            id=name,
            control=Control(place.control).name.lower(),
            bar=rdiv(place.bar * 100, facts.hold),
            people=place.people * PERSONS,
            hosted=place.hosted * PERSONS,
            damage=rdiv(place.damage, 100),
            battle=place.battle == 1,
            supplied=hidden or place.control == Control.NEUTRAL or path < UNREACHED,
        )
    return made


def _roads(layout: Layout, board: Board, side: int) -> dict[str, RoadView]:
    made = {}
    for row, name in enumerate(layout.names.roads):
        road, facts = board.roads[row], layout.world.roads[row]
        a, b = board.places[facts.a].control, board.places[facts.b].control
        held = NOBODY
        for candidate in Side:
            if friendly(candidate, a) and friendly(candidate, b):
                held = int(candidate)
        known = side == NOBODY or held == side
        made[name] = RoadView(
            id=name,
            cleared=road.cleared == 1,
            cut=rdiv(road.cut, 100),
            load=rdiv(road.load * 100, capacity(layout.world, board, row)) if known else None,
            held_by=Side(held).name.lower() if held != NOBODY else "contested",
        )
    return made


def _formations(layout: Layout, board: Board, team: int, side: int) -> tuple[FormationView, ...]:
    """Formations on the map of the seat: own and allied ones, and groups of the other side."""
    made = []
    lengths = road_lengths(layout.world, board)
    for row, formation in enumerate(board.formations):
        if formation.place == NOBODY or formation.strength == 0:
            continue
        facts = layout.world.formations[row]
        if team != WHITE and facts.side != side:
            made.append(_group(layout, board, team, row))
            continue
        own = team != WHITE and facts.team == team
        exact = own or team in (WHITE, layout.world.factions[facts.faction].patron)
        level = HIGHEST if exact else ALLIED_LEVEL
        low, high = _bounds(formation.strength, level)
        shown = FormationView(
            id=layout.names.formations[row],
            label=layout.scenario.formations[row].name,
            faction=Faction(facts.faction).name.lower(),
            kind=Kind(facts.kind).name.lower(),
            place=layout.names.places[formation.place],
            strength=formation.strength,
            low=low,
            high=high,
            level=level,
            age_days=0,
            own=own,
            ally=not own and facts.side == side,
        )
        if own or team == WHITE:
            shown = _inside(layout, row, formation, shown)
            shown = shown.model_copy(update={"path": supply_path(layout, board, lengths, row)})
        made.append(shown)
    return tuple(made)


def _group(layout: Layout, board: Board, team: int, row: int) -> FormationView:
    """RB 8.2. A row of the other side on a team's board: a formation at level 3, else a group."""
    formation, facts = board.formations[row], layout.world.formations[row]
    sight, k = board.sight[formation.place], team * FACTIONS + facts.faction
    level = sight.level[k]
    known = level == HIGHEST
    label = layout.scenario.formations[row].name
    low, high = _bounds(formation.strength, sight.last_level[k])
    return FormationView(
        id=layout.names.formations[row] if known else None,
        label=label if known else f"troops of {shown(layout, As.FACTION, facts.faction)}",
        faction=Faction(facts.faction).name.lower(),
        kind=Kind(facts.kind).name.lower() if level >= ALLIED_LEVEL else None,
        place=layout.names.places[formation.place],
        strength=formation.strength,
        low=low,
        high=high,
        level=level,
        age_days=board.tracks[0].day - sight.last_day[k],
        own=False,
        ally=False,
    )


def _bounds(believed: int, level: int) -> tuple[int, int]:
    """RB 8.2. Between which strengths a group lies that is believed to have this one, seen at a level."""
    band = band_of(level)
    return rdiv(believed * WHOLE, WHOLE + band), rdiv(believed * WHOLE, WHOLE - band)


def supply_path(layout: Layout, board: Board, lengths: list[int], row: int) -> tuple[str, ...]:
    """The places over which a formation is supplied, from its own to the source; empty where no path is left
    (RB 9.3).
    """
    faction = layout.world.formations[row].faction
    distance = [place.path_opposition for place in board.places]
    if faction <= Faction.RUSSIA:
        distance = [place.path_government for place in board.places]
    elif faction == Faction.TURKEY:
        distance = [place.path_turkish for place in board.places]
    blocked = blocked_roads(board, layout.world.formations[row].side)
    here = board.formations[row].place
    path = [here]
    while distance[here] != 0:
        road = road_home(layout.world, lengths, blocked, distance, here)
        if road == NOBODY or distance[here] >= UNREACHED:
            return ()
        here = other_end(layout.world, road, here)
        path.append(here)
    return tuple(layout.names.places[p] for p in path)


def _inside(layout: Layout, row: int, formation: Formation, shown: FormationView) -> FormationView:
    """The same formation with what only its commander knows. Cohesion in points, stock in cd."""
    places = layout.names.places
    return shown.model_copy(
        update={
            "cohesion": rdiv(formation.cohesion, 100),
            "stock": formation.stock,
            "posture": Posture(formation.posture).name.lower(),
            "supply": Supply(formation.supply).name.lower(),
            "mission": Mission(formation.mission).name.lower() if formation.mission else None,
            "route": tuple(places[p] for p in formation.route[max(0, formation.leg) :] if p != NOBODY),
            "establishment": layout.world.formations[row].establishment,
        }
    )


def _posts(layout: Layout, board: Board, team: int) -> tuple[PostView, ...]:
    """Posts that stand or stood; those only planned are Ankara's affair. Stock in cd, morale in points."""
    made = []
    inside = team in (WHITE, Team.ANKARA)
    for row, name in enumerate(layout.names.posts):
        post = board.posts[row]
        if post.state == PostState.PLANNED and not inside:
            continue
        shown = PostView(
            id=name,
            place=layout.names.places[post.place],
            state=PostState(post.state).name.lower(),
            siege=Siege(post.siege).name.lower(),
            besieged_days=post.besieged_days,
        )
        if inside or besieger_sees(layout.world, board, team, row):
            shown = shown.model_copy(update={"stock": post.stock, "morale": rdiv(post.morale, 100)})
        if inside:
            shown = shown.model_copy(update={"strength": post.strength, "consent": post.consent == 1})
        made.append(shown)
    return tuple(made)


def _sectors(layout: Layout, board: Board, team: int) -> tuple[SectorView, ...]:
    """Weather everywhere; the access of one's own users, of all for Moscow, Damascus and the white cell; air
    defence of the own side; jamming for those who jam (RB 8.3).
    """
    made = []
    strength = air_defence(layout.world, board)
    sides = [side for side in Side if team == WHITE or side == side_of_team(team)]
    for row, name in enumerate(layout.names.sectors):
        sector = board.sectors[row]
        access = {}
        for user in AirUser:
            if team != Team.ANKARA or user in (AirUser.TR_MANNED, AirUser.TR_DRONE):
                access[user.name.lower()] = Access(sector.access[user]).name.lower()
        made.append(
            SectorView(
                id=name,
                weather=Weather(sector.weather).name.lower(),
                access=access,
                air_defence={side.name.lower(): strength[2 * row + side] for side in sides},
                posture={
                    side.name.lower(): AirDefence(sector.ad_posture[side]).name.lower() for side in sides
                },
                jam=sector.jam if team in (WHITE, Team.ANKARA) else 0,
            )
        )
    return tuple(made)


def _pools(layout: Layout, board: Board, team: int) -> tuple[PoolView, ...]:
    made = []
    for row, name in enumerate(layout.names.pools):
        if team in (WHITE, layout.world.pools[row].team) and layout.world.pools[row].airframes > 0:
            pool = board.pools[row]
            made.append(
                PoolView(
                    id=name,
                    airframes=pool.airframes,
                    readiness=rdiv(pool.readiness, 100),
                    sorties=available(layout.world, board, row),
                )
            )
    return tuple(made)


def _command(layout: Layout, team: int, moment: Moment) -> tuple[int, int]:
    if team == WHITE:
        return (0, 0)
    return (sum(cost(order) for order in moment.rows), command_points(layout.world, team))
