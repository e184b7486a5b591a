"""RB 17.2-17.4: obedience, and what the planner makes of agenda, threat and column."""

from __future__ import annotations

import pytest

from wargame.rules.codes import EventKind, Mission, Posture, Purpose, ReasonKind, Task
from wargame.rules.draw import draw
from wargame.rules.proxies import planned, run_proxies
from wargame.rules.roads import road_between
from wargame.rules.supply import trace_supply
from wargame.rules.tables import NOBODY

NLF, HTS, SAA, IRAN, TURKEY = 4, 5, 0, 1, 3


def run(table, day: int = 0) -> None:
    table.facts.rows.clear()
    table.log.rows.clear()
    trace_supply(table.world, table.board, table.facts, None)
    table.facts.rows.clear()
    run_proxies(table.world, table.board, 7, day, table.facts, table.log)


def order(table, faction: int, task: int, place: str, inducement: int = 0) -> None:
    state = table.board.factions[faction]
    state.task[0], state.task_place[0], state.inducement[0] = task, table.p(place), inducement


def row(table, formation: str):
    return table.board.formations[table.f(formation)]


def test_only_factions_without_a_commander_are_planned(table):
    assert [planned(table.world, f) for f in range(7)] == [0, 1, 0, 0, 1, 1, 1]


@pytest.mark.parametrize(
    ("faction", "task", "place", "inducement", "chance"),
    [
        (NLF, Task.HOLD, "saraqib", 0, 3000 + 5385 + 1000),  # control 70, on its list
        (NLF, Task.HOLD, "taftanaz", 0, 3000 + 5385),
        (NLF, Task.HOLD, "taftanaz", 1, 3000 + 5385 + 800),
        (NLF, Task.WITHDRAW, "ariha", 0, 3000 + 5385 + 1000 - 1000),
        (HTS, Task.SEPARATE_FROM_HTS, "idlib", 0, 3000 + 1154 + 1000 - 1500),
        (HTS, Task.HOLD, "taftanaz", 0, 3000 + 1154),
    ],
)
def test_the_chance_of_obedience(table, faction, task, place, inducement, chance):
    order(table, faction, task, place, inducement)
    run(table)
    assert table.noted(ReasonKind.OBEY, faction)[0][1] == min(9800, chance)


def test_a_hopeless_attack_is_costly(table):
    table.put("hts_east", "sarmin", 400)
    table.put("saa_25_a", "nayrab", 5000)
    table.place("nayrab", control=0)
    order(table, HTS, Task.ATTACK, "nayrab")
    run(table)
    assert table.noted(ReasonKind.OBEY, HTS)[0][1] == 3000 + 1154 - 1000


def test_obeyed_and_ignored_come_out_as_drawn(table):
    obeyed = 0
    for day in range(0, 900, 3):
        order(table, HTS, Task.HOLD, "taftanaz")
        run(table, day)
        obeyed += len(table.told(EventKind.TASK_OBEYED))
        assert len(table.told(EventKind.TASK_OBEYED)) + len(table.told(EventKind.TASK_IGNORED)) == 1
    assert abs(obeyed / 300 - 0.4154) < 0.09


def test_a_threatened_place_of_the_agenda_draws_the_nearest_free_formation(table):
    table.put("nlf_sham_a", "ariha", 2000)
    table.put("nlf_sham_b", "sarmin", 1500)
    table.put("saa_25_a", "khan_al_subul", 4000)
    table.place("khan_al_subul", control=0)
    run(table)
    near, far = row(table, "nlf_sham_b"), row(table, "nlf_sham_a")
    assert (near.mission, near.posture) == (Mission.MOVE, Posture.MARCH)
    last = [p for p in near.route if p >= 0][-1]
    assert last == table.p("saraqib")
    assert road_between(table.world, table.p("sarmin"), near.route[0]) >= 0
    # 1500 against 4000 within one road: still threatened and thin, so the other one goes too
    assert [p for p in far.route if p >= 0][-1] == table.p("saraqib")


def test_nobody_marches_to_a_place_that_is_held_well_enough(table):
    table.put("nlf_saraqib", "saraqib", 3500)
    table.put("nlf_sham_b", "sarmin", 1500)
    table.put("saa_25_a", "khan_al_subul", 4000)
    table.place("khan_al_subul", control=0)
    run(table)
    assert row(table, "nlf_sham_b").mission == Mission.NONE


def test_a_lost_place_is_attacked_when_the_column_allows_and_else_watched(table):
    table.place("khan_al_subul", control=0)
    table.place("saraqib", control=0, held_days=0)
    table.put("saa_ldf", "saraqib", 300)
    table.put("hts_east", "afes", 3000)
    run(table)
    attacker = row(table, "hts_east")
    assert (attacker.mission, attacker.route[0]) == (Mission.ATTACK, table.p("saraqib"))
    table.put("saa_25_a", "saraqib", 5000)
    run(table)
    assert attacker.mission == Mission.NONE


def test_withdraw_moves_one_place_toward_home(table):
    table.put("nlf_sham_b", "sarmin", 1500)
    for day in range(0, 90, 3):
        order(table, NLF, Task.WITHDRAW, "sarmin")
        run(table, day)
        if table.told(EventKind.TASK_OBEYED):
            break
    assert row(table, "nlf_sham_b").route[:2] == [table.p("idlib"), -1]


def test_separation_leaves_places_that_hold_hts(table):
    table.put("nlf_sham_b", "sarmin", 1500)
    table.put("nlf_sham_a", "binnish", 1500)
    table.put("hts_east", "sarmin", 800)
    for day in range(0, 90, 3):
        order(table, NLF, Task.SEPARATE_FROM_HTS, "sarmin")
        run(table, day)
        if table.told(EventKind.TASK_OBEYED):
            break
    assert row(table, "nlf_sham_b").mission == Mission.MOVE
    assert row(table, "nlf_sham_a").mission == Mission.NONE


def test_idle_formations_rest_delay_or_defend(table):
    rear = table.put("hts_border", "harem", 1600)
    shaken = table.put("nlf_izza", "hish", 1000, cohesion=4800)
    firm = table.put("nlf_maarat", "maarat_al_numan", 1300)
    table.put("saa_5c_a", "khan_shaykhun", 1000)
    table.put("saa_25_a", "jarjanaz", 1000)
    run(table)
    assert (rear.posture, shaken.posture, firm.posture) == (Posture.REST, Posture.DELAY, Posture.DEFEND)


def test_commanded_formations_are_left_alone(table):
    table.put("saa_25_a", "jarjanaz", 1000)
    table.attack("saa_25_a", "maarat_al_numan")
    run(table)
    assert row(table, "saa_25_a").mission == Mission.ATTACK


def test_three_tasks_are_drawn_by_three_slots(table):
    """Slot 1 belongs to steering (RB 17.7)."""
    state = table.board.factions[NLF]
    for t, place in enumerate(("saraqib", "taftanaz", "ariha")):
        state.task[t], state.task_place[t] = Task.HOLD, table.p(place)
    run(table, 6)
    key = table.world.factions[NLF].key
    drawn = [(t, u) for _, _, u, t in table.noted(ReasonKind.OBEY, NLF)]
    assert drawn == [(t, draw(7, 6, Purpose.OBEDIENCE, key, slot)) for t, slot in enumerate((0, 2, 3))]


def test_an_opened_road_is_free_and_those_at_its_ends_go_home(table):
    road = table.names.road["afes__sarmin"]
    ends = (table.world.roads[road].a, table.world.roads[road].b)
    for day in range(0, 90, 3):
        table.board.roads[road].blocked_by = 1
        table.put("nlf_sham_a", table.names.places[ends[0]], 1000)
        table.put("nlf_sham_b", table.names.places[ends[1]], 1000)
        away = table.put("nlf_ahrar", "binnish", 1000)
        state = table.board.factions[NLF]
        state.task[0], state.task_place[0] = Task.OPEN_ROAD, road
        run(table, day)
        obeyed = len(table.told(EventKind.TASK_OBEYED))
        assert (table.board.roads[road].blocked_by == NOBODY) == (obeyed == 1)
        if obeyed:
            break
    home = table.world.factions[NLF].home
    for formation in ("nlf_sham_a", "nlf_sham_b"):
        gone = row(table, formation)
        assert gone.mission == Mission.MOVE
        assert gone.route[1] == NOBODY  # one place
        assert road_between(table.world, gone.place, gone.route[0]) >= 0
    assert home in (row(table, "nlf_sham_b").route[0], row(table, "nlf_sham_a").route[0])
    assert away.mission == Mission.NONE


@pytest.mark.parametrize(
    ("rung", "guns", "place", "attacks"),
    [
        (5, "mastuma", "nayrab", 1),
        (4, "mastuma", "nayrab", 0),
        (5, "", "nayrab", 0),
        (5, "mastuma", "binnish", 0),
    ],
)
def test_from_rung_5_lost_motorway_places_under_turkish_guns_are_attacked(table, rung, guns, place, attacks):
    table.board.tracks[0].rung = rung
    table.place(place, control=0, held_days=0)
    table.put("saa_ldf", place, 300)
    table.put("hts_east", "sarmin", 3000)
    table.put("nlf_sham_a", "idlib", 1000)  # so that no place of its list is in danger
    if guns:
        table.put("tr_art_idlib", guns, 900)
    run(table)
    attacker = row(table, "hts_east")
    assert (attacker.mission == Mission.ATTACK) == (attacks == 1)
    assert attacks == 0 or attacker.route[0] == table.p(place)
