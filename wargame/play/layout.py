"""A scenario laid out for the engine: names become numbers, units become the engine's, once (RB 1.2, 4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wargame.play.agreement_rows import template_rows, term_conditions
from wargame.play.map_graph import adjacency, neighbourhoods, pair_key, refuge_distances, zones
from wargame.play.names import Names, entity_key
from wargame.play.parameters import params, table
from wargame.play.start_board import start_board
from wargame.play.world_rows import (
    agendas,
    aim_facts,
    aim_weights,
    faction_facts,
    formation_facts,
    msel_rows,
    place_facts,
    pool_facts,
    post_facts,
    road_facts,
    sector_facts,
    start_force,
)
from wargame.rules.codes import AirUser, Capital, Faction, Kind, RoadClass, Team
from wargame.rules.conditions import open_states
from wargame.rules.detection import detect
from wargame.rules.injects import arm_injects
from wargame.rules.log import fresh
from wargame.rules.supply import trace_supply
from wargame.rules.tables import Board, Params, ReserveArrival, World

if TYPE_CHECKING:
    from wargame.model import scenario as model


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
    values = params(scenario.rules)
    world = world_of(scenario, names, values)
    start = start_board(scenario, names, world)
    facts = fresh()
    trace_supply(world, start, facts, None)
    detect(world, start, -1, facts, None)
    arm_injects(world, start, [], -1, facts, None)
    open_states(world, start)
    return Layout(scenario, world, start, names)


def world_of(scenario: model.Scenario, names: Names, values: Params) -> World:
    """Everything the scenario fixes."""
    places, roads = place_facts(scenario, names), road_facts(scenario, names)
    first, links, link_roads = adjacency(len(places), roads)
    near_first, near = neighbourhoods(scenario.places)
    shelters = [p for p, fixed in enumerate(places) if fixed.attract > 0]
    injects, tests, effects = msel_rows(scenario, names, values)
    templates, template_terms = template_rows(scenario, names)
    agenda_first, agenda = agendas(scenario, names)
    zone_first, zone = zones(scenario, names)
    pools, sectors = pool_facts(scenario), sector_facts(scenario)
    formations = formation_facts(scenario, names, values)
    team_keys = [entity_key(f"team.{team.name.lower()}") for team in Team]
    secondary, track = values.factor_secondary, values.factor_track
    return World(
        places=places,
        roads=roads,
        uncleared=[
            road.hm * (secondary if road.road_class == RoadClass.SECONDARY else track) for road in roads
        ],
        motorways=[r for r, road in enumerate(roads) if road.road_class == RoadClass.MOTORWAY],
        first=first,
        links=links,
        link_roads=link_roads,
        near_first=near_first,
        near=near,
        shelters=shelters,
        refuge=refuge_distances(len(places), roads, shelters),
        crossed=[p for p, place in enumerate(scenario.places) if place.consent_day is not None],
        crossed_from=[place.consent_day for place in scenario.places if place.consent_day is not None],
        sectors=sectors,
        pools=pools,
        pool_keys=[pair_key(pool.key, sector.key) for pool in pools for sector in sectors],
        formations=formations,
        police=[
            f for f, fixed in enumerate(formations)
            if fixed.kind == Kind.MILITARY_POLICE and fixed.faction == Faction.RUSSIA
        ],
        posts=post_facts(scenario, names),
        factions=faction_facts(scenario, names, values),
        agenda_first=agenda_first,
        agenda=agenda,
        reserves=[ReserveArrival((r.turn - 1) * values.days_per_turn, r.strength) for r in scenario.reserves],
        templates=templates,
        template_terms=template_terms,
        conditions=term_conditions(scenario, names, tests),
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
        weights=aim_weights(scenario, names),
        aims=aim_facts(scenario, names, tests),
        start_force=start_force(scenario, names),
        drone_keys=[pair_key(pools[AirUser.TR_DRONE].key, place.key) for place in places],
        adviser_keys=[pair_key(place.key, entity_key("team.moscow")) for place in places],
        team_keys=team_keys,
        capital_keys=[entity_key(f"capital.{capital.name.lower()}") for capital in Capital],
        sight_keys=[pair_key(place.key, key) for key in team_keys for place in places],
    )
