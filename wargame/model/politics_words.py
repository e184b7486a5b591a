"""Words for the politics of the rulebook: rungs, terms of agreements, capitals (RB 16.1, 18.2, 19.3).

Names of places, zones, posts and days come from outside, so that screens and the engine's texts share one set
of sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from wargame.model.order_base import TEAMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wargame.model.orders_politics import TermForm

    Namer = Callable[[str], str]
    Dater = Callable[[int], str]

RUNGS = (
    "guarantor cooperation",
    "public recrimination",
    "diplomacy suspended, gestures in third capitals",
    "reinforcement and show of force",
    "fire on forces that fired",
    "open Turkish-Syrian hostilities",
    "aircraft and air defences engaged",
    "posts stormed, a patron's troops hit by the other patron",
    "direct Turkish-Russian exchange",
    "general war",
)
"""RB 16.1. Names of the rungs of the escalation ladder."""

ALLOWS = (
    "joint patrols",
    "statements",
    "capitals outside asked for help against the other",
    "new posts, heavy convoys",
    "Turkish guns, guided and shoulder-fired missiles for proxies",
    "drone strikes, attacks by Turkish troops",
    "shoot-downs from a distance, posts harassed",
    "posts stormed, a patron's aircraft or guns on the other's troops",
    "everything short of general war",
    "nothing: the exercise ends",
)
"""RB 16.1. What each rung allows that the one below it does not."""

TERMS = {
    "ceasefire": "Ceasefire",
    "corridor": "Corridor",
    "joint_patrol": "Joint patrols",
    "post_status": "Status of posts",
    "airspace_access": "Access to airspace",
    "withdraw": "Withdrawal",
    "passage": "Passage",
    "deconfliction": "Deconfliction",
    "proxy_restraint": "Restraint of a proxy",
    "humanitarian": "Humanitarian pause",
    "prisoner_body": "Prisoners and bodies",
    "condition": "Condition",
}
"""RB 19.3. What each type of term is called."""

DUTIES = {
    "feed": "fed freely",
    "immune": "not fired on",
    "leave": "left by the garrison",
    "no_attack": "no attacks",
    "guns_out": "heavy weapons out",
    "separate": "separated from HTS",
    "camp_funds": "money for camps",
    "border_open": "the border stays open",
}
"""What each duty of a term asks."""

USERS = {
    "ruaf": "Russian aircraft",
    "syaaf": "Syrian aircraft",
    "tr_manned": "Turkish aircraft",
    "tr_drone": "Turkish drones",
}

CAPITALS = {
    "kyiv": "Kyiv",
    "washington": "Washington",
    "london": "London",
    "nato": "NATO",
    "eu": "the European Union",
    "berlin_paris": "Berlin and Paris",
    "tehran": "Tehran",
    "unsc": "the Security Council",
}

ASKS = {
    "backing": "backing",
    "patriot": "Patriot batteries",
    "money": "money",
    "camps": "shelter in camps",
}

POLICIES = {
    "closed": "the border is closed",
    "divert_afrin": "people are sent on to Afrin and Azaz",
    "managed": "a number of people a turn is let in",
    "open_to_europe": "the way to Europe is open",
}
"""RB 15.8."""

SEVERITIES = ("", "nuisance", "material", "fundamental")
"""RB 19.4, from 1."""

MANY = 2
"""Roads of a term that are named one by one at most."""


def listed(words: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, last = [*words] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def day_words(day: int | None, after: int | None, dated: Dater) -> str:
    """A day of a term: a date, or days after the agreement starts; empty for none."""
    if after is not None:
        return "the day it starts" if after == 0 else f"day {after} after it starts"
    return "" if day is None else dated(day)


def where_words(term: TermForm, named: Namer) -> str:
    """Where a term holds: `at Saraqib and Nayrab`, `everywhere`."""
    if term.places:
        return f"at {listed(named(place) for place in term.places)}"
    if term.sector is not None:
        return f"in the sector {named(term.sector)}"
    if term.zone is not None:
        return f"in the zone '{named(term.zone)}'"
    if len(term.roads) > MANY:
        return f"on {len(term.roads)} roads, {named(term.roads[0])} to {named(term.roads[-1])}"
    if term.roads:
        return f"on {listed(named(road) for road in term.roads)}"
    if term.posts:
        return f"for {listed(named(post) for post in term.posts)}"
    if term.route is not None:
        return f"along the {term.route.upper()}"
    return "everywhere"


def term_words(term: TermForm, named: Namer, dated: Dater, parties: Sequence[str] = ()) -> str:
    """A term in one sentence without a full stop: what it asks, where, by when, and of whom, if not of all
    `parties`.
    """
    text = _asked(term, where_words(term, named), named)
    if first := day_words(term.from_day, term.from_after, dated):
        text += f", from {first}"
    if last := day_words(term.by_day, term.by_after, dated):
        word = "until" if term.type in ("humanitarian", "ceasefire") else "by"
        text += f", {word} {last}"
    if term.bound and set(term.bound) != set(parties or TEAMS):
        text += f"; binds {listed(named(team) for team in term.bound)}"
    return text


def _asked(term: TermForm, where: str, named: Namer) -> str:
    """What a term asks, by its type."""
    asked = listed(DUTIES[duty] for duty in term.duties)
    match term.type:
        case "ceasefire":
            without = f", {listed(named(f) for f in term.excluded)} left out" if term.excluded else ""
            return f"Ceasefire {where}{without}"
        case "corridor":
            width = f"{term.depth} km on each side of the road, " if term.depth else ""
            strip = named(term.zone) if term.zone is not None else f"Corridor {where}"
            return f"{strip}: {width}heavy weapons out, convoys pass"
        case "joint_patrol":
            return f"Joint patrols {where}, at least one a turn"
        case "post_status":
            posts = f"Post at {listed(named(post) for post in term.posts)}"
            posts = posts.replace("Post", "Posts", 1) if len(term.posts) > 1 else posts
            return f"{posts if term.posts else 'All Turkish posts'}: {asked or 'as they stand'}"
        case "airspace_access":
            user = USERS.get(term.user or "", "Aircraft")
            return f"Airspace {where} is {term.access or 'open'} for {user}"
        case "withdraw":
            return f"The {term.side or 'named'} side has no troops {where}"
        case "passage":
            return f"Convoys pass unhindered {where}"
        case "deconfliction":
            return f"Coordinates are shared {where}; nobody fires on them"
        case "proxy_restraint":
            return f"{named(term.proxy or 'proxy')} {where}: {asked or 'no attacks'}"
        case "humanitarian":
            return f"No air strikes {where}{f', {asked}' if asked else ''}"
        case "prisoner_body":
            return "Prisoners and bodies are exchanged"
        case "condition":
            return f"Held to the condition {named(term.condition or 'named')}"
        case _:
            assert_never(term.type)
