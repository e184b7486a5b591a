"""The picture tool: cells to SVG."""

import importlib.util
import xml.etree.ElementTree as ET
from pathlib import Path

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

TOOL = Path(__file__).parents[2] / "tools" / "map_picture.py"
spec = importlib.util.spec_from_file_location("map_picture", TOOL)
tool = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tool)

SPACE = "{http://www.w3.org/2000/svg}"


def parsed(*glyphs):
    return ET.fromstring(tool.svg_of([[tool.Cell(glyph, "#ff0000", "#000000") for glyph in glyphs]]))


def test_braille_dots_are_circles():
    assert len(parsed("⣿", "⠁").findall(f"{SPACE}circle")) == 9


def test_half_blocks_are_boxes_of_half_a_cell():
    boxes = parsed("▀", "▀").findall(f"{SPACE}rect")
    assert [box.get("fill") for box in boxes] == ["#000000", "#ff0000"]
    assert boxes[1].get("height") == "10"


def test_text_is_escaped():
    assert [text.text for text in parsed("<", "&").findall(f"{SPACE}text")] == ["<", "&"]


def test_a_strip_gives_its_colours():
    strip = Strip(
        [Segment("a", Style.parse("bold #010203 on #040506")), Segment("b", Style.parse("reverse"))]
    )
    assert tool.cells_of_strip(strip) == [
        tool.Cell("a", "#010203", "#040506", True),
        tool.Cell("b", "#0d1117", "#d7dde6", False),
    ]
