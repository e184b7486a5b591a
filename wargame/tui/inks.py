"""From the name of an ink to a style of the terminal, for one palette.

See `lines.py` for how inks are named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from wargame.tui.lines import clip, width

if TYPE_CHECKING:
    from wargame.tui.lines import Line
    from wargame.tui.palette import Palette

CONTROL_INK = {
    "government": "damascus",
    "opposition": "opposition",
    "turkish": "ankara",
    "neutral": "neutral",
}
"""Ink of each holder of a place."""


class Inks:
    """Styles by ink name and ground, made once each.

    Grounds: `ground`, `panel`, `select`, `track`, `band`.
    """

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self.colors: dict[str, str | None] = {
            **palette.ink,
            "text": palette.text,
            "muted": palette.muted,
            "amber": palette.amber,
            "white": palette.white_cell,
            "alarm": palette.alarm,
            "good": palette.good,
            "strong": palette.strong,
            "edge": palette.border,
            "ground": palette.background,
            "panel": palette.panel,
            "select": palette.select,
            "track": palette.gauge,
            "band": palette.band,
        }
        self._made: dict[tuple[str, str], Style] = {}

    def style(self, ink: str, ground: str = "ground") -> Style:
        """The style of an ink on a ground."""
        key = (ink, ground)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._make(ink, ground)
        return made

    def _make(self, ink: str, ground: str) -> Style:
        name, *marks = ink.split("+")
        front = self.colors.get(name, self.palette.text)
        back = self.colors[ground]
        bold = "b" in marks or None
        if "r" in marks:
            dark = self.palette.background or "black"
            return Style(color=dark, bgcolor=front or self.palette.strong, bold=True)
        if "t" in marks:
            back = self.palette.gauge
        if name == "chip":
            front, back = self.palette.text, self.palette.gauge
        return Style(color=front, bgcolor=back, bold=bold, underline="u" in marks or None)

    def strip(self, drawn: Line, cells: int, ground: str = "ground") -> Strip:
        """One line drawn on exactly so many cells."""
        cut = clip(drawn, cells)
        segments = [Segment(words, self.style(ink, ground)) for words, ink in cut]
        rest = cells - width(cut)
        if rest > 0:
            segments.append(Segment(" " * rest, self.style("text", ground)))
        return Strip(segments, cells)

    def css(self) -> dict[str, str]:
        """The colours of frames and inputs as variables of Textual's style sheets."""
        names = {"ink": "text", "quiet": "muted"}
        wanted = ("amber", "edge", "ground", "panel", "select", "band", "track", "alarm", "good")
        return {name: css_color(self.colors[names.get(name, name)]) for name in (*wanted, *names)}


def css_color(color: str | None) -> str:
    """A colour as Textual's style sheets write it; None is the terminal's own."""
    if color is None:
        return "ansi_default"
    if color.startswith("#"):
        return color
    if color.startswith("color("):
        return Color.parse(color).get_truecolor().hex
    return f"ansi_{color}"
