"""What is wrong between the tables of a scenario: ids, sources, sums, and whether the map holds together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from wargame.model import scenario as model
from wargame.store.scenario_aims import aim_complaints
from wargame.store.scenario_choices import hint
from wargame.store.scenario_draft import Complaint, Draft
from wargame.store.scenario_ground import ground_complaints
from wargame.store.scenario_msel import msel_complaints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wargame.store.scenario_text import Location

COMMAND = {"ankara": 9, "moscow": 8, "damascus": 10}
"""RB 6.1: command points where `[rules.values]` states none."""

REFERENCES: tuple[tuple[str, str, str], ...] = (
    ("place", "sector", "sector"),
    ("place", "faction", "faction"),
    ("road", "a", "place"),
    ("road", "b", "place"),
    ("air_pool", "team", "team"),
    ("faction", "team", "team"),
    ("faction", "home", "place"),
    ("faction", "agenda", "place"),
    ("formation", "faction", "faction"),
    ("formation", "place", "place"),
    ("post", "place", "place"),
    ("post", "ring", "place"),
    ("zone", "places", "place"),
    ("war_aim", "team", "team"),
    ("inject", "objectives", "objective"),
)
"""Table, key, and the table whose ids the key names."""


def link_complaints(draft: Draft) -> Iterator[Complaint]:
    """Every mistake between tables."""
    yield from duplicates(draft)
    yield from references(draft)
    yield from sources(draft)
    yield from ground_complaints(draft)
    yield from forces(draft)
    yield from aim_complaints(draft)
    yield from msel_complaints(draft)


def duplicates(draft: Draft) -> Iterator[Complaint]:
    """Ids that stand twice in one table, and numbers of injects."""
    for kind, ids in draft.ids.items():
        if kind == "reserve":
            continue
        yield from repeated(kind, ids, "the road" if kind == "road" else "the id")
    for number, alternative in draft.of_kind("alternative", model.Alternative):
        seen: set[str] = set()
        for at, choice in enumerate(alternative.choices):
            if choice.id in seen:
                where: Location = ("alternative", number, "choices", at, "id")
                yield Complaint(where, f"alternative {alternative.id}: the choice {choice.id} stands twice")
            seen.add(choice.id)
    numbers: set[str] = set()
    for number, inject in draft.of_kind("inject", model.Inject):
        if inject.number in numbers:
            yield Complaint(
                ("inject", number, "number"), f"inject {inject.id}: number {inject.number} stands twice"
            )
        numbers.add(inject.number)


def repeated(kind: str, ids: list[str], what: str) -> Iterator[Complaint]:
    """Complaints about the second and later uses of an id."""
    seen: set[str] = set()
    for number, name in enumerate(ids):
        if name in seen:
            key = "a" if kind == "road" else "id"
            yield Complaint((kind, number, key), f"{kind}: {what} {name[:90]} stands twice")
        seen.add(name)


def references(draft: Draft) -> Iterator[Complaint]:
    """Ids that no row has."""
    known = {kind: set(ids) for kind, ids in draft.ids.items()}
    for kind, key, target in REFERENCES:
        for number, row in draft.of_kind(kind, BaseModel):
            value = getattr(row, key)
            for at, name in listed(value):
                if name not in known[target]:
                    where: Location = (kind, number, key) if at is None else (kind, number, key, at)
                    label = draft.ids[kind][number] if number < len(draft.ids[kind]) else str(number + 1)
                    close = hint(name, known[target])
                    yield Complaint(where, f"{kind} {label}, {key}: no {target} is called '{name}'{close}")


def listed(value: object) -> Iterator[tuple[int | None, str]]:
    """A single name, or the names of a list with their numbers."""
    if isinstance(value, str):
        yield None, value
    elif isinstance(value, tuple):
        yield from ((at, str(name)) for at, name in enumerate(value))


def sources(draft: Draft) -> Iterator[Complaint]:
    """Source keys that `[sources]` does not have, wherever a table has the key `source`."""
    known = draft.sources

    def walk(value: object, here: Location) -> Iterator[Complaint]:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key == "source" and isinstance(inner, list):
                    for at, name in enumerate(inner):
                        if isinstance(name, str) and name not in known:
                            yield Complaint(
                                (*here, key, at), f"no source has the key '{name[:60]}'{hint(name, known)}"
                            )
                else:
                    yield from walk(inner, (*here, str(key)))
        elif isinstance(value, list):
            for at, inner in enumerate(value):
                yield from walk(inner, (*here, at))

    for key, value in draft.raw.items():
        if key != "sources":
            yield from walk(value, (key,))


def forces(draft: Draft) -> Iterator[Complaint]:
    """RB 4.5, 4.6, 6.1. Strengths, arrivals, starting ground, posts, command points."""
    control = {place.id: place.control for _, place in draft.of_kind("place", model.Place)}
    side = {faction.id: faction.side for _, faction in draft.of_kind("faction", model.Faction)}
    for number, formation in draft.of_kind("formation", model.Formation):
        name = f"formation {formation.id}"
        if formation.strength > formation.establishment:
            yield Complaint(
                ("formation", number, "strength"),
                f"{name}: strength {formation.strength} is more than its establishment "
                f"of {formation.establishment}",
            )
        if formation.turn > draft.turns:
            yield Complaint(
                ("formation", number, "turn"),
                f"{name}: arrives in turn {formation.turn}, after the end (turn {draft.turns})",
            )
        held = control.get(formation.place)
        if held is not None and formation.faction in side and not stands(side[formation.faction], held):
            yield Complaint(
                ("formation", number, "place"),
                f"{name}: starts at {formation.place}, which is {held}, not on ground of its side",
            )
    for number, post in draft.of_kind("post", model.Post):
        yield from post_complaints(number, post, control.get(post.place), draft.turns)
    for number, team in draft.of_kind("team", model.Team):
        key = f"command_{team.id}"
        rule = draft.rules.values.get(key, COMMAND[team.id]) if draft.rules else team.command_points
        if team.command_points != rule:
            yield Complaint(
                ("team", number, "command_points"),
                f"team {team.id}: command_points {team.command_points}, but [rules.values] {key} is {rule}",
            )
    for number, reserve in draft.of_kind("reserve", model.Reserve):
        if reserve.turn > draft.turns:
            yield Complaint(
                ("reserve", number, "turn"),
                f"reserve: turn {reserve.turn} is after the end (turn {draft.turns})",
            )


def stands(side: str, control: str) -> bool:
    """Whether a formation of this side may start on ground held so. Neutral ground is nobody's (RB 7.13)."""
    return control == "government" if side == "government" else control in ("opposition", "turkish")


def post_complaints(number: int, post: model.Post, control: str | None, turns: int) -> Iterator[Complaint]:
    """RB 4.6, 13.1. State, turn and ring of one post."""
    name = f"post {post.id}"
    if post.state == "besieged" and control in ("opposition", "turkish") and not post.ring:
        yield Complaint(
            ("post", number, "state"),
            f"{name}: besieged, but {post.place} is {control}: no enemy holds its place",
        )
    if post.state == "open" and control in ("government", "neutral"):
        yield Complaint(
            ("post", number, "state"),
            f"{name}: open, but {post.place} is {control}; a post there is besieged",
        )
    if (post.state == "planned") != (post.turn > 0):
        yield Complaint(
            ("post", number, "turn" if post.turn else "state"),
            f"{name}: state {post.state} with turn {post.turn}: planned posts have a turn, others have none",
        )
    if post.turn > turns:
        yield Complaint(("post", number, "turn"), f"{name}: turn {post.turn} is after the end (turn {turns})")
    if len(post.ring) > 4:
        yield Complaint(("post", number, "ring"), f"{name}: {len(post.ring)} places in its ring, at most 4")
