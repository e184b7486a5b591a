"""RB 18.6, 17.8, 5.13: fighters sent to Libya and called back, and what their absence costs."""

from __future__ import annotations

import pytest

from wargame.rules.arithmetic import scaled
from wargame.rules.codes import EventKind, PendingKind, Refusal
from wargame.rules.legal import refusal
from wargame.rules.libya import away, carry_fighters, keep_away, replacement_rate, spare_men
from wargame.rules.pending import run_pending

NLF, SNA, HTS, SAA = 4, 6, 5, 0


@pytest.fixture
def men(table):
    """Two formations of sna, at home in Afrin and in Azaz; 1000 mbn in Libya."""
    table.fact("nlf_ahrar").faction = SNA
    table.board.factions[NLF].in_libya, table.board.factions[SNA].in_libya = 0, 1000
    names = [
        n for n, f in zip(table.names.formations, table.world.formations, strict=True) if f.faction == SNA
    ]
    names.sort(key=lambda name: name == "nlf_ahrar")
    table.rows = [table.put(n, p, s) for n, p, s in zip(names, ("afrin", "azaz"), (1500, 700), strict=True)]
    table.names_of_sna = names
    return table


def order(table, line: str, day: int = 3) -> None:
    carry_fighters(table.world, table.board, [table.order("ankara", line)], day, table.facts)


def test_the_scenario_starts_with_four_thousand_on_the_books(table):
    assert [f.in_libya for f in table.board.factions] == [0, 0, 0, 0, 1200, 0, 2800]
    assert away(table.board) == table.world.params.libya_full


def test_every_formation_gives_its_share_and_keeps_the_least(men):
    spare = [r.strength - 100 for r in men.rows]
    order(men, "libya sna +500")
    left = [r.strength for r in men.rows]
    assert sum(left) == 2200 - 500
    assert left[0] == 1500 - round(500 * spare[0] / sum(spare))
    assert men.board.factions[SNA].in_libya == 1500
    assert men.told(EventKind.LIBYA_CHANGED) == [(SNA, 500, 1500, -1)]


def test_those_called_back_are_home_two_turns_later(men):
    before = [r.strength for r in men.rows]
    order(men, "libya sna -400", day=3)
    assert men.told(EventKind.LIBYA_CHANGED) == [(SNA, -400, 600, 9)]
    assert [r.strength for r in men.rows] == before
    for day in range(4, 9):
        run_pending(men.world, men.board, day, men.facts)
    assert [r.strength for r in men.rows] == before
    run_pending(men.world, men.board, 9, men.facts)
    assert men.rows[0].strength == before[0] + 400  # at home in Afrin
    assert men.told(EventKind.ARRIVED) == [(men.f(men.names_of_sna[0]), men.p("afrin"), 400, 0)]
    assert all(row.kind == PendingKind.NONE for row in men.board.pending)


def test_who_finds_no_room_waits_a_turn(men):
    room = [men.fact(n).establishment for n in men.names_of_sna]
    for row, most in zip(men.rows, room, strict=True):
        row.strength = most
    men.rows[1].strength -= 100
    order(men, "libya sna -300", day=0)
    run_pending(men.world, men.board, 6, men.facts)
    assert [r.strength for r in men.rows] == room
    waiting = [(r.day, r.amount) for r in men.board.pending if r.kind == PendingKind.FIGHTERS]
    assert waiting == [(9, 200)]


@pytest.mark.parametrize(("kept", "rate"), [(0, 40), (1000, 36), (4000, 24), (9000, 4), (12000, 0)])
def test_replacements_fall_with_the_men_away(table, kept, rate):
    table.board.factions[NLF].in_libya, table.board.factions[SNA].in_libya = kept - kept // 2, kept // 2
    found = [replacement_rate(table.world, table.board, f) for f in (NLF, SNA, HTS, SAA)]
    assert found == [rate, rate, 40, 20]
    assert rate == scaled(40, max(0, 10000 - kept))


def test_the_mean_counts_days(men):
    for _ in range(3):
        keep_away(men.board)
    assert men.board.tracks[0].libya_mean == 3000


@pytest.mark.parametrize(
    ("team", "line", "code"),
    [
        ("ankara", "libya sna +1000", 0),
        ("ankara", "libya sna -1000", 0),
        ("ankara", "libya nlf +100", Refusal.TOO_FEW_MEN),
        ("ankara", "libya nlf -100", Refusal.TOO_FEW_FIGHTERS),
        ("moscow", "libya sna +100", Refusal.NOT_FOR_TEAM),
    ],
)
def test_men_or_fighters_must_suffice(men, team, line, code):
    assert refusal(men.world, men.board, men.order(team, line)) == code


def test_other_numbers_and_factions_are_refused(men):
    row = men.order("ankara", "libya sna +100")
    for subject, amount, code in (
        (HTS, 100, Refusal.NO_FIGHTERS_THERE),
        (SNA, 0, Refusal.WRONG_FIGHTERS),
        (SNA, 150, Refusal.WRONG_FIGHTERS),
        (SNA, 1100, Refusal.WRONG_FIGHTERS),
    ):
        row.subject, row.amount = subject, amount
        assert refusal(men.world, men.board, row) == code
    men.board.factions[SNA].in_libya = 9000
    for later in men.board.pending:
        later.kind, later.day = PendingKind.SHELTER, 99
    row.amount = -100
    assert refusal(men.world, men.board, row) == Refusal.NOTHING_MORE_LATER


def test_what_can_be_sent_leaves_the_least_in_each(men):
    assert spare_men(men.world, men.board, SNA) == 1400 + 600
