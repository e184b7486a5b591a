"""From the scenario's typed effects to the engine's rows, and from `at` to a turn and a day.

EFFECTS is the whole effect vocabulary: what an inject may change, its unit on forms, and its bounds. Orders,
draws, war aims and objectives are not in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from wargame.errors import ScenarioError, nearest
from wargame.play.reading_table import slot_words, words_of
from wargame.rules import codes
from wargame.rules.codes import Attribution, Author, Field
from wargame.rules.injects import BLAME
from wargame.rules.tables import NOBODY
from wargame.rules.tables import Effect as Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from enum import IntEnum

    from wargame.model.scenario import Effect
    from wargame.play.names import Names

NUMBER = re.compile(r"[+-]?[0-9]{1,7}")
AT = re.compile(r"turn ([1-9][0-9]{0,3})(?: day ([1-9][0-9]?))?\Z")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing an inject may change. Names in `<>` stand for ids."""

    pattern: str
    field: Field
    says: str
    unit: str
    factor: int = 100
    """Engine units in one unit on forms."""
    low: int = 0
    high: int = 100
    """On forms; an `add` may be as large downward as upward."""
    words: type[IntEnum] | Literal["yes or no", ""] = ""
    """What values are, where they are not numbers; these can only be set."""


EFFECTS: tuple[Change, ...] = (
    Change("rung", Field.RUNG, "rung of the ladder", "rung", 1, 0, 8),
    Change("tension", Field.TENSION, "tension", "points"),
    Change("trust", Field.TRUST, "trust", "points"),
    Change("ties", Field.TIES, "economic ties", "points"),
    Change("leverage", Field.LEVERAGE, "Moscow's leverage over Damascus", "points"),
    Change("nato", Field.NATO, "support of the alliance", "points"),
    Change("eu", Field.EU, "relation with the European Union", "points"),
    Change("post_reserve", Field.POST_RESERVE, "men for new posts", "milli-battalions", 1, 0, 20000),
    Change("team.<team>.domestic", Field.TEAM_DOMESTIC, "support at home", "points"),
    Change("team.<team>.standing", Field.TEAM_STANDING, "standing abroad", "points"),
    Change("team.<team>.pc", Field.TEAM_PC, "political capital", "points", 100, 0, 20),
    Change("place.<place>.control", Field.PLACE_CONTROL, "who holds it", "name", words=codes.Control),
    Change("place.<place>.damage", Field.PLACE_DAMAGE, "damage", "points"),
    Change(
        "place.<place>.ruling", Field.PLACE_RULING, "a ruling: shift of attacks on it, until changed",
        "centi-shifts", 1, -400, 400,
    ),
    Change("post.<post>.consent", Field.POST_CONSENT, "supply may pass", "yes or no", words="yes or no"),
    Change("post.<post>.stock", Field.POST_STOCK, "supply in stock", "days", 100, 0, 30),
    Change("post.<post>.morale", Field.POST_MORALE, "morale of the garrison", "points"),
    Change("post.<post>.siege", Field.POST_SIEGE, "how hard it is pressed", "name", words=codes.Siege),
    Change("faction.<faction>.control", Field.FACTION_CONTROL, "how far it obeys", "points"),
    Change(
        "formation.<formation>.manpads", Field.FORMATION_MANPADS, "has shoulder-fired missiles", "yes or no",
        words="yes or no",
    ),
    Change(
        "sector.<sector>.ad.<side>", Field.AD_GOVERNMENT, "air defence of a side", "systems", 100, 0, 10
    ),
    Change(
        "sector.<sector>.access.<user>", Field.ACCESS_RUAF, "how a user may fly", "name", words=codes.Access
    ),
)  # fmt: skip
"""Paths of `set` and `add`. `losses` names a formation, a post or a place instead."""

LOSSES = {"formation": Field.LOSSES_FORMATION, "post": Field.LOSSES_POST, "place": Field.LOSSES_PLACE}

AUTHORS = {"artillery": Author.ARTILLERY, "army aircraft": Author.SYAAF, "russian aircraft": Author.RUAF}
"""Causes of losses that name who fired; any other leaves it unclear (RB 14.4)."""


def parse_at(text: str) -> tuple[int, int | None]:
    """`turn 3` -> (3, None); `turn 3 day 2` -> (3, 2). Raises ScenarioError for anything else."""
    found = AT.match(text.strip())
    if found is None:
        raise ScenarioError([f"at {text!r}: write `turn n` or `turn n day k`"])
    return int(found[1]), int(found[2]) if found[2] else None


def typed_effects(line: str) -> tuple[dict[str, int | str], ...]:
    """The effects of a line: `set PATH VALUE`, `add PATH NUMBER`, `losses PATH killed N wounded N`; several
    are parted by `;`. Raises ScenarioError for other words; what the paths mean is asked by `compile_effect`.
    """
    made = [_typed(part.split()) for part in line.split(";") if part.strip()]
    if not made:
        raise ScenarioError(["no effect: write set PATH VALUE, add PATH NUMBER, or losses PATH killed N"])
    return tuple(made)


def _typed(words: list[str]) -> dict[str, int | str]:
    match words:
        case ["set", path, value]:
            return {"set": path, "to": int(value) if NUMBER.fullmatch(value) else value}
        case ["add", path, value] if NUMBER.fullmatch(value):
            return {"add": path, "by": int(value)}
        case ["losses", path, *given] if len(given) in (2, 4):
            counts = dict(zip(given[::2], given[1::2], strict=True))
            if counts.keys() <= {"killed", "wounded"} and all(map(NUMBER.fullmatch, counts.values())):
                return {"losses": path, **{name: int(value) for name, value in counts.items()}}
    told = "set PATH VALUE, add PATH NUMBER, or losses PATH killed N wounded N"
    raise ScenarioError([f"effect {' '.join(words)!r}: write {told}"])


def effect_words(effect: Mapping[str, int | str]) -> str:
    """An effect as `typed_effects` reads it."""
    match dict(effect):
        case {"set": path, "to": value}:
            return f"set {path} {value}"
        case {"add": path, "by": value}:
            return f"add {path} {value}"
        case other:
            return " ".join(f"{name} {value}" for name, value in other.items())


def told_override(day: int, effects: Sequence[Mapping[str, int | str]], reason: str) -> str:
    """An override in one line."""
    return f"day {day}: {'; '.join(map(effect_words, effects))} ({reason})"


def compile_effect(effect: Effect, names: Names) -> tuple[list[Row], list[str]]:
    """The rows of one effect (at most one), and complaints about unknown paths, wrong values and bounds."""
    given = [kind for kind in ("set", "add", "losses") if getattr(effect, kind) is not None]
    if len(given) != 1:
        return [], ["effect: write exactly one of set, add, losses"]
    if effect.losses is not None:
        return _losses(effect.losses, effect, names)
    if effect.killed or effect.wounded:
        return [], ["effect: killed and wounded go with losses"]
    path = effect.set if effect.set is not None else effect.add
    assert path is not None
    try:
        change, rows = _find(path, names)
        adding = effect.add is not None
        value = _amount(change, path, effect) if adding else _value(change, path, effect)
    except ScenarioError as error:
        return [], list(error.complaints)
    entity, second = rows
    columns = (Field.ACCESS_RUAF, Field.AD_GOVERNMENT)
    field = change.field + (second if change.field in columns else 0)
    return [Row(int(field), entity, second, int(adding), value, 0)], []


def _losses(path: str, effect: Effect, names: Names) -> tuple[list[Row], list[str]]:
    kind, _, name = path.partition(".")
    field = LOSSES.get(kind)
    if field is None:
        return [], [f"losses {path!r}: write formation.<formation>, post.<post> or place.<place>"]
    known = {"formation": names.formation, "post": names.post, "place": names.place}[kind]
    if name not in known:
        return [], [f"losses {path!r}: no {kind} is called {name!r}{_hint(name, known)}"]
    if effect.to is not None or effect.by is not None:
        return [], [f"losses {path!r}: takes killed and wounded, not to or by"]
    if effect.killed + effect.wounded == 0:
        return [], [f"losses {path!r}: neither killed nor wounded"]
    author = AUTHORS.get(effect.cause, Author.UNCLEAR)
    blame = Attribution[effect.attribution.upper()] * BLAME + author
    return [Row(int(field), known[name], blame, 0, effect.killed, effect.wounded)], []


def _find(path: str, names: Names) -> tuple[Change, tuple[int, int]]:
    """The change a path names and its rows (entity, second). Raises ScenarioError."""
    parts = path.split(".")
    for change in EFFECTS:
        pieces = change.pattern.split(".")
        if len(pieces) == len(parts) and all(
            a[0] == "<" or a == b for a, b in zip(pieces, parts, strict=True)
        ):
            rows = [NOBODY, NOBODY]
            slots = [(a, b) for a, b in zip(pieces, parts, strict=True) if a[0] == "<"]
            for i, (slot, part) in enumerate(slots):
                known = slot_words(slot, names, 0)
                if part not in known:
                    raise ScenarioError(
                        [f"effect {path!r}: no {slot[1:-1]} is called {part!r}{_hint(part, known)}"]
                    )
                rows[i] = known[part]
            return change, (rows[0], rows[1])
    raise ScenarioError(
        [f"effect {path!r} is not in the effect table: " + ", ".join(change.pattern for change in EFFECTS)]
    )


def _value(change: Change, path: str, effect: Effect) -> int:
    """The engine's number of a `set`. Raises ScenarioError."""
    if effect.to is None or effect.by is not None:
        raise ScenarioError([f"set {path!r}: takes `to`"])
    if isinstance(change.words, type):
        known = words_of(change.words)
    elif change.words:
        known = {"false": 0, "true": 1}
    else:
        if not isinstance(effect.to, int) or not change.low <= effect.to <= change.high:
            raise ScenarioError([f"set {path!r}: {effect.to!r} is not a number {_runs(change)}"])
        return effect.to * change.factor
    if change.words == "yes or no" and effect.to in (0, 1):
        return int(effect.to)
    if not isinstance(effect.to, str) or effect.to not in known:
        hint = _hint(str(effect.to), known)
        raise ScenarioError([f"set {path!r}: {effect.to!r} is not one of {', '.join(known)}{hint}"])
    return known[effect.to]


def _amount(change: Change, path: str, effect: Effect) -> int:
    """The engine's number of an `add`. Raises ScenarioError."""
    if effect.by is None or effect.to is not None:
        raise ScenarioError([f"add {path!r}: takes `by`"])
    if change.words:
        raise ScenarioError([f"add {path!r}: it can only be set"])
    room = change.high - change.low
    if effect.by == 0 or not -room <= effect.by <= room:
        wrong = f"{effect.by} is not a change between -{room} and {room} {change.unit}"
        raise ScenarioError([f"add {path!r}: {wrong}"])
    return effect.by * change.factor


def _runs(change: Change) -> str:
    return f"from {change.low} to {change.high} {change.unit}"


def _hint(name: str, known: dict[str, int]) -> str:
    near = nearest(name, known)
    return f"; did you mean {near}?" if near else ""
