"""Drawn lines as plain data: a line is a tuple of (text, ink) parts.

Pure; knows neither Textual nor any view.

An ink is a name of `inks.py`, with `+b` for bold, `+r` for dark letters on a ground of that ink, `+u` for
underlined. Text in a part is never markup: there is nothing here that could read it as such.
"""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

Part = tuple[str, str]
Line = tuple[Part, ...]

BAR = "█"
EIGHTHS = " ▏▎▍▌▋▊▉"
ROWS = "▁▂▃▄▅▆▇█"


def line(*parts: str | Part) -> Line:
    """A line of parts; a bare text takes the ink `text`."""
    return tuple((part, "text") if isinstance(part, str) else part for part in parts)


def plain(drawn: Line) -> str:
    """The characters of a line without its inks."""
    return "".join(part[0] for part in drawn)


def width(drawn: Line) -> int:
    """Cells a line takes."""
    return sum(cell_len(part[0]) for part in drawn)


def fit(words: str, cells: int, dots: bool = True) -> str:
    """The text in exactly so many cells: padded with spaces, or cut with a point."""
    if cell_len(words) <= cells:
        return set_cell_size(words, cells)
    return (
        set_cell_size(words, cells - 1) + "·" if dots and cells > 1 else set_cell_size(words, max(cells, 0))
    )


def clip(drawn: Line, cells: int) -> Line:
    """The line cut to at most so many cells."""
    left = cells
    kept: list[Part] = []
    for words, ink in drawn:
        size = cell_len(words)
        if size > left:
            if left > 0:
                kept.append((fit(words, left), ink))
            return tuple(kept)
        kept.append((words, ink))
        left -= size
    return tuple(kept)


def between(left: Line, right: Line, cells: int) -> Line:
    """Left part at the left edge and right part at the right edge of a line of so many cells."""
    room = cells - width(right)
    cut = clip(left, max(room - 1, 0))
    return (*cut, (" " * max(room - width(cut), 0), "text"), *right)


def wrap(words: str, cells: int, ink: str = "text", indent: str = "") -> list[Line]:
    """Running text broken at spaces into lines of at most so many cells; a newline starts a new line."""
    found: list[Line] = []
    for paragraph in words.split("\n"):
        current = indent
        for word in paragraph.split(" "):
            room = max(cells - cell_len(indent), 1)
            while cell_len(word) > room:
                if current.strip():
                    found.append(((current, ink),))
                found.append(((indent + word[:room], ink),))
                word, current = word[room:], indent
            joined = f"{current} {word}" if current.strip() else current + word
            if cell_len(joined) > cells:
                found.append(((current, ink),))
                current = indent + word
            else:
                current = joined
        found.append(((current, ink),))
    return found


def bar(value: int, high: int, cells: int, ink: str, track: str = "track") -> Line:
    """A bar of so many cells, filled in the share value/high; eighths of a cell are drawn over the track."""
    eighths = max(0, min(cells * 8, value * cells * 8 // max(high, 1)))
    full, rest = divmod(eighths, 8)
    parts: list[Part] = [(BAR * full, ink)]
    if rest and full < cells:
        parts.append((EIGHTHS[rest], f"{ink}+t"))
        full += 1
    parts.append((BAR * (cells - full), track))
    return tuple(part for part in parts if part[0])


def hundredths(amount: int) -> str:
    """An amount in centi-units with its sign and two decimals: 263 is `+2.63`."""
    sign = "-" if amount < 0 else "+"
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def percent(bp: int) -> str:
    """Basis points as whole per cent, half up: 4567 is `46 %`; what is possible never shows as 0 or 100."""
    if 0 < bp < 100:
        return "<1 %"
    if 9900 < bp < 10000:
        return ">99 %"
    return f"{(bp + 50) // 100} %"
