"""Tables for spreadsheets and pages for browsers, from texts of people: nothing in them acts.

A spreadsheet runs cells that begin like a formula; they get an apostrophe. A page shows every text escaped,
loads nothing, runs nothing, and says so to the browser.
"""

from __future__ import annotations

import csv
import html
import io
from typing import TYPE_CHECKING

from wargame.model.cleaning import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wargame.commands.export import Line

HEADER = ("turn", "day", "what", "who", "text")

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
"""How a text begins that a spreadsheet may take for more than a text."""

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a browser may do with the page: show it."""

STYLE = (
    "body{font:15px/1.45 sans-serif;margin:2em auto;max-width:60em;padding:0 1em}"
    "table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.2em .6em;"
    "border-bottom:1px solid #ccc}h2{margin-top:2em}.b{background:#a00;color:#fff;padding:.3em 1em}"
)


def guarded(cell: str) -> str:
    """A text that a spreadsheet shows and does not run."""
    return f"'{cell}" if cell.startswith(FORMULA) or cell.lstrip().startswith(FORMULA) else cell


def csv_of(lines: Iterable[Line]) -> str:
    """The lines as a table with a header, texts in quotation marks."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow(HEADER)
    for line in lines:
        writer.writerow([guarded(clean(cell)) if isinstance(cell, str) else cell for cell in line])
    return out.getvalue()


def html_of(title: str, seat: str, facts: Mapping[str, str], lines: Sequence[Line]) -> str:
    """The lines as a page of its own, a table a turn."""
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        f"<title>{shown(title)}: {shown(seat)}</title><style>{STYLE}</style></head><body>",
        '<p class="b">EXERCISE EXERCISE EXERCISE</p>',
        f"<h1>{shown(title)}</h1><table>",
        *(f"<tr><th>{shown(name)}</th><td>{shown(value)}</td></tr>" for name, value in facts.items()),
        "</table>",
    ]
    for turn in sorted({line.turn for line in lines}):
        head = f"Turn {turn}" if turn else "Before the first turn"
        parts.append(f"<h2>{head}</h2><table>")
        parts += [
            f"<tr><td>{shown(line.what)}</td><td>{shown(line.who)}</td><td>{shown(line.text)}</td></tr>"
            for line in lines
            if line.turn == turn
        ]
        parts.append("</table>")
    return "\n".join([*parts, "</body></html>"])


def shown(text: str) -> str:
    """A text as a page may hold it, in ASCII."""
    return html.escape(clean(text), quote=True).encode("ascii", "xmlcharrefreplace").decode("ascii")
