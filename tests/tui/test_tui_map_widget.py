"""The widget: cursor, camera, mouse, messages, and how little a move redraws."""

import asyncio

import pytest
from textual.app import App
from tui_map_sample import formation, real, real_view, shown, small

from wargame.tui import palette as p
from wargame.tui.map.camera import ZOOMS
from wargame.tui.map.widget import TheatreMap


class Stand(App):
    """An app that is nothing but a map."""

    def __init__(self, data, view, **more):
        super().__init__()
        self.map = TheatreMap(data, **more)
        self.first, self.said = view, []

    def compose(self):
        yield self.map

    def on_mount(self):
        self.map.set_view(self.first)
        self.map.focus()

    def on_theatre_map_place_hovered(self, message):
        self.said.append(("hovered", message.place))

    def on_theatre_map_place_chosen(self, message):
        self.said.append(("chosen", message.place, message.formations))


def on_stage(play, data=None, view=None, size=(80, 24), **more):
    """Run a scene with a map on a stage of this size."""

    async def run():
        given = data or small()
        app = Stand(given, view or shown(given, formations=[formation("a", "alpha")]), **more)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            for _ in range(100):  # the first frame comes without the map
                if app.map._awake:
                    break
                await pilot.pause(0.02)
            await pilot.pause()
            await play(app, pilot)

    asyncio.run(run())


def drawn(widget):
    return ["".join(segment.text for segment in widget.render_line(y)) for y in range(widget.size.height)]


def test_it_fills_its_region_exactly():
    async def play(app, _pilot):
        for y in range(24):
            assert app.map.render_line(y).cell_length == 80

    on_stage(play, real(), real_view())


def test_the_cursor_is_between_two_bars():
    async def play(app, pilot):
        column, row = app.map.cursor
        assert drawn(app.map)[row][column - 1] == "▐"
        assert drawn(app.map)[row][column + 1] == "▌"
        app.map.move_cursor(3, 2)
        await pilot.pause()
        assert drawn(app.map)[row + 2][column + 2] == "▐"
        assert "▐" not in drawn(app.map)[row]

    on_stage(play)


def test_a_cursor_move_refreshes_two_rows(monkeypatch):
    async def play(app, pilot):
        regions = []
        monkeypatch.setattr(app.map, "refresh", lambda *given, **_: regions.extend(given))
        row = app.map.cursor[1]
        app.map.move_cursor(0, 1)
        await pilot.pause()
        assert [(region.y, region.height) for region in regions] == [(row, 1), (row + 1, 1)]

    on_stage(play)


def test_hovering_redraws_nothing(monkeypatch):
    async def play(app, pilot):
        await pilot.hover(app.map, offset=(5, 5))
        app.said.clear()
        regions = []
        monkeypatch.setattr(app.map, "refresh", lambda *given, **_: regions.append(given))
        await pilot.hover(app.map, offset=(70, 20))
        assert app.said == [("hovered", "delta")]
        await pilot.hover(app.map, offset=(69, 20))
        assert app.said == [("hovered", "delta")]
        assert regions == []

    on_stage(play)


def test_off_the_edge_the_window_moves():
    async def play(app, _pilot):
        app.map.move_cursor(-200, 0)
        before = app.map.camera
        column, row = app.map.cursor
        assert column == 0
        app.map.move_cursor(0, -3)
        assert app.map.camera == before
        app.map.move_cursor(9, 0)
        assert app.map.cursor == (9, row - 3)

    on_stage(play)


def test_enter_and_click_choose_the_same():
    async def play(app, pilot):
        app.map.centre_on("alpha")
        cell = app.map.cursor
        app.map.choose()
        await pilot.pause()
        app.map.move_cursor(6, 3)
        await pilot.click(app.map, offset=cell)
        await pilot.pause()
        chosen = [said for said in app.said if said[0] == "chosen"]
        assert chosen == [("chosen", "alpha", ("a",))] * 2

    on_stage(play)


def test_a_click_on_a_counter_means_its_formations():
    view = shown(small(), formations=[formation("a", "alpha"), formation("b", "alpha", "nlf")])

    async def play(app, pilot):
        app.map.centre_on("alpha")
        left, top = app.map.camera.corner(app.map.data, 80, 24)
        counter = next(c for c in app.map.painter.arrangement(app.map.camera.km).counters if c.ids == ("b",))
        await pilot.click(app.map, offset=(counter.cell[1] - left + 1, counter.cell[0] - top))
        await pilot.pause()
        assert app.said[-1] == ("chosen", "alpha", ("b",))

    on_stage(play, None, view)


def test_a_drag_pans_and_chooses_nothing():
    async def play(app, pilot):
        before = app.map.look().corner(app.map.data, 80, 24)
        await pilot.mouse_down(app.map, offset=(40, 12))
        await pilot.hover(app.map, offset=(35, 10))
        await pilot.mouse_up(app.map, offset=(35, 10))
        await pilot.pause()
        assert app.map.look().corner(app.map.data, 80, 24) == (before[0] + 5, before[1] + 2)
        assert not [said for said in app.said if said[0] == "chosen"]

    on_stage(play)


def test_zoom_keeps_the_point_and_stops_at_the_ends():
    async def play(app, _pilot):
        app.map.zoom_fit()
        before = app.map.degrees(60, 6)
        app.map.zoom_in((60, 6))
        after = app.map.degrees(60, 6)
        assert before == pytest.approx(after, abs=0.03)
        for _ in range(9):
            app.map.zoom_in()
        assert app.map.look().level == len(ZOOMS) - 1
        app.map.zoom_cycle()
        assert app.map.look().level == 0

    on_stage(play)


def test_panning_by_eighths():
    async def play(app, _pilot):
        before = app.map.look().corner(app.map.data, 80, 24)
        app.map.pan(1, -1)
        assert app.map.look().corner(app.map.data, 80, 24) == (before[0] + 10, before[1] - 3)

    on_stage(play)


def test_showing_a_place_moves_the_window_only_if_needed():
    async def play(app, _pilot):
        app.map.zoom_fit()
        before = app.map.look()
        app.map.show_place("bravo")
        assert app.map.under_cursor()[0] == "bravo"
        assert app.map.look() == before
        for _ in range(3):
            app.map.zoom_in()
        app.map.show_place("carol")
        assert app.map.under_cursor()[0] == "carol"
        app.map.show_place("nowhere")
        app.map.centre_on("nowhere")
        assert app.map.under_cursor()[0] == "carol"

    on_stage(play)


def test_overlays_selection_and_ghost_show():
    async def play(app, _pilot):
        plain = [app.map.render_line(y) for y in range(24)]
        assert app.map.toggle_air() is True
        assert [app.map.render_line(y) for y in range(24)] != plain
        assert app.map.toggle_air() is False
        assert app.map.toggle_supply() is True
        assert app.map.toggle_supply() is False
        app.map.select("a")
        chosen = [app.map.render_line(y) for y in range(24)]
        assert chosen != plain
        app.map.select(None)
        app.map.set_ghost(("alpha", "bravo"))
        assert [app.map.render_line(y) for y in range(24)] != plain
        app.map.set_ghost(None)
        assert [app.map.render_line(y) for y in range(24)] == plain

    on_stage(play)


def test_resizing_draws_the_new_size():
    async def play(app, pilot):
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert app.map.render_line(29).cell_length == 100

    on_stage(play)


def test_the_core_is_fitted_anew_until_the_player_looks_elsewhere():
    async def play(app, pilot):
        await pilot.resize_terminal(200, 60)
        await pilot.pause()
        assert app.map.cursor == (100, 30)
        app.map.zoom_in()
        level = app.map.look().level
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert app.map.look().level == level

    on_stage(play, real(), real_view())


def test_changed_places_and_palette():
    async def play(app, _pilot):
        app.map.set_view(app.first, ["alpha"])
        dark = app.map.render_line(3)
        app.map.recolour(p.LIGHT)
        assert app.map.render_line(3) != dark
        assert app.map.painter.scene.changed == {"alpha"}

    on_stage(play)


def test_the_scale_bar_and_the_copy():
    async def play(app, _pilot):
        assert app.map.scale_bar() == "5 km ├────┤"
        assert "ALPHA" in app.map.as_text()

    on_stage(play)
