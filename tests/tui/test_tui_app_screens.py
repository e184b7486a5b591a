"""Every screen at every size: drawn, only with glyphs of the closed list, all of it inside the terminal."""

from __future__ import annotations

import asyncio

import pytest
from conftest import press

from wargame.tui import app as app_module
from wargame.tui.glyphs import strangers

SIZES = [(80, 24), (100, 30), (120, 40), (160, 45), (200, 60)]

SCREENS = {
    "lobby": (None, 0, ()),
    "seat": (["damascus"], 1, ()),
    "seat composing": (["damascus"], 1, ("n",)),
    "seat orders": (["ankara"], 1, ("2",)),
    "report": (["damascus"], 1, ()),
    "cell": (["white"], 1, ()),
    "help": (["ankara"], 0, ("question_mark",)),
    "jump": (["ankara"], 0, ("g",)),
    "command": (["moscow"], 0, ("colon",)),
    "seal": (["moscow"], 0, ("e",)),
    "form": (["white"], 0, ("n",)),
    "talks": (["ankara"], 1, ("c",)),
    "talks of the white cell": (["white"], 1, ("c",)),
    "offer": (["moscow"], 1, ("c", "n", "right")),
    "term": (["moscow"], 1, ("c", "n", "plus", "enter")),
    "end": (["damascus"], 13, ()),
}


def drawn(app):
    """The characters of the screen, line by line."""
    return [strip.text for strip in app.screen._compositor.render_strips(app.size)]


def shown(make, name, size, **more):
    seats, turns, keys = SCREENS[name]

    async def run():
        app = make(seats, turns, **more)
        if name == "report":
            app.reported.clear()
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await press(pilot, *keys)
            await pilot.pause()
            return drawn(app)

    return asyncio.run(run())


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=["80x24", "160x45"])
def test_screens_are_drawn_with_glyphs_of_the_list(make, name, size):
    lines = shown(make, name, size)
    assert len(lines) == size[1]
    assert strangers("".join(lines)) == ""
    assert sum(1 for line in lines if line.strip()) > size[1] // 3


@pytest.mark.parametrize("size", SIZES, ids=[f"{w}x{h}" for w, h in SIZES])
def test_header_status_and_footer_frame_the_seat(make, size):
    lines = shown(make, "seat", size)
    assert lines[0].lstrip().startswith("DAMASCUS")
    assert "turn 2/13" in lines[0]
    assert "sealed" in lines[0]
    assert "? Help" in lines[-1]
    assert "e Seal" in lines[-1]
    assert "lists every key" in lines[-2]
    assert "Theatre" in lines[1]


def test_a_tiny_terminal_says_so(make):
    lines = shown(make, "seat", (50, 15))
    assert any("at least 60x20" in line for line in lines)


@pytest.mark.parametrize("color", ["light", "contrast", "256", "16", "none"])
def test_every_depth_of_colour_draws_the_same_words(make, color):
    assert shown(make, "cell", (80, 24), color=color) == shown(make, "cell", (80, 24))


def test_resizing_goes_through_all_layouts(make):
    async def run():
        app = make(["ankara"], 1)
        async with app.run_test(size=(160, 45)) as pilot:
            await pilot.pause()
            for width, height in ((80, 24), (120, 40), (60, 20), (200, 60)):
                await pilot.resize_terminal(width, height)
                await pilot.pause()
                lines = drawn(app)
                assert len(lines) == height
                assert "Theatre" in lines[1]

    asyncio.run(run())


def test_a_pane_is_written_to_a_file_and_never_over_one(make, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    async def run():
        app = make(["damascus"], 1)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await press(pilot, "3", "Y", "Y")
            first, second = tmp_path / "feed-turn-2.txt", tmp_path / "feed-turn-2-2.txt"
            assert first.read_text() == second.read_text() == app.screen.pane_text().rstrip("\n") + "\n"
            assert "falls" in first.read_text()
            assert f"to {second.name}" in app.screen.status.as_text()
            await press(pilot, "1", "Y")
            assert "Saraqib" in (tmp_path / "map-turn-2.txt").read_text()
            app.writes_files = False
            await press(pilot, "Y")
            assert "browser" in app.screen.status.as_text()
            assert len(list(tmp_path.glob("*.txt"))) == 3

    asyncio.run(run())


def test_a_folder_that_takes_no_file_is_told(make, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for number in range(1, 101):
        (tmp_path / ("map-turn-1.txt" if number == 1 else f"map-turn-1-{number}.txt")).touch()

    async def run():
        app = make(["damascus"])
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await press(pilot, "1", "Y")
            assert "100 files called map-turn-1 are there already" in app.screen.status.as_text()

    asyncio.run(run())


def test_a_pane_is_copied_as_text(make):
    async def run():
        app = make(["damascus"], 1)
        copied = []
        app.copy_to_clipboard = copied.append
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await press(pilot, "3", "y")
            assert copied[0].startswith("Reports")
            assert "falls" in copied[0]
            await press(pilot, "1", "y")
            assert "Saraqib" in copied[1]

    asyncio.run(run())


def test_keys_are_rebound_by_id(make, tmp_path):
    from wargame.tui.config import Config

    async def run():
        app = make(["damascus"], 0, config=Config({"order.seal": "E"}, "auto", "auto", ()))
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await press(pilot, "e")
            assert type(app.screen).__name__ == "SeatScreen"
            assert "E Seal" in drawn(app)[-1]
            await press(pilot, "E")
            assert type(app.screen).__name__ == "Ask"

    asyncio.run(run())


@pytest.mark.parametrize("own", [True, False])
def test_a_seat_in_a_browser_writes_no_files(monkeypatch, own):
    class Stub:
        failure, return_code, writes_files, stopped = None, 0, True, False

        def run(self):
            self.ran_with = self.writes_files

        def stop(self):
            self.stopped = True

    stub = Stub()
    monkeypatch.setattr(app_module, "make_remote", lambda *given, **more: stub)
    app_module.join(stub, own=own)
    assert stub.ran_with is own
    assert stub.stopped
