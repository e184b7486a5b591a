"""The scenario as its file states it: the world at the start, the teams, the rules' numbers, the MSEL and
the sources.

Units are those of forms and files, not of the engine: people in persons, hold and tracks in points,
strengths in mbn, works and quality in centi-shifts, lengths in km. `play/layout.py` multiplies. Every fact
carries `source` (keys of `[sources]`) and `confidence`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypeAliasType  # pydantic's own dependency; `type` statements need Python 3.12

from wargame.model.orders_politics import TermForm
from wargame.model.text import Body, Id, Line, Name

Confidence = Literal["high", "medium", "low"]
ControlName = Literal["government", "opposition", "turkish", "neutral"]
TeamName = Literal["ankara", "moscow", "damascus"]
FactionName = Literal["saa", "iran_backed", "russia", "turkey", "nlf", "hts", "sna"]
SeatName = Literal["ankara", "moscow", "damascus", "white"]
UserName = Literal["ruaf", "syaaf", "tr_manned", "tr_drone"]
AccessName = Literal["closed", "risky", "deconflicted", "open"]


Lat = Annotated[float, Field(ge=-90, le=90)]
Lon = Annotated[float, Field(ge=-180, le=180)]
"""WGS84 degrees; infinities and not-a-number fall outside the bounds."""

Point = tuple[Lat, Lon]

Sources = tuple[Id, ...]
"""Keys of `[sources]`."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class _Fact(_Part):
    source: Annotated[Sources, Field(min_length=1, max_length=12)]
    confidence: Confidence


class Place(_Fact):
    """`[[place]]` (RB 4.2)."""

    id: Id
    name: Name
    full_name: Line = ""
    lat: Lat
    lon: Lon
    rank: Annotated[int, Field(ge=1, le=4)] = 4
    terrain: Literal["open", "town", "hills", "urban", "mountain"]
    hold: Annotated[int, Field(ge=50, le=320)]
    works: Annotated[int, Field(ge=0, le=200)] = 0
    control: ControlName
    faction: FactionName
    people: Annotated[int, Field(ge=0, le=2_000_000)] = 0
    shelter: Annotated[int, Field(ge=0, le=2_000_000)] = 0
    attract: Annotated[int, Field(ge=0, le=10000)] = 0
    sector: Id
    tags: tuple[Id, ...] = ()
    """`city` `capital` `host_city` `border` `crossing` `camp` `base` `junction` `waypoint` `anchor`
    `off_limits` `supply_gov` `supply_opp` `supply_tur` `neutral` `core` `belt` `zawiya`
    `divert_to` `divert_from`."""
    consent_day: Annotated[int, Field(ge=0, le=180)] | None = None
    """Of neutral ground: the day from which the government side may march over it (RB 7.13)."""
    anchors: tuple[Point, ...] = ()
    """Nameless points tied to the place, for the drawn territory only."""
    geonames: int | None = None


class Road(_Part):
    """`[[road]]` (RB 4.3); its id is both place ids in alphabetical order joined by `__`."""

    a: Id
    b: Id
    road_class: Annotated[Literal["motorway", "secondary", "track"], Field(alias="class")]
    km: Annotated[float, Field(ge=2, le=130)]
    route: Literal["m4", "m5", "m45"] | None = None
    bends: tuple[Point, ...] = ()
    """`[lat, lon]` points from a to b, for drawing only."""
    source: Annotated[Sources, Field(min_length=1, max_length=12)]
    confidence: Confidence = "medium"

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, populate_by_name=True)

    @property
    def id(self) -> str:
        """Both place ids in alphabetical order joined by two underscores."""
        return "__".join(sorted((self.a, self.b)))


class Sector(_Fact):
    """`[[sector]]` (RB 4.4): airspace and who may use it on day 0."""

    id: Id
    name: Name
    access: dict[UserName, AccessName]
    air_defence: dict[Literal["government", "opposition"], Annotated[int, Field(ge=0, le=10)]] = {}
    """Systems on day 0."""


class AirPool(_Fact):
    """`[[air_pool]]` (RB 10.1)."""

    id: UserName
    team: TeamName
    airframes: Annotated[int, Field(ge=0, le=200)]
    sorties: Annotated[int, Field(ge=0, le=60)]
    helicopters: Annotated[int, Field(ge=0, le=60)] = 0
    """Of those sorties, flown by helicopters."""
    loss_bp: Annotated[int, Field(ge=0, le=10000)] = 0
    helicopter_loss_bp: Annotated[int, Field(ge=0, le=10000)] = 0


class Faction(_Fact):
    """`[[faction]]` (RB 4.1, 17)."""

    id: FactionName
    name: Name
    side: Literal["government", "opposition"]
    team: TeamName
    command: Literal["commanded", "proxy", "engine"]
    palette: Literal["damascus", "opposition", "ankara", "moscow", "neutral"]
    home: Id
    agenda: tuple[Id, ...] = ()
    control: Annotated[int, Field(ge=0, le=100)] = 100
    """Points of control its patron has over it."""


class Formation(_Fact):
    """`[[formation]]` (RB 4.5, 5.5)."""

    id: Id
    name: Name
    faction: FactionName
    kind: Literal[
        "infantry",
        "mechanised",
        "armour",
        "artillery",
        "special",
        "military_police",
        "militia",
        "air_defence",
    ]
    strength: Annotated[int, Field(ge=100, le=6000)]
    establishment: Annotated[int, Field(ge=100, le=6000)]
    quality: Annotated[int, Field(ge=-50, le=100)]
    place: Id
    turn: Annotated[int, Field(ge=1, le=20)] = 1
    """1 = on the map at the start; turn t arrives on its first day."""
    cohesion: Annotated[int, Field(ge=0, le=100)] = 85
    stock_days: Annotated[int, Field(ge=0, le=5)] = 3
    note: Line = ""


class Post(_Fact):
    """`[[post]]` (RB 4.6)."""

    id: Id
    name: Name
    number: Line
    place: Id
    lat: Lat
    lon: Lon
    state: Literal["open", "besieged", "planned"]
    turn: Annotated[int, Field(ge=0, le=20)] = 0
    """Historical turn of establishment; 0 = before the scenario."""
    garrison: Annotated[int, Field(ge=100, le=900)]
    stock_days: Annotated[int, Field(ge=0, le=30)]
    ring: tuple[Id, ...] = ()
    """Places whose loss besieges it; empty = its own place."""
    consent: bool = False
    established: Line = ""


class Reserve(_Fact):
    """`[[reserve]]` (RB 17.9): men for new posts reaching Ankara's reserve."""

    turn: Annotated[int, Field(ge=1, le=20)]
    strength: Annotated[int, Field(ge=0, le=5000)]


class Zone(_Part):
    """`[[zone]]`: a named list of places, or a strip of `km` on each side of a route."""

    id: Id
    name: Name
    places: tuple[Id, ...] = ()
    near_route: Literal["m4", "m5"] | None = None
    km: Annotated[int, Field(ge=0, le=50)] = 0
    source: Sources = ()


class Team(_Fact):
    """`[[team]]` (RB 5.7, 5.12). Tracks in points."""

    id: TeamName
    name: Name
    brief: Body
    command_points: Annotated[int, Field(ge=1, le=20)]
    capital: Annotated[int, Field(ge=0, le=20)]
    domestic: Annotated[int, Field(ge=0, le=100)]
    standing: Annotated[int, Field(ge=0, le=100)]


Condition = TypeAliasType("Condition", "Line | dict[Literal['all', 'any', 'none'], tuple[Condition, ...]]")
"""A condition as written: a leaf, or a table with one of `all`, `any`, `none` (docs/conditions.md)."""


class WarAim(_Part):
    """`[[war_aim]]` (RB 21). `line` names the share that score.py computes; with `when` the condition gives
    the share, of that line or of one of its own.
    """

    id: Id
    team: TeamName
    half: Literal["operational", "political"]
    line: Id
    weight: Annotated[int, Field(ge=0, le=50)]
    title: Name
    measure: Line
    when: Condition | None = None
    counts: Literal["end", "days"] = "end"
    """With `when`: full or nothing by the last close, or the share of the days on which it was true."""
    hidden: bool = False
    """Whether no other team may learn that it is there before the end (RB 21.9)."""
    drawn: bool = False
    """Whether the team has it only if the seed gives it this one of its drawn aims; these are hidden."""
    source: Sources


class Weights(_Part):
    """`[[weights]]` (RB 21.1): a set of weights that a facilitator may choose at the start."""

    id: Id
    title: Name
    note: Line = ""
    set: dict[Id, Annotated[int, Field(ge=0, le=50)]] = {}
    """War aim to weight; aims that are not named keep the weight of their table."""


class Objective(_Part):
    """`[[objective]]`: what the exercise trains."""

    id: Id
    title: Name
    indicator: Line
    measured_from: Line
    good: Line
    concern: Line
    source: Sources = ()


class Term(_Part):
    """One term of an agreement: what its text says, and in `form` what the monitors test (RB 19.3).

    Without a form it is told and never tested.
    """

    type: Id
    text: Line
    claim: Line = ""
    monitor: Line = ""
    form: TermForm | None = None
    source: Sources = ()


class Agreement(_Part):
    """`[[agreement]]` (RB 19.6-19.8): agreements on record, in force on day 0, and templates to offer.

    Parties without a team (Tehran) are told and bind nobody.
    """

    id: Id
    name: Name
    date: date
    parties: tuple[Id, ...]
    state: Literal["disputed", "template", "in_force"]
    terms: Annotated[tuple[Term, ...], Field(min_length=1)]
    start: Annotated[int, Field(ge=0, le=30)] = 0
    """Days after acceptance until it is in force; 0 = with the next step 1."""
    days: Annotated[int, Field(ge=0, le=200)] = 0
    """Days it runs; 0 = until it is ended."""
    notice: Annotated[int, Field(ge=0, le=30)] = 3
    """Days between an exit notice and its end."""
    breaches: dict[TeamName, Annotated[int, Field(ge=0, le=20)]] = {}
    """Proven breaches of severity 1 that stand against a party on day 0."""


class TermCondition(_Part):
    """`[[term_condition]]`: a named condition that a term of type `condition` holds its parties to."""

    id: Id
    title: Name
    when: Condition
    source: Sources = ()


class Effect(_Part):
    """One typed effect of an inject: exactly one of set, add, losses, news, report."""

    set: Line | None = None
    add: Line | None = None
    to: int | Id | None = None
    by: int | None = None
    losses: Line | None = None
    killed: Annotated[int, Field(ge=0, le=500)] = 0
    wounded: Annotated[int, Field(ge=0, le=500)] = 0
    cause: Line = ""
    attribution: Literal["proven", "probable", "disputed"] = "disputed"


class Expected(_Part):
    """What a competent team should do about an inject."""

    who: SeatName | Literal["all"]
    within: Line
    text: Line
    met: Condition | None = None


class Inject(_Part):
    """`[[inject]]`: an entry of the MSEL."""

    id: Id
    number: Line
    title: Name
    kind: Literal["scheduled", "conditional", "contingency", "adhoc"]
    type: Literal["inject", "information", "facilitation"] = "inject"
    at: Line | None = None
    """`turn 3` or `turn 3 day 2`; scheduled entries only."""
    when: Condition | None = None
    audience: Annotated[tuple[SeatName | Literal["all"], ...], Field(min_length=1)]
    channel: Literal["news", "social", "mail", "phone", "intel", "report", "order"]
    sender: Annotated[Name, Field(alias="from")]
    body: Body
    grade: Line = ""
    effects: tuple[Effect, ...] = ()
    expected: Expected | None = None
    objectives: tuple[Id, ...] = ()
    weight: Literal["must", "should", "spare"] = "should"
    evaluator_note: Line = ""
    release: Literal["auto", "ask"] = "auto"
    source: Sources

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, populate_by_name=True)


class Choice(_Part):
    """One reading of a disputed fact."""

    id: Id
    title: Name
    source: Sources
    set: dict[Line, int | Line] = {}
    """Paths into the scenario (`inject.column_saraqib.killed`) and their values under this reading."""


class Alternative(_Part):
    """`[[alternative]]`: where the seed article and the record differ; the first choice is the default."""

    id: Id
    title: Name
    note: Line = ""
    choices: Annotated[tuple[Choice, ...], Field(min_length=2)]


class Ridge(_Part):
    """`[[map.ridge]]`: a stroke of relief, for shading only."""

    name: Name
    line: Annotated[tuple[Point, ...], Field(min_length=2)]
    height: Annotated[int, Field(ge=-2000, le=5000)]
    """Metres added to the ground along the line; negative in a trough."""
    halfwidth: Annotated[float, Field(gt=0, le=100)]
    """km over which it fades."""


class MapFrame(_Part):
    """`[map]`: the drawn frame; nothing here is a rule."""

    base: Line
    """File of sea, land and border shapes (`BaseMap`), relative to the scenario's folder."""
    box: tuple[Lat, Lon, Lat, Lon]
    """South, west, north, east in degrees."""
    core: tuple[Lat, Lon, Lat, Lon]
    attribution: Line
    rivers: tuple[tuple[Point, ...], ...] = ()
    """Bend points [lat, lon], downstream."""
    ridge: tuple[Ridge, ...] = ()


class Ring(_Part):
    """`[[sea]]` or `[[land]]` of a base map: a ring of points; the first also closes it."""

    country: Line = ""
    ring: Annotated[tuple[Point, ...], Field(min_length=3, max_length=20000)]


class Stroke(_Part):
    """`[[coast]]` or `[[border]]` of a base map."""

    between: Line = ""
    line: Annotated[tuple[Point, ...], Field(min_length=2, max_length=20000)]


class BaseMap(_Part):
    """A file of `scenarios/maps`: shapes for drawing only, made by tools/base_map.py."""

    source: Line
    licence: Line
    box: tuple[Lat, Lon, Lat, Lon]
    """South, west, north, east in degrees."""
    sea: tuple[Ring, ...] = ()
    land: tuple[Ring, ...] = ()
    coast: tuple[Stroke, ...] = ()
    border: tuple[Stroke, ...] = ()


class Rules(_Part):
    """`[rules]` (RB 24): every number of the rulebook; those left out take the default of
    `play/parameters.py`.
    """

    values: dict[Id, int] = {}
    tables: dict[Id, tuple[int, ...]] = {}


class Start(_Fact):
    """`[start]`: tracks on day 0 in points (RB 5.12)."""

    first_day: date
    rung: Annotated[int, Field(ge=0, le=9)]
    tension: Annotated[int, Field(ge=0, le=100)]
    trust: Annotated[int, Field(ge=0, le=100)]
    ties: Annotated[int, Field(ge=0, le=100)]
    leverage: Annotated[int, Field(ge=0, le=100)]
    nato: Annotated[int, Field(ge=0, le=100)]
    eu: Annotated[int, Field(ge=0, le=100)]
    record: dict[Id, int | Line] = {}
    """Opening figures told in the brief (money, hosting)."""
    libya: dict[Literal["nlf", "sna"], Annotated[int, Field(ge=0, le=6000)]] = {}
    """Fighters of a proxy away in Libya, mbn (RB 18.6)."""
    border: Literal["closed", "divert_afrin", "managed", "open_to_europe"] = "closed"
    """Policy at the border on day 0 (RB 15.8)."""


class Scenario(_Part):
    """A whole scenario file."""

    id: Id
    title: Name
    subtitle: Line = ""
    brief: Body
    licence: Line
    attribution: tuple[Line, ...] = ()
    start: Start
    map: MapFrame
    rules: Rules = Rules()
    sectors: Annotated[tuple[Sector, ...], Field(alias="sector", min_length=1, max_length=8)]
    places: Annotated[tuple[Place, ...], Field(alias="place", min_length=1, max_length=8000)]
    roads: Annotated[tuple[Road, ...], Field(alias="road", min_length=1, max_length=20000)]
    air_pools: Annotated[tuple[AirPool, ...], Field(alias="air_pool")] = ()
    factions: Annotated[tuple[Faction, ...], Field(alias="faction", min_length=1, max_length=7)]
    teams: Annotated[tuple[Team, ...], Field(alias="team", min_length=3, max_length=3)]
    formations: Annotated[tuple[Formation, ...], Field(alias="formation", min_length=1, max_length=8000)]
    posts: Annotated[tuple[Post, ...], Field(alias="post", max_length=200)] = ()
    reserves: Annotated[tuple[Reserve, ...], Field(alias="reserve")] = ()
    zones: Annotated[tuple[Zone, ...], Field(alias="zone")] = ()
    war_aims: Annotated[tuple[WarAim, ...], Field(alias="war_aim")] = ()
    weights: Annotated[tuple[Weights, ...], Field(max_length=40)] = ()
    weighing: Id | None = None
    """The set of `[[weights]]` that was chosen, whose weights the war aims have."""
    objectives: Annotated[tuple[Objective, ...], Field(alias="objective")] = ()
    agreements: Annotated[tuple[Agreement, ...], Field(alias="agreement", max_length=24)] = ()
    term_conditions: Annotated[tuple[TermCondition, ...], Field(alias="term_condition", max_length=40)] = ()
    injects: Annotated[tuple[Inject, ...], Field(alias="inject", max_length=500)] = ()
    alternatives: Annotated[tuple[Alternative, ...], Field(alias="alternative")] = ()
    sources: dict[Id, Line]

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, populate_by_name=True)
