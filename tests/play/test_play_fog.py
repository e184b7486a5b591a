"""RB 8.4. What a seat reads does not change when anything changes that is hidden from it, byte for byte."""

from __future__ import annotations

import pytest

import wargame as wg
from wargame.errors import UnknownName
from wargame.model.orders import TEAMS
from wargame.play.codec import row_of
from wargame.play.fog import Fog
from wargame.play.menu import Menu
from wargame.play.notation import text_of
from wargame.play.position import Position, Turn
from wargame.play.preview import preview
from wargame.play.session import new_session
from wargame.play.text_map import text_map
from wargame.play.told import told
from wargame.rules.codes import AgreementState, EventKind, PendingKind, Team
from wargame.rules.detection import side_of_team
from wargame.rules.legal import refusal
from wargame.rules.seen import seen
from wargame.rules.tables import NOBODY, copied

BOTS = dict.fromkeys(TEAMS, wg.bots.historical)


@pytest.fixture(scope="module")
def midgame(idlib_layout):
    """A session after five turns of bots. Not to be changed."""
    session = new_session(idlib_layout, 7, bots=BOTS)
    for _ in range(5):
        session.adjudicate()
    return session


def twin(layout, board, team):
    """The same board but for what is hidden from a team."""
    other = copied(board)
    side = side_of_team(team)
    for f, row in enumerate(other.formations):
        fixed = layout.world.formations[f]
        if fixed.team != team:
            row.cohesion, row.stock, row.posture, row.supply = 1234, 7, 4, 0
            row.path, row.load, row.march, row.fought = 9, 12000, 50, 1
            row.static_days, row.dug_days, row.mission, row.leg = 4, 4, 2, 1
            row.route[:] = [5] * 8
        unknown = fixed.side != side and row.place != NOBODY
        if unknown and board.sight[row.place].level[team * 7 + fixed.faction] == 0:
            row.strength += 900
    for other_team in range(3):
        if other_team != team:
            state = other.teams[other_team]
            state.pc, state.domestic, state.lost_today = 3, 3, 3
    for task in other.air_tasks:
        if task.pool != NOBODY and layout.world.pools[task.pool].team != team:
            task.sorties, task.target = 1, 1
    tracks = other.tracks[0]
    tracks.trust, tracks.ties, tracks.nato, tracks.eu = 1, 2, 3, 4
    if team != Team.ANKARA:
        tracks.post_reserve = 777
        for post in other.posts:
            post.supplied, post.asked, post.strength = 1, 1, post.strength + 9
    for inject in other.injects:
        inject.state, inject.day, inject.applied = 2, 4, 1
    _talk_behind_its_back(other, team)
    return other


def _talk_behind_its_back(board, team):
    """A secret offer between the two others, and something on its way that this team does not know of."""
    agreement = next(row for row in board.agreements if row.state == 0)
    agreement.state, agreement.serial, agreement.secret = AgreementState.OFFERED.value, 77, 1
    agreement.parties, agreement.proposer = 7 - (1 << team), (team + 1) % 3
    board.tracks[0].serials = 77
    term = next(row for row in board.terms if row.agreement == NOBODY)
    term.agreement, term.kind, term.severity, term.bound = board.agreements.index(agreement), 1, 2, 7
    coming = next(row for row in board.pending if row.kind == 0)
    coming.kind = (PendingKind.FIGHTERS if team != Team.ANKARA else PendingKind.TEHRAN).value
    coming.day, coming.entity, coming.amount = 30, 6 if team != Team.ANKARA else 3, 500


def read(layout, board, facts, reasons, opening, seat):
    """Everything a seat can read, as text."""
    last = Turn(layout, 5, "", facts, reasons, opening, 7)
    position = Position(layout, last, board, ())
    view = position.view(seat).model_copy(update={"scores": ()})
    known = position.fog.board(seat)
    orders = [order for order in Menu(layout, known, seat) if order.type != "proxy_task"]
    lines = [text_of(order) for order in orders]
    forecasts = [repr(preview(layout, known, seat, order)) for order in orders if order.type != "posture"]
    return "\n".join([view.model_dump_json(), text_map(view, layout.scenario), *lines, *forecasts])


@pytest.mark.parametrize("team", range(3))
def test_views_menus_previews_events_and_maps_are_byte_identical(idlib_layout, midgame, team):
    seat = TEAMS[team]
    last, opening = midgame.last, midgame.at(4).board
    truth = read(idlib_layout, midgame.board, last.facts, last.reasons, opening, seat)
    other = twin(idlib_layout, midgame.board, team)
    readable = {e.number for e in midgame.view("white").events if seat in e.audience}
    facts = tuple(
        row if number in readable or row[2] in (EventKind.SIGHTED, EventKind.LOST_SIGHT, EventKind.MOVED,
                                                EventKind.RETREATED, EventKind.ARRIVED)
        else (*row[:3], row[3], row[4] + 1 if row[2] == EventKind.REPLACED else row[4], *row[5:])
        for number, row in enumerate(last.facts)
    )  # fmt: skip
    assert facts != last.facts
    changed = read(idlib_layout, other, facts, last.reasons, opening, seat)
    assert len(truth) > 20_000
    assert changed == truth


def test_the_comparison_sees_a_leak(idlib_layout, midgame, monkeypatch):
    """The same comparison with a gate that forgets the formations."""
    from wargame.rules import seen as gate

    other = twin(idlib_layout, midgame.board, Team.DAMASCUS)
    monkeypatch.setattr(gate, "mask_formations", lambda *_: None)
    last, opening = midgame.last, midgame.at(4).board
    pair = [
        read(idlib_layout, board, last.facts, last.reasons, opening, "damascus")
        for board in (midgame.board, other)
    ]
    assert pair[0] != pair[1]


def test_legality_by_what_is_known_is_legality_by_what_is_true(idlib_layout, midgame):
    """RB 6.3. No precondition reads what its team does not know, so nothing is refused that looked legal."""
    world = idlib_layout.world
    tried = 0
    for seat in TEAMS:
        known = midgame.seen(seat)
        for board in (known, midgame.board):
            for kind in ("attack", "proxy_task", "air_task", "post", "convoy", "siege"):
                for order in Menu(idlib_layout, board, seat).of_kind(kind):
                    row = row_of(idlib_layout, seat, 1, order)
                    tried += 1
                    assert refusal(world, known, row) == refusal(world, midgame.board, row) == 0, order
    assert tried > 300


def test_the_white_cell_reads_the_truth(idlib_layout, midgame):
    fog = Fog(idlib_layout, midgame.board, 7)
    assert fog.board("white") is midgame.board
    assert fog.board("moscow") is fog.board("moscow")
    assert fog.board("moscow") == seen(idlib_layout.world, midgame.board, 1, 7, midgame.board.tracks[0].day)
    with pytest.raises(UnknownName):
        fog.board("kyiv")
    view = midgame.view("white")
    for formation in view.formations:
        row = midgame.board.formations[idlib_layout.names.formation[formation.id]]
        assert (formation.strength, formation.level, formation.age_days) == (row.strength, 3, 0)
        assert formation.stock == row.stock
    assert len(view.events) == len(midgame.last.facts)


def test_a_text_for_one_seat_reaches_no_other(idlib):
    canary = "ZEBRA QUARTZ 17"
    inject = idlib.injects[0].model_copy(
        update={"body": canary, "audience": ("moscow",), "at": "turn 1", "kind": "scheduled", "when": None,
                "release": "auto", "effects": ()}
    )  # fmt: skip
    session = new_session(idlib.model_copy(update={"injects": (inject,)}), 7, bots=BOTS)
    session.adjudicate()
    for position in (session, session.at(0), session.at(1)):
        for seat in (*TEAMS, "white"):
            view = position.view(seat)
            everything = view.model_dump_json() + text_map(view, session.scenario)
            assert (canary in everything) == (seat in ("moscow", "white")), seat


# ---- events ------------------------------------------------------------------------------------------------


def rows(*facts):
    return [(0, 9, kind, *values, *[0] * (4 - len(values)), -1) for kind, *values in facts]


def read_by(layout, facts, seat, seed=7):
    return told(layout, 1, rows(*facts), [], None, seed, seat)


def test_dead_of_others_are_claims(idlib_layout):
    place = idlib_layout.names.place["hish"]
    loss = (EventKind.BATTLE_LOSS, place, 1, 400, 100)
    (own,) = read_by(idlib_layout, [loss], "ankara")
    assert own.fields == {"place": "hish", "side": "opposition", "mbn": 400, "killed": 100}
    (white,) = read_by(idlib_layout, [loss], "white")
    assert white.fields == own.fields
    for seat in ("moscow", "damascus"):
        found = set()
        for seed in range(20):
            (other,) = read_by(idlib_layout, [loss], seat, seed)
            assert set(other.fields) == {"place", "side", "admitted", "claimed", "estimate"}
            assert 50 <= other.fields["admitted"] <= 100 <= other.fields["claimed"] <= 200
            assert 80 <= other.fields["estimate"] <= 120
            assert "400" not in other.sentence
            found.add(other.fields["estimate"])
        assert len(found) > 5
    (moscow,) = read_by(idlib_layout, [(EventKind.BATTLE_LOSS, place, 0, 400, 100)], "moscow")
    assert "claimed" in moscow.fields


def test_dead_of_an_incident_are_an_estimate_to_others(idlib_layout):
    place = idlib_layout.names.place["hish"]
    hit = (EventKind.TROOPS_HIT, place, 0, 100, NOBODY)
    assert read_by(idlib_layout, [hit], "ankara")[0].fields["dead"] == 100
    (other,) = read_by(idlib_layout, [hit], "damascus")
    assert "dead" not in other.fields
    assert f"about {other.fields['estimate']} dead" in other.sentence


def test_a_march_out_of_sight_is_hidden_and_one_in_sight_names_nobody(idlib_layout):
    names, board = idlib_layout.names, idlib_layout.start
    seen_by = {}
    for f, row in enumerate(board.formations):
        fixed = idlib_layout.world.formations[f]
        if row.place != NOBODY and fixed.side == 1:
            level = board.sight[row.place].level[Team.DAMASCUS * 7 + fixed.faction]
            seen_by.setdefault(level, (names.formations[f], f, row.place, names.factions[fixed.faction]))
    assert {0, 1, 3} <= set(seen_by)
    for level, (name, f, place, faction) in seen_by.items():
        to = names.place["sarmada"]
        events = read_by(idlib_layout, [(EventKind.MOVED, f, place, to)], "damascus")
        if level == 0:
            assert events == ()
        elif level < 3:
            assert events[0].fields == {"faction": faction, "from": names.places[place], "to": "sarmada"}
            assert name not in events[0].model_dump_json()
        else:
            assert events[0].fields["formation"] == name


def test_levels_follow_the_events_of_the_turn(idlib_layout):
    f = idlib_layout.names.formation["hts_border"]
    here, there = idlib_layout.start.formations[f].place, idlib_layout.names.place["jindires"]
    faction = idlib_layout.world.formations[f].faction
    moved = (EventKind.MOVED, f, here, there)
    assert read_by(idlib_layout, [moved], "moscow") == ()
    sighted = (EventKind.SIGHTED, 1, here, faction, 1)
    assert [e.kind for e in read_by(idlib_layout, [sighted, moved], "moscow")] == ["sighted", "moved"]
    lost = [sighted, (EventKind.LOST_SIGHT, 1, here, faction), moved]
    assert [e.kind for e in read_by(idlib_layout, lost, "moscow")] == ["sighted", "lost_sight"]
    assert read_by(idlib_layout, lost, "damascus") == ()


def test_an_attack_is_public_but_its_column_is_not(idlib_layout):
    place = idlib_layout.names.place["jisr_al_shughur"]
    far = idlib_layout.names.place["afrin"]
    near = read_by(idlib_layout, [(EventKind.ATTACK, place, 0, 130, 2)], "ankara")[0]
    assert near.fields["column"] == 130
    other = read_by(idlib_layout, [(EventKind.ATTACK, far, 0, 130, 2)], "damascus")[0]
    assert other.fields == {"place": "afrin", "faction": "saa", "outcome": "gains"}
    assert "1.30" not in other.sentence
    assert "130" not in other.sentence


def test_who_took_a_place_is_known_by_faction(idlib_layout):
    names = idlib_layout.names
    taken = (EventKind.CAPTURED, names.place["afrin"], 2, 1, names.formation["hts_border"])
    own = read_by(idlib_layout, [taken], "ankara")[0]
    other = read_by(idlib_layout, [taken], "damascus")[0]
    assert own.fields["formation"] == "hts_border"
    assert other.fields == {"place": "afrin", "from": "turkish", "to": "opposition", "faction": "hts"}
    assert "hts_border" not in other.model_dump_json()


def test_causes_are_numbers_of_the_same_seat(midgame):
    for seat in TEAMS:
        events = midgame.view(seat).events
        for event in events:
            assert event.cause == -1 or 0 <= event.cause < event.number
        assert any(event.cause >= 0 for event in events)
