"""Talks over the wire: an offer acts when it is sent, those whom it concerns hear of it, nobody else does."""

from __future__ import annotations

import json

import pytest
from host_samples import TEAMS, Box, Table, run
from wire_samples import Listening, fac, submit, until

from wargame.bots import STYLES
from wargame.host import talks
from wargame.host.link import Link, Refusal, new_cid
from wargame.host.wire import Chat, Hello, Query, Ready, Submit, Talk, read_client, read_server
from wargame.model.orders import Steer
from wargame.model.orders_politics import Offer, Respond, TermForm
from wargame.tui.remote_desk import RemoteDesk
from wargame.tui.session_desk import SessionDesk

CEASEFIRE = TermForm(type="ceasefire")
TOWN = TermForm(type="ceasefire", places=("saraqib",))
PATROLS = TermForm(type="joint_patrol", route="m4", from_after=3)
SECRET = Offer(to=("moscow",), terms=(TOWN,), secret=True)


def open_numbers(view, states=("offered", "accepted", "in_force")):
    return {a.number: a.state for a in view.politics.agreements if a.state in states and a.proposer}


async def started():
    table = Table()
    await table.all_sit()
    await table.fac("start")
    return table


def talk(table, order, turn=1):
    return Talk(cid=table.cid(), turn=turn, order=order)


# ---- over the wire ----


def test_two_teams_come_to_terms_through_the_server_and_the_third_hears_nothing():
    with Listening() as at:
        white = at.link("white")
        ankara, moscow, damascus = (at.link(team) for team in TEAMS)
        fac(white, "start")
        for link in (ankara, moscow, damascus):
            until(lambda link=link: link.mirror.phase == "planning")
        unmoved = damascus.mirror.n, damascus.mirror.view
        first = RemoteDesk(ankara).talk("ankara", SECRET)
        until(lambda: moscow.mirror.talks, "the offer")
        assert open_numbers(moscow.mirror.view) == {first: "offered"}
        assert RemoteDesk(moscow).waits_for("moscow")
        other = Respond(offer=first, answer="counter", terms=(TOWN, PATROLS))
        second = RemoteDesk(moscow).talk("moscow", other)
        assert second == first + 1
        until(lambda: len(ankara.mirror.talks) == 2)
        ready = Ready(cid=new_cid(), turn=1, on=True)
        ankara.ask(ready)
        assert RemoteDesk(ankara).talk("ankara", Respond(offer=second, answer="accept")) == second
        for link in (ankara, moscow, white):
            until(lambda link=link: len(link.mirror.talks) == 3)
            assert [(t.seat, t.number) for t in link.mirror.talks] == [
                ("ankara", first), ("moscow", second), ("ankara", second),
            ]  # fmt: skip
            assert open_numbers(link.mirror.view) == {second: "accepted"}
        damascus.ask(Chat(cid=new_cid(), channel="team", text="quiet today"))
        until(lambda: damascus.mirror.chats)
        assert damascus.mirror.n == unmoved[0] + 1
        assert damascus.mirror.view == unmoved[1]
        assert damascus.mirror.talks == []
        for link in (moscow, damascus):
            link.ask(Ready(cid=new_cid(), turn=1, on=True))
        until(lambda: ankara.mirror.view.turn == 2)
        assert open_numbers(ankara.mirror.view) == {second: "in_force"}


def test_who_was_away_gets_an_offer_once_by_resumption_and_by_snapshot():
    with Listening() as at:
        white, ankara, moscow = at.link("white"), at.link("ankara"), at.link("moscow")
        fac(white, "start")
        until(lambda: moscow.mirror.phase == "planning")
        at.loop.call_soon_threadsafe(at.cut, "moscow")
        RemoteDesk(ankara).talk("ankara", SECRET)
        until(lambda: moscow.mirror.talks)
        until(lambda: moscow.connected)
        moscow.ask(Chat(cid=new_cid(), channel="team", text="here"))
        until(lambda: moscow.mirror.chats)
        assert moscow.reconnects >= 1
        assert moscow.mirror.welcome.mode == "resume"
        assert [t.order.type for t in moscow.mirror.talks] == ["offer"]
        fresh = Link(at.url, token=moscow.token)
        at.links.append(fresh)
        fresh.start()
        assert fresh.wait_welcome().mode == "snapshot"
        assert fresh.mirror.talks == moscow.mirror.talks
        assert fresh.mirror.view.politics == moscow.mirror.view.politics
        late = at.link("damascus")
        assert late.mirror.talks == []


def test_a_talk_sent_twice_through_a_torn_connection_counts_once():
    with Listening() as at:
        white, ankara = at.link("white"), at.link("ankara")
        fac(white, "start")
        until(lambda: ankara.mirror.phase == "planning")
        for n in range(6):
            number = max(open_numbers(at.table.session.view("ankara")), default=0)
            order = SECRET if n % 2 == 0 else Respond(offer=number, answer="reject")
            made = ankara.send(Talk(cid=new_cid(), turn=1, order=order))
            at.loop.call_soon_threadsafe(at.cut, "ankara")
            made.result(30)
        sent = [e for e in at.table.inner.entries() if e.kind == "talk_sent"]
        assert [e.payload["order"]["type"] for e in sent] == ["offer", "respond"] * 3
        until(lambda: len(ankara.mirror.talks) == 6)


def test_nobody_talks_for_another_seat():
    frame = json.loads(Talk(cid="abcdefgh", turn=1, order=SECRET).model_dump_json())
    for extra in ({"seat": "moscow"}, {"team": "moscow"}, {"order": {**frame["order"], "team": "moscow"}}):
        with pytest.raises(ValueError, match="extra"):
            read_client(json.dumps({**frame, **extra}))
    with Listening() as at:
        white, damascus, observer = at.link("white"), at.link("damascus"), at.link("observer")
        ankara, second = at.link("ankara"), at.link("ankara", name="second")
        fac(white, "start")
        number = RemoteDesk(ankara).talk("ankara", SECRET)
        kept = len(at.table.inner.entries())
        for link, order, code in (
            (observer, SECRET, "forbidden"),
            (white, SECRET, "forbidden"),
            (second, SECRET, "forbidden"),
            (damascus, Respond(offer=number, answer="accept"), "not_visible"),
            (damascus, Respond(offer=number + 1, answer="accept"), "not_visible"),
            (damascus, Steer(act="stop", places=("saraqib",)), "rule"),
        ):
            with pytest.raises(Refusal) as refused:
                link.ask(Talk(cid=new_cid(), turn=1, order=order))
            assert refused.value.nack.code == code, (link.name, order)
        assert len(at.table.inner.entries()) == kept


def test_what_a_term_would_have_meant_is_asked_of_the_own_view():
    with Listening() as at:
        white = at.link("white")
        links = {team: at.link(team) for team in TEAMS}
        fac(white, "start")
        for team, link in links.items():
            until(lambda link=link: link.mirror.phase == "planning")
            orders = at.table.session._bot_sheet(team, STYLES["historical"]).orders
            submit(link, orders, final=True)
        session = at.table.session
        found = {}
        for team, link in links.items():
            until(lambda link=link: link.mirror.view.turn == 2)
            desk = RemoteDesk(link)
            found[team] = desk.would(team, TEAMS, (CEASEFIRE, PATROLS))
            assert found[team] == SessionDesk(session).would(team, TEAMS, (CEASEFIRE, PATROLS))
        assert any(found["damascus"]), "on the first days there was shooting"
        offer = Offer(to=("moscow",), terms=(CEASEFIRE,))
        asked = Query(cid=new_cid(), what="would", order=offer, seat="moscow")
        with pytest.raises(Refusal) as refused:
            links["ankara"].question(asked)
        assert refused.value.nack.code == "not_visible"


# ---- at the table ----


def test_a_secret_offer_changes_no_byte_of_the_third_team():
    async def play():
        bytes_of = []
        for secret in (False, True):
            table = await started()
            if secret:
                assert (await table.do("ankara", talk(table, SECRET))).t == "ack"
                number = max(open_numbers(table.session.view("ankara")))
                answer = Respond(offer=number, answer="counter", terms=(TOWN, PATROLS))
                assert (await table.do("moscow", talk(table, answer))).t == "ack"
                answer = Respond(offer=number + 1, answer="accept")
                assert (await table.do("ankara", talk(table, answer))).t == "ack"
            await table.do("damascus", Chat(cid="cid-damascus", channel="team", text="what do they do?"))
            box = Box()
            await table.host.attach(
                table.members["damascus"], None, Hello(token="x" * 32, epoch="ab" * 8), box
            )
            assert box.read("welcome")[0].state is not None
            bytes_of.append([_plain(frame) for frame in (*table.boxes["damascus"].frames, *box.frames)])
        assert bytes_of[0] == bytes_of[1]

    run(play())


def test_each_seat_is_told_its_own_number_of_an_offer_and_sends_it_back():
    async def play():
        table = await started()
        assert (await table.do("moscow", talk(table, Offer(to=("damascus",), terms=(TOWN,))))).t == "ack"
        assert (await table.do("ankara", talk(table, SECRET))).t == "ack"
        told = {
            seat: table.boxes[seat].read("talk")[-1].talk.number for seat in ("ankara", "moscow", "white")
        }
        mine = told["ankara"]
        assert told == {"ankara": mine, "moscow": mine + 1, "white": mine + 1}
        answer = Respond(offer=told["moscow"], answer="counter", terms=(TOWN, PATROLS))
        assert (await table.do("moscow", talk(table, answer))).t == "ack"
        heard = {seat: table.boxes[seat].read("talk")[-1].talk for seat in told}
        assert {seat: (face.order.offer, face.number) for seat, face in heard.items()} == {
            "ankara": (mine, mine + 1),
            "moscow": (mine + 1, mine + 2),
            "white": (mine + 1, mine + 2),
        }
        box = Box()
        hello = Hello(token="x" * 32, epoch="ab" * 8)
        await table.host.attach(table.members["ankara"], None, hello, box)
        whole = box.read("welcome")[0].state
        assert whole.talks[-1] == heard["ankara"]
        assert {mine: "offered", mine + 1: "offered"}.items() <= open_numbers(whole.view).items()

    run(play())


def test_a_saved_answer_is_kept_by_the_engines_number_and_comes_back_by_the_teams():
    async def play():
        table = await started()
        await table.do("moscow", talk(table, Offer(to=("damascus",), terms=(TOWN,))))
        await table.do("ankara", talk(table, SECRET))
        mine = max(open_numbers(table.session.view("ankara")))
        orders = (Respond(offer=mine, answer="reject"),)
        sent = Submit(cid=table.cid(), turn=1, rev=0, orders=orders)
        assert (await table.do("ankara", sent)).t == "ack"
        saved = table.inner.entries()[-1]
        assert (saved.kind, saved.payload["sheet"]["orders"][0]["offer"]) == ("draft_saved", mine + 1)
        again = Table(journal=table.inner)
        assert again.session.draft("ankara").orders == orders
        await again.all_sit()
        assert again.boxes["ankara"].read("welcome")[0].state.orders.sheet.orders == orders
        for_it = (Respond(offer=mine + 1, answer="reject"),)
        assert (await again.fac("submit_for", seat="ankara", orders=for_it)).t == "ack"
        assert again.session.draft("ankara").orders == orders, "the white cell counts as the engine does"

    run(play())


def _plain(frame):
    """A frame without what is random by design."""
    held = json.loads(frame)
    return {name: value for name, value in held.items() if name not in ("head", "epoch", "token")}


def test_whoever_may_sign_later_sees_a_deal_and_hears_no_talk():
    """RB 19.1: Damascus may sign what Moscow has signed, if it is no secret."""

    async def play():
        table = await started()
        offer = Offer(to=("moscow",), terms=(TOWN,))
        await table.do("ankara", talk(table, offer))
        number = max(open_numbers(table.session.view("ankara")))
        before = len(table.boxes["damascus"].frames)
        assert (await table.do("moscow", talk(table, Respond(offer=number, answer="accept")))).t == "ack"
        fresh = [read_server(frame) for frame in table.boxes["damascus"].frames[before:]]
        seen = number in open_numbers(table.session.view("damascus"))
        assert [message.t for message in fresh] == (["turn"] if seen else [])
        assert not table.boxes["damascus"].read("talk")

    run(play())


def test_a_steer_is_heard_by_damascus_and_a_note_stays_at_home():
    async def play():
        table = await started()
        order = Steer(act="stop", places=("saraqib",), note="they will refuse")
        assert (await table.do("moscow", talk(table, order))).t == "ack"
        assert [m.talk.order.act for m in table.boxes["damascus"].read("talk")] == ["stop"]
        assert not table.boxes["ankara"].read("talk")
        assert not any("they will refuse" in f for f in table.boxes["damascus"].frames)

    run(play())


def test_a_talk_for_another_turn_a_locked_seat_a_bot_and_an_unknown_post_are_refused():
    async def play():
        table = await started()
        assert (await table.do("ankara", talk(table, SECRET, turn=2))).code == "stale_turn"
        hidden = next(
            p.id for p in table.session.scenario.posts if p.id not in table.host.known_names("damascus")
        )
        messages = []
        for post in (hidden, "no_such_post"):
            offer = Offer(to=("ankara",), terms=(TermForm(type="post_status", posts=(post,)),))
            messages.append(talk(table, offer))
            messages.append(Submit(cid=table.cid(), turn=1, rev=0, orders=(offer,)))
        said = [(await table.do("damascus", message)).model_dump(exclude={"cid"}) for message in messages]
        assert said[0]["code"] == "not_visible"
        assert all(answer == said[0] for answer in said)
        await table.fac("lock", seat="ankara", on=True)
        assert (await table.do("ankara", talk(table, SECRET))).code == "seat_locked"
        await table.fac("seat", seat="moscow", bot="historical")
        assert (await table.do("moscow", talk(table, SECRET))).code == "seat_locked"

    run(play())


def test_a_post_that_an_offer_names_may_be_named_in_the_answer():
    async def play():
        table = await started()
        hidden = next(
            p.id for p in table.session.scenario.posts if p.id not in table.host.known_names("damascus")
        )
        term = TermForm(type="post_status", posts=(hidden,), duties=("immune",))
        assert (await table.do("ankara", talk(table, Offer(to=("damascus",), terms=(term,))))).t == "ack"
        number = max(open_numbers(table.session.view("damascus")))
        answer = Respond(offer=number, answer="counter", terms=(term, TOWN))
        assert (await table.do("damascus", talk(table, answer))).t == "ack"
        scenario = table.boxes["damascus"].read("scenario_now")[-1].scenario
        assert f'"{hidden}"' in scenario

    run(play())


def test_one_team_cannot_use_up_the_talks_of_a_turn(monkeypatch):
    monkeypatch.setattr(talks, "MOST_TALKS", 4)

    async def play():
        table = await started()
        for _ in range(2):
            assert (await table.do("ankara", talk(table, SECRET))).t == "ack"
            number = max(open_numbers(table.session.view("ankara")))
            assert (await table.do("ankara", talk(table, Respond(offer=number, answer="reject")))).t == "ack"
        assert (await table.do("ankara", talk(table, SECRET))).code == "rate"
        assert (await table.do("moscow", talk(table, Offer(to=("ankara",), terms=(TOWN,))))).t == "ack"

    run(play())


def test_a_host_that_starts_anew_knows_the_talks_of_the_turn():
    async def play():
        table = await started()
        await table.do("ankara", talk(table, SECRET))
        again = Table(table.inner, time=table.time, keys=table.keys)
        assert again.host.state.talks == table.host.state.talks != []
        assert again.session.view("moscow") == table.session.view("moscow")
        for team in TEAMS:
            await table.do(team, Ready(cid=table.cid(), turn=1, on=True))
        assert table.host.session.turn == 2
        assert table.host.state.talks == []

    run(play())
