"""The timeline of a replay: turns, event marks, intensity. A click goes to a turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.message import Message

from wargame.tui.header import day_text
from wargame.tui.lines import Line, fit
from wargame.tui.pane import Pane, Row

if TYPE_CHECKING:
    from datetime import date

    from textual import events

    from wargame.tui.inks import Inks

LABEL = 11
HEAT = " ░▒▓█"
"""Five steps of intensity, none to most."""


class Tick(NamedTuple):
    """One turn on the timeline."""

    turn: int
    attacks: int
    captured: int
    sieges: int
    injects: int
    opens: date
    """First date of the turn after it."""


class Timeline(Pane):
    """Lanes over the turns."""

    title: ClassVar[str] = "Timeline"
    hint: ClassVar[str] = "[ ] turn  { } event  space play  click to go there"
    letter: ClassVar[str] = "t"

    class Picked(Message):
        """A turn was clicked."""

        def __init__(self, turn: int) -> None:
            super().__init__()
            self.turn = turn

    def __init__(self, inks: Inks) -> None:
        super().__init__(inks, id="timeline")
        self._ticks: list[Tick] = []
        self._turn = 0

    def show(self, ticks: list[Tick], turn: int) -> None:
        """Show the turns with one marked."""
        self._ticks, self._turn = ticks, turn
        self.reload()

    def build(self, width: int) -> list[Row]:
        """Dates, turns, events, sieges and injects, intensity."""
        if not self._ticks:
            return []
        step = self._step(width)
        dates: Line = (
            (fit("", LABEL), "muted"),
            *((fit(day_text(tick.opens), step), "muted") for tick in self._ticks),
        )
        turns: list[tuple[str, str]] = [(fit("turn", LABEL), "muted")]
        falls: list[tuple[str, str]] = [(fit("places", LABEL), "muted")]
        posts: list[tuple[str, str]] = [(fit("posts", LABEL), "muted")]
        sent: list[tuple[str, str]] = [(fit("injects", LABEL), "muted")]
        heat: list[tuple[str, str]] = [(fit("attacks", LABEL), "muted")]
        most = max([tick.attacks for tick in self._ticks] + [1])
        for tick in self._ticks:
            here = tick.turn == self._turn
            ink = "amber+b" if here else ("amber" if tick.turn < self._turn else "muted")
            turns.append(
                (fit(f"{'●' if here else '─'}{tick.turn:<2}", min(3, step)) + "─" * max(step - 3, 0), ink)
            )
            falls.append((fit("■" * min(tick.captured, step - 1), step), "damascus"))
            posts.append((fit("▲" * min(tick.sieges, step - 1), step), "ankara"))
            sent.append((fit("◆" * min(tick.injects, step - 1), step), "white"))
            heat.append((HEAT[tick.attacks * 4 // most] * step, "damascus"))
        lanes = [dates, tuple(turns), tuple(falls), tuple(heat), tuple(posts), tuple(sent)]
        if self.size.height <= 3:
            lanes = [dates, tuple(turns), tuple(falls)]
        return [Row((lane,)) for lane in lanes]

    def _step(self, width: int) -> int:
        return max((width - LABEL) // max(len(self._ticks), 1), 2)

    def on_click(self, event: events.Click) -> None:
        """Go to the turn under the pointer."""
        event.stop()
        offset = event.get_content_offset(self)
        if offset is not None and offset.x >= LABEL and self._ticks:
            n = min((offset.x - LABEL) // self._step(self.size.width), len(self._ticks) - 1)
            self.post_message(self.Picked(self._ticks[n].turn))
