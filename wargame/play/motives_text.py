"""Why a bot gave an order, in a sentence: the motives of `bots/motives.py` as people read them.

Motives are kept by their names (`OrderSheet.reasons`). A name that this version does not have is shown as it
stands, so that a sheet of a later one can be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.bots.motives import Motive
from wargame.model.orders import OrderReason
from wargame.model.view import MotiveView
from wargame.play import notation
from wargame.play.words import As, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wargame.model.orders import OrderSheet
    from wargame.play.layout import Layout
    from wargame.rules.tables import Order as Row

TEXTS: dict[Motive, tuple[str, As]] = {
    Motive.BRINK_NEAR: ("the brink is near: tension {}", As.POINTS),
    Motive.WAR_OPENED: ("the dead have been answered: rung {}", As.RUNG),
    Motive.WEARY_AT_HOME: ("people at home are weary: domestic support {}", As.POINTS),
    Motive.PEACE_ALWAYS: ("a ceasefire is wanted whenever it can be had: tension {}", As.POINTS),
    Motive.ROAD_HELD: ("the M5 is whole, and there is more to lose than to gain: tension {}", As.POINTS),
    Motive.TENSION_UNEASY: ("tension has become uneasy: {}", As.POINTS),
    Motive.TOO_EARLY: ("too early for a ceasefire: tension {}", As.POINTS),
    Motive.ROAD_NOT_HELD: ("no ceasefire before the M5 is whole", As.NUMBER),
    Motive.WOULD_WITHDRAW: ("it would have to withdraw", As.NUMBER),
    Motive.OFFER_SUITS: ("nothing in the offer stands against it", As.NUMBER),
    Motive.NO_BARGAIN: ("it makes no bargains", As.NUMBER),
    Motive.SKY_FOR_CALM: ("opening the sky buys calm: tension {}", As.POINTS),
    Motive.SKY_WITHHELD: ("the sky is not given away: tension {}", As.POINTS),
    Motive.POSTS_HUNGRY: ("besieged posts have to eat: {}", As.NUMBER),
    Motive.REINFORCE: ("troops come before anything else; planned by {}", As.CALENDAR),
    Motive.OWN_DEAD: ("own dead unanswered: {}", As.NUMBER),
    Motive.TIME_TO_PRESS: ("time to press, dead or none; planned by {}", As.CALENDAR),
    Motive.CAUSE_GOOD: ("there is cause enough for war: {}", As.SHARE),
    Motive.DEADLINE_PASSED: ("the deadline has passed unmet: rung {}", As.RUNG),
    Motive.DEMAND_LINE: ("the line of the posts is demanded, by the end of turn {}", As.NUMBER),
    Motive.CONDEMN_ATTACKS: ("its posts and dead make a case to be heard: {} dead", As.NUMBER),
    Motive.WARN_BEFORE_WAR: ("a warning comes before open hostilities: rung {}", As.RUNG),
    Motive.CONDEMN_PRESENCE: ("foreign troops are on Syrian ground: rung {}", As.RUNG),
    Motive.REASSURE_RIVAL: ("the other patron is not to be provoked: tension {}", As.POINTS),
    Motive.CAPITAL_DUE: ("it is time to ask, and there is capital for it: {} points", As.POINTS),
    Motive.DEAD_TO_ALLIES: ("the dead are brought before the allies: {}", As.NUMBER),
    Motive.TRADE_EASED: ("trade keeps the other patron willing: tension {}", As.POINTS),
    Motive.LEVER_PULLED: ("pressure on Ankara is cheap: {} points of capital", As.POINTS),
    Motive.WITNESS_WANTED: ("others should stand behind a settlement: {} points of capital", As.POINTS),
    Motive.PAY_DUE: ("pay keeps the proxies obedient: {} points of capital", As.POINTS),
    Motive.AMMO_DUE: ("the proxies need ammunition: {} points of capital", As.POINTS),
    Motive.ARMOUR_FACED: ("the proxies face armour, and the ladder allows it: rung {}", As.RUNG),
    Motive.THINLY_HELD: ("thinly held, as far as is seen: {}", As.MBN),
    Motive.THREATENED: ("more stand beside the place than in it: {}", As.MBN),
    Motive.ALLIES_ASKED: ("the allies can take it: {} points of capital", As.POINTS),
    Motive.BORDER_MANAGED: ("those who flee are let in under control: {}", As.PEOPLE),
    Motive.BORDER_DIVERTED: ("those who flee are to find room at Afrin", As.NUMBER),
    Motive.BORDER_OPENED: ("Europe is to feel what Ankara bears: {} dead", As.NUMBER),
    Motive.CEASEFIRE_KEPT: ("a ceasefire stands, and the ally is to keep it", As.NUMBER),
    Motive.TENSION_HELD_DOWN: ("the ally is held back: tension {}", As.POINTS),
    Motive.ALLY_URGED: ("the ally is urged on while it is winning", As.NUMBER),
    Motive.MEN_NEEDED: ("fighters are needed here more than in Libya: {}", As.MBN),
    Motive.COLUMN_FAVOURABLE: ("the column is good enough: {}", As.SHIFTS),
    Motive.WORN_PROBE: ("a probe only, for the troops are worn: cohesion {}", As.POINTS),
    Motive.COLUMN_DECISIVE: ("all out, for it can be decided here: column {}", As.SHIFTS),
    Motive.STRENGTH_ENOUGH: ("enough troops can reach the lost place: {}", As.MBN),
    Motive.BLOCKS_WAY: ("it stands in the way of the offensive", As.NUMBER),
    Motive.GOES_FORWARD: ("it goes as far forward as it can", As.NUMBER),
    Motive.FALLS_BACK: ("the place in front is lost; it blocks the one behind", As.NUMBER),
    Motive.HOLDS_TAKEN: ("what was taken must not stand empty", As.NUMBER),
    Motive.HOLDS_FIRE: ("a ceasefire stands: it holds its fire", As.NUMBER),
    Motive.WORN_RESTS: ("it is worn: cohesion {}", As.POINTS),
    Motive.STANDS_READY: ("it has no attack to make: cohesion {}", As.POINTS),
    Motive.MAIN_EFFORT: ("the main effort is supplied first", As.NUMBER),
    Motive.ROAD_OPENED: ("the motorway carries most when it is clear", As.NUMBER),
    Motive.POST_DUE: ("the post bars the road; in reserve {}", As.MBN),
    Motive.POST_RUNS_SHORT: ("stock of the post: {}", As.DAYS),
    Motive.POST_ESCORTED: ("a convoy comes through to the post, besieged for days: {}", As.NUMBER),
    Motive.CONVOY_ESCORTED: ("a convoy is on its way to the post, besieged for days: {}", As.NUMBER),
    Motive.POLICE_BETWEEN: ("military police between the two keep the place", As.NUMBER),
    Motive.POLICE_ON_WAY: ("military police go where they will be needed", As.NUMBER),
    Motive.RIGHT_TO_ANSWER: ("fire is answered; the right lasts until {}", As.CALENDAR),
    Motive.ATTACK_PREPARED: ("an attack of this sheet is in range", As.NUMBER),
    Motive.ENEMY_MASSED: ("most of the enemy in range stand there: {}", As.MBN),
    Motive.AIR_FOR_BATTLE: ("the main battles come first, sorties a day: {}", As.NUMBER),
    Motive.AIR_SPARING: ("aircraft are spared, sorties a day: {}", As.NUMBER),
    Motive.AIR_BEHIND_FRONT: ("towns behind the front are struck as well, sorties a day: {}", As.NUMBER),
    Motive.WAR_BY_DRONE: ("open hostilities, and the sky is not closed, sorties a day: {}", As.NUMBER),
    Motive.SKY_FORCED: ("tension leaves room to force the closed sky: {}", As.POINTS),
    Motive.AIR_DEFENCE_HUNTED: ("air defence has to go first, sorties a day: {}", As.NUMBER),
    Motive.JAM_IN_WAR: ("open hostilities: the sensors at Saraqib are jammed", As.NUMBER),
    Motive.JAM_AT_TIMES: ("jamming now and then keeps the front blind", As.NUMBER),
    Motive.LARGEST_GROUP: ("the largest group near the front: {}", As.MBN),
    Motive.BATTLE_WATCHED: ("the main battle is watched", As.NUMBER),
    Motive.SKY_CLOSED: ("the sky over the battle is closed again", As.NUMBER),
    Motive.DRONES_LET_FLY: ("Ankara's drones would force their way: its dead are {}", As.NUMBER),
}
"""What each motive says, and how its number is read; a sentence without a place for it has none."""


def motive_text(layout: Layout, reason: OrderReason) -> str:
    """The sentence of a motive with its number, without a full stop; "" for none."""
    motive = Motive.__members__.get(reason.motive.upper())
    if motive is None:
        return reason.motive.replace("_", " ")
    if motive is Motive.NONE:
        return ""
    words, unit = TEXTS[motive]
    return words.format(shown(layout, unit, reason.value))


def reasons_of_rows(rows: Sequence[Row]) -> tuple[OrderReason, ...]:
    """What the rows of a sheet say about why, one reason a row; empty if none says anything."""
    if not any(row.why for row in rows):
        return ()
    return tuple(OrderReason(motive=Motive(row.why).name.lower(), value=int(row.why_value)) for row in rows)


def set_reason(row: Row, reason: OrderReason) -> None:
    """Write a reason on an order row; a motive that is not known here leaves the row without one."""
    motive = Motive.__members__.get(reason.motive.upper(), Motive.NONE)
    row.why = motive.value
    row.why_value = reason.value if motive is not Motive.NONE else 0


def motive_views(layout: Layout, sheets: Iterable[OrderSheet], seat: str) -> tuple[MotiveView, ...]:
    """The orders of bots with their motives that a seat may read: its own team's; for the white cell all."""
    return tuple(
        MotiveView(
            team=sheet.team,
            number=number,
            order=notation.text_of(order),
            motive=reason.motive,
            value=reason.value,
            sentence=sentence,
        )
        for sheet in sheets
        if seat in ("white", sheet.team)
        for number, (order, reason) in enumerate(zip(sheet.orders, sheet.reasons, strict=False), 1)
        if (sentence := motive_text(layout, reason))
    )
