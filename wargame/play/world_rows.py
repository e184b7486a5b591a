"""The rows of the World, made from the tables of a scenario (RB 4): units of forms become the engine's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.errors import ScenarioError
from wargame.play.effects import compile_effect, parse_at
from wargame.play.map_graph import route_order
from wargame.play.names import entity_key
from wargame.play.readings import compile_condition, headed
from wargame.rules.arithmetic import rdiv
from wargame.rules.codes import AirUser, Faction, Form, Kind, RoadClass, Side, Team, Terrain
from wargame.rules.score import LINES
from wargame.rules.tables import (
    NOBODY,
    AimFacts,
    Effect,
    FactionFacts,
    FormationFacts,
    InjectFacts,
    Params,
    PlaceFacts,
    PoolFacts,
    PostFacts,
    RoadFacts,
    SectorFacts,
    Test,
)

if TYPE_CHECKING:
    from wargame.model import scenario as model
    from wargame.play.names import Names

RING = 4
"""Places of a post's ring at most (RB 4.6)."""

INJECT_KINDS = {"scheduled": 0, "conditional": 1, "contingency": 2, "adhoc": 3}


def road_facts(scenario: model.Scenario, names: Names) -> list[RoadFacts]:
    """RB 4.3."""
    return [
        RoadFacts(
            key=entity_key(f"road.{r.id}"),
            a=names.place[r.a],
            b=names.place[r.b],
            road_class=RoadClass[r.road_class.upper()].value,
            hm=round(r.km * 10),
            route={"m4": 4, "m5": 5}.get(r.route or "", 0),
        )
        for r in scenario.roads
    ]


def start_force(scenario: model.Scenario, names: Names) -> list[int]:
    """RB 21. mbn of each faction at the start: on the map, and away in Libya."""
    force = [0] * len(Faction)
    for proxy, away in scenario.start.libya.items():
        force[names.faction[proxy]] += away
    for formation in scenario.formations:
        if formation.turn == 1:
            force[names.faction[formation.faction]] += formation.strength
    return force


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
                divert=int("divert_to" in tags) + 2 * int("divert_from" in tags),
            )
        )
    return rows


def sector_facts(scenario: model.Scenario) -> list[SectorFacts]:
    """RB 4.4, 5.12. Systems of the form are 100 csy each."""
    return [
        SectorFacts(
            key=entity_key(f"sector.{sector.id}"),
            ad=[
                next((n for name, n in sector.air_defence.items() if name == side.name.lower()), 0) * 100
                for side in Side
            ],
        )
        for sector in scenario.sectors
    ]


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
                garrison=post.garrison,
            )
        )
    return rows


def faction_facts(scenario: model.Scenario, names: Names, values: Params) -> list[FactionFacts]:
    """RB 4.1, 17.1, 17.8. All seven rows."""
    given = {faction.id: faction for faction in scenario.factions}
    rate = {
        Faction.SAA: values.replacement_government,
        Faction.IRAN_BACKED: values.replacement_government,
        Faction.NLF: values.replacement_opposition,
        Faction.SNA: values.replacement_opposition,
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
                home=names.place[faction.home] if faction else NOBODY,
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


def aim_row(names: Names, aim: model.WarAim) -> int:
    """RB 21.1. The row of a war aim: team * LINES + line. Raises ScenarioError for a line that nothing
    measures.
    """
    team = Team[aim.team.upper()]
    known = names.lines[team]
    if aim.line not in known[:LINES]:
        raise ScenarioError([f"war_aim {aim.id}: no line {aim.line!r}; {aim.team} has {', '.join(known)}"])
    return team * LINES + known.index(aim.line)


def aim_weights(scenario: model.Scenario, names: Names) -> list[int]:
    """RB 21.1. Weights of the war aims: [team * LINES + line]. Raises ScenarioError."""
    weights = [0] * (len(Team) * LINES)
    for aim in scenario.war_aims:
        weights[aim_row(names, aim)] = aim.weight
    return weights


def aim_facts(scenario: model.Scenario, names: Names, tests: list[Test]) -> list[AimFacts]:
    """RB 21.1. The war aims that conditions give; their tests go behind the others. Raises ScenarioError
    with every complaint.
    """
    made: list[AimFacts] = []
    complaints: list[str] = []
    for aim in scenario.war_aims:
        if aim.when is None:
            continue
        rows, found = compile_condition(aim.when, names, aims=False)
        complaints += [f"war_aim {aim.id}: {c}" for c in found]
        made.append(AimFacts(aim_row(names, aim), len(tests), int(aim.counts == "days"), int(aim.drawn)))
        tests += [headed(Form.TALLY, rows), *rows]
    if complaints:
        raise ScenarioError(complaints)
    return made
