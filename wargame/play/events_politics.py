"""Events of politics as people read them: agreements, the ladder, capitals, the border (RB 22.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.play.audience import CELL, OWNER, PARTIES, PATRON, PUBLIC, SPOKEN
from wargame.play.telling import Told
from wargame.play.words import As
from wargame.rules.codes import AgreementEnd, BorderPolicy, EventKind, SteerAct, Tone
from wargame.rules.tables import NOBODY

if TYPE_CHECKING:
    from collections.abc import Sequence

_AGREEMENT = ("agreement", As.NUMBER)
_PARTIES = ("parties", As.PARTIES)
_TEAM = ("team", As.TEAM)
_TERM = ("term", As.TERM)
_ULTIMATUM = (("ultimatum", As.NUMBER), ("from", As.TEAM), ("to", As.TEAM))
_STEER = (("act", As.STEER), ("place", As.PLACE), ("leverage", As.POINTS))

POLITICS: dict[EventKind, Told] = {
    EventKind.AGREEMENT_OFFERED: Told(
        (_AGREEMENT, ("from", As.TEAM), _PARTIES, _TERM),
        PARTIES,
        "{from} puts forward agreement {agreement} between {parties}; its first term: {term}.",
    ),
    EventKind.AGREEMENT_ACCEPTED: Told(
        (_AGREEMENT, _TEAM, _PARTIES), PARTIES, "{team} accepts agreement {agreement} between {parties}."
    ),
    EventKind.AGREEMENT_REJECTED: Told(
        (_AGREEMENT, _TEAM, _PARTIES), PARTIES, "{team} rejects agreement {agreement} between {parties}."
    ),
    EventKind.AGREEMENT_STARTED: Told(
        (_AGREEMENT, _PARTIES, ("secret", As.NUMBER), _TERM),
        PARTIES,
        "Agreement {agreement} between {parties} is in force; its first term: {term}.",
    ),
    EventKind.AGREEMENT_ENDED: Told(
        (_AGREEMENT, ("cause", As.AGREEMENT_END), _TEAM, _PARTIES),
        PARTIES,
        "Agreement {agreement} between {parties} is over: {cause}.",
    ),
    EventKind.RUNG_CHANGED: Told(
        (_TEAM, ("old", As.RUNG), ("new", As.RUNG), ("legitimacy", As.SHARE)),
        PUBLIC,
        "{team} climbs from rung {old} to rung {new}.",
    ),
    EventKind.ULTIMATUM_ISSUED: Told(
        (*_ULTIMATUM, ("deadline", As.CALENDAR)),
        PUBLIC,
        "{from} gives {to} until {deadline} to meet its demand.",
    ),
    EventKind.ULTIMATUM_MET: Told(_ULTIMATUM, PUBLIC, "{to} has met the demand of {from} in time."),
    EventKind.ULTIMATUM_EXPIRED: Told(
        (*_ULTIMATUM, ("carried_out", As.NUMBER)),
        PUBLIC,
        "The demand of {from} to {to} is not met, and what was threatened does not follow.",
    ),
    EventKind.STATEMENT_MADE: Told(
        (_TEAM, ("tone", As.TONE), ("to", As.TEAM), ("public", As.NUMBER)),
        SPOKEN,
        "{team} makes a statement: {tone}.",
    ),
    EventKind.AUTHOR_CLAIMED: Told(
        (("place", As.PLACE), _TEAM, ("author", As.AUTHOR)),
        PUBLIC,
        "{team} states that the fire at {place} came from {author}.",
    ),
    EventKind.CAPITAL_ANSWERED: Told(
        (_TEAM, ("capital", As.CAPITAL), ("success", As.NUMBER), ("ask", As.ASK)),
        PUBLIC,
        "{team} asks {capital} for {ask}, without success.",
    ),
    EventKind.LEVER_MOVED: Told(
        (_TEAM, ("lever", As.LEVER), ("direction", As.DIRECTION)),
        PUBLIC,
        "{team} sets the lever of {lever}: {direction}.",
    ),
    EventKind.BORDER_SET: Told(
        (("policy", As.POLICY), ("people", As.PEOPLE), ("screening", As.NUMBER), ("camp", As.PEOPLE)),
        PUBLIC,
        "Turkey decides on its border: {policy}; screening {screening}.",
    ),
    EventKind.LIBYA_CHANGED: Told(
        (("faction", As.FACTION), ("mbn", As.CHANGE), ("away", As.MBN), ("back", As.CALENDAR)),
        OWNER,
        "Fighters of {faction} leave for Libya: {mbn}; {away} are away.",
    ),
    EventKind.SUPPORT_GIVEN: Told(
        (("faction", As.FACTION), ("kind", As.SUPPORT), ("amount", As.NUMBER), _TEAM),
        OWNER,
        "{team} gives {faction} {kind}, amount {amount}.",
    ),
    EventKind.STEER_OBEYED: Told(
        _STEER, PATRON, "Damascus follows Moscow, which asked it {act} {place}; leverage spent: {leverage}."
    ),
    EventKind.STEER_REFUSED: Told(
        _STEER,
        PATRON,
        "Damascus does not follow Moscow, which asked it {act} {place}; leverage spent: {leverage}.",
    ),
    EventKind.CONVOY_REFUSED: Told(
        (("post", As.POST), _TEAM), PUBLIC, "{team} refuses convoys their way to the post {post}."
    ),
    EventKind.INFILTRATION: Told(
        (("threshold", As.NUMBER), ("index", As.POINTS), ("way", As.NUMBER)),
        CELL,
        "Infiltration passes threshold {threshold} at {index} points.",
    ),
    EventKind.BREACH: Told(
        (_AGREEMENT, ("party", As.TEAM), _TERM, ("grade", As.GRADE)),
        PARTIES,
        "{party} breaks agreement {agreement}, {term}: {grade}.",
    ),
    EventKind.BREACH_REPEATED: Told(
        (_AGREEMENT, ("party", As.TEAM), _TERM, ("grade", As.GRADE)),
        PARTIES,
        "{party} breaks agreement {agreement} again, {term}: {grade}; it is charged once a turn.",
    ),
    EventKind.PATROL: Told(
        (("road", As.ROAD), _TEAM, _AGREEMENT),
        PUBLIC,
        "A patrol of {team} passes {road} under agreement {agreement}.",
    ),
}
"""Every kind of event that the political rules tell."""

SAID = {
    Tone.CONDEMN: "{team} condemns the conduct of {to}.",
    Tone.WARN: "{team} warns {to}.",
    Tone.REASSURE: "{team} reassures {to}.",
    Tone.RECOGNISE: "{team} recognises a step of {to}.",
    Tone.ATTRIBUTE: "{team} states who fired.",
}
SAID_TO_ALL = {
    Tone.CONDEMN: "{team} condemns what has happened.",
    Tone.WARN: "{team} issues a warning.",
    Tone.REASSURE: "{team} reassures the others.",
    Tone.RECOGNISE: "{team} recognises a step of the other side.",
    Tone.ATTRIBUTE: "{team} states who fired.",
}
ENDED = {
    AgreementEnd.NOTICE: "{team} has left agreement {agreement} between {parties}.",
    AgreementEnd.BREACH: "{team} ends agreement {agreement} between {parties} after a grave breach.",
    AgreementEnd.LAPSED: "The offer of agreement {agreement} between {parties} has lapsed.",
}
INFILTRATED = (
    "",
    "Arrests are reported in Turkey: fighters came with those who fled.",
    "An attack in Turkey is laid at the door of fighters who came with those who fled.",
    "Groups of fighters who came with those who fled move on.",
)
WAYS = ("", "Groups of fighters move on by way of the Caucasus.", "Groups of fighters move on to Europe.")


def variant(kind: EventKind, values: Sequence[int]) -> str | None:
    """The sentence of an event whose fields call for another one than the usual; None for the usual."""
    a, b, c, d = values
    match kind:
        case EventKind.AGREEMENT_STARTED if c == 1:
            return "Secret agreement {agreement} between {parties} is in force; its first term: {term}."
        case EventKind.AGREEMENT_ENDED if c != NOBODY or b == AgreementEnd.LAPSED:
            return ENDED.get(AgreementEnd(b)) if b in set(AgreementEnd) else None
        case EventKind.RUNG_CHANGED if a == NOBODY:
            return "The ladder stands at rung {new} after rung {old}."
        case EventKind.RUNG_CHANGED if c < b:
            return "{team} steps down from rung {old} to rung {new}."
        case EventKind.ULTIMATUM_EXPIRED if d == 1:
            return "The demand of {from} to {to} was not met, and what was threatened has followed."
        case EventKind.STATEMENT_MADE if b in set(Tone):
            said = (SAID_TO_ALL if c == NOBODY else SAID)[Tone(b)]
            return said if d else f"In private, {said}"
        case EventKind.CAPITAL_ANSWERED if c == 1:
            return "{team} asks {capital} for {ask} and is given it."
        case EventKind.BORDER_SET if d > 0:
            return f"{_let_in(a)}; screening {{screening}}, shelter is built for {{camp}}."
        case EventKind.BORDER_SET if a == BorderPolicy.MANAGED:
            return f"{_let_in(a)}; screening {{screening}}."
        case EventKind.LIBYA_CHANGED if b < 0:
            return "Fighters of {faction} are called back from Libya: {mbn}, expected on {back}; {away} stay."
        case EventKind.STEER_OBEYED if a == SteerAct.URGE:
            return "Damascus attacks {place}, as Moscow urged."
        case EventKind.STEER_REFUSED if a == SteerAct.URGE:
            return "Damascus does not attack {place}, which Moscow urged."
        case EventKind.INFILTRATION if 0 < a < len(INFILTRATED):
            return WAYS[c] if a == 3 and 0 < c < len(WAYS) else INFILTRATED[a]
        case _:
            return None


def _let_in(policy: int) -> str:
    told = "Turkey decides on its border: {policy}"
    return "Turkey lets {people} a turn cross its border" if policy == BorderPolicy.MANAGED else told
