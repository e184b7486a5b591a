"""The ground the bots know by name: rows of places, formations and posts found by their keys (RB 2.3).

A bot holds no text. It knows `place.saraqib` by the number that the layout digests from that name; a name
that a scenario does not have is NOBODY, and plans step over it. Members are numbered by ascending key, and
found by what their key leaves when it is divided.
"""

from enum import IntEnum

from wargame.rules.tables import NOBODY, World


class Spot(IntEnum):
    """Places that plans speak of; NONE fills tables up, so that all their entries are of one type."""

    NONE = -1
    KAFR_AMIM = 0
    BALYUN = 1
    DARAT_IZZA = 2
    MUSAYBIN = 3
    KHAN_AL_SUBUL = 4
    ZIRBAH = 5
    ATARIB = 6
    RASHIDIN = 7
    ABU_AL_DUHUR = 8
    NAYRAB = 9
    KAFR_NABL = 10
    REGIMENT_46 = 11
    MAAR_HATTAT = 12
    KHAN_AL_ASAL = 13
    MASTUMA = 14
    URUM_AL_JAWZ = 15
    AFES = 16
    QAMINAS = 17
    M5_KHAN_TUMAN = 18
    SARAQIB = 19
    ARIHA = 20
    AL_BARA = 21
    HAYYAN = 22
    URUM_AL_KUBRA = 23
    KHAN_SHAYKHUN = 24
    ANADAN = 25
    JARJANAZ = 26
    AL_EIS = 27
    TURUMBAH = 28
    ZAHRAA_ALEPPO = 29
    HISH = 30
    IDLIB = 31
    MAARAT_AL_NUMAN = 32
    KHAN_TUMAN = 33
    KAFR_HALAB = 34
    IQARDA = 35
    BINNISH = 36
    SHEIKH_AQIL = 37
    TAFTANAZ = 38
    AL_HADIR = 39
    ALEPPO = 40
    IHSIM = 41
    SARMIN = 42
    TELL_TUQAN = 43


class Unit(IntEnum):
    """Formations that plans speak of; NONE fills tables up, so that all their entries are of one type."""

    NONE = -1
    SAA_RESERVE = 0
    SAA_RG_EAST = 1
    TR_MECH_4 = 2
    SAA_5C_B = 3
    SAA_11D = 4
    SAA_30_A = 5
    TR_COMMANDO_1 = 6
    TR_ARMOUR_1 = 7
    SAA_30_B = 8
    TR_MECH_5 = 9
    TR_COMMANDO_2 = 10
    TR_COLUMN_1 = 11
    SAA_25_B = 12
    SAA_LDF = 13
    TR_MECH_1 = 14
    TR_COMMANDO_3 = 15
    TR_ART_IDLIB = 16
    TR_ARMOUR_2 = 17
    SAA_4D_ALEPPO = 18
    SAA_QUDS = 19
    SAA_NDF_HAMA = 20
    TR_MECH_2 = 21
    SAA_ART_SOUTH = 22
    SAA_ART_ALEPPO = 23
    SAA_25_EAST = 24
    TR_MECH_3 = 25
    SAA_ART_EAST = 26
    SAA_5C_A = 27
    SAA_25_A = 28


class Garrison(IntEnum):
    """Posts that Ankara sets up in the course of the record; NONE fills tables up, so that all their entries
    are of one type.
    """

    NONE = -1
    NP_7 = 0
    NP_15 = 1
    NP_12 = 2
    NP_17 = 3
    NP_13 = 4
    NP_9 = 5
    NP_18 = 6
    NP_3 = 7
    NP_10 = 8
    NP_11 = 9
    NP_14 = 10
    NP_8 = 11
    NP_2 = 12
    NP_6 = 13
    NP_16 = 14
    NP_5 = 15
    NP_4 = 16

SPOT_KEYS = (
    108622206173130832,  # place.kafr_amim
    226155369970278232,  # place.balyun
    380855529642795884,  # place.darat_izza
    392691652554921111,  # place.musaybin
    696779185228206478,  # place.khan_al_subul
    718398189247642888,  # place.zirbah
    907583861256552950,  # place.atarib
    1082790476343809085,  # place.rashidin
    1460822287500222162,  # place.abu_al_duhur
    1784594382725478696,  # place.nayrab
    1785070438005122987,  # place.kafr_nabl
    2010468007680073929,  # place.regiment_46
    2358281576450292954,  # place.maar_hattat
    2617147077116358928,  # place.khan_al_asal
    2787632916988748932,  # place.mastuma
    2794766818705255976,  # place.urum_al_jawz
    3161677298736260651,  # place.afes
    3515323248094433765,  # place.qaminas
    3640463275473193867,  # place.m5_khan_tuman
    3737737584425041822,  # place.saraqib
    3979985466991539137,  # place.ariha
    4355062889537142449,  # place.al_bara
    4531751564695439276,  # place.hayyan
    4565465189581837150,  # place.urum_al_kubra
    4630081809384391385,  # place.khan_shaykhun
    5334755271521815660,  # place.anadan
    5405548046023183647,  # place.jarjanaz
    5571629780473416766,  # place.al_eis
    5954498317826061469,  # place.turumbah
    6050479275431053989,  # place.zahraa_aleppo
    6128661776968465284,  # place.hish
    6486279894366136165,  # place.idlib
    6751130696976328282,  # place.maarat_al_numan
    6804160608760078029,  # place.khan_tuman
    7100848243790312927,  # place.kafr_halab
    7124448294143263329,  # place.iqarda
    7452875121089344331,  # place.binnish
    7491830800385508584,  # place.sheikh_aqil
    7721509097627342107,  # place.taftanaz
    8058327279989188029,  # place.al_hadir
    8131767050535907172,  # place.aleppo
    8353805764096151738,  # place.ihsim
    8413983511495343439,  # place.sarmin
    8840721123196551593,  # place.tell_tuqan
)
"""Keys of `Spot` in its order, ascending (RB 2.3)."""

UNIT_KEYS = (
    420214970215076705,  # formation.saa_reserve
    1006633791703658155,  # formation.saa_rg_east
    1017145317397824999,  # formation.tr_mech_4
    1152358326529398012,  # formation.saa_5c_b
    1619177252114989994,  # formation.saa_11d
    2325375411142807011,  # formation.saa_30_a
    2490999590376997613,  # formation.tr_commando_1
    2684301679663373773,  # formation.tr_armour_1
    2688817163490218165,  # formation.saa_30_b
    2891989902396917608,  # formation.tr_mech_5
    3138305596907856310,  # formation.tr_commando_2
    3757761686033195530,  # formation.tr_column_1
    4037614881014664752,  # formation.saa_25_b
    4394518865769032932,  # formation.saa_ldf
    4531949109458071868,  # formation.tr_mech_1
    4555850700097724044,  # formation.tr_commando_3
    5155724955586154507,  # formation.tr_art_idlib
    6022625627930684170,  # formation.tr_armour_2
    6627540707605360072,  # formation.saa_4d_aleppo
    6668006326819537906,  # formation.saa_quds
    7175124141516013841,  # formation.saa_ndf_hama
    7177266707092513048,  # formation.tr_mech_2
    7270725229082332300,  # formation.saa_art_south
    7899160504771265987,  # formation.saa_art_aleppo
    8097728560636874121,  # formation.saa_25_east
    8101579697543974055,  # formation.tr_mech_3
    8511441232204788974,  # formation.saa_art_east
    8771127909234039888,  # formation.saa_5c_a
    9020041270260772998,  # formation.saa_25_a
)
"""Keys of `Unit` in its order, ascending (RB 2.3)."""

GARRISON_KEYS = (
    65828513770460562,  # post.np_7
    851204369330249370,  # post.np_15
    959758899798017576,  # post.np_12
    1041518385548282270,  # post.np_17
    1437334695149657333,  # post.np_13
    2881383864604606587,  # post.np_9
    3041166350241512999,  # post.np_18
    3179710645156332245,  # post.np_3
    4392813473301663740,  # post.np_10
    4675092295363419597,  # post.np_11
    4805715962023870525,  # post.np_14
    6849015804268892278,  # post.np_8
    6920733074996937730,  # post.np_2
    6965917494633130341,  # post.np_6
    7414016359976251714,  # post.np_16
    7843440824761198768,  # post.np_5
    8481440482854725910,  # post.np_4
)
"""Keys of `Garrison` in its order, ascending (RB 2.3)."""


SPOT_BOXES = tuple(
    max(i if key % 184 == box else NOBODY for i, key in enumerate(SPOT_KEYS)) for box in range(184)
)
UNIT_BOXES = tuple(
    max(i if key % 135 == box else NOBODY for i, key in enumerate(UNIT_KEYS)) for box in range(135)
)
GARRISON_BOXES = tuple(
    max(i if key % 72 == box else NOBODY for i, key in enumerate(GARRISON_KEYS)) for box in range(72)
)
"""The only member whose key leaves this remainder, NOBODY where none does: the fewest boxes in which no two
lie together.
"""


def spots(world: World) -> list[int]:
    """For each member of `Spot` its row of places, NOBODY where the scenario has none."""
    rows = [NOBODY] * len(SPOT_KEYS)
    for p, place in enumerate(world.places):
        m = SPOT_BOXES[place.key % len(SPOT_BOXES)]
        if m != NOBODY and SPOT_KEYS[m] == place.key:
            rows[m] = p
    return rows


def units(world: World) -> list[int]:
    """For each member of `Unit` its row of formations, NOBODY where the scenario has none."""
    rows = [NOBODY] * len(UNIT_KEYS)
    for f, formation in enumerate(world.formations):
        m = UNIT_BOXES[formation.key % len(UNIT_BOXES)]
        if m != NOBODY and UNIT_KEYS[m] == formation.key:
            rows[m] = f
    return rows


def garrisons(world: World) -> list[int]:
    """For each member of `Garrison` its row of posts, NOBODY where the scenario has none."""
    rows = [NOBODY] * len(GARRISON_KEYS)
    for p, post in enumerate(world.posts):
        m = GARRISON_BOXES[post.key % len(GARRISON_BOXES)]
        if m != NOBODY and GARRISON_KEYS[m] == post.key:
            rows[m] = p
    return rows
