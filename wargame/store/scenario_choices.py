"""Disputed facts: which reading of each alternative a scenario is loaded with (`[[alternative]]`).

A choice names fields of the file by path and their values. Paths: `place.idlib.people` (any row with an id),
`road.afes__saraqib.km`, `start.tension`, `start.libya.sna`; for an inject also `killed` and
`wounded` of its first loss, and `in_play`, which takes it out with "no".

`weights` is chosen like an alternative: it names a set of `[[weights]]`, whose weights the war aims have
then.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from wargame.errors import UnknownName, nearest
from wargame.model import scenario as model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic import BaseModel

Raw = dict[str, object]
"""A table as TOML gives it."""

ROWS: dict[str, type[BaseModel]] = {
    "sector": model.Sector,
    "place": model.Place,
    "road": model.Road,
    "air_pool": model.AirPool,
    "faction": model.Faction,
    "team": model.Team,
    "formation": model.Formation,
    "post": model.Post,
    "reserve": model.Reserve,
    "zone": model.Zone,
    "war_aim": model.WarAim,
    "weights": model.Weights,
    "objective": model.Objective,
    "agreement": model.Agreement,
    "term_condition": model.TermCondition,
    "inject": model.Inject,
    "alternative": model.Alternative,
}
"""The tables that stand in double brackets, and what a row of each is."""

LIKELY = 400
"""Names that a hint compares; of more, only those that begin alike."""

WEIGHTS = "weights"
WEIGHING = "weighing"
"""The tables of sets of weights, and the key that names the chosen one."""

LOSSES = ("killed", "wounded")
IN_PLAY = "in_play"


class Slot(NamedTuple):
    """Where the value of a path stands."""

    table: Raw
    key: str


class DeadEndError(Exception):
    """A path that leads nowhere; the text says why."""


def chosen(raw: Raw, choices: dict[str, str]) -> Raw:
    """The tables under one choice for each alternative: those named, and the first of every other. `raw`
    stays as it is.

    Raises UnknownName for an alternative or a choice that the file does not have. Paths that lead nowhere
    are left to the check, which names their line.
    """
    tables = deepcopy(raw)
    alternatives = {str(row.get("id")): row for row in rows(tables, "alternative")}
    sets = {str(row.get("id")): row for row in rows(tables, WEIGHTS)}
    for name in choices:
        if name not in alternatives and not (name == WEIGHTS and sets):
            raise UnknownName("alternative", name, [*alternatives, WEIGHTS] if sets else alternatives)
    for name, alternative in alternatives.items():
        options = {str(option.get("id")): option for option in rows(alternative, "choices")}
        wanted = choices.get(name)
        if wanted is not None and wanted not in options:
            raise UnknownName(f"choice of {name}", wanted, options)
        option = options.get(wanted) if wanted is not None else next(iter(options.values()), None)
        changes = option.get("set") if option is not None else None
        if isinstance(changes, dict):
            for path, value in changes.items():
                try:
                    put(tables, str(path), value)
                except DeadEndError:
                    continue
    if sets:
        weigh(tables, sets, choices.get(WEIGHTS))
    injects = tables.get("inject")
    if isinstance(injects, list):
        tables["inject"] = [
            {key: value for key, value in row.items() if key != IN_PLAY} if isinstance(row, dict) else row
            for row in injects
            if not (isinstance(row, dict) and row.get(IN_PLAY) == "no")
        ]
    return tables


def weigh(tables: Raw, sets: dict[str, Raw], wanted: str | None) -> None:
    """Give the war aims the weights of the set that is wanted, else of the one that the file names, if any.

    Raises UnknownName.
    """
    named = wanted or tables.get(WEIGHING)
    if not isinstance(named, str):
        return
    if named not in sets:
        raise UnknownName("set of weights", named, sets)
    tables[WEIGHING] = named
    given = sets[named].get("set")
    for aim in rows(tables, "war_aim"):
        if isinstance(given, dict) and aim.get("id") in given:
            aim["weight"] = given[aim["id"]]


def put(tables: Raw, path: str, value: object) -> None:
    """Write a value where a path points. Raises DeadEndError."""
    slot = slot_of(tables, path)
    slot.table[slot.key] = value


def slot_of(tables: Raw, path: str) -> Slot:
    """The table and key that a path names. Raises DeadEndError with the reason and the nearest valid name."""
    kind, _, rest = path.partition(".")
    if kind == "start":
        return start_slot(tables, rest)
    if kind not in ROWS or kind == "alternative":
        raise DeadEndError(f"{kind!r} is no table that a choice may change{hint(kind, [*ROWS, 'start'])}")
    name, _, field = rest.partition(".")
    found = {row_id(kind, row): row for row in rows(tables, kind)}
    if name not in found:
        raise DeadEndError(f"no {kind} is called {name!r}{hint(name, found)}")
    row = found[name]
    if kind == "inject" and field == IN_PLAY:
        return Slot(row, IN_PLAY)
    if kind == "inject" and field in LOSSES:
        for effect in rows(row, "effects"):
            if "losses" in effect:
                return Slot(effect, field)
        raise DeadEndError(f"inject {name} has no effect with losses")
    known = set(keys_of(ROWS[kind])) - {"id"}
    if field not in known:
        raise DeadEndError(f"a {kind} has no field {field!r}{hint(field, known)}")
    return Slot(row, field)


def start_slot(tables: Raw, field: str) -> Slot:
    """`start.tension`, `start.record.<key>` or `start.libya.<key>`."""
    start = tables.get("start")
    if not isinstance(start, dict):
        raise DeadEndError("the file has no [start]")
    head, _, key = field.partition(".")
    if head in ("record", "libya"):
        record = start.get(head)
        if not isinstance(record, dict) or key not in record:
            known = record if isinstance(record, dict) else ()
            raise DeadEndError(f"[start.{head}] has no key {key!r}{hint(key, known)}")
        return Slot(record, key)
    known_fields = set(keys_of(model.Start)) - {"record", "libya"}
    if field not in known_fields:
        raise DeadEndError(f"[start] has no field {field!r}{hint(field, known_fields)}")
    return Slot(start, field)


def rows(table: Raw, key: str) -> Iterator[Raw]:
    """The tables in an array of tables; anything else is passed over."""
    found = table.get(key)
    if isinstance(found, list):
        yield from (row for row in found if isinstance(row, dict))


def row_id(kind: str, row: Raw) -> str:
    """The id of a row; that of a road is made of its ends."""
    if kind == "road":
        return "__".join(sorted((str(row.get("a")), str(row.get("b")))))
    return str(row.get("id"))


def keys_of(part: type[BaseModel]) -> Iterator[str]:
    """The keys a table of this kind may have, as files spell them."""
    for name, field in part.model_fields.items():
        yield field.alias or name


def hint(name: str, known: Iterable[str]) -> str:
    """`; did you mean X?`, or nothing."""
    likely = [str(k) for k in known]
    if len(likely) > LIKELY:
        likely = [k for k in likely if k[:2] == name[:2]][:LIKELY]
    close = nearest(name[:80], likely)
    return f"; did you mean {close}?" if close else ""
