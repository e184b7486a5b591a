"""RB 6.3 order 25, 7.13, 13.4: Russian military police between the sides, and with convoys."""

from __future__ import annotations

import pytest

from wargame.rules.codes import EventKind, Mission, PostState, Siege
from wargame.rules.convoys import carry_convoys
from wargame.rules.engaged import may_attack
from wargame.rules.movement import move
from wargame.rules.orders import start_convoy, take_orders
from wargame.rules.police import held_back, interposed, resume_police, roads_away, send_police
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


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("military_police interpose ru_mp_a at khan_tuman", 0),
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
