"""Views: everything that is permitted is there, and nothing hidden can be told from one (RB 8.3, 8.4)."""

from __future__ import annotations

import pytest

import wargame as wg
from wargame.errors import UnknownName
from wargame.model.orders import TEAMS
from wargame.play.position import Position, Turn
from wargame.play.session import new_session
from wargame.play.views import seat_row, side_of_seat
from wargame.rules.codes import Faction, PostState, Team
from wargame.rules.seen import besieger_sees
from wargame.rules.tables import NOBODY, UNREACHED, copied

BOTS = dict.fromkeys(TEAMS, wg.bots.historical)


@pytest.fixture(scope="module")
def midgame(idlib_layout):
    """A session after five turns of bots. Not to be changed."""
    session = new_session(idlib_layout, 7, bots=BOTS)
    for _ in range(5):
        session.adjudicate()
    return session


def seen(layout, board, seat):
    return Position(layout, Turn(layout, 5, "", (), ()), board, ()).view(seat)


def test_seats(idlib_layout):
    assert [seat_row(seat) for seat in (*TEAMS, "white")] == [0, 1, 2, NOBODY]
    assert [side_of_seat(row) for row in (0, 1, 2, NOBODY)] == [1, 0, 0, NOBODY]
    for wrong in ("", "ankra", "White", "all"):
        with pytest.raises(UnknownName):
            seen(idlib_layout, idlib_layout.start, wrong)


# ---- hidden ----


def hostile(layout, team):
    """Rows of formations that a team does not order."""
    return [row for row, facts in enumerate(layout.world.formations) if facts.team != team]


HIDDEN_OF_A_FORMATION = (
    "cohesion", "stock", "posture", "supply", "path", "load", "march", "static_days", "dug_days", "fought",
    "mission", "leg", "priority", "supply_rank",
)  # fmt: skip


@pytest.mark.parametrize("team", range(3))
@pytest.mark.parametrize("column", HIDDEN_OF_A_FORMATION)
def test_no_view_tells_what_is_inside_other_formations(idlib_layout, midgame, team, column):
    board = copied(midgame.board)
    for row in hostile(idlib_layout, team):
        value = getattr(board.formations[row], column)
        setattr(board.formations[row], column, 1 if value == 0 else 0)
    assert board != midgame.board
    assert seen(idlib_layout, board, TEAMS[team]) == seen(idlib_layout, midgame.board, TEAMS[team])


@pytest.mark.parametrize("team", range(3))
def test_no_view_tells_the_routes_of_others(idlib_layout, midgame, team):
    board = copied(midgame.board)
    for row in hostile(idlib_layout, team):
        board.formations[row].route[:] = [3] * 8
    assert seen(idlib_layout, board, TEAMS[team]) == seen(idlib_layout, midgame.board, TEAMS[team])


@pytest.mark.parametrize("team", range(3))
@pytest.mark.parametrize("column", ["pc", "domestic", "standing", "dead", "lost_today"])
def test_no_view_tells_the_tracks_of_other_teams(idlib_layout, midgame, team, column):
    board = copied(midgame.board)
    for other in range(3):
        if other != team:
            setattr(board.teams[other], column, 77)
    views = seen(idlib_layout, board, TEAMS[team]), seen(idlib_layout, midgame.board, TEAMS[team])
    own = [tuple(line for line in view.scores if line.team == TEAMS[team]) for view in views]
    hidden = [view.model_copy(update={"scores": ()}) for view in views]
    assert hidden[0] == hidden[1]
    assert all(view.scores == lines for view, lines in zip(views, own, strict=True))


@pytest.mark.parametrize("team", [Team.MOSCOW, Team.DAMASCUS])
@pytest.mark.parametrize("column", ["stock", "morale", "strength", "consent", "asked", "supplied"])
def test_only_ankara_knows_what_is_inside_a_post(idlib_layout, midgame, team, column):
    board = copied(midgame.board)
    for row, post in enumerate(board.posts):
        if not besieger_sees(idlib_layout.world, midgame.board, team, row) or column == "consent":
            setattr(post, column, 3)
    seat = TEAMS[team]
    changed, whole = seen(idlib_layout, board, seat), seen(idlib_layout, midgame.board, seat)
    assert changed.model_copy(update={"scores": ()}) == whole.model_copy(update={"scores": ()})
    if column not in ("asked", "supplied"):
        assert seen(idlib_layout, board, "white") != seen(idlib_layout, midgame.board, "white")


def test_planned_posts_and_the_reserve_are_ankaras_own(idlib_layout):
    planned = {
        idlib_layout.names.posts[row]
        for row, post in enumerate(idlib_layout.start.posts)
        if post.state == PostState.PLANNED
    }
    assert planned
    for seat in ("moscow", "damascus"):
        view = seen(idlib_layout, idlib_layout.start, seat)
        assert not planned & {post.id for post in view.posts}
        assert "reserve" not in {gauge.id for gauge in view.gauges}
    assert planned <= {post.id for post in seen(idlib_layout, idlib_layout.start, "ankara").posts}


def test_the_other_sides_supply_paths_change_nothing(idlib_layout, midgame):
    board = copied(midgame.board)
    for place in board.places:
        place.path_government = UNREACHED
    assert seen(idlib_layout, board, "ankara") == seen(idlib_layout, midgame.board, "ankara")
    assert seen(idlib_layout, board, "damascus") != seen(idlib_layout, midgame.board, "damascus")
    board = copied(midgame.board)
    for place in board.places:
        place.path_opposition = place.path_turkish = UNREACHED
    for seat in ("moscow", "damascus"):
        assert seen(idlib_layout, board, seat) == seen(idlib_layout, midgame.board, seat)


def test_tracks_that_only_the_white_cell_reads(idlib_layout, midgame):
    for column in ("trust", "ties", "leverage", "nato", "eu"):
        board = copied(midgame.board)
        setattr(board.tracks[0], column, 12)
        for seat in TEAMS:
            if (seat, column) == ("moscow", "leverage"):
                continue
            strip = {"scores": ()}
            changed = seen(idlib_layout, board, seat).model_copy(update=strip)
            assert changed == seen(idlib_layout, midgame.board, seat).model_copy(update=strip), (seat, column)
        assert seen(idlib_layout, board, "white") != seen(idlib_layout, midgame.board, "white")


def test_ankara_sees_the_sky_of_its_own_users_only(idlib_layout, midgame):
    board = copied(midgame.board)
    for sector in board.sectors:
        sector.access[0] = 3 - sector.access[0]
        sector.access[1] = 3 - sector.access[1]
    assert seen(idlib_layout, board, "ankara") == seen(idlib_layout, midgame.board, "ankara")
    for seat in ("moscow", "damascus", "white"):
        assert seen(idlib_layout, board, seat) != seen(idlib_layout, midgame.board, seat)


def test_pools_are_a_teams_own(midgame):
    pools = {seat: {pool.id for pool in midgame.view(seat).pools} for seat in (*TEAMS, "white")}
    assert pools["moscow"] == {"ruaf"}
    assert pools["damascus"] == {"syaaf"}
    assert not pools["ankara"] & {"ruaf", "syaaf"}
    assert pools["white"] >= {"ruaf", "syaaf"}


def test_drafts_are_seen_by_their_own_seat_only(idlib_layout):
    session = new_session(idlib_layout, 7)
    before = {seat: session.view(seat) for seat in (*TEAMS, "white")}
    session.submit("damascus", wg.bots.historical)
    assert session.view("damascus").sheet.orders
    for seat in ("ankara", "moscow", "white"):
        assert session.view(seat) == before[seat]
    assert session.view("damascus").command[0] > 0
    assert session.view("white").sheet is None


def test_events_are_those_of_the_seat(midgame):
    everything = midgame.view("white").events
    assert len(everything) == len(midgame.last.facts)
    for seat in TEAMS:
        events = midgame.view(seat).events
        readable = [event for event in everything if seat in event.audience]
        assert [event.kind for event in events] == [event.kind for event in readable]
        assert [event.number for event in events] == list(range(len(events)))
        assert {event.audience for event in events} == {frozenset((seat,))}
        assert 0 < len(events) < len(everything)
        refused = [event for event in events if event.kind == "order_refused"]
        assert all(event.fields["team"] == seat for event in refused)


def test_war_aims_of_others_are_read_at_the_end_only(idlib_layout, midgame):
    for seat in TEAMS:
        assert {line.team for line in midgame.view(seat).scores} == {seat}
    assert {line.team for line in midgame.view("white").scores} == set(TEAMS)
    board = copied(midgame.board)
    board.tracks[0].ended = 1
    for seat in TEAMS:
        ended = seen(idlib_layout, board, seat)
        assert {line.team for line in ended.scores} == set(TEAMS)
        assert ended.phase == "ended"


# ---- permitted ----


def test_every_place_road_and_formation_that_the_seat_knows_is_there(idlib_layout, midgame):
    standing = {
        idlib_layout.names.formations[row]
        for row, formation in enumerate(midgame.board.formations)
        if formation.place != NOBODY and formation.strength > 0
    }
    for seat in (*TEAMS, "white"):
        view = midgame.view(seat)
        assert tuple(view.places) == idlib_layout.names.places
        assert tuple(view.roads) == idlib_layout.names.roads
        named = {formation.id for formation in view.formations if formation.id is not None}
        assert named <= standing
        assert (named == standing) == (seat == "white")
        assert all(formation.strength for formation in view.formations)
        for formation in view.formations:
            if formation.own or formation.ally:
                assert formation.id in standing


def test_groups_of_the_other_side(idlib_layout, midgame):
    """RB 8.2: at level 3 formations, at 2 a kind, at 1 neither, at 0 an age."""
    levels = set()
    for seat, side in (("ankara", 1), ("moscow", 0), ("damascus", 0)):
        for group in midgame.view(seat).formations:
            if group.own or group.ally:
                continue
            levels.add(group.level)
            assert (group.id is not None) == (group.level == 3)
            assert (group.kind is not None) == (group.level >= 2)
            assert (group.age_days > 0) == (group.level == 0)
            if group.level == 0:
                continue
            true = sum(
                row.strength
                for row, fixed in zip(midgame.board.formations, idlib_layout.world.formations, strict=True)
                if row.place == idlib_layout.names.place[group.place]
                and fixed.faction == idlib_layout.names.faction[group.faction]
            )
            if group.level == 3:
                assert group.low == group.strength == group.high
            else:
                assert group.low - 1 <= true <= group.high + 1, (seat, side, group)
                assert group.low < group.strength < group.high
    assert levels == {0, 1, 2, 3}


def test_allies_are_seen_in_a_band_and_proxies_exactly(midgame):
    for seat in TEAMS:
        for formation in midgame.view(seat).formations:
            if formation.ally:
                exact = formation.faction in ("nlf", "sna", "hts") or (seat, formation.faction) == (
                    "damascus",
                    "iran_backed",
                )
                assert formation.level == (3 if exact else 2)
                assert (formation.low == formation.high) == exact


def test_own_allied_and_other_formations(midgame):
    view = midgame.view("ankara")
    by_faction = {}
    for formation in view.formations:
        by_faction.setdefault(formation.faction, set()).add((formation.own, formation.ally))
    assert by_faction["turkey"] == {(True, False)}
    assert by_faction["nlf"] == by_faction["hts"] == {(False, True)}
    assert by_faction["saa"] == by_faction["russia"] == {(False, False)}
    for formation in view.formations:
        assert (formation.cohesion is not None) == formation.own
        assert (formation.stock is not None) == formation.own
        assert (formation.posture is not None) == formation.own
    assert not any(formation.own for formation in midgame.view("white").formations)
    assert all(formation.stock is not None for formation in midgame.view("white").formations)


def test_supply_paths_run_over_joined_places_to_a_source(idlib_layout, midgame):
    roads = {frozenset(road.split("__")) for road in idlib_layout.names.roads}
    found = 0
    for formation in midgame.view("white").formations:
        if formation.path:
            found += 1
            assert formation.path[0] == formation.place
            assert all(
                frozenset(step) in roads for step in zip(formation.path, formation.path[1:], strict=False)
            )
            source = idlib_layout.world.places[idlib_layout.names.place[formation.path[-1]]].source
            assert source > 0
    assert found > 20


def test_numbers_are_in_the_units_of_screens(idlib_layout):
    board = copied(idlib_layout.start)
    row = idlib_layout.names.place["saraqib"]
    board.places[row].people, board.places[row].damage = 123, 2550
    board.places[row].bar = idlib_layout.world.places[row].hold // 4
    board.tracks[0].tension, board.teams[Team.ANKARA].pc = 4249, 750
    view = seen(idlib_layout, board, "ankara")
    place = view.place("saraqib")
    assert (place.people, place.damage, place.bar) == (12300, 26, 25)
    gauges = {gauge.id: gauge for gauge in view.gauges}
    assert gauges["tension"].value == 42
    assert gauges["capital"].value == 8
    assert gauges["rung"].note == "diplomacy suspended, gestures in third capitals"
    assert not gauges["rung"].alarm


def test_damascus_reads_the_strength_of_its_army_where_others_count_soldiers_abroad(idlib_layout):
    board = copied(idlib_layout.start)
    board.teams[Team.ANKARA].dead = 12

    def shown(team):
        return {gauge.id: gauge for gauge in seen(idlib_layout, board, team).gauges}

    assert shown("ankara")["dead"].value == 12
    assert "force" not in shown("ankara")
    assert "dead" not in shown("damascus")
    whole = shown("damascus")["force"]
    assert (whole.value, whole.alarm) == (100, False)
    for f, facts in enumerate(idlib_layout.world.formations):
        if facts.faction in (Faction.SAA, Faction.IRAN_BACKED):
            board.formations[f].strength = board.formations[f].strength * 3 // 4
    less = shown("damascus")["force"]
    assert (less.value, less.alarm) == (75, True)


def test_roads_tell_who_holds_them_and_the_load_of_ones_own_side(idlib_layout, midgame):
    views = {seat: midgame.view(seat) for seat in (*TEAMS, "white")}
    kinds = {"government": 0, "opposition": 0, "contested": 0}
    for name, road in views["white"].roads.items():
        kinds[road.held_by] += 1
        assert road.load is not None
        assert (views["ankara"].roads[name].load is not None) == (road.held_by == "opposition")
        assert (views["damascus"].roads[name].load is not None) == (road.held_by == "government")
    assert all(kinds.values())


def test_the_calendar(idlib_layout, midgame):
    start = seen(idlib_layout, idlib_layout.start, "white")
    view = midgame.view("white")
    assert (view.turn, view.turns, view.day, view.phase) == (6, 13, 14, "planning")
    assert [d.isoformat() for d in view.dates] == ["2020-02-11", "2020-02-13"]
    assert start.day == -1
    assert midgame.at(0).view("white").dates[0].isoformat() == "2020-01-27"


def test_views_are_frozen(midgame):
    view = midgame.view("ankara")
    with pytest.raises(ValueError, match="frozen"):
        view.turn = 2


def test_air_defence_is_of_the_own_side_and_jamming_of_those_who_jam(idlib_layout):
    board = copied(idlib_layout.start)
    east = idlib_layout.names.sector["saraqib_idlib"]
    board.sectors[east].jam = 2
    board.sectors[east].ad[1] = 150

    def of(team):
        return seen(idlib_layout, board, team).sectors[east]

    assert of("damascus").air_defence == of("moscow").air_defence == {"government": 400}
    assert of("ankara").air_defence == {"opposition": 150}
    assert of("ankara").posture == {"opposition": "silent"}
    assert of("white").air_defence == {"government": 400, "opposition": 150}
    assert [of(team).jam for team in ("ankara", "moscow", "damascus", "white")] == [2, 0, 0, 2]
