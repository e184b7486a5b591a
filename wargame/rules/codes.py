"""The enumerations of the rulebook, shared by the rules and by the codec (RB 4.1, 5, 6.3, 12.5, 13, 22.3,
22.4).

Numbers are stable: they are written into saves and never reused. Names in lower case are the words of files
and screens.
"""

from enum import IntEnum


class Team(IntEnum):
    """RB 4.1. Who plays."""

    ANKARA = 0
    MOSCOW = 1
    DAMASCUS = 2


class Side(IntEnum):
    """RB 4.1. Moscow and Damascus are the government side, Ankara the opposition side."""

    GOVERNMENT = 0
    OPPOSITION = 1


class Faction(IntEnum):
    """RB 4.1. Factions 0-2 are of side 0, 3-6 of side 1."""

    SAA = 0
    IRAN_BACKED = 1
    RUSSIA = 2
    TURKEY = 3
    NLF = 4
    HTS = 5
    SNA = 6


class Control(IntEnum):
    """RB 5.1. Who holds a place; 1 and 2 are friendly to the opposition side."""

    GOVERNMENT = 0
    OPPOSITION = 1
    TURKISH = 2
    NEUTRAL = 3


class Terrain(IntEnum):
    """RB 4.2."""

    OPEN = 0
    TOWN = 1
    HILLS = 2
    URBAN = 3
    MOUNTAIN = 4


class RoadClass(IntEnum):
    """RB 4.3."""

    MOTORWAY = 0
    SECONDARY = 1
    TRACK = 2


class Kind(IntEnum):
    """RB 4.5. Kind of a formation."""

    INFANTRY = 0
    MECHANISED = 1
    ARMOUR = 2
    ARTILLERY = 3
    SPECIAL = 4
    MILITARY_POLICE = 5
    MILITIA = 6
    AIR_DEFENCE = 7


class Posture(IntEnum):
    """RB 5.5."""

    DEFEND = 0
    HOLD = 1
    DELAY = 2
    RETIRE = 3
    REST = 4
    FORTIFY = 5
    ATTACK = 6
    MARCH = 7


class Supply(IntEnum):
    """RB 9.5."""

    CUT = 0
    POOR = 1
    STRAINED = 2
    FULL = 3


class Mission(IntEnum):
    """What the standing order of a formation makes it do (RB 6.7)."""

    NONE = 0
    MOVE = 1
    ATTACK = 2


class Intensity(IntEnum):
    """RB 6.3 order 3, 12.7. How hard an attack is pressed; the highest counts in a battle."""

    PROBE = 0
    NORMAL = 1
    ALL_OUT = 2


class FireMode(IntEnum):
    """RB 6.3 order 4. What guns fire for."""

    NONE = 0
    HARASS = 1
    PREPARE = 2
    RETALIATE = 3


class Held(IntEnum):
    """RB 7.2. Why an order is not carried out as given: the reason of ORDER_CHANGED."""

    POLICE = 1
    NOTHING_THERE = 2
    NO_ATTACK = 3
    OUT_OF_RANGE = 4
    NO_AMMUNITION = 5
    RUNG = 6
    NO_RIGHT = 7
    CONTACT = 8
    FRIENDLY = 9
    SKY_CLOSED = 10
    NO_BATTLE = 11
    PLACE_LOST = 12
    NO_WAY = 13
    AGREEMENT = 14
    NO_ROOM = 15
    OFFER_GONE = 16
    MET_ALREADY = 17
    RULES = 18
    NEUTRAL = 19


class PoliceTask(IntEnum):
    """RB 6.3 order 25. What Russian military police are sent to do."""

    ESCORT = 0
    INTERPOSE = 1
    INTERPOSE_ROAD = 2


class Author(IntEnum):
    """RB 14.4. Who fired at troops; UNCLEAR may be the Russian air force."""

    ARTILLERY = 0
    SYAAF = 1
    UNCLEAR = 2
    RUAF = 3
    OPPOSITION = 4
    TURKEY = 5


class Attribution(IntEnum):
    """RB 14.4. How sure it is who fired."""

    DISPUTED = 0
    PROBABLE = 1
    PROVEN = 2


class Access(IntEnum):
    """RB 10.2."""

    CLOSED = 0
    RISKY = 1
    DECONFLICTED = 2
    OPEN = 3


class AirUser(IntEnum):
    """RB 5.3. Columns of the airspace matrix; each air pool belongs to one."""

    RUAF = 0
    SYAAF = 1
    TR_MANNED = 2
    TR_DRONE = 3


class AirMission(IntEnum):
    """RB 6.3 orders 19 and 23. What an air task does."""

    NONE = 0
    CAS = 1
    STRIKE = 2
    INTERDICT = 3
    CAP = 4
    SUPPRESS = 5
    DRONE = 6  # a DRONE_STRIKE, order 19


class StrikeRules(IntEnum):
    """RB 10.7."""

    MILITARY = 0
    UNRESTRICTED = 1


class DroneAim(IntEnum):
    """RB 6.3 order 19. What drones look for."""

    FORMATIONS = 0
    ARTILLERY = 1
    AIR_DEFENCE = 2


class AirDefence(IntEnum):
    """RB 5.3. Posture of a side's air defence."""

    SILENT = 0
    ACTIVE = 1


class Branch(IntEnum):
    """RB 6.3 order 16. Whose rules of engagement."""

    GROUND = 0
    ARTILLERY = 1
    AIR_DEFENCE = 2
    AIRCRAFT = 3


class Rule(IntEnum):
    """RB 6.3 order 16, 6.8. Rules of engagement."""

    RETURN_FIRE = 0
    SELF_DEFENCE = 1
    FREE = 2
    SILENT = 3
    ACTIVE = 4


class Asset(IntEnum):
    """RB 6.3 order 5. Who looks."""

    DRONE = 0
    ADVISER = 1
    PATROL = 2


class Weather(IntEnum):
    """RB 10.5."""

    FAIR = 0
    BAD = 1


class PostState(IntEnum):
    """RB 5.6."""

    PLANNED = 0
    OPEN = 1
    BESIEGED = 2
    EVACUATING = 3
    EVACUATED = 4
    OVERRUN = 5


class Siege(IntEnum):
    """RB 13.8. How hard a besieged post is pressed."""

    NONE = 0
    CORDON = 1
    HARASS = 2
    ASSAULT = 3
    OFFER_EXIT = 4
    """A cordon that lets the garrison go unharmed (RB 13.7)."""


class PostAct(IntEnum):
    """RB 6.3 order 18."""

    ESTABLISH = 0
    REINFORCE = 1
    EVACUATE = 2
    RATION = 3


class ConvoyKind(IntEnum):
    """RB 6.3 order 6. A supply convoy feeds a post; troops reinforce it; aid goes to people in a place."""

    SUPPLY = 0
    TROOPS = 1
    AID = 2


class ConvoyState(IntEnum):
    """RB 6.7, 13.4, 13.5."""

    NONE = 0
    MARCHING = 1


class Task(IntEnum):
    """RB 6.3 order 8."""

    NONE = 0
    HOLD = 1
    ATTACK = 2
    WITHDRAW = 3
    OPEN_ROAD = 4
    SEPARATE_FROM_HTS = 5


class OrderKind(IntEnum):
    """RB 6.3. The number of an order is its number in the rulebook."""

    MOVE = 1
    POSTURE = 2
    ATTACK = 3
    FIRES = 4
    RECON = 5
    CONVOY = 6
    SUPPLY_PRIORITY = 7
    PROXY_TASK = 8
    PROXY_SUPPORT = 9
    STATEMENT = 10
    ULTIMATUM = 11
    OFFER = 12
    RESPOND = 13
    EXTERNAL = 14
    ECONOMY = 15
    ROE = 16
    LADDER = 17
    POST = 18
    DRONE_STRIKE = 19
    JAM = 20
    BORDER = 21
    LIBYA = 22
    AIR_TASK = 23
    AIRSPACE = 24
    MILITARY_POLICE = 25
    STEER = 26
    SIEGE = 27
    CLEAR_ROAD = 28
    TERM = 29  # no order of its own: a term of the offer, answer or ultimatum of the same team and number


class Outcome(IntEnum):
    """RB 12.5. Bands of the outcome table."""

    REPULSE = 0
    STALL = 1
    GAINS = 2
    BREAKTHROUGH = 3


class Purpose(IntEnum):
    """RB 2.5. What a draw is for; numbers are never reused."""

    TIE_ORDER = 1
    WEATHER = 2
    BATTLE = 3
    MEETING = 4
    INCIDENT = 5
    AIR_LOSS = 6
    DRONE_EFFECT = 7
    CONVOY = 8
    OBEDIENCE = 9
    CAPITAL = 10
    SIZE = 11
    INFILTRATION = 12
    RUSSIAN_STRIKE = 13
    CLAIM = 14
    EVACUATION = 15
    RAID = 16
    HIDDEN_AIM = 17


class Step(IntEnum):
    """RB 3.3. The steps of a day."""

    POLITICS = 1
    INJECTS = 2
    WEATHER = 3
    SUPPLY = 4
    DETECTION = 5
    AIR = 6
    FIRES = 7
    MOVEMENT = 8
    COMBAT = 9
    CAPTURE = 10
    PEOPLE = 11
    RECOVERY = 12
    INCIDENTS = 13
    BOOKS = 14


class Line(IntEnum):
    """RB 12.4. Lines of the column of shifts; the code is the line number of the rulebook."""

    ODDS = 1
    ATTACKER_QUALITY = 2
    DEFENDER_QUALITY = 3
    TERRAIN = 4
    WORKS = 5
    POSTURE = 6
    CLOSE_SUPPORT = 7
    DEFENDER_SUPPORT = 8
    PREPARATION = 9
    TURKISH_GUNS = 10
    AXES = 11
    ATTACKER_COHESION = 12
    DEFENDER_COHESION = 13
    ATTACKER_SUPPLY = 14
    DEFENDER_SUPPLY = 15
    OVERLOAD = 16
    SURPRISE = 17
    PATRONS_BRAKE = 18
    NO_HEAVY_ARMS = 19
    RULING = 20
    GARRISON_WORKS = 21
    GARRISON_QUALITY = 22


class EventKind(IntEnum):
    """RB 22.3, numbered from 1 in its printed order. Kinds of later chapters keep their numbers free."""

    TURN_OPENED = 1
    ORDER_REFUSED = 2
    ORDER_CHANGED = 3
    AGREEMENT_OFFERED = 4
    AGREEMENT_ACCEPTED = 5
    AGREEMENT_REJECTED = 6
    AGREEMENT_STARTED = 7
    AGREEMENT_ENDED = 8
    RUNG_CHANGED = 9
    ULTIMATUM_ISSUED = 10
    ULTIMATUM_MET = 11
    ULTIMATUM_EXPIRED = 12
    STATEMENT_MADE = 13
    CAPITAL_ANSWERED = 14
    AIRSPACE_SET = 15
    BORDER_SET = 16
    LIBYA_CHANGED = 17
    ROE_SET = 18
    TASK_OBEYED = 19
    TASK_IGNORED = 20
    SUPPORT_GIVEN = 21
    STEER_OBEYED = 22
    STEER_REFUSED = 23
    ARRIVED = 24
    INJECTED = 25
    WEATHER = 26
    SUPPLY_CHANGED = 27
    ROAD_CLEARED = 28
    ROAD_LOST = 29
    SIGHTED = 30
    LOST_SIGHT = 31
    FLOWN = 32
    AIRCRAFT_LOST = 33
    PLACE_STRUCK = 34
    ROAD_CUT = 35
    AD_HIT = 36
    DRONE_HIT = 37
    JAMMED = 38
    FORCED_ENTRY = 39
    FIRED = 40
    RETALIATED = 41
    MOVED = 42
    HALTED = 43
    CONVOY_ARRIVED = 44
    CONVOY_TURNED = 45
    CONVOY_BLOCKED = 46
    CONVOY_REFUSED = 47
    MEETING = 48
    STANDOFF = 49
    WITHDREW = 50
    ATTACK = 51
    BATTLE_LOSS = 52
    BAR_MOVED = 53
    CAPTURED = 54
    RETREATED = 55
    EXPLOITED = 56
    POST_ESTABLISHED = 57
    POST_BESIEGED = 58
    POST_RELIEVED = 59
    POST_EVACUATED = 60
    POST_OVERRUN = 61
    SIEGE_SET = 62
    POST_HIT = 63
    GARRISON_ASKS_TO_LEAVE = 64
    DISPLACED = 65
    EXPOSURE = 66
    CROSSED = 67
    INFILTRATION = 68
    STARVED = 69
    REPLACED = 70
    TROOPS_HIT = 72
    AUTHOR_CLAIMED = 73
    BREACH = 74
    PATROL = 75
    TRACK = 76
    INCOME = 77
    SCORE = 78
    SESSION_ENDED = 79
    RULING = 80
    LEVER_MOVED = 81
    BREACH_REPEATED = 82
    BASE_RAIDED = 83
    AID_ARRIVED = 84
    AID_STOPPED = 85


class ReasonKind(IntEnum):
    """RB 22.4. Reasons are 100 and above."""

    COLUMN_LINE = 100
    BAND = 101
    SWING = 102
    LOSS_RATE = 103
    FRONTAGE = 104
    COLUMN_LEAST = 105
    STOP_LOSS = 106
    SUPPLY_PATH = 110
    OVERLOAD = 111
    NO_PATH = 112
    ACCESS = 120
    WEATHER_FACTOR = 121
    LOSS_P = 122
    DRONE_EFFECT = 123
    DETECTION = 130
    OBEY = 140
    CAPITAL_P = 141
    ENCIRCLEMENT_P = 145
    CONVOY_ODDS = 146
    EVACUATION_P = 147
    INCIDENT_P = 150
    CASUALTY_CAP = 151
    ATTRIBUTION = 152
    RETALIATION = 153
    ADVISER_P = 154
    RAID_P = 155
    LEGITIMACY = 160
    CLIMB_PRICE = 161
    DOMESTIC = 162
    TENSION = 163
    STANDING = 164
    TRUST = 165
    TIES = 166
    CONTROL = 167
    EU = 168
    LEAVERS = 170
    ROUTE_SHARE = 171
    INFILTRATION = 172
    BREACH_COST = 180
    SCORE_SHARE = 190
    DEGRADED = 191


class Cause(IntEnum):
    """Why a track moved: the cause code of reasons 162-168 (RB 14.6, 15-20)."""

    DECAY = 1
    TROOPS_HIT = 2
    POST_BESIEGED = 3
    DISPLACED = 4
    OWN_DEAD = 5
    UNAVENGED_DEAD = 6
    PLACE_TAKEN = 7
    PLACE_LOST = 8
    ARMY_LOSSES = 9
    STRIKES = 10
    HOSTING = 11
    HARASSMENT = 12
    POST_OVERRUN = 13
    EVACUATION = 14
    EXPOSURE = 15
    INJECT = 16
    QUIET_DAY = 17
    RECOVERY = 18
    CLOSED_BORDER = 19
    FREE_FIRE = 20
    FORCED_ENTRY = 30
    CLIMB = 31
    WAR_ENTRY = 32
    WAR_DAY = 33
    STEP_DOWN = 34
    ULTIMATUM_MET = 35
    ULTIMATUM_EXPIRED = 36
    ULTIMATUM_CARRIED = 37
    STATEMENT = 38
    BROKEN_WORD = 39
    CAPITAL = 40
    ECONOMY = 41
    BREACH = 42
    CONVOY_FED = 43
    SUPPORT = 44
    UNPAID = 45
    RESTRAINT = 46
    STEER = 47
    BORDER = 48
    INFILTRATED = 49
    RUNG_TIES = 50
    LIBYA = 51
    WHITE_CELL = 52


class InjectState(IntEnum):
    """Status of an inject as the engine keeps it; read, answered and evaluated are the session's own."""

    PLANNED = 0
    ARMED = 1
    HELD = 2
    SKIPPED = 3
    RELEASED = 4


class EndCause(IntEnum):
    """RB 21.7. Why a session ended."""

    LAST_DAY = 1
    GENERAL_WAR = 2
    WHITE_CELL = 3
    CEASEFIRE = 4


# ---- politics ----------------------------------------------------------------------------------------------


class TermKind(IntEnum):
    """RB 19.3. What a term of an agreement asks."""

    CEASEFIRE = 1
    CORRIDOR = 2
    JOINT_PATROL = 3
    POST_STATUS = 4
    AIRSPACE_ACCESS = 5
    WITHDRAW = 6
    PASSAGE = 7
    DECONFLICTION = 8
    PROXY_RESTRAINT = 9
    HUMANITARIAN = 10
    PRISONER_BODY = 11
    CONDITION = 12


class Scope(IntEnum):
    """RB 19.1, 19.3. Where a term holds; it says what the rows of its `where` are."""

    EVERYWHERE = 0
    PLACES = 1
    SECTOR = 2
    ZONE = 3
    ROADS = 4
    POSTS = 5
    ROUTE = 6


class Duty(IntEnum):
    """RB 19.3. Bits of a term's `duties`."""

    FEED = 1
    IMMUNE = 2
    LEAVE = 4
    NO_ATTACK = 8
    GUNS_OUT = 16
    SEPARATE = 32
    CAMP_FUNDS = 64
    BORDER_OPEN = 128


class AgreementState(IntEnum):
    """RB 5.10, 19.5."""

    NONE = 0
    OFFERED = 1
    ACCEPTED = 2
    IN_FORCE = 3
    LAPSED = 4
    ENDED = 5
    DEMAND = 6  # the terms of an ultimatum; never in force


class AgreementEnd(IntEnum):
    """Why an agreement is over: cause code of AGREEMENT_ENDED."""

    EXPIRED = 1
    NOTICE = 2
    BREACH = 3
    REPLACED = 4
    LAPSED = 5


class Answer(IntEnum):
    """RB 6.3 order 13."""

    ACCEPT = 0
    REJECT = 1
    COUNTER = 2
    LEAVE = 3  # exit notice of an agreement in force (RB 19.5)


class UltimatumState(IntEnum):
    """RB 5.10, 16.7."""

    NONE = 0
    OPEN = 1
    MET = 2
    CARRIED_OUT = 3
    EXPIRED = 4  # unmet; within three days the issuer may still carry it out
    BLUFF = 5  # unmet and not carried out


class Tone(IntEnum):
    """RB 18.1."""

    CONDEMN = 0
    WARN = 1
    REASSURE = 2
    RECOGNISE = 3
    ATTRIBUTE = 4


class Capital(IntEnum):
    """RB 18.2."""

    KYIV = 0
    WASHINGTON = 1
    LONDON = 2
    NATO = 3
    EU = 4
    BERLIN_PARIS = 5
    TEHRAN = 6
    UNSC = 7


class Ask(IntEnum):
    """RB 18.2. What a capital is asked for."""

    BACKING = 0
    PATRIOT = 1
    MONEY = 2
    CAMPS = 3


class Lever(IntEnum):
    """RB 6.3 order 15."""

    TOURISM = 0
    GAS = 1
    TRADE = 2
    PROJECTS = 3


class Direction(IntEnum):
    """RB 6.3 order 15, 18.4."""

    NEUTRAL = 0
    TIGHTEN = 1
    RELAX = 2


class BorderPolicy(IntEnum):
    """RB 15.8."""

    CLOSED = 0
    DIVERT_AFRIN = 1
    MANAGED = 2
    OPEN_TO_EUROPE = 3


class SupportKind(IntEnum):
    """RB 17.5."""

    AMMO = 0
    ATGM = 1
    MANPADS = 2
    PAY = 3


class SteerAct(IntEnum):
    """RB 17.7."""

    NONE = 0
    URGE = 1
    STOP = 2
    WITHDRAW = 3


class Patrol(IntEnum):
    """RB 5.2, 19.2. Who patrols a road by agreement: a mask of codes.Team."""

    NONE = 0
    TURKISH = 1
    RUSSIAN = 2
    JOINT = 3


class PendingKind(IntEnum):
    """RB 5.13. What comes later."""

    NONE = 0
    SHELTER = 1  # entity place, amount h
    AIR_DEFENCE = 2  # entity sector, amount csy of the opposition's side
    TEHRAN = 3  # entity place, amount mbn
    FIGHTERS = 4  # entity faction, amount mbn back from Libya


class Form(IntEnum):
    """What a row of a condition is."""

    ALL = 0
    ANY = 1
    NONE = 2
    COUNT = 3
    LASTING = 4
    READING = 5
    HAPPENED = 6
    ORDERED = 7
    FIELD = 8
    TALLY = 9
    FIRST = 10


class Op(IntEnum):
    """How two numbers are compared."""

    EQUAL = 0
    DIFFERENT = 1
    LESS = 2
    AT_MOST = 3
    MORE = 4
    AT_LEAST = 5


class Column(IntEnum):
    """What a FIELD row looks at: A to D of an event, the rest of an order (`orders.py`)."""

    A = 0
    B = 1
    C = 2
    D = 3
    SUBJECT = 4
    MODE = 5
    AMOUNT = 6
    FLAG = 7
    WHO = 8
    PLACE = 9
    ROAD = 10
    SORTIES = 11
    RULES = 12
    SECTOR = 13


class Reading(IntEnum):
    """RB 19.2. Values are in the engine's units; the tens say which table is read."""

    DAY = 0
    TURN = 1
    RUNG = 2
    TENSION = 3
    TRUST = 4
    TIES = 5
    LEVERAGE = 6
    NATO = 7
    EU = 8
    DISPLACED_NEW = 9
    UNHOUSED = 10
    IN_TURKEY = 11
    INFILTRATION = 12
    BORDER_POLICY = 13
    EU_ATTENTION = 14
    TEAM_DOMESTIC = 20
    TEAM_STANDING = 21
    TEAM_PC = 22
    TEAM_DEAD = 23
    TEAM_STRAINED = 24
    TEAM_LEGITIMACY = 25
    PLACE_CONTROL = 30
    PLACE_BAR = 31
    PLACE_DAMAGE = 32
    PLACE_PEOPLE = 33
    PLACE_HOSTED = 34
    POST_STATE = 40
    POST_SIEGE = 41
    POST_STOCK = 42
    POST_MORALE = 43
    POST_STRENGTH = 44
    POST_CONSENT = 45
    ROAD_CLEARED = 50
    ROAD_CUT = 51
    ROUTE_HELD = 52
    ROUTE_CLEARED = 53
    ROAD_PATROL = 54
    SECTOR_WEATHER = 60
    SECTOR_ACCESS = 61
    SECTOR_AD = 62
    FACTION_STRENGTH = 70
    FACTION_CONTROL = 71
    FACTION_IN_LIBYA = 72
    FORMATION_PLACE = 80
    FORMATION_STRENGTH = 81
    FORMATION_COHESION = 82
    FORMATION_SUPPLY = 83
    ZONE_STRENGTH = 90
    ZONE_GUNS = 91
    INJECT_STATUS = 100
    AIM = 110
    AGREEMENT_STATE = 120
    AGREEMENT_BREACHES = 121
    ULTIMATUM_STATE = 122


class Field(IntEnum):
    """What an effect may change; also the track of a TRACK event. Written into saves, never reused."""

    RELEASE = 0
    RUNG = 1
    TENSION = 2
    TRUST = 3
    TIES = 4
    LEVERAGE = 5
    NATO = 6
    EU = 7
    POST_RESERVE = 8
    TEAM_DOMESTIC = 9
    TEAM_STANDING = 10
    TEAM_PC = 11
    PLACE_CONTROL = 12
    PLACE_DAMAGE = 13
    POST_CONSENT = 14
    POST_STOCK = 15
    POST_MORALE = 16
    POST_SIEGE = 17
    FACTION_CONTROL = 18
    LOSSES_FORMATION = 19
    LOSSES_POST = 20
    FORMATION_MANPADS = 21
    AD_GOVERNMENT = 22
    AD_OPPOSITION = 23
    ACCESS_RUAF = 24
    ACCESS_SYAAF = 25
    ACCESS_TR_MANNED = 26
    ACCESS_TR_DRONE = 27
    LOSSES_PLACE = 28
    PLACE_RULING = 29


class Refusal(IntEnum):
    """Why an order is not accepted. Numbers are stable: they stand in ORDER_REFUSED."""

    NONE = 0
    INCOMPLETE = 1
    NOT_FOR_TEAM = 2
    NOT_YOURS = 3
    NOT_ON_MAP = 4
    TWICE = 5
    NO_ROAD = 6
    ENEMY_HELD = 7
    NEUTRAL_GROUND = 8
    ALREADY_FRIENDLY = 9
    TOO_FAR = 10
    LOW_STOCK = 11
    LOW_COHESION = 12
    TOO_WEAK = 13
    CANNOT_ATTACK = 14
    RUNG_TOO_LOW = 15
    TURKISH_ZONE = 16
    TURKISH_SOIL = 17
    RUSSIAN_TROOPS = 18
    NOT_ITS_PATRON = 19
    WRONG_TASK = 20
    TOO_MANY_TASKS = 21
    TOO_MUCH_INDUCEMENT = 22
    WRONG_POST_STATE = 23
    NOT_JOINED = 24
    NO_RESERVE = 25
    WRONG_SIZE = 26
    TOO_MANY_POSTS = 27
    WRONG_END = 28
    ON_ITS_WAY = 29
    NO_CONVOY_FREE = 30
    TOO_MANY_SORTIES = 31
    SECTOR_CLOSED = 32
    ALREADY_SO = 33
    NO_POINTS = 34
    NO_CAPITAL = 35
    NO_GUNS = 50
    OUT_OF_RANGE = 51
    NO_RIGHT = 52
    NO_POLICE = 53
    NOT_MOTORWAY = 54
    M5_NOT_WHOLE = 55
    NOT_ITS_ENDS = 56
    TOO_MUCH_TO_RIDE = 57
    NOBODY_EXPOSED = 58
    WRONG_MISSION = 60
    WRONG_NUMBER = 61
    WHOLE_SECTOR = 62
    NO_JAMMER = 63
    NO_DRONES = 64
    ONE_PLACE = 65
    WRONG_RULE = 66
    TOO_MANY_OF_A_KIND = 67
    NO_SUCH_OFFER = 70
    ALREADY_ANSWERED = 71
    NO_TERMS = 72
    BAD_TERM = 73
    WRONG_PARTIES = 74
    PAST_DAY = 75
    NOT_IN_FORCE = 76
    AGREED_OTHERWISE = 77
    TOO_MANY_OFFERS = 78
    NO_ROOM = 79
    TOO_STEEP = 80
    NO_THREAT = 81
    WRONG_DEADLINE = 82
    ULTIMATUM_OPEN = 83
    NO_ACCUSED = 84
    WRONG_CAPITAL = 85
    NOTHING_LEFT = 86
    GUNS_BOUND = 87
    WRONG_SUPPORT = 100
    WRONG_PEOPLE = 101
    PEOPLE_AND_POLICY = 102
    NO_CAMP_THERE = 103
    NOTHING_MORE_LATER = 104
    NO_FIGHTERS_THERE = 105
    WRONG_FIGHTERS = 106
    TOO_FEW_MEN = 107
    TOO_FEW_FIGHTERS = 108
    STEERED_PLACE = 109
    STEERED_PLACES = 110
    NO_LEVERAGE = 111
    URGE_IS_FREE = 112
    STEERED_ALREADY = 113


def side_of(faction: int) -> int:
    """The side of a faction (RB 4.1): 0 for the government's three, 1 for the rest."""
    return 0 if faction <= 2 else 1


def friendly(side: int, control: int) -> bool:
    """Whether a place of this control is friendly to the side (RB 9.3). Neutral ground is friendly to
    nobody.
    """
    return control == 0 if side == 0 else 0 < control <= 2
