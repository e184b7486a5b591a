"""The closed list of characters that the screens may use, and the ASCII set for consoles that have no others.

Only characters of sure width 1 are in the list; `tests/tui/test_tui_glyphs.py` asserts it. Names of places
stand on the map in ASCII (`plain`), in full in the status line.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

BRAILLE = "".join(chr(code) for code in range(0x2800, 0x2900))
BOX = "".join(chr(code) for code in range(0x2500, 0x2580))
BLOCKS = "".join(chr(code) for code in range(0x2580, 0x25A0))
LATIN = "".join(chr(code) for code in range(0xC0, 0x100)) + "·"
SIGNS = "■□●○◆◇▲▶▷◀•✔✘↵→↘↓↙←↖↑↗⊗"
ALLOWED: frozenset[str] = frozenset(
    "".join(chr(code) for code in range(0x20, 0x7F)) + LATIN + BOX + BLOCKS + BRAILLE + SIGNS
)
"""Every character a screen may show (the newline apart)."""


def strangers(text: str) -> str:
    """The characters of `text` outside the closed list, each once, in order of appearance."""
    return "".join(dict.fromkeys(char for char in text if char not in ALLOWED and char != "\n"))


@dataclass(frozen=True, slots=True)
class GlyphSet:
    """The signs of the map and the lists."""

    name: str
    kinds: dict[str, str]
    """Kind of formation to its sign; `unknown` for the unidentified."""
    strike: str
    post: str
    places: tuple[str, str, str, str]
    """By rank 1-4."""
    places_hollow: tuple[str, str, str, str]
    """By rank 1-4, out of supply."""
    source: str
    cut: str
    tick: str
    cross: str
    arrows: str
    """Eight heads, from east clockwise: E SE S SW W NW N NE."""
    half: str
    """Upper half block; a space in ASCII, where a cell has one colour."""
    cursor: tuple[str, str]
    bar: str
    rule: str


UNICODE = GlyphSet(
    name="unicode",
    kinds={
        "infantry": "╳",
        "mechanised": "⊗",
        "armour": "O",
        "artillery": "●",
        "special": "/",
        "military_police": "P",
        "militia": "╳",
        "air_defence": "◆",
        "headquarters": "H",
        "unknown": "?",
    },
    strike="*",
    post="▲",
    places=("■", "●", "•", "·"),
    places_hollow=("□", "○", "○", "·"),
    source="◆",
    cut="╳",
    tick="✔",
    cross="✘",
    arrows="→↘↓↙←↖↑↗",
    half="▀",
    cursor=("▐", "▌"),
    bar="█",
    rule="─",
)
ASCII = GlyphSet(
    name="ascii",
    kinds={
        "infantry": "x",
        "mechanised": "@",
        "armour": "O",
        "artillery": "o",
        "special": "/",
        "military_police": "P",
        "militia": "x",
        "air_defence": "%",
        "headquarters": "H",
        "unknown": "?",
    },
    strike="*",
    post="^",
    places=("#", "o", ".", "."),
    places_hollow=("=", "c", ",", ","),
    source="&",
    cut="x",
    tick="+",
    cross="x",
    arrows=">>vv<<^^",
    half=" ",
    cursor=("[", "]"),
    bar="#",
    rule="-",
)

_ASCII_OF = {
    **dict.fromkeys("─═╌╍┄┅┈┉━╴╶╸╺", "-"),
    **dict.fromkeys("│║╎╏┆┇┊┋┃╵╷╹╻", "|"),
    "╱": "/",
    "╲": "\\",
    "╳": "x",
    "⊗": "@",
    "●": "o",
    "○": "c",
    "■": "#",
    "□": "=",
    "◆": "&",
    "◇": "%",
    "▲": "^",
    "▶": ">",
    "▷": ">",
    "◀": "<",
    "•": ".",
    "·": ".",
    "✔": "+",
    "✘": "x",
    "↵": "<",
    "→": ">",
    "↘": "v",
    "↓": "v",
    "↙": "v",
    "←": "<",
    "↖": "^",
    "↑": "^",
    "↗": "^",
    "▐": "[",
    "▌": "]",
}
ASCII_TABLE = str.maketrans(
    {
        **dict.fromkeys(BOX, "+"),
        **dict.fromkeys(BLOCKS, "#"),
        **{char: ":" if (ord(char) & 0xFF).bit_count() > 3 else "." for char in BRAILLE},
        **_ASCII_OF,
        "\u2800": " ",
    }
)
"""Every sign of the closed list to ASCII; for `str.translate`."""

_SPECIAL = str.maketrans(
    {"ı": "i", "İ": "I", "ø": "o", "Ø": "O", "ß": "ss", "æ": "ae", "Æ": "AE", "’": "'", "ʿ": "'", "ʾ": "'"}
)


def plain(name: str) -> str:
    """The name in ASCII letters, for the map; what has no ASCII likeness becomes `?`."""
    parts = unicodedata.normalize("NFKD", name.translate(_SPECIAL))
    return "".join(
        char if 0x20 <= ord(char) < 0x7F else "?" for char in parts if not unicodedata.combining(char)
    )


def ascii_only(text: str) -> str:
    """The text in ASCII: signs by the table above, letters by `plain`."""
    return plain(text.translate(ASCII_TABLE))
