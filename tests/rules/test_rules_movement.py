"""RB 7.5, 7.6, 9.2, 12.9: marches, contact, stacking, approach, retirement and the threat of encirclement."""

from __future__ import annotations

from wargame.rules.codes import EventKind, Mission, Posture, ReasonKind
from wargame.rules.movement import move
from wargame.rules.roads import HALT_ENEMY, HALT_FULL, HALT_NEUTRAL, road_between, strength_by_place
from wargame.rules.supply import trace_supply
from wargame.rules.tables import NOBODY, UNREACHED
from wargame.rules.withdrawal import retreat_place, threatened


def march(table, formation: str, *path: str, posture: int = Posture.MARCH):
    row = table.board.formations[table.f(formation)]
    row.mission, row.posture, row.leg = Mission.MOVE, posture, 0
    row.route = ([table.p(q) for q in path] + [NOBODY] * 8)[:8]
    return row


def step(table, day: int = 0) -> None:
    trace_supply(table.world, table.board, table.facts, None)
    move(table.world, table.board, 7, day, table.facts, table.log)


def where(table, formation: str) -> str:
    return table.names.places[table.board.formations[table.f(formation)].place]


def test_a_march_spends_minutes_and_carries_the_rest(table):
    table.put("saa_25_a", "hama", 1000)
    row = march(table, "saa_25_a", "murek", "khan_shaykhun", "jarjanaz")
    step(table)
    # 270 + 77 minutes on the cleared M5; 280 hm of secondary road want 420 of the remaining 253
    assert where(table, "saa_25_a") == "khan_shaykhun"
    assert row.march == 600 - 270 - 77
    assert row.mission == Mission.MOVE
    step(table)
    assert where(table, "saa_25_a") == "jarjanaz"
    assert (row.mission, row.posture, row.march) == (Mission.NONE, Posture.DEFEND, 0)


def test_bad_weather_halves_the_day(table):
    table.put("saa_25_a", "hama", 1000)
    march(table, "saa_25_a", "murek", "khan_shaykhun")
    for sector in table.board.sectors:
        sector.weather = 1
    step(table)
    assert where(table, "saa_25_a") == "murek"


def test_a_column_halts_before_the_enemy_or_attacks_if_told_to(table):
    table.put("saa_25_a", "jarjanaz", 1000)
    table.put("nlf_maarat", "maarat_al_numan", 1000)
    row = march(table, "saa_25_a", "maarat_al_numan")
    step(table)
    assert where(table, "saa_25_a") == "jarjanaz"
    assert row.mission == Mission.NONE
    assert table.told(EventKind.HALTED) == [(table.f("saa_25_a"), table.p("jarjanaz"), HALT_ENEMY, 0)]
    row = march(table, "saa_25_a", "maarat_al_numan", posture=Posture.ATTACK)
    step(table)
    assert (row.mission, row.route[0]) == (Mission.ATTACK, table.p("maarat_al_numan"))


def test_neutral_ground_is_not_entered(table):
    table.put("saa_25_a", "aleppo", 1000)
    march(table, "saa_25_a", "tell_rifaat")
    step(table)
    assert where(table, "saa_25_a") == "aleppo"
    assert table.told(EventKind.HALTED)[0][2] == HALT_NEUTRAL


def test_stacking_lets_the_first_priority_in(table):
    table.put("saa_5c_a", "khan_shaykhun", 8000)
    table.put("saa_25_a", "murek", 1500, priority=5)
    table.put("saa_25_b", "murek", 1500, priority=1)
    march(table, "saa_25_a", "khan_shaykhun")
    march(table, "saa_25_b", "khan_shaykhun")
    step(table)
    assert where(table, "saa_25_b") == "khan_shaykhun"
    assert where(table, "saa_25_a") == "murek"
    assert table.told(EventKind.HALTED) == [(table.f("saa_25_a"), table.p("murek"), HALT_FULL, 0)]


def test_an_attacker_marches_to_the_nearest_place_beside_its_target(table):
    table.put("saa_25_a", "khan_shaykhun", 1000)
    table.attack("saa_25_a", "maarat_al_numan")
    step(table)
    assert where(table, "saa_25_a") == "jarjanaz"
    assert table.board.formations[table.f("saa_25_a")].mission == Mission.ATTACK
    step(table)
    assert where(table, "saa_25_a") == "jarjanaz"


def test_retiring_formations_leave_and_pay_when_attacked(table):
    table.put("nlf_maarat", "maarat_al_numan", 1000, posture=Posture.RETIRE)
    table.put("saa_25_a", "jarjanaz", 1000)
    table.attack("saa_25_a", "maarat_al_numan")
    step(table)
    assert where(table, "nlf_maarat") != "maarat_al_numan"
    assert table.board.formations[table.f("nlf_maarat")].strength == 980
    assert table.board.places[table.p("maarat_al_numan")].bar == 3500
    assert table.told(EventKind.WITHDREW) == [(table.p("maarat_al_numan"), 4, 1000, 0)]


def test_a_broken_formation_retires_unless_told_to_hold(table):
    table.put("nlf_maarat", "maarat_al_numan", 1000, cohesion=2999)
    table.put("nlf_ahrar", "ariha", 1000, cohesion=2999)
    table.put("saa_25_a", "jarjanaz", 1000)
    table.put("saa_25_b", "khan_al_subul", 1000)
    table.put("nlf_saraqib", "saraqib", 1000, cohesion=2999, posture=Posture.HOLD)
    step(table)
    assert where(table, "nlf_maarat") != "maarat_al_numan"
    assert where(table, "nlf_saraqib") == "saraqib"
    assert where(table, "nlf_ahrar") == "ariha"  # nobody is near


def test_a_road_longer_than_two_days_is_crossed_in_the_end(table):
    table.put("tr_mech_1", "reyhanli", 800)
    row = march(table, "tr_mech_1", "kilis")  # 125 km: 1875 minutes
    days = 0
    while row.mission == Mission.MOVE and days < 9:
        step(table, days)
        days += 1
    assert (where(table, "tr_mech_1"), days) == ("kilis", 4)


def surround_maarat(table) -> None:
    """Enemies in three of its neighbours; the way to Khan al-Subul is the only safe one."""
    table.put("nlf_maarat", "maarat_al_numan", 1000, cohesion=5000)
    for formation, place in (
        ("saa_25_a", "jarjanaz"),
        ("saa_25_b", "maar_hattat"),
        ("saa_25_east", "surman"),
    ):
        table.put(formation, place, 1000)
        table.place(place, control=0)
    for place in ("kafr_nabl", "ihsim"):
        table.place(place, control=0)
        table.put("saa_11d", place, 500)
    table.place("maarat_al_numan", last_column=250)
    trace_supply(table.world, table.board, table.facts, None)


def test_a_threatened_place_is_given_up_with_the_chance_of_the_rulebook(table):
    surround_maarat(table)
    enemy = strength_by_place(table.world, table.board, 0)
    assert threatened(table.world, table.board, table.p("maarat_al_numan"), 1, enemy) == 1
    table.place("maarat_al_numan", last_column=199)
    assert threatened(table.world, table.board, table.p("maarat_al_numan"), 1, enemy) == 0
    table.place("maarat_al_numan", bar=3000)
    assert threatened(table.world, table.board, table.p("maarat_al_numan"), 1, enemy) == 1
    left = 0
    for day in range(400):
        table.put("nlf_maarat", "maarat_al_numan", 1000, cohesion=5000)
        step(table, day)
        left += where(table, "nlf_maarat") != "maarat_al_numan"
    chance = table.noted(ReasonKind.ENCIRCLEMENT_P)[0][1]
    assert chance == 2000 + 7000 - 5000
    assert abs(left / 400 - 0.4) < 0.09


def test_those_told_to_hold_stay_in_a_threatened_place(table):
    surround_maarat(table)
    table.board.formations[table.f("nlf_maarat")].posture = Posture.HOLD
    for day in range(20):
        step(table, day)
    assert where(table, "nlf_maarat") == "maarat_al_numan"


def test_retreat_prefers_few_enemies_then_friends_then_the_lower_row(table):
    table.put("nlf_saraqib", "saraqib", 1000)
    trace_supply(table.world, table.board, table.facts, None)
    government = strength_by_place(table.world, table.board, 0)
    opposition = strength_by_place(table.world, table.board, 1)
    attacked = [0] * len(table.board.places)
    place = table.p("saraqib")
    calm = retreat_place(table.world, table.board, place, 1, attacked, government, opposition)
    opposition[table.p("turumbah")] = 500
    assert retreat_place(table.world, table.board, place, 1, attacked, government, opposition) == table.p(
        "turumbah"
    )
    attacked[table.p("turumbah")] = 1
    assert retreat_place(table.world, table.board, place, 1, attacked, government, opposition) == calm
    for q in table.world.links[table.world.first[place] : table.world.first[place + 1]]:
        table.board.places[q].control = 0
    assert retreat_place(table.world, table.board, place, 1, attacked, government, opposition) == NOBODY


def test_nobody_falls_back_onto_turkish_soil_or_ground_taken_today(table):
    trace_supply(table.world, table.board, table.facts, None)
    nobody = [0] * len(table.board.places)

    def refuge(place: str) -> int:
        return retreat_place(table.world, table.board, table.p(place), 1, nobody, nobody, nobody)

    first = refuge("saraqib")
    table.board.places[first].taken = 1
    assert refuge("saraqib") not in (first, NOBODY)
    # next to the border only Turkish soil is left, and it is friendly and supplied
    beside = table.world.links[table.world.first[table.p("reyhanli")]]
    border = table.names.places[beside]
    for q in table.world.links[table.world.first[beside] : table.world.first[beside + 1]]:
        if table.world.places[q].soil == 0:
            table.board.places[q].control = 0
        else:
            assert table.board.places[q].path_opposition < UNREACHED
    assert refuge(border) == NOBODY


def test_an_overloaded_road_takes_twice_its_minutes(table):
    """86 hm of cleared M5 are 77 minutes; 14000 mbn go over it."""
    road = road_between(table.world, table.p("murek"), table.p("khan_shaykhun"))
    for load, attacks, arrives in ((21000, 0, 1), (21001, 0, 0), (21000, 1, 1), (21001, 1, 0)):
        row = table.put("saa_25_a", "murek", 1000)
        if attacks:
            table.attack("saa_25_a", "hish")
        else:
            march(table, "saa_25_a", "khan_shaykhun", "hish", posture=Posture.ATTACK)
            table.put("nlf_izza", "hish", 1000)
        trace_supply(table.world, table.board, table.facts, None)
        table.board.roads[road].load = load
        for sector in table.board.sectors:
            sector.weather = 1
        row.march = -160  # 300 - 160 = 140 minutes: enough for 77, not for 154
        move(table.world, table.board, 7, 0, table.facts, table.log)
        assert (where(table, "saa_25_a") == "khan_shaykhun") == (arrives == 1)


def test_turkish_and_russian_troops_keep_their_nerve(table):
    surround_maarat(table)
    table.put("tr_mech_1", "maarat_al_numan", 800, cohesion=5000)
    left = 0
    for day in range(60):
        table.put("nlf_maarat", "maarat_al_numan", 1000, cohesion=5000)
        step(table, day)
        left += where(table, "nlf_maarat") != "maarat_al_numan"
    assert left > 10
    assert where(table, "tr_mech_1") == "maarat_al_numan"
