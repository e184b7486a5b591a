"""What is wrong with the shape of a scenario: missing and unknown keys, wrong types, numbers out of range.

The model finds it; this file says it in the words of the file: which table, which key, the value, what is
allowed and the nearest valid name.
"""

from __future__ import annotations

import re
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from wargame.model.cleaning import one_line
from wargame.model.scenario import Scenario
from wargame.store.scenario_choices import Raw, hint, keys_of
from wargame.store.scenario_draft import Complaint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from wargame.store.scenario_text import Location

MOST = 1000
"""Complaints about the shape of a file that are looked at; a file with more has one cause for most of
them."""

QUOTED = re.compile(r"'([^']*)'")
CONDITIONS = ("when", "met")


def shape_complaints(raw: Raw) -> Iterator[Complaint]:
    """Every mistake of shape. Conditions are left to their own parser, which knows more."""
    try:
        Scenario.model_validate(raw)
    except ValidationError as fault:
        seen: set[Location] = set()
        for error in fault.errors(include_url=False)[:MOST]:
            location = written_location(raw, error["loc"])
            if any(part in CONDITIONS for part in location) or location in seen:
                continue
            if error["type"] != "missing":
                seen.add(location)
            yield Complaint(location, sentence(raw, location, error))


def written_location(raw: Raw, loc: Location) -> Location:
    """The location without the parts that name branches of a union; a missing key stays as the last part."""
    here: object = raw
    known: Location = ()
    for number, part in enumerate(loc):
        if isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
        elif isinstance(here, dict) and part in here:
            here = here[str(part)]
        elif number == len(loc) - 1 and isinstance(here, dict) and isinstance(part, str):
            return (*known, part)
        else:
            continue
        known = (*known, part)
    return known


def sentence(raw: Raw, location: Location, error: ErrorDetails) -> str:
    """One mistake in words."""
    where = place_in_words(raw, location)
    value = shown(error["input"])
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return f"{where}: the key is missing"
        case "extra_forbidden":
            part = part_at(location[:-1])
            known = list(keys_of(part)) if part else []
            return f"{where}: unknown key{hint(str(location[-1]), known)}"
        case "literal_error":
            allowed = QUOTED.findall(str(context.get("expected", "")))
            return f"{where}: {value} is not one of {', '.join(allowed)}{hint(str(error['input']), allowed)}"
        case "string_pattern_mismatch":
            return f"{where}: {value} is no id: lower-case letters, digits and underscores, 1 to 40"
        case _:
            return f"{where}: {value}: {message(error)}"


def message(error: ErrorDetails) -> str:
    """The model's own reason, without its ceremony."""
    text = one_line(error["msg"]).removeprefix("Input should be ").removeprefix("a valid ")
    if text != one_line(error["msg"]):
        return f"must be {text}"
    return text[:200]


def place_in_words(raw: Raw, location: Location) -> str:
    """`place saraqib, hold`: the table, its id or number, and the keys below it."""
    if not location:
        return "the file"
    head, *rest = location
    words = one_line(str(head))[:60]
    here = raw.get(words)
    if rest and isinstance(here, list) and isinstance(rest[0], int):
        number = rest.pop(0)
        row = here[number] if isinstance(number, int) and number < len(here) else None
        name = row.get("id") if isinstance(row, dict) else None
        words += f" {one_line(name)[:60]}" if isinstance(name, str) else f" no. {int(number) + 1}"
    elif rest:
        words = f"[{words}]"
    for part in rest:
        words += f" no. {part + 1}" if isinstance(part, int) else f", {one_line(part)[:60]}"
    return words


def part_at(location: Location) -> type[BaseModel] | None:
    """The model of the table at a location."""
    part: type[BaseModel] | None = Scenario
    for step in location:
        if isinstance(step, int):
            continue
        if part is None:
            return None
        part = next(
            (inner_model(f.annotation) for n, f in part.model_fields.items() if (f.alias or n) == step), None
        )
    return part


def inner_model(annotation: object) -> type[BaseModel] | None:
    """The model inside tuples, options and annotations."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, Annotated, Union, UnionType):
        return next((found for inner in get_args(annotation) if (found := inner_model(inner))), None)
    return None


def shown(value: object) -> str:
    """A value as a complaint shows it: one line, at most 60 characters."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = one_line(value[:200])
        return f"'{text}'" if len(text) <= 60 else f"'{text[:57]}...'"
    if isinstance(value, int):
        return str(value) if abs(value) < 10**18 else "a number of more than 18 digits"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list"
    return one_line(str(value))[:60]
