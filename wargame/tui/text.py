"""Text safety at the exit.

Whatever reaches a widget or the terminal passes one of the two doors of this file.

Names, injects, notes, scenario and save files are hostile input. `text` makes Content that is never read as
markup; `Cleaner` is the last filter before the terminal and replaces what could act on it, whatever widget it
came from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.content import Content
from textual.filter import LineFilter

from wargame.model.cleaning import clean

if TYPE_CHECKING:
    from textual.color import Color

_WORKING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\ue000-\uf8ff"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
"""What may act on a terminal or hide in a drawn line: the model's own set, and newline and tab as well."""


def text(value: str) -> Content:
    """The only way of dynamic text into a widget: cleaned, and with no markup read in it."""
    return Content(clean(value))


class Cleaner(LineFilter):
    """Cleans every segment on its way to the terminal, drops links.

    And speaks ASCII where a table says so.
    """

    def __init__(self, ascii_table: dict[int, str] | None = None) -> None:
        super().__init__()
        self._ascii = ascii_table

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments with nothing in them that could act on a terminal."""
        found = []
        for words, style, control in segments:
            safe = words.replace(
                "\u2026", "\u00b7"
            )  # what Textual cuts titles with is not in our list of glyphs
            if _WORKING.search(safe):
                safe = _WORKING.sub("\ufffd", safe)
            if self._ascii is not None and not safe.isascii():
                safe = safe.translate(self._ascii)
            if style is not None and style.link:
                style = style.update_link(None)
            found.append(Segment(safe, style, control))
        return found
