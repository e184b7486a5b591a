"""RB 9.1-9.7: road factors, the trace, load, priority lists, clearing."""

from __future__ import annotations

from dataclasses import replace

from wargame.rules.codes import EventKind, ReasonKind, Supply
from wargame.rules.roads import capacity, march_minutes, road_lengths
from wargame.rules.supply import trace_supply, update_roads, whole_m5_cleared
from wargame.rules.tables import NOBODY, UNREACHED


def trace(table) -> None:
    trace_supply(table.world, table.board, table.facts, table.log)


def road(table, name: str) -> int:
    return table.names.road[name]


def test_lengths_by_class_and_clearing(table):
    m5 = road(table, "hama__murek")
    lengths = road_lengths(table.world, table.board)
    assert table.board.roads[m5].cleared == 1
    assert lengths[m5] == 300 * 6
    assert march_minutes(lengths, m5) == 270
    table.board.roads[m5].cleared = 0
    assert road_lengths(table.world, table.board)[m5] == 300 * 16
    assert lengths[road(table, "hama__kafr_zita")] == 360 * 10
    assert lengths[road(table, "al_bara__balyun")] == 47 * 16


def test_capacity_falls_with_interdiction_and_never_to_nothing(table):
    m5 = road(table, "hama__murek")
    assert capacity(table.world, table.board, m5) == 14000
    table.board.roads[m5].cut = 2500
    assert capacity(table.world, table.board, m5) == 10500
    table.board.roads[m5].cleared = 0
    assert capacity(table.world, table.board, m5) == 3000


def test_the_path_runs_over_friendly_ground_only(table):
    table.put("saa_25_a", "jarjanaz", 2400)
    trace(table)
    murek, khan = 300 * 6, 86 * 6
    assert table.board.places[table.p("murek")].path_government == murek
    assert table.board.places[table.p("khan_shaykhun")].path_government == murek + khan
    assert table.board.places[table.p("saraqib")].path_government == UNREACHED
    table.place("hama", control=1)
    table.place("aleppo", control=1)
    table.place("latakia", control=1)
    trace(table)
    assert table.board.formations[table.f("saa_25_a")].supply == Supply.CUT
    assert table.board.formations[table.f("saa_25_a")].path == UNREACHED
    assert table.noted(ReasonKind.NO_PATH)


def test_each_road_of_a_path_carries_the_formation(table):
    table.put("saa_25_a", "khan_shaykhun", 2400)
    table.put("saa_25_b", "murek", 1000)
    trace(table)
    assert table.board.roads[road(table, "hama__murek")].load == 3400
    assert table.board.roads[road(table, "khan_shaykhun__murek")].load == 2400
    assert table.board.formations[table.f("saa_25_a")].load == 2429  # 3400 of 14000, rounded


def test_states_by_path_and_by_load(table):
    table.put("saa_25_a", "murek", 2400)
    trace(table)
    assert table.board.formations[table.f("saa_25_a")].supply == Supply.FULL
    table.put("saa_25_a", "murek", 5900)
    table.put("saa_25_b", "murek", 8900)
    trace(table)
    assert table.board.formations[table.f("saa_25_a")].supply == Supply.STRAINED  # 14800 of 14000
    table.put("saa_25_b", "murek", 15300)
    trace(table)
    assert table.board.formations[table.f("saa_25_a")].supply == Supply.POOR  # above 15000 bp
    changes = table.told(EventKind.SUPPLY_CHANGED)
    assert (table.f("saa_25_a"), 3, 2) in [c[:3] for c in changes]


def test_a_priority_list_charges_only_those_before(table):
    table.put("saa_25_a", "murek", 6000)
    table.put("saa_25_b", "murek", 6000)
    table.put("saa_5c_a", "murek", 6000)
    table.board.formations[table.f("saa_5c_a")].supply_rank = 1
    table.board.formations[table.f("saa_25_b")].supply_rank = 2
    trace(table)
    load = [table.board.formations[table.f(f)].load for f in ("saa_5c_a", "saa_25_b", "saa_25_a")]
    assert load == [4286, 8571, 12857]  # 6000, 12000 and 18000 of 14000, rounded


def test_turkish_troops_draw_on_turkish_sources(table):
    table.put("tr_mech_1", "bab_al_hawa", 800)
    table.put("hts_border", "bab_al_hawa", 800)
    trace(table)
    assert table.board.formations[table.f("hts_border")].path == 0
    assert table.board.formations[table.f("tr_mech_1")].path == 136 * 10


def test_a_blocked_road_is_closed_to_the_other_side_only(table):
    r = road(table, "hama__murek")
    table.board.roads[r].blocked_by = 1
    trace(table)
    assert table.board.places[table.p("murek")].path_government > 300 * 6
    table.board.roads[r].blocked_by = 0
    trace(table)
    assert table.board.places[table.p("murek")].path_government == 300 * 6


def test_a_motorway_is_lost_with_an_end_and_cleared_after_quiet_days(table):
    r = road(table, "khan_al_subul__saraqib")
    m5 = table.board.roads[r]
    m5.cleared = 1
    table.place("khan_al_subul", control=0)
    update_roads(table.world, table.board, table.facts)
    assert m5.cleared == 0
    assert (r, 0, 0, 0) in table.told(EventKind.ROAD_LOST)
    table.place("saraqib", control=0, quiet_days=5)
    table.place("khan_al_subul", quiet_days=5)
    for _ in range(3):
        update_roads(table.world, table.board, table.facts)
    assert (m5.cleared, m5.clearing) == (0, 0)  # nobody has been told to clear it
    m5.crew = 0
    update_roads(table.world, table.board, table.facts)
    assert (m5.cleared, m5.clearing, m5.crew) == (0, 1, 0)
    update_roads(table.world, table.board, table.facts)
    assert (m5.cleared, m5.crew) == (1, NOBODY)
    assert (r, 0, 0, 0) in table.told(EventKind.ROAD_CLEARED)


def test_engineers_leave_with_an_end_of_the_road(table):
    r = road(table, "khan_al_subul__saraqib")
    table.place("saraqib", control=0)
    table.place("khan_al_subul", control=0)
    table.board.roads[r].crew = 1  # of a side that does not hold it
    table.board.roads[r].cleared = 0
    update_roads(table.world, table.board, table.facts)
    assert table.board.roads[r].crew == NOBODY
    table.board.roads[r].crew = 0
    table.place("saraqib", control=1)
    update_roads(table.world, table.board, table.facts)
    assert table.board.roads[r].crew == NOBODY


def test_hostile_guns_next_to_an_end_keep_a_motorway_closed(table):
    r = road(table, "khan_al_subul__saraqib")
    table.place("saraqib", control=0, quiet_days=5)
    table.place("khan_al_subul", control=0, quiet_days=5)
    table.put("tr_art_idlib", "afes", 900)
    table.board.roads[r].cleared, table.board.roads[r].crew = 0, 0
    for _ in range(4):
        update_roads(table.world, table.board, table.facts)
    assert table.board.roads[r].cleared == 0
    table.put("tr_art_idlib", "mastuma", 900)
    for _ in range(2):
        update_roads(table.world, table.board, table.facts)
    assert table.board.roads[r].cleared == 1


def test_the_whole_m5_lengthens_full_supply(table):
    table.put("saa_25_a", "jarjanaz", 100)
    trace(table)
    path = table.board.formations[table.f("saa_25_a")].path
    assert whole_m5_cleared(table.world, table.board) == 0
    params = replace(table.world.params, supply_full=path - 100, motorway_bonus=100)
    far = replace(table.world, params=params)
    trace_supply(far, table.board, table.facts, None)
    assert table.board.formations[table.f("saa_25_a")].supply == Supply.STRAINED
    for r, fixed in enumerate(table.world.roads):
        if fixed.route == 5:
            table.board.places[fixed.a].control = table.board.places[fixed.b].control = 0
            table.board.roads[r].cleared = 1
    trace_supply(far, table.board, table.facts, None)
    assert whole_m5_cleared(far, table.board) == 1
    assert table.board.formations[table.f("saa_25_a")].supply == Supply.FULL


def test_a_battle_at_an_end_delays_clearing(table):
    r = road(table, "khan_al_subul__saraqib")
    for place in ("saraqib", "khan_al_subul"):
        table.place(place, control=0, quiet_days=5)
    row = table.board.roads[r]
    row.cleared, row.crew = 0, 0
    update_roads(table.world, table.board, table.facts)
    assert row.clearing == 1
    table.place("khan_al_subul", quiet_days=0)  # a battle there yesterday: begin again
    update_roads(table.world, table.board, table.facts)
    assert (row.clearing, row.cleared) == (0, 0)
    table.place("khan_al_subul", quiet_days=1)
    for cleared in (0, 1):
        update_roads(table.world, table.board, table.facts)
        assert row.cleared == cleared
