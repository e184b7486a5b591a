"""A scenario under examination: row by row, so that a broken row does not hide the mistakes of others."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from wargame.model import scenario as model
from wargame.store.scenario_choices import ROWS, Raw, row_id, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wargame.store.scenario_text import Location

NO_START = model.Start(
    first_day=date(2000, 1, 1),
    rung=0,
    tension=0,
    trust=0,
    ties=0,
    leverage=0,
    nato=0,
    eu=0,
    source=("none",),
    confidence="low",
)
"""Stands in for a broken `[start]`."""

Row = TypeVar("Row", bound=BaseModel)


class Complaint(NamedTuple):
    """One mistake and where it stands."""

    location: Location
    text: str


@dataclass(slots=True)
class Draft:
    """The rows that are sound in themselves, each with its number in the file, and the ids of all rows."""

    raw: Raw
    sound: dict[str, list[tuple[int, BaseModel]]] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    """Tables that have an unsound row: what sums over all their rows cannot be judged."""
    start: model.Start | None = None
    frame: model.MapFrame | None = None
    rules: model.Rules | None = None

    @classmethod
    def of(cls, raw: Raw) -> Draft:
        """Examine every row by itself."""
        draft = cls(raw)
        for kind, part in ROWS.items():
            written = raw.get(kind, [])
            draft.ids[kind] = [row_id(kind, row) for row in rows(raw, kind)]
            draft.sound[kind] = []
            for number, row in enumerate(written if isinstance(written, list) else []):
                try:
                    draft.sound[kind].append((number, part.model_validate(row)))
                except ValidationError:
                    draft.broken.add(kind)
        draft.start = whole(model.Start, raw.get("start"))
        draft.frame = whole(model.MapFrame, raw.get("map"))
        draft.rules = whole(model.Rules, raw.get("rules", {}))
        return draft

    def of_kind(self, kind: str, part: type[Row]) -> Iterator[tuple[int, Row]]:
        """The sound rows of a table with their numbers."""
        for number, row in self.sound[kind]:
            if isinstance(row, part):
                yield number, row

    def scenario(self) -> model.Scenario:
        """A stand-in for judging conditions and effects: sound rows as they are, others with their id only.

        Rows keep their numbers of the file; nothing else is promised of it.
        """
        tables: dict[str, tuple[BaseModel, ...]] = {}
        for name, part in model.Scenario.model_fields.items():
            kind = part.alias or name
            if kind in ROWS:
                sound = dict(self.sound[kind])
                written = self.raw.get(kind, [])
                tables[name] = tuple(
                    sound.get(number) or placeholder(kind, row)
                    for number, row in enumerate(written if isinstance(written, list) else [])
                )
        kind_of_whole: type[BaseModel] = model.Scenario
        made = kind_of_whole.model_construct(
            None,
            start=self.start or NO_START,
            rules=self.rules or model.Rules(),
            **tables,
        )
        assert isinstance(made, model.Scenario)
        return made

    @property
    def sources(self) -> set[str]:
        """The keys of `[sources]`."""
        table = self.raw.get("sources")
        return {str(key) for key in table} if isinstance(table, dict) else set()

    @property
    def turns(self) -> int:
        """Turns of the session (RB 3.1)."""
        return self.rules.values.get("turns", 13) if self.rules else 13

    @property
    def days_per_turn(self) -> int:
        """Days of a turn (RB 3.1)."""
        return self.rules.values.get("days_per_turn", 3) if self.rules else 3


def placeholder(kind: str, row: object) -> BaseModel:
    """A row that has only what its id is made of."""
    table = row if isinstance(row, dict) else {}
    keys = ("a", "b") if kind == "road" else ("id",)
    return ROWS[kind].model_construct(None, **{key: str(table.get(key, "")) for key in keys})


def whole(part: type[Row], table: object) -> Row | None:
    """A table that stands once, or None if it is unsound."""
    try:
        return part.model_validate(table)
    except ValidationError:
        return None
