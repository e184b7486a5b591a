"""The board before the first day (RB 5.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.errors import ScenarioError
from wargame.play.agreement_rows import put_on_record
from wargame.rules.arithmetic import rdiv
from wargame.rules.attacks import LEAST_COLUMN, STOP_LOSS
from wargame.rules.codes import (
    Access,
    AirDefence,
    AirMission,
    AirUser,
    BorderPolicy,
    Branch,
    Control,
    ConvoyState,
    Faction,
    FireMode,
    Intensity,
    Mission,
    PostState,
    Posture,
    RoadClass,
    Siege,
    SteerAct,
    Supply,
    Task,
    Team,
    Weather,
)
from wargame.rules.conditions import fresh_latches
from wargame.rules.supply import holder_of
from wargame.rules.tables import (
    DEAD_DAYS,
    FACTIONS,
    FIRES,
    LEVERS,
    NOBODY,
    RETREAT_DAYS,
    RIGHTS,
    ROUTE,
    TARGETS,
    TASKS,
    TEAMS,
    TONES,
    UNREACHED,
    AirTask,
    Board,
    Convoy,
    FactionState,
    FireTask,
    Formation,
    InjectRow,
    Place,
    Pool,
    Post,
    Road,
    Sector,
    Sight,
    TeamState,
    Tracks,
    World,
)
from wargame.rules.tables_politics import (
    AGREEMENTS,
    PENDING,
    TERMS,
    ULTIMATUMS,
    blank_agreement,
    blank_pending,
    blank_term,
    blank_ultimatum,
)

if TYPE_CHECKING:
    from wargame.model import scenario as model
    from wargame.play.names import Names

CONVOYS = 8
"""Convoys under way at once (rows of the board)."""

START_HELD_DAYS = 30
START_MORALE = 8000
START_READINESS = 10000
"""RB 5.1, 5.4, 5.6."""

START_AIR_DEFENCE = (AirDefence.ACTIVE.value, AirDefence.SILENT.value)
"""RB 5.12. The government's is active; the opposition's stays silent until it is told otherwise."""


def start_board(scenario: model.Scenario, names: Names, world: World) -> Board:
    """RB 5.12. The board before the first day (day -1)."""
    board = Board(
        places=[
            Place(
                control=Control[p.control.upper()].value, bar=0, last_column=0, held_days=START_HELD_DAYS,
                people=rdiv(p.people, 100), hosted=0, built=0, damage=0, path_government=UNREACHED,
                path_opposition=UNREACHED, path_turkish=UNREACHED, strikes=0, support=0, battle=0, taken=0,
                quiet_days=0, prepared=0, standoff=0, bar_before=0, column_before=0, surprise=0,
                ruling=0,
            )
            for p in scenario.places
        ],
        roads=[
            Road(load=0, cut=0, cleared=0, clearing=0, blocked_by=NOBODY, crew=NOBODY) for _ in scenario.roads
        ],
        sectors=[
            Sector(
                access=[access_of(s, user) for user in AirUser],
                weather=Weather.FAIR.value,
                ad=fixed.ad[:],
                ad_full=fixed.ad[:],
                ad_posture=list(START_AIR_DEFENCE),
                jam=0,
            )
            for s, fixed in zip(scenario.sectors, world.sectors, strict=True)
        ],
        pools=[
            Pool(airframes=p.airframes, readiness=START_READINESS, used=0, lost=0, helicopters_lost=0)
            for p in world.pools
        ],
        formations=[start_formation(f, names) for f in scenario.formations],
        posts=[start_post(p, names) for p in scenario.posts],
        convoys=[
            Convoy(ConvoyState.NONE.value, 0, NOBODY, 0, [NOBODY] * ROUTE, 0, 0, NOBODY, 0)
            for _ in range(CONVOYS)
        ],
        air_tasks=[
            AirTask(AirMission.NONE.value, NOBODY, NOBODY, 0, 0, NOBODY, 0)
            for _ in range(len(AirUser) * TASKS)
        ],
        factions=start_factions(scenario),
        teams=start_teams(scenario),
        tracks=[start_tracks(scenario.start)],
        injects=[InjectRow(state=0, day=NOBODY, applied=0) for _ in scenario.injects],
        latches=fresh_latches(world),
        fires=[FireTask(FireMode.NONE.value, NOBODY, NOBODY, NOBODY, 0, 0, 0) for _ in range(FIRES)],
        sight=[blank_sight() for _ in scenario.places],
        agreements=[blank_agreement() for _ in range(AGREEMENTS)],
        terms=[blank_term() for _ in range(TERMS)],
        ultimatums=[blank_ultimatum() for _ in range(ULTIMATUMS)],
        pending=[blank_pending() for _ in range(PENDING)],
    )  # fmt: skip
    for r, fixed in enumerate(world.roads):
        if fixed.road_class == RoadClass.MOTORWAY and holder_of(board, fixed.a, fixed.b) != NOBODY:
            board.roads[r].cleared = 1
    put_on_record(scenario, world, board)
    return board


def start_tracks(start: model.Start) -> Tracks:
    """RB 5.8, 5.12. The row of tracks before the first day."""
    return Tracks(
        day=-1, rung=start.rung, tension=start.tension * 100, trust=start.trust * 100,
        ties=start.ties * 100, leverage=start.leverage * 100, nato=start.nato * 100, eu=start.eu * 100,
        newly_displaced=0, displaced_today=0, unhoused=0, entered_turkey=0, post_reserve=0,
        days_below_war=0, incident_day=-1, ended=0, act_day=-1, eu_attention=0, infiltration=0,
        infiltrated=0, border=BorderPolicy[start.border.upper()].value, border_people=0, screening=0,
        entered_managed=0, opened_once=0, foreign=[0] * RETREAT_DAYS, retreated=[0] * RETREAT_DAYS,
        border_passed=0, unpermitted=0, hmeimim=0, libya_mean=0, ceasefire_held=0, serials=0,
        lever=[0] * LEVERS, lever_moscow=[0] * LEVERS, cheap_deal=0, tehran=0,
    )  # fmt: skip


def blank_sight() -> Sight:
    """RB 5.11. A place of which no team knows anything."""
    n = TEAMS * FACTIONS
    return Sight(0, [0] * n, [0] * n, [NOBODY] * n, [0] * n)


def access_of(sector: model.Sector, user: AirUser) -> int:
    """RB 10.2. Access of a user on day 0; closed when the scenario does not say."""
    for name, access in sector.access.items():
        if name == user.name.lower():
            return Access[access.upper()].value
    return Access.CLOSED.value


def start_formation(formation: model.Formation, names: Names) -> Formation:
    """RB 5.5."""
    here = formation.turn == 1
    return Formation(
        place=names.place[formation.place] if here else NOBODY,
        strength=formation.strength if here else 0,
        cohesion=formation.cohesion * 100,
        stock=formation.stock_days * 100,
        posture=Posture.DEFEND.value,
        supply=Supply.FULL.value,
        path=0,
        load=0,
        march=0,
        static_days=0,
        dug_days=0,
        fought=0,
        mission=Mission.NONE.value,
        route=[NOBODY] * ROUTE,
        leg=0,
        priority=5,
        supply_rank=0,
        manpads=0,
        intensity=Intensity.NORMAL.value,
        least_column=LEAST_COLUMN,
        stop_loss=STOP_LOSS,
        begun=0,
        called_off=0,
        interpose=NOBODY,
        joins=NOBODY,
    )


def start_post(post: model.Post, names: Names) -> Post:
    """RB 5.6, 13.2. A planned post holds the garrison that the scenario plans for it; it counts only once set
    up.
    """
    planned = post.state == "planned"
    return Post(
        place=names.place[post.place],
        state=PostState[post.state.upper()].value,
        siege=Siege.CORDON.value if post.state == "besieged" else Siege.NONE.value,
        consent=int(post.consent),
        stock=0 if planned else post.stock_days * 100,
        morale=START_MORALE,
        strength=post.garrison,
        besieged_days=0,
        supplied=0,
        asked=0,
        rationed=0,
        escorted=0,
    )


def start_factions(scenario: model.Scenario) -> list[FactionState]:
    """RB 5.9."""
    control = {faction.id: faction.control for faction in scenario.factions}
    away = {Faction[proxy.upper()]: mbn for proxy, mbn in scenario.start.libya.items()}
    rows = []
    for code in Faction:
        points = next((c for i, c in control.items() if i == code.name.lower()), 0)
        rows.append(
            FactionState(
                points * 100,
                [Task.NONE.value] * TASKS,
                [NOBODY] * TASKS,
                [0] * TASKS,
                [0] * TASKS,
                away.get(code, 0),
                0,
                0,
                -1,
                SteerAct.NONE.value,
                0,
                [NOBODY] * TARGETS,
                -1,
            )
        )
    return rows


def start_teams(scenario: model.Scenario) -> list[TeamState]:
    """RB 5.7, in the order of the team codes."""
    given = {team.id: team for team in scenario.teams}
    rows = []
    for code in Team:
        team = next((t for i, t in given.items() if i == code.name.lower()), None)
        if team is None:
            raise ScenarioError([f"there is no [[team]] {code.name.lower()!r}"])
        rows.append(
            TeamState(
                team.capital * 100,
                team.domestic * 100,
                team.standing * 100,
                0,
                0,
                [0] * DEAD_DAYS,
                [0] * len(Branch),
                [NOBODY] * TASKS,
                [NOBODY] * TASKS,
                [NOBODY] * TASKS,
                0,
                0,
                0,
                [NOBODY] * RIGHTS,
                [NOBODY] * RIGHTS,
                [0] * RIGHTS,
                0,
                0,
                0,
                0,
                -1,
                -1,
                [-1] * TONES,
                0,
                0,
                0,
                NOBODY,
                0,
            )
        )
    return rows
