"""RB 6.8, 11.7: guns that fire of their own motion, and what they leave alone."""

from __future__ import annotations

import pytest

from wargame.rules.codes import Branch, Cause, EventKind, FireMode, PostState, ReasonKind, Rule, Supply, Team
from wargame.rules.fires import fire
from wargame.rules.free_guns import guns_free
from wargame.rules.statements import carry_statements
from wargame.rules.tables import FACTIONS, NOBODY


def see(table, place: str, team: int, level: int) -> None:
    row = table.board.sight[table.p(place)]
    row.kept, row.level = 1, [0] * len(row.level)
    for faction in range(FACTIONS):
        row.level[team * FACTIONS + faction] = level


@pytest.fixture
def guns(table):
    """Turkish guns at Saraqib are free at rung 5; 3000 mbn stand at Khan al-Subul, 800 at Tell Tuqan."""
    board = table.board
    board.tracks[0].rung = 5
    board.teams[Team.ANKARA].roe[Branch.ARTILLERY] = Rule.FREE
    for place, formation, strength in (("khan_al_subul", "saa_25_a", 3000), ("tell_tuqan", "saa_25_b", 800)):
        table.place(place, control=0)
        table.put(formation, place, strength)
        see(table, place, Team.ANKARA, 2)
    table.place("saraqib", control=1)
    return table.put("tr_art_idlib", "saraqib", 900)


def shoot(table, day: int = 7) -> list[tuple[int, int]]:
    table.facts.rows.clear()
    table.facts.head[0] = day
    fire(table.world, table.board, day, table.facts, table.log)
    return [(a, b) for a, b, _, _ in table.told(EventKind.FIRED)]


def test_free_guns_harass_the_strongest_in_sight_and_range(table, guns):
    f, strong, weak = table.f("tr_art_idlib"), table.p("khan_al_subul"), table.p("tell_tuqan")
    assert shoot(table) == [(f, strong)]
    assert table.told(EventKind.FIRED)[0][2:] == (FireMode.HARASS, 15)
    see(table, "khan_al_subul", Team.ANKARA, 0)
    assert shoot(table) == [(f, weak)]
    see(table, "tell_tuqan", Team.ANKARA, 0)
    assert shoot(table) == []
    see(table, "khan_al_subul", Team.MOSCOW, 3)
    assert shoot(table) == [], "what others see is nothing to its guns"


def test_the_price_of_free_fire(table, guns):
    tension = table.board.tracks[0].tension
    for left in (250, 200, 150, 100, 50):
        assert len(shoot(table)) == 1
        assert guns.stock == left
    assert shoot(table) == [], "a day of fire is kept for an order"
    assert table.board.tracks[0].tension == tension + 5 * table.world.params.free_fire_tension
    causes = [c for _, c, amount, _ in table.noted(ReasonKind.TENSION) if amount == 15]
    assert causes == [Cause.FREE_FIRE] * 5
    assert table.board.teams[Team.DAMASCUS].right_dead[0] > 0, "Syrian dead give Damascus its right (11.6)"


@pytest.mark.parametrize("why", ["rung", "rule", "police", "cut", "own ground", "out of range", "neutral"])
def test_what_free_guns_leave_alone(table, guns, why):
    see(table, "tell_tuqan", Team.ANKARA, 0)
    assert len(shoot(table)) == 1
    if why == "rung":
        table.board.tracks[0].rung = 4
    elif why == "rule":
        table.board.teams[Team.ANKARA].roe[Branch.ARTILLERY] = Rule.RETURN_FIRE
    elif why == "police":
        table.put("ru_mp_a", "khan_al_subul", 300, interpose=table.p("khan_al_subul"))
    elif why == "cut":
        guns.supply = Supply.CUT
    elif why == "own ground":
        table.place("khan_al_subul", control=1)
    elif why == "neutral":
        table.board.places[guns.place].control = 3
    else:
        guns.place = table.p("reyhanli")
    assert shoot(table) == []


def test_posts_fire_freely_too_and_damascus_from_rung_4(table, guns):
    guns.place = NOBODY
    post = table.board.posts[table.names.post["op_6"]]
    post.state, post.place, post.strength, post.stock = PostState.OPEN, table.p("saraqib"), 300, 1000
    row = len(table.board.formations) + table.names.post["op_6"]
    assert shoot(table) == [(row, table.p("khan_al_subul"))]
    assert post.stock == 950
    post.strength = 299
    assert shoot(table) == []
    board = table.board
    board.teams[Team.DAMASCUS].roe[Branch.ARTILLERY] = Rule.FREE
    board.tracks[0].rung = 4
    table.put("saa_art_south", "khan_al_subul", 400)
    table.put("nlf_saraqib", "saraqib", 2000)
    see(table, "saraqib", Team.DAMASCUS, 1)
    assert shoot(table) == [(table.f("saa_art_south"), table.p("saraqib"))]
    board.tracks[0].rung = 3
    assert shoot(table) == []
    assert not guns_free(board, Team.DAMASCUS)


def test_a_team_with_free_guns_speaks_as_one_that_fires(table, guns):
    carry_statements(table.world, table.board, [], 6, table.facts, None)
    assert [row.aggressive for row in table.board.teams] == [1, 0, 0]
