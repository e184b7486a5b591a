"""A turn through the screens: sealing, hand-over, adjudication, report, white cell, replay, the end."""

from __future__ import annotations

import asyncio

import pytest
from conftest import press, type_line

from wargame.errors import SaveError
from wargame.play.session import resume
from wargame.tui.keys import method
from wargame.tui.seat_screen import SeatScreen


async def until(pilot, name, tries=100):
    """Wait until a screen of this class is shown."""
    for _ in range(tries):
        if type(pilot.app.screen).__name__ == name:
            await pilot.pause()
            return
        await pilot.pause(0.05)
    raise AssertionError(f"{type(pilot.app.screen).__name__} instead of {name}")


def test_one_seat_seals_reads_its_report_and_plans_on(make):
    async def run():
        app = make(["ankara"])
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, "SeatScreen")
            await press(pilot, "e", "y")
            await until(pilot, "ReportScreen")
            assert app.desk.turn == 2
            assert app.screen.report.seat == "ankara"
            await press(pilot, "e")
            await until(pilot, "SeatScreen")
            assert app.screen.view.turn == 2

    asyncio.run(run())


def test_two_seats_never_see_each_other(make):
    async def run():
        app = make(["ankara", "damascus"])
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, "HandOver")
            assert app.screen.seat == "ankara"
            await press(pilot, "enter")
            await until(pilot, "SeatScreen")
            assert app.screen.view.seat == "ankara"
            await press(pilot, "e", "y")
            await until(pilot, "HandOver")
            assert app.screen.seat == "damascus"
            assert all(not isinstance(screen, SeatScreen) for screen in app.screen_stack)

            await press(pilot, "enter")
            await until(pilot, "SeatScreen")
            assert app.screen.view.seat == "damascus"
            await press(pilot, "e", "y")
            await until(pilot, "HandOver")
            assert app.desk.turn == 2
            await press(pilot, "enter")
            await until(pilot, "ReportScreen")
            assert app.screen.report.seat == "ankara"

    asyncio.run(run())


def test_not_yet_leaves_the_sheet_open(make):
    async def run():
        app = make(["moscow"])
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, "SeatScreen")
            await press(pilot, "e", "n")
            assert app.desk.view("moscow").sealed["moscow"] is False
            assert type(app.screen).__name__ == "SeatScreen"

    asyncio.run(run())


def test_the_report_explains_its_first_battle(make):
    async def run():
        app = make(["damascus"], turns=1)
        app.reported.clear()
        async with app.run_test(size=(160, 45)) as pilot:
            await until(pilot, "ReportScreen")
            why = app.screen.query_one("#why").as_text()
            assert "odds of strength" in why
            assert "net shift" in why
            assert "RB 12" in why
            draw = app.screen.query_one("#draw").as_text()
            assert "drawn 0." in draw
            before = app.screen.outcomes.current
            await press(pilot, "n")
            assert app.screen.outcomes.current != before

    asyncio.run(run())


def test_the_white_cell_releases_writes_and_closes(make):
    async def run():
        app = make(["white"])
        async with app.run_test(size=(160, 45)) as pilot:
            await until(pilot, "CellScreen")
            waiting = next(i.id for i in app.screen.truth.injects if i.state == "planned")
            await press(pilot, "i", "enter")
            states = {inject.id: inject.state for inject in app.desk.view("white").injects}
            assert states[waiting] == "released"
            await press(pilot, "i", "i")
            await until(pilot, "InjectForm")
            await type_line(pilot, "Fog")
            await press(pilot, "enter")
            await type_line(pilot, "No flights today")
            await press(pilot, "enter")
            await until(pilot, "CellScreen")
            assert any(inject.title == "Fog" for inject in app.desk.view("ankara").injects)
            await press(pilot, "v")
            assert app.screen.seen_as == "ankara"
            assert app.screen.view.seat == "ankara"
            await press(pilot, "e")
            assert app.screen_stack[-2].seen_as == "white"
            await press(pilot, "y")
            await until(pilot, "CellScreen")
            assert app.desk.turn == 2

    asyncio.run(run())


def state_of(app, inject):
    return next(each.state for each in app.desk.view("white").injects if each.id == inject)


def test_the_white_cell_holds_skips_retimes_and_rewrites_what_waits(make):
    async def run():
        app = make(["white"])
        async with app.run_test(size=(160, 45)) as pilot:
            await until(pilot, "CellScreen")
            chosen = app.screen.msel.current
            await press(pilot, "space")
            assert state_of(app, chosen) == "held"
            assert app.screen.msel.current == chosen
            await press(pilot, "space")
            assert state_of(app, chosen) == "planned"
            await press(pilot, "x")
            assert state_of(app, chosen) == "skipped"
            await press(pilot, "enter")
            assert "restore" in app.screen.status.as_text()
            await press(pilot, "x")
            assert state_of(app, chosen) == "planned"
            await press(pilot, "d")
            await type_line(pilot, "turn 4 day 2")
            await press(pilot, "enter")
            found = next(each for each in app.desk.view("white").injects if each.id == chosen)
            assert found.due == "turn 4 day 2"
            await press(pilot, "E")
            await until(pilot, "SayForm")
            assert app.screen.query_one("#typed").value == found.title
            await press(pilot, "enter")
            await type_line(pilot, " And more.")
            await press(pilot, "enter")
            await until(pilot, "CellScreen")
            again = next(each for each in app.desk.view("white").injects if each.id == chosen)
            assert again.body.endswith(" And more.")
            await press(pilot, "d")
            await type_line(pilot, "yesterday")
            await press(pilot, "enter")
            assert "yesterday" in app.screen.status.as_text()
            await press(pilot, "home")
            await press(pilot, "x")
            assert "released" in app.screen.status.as_text()

    asyncio.run(run())


def test_the_white_cell_changes_a_ruling_and_takes_it_back(make):
    async def run():
        app = make(["white"], turns=1)
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, "CellScreen")
            digest = app.desk.session.digest
            await press(pilot, "D")
            await until(pilot, "RulingDesk")
            await press(pilot, "down", "enter")
            await until(pilot, "SayForm")
            for words in ("2", "add tension 20", "the call never came"):
                await type_line(pilot, words)
                await press(pilot, "enter")
            await until(pilot, "Ask")
            await press(pilot, "down", "enter")
            await until(pilot, "CellScreen")
            assert app.desk.session.digest != digest
            told = [words for _, words in app.desk.overrides()]
            assert told == ["day 2: add tension 20 (the call never came)"]
            assert app.desk.view("ankara").injects[-1].body == "the call never came"
            await press(pilot, "D")
            await until(pilot, "RulingDesk")
            await press(pilot, "down", "down", "enter")
            await until(pilot, "CellScreen")
            assert app.desk.session.digest == digest
            await press(pilot, "D", "down", "down", "enter")
            await until(pilot, "Ask")
            await press(pilot, "down", "down", "enter")
            await until(pilot, "SayForm")
            await type_line(pilot, "set nowhere 3")
            await press(pilot, "enter")
            await type_line(pilot, "x")
            await press(pilot, "enter", "enter")
            await until(pilot, "CellScreen")
            assert "nowhere" in app.screen.status.as_text()
            assert app.desk.session.digest == digest

    asyncio.run(run())


def test_the_white_cell_hands_over_to_a_team_and_gets_the_keyboard_back(make):
    async def run():
        app = make(["ankara", "white"])
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, "HandOver")
            await press(pilot, "enter")
            await until(pilot, "CellScreen")
            await press(pilot, "e", "y")
            await until(pilot, "HandOver")
            assert app.screen.seat == "ankara"
            await press(pilot, "enter")
            await until(pilot, "SeatScreen")
            await press(pilot, "e", "y")
            await until(pilot, "HandOver")
            assert app.screen.seat == "white"
            await press(pilot, "enter")
            await until(pilot, "CellScreen")
            await press(pilot, "e", "y")
            await until(pilot, "HandOver")
            assert app.desk.turn == 2

    asyncio.run(run())


def test_replay_steps_and_views_as(make):
    async def run():
        app = make(None, turns=3, replaying=True)
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, "ReplayScreen")
            await press(pilot, "right_square_bracket", "right_square_bracket")
            assert app.screen.at_turn == 2
            assert app.screen.view.turn == 3
            await press(pilot, "left_square_bracket")
            assert app.screen.at_turn == 1
            await press(pilot, "v")
            assert app.screen.view.seat == "ankara"
            words = app.screen.query_one("#events").as_text()
            assert "ANK statement" not in words
            assert "ANK recon adviser" in words
            assert "MOS " not in words
            await press(pilot, *["right_square_bracket"] * 9)
            assert app.screen.at_turn == 3

    asyncio.run(run())


def test_a_branch_begins_at_the_turn_that_is_shown(make):
    async def run():
        app = make(None, turns=3, replaying=True)
        made = []

        def branch(turn):
            if turn == 0:
                raise SaveError("the disk is full")
            made.append(turn)
            return "saves/x-after-2.wargame"

        async with app.run_test(size=(160, 45)) as pilot:
            await until(pilot, "ReplayScreen")
            await press(pilot, "b")
            assert "no save of this machine" in app.screen.status.as_text()
            app.branch_from = branch
            await press(pilot, "b")
            assert "the disk is full" in app.screen.status.as_text()
            await press(pilot, "right_square_bracket", "right_square_bracket", "b")
            assert made == [2]
            assert "wargame play saves/x-after-2.wargame" in app.screen.status.as_text()

    asyncio.run(run())


def test_an_exercise_that_has_ended_has_no_other_future_at_its_end(make):
    async def run():
        app = make(None, turns=13, replaying=True)
        app.branch_from = lambda turn: "nowhere"
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, "ReplayScreen")
            app.screen.go(13)
            await press(pilot, "b")
            assert "go back a turn" in app.screen.status.as_text()

    asyncio.run(run())


def test_the_end_shows_every_line_of_the_war_aims(make):
    async def run():
        app = make(["damascus"], turns=13)
        async with app.run_test(size=(160, 45)) as pilot:
            await until(pilot, "EndScreen")
            teams = ("ankara", "moscow", "damascus")
            words = "".join(app.screen.query_one(f"#aims_{team}").as_text() for team in teams)
            assert all(score.title.split()[0] in words for score in app.screen.view.scores)
            assert words.count("Together") == 3
            assert words.count("reached") >= len(app.screen.view.scores), "each line says how it stands"
            joined = " ".join(words.split())
            assert all(score.measure.split()[0] in joined for score in app.screen.view.scores)
            panes = [app.screen.query_one(f"#aims_{team}") for team in teams]
            assert all(pane.region.width > 45 for pane in panes)
            await pilot.resize_terminal(80, 24)
            await press(pilot, "2")
            assert [pane.display for pane in panes] == [False, True, False]

    asyncio.run(run())


def test_seat_choice_starts_a_session(make):
    async def run():
        app = make(None)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, "LobbyScreen")
            await press(pilot, "space", "down", "down", "space", "s")
            await until(pilot, "SeatScreen")
            assert app.seats == ["damascus"]

    asyncio.run(run())


def test_help_lists_what_works_here_and_runs_it(make):
    async def run():
        app = make(["ankara"])
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, "SeatScreen")
            await press(pilot, "question_mark")
            await type_line(pilot, "seal")
            assert "order.seal" in app.screen.query_one("#rows").as_text()
            await press(pilot, "enter")
            await until(pilot, "Ask")

    asyncio.run(run())


def test_jump_find_and_footer(make):
    async def run():
        app = make(["damascus"], turns=1)
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, "SeatScreen")
            await press(pilot, "g", "f")
            assert app.focused.id == "feed"
            await press(pilot, "slash")
            await type_line(pilot, "saraq")
            await press(pilot, "enter")
            assert app.screen.map.under_cursor()[0] == "saraqib"
            footer = app.screen.query_one("#footer")
            left = 0
            for drawn, action in footer.parts():
                if action == "order.seal":
                    break
                left += sum(len(words) for words, _ in drawn)
            await pilot.click("#footer", offset=(left + 2, 0))
            await until(pilot, "Ask")
            assert method("order.seal") == "order_seal"

    asyncio.run(run())


def test_leaving_asks_while_orders_are_unsealed(make):
    async def run():
        app = make(["damascus"])
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, "SeatScreen")
            app.screen.put(app.desk.parse("damascus", "saa_25_a posture rest"))
            await press(pilot, "q")
            await until(pilot, "Ask")
            await press(pilot, "n")
            await until(pilot, "SeatScreen")

    asyncio.run(run())


def test_an_order_that_was_not_sealed_is_in_the_save(make):
    async def run():
        app = make(["damascus"])
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, "SeatScreen")
            app.screen.put(app.desk.parse("damascus", "saa_25_a posture rest"))
            await press(pilot, "q")
            await until(pilot, "Ask")
            await press(pilot, "y")
        session = app.desk.session
        again = resume(session.layout, session.journal)
        assert again.draft("damascus") == session.draft("damascus")
        assert again.draft("damascus").orders == (app.desk.parse("damascus", "saa_25_a posture rest"),)

    asyncio.run(run())


def test_an_order_that_cannot_be_kept_is_not_in_the_draft_either(make, monkeypatch):
    app = make(["damascus"])
    desk = app.desk
    desk.add("damascus", desk.parse("damascus", "saa_25_a posture rest"))
    before = desk.session.draft("damascus")

    def full(entries, record=None, command=None):
        raise SaveError("the disk is full")

    monkeypatch.setattr(desk.session.journal, "commit", full)
    with pytest.raises(SaveError, match="full"):
        desk.add("damascus", desk.parse("damascus", "saa_25_b posture rest"))
    assert desk.session.draft("damascus") == before


def test_panes_are_overlays_at_80_by_24(make):
    async def run():
        app = make(["damascus"])
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, "SeatScreen")
            theatre, orders = app.screen.query_one("#map"), app.screen.query_one("#orders")
            assert theatre.content_size == (78, 19)
            assert not orders.is_on_screen
            await press(pilot, "2")
            assert orders.is_on_screen
            assert app.focused is orders
            await press(pilot, "escape")
            assert not orders.is_on_screen
            await press(pilot, "n", "o")
            assert app.screen.query_one("#composer").region.height == 8

    asyncio.run(run())
