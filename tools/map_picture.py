"""Pictures of the map and of whole screens as SVG, without a terminal or a font that has every glyph.

    python tools/map_picture.py scenarios/idlib_2020.toml map.svg --size 106x32 --palette dark

Half blocks and braille dots are drawn as shapes, everything else as text in the viewer's monospace font.
`svg_of` takes rows of cells, so a script can also feed it the strips of a Textual screen (`cells_of_strip`).
"""

from __future__ import annotations

import argparse
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from rich.color import Color

sys.path.insert(0, str(Path(__file__).parents[1]))

from wargame.play import views
from wargame.play.layout import lay_out
from wargame.store.scenario_file import load_scenario
from wargame.tui.map.camera import fit
from wargame.tui.map.data import map_data
from wargame.tui.map.paint import BOLD, map_colours
from wargame.tui.map.painter import Painter, Row, Scene
from wargame.tui.palette import PALETTES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip

    from wargame.tui.palette import Palette

WIDE, HIGH = 10, 20
"""Size of a cell."""

SIZE = 16
DOT_PLACES = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""Column and row of each bit of a braille character."""


class Cell(NamedTuple):
    """One character: what, in which colours (`#rrggbb`)."""

    glyph: str
    ink: str
    back: str
    bold: bool = False


def cells_of_row(row: Row, palette: Palette, air: bool = False) -> list[Cell]:
    """A painted row of the map."""
    colours = [hexed(colour, "#d7dde6") for colour in map_colours(palette, air=air)]
    grounds = [hexed(colour, "#0d1117") for colour in map_colours(palette, air=air)]
    return [
        Cell(glyph, colours[ink], grounds[back], ink in BOLD)
        for glyph, ink, back in zip(row.text, row.ink, row.back, strict=True)
    ]


def cells_of_strip(strip: Strip, ink: str = "#d7dde6", back: str = "#0d1117") -> list[Cell]:
    """A strip of a Textual screen; `ink` and `back` where it names no colour."""
    cells = []
    for segment in strip:
        style = segment.style
        front = hexed(style.color.name if style and style.color else None, ink)
        ground = hexed(style.bgcolor.name if style and style.bgcolor else None, back)
        if style and style.reverse:
            front, ground = ground, front
        cells += [Cell(glyph, front, ground, bool(style and style.bold)) for glyph in segment.text]
    return cells


def hexed(colour: str | None, default: str) -> str:
    """A colour as `#rrggbb`."""
    if colour is None or colour == "default":
        return default
    return "#{:02x}{:02x}{:02x}".format(*Color.parse(colour).get_truecolor())


def svg_of(rows: Sequence[Sequence[Cell]]) -> str:
    """Rows of cells as the text of an SVG picture."""
    width, height = max(len(row) for row in rows) * WIDE, len(rows) * HIGH
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">',
        "<style>text{font:16px 'DejaVu Sans Mono','Menlo','Consolas',monospace;white-space:pre}"
        ".b{font-weight:bold}</style>",
    ]
    for y, row in enumerate(rows):
        parts += _grounds(row, y * HIGH)
    for y, row in enumerate(rows):
        parts += _glyphs(row, y * HIGH)
    return "\n".join([*parts, "</svg>", ""])


def _grounds(row: Sequence[Cell], top: int) -> list[str]:
    """Runs of ground, and the half blocks, which are ground to the eye."""
    parts, x = [], 0
    for back, run in groupby(row, key=lambda cell: cell.back):
        cells = len(list(run))
        # A hair wider and higher, so that no seam shows between neighbours.
        parts.append(_box(x * WIDE, top, cells * WIDE + 0.3, HIGH + 0.3, back))
        x += cells
    x = 0
    for (half, ink), run in groupby(
        row, key=lambda cell: (cell.glyph if cell.glyph in "▀▄█▐▌" else "", cell.ink)
    ):
        cells = len(list(run))
        match half:
            case "▀" | "▄":
                y = top + (HIGH / 2 if half == "▄" else 0)
                parts.append(_box(x * WIDE, y, cells * WIDE + 0.3, HIGH / 2, ink))
            case "█":
                parts.append(_box(x * WIDE, top, cells * WIDE + 0.3, HIGH + 0.3, ink))
            case "▐" | "▌":
                shift = WIDE / 2 if half == "▐" else 0
                parts += [_box((x + n) * WIDE + shift, top, WIDE / 2, HIGH, ink) for n in range(cells)]
            case _:
                pass
        x += cells
    return parts


def _box(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{colour}"/>'


def _glyphs(row: Sequence[Cell], top: int) -> list[str]:
    """Braille as circles, the rest as text, each cell at its own place."""
    parts = []
    for x, cell in enumerate(row):
        code = ord(cell.glyph[0]) if cell.glyph else 32
        if 0x2800 < code < 0x2900:
            for bit, (right, down) in enumerate(DOT_PLACES):
                if code >> bit & 1:
                    cx, cy = x * WIDE + 2.5 + right * WIDE / 2, top + 2.5 + down * HIGH / 4
                    parts.append(f'<circle cx="{cx:g}" cy="{cy:g}" r="1.5" fill="{cell.ink}"/>')
        elif cell.glyph.strip() and cell.glyph not in "▀▄█▐▌\u2800":
            bold = ' class="b"' if cell.bold else ""
            parts.append(
                f'<text x="{x * WIDE}" y="{top + 15}" fill="{cell.ink}"{bold}>{escape(cell.glyph)}</text>'
            )
    return parts


def main() -> None:
    """A picture of the map of a scenario at its start, for the white cell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario", type=Path)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--size", default="106x32", help="columns x rows of the pane")
    parser.add_argument("--palette", default="dark", choices=sorted(PALETTES))
    parser.add_argument("--overlay", choices=("air", "supply"))
    given = parser.parse_args()
    width, height = (int(part) for part in given.size.split("x"))
    scenario = load_scenario(given.scenario)
    base = given.scenario.parent / scenario.map.base
    data = map_data(scenario, base.read_text(encoding="utf-8"))
    layout = lay_out(scenario)
    palette = PALETTES[given.palette]
    painter = Painter(data, palette)
    painter.view = views.view(
        layout, layout.start, "white", views.Moment(), turn=0, over=False, events=(), injects=(), scores=()
    )
    painter.scene = Scene(air=given.overlay == "air", supply=given.overlay == "supply")
    rows = painter.rows(fit(data, width, height), width, height)
    given.picture.write_text(
        svg_of([cells_of_row(row, palette, painter.scene.air) for row in rows]), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
