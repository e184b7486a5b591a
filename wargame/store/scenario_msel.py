"""What is wrong with the injects, conditions and alternatives of a scenario, as far as their form goes.

What conditions read and what effects change belongs to the rules of play; `check_scenario` takes that as
`meaning`.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from pydantic import ValidationError

from wargame.errors import ScenarioError
from wargame.model import scenario as model
from wargame.model.conditions import parse
from wargame.store.scenario_choices import IN_PLAY, ROWS, DeadEndError, put, row_id, rows, slot_of
from wargame.store.scenario_draft import Complaint
from wargame.store.scenario_shape import message, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from wargame.store.scenario_choices import Raw
    from wargame.store.scenario_draft import Draft
    from wargame.store.scenario_text import Location

AT = re.compile(r"turn ([1-9][0-9]{0,3})(?: day ([1-9][0-9]?))?\Z")
"""When a scheduled inject is due."""

NEEDS_CONDITION = ("conditional", "contingency")


def msel_complaints(draft: Draft) -> Iterator[Complaint]:
    """Every mistake of form in injects and alternatives."""
    for number, inject in draft.of_kind("inject", model.Inject):
        yield from timing(draft, number, inject)
        for at, effect in enumerate(inject.effects):
            yield from effect_complaints(("inject", number, "effects", at), f"inject {inject.id}", effect)
        if len(inject.audience) > 1 and "all" in inject.audience:
            text = f"inject {inject.id}: all stands beside other seats"
            yield Complaint(("inject", number, "audience"), text)
    yield from condition_complaints(draft.raw)
    yield from alternative_complaints(draft)


def timing(draft: Draft, number: int, inject: model.Inject) -> Iterator[Complaint]:
    """`at` and `when` fit the kind, and the moment exists."""
    name = f"inject {inject.id}"
    if inject.kind == "scheduled" and inject.at is None:
        yield Complaint(("inject", number, "kind"), f"{name}: scheduled, but `at` is missing")
    if inject.kind in NEEDS_CONDITION and inject.when is None:
        yield Complaint(("inject", number, "kind"), f"{name}: {inject.kind}, but `when` is missing")
    if inject.kind in (*NEEDS_CONDITION, "adhoc") and inject.at is not None:
        yield Complaint(("inject", number, "at"), f"{name}: `at` belongs to scheduled injects only")
    if inject.kind == "adhoc" and inject.when is not None:
        yield Complaint(("inject", number, "when"), f"{name}: a person sends it, so `when` has no place")
    if inject.at is None:
        return
    found = AT.match(inject.at.strip())
    if found is None:
        yield Complaint(
            ("inject", number, "at"), f"{name}, at: {shown(inject.at)}: write `turn n` or `turn n day k`"
        )
        return
    if int(found[1]) > draft.turns:
        yield Complaint(
            ("inject", number, "at"), f"{name}, at: turn {found[1]} is after the end (turn {draft.turns})"
        )
    if found[2] and int(found[2]) > draft.days_per_turn:
        yield Complaint(
            ("inject", number, "at"), f"{name}, at: day {found[2]} is not one of 1..{draft.days_per_turn}"
        )


def effect_complaints(where: Location, name: str, effect: model.Effect) -> Iterator[Complaint]:
    """One verb, and the keys that go with it."""
    verbs = [verb for verb in ("set", "add", "losses") if getattr(effect, verb) is not None]
    if len(verbs) != 1:
        found = " and ".join(verbs) if verbs else "none"
        yield Complaint(where, f"{name}: an effect has exactly one of set, add, losses; found {found}")
        return
    if (effect.to is not None) != (verbs[0] == "set"):
        yield Complaint(where, f"{name}: `to` goes with `set`, and `set` with `to`")
    if (effect.by is not None) != (verbs[0] == "add"):
        yield Complaint(where, f"{name}: `by` goes with `add`, and `add` with `by`")
    if (effect.killed + effect.wounded > 0) != (verbs[0] == "losses"):
        yield Complaint(where, f"{name}: `killed` or `wounded` above 0 go with `losses`, and only with it")


def condition_complaints(raw: Raw) -> Iterator[Complaint]:
    """The syntax of every condition, broken rows included."""
    for number, row in enumerate(listed(raw.get("inject"))):
        name = f"inject {row.get('id')}" if isinstance(row.get("id"), str) else f"inject no. {number + 1}"
        if "when" in row:
            yield from syntax(("inject", number, "when"), f"{name}, when", row["when"])
        expected = row.get("expected")
        if isinstance(expected, dict) and "met" in expected:
            yield from syntax(("inject", number, "expected", "met"), f"{name}, met", expected["met"])
    for kind in ("term_condition", "war_aim"):
        for number, row in enumerate(listed(raw.get(kind))):
            name = str(row.get("id", f"no. {number + 1}"))[:90]
            if "when" in row:
                yield from syntax((kind, number, "when"), f"{kind} {name}", row["when"])


def listed(value: object) -> Iterator[Raw]:
    """The rows of a table in their numbers; what is no table counts as an empty one."""
    if isinstance(value, list):
        yield from (row if isinstance(row, dict) else {} for row in value)


def syntax(where: Location, name: str, condition: object) -> Iterator[Complaint]:
    """Complaints of the parser of conditions."""
    try:
        parse(condition)
    except ScenarioError as fault:
        for text in fault.complaints:
            yield Complaint(where, f"{name}: {text}")


def alternative_complaints(draft: Draft) -> Iterator[Complaint]:
    """Paths that lead nowhere, values that do not fit, and a default that differs from the file."""
    for number, alternative in draft.of_kind("alternative", model.Alternative):
        for at, choice in enumerate(alternative.choices):
            where: Location = ("alternative", number, "choices", at, "set")
            name = f"alternative {alternative.id}, {choice.id}"
            for path, value in choice.set.items():
                try:
                    slot = slot_of(draft.raw, path)
                except DeadEndError as fault:
                    yield Complaint((*where, path), f"{name}: '{path}' leads nowhere: {fault}")
                    continue
                if slot.key == IN_PLAY:
                    if value not in ("yes", "no"):
                        text = f"{name}: in_play is 'yes' or 'no', not {shown(value)}"
                        yield Complaint((*where, path), text)
                    continue
                if at == 0 and slot.table.get(slot.key) != value:
                    yield Complaint(
                        (*where, path),
                        f"{name}: the default sets {path} to {shown(value)}, "
                        f"but the file has {shown(slot.table.get(slot.key))}",
                    )
                yield from unfit(draft.raw, (*where, path), name, path, value)


def unfit(raw: Raw, where: Location, name: str, path: str, value: object) -> Iterator[Complaint]:
    """A value that the field does not take."""
    kind, row_name = path.split(".")[:2]
    if kind == "start":
        small: Raw = {"start": deepcopy(raw.get("start"))}
        part: type[BaseModel] = model.Start
    else:
        small = {kind: [deepcopy(row) for row in rows(raw, kind) if row_id(kind, row) == row_name]}
        part = ROWS[kind]
    put(small, path, value)
    for row in [small["start"]] if kind == "start" else rows(small, kind):
        try:
            part.model_validate(row)
        except ValidationError as fault:
            error = fault.errors(include_url=False)[0]
            if shown(error["input"]) == shown(value):
                yield Complaint(where, f"{name}: {path} cannot be {shown(value)}: {message(error)}")
