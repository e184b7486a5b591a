"""Conditions on a board: readings, comparisons, junctions, and memory from day to day (RB 19.2)."""

from __future__ import annotations

import pytest

from wargame.play.reading_table import READINGS
from wargame.play.readings import compile_condition
from wargame.rules.codes import EventKind, Form, OrderKind, PostState, Reading
from wargame.rules.conditions import fresh_latches, holds, observe
from wargame.rules.log import tell
from wargame.rules.orders import blank
from wargame.rules.tables import WINDOW, Order


class Asked:
    """One condition on a table; `day` closes a day and says whether it holds then."""

    def __init__(self, table, condition) -> None:
        rows, complaints = compile_condition(condition, table.names)
        assert not complaints
        self.table = table
        self.rows = rows
        table.world.tests[:] = rows
        table.world.aims.clear()  # theirs stood in rows that are gone
        table.board.latches[:] = fresh_latches(table.world)

    def now(self, day: int = 0, opening: int = 0) -> int:
        return holds(self.table.world, self.table.board, 0, day, opening)

    def day(self, day: int, *orders: Order) -> int:
        observe(self.table.world, self.table.board, list(orders), day, self.table.facts)
        return self.now(day)

    def told(self, day: int, kind: int, *fields: int) -> None:
        self.table.facts.head[0] = day
        a, b, c, d = (*fields, 0, 0, 0, 0)[:4]
        tell(self.table.facts, kind, a, b, c, d, -1)


def true(table, condition, day: int = 0, opening: int = 0) -> bool:
    return Asked(table, condition).now(day, opening) == 1


TRACKS = [
    ("rung", "rung", 5, 5),
    ("tension", "tension", 4200, 42),
    ("trust", "trust", 3300, 33),
    ("ties", "ties", 2100, 21),
    ("leverage", "leverage", 1700, 17),
    ("nato", "nato", 900, 9),
    ("eu", "eu", 800, 8),
    ("displaced.new", "newly_displaced", 2000, 200),
    ("displaced.unhoused", "unhoused", 120, 12),
    ("displaced.turkey", "entered_turkey", 220, 22),
    ("infiltration", "infiltration", 4000, 40),
    ("eu_attention", "eu_attention", 1500, 15),
]
ROWS = [
    ("team.moscow.domestic", "teams", 1, "domestic", 4400, 44),
    ("team.ankara.standing", "teams", 0, "standing", 3100, 31),
    ("team.damascus.pc", "teams", 2, "pc", 700, 7),
    ("team.ankara.dead", "teams", 0, "dead", 21, 21),
    ("place.saraqib.control", "places", "saraqib", "control", 2, "turkish"),
    ("place.saraqib.damage", "places", "saraqib", "damage", 1500, 15),
    ("place.saraqib.people", "places", "saraqib", "people", 330, 33),
    ("place.afrin.hosted", "places", "afrin", "hosted", 800, 80),
    ("post.op_9.state", "posts", "op_9", "state", 2, "besieged"),
    ("post.op_9.siege", "posts", "op_9", "siege", 2, "harass"),
    ("post.op_9.stock", "posts", "op_9", "stock", 500, 5),
    ("post.op_9.morale", "posts", "op_9", "morale", 6100, 61),
    ("post.op_9.strength", "posts", "op_9", "strength", 3000, 3),
    ("post.op_9.consent", "posts", "op_9", "consent", 1, "true"),
    ("sector.border.weather", "sectors", "border", "weather", 1, "bad"),
    ("faction.sna.control", "factions", "sna", "control", 8500, 85),
    ("faction.sna.in_libya", "factions", "sna", "in_libya", 3000, 3),
    ("formation.saa_25_a.cohesion", "formations", "saa_25_a", "cohesion", 4400, 44),
    ("formation.saa_25_a.strength", "formations", "saa_25_a", "strength", 2000, 2),
    ("formation.saa_25_a.supply", "formations", "saa_25_a", "supply", 1, "poor"),
]
NAMES = {t: t[:-1] for t in ("places", "posts", "sectors", "factions", "formations")}


@pytest.mark.parametrize(("path", "field", "engine", "shown"), TRACKS)
def test_readings_of_the_tracks(table, path, field, engine, shown):
    setattr(table.board.tracks[0], field, engine)
    assert true(table, f"{path} = {shown}")
    assert not true(table, f"{path} = {shown - 1}")


@pytest.mark.parametrize(("path", "table_name", "row", "field", "engine", "shown"), ROWS)
def test_readings_of_rows(table, path, table_name, row, field, engine, shown):
    number = row if isinstance(row, int) else getattr(table.names, NAMES[table_name])[row]
    setattr(getattr(table.board, table_name)[number], field, engine)
    assert true(table, f"{path} = {shown}")
    assert not true(table, f"{path} != {shown}")


def test_readings_of_the_calendar(table):
    assert true(table, "day = 7", 7)
    assert true(table, "turn = 3", 8)
    assert true(table, "turn = 4", 8, 1)
    assert true(table, "date = 2020-02-03", 7)
    assert not true(table, "date < 2020-02-03", 7)
    assert true(table, {"all": ["day = 9", "date = 2020-02-05"]}, 8, 1)


def test_the_policy_at_the_border_is_a_word(table):
    assert true(table, "border.policy = closed")
    table.board.tracks[0].border = 2
    assert true(table, "border.policy in [managed, open_to_europe]")


def test_cause_is_read_as_points(table):
    table.board.teams[0].dead = 20
    assert true(table, "team.ankara.legitimacy = 40")


def test_agreements_are_read_by_the_form_they_were_made_from(table):
    form = table.names.agreement["protocol_2020_03_05"]
    state, breaches = "agreement.protocol_2020_03_05.state", "agreement.protocol_2020_03_05.breaches"
    assert true(table, f"{state} = none")
    assert true(table, f"{breaches} = 0")
    rows = [row for row in table.board.agreements if row.state == 0][:3]
    for row, number, kind in zip(rows, (7, 9, 11), (5, 3, 6), strict=True):
        row.template, row.serial, row.state, row.breaches = form, number, kind, [0, number, 1]
    assert true(table, f"{state} = in_force")  # the newest; number 11 is the demand of an ultimatum
    assert true(table, f"{breaches} = 10")


def test_the_latest_ultimatum_of_a_team(table):
    assert true(table, "ultimatum.ankara.state = none")
    for row, (sender, issued, state) in zip(
        table.board.ultimatums, ((0, 3, 5), (0, 9, 1), (1, 12, 2)), strict=False
    ):
        row.sender, row.issued, row.state = sender, issued, state
    assert true(table, "ultimatum.ankara.state = open")
    assert true(table, "ultimatum.moscow.state = met")
    assert true(table, "ultimatum.damascus.state = none")


def test_who_patrols_a_road_by_agreement(table):
    road = next(iter(table.names.road))
    free = next(i for i, row in enumerate(table.board.agreements) if row.state == 0)
    term = next(row for row in table.board.terms if row.agreement < 0)
    table.board.agreements[free].state, table.board.agreements[free].start = 3, 2
    term.agreement, term.kind, term.bound, term.scope, term.from_day = free, 3, 3, 4, 6
    term.where[0] = table.names.road[road]
    assert true(table, f"road.{road}.patrol = none", day=5)
    assert true(table, f"road.{road}.patrol = joint", day=6)
    term.bound = 2
    assert true(table, f"road.{road}.patrol = russian", day=6)
    table.board.agreements[free].state = 5
    assert true(table, f"road.{road}.patrol = none", day=6)


def test_readings_that_are_computed(table):
    table.place("saraqib", bar=table.world.places[table.p("saraqib")].hold // 4)
    assert true(table, "place.saraqib.bar = 25")
    table.put("saa_25_a", "saraqib", 2000, supply=2)
    table.put("saa_25_b", "saraqib", 1000, supply=3)
    assert true(table, "team.damascus.strained = 1")
    assert true(table, "faction.saa.strength = 3")
    assert true(table, "formation.saa_25_a.place = saraqib")
    assert not true(table, "formation.saa_25_a.place = idlib")
    assert true(table, "zone.behind_posts.strength.government = 3")
    assert true(table, "zone.behind_posts.strength.saa = 3")
    assert true(table, "zone.behind_posts.strength.nlf = 0")
    assert true(table, "zone.border_belt.strength.government = 0")
    assert true(table, "zone.behind_posts.guns.government = 0")
    gun = next(f for f, fixed in enumerate(table.world.formations) if fixed.kind == 3 and fixed.side == 0)
    table.put(table.names.formations[gun], "saraqib", 800)
    assert true(table, "zone.behind_posts.guns.government = 1")
    row = table.board.sectors[table.names.sector["border"]]
    row.access[3] = 2
    assert true(table, "sector.border.access.tr_drone = deconflicted")


def test_readings_of_roads_and_routes(table):
    road = next(r for r, fixed in enumerate(table.world.roads) if fixed.route == 5)
    name = table.names.roads[road]
    for row in table.board.roads:
        row.cleared = 1
    table.board.roads[road].cut = 2000
    assert true(table, f"road.{name}.cut = 20")
    assert true(table, {"all": [f"road.{name}.cleared = true", "route.m5.cleared = true"]})
    table.board.roads[road].cleared = 0
    assert true(table, {"none": [f"road.{name}.cleared = true", "route.m5.cleared = true"]})
    assert true(table, "route.m4.cleared = true")
    for fixed, row in zip(table.world.places, table.board.places, strict=True):
        row.control = 0 if fixed.m5 else 1
    assert true(table, "route.m5.held.government = true")
    assert true(table, "route.m5.held.opposition = false")
    table.place("saraqib", control=3)
    assert true(table, "route.m5.held.government = false")


def test_reading_of_a_war_aim(table):
    table.board.teams[2].domestic = 5000
    assert true(table, "aim.damascus.domestic = 7")
    assert true(table, "aim.damascus.domestic < 8")


def test_every_reading_of_the_engine_has_a_name():
    assert {spec.code for spec in READINGS} == set(Reading)


@pytest.mark.parametrize(
    ("op", "verdicts"),
    [("=", "010"), ("!=", "101"), ("<", "100"), ("<=", "110"), (">", "001"), (">=", "011")],
)
def test_comparisons(table, op, verdicts):
    for tension, verdict in zip((29, 30, 31), verdicts, strict=True):
        table.board.tracks[0].tension = tension * 100
        assert true(table, f"tension {op} 30") == (verdict == "1")


def test_in_is_any_of_its_values(table):
    table.board.tracks[0].rung = 3
    assert true(table, "rung in [1, 3]")
    assert not true(table, "rung in [1, 2]")


@pytest.mark.parametrize(
    ("word", "verdicts"), [("all", "0001"), ("any", "0111"), ("none", "1000")]
)
def test_junctions(table, word, verdicts):
    for both, verdict in zip(((0, 0), (0, 1), (1, 0), (1, 1)), verdicts, strict=True):
        table.board.tracks[0].rung, table.board.tracks[0].tension = both[0], both[1] * 100
        assert true(table, {word: ["rung = 1", "tension = 1"]}) == (verdict == "1")


def test_junctions_nest(table):
    table.board.tracks[0].rung = 4
    table.board.tracks[0].tension = 5000
    nested = {"all": ["rung = 4", {"any": ["tension = 1", {"none": ["tension = 2"]}]}, "tension = 50"]}
    assert true(table, nested)
    nested["all"].append({"none": [{"any": ["tension = 1", "rung = 4"]}]})
    assert not true(table, nested)


def test_count_goes_over_every_row(table):
    for post in table.board.posts[:3]:
        post.state = PostState.BESIEGED
    table.board.posts[3].state = PostState.OVERRUN
    assert true(table, "count(post.*.state = besieged) = 3")
    assert true(table, "count(post.*.state in [besieged, overrun]) >= 4")
    assert not true(table, "count(post.*.state = besieged) > 3")


def test_for_needs_the_closes_of_days_in_a_row(table):
    asked = Asked(table, "tension >= 50 for 2 days")
    verdicts = []
    for day, tension in enumerate((60, 40, 60, 70, 30)):
        table.board.tracks[0].tension = tension * 100
        verdicts.append(asked.day(day))
    assert verdicts == [0, 0, 0, 1, 0]


def test_for_lasts_over_a_count(table):
    asked = Asked(table, "count(post.*.state = besieged) >= 1 for 1 turn")
    table.board.posts[0].state = PostState.BESIEGED
    assert [asked.day(day) for day in range(3)] == [0, 0, 1]


def test_a_bare_fact_is_never_forgotten(table):
    asked = Asked(table, "happened(captured, place = saraqib, to = government)")
    asked.told(0, EventKind.CAPTURED, table.p("idlib"), 1, 0)
    asked.told(0, EventKind.CAPTURED, table.p("saraqib"), 0, 1)
    assert asked.day(0) == 0
    asked.told(1, EventKind.CAPTURED, table.p("saraqib"), 1, 0)
    assert [asked.day(day) for day in range(1, 6)] == [1, 1, 1, 1, 1]


def test_within_forgets(table):
    asked = Asked(table, "happened(post_besieged, post = op_9) within 2 days")
    asked.told(3, EventKind.POST_BESIEGED, table.names.post["op_9"], 0)
    assert [asked.day(day) for day in range(2, 7)] == [0, 1, 1, 0, 0]


def test_within_survives_the_whole_window(table):
    asked = Asked(table, f"happened(road_lost) within {WINDOW} days")
    asked.told(5, EventKind.ROAD_LOST, 0)
    verdicts = [asked.day(day) for day in range(5, 5 + WINDOW + 2)]
    assert verdicts == [1] * WINDOW + [0, 0]


def test_since_leaves_out_what_came_before(table):
    asked = Asked(table, "count(happened(troops_hit, dead = 3)) >= 2 since turn 2")
    for day in (0, 4, 5):
        asked.told(day, EventKind.TROOPS_HIT, 0, 0, 3, -1)
    asked.told(5, EventKind.TROOPS_HIT, 0, 0, 4, -1)
    assert [asked.day(day) for day in range(6)] == [0, 0, 0, 0, 0, 1]
    dated = Asked(table, "happened(troops_hit) since 2020-02-02")
    assert [dated.day(day) for day in range(7)] == [0] * 7


def test_none_of_a_fact(table):
    asked = Asked(table, {"all": ["turn >= 2", {"none": ["happened(captured)"]}]})
    assert [asked.day(day) for day in range(4)] == [0, 0, 0, 1]


def convoy(table, post: str, number: int = 1) -> Order:
    order = blank(0, number, OrderKind.CONVOY, 5)
    order.subject = table.names.post[post]
    return order


def test_orders_count_when_they_are_sealed_and_stand(table):
    asked = Asked(table, "ordered(ankara, convoy, to = op_9)")
    assert asked.day(1, convoy(table, "op_9")) == 0, "orders are learnt on the first day of a turn"
    assert asked.day(3, convoy(table, "op_8")) == 0
    asked.told(6, EventKind.ORDER_REFUSED, 0, 2, 1)
    assert asked.day(6, convoy(table, "op_9", 2)) == 0, "a refused order was not given"
    assert asked.day(9, convoy(table, "op_9")) == 1


def test_the_count_of_orders_and_their_age(table):
    asked = Asked(table, "count(ordered(ankara, convoy)) >= 2 within 1 turn")
    assert asked.day(0, convoy(table, "op_9"), convoy(table, "op_8", 2)) == 1
    assert [asked.day(day) for day in range(1, 4)] == [1, 1, 0]


def test_fields_of_orders_in_lists(table):
    attack = blank(2, 1, OrderKind.ATTACK, 5)
    attack.who[0], attack.who[1] = table.f("saa_25_a"), table.f("saa_25_b")
    attack.where[0], attack.where[1] = table.p("saraqib"), table.p("afes")
    for text, verdict in (
        ("ordered(damascus, attack, formation = saa_25_b, target = afes)", 1),
        ("ordered(damascus, attack, target = idlib)", 0),
        ("ordered(moscow, attack, target = afes)", 0),
        ("ordered(damascus, siege)", 0),
    ):
        assert Asked(table, text).day(0, attack) == verdict


@pytest.mark.parametrize(
    ("team", "line", "kind"),
    [
        ("damascus", "clear_road hama__murek", "clear_road"),
        ("moscow", "military_police interpose ru_mp_a at hama__murek", "military_police"),
        ("ankara", "proxy_task nlf open_road hama__murek", "proxy_task"),
    ],
)
def test_roads_of_orders_are_asked_as_roads(table, team, line, kind):
    order = table.order(team, line)
    place = table.names.places[table.names.road["hama__murek"]]  # the place with the same row
    asked = f"ordered({team}, {kind}, place = {place})"
    asks_place = kind != "clear_road" and Asked(table, asked).day(0, order)
    assert Asked(table, f"ordered({team}, {kind}, road = hama__murek)").day(0, order) == 1
    assert Asked(table, f"ordered({team}, {kind}, road = hama__kafr_zita)").day(0, order) == 0
    assert not asks_place


def test_air_tasks_are_asked_one_by_one_and_know_roads_from_places(table):
    order = blank(1, 1, OrderKind.AIR_TASK, 5)
    road = table.names.roads[7]
    order.who[:3], order.more[:3] = [2, 1, 3], [9, 12, 4]
    order.where[:3] = [table.p("saraqib"), table.p("idlib"), 7]
    for text, verdict in (
        ("mission = strike, place = saraqib", 1),
        ("mission = cas, place = saraqib", 0),
        ("mission = strike, place = saraqib, rules = unrestricted, sorties = 4", 1),
        ("mission = cas, rules = unrestricted", 0),
        (f"mission = interdict, road = {road}", 1),
        (f"place = {table.names.places[7]}", 0),
    ):
        assert Asked(table, f"ordered(moscow, air_task, {text})").day(0, order) == verdict, text


def test_tasks_know_roads_from_places(table):
    order = blank(0, 1, OrderKind.PROXY_TASK, 5)
    order.subject, order.mode, order.where[0] = table.names.faction["nlf"], 4, 3
    assert Asked(table, f"ordered(ankara, proxy_task, road = {table.names.roads[3]})").day(0, order) == 1
    assert Asked(table, f"ordered(ankara, proxy_task, place = {table.names.places[3]})").day(0, order) == 0


def test_only_what_remembers_has_a_latch(table):
    asked = Asked(table, {"any": ["turn = 1", "turn = 2 for 2 days", "happened(captured, place = idlib)"]})
    have = [row.latch for row in asked.rows if row.form in (Form.LASTING, Form.HAPPENED)]
    assert have == [0, 1]
    assert sum(row.latch != -1 for row in asked.rows) == 2
    assert len(table.board.latches) == 2
