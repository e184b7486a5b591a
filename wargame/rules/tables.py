"""World and Board: every table of the engine, each field with its unit and range (RB 4 and 5).

A table is a list of rows; a row is an object with integer fields, or lists of integers of a fixed length that
their type says: `Annotated[list[int], ROUTE]`. Rows refer to each other by number:
`world.places[post.place]`. The World never changes; a Board is one moment, and only the copy made at the
start of a day is ever written. Compiled, the same tables are structured arrays (`compiled.py`).

Units are those of RB 1.2: mbn milli-battalions, bp basis points, cs centi-shifts, ct centi-points, cd
centi-days, h hundred people, hm hectometres, ed effective decametres (10 m after the road factor), pax
persons.
"""

from dataclasses import dataclass
from typing import Annotated

from wargame.rules.tables_politics import (
    Agreement,
    Key,
    Pending,
    TemplateFacts,
    Term,
    Ultimatum,
    copied_agreement,
    copied_pending,
    copied_term,
    copied_ultimatum,
)

UNREACHED = 1 << 30
"""Path length (ed) of a place that no supply reaches."""

NOBODY = -1
"""In a column that holds a row number: none."""

ROUTE = 8
"""Longest path of a MOVE and longest route of a CONVOY, in places (RB 6.3)."""

TARGETS = 4
"""Most targets of an ATTACK (RB 6.3)."""

TASKS = 3
"""Most tasks of a proxy in a turn (RB 6.3)."""

WINDOW = 30
"""Longest `within` of a Condition, in days."""

FACTIONS = 7
TEAMS = 3
"""Numbers of codes.Faction and codes.Team."""

RIGHTS = 3
"""Rights to retaliate that a team holds at once (RB 11.5)."""

FIRES = 24
"""Groups of guns that fire at once (RB 11.1)."""

DEAD_DAYS = 4
"""How many closing days the count of dead is kept for (RB 20.2)."""

RING = 4
"""Places of the ring around a post (RB 4.6)."""

SIDES = 2
"""Columns that go by codes.Side."""

BRANCHES = 4
"""Columns that go by codes.Branch."""

SIGHTS = 21
"""Columns that go by team and faction: three teams, seven factions."""

USERS = 4
"""Columns of the airspace matrix (codes.AirUser)."""

TONES = 5
"""Columns that go by codes.Tone."""

RETREAT_DAYS = 3
"""Days for which retreats of the opposition are remembered (RB 15.9)."""

LEVERS = 4
"""Columns that go by codes.Lever."""


# ---- World: what never changes -----------------------------------------------------------------------------


@dataclass(slots=True)
class PlaceFacts:
    """RB 4.2."""

    key: Key  # 63 bit, RB 2.3
    terrain: int  # codes.Terrain
    hold: int  # ct 5000-32000: bar needed for capture
    works: int  # cs 0-200: local works of a defender
    sector: int  # row of sectors
    shelter: int  # h 0-20000: room for new arrivals
    attract: int  # weight 0-10000 as a destination (RB 15.6)
    host_city: int  # 0/1
    m4: int  # order along the M4 from 1, 0 = not on it
    m5: int  # order along the M5 from 1, 0 = not on it
    core: int  # 0/1 scoring group
    belt: int  # 0/1 scoring group
    zawiya: int  # 0/1 scoring group
    border: int  # 0 none, 1 border place, 2 crossing
    source: int  # bit mask: 1 government, 2 opposition, 4 Turkish supply source
    soil: int  # 0/1: Turkish territory, never attacked below rung 9
    passable: int  # 0/1: 0 = neutral ground that nobody may enter (RB 7.13)
    divert: int  # 0 none, 1 people are sent here from the border, 2 they are sent away from here (RB 15.8)


@dataclass(slots=True)
class RoadFacts:
    """RB 4.3."""

    key: Key
    a: int  # row of places
    b: int  # row of places
    road_class: int  # codes.RoadClass
    hm: int  # length, 20-1300
    route: int  # 0 none, 4 = M4, 5 = M5


@dataclass(slots=True)
class SectorFacts:
    """RB 4.4."""

    key: Key
    ad: Annotated[list[int], SIDES]  # 2 x csy by codes.Side: air defence at the start


@dataclass(slots=True)
class PoolFacts:
    """RB 4.4. An air pool; its user is its column in the airspace matrix."""

    key: Key
    team: int  # codes.Team
    user: int  # codes.AirUser
    airframes: int
    sorties: int  # a day, 0-60
    helicopters: int  # of those sorties, flown by helicopters (RB 10.4)
    loss: int  # bp a sortie, fixed wing
    helicopter_loss: int  # bp a sortie


@dataclass(slots=True)
class FormationFacts:
    """RB 4.5."""

    key: Key
    faction: int  # codes.Faction
    side: int  # codes.Side
    team: int  # codes.Team that moves it by its own orders, NOBODY if the faction planner does
    kind: int  # codes.Kind
    establishment: int  # mbn 100-6000
    quality: int  # cs -50..100
    home: int  # row of places
    arrival: int  # day -1..60; -1 = on the map at the start
    arrival_place: int  # row of places
    arrival_strength: int  # mbn


@dataclass(slots=True)
class PostFacts:
    """RB 4.6."""

    key: Key
    official: int  # 0/1: counts in Ankara's posts line from day 0 (RB 21.4)
    ring: Annotated[list[int], RING]  # 4 rows of places, NOBODY where unused
    first_stock: int  # cd when it is established
    garrison: int  # mbn planned for it


@dataclass(slots=True)
class FactionFacts:
    """RB 4.1, 17.1."""

    key: Key
    side: int
    patron: int  # codes.Team whose tasks it may obey, NOBODY if it is commanded
    home: int  # row of places
    replacement: int  # bp of establishment a day (RB 17.8)


@dataclass(slots=True)
class ReserveArrival:
    """RB 17.9. Men for new posts that reach Ankara's post reserve."""

    day: int
    strength: int  # mbn


@dataclass(slots=True)
class InjectFacts:
    """An entry of the MSEL as the engine keeps it. Texts live outside."""

    key: Key
    kind: int  # 0 scheduled, 1 conditional, 2 contingency, 3 ad hoc template
    day: int  # scheduled: day of the calendar at whose step 2 it acts; else 0
    test: int  # first row of tests, NOBODY when there is no condition
    effect: int  # first row of effects
    effects: int  # number of effects
    ask: int  # 0 released by itself, 1 waits for a person once armed
    # scheduled: 1 = known when the turn that begins with `day` is opened, 0 = only at step 2 of `day`
    opens: int


@dataclass(slots=True)
class Test:
    """One node of a condition in prefix order (`conditions.py`): a junction over the next nodes, or a
    leaf.
    """

    form: int  # codes.Form
    size: int  # rows of this node and all below it
    reading: int  # conditions.Reading, or the event or order kind of a fact
    entity: int  # row of the entity, or NOBODY
    second: int  # second entity or field selector, or NOBODY
    op: int  # codes.Op
    value: int
    span: int  # days a state must have held or a fact may be old; 0 = no span
    latch: int  # row of Board.latches, NOBODY when nothing is remembered; given by `conditions.fresh_latches`


@dataclass(slots=True)
class AimFacts:
    """A line of the war aims whose share a condition gives (RB 21.1)."""

    line: int  # team * LINES + line of `World.weights`
    test: int  # row of tests: a TALLY above the condition
    days: int  # 1 = the share of the days on which it was true; 0 = full or nothing, as the game closes
    drawn: int  # 1 = one of those of which a team is given one by the seed (RB 21.9)


@dataclass(slots=True)
class Effect:
    """One typed change of the world by an inject or by the white cell (`injects.py`)."""

    field: int  # codes.Field
    entity: int  # row of the entity, or NOBODY
    second: int  # column, such as the user of an airspace row, or NOBODY
    add: int  # 0 set, 1 add
    value: int
    extra: int  # second number, such as the wounded of a loss


@dataclass(frozen=True, slots=True)
class Params:
    """RB 24. Every parameter of the scenario that is one number; the tables stand beside it in World."""

    turns: int
    days_per_turn: int
    command_ankara: int  # command points a turn
    command_moscow: int
    command_damascus: int
    frontage_approach: int  # mbn an approach
    frontage_base: int  # mbn
    frontage_defence: int  # mbn, plus hold/10
    posture_hasty: int  # cs
    posture_prepared: int
    posture_fortified: int
    posture_delay: int
    terrain_town: int  # cs, towns and hills
    terrain_urban: int
    terrain_mountain: int
    capture_loss: int  # bp
    cohesion_divisor: int
    axis: int  # cs for each further approach
    guns_near: int  # cs
    guns_war: int  # cs at rung 5 and above
    no_heavy_arms: int  # cs
    overload: int  # cs for each 10000 bp of load above capacity
    supply_strained_shift: int  # cs
    supply_cut_shift: int  # cs
    encirclement_base: int  # bp
    cascade: int  # ct
    stacking: int  # mbn of one side a place
    march_budget: int  # min a day
    march_bad: int  # min a day in bad weather or on an overloaded road
    factor_motorway: int
    factor_secondary: int
    factor_track: int
    capacity_motorway: int  # mbn
    capacity_secondary: int
    capacity_track: int
    supply_full: int  # ed
    supply_strained: int  # ed
    motorway_bonus: int  # ed of full supply once the whole M5 is cleared
    stock_full: int  # cd a day
    stock_strained: int
    stock_cut: int
    attack_use: int  # cd an assault day
    defence_use: int
    clearing_days: int
    road_recovery: int  # bp a day
    cut_per_sorties: int  # bp for each 4 sorties
    bad_weather: int  # bp
    cas_bad_weather: int  # bp
    strike_bad_weather: int  # bp
    deconflicted_effect: int  # bp
    risky_effect: int
    deconflicted_loss: int  # bp
    risky_loss: int
    surge_cost: int  # ct readiness
    readiness_gain: int
    strike_damage: int  # ct a sortie
    intervention: int  # bp; strength at which a defender of another place counts (RB 7.4)
    bar_decay: int  # bp a day
    retire_bar: int  # ct
    retire_loss: int  # bp
    trapped_loss: int  # bp without a way out (RB 7.10)
    killed_share: int  # bp
    leave_base: int
    leave_air: int
    leave_capture: int  # bp
    front_struck: int  # bp
    front_adjacent: int
    front_near: int
    strike_front: int  # sorties that make a place a front
    host_factor: int  # bp
    damage_leave: int  # bp a point of damage
    crossing_leak: int  # bp
    tension_incident: int  # ct
    tension_dead: int  # ct a person
    tension_dead_cap: int  # ct
    tension_decay: int  # ct a day
    tension_harass: int  # ct a day
    post_domestic: int  # ct a day for each besieged post
    post_domestic_fed: int
    convoy_stock: int  # cd
    convoy_stock_forced: int
    post_fill: int  # cd a day
    post_use: int  # cd a day
    evacuation_incident: int  # bp
    garrison_works: int  # cs
    garrison_quality: int  # cs
    displaced_domestic: int  # ct per 100 h, times 100
    own_dead_domestic: int  # ct a person
    unavenged_domestic: int  # ct a person
    own_dead_moscow: int  # ct a person
    place_domestic: int  # ct for a place of hold >= 8000 taken or lost by Damascus
    hts_separate: int  # bp taken off obedience
    planner_column: int  # cs; the faction planner attacks from here up
    replacement_government: int  # bp of establishment a day (RB 17.8)
    replacement_opposition: int
    probe_use: int  # cd an assault day
    all_out_use: int
    probe_progress: int  # bp
    probe_losses: int  # bp, both sides
    all_out_progress: int
    all_out_losses: int
    all_out_cohesion: int  # ct, attackers
    preparation: int  # cs
    fire_use: int  # cd a day of fire
    harass_loss: int  # bp a group
    harass_cohesion: int  # ct a group
    harass_damage: int  # ct a group
    cut_per_group: int  # bp of the roads that a group has under fire
    free_fire_tension: int  # ct a day and group that fires of its own motion
    retaliation_base: int  # mbn
    retaliation_dead: int  # mbn a person
    retaliation_most: int  # mbn
    incident_base: int  # bp
    incident_air: int  # bp
    casualty_cap: int  # bp of the men present
    base_raid: int  # bp a day on which hts fights
    adviser_incident: int  # bp a battle
    post_ration: int  # cd a day
    ad_repair: int  # csy a day (RB 10.8)
    suppress_kill: int  # csy a sortie
    silent_kill: int  # bp of those kills while air defence is silent
    silent_loss: int  # bp of drone losses while air defence is silent (RB 10.4)
    ad_scale: int  # csy of air defence at which the loss of a drone pool is its full one
    jam_loss: int  # bp of drone losses under jamming
    jam_support: int  # bp of close support under jamming (RB 10.6)
    forced_effect: int  # bp of a sortie forced into closed airspace (RB 10.2)
    forced_loss: int  # bp
    forced_tension: int  # ct a sortie
    drone_kill: int  # mbn a sortie (RB 10.9)
    drone_cap: int  # bp of a formation a day
    drone_cohesion: int  # ct a day
    cap_loss: int  # bp a sortie of Syrian aircraft under Turkish fighters (RB 10.4)
    helicopter_manpads: int  # bp a sortie against shoulder-fired missiles
    ruaf_manpads: int  # bp a sortie
    legitimacy_dead: int  # bp a person (RB 16.3)
    legitimacy_displaced: int  # bp for each 3000 h beyond the first
    jammer_groups: int  # RB 6.3 order 20
    jammer_turn: int  # first turn in which they can be ordered
    drone_recon_day: int  # first day of drones that only look, below rung 5 (RB 10.1)
    legitimacy_ultimatum: int  # bp for an own ultimatum that expired unmet
    legitimacy_breach: int  # bp a proven breach of severity 2 by the other side
    climb_price: int  # ct of capital a rung without cause (RB 16.4)
    climb_cause: int  # ct less at L 10000
    war_tension: int  # ct on entering rung 5 without cause (RB 16.5)
    war_tension_cause: int  # ct less at L 10000
    war_domestic: int  # ct lost at home on entering without cause
    war_domestic_cause: int  # ct gained at L 10000
    war_day_cause: int  # ct a day at L 10000
    war_day_price: int  # ct a day without cause
    bluff_domestic: int  # ct (RB 16.7)
    bluff_standing: int
    ultimatum_met_domestic: int
    ultimatum_carried_domestic: int
    step_down_domestic: int  # ct a rung (RB 16.6)
    quiet_rung_days: int  # days without an act after which the rung falls by one
    post_domestic_deadline: int  # ct a day for each besieged post once an own deadline about it has passed
    ceasefire_ends: int  # 0/1: a ceasefire of scope everywhere ends the session (RB 21.7)
    ceasefire_days: int  # days for which it must have held
    libya_full: int  # mbn kept away at which the Libya line is full (RB 18.6)
    return_turns: int  # turns until fighters are back
    infiltration: int  # ct of RB 15.9 for 1000000 h x bp, for each level of screening left out


@dataclass(frozen=True, slots=True)
class World:
    """Everything the scenario fixes. Lists without a row class are flat columns of integers."""

    places: list[PlaceFacts]
    roads: list[RoadFacts]
    uncleared: list[int]  # ed of each road while no motorway is cleared (RB 9.1)
    motorways: list[int]  # rows of roads
    first: list[int]  # len(places)+1; the neighbours of p stand in links[first[p]:first[p+1]]
    links: list[int]  # neighbouring places, ascending road number
    link_roads: list[int]  # the road to that neighbour
    near_first: list[int]  # len(places)+1; the places within 300 hm of p in a straight line stand in
    near: list[int]  # near[near_first[p]:near_first[p+1]] (RB 4.3)
    shelters: list[int]  # places with attract > 0, the destinations of RB 15.6
    refuge: list[int]  # road distance in hm from each place to each shelter: [p * len(shelters) + s]
    crossed: list[int]  # neutral places over which the government side may march one day (RB 7.13)
    crossed_from: list[int]  # for each of them the first day on which it may
    sectors: list[SectorFacts]
    pools: list[PoolFacts]
    pool_keys: list[int]  # RB 2.3 key of pool with sector: [pool * len(sectors) + sector]
    formations: list[FormationFacts]
    police: list[int]  # rows of Russian military police, who alone stand between the sides (RB 11.4)
    posts: list[PostFacts]
    factions: list[FactionFacts]
    agenda_first: list[int]  # len(factions)+1
    agenda: list[int]  # places in order, flat
    reserves: list[ReserveArrival]
    templates: list[TemplateFacts]
    template_terms: list[Term]
    conditions: list[int]  # first row of tests of each named condition of terms
    injects: list[InjectFacts]
    tests: list[Test]
    effects: list[Effect]
    zone_first: list[int]  # len(zones)+1
    zone: list[int]  # places, flat
    params: Params
    outcome_columns: list[int]  # cs, ascending
    repulse: list[int]  # bp at those columns
    stall: list[int]
    gains: list[int]
    progress: list[int]  # ct by codes.Outcome
    attacker_loss: list[int]  # bp by codes.Outcome
    defender_loss: list[int]
    attacker_cohesion: list[int]  # ct by codes.Outcome
    defender_cohesion: list[int]
    cas_sorties: list[int]  # sorties, ascending
    cas_shift: list[int]  # cs at those sorties
    decay: list[int]  # bp by whole 10 km (RB 15.6)
    weights: list[int]  # war-aim weights: [team * LINES + line], codes in score.py
    aims: list[AimFacts]
    start_force: list[int]  # mbn at the start by faction, fighters in Libya included (RB 21)
    drone_keys: list[int]  # RB 2.3 key of the drone pool with each place
    adviser_keys: list[int]  # RB 2.3 key of each place with Moscow (RB 14.5)
    team_keys: list[int]  # RB 2.3 key of each team
    capital_keys: list[int]  # RB 2.3 key of each codes.Capital
    sight_keys: list[int]  # RB 2.3 key of place with team: [team * len(places) + place]


# ---- Board: one moment -------------------------------------------------------------------------------------


@dataclass(slots=True)
class Place:
    """RB 5.1. The counters of the day are zeroed when the day begins."""

    control: int  # codes.Control
    bar: int  # ct 0..hold: progress of the side that does not hold it
    last_column: int  # cs of the last battle
    held_days: int  # 0-999
    people: int  # h 0-20000
    hosted: int  # h: new arrivals living here
    built: int  # h of shelter built here since day 0 (RB 15.8)
    damage: int  # ct 0-10000
    path_government: int  # ed to a source of the side, UNREACHED if none
    path_opposition: int
    path_turkish: int  # ed to a Turkish source over places friendly to side 1
    strikes: int  # today: sorties of strikes
    support: int  # today: effective close-support sorties, x100
    battle: int  # today: 0/1
    taken: int  # today: 0/1, captured
    quiet_days: int  # days without a battle, 0-999
    prepared: int  # today: 0/1, guns have prepared an attack on it (RB 11.2)
    standoff: int  # today: 0/1, the sides stopped before each other (RB 7.7, 12.3)
    bar_before: int  # ct: the bar at the close of the turn before (RB 8.3)
    column_before: int  # cs: last_column then
    surprise: int  # 0-2: not yet, now (during step 9), used up (RB 12.4 line 17)
    ruling: int  # -400..400 cs by the white cell for attacks on it (RB 12.4 line 20)


@dataclass(slots=True)
class Road:
    """RB 5.2."""

    load: int  # mbn drawn over it
    cut: int  # bp 0-9000, interdiction
    cleared: int  # 0/1
    clearing: int  # quiet days while it is being cleared
    blocked_by: int  # codes.Side that blocks it, NOBODY
    crew: int  # codes.Side whose engineers clear it (RB 9.7), NOBODY


@dataclass(slots=True)
class Sector:
    """RB 5.3."""

    access: Annotated[list[int], USERS]  # 4 x codes.Access by codes.AirUser
    weather: int  # codes.Weather
    # 2 x csy 0-1000 by codes.Side: systems of the sector; formations add theirs
    ad: Annotated[list[int], SIDES]
    ad_full: Annotated[list[int], SIDES]  # 2 x csy up to which they are repaired (RB 10.8)
    ad_posture: Annotated[list[int], SIDES]  # 2 x codes.AirDefence by codes.Side
    jam: int  # days of jamming left, today included; 0 = none


@dataclass(slots=True)
class Pool:
    """RB 5.4."""

    airframes: int
    readiness: int  # ct 0-10000
    used: int  # sorties flown today
    lost: int  # airframes since day 0
    helicopters_lost: int  # of those


@dataclass(slots=True)
class Formation:
    """RB 5.5. `mission` and `route` are its standing order (RB 6.7)."""

    place: int  # row of places, NOBODY before it arrives
    strength: int  # mbn 0..establishment
    cohesion: int  # ct 0-10000
    stock: int  # cd 0-500
    posture: int  # codes.Posture
    supply: int  # codes.Supply
    path: int  # ed
    load: int  # bp: the worst load on its supply path (RB 9.4)
    march: int  # min carried over, 0-600
    static_days: int
    dug_days: int  # days of posture fortify
    fought: int  # today: 0/1
    mission: int  # codes.Mission
    # ROUTE rows of places, NOBODY where unused: the path of a MOVE, the targets of an ATTACK
    route: Annotated[list[int], ROUTE, "int32"]
    leg: int  # next entry of route
    priority: int  # 1 first .. 9
    supply_rank: int  # place in the SUPPLY_PRIORITY list, 0 = not listed
    manpads: int  # 0/1: has shoulder-fired missiles (RB 5.5)
    intensity: int  # codes.Intensity of its attack
    least_column: int  # cs -400..800: below it the attack is not launched that day
    stop_loss: int  # bp 0-10000 of `begun`: lost more, the attack ends
    begun: int  # mbn when the attack was ordered
    called_off: int  # today: 0/1, its attack was not launched
    # row of places where it stands between the sides (RB 11.4), NOBODY; roads count on behind the places
    interpose: int
    joins: int  # today: row of the place next to it in whose battle it defends (RB 6.8), NOBODY


@dataclass(slots=True)
class Post:
    """RB 5.6."""

    place: int  # row of places
    state: int  # codes.PostState
    siege: int  # codes.Siege
    consent: int  # 0/1: the besieger lets supply pass
    stock: int  # cd 0-3000
    morale: int  # ct 0-10000
    strength: int  # mbn
    besieged_days: int
    supplied: int  # today: 0/1
    asked: int  # 0/1: the garrison has asked to leave
    rationed: int  # 0/1: it eats less until the siege is over (RB 13.2)
    escorted: int  # this turn: 0/1, Russian military police bring its convoys through (RB 13.4)


@dataclass(slots=True)
class Convoy:
    """RB 13.4, 13.5, 13.12. A convoy on its way to a post, or with aid to a place."""

    state: int  # codes.ConvoyState
    kind: int  # codes.ConvoyKind
    post: int  # row of posts, NOBODY of aid
    amount: int  # mbn of troops
    route: Annotated[list[int], ROUTE]  # ROUTE rows of places
    leg: int  # next entry of route
    march: int  # min carried over
    escort: int  # row of formations, NOBODY
    announced: int  # 0/1


@dataclass(slots=True)
class AirTask:
    """RB 6.3 orders 19 and 23. One task of a sheet; stands for the turn."""

    mission: int  # codes.AirMission, NONE = unused
    pool: int
    target: int  # row of places (cas, strike, drone) or roads (interdict), NOBODY = the whole sector
    sorties: int  # a day
    rules: int  # codes.StrikeRules; of a drone strike codes.DroneAim
    sector: int  # row of sectors of cap, suppress and drone, else NOBODY
    forced: int  # 0/1: flown although the sector is closed (RB 10.2)


@dataclass(slots=True)
class FireTask:
    """RB 6.3 order 4. What one group of guns fires at; ends with its days or with the turn."""

    mode: int  # codes.FireMode, NONE = unused
    formation: int  # row of formations, NOBODY if a post fires
    post: int  # row of posts, NOBODY if a formation fires
    target: int  # row of places
    days: int  # days left
    team: int  # codes.Team that gave the order
    order: int  # its number in that team's sheet


@dataclass(slots=True)
class FactionState:
    """RB 5.9. One row for each faction; only proxies have tasks."""

    control: int  # ct 0-10000: how far it obeys its patron
    task: Annotated[list[int], TASKS]  # TASKS x codes.Task
    task_place: Annotated[list[int], TASKS]  # TASKS rows of places (or roads for OPEN_ROAD), NOBODY
    inducement: Annotated[list[int], TASKS]  # TASKS x PC points
    obeyed: Annotated[list[int], TASKS]  # TASKS x 0/1
    in_libya: int  # mbn of its fighters away (RB 18.6)
    unpaid: int  # turns without pay or ammunition
    supported: int  # this turn: amounts of support given
    atgm_until: int  # last day on which anti-tank weapons of its patron tell, -1 (RB 17.5)
    steered: int  # this turn: codes.SteerAct asked by Moscow (row of saa)
    steer_obeyed: int  # this turn: 0/1
    steer_place: Annotated[list[int], TARGETS]  # TARGETS x row of places of the STEER, NOBODY
    kept_back: int  # last day on which Moscow may keep sorties back after a refusal, -1 (row of saa)


@dataclass(slots=True)
class TeamState:
    """RB 5.7."""

    pc: int  # ct 0-2000
    domestic: int  # ct 0-10000
    standing: int  # ct 0-10000
    dead: int  # pax
    lost_today: int  # mbn of own formations lost in this turn (RB 20.3)
    dead_before: Annotated[list[int], DEAD_DAYS]  # pax: `dead` at yesterday's close, before ...
    # 4 x codes.Rule by codes.Branch (RB 6.8); of air defence see Sector.ad_posture
    roe: Annotated[list[int], BRANCHES]
    # what is looked at this turn (RB 8.1, 6.3 order 5)
    recon_asset: Annotated[list[int], TASKS]  # TASKS x codes.Asset, NOBODY where unused
    recon_sector: Annotated[list[int], TASKS]  # TASKS rows of sectors, NOBODY = one place only
    recon_place: Annotated[list[int], TASKS]  # TASKS rows of places, NOBODY = the whole sector
    avenged: int  # pax of own dead that were answered (RB 11.6)
    answered: int  # pax of them answered before they told at home (RB 20.2)
    mourned: int  # pax that have told at home as not answered
    # rights to retaliate (RB 11.5); a row whose day is over is free
    right_until: Annotated[list[int], RIGHTS]  # RIGHTS x last day of the right, -1
    right_place: Annotated[list[int], RIGHTS]  # RIGHTS x row of places where the dead fell
    right_dead: Annotated[list[int], RIGHTS]  # RIGHTS x pax
    unmet: int  # own ultimatums that expired unmet (RB 16.3)
    bluffs: int  # of them not carried out (RB 16.7, 21.4)
    breaches_against: int  # bp of legitimacy by proven breaches of others (RB 16.3, 19.4)
    bonus: int  # bp of legitimacy lent by others (RB 18.2)
    bonus_until: int  # last day of it, -1
    warned_until: int  # last day on which a public warning waits for a climb, -1 (RB 18.1)
    tone_day: Annotated[list[int], TONES]  # TONES x day of the last statement of that tone, -1
    asked: int  # mask of codes.Capital asked this turn
    below_war: int  # mbn lost to Turkish fire below rung 5
    aggressive: int  # this turn: 0/1, it attacked or fired (RB 18.1)
    claim_place: int  # row of places of the incident whose author it named last, NOBODY (RB 18.1)
    claim_author: int  # codes.Author that it named


@dataclass(slots=True)
class Tracks:
    """RB 5.8. One row."""

    day: int  # the day this board closed; -1 at the start
    rung: int  # 0-9
    tension: int  # ct 0-10000
    trust: int
    ties: int
    leverage: int
    nato: int
    eu: int
    newly_displaced: int  # h since day 0
    displaced_today: int  # h
    unhoused: int  # h
    entered_turkey: int  # h since day 0
    post_reserve: int  # mbn
    days_below_war: int  # days closed at a rung below 5
    incident_day: int  # last day with an incident, -1 none
    ended: int  # codes.EndCause, 0 = goes on
    act_day: int  # last day of an act at the rung (RB 16.6), -1
    eu_attention: int  # ct
    infiltration: int  # ct 0-10000
    infiltrated: int  # thresholds of RB 15.9 passed, 0-3
    border: int  # codes.BorderPolicy
    border_people: int  # h a turn of policy managed
    screening: int  # 0-2
    entered_managed: int  # h since day 0 by policy managed
    opened_once: int  # 0/1: the border was opened to Europe before
    # mbn of hts among opposition formations that retreated (RB 15.9), at day % RETREAT_DAYS
    foreign: Annotated[list[int], RETREAT_DAYS]  # RETREAT_DAYS x mbn
    retreated: Annotated[list[int], RETREAT_DAYS]  # RETREAT_DAYS x mbn of all of them
    border_passed: int  # today: h of leavers that passed the border belt
    unpermitted: int  # forced or unpermitted sorties since day 0 (RB 21.3)
    hmeimim: int  # attacks on Hmeimim since day 0
    libya_mean: int  # mbn x days kept in Libya since day 0 (RB 18.6)
    ceasefire_held: int  # days in a row with a ceasefire everywhere in force
    serials: int  # agreements ever offered
    lever: Annotated[list[int], LEVERS]  # LEVERS x codes.Direction, of Ankara
    lever_moscow: Annotated[list[int], LEVERS]  # the same of Moscow
    cheap_deal: int  # mask of teams: one agreement costs less (RB 18.2)
    tehran: int  # mbn that Tehran has promised since day 0 (RB 18.2)


@dataclass(slots=True)
class InjectRow:
    """Status of a MSEL entry."""

    state: int  # codes.InjectState
    day: int  # day at which it was released, -1
    applied: int  # 0/1: its effects have been written


@dataclass(slots=True)
class Latch:
    """What a Condition remembers (`conditions.py`): a fact it waits for, or a state that must last."""

    held: int  # days in a row at whose close the state was true
    count: int  # facts since STARTEX or since the moment the condition names; TALLY, FIRST: see conditions.py
    recent: Annotated[list[int], WINDOW, "int32"]  # WINDOW x facts of a day, at day % WINDOW


@dataclass(slots=True)
class Sight:
    """RB 5.11, 8.1. What the teams see, or saw last, of their opponents in a place; one row a place.

    Lists go by team * FACTIONS + codes.Faction; own and allied factions have no entries.
    """

    kept: int  # 0/1: a group is seen or remembered here; 0 = the lists hold nothing
    level: Annotated[list[int], SIGHTS, "int8"]  # 0-3: how well the group there is seen
    # 1-3: the level when it was seen last, 0 = never or known to be gone
    last_level: Annotated[list[int], SIGHTS, "int8"]
    last_day: Annotated[list[int], SIGHTS, "int16"]  # -1..32767: day of that, NOBODY
    last_size: Annotated[list[int], SIGHTS, "int32"]  # mbn of the group then


@dataclass(frozen=True, slots=True)
class Board:
    """One moment: the state at the close of day `tracks[0].day`."""

    places: list[Place]
    roads: list[Road]
    sectors: list[Sector]
    pools: list[Pool]
    formations: list[Formation]
    posts: list[Post]
    convoys: list[Convoy]
    air_tasks: list[AirTask]
    factions: list[FactionState]
    teams: list[TeamState]
    tracks: list[Tracks]
    injects: list[InjectRow]
    latches: list[Latch]
    fires: list[FireTask]
    sight: list[Sight]
    agreements: list[Agreement]
    terms: list[Term]
    ultimatums: list[Ultimatum]
    pending: list[Pending]


@dataclass(slots=True)
class Order:
    """One order of a sheet as a row (RB 6.3). Which columns an order uses is written in `orders.py`."""

    team: int  # codes.Team
    number: int  # position in the sheet from 1
    kind: int  # codes.OrderKind
    priority: int  # 1-9
    subject: int  # formation, post, faction or sector
    mode: int  # posture, task, act, siege level, access, convoy kind
    amount: int  # mbn, PC, user, escort
    flag: int  # 0/1: halt_on_contact, announce
    who: Annotated[list[int], ROUTE]  # rows of formations, NOBODY where unused; air tasks: missions
    where: Annotated[list[int], ROUTE]  # rows of places; air tasks: targets
    more: Annotated[list[int], ROUTE]  # ROUTE numbers; air tasks: sorties * 2 + rules
    why: int  # bots.motives.Motive of a bot's order, 0 = none; no rule reads it
    why_value: int  # the number that decided, in the unit of the motive


def copied(board: Board) -> Board:
    """A fresh board with the same content; nothing else in the product copies rows."""
    view = shared(board)
    return Board(
        [copied_place(r) for r in board.places],
        [copied_road(r) for r in board.roads],
        view.sectors, view.pools,
        [copied_formation(r) for r in board.formations],
        view.posts, view.convoys, view.air_tasks, view.factions, view.teams, view.tracks, view.injects,
        view.latches, view.fires,
        [copied_sight(r) for r in board.sight],
        view.agreements,
        [copied_term(r) for r in board.terms],
        view.ultimatums, view.pending,
    )  # fmt: skip


def shared(board: Board) -> Board:
    """A board with the same content for one who writes little of it: rows of places, roads, formations, sight
    and terms are those of the other board until `own_place` and the like are called. All others are its own.
    """
    return Board(
        board.places[:],
        board.roads[:],
        [
            Sector(r.access[:], r.weather, r.ad[:], r.ad_full[:], r.ad_posture[:], r.jam)
            for r in board.sectors
        ],
        [Pool(r.airframes, r.readiness, r.used, r.lost, r.helicopters_lost) for r in board.pools],
        board.formations[:],
        [
            Post(
                r.place, r.state, r.siege, r.consent, r.stock, r.morale, r.strength,
                r.besieged_days, r.supplied, r.asked, r.rationed, r.escorted,
            )
            for r in board.posts
        ],
        [
            Convoy(r.state, r.kind, r.post, r.amount, r.route[:], r.leg, r.march, r.escort, r.announced)
            for r in board.convoys
        ],
        [
            AirTask(r.mission, r.pool, r.target, r.sorties, r.rules, r.sector, r.forced)
            for r in board.air_tasks
        ],
        [
            FactionState(
                r.control, r.task[:], r.task_place[:], r.inducement[:], r.obeyed[:], r.in_libya, r.unpaid,
                r.supported, r.atgm_until, r.steered, r.steer_obeyed, r.steer_place[:],
                r.kept_back,
            )
            for r in board.factions
        ],
        [copied_team(r) for r in board.teams],
        [copied_tracks(r) for r in board.tracks],
        [InjectRow(r.state, r.day, r.applied) for r in board.injects],
        [Latch(r.held, r.count, r.recent[:]) for r in board.latches],
        [FireTask(r.mode, r.formation, r.post, r.target, r.days, r.team, r.order) for r in board.fires],
        board.sight[:],
        [copied_agreement(r) for r in board.agreements],
        board.terms[:],
        [copied_ultimatum(r) for r in board.ultimatums],
        [copied_pending(r) for r in board.pending],
    )  # fmt: skip


def own_place(view: Board, p: int) -> None:
    """Before anything is written into a row of places of a `shared` board: a row of its own."""
    view.places[p] = copied_place(view.places[p])


def own_road(view: Board, r: int) -> None:
    """The same for a row of roads."""
    view.roads[r] = copied_road(view.roads[r])


def own_formation(view: Board, f: int) -> None:
    """The same for a row of formations."""
    view.formations[f] = copied_formation(view.formations[f])


def same_formation(view: Board, f: int, other: int) -> None:
    """Give a row of formations the content of another; they are one until `own_formation` is called."""
    view.formations[f] = view.formations[other]


def own_sight(view: Board, p: int) -> None:
    """The same for a row of sight."""
    view.sight[p] = copied_sight(view.sight[p])


def same_sight(view: Board, p: int, other: int) -> None:
    """Give a row of sight the content of another; they are one until `own_sight` is called."""
    view.sight[p] = view.sight[other]


def own_term(view: Board, t: int) -> None:
    """The same for a row of terms."""
    view.terms[t] = copied_term(view.terms[t])


def copied_sight(r: Sight) -> Sight:
    """One row of sight, copied. One that holds nothing shares its lists until `own_lists` is called."""
    if r.kept == 0:
        return Sight(0, r.level, r.last_level, r.last_day, r.last_size)
    return Sight(1, r.level[:], r.last_level[:], r.last_day[:], r.last_size[:])


def own_lists(row: Sight) -> None:
    """Before anything is written into a row of sight that held nothing: lists of its own."""
    row.level = row.level[:]
    row.last_level = row.last_level[:]
    row.last_day = row.last_day[:]
    row.last_size = row.last_size[:]


def copied_place(r: Place) -> Place:
    """One row of places, copied."""
    return Place(
        r.control, r.bar, r.last_column, r.held_days, r.people, r.hosted, r.built, r.damage,
        r.path_government, r.path_opposition, r.path_turkish, r.strikes, r.support, r.battle, r.taken,
        r.quiet_days, r.prepared, r.standoff, r.bar_before, r.column_before, r.surprise,
        r.ruling,
    )  # fmt: skip


def copied_road(r: Road) -> Road:
    """One row of roads, copied."""
    return Road(r.load, r.cut, r.cleared, r.clearing, r.blocked_by, r.crew)


def copied_formation(r: Formation) -> Formation:
    """One row of formations, copied."""
    return Formation(
        r.place, r.strength, r.cohesion, r.stock, r.posture, r.supply, r.path, r.load, r.march, r.static_days,
        r.dug_days, r.fought, r.mission, r.route[:], r.leg, r.priority, r.supply_rank, r.manpads,
        r.intensity, r.least_column, r.stop_loss, r.begun, r.called_off, r.interpose,
        r.joins,
    )  # fmt: skip


def copied_tracks(r: Tracks) -> Tracks:
    """The row of tracks, copied."""
    return Tracks(
        r.day, r.rung, r.tension, r.trust, r.ties, r.leverage, r.nato, r.eu, r.newly_displaced,
        r.displaced_today,
        r.unhoused, r.entered_turkey, r.post_reserve, r.days_below_war, r.incident_day, r.ended,
        r.act_day, r.eu_attention, r.infiltration, r.infiltrated, r.border, r.border_people, r.screening,
        r.entered_managed, r.opened_once, r.foreign[:], r.retreated[:], r.border_passed, r.unpermitted,
        r.hmeimim, r.libya_mean, r.ceasefire_held, r.serials, r.lever[:], r.lever_moscow[:], r.cheap_deal,
        r.tehran,
    )  # fmt: skip


def copied_team(r: TeamState) -> TeamState:
    """One row of teams, copied."""
    return TeamState(
        r.pc, r.domestic, r.standing, r.dead, r.lost_today, r.dead_before[:], r.roe[:],
        r.recon_asset[:], r.recon_sector[:], r.recon_place[:], r.avenged, r.answered, r.mourned,
        r.right_until[:], r.right_place[:], r.right_dead[:], r.unmet, r.bluffs, r.breaches_against,
        r.bonus, r.bonus_until, r.warned_until, r.tone_day[:], r.asked, r.below_war, r.aggressive,
        r.claim_place, r.claim_author,
    )  # fmt: skip
