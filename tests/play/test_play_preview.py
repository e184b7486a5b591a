"""Previews: what they compute, and that they compute it from what the team may know (RB 6.6, 8.4)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from wargame.model.orders import OrderSheet
from wargame.play.layout import lay_out
from wargame.play.notation import parse
from wargame.play.preview import band_chances, preview
from wargame.rules.codes import Access, AgreementState, Control, Posture, Scope, Siege, Supply, TermKind
from wargame.rules.surprise import USED_UP
from wargame.rules.tables import NOBODY, copied
from wargame.store.scenario_file import load_scenario


@cache
def idlib():
    path = Path(__file__).resolve().parents[2] / "scenarios" / "idlib_2020.toml"
    return lay_out(load_scenario(path).model_copy(update={"injects": ()}))


def look(team, text, board=None, draft=()):
    board = board or idlib().start
    sheet = OrderSheet(team=team, orders=tuple(parse(idlib(), team, line, board) for line in draft))
    return preview(idlib(), board, team, parse(idlib(), team, text, board), sheet)


def test_outcome_table():
    assert band_chances(idlib(), -400) == (6200, 3500, 300, 0)
    assert band_chances(idlib(), 0) == (2700, 4900, 2100, 300)
    assert band_chances(idlib(), 100) == (1900, 4500, 3000, 600)
    assert band_chances(idlib(), 800) == (0, 500, 3200, 6300)


def test_an_attack_by_its_numbers():
    found = look("damascus", "saa_25_a attack maarat_al_numan")
    assert (found.refused, found.cost, found.capital) == ("", 1, 0)
    body = found.body
    assert body.column == sum(line.cs for line in body.lines)
    assert sum(body.chances) == 10000
    assert body.chances == band_chances(idlib(), body.column)
    steps = (-1200, 700, 3200, 7000)
    mean = sum(p * s for p, s in zip(body.chances, steps, strict=True)) / 10000
    assert abs(body.progress - mean) <= 1
    assert abs(body.days - 10000 * 100 / mean) <= 2
    rate = sum(p * s for p, s in zip(body.chances, (260, 140, 110, 100), strict=True)) / 10000
    assert abs(body.own_loss - 2400 * rate / 10000) <= 1
    assert body.attackers == (2400, 2400)
    assert body.defenders == (1300, 1300)
    assert body.march_days == 0
    assert {line.paragraph for line in body.lines} >= {"12.2", "12.4"}
    assert all(line.label for line in body.lines)


def test_two_formations_from_two_places_have_two_axes():
    one = look("damascus", "saa_25_a attack maarat_al_numan").body
    board = copied(idlib().start)
    board.formations[idlib().names.formation["saa_25_b"]].place = idlib().names.place["surman"]
    two = look("damascus", "saa_25_a saa_25_b attack maarat_al_numan", board).body
    axes = {line.label: line.cs for line in two.lines}
    assert axes["converging axes"] == 50
    assert two.column > one.column
    assert two.attackers[0] == 4600


def ceasefire_between_ankara_and_damascus(board):
    row = next(n for n, a in enumerate(board.agreements) if a.serial == 0)
    deal, term = board.agreements[row], next(t for t in board.terms if t.agreement == NOBODY)
    deal.state, deal.serial, deal.parties, deal.expiry = AgreementState.IN_FORCE, 90, 0b101, NOBODY
    term.agreement, term.kind, term.scope, term.bound = row, TermKind.CEASEFIRE, Scope.EVERYWHERE, 0b101
    term.from_day = term.by_day = NOBODY
    return deal


def test_an_attack_that_breaks_a_ceasefire_shows_its_surprise():
    board, surprise = copied(idlib().start), "surprise"
    plain = look("damascus", "saa_25_a attack maarat_al_numan").body
    deal = ceasefire_between_ankara_and_damascus(board)
    body = look("damascus", "saa_25_a attack maarat_al_numan breach", board).body
    assert {line.label: line.cs for line in body.lines}[surprise] == 100
    assert body.column == plain.column + 100
    deal.expiry = 0  # its last day; the turn that is planned opens on day 0
    assert look("damascus", "saa_25_a attack maarat_al_numan breach", board).body.column == body.column
    deal.expiry, deal.leaves = NOBODY, 0
    assert look("damascus", "saa_25_a attack maarat_al_numan breach", board).body.column == plain.column
    deal.leaves = NOBODY
    board.places[idlib().names.place["maarat_al_numan"]].surprise = USED_UP
    assert look("damascus", "saa_25_a attack maarat_al_numan breach", board).body.column == plain.column


def test_a_hopeless_attack_never_takes_the_place():
    board = copied(idlib().start)
    board.formations[idlib().names.formation["nlf_maarat"]].strength = 6000
    board.formations[idlib().names.formation["saa_25_a"]].strength = 300
    body = look("damascus", "saa_25_a attack maarat_al_numan", board).body
    assert body.days is None
    assert body.progress <= 0


def test_an_undefended_place_is_entered():
    body = look("damascus", "saa_25_b attack khan_al_subul").body
    assert body.chances == (0, 0, 0, 10000)
    assert (body.own_loss, body.enemy_loss) == (0, 0)
    assert body.march_days == 1
    assert body.days == 100


def test_the_preview_adds_the_close_support_of_the_draft():
    text = "saa_25_a attack maarat_al_numan"
    without = look("damascus", text).body.column
    assert look("damascus", text, draft=("air_task cas maarat_al_numan 12",)).body.column == without + 150
    assert look("damascus", text, draft=("air_task cas hish 12",)).body.column == without


HIDDEN = {
    "cohesion": 3100,
    "stock": 0,
    "posture": Posture.FORTIFY,
    "supply": Supply.CUT,
    "dug_days": 5,
    "load": 20000,
}


@pytest.mark.parametrize("column", HIDDEN)
@pytest.mark.parametrize(
    "text", ["saa_25_a attack maarat_al_numan", "saa_4d_aleppo attack khan_tuman", "saa_25_a move surman"]
)
def test_nothing_hidden_of_the_other_side_changes_a_preview(column, text):
    board = copied(idlib().start)
    for f, row in enumerate(board.formations):
        if idlib().world.formations[f].side == 1:
            setattr(row, column, HIDDEN[column])
    assert look("damascus", text, board) == look("damascus", text)


def test_own_cohesion_does_change_it():
    board = copied(idlib().start)
    board.formations[idlib().names.formation["saa_25_a"]].cohesion = 5000
    text = "saa_25_a attack maarat_al_numan"
    assert look("damascus", text, board).body.column < look("damascus", text).body.column


def test_a_preview_writes_nothing():
    board = copied(idlib().start)
    before = copied(board)
    look("damascus", "saa_25_b attack khan_al_subul", board, draft=("air_task cas khan_al_subul 6",))
    look("ankara", "convoy supply op_9", board)
    assert board == before


def test_a_march():
    body = look("damascus", "saa_25_a move hama").body
    assert body.path == ("khan_shaykhun", "murek", "hama")
    assert body.days == 2
    assert body.arrival_day == 1
    assert look("damascus", "saa_25_a move surman").body.days == 1


def test_air_tasks_after_access():
    found = look("moscow", "air_task cas maarat_al_numan 12, strike ariha 6").body
    cas, strike = found.tasks
    assert (cas.effective, cas.shift) == (1200, 150)
    assert (strike.effective, strike.shift) == (600, 0)
    assert (found.available, found.surge) == (36, False)
    board = copied(idlib().start)
    for sector in board.sectors:
        sector.access[0] = Access.RISKY
    assert look("moscow", "air_task cas maarat_al_numan 10", board).body.tasks[0].effective == 600
    assert look("moscow", "air_task cas maarat_al_numan 40").body.surge


def test_convoys_and_posts():
    assert look("ankara", "convoy supply op_1").body.through == 10000
    with_consent = look("ankara", "convoy supply op_9").body
    assert (with_consent.through, with_consent.column) == (10000, None)
    assert with_consent.days >= 2
    board = copied(idlib().start)
    board.posts[idlib().names.post["op_9"]].consent = 0
    forced = look("ankara", "convoy supply op_9", board).body
    assert forced.column == -400
    assert forced.through == 300
    assert look("ankara", "post evacuate op_9").body.through == 7500
    board.posts[idlib().names.post["op_9"]].siege = Siege.OFFER_EXIT
    assert look("ankara", "post evacuate op_9", board).body.through == 10000
    assert look("ankara", "post evacuate op_1").body.through == 10000


def test_a_refused_order_says_why_and_computes_nothing():
    found = look("damascus", "saa_25_a attack idlib")
    assert "march" in found.refused
    assert found.body is None
    held = look("damascus", "saa_25_a posture hold")
    assert (held.cost, held.capital, held.body) == (0, 100, None)


def test_every_legal_attack_can_be_previewed():
    from wargame.play.menu import Menu

    board = copied(idlib().start)
    board.places[idlib().names.place["hish"]].control = Control.TURKISH
    board.tracks[0].rung = 7
    for team in ("damascus", "moscow", "ankara"):
        for order in Menu(idlib(), board, team):
            found = preview(idlib(), board, team, order)
            assert found.refused == ""
            if order.type == "attack":
                assert sum(found.body.chances) == 10000
                assert found.body.march_days < 4
    assert NOBODY == -1


@pytest.mark.parametrize(
    ("team", "line", "note"),
    [
        ("ankara", "offer moscow [ceasefire places saraqib]", "Ceasefire at Saraqib"),
        ("ankara", "offer moscow protocol_2020_03_05", "Corridor along M4"),
        ("ankara", "ultimatum damascus behind_the_posts deadline 9 rung 5", "no troops in the zone"),
        ("ankara", "ladder 4", "rung 4, fire on forces that fired: allows Turkish guns"),
        ("ankara", "external kyiv", "granted with 100 %"),
        ("ankara", "external washington patriot", "granted with 15 %"),
        ("ankara", "libya sna -500", "2800 mbn are away now, 2300 when"),
        ("ankara", "border managed 20000", "a number of people a turn is let in"),
        ("moscow", "steer stop saraqib leverage 5", "leverage now 70 points, of which 5 are spent"),
    ],
)
def test_politics_is_previewed_in_words(team, line, note):
    found = look(team, line)
    assert found.refused == ""
    assert note in " ".join(found.notes)


def test_free_guns_tell_their_price():
    board = copied(idlib().start)
    board.tracks[0].rung = 5
    notes = look("ankara", "roe artillery free", board).notes
    assert notes[1] == "each takes 0.5 days of its stock and adds 0.15 to tension a day"
    assert look("ankara", "roe ground free", board).notes == ()
