"""The ranges of every column of a board, read from the comments of `rules/tables.py`: the one place that
states them.

A comment says `0-10000`, `-400..800`, `0/1`, `codes.Posture` or `row of places`; a column that says none of
these is a
number that is not negative. `NOBODY` in a comment, or a row number, allows -1.
"""

from __future__ import annotations

import re
from dataclasses import fields
from enum import IntEnum
from functools import cache
from pathlib import Path

from wargame.rules import codes, tables, tables_politics

MOST = 2**31 - 1
"""What a number of a row has room for, compiled, if its type says nothing else (`tables_politics.py`)."""

BESIDES = {
    ("AirTask", "rules"): (0, max(codes.DroneAim)),
    ("AirTask", "pool"): (-1, 3),
    ("Formation", "march"): (0, 20000),
    **{("Tracks", name): (0, 10000) for name in ("trust", "ties", "leverage", "nato", "eu")},
    ("Place", "last_column"): (-400, 800),
    ("Place", "column_before"): (-400, 800),
    ("Convoy", "march"): (-20000, 20000),
    ("Sector", "ad_full"): (0, 1000),
    ("Sector", "access"): (0, 3),
    ("Sector", "jam"): (0, 3),
    ("Sector", "ad_posture"): (0, 1),
    ("Formation", "priority"): (1, 9),
    ("FireTask", "days"): (0, 3),
    ("TeamState", "roe"): (0, 4),
    ("Post", "strength"): (0, 900),
    ("Term", "where"): (-1, MOST),
    ("Term", "subject"): (-1, 6),
    ("Agreement", "start"): (0, 200),
}
"""What the comment leaves to another column, to the column above it, or to a paragraph; a way longer than a
day's march is
saved up for (RB 9.2), and a convoy owes the part of its way that no route holds (RB 6.3 order 6).
"""


@cache
def ranges():
    """{(row class, column): (low, high)}; high is MOST where the comment names no end."""
    text = "".join(Path(m.__file__).read_text(encoding="utf-8") for m in (tables_politics, tables))
    found = {}
    for name, body in re.findall(r"^class (\w+):\n(.*?)(?=^@|^class |^def )", text, re.MULTILINE | re.DOTALL):
        comment = ""
        for line in body.splitlines():
            if line.strip().startswith("#"):
                comment += line.strip("# ") + " "
                continue
            column = re.match(r"    (\w+): [^#]*(?:#(.*))?$", line)
            if column:
                found[name, column[1]] = of_comment(comment + (column[2] or ""))
            comment = ""
    return found | BESIDES


def of_comment(text):
    nobody = -1 if re.search(r"NOBODY|\brows? of|-1\b|row number", text) else 0
    if kind := re.search(r"(?:mask|bits) of codes\.(\w+)", text):
        named = [int(code) for code in getattr(codes, kind[1])]
        return 0, (2 ** len(named) - 1 if "mask" in text else sum(named))
    if enum := re.search(r"codes\.(\w+)", text):
        kind = getattr(codes, enum[1])
        if (
            isinstance(kind, type)
            and issubclass(kind, IntEnum)
            and not re.search(r"\bby codes|csy|\bx bp", text)
        ):
            return min(nobody, *kind), max(kind)
    if "0/1" in text:
        return 0, 1
    if pair := re.search(r"(-?\d+)(?:-|\.\.)(\d+)", text):
        return min(int(pair[1]), nobody), int(pair[2])
    return nobody, MOST


def outside(board):
    """Every cell of a board that leaves its range, in words."""
    known, wrong = ranges(), []
    for table in (field.name for field in fields(board)):
        for i, row in enumerate(getattr(board, table)):
            kind = type(row).__name__
            for column in row.__slots__:
                low, high = known[kind, column]
                values = getattr(row, column)
                for value in values if isinstance(values, list) else (values,):
                    if value < low:
                        wrong.append(f"{table}[{i}].{column} = {value}, below {low}")
                    elif value > high:
                        wrong.append(f"{table}[{i}].{column} = {value}, above {high}")
    return wrong
