"""RB 13.12: convoys of aid to people without shelter."""

from __future__ import annotations

import pytest

from wargame.play.completion import next_words
from wargame.play.menu import Menu
from wargame.play.notation import parse, text_of
from wargame.play.preview import preview
from wargame.rules.codes import ConvoyKind, ConvoyState, EventKind, Held, Refusal
from wargame.rules.convoys import carry_convoys
from wargame.rules.degradation import changed_on_the_march
from wargame.rules.displacement import displace
from wargame.rules.legal import refusal, within_means
from wargame.rules.orders import take_orders
from wargame.rules.tables import NOBODY


@pytest.fixture
def crowded(table):
    """Sarmada hosts 70 h more than it has shelter for."""
    place = table.p("sarmada")
    table.place("sarmada", hosted=table.world.places[place].shelter + 70, built=0)
    return table


def says(table, line: str) -> str:
    return Refusal(refusal(table.world, table.board, table.order("ankara", line))).name


def carry(table, days: int = 1) -> None:
    for day in range(3, 3 + days):
        table.facts.head[0], table.facts.head[1] = day, 8
        carry_convoys(table.world, table.board, 7, day, table.facts, table.log)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("convoy aid sarmada", "NONE"),
        ("convoy aid sarmada via reyhanli bab_al_hawa sarmada", "NONE"),
        ("convoy aid sarmada via reyhanli bab_al_hawa", "WRONG_END"),
        ("convoy aid sarmada 100", "WRONG_SIZE"),
        ("convoy aid sarmada escort saa_25_a", "NOT_YOURS"),
        ("convoy aid saraqib", "NOBODY_EXPOSED"),
        ("convoy aid hama", "ENEMY_HELD"),
        ("convoy aid tell_rifaat", "NEUTRAL_GROUND"),
    ],
)
def test_where_aid_may_go(crowded, line, why):
    crowded.place("saraqib", hosted=0)
    assert says(crowded, line) == why


def test_one_convoy_of_aid_to_a_place_at_a_time(crowded):
    crowded.place("idlib", hosted=9000)
    rows = [crowded.order("ankara", f"convoy aid {place}") for place in ("sarmada", "idlib", "sarmada")]
    for number, row in enumerate(rows, 1):
        row.number = number
    codes = within_means(crowded.world, crowded.board, rows, 0)
    assert [Refusal(code).name for code in codes] == ["NONE", "NONE", "TWICE"]
    take_orders(crowded.world, crowded.board, rows[:1], crowded.facts, None)
    assert says(crowded, "convoy aid sarmada") == "ON_ITS_WAY"
    assert says(crowded, "convoy aid idlib") == "NONE"


def test_it_brings_shelter_for_fifty_hundreds_and_no_more_than_are_without(crowded):
    row = crowded.board.places[crowded.p("sarmada")]
    for left in (20, 0):
        assert take_orders(
            crowded.world, crowded.board, [crowded.order("ankara", "convoy aid sarmada")], crowded.facts, None
        ) == [0]
        convoy = crowded.board.convoys[0]
        assert (convoy.kind, convoy.post, convoy.state) == (ConvoyKind.AID, NOBODY, ConvoyState.MARCHING)
        carry(crowded)
        assert convoy.state == ConvoyState.NONE
        assert row.hosted - crowded.world.places[crowded.p("sarmada")].shelter - row.built == left
    place = crowded.p("sarmada")
    assert crowded.told(EventKind.AID_ARRIVED) == [(place, 0, 50, 0), (place, 0, 20, 0)]
    displace(crowded.world, crowded.board, 3, crowded.facts, None)
    assert crowded.board.tracks[0].unhoused == sum(
        max(0, p.hosted - fixed.shelter - p.built)
        for p, fixed in zip(crowded.board.places, crowded.world.places, strict=True)
    )


def test_it_gives_up_before_lost_ground(crowded):
    order = crowded.order("ankara", "convoy aid sarmada via reyhanli bab_al_hawa sarmada")
    take_orders(crowded.world, crowded.board, [order], crowded.facts, None)
    crowded.place("bab_al_hawa", control=0)
    carry(crowded)
    assert crowded.told(EventKind.AID_STOPPED) == [(crowded.p("sarmada"), 0, 0, 0)]
    assert crowded.board.convoys[0].state == ConvoyState.NONE
    assert crowded.board.places[crowded.p("sarmada")].built == 0
    changed_on_the_march(crowded.board, [order], crowded.facts, None)
    assert crowded.told(EventKind.ORDER_CHANGED) == [(0, order.number, 0, Held.NO_WAY)]


def test_the_line_the_menu_and_the_preview_know_it(crowded):
    order = parse(crowded.layout, "ankara", "convoy aid sarmada")
    assert (order.kind, order.place, order.post) == ("aid", "sarmada", None)
    assert text_of(order) == "convoy aid sarmada"
    listed = [
        o.place for o in Menu(crowded.layout, crowded.board, "ankara").of_kind("convoy") if o.kind == "aid"
    ]
    assert "sarmada" in listed
    assert "hama" not in listed
    assert "sarmada" in next_words(crowded.layout, crowded.board, "ankara", "convoy aid ")
    body = preview(crowded.layout, crowded.board, "ankara", order).body
    assert (body.post, body.through, body.days) == ("sarmada", 10000, 1)
