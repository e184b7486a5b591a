"""RB 7.1, 2.3, 2.6: what must change nothing, changes nothing: order of rows, names of rows, machine, and
what is elsewhere.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from random import Random

import pytest

from bench.random_orders import random_sheet
from bench.random_talks import random_talks
from wargame.model.scenario import Effect, Formation, Inject, Place, Road
from wargame.play.codec import order_of, row_of
from wargame.play.layout import lay_out
from wargame.play.position import board_rows, digest_of
from wargame.rules import capture, withdrawal
from wargame.rules.codes import Control, EventKind, Mission, OrderKind, PostState, Team
from wargame.rules.day import play_turn
from wargame.rules.log import fresh
from wargame.rules.tables import NOBODY, UNREACHED
from wargame.store.scenario_file import load_scenario

GAMES = 6
TEAM_OF = {"saa": "damascus", "iran_backed": "damascus", "russia": "moscow"}
FORM = {"source": ("design",), "confidence": "low"}


@pytest.fixture(scope="module")
def scenario(root):
    return load_scenario(root / "scenarios" / "idlib_2020.toml")


@pytest.fixture(scope="module")
def layout(scenario):
    return lay_out(scenario)


def sheets(layout, board, seed):
    rows = [row for team in Team for row in random_sheet(layout.world, board, int(team), seed)]
    return rows + random_talks(layout.world, board, seed)


def game(layout, seed, change=None, orders=None, turns=13):
    """Boards and facts of a game; `change` reorders the rows of each turn, `orders` gives other ones."""
    board, boards, told = layout.start, [], []
    for turn in range(turns):
        if board.tracks[0].ended:
            break
        rows = orders(turn, board) if orders else sheets(layout, board, seed)
        facts, log = fresh(), fresh()
        board = play_turn(layout.world, board, change(rows) if change else rows, [], [], seed, facts, log)
        boards.append(board)
        told.append((facts.rows, log.rows))
    return boards, told


# ---- order of rows (RB 7.1)
# -----------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, GAMES + 1))
def test_the_order_of_rows_and_sheets_changes_nothing(layout, seed):
    plain = game(layout, seed)
    chance = Random(seed)

    def shuffled(rows):
        rows = rows[:]
        chance.shuffle(rows)
        return rows

    assert unordered(game(layout, seed, shuffled)) == unordered(plain)
    assert unordered(game(layout, seed, lambda rows: rows[::-1])) == unordered(plain)


def unordered(played):
    """Boards, and the set of what was written each turn; `cause` is a number in the order of writing."""
    boards, told = played
    return boards, [(sorted(r[:7] for r in facts), sorted(r[:7] for r in reasons)) for facts, reasons in told]


# ---- ids of rows (RB 7.1, 1.10)
# -------------------------------------------------------------------------------


def permuted(scenario, chance):
    """The same scenario with places, roads, formations, posts and sectors in another order."""
    new = {}
    for table in ("places", "roads", "formations", "posts", "sectors"):
        rows = list(getattr(scenario, table))
        chance.shuffle(rows)
        new[table] = tuple(rows)
    return scenario.model_copy(update=new)


def without_ties(scenario, chance):
    """Ties go to the lower row by rule: of equal strengths, of equal ways, of columns of one priority before
    a full place, and among what the planner moves (RB 1.10, 7.6, 7.10, 9.3, 12.11, 17.4). This one has none:
    every faction commanded, no two strengths alike, roads of odd lengths, room for everybody.
    """
    roads = tuple(r.model_copy(update={"km": r.km + chance.randrange(30) / 10}) for r in scenario.roads)
    formations = tuple(
        f.model_copy(
            update={"strength": f.strength + i, "establishment": min(6000, f.establishment + 200 + 3 * i)}
        )
        for i, f in enumerate(scenario.formations)
    )
    factions = tuple(
        f.model_copy(update={"command": "commanded", "team": TEAM_OF.get(f.id, "ankara")})
        for f in scenario.factions
    )
    return scenario.model_copy(update={"roads": roads, "formations": formations, "factions": factions})


def roomy(layout):
    """Its world without a limit of stacking."""
    return replace(layout.world, params=replace(layout.world.params, stacking=10**6))


def by_name(layout, board):
    """A board without row numbers."""
    n = layout.names
    place = lambda p: n.places[p] if p != NOBODY else None  # noqa: E731
    state = {}
    for p, row in zip(n.places, board.places, strict=True):
        state[p] = (
            Control(row.control),
            row.bar,
            row.last_column,
            row.held_days,
            row.people,
            row.hosted,
            row.damage,
            row.path_government,
            row.path_opposition,
            row.path_turkish,
            row.quiet_days,
        )
    for f, row in zip(n.formations, board.formations, strict=True):
        route = [place(p) for p in row.route] if row.mission != Mission.NONE else None
        state[f] = (
            place(row.place),
            row.strength,
            row.cohesion,
            row.stock,
            row.posture,
            row.supply,
            row.path,
            row.load,
            row.march,
            row.mission,
            route,
        )
    for p, row in zip(n.posts, board.posts, strict=True):
        state["post", p] = (
            PostState(row.state),
            place(row.place),
            row.strength,
            row.stock,
            row.morale,
            row.siege,
        )
    for r, row in zip(n.roads, board.roads, strict=True):
        state["road", r] = (row.load, row.cut, row.cleared)
    state["teams"] = [(t.pc, t.domestic, t.standing, t.dead) for t in board.teams]
    tracks = board.tracks[0]
    state["tracks"] = (
        tracks.tension,
        tracks.trust,
        tracks.newly_displaced,
        tracks.unhoused,
        tracks.entered_turkey,
    )
    return state


def refuge_by_key(world, board, place, side, attacked, government, opposition):
    """RB 7.10 with the last tie broken by the key of the place, so that it does not hang on its row."""
    own, enemy = (government, opposition) if side == 0 else (opposition, government)
    found = [
        (withdrawal.enemies_next_to(world, q, NOBODY, enemy), -own[q], world.places[q].key, q)
        for q in world.links[world.first[place] : world.first[place + 1]]
        if withdrawal.is_friendly(side, board.places[q].control)
        and not attacked[q]
        and not board.places[q].taken
        and withdrawal.path_of(board, q, side) < UNREACHED
        and not world.places[q].soil
    ]
    return min(found)[3] if found else NOBODY


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, GAMES + 1))
def test_the_order_of_the_scenario_changes_nothing(scenario, seed, monkeypatch):
    monkeypatch.setattr(withdrawal, "retreat_place", refuge_by_key)
    monkeypatch.setattr(capture, "retreat_place", refuge_by_key)
    one = without_ties(scenario, Random(seed))
    first, second = lay_out(one), lay_out(permuted(one, Random(seed)))
    world, world_2 = roomy(first), roomy(second)
    board, other = first.start, second.start
    for turn in range(13):
        rows, moved = [], []
        for team in Team:
            name = team.name.lower()
            for row in random_sheet(world, board, int(team), seed):
                if row.kind == OrderKind.MILITARY_POLICE:  # of ways with as few roads the first is gone
                    continue
                rows.append(row)
                moved.append(row_of(second, name, row.number, order_of(first.names, row)))
        board = play_turn(world, board, rows, [], [], seed, fresh(), None)
        other = play_turn(world_2, other, moved, [], [], seed, fresh(), None)
        one, two = by_name(first, board), by_name(second, other)
        differs = [f"turn {turn + 1} {k}: {one[k]} / {two[k]}" for k in one if one[k] != two[k]]
        assert not differs, "\n".join(differs[:8])
        if board.tracks[0].ended:
            return


# ---- the machine (RB 2.1)
# -------------------------------------------------------------------------------------

PROGRAM = """
import json, sys
sys.path[:0] = [{root!r}]
from bench.workload import SCENARIO, at_random, play
from wargame.play.layout import lay_out
from wargame.play.position import board_rows, digest_of
from wargame.store.scenario_file import load_scenario
layout = lay_out(load_scenario(SCENARIO))
boards = [play(layout.world, layout.start, seed, at_random, True)[0] for seed in (1, 2)]
print(json.dumps([digest_of(board_rows(board)) for board in boards]))
"""

MACHINES = (
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "77", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu"},
    {"PYTHONHASHSEED": "0", "LC_ALL": "de_DE.UTF-8", "TZ": "America/St_Johns", "PYTHONOPTIMIZE": "1"},
)


@pytest.mark.slow
def test_the_machine_changes_nothing(root, tmp_path):
    found = set()
    for i, machine in enumerate(MACHINES):
        env = {
            k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "TZ", "PYTHON"))
        } | machine
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM.format(root=str(root))],
            capture_output=True, text=True, check=True, cwd=(tmp_path, root, "/")[i], env=env,
        )  # fmt: skip
        found.add(tuple(json.loads(done.stdout.splitlines()[-1])))
    assert len(found) == 1, found


# ---- branches and neighbours (RB 2.3, 2.6)
# --------------------------------------------------------------------


@pytest.mark.slow
def test_a_branch_leaves_the_days_before_alone(layout):
    boards, _ = game(layout, 5)
    kept = [digest_of(board_rows(board)) for board in boards]
    board = boards[3]
    for seed in (6, 7):
        play_turn(layout.world, board, sheets(layout, board, seed), [], [], seed, fresh(), None)
    assert [digest_of(board_rows(board)) for board in boards] == kept
    other, same = (
        play_turn(layout.world, board, sheets(layout, board, 5), [], [], seed, fresh(), None)
        for seed in (6, 5)
    )
    assert digest_of(board_rows(same)) == kept[4], "the same seed and sheets go on in the same way"
    assert digest_of(board_rows(other)) != kept[4], "another seed from here on is other luck"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 4))
def test_what_is_far_away_changes_nobodys_luck(scenario, seed):
    """A place beyond the map's roads, men in it and an entry nobody releases: every other row lives as
    before. They are
    put first, so that every row number moves.
    """
    far = Place(
        id="zz_far",
        name="Far",
        lat=33.0,
        lon=39.5,
        terrain="open",
        hold=50,
        control="government",
        faction="saa",
        sector=scenario.sectors[0].id,
        **FORM,
    )
    near = far.model_copy(update={"id": "zz_farther", "lat": 33.1})
    road = Road(a="zz_far", b="zz_farther", road_class="track", km=20, source=("design",))
    men = Formation(
        id="zz_men",
        name="Men",
        faction="russia",
        kind="infantry",
        strength=500,
        establishment=500,
        quality=0,
        place="zz_far",
        **FORM,
    )
    entry = Inject(
        id="zz_entry",
        number="Z1",
        title="None",
        kind="adhoc",
        audience=("white",),
        channel="news",
        sender="x",
        body="x",
        effects=(Effect(add="tension", by=1),),
        source=("design",),
    )
    more = scenario.model_copy(update={
        "places": (far, near, *scenario.places), "roads": (road, *scenario.roads),
        "formations": (men, *scenario.formations), "injects": (entry, *scenario.injects),
    })  # fmt: skip
    first, second = lay_out(scenario), lay_out(more)
    board, other = first.start, second.start
    for turn in range(6):
        rows, moved = [], []
        for team in Team:
            for row in random_sheet(first.world, board, int(team), seed):
                rows.append(row)
                moved.append(row_of(second, team.name.lower(), row.number, order_of(first.names, row)))
        board = play_turn(first.world, board, rows, [], [], seed, fresh(), None)
        other = play_turn(second.world, other, moved, [], [], seed, fresh(), None)
        one, two = by_name(first, board), by_name(second, other)
        differs = [f"turn {turn + 1} {k}: {one[k]} / {two[k]}" for k in one if one[k] != two[k]]
        assert not differs, "\n".join(differs[:8])


def test_a_shuffled_world_is_another_world(scenario):
    """The permutation does move rows, so the tests above compare something."""
    one, two = lay_out(scenario), lay_out(permuted(scenario, Random(1)))
    assert one.names.places != two.names.places
    assert by_name(one, one.start) == by_name(two, two.start)


def test_events_of_a_game_are_many(layout):
    """The games of this file are lively enough to prove something."""
    _, told = game(layout, 1)
    kinds = {row[2] for facts, _ in told for row in facts}
    assert {
        EventKind.ATTACK,
        EventKind.CAPTURED,
        EventKind.FLOWN,
        EventKind.DISPLACED,
        EventKind.CONVOY_ARRIVED,
    } <= kinds
