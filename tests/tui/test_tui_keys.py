"""The table of keys: no clashes, nothing only on ctrl, short footers, every id runs something."""

from __future__ import annotations

import pytest

from wargame.tui.cell_screen import CellScreen
from wargame.tui.config import read_config
from wargame.tui.end_screen import EndScreen
from wargame.tui.keys import MODES, TABLE, clashes, footer_of, method, of_mode, only_on_ctrl
from wargame.tui.lobby_screen import LobbyScreen
from wargame.tui.replay_screen import ReplayScreen
from wargame.tui.report_screen import ReportScreen
from wargame.tui.seat_screen import SeatScreen
from wargame.tui.talks_screen import TalksScreen
from wargame.tui.wait_screen import WaitScreen

SCREENS = {
    "lobby": (LobbyScreen,),
    "seat": (SeatScreen,),
    "cell": (CellScreen,),
    "report": (ReportScreen, EndScreen),
    "replay": (ReplayScreen,),
    "talks": (TalksScreen,),
    "wait": (WaitScreen,),
}


def test_no_key_has_two_actions_in_a_mode():
    assert clashes() == []


def test_a_clash_is_found():
    assert clashes({"order.seal": "q"}) == ["seat: q is order.seal and ui.quit"]


def test_only_leaving_at_once_needs_ctrl():
    assert only_on_ctrl() == ["ui.quit_now"]


def test_keys_of_multiplexers_and_flow_control_stay_free():
    taken = {key for row in TABLE for key in row.keys.split(",")}
    assert not taken & {"ctrl+a", "ctrl+b", "ctrl+s", "ctrl+q"}


@pytest.mark.parametrize("mode", MODES)
def test_footers_have_nine_items_at_most_with_help_and_all_ids_run(mode):
    items = footer_of(mode)
    assert 0 < len(items) <= 9
    assert "ui.help" in [row.id for row in items]
    for screen in SCREENS[mode]:
        for row in of_mode(mode):
            assert hasattr(screen, f"action_{method(row.id)}"), (screen.__name__, row.id)


def test_ids_are_unique_and_every_row_is_told():
    assert len({row.id for row in TABLE}) == len(TABLE)
    assert all(row.help and row.label and row.modes for row in TABLE)


def test_good_entries_of_the_config_rebind_and_bad_ones_are_told(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(
        'color = "256"\nglyphs = "klingon"\n[keys]\n"map.zoom_in" = "plus,i"\n"map.zoom_inn" = "z"\n'
        '"order.seal" = "q"\n"ui.find" = "ctrl+s"\n'
    )
    config = read_config(path)
    assert config.color == "256"
    assert config.keys == {"map.zoom_in": "plus,i"} or "clashes" in " ".join(config.complaints)
    told = "\n".join(config.complaints)
    assert "did you mean map.zoom_in?" in told
    assert "order.seal" in told
    assert "klingon" in told
    assert "belong to terminals" in told
    assert all("\n" not in line for line in config.complaints)


def test_an_absent_file_is_empty_and_rubbish_is_one_line(tmp_path):
    assert read_config(tmp_path / "none.toml").complaints == ()
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe = [\x1b]52")
    assert len(read_config(path).complaints) == 1
    assert "\x1b" not in read_config(path).complaints[0]
