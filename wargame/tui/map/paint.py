"""The colours of the map as bytes: a *ground code* below 176 (class, rim, shade), or a `Pen` from 176 on."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from wargame.tui.palette import GROUPS, Group, Palette, mix

if TYPE_CHECKING:
    from collections.abc import Sequence


class Ground(IntEnum):
    """Class of a pixel of ground; the first four are the groups that can hold ground."""

    DAMASCUS = 0
    OPPOSITION = 1
    ANKARA = 2
    NEUTRAL = 3
    FAR_DAMASCUS = 4
    FAR_OPPOSITION = 5
    FAR_ANKARA = 6
    FAR_NEUTRAL = 7
    SEA = 8
    OUTSIDE = 9
    """Land of another country than the scenario's."""
    VOID = 10
    """Off the drawn box."""


FAR = 4
"""Added to the class of ground too far from any place to look firmly held."""


class Rim(IntEnum):
    """How strongly an edge pixel is inked."""

    NONE = 0
    FAINT = 1
    BORDER = 2
    HOSTILE = 3


def ground_code(ground: int, rim: int = 0, shade: int = 0) -> int:
    """The byte of a pixel: class 0-10, rim 0-3, shade 0-3 (plain to ridge)."""
    return ground << 4 | rim << 2 | shade


class Pen(IntEnum):
    """Everything on the map that is not ground: inks and fills, as bytes 176-255."""

    TEXT = 176
    STRONG = 177
    SOFT = 178
    MUTED = 179
    AMBER = 180
    ALARM = 181
    GOOD = 182
    DARK = 183
    """Dark writing on amber."""
    POST = 184
    SECONDARY = 185
    TRACK = 186
    RIVER = 187
    MOTORWAY = 188
    CUT = 189
    LOAD_LOW = 190
    LOAD_MIDDLE = 191
    LOAD_HIGH = 192
    OUTLINE = 193
    """Rim of a changed place."""
    UNKNOWN = 194
    """Fill of a counter that is not identified."""
    COUNTER_TEXT = 195
    GHOST = 196
    PATH = 197
    CURSOR = 198
    OUTSIDE_CAPTION = 199
    INK = 200
    """+ number of the group (0-4)."""
    COUNTER = 205
    CAPTION = 210
    LETTER = 215


HELD: tuple[Group, ...] = ("damascus", "opposition", "ankara", "neutral")
"""Groups that can hold ground, in the order of `Ground`."""

CONTROL_GROUND: dict[str, int] = {
    "government": Ground.DAMASCUS,
    "opposition": Ground.OPPOSITION,
    "turkish": Ground.ANKARA,
    "neutral": Ground.NEUTRAL,
}
"""Control of a place, as a View words it, to the class of its ground."""


def map_colours(palette: Palette, *, air: bool = False) -> tuple[str | None, ...]:
    """The colour of each of the 256 bytes of the map.

    With `air` the shade of held ground is the tint of its airspace.
    """
    colours: list[str | None] = [palette.background] * 256
    for number, group in enumerate(HELD):
        for offset, shades in ((0, palette.ground[group]), (FAR, palette.far[group])):
            _fill(
                colours,
                number + offset,
                _tinted(palette, shades[0]) if air else shades,
                palette.rim[group],
                palette.faint[group],
            )
    _fill(colours, Ground.SEA, (palette.water,) * 4, palette.coast, palette.coast)
    _fill(colours, Ground.OUTSIDE, palette.outside, palette.frontier, palette.coast)
    for rim in Rim:
        colours[ground_code(Ground.OUTSIDE, rim)] = palette.outside[0]
    for shade in range(4):
        colours[ground_code(Ground.OUTSIDE, Rim.NONE, shade)] = palette.outside[shade]
        colours[ground_code(Ground.OUTSIDE, Rim.BORDER, shade)] = palette.frontier
        colours[ground_code(Ground.SEA, Rim.BORDER, shade)] = palette.coast
    _fill_pens(colours, palette)
    return tuple(colours)


def _tinted(palette: Palette, plain: str | None) -> tuple[str | None, str | None, str | None, str | None]:
    """Ground without tint and with the three tints of the air overlay, 16 per cent in truecolor."""
    if plain is None or not plain.startswith("#"):
        return plain, *palette.tint
    one, two, three = (mix(tint or plain, plain, 16) for tint in palette.tint)
    return plain, one, two, three


def _fill(
    colours: list[str | None],
    ground: int,
    shades: Sequence[str | None],
    rim: str | None,
    faint: str | None,
) -> None:
    for shade in range(4):
        colours[ground_code(ground, Rim.NONE, shade)] = shades[shade]
        colours[ground_code(ground, Rim.FAINT, shade)] = faint
        colours[ground_code(ground, Rim.BORDER, shade)] = shades[shade]
        colours[ground_code(ground, Rim.HOSTILE, shade)] = rim


def _fill_pens(colours: list[str | None], palette: Palette) -> None:
    pens = {
        Pen.TEXT: palette.text,
        Pen.STRONG: palette.strong,
        Pen.SOFT: palette.soft,
        Pen.MUTED: palette.muted,
        Pen.AMBER: palette.amber,
        Pen.ALARM: palette.alarm,
        Pen.GOOD: palette.good,
        Pen.DARK: palette.background or "black",
        Pen.POST: palette.strong,
        Pen.SECONDARY: palette.road,
        Pen.TRACK: palette.track,
        Pen.RIVER: palette.river,
        Pen.MOTORWAY: palette.motorway,
        Pen.CUT: palette.alarm,
        Pen.LOAD_LOW: palette.load[0],
        Pen.LOAD_MIDDLE: palette.load[1],
        Pen.LOAD_HIGH: palette.load[2],
        Pen.OUTLINE: palette.amber,
        Pen.UNKNOWN: palette.muted,
        Pen.COUNTER_TEXT: palette.counter_text,
        Pen.GHOST: palette.strong,
        Pen.PATH: palette.strong,
        Pen.CURSOR: palette.amber,
        Pen.OUTSIDE_CAPTION: palette.caption["outside"],
    }
    for pen, colour in pens.items():
        colours[pen] = colour
    for number, group in enumerate(GROUPS):
        colours[Pen.INK + number] = palette.ink[group]
        colours[Pen.COUNTER + number] = palette.counter.get(group, palette.muted)
        colours[Pen.CAPTION + number] = palette.caption.get(group, palette.muted)
        colours[Pen.LETTER + number] = palette.ink[group]


BOLD: frozenset[int] = frozenset(
    (Pen.STRONG, Pen.COUNTER_TEXT, Pen.DARK, Pen.POST, *(Pen.INK + number for number in range(len(GROUPS))))
)
"""Pens written in bold."""
