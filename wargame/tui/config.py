"""The user's own settings, `~/.config/wargame/config.toml`: keys by action id, colours and glyphs.

    color = "256"
    glyphs = "ascii"
    [keys]
    "map.zoom_in" = "plus,z"

A bad entry is left out and told in one clear line; a bad file never keeps anybody from playing.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from wargame.errors import nearest
from wargame.model.cleaning import one_line
from wargame.tui.keys import TABLE, clashes

COLORS = ("auto", "truecolor", "light", "contrast", "256", "16", "none")
GLYPHS = ("auto", "unicode", "ascii")
_KEY = re.compile(r"[A-Za-z0-9_+]{1,40}\Z")
_RESERVED = ("ctrl+a", "ctrl+b", "ctrl+s")


class Config(NamedTuple):
    """What the file says, and what was wrong with it."""

    keys: dict[str, str]
    """Action id -> comma-separated keys."""
    color: str
    glyphs: str
    complaints: tuple[str, ...]


def config_path() -> Path:
    """Where the file is looked for: $XDG_CONFIG_HOME or ~/.config."""
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "wargame" / "config.toml"


def read_config(path: Path | None = None) -> Config:
    """Read the file; an absent one is an empty one."""
    where = config_path() if path is None else path
    try:
        with where.open("rb") as source:
            raw = tomllib.loads(source.read(100_000).decode("utf-8"))
    except FileNotFoundError:
        return Config({}, "auto", "auto", ())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Config({}, "auto", "auto", (one_line(f"{where}: not read: {error}"),))
    complaints: list[str] = []
    color = _choice(raw.get("color", "auto"), "color", COLORS, complaints)
    glyphs = _choice(raw.get("glyphs", "auto"), "glyphs", GLYPHS, complaints)
    keys = _keys(raw.get("keys", {}), complaints)
    return Config(keys, color, glyphs, tuple(one_line(f"{where}: {complaint}") for complaint in complaints))


def _choice(value: object, name: str, allowed: tuple[str, ...], complaints: list[str]) -> str:
    if isinstance(value, str) and value in allowed:
        return value
    complaints.append(f"{name} = {value!r}: allowed are {', '.join(allowed)}")
    return "auto"


def _keys(value: object, complaints: list[str]) -> dict[str, str]:
    """The good entries of `[keys]`, one by one, so that a clash blames the entry that made it."""
    if not isinstance(value, dict):
        complaints.append("keys is no table of action ids")
        return {}
    found: dict[str, str] = {}
    known = [row.id for row in TABLE]
    for action, keys in value.items():
        if action not in known:
            hint = nearest(str(action), known)
            complaints.append(
                f"keys: no action is called {action!r}" + (f"; did you mean {hint}?" if hint else "")
            )
        elif not isinstance(keys, str) or not all(_KEY.match(key.strip()) for key in keys.split(",")):
            complaints.append(f"keys: {action} = {keys!r} is no comma-separated list of key names")
        elif any(key.strip() in _RESERVED for key in keys.split(",")):
            complaints.append(f"keys: {action} = {keys!r}: ctrl+a, ctrl+b and ctrl+s belong to terminals")
        else:
            tried = {**found, action: ",".join(key.strip() for key in keys.split(","))}
            met = clashes(tried)
            if met:
                complaints.append(f"keys: {action} = {keys!r} clashes: {met[0]}")
            else:
                found = tried
    return found
