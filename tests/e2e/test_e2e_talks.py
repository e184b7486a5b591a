"""Two teams at one keyboard agree on the protocol of 5 March, with one counter-offer, by keys only."""

from __future__ import annotations

import pytest
from terminal import ROOT, Terminal, wargame

import wargame as wg

SCENARIO = str(ROOT / "scenarios" / "idlib_2020.toml")


def take(terminal, team):
    """The keyboard, handed over."""
    terminal.until(f"{team.title()}, press Enter")
    terminal.press("enter")
    terminal.until("turn 1/13")


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=["80x24", "160x45"])
def test_a_deal_in_one_turn(tmp_path, size):
    save = tmp_path / "deal.wargame"
    arguments = wargame("play", SCENARIO, "--seat", "ankara", "moscow", "--seed", "7", "--save", str(save))
    terminal = Terminal(arguments, size, home=tmp_path)
    take(terminal, "ANKARA")
    terminal.press("c")
    terminal.until("Sochi memorandum")
    terminal.press("n")
    terminal.until("terms of your own")
    terminal.press("l")
    terminal.until("Additional Protocol")
    terminal.press("s")
    terminal.until("Sent to Moscow")
    terminal.press("p")

    take(terminal, "MOSCOW")
    terminal.until("Ankara offers Additional Protocol")
    terminal.press("c", "r")
    terminal.until("Counter-offer to 3")
    terminal.press("down", "enter")
    terminal.until("Words that may follow")
    terminal.press("by +30", "enter")
    terminal.until("changed material")
    terminal.press("s")
    terminal.until("Sent to Ankara")
    terminal.press("p")

    take(terminal, "ANKARA")
    terminal.until("Moscow counters with")
    terminal.press("c")
    terminal.until("Beside offer 3")
    terminal.press("a")
    terminal.until("Accept 4")
    terminal.press("y")
    terminal.until("accepted")
    terminal.press("escape")
    terminal.until("Theatre")
    terminal.press("e")
    terminal.until("Seal the order sheet?")
    terminal.press("y")
    take(terminal, "MOSCOW")
    terminal.press("e")
    terminal.until("Seal the order sheet?")
    terminal.press("y")
    terminal.until("Ankara, press Enter")
    terminal.press("q")
    assert terminal.finish() == 0
    assert terminal.left_clean() == []

    session = wg.resume(save)
    found = session.view("moscow").politics.agreement(4)
    assert session.turn == 2
    assert found.state == "in_force"
    assert found.terms[1].form.by_day is not None
