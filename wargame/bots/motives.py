"""Why a bot gives an order: a closed list of motives, one on each row that a bot writes (`Order.why`).

A motive may come with the one number that decided (`Order.why_value`), in the unit said here. Rules read
neither. Names in lower case are written into saves: a motive is never renamed. Sentences stand in
`play/motives_text.py`.
"""

from enum import IntEnum

from wargame.rules.tables import Order


class Motive(IntEnum):
    """The motives, by what they are about. In brackets what the number is, if there is one."""

    NONE = 0  # a person's order

    # offers and answers
    BRINK_NEAR = 1  # tension, ct
    WAR_OPENED = 2  # open hostilities: the dead have been answered [rung]
    WEARY_AT_HOME = 3  # domestic support, ct
    PEACE_ALWAYS = 4  # a ceasefire is taken whenever it can be had [tension, ct]
    ROAD_HELD = 5  # the M5 is whole [tension, ct]
    TENSION_UNEASY = 6  # tension, ct
    TOO_EARLY = 7  # not yet worth a ceasefire [tension, ct]
    ROAD_NOT_HELD = 8  # the M5 is not whole
    WOULD_WITHDRAW = 9  # the offer asks the team to go back
    OFFER_SUITS = 10  # nothing in the offer stands against it
    NO_BARGAIN = 11  # the manner bargains with nobody
    SKY_FOR_CALM = 12  # the sky is opened for calm [tension, ct]
    SKY_WITHHELD = 13  # the sky is not given away [tension, ct]
    POSTS_HUNGRY = 14  # besieged posts, their number

    # the ladder and demands
    REINFORCE = 20  # day
    OWN_DEAD = 21  # own dead
    TIME_TO_PRESS = 22  # day
    CAUSE_GOOD = 23  # cause, bp
    DEADLINE_PASSED = 24  # rung threatened
    DEMAND_LINE = 25  # turn of the deadline

    # words, capitals, levers
    CONDEMN_ATTACKS = 31  # own dead
    WARN_BEFORE_WAR = 32  # rung
    CONDEMN_PRESENCE = 33  # rung
    REASSURE_RIVAL = 34  # tension, ct
    CAPITAL_DUE = 35  # own capital, ct
    DEAD_TO_ALLIES = 36  # own dead
    TRADE_EASED = 37  # tension, ct
    LEVER_PULLED = 38  # own capital, ct
    WITNESS_WANTED = 39  # own capital, ct

    # proxies, allies, the border, the ally held back or urged on
    PAY_DUE = 50  # own capital, ct
    AMMO_DUE = 51  # own capital, ct
    ARMOUR_FACED = 52  # rung
    THINLY_HELD = 53  # enemy there, mbn
    THREATENED = 54  # enemy beside it, mbn
    ALLIES_ASKED = 55  # own capital, ct
    BORDER_MANAGED = 56  # people let in a turn, h
    BORDER_DIVERTED = 57
    BORDER_OPENED = 58  # own dead
    CEASEFIRE_KEPT = 59
    TENSION_HELD_DOWN = 60  # tension, ct
    ALLY_URGED = 61
    MEN_NEEDED = 62  # fighters called back, mbn

    # ground
    COLUMN_FAVOURABLE = 70  # rough column, cs
    WORN_PROBE = 71  # mean cohesion, ct
    COLUMN_DECISIVE = 72  # rough column, cs
    STRENGTH_ENOUGH = 73  # own strength sent, mbn
    BLOCKS_WAY = 74
    GOES_FORWARD = 75
    FALLS_BACK = 76
    HOLDS_TAKEN = 77
    HOLDS_FIRE = 78  # a ceasefire stands
    WORN_RESTS = 79  # cohesion, ct
    STANDS_READY = 80  # cohesion, ct
    MAIN_EFFORT = 81
    ROAD_OPENED = 82

    # posts, convoys, police
    POST_DUE = 90  # men left in the reserve, mbn
    POST_RUNS_SHORT = 91  # stock, cd
    POST_ESCORTED = 92  # days besieged
    CONVOY_ESCORTED = 93
    POLICE_BETWEEN = 94
    POLICE_ON_WAY = 95

    # guns, aircraft, drones, eyes
    RIGHT_TO_ANSWER = 100  # last day of the right
    ATTACK_PREPARED = 101  # guns in range of an attack
    ENEMY_MASSED = 102  # enemy there, mbn
    AIR_FOR_BATTLE = 103  # sorties a day
    AIR_SPARING = 104  # sorties a day
    AIR_BEHIND_FRONT = 105  # sorties a day against towns
    WAR_BY_DRONE = 106  # sorties a day
    SKY_FORCED = 107  # tension, ct
    AIR_DEFENCE_HUNTED = 108  # sorties a day
    JAM_IN_WAR = 109
    JAM_AT_TIMES = 110
    LARGEST_GROUP = 111  # enemy there, mbn
    BATTLE_WATCHED = 112
    SKY_CLOSED = 113
    DRONES_LET_FLY = 114  # dead of Ankara


def because(out: list[Order], before: int, n: int, why: int, value: int) -> int:
    """Write a motive and its number on the rows from `before` to `n`, `n` not counted; returns n."""
    for i in range(before, n):
        out[i].why = why
        out[i].why_value = value
    return n
