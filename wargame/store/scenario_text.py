"""The text of a scenario file before TOML reads it: the safety scan, and the line on which each table and
key stands.

A scenario may come from anywhere, so size, encoding and nesting are measured before the parser runs
(`tomllib` recurses on brackets and walks a dotted key one dictionary a part). The line index lets every
complaint name its line, which `tomllib` forgets.
"""

from __future__ import annotations

import re
import stat
import tomllib
from bisect import bisect_right
from pathlib import Path

from wargame.errors import ScenarioError
from wargame.model.cleaning import one_line

SIZE = 1 << 20
"""Largest scenario file in bytes."""

DEPTH = 32
"""Deepest nesting of brackets and braces."""

PARTS = 16
"""Most parts of a dotted key or table name."""

TABLES = 12_000
"""Most table headers of a file."""

COMMAS = 100_000
"""Most commas between values of a file."""

DOTS = 20_000
"""Most dots in keys and table names of a file; each costs the parser a dictionary."""

Location = tuple[str | int, ...]
"""Where a value stands: `("place", 3, "hold")`."""

STRING = re.compile(r'"(?:[^"\\\n]|\\[^\n])*"?|\'[^\'\n]*\'?')
BARE = re.compile(r"[A-Za-z0-9_-]+")
BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)+")
SCALAR = re.compile(r"[^,\]}\n#]*")
INTEREST = re.compile(r"""["'#\[\]{}.=,\n]""")
LONG_END = re.compile(r'\\.|"""', re.DOTALL)
AT_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")


def file_text(path: str | Path) -> str:
    """The text of a scenario file, measured but not parsed. Raises ScenarioError with one complaint."""
    name = one_line(str(path))
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):
            raise ScenarioError([f"{name}: not a regular file"])
        with Path(path).open("rb") as file:
            raw = file.read(SIZE + 1)
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else "no usable file name"
        raise ScenarioError([f"{name}: cannot be read: {reason}"]) from None
    if len(raw) > SIZE:
        raise ScenarioError([f"{name}: larger than {SIZE} bytes, the most a scenario may have"])
    if b"\0" in raw:
        raise ScenarioError([f"{name}:{line_of(raw, raw.index(0))}: a zero byte; this is not a text file"])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = line_of(raw, fault.start)
        raise ScenarioError([f"{name}:{line}: byte 0x{raw[fault.start]:02x} is not UTF-8 text"]) from None
    text = text.replace("\r\n", "\n")
    complaint = nesting(text)
    if complaint is not None:
        raise ScenarioError([f"{name}:{complaint[0]}: {complaint[1]}"])
    return text


def line_of(raw: bytes, at: int) -> int:
    """Line number of a byte, from 1."""
    return raw.count(b"\n", 0, at) + 1


def parsed(name: str, text: str) -> dict[str, object]:
    """The tables of a TOML text that passed `nesting`. Raises ScenarioError with one complaint."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        message = one_line(str(fault))
        found = AT_LINE.search(message)
        last = max(1, text.count("\n") + (not text.endswith("\n")))
        line = int(found[1]) if found else last
        reason = AT_LINE.sub("", message).replace("(at end of document)", "at the end of the file").strip()
        column = f", column {found[2]}" if found else ""
        raise ScenarioError([f"{name}:{line}: not TOML{column}: {reason[:200]}"]) from None
    except ValueError:
        raise ScenarioError([f"{name}:1: not TOML: a number is too long"]) from None
    except (RecursionError, OverflowError, KeyError, TypeError, AttributeError) as fault:
        raise ScenarioError([f"{name}:1: not TOML: {one_line(str(fault))[:200]}"]) from None


def nesting(text: str) -> tuple[int, str] | None:
    """The line and the complaint of a nesting bomb, or None. Linear; skips strings and comments."""
    depth = parts = at = tables = dots = commas = 0
    end = len(text)
    fresh, header = True, False
    while at < end:
        found = INTEREST.search(text, at)
        if found is None:
            return None
        at = found.end()
        match found[0]:
            case '"' | "'":
                at = after_string(text, found.start())
            case "#":
                newline = text.find("\n", at)
                at = end if newline < 0 else newline
            case "[" | "{":
                if fresh and depth == 0:
                    header = True
                    tables += 1
                depth += 1
                parts = 0
            case "]" | "}":
                depth = max(0, depth - 1)
            case ".":
                parts += 1
                dots += header
            case "=":
                dots += parts
                parts = 0
            case _:
                commas += found[0] == ","
                parts = 0
        if depth > DEPTH:
            return text.count("\n", 0, at) + 1, f"brackets nested deeper than {DEPTH}"
        if parts >= PARTS:
            return text.count("\n", 0, at) + 1, f"a dotted name with more than {PARTS} parts"
        for count, most, what in (
            (tables, TABLES, "tables"),
            (dots, DOTS, "dots in names"),
            (commas, COMMAS, "values"),
        ):
            if count > most:
                return text.count("\n", 0, at) + 1, f"more than {most} {what}, the most a scenario may have"
        fresh = found[0] == "\n"
        header = header and not fresh
    return None


def after_string(text: str, at: int) -> int:
    """The position after the string that opens at `at`; the end of the text when it never closes."""
    quote = text[at]
    if not text.startswith(quote * 3, at):
        found = STRING.match(text, at)
        return found.end() if found else at + 1
    here = at + 3
    if quote == "'":
        close = text.find("'''", here)
    else:
        close = -1
        while (found := LONG_END.search(text, here)) is not None:
            if found[0] == '"""':
                close = found.start()
                break
            here = found.end()
    if close < 0:
        return len(text)
    close += 3
    extra = 0
    while extra < 2 and text.startswith(quote, close):
        close += 1
        extra += 1
    return close


class LineIndex:
    """The line of every table, key and array element of a TOML text that `tomllib` accepts."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.starts = [0]
        for found in re.finditer("\n", text):
            self.starts.append(found.end())
        self.lines: dict[Location, int] = {(): 1}
        self.counts: dict[Location, int] = {}
        table: Location = ()
        self._blank()
        while self.at < len(text):
            before = self.at
            if text[self.at] == "[":
                table = self._header()
            else:
                self._assignment(table)
            self._blank()
            if self.at <= before:
                break

    def line(self, location: Location) -> int:
        """The line of a value, or of the nearest table around it; parts it lacks are passed over."""
        known: Location = ()
        for part in location:
            if (*known, part) in self.lines:
                known = (*known, part)
        return self.lines[known]

    def _blank(self) -> None:
        found = BLANK.match(self.text, self.at)
        if found:
            self.at = found.end()

    def _mark(self, location: Location, at: int) -> None:
        self.lines.setdefault(location, bisect_right(self.starts, at))

    def _key(self) -> list[str]:
        parts: list[str] = []
        while self.at < len(self.text):
            self._blank()
            if self.text.startswith(('"', "'"), self.at):
                end = after_string(self.text, self.at)
                parts.append(self.text[self.at + 1 : end - 1])
            else:
                found = BARE.match(self.text, self.at)
                if not found:
                    break
                end = found.end()
                parts.append(found[0])
            self.at = end
            self._blank()
            if not self.text.startswith(".", self.at):
                break
            self.at += 1
        return parts

    def _header(self) -> Location:
        start = self.at
        many = self.text.startswith("[[", start)
        self.at += 2 if many else 1
        parts = self._key()
        close = self.text.find("\n", self.at)
        self.at = len(self.text) if close < 0 else close
        here: Location = ()
        for i, part in enumerate(parts):
            here = (*here, part)
            if many and i == len(parts) - 1:
                self.counts[here] = self.counts.get(here, -1) + 1
                self._mark(here, start)
                here = (*here, self.counts[here])
            elif here in self.counts:
                here = (*here, self.counts[here])
            else:
                self._mark(here, start)
        self._mark(here, start)
        return here

    def _assignment(self, table: Location) -> None:
        start = self.at
        here = table
        for part in self._key():
            here = (*here, part)
            self._mark(here, start)
        if self.text.startswith("=", self.at):
            self.at += 1
            self._value(here)

    def _value(self, here: Location) -> None:
        self._blank()
        if self.text.startswith(('"', "'"), self.at):
            self.at = after_string(self.text, self.at)
        elif self.text.startswith("[", self.at):
            self._items(here, "]")
        elif self.text.startswith("{", self.at):
            self._items(here, "}")
        else:
            found = SCALAR.match(self.text, self.at)
            self.at = found.end() if found else len(self.text)

    def _items(self, here: Location, close: str) -> None:
        self.at += 1
        number = 0
        while True:
            self._blank()
            before = self.at
            if self.at >= len(self.text) or self.text[self.at] == close:
                self.at += 1
                return
            if close == "}":
                self._assignment(here)
            else:
                self._mark((*here, number), self.at)
                self._value((*here, number))
                number += 1
            self._blank()
            if self.text.startswith(",", self.at):
                self.at += 1
            if self.at <= before:
                return
