"""Text from files and people never acts on the terminal: hostile strings in every field and screen."""

from __future__ import annotations

import pytest
from terminal import ROOT, Terminal

SCENARIO = str(ROOT / "scenarios" / "idlib_2020.toml")

PROGRAM = '''
import sys
from pathlib import Path
from wargame.bots import STYLES
from wargame.play.session import new_session
from wargame.store.scenario_file import load_scenario
from wargame.tui import app
from wargame.tui.session_desk import opened

EVILS = ("\\x1b]52;c;T1dORUQ=\\x07", "\\x1b]0;OWNED\\x07", "\\x1b[31mRED\\x9b2J", "\\u202eBIDI\\u200b",
         "[@click=app.quit]K[/][b]")
EVIL = EVILS[0] + EVILS[1] + EVILS[2] + EVILS[3]
count = 0
KEEP = set("""id faction place places kind source confidence turn sector state a b terrain control team
when repeat half line tags at channel type weight release home palette command side route road_class
near_route ring""".split())

def soiled(part):
    """The same part with hostile strings in every text that is no reference."""
    global count
    count += 1
    evil = EVILS[count % len(EVILS)]
    texts = {name: evil + value[:40] for name, value in part if isinstance(value, str) and name not in KEEP}
    return part.model_copy(update=texts)

scenario = load_scenario(sys.argv[1])
lists = ("places", "formations", "posts", "teams", "injects", "war_aims", "sectors", "factions")
update = {name: tuple(soiled(part) for part in getattr(scenario, name)) for name in lists}
update |= {"title": EVIL + "Idlib", "subtitle": EVIL, "brief": EVIL + scenario.brief, "attribution": (EVIL,)}
scenario = scenario.model_copy(update=update)
session = new_session(scenario, 7)
for _ in range(int(sys.argv[3])):
    for team in ("ankara", "moscow", "damascus"):
        session.submit(team, STYLES["historical"])
    session.adjudicate()
seats = None if sys.argv[2] == "none" else [sys.argv[2]]
if sys.argv[2] == "replay":
    app.replay(opened(session))
else:
    app.play(opened(session), seats)
'''

PLANTED = (b"\x1b]52;c;T1dORUQ", b"\x1b]0;OWNED", b"\x1b[31mRED", b"\xc2\x9b", b"\xe2\x80\xae")

WALKS = {
    "none": (0, "down ? seed escape d escape tab T escape"),
    "ankara": (2, "3 enter escape w e 2 4 / a escape : p escape n o g m T escape y e n"),
    "white": (2, "down down T escape 2 T escape i enter n escape v e n w"),
    "damascus": (13, "down T escape 2 3"),
    "replay": (2, "] ] v 3 down enter escape T escape"),
}


@pytest.mark.slow
@pytest.mark.parametrize("seat", WALKS)
def test_no_planted_sequence_reaches_the_terminal(tmp_path, seat):
    turns, keys = WALKS[seat]
    program = tmp_path / "evil.py"
    program.write_text(PROGRAM, encoding="utf-8")
    terminal = Terminal([str(program), SCENARIO, seat, str(turns)], (120, 40), home=tmp_path)
    terminal.until("Idlib")
    terminal.press(*keys.split())
    assert terminal.child.isalive(), terminal.text()
    terminal.press("ctrl+c")
    assert terminal.finish() == 0, terminal.raw[-3000:].decode(errors="replace")
    for planted in PLANTED:
        assert planted not in bytes(terminal.raw), planted
    assert b"Traceback" not in terminal.raw
