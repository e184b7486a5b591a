"""The words that may come next in a term of an agreement: its type, its clauses, and what each names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.model.order_base import TEAMS
from wargame.play.notation_politics import CLAUSES, DUTIES, FACTIONS
from wargame.rules.codes import Access, AirUser, Side, TermKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.play.names import Names

CLAUSES_OF = {
    "ceasefire": ("places", "sector", "zone", "without", "from", "by"),
    "corridor": ("route", "roads", "zone", "depth", "from", "by"),
    "joint_patrol": ("roads", "route", "from", "by"),
    "post_status": ("posts", "feed", "immune", "leave", "from", "by"),
    "airspace_access": ("user", "access", "sector", "zone", "places", "from", "by"),
    "withdraw": ("side", "zone", "places", "sector", "by"),
    "passage": ("posts", "from", "by"),
    "deconfliction": ("from", "by"),
    "proxy_restraint": ("proxy", "no_attack", "guns_out", "separate", "zone", "places", "from", "by"),
    "humanitarian": ("places", "zone", "sector", "camp_funds", "border_open", "from", "by"),
    "prisoner_body": ("by",),
    "condition": ("condition", "from", "by"),
}
"""The clauses that tell something in a term of each type; `binds` and `severity` go with all."""

WHERE = ("places", "sector", "zone", "roads", "posts", "route")
"""Of these a term has one."""

LISTED = ("places", "roads", "posts", "binds", "without")
NUMBERS = ("severity", "depth", "from", "by")


def next_in_term(names: Names, words: Sequence[str]) -> list[str]:
    """The words that may follow the finished words of one term, commas among them."""
    if not words:
        return [kind.name.lower() for kind in TermKind]
    last = next((word for word in reversed(words) if word in CLAUSES), "")
    after = len(words) - 1 - max((i for i, word in enumerate(words) if word == last), default=0)
    if last and last not in DUTIES and (after == 0 or words[-1] == ","):
        return [value for value in values_of(names, last) if value not in words]
    fitting = (*CLAUSES_OF.get(words[0], ()), "binds", "severity")
    placed = any(word in WHERE for word in words)
    found = [c for c in fitting if c not in words and not (placed and c in WHERE)]
    return ([","] if last in LISTED and after > 0 else []) + found


def values_of(names: Names, clause: str) -> Sequence[str]:
    """What a clause may name; empty for numbers."""
    match clause:
        case "places":
            return names.places
        case "roads":
            return names.roads
        case "posts":
            return names.posts
        case "sector":
            return names.sectors
        case "zone":
            return names.zones
        case "condition":
            return names.term_conditions
        case "route":
            return ("m4", "m5")
        case "binds":
            return TEAMS
        case "proxy" | "without":
            return FACTIONS
        case "side":
            return [side.name.lower() for side in Side]
        case "user":
            return [user.name.lower() for user in AirUser]
        case "access":
            return [access.name.lower() for access in Access]
        case _:
            return ()
