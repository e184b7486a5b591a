"""Facts of the engine as events that people read: fields, audience, one sentence, reasons (RB 22.1-22.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.model.events import NOT_KNOWN, Event
from wargame.model.orders import TEAMS
from wargame.play.audience import CELL, OWNER, PUBLIC, SEEN, USER, WHITE, clarity_of
from wargame.play.equipment import with_equipment
from wargame.play.events_politics import POLITICS, variant
from wargame.play.reasons_text import LINES_OF_SIDE, reason, reasons_of, rule_of
from wargame.play.telling import Told
from wargame.play.witness import Clarity, Witnesses
from wargame.play.words import FIELD_WORDS, As, field_of, ident, shown
from wargame.rules.codes import EventKind, Faction, Field, Side, side_of
from wargame.rules.injects import STRIDE
from wargame.rules.tables import NOBODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.play.layout import Layout
    from wargame.rules.tables import Board

AIMS = (As.AIM_ANKARA, As.AIM_MOSCOW, As.AIM_DAMASCUS)

_PLACE = ("place", As.PLACE)
_POST = ("post", As.POST)
_FORMATION = ("formation", As.FORMATION)
_FACTION = ("faction", As.FACTION)
_SIDE = ("side", As.SIDE)
_TEAM = ("team", As.TEAM)
_ROAD = ("road", As.ROAD)
_MBN = ("mbn", As.MBN)

EVENTS: dict[EventKind, Told] = {
    EventKind.TURN_OPENED: Told(
        (("turn", As.NUMBER), ("tie1", As.TEAM), ("tie2", As.TEAM), ("tie3", As.TEAM)),
        PUBLIC,
        "Turn {turn} opens; the tie order is {tie1}, {tie2}, {tie3}.",
    ),
    EventKind.ORDER_REFUSED: Told(
        (_TEAM, ("order", As.NUMBER), ("reason", As.REFUSAL), ("type", As.ORDER)),
        OWNER,
        "Order {order} of {team} ({type}) is refused: {reason}.",
    ),
    EventKind.ORDER_CHANGED: Told(
        (_TEAM, ("order", As.NUMBER), ("new_type", As.ORDER), ("reason", As.HELD)),
        OWNER,
        "Order {order} of {team} is carried out as {new_type}: {reason}.",
    ),
    EventKind.AIRSPACE_SET: Told(
        (("sector", As.SECTOR), ("user", As.USER), ("access", As.ACCESS)),
        USER,
        "The airspace of {sector} is now {access} to {user}.",
    ),
    EventKind.ROE_SET: Told(
        (_TEAM, ("branch", As.BRANCH), ("rule", As.RULE)),
        OWNER,
        "Rules of engagement of {team} for {branch}: {rule}.",
    ),
    EventKind.TASK_OBEYED: Told(
        (_FACTION, ("task", As.TASK), ("place", As.PLACE)),
        OWNER,
        "The task {task} {place} is obeyed by {faction}.",
    ),
    EventKind.TASK_IGNORED: Told(
        (_FACTION, ("task", As.TASK), ("place", As.PLACE)),
        OWNER,
        "The task {task} {place} is ignored by {faction}; the faction follows its own agenda.",
    ),
    EventKind.ARRIVED: Told((_FORMATION, _PLACE, _MBN), SEEN, "{formation} arrives at {place} with {mbn}."),
    EventKind.INJECTED: Told(
        (("inject", As.INJECT), ("field", As.FIELD), ("old", As.VALUE), ("new", As.VALUE)),
        CELL,
        "{inject}: {field} goes from {old} to {new}.",
    ),
    EventKind.WEATHER: Told(
        (("sector", As.SECTOR), ("state", As.WEATHER)), PUBLIC, "The weather over {sector} turns {state}."
    ),
    EventKind.SUPPLY_CHANGED: Told(
        (_FORMATION, ("old", As.SUPPLY), ("new", As.SUPPLY), ("ed", As.LENGTH)),
        OWNER,
        "The supply of {formation} goes from {old} to {new}; it stands {ed}.",
    ),
    EventKind.ROAD_CLEARED: Told((_ROAD, _SIDE), PUBLIC, "The motorway {road} is cleared for {side}."),
    EventKind.ROAD_LOST: Told((_ROAD,), PUBLIC, "The motorway {road} is no longer clear."),
    EventKind.SIGHTED: Told(
        (_TEAM, _PLACE, _FACTION, ("level", As.NUMBER)),
        OWNER,
        "Troops of {faction} are seen at {place} (level {level}).",
    ),
    EventKind.LOST_SIGHT: Told(
        (_TEAM, _PLACE, _FACTION), OWNER, "Troops of {faction} are out of sight at {place}."
    ),
    EventKind.FLOWN: Told(
        (("pool", As.POOL), ("sector", As.SECTOR), ("sorties", As.NUMBER), ("effective", As.SORTIES)),
        OWNER,
        "{pool} fly {sorties} sorties over {sector}, worth {effective} in the open sky.",
    ),
    EventKind.AIRCRAFT_LOST: Told(
        (("pool", As.POOL), ("sector", As.SECTOR), ("number", As.NUMBER), ("helicopters", As.NUMBER)),
        PUBLIC,
        "{pool} lose {number} over {sector}.",
    ),
    EventKind.PLACE_STRUCK: Told(
        (_PLACE, _TEAM, ("sorties", As.NUMBER), ("rules", As.RULES)),
        PUBLIC,
        "{place} is struck by {sorties} sorties of {team} under {rules} rules.",
    ),
    EventKind.ROAD_CUT: Told(
        (_ROAD, ("bp", As.SHARE)), SEEN, "The road {road} is under fire and carries {bp} less."
    ),
    EventKind.AD_HIT: Told(
        (("sector", As.SECTOR), _SIDE, ("csy", As.SYSTEMS)),
        PUBLIC,
        "The air defence of {side} over {sector} loses {csy}.",
    ),
    EventKind.FIRED: Told(
        (("guns", As.GUNS), _PLACE, ("mode", As.FIRE), _MBN), SEEN, "{guns} fires at {place} {mode}."
    ),
    EventKind.RETALIATED: Told(
        (_TEAM, _PLACE, _MBN, ("dead", As.NUMBER)),
        PUBLIC,
        "{team} answers for {dead} dead at {place}: those who fired lose {mbn}.",
    ),
    EventKind.DRONE_HIT: Told(
        (_FORMATION, _MBN, ("sorties", As.NUMBER), _PLACE),
        SEEN,
        "Drones hit {formation} at {place}: {mbn} lost to {sorties} sorties.",
    ),
    EventKind.JAMMED: Told(
        (("sector", As.SECTOR), ("days", As.NUMBER)),
        OWNER,
        "Jammers work over {sector}; days left, today included: {days}.",
    ),
    EventKind.FORCED_ENTRY: Told(
        (("sector", As.SECTOR), ("sorties", As.NUMBER)),
        PUBLIC,
        "Turkish drones enter the closed airspace of {sector} with {sorties} sorties.",
    ),
    EventKind.MOVED: Told(
        (_FORMATION, ("from", As.PLACE), ("to", As.PLACE)), SEEN, "{formation} moves from {from} to {to}."
    ),
    EventKind.HALTED: Told(
        (_FORMATION, _PLACE, ("reason", As.HALT)), OWNER, "{formation} halts at {place}: {reason}."
    ),
    EventKind.CONVOY_ARRIVED: Told(
        (_POST, _TEAM, ("stock", As.DAYS), ("consent", As.NUMBER)),
        PUBLIC,
        "A convoy of {team} reaches the post at {post} and brings {stock} of supply.",
    ),
    EventKind.CONVOY_TURNED: Told(
        (_POST, _TEAM, ("stock", As.DAYS), ("by", As.TEAM)),
        PUBLIC,
        "A convoy of {team} to the post at {post} is turned back by {by}.",
    ),
    EventKind.CONVOY_BLOCKED: Told(
        (_POST, _TEAM, ("stock", As.DAYS), ("by", As.TEAM)),
        PUBLIC,
        "A convoy of {team} finds no way on to the post at {post}.",
    ),
    EventKind.MEETING: Told(
        (_ROAD, _SIDE, ("outcome", As.OUTCOME), ("column", As.SHIFTS)),
        SEEN,
        "Columns meet on the road {road}, {side} the stronger: {outcome} (column {column}).",
    ),
    EventKind.STANDOFF: Told(
        (_PLACE, _SIDE), SEEN, "Troops of {side} stop before {place}: outside troops stand there."
    ),
    EventKind.WITHDREW: Told(
        (_PLACE, _FACTION, _MBN, ("threatened", As.NUMBER)),
        SEEN,
        "{place} is given up by {faction}; {mbn} leave.",
    ),
    EventKind.ATTACK: Told(
        (_PLACE, _FACTION, ("column", As.SHIFTS), ("outcome", As.OUTCOME)),
        PUBLIC,
        "{place} is attacked by {faction}: {outcome} (column {column}).",
    ),
    EventKind.BATTLE_LOSS: Told(
        (_PLACE, _SIDE, _MBN, ("killed", As.NUMBER)),
        PUBLIC,
        "At {place} {side} loses {mbn}, {killed} killed.",
    ),
    EventKind.BAR_MOVED: Told(
        (_PLACE, _SIDE, ("old", As.POINTS), ("new", As.POINTS)),
        SEEN,
        "The bar of {side} at {place} goes from {old} to {new}.",
    ),
    EventKind.CAPTURED: Told(
        (_PLACE, ("from", As.CONTROL), ("to", As.CONTROL), _FORMATION),
        PUBLIC,
        "{place} falls: {formation} takes it from {from} for {to}.",
    ),
    EventKind.RETREATED: Told(
        (_FORMATION, ("from", As.PLACE), ("to", As.PLACE), _MBN),
        SEEN,
        "{formation} retreats from {from} to {to} and loses {mbn}.",
    ),
    EventKind.EXPLOITED: Told((_FORMATION, _PLACE), PUBLIC, "{formation} pushes on into {place}."),
    EventKind.POST_ESTABLISHED: Told(
        (_POST, _PLACE, _MBN, ("reinforced", As.NUMBER)),
        PUBLIC,
        "Turkey sets up the post {post} at {place} with {mbn}.",
    ),
    EventKind.POST_BESIEGED: Told((_POST, _PLACE), PUBLIC, "The Turkish post {post} at {place} is besieged."),
    EventKind.POST_RELIEVED: Told(
        (_POST, _PLACE), PUBLIC, "The siege of the Turkish post {post} at {place} is over."
    ),
    EventKind.POST_EVACUATED: Told(
        (_POST, _PLACE), PUBLIC, "The garrison of the post {post} at {place} has left."
    ),
    EventKind.POST_OVERRUN: Told(
        (_POST, _PLACE), PUBLIC, "The post {post} at {place} is overrun; its garrison is captive."
    ),
    EventKind.SIEGE_SET: Told(
        (_POST, ("level", As.SIEGE)), PUBLIC, "The siege of the post {post} is now: {level}."
    ),
    EventKind.POST_HIT: Told(
        (_POST, ("dead", As.NUMBER), ("author", As.AUTHOR)),
        PUBLIC,
        "The Turkish post {post} is hit: {dead} dead.",
    ),
    EventKind.GARRISON_ASKS_TO_LEAVE: Told(
        (_POST, _PLACE), OWNER, "The garrison of the post {post} at {place} asks to leave."
    ),
    EventKind.DISPLACED: Told(
        (_PLACE, ("people", As.PEOPLE), ("to", As.PLACE), ("left", As.PEOPLE)),
        PUBLIC,
        "{left} leave {place}; {people} find a place, most of them at {to}.",
    ),
    EventKind.EXPOSURE: Told(
        (_PLACE, ("people", As.PEOPLE)), PUBLIC, "{people} more are without shelter at {place}."
    ),
    EventKind.CROSSED: Told(
        (("people", As.PEOPLE), ("way", As.NUMBER)), PUBLIC, "{people} cross the border into Turkey."
    ),
    EventKind.STARVED: Told(
        (_FORMATION, _MBN, ("post", As.NUMBER)),
        OWNER,
        "{formation} is cut off without stock and loses {mbn}.",
    ),
    EventKind.REPLACED: Told((_FORMATION, _MBN), OWNER, "{formation} receives replacements, {mbn}."),
    EventKind.TROOPS_HIT: Told(
        (_PLACE, _TEAM, ("dead", As.NUMBER), ("author", As.AUTHOR)),
        PUBLIC,
        "Troops of {team} are hit at {place}: {dead} dead. Who fired is not known.",
    ),
    EventKind.BASE_RAIDED: Told(
        (_PLACE, _FACTION), PUBLIC, "The Russian air base at {place} is attacked by {faction}."
    ),
    EventKind.AID_ARRIVED: Told(
        (_PLACE, _TEAM, ("people", As.PEOPLE)),
        PUBLIC,
        "Aid of {team} reaches {place}: shelter for {people}.",
    ),
    EventKind.AID_STOPPED: Told((_PLACE, _TEAM), PUBLIC, "Aid of {team} finds no way on to {place}."),
    EventKind.TRACK: Told(
        (("track", As.TRACK), ("old", As.VALUE), ("new", As.VALUE), _TEAM),
        CELL,
        "{track} goes from {old} to {new}.",
    ),
    EventKind.INCOME: Told(
        (_TEAM, ("pc", As.POINTS), ("gain", As.POINTS)),
        OWNER,
        "{team} gains {gain} political capital and has {pc}.",
    ),
    EventKind.SCORE: Told(
        (_TEAM, ("line", As.NUMBER), ("points", As.POINTS)),
        OWNER,
        "{team} has {points} points in line {line} of its war aims.",
    ),
    EventKind.SESSION_ENDED: Told((("cause", As.END),), PUBLIC, "The exercise ends: {cause}."),
    EventKind.RULING: Told(
        (("field", As.NUMBER), ("old", As.NUMBER), ("new", As.NUMBER), ("step", As.NUMBER)),
        CELL,
        "The white cell rules: a value goes from {old} to {new}.",
    ),
    **POLITICS,
}
"""RB 22.3, every kind that the rules tell."""


def events(
    layout: Layout,
    turn: int,
    facts: Sequence[Sequence[int]],
    reasons: Sequence[Sequence[int]],
    opening: Board | None = None,
) -> tuple[Event, ...]:
    """The events of a turn in order, each with its reasons, as the white cell reads them.

    `opening` is the board on which the turn opened, the start if it is not given: with it begins what each
    team sees, and so who else may read.
    """
    attached = reasons_of(layout, facts, reasons)
    near = Witnesses(layout, opening or layout.start)
    made = []
    for number, row in enumerate(facts):
        readers = clarities(layout, row, near)
        near.follow(row)
        made.append(event(layout, turn, number, row, attached.get(number, ()), readers))
    return tuple(made)


def clarities(layout: Layout, row: Sequence[int], near: Witnesses) -> tuple[Clarity, ...]:
    """How much each team, by its row, may read of an event (RB 22.2, 22.3)."""
    told = EVENTS[EventKind(row[2])]
    return clarity_of(layout, EventKind(row[2]), told.audience, told.fields[0][1], row[3:7], near)


def event(
    layout: Layout,
    turn: int,
    number: int,
    row: Sequence[int],
    reasons: Sequence[Sequence[int]] = (),
    readers: Sequence[Clarity] = (),
) -> Event:
    """One event from its row, the rows of its reasons, and how much each team may read of it."""
    day, step, code, *values, cause = row
    kind = EventKind(code)
    told = EVENTS[kind]
    fields = dict(told.fields)
    if kind is EventKind.STARVED and values[2] == 1:
        fields["formation"] = As.POST
    elif kind in (EventKind.TASK_OBEYED, EventKind.TASK_IGNORED) and values[1] == 4:
        fields["place"] = As.ROAD
    if kind in (EventKind.INJECTED, EventKind.TRACK):
        unit = FIELD_WORDS[field_of(values[1])[0] if kind is EventKind.INJECTED else Field(values[0])][2]
        fields["old"] = fields["new"] = unit
    elif kind is EventKind.SCORE:
        fields["line"] = AIMS[values[0]]
    pairs = [(name, what, value) for (name, what), value in zip(fields.items(), values, strict=False)]
    return Event(
        number=number,
        turn=turn,
        day=day,
        step=step,
        kind=kind.name.lower(),
        fields={name: ident(layout, what, value) for name, what, value in pairs},
        place=place_of(layout, kind, values),
        audience=frozenset((WHITE, *(t for t, clear in zip(TEAMS, readers, strict=False) if clear))),
        sentence=_sentence(layout, kind, told, values, pairs),
        reasons=tuple(reason(layout, r) for r in reasons) or rule_of(kind, values),
        cause=cause,
    )


def for_seat(found: Event, seat: str) -> Event:
    """The event as a seat may read it: what a team cannot know of the other side has no number (RB 8.3),
    and who fired is known as far as it was told (RB 14.4).
    """
    if found.kind in ("troops_hit", "post_hit") and seat != WHITE and not found.fields["author"]:
        kept = tuple(r for r in found.reasons if r.kind != "attribution")
        return found.model_copy(update={"reasons": kept})
    if found.kind != "attack" or seat == WHITE:
        return found
    attackers = Faction[str(found.fields["faction"]).upper()]
    hidden = LINES_OF_SIDE[int((seat == "ankara") == (side_of(attackers) == Side.OPPOSITION))]
    reasons = tuple(
        r.model_copy(update={"amount": 0, "detail": NOT_KNOWN}) if r.code in hidden else r
        for r in found.reasons
    )
    return found.model_copy(update={"reasons": reasons})


def _sentence(
    layout: Layout, kind: EventKind, told: Told, values: Sequence[int], pairs: list[tuple[str, As, int]]
) -> str:
    text = told.sentence
    match kind:
        case EventKind.POST_ESTABLISHED if values[3] == 1:
            text = "Turkey reinforces the post {post} at {place} by {mbn}."
        case EventKind.ORDER_CHANGED if values[2] == 0:
            text = "Order {order} of {team} is not carried out today: {reason}."
        case EventKind.FIRED if values[3] > 0:
            text = "{guns} fires at {place} {mode}; {mbn} are lost there."
        case EventKind.CONVOY_ARRIVED if values[2] == 0:
            text = "A convoy of {team} brings troops to the post at {post}."
        case EventKind.CONVOY_ARRIVED if values[3] == 1:
            text = "A convoy of {team} reaches the post at {post} with consent and brings {stock} of supply."
        case EventKind.WITHDREW if values[3] == 1:
            text = "{place} is given up by {faction} under threat of encirclement; {mbn} leave."
        case EventKind.STARVED if values[2] == 1:
            text = "The garrison of the post {formation} is out of stock and loses {mbn}."
        case EventKind.TASK_OBEYED if values[2] == NOBODY:
            text = "The task {task} is obeyed by {faction}."
        case EventKind.TASK_IGNORED if values[2] == NOBODY:
            text = "The task {task} is ignored by {faction}; the faction follows its own agenda."
        case EventKind.AIRCRAFT_LOST if values[3] > 0:
            text = "{pool} lose {number} over {sector}, of them helicopters: {helicopters}."
        case EventKind.CAPTURED if values[3] == NOBODY:
            text = "{place} passes from {from} to {to}."
        case EventKind.TRACK if values[3] != NOBODY:
            text = "{track} of {team} goes from {old} to {new}."
        case EventKind.INJECTED if values[1] % STRIDE == Field.RELEASE:
            text = "Inject released: {inject}."
        case EventKind.INJECTED if values[1] % STRIDE == Field.LOSSES_PLACE and values[2] == 0:
            text = "{inject}: nobody is hit, no Turkish troops stand where it strikes ({field})."
        case EventKind.TROOPS_HIT if values[3] != NOBODY:
            text = "Troops of {team} are hit at {place} by {author}: {dead} dead."
        case _:
            text = variant(kind, values) or text
    said = text.format_map({name: shown(layout, what, value) for name, what, value in pairs})
    said = with_equipment(kind, next((value for name, _, value in pairs if name == "mbn"), 0), said)
    return said[:1].upper() + said[1:]


def place_of(layout: Layout, kind: EventKind, values: Sequence[int]) -> str | None:
    """The id of the place where it happened: the last one its fields name, else that of its post or road."""
    found: str | int = ""
    for (_, what), value in zip(EVENTS[kind].fields, values, strict=False):
        if what is As.PLACE and kind is not EventKind.DISPLACED and value != NOBODY:
            found = ident(layout, what, value)
    if kind is EventKind.DISPLACED:
        found = ident(layout, As.PLACE, values[0])
    first = EVENTS[kind].fields[0][1]
    if not found and first is As.POST and 0 <= values[0] < len(layout.start.posts):
        found = ident(layout, As.PLACE, layout.start.posts[values[0]].place)
    if not found and first is As.ROAD and 0 <= values[0] < len(layout.world.roads):
        found = ident(layout, As.PLACE, layout.world.roads[values[0]].a)
    return str(found) if found else None
