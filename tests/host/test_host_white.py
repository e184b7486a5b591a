"""The desks of the white cell at a host: what each does, to whom it shows, and that a restart knows it."""

from __future__ import annotations

import json
from functools import partial

import host_samples
import pytest
from host_samples import SCENARIO, TEAMS, Table, run
from test_host_fog import bytes_of
from wire_samples import Listening, fac, until

from wargame import opening
from wargame.bots import STYLES
from wargame.commands import beside
from wargame.commands.verify import resolve
from wargame.host.faces import Policies, RulingAsked
from wargame.host.link import Refusal
from wargame.host.wire import Challenge, Rfi, Submit
from wargame.store.save import open_save, read_save
from wargame.store.verify import verify

OFFICERS = "officers_aleppo"
"""Scheduled for turn 2 day 3, for Moscow."""
STARTED = "start_of_exercise"
WHITE = "white white person"
"""What the facilitator is called: nobody may pose as the white cell without its seat before the name."""
TENSE = RulingAsked(day=2, effects=({"add": "tension", "by": 20},))


async def started(journal=None, **policies):
    table = Table(journal)
    await table.all_sit()
    await table.fac("policies", policies=Policies(close="white", **policies))
    await table.fac("start")
    return table


async def play_turn(table, turn=1):
    """The bots' orders for every team, and the close of planning."""
    for team in TEAMS:
        orders = table.session._bot_sheet(team, STYLES["historical"]).orders
        given = await table.do(team, Submit(cid=table.cid(), turn=turn, rev=0, orders=orders, final=True))
        assert given.t == "ack", given
    await table.fac("close_planning")


def state(table, inject):
    return next(i for i in table.boxes["white"].read("turn")[-1].view.injects if i.id == inject).state


def last(table):
    return table.inner.entries()[-1]


def as_restarted(table):
    """What a host that is started anew from the same journal knows."""
    again = Table(table.inner, time=table.time, keys=table.keys)
    assert again.host.state == table.host.state
    assert again.session.digest == table.session.digest
    for seat in (*TEAMS, "white"):
        assert again.session.view(seat) == table.session.view(seat)
    return again


# ---- injects ----


def test_injects_are_held_skipped_retimed_and_rewritten_with_actor_and_reason():
    async def play():
        table = await started()
        assert (await table.fac("hold", "too early", item=OFFICERS, on=True)).t == "ack"
        assert state(table, OFFICERS) == "held"
        assert (last(table).actor, last(table).payload["reason"]) == (WHITE, "too early")
        assert last(table).audience == 8
        assert (await table.fac("hold", item=OFFICERS, on=True)).code == "wrong_phase"
        assert (await table.fac("hold", item=OFFICERS, on=False)).t == "ack"
        assert (await table.fac("skip", item=OFFICERS, on=True)).t == "ack"
        assert state(table, OFFICERS) == "skipped"
        assert (await table.fac("release", item=OFFICERS)).code == "wrong_phase"
        assert (await table.fac("skip", item=OFFICERS, on=False)).t == "ack"
        assert (await table.fac("retime", item=OFFICERS, text="turn 2 day 1")).t == "ack"
        assert (await table.fac("retime", item=OFFICERS, text="next week")).code == "rule"
        assert (await table.fac("edit_inject", item=OFFICERS, title="New", text="Quite new")).t == "ack"
        assert (await table.fac("edit_inject", item=OFFICERS)).code == "rule"
        assert (await table.fac("edit_inject", item="no_such", text="x")).code == "not_visible"
        as_restarted(table)
        await play_turn(table)
        await play_turn(table, 2)
        read = [i for i in table.boxes["moscow"].read("turn")[-1].view.injects if i.id == OFFICERS]
        assert [(i.title, i.body, i.day) for i in read] == [("New", "Quite new", 3)]
        as_restarted(table)

    run(play())


@pytest.mark.parametrize("op", ["hold", "skip", "retime", "edit_inject"])
def test_the_list_may_be_changed_from_the_lobby_to_the_review_and_not_after_the_end(op):
    arguments = {"hold": {"on": True}, "skip": {"on": True}, "retime": {"text": "turn 9"}}
    given = {"item": OFFICERS, **arguments.get(op, {"text": "Other words"})}

    async def play():
        table = Table()
        await table.all_sit()
        assert (await table.fac(op, **given)).t == "ack"  # in the lobby
        await table.fac("policies", policies=Policies(close="white", hold_results=True, review=True))
        given["item"] = "missiles_on_shoulders"
        await table.fac("start")
        await play_turn(table)
        for phase, leave in (("white_review", "publish"), ("review", "pause"), ("paused", "end")):
            assert table.host.state.phase == phase
            assert (await table.fac(op, **given)).t == "ack"
            if op in ("hold", "skip"):
                await table.fac(op, **{**given, "on": False})
            await table.fac(leave)
        assert (await table.fac(op, **given)).code == "wrong_phase"
        as_restarted(table)

    run(play())


def test_what_is_sent_during_the_review_of_the_white_cell_comes_with_the_results():
    async def play():
        table = await started(hold_results=True, review=True)
        await play_turn(table)
        told = await table.fac("release", "in time", item=OFFICERS)
        assert "published" in told.note
        assert table.boxes["moscow"].read("inject") == []
        assert OFFICERS not in str(table.boxes["moscow"].frames)
        await table.fac("publish")
        assert OFFICERS in [i.id for i in table.boxes["moscow"].read("turn")[-1].view.injects]
        assert (await table.fac("release", item="officers_kesab")).note == ""  # in the review, at once
        assert [m.inject.id for m in table.boxes["damascus"].read("inject")] == ["officers_kesab"]
        await table.fac("pause")
        assert "pause" in (await table.fac("release", item="kyiv_visit")).note
        assert [m.inject.id for m in table.boxes["ankara"].read("inject")] == ["kyiv_visit"]
        as_restarted(table)

    run(play())


def test_what_waits_for_the_end_of_a_pause_is_sent_then_also_by_a_host_started_anew():
    async def play():
        table = await started()
        assert (await table.fac("release", item=OFFICERS, on=False)).code == "wrong_phase"
        await table.fac("pause")
        assert (await table.fac("release", "when we go on", item=OFFICERS, on=False)).t == "ack"
        assert (await table.fac("release", item=OFFICERS, on=False)).code == "rule"
        assert (await table.fac("release", item=STARTED, on=False)).code == "rule"
        assert (await table.fac("release", item="no_such", on=False)).code == "not_visible"
        assert (await table.fac("release", item="officers_kesab", on=False)).t == "ack"
        assert (await table.fac("skip", item="officers_kesab", on=True)).t == "ack"
        for team in TEAMS:
            assert table.boxes[team].read("inject") == []
        again = as_restarted(table)
        await again.all_sit()
        await again.fac("resume")
        assert [m.inject.id for m in again.boxes["moscow"].read("inject")] == [OFFICERS]
        assert again.boxes["damascus"].read("inject") == []
        assert "officers_kesab" in again.boxes["white"].read("notice")[-1].text
        sent = next(e for e in table.inner.entries() if e.kind == "inject_released")
        assert (sent.actor, sent.payload["reason"]) == (WHITE, "when we go on")
        assert again.host.state.queued == {}
        as_restarted(again)

    run(play())


def test_a_correction_goes_to_those_who_read_what_it_corrects():
    async def play():
        table = await started()
        assert (await table.fac("correct", item=OFFICERS, text="Not so")).code == "not_visible"
        await table.fac("release", item=OFFICERS)
        assert (await table.fac("correct", item=OFFICERS, text=" ")).code == "bad_message"
        assert (await table.fac("correct", item=OFFICERS, text="Not four but three")).t == "ack"
        read = table.boxes["moscow"].read("inject")[-1].inject
        assert read.title.startswith("Correction to ")
        assert read.body == "Not four but three"
        assert "Not four" not in str(table.boxes["ankara"].frames)

    run(play())


# ---- rulings ----


def test_a_ruling_is_overridden_seen_by_white_alone_and_published():
    async def play():
        table = await started(hold_results=True, review=True)
        await play_turn(table)
        before, digest = {t: list(table.boxes[t].frames) for t in TEAMS}, table.session.digest
        assert (await table.fac("override", ruling=TENSE)).code == "bad_message"  # without a reason
        wrong = RulingAsked(day=2, effects=({"add": "tenson", "by": 20},))
        assert (await table.fac("override", "x", ruling=wrong)).code == "rule"
        late = TENSE.model_copy(update={"day": 9})
        assert (await table.fac("override", "x", ruling=late)).code == "wrong_phase"
        assert (await table.fac("accept", event=1)).t == "ack"
        told = await table.fac("override", "the call never came", ruling=TENSE)
        assert told.t == "ack"
        faces = [m.ruling for m in table.boxes["white"].read("ruling")]
        assert [(f.state, f.reason) for f in faces] == [
            ("accepted", ""), ("overridden", "the call never came"),
        ]  # fmt: skip
        assert table.session.digest != digest
        truth = table.boxes["white"].read("turn")[-1].view
        assert any(e.kind == "injected" and e.fields["field"] == "tension" for e in truth.events)
        assert {team: table.boxes[team].frames for team in TEAMS} == before
        as_restarted(table)
        await table.fac("publish")
        shown = {g.id: g.value for g in table.boxes["ankara"].read("turn")[-1].view.gauges}
        assert shown["tension"] == {g.id: g.value for g in table.session.view("white").gauges}["tension"]
        assert (await table.fac("override", "x", ruling=TENSE)).code == "wrong_phase"
        as_restarted(table)

    run(play())


def test_the_reason_is_told_to_whom_and_when_white_said():
    async def play():
        table = await started(hold_results=True, review=True)
        await play_turn(table)
        for shown, audience in (("now", ("moscow",)), ("endex", ("all",)), ("never", ("all",))):
            ruling = TENSE.model_copy(update={"shown": shown, "audience": audience})
            await table.fac("override", f"reason {shown}", ruling=ruling)

        def read(seat):
            sent = str(table.boxes[seat].frames)
            return {word for word in ("now", "endex", "never") if f"reason {word}" in sent}

        assert read("moscow") == read("ankara") == set()
        await table.fac("publish")
        assert (read("moscow"), read("ankara")) == ({"now"}, set())
        await table.fac("end")
        assert (read("moscow"), read("ankara")) == ({"now", "endex"}, {"endex"})

    run(play())


@pytest.mark.parametrize("team", TEAMS)
def test_what_white_did_and_took_back_changes_no_byte_that_a_team_is_sent(team):
    """And what it may do to questions, injects far away and observations, in the same session."""

    async def world(hidden):
        table = await started(hold_results=True)
        asker = "damascus" if team != "damascus" else "moscow"
        question = Rfi(cid=table.cid(), text="Where are the guns?")
        assert (await table.do(team, question)).t == "ack"
        if hidden:
            table.host.branch = lambda name, turn: f"{name} {turn}"
            item = next(iter(table.host.state.rfis))
            await table.do(asker, Rfi(cid=table.cid(), text="A canary"))
            for op, more in (
                ("hold", {"item": "summit_moscow", "on": True}),
                ("edit_inject", {"item": "summit_moscow", "text": "A canary"}),
                ("retime", {"item": "summit_moscow", "text": "turn 12"}),
                ("claim_rfi", {"item": item}),
                ("draft_rfi", {"item": item, "text": "A canary", "truth": "false"}),
                ("observe", {"text": "A canary #negotiation @ankara -"}),
                ("branch", {"item": "canary", "turn": 0}),
            ):
                given = await table.fac(op, "A canary", **more)
                assert given.t == "ack", (op, given)
        await play_turn(table)
        if hidden:
            told = await table.fac("override", "A canary", ruling=TENSE)
            assert told.t == "ack"
            await table.fac("accept")
            assert (await table.fac("withdraw_override", "A canary", item=told.note)).t == "ack"
        await table.fac("publish")
        return bytes_of(table.boxes[team])

    assert run(world(True)) == run(world(False))


def test_a_leak_of_an_override_would_be_seen():
    """The control: the same comparison tells an override apart that is told at once."""

    async def world(hidden):
        table = await started(hold_results=True)
        await play_turn(table)
        if hidden:
            ruling = TENSE.model_copy(update={"shown": "now"})
            await table.fac("override", "A canary", ruling=ruling)
        await table.fac("publish")
        return bytes_of(table.boxes["ankara"])

    assert run(world(True)) != run(world(False))


# ---- questions, challenges, observations ----


def test_a_question_is_claimed_answered_under_review_and_released():
    async def play():
        table = await started()
        await table.do("ankara", Rfi(cid=table.cid(), text="How many tanks?"))
        item = next(iter(table.host.state.rfis))
        asked = len(table.boxes["ankara"].read("rfi"))
        await table.sit("white", name="Rolf")
        await table.fac("assign", pid=table.members["Rolf"].pid, role="role_player")
        assert (await table.fac("claim_rfi", who="Rolf", item=item)).t == "ack"
        assert (await table.fac("claim_rfi", who="Rolf", item=item)).code == "rule"
        assert table.host.state.rfis[item].owner == "Rolf"
        given = await table.fac("draft_rfi", who="Rolf", item=item, text="About forty", truth="partial")
        assert given.t == "ack"
        face = table.boxes["white"].read("rfi")[-1].rfi
        assert (face.state, face.owner, face.answer, face.truth) == (
            "pending",
            "Rolf",
            "About forty",
            "partial",
        )
        assert len(table.boxes["ankara"].read("rfi")) == asked
        as_restarted(table)
        late = await table.sit("ankara", name="late")
        assert late.read("welcome")[0].state.rfis[0].state == "open"
        assert "About forty" not in str(late.frames)
        assert (await table.fac("answer_rfi", item=item, verdict="released")).t == "ack"
        told = table.boxes["ankara"].read("rfi")[-1].rfi
        assert (told.state, told.answer, told.truth, told.owner) == ("released", "About forty", "", "")
        assert (await table.fac("claim_rfi", item=item)).code == "rule"
        assert (await table.fac("claim_rfi", item="none")).code == "not_visible"

    run(play())


def test_a_question_that_is_refused_says_nothing_of_the_answer_that_waited():
    async def play():
        table = await started()
        await table.do("moscow", Rfi(cid=table.cid(), text="And now?"))
        item = next(iter(table.host.state.rfis))
        await table.fac("draft_rfi", item=item, text="canary", truth="true")
        await table.fac("answer_rfi", item=item, verdict="refused")
        told = table.boxes["moscow"].read("rfi")[-1].rfi
        assert (told.state, told.answer) == ("refused", "")
        assert "canary" not in str(table.boxes["moscow"].frames)

    run(play())


def test_a_challenge_is_decided_by_an_umpire_and_read_by_its_team():
    async def play():
        table = await started(review=True)
        await play_turn(table)
        given = await table.do("ankara", Challenge(cid=table.cid(), turn=1, event=1, ground="we were warned"))
        assert given.t == "ack", given
        item = next(iter(table.host.state.challenges))
        for wrong in ({"item": item, "verdict": "released"}, {"item": "none", "verdict": "noted"}):
            assert (await table.fac("decide_challenge", **wrong)).t == "nack"
        assert (
            await table.fac("decide_challenge", item=item, verdict="upheld", text="you were not")
        ).t == "ack"
        assert (await table.fac("decide_challenge", item=item, verdict="noted")).code == "rule"
        told = table.boxes["ankara"].read("challenge")[-1].challenge
        assert (told.state, told.answer) == ("upheld", "you were not")
        assert table.boxes["moscow"].read("challenge") == []
        as_restarted(table)

    run(play())


@pytest.mark.parametrize(
    ("words", "objectives", "teams", "sign"),
    [
        ("Ankara asked Moscow first #negotiation @ankara +", ("negotiation",), ("ankara",), "+"),
        ("no tags at all", (), (), ""),
        ("slow -", (), (), "-"),
        ("e-mail #1 of two+ @white #nego-tiation", (), (), ""),
        ("@moscow @damascus #alliance #escalation_control", ("alliance", "escalation_control"),
         ("moscow", "damascus"), ""),
    ],
)  # fmt: skip
def test_an_observation_is_read_with_its_tags_and_kept_whatever_they_are(words, objectives, teams, sign):
    async def play():
        table = await started()
        given = await table.fac("observe", text=f"  {words} ")
        assert given.t == "ack"
        face = table.boxes["white"].read("observation")[-1].observation
        assert (face.text, face.objectives, face.teams, face.sign) == (words, objectives, teams, sign)
        assert (face.by, face.turn) == (WHITE, 1)
        as_restarted(table)
        for seat in TEAMS:
            assert table.boxes[seat].read("observation") == []

    run(play())


def test_unknown_tags_are_named_and_an_empty_line_is_refused():
    async def play():
        table = await started()
        assert "#nothing" in (await table.fac("observe", text="x #nothing")).note
        assert (await table.fac("observe", text="  \n ")).code == "bad_message"
        assert (await table.fac("observe", text="x" * 301)).code == "bad_message"

    run(play())


def test_snapshots_of_teams_hold_no_rulings_and_no_observations():
    async def play():
        table = await started(hold_results=True)
        await table.fac("observe", text="canary")
        await play_turn(table)
        await table.fac("override", "canary", ruling=TENSE)
        for seat in (*TEAMS, "white"):
            whole = (await table.sit(seat, name=f"late {seat}")).read("welcome")[0].state
            assert bool(whole.rulings) == bool(whole.observations) == (seat == "white")

    run(play())


# ---- branches ----


def kept(path):
    """A new save of the scenario, as `wargame host` makes it."""
    return opening.create(opening.load(SCENARIO), 7, path, {})


def hosted(save):
    return Table(save, branch=partial(beside.branch, save), copy=partial(beside.copy, save))


def sound(path):
    report = verify(path, resolve)
    assert report.findings == ()
    return report.resolved


def test_a_branch_of_a_running_host_leaves_the_parent_alone_and_can_be_hosted(tmp_path, monkeypatch):
    """T-BRANCH, with a turn that was overridden."""
    monkeypatch.setattr(host_samples, "layout", lambda: host_samples.lay_out(host_samples.scenario()))
    path = tmp_path / "tuesday.wargame"

    async def parent():
        save = kept(path)
        table = hosted(save)
        await table.all_sit()
        await table.fac("policies", policies=Policies(close="white", hold_results=True))
        await table.fac("start")
        await play_turn(table)
        await table.fac("release", item=OFFICERS)
        await table.fac("override", "as it was", ruling=TENSE)
        await table.fac("publish")
        await play_turn(table, 2)
        await table.fac("publish")
        given = await table.fac("branch", "what if", item="what_if", turn=1)
        assert given.t == "ack", given
        assert given.note.endswith("tuesday-what_if.wargame")
        assert (last(table).kind, last(table).payload["turn"]) == ("branch_made", 1)
        for item, turn in (("what_if", 1), ("late", 3), ("_hidden", 1)):
            assert (await table.fac("branch", item=item, turn=turn)).code == "rule"
        assert not table.host.troubled  # another file that cannot be written is no trouble of this one
        assert (await table.fac("observe", text="the session goes on")).t == "ack"
        first = save.record(1).digest
        save.close()
        return first

    first = run(parent())
    child = tmp_path / "tuesday-what_if.wargame"
    assert sorted(p.name for p in tmp_path.iterdir()) == [child.name, path.name]
    assert sound(path)
    assert sound(child)
    before = path.read_bytes()
    with read_save(child) as held, read_save(path) as old:
        assert held.parent[0] == old.meta.uuid
        assert held.entries()[:9] == old.entries()[:9]
        assert held.record(1).digest == first

    async def go_on():
        save = open_save(child)
        table = hosted(save)
        table.host.ids = iter(f"{n:016x}" for n in range(70_000, 80_000)).__next__
        await table.all_sit()
        assert (table.host.state.phase, table.session.turn) == ("white_review", 2)
        await table.fac("publish")
        await play_turn(table, 2)
        assert table.session.turn == 3
        save.close()

    run(go_on())
    assert path.read_bytes() == before
    assert sound(child)


def test_a_copy_under_a_name_that_is_taken_troubles_nobody(tmp_path):
    async def play():
        save = kept(tmp_path / "a.wargame")
        table = hosted(save)
        await table.all_sit()
        assert (await table.fac("copy", item="one")).t == "ack"
        assert (await table.fac("copy", item="one")).code == "rule"
        assert not table.host.troubled
        save.close()

    run(play())


def test_a_session_without_a_save_has_neither_copies_nor_branches():
    async def play():
        table = await started()
        for op, more in (("copy", {}), ("branch", {"turn": 0})):
            assert (await table.fac(op, item="x", **more)).code == "rule"

    run(play())


# ---- over the wire ----


def test_an_umpire_overrides_over_the_wire_and_nobody_else_may():
    with Listening() as at:
        white, ankara = at.link("white"), at.link("ankara")
        fac(white, "policies", policies=Policies(close="white", hold_results=True, review=True))
        fac(white, "hold", "not yet", item=OFFICERS, on=True)
        fac(white, "start")
        with pytest.raises(Refusal) as refused:
            fac(ankara, "hold", item=OFFICERS, on=False)
        assert refused.value.nack.code == "forbidden"
        fac(white, "close_planning")
        until(lambda: white.mirror.phase == "white_review")
        before = ankara.mirror.n
        done = fac(white, "override", "the call never came", ruling=TENSE)
        until(lambda: done.note in white.mirror.rulings)
        fac(white, "observe", text="well kept @ankara +")
        until(lambda: white.mirror.observations)
        with pytest.raises(Refusal) as refused:
            fac(ankara, "override", "mine", ruling=TENSE)
        assert refused.value.nack.code == "forbidden"
        assert ankara.mirror.n == before
        fac(white, "publish")
        until(lambda: ankara.mirror.view.turn == 2)
        held = next(i for i in white.mirror.view.injects if i.id == OFFICERS)
        assert held.state == "held"
        assert white.mirror.view == at.table.session.view("white")
        late = at.link("white", name="second")
        assert late.mirror.rulings == white.mirror.rulings
        assert late.mirror.observations == white.mirror.observations
        assert "never came" not in json.dumps(ankara.mirror.view.model_dump(mode="json"))
