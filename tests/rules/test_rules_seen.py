"""The gate of the fog: sizes in bands, groups, pairs of boards that differ in hidden columns (RB 8.2-8.4)."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from wargame import bots
from wargame.play.layout import lay_out
from wargame.rules import seen as gate
from wargame.rules.agreements import wipe
from wargame.rules.codes import Faction, Kind, PendingKind, PostState, Purpose, Side, Team, friendly
from wargame.rules.day import play_turn
from wargame.rules.detection import detect, side_of_team, watchers
from wargame.rules.draw import draw
from wargame.rules.log import fresh
from wargame.rules.pending import put_pending
from wargame.rules.seen import believed, estimate, in_sight, seen
from wargame.rules.seen_agreements import known_to
from wargame.rules.tables import FACTIONS, NOBODY, TEAMS, Board, Latch, copied
from wargame.store.scenario_file import load_scenario

SEED = 7


@cache
def idlib():
    path = Path(__file__).resolve().parents[2] / "scenarios" / "idlib_2020.toml"
    return lay_out(load_scenario(path))


@cache
def boards():
    """The boards after the start, three and eight turns of bots. Not to be written."""
    world, board, kept = idlib().world, idlib().start, [idlib().start]
    for turn in range(8):
        orders = [o for team in range(3) for o in bots.by_view(bots.historical, world, board, team, SEED)]
        board = play_turn(world, board, orders, [], [], SEED, fresh(), None)
        if turn in (2, 7):
            kept.append(board)
    return kept


def view(board, team):
    return seen(idlib().world, board, team, SEED, board.tracks[0].day)


# ---- sizes -------------------------------------------------------------------------------------------------


def test_a_size_lies_in_its_band_and_follows_the_formula():
    world = idlib().world
    for level, band in ((1, 5000), (2, 2500), (3, 0)):
        for place in range(0, len(world.places), 7):
            shown = believed(world, Team.MOSCOW, place, Faction.HTS, 2000, level, SEED)
            key = world.sight_keys[Team.MOSCOW * len(world.places) + place]
            u = draw(SEED, 0, Purpose.SIZE, key, Faction.HTS)
            factor = 10000 - band + (2 * (2 * band * u) + 10000) // 20000
            assert shown == (2 * 2000 * factor + 10000) // 20000
            assert 2000 - band // 5 <= shown <= 2000 + band // 5
    assert believed(world, 1, 0, 5, 0, 1, SEED) == 0


def test_sizes_differ_by_place_team_and_faction():
    world = idlib().world
    found = {
        believed(world, team, place, faction, 10000, 1, SEED)
        for team in range(3) for place in range(10) for faction in range(7)
    }  # fmt: skip
    assert len(found) > 190
    assert min(found) < 6000
    assert max(found) > 14000


def test_a_size_does_not_flicker(table):
    board = table.board
    table.put("hts_east", "kafr_nabl", 2000)
    table.put("saa_25_a", "hish", 900)
    shown = set()
    for day in range(9):
        board.tracks[0].day = day
        detect(table.world, board, day, table.facts, None)
        rows = seen(table.world, board, Team.DAMASCUS, SEED, day).formations
        shown.add(tuple(r.strength for f, r in enumerate(rows) if r.place == table.p("kafr_nabl")))
        board.formations[table.f("hts_east")].static_days = 0
    assert len(shown) == 1


# ---- groups ------------------------------------------------------------------------------------------------


@pytest.fixture
def group(table):
    """Two formations of HTS in Kafr Nabl, seen by Damascus at the level that a test writes."""
    for row in table.board.sight:
        row.kept = 0
        row.level[:], row.last_level[:] = [0] * 21, [0] * 21
        row.last_day[:], row.last_size[:] = [NOBODY] * 21, [0] * 21
    table.put("hts_east", "kafr_nabl", 1500)
    table.put("hts_south", "kafr_nabl", 500)
    table.board.tracks[0].day = 9

    def at_level(level, last=None, day=9):
        row, k = table.board.sight[table.p("kafr_nabl")], Team.DAMASCUS * FACTIONS + Faction.HTS
        row.kept, row.level[k], row.last_level[k] = 1, level, last or level
        row.last_day[k], row.last_size[k] = day, 2000
        rows = seen(table.world, table.board, Team.DAMASCUS, SEED, 9).formations
        return {f: r for f, r in enumerate(rows) if table.world.formations[f].side == 1 and r.strength}

    table.at_level = at_level
    return table


def test_at_level_three_a_group_is_its_formations(group):
    rows = group.at_level(3)
    assert {f: r.strength for f, r in rows.items()} == {group.f("hts_east"): 1500, group.f("hts_south"): 500}


@pytest.mark.parametrize(("level", "band"), [(1, 5000), (2, 2500)])
def test_below_it_is_one_row_with_a_believed_size(group, level, band):
    rows = group.at_level(level)
    assert len(rows) == 1
    (f, row), = rows.items()
    assert row.place == group.p("kafr_nabl")
    assert group.world.formations[f].faction == Faction.HTS
    assert 2000 - band // 5 <= row.strength <= 2000 + band // 5
    assert (row.cohesion, row.stock, row.posture, row.supply, row.mission) == (8500, 300, 0, 3, 0)


def test_which_row_stands_for_a_group_does_not_tell_who_is_there(group):
    before = group.at_level(1)
    board = group.board.formations
    board[group.f("hts_east")].place = NOBODY
    group.put("hts_border", "kafr_nabl", 1500)
    assert group.at_level(1) == before


def test_at_level_two_the_row_is_of_the_kind_of_the_strongest(group):
    group.fact("hts_south").kind = int(Kind.ARTILLERY)
    (f,) = group.at_level(2)
    assert group.world.formations[f].kind == group.fact("hts_east").kind
    group.board.formations[group.f("hts_south")].strength = 1600
    (f,) = group.at_level(2)
    assert group.world.formations[f].kind == Kind.ARTILLERY


def test_an_unknown_group_never_looks_like_guns(group):
    for name in ("hts_red_bands", "hts_east"):
        group.fact(name).kind = int(Kind.ARTILLERY)
    (f,) = group.at_level(1)
    assert group.world.formations[f].kind != Kind.ARTILLERY


def test_a_group_out_of_sight_stands_where_it_was_with_its_age(group):
    rows = group.at_level(0, 2, day=5)
    ((f, row),) = rows.items()
    assert row.place == group.p("kafr_nabl")
    view = seen(group.world, group.board, Team.DAMASCUS, SEED, 9)
    at = view.sight[row.place]
    k = Team.DAMASCUS * FACTIONS + Faction.HTS
    assert (at.level[k], at.last_day[k], at.last_size[k]) == (0, 5, row.strength)
    assert group.world.formations[f].faction == Faction.HTS


def test_what_was_never_seen_is_not_there(group):
    rows = seen(group.world, group.board, Team.DAMASCUS, SEED, 9).formations
    assert not [r for f, r in enumerate(rows) if group.world.formations[f].side == 1 and r.place != NOBODY]


def test_own_proxies_and_allies():
    board = boards()[1]
    whole = 0
    for team in range(TEAMS):
        view_of_team = view(board, team)
        for f, (row, shown) in enumerate(zip(board.formations, view_of_team.formations, strict=True)):
            fixed = idlib().world.formations[f]
            if fixed.team == team:
                assert shown == row
            elif fixed.side == side_of_team(team):
                assert shown.place == row.place
                assert shown.cohesion == 8500
                if idlib().world.factions[fixed.faction].patron == team:
                    assert shown.strength == row.strength
                else:
                    assert abs(shown.strength - row.strength) * 4 <= row.strength + 4
                    whole += shown.strength != row.strength
    assert whole > 10


# ---- the rest of RB 8.3 ------------------------------------------------------------------------------------


def test_bars_out_of_sight_are_one_turn_old(table):
    board, saraqib, idlib_city = table.board, table.p("saraqib"), table.p("idlib")
    table.put("saa_25_a", "khan_al_subul", 1000)
    for p in (saraqib, idlib_city):
        place = board.places[p]
        place.control, place.bar, place.last_column = 1, 500, 90
        place.bar_before, place.column_before = 100, 20
    shown = seen(table.world, board, Team.DAMASCUS, SEED, 3)
    assert (shown.places[saraqib].bar, shown.places[saraqib].last_column) == (500, 90)
    assert (shown.places[idlib_city].bar, shown.places[idlib_city].last_column) == (100, 20)
    own = seen(table.world, board, Team.ANKARA, SEED, 3)
    assert own.places[idlib_city].bar == 500


def test_the_besieger_sees_stock_and_morale_at_level_two(table):
    board = table.board
    post = board.posts[table.names.post["op_5"]]
    post.state, post.stock, post.morale, post.strength = PostState.BESIEGED, 123, 4567, 77
    p = table.names.post["op_5"]
    for place in board.places:
        place.held_days = 0
    table.world.places[post.place].terrain = 0
    far = seen(table.world, board, Team.DAMASCUS, SEED, 3).posts[p]
    assert (far.stock, far.morale) == (table.world.posts[p].first_stock, 8000)
    table.put("saa_25_a", table.names.places[post.place], 1000)
    near = seen(table.world, board, Team.DAMASCUS, SEED, 3).posts[p]
    assert (near.stock, near.morale, near.strength) == (123, 4567, table.world.posts[p].garrison)
    assert seen(table.world, board, Team.MOSCOW, SEED, 3).posts[p].stock == table.world.posts[p].first_stock
    assert seen(table.world, board, Team.ANKARA, SEED, 3).posts[p] == post


def test_obedience_is_known_to_the_patron_as_low_middle_or_high(table):
    for control, shown in ((3999, 2000), (4000, 5500), (6999, 5500), (7000, 8500)):
        table.board.factions[Faction.NLF].control = control
        assert seen(table.world, table.board, Team.ANKARA, SEED, 3).factions[Faction.NLF].control == shown
    table.board.factions[Faction.NLF].control = 100
    assert seen(table.world, table.board, Team.MOSCOW, SEED, 3).factions[Faction.NLF].control == 5500


def test_the_neutral_estimate_is_within_a_fifth():
    world = idlib().world
    found = {estimate(world, Team.ANKARA, 1000, SEED, day) for day in range(39)}
    assert len(found) > 30
    assert min(found) >= 800
    assert max(found) <= 1200
    board = copied(boards()[1])
    board.teams[Team.ANKARA].dead = 500
    assert view(board, Team.ANKARA).teams[Team.ANKARA].dead == 500
    day = board.tracks[0].day
    assert view(board, Team.MOSCOW).teams[Team.ANKARA].dead == estimate(world, Team.ANKARA, 500, SEED, day)


def test_the_board_is_left_alone():
    for board in boards():
        before = copied(board)
        for team in range(TEAMS):
            view(board, team)
        assert board == before


# ---- pairs of boards ---------------------------------------------------------------------------------------
#
# For every column of every table: who may know it. A predicate says of which rows a team must not notice a
# change; PUBLIC columns are known to all. A new column that is not named here fails a test, so that nobody
# forgets to decide.

PUBLIC = None


def everywhere(_board, _team, _i):
    return True


def unless(*teams):
    return lambda _board, team, _i: team not in teams


def far_off(board, team, p):
    """A place of the other side out of sight."""
    own = friendly(side_of_team(team), board.places[p].control)
    return not own and not in_sight(idlib().world, board, team, p, watchers(idlib().world, board))


def not_between_own(board, team, r):
    road = idlib().world.roads[r]
    side = side_of_team(team)
    return not all(friendly(side, board.places[p].control) for p in (road.a, road.b))


def far_road(board, team, r):
    road = idlib().world.roads[r]
    return far_off(board, team, road.a) and far_off(board, team, road.b)


def not_own_formation(_board, team, f):
    return idlib().world.formations[f].team != team


def unseen(board, team, f):
    """A formation of the other side on the map that the team does not see, or that is not on the map."""
    fixed, row = idlib().world.formations[f], board.formations[f]
    if fixed.side == side_of_team(team):
        return False
    if row.place == NOBODY or row.strength == 0:
        return True
    return board.sight[row.place].level[team * FACTIONS + fixed.faction] == 0


def not_own_pool(_board, team, p):
    return idlib().world.pools[p].team != team


def not_own_task(board, team, t):
    return board.air_tasks[t].pool != NOBODY and idlib().world.pools[board.air_tasks[t].pool].team != team


def not_own_fire(board, team, t):
    return board.fires[t].mode != 0 and board.fires[t].team != team


def not_own_proxy(_board, team, k):
    return idlib().world.factions[k].patron != team


def not_own_pending(board, team, i):
    """Men from Tehran are for Damascus, the rest is Ankara's."""
    kind = board.pending[i].kind
    owner = Team.DAMASCUS if kind == PendingKind.TEHRAN else Team.ANKARA
    return kind != PendingKind.NONE and owner != team


def not_own_team(_board, team, t):
    return t != team


def not_looking_for_it(_board, team, t):
    """What others look at; Damascus reads along with Moscow."""
    return t != team and (team, t) != (Team.DAMASCUS, Team.MOSCOW)


def inside_post(board, team, p):
    if team == Team.ANKARA:
        return False
    return team == Team.MOSCOW or board.posts[p].state != PostState.BESIEGED


def not_announced(board, team, c):
    return team != Team.ANKARA and board.convoys[c].announced == 0


def not_known(board, team, i):
    """An agreement that the team neither is a party to nor hears of."""
    return board.agreements[i].state != 0 and not known_to(board.agreements[i], team)


def not_party(board, team, i):
    return board.agreements[i].state != 0 and not board.agreements[i].parties >> team & 1


def term_not_known(board, team, i):
    row = board.terms[i].agreement
    return row != NOBODY and not_known(board, team, row)


def term_of_others(board, team, i):
    row = board.terms[i].agreement
    return row != NOBODY and not_party(board, team, row)


def put_deals(board):
    """An offer between each two teams, a secret agreement and one that all know, each with a term."""
    deals = [(1, 3, 0), (1, 5, 0), (1, 6, 0), (3, 6, 1), (3, 5, 1), (3, 3, 0)]
    for n, (state, parties, secret) in enumerate(deals):
        row, term = board.agreements[6 + n], board.terms[20 + n]
        row.state, row.parties, row.secret, row.serial = state, parties, secret, 50 + n
        term.agreement, term.kind, term.bound = 6 + n, 1, parties


COLUMNS = {
    "places": {
        "control": PUBLIC, "bar": far_off, "last_column": far_off, "held_days": PUBLIC, "people": PUBLIC,
        "hosted": PUBLIC, "built": PUBLIC, "damage": PUBLIC, "path_government": PUBLIC,
        "path_opposition": PUBLIC,
        "path_turkish": PUBLIC, "strikes": PUBLIC, "support": everywhere, "battle": PUBLIC, "taken": PUBLIC,
        "quiet_days": PUBLIC, "prepared": everywhere, "standoff": PUBLIC, "bar_before": PUBLIC,
        "column_before": PUBLIC, "surprise": PUBLIC, "ruling": everywhere,
    },
    "roads": {
        "load": not_between_own, "cut": far_road, "cleared": PUBLIC, "clearing": PUBLIC, "blocked_by": PUBLIC,
        "crew": PUBLIC,
    },
    "sectors": {
        "access": PUBLIC, "weather": PUBLIC, "ad": PUBLIC, "ad_full": PUBLIC, "ad_posture": PUBLIC,
        "jam": unless(Team.ANKARA),
    },
    "pools": {
        "airframes": PUBLIC, "readiness": not_own_pool, "used": not_own_pool, "lost": PUBLIC,
        "helicopters_lost": not_own_pool,
    },
    "formations": dict.fromkeys(
        ("cohesion", "stock", "posture", "supply", "path", "load", "march", "static_days", "dug_days",
         "fought", "mission", "route", "leg", "priority", "supply_rank", "manpads", "intensity",
         "least_column", "stop_loss", "begun", "called_off", "joins"),
        not_own_formation,
    ) | {"place": PUBLIC, "strength": unseen, "interpose": PUBLIC},
    "posts": {
        "place": PUBLIC, "state": PUBLIC, "siege": PUBLIC, "consent": PUBLIC, "stock": inside_post,
        "morale": inside_post, "strength": unless(Team.ANKARA), "besieged_days": PUBLIC,
        "supplied": unless(Team.ANKARA), "asked": unless(Team.ANKARA), "rationed": unless(Team.ANKARA),
        "escorted": PUBLIC,
    },
    "convoys": {
        "state": not_announced, "kind": not_announced, "post": not_announced, "amount": unless(Team.ANKARA),
        "route": unless(Team.ANKARA), "leg": unless(Team.ANKARA), "march": unless(Team.ANKARA),
        "escort": unless(Team.ANKARA), "announced": PUBLIC,
    },
    "air_tasks": dict.fromkeys(
        ("mission", "target", "sorties", "rules", "sector", "forced"), not_own_task
    ) | {"pool": PUBLIC},
    "factions": dict.fromkeys(
        ("control", "task", "task_place", "inducement", "obeyed", "in_libya", "unpaid", "supported",
         "atgm_until"),
        not_own_proxy,
    )
    | dict.fromkeys(
        ("steered", "steer_obeyed", "steer_place", "kept_back"), unless(Team.MOSCOW, Team.DAMASCUS)
    ),
    "teams": dict.fromkeys(
        ("pc", "domestic", "lost_today", "dead_before", "roe", "avenged", "answered", "mourned",
         "right_until", "right_place", "right_dead", "below_war", "aggressive", "tone_day"),
        not_own_team,
    )
    | dict.fromkeys(("recon_asset", "recon_sector", "recon_place"), not_looking_for_it)
    | dict.fromkeys(
        ("standing", "dead", "unmet", "bluffs", "breaches_against", "bonus", "bonus_until", "warned_until",
         "asked", "claim_place", "claim_author"),
        PUBLIC,
    ),
    "tracks": dict.fromkeys(
        ("trust", "ties", "nato", "eu", "eu_attention", "infiltration", "infiltrated", "foreign",
         "retreated", "border_passed"),
        everywhere,
    )
    | {"post_reserve": unless(Team.ANKARA), "leverage": unless(Team.MOSCOW), "serials": everywhere}
    | dict.fromkeys(
        ("act_day", "ceasefire_held", "lever", "lever_moscow", "cheap_deal", "hmeimim", "unpermitted"), PUBLIC
    )
    | {"tehran": unless(Team.DAMASCUS), "opened_once": unless(Team.ANKARA), "libya_mean": unless(Team.ANKARA)}
    | dict.fromkeys(
        ("day", "rung", "tension", "newly_displaced", "displaced_today", "unhoused", "entered_turkey",
         "days_below_war", "incident_day", "ended", "border", "border_people", "screening",
         "entered_managed"),
        PUBLIC,
    ),
    "injects": dict.fromkeys(("state", "day", "applied"), everywhere),
    "latches": dict.fromkeys(("held", "count", "recent"), everywhere),
    "fires": dict.fromkeys(("formation", "post", "target", "days", "order"), not_own_fire)
    | {"mode": PUBLIC, "team": PUBLIC},
    "pending": dict.fromkeys(("day", "entity", "amount"), not_own_pending) | {"kind": PUBLIC},
    "ultimatums": dict.fromkeys(
        ("state", "sender", "to", "agreement", "deadline", "rung", "issued", "weight", "posts"), PUBLIC
    ),
    "agreements": dict.fromkeys(
        ("serial", "template", "proposer", "accepted", "answers", "offered", "start", "expiry", "notice",
         "leaves"),
        not_known,
    )
    | {"state": PUBLIC, "parties": PUBLIC, "secret": PUBLIC, "breaches": not_party, "free": not_party},
    "terms": dict.fromkeys(
        ("kind", "severity", "bound", "scope", "where", "subject", "excluded", "from_day", "by_day", "depth",
         "duties", "access", "test", "done"),
        term_not_known,
    )
    | {"agreement": PUBLIC, "charged": term_of_others},
    "sight": dict.fromkeys(("kept", "level", "last_level", "last_day", "last_size"), PUBLIC),
}  # fmt: skip


def leaks(board, team, look=view):
    """The hidden columns whose change the team would notice."""
    known = look(board, team)
    found = []
    for table, columns in COLUMNS.items():
        for column, hidden in columns.items():
            if hidden is PUBLIC:
                continue
            other = copied(board)
            for i, row in enumerate(getattr(other, table)):
                if hidden(board, team, i):
                    value = getattr(row, column)
                    if isinstance(value, list):
                        value[:] = [v + 1 for v in value]
                    else:
                        setattr(row, column, value + 1)
            if look(other, team) != known:
                found.append(f"{table}.{column}")
    return found


def test_every_column_of_every_table_is_decided():
    for table, hint in get_type_hints(Board).items():
        assert set(COLUMNS[table]) == {f.name for f in fields(get_args(hint)[0])}, table


@pytest.mark.parametrize("team", range(3))
@pytest.mark.parametrize("number", range(3))
def test_a_team_cannot_notice_what_is_hidden_from_it(number, team):
    board = copied(boards()[number])
    board.latches.append(Latch(1, 2, [3] * 30))
    board.fires[0].mode, board.fires[0].team, board.fires[0].formation = 1, (team + 1) % 3, 2
    board.fires[1].mode, board.fires[1].team, board.fires[1].formation = 1, team, 3
    board.convoys[0].state, board.convoys[0].post = 1, 3
    put_pending(board, 30, PendingKind.TEHRAN, 3, 500)
    put_pending(board, 31, PendingKind.FIGHTERS, 6, 300)
    put_deals(board)
    assert leaks(board, team) == []


@pytest.mark.parametrize("team", range(3))
def test_the_place_of_what_is_out_of_sight_is_not_noticed(team):
    """Also when detection runs again on either board."""
    for board in boards():
        hidden = [f for f in range(len(board.formations)) if unseen(board, team, f)]
        hidden = [f for f in hidden if board.formations[f].strength > 0]
        empty = [
            p for p in range(len(board.places))
            if far_off(board, team, p) and not board.sight[p].kept
            and not any(row.place == p for row in board.formations)
        ]  # fmt: skip
        pair = [copied(board), copied(board)]
        for f, p in zip(hidden, empty, strict=False):
            pair[1].formations[f].place = p
        for each in pair:
            detect(idlib().world, each, each.tracks[0].day, fresh(), None)
        assert hidden
        assert view(pair[0], team) == view(pair[1], team)


@pytest.mark.parametrize("team", range(3))
def test_strength_moved_within_a_group_is_not_noticed_below_level_three(team):
    world = idlib().world
    tried = 0
    for board in boards():
        groups: dict[tuple[int, int], list[int]] = {}
        for f, row in enumerate(board.formations):
            if world.formations[f].side != side_of_team(team) and row.place != NOBODY and row.strength > 0:
                groups.setdefault((row.place, world.formations[f].faction), []).append(f)
        other = copied(board)
        for (place, faction), members in groups.items():
            if len(members) > 1 and board.sight[place].level[team * 7 + faction] in (1, 2):
                main, second = sorted(members, key=lambda f: -board.formations[f].strength)[:2]
                other.formations[main].strength += 50
                other.formations[second].strength -= 50
                tried += 1
        assert view(other, team) == view(board, team)
    assert team == Team.MOSCOW or tried > 0


@pytest.mark.parametrize("planted", ["mask_inside", "mask_posts", "mask_orders", "mask_politics", "mask_sky"])
def test_a_planted_leak_is_found(monkeypatch, planted):
    monkeypatch.setattr(gate, planted, lambda *_: None)
    assert any(leaks(boards()[1], team) for team in range(3))


def test_where_an_agreement_stands_tells_nothing_of_others():
    """RB 8.3. With and without the dealings of others a team sees the same rows."""
    for team in range(3):
        board, other = copied(boards()[1]), copied(boards()[1])
        put_deals(board)
        put_deals(other)
        for i, agreement in enumerate(other.agreements):
            if not known_to(agreement, team):
                wipe(other, i)
        assert [a.serial for a in view(board, team).agreements if a.serial >= 50]
        assert view(board, team) == view(other, team)


def test_without_their_mask_agreements_would_leak(monkeypatch):
    monkeypatch.setattr(gate, "mask_agreements", lambda *_: None)
    board = copied(boards()[1])
    put_deals(board)
    assert any("agreements" in leak for leak in leaks(board, 2))


def test_other_teams_sight_is_not_shown():
    for team in range(3):
        for row in view(boards()[2], team).sight:
            others = [k for k in range(TEAMS * FACTIONS) if k // FACTIONS != team]
            assert {row.level[k] for k in others} | {row.last_size[k] for k in others} == {0}


def test_air_defence_and_access_of_others():
    board = copied(boards()[1])
    for sector in board.sectors:
        sector.ad[:], sector.ad_full[:], sector.ad_posture[:] = [55, 66], [55, 66], [0, 0]
        sector.access[:] = [0, 0, 3, 3]
    ankara, damascus = view(board, Team.ANKARA).sectors[1], view(board, Team.DAMASCUS).sectors[1]
    start = idlib().world.sectors[1].ad
    assert (ankara.ad, damascus.ad) == ([start[Side.GOVERNMENT], 66], [55, start[Side.OPPOSITION]])
    assert ankara.access == [3, 3, 3, 3]
    assert damascus.access == [0, 0, 3, 3]
