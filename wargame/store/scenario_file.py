"""Scenario files: reading one safely, loading it under chosen readings of disputed facts, checking it.

`check_scenario` finds every mistake at once and names the line of each; `load_scenario` refuses a file that
has any. The work is done in `scenario_text` (bytes, nesting, lines), `scenario_shape` (keys, types,
ranges), `scenario_links`, `scenario_ground` and `scenario_msel` (ids, sums, the map, the exercise) and
`scenario_choices` (alternatives).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from wargame.errors import ScenarioError
from wargame.model.cleaning import one_line
from wargame.model.scenario import BaseMap, Scenario
from wargame.store.scenario_choices import chosen
from wargame.store.scenario_draft import Complaint, Draft
from wargame.store.scenario_ground import stays_below
from wargame.store.scenario_links import link_complaints
from wargame.store.scenario_shape import shape_complaints
from wargame.store.scenario_text import LineIndex, file_text, parsed

if TYPE_CHECKING:
    from wargame.store.scenario_choices import Raw
    from wargame.store.scenario_text import Location

MOST = 500
"""Complaints that are printed; a file with more has one cause for most of them."""

Meaning = Callable[[Scenario], Iterable[tuple["Location", str]]]
"""Finds what only the rules of play can judge, such as readings that no condition has: location and text of
each. It may read ids, injects, `start.first_day` and `rules`: other rows of a broken file are stand-ins."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. An empty list of complaints means that the scenario can be played."""

    complaints: tuple[str, ...]
    summary: str
    """One line: the title and how much of everything there is."""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.complaints


def read_text(path: str | Path) -> str:
    """The text of a scenario file, as a save keeps it. Raises ScenarioError with one complaint."""
    return file_text(path)


def load_scenario(path: str | Path, choices: dict[str, str] | None = None) -> Scenario:
    """The scenario of a file under `choices`, one choice id for each alternative id; others take their
    default.

    Raises ScenarioError with every complaint, and UnknownName for a choice that the file does not offer.
    """
    return scenario_of(read_text(path), one_line(str(path)), choices)


def scenario_of(text: str, name: str, choices: dict[str, str] | None = None) -> Scenario:
    """The scenario of a text that `read_text` gave or a save kept; `name` stands before each complaint."""
    raw = parsed(name, text)
    complaints = complaints_of(raw)
    if complaints:
        raise ScenarioError(located(name, text, complaints))
    tables = chosen(raw, choices or {})
    try:
        return Scenario.model_validate(tables)
    except ValidationError:
        raise ScenarioError(located(name, text, list(shape_complaints(tables)))) from None


def check_scenario(path: str | Path, meaning: Meaning | None = None) -> Report:
    """Everything that is wrong with a scenario file. Raises ScenarioError if it is no TOML at all."""
    name = one_line(str(path))
    text = read_text(path)
    raw = parsed(name, text)
    complaints = complaints_of(raw)
    if len(complaints) <= MOST:
        draft = Draft.of(raw)
        if draft.frame is not None and stays_below(draft.frame.base):
            complaints += base_complaints(Path(path).parent / draft.frame.base, draft.frame.base)
        if meaning is not None:
            known = {complaint.location for complaint in complaints}
            found = islice(meaning(draft.scenario()), MOST + 1)
            complaints += [Complaint(location, what) for location, what in found if location not in known]
    return Report(tuple(located(name, text, complaints)), summary_of(raw))


def complaints_of(raw: Raw) -> list[Complaint]:
    """Every mistake that the file alone shows."""
    found = list(islice(shape_complaints(raw), MOST + 1))
    if len(found) <= MOST:
        found += islice(link_complaints(Draft.of(raw)), MOST + 1)
    return found


def located(name: str, text: str, complaints: Iterable[Complaint]) -> list[str]:
    """Complaints as lines in the order of the file: `file:line: what`."""
    index = LineIndex(text)
    lines = sorted({(index.line(complaint.location), one_line(complaint.text)) for complaint in complaints})
    told = [f"{name}:{line}: {what}" for line, what in lines[:MOST]]
    if len(lines) > MOST:
        told.append(f"{name}: and more complaints of this kind")
    return told


def base_complaints(file: Path, name: str) -> list[Complaint]:
    """The base map is there and readable."""
    if not file.is_file():
        return [Complaint(("map", "base"), f"[map], base: there is no file '{name}' beside the scenario")]
    try:
        BaseMap.model_validate(parsed(name, file_text(file)))
    except ScenarioError as fault:
        return [Complaint(("map", "base"), f"[map], base: {fault.complaints[0]}")]
    except ValidationError as fault:
        faults = fault.error_count()
        return [Complaint(("map", "base"), f"[map], base: '{name}' has {faults} faults of shape")]
    return []


def summary_of(raw: Raw) -> str:
    """`Idlib 2020: 79 places, 151 roads, ...`."""
    counted = []
    for key, word in (
        ("place", "places"), ("road", "roads"), ("formation", "formations"), ("post", "posts"),
        ("inject", "injects"), ("alternative", "alternatives"), ("sources", "sources"),
    ):  # fmt: skip
        table = raw.get(key)
        counted.append(f"{len(table) if isinstance(table, list | dict) else 0} {word}")
    title = raw.get("title")
    return f"{one_line(title)[:80] if isinstance(title, str) else 'untitled'}: {', '.join(counted)}"
