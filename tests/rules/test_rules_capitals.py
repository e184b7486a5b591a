"""Capitals that answer, levers of the economy, and what comes later (RB 5.13, 18.2-18.4)."""

from __future__ import annotations

import pytest

from wargame.rules import capitals
from wargame.rules.capitals import (
    answers,
    border_sector,
    camp_site,
    carry_external,
    chance_of,
    price_of,
    reward_signatories,
)
from wargame.rules.codes import (
    Ask,
    Capital,
    Direction,
    EventKind,
    Faction,
    Lever,
    OrderKind,
    PendingKind,
    ReasonKind,
    Refusal,
    Team,
    TermKind,
)
from wargame.rules.economy import carry_economy, close_economy
from wargame.rules.legal import refusal
from wargame.rules.log import tell
from wargame.rules.orders import blank
from wargame.rules.pending import run_pending


def ask(team, capital, what=Ask.BACKING, number=1):
    row = blank(team, number, OrderKind.EXTERNAL, 5)
    row.subject, row.mode = capital, what
    return row


def call(table, monkeypatch, u, *orders, day=6):
    monkeypatch.setattr(capitals, "draw", lambda *_: u)
    table.board.tracks[0].day = table.facts.head[0] = day
    carry_external(table.world, table.board, list(orders), 7, day, table.facts, table.log)
    return [row[2] for row in table.told(EventKind.CAPITAL_ANSWERED)]


def pending(table):
    return [(r.kind, r.day, r.entity, r.amount) for r in table.board.pending if r.kind != PendingKind.NONE]


def test_who_is_heard_with_what():
    heard = {
        (team.name[0], capital.name, what.name)
        for team in Team
        for capital in Capital
        for what in Ask
        if answers(team, capital, what)
    }
    assert heard == {
        ("A", "KYIV", "BACKING"), ("A", "WASHINGTON", "BACKING"), ("A", "WASHINGTON", "PATRIOT"),
        ("A", "LONDON", "BACKING"), ("A", "NATO", "BACKING"), ("A", "EU", "MONEY"), ("A", "EU", "CAMPS"),
        ("M", "EU", "BACKING"), ("A", "BERLIN_PARIS", "BACKING"), ("M", "BERLIN_PARIS", "BACKING"),
        ("D", "TEHRAN", "BACKING"), ("A", "UNSC", "BACKING"), ("M", "UNSC", "BACKING"),
        ("D", "UNSC", "BACKING"),
    }  # fmt: skip
    assert [price_of(c) for c in Capital] == [100, 200, 100, 100, 100, 100, 100, 100]


@pytest.mark.parametrize(
    ("capital", "what", "chance"),
    [
        (Capital.KYIV, 0, 10000), (Capital.WASHINGTON, 0, 7500), (Capital.WASHINGTON, Ask.PATRIOT, 1500),
        (Capital.LONDON, 0, 7500), (Capital.NATO, 0, 0), (Capital.EU, Ask.MONEY, 6250),
        (Capital.BERLIN_PARIS, 0, 6000), (Capital.UNSC, 0, 0),
    ],
)  # fmt: skip
def test_the_chance_of_each(table, monkeypatch, capital, what, chance):
    assert chance_of(table.board, Team.ANKARA, capital, what) == chance
    if 0 < chance < 10000:
        assert call(table, monkeypatch, chance - 1, ask(Team.ANKARA, capital, what)) == [1]
        table.facts.rows.clear()
        assert call(table, monkeypatch, chance, ask(Team.ANKARA, capital, what)) == [0]
        assert table.noted(ReasonKind.CAPITAL_P)[-1] == (capital, chance, chance, 0)


def test_nato_counts_twenty_dead_and_lends_cause_for_two_turns(table, monkeypatch):
    team = table.board.teams[Team.ANKARA]
    team.dead = 19
    assert call(table, monkeypatch, 0, ask(Team.ANKARA, Capital.NATO)) == [0]
    team.dead = 20
    assert call(table, monkeypatch, 9999, ask(Team.ANKARA, Capital.NATO))[-1] == 1
    assert (table.board.tracks[0].nato, team.bonus, team.bonus_until) == (4300, 500, 11)


def test_kyiv_is_dear_in_trust(table, monkeypatch):
    call(table, monkeypatch, 9999, ask(Team.ANKARA, Capital.KYIV))
    tracks = table.board.tracks[0]
    assert (tracks.trust, tracks.tension, table.board.teams[0].standing) == (3500, 2900, 5200)


def test_air_defence_comes_after_three_turns(table, monkeypatch):
    call(table, monkeypatch, 1499, ask(Team.ANKARA, Capital.WASHINGTON, Ask.PATRIOT))
    border = border_sector(table.world)
    assert border == table.names.sector["border"]
    assert pending(table) == [(PendingKind.AIR_DEFENCE, 15, border, 200)]
    before = table.board.sectors[border].ad[1]
    run_pending(table.world, table.board, 14, table.facts)
    assert table.board.sectors[border].ad[1] == before
    run_pending(table.world, table.board, 15, table.facts)
    assert table.board.sectors[border].ad[1] == table.board.sectors[border].ad_full[1] == before + 200
    assert pending(table) == []


def test_the_union_pays_or_builds_for_ankara_and_turns_away_before_moscow(table, monkeypatch):
    team, tracks = table.board.teams[Team.ANKARA], table.board.tracks[0]
    team.pc = 1900
    table.place("atmeh", hosted=9000)
    call(
        table,
        monkeypatch,
        0,
        ask(0, Capital.EU, Ask.MONEY),
        ask(1, Capital.EU),
        ask(0, Capital.EU, Ask.CAMPS),
    )
    assert (team.pc, tracks.eu) == (2000, 4200)
    assert camp_site(table.world, table.board) == table.p("atmeh")
    assert pending(table) == [(PendingKind.SHELTER, 9, table.p("atmeh"), 1000)]
    run_pending(table.world, table.board, 9, table.facts)
    assert table.place("atmeh").built == 1000


def test_tehran_sends_a_thousand_in_all(table, monkeypatch):
    request = ask(Team.DAMASCUS, Capital.TEHRAN)
    home = table.world.factions[Faction.IRAN_BACKED].home
    for day in (6, 9, 12):
        call(table, monkeypatch, 6999, request, day=day)
    assert pending(table) == [(PendingKind.TEHRAN, 12, home, 500), (PendingKind.TEHRAN, 15, home, 500)]
    assert table.board.tracks[0].tehran == 1000
    assert Refusal(refusal(table.world, table.board, request)).name == "NOTHING_LEFT"
    table.board.tracks[0].tehran = 500
    assert refusal(table.world, table.board, request) == 0
    militia = next(
        f for f, row in enumerate(table.world.formations)
        if row.faction == Faction.IRAN_BACKED and row.home == home
    )  # fmt: skip
    row = table.board.formations[militia]
    row.place, row.strength = home, 100
    run_pending(table.world, table.board, 12, table.facts)
    assert row.strength == 600


def test_a_veto_is_held_against_moscow_only_when_ankara_asks(table, monkeypatch):
    standing = [team.standing for team in table.board.teams]
    assert call(table, monkeypatch, 0, ask(1, Capital.UNSC), ask(2, Capital.UNSC)) == [0, 0]
    assert [team.standing for team in table.board.teams] == standing
    call(table, monkeypatch, 0, ask(0, Capital.UNSC))
    assert table.board.teams[Team.MOSCOW].standing == standing[1] - 200


def test_what_berlin_and_paris_prepare_is_worth_a_point_to_every_signatory_once(table, monkeypatch):
    call(table, monkeypatch, 0, ask(0, Capital.BERLIN_PARIS))
    assert table.board.tracks[0].cheap_deal == 7
    before = [team.pc for team in table.board.teams]
    tell(table.facts, EventKind.AGREEMENT_STARTED, 4, 3, 0, TermKind.CORRIDOR, -1)
    reward_signatories(table.board, 6, table.facts)
    assert [team.pc for team in table.board.teams] == before
    tell(table.facts, EventKind.AGREEMENT_STARTED, 5, 3, 0, TermKind.CEASEFIRE, -1)
    for _ in range(2):
        reward_signatories(table.board, 6, table.facts)
    assert [team.pc - old for team, old in zip(table.board.teams, before, strict=True)] == [100, 100, 0]


def test_who_asks_the_wrong_capital(table):
    assert refusal(table.world, table.board, ask(1, Capital.KYIV)) == Refusal.WRONG_CAPITAL
    assert refusal(table.world, table.board, ask(0, Capital.LONDON, Ask.MONEY)) == Refusal.WRONG_CAPITAL
    assert refusal(table.world, table.board, ask(0, 8)) == Refusal.INCOMPLETE


def move(team, lever, direction):
    row = blank(team, 1, OrderKind.ECONOMY, 5)
    row.subject, row.mode = lever, direction
    return row


def test_levers(table):
    tracks = table.board.tracks[0]
    orders = [move(0, Lever.GAS, Direction.TIGHTEN), move(1, Lever.TRADE, Direction.TIGHTEN)]
    carry_economy(table.board, [*orders, move(1, Lever.TOURISM, Direction.RELAX)], table.facts, table.log)
    assert (tracks.ties, tracks.tension) == (7000 - 1000 + 300, 2400)
    assert (tracks.lever, tracks.lever_moscow) == ([0, 1, 0, 0], [2, 0, 1, 0])
    assert refusal(table.world, table.board, orders[0]) == Refusal.ALREADY_SO
    assert refusal(table.world, table.board, move(0, Lever.GAS, Direction.RELAX)) == 0
    assert refusal(table.world, table.board, move(2, Lever.GAS, Direction.RELAX)) == Refusal.NOT_FOR_TEAM
    for _ in range(2):
        close_economy(table.world, table.board, table.log)
    assert [team.domestic for team in table.board.teams] == [6000 - 300, 6500 - 300, 5500]


@pytest.mark.parametrize(("rung", "ties"), [(3, 7000), (4, 6900), (8, 6500)])
def test_a_high_rung_wears_ties_down(table, rung, ties):
    table.board.tracks[0].rung = rung
    close_economy(table.world, table.board, table.log)
    assert table.board.tracks[0].ties == ties
