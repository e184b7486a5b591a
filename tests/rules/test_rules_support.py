"""RB 17.3, 17.5, 17.6: what proxies are given, and how far they obey in the end."""

from __future__ import annotations

import pytest

from wargame.rules.arithmetic import scaled
from wargame.rules.codes import (
    AgreementState,
    Cause,
    EventKind,
    Outcome,
    ReasonKind,
    Refusal,
    SupportKind,
    Task,
    TermKind,
)
from wargame.rules.legal import cost, price, refusal
from wargame.rules.proxies import run_proxies
from wargame.rules.support import (
    anti_tank,
    carry_support,
    close_turn_of_proxies,
    open_turn_of_proxies,
)

NLF, SNA, HTS, IRAN = 4, 6, 5, 1


def give(table, *lines: str, day: int = 3) -> None:
    table.board.tracks[0].day = day
    orders = [table.order("damascus" if "iran" in line else "ankara", line) for line in lines]
    carry_support(table.world, table.board, orders, day, table.facts, table.log)


@pytest.mark.parametrize("kind", ["ammo", "pay", "atgm", "manpads"])
@pytest.mark.parametrize("amount", [1, 3])
def test_every_amount_raises_control(table, kind, amount):
    table.put("nlf_sham_a", "ariha", 2000)
    table.board.factions[NLF].control = 6000
    give(table, f"support nlf {kind} {amount}")
    assert table.board.factions[NLF].control == 6000 + 100 * amount
    assert table.board.factions[NLF].supported == amount
    code = SupportKind[kind.upper()]
    assert table.told(EventKind.SUPPORT_GIVEN)[0] == (NLF, code, amount, 0)
    assert table.noted(ReasonKind.CONTROL, NLF)[0][1:3] == (Cause.SUPPORT, 100 * amount)


def test_control_ends_at_full(table):
    table.board.factions[NLF].control = 9950
    give(table, "support nlf pay 3")
    assert table.board.factions[NLF].control == 10000


def test_ammunition_reaches_the_formations_of_the_proxy_alone(table):
    own = table.put("nlf_sham_a", "ariha", 2000, stock=250)
    full = table.put("nlf_sham_b", "sarmin", 1500, stock=450)
    other = table.put("hts_east", "afes", 900, stock=250)
    give(table, "support nlf ammo 2")
    assert (own.stock, full.stock, other.stock) == (450, 500, 250)


def test_missiles_go_to_the_strongest_without_and_raise_tension(table):
    rows = [
        table.put(f, "ariha", n) for f, n in (("nlf_sham_a", 900), ("nlf_sham_b", 2000), ("nlf_ahrar", 1500))
    ]
    tension = table.board.tracks[0].tension
    give(table, "support nlf manpads 2")
    assert [r.manpads for r in rows] == [0, 1, 1]
    assert table.board.tracks[0].tension == tension + 1200
    give(table, "support nlf manpads 1")
    assert [r.manpads for r in rows] == [1, 1, 1]


def test_anti_tank_weapons_tell_for_a_turn_an_amount(table):
    give(table, "support nlf atgm 2", day=3)
    days = []
    for day in range(3, 12):
        table.board.tracks[0].day = day
        days.append(anti_tank(table.board, NLF))
    assert days == [True] * 6 + [False] * 3
    assert not anti_tank(table.board, HTS)
    give(table, "support nlf atgm 1", day=6)
    assert table.board.factions[NLF].atgm_until == 11


def test_government_attackers_lose_more_where_they_stand(table):
    lost = []
    for until in (-1, 7):
        table.board.factions[NLF].atgm_until = until
        table.board.tracks[0].day = 7
        table.put("nlf_saraqib", "saraqib", 2000)
        table.put("saa_25_a", "khan_al_subul", 6000)
        table.place("saraqib", bar=0)
        table.place("khan_al_subul", control=0)
        table.attack("saa_25_a", "saraqib")
        target = [-1] * len(table.board.formations)
        target[table.f("saa_25_a")] = table.p("saraqib")
        gone, shaken, used = ([0] * len(target) for _ in range(3))
        table.battle("saraqib", target, (gone, shaken, used), 5, 7)
        lost.append(gone[table.f("saa_25_a")])
        outcome = table.told(EventKind.ATTACK)[-1][3]
    rate = table.world.attacker_loss[outcome]
    assert lost == [scaled(6000, rate), scaled(6000, rate + 20)]


def test_sna_wants_pay_or_ammunition_once_in_two_turns(table):
    state = table.board.factions[SNA]
    unpaid = []
    for turn in range(4):
        open_turn_of_proxies(table.world, table.board)
        if turn == 2:
            give(table, "support sna pay 1")
        unpaid.append(state.unpaid)
    assert unpaid == [1, 2, 0, 1]
    for given, obeys in ((2, False), (1, True)):
        state.unpaid, state.control, state.task[0], state.task_place[0] = (
            given,
            9900,
            Task.HOLD,
            table.p("azaz"),
        )
        state.inducement[0] = 3
        table.log.rows.clear()
        run_proxies(table.world, table.board, 7, 3, table.facts, table.log)
        assert (table.noted(ReasonKind.OBEY, SNA)[0][1] > 0) is obeys
    # others do not wait for pay
    table.board.factions[NLF].unpaid, table.board.factions[NLF].task[0] = 9, Task.HOLD
    table.board.factions[NLF].task_place[0] = table.p("ariha")
    run_proxies(table.world, table.board, 7, 3, table.facts, table.log)
    assert table.noted(ReasonKind.OBEY, NLF)[0][1] > 5000


def drift(table, faction: int) -> int:
    before = table.board.factions[faction].control
    close_turn_of_proxies(table.world, table.board, table.facts, table.log)
    return table.board.factions[faction].control - before


def test_the_unpaid_obey_less(table):
    table.board.factions[SNA].unpaid = 1
    assert drift(table, SNA) == 0
    table.board.factions[SNA].unpaid = 2
    assert drift(table, SNA) == -300
    table.board.factions[NLF].unpaid = 5
    assert drift(table, NLF) == 0


@pytest.mark.parametrize(
    ("task", "control", "obeyed", "supported", "change"),
    [
        (Task.HOLD, 0, 1, 0, -300),
        (Task.HOLD, 0, 1, 2, 0),
        (Task.HOLD, 0, 0, 0, 0),
        (Task.HOLD, 1, 1, 0, 0),
        (Task.ATTACK, 0, 1, 0, -300),
        (Task.WITHDRAW, 0, 1, 0, 0),
    ],
)
def test_a_proxy_left_alone_with_a_task_that_failed(table, task, control, obeyed, supported, change):
    table.place("ariha", control=control)
    state = table.board.factions[NLF]
    state.task[0], state.task_place[0], state.obeyed[0] = task, table.p("ariha"), obeyed
    state.supported = supported
    assert drift(table, NLF) == change


def test_who_is_held_back_while_winning(table):
    row = (3, 9, int(EventKind.ATTACK), table.p("saraqib"), NLF, 100, int(Outcome.GAINS), -1)
    state = table.board.factions[NLF]
    state.task[1] = Task.WITHDRAW
    assert drift(table, NLF) == 0
    table.facts.rows.append(row)
    assert drift(table, NLF) == -200
    assert drift(table, HTS) == 0
    state.task[1] = Task.NONE
    assert drift(table, NLF) == 0


@pytest.mark.parametrize(("excluded", "change"), [(0, -200), (1 << NLF, 0)])
def test_a_ceasefire_of_the_patron_holds_it_back(table, excluded, change):
    row = (3, 9, int(EventKind.ATTACK), table.p("saraqib"), NLF, 100, int(Outcome.BREAKTHROUGH), -1)
    table.facts.rows.append(row)
    free = next(i for i, a in enumerate(table.board.agreements) if a.state == 0)
    table.board.agreements[free].state, table.board.agreements[free].proposer = AgreementState.IN_FORCE, 0
    term = next(t for t in table.board.terms if t.agreement < 0)
    term.agreement, term.kind, term.bound, term.excluded = free, int(TermKind.CEASEFIRE), 3, excluded
    assert drift(table, NLF) == change


@pytest.mark.parametrize(
    ("team", "line", "rung", "code"),
    [
        ("ankara", "support nlf ammo 2", 2, 0),
        ("ankara", "support hts pay 1", 2, 0),
        ("damascus", "support iran_backed ammo 1", 2, 0),
        ("damascus", "support nlf ammo 1", 2, Refusal.NOT_ITS_PATRON),
        ("ankara", "support iran_backed pay 1", 2, Refusal.NOT_ITS_PATRON),
        ("ankara", "support turkey pay 1", 2, Refusal.NOT_ITS_PATRON),
        ("damascus", "support iran_backed atgm 1", 5, Refusal.NOT_FOR_TEAM),
        ("ankara", "support nlf atgm 1", 4, 0),
        ("ankara", "support nlf manpads 3", 4, 0),
    ],
)
def test_who_supports_whom(table, team, line, rung, code):
    table.board.tracks[0].rung = rung
    order = table.order(team, line)
    assert refusal(table.world, table.board, order) == code
    assert cost(order) == 1
    if code == 0:
        assert price(table.world, table.board, order) == 100 * order.amount


def test_weapons_below_their_rung_need_the_climb(table):
    table.board.tracks[0].rung, table.board.teams[0].pc = 2, 0
    assert (
        refusal(table.world, table.board, table.order("ankara", "support nlf atgm 1")) == Refusal.RUNG_TOO_LOW
    )
