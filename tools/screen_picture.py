"""The pictures of the documents, from the real screens: bots play to a turn, then a seat is drawn.

`python tools/screen_picture.py docs/pictures` makes every picture the documents show.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from map_picture import cells_of_strip, svg_of

from wargame import opening
from wargame.bots import historical
from wargame.model.orders import TEAMS
from wargame.play.session import new_session
from wargame.tui import app as screens
from wargame.tui.session_desk import opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.play.session import Session
    from wargame.tui.application import WargameApp

SCENARIO = ROOT / "scenarios" / "idlib_2020.toml"
PICTURES: tuple[tuple[str, str, int, int, int, tuple[str, ...]], ...] = (
    ("team-160x45.svg", "damascus", 4, 160, 45, ("n",)),
    ("team-80x24.svg", "ankara", 5, 80, 24, ()),
    ("white-cell-160x45.svg", "white", 5, 160, 45, ()),
    ("talks-160x45.svg", "ankara", 12, 160, 45, ("c",)),
)
"""File, seat, turn, columns, rows, keys pressed."""


def session_at(turn: int, seat: str) -> Session:
    """A session of bots, at the planning of a turn, in which all but this seat have sealed."""
    session = new_session(opening.load(SCENARIO), seed=7)
    while True:
        for team in TEAMS:
            if session.turn < turn or team != seat:
                session.submit(team, historical)
                session.seal(team, "bot historical")
        if session.turn == turn:
            return session
        session.adjudicate()


async def drawn(app: WargameApp, columns: int, rows: int, keys: Sequence[str]) -> str:
    """The screen as SVG."""
    async with app.run_test(size=(columns, rows)) as pilot:
        await pilot.pause(0.3)
        for key in keys:
            await pilot.press(key)
        await pilot.pause(0.3)
        strips = app.screen._compositor.render_strips()
        return svg_of([cells_of_strip(strip) for strip in strips])


def main() -> None:
    """Draw all pictures into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for name, seat, turn, columns, rows, keys in PICTURES:
        session = session_at(turn, seat)
        base = opening.source_of(session.scenario).base_text
        app = screens.make_app(opened(session, base), [seat], "truecolor", "unicode")
        app.reported = set()
        app.reported.update(("ankara", "moscow", "damascus"))
        picture = asyncio.run(drawn(app, columns, rows, keys))
        (given.folder / name).write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
