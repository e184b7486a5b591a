"""A scenario laid out for the engine: names become numbers, forms' units become the engine's, once (RB 1.2,
4, 5.12).
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import TYPE_CHECKING

from wargame.errors import ScenarioError
from wargame.play.effects import compile_effect, parse_at
from wargame.play.names import Names, entity_key
from wargame.play.parameters import params as parameters
from wargame.play.parameters import table
from wargame.play.readings import compile_condition
from wargame.rules.arithmetic import rdiv
from wargame.rules.codes import (
    Access,
    AirMission,
    AirUser,
    Control,
    ConvoyState,
    Faction,
    Kind,
    Mission,
    PostState,
    Posture,
    RoadClass,
    Siege,
    Supply,
    Task,
    Team,
    Terrain,
    Weather,
)
from wargame.rules.conditions import fresh_latches
from wargame.rules.draw import MASK, mix
from wargame.rules.injects import arm_injects
from wargame.rules.log import fresh
from wargame.rules.score import LINE_NAMES, LINES
from wargame.rules.supply import holder_of, trace_supply
from wargame.rules.tables import (
    DEAD_DAYS,
    NOBODY,
    ROUTE,
    TASKS,
    UNREACHED,
    AirTask,
    Board,
    Convoy,
    Effect,
    FactionFacts,
    FactionState,
    Formation,
    FormationFacts,
    InjectFacts,
    InjectRow,
    Params,
    Place,
    PlaceFacts,
    Pool,
    PoolFacts,
    Post,
    PostFacts,
    ReserveArrival,
    Road,
    RoadFacts,
    Sector,
    SectorFacts,
    TeamState,
    Test,
    Tracks,
    World,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.model import scenario as model

CONVOYS = 8
"""Convoys under way at once (rows of the board)."""

RING = 4
"""Places of a post's ring at most (RB 4.6)."""

RANGE_KM = 30.0
"""RB 4.3: places within 300 hm in a straight line."""

KM_A_DEGREE = 111.32

START_HELD_DAYS = 30
START_MORALE = 8000
START_READINESS = 10000
"""RB 5.1, 5.4, 5.6."""

INJECT_KINDS = {"scheduled": 0, "conditional": 1, "contingency": 2, "adhoc": 3}


@dataclass(frozen=True, slots=True)
class Layout:
    """A scenario and its numbers: the world that never changes, the board at the start, and the names of all
    rows.
    """

    scenario: model.Scenario
    world: World
    start: Board
    names: Names


def lay_out(scenario: model.Scenario) -> Layout:
    """Lay a scenario out. Raises ScenarioError with every complaint of its conditions and effects."""
    names = Names.from_scenario(scenario)
    values = parameters(scenario.rules)
    world = world_of(scenario, names, values)
    start = start_board(scenario, names, world)
    facts = fresh()
    trace_supply(world, start, facts, None)
    arm_injects(world, start, [], -1, facts, None)
    return Layout(scenario, world, start, names)


# ---- the world
# -------------------------------------------------------------------------------------------------------


def world_of(scenario: model.Scenario, names: Names, values: Params) -> World:
    """Everything the scenario fixes."""
    places = place_facts(scenario, names)
    roads = [
        RoadFacts(
            entity_key(f"road.{r.id}"), names.place[r.a], names.place[r.b],
            RoadClass[r.road_class.upper()].value,
            round(r.km * 10), {"m4": 4, "m5": 5}.get(r.route or "", 0),
        )
        for r in scenario.roads
    ]  # fmt: skip
    first, links, link_roads = adjacency(len(places), roads)
    near_first, near = neighbourhoods(scenario.places)
    shelters = [p for p, fixed in enumerate(places) if fixed.attract > 0]
    injects, tests, effects = msel_rows(scenario, names, values)
    agenda_first, agenda = agendas(scenario, names)
    zone_first, zone = zones(scenario, names)
    pools = pool_facts(scenario)
    sectors = [SectorFacts(entity_key(f"sector.{s.id}")) for s in scenario.sectors]
    start_force = [0] * len(Faction)
    for formation in scenario.formations:
        if formation.turn == 1:
            start_force[names.faction[formation.faction]] += formation.strength
    return World(
        places=places,
        roads=roads,
        first=first,
        links=links,
        link_roads=link_roads,
        near_first=near_first,
        near=near,
        shelters=shelters,
        refuge=refuge_distances(len(places), roads, shelters),
        sectors=sectors,
        pools=pools,
        pool_keys=[pair_key(pool.key, sector.key) for pool in pools for sector in sectors],
        formations=formation_facts(scenario, names, values),
        posts=post_facts(scenario, names),
        factions=faction_facts(scenario, names, values),
        agenda_first=agenda_first,
        agenda=agenda,
        reserves=[ReserveArrival((r.turn - 1) * values.days_per_turn, r.strength) for r in scenario.reserves],
        injects=injects,
        tests=tests,
        effects=effects,
        zone_first=zone_first,
        zone=zone,
        params=values,
        outcome_columns=table(scenario.rules, "outcome_columns"),
        repulse=table(scenario.rules, "repulse"),
        stall=table(scenario.rules, "stall"),
        gains=table(scenario.rules, "gains"),
        progress=table(scenario.rules, "progress"),
        attacker_loss=table(scenario.rules, "attacker_loss"),
        defender_loss=table(scenario.rules, "defender_loss"),
        attacker_cohesion=table(scenario.rules, "attacker_cohesion"),
        defender_cohesion=table(scenario.rules, "defender_cohesion"),
        cas_sorties=table(scenario.rules, "cas_sorties"),
        cas_shift=table(scenario.rules, "cas_shift"),
        decay=table(scenario.rules, "decay"),
        weights=aim_weights(scenario),
        start_force=start_force,
    )


def pair_key(first: int, second: int) -> int:
    """RB 2.3. The key of a pair of entities, masked to 63 bits."""
    return mix(first ^ ((second * 2 + 1) & MASK)) & 0x7FFFFFFFFFFFFFFF


def place_facts(scenario: model.Scenario, names: Names) -> list[PlaceFacts]:
    """RB 4.2."""
    m4 = route_order(scenario, names, "m4")
    m5 = route_order(scenario, names, "m5")
    rows = []
    for p, place in enumerate(scenario.places):
        tags = set(place.tags)
        source = ("supply_gov" in tags) * 1 + ("supply_opp" in tags) * 2 + ("supply_tur" in tags) * 4
        rows.append(
            PlaceFacts(
                key=entity_key(f"place.{place.id}"),
                terrain=Terrain[place.terrain.upper()].value,
                hold=place.hold * 100,
                works=place.works,
                sector=names.sector[place.sector],
                shelter=rdiv(place.shelter, 100),
                attract=place.attract,
                host_city=int("host_city" in tags),
                m4=m4.get(p, 0),
                m5=m5.get(p, 0),
                core=int("core" in tags),
                belt=int("belt" in tags),
                zawiya=int("zawiya" in tags),
                border=2 if "crossing" in tags else int("border" in tags),
                source=source,
                soil=int("off_limits" in tags),
                passable=int("neutral" not in tags),
            )
        )
    return rows


def route_order(scenario: model.Scenario, names: Names, route: str) -> dict[int, int]:
    """Place row -> its order along a motorway from 1, beginning at the end that the scenario names first."""
    beside: dict[int, list[int]] = {}
    for road in scenario.roads:
        if road.route == route:
            beside.setdefault(names.place[road.a], []).append(names.place[road.b])
            beside.setdefault(names.place[road.b], []).append(names.place[road.a])
    if not beside:
        return {}
    ends = [p for p in beside if len(beside[p]) == 1] or list(beside)
    here = ends[0]
    order = {here: 1}
    trail = [here]
    while trail:
        here = trail.pop()
        for there in beside[here]:
            if there not in order:
                order[there] = len(order) + 1
                trail.append(there)
    return order


def adjacency(count: int, roads: Sequence[RoadFacts]) -> tuple[list[int], list[int], list[int]]:
    """RB 4.3. Compressed neighbour lists: first, links, link_roads; ascending road number within a place."""
    beside: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for r, road in enumerate(roads):
        beside[road.a].append((road.b, r))
        beside[road.b].append((road.a, r))
    first = [0]
    links: list[int] = []
    link_roads: list[int] = []
    for pairs in beside:
        links += [there for there, _ in pairs]
        link_roads += [r for _, r in pairs]
        first.append(len(links))
    return first, links, link_roads


def neighbourhoods(places: Sequence[model.Place]) -> tuple[list[int], list[int]]:
    """RB 4.3. For each place those within 300 hm in a straight line, found through a grid of cells of that
    size.
    """
    shrink = cos(radians(sum(p.lat for p in places) / len(places)))
    points = [(p.lon * KM_A_DEGREE * shrink, p.lat * KM_A_DEGREE) for p in places]
    cells: dict[tuple[int, int], list[int]] = {}
    for i, (x, y) in enumerate(points):
        cells.setdefault((int(x // RANGE_KM), int(y // RANGE_KM)), []).append(i)
    first = [0]
    near: list[int] = []
    for i, (x, y) in enumerate(points):
        cx, cy = int(x // RANGE_KM), int(y // RANGE_KM)
        near += sorted(
            j
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for j in cells.get((cx + dx, cy + dy), ())
            if j != i and hypot(points[j][0] - x, points[j][1] - y) <= RANGE_KM
        )
        first.append(len(near))
    return first, near


def refuge_distances(count: int, roads: Sequence[RoadFacts], shelters: Sequence[int]) -> list[int]:
    """RB 4.3, 15.6. Road distance in hm from each place to each shelter: [p * len(shelters) + s]."""
    beside: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for road in roads:
        beside[road.a].append((road.b, road.hm))
        beside[road.b].append((road.a, road.hm))
    flat = [UNREACHED] * (count * len(shelters))
    for s, start in enumerate(shelters):
        queue = [(0, start)]
        seen = [False] * count
        while queue:
            far, here = heapq.heappop(queue)
            if seen[here]:
                continue
            seen[here] = True
            flat[here * len(shelters) + s] = far
            for there, hm in beside[here]:
                if not seen[there]:
                    heapq.heappush(queue, (far + hm, there))
    return flat


def pool_facts(scenario: model.Scenario) -> list[PoolFacts]:
    """RB 10.1. One row for each user of the air, in the order of its code; a user without a pool flies
    nothing.
    """
    given = {pool.id: pool for pool in scenario.air_pools}
    owner = {AirUser.RUAF: Team.MOSCOW, AirUser.SYAAF: Team.DAMASCUS}
    rows = []
    for user in AirUser:
        name = user.name.lower()
        pool = next((p for i, p in given.items() if i == name), None)
        key = entity_key(f"pool.{name}")
        if pool is None:
            rows.append(PoolFacts(key, owner.get(user, Team.ANKARA).value, user.value, 0, 0, 0, 0, 0))
        else:
            rows.append(
                PoolFacts(
                    key, Team[pool.team.upper()].value, user.value, pool.airframes, pool.sorties,
                    pool.helicopters, pool.loss_bp, pool.helicopter_loss_bp,
                )
            )  # fmt: skip
    return rows


def formation_facts(scenario: model.Scenario, names: Names, values: Params) -> list[FormationFacts]:
    """RB 4.5."""
    factions = {f.id: f for f in scenario.factions}
    rows = []
    for formation in scenario.formations:
        faction = factions[formation.faction]
        commanded = faction.command == "commanded"
        rows.append(
            FormationFacts(
                key=entity_key(f"formation.{formation.id}"),
                faction=names.faction[formation.faction],
                side=int(faction.side == "opposition"),
                team=Team[faction.team.upper()].value if commanded else NOBODY,
                kind=Kind[formation.kind.upper()].value,
                establishment=formation.establishment,
                quality=formation.quality,
                home=names.place[faction.home],
                arrival=-1 if formation.turn == 1 else (formation.turn - 1) * values.days_per_turn,
                arrival_place=names.place[formation.place],
                arrival_strength=formation.strength,
            )
        )
    return rows


def post_facts(scenario: model.Scenario, names: Names) -> list[PostFacts]:
    """RB 4.6. A post without a ring of its own is besieged when its own place is lost."""
    rows = []
    for post in scenario.posts:
        ring = [names.place[p] for p in (post.ring or (post.place,))][:RING]
        rows.append(
            PostFacts(
                key=entity_key(f"post.{post.id}"),
                official=int(post.state != "planned"),
                ring=ring + [NOBODY] * (RING - len(ring)),
                first_stock=post.stock_days * 100,
            )
        )
    return rows


def faction_facts(scenario: model.Scenario, names: Names, values: Params) -> list[FactionFacts]:
    """RB 4.1, 17.1, 17.8. All seven rows; fighters in Libya slow the replacements of the proxies they come
    from.
    """
    given = {faction.id: faction for faction in scenario.factions}
    away = scenario.start.record.get("libya_fighters_mbn", 0)
    away = away if isinstance(away, int) else 0
    rate = {
        Faction.SAA: values.replacement_government,
        Faction.IRAN_BACKED: values.replacement_government,
        Faction.NLF: rdiv(values.replacement_opposition * max(0, 10000 - away), 10000),
        Faction.SNA: rdiv(values.replacement_opposition * max(0, 10000 - away), 10000),
        Faction.HTS: values.replacement_opposition,
    }
    rows = []
    for code in Faction:
        faction = next((f for i, f in given.items() if i == code.name.lower()), None)
        patron = NOBODY
        if faction is not None and faction.command != "commanded":
            patron = Team[faction.team.upper()].value
        rows.append(
            FactionFacts(
                key=entity_key(f"faction.{code.name.lower()}"),
                side=int(code > Faction.RUSSIA),
                patron=patron,
                home=names.place[faction.home] if faction else 0,
                replacement=rate.get(code, 0),
            )
        )
    return rows


def agendas(scenario: model.Scenario, names: Names) -> tuple[list[int], list[int]]:
    """RB 17.3. Places of each faction's list, flat, in the order of the faction codes."""
    given = {faction.id: faction for faction in scenario.factions}
    first = [0]
    flat: list[int] = []
    for code in Faction:
        faction = next((f for i, f in given.items() if i == code.name.lower()), None)
        flat += [names.place[p] for p in (faction.agenda if faction else ())]
        first.append(len(flat))
    return first, flat


def zones(scenario: model.Scenario, names: Names) -> tuple[list[int], list[int]]:
    """Places of each zone, flat; a strip along a route holds the places within its km of one of the route's
    places.
    """
    shrink = cos(radians(sum(p.lat for p in scenario.places) / len(scenario.places)))
    first = [0]
    flat: list[int] = []
    for zone in scenario.zones:
        members = {names.place[p] for p in zone.places}
        if zone.near_route:
            on_route = route_order(scenario, names, zone.near_route)
            for p, place in enumerate(scenario.places):
                for q in on_route:
                    other = scenario.places[q]
                    east = (place.lon - other.lon) * KM_A_DEGREE * shrink
                    if hypot(east, (place.lat - other.lat) * KM_A_DEGREE) <= zone.km:
                        members.add(p)
        flat += sorted(members)
        first.append(len(flat))
    return first, flat


def msel_rows(
    scenario: model.Scenario, names: Names, values: Params
) -> tuple[list[InjectFacts], list[Test], list[Effect]]:
    """The MSEL as rows. Raises ScenarioError with every complaint of its conditions and effects."""
    injects: list[InjectFacts] = []
    tests: list[Test] = []
    effects: list[Effect] = []
    complaints: list[str] = []
    for inject in scenario.injects:
        first_test = NOBODY
        if inject.when is not None:
            rows, found = compile_condition(inject.when, names)
            complaints += [f"inject {inject.id}: {c}" for c in found]
            first_test = len(tests)
            tests += rows
        first_effect = len(effects)
        for effect in inject.effects:
            some, found = compile_effect(effect, names)
            complaints += [f"inject {inject.id}: {c}" for c in found]
            effects += some
        day, opens = 0, 0
        if inject.at is not None:
            turn, within = parse_at(inject.at)
            day = (turn - 1) * values.days_per_turn + (within or 1) - 1
            opens = int(within is None)
        injects.append(
            InjectFacts(
                key=entity_key(f"inject.{inject.id}"),
                kind=INJECT_KINDS[inject.kind],
                day=day,
                test=first_test,
                effect=first_effect,
                effects=len(effects) - first_effect,
                ask=int(inject.release == "ask"),
                opens=opens,
            )
        )
    if complaints:
        raise ScenarioError(complaints)
    return injects, tests, effects


def aim_weights(scenario: model.Scenario) -> list[int]:
    """RB 21.1. Weights of the war aims: [team * LINES + line]. Raises ScenarioError for a line no rule
    computes.
    """
    weights = [0] * (len(Team) * LINES)
    for aim in scenario.war_aims:
        team = Team[aim.team.upper()]
        known = LINE_NAMES[team]
        if aim.line not in known:
            raise ScenarioError(
                [f"war_aim {aim.id}: no line {aim.line!r}; {aim.team} has {', '.join(known)}"]
            )
        weights[team * LINES + known.index(aim.line)] = aim.weight
    return weights


# ---- the board at the start
# ------------------------------------------------------------------------------------------


def start_board(scenario: model.Scenario, names: Names, world: World) -> Board:
    """RB 5.12. The board before the first day (day -1)."""
    start = scenario.start
    board = Board(
        places=[
            Place(
                control=Control[p.control.upper()].value, bar=0, last_column=0, held_days=START_HELD_DAYS,
                people=rdiv(p.people, 100), hosted=0, damage=0, path_government=UNREACHED,
                path_opposition=UNREACHED, path_turkish=UNREACHED, strikes=0, support=0, battle=0, taken=0,
                quiet_days=0,
            )
            for p in scenario.places
        ],
        roads=[Road(load=0, cut=0, cleared=0, clearing=0, blocked_by=NOBODY) for _ in scenario.roads],
        sectors=[
            Sector(
                access=[access_of(s, user) for user in AirUser],
                weather=Weather.FAIR.value,
            )
            for s in scenario.sectors
        ],
        pools=[Pool(airframes=p.airframes, readiness=START_READINESS, used=0, lost=0) for p in world.pools],
        formations=[start_formation(f, names) for f in scenario.formations],
        posts=[start_post(p, names) for p in scenario.posts],
        convoys=[
            Convoy(ConvoyState.NONE.value, 0, NOBODY, 0, [NOBODY] * ROUTE, 0, 0, NOBODY, 0)
            for _ in range(CONVOYS)
        ],
        air_tasks=[AirTask(AirMission.NONE.value, NOBODY, NOBODY, 0, 0) for _ in range(len(AirUser) * TASKS)],
        factions=start_factions(scenario),
        teams=start_teams(scenario),
        tracks=[
            Tracks(
                day=-1, rung=start.rung, tension=start.tension * 100, trust=start.trust * 100,
                ties=start.ties * 100, leverage=start.leverage * 100, nato=start.nato * 100, eu=start.eu *
                100,
                newly_displaced=0, displaced_today=0, unhoused=0, entered_turkey=0, post_reserve=0,
                days_below_war=0, incident_day=-1, ended=0,
            )
        ],
        injects=[InjectRow(state=0, day=NOBODY, applied=0) for _ in scenario.injects],
        latches=fresh_latches(world),
    )  # fmt: skip
    for r, fixed in enumerate(world.roads):
        if fixed.road_class == RoadClass.MOTORWAY and holder_of(board, fixed.a, fixed.b) != NOBODY:
            board.roads[r].cleared = 1
    return board


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
    )


def start_factions(scenario: model.Scenario) -> list[FactionState]:
    """RB 5.9."""
    control = {faction.id: faction.control for faction in scenario.factions}
    rows = []
    for code in Faction:
        points = next((c for i, c in control.items() if i == code.name.lower()), 0)
        rows.append(
            FactionState(points * 100, [Task.NONE.value] * TASKS, [NOBODY] * TASKS, [0] * TASKS, [0] * TASKS)
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
            TeamState(team.capital * 100, team.domestic * 100, team.standing * 100, 0, 0, [0] * DEAD_DAYS)
        )
    return rows
