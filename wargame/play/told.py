"""The events of a turn as one team reads them: what it may know of each, numbered for it alone (RB 8.3,
22.3).

Of a group that a team cannot look into it reads the faction instead of the formation, and no numbers. Of the
dead of others it reads claims: what their own side admits, what the opponents claim, and a neutral estimate
(RB 2.5 purpose 14). None of these is the true number, which only the owner and the white cell read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wargame.model.orders import TEAMS
from wargame.play.audience import WHITE
from wargame.play.events_text import EVENTS, clarities, event, events, for_seat
from wargame.play.reasons_text import reasons_of
from wargame.play.witness import Clarity, Witnesses
from wargame.play.words import As, ident, shown
from wargame.rules.arithmetic import scaled
from wargame.rules.codes import EventKind, Purpose, ReasonKind, Side, Team
from wargame.rules.detection import side_of_team
from wargame.rules.draw import draw
from wargame.rules.seen import estimate
from wargame.rules.tables import NOBODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.model.events import Event
    from wargame.play.layout import Layout
    from wargame.play.offer_numbers import OfferNumbers
    from wargame.rules.tables import Board


class Part(NamedTuple):
    """What is told of an event to those who read a part of it."""

    fields: tuple[str, ...]
    """Of its printed fields; a formation becomes its faction."""
    sentence: str


PARTS: dict[EventKind, Part] = {
    EventKind.ARRIVED: Part(("formation", "place"), "Troops of {faction} arrive at {place}."),
    EventKind.MOVED: Part(("formation", "from", "to"), "Troops of {faction} move from {from} to {to}."),
    EventKind.WITHDREW: Part(("place", "faction", "threatened"), "{place} is given up by {faction}."),
    EventKind.ATTACK: Part(("place", "faction", "outcome"), "{place} is attacked by {faction}: {outcome}."),
    EventKind.CAPTURED: Part(
        ("place", "from", "to", "formation"), "{place} falls: {faction} takes it from {from} for {to}."
    ),
    EventKind.EXPLOITED: Part(("formation", "place"), "Troops of {faction} push on into {place}."),
    EventKind.ROAD_CUT: Part(("road",), "The road {road} is under fire."),
    EventKind.FIRED: Part(("place", "mode"), "Guns fire at {place} {mode}."),
    EventKind.AGREEMENT_STARTED: Part(
        ("parties",), "Delegations of {parties} have met; what they agreed is not known."
    ),
}
"""RB 22.3. Events of which others read a part."""

CLAIMED = (EventKind.BATTLE_LOSS, EventKind.TROOPS_HIT, EventKind.POST_HIT)
"""Events whose dead are told to others as claims."""

ADMIT_LEAST = 5000
CLAIM_LEAST = 10000
"""RB 8.3, 27.6. bp of the true number: a side admits half to all of its dead, its opponents claim one to two
times as many.
"""

CLAIM = 0
"""RB 2.5 purpose 14: slot of what a side claims."""


def told(
    layout: Layout,
    turn: int,
    facts: Sequence[Sequence[int]],
    reasons: Sequence[Sequence[int]],
    opening: Board | None,
    seed: int,
    seat: str,
    numbers_of: OfferNumbers | None = None,
) -> tuple[Event, ...]:
    """The events of a turn that a seat may read. `opening` is the board on which the turn opened,
    `numbers_of` says what the seat calls agreements.

    A team's events are numbered from 0 without gaps: their numbers do not tell how many it cannot read.
    """
    if seat == WHITE:
        return events(layout, turn, facts, reasons, opening)
    team = TEAMS.index(seat)
    own = facts if numbers_of is None else numbers_of.own_rows(seat, facts)
    attached = reasons_of(layout, facts, reasons)
    near = Witnesses(layout, opening or layout.start)
    numbers: dict[int, int] = {}
    made: list[Event] = []
    for number, (row, true) in enumerate(zip(own, facts, strict=True)):
        clear = clarities(layout, true, near)[team]
        near.follow(true)
        if clear is Clarity.HIDDEN:
            continue
        if clear is Clarity.WHOLE:
            found = _whole(layout, turn, number, row, attached.get(number, ()), team)
        elif row[2] in CLAIMED:
            found = _claimed(layout, turn, number, row, seed)
        else:
            found = _part(layout, turn, number, row)
        numbers[number] = len(made)
        mine = {
            "number": len(made),
            "cause": numbers.get(found.cause, NOBODY),
            "audience": frozenset((seat,)),
        }
        made.append(found.model_copy(update=mine))
    return tuple(made)


def _whole(
    layout: Layout, turn: int, number: int, row: Sequence[int], reasons: Sequence[Sequence[int]], team: int
) -> Event:
    """All of it; but of a battle nobody reads how many of the other side were in the line, or what only that
    side knows of itself.
    """
    side = side_of_team(team)
    kept = [r for r in reasons if r[2] != ReasonKind.FRONTAGE or r[4] == side]
    return for_seat(event(layout, turn, number, row, kept), TEAMS[team])


def _part(layout: Layout, turn: int, number: int, row: Sequence[int]) -> Event:
    """What those read who see only that something is there, or that something happened."""
    kind = EventKind(row[2])
    full = event(layout, turn, number, row)
    part = PARTS[kind]
    pairs: list[tuple[str, As, int]] = []
    for (name, what), value in zip(EVENTS[kind].fields, row[3:7], strict=False):
        if name in part.fields and what is As.FORMATION:
            pairs.append(("faction", As.FACTION, layout.world.formations[value].faction))
        elif name in part.fields:
            pairs.append((name, what, value))
    text = part.sentence.format_map({name: shown(layout, what, value) for name, what, value in pairs})
    return full.model_copy(
        update={
            "fields": {name: ident(layout, what, value) for name, what, value in pairs},
            "sentence": text[:1].upper() + text[1:],
            "reasons": (),
        }
    )


def _claimed(layout: Layout, turn: int, number: int, row: Sequence[int], seed: int) -> Event:
    """Dead of others: what is admitted, claimed and estimated instead of what is true."""
    kind = EventKind(row[2])
    full = event(layout, turn, number, row)
    fields = {name: value for name, value in full.fields.items() if name not in ("mbn", "killed", "dead")}
    if kind is not EventKind.BATTLE_LOSS:
        team = Team.ANKARA if kind is EventKind.POST_HIT else row[4]
        dead = row[4] if kind is EventKind.POST_HIT else row[5]
        about = estimate(layout.world, team, dead, seed, row[0])
        text = full.sentence.replace(f": {dead} dead", f": about {about} dead")
        fields["estimate"] = about
        return full.model_copy(update={"fields": fields, "sentence": text, "reasons": ()})
    loser = Team.ANKARA if row[4] == Side.OPPOSITION else Team.DAMASCUS
    other = Team.DAMASCUS if loser is Team.ANKARA else Team.ANKARA
    admitted = scaled(row[6], ADMIT_LEAST + _claim(layout, loser, seed, row[0]) // 2)
    claimed = scaled(row[6], CLAIM_LEAST + _claim(layout, other, seed, row[0]))
    about = estimate(layout.world, loser, row[6], seed, row[0])
    place, side = shown(layout, As.PLACE, row[3]), shown(layout, As.SIDE, row[4])
    text = f"At {place} {side} admits {admitted} dead; opponents claim {claimed}, observers say {about}."
    return full.model_copy(
        update={
            "fields": fields | {"admitted": admitted, "claimed": claimed, "estimate": about},
            "sentence": text,
            "reasons": (),
        }
    )


def _claim(layout: Layout, team: int, seed: int, day: int) -> int:
    """RB 2.5 purpose 14. The draw of what a team claims on a day, 0-9999."""
    return draw(seed, day, Purpose.CLAIM, layout.world.team_keys[team], CLAIM)
