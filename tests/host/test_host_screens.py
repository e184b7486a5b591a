"""The screens at a host: what arrives changes what is shown, and never what somebody is doing."""

from __future__ import annotations

import asyncio
import time

import pytest
from host_samples import TEAMS
from textual.widgets import Input
from wire_samples import Listening, fac, submit

from wargame.host.faces import ChatLine, Policies
from wargame.host.link import Link, new_cid
from wargame.host.wire import Challenge, Chat, ChatNow, Ready, Rfi
from wargame.model.orders import ProxyTask
from wargame.model.orders_politics import Offer, TermForm
from wargame.tui.app import make_remote
from wargame.tui.command_line import CommandLine
from wargame.tui.end_screen import EndScreen
from wargame.tui.remote_app import RemoteCellScreen, RemoteSeatScreen
from wargame.tui.remote_desk import RemoteDesk
from wargame.tui.report_screen import ReportScreen
from wargame.tui.say_form import SayForm
from wargame.tui.talk_panes import AgreementList
from wargame.tui.talks_screen import TalksScreen
from wargame.tui.wait_screen import WaitScreen

HOLD = ProxyTask(proxy="nlf", task="hold", place="saraqib")
OTHER = ProxyTask(proxy="nlf", task="hold", place="idlib")
SIZE = (120, 40)


@pytest.fixture
def plain(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


def app_of(at, seat, name="me"):
    link = Link(at.url, pin=at.pin(seat), name=name)
    at.links.append(link)
    return make_remote(link, "truecolor", "unicode", title="test")


async def becomes(pilot, kind):
    """Wait until the screen is of a kind."""
    end = time.monotonic() + 20
    while not isinstance(pilot.app.screen, kind):
        assert time.monotonic() < end, pilot.app.screen
        await pilot.pause(0.02)
    await pilot.pause()
    return pilot.app.screen


async def holds(pilot, test):
    """Wait until a test holds."""
    end = time.monotonic() + 20
    while not test():
        assert time.monotonic() < end
        await pilot.pause(0.02)


async def aside(act, *arguments, **named):
    """Run what blocks in a thread, so that the app goes on."""
    return await asyncio.to_thread(act, *arguments, **named)


def play(coroutine):
    return asyncio.run(coroutine)


def ready(link):
    return link.ask(Ready(cid=new_cid(), turn=link.mirror.turn, on=True))


def test_a_seat_follows_the_session_from_lobby_to_end(plain):
    async def go(at):
        white = await aside(at.link, "white")
        others = [await aside(at.link, team) for team in ("moscow", "damascus")]
        app = app_of(at, "ankara")
        async with app.run_test(size=SIZE) as pilot:
            await becomes(pilot, WaitScreen)
            await aside(fac, white, "start")
            await becomes(pilot, RemoteSeatScreen)
            for key in (":", *"proxy_task nlf hold saraqib"):
                await pilot.press({":": "colon", " ": "space", "_": "underscore"}.get(key, key))
            await pilot.press("enter")
            await holds(pilot, lambda: at.table.session.draft("ankara").orders == (HOLD,))
            await pilot.press("e", "y")
            await becomes(pilot, WaitScreen)
            await pilot.press("r")
            await becomes(pilot, RemoteSeatScreen)
            await aside(fac, white, "pause")
            await becomes(pilot, WaitScreen)
            await aside(fac, white, "resume")
            await becomes(pilot, RemoteSeatScreen)
            await pilot.press("e", "y")
            for link in others:
                await aside(ready, link)
            await becomes(pilot, ReportScreen)
            await pilot.press("e")
            screen = await becomes(pilot, RemoteSeatScreen)
            assert screen.view.turn == 2
            await aside(fac, white, "end")
            await becomes(pilot, EndScreen)

    with Listening() as at:
        play(go(at))


def test_the_white_cell_runs_the_session_by_keys(plain):
    async def go(at):
        teams = [await aside(at.link, team) for team in TEAMS]
        app = app_of(at, "white")
        async with app.run_test(size=(160, 45)) as pilot:
            await becomes(pilot, RemoteCellScreen)
            await pilot.press("e", "y")
            await holds(pilot, lambda: at.table.host.state.phase == "planning")
            await pilot.press("t", "enter")
            await holds(pilot, lambda: at.table.host.clock.remaining() is not None)
            await pilot.press("p")
            await holds(pilot, lambda: at.table.host.state.phase == "paused")
            await holds(pilot, lambda: app.table.mirror.phase == "paused")
            await pilot.press("p")
            await holds(pilot, lambda: app.table.mirror.phase == "planning")
            await pilot.press("i", "enter")
            await holds(pilot, lambda: any(e.kind == "inject_released" for e in at.table.inner.entries()))
            await pilot.press("v")
            await holds(pilot, lambda: app.screen.seen_as == "ankara")
            teams_pane = app.screen.query_one("#teams")
            assert teams_pane.as_text().count("planning") == 3
            await pilot.press("S", "enter")
            await holds(pilot, lambda: at.table.host.kind("ankara") == "bot historical")
            await holds(pilot, lambda: teams_pane.as_text().count("planning") == 2)
            await aside(ready, teams[1])
            await pilot.press("e", "y")
            await holds(pilot, lambda: at.table.session.turn == 2)
            await holds(pilot, lambda: app.screen.truth.turn == 2)

    with Listening() as at:
        play(go(at))


def test_a_half_written_message_survives_a_thousand_that_arrive(plain):
    """X-07."""

    async def go(at):
        white = await aside(at.link, "white")
        await aside(fac, white, "start")
        app = app_of(at, "ankara")
        async with app.run_test(size=SIZE) as pilot:
            screen = await becomes(pilot, RemoteSeatScreen)
            screen.map.move_cursor(5, 3)
            cursor = screen.map.under_cursor()
            await pilot.press("b", "enter")
            form = await becomes(pilot, SayForm)
            await pilot.press(*"half a wo".replace(" ", "_"), "left", "left")
            typed = form.query_one("#typed")
            before = (typed.value, typed.cursor_position, app.focused)
            chats = at.table.host.streams["ankara"]
            at.loop.call_soon_threadsafe(flood_slowly, at.loop, chats)
            await holds(pilot, lambda: app.table.mirror.chats and app.table.mirror.chats[-1].id == "m999")
            await pilot.pause()
            assert (typed.value, typed.cursor_position, app.focused) == before
            assert screen.map.under_cursor() == cursor
            await pilot.press("escape")
            assert isinstance(app.screen, RemoteSeatScreen)

    with Listening() as at:
        play(go(at))


def flood_slowly(loop, stream, n=0):
    """A thousand messages, as fast as a connection's queue takes them."""
    for k in range(n, min(n + 20, 1000)):
        line = ChatLine(id=f"m{k}", seat="white", sender="x", channel="all", to=(), text=f"line {k}", turn=1)
        stream.send(ChatNow(chat=line))
    if n + 20 < 1000:
        loop.call_later(0.02, flood_slowly, loop, stream, n + 20)


def test_the_loser_of_two_editors_is_told_what_changed(plain):
    async def go(at):
        white = await aside(at.link, "white")
        await aside(fac, white, "start")
        anna = await aside(at.link, "ankara", name="Anna")
        app = app_of(at, "ankara")
        async with app.run_test(size=SIZE) as pilot:
            screen = await becomes(pilot, RemoteSeatScreen)
            stale = app.table.mirror.orders
            await aside(submit, anna, [HOLD])
            await holds(pilot, lambda: screen.orders == (HOLD,))
            app.table.mirror.orders = stale  # as if Anna's sheet were still under way
            assert screen.submit((OTHER,)) is False
            told = screen.status.as_text()
            assert "Anna has changed the sheet" in told
            assert "proxy_task nlf hold saraqib" in told
            assert at.table.session.draft("ankara").orders == (HOLD,)

    with Listening() as at:
        play(go(at))


def test_without_the_host_the_screens_stay_and_say_so(plain):
    async def go(at):
        white = await aside(at.link, "white")
        await aside(fac, white, "start")
        app = app_of(at, "damascus")
        async with app.run_test(size=SIZE) as pilot:
            screen = await becomes(pilot, RemoteSeatScreen)
            at.links.remove(app.table.link)
            await aside(at.__exit__)
            await holds(pilot, lambda: not app.table.link.connected)
            await holds(pilot, lambda: "cannot be reached since" in screen.status.as_text())
            assert screen.view == app.table.mirror.view
            await pilot.press("n", "o", "escape", "escape", "w", "colon")
            await pilot.press(*"saa", "enter", "escape")
            assert screen.submit(()) is False
            assert "cannot be reached" in screen.status.as_text()
            assert "NOT CONNECTED" in "".join(part[0] for part in screen.header.left)

    at = Listening()
    at.__enter__()
    play(go(at))


def test_messages_and_questions_reach_the_screens(plain):
    async def go(at):
        white = await aside(at.link, "white")
        app = app_of(at, "moscow")
        async with app.run_test(size=SIZE) as pilot:
            screen = await becomes(pilot, WaitScreen)
            await aside(white.ask, Chat(cid=new_cid(), channel="all", text="[bold]welcome[/x] all"))
            talk = screen.query_one("#talk")
            await holds(pilot, lambda: "[bold]welcome[/x] all" in talk.as_text())
            await aside(fac, white, "start")
            await becomes(pilot, RemoteSeatScreen)
            await pilot.press("R")
            await becomes(pilot, SayForm)
            await pilot.press(*"why", "enter")
            await holds(pilot, lambda: [f.text for f in white.mirror.rfis.values()] == ["why"])
            item = next(iter(white.mirror.rfis))
            await aside(fac, white, "answer_rfi", item=item, verdict="released", text="because")
            await holds(pilot, lambda: app.table.mirror.rfis[item].answer == "because")
            await holds(pilot, lambda: "has answered" in app.screen.status.as_text())
            await aside(white.ask, Chat(cid=new_cid(), channel="seats", to=("moscow",), text="psst"))
            await holds(pilot, lambda: "psst" in app.screen.status.as_text())
            await pilot.press("B")
            await holds(pilot, lambda: not isinstance(app.screen, RemoteSeatScreen))

    with Listening() as at:
        play(go(at))


def test_an_emergency_covers_the_screen(plain):
    async def go(at):
        white = await aside(at.link, "white")
        await aside(fac, white, "start")
        app = app_of(at, "moscow")
        async with app.run_test(size=SIZE) as pilot:
            await becomes(pilot, RemoteSeatScreen)
            await aside(fac, white, "emergency", text="Leave the building")
            await holds(pilot, lambda: type(app.screen).__name__ == "Reader")
            assert at.table.host.state.phase == "paused"

    with Listening() as at:
        play(go(at))


def test_the_white_cell_names_another_leader_and_removes_somebody(plain):
    async def go(at):
        anna = await aside(at.link, "moscow", name="Anna")
        boris = await aside(at.link, "moscow", name="Boris")
        app = app_of(at, "white")
        async with app.run_test(size=(160, 45)) as pilot:
            await becomes(pilot, RemoteCellScreen)
            await holds(pilot, lambda: len(app.table.mirror.members) == 3)
            await pilot.press("M", "down", "enter", "enter")
            members = at.table.host.state.members
            await holds(pilot, lambda: members[boris.mirror.welcome.pid].role == "leader")
            await pilot.press("M", "enter", "down", "enter")
            await holds(pilot, lambda: anna.bye is not None)
            assert anna.bye.code == "kicked"

    with Listening() as at:
        play(go(at))


def test_an_offer_comes_while_one_plans_and_is_accepted_by_keys_after_sealing(plain):
    async def go(at):
        white = await aside(at.link, "white")
        moscow = await aside(at.link, "moscow")
        app = app_of(at, "ankara")
        offer = Offer(to=("ankara",), terms=(TermForm(type="ceasefire", places=("saraqib",)),))
        async with app.run_test(size=(160, 45)) as pilot:
            await becomes(pilot, WaitScreen)
            await aside(fac, white, "start")
            screen = await becomes(pilot, RemoteSeatScreen)
            focus = screen.focused
            number = await aside(RemoteDesk(moscow).talk, "moscow", offer)
            await holds(pilot, lambda: screen.view.politics.agreement(number) is not None)
            assert screen.focused is focus
            await holds(pilot, lambda: "Moscow: offer ankara" in screen.status.as_text())
            await pilot.press("e", "y")
            await becomes(pilot, WaitScreen)
            await pilot.press("c")
            talks = await becomes(pilot, TalksScreen)
            assert talks.query_one(AgreementList).current == str(number)
            await pilot.press("a", "y")
            for view in (lambda: at.table.session.view("moscow"), lambda: talks.view):
                await holds(pilot, lambda v=view: v().politics.agreement(number).state == "accepted")

    with Listening() as at:
        play(go(at))


def test_a_line_that_the_host_did_not_get_is_there_again_when_it_is_back(plain, monkeypatch):
    async def go(at):
        white = await aside(at.link, "white")
        await aside(fac, white, "start")
        app = app_of(at, "ankara")
        async with app.run_test(size=SIZE) as pilot:
            screen = await becomes(pilot, RemoteSeatScreen)
            link = app.table.link
            await pilot.press("colon")
            line = await becomes(pilot, CommandLine)
            line.query_one("#typed", Input).value = "proxy_task nlf hold saraqib"
            await pilot.pause()
            first = app.table.parse

            def cut(team, words):
                order = first(team, words)
                link.connected = False  # the connection breaks while the line is given
                return order

            monkeypatch.setattr(app.table, "parse", cut)
            await pilot.press("enter")
            await becomes(pilot, RemoteSeatScreen)
            await holds(pilot, lambda: "cannot be reached" in screen.status.as_text())
            assert at.table.session.draft("ankara").orders == ()
            monkeypatch.setattr(app.table, "parse", first)
            at.loop.call_soon_threadsafe(at.cut, "ankara")
            await holds(pilot, lambda: link.reconnects and link.connected)
            await pilot.press("colon")
            line = await becomes(pilot, CommandLine)
            assert line.query_one("#typed", Input).value == "proxy_task nlf hold saraqib"
            await pilot.press("enter")
            await holds(pilot, lambda: at.table.session.draft("ankara").orders == (HOLD,))
            await pilot.press("colon")
            line = await becomes(pilot, CommandLine)
            assert line.query_one("#typed", Input).value == ""

    with Listening() as at:
        play(go(at))


def test_the_screen_says_when_the_host_was_lost_and_that_it_is_back(plain):
    async def go(at):
        white = await aside(at.link, "white")
        app = app_of(at, "ankara")
        async with app.run_test(size=SIZE) as pilot:
            await becomes(pilot, WaitScreen)
            await aside(fac, white, "start")
            screen = await becomes(pilot, RemoteSeatScreen)
            at.loop.call_soon_threadsafe(at.cut, "ankara")
            await holds(pilot, lambda: "Connected again" in screen.status.as_text())
            assert app.screen is screen

    with Listening() as at:
        play(go(at))


async def typed(pilot, words):
    """Type a line and give it."""
    await becomes(pilot, SayForm)
    names = {" ": "space", "#": "number_sign", "@": "at", "+": "plus", "_": "underscore", ".": "full_stop"}
    await pilot.press(*(names.get(letter, letter) for letter in words), "enter")


def test_the_desks_of_the_white_cell_by_keys(plain):
    """The list, a question, an observation, a ruling under review, a challenge, a branch."""

    async def go(at):
        host = at.table.host
        host.branch = lambda name, turn: f"{name}, from turn {turn}"
        white = await aside(at.link, "white", name="second")
        ankara = await aside(at.link, "ankara")
        review = Policies(close="white", hold_results=True, review=True)
        await aside(fac, white, "policies", policies=review)
        await aside(fac, white, "start")
        app = app_of(at, "white")
        async with app.run_test(size=SIZE) as pilot:
            screen = await becomes(pilot, RemoteCellScreen)
            chosen = screen.msel.current

            def state():
                return next(each.state for each in screen.truth.injects if each.id == chosen)

            await pilot.press("space")
            await holds(pilot, lambda: state() == "held")
            await pilot.press("x")
            await holds(pilot, lambda: state() == "skipped")
            await pilot.press("x")
            await holds(pilot, lambda: state() == "planned")
            await aside(fac, white, "pause")
            await holds(pilot, lambda: app.table.mirror.phase == "paused")
            await pilot.press("enter", "down", "enter")
            await holds(pilot, lambda: host.state.queued)
            assert state() == "planned"
            await aside(fac, white, "resume")
            await holds(pilot, lambda: state() == "released")
            await pilot.press("o")
            await typed(pilot, "slow #nowhere @ankara +")
            await holds(pilot, lambda: app.table.mirror.observations)
            await holds(pilot, lambda: "#nowhere" in app.screen.status.as_text())

            await aside(ankara.ask, Rfi(cid=new_cid(), text="Whose guns?"))
            await holds(pilot, lambda: app.table.mirror.rfis)
            await pilot.press("R", "down", "enter")
            await typed(pilot, "ours")
            await holds(pilot, lambda: next(iter(app.table.mirror.rfis.values())).state == "pending")
            await pilot.press("R", "enter")
            await holds(pilot, lambda: [face.answer for face in ankara.mirror.rfis.values()] == ["ours"])

            await pilot.press("e", "y")
            await holds(pilot, lambda: app.table.mirror.phase == "white_review")
            await pilot.press("D", "down", "enter")
            for words in ("2", "add tension 20", "no call"):
                await typed(pilot, words)
            await pilot.press("enter")
            await holds(pilot, lambda: app.table.overrides() == [(app.table.note, OVERRIDDEN)])
            assert ankara.mirror.view.turn == 1
            await pilot.press("e", "y")
            await holds(pilot, lambda: ankara.mirror.view.turn == 2)

            await aside(ankara.ask, Challenge(cid=new_cid(), turn=1, event=1, ground="warned"))
            await holds(pilot, lambda: app.table.mirror.challenges)
            await pilot.press("u", "enter", "down", "enter")
            await typed(pilot, "you were right")
            await holds(pilot, lambda: [c.state for c in ankara.mirror.challenges.values()] == ["overturned"])

            await pilot.press("S", *["down"] * 9, "enter", "enter")
            await typed(pilot, "")
            await holds(pilot, lambda: "turn_1, from turn 1" in app.screen.status.as_text())

    with Listening() as at:
        play(go(at))


OVERRIDDEN = "day 2: add tension 20 (no call)"


def test_a_leader_challenges_the_outcome_under_the_cursor(plain):
    async def go(at):
        white = await aside(at.link, "white")
        for team in ("moscow", "damascus"):
            await aside(fac, white, "seat", seat=team, bot="historical")
        await aside(fac, white, "start")
        app = app_of(at, "ankara")
        async with app.run_test(size=SIZE) as pilot:
            await becomes(pilot, RemoteSeatScreen)
            await pilot.press("e", "y")
            screen = await becomes(pilot, ReportScreen)
            await pilot.press("n")
            number = int(screen.outcomes.current)
            await pilot.press("u")
            await typed(pilot, "we were told otherwise")
            await holds(pilot, lambda: at.table.host.state.challenges)
            face = next(iter(at.table.host.state.challenges.values()))
            assert (face.shown, face.ground) == (number, "we were told otherwise")

    with Listening() as at:
        play(go(at))
