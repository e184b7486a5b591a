"""How the screens draw into a browser: as Textual's own driver does, and they end with their door.

Textual's driver goes on without a reader when the process that started it is gone; a screen would then wait
for its host for ever.
"""

from __future__ import annotations

from textual import messages
from textual.drivers.web_driver import WebDriver


class DoorDriver(WebDriver):
    """Draws for a page, through the process that holds the browser's door."""

    def run_input_thread(self) -> None:
        """Read what the page sends; leave when nobody can send any more."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self.send_message(messages.ExitApp())

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """A screen opens no address in a browser."""
