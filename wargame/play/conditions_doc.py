"""docs/conditions.md, made from the tables the code uses, so that page and program cannot differ."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from wargame.model.conditions import DEPTH, GRAMMAR, LEAF_LENGTH, LEAVES
from wargame.play.effects import EFFECTS, Change
from wargame.play.fact_fields import LATER_EVENTS, all_fields
from wargame.play.names import Names, rows_of
from wargame.play.reading_table import READINGS, Spec, words_of
from wargame.rules.codes import AirUser, Faction, Side, Team
from wargame.rules.score import LINE_NAMES
from wargame.rules.tables import WINDOW

if TYPE_CHECKING:
    from wargame.play.fact_fields import FactField

HEAD = f"""\
# Conditions

One small language says when an inject fires (`when`) and its expected action is met (`met`), when a term
of an agreement is broken (`[[term_condition]]`), what share of a war aim is reached (`[[war_aim]]`, RB 21.1),
and on which day a target of a back-test came true (docs/backtest.md). The engine evaluates it day by day.
`wargame check --runs 200` plays a scenario with bots and names every condition that no run makes true.
A condition is a text in the scenario file, or a table of conditions:

```toml
when = "post.op_9.stock <= 5"
when = {{ all = ["post.op_9.state = besieged for 2 days", "post.op_9.stock <= 5"] }}
when = "count(post.*.state = besieged) >= 4"
when = "happened(captured, place = saraqib, to = government) within 1 turn"
when = {{ none = ["ordered(ankara, convoy, to = op_9) since turn 3"] }}
```

## Syntax

```
{GRAMMAR}```

* Values are in the units of the screen. They are compared exactly: `post.op_9.stock <= 5` is false at
  5.2 days.
* `all` is true when every part is, `any` when one is, `none` when no part is. Tables nest {DEPTH} deep;
  a condition has at most {LEAVES} leaves, a leaf {LEAF_LENGTH} characters.
* `in [a, b]` is true for any of the values.
* `count(path op value) op n` counts the rows that `*` stands for; `count(happened(...)) op n` counts
  facts.
* `for n days` goes with states: true at the close of each of the last n days. `within` and `since` go
  with facts; a bare fact means since the start. `within` reaches back {WINDOW} days at most.
* `ordered` counts orders that were sealed and not refused.
* Conditions are asked at the close of each day, and once more when a turn opens; then `day`, `date` and
  `turn` are those of the turn that opens. All are asked before any inject goes out, so that none sets
  off another in the same pass.
* Unknown names, wrong types and values out of range are errors of the scenario, with the leaf, the
  column and the nearest valid name.
"""


def conditions_markdown() -> str:
    """The whole page."""
    events, orders = all_fields(EMPTY)
    parts = [
        HEAD,
        "\n## Readings\n\n| path | is | value |\n|---|---|---|\n",
        *(f"| `{spec.pattern}` | {spec.says} | {_values(spec)} |\n" for spec in READINGS),
        "\n", *_slots(), "\n",
        "Not available yet: `known.<team>.` before any path.\n",
        "\n## Events for `happened`\n\n| event | fields |\n|---|---|\n",
        *(f"| `{kind}` | {_fields(fields)} |\n" for kind, fields in events.items()),
        f"\nNot available yet: {_listed(LATER_EVENTS)}.\n",
        "\n## Orders for `ordered`\n\n| order | fields |\n|---|---|\n",
        *(f"| `{kind}` | {_fields(fields)} |\n" for kind, fields in orders.items()),
        "\nWhere an order lists several formations, targets or tasks, any of them may be the one meant.\n",
        "\n## Effects of injects\n\n",
        "An effect is `{ set = path, to = value }`, `{ add = path, by = number }`, or\n",
        "`{ losses = \"formation.<formation>\", killed = n, wounded = n }`, or `post.<post>`, or\n",
        "`place.<place>`: the strongest Turkish troops there, nobody if none stand there. Turkish dead\n",
        "move tension and morale by RB 14.6. A place in which troops of the losing side stand stays\n",
        "as it is.\n\n",
        "| path | changes | value | set or add |\n|---|---|---|---|\n",
        *(f"| `{c.pattern}` | {c.says} | {_range(c)} | {_verbs(c)} |\n" for c in EFFECTS),
    ]  # fmt: skip
    return "".join(parts)


_NONE: tuple[str, ...] = ()
EMPTY = Names(
    _NONE, _NONE, _NONE, tuple(words_of(AirUser)), _NONE, _NONE, tuple(words_of(Faction)), _NONE, _NONE,
    _NONE, _NONE, {}, {}, {}, rows_of(words_of(AirUser)), {}, {}, rows_of(words_of(Faction)), {}, {}, {}, {},
    date(2020, 1, 27), 3, 13,
)  # fmt: skip
"""No scenario: the page names the kinds of ids, not the ids."""


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _values(spec: Spec) -> str:
    match spec.words:
        case "yes or no":
            return "`true` or `false`"
        case "place":
            return "a place"
        case "date":
            return "a date"
        case "day" | "turn":
            return "a number"
        case "":
            return f"{spec.low} to {spec.high}" + ("" if spec.unit == spec.pattern else f" {spec.unit}")
        case _:
            return _listed(tuple(words_of(spec.words)))


def _range(change: Change) -> str:
    if change.words == "yes or no":
        return "`true` or `false`"
    if isinstance(change.words, type):
        return _listed(tuple(words_of(change.words)))
    return f"{change.low} to {change.high}" + ("" if change.unit == change.pattern else f" {change.unit}")


def _verbs(change: Change) -> str:
    return "set" if change.words else "set, add"


def _fields(fields: dict[str, FactField]) -> str:
    words = []
    for name, field in fields.items():
        if field.words is None:
            words.append(f"`{name}` number")
        elif field.words and set(field.words) == {"false", "true"}:
            words.append(f"`{name}` true or false")
        else:
            words.append(f"`{name}`")
    return ", ".join(words) or "none"


def _slots() -> list[str]:
    """What the names in `<>` are."""
    lines = [
        f"`<team>` {_listed(tuple(words_of(Team)))} · `<side>` {_listed(tuple(words_of(Side)))} · ",
        f"`<faction>` {_listed(tuple(words_of(Faction)))} · `<party>` a side or a faction · ",
        f"`<user>` {_listed(tuple(words_of(AirUser)))} · `<route>` `m4`, `m5` · ",
        "all others: ids of the scenario.\n",
        "\n`<line>`:",
    ]
    for team, names in zip(words_of(Team), LINE_NAMES, strict=True):
        lines.append(f" {team} {_listed(names)}{'.' if team == 'damascus' else ';'}")
    return [*lines, "\n"]
