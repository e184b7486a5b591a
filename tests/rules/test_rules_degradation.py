"""What orders become when reality differs from what their team could see (RB 6.3 last column, 7.2)."""

from __future__ import annotations

import pytest

from wargame.play.codec import row_of
from wargame.play.notation import parse
from wargame.rules.codes import Access, Control, EventKind, Field, Held, OrderKind, PostState, ReasonKind
from wargame.rules.day import play_turn
from wargame.rules.log import fresh
from wargame.rules.tables import NOBODY, Effect

MOVE, ATTACK, POSTURE = OrderKind.MOVE, OrderKind.ATTACK, OrderKind.POSTURE


@pytest.fixture
def turn(table):
    """Plays a turn of one team's order lines; answers with its ORDER_CHANGED (order, new type, reason)."""

    def play(team, *lines, extra=()):
        orders = [
            row_of(table.layout, team, n, parse(table.layout, team, line, table.board))
            for n, line in enumerate(lines, 1)
        ]
        facts, log = fresh(), fresh()
        closed = play_turn(table.world, table.board, orders, [], list(extra), 3, facts, log)
        table.closed, table.facts, table.log = closed, facts, log
        return [tuple(map(int, row[1:])) for row in table.told(EventKind.ORDER_CHANGED)]

    return play


@pytest.fixture
def met(table):
    """The army in Khan al-Subul with a friendly way to Saraqib."""
    for name in ("khan_al_subul", "saraqib"):
        table.place(name, control=Control.GOVERNMENT)
    table.put("saa_25_a", "khan_al_subul", 3000)
    return table


def test_a_move_halts_before_an_enemy_it_did_not_see(met, turn):
    met.put("hts_east", "saraqib", 1200)
    changed = turn("damascus", "saa_25_a move saraqib")
    assert changed == [(1, MOVE, Held.CONTACT)]
    assert met.closed.formations[met.f("saa_25_a")].place == met.p("khan_al_subul")
    assert (1, 63, 2, Held.CONTACT) in met.noted(ReasonKind.DEGRADED)


def test_or_attacks_if_it_was_told_not_to_halt(met, turn):
    met.put("hts_east", "saraqib", 1200)
    assert turn("damascus", "saa_25_a move saraqib push")[:1] == [(1, ATTACK, Held.CONTACT)]


def test_an_attack_on_what_others_took_marches_on(table, turn):
    """Saraqib is empty: who stands next to it enters on the first day, who is on the way follows."""
    table.place("saraqib", control=Control.OPPOSITION)
    table.place("khan_al_subul", control=Control.GOVERNMENT)
    table.put("saa_25_a", "khan_al_subul", 3000)
    table.put("saa_25_b", "khan_shaykhun", 3000)
    changed = turn("damascus", "saa_25_a saa_25_b attack saraqib")
    assert (1, MOVE, Held.FRIENDLY) in changed
    moved = [row for row in table.told(EventKind.MOVED) if row[0] == table.f("saa_25_b")]
    assert moved
    assert table.closed.formations[table.f("saa_25_b")].place != table.p("khan_shaykhun")


def test_air_tasks_return_when_the_sky_is_closed(table, turn):
    table.place("saraqib", control=Control.OPPOSITION)
    sector = table.board.sectors[table.world.places[table.p("saraqib")].sector]
    orders = "air_task strike saraqib 5"
    sector.access[0] = Access.OPEN
    assert turn("moscow", orders) == []
    table.place("saraqib", control=Control.OPPOSITION)
    changed = turn("moscow", orders, f"airspace {sector_name(table)} ruaf closed")
    assert (1, 0, Held.SKY_CLOSED) in changed


def sector_name(table):
    return table.names.sectors[table.world.places[table.p("saraqib")].sector]


def test_close_support_returns_where_nobody_fights(table, turn):
    table.place("saraqib", control=Control.OPPOSITION)
    assert turn("moscow", "air_task cas saraqib 5") == [(1, 0, Held.NO_BATTLE)]


def test_a_post_whose_place_was_lost_is_not_set_up(table, turn):
    post = table.names.post["np_2"]
    table.board.tracks[0].post_reserve = 1000
    table.board.posts[post].strength = 300
    assert turn("ankara", "post establish np_2") == []
    assert table.closed.posts[post].state == PostState.OPEN
    place = table.board.posts[post].place
    lost = Effect(Field.PLACE_CONTROL, place, NOBODY, 0, Control.GOVERNMENT, 0)
    assert turn("ankara", "post establish np_2", extra=[lost]) == [(1, 0, Held.PLACE_LOST)]
    assert table.closed.posts[post].state == PostState.PLANNED
    assert table.closed.tracks[0].post_reserve >= 1000


def test_nothing_is_told_twice_in_a_turn(table, turn):
    table.place("saraqib", control=Control.OPPOSITION)
    changed = turn("moscow", "air_task cas saraqib 5")
    assert len(changed) == len(set(changed)) == 1
    assert len(table.noted(ReasonKind.DEGRADED)) == 1


def test_who_cannot_retire_defends(table, turn):
    """RB 6.3 order 2: no neighbouring place is friendly."""
    p = table.p("hish")
    table.place("hish", control=Control.GOVERNMENT)
    for q in table.world.links[table.world.first[p] : table.world.first[p + 1]]:
        table.board.places[q].control = Control.OPPOSITION
    table.put("saa_25_a", "hish", 2000)
    changed = turn("damascus", "saa_25_a retire")
    assert (1, POSTURE, Held.NO_WAY) in changed
