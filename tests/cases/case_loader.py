"""Adjudication cases (RB 26): a TOML file becomes a small board, orders, pinned draws and what is expected.

`docs/cases.md` explains the form. `cases()` reads all files; `play(case)` runs one; `differences(case,
result)` says in names and words what is not as expected.
"""

from __future__ import annotations

import dataclasses
import sys
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from wargame.model import scenario as model
from wargame.model.orders_politics import Offer, TermForm
from wargame.play.codec import rows_of
from wargame.play.codec_terms import term_row
from wargame.play.events_text import EVENTS
from wargame.play.layout import Layout, lay_out
from wargame.play.map_graph import pair_key
from wargame.play.names import entity_key
from wargame.play.notation import parse
from wargame.play.words import As, ident
from wargame.rules import codes, day, draw
from wargame.rules.codes import EventKind, Line, Mission, Posture, Purpose, ReasonKind, Refusal, Step
from wargame.rules.detection import level_of
from wargame.rules.log import Journal, fresh
from wargame.rules.orders import take_orders
from wargame.rules.orders_politics import TALK
from wargame.rules.tables import NOBODY, ROUTE, Board, copied
from wargame.store.scenario_file import load_scenario

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SEED = 2020
FORM = {"source": ("design",), "confidence": "low"}

KEYS = {
    "id", "title", "rules", "board", "day", "days", "place", "road", "formation", "post", "sector", "pool",
    "faction", "team", "tracks", "given", "orders", "planner", "pin", "expect", "twice", "parameters",
    "zone", "condition", "template", "agreement", "ultimatum",
}  # fmt: skip
EXPECT_KEYS = {
    "after_step", "column", "band", "lines", "loss_mbn", "log", "no_log", "reasons", "no_reasons", "refused",
    "place", "road", "formation", "post", "sector", "pool", "faction", "team", "tracks", "sight",
    "agreement", "term", "ultimatum", "same", "other",
}  # fmt: skip
PLACE_FACTS = {
    "terrain", "hold", "works", "sector", "tags", "people", "shelter", "attract", "consent_day",
}  # fmt: skip
FORMATION_FACTS = {"faction", "kind", "quality", "establishment", "turn"}
POST_FACTS = {"ring", "first_stock"}
ROAD_FACTS = {"class", "km", "route"}
MISSIONS = {"attack": Mission.ATTACK, "move": Mission.MOVE, "push": Mission.MOVE}

WORDS: dict[tuple[str, str], type[Any]] = {
    ("place", "control"): codes.Control, ("road", "blocked_by"): codes.Side,
    ("sector", "weather"): codes.Weather,
    ("formation", "posture"): codes.Posture, ("formation", "supply"): codes.Supply,
    ("formation", "mission"): codes.Mission, ("post", "state"): codes.PostState,
    ("post", "siege"): codes.Siege,
    ("formation", "intensity"): codes.Intensity,
    ("agreement", "state"): codes.AgreementState, ("term", "kind"): codes.TermKind,
    ("term", "scope"): codes.Scope, ("agreement", "proposer"): codes.Team,
    ("ultimatum", "state"): codes.UltimatumState, ("ultimatum", "sender"): codes.Team,
    ("ultimatum", "to"): codes.Team,
}  # fmt: skip
"""Columns that are written as words."""

LISTED: dict[tuple[str, str], tuple[type[Any], type[Any] | None]] = {
    ("sector", "access"): (codes.AirUser, codes.Access),
    ("sector", "ad"): (codes.Side, None),
    ("sector", "ad_full"): (codes.Side, None),
    ("sector", "ad_posture"): (codes.Side, codes.AirDefence),
    ("team", "roe"): (codes.Branch, codes.Rule),
    ("agreement", "breaches"): (codes.Team, None),
}
"""Columns that are lists: the words of their entries, and the words of the values."""

MASKS: dict[tuple[str, str], type[Any]] = {
    ("agreement", "parties"): codes.Team, ("agreement", "accepted"): codes.Team,
    ("agreement", "free"): codes.Team, ("term", "bound"): codes.Team, ("term", "charged"): codes.Team,
    ("term", "excluded"): codes.Faction,
}  # fmt: skip
"""Columns that are masks, written as lists of words."""

REASON_FIELDS: dict[ReasonKind, tuple[As, ...]] = {
    ReasonKind.BAND: (As.PLACE,), ReasonKind.SWING: (As.PLACE, As.NUMBER, As.NUMBER, As.OUTCOME),
    ReasonKind.LOSS_RATE: (As.PLACE, As.SIDE), ReasonKind.FRONTAGE: (As.PLACE, As.SIDE),
    ReasonKind.SUPPLY_PATH: (As.FORMATION, As.ROAD), ReasonKind.NO_PATH: (As.FORMATION,),
    ReasonKind.ENCIRCLEMENT_P: (As.PLACE,), ReasonKind.ACCESS: (As.SECTOR, As.USER),
    ReasonKind.LOSS_P: (As.POOL, As.SECTOR), ReasonKind.WEATHER_FACTOR: (As.SECTOR,),
    ReasonKind.CONVOY_ODDS: (As.POST, As.NUMBER, As.NUMBER, As.OUTCOME), ReasonKind.OBEY: (As.FACTION,),
    ReasonKind.EVACUATION_P: (As.POST,), ReasonKind.COLUMN_LINE: (As.PLACE,),
    ReasonKind.DETECTION: (As.TEAM, As.PLACE), ReasonKind.STOP_LOSS: (As.FORMATION,),
    ReasonKind.COLUMN_LEAST: (As.FORMATION, As.NUMBER, As.NUMBER, As.PLACE),
    ReasonKind.RETALIATION: (As.FORMATION,), ReasonKind.INCIDENT_P: (As.PLACE,),
    ReasonKind.ATTRIBUTION: (As.PLACE,), ReasonKind.LEAVERS: (As.PLACE,),
    ReasonKind.ROUTE_SHARE: (As.PLACE, As.PLACE), ReasonKind.ADVISER_P: (As.PLACE,),
    ReasonKind.RAID_P: (As.PLACE,),
}  # fmt: skip
"""What the fields of a reason row are; those not named are numbers."""


class CaseError(Exception):
    """A case is written wrongly: what, and in which case."""


class NeedsPin(Exception):
    """A draw that the case does not pin."""


@dataclass(frozen=True)
class Case:
    """One case as its file has it."""

    id: str
    title: str
    rules: tuple[str, ...]
    data: dict[str, Any]
    file: str


@dataclass
class Result:
    """The board before, the board when the last step was done, and everything that was written."""

    layout: Layout
    before: Board
    board: Board
    facts: Journal
    log: Journal


# ---- reading -----------------------------------------------------------------------------------------------


@cache
def cases() -> tuple[Case, ...]:
    """All cases of all families, in the order of their files."""
    found = []
    for path in sorted(HERE.glob("[a-z]_*.toml")):
        for data in tomllib.loads(path.read_text(encoding="utf-8")).get("case", []):
            unknown = set(data) - KEYS
            if unknown or not {"id", "title", "rules", "expect"} <= set(data):
                raise CaseError(f"{path.name} {data.get('id')}: unknown or missing keys {sorted(unknown)}")
            unknown = set(data["expect"]) - EXPECT_KEYS
            if unknown:
                raise CaseError(f"{path.name} {data['id']}: expect does not know {sorted(unknown)}")
            found.append(Case(data["id"], data["title"], tuple(data["rules"]), data, path.name))
    return tuple(found)


@cache
def _boards() -> dict[str, model.Scenario]:
    raw = tomllib.loads((HERE / "board.toml").read_text(encoding="utf-8"))
    pools = tuple(model.AirPool.model_validate(FORM | {"id": p} | v) for p, v in raw["air_pool"].items())
    idlib = load_scenario(ROOT / "scenarios" / "idlib_2020.toml")
    idlib = idlib.model_copy(
        update={
            "injects": (), "zones": (), "reserves": (), "posts": (), "formations": (), "objectives": (),
            "agreements": (), "term_conditions": (),
            "war_aims": tuple(aim for aim in idlib.war_aims if aim.when is None),
            "rules": model.Rules(), "air_pools": pools,
        }
    )  # fmt: skip
    places = [
        model.Place.model_validate(
            FORM | {"id": p, "name": p.title(), "faction": "saa" if v["control"] == "government" else "nlf"}
            | {"lat": 36 + v["y"] / 111.32, "lon": 36.5 + v["x"] / 90.06}
            | {k: w for k, w in v.items() if k not in ("x", "y")}
        )
        for p, v in raw["place"].items()
    ]  # fmt: skip
    sectors = [
        model.Sector.model_validate(FORM | {"id": s, "name": s.title(), "access": access})
        for s, access in raw["sector"].items()
    ]
    home = {"saa": "depot", "iran_backed": "depot", "russia": "depot", "turkey": "kilis"}
    factions = [f.model_copy(update={"home": home.get(f.id, "gate"), "agenda": ()}) for f in idlib.factions]
    valley = idlib.model_copy(
        update={
            "places": tuple(places), "sectors": tuple(sectors), "factions": tuple(factions),
            "roads": tuple(_road(r, v) for r, v in raw["road"].items()),
        }
    )  # fmt: skip
    return {"valley": valley, "idlib": idlib}


def _road(name: str, values: dict[str, Any]) -> model.Road:
    a, b = name.split("__")
    facts = {k: v for k, v in values.items() if k in ROAD_FACTS}
    return model.Road.model_validate({"a": a, "b": b, "source": ("design",)} | facts)


def scenario_of(case: Case) -> model.Scenario:
    """The board's scenario with the facts of the case: what its places and roads are, formations, posts."""
    base = _boards()[case.data.get("board", "valley")]
    places = []
    patches = dict(case.data.get("place", {}))
    for place in base.places:
        facts = {k: v for k, v in patches.pop(place.id, {}).items() if k in PLACE_FACTS}
        places.append(model.Place.model_validate(place.model_dump() | facts))
    if patches:
        raise CaseError(f"{case.id}: there is no place {sorted(patches)}")
    roads = {road.id: road for road in base.roads}
    for name, values in case.data.get("road", {}).items():
        if name in roads:
            facts = {k: v for k, v in values.items() if k in ROAD_FACTS}
            roads[name] = model.Road.model_validate(roads[name].model_dump(by_alias=True) | facts)
        else:
            roads[name] = _road(name, values)
    formations = [_formation(f, v) for f, v in case.data.get("formation", {}).items()]
    posts = [_post(p, v) for p, v in case.data.get("post", {}).items()]
    if not formations:
        formations = [_formation("nobody", {"faction": "saa", "place": base.places[0].id, "strength": 100})]
    rules = model.Rules(values=case.data.get("parameters", {}))
    agendas = {f: v.get("agenda", ()) for f, v in case.data.get("faction", {}).items()}
    factions = tuple(
        f.model_copy(update={"agenda": tuple(agendas[f.id])}) if agendas.get(f.id) else f
        for f in base.factions
    )
    return base.model_copy(
        update={
            "places": tuple(places), "roads": tuple(roads.values()), "formations": tuple(formations),
            "posts": tuple(posts), "rules": rules, "factions": factions,
        } | _politics(case)
    )  # fmt: skip


def _politics(case: Case) -> dict[str, tuple[Any, ...]]:
    """Zones, named conditions and templates of a case. The text of a template's term is the term itself."""
    zones = [model.Zone(id=z, name=z, places=tuple(p)) for z, p in case.data.get("zone", {}).items()]
    conditions = [
        model.TermCondition(id=c, title=c, when=when) for c, when in case.data.get("condition", {}).items()
    ]
    templates = []
    for name, values in case.data.get("template", {}).items():
        terms = [model.Term(type="any", text=text) for text in values["terms"]]
        more = {"id": name, "name": name, "date": date(2020, 1, 27), "state": "template", "terms": terms}
        templates.append(model.Agreement.model_validate(values | more))
    return {"zones": tuple(zones), "term_conditions": tuple(conditions), "agreements": tuple(templates)}


def _with_forms(scenario: model.Scenario) -> model.Scenario:
    """The scenario whose templates have the forms that the texts of their terms say."""
    if not scenario.agreements:
        return scenario
    layout = lay_out(scenario)
    made = []
    for agreement in scenario.agreements:
        terms = [
            t.model_copy(update={"form": _terms(layout, t.text)[0], "type": t.text.split()[0]})
            for t in agreement.terms
        ]
        made.append(agreement.model_copy(update={"terms": tuple(terms)}))
    return scenario.model_copy(update={"agreements": tuple(made)})


def _terms(layout: Layout, text: str) -> tuple[TermForm, ...]:
    """The terms of a text such as `ceasefire places town by 8`, several with semicolons between them."""
    order = parse(layout, "ankara", f"offer moscow [{text}]", layout.start)
    assert isinstance(order, Offer)
    return order.terms


def _formation(name: str, values: dict[str, Any]) -> model.Formation:
    strength = max(100, values["strength"])
    return model.Formation.model_validate(
        FORM | {"id": name, "name": name, "kind": "infantry", "quality": 0, "strength": min(6000, strength)}
        | {"establishment": max(1000, min(6000, strength)), "place": values["place"]}
        | {k: v for k, v in values.items() if k in FORMATION_FACTS}
    )  # fmt: skip


def _post(name: str, values: dict[str, Any]) -> model.Post:
    state = values.get("state", "open")
    return model.Post.model_validate(
        FORM | {"id": name, "name": name, "number": name, "place": values["place"], "lat": 36.0, "lon": 36.5}
        | {"state": state if state in ("open", "besieged", "planned") else "open"}
        | {"garrison": max(100, min(900, values.get("strength", 300)))}
        | {"stock_days": values.get("first_stock", 1400) // 100}
        | {"ring": values.get("ring", ())}
    )  # fmt: skip


# ---- columns -----------------------------------------------------------------------------------------------


class Table:
    """A board by names: rows are found by id, and columns are read and written as words and numbers."""

    def __init__(self, layout: Layout, board: Board) -> None:
        self.layout, self.board = layout, board

    def row(self, table: str, name: str) -> Any:
        """The row of this table with this id."""
        names, board = self.layout.names, self.board
        rows: dict[str, tuple[Any, dict[str, int]]] = {
            "place": (board.places, names.place), "road": (board.roads, names.road),
            "sector": (board.sectors, names.sector), "pool": (board.pools, names.pool),
            "formation": (board.formations, names.formation), "post": (board.posts, names.post),
            "faction": (board.factions, names.faction),
            "team": (board.teams, {t.name.lower(): t.value for t in codes.Team}),
            "agreement": (board.agreements, {str(a.serial): n for n, a in enumerate(board.agreements)}),
            "term": (board.terms, {str(n + 1): n for n in range(len(board.terms))}),
            "ultimatum": (board.ultimatums, {str(n + 1): n for n in range(len(board.ultimatums))}),
        }  # fmt: skip
        found, ids = rows[table]
        if name not in ids:
            raise CaseError(f"there is no {table} {name!r}; there are {', '.join(ids)}")
        return found[ids[name]]

    def read(self, table: str, row: Any, column: str) -> Any:
        """A column as the case would write it."""
        value = getattr(row, column)
        if column == "place":
            return "" if value == NOBODY else self.layout.names.places[value]
        if (table, column) in MASKS:
            return [k.name.lower() for k in MASKS[table, column] if value >> k.value & 1]
        if (table, column) in LISTED:
            keys, words = LISTED[table, column]
            return {
                k.name.lower(): words(value[k.value]).name.lower() if words else value[k.value]
                for k in keys
                if k.value < len(value)
            }
        if (table, column) in WORDS:
            return "none" if value == NOBODY else WORDS[table, column](value).name.lower()
        if column == "route":
            return [self.layout.names.places[p] for p in value if p != NOBODY]
        return value

    def write(self, table: str, row: Any, column: str, value: Any) -> None:
        """Set a column to what the case writes."""
        if not hasattr(row, column):
            fields = ", ".join(f.name for f in dataclasses.fields(row))
            raise CaseError(f"a {table} has no column {column!r}; it has {fields}")
        if column == "place":
            value = self.layout.names.place[value]
        elif column == "right_place":
            value = [self.layout.names.place[p] if p else NOBODY for p in value]
        elif (table, column) in MASKS:
            value = sum(1 << MASKS[table, column][word.upper()].value for word in value)
        elif (table, column) in LISTED:
            keys, words = LISTED[table, column]
            for key, word in value.items():
                entry = words[word.upper()].value if words else word
                getattr(row, column)[keys[key.upper()].value] = entry
            return
        elif (table, column) in WORDS:
            value = NOBODY if value == "none" else WORDS[table, column][value.upper()].value
        setattr(row, column, value)


def _set_up(case: Case, table: Table) -> None:
    board = table.board
    fixed = {
        "place": PLACE_FACTS, "road": ROAD_FACTS, "post": POST_FACTS, "sector": set(), "pool": set(),
        "formation": FORMATION_FACTS | set(MISSIONS), "faction": {"agenda"}, "team": set(),
    }  # fmt: skip
    for formation in board.formations:
        formation.cohesion, formation.supply, formation.static_days = 7000, codes.Supply.FULL.value, 30
    for name, facts in fixed.items():
        for key, values in case.data.get(name, {}).items():
            row = table.row(name, key)
            for column, value in values.items():
                arrives = name == "formation" and "turn" in values and column in ("place", "strength")
                if column not in facts and not arrives:
                    table.write(name, row, column, value)
    board.tracks[0].day = case.data.get("day", 0) - 1
    for column, value in case.data.get("tracks", {}).items():
        table.write("tracks", board.tracks[0], column, value)
    for number, values in enumerate(case.data.get("agreement", [])):
        _put_agreement(case, table, number, values)
    for number, values in enumerate(case.data.get("ultimatum", [])):
        row = board.ultimatums[number]
        for column, value in values.items():
            if column == "terms":
                row.agreement = 12 + number
                demand = {"state": "demand", "parties": [values["sender"], values["to"]]}
                _put_agreement(case, table, row.agreement, demand | {"terms": value})
            else:
                table.write("ultimatum", row, column, value)


def _put_agreement(case: Case, table: Table, number: int, values: dict[str, Any]) -> None:
    """An agreement that stands on the board: in force since day 0 unless the case says otherwise."""
    board = table.board
    row = board.agreements[number]
    board.tracks[0].serials = max(board.tracks[0].serials, number + 1)
    row.serial, row.proposer = number + 1, NOBODY
    for column, value in ({"state": "in_force"} | values).items():
        if column != "terms":
            table.write("agreement", row, column, value)
    row.accepted = row.accepted or row.parties
    for form in _terms(table.layout, values["terms"]):
        term = term_row(form, table.layout.names, row.parties)
        term.agreement = number
        term.bound &= row.parties
        board.terms[next(n for n, t in enumerate(board.terms) if t.agreement == NOBODY)] = term


def _give_missions(case: Case, table: Table) -> None:
    """What `attack`, `move` and `push` of a formation say: its standing order, whoever commands it."""
    for name, values in case.data.get("formation", {}).items():
        for word, mission in MISSIONS.items():
            if word in values:
                row = table.row("formation", name)
                row.mission, row.leg = mission.value, 0
                row.route = [table.layout.names.place[p] for p in values[word]]
                row.route += [NOBODY] * (ROUTE - len(row.route))
                row.posture = (Posture.MARCH if word == "move" else Posture.ATTACK).value
                if word == "push" and hasattr(row, "intensity"):
                    row.intensity = codes.Intensity.PROBE.value


def _give(case: Case, table: Table) -> None:
    """What earlier steps of the day are taken to have done: sorties, strikes, supply and loads."""
    for word, values in case.data.get("given", {}).items():
        if word == "sorties":
            for name, sorties in values.items():
                table.row("place", name).support += sorties * 100
        elif word == "strikes":
            for name, sorties in values.items():
                table.row("place", name).strikes += sorties
        elif word == "load_bp":
            for name, load in values.items():
                table.row("formation", name).load = load
        elif word == "supply":
            for name, state in values.items():
                table.write("formation", table.row("formation", name), "supply", state)
        elif word in ("place", "formation", "road", "post", "sector"):
            for name, columns in values.items():
                for column, value in columns.items():
                    table.write(word, table.row(word, name), column, value)
        else:
            raise CaseError(f"{case.id}: given does not know {word!r}")


# ---- running -----------------------------------------------------------------------------------------------


class _Stop(Exception):
    """The last step that the case asks for is done."""


def pins_of(case: Case) -> dict[tuple[int | None, int, int, int], int]:
    """(day or None for any, purpose, key of the entity, slot) -> the number drawn."""
    pins = {}
    for pin in case.data.get("pin", []):
        parts = pin.get("entity", "").split("+")
        key = entity_key(parts[0]) if parts[0] else 0
        if len(parts) == 2:
            key = pair_key(key, entity_key(parts[1]))
        where = (pin.get("day"), Purpose[pin["purpose"].upper()].value, key, pin.get("slot", 0))
        pins[where] = pin["u"]
    return pins


def _pinned(case: Case, used: set[tuple[int | None, int, int, int]], seed: int | None) -> Any:
    """`draw.pick` with the draws of the case in place of chance; `draw.draw` calls it too."""
    pins = pins_of(case)
    real = draw.pick

    def pick(n: int, given: int, at: int, purpose: int, entity: int, slot: int) -> int:
        for where in ((at, purpose, entity, slot), (None, purpose, entity, slot)):
            if where in pins:
                used.add(where)
                return pins[where]
        if seed is not None or purpose == Purpose.TIE_ORDER:
            return real(n, given, at, purpose, entity, slot)
        if purpose == Purpose.WEATHER:
            return n - 1  # fair
        if purpose == Purpose.AIR_LOSS:
            return 0  # nothing is lost unless it is certain
        if purpose in QUIET:
            return n - 1  # does not happen
        raise NeedsPin(f"day {at}, purpose {Purpose(purpose).name.lower()}, entity key {entity}, slot {slot}")

    return pick


QUIET = (Purpose.INCIDENT, Purpose.RAID)
"""Purposes whose draw is the highest when a case does not pin it: what they decide does not happen."""


def play(
    case: Case,
    scenario: model.Scenario | None = None,
    orders: list[str] | None = None,
    seed: int | None = None,
    branch: int | None = None,
) -> Result:
    """Play the case up to the end of its last step. With a seed, draws that are not pinned are real ones;
    with `branch` the last day has that seed.
    """
    layout = lay_out(_with_forms(scenario or scenario_of(case)))
    start = copied(layout.start)
    table = Table(layout, start)
    _set_up(case, table)
    facts, log = fresh(), fresh()
    first, days = case.data.get("day", 0), case.data.get("days", 1)
    last = case.data["expect"].get("after_step", 14)
    rows = []
    count: dict[str, int] = {}
    for text in orders if orders is not None else case.data.get("orders", []):
        team, _, line = text.partition(": ")
        number = 0
        if line[0].isdigit():
            digits, _, line = line.partition(" ")
            number = int(digits)
        count[team] = max(count.get(team, 0) + 1, number)
        if line.startswith("talk "):
            number, line = TALK + len({r.number for r in rows if r.number >= TALK}), line[5:]
        order = parse(layout, team, line, start)  # type: ignore[arg-type]
        rows += rows_of(layout, team, number or count[team], order)  # type: ignore[arg-type]
    used: set[tuple[int | None, int, int, int]] = set()
    board = start
    hooks = _Hooks(case, layout, rows, facts, log, first + days - 1, last)
    with hooks, _Patched(_draws(_pinned(case, used, seed))):
        for today in range(first, first + days):
            hooks.today = today
            hooks.missions = today == first
            try:
                luck = branch if branch is not None and today == first + days - 1 else seed or SEED
                board = day.play_day(layout.world, board, rows, [], [], luck, today, facts, log)
            except _Stop:
                board = hooks.board
    idle = set(pins_of(case)) - used
    if idle and seed is None:
        raise CaseError(f"{case.id}: a pin is never drawn: {sorted(map(str, idle))}")
    return Result(layout, start, board, facts, log)


class _Hooks:
    """Replaces what `day.py` calls between its steps, so that a case can set up, give and stop."""

    def __init__(
        self,
        case: Case,
        layout: Layout,
        rows: list[Any],
        facts: Journal,
        log: Journal,
        last_day: int,
        last_step: int,
    ) -> None:
        self.case, self.layout, self.rows, self.facts, self.log = case, layout, rows, facts, log
        self.last_day, self.last_step = last_day, last_step
        self.board: Board = layout.start
        self.today = 0
        self.missions = True
        self.given = False
        self.saved: dict[str, Any] = {}

    def __enter__(self) -> None:
        at, proxies = day.at, day.run_proxies
        self.saved = {"at": at, "copied": day.copied, "run_proxies": proxies}

        def copy(board: Board) -> Board:
            self.board = copied(board)
            self.given = False
            return self.board

        def begin(facts: Journal, log: Journal | None, today: int, step: int) -> None:
            if today == self.last_day and step > self.last_step:
                raise _Stop
            at(facts, log, today, step)
            table = Table(self.layout, self.board)
            if step == Step.INJECTS and self.missions:
                if today % self.layout.world.params.days_per_turn != 0 and self.rows:
                    at(facts, log, today, Step.POLITICS)
                    take_orders(self.layout.world, self.board, self.rows, facts, log)
                    day.carry_politics(self.layout.world, self.board, self.rows, SEED, today, facts, log)
                    at(facts, log, today, step)
                _give_missions(self.case, table)
                self.missions = False
            if step > Step.SUPPLY and not self.given:
                self.given = True
                _give(self.case, table)

        def planner(*args: Any) -> None:
            if self.case.data.get("planner"):
                proxies(*args)

        day.at, day.copied, day.run_proxies = begin, copy, planner

    def __exit__(self, *_: object) -> None:
        for name, value in self.saved.items():
            setattr(day, name, value)


def _draws(pick: Any) -> list[tuple[Any, str, Any]]:
    """Every module of the rules that uses `pick` or `draw`, with what is put in their place."""

    def draw10000(seed: int, at: int, purpose: int, entity: int, slot: int) -> int:
        return int(pick(10000, seed, at, purpose, entity, slot))

    changes = []
    for name, module in sorted(sys.modules.items()):
        if name.startswith("wargame.rules.") and name != "wargame.rules.draw":
            if getattr(module, "draw", None) is draw.draw:
                changes.append((module, "draw", draw10000))
            if getattr(module, "pick", None) is draw.pick:
                changes.append((module, "pick", pick))
    return changes


class _Patched:
    """Attributes of modules, changed for a while."""

    def __init__(self, changes: list[tuple[Any, str, Any]]) -> None:
        self.changes = changes
        self.before: list[Any] = []

    def __enter__(self) -> None:
        self.before = [getattr(module, name) for module, name, _ in self.changes]
        for module, name, value in self.changes:
            setattr(module, name, value)

    def __exit__(self, *_: object) -> None:
        for (module, name, _value), value in zip(self.changes, self.before, strict=True):
            setattr(module, name, value)


# ---- comparing ---------------------------------------------------------------------------------------------


def told(result: Result) -> list[list[Any]]:
    """The events in names: kind and fields."""
    rows = []
    for row in result.facts.rows:
        kind = EventKind(row[2])
        kinds = [what for _, what in EVENTS[kind].fields] if kind in EVENTS else []
        if kind is EventKind.STARVED and row[5] == 1:
            kinds[0] = As.POST
        kinds += [As.NUMBER] * (4 - len(kinds))
        rows.append(
            [kind.name, *(ident(result.layout, what, v) for what, v in zip(kinds, row[3:7], strict=True))]
        )
    return rows


def noted(result: Result) -> list[list[Any]]:
    """The reasons in names: kind and fields."""
    rows = []
    for row in result.log.rows:
        kind = ReasonKind(row[2])
        kinds = list(REASON_FIELDS.get(kind, ()))
        kinds += [As.NUMBER] * (4 - len(kinds))
        rows.append(
            [kind.name, *(ident(result.layout, what, v) for what, v in zip(kinds, row[3:7], strict=True))]
        )
    return rows


def lines_of(result: Result, place: str) -> dict[str, int]:
    """The last column of a place, line by line."""
    number = result.layout.names.place[place]
    found: dict[str, int] = {}
    for row in result.log.rows:
        if row[2] == ReasonKind.COLUMN_LINE and row[3] == number:
            word = Line(row[4]).name.lower()
            if word == "odds":
                found = {}
            found[word] = found.get(word, 0) + row[5]
    return found


def _matches(row: list[Any], wanted: list[Any]) -> bool:
    return len(wanted) <= len(row) and all(w == "*" or w == r for w, r in zip(wanted, row, strict=False))


def differences(case: Case, result: Result) -> list[str]:
    """What is not as expected, in names and words; empty if the case holds."""
    wrong: list[str] = []
    expect = case.data["expect"]
    table, before = Table(result.layout, result.board), Table(result.layout, result.before)

    def same(what: str, found: Any, wanted: Any) -> None:
        if isinstance(wanted, dict) and isinstance(found, dict):
            found = {k: found.get(k) for k in wanted}
        if found != wanted:
            wrong.append(f"{what}: expected {wanted}, found {found}")

    for name in (
        "place", "road", "formation", "post", "sector", "pool", "faction", "team",
        "agreement", "term", "ultimatum",
    ):  # fmt: skip
        for key, columns in expect.get(name, {}).items():
            row = table.row(name, key)
            for column, wanted in columns.items():
                same(f"{name}.{key}.{column}", table.read(name, row, column), wanted)
    for column, wanted in expect.get("tracks", {}).items():
        same(f"tracks.{column}", getattr(result.board.tracks[0], column), wanted)
    for team, groups in expect.get("sight", {}).items():
        for group, wanted in groups.items():
            place, faction = group.split()
            who, whose = codes.Team[team.upper()].value, codes.Faction[faction.upper()].value
            level = level_of(result.board, who, result.layout.names.place[place], whose)
            same(f"what {team} sees of {faction} in {place}", level, wanted)
    for key, wanted in expect.get("loss_mbn", {}).items():
        name = "post" if key in case.data.get("post", {}) else "formation"
        lost = before.row(name, key).strength - table.row(name, key).strength
        same(f"loss of {key}, mbn", lost, wanted)
    events = told(result)
    attacks = {row[1]: row for row in events if row[0] == "ATTACK"}
    for place, wanted in expect.get("column", {}).items():
        same(f"column at {place}", attacks[place][3] if place in attacks else "no attack", wanted)
    for place, wanted in expect.get("band", {}).items():
        same(f"band at {place}", attacks[place][4] if place in attacks else "no attack", wanted)
    for place, wanted in expect.get("lines", {}).items():
        lines = lines_of(result, place)
        for word, amount in wanted.items():
            same(f"column at {place}, line {word}", lines.get(word, "no such line"), amount)
    wrong += _rows("event", events, expect.get("log", []), expect.get("no_log", []))
    wrong += _rows("reason", noted(result), expect.get("reasons", []), expect.get("no_reasons", []))
    if "refused" in expect:
        names = {t.name.lower(): t.value for t in codes.Team}
        found = {
            f"{team} {row[4]}": Refusal(row[5]).name
            for row in result.facts.rows
            for team, code in names.items()
            if row[2] == EventKind.ORDER_REFUSED and row[3] == code
        }
        if found != expect["refused"]:
            wrong.append(f"refused: expected {expect['refused']}, found {found}")
    return wrong + _sums(result)


def _rows(what: str, found: list[list[Any]], wanted: list[list[Any]], unwanted: list[list[Any]]) -> list[str]:
    wrong = []
    for row in wanted:
        if not any(_matches(r, row) for r in found):
            near = [r for r in found if r[0] == row[0]]
            wrong.append(f"{what}: expected {row}, found {near or 'none of this kind'}")
    for row in unwanted:
        there = [r for r in found if _matches(r, row)]
        if there:
            wrong.append(f"{what}: expected none {row}, found {there}")
    return wrong


def _sums(result: Result) -> list[str]:
    """RB 12.4. The lines of each battle's column add up to the column that was used."""
    wrong = []
    for row in told(result):
        if row[0] == "ATTACK":
            lines = lines_of(result, row[1])
            total = max(-400, min(800, sum(lines.values())))
            if lines and total != row[3]:
                wrong.append(
                    f"column at {row[1]}: the lines {lines} add up to {total}, the column is {row[3]}"
                )
    return wrong


# ---- twice -------------------------------------------------------------------------------------------------


def contradictions(case: Case) -> list[str]:
    """Family L: the case is played twice with one change; what differs and should not, or the reverse."""
    scenario = scenario_of(case)
    numbered: list[str] = []
    count: dict[str, int] = {}
    for text in case.data.get("orders", []):
        team, _, line = text.partition(": ")
        count[team] = count.get(team, 0) + 1
        numbered.append(f"{team}: {count[team]} {line}")
    first = play(case, scenario, numbered, SEED)
    change = case.data["twice"]
    second = case
    branch = None
    if change == "orders":
        numbered.reverse()
    elif change == "formations":
        scenario = scenario.model_copy(update={"formations": scenario.formations[::-1]})
    elif change == "places":
        scenario = scenario.model_copy(
            update={"places": scenario.places[::-1], "roads": scenario.roads[::-1]}
        )
    elif change == "pin":
        pins = [pin | {"u": pin.get("again", pin["u"])} for pin in case.data["pin"]]
        second = dataclasses.replace(case, data=case.data | {"pin": pins})
    elif change == "row":
        more = _formation("one_more", {"faction": "russia", "place": "depot", "strength": 100})
        scenario = scenario.model_copy(update={"formations": (more, *scenario.formations)})
    elif change == "seed":
        branch = SEED + 1
    else:
        raise CaseError(f"{case.id}: twice does not know {change!r}")
    other = play(second, scenario, numbered, SEED, branch)
    wrong = differences(case, first) if change == "pin" else []
    one, two = everything(first), everything(other)
    named = case.data["expect"].get("same", [])
    differing = case.data["expect"].get("other", [])
    if change == "seed":
        last = case.data.get("day", 0) + case.data.get("days", 1) - 1
        early = [sorted(map(str, _rows_before(r, last))) for r in (first, other)]
        if early[0] != early[1] or not early[0]:
            wrong.append("what was written before the branch differs")
    if not named and not differing:
        named = sorted(one)
        rows = [sorted(map(str, told(r) + noted(r))) for r in (first, other)]
        wrong += [f"only once: {row}" for row in sorted(set(rows[0]) ^ set(rows[1]))]
    wrong += [f"{n}: {one[n]} and then {two[n]}" for n in named if one[n] != two[n]]
    wrong += [f"{n}: the same both times" for n in differing if one[n] == two[n]]
    return wrong


def everything(result: Result) -> dict[str, dict[str, Any]]:
    """The whole board by names: `place.town` -> its columns."""
    table, names, board = Table(result.layout, result.board), result.layout.names, result.board
    rows = {
        "place": (board.places, names.places), "road": (board.roads, names.roads),
        "sector": (board.sectors, names.sectors), "pool": (board.pools, names.pools),
        "formation": (board.formations, names.formations), "post": (board.posts, names.posts),
        "team": (board.teams, tuple(t.name.lower() for t in codes.Team)), "tracks": (board.tracks, ("now",)),
    }  # fmt: skip
    return {
        f"{kind}.{name}": {f.name: table.read(kind, row, f.name) for f in dataclasses.fields(row)}
        for kind, (found, ids) in rows.items()
        for row, name in zip(found, ids, strict=True)
    }


def _rows_before(result: Result, last: int) -> list[Any]:
    return [row for journal in (result.facts, result.log) for row in journal.rows if row[0] < last]
