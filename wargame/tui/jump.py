"""Jump mode: a letter on every pane; the next key goes there, any other key goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import ModalScreen
from textual.widget import Widget

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.geometry import Region
    from textual.strip import Strip

    from wargame.tui.inks import Inks


class Letter(Widget):
    """One letter painted over a pane's corner."""

    DEFAULT_CSS = "Letter { width: 5; height: 1; position: absolute; }"

    def __init__(self, inks: Inks, letter: str) -> None:
        super().__init__()
        self._inks, self._letter = inks, letter

    def render_line(self, y: int) -> Strip:
        """The letter."""
        return self._inks.strip(((f"  {self._letter}  ", "amber+r"),), 5)


class Jump(ModalScreen[str | None]):
    """Letters over the panes. `targets`: letter -> (pane id, its region, whether it is displayed)."""

    DEFAULT_CSS = "Jump { background: transparent; layout: vertical; }"

    def __init__(self, inks: Inks, targets: dict[str, tuple[str, Region, bool]]) -> None:
        super().__init__()
        self._inks, self._targets = inks, targets

    def compose(self) -> ComposeResult:
        """A letter in the middle of each pane; hidden panes get theirs at the lower edge."""
        hidden = 0
        for letter, (_, region, displayed) in self._targets.items():
            painted = Letter(self._inks, letter)
            if displayed and region.width > 0:
                painted.styles.offset = (region.x + region.width // 2 - 2, region.y + region.height // 2)
            else:
                painted.styles.offset = (2 + 7 * hidden, max(self.app.size.height - 4, 0))
                hidden += 1
            yield painted

    def on_key(self, event: events.Key) -> None:
        """Go to the pane of this key."""
        event.stop()
        event.prevent_default()
        target = self._targets.get(event.character or "")
        self.dismiss(target[0] if target else None)
