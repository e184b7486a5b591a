"""Every line of the war aims against numbers worked out by hand from RB 21."""

from __future__ import annotations

import pytest

from wargame.rules.codes import EventKind, PendingKind, PostState, ReasonKind, Siege
from wargame.rules.pending import put_pending
from wargame.rules.score import LINE_NAMES, LINES, points, score_lines, settle_scores

TEAMS = {"ankara": 0, "moscow": 1, "damascus": 2}


def at(line: str) -> int:
    team, name = line.split(".")
    return TEAMS[team] * LINES + LINE_NAMES[TEAMS[team]].index(name)


def share(table, line: str) -> int:
    return score_lines(table.world, table.board)[at(line)]


def hold(table, test, control: int, other: int) -> tuple[int, int]:
    """Give half of the places that pass the test to one holder, the rest to another; (held, all)."""
    rows = [p for p, fixed in enumerate(table.world.places) if test(fixed)]
    for i, p in enumerate(rows):
        table.board.places[p].control = control if i < len(rows) // 2 else other
    return len(rows) // 2, len(rows)


def half_up(part: int, whole: int) -> int:
    return (20000 * part + whole) // (2 * whole)


def test_m5_is_half_places_and_half_cleared_roads(table):
    held, places = hold(table, lambda fixed: fixed.m5 > 0, 0, 1)
    roads = [r for r, fixed in enumerate(table.world.roads) if fixed.route == 5]
    for row in table.board.roads:
        row.cleared = 1
    inside = [
        r
        for r in roads
        if all(table.board.places[p].control == 0 for p in (table.world.roads[r].a, table.world.roads[r].b))
    ]
    assert 0 < len(inside) < len(roads)
    table.board.roads[inside[0]].cleared = 0
    expected = (half_up(held, places) + half_up(len(inside) - 1, len(roads)) + 1) // 2
    assert share(table, "damascus.m5") == share(table, "moscow.m5") == expected


@pytest.mark.parametrize(
    ("line", "test", "control", "other"),
    [
        ("damascus.m4", lambda fixed: fixed.m4 > 0, 0, 2),
        ("damascus.zawiya", lambda fixed: fixed.zawiya == 1, 0, 1),
        ("damascus.core", lambda fixed: fixed.core == 1, 0, 3),
        ("ankara.belt", lambda fixed: fixed.core == 1 or fixed.belt == 1, 2, 0),
        ("ankara.belt", lambda fixed: fixed.core == 1 or fixed.belt == 1, 1, 3),
    ],
)
def test_shares_of_places(table, line, test, control, other):
    held, places = hold(table, test, control, other)
    assert share(table, line) == half_up(held, places)
    hold(table, test, control, control)
    assert share(table, line) == 10000


def test_m4_is_one_aim_seen_from_two_sides(table):
    held, places = hold(table, lambda fixed: fixed.m4 > 0, 0, 3)
    assert share(table, "damascus.m4") == half_up(held, places)
    assert share(table, "ankara.m4") == 10000 - half_up(held, places)


@pytest.mark.parametrize(("per_cent", "expected"), [(100, 10000), (90, 7500), (60, 0), (50, 0), (110, 10000)])
def test_the_army_counts_above_sixty_per_cent(table, per_cent, expected):
    table.world.start_force[0], table.world.start_force[1] = 7000, 3000
    table.put("saa_25_a", "hama", 50 * per_cent)
    militia = next(
        table.names.formations[f] for f, fixed in enumerate(table.world.formations) if fixed.faction == 1
    )
    table.put(militia, "hama", 50 * per_cent)
    assert share(table, "damascus.force") == share(table, "moscow.force") == expected


def test_the_proxies_of_ankara(table):
    table.world.start_force[4], table.world.start_force[6] = 6000, 2000
    rebel = next(
        table.names.formations[f] for f, fixed in enumerate(table.world.formations) if fixed.faction == 4
    )
    table.put(rebel, "idlib", 3000)
    table.board.factions[4].in_libya, table.board.factions[6].in_libya = 0, 1000
    assert share(table, "ankara.proxies") == 5000
    put_pending(table.board, 9, PendingKind.FIGHTERS, 6, 400)  # on their way home
    assert share(table, "ankara.proxies") == 5500


@pytest.mark.parametrize(
    ("line", "expected", "rows", "number", "values"),
    [
        ("damascus.patron", 10000, "tracks", 0, {"tension": 4000}),
        ("damascus.patron", 7500, "tracks", 0, {"tension": 5500}),
        ("damascus.patron", 0, "tracks", 0, {"tension": 10000}),
        ("damascus.domestic", 5500, "teams", 2, {"domestic": 5500}),
        ("damascus.standing", 6500, "teams", 2, {"standing": 1500}),
        ("damascus.standing", 10000, "teams", 2, {"standing": 7000}),
        ("damascus.no_war", 7500, "tracks", 0, {"day": 19, "days_below_war": 15}),
        ("damascus.no_war", 10000, "tracks", 0, {"day": -1, "days_below_war": 0}),
        ("moscow.losses", 8000, "teams", 1, {"dead": 4}),
        ("moscow.losses", 8000, "pools", 0, {"lost": 2}),
        ("moscow.losses", 0, "teams", 1, {"dead": 30}),
        ("moscow.ties", 7250, "tracks", 0, {"tension": 2500, "ties": 7000}),
        ("moscow.blame", 3667, "tracks", 0, {"newly_displaced": 5700}),
        ("moscow.blame", 0, "tracks", 0, {"newly_displaced": 9500}),
        ("ankara.dead", 7200, "teams", 0, {"dead": 35}),
        ("ankara.domestic", 4321, "teams", 0, {"domestic": 4321}),
        ("ankara.housed", 9000, "tracks", 0, {"unhoused": 500, "entered_turkey": 300}),
        ("ankara.allies", 4000, "tracks", 0, {"nato": 3500, "eu": 4500}),
        ("ankara.moscow", 3900, "tracks", 0, {"trust": 3900}),
        ("ankara.deal", 0, "tracks", 0, {}),
        ("moscow.deal", 0, "tracks", 0, {}),
        ("ankara.libya", 0, "tracks", 0, {"day": 9, "libya_mean": 0}),
        ("ankara.libya", 7500, "tracks", 0, {"day": 9, "libya_mean": 30000}),
        ("ankara.libya", 10000, "tracks", 0, {"day": 9, "libya_mean": 99999}),
        ("moscow.hmeimim", 5000, "tracks", 0, {"hmeimim": 2}),
        ("moscow.sky", 8800, "tracks", 0, {"unpermitted": 12}),
        ("ankara.word", 5000, "teams", 0, {"bluffs": 1}),
        ("ankara.housed", 9300, "tracks", 0, {"border": 2, "entered_turkey": 700}),
        ("ankara.housed", 10000, "tracks", 0, {"border": 0, "entered_turkey": 700}),
        ("moscow.hmeimim", 10000, "tracks", 0, {}),
        ("moscow.sky", 10000, "tracks", 0, {}),
    ],
)
def test_lines_of_one_number(table, line, expected, rows, number, values):
    row = getattr(table.board, rows)[number]
    for field, value in values.items():
        assert hasattr(row, field)
        setattr(row, field, value)
    assert share(table, line) == expected


def test_influence_is_control_and_leverage(table):
    table.board.factions[0].control = 6500
    table.board.tracks[0].leverage = 7001
    assert share(table, "moscow.influence") == 6751


def test_an_overrun_post_costs_half_of_standing(table):
    table.board.teams[2].standing = 1500
    table.board.posts[0].state = PostState.OVERRUN
    assert share(table, "damascus.standing") == 1500


def test_posts_of_day_0_and_later_ones_once_besieged(table):
    official = [p for p, fixed in enumerate(table.world.posts) if fixed.official]
    later = [p for p, fixed in enumerate(table.world.posts) if not fixed.official]
    assert len(official) == 13
    for p in official:
        table.board.posts[p].state = PostState.OPEN
    assert share(table, "ankara.posts") == 10000
    table.board.posts[later[0]].state = PostState.OPEN
    assert share(table, "ankara.posts") == 10000
    for p, state, stock in (
        (official[0], PostState.BESIEGED, 100),
        (official[1], PostState.BESIEGED, 0),
        (official[2], PostState.EVACUATED, 0),
        (official[3], PostState.OVERRUN, 0),
        (later[0], PostState.BESIEGED, 300),
    ):
        table.board.posts[p].state, table.board.posts[p].stock = state, stock
    worth = 9 * 10000 + 5000 + 2500 + 2000 + 0 + 5000
    assert share(table, "ankara.posts") == half_up(worth, 14 * 10000)
    table.board.posts[official[2]].siege = Siege.OFFER_EXIT  # it went by an exit that the besieger offered
    assert share(table, "ankara.posts") == half_up(worth + 2000, 14 * 10000)


def test_the_given_word_and_posts_left_alone(table):
    for days, post in zip((10, 11, 25), table.board.posts, strict=False):
        post.state, post.besieged_days = PostState.BESIEGED, days
    table.board.posts[4].besieged_days = 30
    assert share(table, "ankara.word") == 8000


def test_points_are_weight_times_share(table):
    table.board.teams[0].domestic = 5555
    row = at("ankara.domestic")
    assert table.world.weights[row] == 16
    assert points(table.world, table.board, 1)[row] == 889, "rdiv(16 x 5555, 100)"
    table.board.tracks[0].ended = 2
    assert points(table.world, table.board, 1)[row] == 178, "a fifth after general war"


def test_weights_make_two_halves_of_fifty(table):
    for team in range(3):
        assert sum(table.world.weights[team * LINES : (team + 1) * LINES]) == 100


def test_scores_are_told_with_their_shares(table):
    settle_scores(table.world, table.board, 1, table.facts, table.log)
    lines = sum(len(names) for names in LINE_NAMES)
    assert len(table.told(EventKind.SCORE)) == len(table.noted(ReasonKind.SCORE_SHARE)) == lines
    shares, worth = score_lines(table.world, table.board), points(table.world, table.board, 1)
    for team, line, value, _ in table.told(EventKind.SCORE):
        assert value == worth[team * LINES + line]
    for team, line, value, _ in table.noted(ReasonKind.SCORE_SHARE):
        assert value == shares[team * LINES + line]
