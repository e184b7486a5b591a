"""T-PHASE: every operation in every phase by every role is let in or refused exactly as the table says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from host_samples import Table, run

from wargame.host import operations
from wargame.host.faces import Policies, RulingAsked
from wargame.host.operations import COMMANDS, OPERATIONS, PHASES, ROLES, allowed, roles_of
from wargame.host.white_acts import HANDLERS
from wargame.host.wire import Challenge, Chat, Fac, FacArgs, Note, Query, Ready, Receipt, Rfi, Submit, Talk
from wargame.model.exercise import AdHocInject
from wargame.model.orders_politics import Offer, TermForm

CEASEFIRE = TermForm(type="ceasefire")
RULING = RulingAsked(day=1, effects=({"add": "tension", "by": 1},))
INJECT = AdHocInject(id="made_up", title="Made up", body="Text", audience=("all",))

ARGUMENTS = {
    "policies": {"policies": Policies()},
    "assign": {"pid": "0" * 16, "role": "member"},
    "kick": {"pid": "0" * 16},
    "lock": {"seat": "moscow", "on": True},
    "rotate_pin": {"seat": "moscow"},
    "seat": {"seat": "moscow", "bot": "historical"},
    "clock": {"seconds": 60},
    "extend": {"seconds": 60},
    "reopen": {"seat": "moscow"},
    "submit_for": {"seat": "moscow", "orders": ()},
    "release": {"item": "no_such_inject"},
    "write_inject": {"inject": INJECT},
    "hold": {"item": "no_such_inject", "on": True},
    "skip": {"item": "no_such_inject", "on": True},
    "retime": {"item": "no_such_inject", "text": "turn 5"},
    "edit_inject": {"item": "no_such_inject", "text": "Other words"},
    "correct": {"item": "no_such_inject", "text": "Not so"},
    "override": {"ruling": RULING},
    "withdraw_override": {"item": "none"},
    "claim_rfi": {"item": "none"},
    "draft_rfi": {"item": "none", "text": "x"},
    "observe": {"text": "Well asked #negotiation @ankara +"},
    "branch": {"item": "branch", "turn": 0},
    "answer_rfi": {"item": "none", "verdict": "released"},
    "decide_challenge": {"item": "none", "verdict": "noted"},
    "channel": {"item": "all", "on": True},
    "broadcast": {"text": "hello"},
    "emergency": {"text": "fire"},
    "copy": {"item": "copy"},
}
REACHED = ("not_visible", "rule", "bad_message", "wrong_phase")
"""Codes of an operation that was let in and then found nothing to act on."""


def command(name, cid):
    made = {
        "submit": lambda: Submit(cid=cid, turn=1, rev=0, orders=()),
        "seal": lambda: Ready(cid=cid, turn=1, on=True),
        "talk": lambda: Talk(cid=cid, turn=1, order=Offer(to=("moscow",), terms=(CEASEFIRE,))),
        "chat": lambda: Chat(cid=cid, channel="team", text="x"),
        "rfi": lambda: Rfi(cid=cid, text="x"),
        "challenge": lambda: Challenge(cid=cid, turn=0, event=1, ground="x"),
        "note": lambda: Note(cid=cid, note_id="x", text="x"),
        "receipt": lambda: Receipt(cid=cid, item="x"),
        "query": lambda: Query(cid=cid, what="notes"),
    }
    if name in made:
        return made[name]()
    return Fac(cid=cid, op=name, args=FacArgs(**ARGUMENTS.get(name, {})))


def seat_of(role):
    return {"leader": "ankara", "member": "ankara", "observer": "observer", "wall": "observer"}.get(
        role, "white"
    )


def test_the_table_and_the_handlers_are_the_same_list():
    assert set(HANDLERS) == set(OPERATIONS)
    assert not set(COMMANDS) & set(OPERATIONS)
    for row in (*COMMANDS.values(), *OPERATIONS.values()):
        assert row.roles <= set(ROLES)
        assert row.phases <= set(PHASES)
        assert "adjudicating" not in row.phases
        assert row.told
    assert set(FacArgs.model_fields) >= {name for row in OPERATIONS.values() for name in row.needs}


def test_no_permission_of_the_white_cell_reaches_a_team():
    for name, row in OPERATIONS.items():
        assert row.roles <= set(operations.WHITE_ROLES), name


@pytest.mark.parametrize("role", ROLES)
def test_every_operation_in_every_phase(role):
    async def walk():
        table = Table()
        await table.all_sit()
        await table.sit("observer")
        host, seat = table.host, seat_of(role)
        member = table.members[seat]
        for phase in PHASES:
            for name in (*COMMANDS, *OPERATIONS):
                host.state.members[member.pid] = replace(member, role=role)
                host.state.phase, host.state.came_from = phase, "planning"
                host.state.locked.clear()
                told = allowed(name, role, phase)
                before = len(table.inner.entries())
                adjudicated = host.session.turn
                message = command(name, table.cid())
                given = None
                try:
                    given = host.carry_out(host.state.members[member.pid], message)
                finally:
                    table.journal.take()
                if told == "ok":
                    assert given.t == "ack" or given.code in REACHED, (name, phase, given)
                    if given.t == "nack":
                        assert given.detail not in ("your role may not do this", f"not in {phase}")
                else:
                    assert given.t == "nack", (name, phase)
                    assert given.code == told, (name, phase, given)
                    assert len(table.inner.entries()) == before
                    assert host.session.turn == adjudicated

    run(walk())


def test_roles_belong_to_seats():
    assert roles_of("white") == operations.WHITE_ROLES
    assert roles_of("moscow")[0] == "leader"
    assert roles_of("observer") == operations.WATCHERS


def test_a_member_drafts_and_only_a_leader_seals():
    async def play():
        table = Table()
        await table.all_sit()
        await table.sit("moscow", name="second")
        await table.fac("start")
        assert table.members["second"].role == "member"
        assert (await table.do("second", Submit(cid=table.cid(), turn=1, rev=0, orders=()))).t == "ack"
        refused = await table.do("second", Submit(cid=table.cid(), turn=1, rev=1, orders=(), final=True))
        assert refused.code == "forbidden"
        assert (await table.do("second", Ready(cid=table.cid(), turn=1, on=True))).code == "forbidden"
        assert (await table.do("second", Chat(cid=table.cid(), channel="all", text="x"))).code == "forbidden"
        pid = table.members["second"].pid
        assert (await table.fac("assign", pid=pid, role="leader")).t == "ack"
        assert (await table.do("second", Ready(cid=table.cid(), turn=1, on=True))).t == "ack"
        assert (await table.fac("assign", pid=pid, role="umpire")).code == "bad_message"

    run(play())


def test_somebody_must_facilitate():
    async def play():
        table = Table()
        await table.all_sit()
        pid = table.members["white"].pid
        assert (await table.fac("assign", pid=pid, role="evaluator")).code == "forbidden"
        await table.sit("white", name="Second")
        assert table.members["Second"].role == "facilitator"  # two lead with the same powers
        assert (await table.fac("assign", pid=pid, role="evaluator")).t == "ack"
        assert (await table.fac("start")).code == "forbidden"
        assert (await table.fac("start", who="Second")).t == "ack"

    run(play())


def test_a_locked_seat_neither_acts_nor_takes_newcomers():
    async def play():
        table = Table()
        await table.all_sit()
        await table.fac("start")
        await table.fac("lock", seat="moscow", on=True)
        assert (await table.do("moscow", Ready(cid=table.cid(), turn=1, on=True))).code == "seat_locked"
        from wargame.host.wire import Hello

        bye = await table.host.admit(Hello(pin=table.keys.pins["moscow"], name="late"))
        assert bye.code == "locked"
        await table.fac("lock", seat="moscow", on=False)
        assert (await table.do("moscow", Ready(cid=table.cid(), turn=1, on=True))).t == "ack"
        assert (await table.fac("lock", seat="white", on=True)).code == "bad_message"

    run(play())
