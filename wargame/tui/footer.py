"""Last line of a screen: at most nine keys, each of which also works by click, by action id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from wargame.tui.keys import OVERLAYS, footer_of, method, shown
from wargame.tui.lines import width

if TYPE_CHECKING:
    from textual import events
    from textual.strip import Strip

    from wargame.tui.inks import Inks
    from wargame.tui.keys import Key
    from wargame.tui.lines import Line


class Footer(Widget):
    """The footer of a mode."""

    DEFAULT_CSS = "Footer { height: 1; background: $ground; }"

    def __init__(self, inks: Inks, mode: str, rebound: dict[str, str]) -> None:
        super().__init__(id="footer")
        self.inks = inks
        self.items: tuple[Key, ...] = footer_of(mode, rebound)

    def parts(self) -> list[tuple[Line, str]]:
        """Each item as drawn, with its action id; as many as fit. Overlays go first: the map names them."""
        room = self.size.width
        made: list[tuple[Line, str]] = [
            (((f" {shown(row.keys)}", "amber+b"), (f" {row.label} ", "muted")), row.id) for row in self.items
        ]
        while len(made) > 2 and sum(width(drawn) for drawn, _ in made) > room:
            del made[0 if made[0][1] in OVERLAYS else -3]
        return made

    def render_line(self, y: int) -> Strip:
        """The one line."""
        drawn = tuple(part for item, _ in self.parts() for part in item)
        return self.inks.strip(drawn, self.size.width, "ground")

    async def on_click(self, event: events.Click) -> None:
        """Run the action under the pointer, whatever has the focus."""
        event.stop()
        left = 0
        for item, action in self.parts():
            left += width(item)
            if event.x < left:
                await self.screen.run_action(method(action))
                return
