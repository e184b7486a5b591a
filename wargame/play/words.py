"""What the numbers in an engine row stand for: as an id for fields, and in words for sentences (RB 22.3)."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from wargame.model.politics_words import ASKS, CAPITALS, POLICIES, RUNGS, SEVERITIES, TERMS, listed
from wargame.play.refusal_text import sentence
from wargame.rules.codes import (
    Access,
    AgreementEnd,
    AirUser,
    Ask,
    Attribution,
    Author,
    BorderPolicy,
    Branch,
    Capital,
    Control,
    Direction,
    EndCause,
    Faction,
    Field,
    FireMode,
    Held,
    Lever,
    OrderKind,
    Outcome,
    Refusal,
    Rule,
    Side,
    Siege,
    SteerAct,
    StrikeRules,
    Supply,
    SupportKind,
    Task,
    Team,
    TermKind,
    Tone,
    Weather,
)
from wargame.rules.injects import STRIDE
from wargame.rules.tables import NOBODY, UNREACHED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from enum import IntEnum

    from wargame.play.layout import Layout


class As(Enum):
    """What one number of a row is."""

    NUMBER = "number"
    PLACE = "place"
    ROAD = "road"
    SECTOR = "sector"
    POOL = "pool"
    FORMATION = "formation"
    POST = "post"
    FACTION = "faction"
    INJECT = "inject"
    TEAM = "team"
    SIDE = "side"
    USER = "user"
    ACCESS = "access"
    CONTROL = "control"
    SUPPLY = "supply"
    WEATHER = "weather"
    OUTCOME = "outcome"
    SIEGE = "siege"
    TASK = "task"
    RULES = "rules"
    ORDER = "order"
    REFUSAL = "refusal"
    HALT = "halt"
    HELD = "held"
    AUTHOR = "author"
    FIRE = "fire"
    GUNS = "guns"
    END = "end"
    TRACK = "track"
    FIELD = "field"
    VALUE = "value"
    AIM_ANKARA = "aim_ankara"
    AIM_MOSCOW = "aim_moscow"
    AIM_DAMASCUS = "aim_damascus"
    MBN = "mbn"
    POINTS = "points"
    PEOPLE = "people"
    SHIFTS = "shifts"
    SHARE = "share"
    SORTIES = "sorties"
    DAYS = "days"
    LENGTH = "length"
    SYSTEMS = "systems"
    BRANCH = "branch"
    RULE = "rule"
    TERM = "term"
    PARTIES = "parties"
    AGREEMENT_END = "agreement_end"
    RUNG = "rung"
    CALENDAR = "calendar"
    TONE = "tone"
    CAPITAL = "capital"
    ASK = "ask"
    LEVER = "lever"
    DIRECTION = "direction"
    POLICY = "policy"
    CHANGE = "change"
    SUPPORT = "support"
    STEER = "steer"
    GRADE = "grade"


CODES: dict[As, type[IntEnum]] = {
    As.TEAM: Team,
    As.SIDE: Side,
    As.USER: AirUser,
    As.ACCESS: Access,
    As.CONTROL: Control,
    As.SUPPLY: Supply,
    As.WEATHER: Weather,
    As.OUTCOME: Outcome,
    As.SIEGE: Siege,
    As.TASK: Task,
    As.RULES: StrikeRules,
    As.ORDER: OrderKind,
    As.HELD: Held,
    As.AUTHOR: Author,
    As.FIRE: FireMode,
    As.REFUSAL: Refusal,
    As.END: EndCause,
    As.FACTION: Faction,
    As.TRACK: Field,
    As.BRANCH: Branch,
    As.RULE: Rule,
    As.TERM: TermKind,
    As.AGREEMENT_END: AgreementEnd,
    As.TONE: Tone,
    As.CAPITAL: Capital,
    As.ASK: Ask,
    As.LEVER: Lever,
    As.DIRECTION: Direction,
    As.POLICY: BorderPolicy,
    As.SUPPORT: SupportKind,
    As.STEER: SteerAct,
}

FIELD_WORDS: dict[Field, tuple[str, As, As]] = {
    Field.RELEASE: ("release", As.NUMBER, As.NUMBER),
    Field.RUNG: ("the rung of the ladder", As.NUMBER, As.NUMBER),
    Field.TENSION: ("tension", As.NUMBER, As.POINTS),
    Field.TRUST: ("trust between Ankara and Moscow", As.NUMBER, As.POINTS),
    Field.TIES: ("economic ties of Ankara and Moscow", As.NUMBER, As.POINTS),
    Field.LEVERAGE: ("Moscow's leverage over Damascus", As.NUMBER, As.POINTS),
    Field.NATO: ("support by NATO for Ankara", As.NUMBER, As.POINTS),
    Field.EU: ("relations of Ankara with the EU", As.NUMBER, As.POINTS),
    Field.POST_RESERVE: ("the reserve for posts", As.NUMBER, As.MBN),
    Field.TEAM_DOMESTIC: ("support at home", As.TEAM, As.POINTS),
    Field.TEAM_STANDING: ("standing abroad", As.TEAM, As.POINTS),
    Field.TEAM_PC: ("political capital", As.TEAM, As.POINTS),
    Field.PLACE_CONTROL: ("control", As.PLACE, As.CONTROL),
    Field.PLACE_RULING: ("ruling on attacks at", As.PLACE, As.SHIFTS),
    Field.PLACE_DAMAGE: ("damage", As.PLACE, As.POINTS),
    Field.POST_CONSENT: ("consent to feed the post", As.POST, As.NUMBER),
    Field.POST_STOCK: ("stock of the post", As.POST, As.DAYS),
    Field.POST_MORALE: ("morale of the post", As.POST, As.POINTS),
    Field.POST_SIEGE: ("siege of the post", As.POST, As.SIEGE),
    Field.FACTION_CONTROL: ("control over", As.FACTION, As.POINTS),
    Field.LOSSES_FORMATION: ("losses of", As.FORMATION, As.NUMBER),
    Field.LOSSES_POST: ("losses of the post", As.POST, As.NUMBER),
    Field.LOSSES_PLACE: ("losses of Turkish troops at", As.PLACE, As.NUMBER),
    Field.FORMATION_MANPADS: ("shoulder-fired missiles of", As.FORMATION, As.NUMBER),
    Field.AD_GOVERNMENT: ("air defence of the government side", As.SECTOR, As.SYSTEMS),
    Field.AD_OPPOSITION: ("air defence of the opposition side", As.SECTOR, As.SYSTEMS),
    Field.ACCESS_RUAF: ("access of Russian aircraft", As.SECTOR, As.ACCESS),
    Field.ACCESS_SYAAF: ("access of Syrian aircraft", As.SECTOR, As.ACCESS),
    Field.ACCESS_TR_MANNED: ("access of Turkish aircraft", As.SECTOR, As.ACCESS),
    Field.ACCESS_TR_DRONE: ("access of Turkish drones", As.SECTOR, As.ACCESS),
}
"""What a Field is called, what its entity is, and the unit of its values."""

AIMS = {As.AIM_ANKARA: Team.ANKARA, As.AIM_MOSCOW: Team.MOSCOW, As.AIM_DAMASCUS: Team.DAMASCUS}
USERS = ("Russian aircraft", "Syrian aircraft", "Turkish aircraft", "Turkish drones")
HALTS = (
    "", "enemy ahead", "no road", "no room", "neutral ground", "no way",
    "column below the least ordered", "losses above the stop loss",
)  # fmt: skip
HELD = (
    "",
    "Russian military police stand there",
    "nothing to fire at is left there",
    "no attack on it is under way",
    "it is out of range",
    "the guns have no ammunition, or are cut off",
    "the rung of the ladder is too low",
    "no dead there are left to answer for",
    "the enemy is in the way",
    "the target is in friendly hands",
    "the sky is closed",
    "nobody fights there",
    "the place is lost or cut off",
    "there is no way",
    "an agreement in force forbids it",
    "the record has no room for more agreements",
    "the offer is open no longer",
    "what it demands is met already",
    "by their rules of engagement the guns only answer for dead",
    "nobody fights from neutral ground",
)
AUTHORS = (
    "government artillery", "Syrian aircraft", "unknown hands, possibly Russian aircraft", "Russian aircraft",
    "the opposition side", "Turkish guns",
)  # fmt: skip
FIRES = ("nothing", "to harass", "to prepare an attack", "in retaliation")
HOLDERS = ("the government", "the opposition", "Turkey", "nobody")
TASKS = ("nothing", "to hold", "to attack", "to leave", "to open the road", "to separate from HTS")
SIDES = ("the government side", "the opposition side")
OUTCOMES = ("the attack is repulsed", "the attack stalls", "ground is gained", "a breakthrough")
AGREEMENT_ENDS = (
    "", "its last day is over", "notice was given", "a grave breach was proven",
    "another one takes its place", "it was not accepted in time",
)  # fmt: skip
DIRECTIONS = ("as before", "tightened", "relaxed")
SUPPORTS = ("ammunition", "anti-tank missiles", "shoulder-fired missiles", "pay")
STEERS = ("nothing", "to attack", "to stop before", "to leave")
MONTHS = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
ENDS = ("", "the last day is over", "general war", "the white cell closed it", "the ceasefire holds")


def ident(layout: Layout, what: As, value: int) -> str | int:
    """The number as a field holds it: an id, a word in lower case, or the number itself; empty for none."""
    names = layout.names
    rows = {
        As.PLACE: names.places,
        As.ROAD: names.roads,
        As.SECTOR: names.sectors,
        As.POOL: names.pools,
        As.FORMATION: names.formations,
        As.POST: names.posts,
        As.INJECT: names.injects,
    }.get(what)
    if rows is not None:
        return rows[value] if 0 <= value < len(rows) else ""
    if what is As.GUNS:
        return names.posts[value - len(names.formations)] if value >= len(names.formations) else (
            names.formations[value] if value >= 0 else ""
        )
    if what in CODES:
        return CODES[what](value).name.lower() if value in set(CODES[what]) else ""
    if what in AIMS:
        return names.lines[AIMS[what]][value]
    if what is As.FIELD:
        field, entity = field_of(value)
        word = field.name.lower()
        return word if entity == NOBODY else f"{word}.{ident(layout, FIELD_WORDS[field][1], entity)}"
    if what is As.HALT:
        return HALTS[value].replace(" ", "_") if 0 <= value < len(HALTS) else value
    return value


def shown(layout: Layout, what: As, value: int) -> str:
    """The number in words, with its unit."""
    scenario, names = layout.scenario, layout.names
    match what:
        case As.PLACE:
            return _name(scenario.places, value)
        case As.FORMATION:
            return _name(scenario.formations, value)
        case As.SECTOR:
            return _name(scenario.sectors, value)
        case As.POST:
            return _name(scenario.posts, value)
        case As.ROAD:
            return road_words(layout, value)
        case As.AIM_ANKARA | As.AIM_MOSCOW | As.AIM_DAMASCUS:
            team, word = AIMS[what].name.lower(), names.lines[AIMS[what]][value]
            return next((a.title for a in scenario.war_aims if a.team == team and a.line == word), word)
        case As.TRACK:
            return FIELD_WORDS[Field(value)][0]
        case As.FIELD:
            field, entity = field_of(value)
            word, kind, _ = FIELD_WORDS[field]
            return word if entity == NOBODY else f"{word} {shown(layout, kind, entity)}"
        case As.REFUSAL:
            return sentence(value)
        case As.INJECT:
            return scenario.injects[value].title if 0 <= value < len(scenario.injects) else "the white cell"
        case As.FACTION:
            word = names.factions[value] if 0 <= value < len(names.factions) else ""
            return next((f.name for f in scenario.factions if f.id == word), word)
        case As.TEAM:
            word = str(ident(layout, what, value))
            return next((t.name for t in scenario.teams if t.id == word), word.capitalize() or "unknown")
        case As.SIDE:
            return _pick(SIDES, value)
        case As.USER | As.POOL:
            return _pick(USERS, value)
        case As.CONTROL:
            return _pick(HOLDERS, value)
        case As.OUTCOME:
            return _pick(OUTCOMES, value)
        case As.TASK:
            return _pick(TASKS, value)
        case As.HALT:
            return _pick(HALTS, value)
        case As.HELD:
            return _pick(HELD, value)
        case As.AUTHOR:
            return _pick(AUTHORS, value)
        case As.FIRE:
            return _pick(FIRES, value)
        case As.GUNS:
            if value >= len(scenario.formations):
                return f"the post {_name(scenario.posts, value - len(scenario.formations))}"
            return _name(scenario.formations, value)
        case As.END:
            return _pick(ENDS, value)
        case As.ORDER | As.BRANCH | As.RULE | As.SUPPLY | As.WEATHER | As.ACCESS | As.SIEGE | As.RULES:
            return str(ident(layout, what, value)).replace("_", " ")
        case _:
            return _political(layout, what, value) if what in POLITICAL else _amount(what, value)


POLITICAL = frozenset(
    (
        As.TERM, As.PARTIES, As.AGREEMENT_END, As.RUNG, As.CALENDAR, As.TONE, As.CAPITAL, As.ASK, As.LEVER,
        As.DIRECTION, As.POLICY, As.CHANGE, As.SUPPORT, As.STEER, As.GRADE,
    )
)  # fmt: skip


def _political(layout: Layout, what: As, value: int) -> str:
    """A number of a political event in words."""
    word = str(ident(layout, what, value))
    match what:
        case As.PARTIES:
            return listed(shown(layout, As.TEAM, team) for team in Team if value >> team & 1) or "nobody"
        case As.TERM:
            return TERMS.get(word, "no term").lower()
        case As.AGREEMENT_END:
            return _pick(AGREEMENT_ENDS, value)
        case As.RUNG:
            return f"{value} ({_pick(RUNGS, value)})"
        case As.CALENDAR:
            return date_words(layout, value)
        case As.CAPITAL:
            return CAPITALS.get(word, "a capital")
        case As.ASK:
            return ASKS.get(word, "backing")
        case As.DIRECTION:
            return _pick(DIRECTIONS, value)
        case As.POLICY:
            return POLICIES.get(word, "no change")
        case As.CHANGE:
            return _amount(As.MBN, abs(value))
        case As.SUPPORT:
            return _pick(SUPPORTS, value)
        case As.STEER:
            return _pick(STEERS, value)
        case As.GRADE:
            sure = Attribution(value % 10).name.lower() if value % 10 in set(Attribution) else "disputed"
            return f"{_pick(SEVERITIES, value // 10) or 'nuisance'}, {sure}"
        case _:
            return word.replace("_", " ")


def date_words(layout: Layout, day: int) -> str:
    """A day of the scenario as people write it: `28 February`."""
    date = layout.names.first_day + timedelta(days=day)
    return f"{date.day} {MONTHS[date.month]}"


def _amount(what: As, value: int) -> str:
    match what:
        case As.MBN:
            # RB 1.2: 1000 mbn are 500 effectives.
            return f"{value / 1000:.2f} battalions" if value >= 100 else f"{(value + 1) // 2} men"
        case As.POINTS:
            return f"{value / 100:.1f}"
        case As.PEOPLE:
            return f"{value * 100:,} people"
        case As.SHIFTS:
            return f"{value / 100:+.2f}"
        case As.SHARE:
            return f"{value / 100:.0f} %"
        case As.SORTIES:
            return f"{value / 100:.1f}"
        case As.SYSTEMS:
            return f"{value / 100:.1f} systems"
        case As.DAYS:
            return f"{value / 100:.1f} days"
        case As.LENGTH:
            return (
                "without a way" if value >= UNREACHED else f"{value / 1000:.1f} thousand ed from its source"
            )
        case _:
            return str(value)


def field_of(packed: int) -> tuple[Field, int]:
    """What an INJECTED event changed: the field, and the row of its entity or NOBODY."""
    return Field(packed % STRIDE), packed // STRIDE - 1


def road_words(layout: Layout, road: int) -> str:
    """A road by the names of its ends."""
    if not 0 <= road < len(layout.world.roads):
        return "no road"
    ends = layout.world.roads[road]
    return f"{layout.scenario.places[ends.a].name} - {layout.scenario.places[ends.b].name}"


class _Named(Protocol):
    @property
    def name(self) -> str: ...


def _name(things: Sequence[_Named], row: int) -> str:
    return things[row].name if 0 <= row < len(things) else "none"


def _pick(words: tuple[str, ...], value: int) -> str:
    return words[value] if 0 <= value < len(words) else "unknown"
