"""Reasons and causes of politics in words (RB 22.4): why a track moved, what a rung cost, who answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.model.events import Reason
from wargame.play.words import As, shown
from wargame.rules.codes import Cause, EventKind, ReasonKind
from wargame.rules.tables import NOBODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.play.layout import Layout

CAUSES_OF_POLITICS: dict[Cause, tuple[str, str]] = {
    Cause.CLIMB: ("a rung was climbed", "16.1"),
    Cause.WAR_ENTRY: ("open hostilities begin", "16.5"),
    Cause.WAR_DAY: ("a day of open hostilities", "16.5"),
    Cause.STEP_DOWN: ("a step down the ladder", "16.6"),
    Cause.ULTIMATUM_MET: ("an ultimatum was met", "16.7"),
    Cause.ULTIMATUM_EXPIRED: ("an ultimatum was a bluff", "16.7"),
    Cause.ULTIMATUM_CARRIED: ("an ultimatum was carried out", "16.7"),
    Cause.STATEMENT: ("a statement", "18.1"),
    Cause.BROKEN_WORD: ("a word that was not kept", "18.1"),
    Cause.CAPITAL: ("answer of a capital", "18.2"),
    Cause.ECONOMY: ("economic levers", "18.4"),
    Cause.BREACH: ("a breach of an agreement", "19.4"),
    Cause.CONVOY_FED: ("a post was fed", "13.4"),
    Cause.SUPPORT: ("support for a proxy", "17.5"),
    Cause.UNPAID: ("unpaid, or left alone", "17.6"),
    Cause.RESTRAINT: ("held back while it was winning", "17.6"),
    Cause.STEER: ("steering of Damascus", "17.7"),
    Cause.BORDER: ("policy at the border", "15.8"),
    Cause.INFILTRATED: ("fighters among those who fled", "15.9"),
    Cause.RUNG_TIES: ("rungs above 3", "18.4"),
    Cause.LIBYA: ("fighters in Libya", "18.6"),
    Cause.WHITE_CELL: ("a ruling of the white cell", "7.14"),
}
"""Words and paragraph of each cause of the political rules."""

NAMED = {
    ReasonKind.DOMESTIC: "support at home",
    ReasonKind.TENSION: "tension",
    ReasonKind.STANDING: "standing",
    ReasonKind.TRUST: "trust",
    ReasonKind.TIES: "ties",
    ReasonKind.EU: "relations with the EU",
    ReasonKind.CONTROL: "control",
}
"""What the reasons of a track move: said where they stand beside others under one event."""

RULES_OF_POLITICS: dict[EventKind, tuple[str, str, int, str]] = {
    EventKind.AGREEMENT_OFFERED: ("an offer or a counter-offer", "6.3", 0, "agreement"),
    EventKind.AGREEMENT_ACCEPTED: ("answer to an offer", "6.3", 0, "agreement"),
    EventKind.AGREEMENT_REJECTED: ("answer to an offer", "6.3", 0, "agreement"),
    EventKind.AGREEMENT_STARTED: ("accepted by all its parties", "19.5", 0, "agreement"),
    EventKind.AGREEMENT_ENDED: ("expiry, notice, breach, or a later agreement", "19.5", 0, "agreement"),
    EventKind.RUNG_CHANGED: ("order, act above the rung, agreement, or days without an act", "16", 2, "rung"),
    EventKind.ULTIMATUM_ISSUED: ("order of the team", "16.7", 3, "day"),
    EventKind.ULTIMATUM_MET: ("the demand is met", "16.7", NOBODY, ""),
    EventKind.ULTIMATUM_EXPIRED: ("three days after the deadline at the latest", "16.7", NOBODY, ""),
    EventKind.STATEMENT_MADE: ("order of the team", "18.1", NOBODY, ""),
    EventKind.AUTHOR_CLAIMED: ("statement of the team", "18.1", NOBODY, ""),
    EventKind.CAPITAL_ANSWERED: ("standing abroad and own dead", "18.2", NOBODY, ""),
    EventKind.LEVER_MOVED: ("order of the team", "18.4", NOBODY, ""),
    EventKind.BORDER_SET: ("order of Ankara", "15.8", 1, "h"),
    EventKind.LIBYA_CHANGED: ("order of Ankara", "18.6", 1, "mbn"),
    EventKind.SUPPORT_GIVEN: ("order of the team", "17.5", 2, "amount"),
    EventKind.STEER_OBEYED: ("obedience is tested", "17.7", 2, "ct"),
    EventKind.STEER_REFUSED: ("obedience is tested", "17.7", 2, "ct"),
    EventKind.CONVOY_REFUSED: ("an offer of passage was rejected", "13.4", NOBODY, ""),
    EventKind.INFILTRATION: ("fighters among those who fled", "15.9", 1, "ct"),
    EventKind.BREACH: ("a monitor found the term broken", "19.4", NOBODY, ""),
    EventKind.BREACH_REPEATED: ("one breach a party, term and turn is charged", "19.4", NOBODY, ""),
    EventKind.PATROL: ("a joint patrol of an agreement", "19.3", NOBODY, ""),
}
"""What brings about a political event without reason rows: see `reasons_text.RULES`."""

LEGITIMACY = (
    "",
    "own dead",
    "an own ultimatum that passed unmet",
    "people displaced",
    "proven breaches by the other side",
    "lent by others",
    "attacks on Hmeimim",
    "losses to Turkish fire below rung 5",
    "a post stormed",
)
"""RB 16.3. The terms of legitimacy, from 1."""

OF_POLITICS = (
    ReasonKind.CAPITAL_P,
    ReasonKind.LEGITIMACY,
    ReasonKind.CLIMB_PRICE,
    ReasonKind.BREACH_COST,
    ReasonKind.INFILTRATION,
)


def political_reason(layout: Layout, kind: ReasonKind, row: Sequence[int]) -> Reason:
    """One reason of OF_POLITICS as a line."""
    _, _, _, a, b, c, d, _ = row
    label, amount, unit, paragraph, detail = "", c, "bp", "22.4", ""
    match kind:
        case ReasonKind.CAPITAL_P:
            label, amount, paragraph = f"chance that {shown(layout, As.CAPITAL, a)} grants it", b, "18.2"
            detail = f"drawn {c}" if c >= 0 else ""
        case ReasonKind.LEGITIMACY:
            label = f"legitimacy: {legitimacy_words(b)}"
            paragraph = "16.3"
        case ReasonKind.CLIMB_PRICE:
            label, unit, paragraph = f"price of rung {b} in political capital", "ct", "16.4"
        case ReasonKind.BREACH_COST:
            label, amount, paragraph = "weight of the breach by its severity", b, "19.4"
            detail = f"of which {c} bp count by attribution"
        case _:
            label, unit, paragraph = "fighters among those who fled", "ct", "15.9"
            detail = f"{shown(layout, As.PEOPLE, b)} passed, {d} bp of those who retreated foreign fighters"
    return Reason(
        kind=kind.name.lower(), label=label, amount=amount, unit=unit, paragraph=paragraph, detail=detail
    )


def legitimacy_words(term: int) -> str:
    """What a term of legitimacy is called."""
    return LEGITIMACY[term] if 0 < term < len(LEGITIMACY) else "other"
