"""A sentence for every reason why an order is not accepted (RB 6.3), with what would be allowed."""

from __future__ import annotations

from wargame.rules.refusals import Refusal

SENTENCES: dict[Refusal, str] = {
    Refusal.NONE: "",
    Refusal.INCOMPLETE: "the order is incomplete or names something that does not exist",
    Refusal.NOT_FOR_TEAM: "this kind of order is not open to this team",
    Refusal.NOT_YOURS: "the team does not command it; a proxy is moved only by a proxy_task",
    Refusal.NOT_ON_MAP: "it is not on the map: not yet arrived, or lost",
    Refusal.TWICE: "it already has an order this turn; a formation takes one move, posture or attack",
    Refusal.NO_ROAD: "no road joins these places in this order",
    Refusal.ENEMY_HELD: "the way leads into a place that the other side holds; attack it instead",
    Refusal.NEUTRAL_GROUND: "the way or the target is neutral ground, which nobody may enter",
    Refusal.ALREADY_FRIENDLY: "the target is in friendly hands; move there instead",
    Refusal.TOO_FAR: "the target is neither next to the formation nor within its march of this turn",
    Refusal.LOW_STOCK: "its stock is below half a day; it cannot attack",
    Refusal.LOW_COHESION: "its cohesion is below 45; it cannot attack",
    Refusal.TOO_WEAK: "it is weaker than a tenth of a battalion; it cannot attack",
    Refusal.CANNOT_ATTACK: "air defence does not attack",
    Refusal.RUNG_TOO_LOW: "the rung of the ladder is too low for this",
    Refusal.TURKISH_ZONE: "the place lies in the Turkish zone, which is not attacked below rung 5",
    Refusal.TURKISH_SOIL: "Turkish territory is not attacked below rung 9",
    Refusal.RUSSIAN_TROOPS: "Russian military police stand there, who are not attacked below rung 7",
    Refusal.NOT_ITS_PATRON: "the team is not the patron of this faction",
    Refusal.WRONG_TASK: "this task makes no sense for this faction",
    Refusal.TOO_MANY_TASKS: "a proxy takes at most three tasks a turn",
    Refusal.TOO_MUCH_INDUCEMENT: "an inducement is 0 to 3 points of political capital",
    Refusal.WRONG_POST_STATE: "the state of the post does not allow it",
    Refusal.NOT_JOINED: "no friendly places join it to Turkish supply",
    Refusal.NO_RESERVE: "the reserve for posts has not that many men",
    Refusal.WRONG_SIZE: "the size is out of range: a garrison has 100 to 900 mbn, a supply convoy none",
    Refusal.TOO_MANY_POSTS: "at most four posts are established or reinforced in a turn",
    Refusal.WRONG_END: "the route does not end at the post",
    Refusal.ON_ITS_WAY: "a convoy to this post is already on its way",
    Refusal.NO_CONVOY_FREE: "as many convoys are on the road as can be escorted",
    Refusal.TOO_MANY_SORTIES: "more sorties than the pool can fly, surge of half as many again included",
    Refusal.SECTOR_CLOSED: "the airspace over the target is closed to these aircraft",
    Refusal.ALREADY_SO: "it is so already",
    Refusal.NO_POINTS: "the command points of the turn are used up",
    Refusal.NO_CAPITAL: "the political capital does not suffice",
    Refusal.NO_GUNS: "it has no guns that can fire: artillery, or an open post of at least 300 mbn",
    Refusal.OUT_OF_RANGE: "the target is more than 30 km away",
    Refusal.NO_RIGHT: "there is no right to answer for dead at this place",
    Refusal.NO_POLICE: "no Russian military police stand within three roads",
    Refusal.NOT_MOTORWAY: "it is no motorway, or not one that the team clears",
    Refusal.WRONG_MISSION: "these aircraft do not fly this mission",
    Refusal.WRONG_NUMBER: "the number is out of range: 1 to 9 sorties of drones, 1 to 3 days of jamming",
    Refusal.WHOLE_SECTOR: "air defence is hunted over a whole sector",
    Refusal.NO_JAMMER: "no jammer group is free",
    Refusal.NO_DRONES: "no drones may look there yet, or the team has none",
    Refusal.ONE_PLACE: "advisers and patrols look at one place, not at a sector",
    Refusal.WRONG_RULE: "this rule does not go with this branch of the team",
    Refusal.TOO_MANY_OF_A_KIND: "at most three orders of this kind fit a turn",
}


def sentence(code: int) -> str:
    """Why, in words; empty for 0."""
    return SENTENCES[Refusal(code)]
