"""Map, form, clicks and line give equal orders, for every kind of order."""

from __future__ import annotations

import asyncio

import pytest
from conftest import press, type_line

from wargame.model.orders import (
    AirTasks,
    Attack,
    Move,
    PostOrder,
    ProxyTask,
    SendConvoy,
    SetAirspace,
    SetPosture,
    SetSiege,
    SupplyPriority,
)
from wargame.rules.tables import copied

KINDS = [
    ("damascus", "saa_25_a posture fortify", SetPosture),
    ("damascus", "saa_25_a attack maarat_al_numan", Attack),
    ("damascus", "supply_priority saa_25_a", SupplyPriority),
    ("damascus", "saa_25_b move jarjanaz", Move),
    ("ankara", "proxy_task nlf hold saraqib", ProxyTask),
    ("ankara", "convoy supply op_1", SendConvoy),
    ("ankara", "post evacuate op_1", PostOrder),
    ("moscow", "air_task strike saraqib 36", AirTasks),
    ("moscow", "airspace saraqib_idlib tr_drone risky", SetAirspace),
    ("damascus", "siege op_8 cordon", SetSiege),
]


def ready(app):
    """A board on which every kind is legal: the sieges are pressed, so that a cordon is a change."""
    session = app.desk.session
    session._board = copied(session.board)  # the start is shared by all sessions of the scenario
    for post in session._board.posts:
        if post.siege == 1:
            post.siege = 2
    session._listen()
    return app


def by_line(app, team, line):
    async def run():
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await press(pilot, "colon")
            await type_line(pilot, line)
            await press(pilot, "enter")
            return app.desk.view(team).sheet.orders

    return asyncio.run(run())


def by_form(app, team, line):
    """Word by word with arrows and Enter in the composer."""

    async def run():
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await press(pilot, "o")
            composer = app.screen.query_one("#composer")
            for word in line.split():
                options = list(composer.draft.options)
                at = options.index(word)
                for _ in range((at - composer.chip) % len(options)):
                    composer.step(1)
                assert not composer.finished
                await press(pilot, "enter")
                await pilot.pause()
            await press(pilot, "enter")
            return app.desk.view(team).sheet.orders

    return asyncio.run(run())


def by_click(app, team, line):
    """Word by word with clicks on chips."""

    async def run():
        async with app.run_test(size=(160, 45)) as pilot:
            await pilot.pause()
            await press(pilot, "o")
            composer = app.screen.query_one("#composer")
            for word in line.split():
                options = list(composer.draft.options)
                composer.chip = options.index(word)
                composer.reload()
                row, left, _, _ = next(chip for chip in composer._chips if chip[3] == word)
                await pilot.click("#composer", offset=(left + 3, row - composer.top + 1))
                await pilot.pause()
            await pilot.click("#composer", offset=(4, 2))
            await pilot.pause()
            return app.desk.view(team).sheet.orders

    return asyncio.run(run())


@pytest.mark.parametrize(("team", "line", "kind"), KINDS, ids=[kind.__name__ for _, _, kind in KINDS])
def test_all_ways_give_equal_orders(make, team, line, kind):
    typed = by_line(ready(make([team])), team, line)
    assert len(typed) == 1
    assert isinstance(typed[0], kind)
    assert by_form(ready(make([team])), team, line) == typed
    assert by_click(ready(make([team])), team, line) == typed


def test_attack_on_the_map_equals_the_line(make):
    line = "saa_25_a attack maarat_al_numan"
    typed = by_line(make(["damascus"]), "damascus", line)

    async def by_map():
        app = make(["damascus"])
        async with app.run_test(size=(160, 45)) as pilot:
            await pilot.pause()
            app.screen.choose("saa_25_a")
            await press(pilot, "m")
            app.screen.map.show_place("maarat_al_numan")
            await press(pilot, "enter")
            assert app.screen.draft.order is not None
            await press(pilot, "enter")
            return app.desk.view("damascus").sheet.orders

    assert asyncio.run(by_map()) == typed


def test_formation_target_and_order_by_mouse_alone(make):
    typed = by_line(make(["damascus"]), "damascus", "saa_25_a attack maarat_al_numan")

    async def by_mouse():
        app = make(["damascus"])
        async with app.run_test(size=(160, 45)) as pilot:
            await pilot.pause()
            theatre = app.screen.map
            for place in ("jarjanaz", "maarat_al_numan"):
                theatre.show_place(place)
                column, row = theatre.cursor
                await pilot.click("#map", offset=(column + 1, row + 1))
                await pilot.pause()
            await pilot.click("#composer", offset=(4, 2))
            await pilot.pause()
            return app.desk.view("damascus").sheet.orders

    orders = asyncio.run(by_mouse())
    assert [type(order) for order in orders] == [type(order) for order in typed]
    assert orders[0].targets == typed[0].targets


def test_a_wrong_word_names_the_nearest_right_one(make):
    async def run():
        app = make(["damascus"])
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await press(pilot, "colon")
            await type_line(pilot, "saa_25_a attack sarakib")
            await press(pilot, "enter")
            rows = app.screen.query_one("#rows").as_text()
            assert "saraqib" in rows
            assert app.desk.view("damascus").sheet.orders == ()

    asyncio.run(run())


def test_orders_are_edited_reordered_and_deleted(make):
    async def run():
        app = make(["damascus"])
        async with app.run_test(size=(160, 45)) as pilot:
            await pilot.pause()
            for line in ("saa_25_a posture rest", "saa_25_b posture hold"):
                assert app.screen.put(app.desk.parse("damascus", line))
            await press(pilot, "2", "J")
            assert [order.formation for order in app.screen.orders] == ["saa_25_b", "saa_25_a"]
            await press(pilot, "x")
            assert [order.formation for order in app.screen.orders] == ["saa_25_b"]
            await press(pilot, "enter")
            line = app.screen.query_one("#typed")
            assert line.value == "saa_25_b posture hold"
            line.value = "saa_25_b posture delay"
            await press(pilot, "enter")
            assert [order.posture for order in app.desk.view("damascus").sheet.orders] == ["delay"]

    asyncio.run(run())
