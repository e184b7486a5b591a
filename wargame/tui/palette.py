"""Colours of the map and of the chrome, for every depth of terminal. No colour is written anywhere else.

Colour follows the *palette group* of a faction. Six tables: truecolor dark, light and of high contrast, 256
colours, 16 colours and no colour; the last three are first-class tables, since a library that downgrades by
itself merges the two sides of the front. `tests/tui/test_tui_palette.py` keeps the groups apart for every
sight; `map/paint.py` numbers the colours of a table for the map.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

Depth = Literal["truecolor", "256", "16", "none"]
Group = Literal["damascus", "opposition", "ankara", "moscow", "neutral"]
GROUPS: tuple[Group, ...] = get_args(Group)
LETTERS: dict[str, str] = {
    "damascus": "D",
    "opposition": "O",
    "ankara": "A",
    "moscow": "M",
    "neutral": "N",
    "white": "W",
}
"""The letter that stands beside every colour of a group."""


@dataclass(frozen=True, slots=True)
class Palette:
    """One table of colours. Colours are texts that rich and Textual read; None is the terminal's own."""

    name: str
    depth: Depth
    dark: bool
    background: str | None
    panel: str | None
    text: str | None
    muted: str | None
    amber: str | None
    """Focus and keys."""
    border: str | None
    white_cell: str | None
    alarm: str | None
    good: str | None
    strong: str | None
    soft: str | None
    water: str | None
    coast: str | None
    outside: tuple[str | None, str | None, str | None, str | None]
    frontier: str | None
    """Rim of the state border."""
    ink: Mapping[str, str | None]
    """Group to ink, for text and symbols."""
    rim: Mapping[str, str | None]
    faint: Mapping[str, str | None]
    counter: Mapping[str, str | None]
    """Group to fill of a counter. The neutral group has no formation."""
    counter_text: str | None
    ground: Mapping[str, tuple[str | None, str | None, str | None, str | None]]
    """Group to four shades, plain to ridge."""
    far: Mapping[str, tuple[str | None, str | None, str | None, str | None]]
    caption: Mapping[str, str | None]
    """Of empty ground: by group, and `outside`."""
    road: str | None
    track: str | None
    river: str | None
    motorway: str | None
    load: tuple[str | None, str | None, str | None]
    tint: tuple[str | None, str | None, str | None] = (None, None, None)
    """Air overlay: government side's, opposition side's, contested."""
    marks: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """Group to a character that every n-th cell carries, where colour alone does not tell."""
    letters: bool = False
    """Counters carry the letter of their group instead of the sign of their kind."""
    select: str | None = None
    """Ground of the chosen row of a list."""
    gauge: str | None = None
    """The empty part of a bar; also the ground of chips."""
    band: str | None = None
    """Ground of header and status line."""


def rgb(colour: str) -> tuple[int, int, int]:
    """`#rrggbb` to three integers 0-255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(ink: str, ground: str, share: int) -> str:
    """`share` per cent of `ink` laid on `ground`."""
    parts = (round((a * share + b * (100 - share)) / 100) for a, b in zip(rgb(ink), rgb(ground), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def steps(plain: str, ridge: str) -> tuple[str, str, str, str]:
    """Four even steps from plain to ridge."""
    return plain, mix(ridge, plain, 33), mix(ridge, plain, 67), ridge


def eight_bit(number: int) -> str:
    """Colour `number` of the 256 as a text."""
    return f"color({number})"


def _dark() -> Palette:
    ink = {
        "damascus": "#ff6233",
        "opposition": "#49e39c",
        "ankara": "#5a9bf5",
        "moscow": "#eba3cd",
        "neutral": "#f0e442",
    }
    ground = {
        "damascus": steps("#3d2019", "#5d372a"),
        "opposition": steps("#12362c", "#27594a"),
        "ankara": steps("#15304a", "#2a4f70"),
        "neutral": steps("#3d3a14", "#5e5928"),
    }
    background = "#0d1117"
    return Palette(
        name="dark",
        depth="truecolor",
        dark=True,
        background=background,
        panel="#161b22",
        text="#d7dde6",
        muted="#7d8896",
        amber="#ffd166",
        border="#30363d",
        white_cell="#f2e9d8",
        alarm="#ff5a5f",
        good="#49e39c",
        strong="#ffffff",
        soft="#c8d0db",
        water="#0b1a26",
        coast="#24465f",
        outside=steps("#1a1d25", "#2f3340"),
        frontier="#6b7280",
        ink=ink,
        rim={group: mix(ink[group], shades[0], 75) for group, shades in ground.items()},
        faint={group: mix(ink[group], shades[0], 28) for group, shades in ground.items()},
        counter={"damascus": "#cf3a0a", "opposition": "#1b6b4b", "ankara": "#1668d0", "moscow": "#c0308c"},
        counter_text="#ffffff",
        ground=ground,
        far={group: _towards(shades, background, 18) for group, shades in ground.items()},
        caption={
            "damascus": "#c98a74",
            "opposition": "#7fb59f",
            "ankara": "#7fa6d0",
            "neutral": "#c9c27a",
            "outside": "#98a2b0",
        },
        road="#8b8878",
        track="#66675d",
        river="#3b78ad",
        motorway="#ffd166",
        load=("#49e39c", "#ffd166", "#ff5a5f"),
        tint=(ink["moscow"], ink["ankara"], "#ffd166"),
        select="#26374d",
        gauge="#252c38",
        band="#161b22",
    )


def _towards(shades: tuple[str, str, str, str], ground: str, share: int) -> tuple[str, str, str, str]:
    a, b, c, d = (mix(shade, ground, 100 - share) for shade in shades)
    return a, b, c, d


def _light() -> Palette:
    paper = "#f7f4ec"
    ink = {
        "damascus": "#74301b",
        "opposition": "#0b715e",
        "ankara": "#0646f2",
        "moscow": "#c3119c",
        "neutral": "#816806",
    }
    held = ("damascus", "opposition", "ankara", "neutral")
    ground = {
        g: (mix(ink[g], paper, 14), mix(ink[g], paper, 18), mix(ink[g], paper, 22), mix(ink[g], paper, 26))
        for g in held
    }
    return Palette(
        name="light",
        depth="truecolor",
        dark=False,
        background=paper,
        panel="#ece8dc",
        text="#1f2733",
        muted="#5b6472",
        amber="#8a5a00",
        border="#b9b3a3",
        white_cell="#3d3526",
        alarm="#b3001b",
        good="#0b715e",
        strong="#000000",
        soft="#38414f",
        water="#cfe0ec",
        coast="#8fb0c6",
        outside=steps("#e6e3db", "#cfcbc0"),
        frontier="#9097a3",
        ink=ink,
        rim={g: mix(ink[g], paper, 80) for g in held},
        faint={g: mix(ink[g], paper, 40) for g in held},
        counter={g: ink[g] for g in ("damascus", "opposition", "ankara", "moscow")},
        counter_text=paper,
        ground=ground,
        far={g: _towards(ground[g], paper, 30) for g in held},
        caption={
            "damascus": "#74301b",
            "opposition": "#0a5a4b",
            "ankara": "#1a45b0",
            "neutral": "#5e4c04",
            "outside": "#4a5260",
        },
        road="#8d8673",
        track="#aaa492",
        river="#4f8fc0",
        motorway="#8a5a00",
        load=("#0b715e", "#8a5a00", "#b3001b"),
        tint=(ink["moscow"], ink["ankara"], "#8a5a00"),
        select="#d9d2bd",
        gauge="#d3cdbd",
        band="#ece8dc",
    )


def _contrast() -> Palette:
    base = _dark()
    black, white = "#000000", "#ffffff"
    ground = {
        group: steps(mix(str(shades[0]), black, 60), mix(str(shades[3]), black, 70))
        for group, shades in base.ground.items()
    }
    return replace(
        base,
        name="contrast",
        background=black,
        panel=black,
        text=white,
        muted="#c2ccd8",
        amber="#ffe08a",
        border="#8d98a6",
        white_cell=white,
        alarm="#ff8084",
        soft="#eef2f7",
        water="#04101a",
        coast="#4d86ad",
        outside=steps("#0b0d12", "#1d2029"),
        frontier="#aab3bf",
        rim=dict(base.ink),
        faint={group: mix(str(base.ink[group]), shades[0], 45) for group, shades in ground.items()},
        counter={"damascus": "#9c2a05", "opposition": "#0d5236", "ankara": "#0b4fa8", "moscow": "#9c1f70"},
        ground=ground,
        far={group: _towards(shades, black, 18) for group, shades in ground.items()},
        caption={
            "damascus": "#ffb8a0",
            "opposition": "#a8e6cb",
            "ankara": "#b3d1f5",
            "neutral": "#f0e9a0",
            "outside": "#d0d7e0",
        },
        road="#cfc9b0",
        track="#a6a693",
        river="#62a8e6",
        motorway="#ffe08a",
        select="#1a4272",
        gauge="#3a4454",
        band="#10151d",
    )


def _grey_ground(first: int, last: int) -> tuple[str, str, str, str]:
    a, b, c, d = (eight_bit(first + (last - first) * step // 3) for step in range(4))
    return a, b, c, d


def _table_256() -> Palette:
    def each(numbers: dict[str, int]) -> dict[str, str]:
        return {group: eight_bit(number) for group, number in numbers.items()}

    ground = {
        "damascus": _grey_ground(234, 237),
        "opposition": _grey_ground(236, 239),
        "ankara": _grey_ground(237, 240),
        "neutral": _grey_ground(235, 235),
    }
    far = {group: _grey_ground(233, 234) for group in ground}
    return Palette(
        name="256",
        depth="256",
        dark=True,
        background=eight_bit(233),
        panel=eight_bit(235),
        text=eight_bit(253),
        muted=eight_bit(246),
        amber=eight_bit(221),
        border=eight_bit(240),
        white_cell=eight_bit(230),
        alarm=eight_bit(203),
        good=eight_bit(78),
        strong=eight_bit(231),
        soft=eight_bit(250),
        water=eight_bit(232),
        coast=eight_bit(24),
        outside=_grey_ground(233, 234),
        frontier=eight_bit(242),
        ink=each({"damascus": 202, "opposition": 78, "ankara": 69, "moscow": 218, "neutral": 227}),
        rim=each({"damascus": 166, "opposition": 35, "ankara": 26, "neutral": 184}),
        faint={
            "damascus": eight_bit(238),
            "opposition": eight_bit(240),
            "ankara": eight_bit(241),
            "neutral": eight_bit(239),
        },
        counter=each({"damascus": 130, "opposition": 23, "ankara": 26, "moscow": 162}),
        counter_text=eight_bit(231),
        ground=ground,
        far=far,
        caption={
            "damascus": eight_bit(246),
            "opposition": eight_bit(247),
            "ankara": eight_bit(249),
            "neutral": eight_bit(246),
            "outside": eight_bit(246),
        },
        road=eight_bit(101),
        track=eight_bit(242),
        river=eight_bit(67),
        motorway=eight_bit(221),
        load=(eight_bit(78), eight_bit(221), eight_bit(203)),
        tint=(eight_bit(95), eight_bit(25), eight_bit(94)),
        marks={"neutral": ("·", 2)},
        select=eight_bit(238),
        gauge=eight_bit(237),
        band=eight_bit(235),
    )


def _table_16() -> Palette:
    ink: dict[str, str | None] = {
        "damascus": "bright_red",
        "opposition": "bright_green",
        "ankara": "bright_blue",
        "moscow": "bright_magenta",
        "neutral": "yellow",
    }
    bare = dict.fromkeys(("damascus", "opposition", "ankara", "neutral"), (None, None, None, None))
    return Palette(
        name="16",
        depth="16",
        dark=True,
        background=None,
        panel=None,
        text=None,
        muted="bright_black",
        amber="bright_yellow",
        border="bright_black",
        white_cell="bright_white",
        alarm="bright_red",
        good="bright_green",
        strong="bright_white",
        soft="white",
        water=None,
        coast="cyan",
        outside=(None, None, None, None),
        frontier="bright_black",
        ink=ink,
        rim=ink,
        faint=dict.fromkeys(bare, "bright_black"),
        counter=ink,
        counter_text="black",
        ground=bare,
        far=bare,
        caption=dict.fromkeys((*bare, "outside"), "white"),
        road="bright_black",
        track="bright_black",
        river="blue",
        motorway="yellow",
        load=("green", "yellow", "red"),
        tint=("magenta", "blue", "yellow"),
        marks={group: (LETTERS[group], 8) for group in bare},
        letters=True,
        select="blue",
        gauge="bright_black",
    )


def _no_colour() -> Palette:
    base = _table_256()
    grey = dict.fromkeys(base.rim, eight_bit(231))
    inks: dict[str, str | None] = dict.fromkeys(base.ink, eight_bit(255))
    return replace(
        base,
        name="none",
        depth="none",
        amber=eight_bit(231),
        white_cell=eight_bit(253),
        alarm=eight_bit(255),
        good=eight_bit(253),
        coast=eight_bit(240),
        ink=inks,
        rim={**grey, "opposition": eight_bit(250), "ankara": eight_bit(246)},
        counter=dict.fromkeys(base.counter, eight_bit(253)),
        counter_text=eight_bit(232),
        road=eight_bit(245),
        track=eight_bit(242),
        river=eight_bit(242),
        motorway=eight_bit(253),
        load=(eight_bit(245), eight_bit(250), eight_bit(255)),
        tint=(eight_bit(242), eight_bit(244), eight_bit(243)),
        marks={"opposition": ("·", 2), "neutral": ("N", 8), "ankara": ("A", 8)},
        letters=True,
    )


DARK = _dark()
LIGHT = _light()
CONTRAST = _contrast()
TABLE_256 = _table_256()
TABLE_16 = _table_16()
NO_COLOUR = _no_colour()
PALETTES: dict[str, Palette] = {p.name: p for p in (DARK, LIGHT, CONTRAST, TABLE_256, TABLE_16, NO_COLOUR)}


def depth_of(flag: str, environ: Mapping[str, str]) -> Depth:
    """The depth of colour: the flag (`auto|truecolor|256|16|none`) decides, then NO_COLOR, COLORTERM and
    TERM.
    """
    match flag:
        case "truecolor" | "256" | "16" | "none":
            return flag
        case _:
            pass
    term = environ.get("TERM", "")
    if environ.get("NO_COLOR") or term == "dumb":
        return "none"
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or term.endswith("-direct"):
        return "truecolor"
    if "256" in term or "kitty" in term or "alacritty" in term:
        return "256"
    return "16"


def palette_for(flag: str, environ: Mapping[str, str]) -> Palette:
    """The table of colours, decided once at start: that of `light` or `contrast`, which need a terminal of
    all colours and are never chosen by themselves, else that of the depth.
    """
    if flag in (LIGHT.name, CONTRAST.name):
        return PALETTES[flag]
    match depth_of(flag, environ):
        case "truecolor":
            return DARK
        case "256":
            return TABLE_256
        case "16":
            return TABLE_16
        case "none":
            return NO_COLOUR
