"""Orders as lines of text, both ways: `saa_25_a attack saraqib then nayrab priority 2` (docs/orders.md).

Every text that `text_of` writes is read back by `parse` as the same order. Case does not matter; places,
posts and sectors may be named by id or by name. The one exception of form: a MOVE of one step is written
without `via`, and read as the direct road if there is one, else as the shortest way over friendly ground.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, cast

from pydantic import TypeAdapter, ValidationError

from wargame.errors import UnknownName, UsageError
from wargame.model.cleaning import one_line
from wargame.model.orders import (
    AirMissionTask,
    AirTasks,
    Attack,
    ClearRoad,
    DroneStrike,
    Fires,
    Jam,
    MilitaryPolice,
    Move,
    Order,
    PostOrder,
    ProxyTask,
    Recon,
    SendConvoy,
    SetAirspace,
    SetPosture,
    SetRoe,
    SetSiege,
    SupplyPriority,
)
from wargame.play import notation_politics
from wargame.play.line_words import Words, number, plain
from wargame.play.ways import march_path
from wargame.rules.attacks import LEAST_COLUMN, STOP_LOSS
from wargame.rules.codes import (
    Access,
    AirUser,
    Asset,
    Branch,
    ConvoyKind,
    DroneAim,
    FireMode,
    Intensity,
    PostAct,
    Posture,
    Rule,
    Siege,
    StrikeRules,
    Task,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wargame.model.orders import TeamId
    from wargame.play.layout import Layout
    from wargame.rules.tables import Board

LONGEST_LINE = 2000
"""Characters of a line that `parse` looks at."""

NOTE = re.compile(r'\s+note\s+("(?:[^"\\]|\\.)*")\s*\Z', re.IGNORECASE | re.DOTALL)
PRIORITY = re.compile(r"\s+priority\s+(\S+)\s*\Z", re.IGNORECASE)

KINDS = (
    "fires", "recon", "convoy", "supply_priority", "proxy_task", "roe", "post", "drone_strike", "jam",
    "air_task", "airspace", "military_police", "siege", "clear_road", *notation_politics.HEADS,
)  # fmt: skip
"""First words of orders that are not given to one formation."""

FIRE_DAYS = 3
"""Days of a FIRES that names none, and the most there are (RB 6.3 order 4)."""

BREACHING = ("attack", "fires", "drone_strike", "air_task", "airspace", "siege")
"""Kinds that `breach` lets act against an agreement in force (RB 19.5)."""

VERBS = ("move", "posture", "attack")
POSTURES = tuple(p.name.lower() for p in Posture if p <= Posture.FORTIFY)
TARGETS_OF_MISSIONS = {
    "cas": "place", "strike": "place", "interdict": "road", "cap": "sector", "suppress": "sector",
}  # fmt: skip
"""What each mission of an air_task is flown against."""

ORDERS: TypeAdapter[Order] = TypeAdapter(Order)


# ---- order to text ----------------------------------------------------------------------------------------


def text_of(order: Order) -> str:
    """The line of an order; `parse` reads it back as an equal order."""
    tail = " breach" if getattr(order, "breach", False) else ""
    tail += "" if order.priority == 5 else f" priority {order.priority}"
    if order.note:
        tail += f" note {json.dumps(order.note, ensure_ascii=False)}"
    return _head(order) + tail


def _head(order: Order) -> str:
    match order:
        case Move():
            *via, goal = order.path
            if order.by_m5:
                return f"{order.formation} move {goal} by_m5"
            push = "" if order.halt_on_contact else " push"
            return f"{order.formation} move {goal}{_list(' via', via)}{push}"
        case SetPosture():
            return f"{order.formation} posture {order.posture}"
        case Attack():
            how = "" if order.intensity == "normal" else f" {order.intensity}"
            how += "" if order.min_column == LEAST_COLUMN else f" column {order.min_column}"
            how += "" if order.stop_loss == STOP_LOSS else f" stop_loss {order.stop_loss}"
            return f"{' '.join(order.formations)} attack {' then '.join(order.targets)}{how}"
        case Fires():
            days = "" if order.days == FIRE_DAYS else f" days {order.days}"
            return f"fires {order.formation or order.post} {order.mode} {order.target}{days}"
        case Recon():
            return f"recon {order.asset} {order.sector or order.place}"
        case SetRoe():
            return f"roe {order.branch} {order.rule}"
        case DroneStrike():
            forced = " forced" if order.forced else ""
            return f"drone_strike {order.sector or order.place} {order.aim} {order.sorties}{forced}"
        case Jam():
            return f"jam {order.sector} {order.days}"
        case SendConvoy():
            size = f" {order.size}" if order.size else ""
            escort = f" escort {order.escort}" if order.escort else ""
            announced = "" if order.announce else " unannounced"
            to = order.post or order.place
            return f"convoy {order.kind} {to}{size}{_list(' via', order.route)}{escort}{announced}"
        case SupplyPriority():
            return f"supply_priority {' '.join(order.formations)}"
        case ProxyTask():
            where = f" {order.place}" if order.place else ""
            where += f" {order.road}" if order.road else ""
            offer = f" with {order.inducement}" if order.inducement else ""
            return f"proxy_task {order.proxy} {order.task}{where}{offer}"
        case PostOrder():
            where = f" at {order.place}" if order.place else ""
            size = f" size {order.size}" if order.size else ""
            return f"post {order.act} {order.post}{where}{size}"
        case AirTasks():
            return f"air_task {', '.join(_air_text(task) for task in order.tasks)}"
        case SetAirspace():
            return f"airspace {order.sector} {order.user} {order.access}"
        case MilitaryPolice():
            if order.task == "escort":
                return f"military_police escort {order.post}"
            return f"military_police interpose {order.formation} at {order.place or order.road}"
        case ClearRoad():
            return f"clear_road {' '.join(order.roads)}"
        case SetSiege():
            return f"siege {order.post} {order.level}"
        case _:
            return notation_politics.head(order)


def _list(word: str, names: Iterable[str]) -> str:
    joined = " ".join(names)
    return f"{word} {joined}" if joined else ""


def _air_text(task: AirMissionTask) -> str:
    rules = "" if task.rules == "military" else f" {task.rules}"
    return f"{task.mission} {task.target} {task.sorties}{rules}"


# ---- text to order ----------------------------------------------------------------------------------------


def parse(layout: Layout, team: TeamId, text: str, board: Board | None = None) -> Order:
    """The order that a line gives. `board` says where formations stand, for a MOVE without `via`; or None.

    Says nothing about legality (`menu.Menu.why_not` does). Raises UnknownName for a word or id that does
    not exist, with the nearest right one, and UsageError when a word is missing, out of range or too many.
    """
    text = one_line(text).strip()
    if len(text) > LONGEST_LINE:
        raise UsageError(f"the line is longer than {LONGEST_LINE} characters")
    note, priority = "", 5
    if found := NOTE.search(text):
        note, text = _note(found[1]), text[: found.start()]
    if found := PRIORITY.search(text):
        priority, text = number(found[1], "priority", 1, 9), text[: found.start()]
    words = Words(layout, text)
    values = _read(words, layout, board or layout.start)
    if words.skip("breach"):
        if values["type"] not in BREACHING:
            raise UsageError(f"breach stands behind {', '.join(BREACHING)} only")
        values["breach"] = True
    words.end()
    try:
        return ORDERS.validate_python(values | {"priority": priority, "note": note})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:])
        raise UsageError(f"{where}: {first['msg'].lower()}") from error


def complete(layout: Layout, board: Board, team: TeamId, text: str) -> list[str]:
    """The words that complete the last word of a line or may follow it, from the menu of legal orders."""
    from wargame.play.completion import next_words

    return next_words(layout, board, team, text)


def _note(quoted: str) -> str:
    try:
        return cast("str", json.loads(quoted))
    except json.JSONDecodeError as error:
        raise UsageError('a note stands in double quotes: note "hold the pass"') from error


def _read(words: Words, layout: Layout, board: Board) -> dict[str, object]:
    """The fields of the order that the words give."""
    kind = _kind(words, layout)
    if kind in notation_politics.HEADS:
        return notation_politics.read(words, notation_politics.HEADS[kind])
    match kind:
        case "fires":
            return {"type": kind} | _fires(words)
        case "convoy":
            return {"type": kind} | _convoy(words)
        case "supply_priority":
            return {"type": kind, "formations": tuple(words.ids("formation", ()))}
        case "proxy_task":
            return {"type": kind} | _proxy_task(words)
        case "post":
            return {"type": kind} | _post(words)
        case "air_task":
            return {"type": kind, "tasks": _air_tasks(words)}
        case "recon":
            return {"type": kind, "asset": words.code("asset", Asset)} | _spot(words, layout)
        case "roe":
            branch = words.code("branch", Branch)
            return {"type": kind, "branch": branch, "rule": words.code("rule", Rule)}
        case "drone_strike":
            return {"type": kind} | _drone_strike(words, layout)
        case "jam":
            sector = words.id("sector")
            return {"type": kind, "sector": sector, "days": words.number("days", 1, 3)}
        case "airspace":
            sector = words.id("sector")
            user = words.code("user", AirUser)
            return {"type": kind, "sector": sector, "user": user, "access": words.code("access", Access)}
        case "military_police":
            return {"type": kind} | _military_police(words)
        case "clear_road":
            return {"type": kind, "roads": tuple(words.ids("road", ()))}
        case "siege":
            return {"type": kind, "post": words.id("post"), "level": words.code("level", Siege, Siege.NONE)}
        case _:
            return _formation_order(words, layout, board)


def _kind(words: Words, layout: Layout) -> str:
    """The kind whose word begins the line, empty if it begins with a formation. Takes the word."""
    first = words.peek()
    if not first:
        raise UsageError("an empty line is no order; try `saa_25_a attack saraqib`")
    second = words.words[1].lower() if len(words.words) > 1 else ""
    if f"{first}_{second}" in KINDS:
        words.at = 2
        return f"{first}_{second}"
    if first in KINDS:
        words.at = 1
        return first
    if plain(first) not in layout.names.formation:
        raise UnknownName("order or formation", first, (*KINDS, *layout.names.formations))
    return ""


def _formation_order(words: Words, layout: Layout, board: Board) -> dict[str, object]:
    stops = (*VERBS, *POSTURES)
    formations: list[str] = []
    while words.peek() and words.peek() not in stops:
        if words.skip(","):
            continue
        if formations and plain(words.peek()) not in layout.names.formation:
            raise UnknownName("order or formation", words.peek(), (*stops, *layout.names.formations))
        formations.append(words.id("formation"))
    verb = words.choice("order", stops)
    if verb == "attack":
        targets = [words.id("place")]
        while words.skip("then"):
            targets.append(words.id("place"))
        values = {"type": "attack", "formations": tuple(formations), "targets": tuple(targets)}
        return values | _press(words)
    if len(formations) > 1:
        raise UsageError(f"{verb} is given to one formation at a time")
    if verb == "move":
        return {"type": "move", "formation": formations[0]} | _move(words, layout, board, formations[0])
    posture = words.choice("posture", POSTURES) if verb == "posture" else verb
    return {"type": "posture", "formation": formations[0], "posture": posture}


def _press(words: Words) -> dict[str, object]:
    """How an attack is pressed: intensity, least column, stop-loss, in any order."""
    values: dict[str, object] = {}
    levels = [level.name.lower() for level in Intensity]
    while word := words.peek().replace("-", "_"):
        if word in levels:
            values["intensity"] = words.choice("intensity", levels)
        elif words.skip("column"):
            values["min_column"] = words.number("column", -400, 800)
        elif words.skip("stop_loss"):
            values["stop_loss"] = words.number("stop_loss", 0, 5000)
        else:
            break
    return values


def _move(words: Words, layout: Layout, board: Board, formation: str) -> dict[str, object]:
    goal = words.id("place")
    if words.skip("by_m5"):
        return {"path": (goal,), "by_m5": True}
    via = words.ids("place", ("push",)) if words.skip("via") else []
    push = words.skip("push")
    path = (*via, goal)
    if not via:
        names = layout.names
        rows = march_path(layout.world, board, names.formation[formation], names.place[goal])
        path = tuple(names.places[row] for row in rows) or path
        if len(path) > 8:
            raise UsageError(
                f"the way to {goal} has {len(path)} places, at most 8 fit an order; move in two parts"
            )
    return {"path": path, "halt_on_contact": not push}


def _fires(words: Words) -> dict[str, object]:
    guns = "post" if words.peek() in words.layout.names.post else "formation"
    values: dict[str, object] = {guns: words.id(guns)}
    values["mode"] = words.code("mode", FireMode, FireMode.NONE)
    values["target"] = words.id("place")
    if words.skip("days"):
        values["days"] = words.number("days", 1, FIRE_DAYS)
    return values


def _military_police(words: Words) -> dict[str, object]:
    task = words.choice("task", ("escort", "interpose"))
    if task == "escort":
        return {"task": task, "post": words.id("post")}
    formation = words.id("formation")
    words.skip("at")
    spot = "road" if words.peek() in words.layout.names.road else "place"
    return {"task": task, "formation": formation, spot: words.id(spot)}


def _convoy(words: Words) -> dict[str, object]:
    kind = words.code("kind", ConvoyKind)
    goal = "place" if kind == "aid" else "post"
    values: dict[str, object] = {"kind": kind, goal: words.id(goal)}
    if words.peek().isdigit():
        values["size"] = words.number("size", 0, 1000)
    stops = ("escort", "announced", "unannounced")
    if words.skip("via"):
        values["route"] = tuple(words.ids("place", stops))
    if words.skip("escort"):
        values["escort"] = words.id("formation")
    if words.skip("unannounced"):
        values["announce"] = False
    else:
        words.skip("announced")
    return values


def _proxy_task(words: Words) -> dict[str, object]:
    values: dict[str, object] = {"proxy": words.id("proxy")}
    values["task"] = words.code("task", Task, Task.NONE)
    if words.peek() and words.peek() != "with":
        values |= (
            {"road": words.id("road")} if values["task"] == "open_road" else {"place": words.id("place")}
        )
    if words.skip("with"):
        values["inducement"] = words.number("inducement", 0, 3)
    return values


def _post(words: Words) -> dict[str, object]:
    values: dict[str, object] = {"act": words.code("act", PostAct), "post": words.id("post")}
    if words.skip("at"):
        values["place"] = words.id("place")
    if words.skip("size"):
        values["size"] = words.number("size", 0, 900)
    return values


def _spot(words: Words, layout: Layout) -> dict[str, object]:
    """A sector or a place."""
    spot = words.id("spot")
    return {"sector": spot} if spot in layout.names.sector else {"place": spot}


def _drone_strike(words: Words, layout: Layout) -> dict[str, object]:
    values = _spot(words, layout) | {"aim": words.code("aim", DroneAim)}
    values["sorties"] = words.number("sorties", 1, 9)
    return values | {"forced": words.skip("forced")}


def _air_tasks(words: Words) -> tuple[AirMissionTask, ...]:
    tasks: list[AirMissionTask] = []
    while True:
        mission = words.choice("mission", TARGETS_OF_MISSIONS)
        target = words.id(TARGETS_OF_MISSIONS[mission])
        sorties = words.number("sorties", 1, 60)
        rules = words.code("rules", StrikeRules) if words.peek() not in ("", ",", "breach") else "military"
        values = {"mission": mission, "target": target, "sorties": sorties, "rules": rules}
        tasks.append(AirMissionTask.model_validate(values))
        if not words.skip(","):
            return tuple(tasks)
