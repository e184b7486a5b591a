"""T-FOG: pairs of worlds that differ only in what Ankara may not know send Ankara the same bytes.

Hidden acts are drawn from everything that Moscow, Damascus and the white cell may do beside Ankara. A
planted leak is looked for by the same comparison, so that a comparison which sees nothing cannot pass.
Canaries: words that only some seats may ever read are looked for in the bytes of all others.
"""

from __future__ import annotations

import random
import re

import host_samples
import pytest
from host_samples import TEAMS, Table, run

from wargame import opening
from wargame.bots import STYLES
from wargame.host import news
from wargame.host.faces import Policies
from wargame.host.wire import Challenge, Chat, Fac, FacArgs, Note, Query, Ready, Receipt, Rfi, Submit, Talk
from wargame.model.exercise import AdHocInject
from wargame.model.orders_politics import Offer, TermForm
from wargame.model.scenario import Scenario
from wargame.play.layout import lay_out

RANDOM_HEX = re.compile(r'"(?:epoch|head|token|seed_commitment)":"[^"]*"')
PIDS = re.compile(r'"(?:pid|id)":"[0-9a-f]{16}"')


def bytes_of(box):
    """What a seat was sent, without what is random by design."""
    frames = (RANDOM_HEX.sub("", frame) for frame in box.frames)
    return [PIDS.sub("", frame) for frame in frames]


OFFERED = {"moscow": ("saraqib", "idlib"), "damascus": ("nayrab", "sarmin")}
"""Places of the ceasefires that each offers: two equal offers would be an agreement, and another world."""


FAR = "summit_moscow"
"""An inject of the last turn."""


def hidden_acts(table, seed):
    """Acts of others that Ankara may not notice, drawn by a seed; some are refused, which it may not notice
    either.
    """
    draw = random.Random(seed)
    session = table.session
    sheets = {}
    for team in ("moscow", "damascus"):
        for style in STYLES.values():
            sheets[team, style] = session._bot_sheet(team, style).orders
    made = []
    for _ in range(draw.randint(1, 8)):
        who = draw.choice(("moscow", "damascus", "white"))
        cid, secret = table.cid(), f"canary {draw.random()}"
        if who == "white":
            to = draw.choice(("moscow", "damascus"))
            audience = (draw.choice((to, "white")),)
            name = f"made_{draw.randrange(10**6)}"
            inject = AdHocInject(id=name, title=secret, body=secret, audience=audience)
            acts = (
                Fac(cid=cid, op="write_inject", args=FacArgs(inject=inject)),
                Fac(cid=cid, op="channel", args=FacArgs(item="seats", on=True)),
                Fac(cid=cid, op="observe", args=FacArgs(text=secret)),
                Fac(cid=cid, op="hold", args=FacArgs(item=FAR, on=True), reason=secret),
                Fac(cid=cid, op="edit_inject", args=FacArgs(item=FAR, title=secret[:80], text=secret)),
                Chat(cid=cid, channel="seats", to=(to,), text=secret),
                Note(cid=cid, note_id="a", text=secret),
            )
            made.append((who, draw.choice(acts)))
            continue
        other = "damascus" if who == "moscow" else "moscow"
        orders = draw.choice([o for (team, _), o in sheets.items() if team == who])
        rev = table.host.state.revs.get(who, 0)
        term = TermForm(type="ceasefire", places=(draw.choice(OFFERED[who]),))
        offer = Offer(to=(other,), terms=(term,), secret=draw.random() < 0.5)
        made.append(
            (
                who,
                draw.choice(
                    (
                        Submit(cid=cid, turn=session.turn, rev=rev, orders=orders),
                        Submit(cid=cid, turn=session.turn, rev=rev + 5, orders=orders),
                        Chat(cid=cid, channel="seats", to=(other,), text=secret),
                        Chat(cid=cid, channel="team", text=secret),
                        Chat(cid=cid, channel="white", text=secret),
                        Talk(cid=cid, turn=session.turn, order=offer),
                        Rfi(cid=cid, text=secret),
                        Note(cid=cid, note_id="a", text=secret),
                        Receipt(cid=cid, item="report"),
                        Challenge(cid=cid, turn=session.turn - 1, event=1, ground=secret),
                        Query(cid=cid, what="about", words="saraqib"),
                        Ready(cid=cid, turn=session.turn, on=True),
                        Ready(cid=cid, turn=session.turn, on=False),
                    )
                ),
            )
        )
    return made


async def world(seed, turns=1, leak=False):
    """One world: hidden acts by a seed (None = none), then the same orders and the same turns as its twin.

    What was done in hiding is undone before each turn closes, so that both go the same way.
    """
    table = Table()
    await table.all_sit()
    await table.fac("policies", policies=Policies(close="white"))
    await table.fac("start")
    carried = 0
    for turn in range(1, turns + 1):
        for who, message in hidden_acts(table, seed * 100 + turn) if seed is not None else ():
            given = await table.do(who, message)
            carried += given.t == "ack"
            if leak and given.t == "ack":
                table.host.streams["ankara"].send(
                    news.Presence(members=news.members_for(table.host, "ankara"))
                )
        await table.do("ankara", Chat(cid=table.cid(), channel="team", text="what do they do?"))
        for team in TEAMS:
            if table.host.sealed()[team]:
                await table.do(team, Ready(cid=table.cid(), turn=turn, on=False))
            rev = table.host.state.revs.get(team, 0)
            orders = table.session._bot_sheet(team, STYLES["historical"]).orders
            given = await table.do(
                team, Submit(cid=table.cid(), turn=turn, rev=rev, orders=orders, final=True)
            )
            assert given.t == "ack"
        await table.fac("close_planning")
        assert table.session.turn == turn + 1
    return table, carried


PLAIN = {}


def compare(seeds, turns=1, leak=False):
    """How many worlds were told apart by Ankara's bytes, and how many hidden acts were carried out in all."""
    if turns not in PLAIN:
        PLAIN[turns] = bytes_of(run(world(None, turns))[0].boxes["ankara"])
    told, carried = [], 0
    for seed in seeds:
        table, done = run(world(seed, turns, leak))
        carried += done
        if bytes_of(table.boxes["ankara"]) != PLAIN[turns]:
            told.append(seed)
    return told, carried


@pytest.mark.parametrize("fifty", range(4))
def test_hidden_acts_change_no_byte_that_ankara_is_sent(fifty):
    told, carried = compare(range(fifty * 50, fifty * 50 + 50))
    assert told == []
    assert carried > 100  # they were carried out: a comparison of refusals proves nothing


def test_a_planted_leak_is_told_apart():
    told, carried = compare(range(20), leak=True)
    assert carried
    assert len(told) >= 19


def test_three_turns_long():
    """Offers of others that stand when a turn closes change not even the numbers of one's own."""
    plain = bytes_of(run(world(None, 3))[0].boxes["ankara"])
    talked = 0
    for seed in range(4):
        table, _ = run(world(seed, 3))
        talked += sum(1 for e in table.inner.entries() if e.kind == "talk_sent" and e.seat != "ankara")
        assert bytes_of(table.boxes["ankara"]) == plain
    assert talked


@pytest.mark.full
@pytest.mark.parametrize("hundred", range(20))
def test_two_thousand_world_pairs(hundred):
    told, carried = compare(range(1000 + hundred * 100, 1000 + (hundred + 1) * 100))
    assert told == []
    assert carried > 200


def test_canaries_reach_only_whom_they_are_for():
    async def play():
        table = Table()
        await table.all_sit()
        await table.sit("observer")
        await table.fac("start")
        everybody, three = {*TEAMS, "white", "observer"}, {"moscow", "damascus", "white"}

        def chat(channel, text, to=()):
            return Chat(cid=table.cid(), channel=channel, to=to, text=text)

        intent = Submit(cid=table.cid(), turn=1, rev=0, orders=(), intent="canary-intent")
        hold = {
            "canary-team": ("moscow", chat("team", "canary-team"), {"moscow", "white"}),
            "canary-pair": ("moscow", chat("seats", "canary-pair", ("damascus",)), three),
            "canary-white": ("ankara", chat("white", "canary-white"), {"ankara", "white"}),
            "canary-all": ("ankara", chat("all", "canary-all"), everybody),
            "canary-rfi": ("damascus", Rfi(cid=table.cid(), text="canary-rfi"), {"damascus", "white"}),
            "canary-note": ("damascus", Note(cid=table.cid(), note_id="n", text="canary-note"), set()),
            "canary-intent": ("ankara", intent, {"ankara"}),
        }
        for who, message, _ in hold.values():
            assert (await table.do(who, message)).t == "ack"
        inject = AdHocInject(id="canary_inject", title="t", body="canary-inject", audience=("moscow",))
        assert (await table.fac("write_inject", inject=inject)).t == "ack"
        question = next(iter(table.host.state.rfis))
        await table.fac("answer_rfi", item=question, verdict="released", text="canary-answer", truth="false")
        for team in TEAMS:
            await table.do(team, Ready(cid=table.cid(), turn=1, on=True))
        for seat in (*TEAMS, "white", "observer"):  # and in the snapshots of those who come late
            await table.sit(seat, name=f"late {seat}")
        readers = {name: readers for name, (_, _, readers) in hold.items()}
        readers |= {"canary-inject": {"moscow", "white"}, "canary-answer": {"damascus", "white"}}
        for name, allowed in readers.items():
            for seat in (*TEAMS, "white", "observer"):
                got = any(
                    name in frame for key in (seat, f"late {seat}") for frame in table.boxes[key].frames
                )
                assert got == (seat in allowed), (name, seat)
        tags = [frame for frame in table.boxes["damascus"].frames if '"truth":"false"' in frame]
        assert tags == []

    run(play())


def test_a_seats_scenario_holds_nothing_of_the_others():
    async def play():
        table = Table()
        await table.all_sit()
        scenario = table.session.scenario
        injects = [inject.body for inject in scenario.injects] + [i.evaluator_note for i in scenario.injects]
        for seat in TEAMS:
            text = table.boxes[seat].read("scenario")[0].scenario
            briefs = {team.id: team.brief for team in Scenario.model_validate_json(text).teams}
            assert {team for team, brief in briefs.items() if brief} == {seat}
            assert not any(words[:60] in text for words in injects if words)
            for team in TEAMS:
                command = {f.id for f in scenario.factions if f.team == team and f.command == "commanded"}
                units = [f.id for f in scenario.formations if f.faction in command and f.turn > 1]
                if team != seat:
                    assert not any(f'"{unit}"' in text for unit in units)

    run(play())


def test_hidden_aims_of_others_are_in_no_byte_that_a_seat_is_sent(monkeypatch):
    """RB 21.9, with one hidden aim for each team."""
    path = host_samples.ROOT / "scenarios" / "idlib_2020.toml"
    secret = lay_out(opening.load(path, {"weights": "hidden_aims"}))
    monkeypatch.setattr(host_samples, "layout", lambda: secret)

    async def play():
        table = Table()
        await table.all_sit()
        await table.fac("start")
        for team in TEAMS:
            orders = table.session._bot_sheet(team, STYLES["historical"]).orders
            await table.do(team, Submit(cid=table.cid(), turn=1, rev=0, orders=orders, final=True))
        assert table.session.turn == 2
        hidden = [aim for aim in secret.scenario.war_aims if aim.hidden]
        assert {aim.team for aim in hidden} == set(TEAMS)
        for seat in TEAMS:
            sent = "".join(table.boxes[seat].frames)
            for aim in hidden:
                assert (aim.title in sent) == (aim.team == seat), (seat, aim.id)

    run(play())


def test_a_teams_view_neither_counts_hidden_events_nor_names_their_readers():
    async def play():
        table = Table()
        await table.all_sit()
        await table.fac("start")
        for team in TEAMS:
            orders = table.session._bot_sheet(team, STYLES["historical"]).orders
            await table.do(team, Submit(cid=table.cid(), turn=1, rev=0, orders=orders, final=True))
        for team in TEAMS:
            events = table.boxes[team].read("turn")[-1].view.events
            assert [event.number for event in events] == list(range(1, len(events) + 1))
            assert {event.audience for event in events} == {frozenset((team,))}
            assert all(event.cause <= len(events) for event in events)
            assert len(events) < len(table.session.last.events)

    run(play())


def test_a_bot_that_takes_a_seat_reads_what_the_seat_reads():
    """T-BOT: the sheet of a bot is a function of the seat's own board."""

    async def play():
        table = Table()
        await table.all_sit()
        await table.fac("start")
        await table.fac("seat", seat="moscow", bot="historical")
        seen = table.session.seen("moscow")
        expected = STYLES["historical"](table.session.layout.world, seen, 1, table.session.seed)
        for team in ("ankara", "damascus"):
            await table.do(team, Ready(cid=table.cid(), turn=1, on=True))
        from wargame.play import codec

        sheet = next(e for e in table.inner.entries() if e.kind == "orders_sealed" and e.seat == "moscow")
        orders = codec.sheet_of(table.session.layout, "moscow", expected).model_dump(mode="json")["orders"]
        assert sheet.payload["sheet"]["orders"] == orders

    run(play())
