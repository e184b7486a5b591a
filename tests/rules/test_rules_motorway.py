"""RB 9.8: rides over the whole M5, and what a quiet M4 pays under a corridor."""

from __future__ import annotations

import pytest

from wargame.play.completion import next_words
from wargame.play.menu import Menu
from wargame.play.notation import parse, text_of
from wargame.play.preview import preview
from wargame.rules.codes import AgreementState, EventKind, Mission, Refusal, Scope, TermKind
from wargame.rules.legal import refusal, within_means
from wargame.rules.motorway import m5_end, quiet_m4
from wargame.rules.orders import take_orders
from wargame.rules.roads import HALT_FULL
from wargame.rules.tables import NOBODY


@pytest.fixture
def whole(table):
    """The M5 held and cleared by the government, 800 mbn near Aleppo and 900 near Hama."""
    for fixed, place in zip(table.world.places, table.board.places, strict=True):
        if fixed.m5:
            place.control = 0
    for fixed, road in zip(table.world.roads, table.board.roads, strict=True):
        if fixed.route == 5:
            road.cleared = 1
    table.put("saa_ldf", "rashidin", 800, static_days=5)
    table.put("saa_11d", "hama", 900)
    return table


def says(table, line: str, team: str = "damascus") -> str:
    return Refusal(refusal(table.world, table.board, table.order(team, line))).name


def test_the_ends_of_the_m5(table):
    assert [table.names.places[m5_end(table.world, far)] for far in (0, 1)] == ["hama", "aleppo"]


def test_a_ride_goes_from_near_one_end_to_near_the_other(whole):
    whole.place("khan_tuman", control=0)
    for line, why in (
        ("saa_ldf move hama by_m5", "NONE"),
        ("saa_ldf move khan_shaykhun by_m5", "NONE"),  # two roads from Hama
        ("saa_ldf move hish by_m5", "NOT_ITS_ENDS"),  # three
        ("saa_ldf move aleppo by_m5", "NOT_ITS_ENDS"),
        ("saa_11d move aleppo by_m5", "NONE"),
        ("saa_11d move khan_tuman by_m5", "NONE"),
        ("saa_11d move murek by_m5", "NOT_ITS_ENDS"),
        ("saa_11d move anadan by_m5", "ENEMY_HELD"),
        ("saa_11d move tell_rifaat by_m5", "NEUTRAL_GROUND"),
    ):
        assert says(whole, line) == why, line
    assert says(whole, "saa_11d move hama by_m5", "moscow") == "NOT_YOURS"
    whole.put("ru_mp_a", "aleppo", 300)
    assert says(whole, "ru_mp_a move hama by_m5", "moscow") == "NONE"
    whole.put("tr_mech_1", "rashidin", 300)
    assert says(whole, "tr_mech_1 move hama by_m5", "ankara") == "NOT_FOR_TEAM"


def test_it_needs_the_whole_m5(whole):
    road = whole.board.roads[whole.names.road["hama__murek"]]
    road.cleared = 0
    assert says(whole, "saa_ldf move hama by_m5") == "M5_NOT_WHOLE"
    road.cleared = 1
    whole.place("iqarda", control=1)
    assert says(whole, "saa_ldf move hama by_m5") == "M5_NOT_WHOLE"


def test_a_thousand_of_a_team_ride_in_a_turn(whole):
    whole.put("saa_25_a", "rashidin", 1001)
    assert says(whole, "saa_25_a move hama by_m5") == "TOO_MUCH_TO_RIDE"
    whole.put("saa_25_a", "rashidin", 200)
    whole.put("saa_25_b", "rashidin", 100)
    rows = [whole.order("damascus", f"{f} move hama by_m5") for f in ("saa_ldf", "saa_25_a", "saa_25_b")]
    for number, row in enumerate(rows, 1):
        row.number = number
    codes = [Refusal(c).name for c in within_means(whole.world, whole.board, rows, 2)]
    assert codes == ["NONE", "NONE", "TOO_MUCH_TO_RIDE"]


def test_it_stands_at_the_other_end_at_once(whole):
    row = whole.board.formations[whole.f("saa_ldf")]
    take_orders(
        whole.world, whole.board, [whole.order("damascus", "saa_ldf move murek by_m5")], whole.facts, None
    )
    assert (row.place, row.mission, row.static_days, row.march) == (whole.p("murek"), Mission.NONE, 0, 0)
    assert whole.told(EventKind.MOVED) == [(whole.f("saa_ldf"), whole.p("rashidin"), whole.p("murek"), 0)]


@pytest.mark.parametrize(("there", "arrives"), [(9200, 1), (9201, 0)])
def test_where_there_is_no_room_nobody_arrives(whole, there, arrives):
    whole.put("saa_5c_a", "murek", there)
    row = whole.board.formations[whole.f("saa_ldf")]
    take_orders(
        whole.world, whole.board, [whole.order("damascus", "saa_ldf move murek by_m5")], whole.facts, None
    )
    assert (row.place == whole.p("murek")) == (arrives == 1)
    halted = [] if arrives else [(whole.f("saa_ldf"), whole.p("rashidin"), HALT_FULL, 0)]
    assert whole.told(EventKind.HALTED) == halted


def test_the_line_the_menu_and_the_preview_know_it(whole):
    order = parse(whole.layout, "damascus", "saa_ldf move hama by_m5", whole.board)
    assert (order.path, order.by_m5) == (("hama",), True)
    assert text_of(order) == "saa_ldf move hama by_m5"
    assert "by_m5" not in parse(whole.layout, "damascus", "saa_25_a move murek", whole.board).model_dump()
    moves = Menu(whole.layout, whole.board, "damascus").of_kind("move")
    rides = {o.path[0] for o in moves if o.formation == "saa_ldf" and o.by_m5}
    assert rides == {
        "hama",
        "murek",
        "khan_shaykhun",
        "kafr_zita",
        "qalaat_al_madiq",
        "hmeimim",
        "latakia",
        "jurin",
    }
    following = next_words(whole.layout, whole.board, "damascus", "saa_ldf move hama ")
    assert following == ["by_m5"]  # too far to march there by one order
    body = preview(whole.layout, whole.board, "damascus", order).body
    assert (body.path, body.days) == (("hama",), 1)


def corridor(table, **values: int):
    """A corridor along the M4 between Ankara and Moscow, in force since day 3."""
    deal, term = table.board.agreements[0], table.board.terms[0]
    deal.state, deal.serial, deal.parties, deal.start, deal.expiry = (
        AgreementState.IN_FORCE,
        1,
        0b011,
        3,
        NOBODY,
    )
    term.agreement, term.kind, term.scope, term.bound = 0, TermKind.CORRIDOR, Scope.ROUTE, 0b011
    term.from_day = term.by_day = NOBODY
    term.where[0] = 4
    for field, value in values.items():
        assert hasattr(term, field)
        setattr(term, field, value)
    table.board.tracks[0].day = 5
    for place in table.board.places:
        place.quiet_days = 3


@pytest.mark.parametrize(
    ("values", "parties"),
    [
        ({}, 0b011),
        ({"from_day": 6}, 0),
        ({"from_day": 5}, 0b011),
        ({"by_day": 4}, 0),
        ({"kind": TermKind.JOINT_PATROL}, 0),
        ({"scope": Scope.ROADS}, 0),  # of row 4, which is no road of the M4
    ],
)
def test_a_quiet_m4_pays_the_parties_to_its_corridor(table, values, parties):
    assert table.world.roads[4].route != 4
    corridor(table, **values)
    assert quiet_m4(table.world, table.board) == parties


def test_a_battle_on_the_m4_in_the_turn_pays_nobody(table):
    corridor(table)
    table.place("jisr_al_shughur", quiet_days=2)
    assert quiet_m4(table.world, table.board) == 0
    table.place("jisr_al_shughur", quiet_days=3)
    table.place("anadan", quiet_days=0)  # not on the M4
    assert quiet_m4(table.world, table.board) == 0b011
    table.board.agreements[0].state = AgreementState.ENDED
    assert quiet_m4(table.world, table.board) == 0


def test_a_single_road_of_the_m4_is_a_corridor_too(table):
    road = next(r for r, fixed in enumerate(table.world.roads) if fixed.route == 4)
    corridor(table, scope=Scope.ROADS)
    table.board.terms[0].where[0] = road
    assert quiet_m4(table.world, table.board) == 0b011
