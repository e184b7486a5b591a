"""Sentences on what is seen at a place, and lists of a seat's own things. Pure: View in, lines out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.tui.inks import CONTROL_INK

if TYPE_CHECKING:
    from wargame.model.view import FormationView, View
    from wargame.tui.lines import Line
    from wargame.tui.names import Names

HOLDER = {
    "government": "government",
    "opposition": "opposition",
    "turkish": "Turkish forces",
    "neutral": "nobody",
}
"""Who holds a place, in words."""


def thousands(number: int) -> str:
    """A number with thin groups: 120 000."""
    return f"{number:,}".replace(",", " ")


def own_things(view: View) -> list[tuple[str, str]]:
    """Formations the seat commands and posts it keeps, with their places, in the view's order."""
    found = [(unit.id, unit.place) for unit in view.formations if unit.own and unit.id is not None]
    if view.seat == "ankara":
        found += [(post.id, post.place) for post in view.posts if post.state in ("open", "besieged")]
    return found


def where_is(thing: str, view: View) -> str | None:
    """The place of a place, formation or post in a view, or None where the view does not show it."""
    if thing in view.places:
        return thing
    for unit in view.formations:
        if unit.id == thing:
            return unit.place
    return next((post.place for post in view.posts if post.id == thing), None)


def things_at(place: str, view: View) -> list[str]:
    """Own formations and posts at a place."""
    return [thing for thing, where in own_things(view) if where == place]


def unit_words(unit: FormationView) -> str:
    """A formation in a few words: strength, with its bounds where it is not exact, when it was seen, and what
    only its own side knows.
    """
    parts = [f"{unit.strength / 1000:.1f} bn"]
    if unit.low < unit.high:
        parts = [f"about {unit.strength / 1000:.1f} bn, {unit.low / 1000:.1f}-{unit.high / 1000:.1f}"]
    if unit.age_days > 0:
        parts.append(f"seen {unit.age_days} day{'' if unit.age_days == 1 else 's'} ago")
    elif unit.kind is None:
        parts.append("kind unknown")
    if unit.cohesion is not None:
        parts.append(f"cohesion {unit.cohesion}")
    if unit.supply is not None:
        parts.append(f"supply {unit.supply}")
    if unit.posture is not None:
        parts.append(unit.posture)
    return f"{unit.label} ({', '.join(parts)})"


def place_line(place: str | None, view: View, names: Names) -> Line:
    """The status line for a place: where, name, holder, people, supply, and what stands there."""
    if place is None or place not in view.places:
        return ((" no place here", "muted"),)
    seen, known = view.places[place], names.places[place]
    parts: list[tuple[str, str]] = [
        (f" {known.lat:.2f}N {known.lon:.2f}E  ", "muted"),
        (known.full_name or known.name, "text+b"),
        (" · ", "muted"),
        (HOLDER.get(seen.control, seen.control), CONTROL_INK.get(seen.control, "muted")),
    ]
    if seen.bar:
        parts.append((f" · taken to {seen.bar} %", "amber"))
    if seen.battle:
        parts.append((" · battle", "alarm"))
    if not seen.supplied:
        parts.append((" · out of supply", "alarm"))
    if seen.people or seen.hosted:
        hosted = f", {thousands(seen.hosted)} arrived" if seen.hosted else ""
        parts.append((f" · {thousands(seen.people)} people{hosted}", "muted"))
    for post in view.posts:
        if post.place == place and post.state not in ("planned", "evacuated"):
            stock = f", stock {post.stock // 100} days" if post.stock is not None else ""
            days = f" for {post.besieged_days} days" if post.state == "besieged" else ""
            parts.append(
                (
                    f" · {names.of(post.id)}: {post.state}{days}{stock}",
                    "alarm" if post.state == "besieged" else "ankara",
                )
            )
    parts += [
        (f" · {unit_words(unit)}", "muted" if unit.age_days > 0 else "text")
        for unit in view.formations
        if unit.place == place
    ]
    return tuple(parts)
