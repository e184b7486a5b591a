"""Reason rows as lines of an explanation, and to which event each belongs (RB 22.4, 22.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.model.events import Reason
from wargame.play.reasons_politics import (
    CAUSES_OF_POLITICS,
    NAMED,
    OF_POLITICS,
    RULES_OF_POLITICS,
    political_reason,
)
from wargame.play.words import As, ident, road_words, shown
from wargame.rules.codes import (
    AirMission,
    Attribution,
    Cause,
    EventKind,
    Field,
    Line,
    Outcome,
    ReasonKind,
    Step,
)
from wargame.rules.tables import NOBODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.play.layout import Layout

LINES: dict[Line, tuple[str, str]] = {
    Line.ODDS: ("odds of strength", "12.2"),
    Line.ATTACKER_QUALITY: ("quality of the attackers", "12.4"),
    Line.DEFENDER_QUALITY: ("quality of the defenders", "12.4"),
    Line.TERRAIN: ("terrain", "12.4"),
    Line.WORKS: ("local works", "12.4"),
    Line.POSTURE: ("posture of the defenders", "12.4"),
    Line.CLOSE_SUPPORT: ("close support for the attackers", "10.6"),
    Line.DEFENDER_SUPPORT: ("close support for the defenders", "10.6"),
    Line.PREPARATION: ("artillery preparation", "11.2"),
    Line.TURKISH_GUNS: ("Turkish guns", "11.3"),
    Line.AXES: ("converging axes", "12.4"),
    Line.ATTACKER_COHESION: ("cohesion of the attackers", "12.4"),
    Line.DEFENDER_COHESION: ("cohesion of the defenders", "12.4"),
    Line.ATTACKER_SUPPLY: ("supply of the attackers", "12.4"),
    Line.DEFENDER_SUPPLY: ("supply of the defenders", "12.4"),
    Line.OVERLOAD: ("overloaded supply road of the attackers", "12.4"),
    Line.SURPRISE: ("surprise", "12.4"),
    Line.PATRONS_BRAKE: ("Damascus holds back, as Moscow asked", "17.7"),
    Line.NO_HEAVY_ARMS: ("no aircraft, guns or drones in bad weather", "12.4"),
    Line.RULING: ("ruling of the white cell", "12.4"),
    Line.GARRISON_WORKS: ("works of the garrison", "13.8"),
    Line.GARRISON_QUALITY: ("quality of the garrison", "13.8"),
}
"""Words and paragraph of each line of the column."""

LINES_OF_SIDE = (
    (Line.ATTACKER_COHESION, Line.ATTACKER_SUPPLY, Line.OVERLOAD),
    (Line.DEFENDER_COHESION, Line.DEFENDER_SUPPLY),
)
"""Lines that tell what only the attacker, and what only the defender knows of itself."""

CAUSES: dict[Cause, tuple[str, str]] = {
    Cause.DECAY: ("time passes", "20.1"),
    Cause.TROOPS_HIT: ("troops were hit", "14.6"),
    Cause.POST_BESIEGED: ("besieged posts", "13.10"),
    Cause.DISPLACED: ("people displaced", "20.2"),
    Cause.OWN_DEAD: ("own dead", "20.2"),
    Cause.UNAVENGED_DEAD: ("dead not answered", "20.2"),
    Cause.PLACE_TAKEN: ("places taken", "20.3"),
    Cause.PLACE_LOST: ("places lost", "20.3"),
    Cause.ARMY_LOSSES: ("losses of the army", "20.3"),
    Cause.STRIKES: ("unrestricted strikes", "20.4"),
    Cause.HOSTING: ("people hosted", "20.2"),
    Cause.HARASSMENT: ("a post is harassed", "13.8"),
    Cause.POST_OVERRUN: ("a post was overrun", "13.9"),
    Cause.EVACUATION: ("a post was given up", "13.7"),
    Cause.EXPOSURE: ("people without shelter", "15.8"),
    Cause.INJECT: ("an inject", "3.3"),
    Cause.QUIET_DAY: ("a quiet day", "20.4"),
    Cause.RECOVERY: ("recovery", "20.3"),
    Cause.CLOSED_BORDER: ("the border is closed", "15.8"),
    Cause.FREE_FIRE: ("guns fire of their own motion", "11.7"),
    Cause.FORCED_ENTRY: ("drones forced into a closed sky", "10.2"),
    **CAUSES_OF_POLITICS,
}

MISSIONS = {AirMission.NONE: "chance of bad weather", AirMission.CAS: "bad weather, close support"}
TRACKS = {
    ReasonKind.DOMESTIC: Field.TEAM_DOMESTIC,
    ReasonKind.STANDING: Field.TEAM_STANDING,
    ReasonKind.TENSION: Field.TENSION,
    ReasonKind.TRUST: Field.TRUST,
    ReasonKind.TIES: Field.TIES,
    ReasonKind.EU: Field.EU,
    ReasonKind.CONTROL: Field.FACTION_CONTROL,
}
OF_ONE = (Field.TEAM_DOMESTIC, Field.TEAM_STANDING, Field.FACTION_CONTROL)
"""Tracks of which each team, or each faction, has its own."""

BATTLE = (
    ReasonKind.COLUMN_LINE,
    ReasonKind.BAND,
    ReasonKind.SWING,
    ReasonKind.FRONTAGE,
    ReasonKind.LOSS_RATE,
)
"""Reasons of a battle: they belong to the attacks on their place on that day."""

BELONGS: dict[ReasonKind, tuple[EventKind, ...]] = {
    ReasonKind.SUPPLY_PATH: (EventKind.SUPPLY_CHANGED,),
    ReasonKind.OVERLOAD: (EventKind.SUPPLY_CHANGED,),
    ReasonKind.NO_PATH: (EventKind.SUPPLY_CHANGED,),
    ReasonKind.ENCIRCLEMENT_P: (EventKind.WITHDREW,),
    ReasonKind.LEAVERS: (EventKind.DISPLACED,),
    ReasonKind.ROUTE_SHARE: (EventKind.DISPLACED,),
    ReasonKind.CONVOY_ODDS: (EventKind.CONVOY_ARRIVED, EventKind.CONVOY_TURNED, EventKind.CONVOY_BLOCKED),
    ReasonKind.INCIDENT_P: (EventKind.TROOPS_HIT,),
    ReasonKind.EVACUATION_P: (EventKind.POST_EVACUATED,),
}
"""Reasons without a cause belong to events of these kinds on their day with the same first field."""

Key = tuple[int, int, int, int]
"""Day, kind of the event, its first field, its second one where that matters (else -1)."""


def reasons_of(
    layout: Layout, facts: Sequence[Sequence[int]], reasons: Sequence[Sequence[int]]
) -> dict[int, list[Sequence[int]]]:
    """For each number of an event the rows of its reasons, in the order in which they were written."""
    index: dict[Key, list[int]] = {}
    for number, row in enumerate(facts):
        for key in _keys_of_event(row):
            index.setdefault(key, []).append(number)
    found: dict[int, list[Sequence[int]]] = {}
    convoy = -1
    for row in reasons:
        if row[2] == ReasonKind.CONVOY_ODDS:
            convoy = row[3]
        direct = [row[7]] if row[7] >= 0 else _numbers(index, row, convoy)
        further = [n for key in _follows(row) for n in index.get(key, [])]
        for number in (*direct, *further):
            found.setdefault(number, []).append(row)
    return found


def _follows(row: Sequence[int]) -> tuple[Key, ...]:
    """Further events that a reason of a battle explains: losses, the bar, the capture."""
    day, _, kind, a, b, *_ = row
    match kind:
        case ReasonKind.LOSS_RATE:
            return ((day, EventKind.BATTLE_LOSS, a, b),)
        case ReasonKind.SWING:
            return ((day, EventKind.BAR_MOVED, a, -1), (day, EventKind.CAPTURED, a, -1))
        case ReasonKind.BAND:
            return ((day, EventKind.CAPTURED, a, -1),)
        case _:
            return ()


def _keys_of_event(row: Sequence[int]) -> tuple[Key, ...]:
    day, _, kind, a, b, _, d, _ = row
    match kind:
        case EventKind.TRACK:
            return ((day, kind, a, d if a in OF_ONE else -1),)
        case EventKind.AIRCRAFT_LOST | EventKind.FLOWN | EventKind.SCORE | EventKind.BATTLE_LOSS:
            return ((day, kind, a, b),)
        case _:
            return ((day, kind, a, -1),)


def _numbers(index: dict[Key, list[int]], row: Sequence[int], convoy: int) -> list[int]:
    """The events that a reason without a cause explains."""
    day, step, code, a, b, *_ = row
    kind = ReasonKind(code)
    if kind in BATTLE:
        if step == Step.MOVEMENT:
            return [n for e in BELONGS[ReasonKind.CONVOY_ODDS] for n in index.get((day, e, convoy, -1), [])]
        return index.get((day, EventKind.ATTACK, a, -1), [])
    if kind in TRACKS:
        whose = a if TRACKS[kind] in OF_ONE else -1
        return index.get((day, EventKind.TRACK, TRACKS[kind], whose), [])
    if kind is ReasonKind.LOSS_P:
        lost = index.get((day, EventKind.AIRCRAFT_LOST, a, b), [])
        return index.get((day, EventKind.FLOWN, a, b), []) + lost
    if kind is ReasonKind.SCORE_SHARE:
        return index.get((day, EventKind.SCORE, a, b), [])
    return [n for e in BELONGS.get(kind, ()) for n in index.get((day, e, a, -1), [])]


RULES: dict[EventKind, tuple[str, str, int, str]] = {
    EventKind.TURN_OPENED: ("the tie order is drawn", "7.12", 0, "turn"),
    EventKind.ORDER_REFUSED: ("a precondition or the means are missing", "6.3", 1, "order"),
    EventKind.ORDER_CHANGED: ("reality differs from the order", "7.2", 1, "order"),
    EventKind.AIRSPACE_SET: ("order of Moscow", "6.3", NOBODY, ""),
    EventKind.ARRIVED: ("arrival of the scenario", "17.9", 2, "mbn"),
    EventKind.INJECTED: ("effect of the inject", "3.3", 3, "now"),
    EventKind.ROAD_CLEARED: ("quiet days with both ends friendly", "9.7", NOBODY, ""),
    EventKind.ROAD_LOST: ("an end of the road is lost", "9.7", NOBODY, ""),
    EventKind.SIGHTED: ("what stands near, looks there, and hides it", "8.1", 3, "level"),
    EventKind.LOST_SIGHT: ("nothing near enough looks there", "8.1", NOBODY, ""),
    EventKind.PLACE_STRUCK: ("air tasks of the turn", "10.7", 2, "sorties"),
    EventKind.ROAD_CUT: ("interdiction from the air", "9.9", 1, "bp"),
    EventKind.AD_HIT: ("sorties against air defence", "10.8", 2, "csy"),
    EventKind.FIRED: ("order to fire", "11.2", 3, "mbn"),
    EventKind.RETALIATED: ("answer to an incident", "11.6", 2, "mbn"),
    EventKind.POST_HIT: ("fire at outside troops", "14.3", 1, "dead"),
    EventKind.DRONE_HIT: ("drones: sorties, draw, what is known of the target", "10.9", 1, "mbn"),
    EventKind.JAMMED: ("order of Ankara", "6.3", 1, "days"),
    EventKind.FORCED_ENTRY: ("drones forced into a closed sky", "10.2", 1, "sorties"),
    EventKind.ROE_SET: ("order of the team", "6.8", NOBODY, ""),
    EventKind.MOVED: ("march along the ordered path, or withdrawal", "9.2", NOBODY, ""),
    EventKind.HALTED: ("the march cannot go on", "9.2", NOBODY, ""),
    EventKind.CONVOY_ARRIVED: ("the way was open", "13.4", 2, "cd"),
    EventKind.CONVOY_TURNED: ("the post cannot be supplied", "13.5", 2, "cd"),
    EventKind.CONVOY_BLOCKED: ("no road leads on", "13.5", 2, "cd"),
    EventKind.MEETING: ("columns of both sides on one road", "7.3", 3, "cs"),
    EventKind.STANDOFF: ("outside troops in the place below rung 5", "12.3", NOBODY, ""),
    EventKind.WITHDREW: ("ordered, or cohesion too low to stay", "7.5", 2, "mbn"),
    EventKind.ATTACK: ("nobody defends the place", "12.3", 2, "cs"),
    EventKind.CAPTURED: ("the bar is full, or nobody defends the place", "12.11", NOBODY, ""),
    EventKind.RETREATED: ("the place fell", "7.10", 3, "mbn"),
    EventKind.EXPLOITED: ("after a breakthrough the way is empty", "12.12", NOBODY, ""),
    EventKind.POST_ESTABLISHED: ("order of Ankara, men from the reserve", "13.3", 2, "mbn"),
    EventKind.POST_BESIEGED: ("ring lost, or no friendly way to Turkey", "13.1", NOBODY, ""),
    EventKind.POST_RELIEVED: ("ring and way are free again", "13.1", NOBODY, ""),
    EventKind.POST_EVACUATED: ("order of Ankara", "13.7", NOBODY, ""),
    EventKind.POST_OVERRUN: ("the garrison is broken", "13.9", NOBODY, ""),
    EventKind.SIEGE_SET: ("order of Damascus", "13.8", NOBODY, ""),
    EventKind.GARRISON_ASKS_TO_LEAVE: ("morale below 20", "13.3", NOBODY, ""),
    EventKind.EXPOSURE: ("no shelter is free", "15.6", 1, "h"),
    EventKind.CROSSED: ("part of those who reach a crossing", "15.8", 0, "h"),
    EventKind.STARVED: ("cut off with no stock left", "9.6", 1, "mbn"),
    EventKind.REPLACED: ("in full supply and not in battle", "17.8", 1, "mbn"),
    EventKind.AID_ARRIVED: ("people are without shelter there", "13.12", 2, "h"),
    EventKind.AID_STOPPED: ("its way leads over lost ground", "13.12", NOBODY, ""),
    EventKind.BASE_RAIDED: ("the base of Russian aircraft", "14.9", NOBODY, ""),
    EventKind.TROOPS_HIT: ("fire at outside troops", "14.3", 2, "dead"),
    EventKind.INCOME: ("income of the turn", "20.5", 2, "ct"),
    EventKind.SESSION_ENDED: ("end of the game", "21.7", NOBODY, ""),
    EventKind.TRACK: ("books of the day", "20", 2, "now"),
    EventKind.TASK_OBEYED: ("obedience is tested", "17.2", NOBODY, ""),
    EventKind.TASK_IGNORED: ("obedience is tested", "17.2", NOBODY, ""),
    EventKind.WEATHER: ("the weather is drawn", "10.5", NOBODY, ""),
    EventKind.SUPPLY_CHANGED: ("it stands at a source, or a way is free again", "9.5", 3, "ed"),
    EventKind.FLOWN: ("air tasks of the turn", "10.1", 2, "sorties"),
    EventKind.AIRCRAFT_LOST: ("risk of every sortie", "10.4", 2, "airframes"),
    EventKind.BATTLE_LOSS: ("losses of the battle", "12.6", 2, "mbn"),
    EventKind.BAR_MOVED: ("progress of the day", "12.6", 3, "ct"),
    EventKind.DISPLACED: ("fighting or strikes near homes", "15.4", 3, "h"),
    EventKind.SCORE: ("share of the line times its weight", "21.1", 2, "ct"),
    EventKind.RULING: ("ruling of the white cell", "7.14", 2, "now"),
    **RULES_OF_POLITICS,
}
"""What brings about an event without reason rows: words, paragraph, the field with the amount, its unit."""


def rule_of(kind: EventKind, values: Sequence[int]) -> tuple[Reason, ...]:
    """The rule behind an event without reason rows, as its one reason."""
    label, paragraph, field, unit = RULES[kind]
    amount = 0 if field == NOBODY else values[field]
    return (Reason(kind="rule", label=label, amount=amount, unit=unit, paragraph=paragraph),)


def reason(layout: Layout, row: Sequence[int]) -> Reason:
    """One reason row as a line: what, how much, and the paragraph."""
    _, _, code, _, b, c, d, _ = row
    kind = ReasonKind(code)
    word = kind.name.lower()
    match kind:
        case ReasonKind.COLUMN_LINE:
            label, paragraph = LINES.get(Line(b), (Line(b).name.lower(), "12.4"))
            return Reason(kind=word, label=label, amount=c, unit="cs", paragraph=paragraph, code=b)
        case ReasonKind.BAND:
            detail = f"repulse below {c}, stall below {d}"
            return Reason(kind=word, label="draw", amount=b, unit="bp", paragraph="12.6", detail=detail)
        case ReasonKind.SWING:
            text = f"progress of the day, swing drawn {b}, {Outcome(d).name.lower()}"
            return Reason(kind=word, label=text, amount=c, unit="ct", paragraph="12.6")
        case ReasonKind.LOSS_RATE:
            label = f"losses of {shown(layout, As.SIDE, b)}"
            return Reason(kind=word, label=label, amount=c, unit="bp", paragraph="12.6")
        case ReasonKind.FRONTAGE:
            label = f"{shown(layout, As.SIDE, b)} in the line"
            return Reason(
                kind=word, label=label, amount=d, unit="mbn", paragraph="12.2", detail=f"of {c} mbn there"
            )
        case ReasonKind.COLUMN_LEAST:
            where = shown(layout, As.PLACE, d)
            return Reason(
                kind=word, label=f"column at {where}", amount=b, unit="cs", paragraph="6.3",
                detail=f"at least {c} cs ordered",
            )  # fmt: skip
        case ReasonKind.STOP_LOSS:
            detail = f"of {c} mbn, at most {d} bp ordered"
            return Reason(kind=word, label="lost", amount=b, unit="mbn", paragraph="6.3", detail=detail)
        case ReasonKind.SUPPLY_PATH:
            detail = f"capacity {d} mbn"
            return Reason(
                kind=word, label=road_words(layout, b), amount=c, unit="mbn", paragraph="9.4", detail=detail
            )
        case ReasonKind.OVERLOAD:
            return Reason(kind=word, label="overloaded road", amount=c, unit="bp", paragraph="9.5")
        case ReasonKind.NO_PATH:
            label = "no way over friendly ground to a source"
            return Reason(kind=word, label=label, amount=0, unit="ed", paragraph="9.3")
        case _ if kind in TRACKS:
            label, paragraph = CAUSES[Cause(b)]
            label = f"{NAMED[kind]}: {label}" if row[7] >= 0 else label
            return Reason(kind=word, label=label, amount=c, unit="ct", paragraph=paragraph)
        case _ if kind in OF_POLITICS:
            return political_reason(layout, kind, row)
        case _:
            return _chance(layout, kind, row)


DRAWN: dict[ReasonKind, tuple[str, str]] = {
    ReasonKind.OBEY: ("chance to obey", "17.2"),
    ReasonKind.EVACUATION_P: ("chance of an incident while leaving", "13.7"),
    ReasonKind.INCIDENT_P: ("chance of an incident", "14.2"),
    ReasonKind.ADVISER_P: ("chance that advisers are hit", "14.5"),
    ReasonKind.RAID_P: ("chance of a raid with drones", "14.9"),
}
"""Words and paragraph of plain chances: bp in their second field, the draw in the third."""


def _chance(layout: Layout, kind: ReasonKind, row: Sequence[int]) -> Reason:
    """The reasons with a probability or a share in them."""
    _, _, _, a, b, c, d, _ = row
    label, amount, unit, paragraph, detail = kind.name.lower().replace("_", " "), c, "bp", "22.4", ""
    if kind in DRAWN:
        return Reason(
            kind=kind.name.lower(), label=DRAWN[kind][0], amount=b, unit=unit, paragraph=DRAWN[kind][1],
            detail=f"drawn {c}",
        )  # fmt: skip
    match kind:
        case ReasonKind.ACCESS:
            label = f"access of {shown(layout, As.USER, b)} to {shown(layout, As.SECTOR, a)}"
            paragraph = "10.2"
        case ReasonKind.WEATHER_FACTOR:
            label = MISSIONS.get(AirMission(b), "bad weather, strikes")
            paragraph, detail = "10.5", f"drawn {d}" if d >= 0 else ""
        case ReasonKind.LOSS_P:
            label = f"risk of a sortie over {shown(layout, As.SECTOR, b)}"
            paragraph, detail = "10.4", f"drawn {d}"
        case ReasonKind.DRONE_EFFECT:
            spot = shown(layout, As.SECTOR, a) if b == NOBODY else shown(layout, As.PLACE, b)
            label, unit = f"what a strike over {spot} destroys before sight and weather", "mbn"
            paragraph, detail = "10.9", f"drawn {d}"
        case ReasonKind.DETECTION:
            label, amount, unit, paragraph = "troops near", c, "level", "8.1"
            detail = f"{d:+d} by what looks there and what hides the group"
        case ReasonKind.ENCIRCLEMENT_P:
            label, amount, paragraph = "chance to leave under threat of encirclement", b, "12.9"
            detail = f"drawn {c}, mean cohesion {d}"
        case ReasonKind.CONVOY_ODDS:
            label, amount, unit, paragraph = "column of the convoy against the cordon", b, "cs", "13.5"
            detail = f"drawn {c}"
        case ReasonKind.CASUALTY_CAP:
            label, amount, unit, paragraph = "most dead by the men present", b, "dead", "14.3"
            detail = f"drawn {c}"
        case ReasonKind.ATTRIBUTION:
            who = shown(layout, As.AUTHOR, b)
            label, amount, unit, paragraph = f"fired by {who}", c, "code", "14.4"
            detail = Attribution(c).name.lower()
        case ReasonKind.RETALIATION:
            label, amount, unit = f"losses of {shown(layout, As.FORMATION, a)}", c, "mbn"
            paragraph, detail = "11.6", f"{b} mbn for {d} dead"
        case ReasonKind.LEAVERS:
            label, amount, unit = "people who leave", d, "h"
            paragraph, detail = "15.4", f"front {b} bp, {c} bp a day"
        case ReasonKind.ROUTE_SHARE:
            label, amount, unit = f"people who go to {shown(layout, As.PLACE, b)}", d, "h"
            paragraph, detail = "15.6", f"weight {c}"
        case ReasonKind.SCORE_SHARE:
            label, paragraph = "share of the line reached", "21.1"
        case ReasonKind.DEGRADED:
            label, amount, unit = f"order {a}: {ident(layout, As.REFUSAL, d)}", d, "code"
            paragraph = f"{b // 10}.{b % 10}"
        case _:
            detail = f"{a}, {b}, {c}, {d}"
    return Reason(
        kind=kind.name.lower(), label=label, amount=amount, unit=unit, paragraph=paragraph, detail=detail
    )
