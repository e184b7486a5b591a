"""The readings of RB 19.2: what each is called in a Condition, and its unit on screen and in the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from wargame.rules import codes
from wargame.rules.codes import Reading
from wargame.rules.readings import SIDES

if TYPE_CHECKING:
    from enum import IntEnum

    from wargame.play.names import Names


@dataclass(frozen=True, slots=True)
class Spec:
    """One reading. Names in `<>` stand for ids; the first is the row that is read, the second its column."""

    pattern: str
    code: Reading
    says: str
    unit: str
    factor: int = 1
    """Engine units in one unit on screen."""
    low: int = 0
    high: int = 100
    """On screen."""
    words: type[IntEnum] | Literal["yes or no", "place", "date", "day", "turn", ""] = ""
    """What values are, where they are not plain numbers."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The pattern in pieces."""
        return tuple(self.pattern.split("."))


def points(pattern: str, code: Reading, says: str, high: int = 100) -> Spec:
    """0-100 on screen, centi-points in the engine."""
    return Spec(pattern, code, says, "points", 100, 0, high)


def number(pattern: str, code: Reading, says: str, unit: str, high: int, factor: int = 1) -> Spec:
    """Any other number from 0 up."""
    return Spec(pattern, code, says, unit, factor, 0, high)


def name(pattern: str, code: Reading, says: str, words: type[IntEnum]) -> Spec:
    """A word of an enumeration."""
    return Spec(pattern, code, says, "name", words=words)


def yes(pattern: str, code: Reading, says: str) -> Spec:
    """`true` or `false`."""
    return Spec(pattern, code, says, "yes or no", words="yes or no")


R = Reading
READINGS: tuple[Spec, ...] = (
    Spec("day", R.DAY, "day of the calendar, 0 is the first", "day", words="day"),
    Spec("date", R.DAY, "the same as a date", "date", words="date"),
    Spec("turn", R.TURN, "turn, 1 is the first", "turn", words="turn"),
    number("rung", R.RUNG, "rung of the ladder of escalation", "rung", 9),
    points("tension", R.TENSION, "tension between Ankara and Moscow"),
    points("trust", R.TRUST, "trust between Ankara and Moscow"),
    points("ties", R.TIES, "economic ties of Ankara and Moscow"),
    points("leverage", R.LEVERAGE, "Moscow's leverage over Damascus"),
    points("nato", R.NATO, "support of the alliance for Ankara"),
    points("eu", R.EU, "relation of Ankara with the European Union"),
    number("displaced.new", R.DISPLACED_NEW, "people newly displaced since day 0", "thousands", 10000, 10),
    number("displaced.unhoused", R.UNHOUSED, "displaced people without shelter", "thousands", 10000, 10),
    number("displaced.turkey", R.IN_TURKEY, "people who crossed into Turkey", "thousands", 10000, 10),
    name("border.policy", R.BORDER_POLICY, "Ankara's policy at its border", codes.BorderPolicy),
    points("infiltration", R.INFILTRATION, "fighters who slip through among those who flee"),
    points("eu_attention", R.EU_ATTENTION, "how much the European Union looks at the border"),
    points("team.<team>.domestic", R.TEAM_DOMESTIC, "support at home"),
    points("team.<team>.standing", R.TEAM_STANDING, "standing abroad"),
    points("team.<team>.pc", R.TEAM_PC, "political capital", 20),
    number("team.<team>.dead", R.TEAM_DEAD, "own dead soldiers", "persons", 100000),
    number("team.<team>.strained", R.TEAM_STRAINED, "own formations short of supply", "formations", 8000),
    points("team.<team>.legitimacy", R.TEAM_LEGITIMACY, "cause in the eyes of others", 120),
    name("place.<place>.control", R.PLACE_CONTROL, "who holds it", codes.Control),
    number("place.<place>.bar", R.PLACE_BAR, "progress of the attacker", "per cent of hold", 100, 100),
    points("place.<place>.damage", R.PLACE_DAMAGE, "damage"),
    number("place.<place>.people", R.PLACE_PEOPLE, "people of the place", "thousands", 2000, 10),
    number("place.<place>.hosted", R.PLACE_HOSTED, "displaced people living there", "thousands", 2000, 10),
    name("post.<post>.state", R.POST_STATE, "state of a post", codes.PostState),
    name("post.<post>.siege", R.POST_SIEGE, "how hard it is pressed", codes.Siege),
    number("post.<post>.stock", R.POST_STOCK, "supply in stock", "days", 30, 100),
    points("post.<post>.morale", R.POST_MORALE, "morale of the garrison"),
    number("post.<post>.strength", R.POST_STRENGTH, "garrison", "battalions", 10, 1000),
    yes("post.<post>.consent", R.POST_CONSENT, "the besieger lets supply pass"),
    yes("road.<road>.cleared", R.ROAD_CLEARED, "a motorway open to traffic"),
    number("road.<road>.cut", R.ROAD_CUT, "capacity lost to fire", "per cent", 90, 100),
    yes("route.<route>.held.<side>", R.ROUTE_HELD, "the side holds every place of the motorway"),
    yes("route.<route>.cleared", R.ROUTE_CLEARED, "every road of the motorway is cleared"),
    name("road.<road>.patrol", R.ROAD_PATROL, "who patrols it by agreement", codes.Patrol),
    name("sector.<sector>.weather", R.SECTOR_WEATHER, "weather of the day", codes.Weather),
    name("sector.<sector>.access.<user>", R.SECTOR_ACCESS, "how a user of the air may fly", codes.Access),
    number("sector.<sector>.ad.<side>", R.SECTOR_AD, "air defence of a side", "systems", 10, 100),
    number("faction.<faction>.strength", R.FACTION_STRENGTH, "all its formations", "battalions", 1000, 1000),
    points("faction.<faction>.control", R.FACTION_CONTROL, "how far it obeys its patron"),
    number("faction.<faction>.in_libya", R.FACTION_IN_LIBYA, "its fighters in Libya", "battalions", 20, 1000),
    Spec("formation.<formation>.place", R.FORMATION_PLACE, "where it stands", "place", words="place"),
    number("formation.<formation>.strength", R.FORMATION_STRENGTH, "strength", "battalions", 10, 1000),
    points("formation.<formation>.cohesion", R.FORMATION_COHESION, "cohesion"),
    name("formation.<formation>.supply", R.FORMATION_SUPPLY, "state of supply", codes.Supply),
    number("zone.<zone>.strength.<party>", R.ZONE_STRENGTH, "troops inside a zone", "battalions", 1000, 1000),
    number("zone.<zone>.guns.<party>", R.ZONE_GUNS, "artillery inside a zone", "groups", 1000),
    name("inject.<inject>.status", R.INJECT_STATUS, "state of a MSEL entry", codes.InjectState),
    name("agreement.<agreement>.state", R.AGREEMENT_STATE, "of the newest one", codes.AgreementState),
    number("agreement.<agreement>.breaches", R.AGREEMENT_BREACHES, "breaches charged", "breaches", 1000),
    name("ultimatum.<team>.state", R.ULTIMATUM_STATE, "the latest that it issued", codes.UltimatumState),
    points("aim.<team>.<line>", R.AIM, "worth of a line of the war aims", 50),
)
"""Every reading the engine has state for."""


def slot_words(slot: str, names: Names, before: int) -> dict[str, int]:
    """The ids that a part in `<>` stands for, with their rows; `before` is the row of the part before."""
    match slot:
        case "<team>":
            return words_of(codes.Team)
        case "<side>":
            return words_of(codes.Side)
        case "<party>":
            return words_of(codes.Side) | {name: SIDES + row for name, row in names.faction.items()}
        case "<user>":
            return words_of(codes.AirUser)
        case "<route>":
            return {"m4": 4, "m5": 5}
        case "<line>":
            hidden = names.hidden
            return {word: row for row, word in enumerate(names.lines[before]) if (before, word) not in hidden}
        case "<place>":
            return names.place
        case "<post>":
            return names.post
        case "<road>":
            return names.road
        case "<sector>":
            return names.sector
        case "<faction>":
            return names.faction
        case "<formation>":
            return names.formation
        case "<zone>":
            return names.zone
        case "<agreement>":
            return names.agreement
        case _:
            return names.inject


def words_of(enumeration: type[IntEnum]) -> dict[str, int]:
    """The words of an enumeration in lower case, with their codes."""
    return {member.name.lower(): member.value for member in enumeration}
