"""RB 6.3 order 25, 7.13, 13.4: Russian military police between the sides, and with convoys."""

from __future__ import annotations

import pytest

from wargame.rules.codes import EventKind, Mission, PostState, Siege
from wargame.rules.convoys import carry_convoys
from wargame.rules.detection import detect
from wargame.rules.engaged import fighting_target, may_attack
from wargame.rules.movement import move
from wargame.rules.orders import start_convoy, take_orders
from wargame.rules.planner import anybody_ready, muster
from wargame.rules.police import held_back, held_on_road, interposed, resume_police, roads_away, send_police
from wargame.rules.roster import gathered, troops
from wargame.rules.seen import seen
from wargame.rules.tables import NOBODY, UNREACHED


def stand(table, place: str = "saraqib"):
    table.place(place, control=0)
    table.put("ru_mp_a", place, 300, interpose=table.p(place))


@pytest.mark.parametrize(
    ("faction", "control", "rung", "back"),
    [
        (3, 0, 5, True),  # turkey
        (3, 0, 7, False),
        (4, 4000, 5, True),  # nlf
        (4, 3999, 5, False),
        (6, 8500, 4, True),  # sna
        (5, 9000, 5, False),  # hts is not bound
    ],
)
def test_whom_they_hold_back(table, faction, control, rung, back):
    stand(table)
    table.put("saa_25_a", "saraqib", 1000)  # troops of their own side besides them
    table.board.factions[faction].control = control
    table.board.tracks[0].rung = rung
    assert held_back(table.world, table.board, faction, table.p("saraqib")) == back
    assert may_attack(table.world, table.board, 1, faction, table.p("saraqib")) == int(not back)


def test_they_hold_nobody_back_where_they_only_stand(table):
    table.place("saraqib", control=0)
    table.put("ru_mp_a", "saraqib", 300)
    assert not interposed(table.world, table.board, table.p("saraqib"))
    table.board.formations[table.f("ru_mp_a")].interpose = table.p("nayrab")
    assert not interposed(table.world, table.board, table.p("saraqib"))
    assert not interposed(table.world, table.board, table.p("nayrab"))


def test_they_march_to_their_place_and_wait_while_it_is_in_enemy_hands(table):
    row = table.put("ru_mp_a", "khan_al_subul", 300)
    table.place("khan_al_subul", control=0)
    send_police(table.world, table.board, table.f("ru_mp_a"), table.p("saraqib"), 5)
    assert (row.mission, row.interpose) == (Mission.NONE, table.p("saraqib"))
    table.place("saraqib", control=0)
    resume_police(table.world, table.board)
    assert (row.mission, row.route[0], row.route[1]) == (Mission.MOVE, table.p("saraqib"), NOBODY)
    for day in range(3):
        move(table.world, table.board, 5, day, table.facts, None)
    assert row.place == table.p("saraqib")
    assert interposed(table.world, table.board, table.p("saraqib"))
    assert row.interpose == table.p("saraqib")


def test_roads_are_counted_whoever_holds_them(table):
    assert roads_away(table.world, table.p("saraqib"), table.p("saraqib"), 3) == 0
    assert roads_away(table.world, table.p("saraqib"), table.p("khan_al_subul"), 3) == 1
    assert roads_away(table.world, table.p("saraqib"), table.p("hama"), 3) == UNREACHED


@pytest.mark.parametrize("escorted", [False, True])
def test_a_convoy_with_military_police_passes_as_with_consent(table, escorted):
    """The way crosses enemy ground; without consent or escort it must force it against a cordon."""
    post = table.board.posts[table.names.post["op_9"]]
    post.state, post.siege, post.consent = PostState.BESIEGED, Siege.CORDON, 0
    post.strength, post.stock, post.place = 300, 200, table.p("murek")
    table.put("saa_25_a", "murek", 5000)
    order = table.order("ankara", "convoy supply op_9")
    start_convoy(table.world, table.board, order)
    post.escorted = int(escorted)
    trust = table.board.tracks[0].trust
    for day in range(12):
        carry_convoys(table.world, table.board, 5, day, table.facts, table.log)
        if not escorted and table.told(EventKind.CONVOY_TURNED):
            break
    arrived = table.told(EventKind.CONVOY_ARRIVED)
    if escorted:
        assert arrived == [(table.names.post["op_9"], 0, 1000, 1)]
        assert post.stock == 1200
        assert table.board.tracks[0].trust == trust + 100
    else:
        assert not arrived


def test_an_escort_stands_for_one_turn(table):
    post = table.board.posts[table.names.post["op_9"]]
    post.state = PostState.BESIEGED
    table.put("ru_mp_a", "aleppo", 300)
    order = table.order("moscow", "military_police escort op_9")
    assert take_orders(table.world, table.board, [order], table.facts, None) == [0]
    assert post.escorted == 1
    take_orders(table.world, table.board, [], table.facts, None)
    assert post.escorted == 0


def test_any_other_order_calls_them_off(table):
    stand(table)
    order = table.order("moscow", "ru_mp_a posture defend")
    take_orders(table.world, table.board, [order], table.facts, None)
    assert table.board.formations[table.f("ru_mp_a")].interpose == NOBODY


def on_road(table, place: str = "nayrab", road: str = "nayrab__sarmin"):
    """A group at one end of a road, told to stand on it."""
    table.place(place, control=0)
    spot = len(table.world.places) + table.names.road[road]
    return table.put("ru_mp_a", place, 300, interpose=spot)


@pytest.mark.parametrize(
    ("faction", "rung", "here", "there", "held"),
    [
        (3, 5, "sarmin", "nayrab", True),
        (3, 5, "nayrab", "sarmin", True),
        (3, 5, "musaybin", "nayrab", False),  # by another road
        (3, 7, "sarmin", "nayrab", False),
        (4, 5, "sarmin", "nayrab", True),
        (5, 5, "sarmin", "nayrab", False),  # hts is not bound
    ],
)
def test_on_a_road_they_hold_back_those_who_come_over_it(table, faction, rung, here, there, held):
    row = on_road(table)
    table.board.tracks[0].rung = rung
    back = held_on_road(table.world, table.board, faction, table.p(here), table.p(there))
    assert back == held
    assert not interposed(table.world, table.board, table.p("nayrab"))
    row.place = table.p("saraqib")  # on their way they hold back nobody
    assert not held_on_road(table.world, table.board, faction, table.p(here), table.p(there))


@pytest.mark.parametrize(("from_place", "fights"), [("sarmin", False), ("musaybin", True)])
def test_who_is_held_back_on_a_road_may_attack_by_another(table, from_place, fights):
    on_road(table)
    table.put("saa_25_a", "nayrab", 1000)
    table.board.tracks[0].rung = 5
    table.put("tr_mech_1", from_place, 800)
    table.attack("tr_mech_1", "nayrab")
    found = fighting_target(table.world, table.board, table.f("tr_mech_1"))
    assert found == (table.p("nayrab") if fights else NOBODY)


def test_a_proxy_that_obeys_plans_nothing_over_the_road(table):
    on_road(table)
    table.put("saa_25_a", "nayrab", 1000)
    table.put("nlf_sham_a", "sarmin", 3000)
    there, place = troops(table.board), table.p("nayrab")
    for control, count in ((3999, 1), (4000, 0)):
        table.board.factions[4].control = control
        target, battle = [NOBODY] * len(table.board.formations), [0] * len(there)
        gathered(table.world, place, there, battle)
        muster(table.world, table.board, 4, place, target, battle)
        assert target.count(place) == count
        assert anybody_ready(table.world, table.board, 4, place, there) == count


def test_they_go_to_the_nearer_end_that_their_side_holds(table):
    road = "khan_al_subul__saraqib"
    row = table.put("ru_mp_a", "jarjanaz", 300)
    spot = len(table.world.places) + table.names.road[road]
    send_police(table.world, table.board, table.f("ru_mp_a"), spot, 5)
    assert (row.mission, row.interpose) == (Mission.NONE, spot)  # both ends are the enemy's
    table.place("khan_al_subul", control=0)
    table.place("saraqib", control=0)
    resume_police(table.world, table.board)
    assert (row.mission, row.route[:2]) == (Mission.MOVE, [table.p("khan_al_subul"), NOBODY])
    for day in range(3):
        move(table.world, table.board, 5, day, table.facts, None)
    assert row.place == table.p("khan_al_subul")
    resume_police(table.world, table.board)
    assert row.mission == Mission.NONE
    row.place = table.p("jarjanaz")
    table.place("khan_al_subul", control=1)
    resume_police(table.world, table.board)
    assert row.mission == Mission.NONE  # no way to the other end


def test_it_is_known_to_the_other_side_once_they_stand_there(table):
    row = on_road(table)
    spot = row.interpose
    detect(table.world, table.board, 3, table.facts, None)
    view = seen(table.world, table.board, 0, 7, 3)
    assert view.formations[table.f("ru_mp_a")].interpose == spot
    row.place = table.p("saraqib")
    table.place("saraqib", control=0)
    table.put("nlf_saraqib", "afes", 3000)
    detect(table.world, table.board, 3, table.facts, None)
    view = seen(table.world, table.board, 0, 7, 3)
    assert view.formations[table.f("ru_mp_a")].interpose == NOBODY


def test_on_a_road_too_they_show_themselves(table):
    """RB 8.1: a group of Russians of which one stands on a road is seen at level 3 next door."""
    row = on_road(table)
    row.static_days = 9
    detect(table.world, table.board, 3, table.facts, None)
    at = table.board.sight[table.p("nayrab")].level[0 * 7 + 2]
    row.interpose = NOBODY
    detect(table.world, table.board, 3, table.facts, None)
    assert at == 3 > table.board.sight[table.p("nayrab")].level[0 * 7 + 2]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("military_police interpose ru_mp_a at khan_tuman", 0),
        ("military_police interpose ru_mp_a at khan_tuman__rashidin", 0),
        ("military_police interpose ru_mp_a at ariha__musaybin", 53),
        ("military_police interpose ru_mp_a at antakya__reyhanli", 17),
        ("military_police interpose ru_mp_a at nubl__tell_rifaat", 8),
        ("military_police interpose ru_mp_a at hama", 53),
        ("military_police escort op_9", 0),
        ("military_police escort op_6", 23),
    ],
)
def test_what_may_be_ordered_of_them(table, line, code):
    table.board.posts[table.names.post["op_9"]].state = PostState.BESIEGED
    table.put("ru_mp_a", "aleppo", 300)
    order = table.order("moscow", line)
    assert take_orders(table.world, table.board, [order], table.facts, None) == [code]
