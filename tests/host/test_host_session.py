"""A session at four seats without any network: start, orders, talk, turns, the end, and starting anew."""

from __future__ import annotations

from host_samples import TEAMS, Table, run

from wargame.host.faces import Policies
from wargame.host.wire import Chat, Query, Ready, Rfi, Submit
from wargame.model.orders import ProxyTask

HOLD = ProxyTask(proxy="nlf", task="hold", place="saraqib")


def submit(table, rev=0, orders=(HOLD,), final=False, turn=1):
    return Submit(cid=table.cid(), turn=turn, rev=rev, orders=orders, final=final)


def ready(table, turn=1, on=True):
    return Ready(cid=table.cid(), turn=turn, on=on)


async def started(**policies):
    table = Table()
    await table.all_sit()
    if policies:
        await table.fac("policies", policies=Policies(**policies))
    assert (await table.fac("start")).t == "ack"
    return table


def test_a_turn_from_the_lobby_to_the_next_planning():
    async def play():
        table = await started()
        host = table.host
        assert host.state.phase == "planning"
        assert (await table.do("ankara", submit(table))).rev == 1
        assert (await table.do("ankara", submit(table, rev=1, final=True))).rev == 2
        assert host.sealed() == {"ankara": True, "moscow": False, "damascus": False}
        for team in ("moscow", "damascus"):
            assert (await table.do(team, ready(table))).t == "ack"
        assert host.session.turn == 2
        assert host.state.phase == "planning"
        for seat in ("white", *TEAMS):
            turns = table.boxes[seat].read("turn")
            assert turns[-1].turn == 2
            assert turns[-1].view.seat == seat
            kinds = [m.t for m in table.boxes[seat].read()]
            assert kinds.index("turn", kinds.index("phase")) < len(kinds) - 1 - kinds[::-1].index("phase")
            assert table.boxes[seat].numbers() == list(
                range(table.boxes[seat].numbers()[0], table.boxes[seat].numbers()[-1] + 1)
            )
        kinds = [entry.kind for entry in table.inner.entries()]
        assert kinds.count("draft_saved") == 2
        assert kinds[-3:] == ["turn_adjudicated", "phase_changed", "clock_set"]

    run(play())


def test_a_host_that_starts_anew_stands_where_it_stood():
    async def play():
        table = await started(planning_s=600)
        await table.do("ankara", submit(table))
        await table.do("moscow", ready(table))
        await table.do("damascus", Rfi(cid=table.cid(), text="Is the M4 open?"))
        await table.do("ankara", Chat(cid=table.cid(), channel="all", text="Good morning"))
        await table.fac("seat", seat="damascus", bot="cautious")
        table.time.pass_(100)
        await table.do("ankara", Chat(cid=table.cid(), channel="team", text="psst"))
        again = Table(table.inner, time=table.time, keys=table.keys)
        was, now = table.host.state, again.host.state
        now.running = was.running
        for name in ("phase", "policies", "members", "kinds", "revs", "drafts", "chats", "rfis", "started"):
            assert getattr(now, name) == getattr(was, name), name
        assert again.host.sealed() == table.host.sealed()
        assert again.session.draft("ankara").orders == (HOLD,)
        assert again.host.kind("damascus") == "bot cautious"
        assert again.host.clock.remaining() == 500_000

    run(play())


def test_results_are_held_until_they_are_published():
    async def play():
        table = await started(hold_results=True, review=True)
        for team in TEAMS:
            await table.do(team, ready(table))
        host = table.host
        assert host.state.phase == "white_review"
        assert table.boxes["white"].read("turn")[-1].turn == 2
        assert table.boxes["ankara"].read("turn")[-1].turn == 1
        refused = await table.do("ankara", Query(cid=table.cid(), what="history", number=1))
        assert refused.code == "not_visible"
        await table.fac("pause")
        assert table.boxes["ankara"].read("phase")[-1].phase == "paused"
        refused = await table.do("ankara", Query(cid=table.cid(), what="history", number=1))
        assert refused.code == "not_visible"
        await table.fac("resume")
        assert host.state.phase == "white_review"
        await table.fac("publish")
        assert host.state.phase == "review"
        assert table.boxes["ankara"].read("turn")[-1].turn == 2
        await table.fac("open_planning")
        assert host.state.phase == "planning"

    run(play())


def test_a_bot_takes_over_and_hands_back_at_any_turn():
    async def play():
        table = await started()
        assert (await table.fac("seat", seat="moscow", bot="historical")).t == "ack"
        assert (await table.do("moscow", ready(table))).code == "seat_locked"
        for team in ("ankara", "damascus"):
            await table.do(team, ready(table))
        assert table.host.session.turn == 2
        sheets = [e for e in table.inner.entries() if e.kind == "orders_sealed" and e.seat == "moscow"]
        assert sheets[0].payload["author"] == "bot historical"
        assert (await table.fac("seat", seat="moscow")).t == "ack"
        for team in TEAMS:
            assert (await table.do(team, ready(table, turn=2))).t == "ack"
        assert table.host.session.turn == 3
        assert (await table.fac("seat", seat="moscow")).code == "rule"
        assert (await table.fac("seat", seat="white")).code == "not_visible"

    run(play())


def test_observers_never_block_and_see_what_was_settled():
    async def play():
        table = Table()
        await table.all_sit()
        await table.sit("observer")
        await table.fac("policies", policies=Policies(observer_sees="moscow", observer_delay=1))
        await table.fac("start")
        for turn in (1, 2):
            for team in TEAMS:
                await table.do(team, ready(table, turn=turn))
        assert table.host.session.turn == 3
        last = table.boxes["observer"].read("turn")[-1].view
        assert last.seat == "moscow"
        assert last.turn == 2  # the moment at the close of turn 1
        assert (
            await table.do("observer", Chat(cid=table.cid(), channel="all", text="hi"))
        ).code == "forbidden"

    run(play())


def test_the_end_by_the_white_cell():
    async def play():
        table = await started()
        assert (await table.fac("end", reason="time is up")).t == "ack"
        assert table.host.ended.is_set()
        assert (await table.do("ankara", submit(table))).code == "wrong_phase"
        again = Table(table.inner, time=table.time, keys=table.keys)
        assert again.host.state.phase == "ended"

    run(play())


def test_the_seed_is_opened_at_the_end_and_not_before():
    async def play():
        table = await started()
        seed = f"seed was {table.session.seed}"
        assert not any(seed in frame for box in table.boxes.values() for frame in box.frames)
        await table.fac("end")
        assert all(any(seed in frame for frame in box.frames) for box in table.boxes.values())
        kinds = [entry.kind for entry in table.inner.entries()]
        assert kinds[-3:] == ["session_ended", "phase_changed", "clock_set"]

    run(play())


def test_an_error_of_the_engine_ends_neither_session_nor_host(monkeypatch, caplog):
    """X-15."""

    async def play():
        table = await started()
        whole = type(table.session).adjudicate

        def broken(_):
            raise ZeroDivisionError("a bug")

        monkeypatch.setattr(type(table.session), "adjudicate", broken)
        refused = await table.fac("close_planning")
        assert (refused.t, refused.code) == ("nack", "rule")
        for team in TEAMS:
            assert (await table.do(team, ready(table))).t == "ack"
        assert table.host.session.turn == 1
        assert table.boxes["white"].read("notice")[-1].kind == "warning"
        monkeypatch.setattr(type(table.session), "adjudicate", whole)
        assert (await table.fac("close_planning")).t == "ack"
        assert table.host.session.turn == 2

    run(play())


def test_what_cannot_be_told_makes_everybody_take_a_snapshot(monkeypatch, caplog):
    async def play():
        table = await started()
        epoch = table.host.epoch
        monkeypatch.setattr("wargame.host.streams.MOST_OUT", 100)
        assert (await table.do("ankara", Chat(cid=table.cid(), channel="all", text="x" * 500))).t == "ack"
        assert table.host.epoch != epoch
        assert table.host.anew

    run(play())
