"""`wargame doctor`: versions, terminal, and which path the engine takes; nothing is changed."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import sqlite3
import sys
from importlib import metadata
from typing import TYPE_CHECKING

from wargame import __version__
from wargame.commands.output import say, say_json
from wargame.play import engines
from wargame.study.engines import FAST_FROM

if TYPE_CHECKING:
    import argparse

PACKAGES = (
    "textual",
    "rich",
    "pydantic",
    "sqlmodel",
    "sqlalchemy",
    "websockets",
    "textual-serve",
    "psycopg",
    "numba",
)
NONE = "not installed"


def run(arguments: argparse.Namespace) -> int:
    """Print what is in use. Exit 0."""
    found = findings()
    if arguments.json:
        say_json(found)
    else:
        for name, value in found.items():
            say(f"{name:<13} {value}")
    return 0


def findings() -> dict[str, str]:
    """Name -> what is in use."""
    columns, rows = shutil.get_terminal_size((0, 0))
    found = {
        "wargame": __version__,
        "python": f"{platform.python_version()} ({platform.python_implementation()}, {platform.system()})",
        "sqlite": sqlite3.sqlite_version,
    }
    for package in PACKAGES:
        found[package] = version(package)
    found["engine"] = engine(found["numba"])
    found["terminal"] = (
        f"{os.environ.get('TERM', 'none')}, {columns}x{rows}"
        if sys.stdout.isatty()
        else "none: output is not a terminal"
    )
    found["colours"] = (
        "off by NO_COLOR" if os.environ.get("NO_COLOR") else os.environ.get("COLORTERM", "as TERM says")
    )
    found["encoding"] = f"{sys.stdout.encoding}, locale {locale.getlocale()[0] or 'C'}"
    return found


def engine(numba: str) -> str:
    """Which engine plays what, and whether the compiled one is ready. `numba`: what `version` says of it."""
    if not engines.available():
        return f"python only: numba {numba if numba == NONE else 'is switched off'}"
    try:
        ready = "ready in the cache" if engines.warm() else "compiles once, a minute or two, when first used"
    except ImportError as error:
        return f"python only: numba {numba} cannot be loaded: {error}"
    return f"python for sessions, compiled for studies of {FAST_FROM} runs or more; numba {numba}, {ready}"


def version(package: str) -> str:
    """The installed version of a package, or that it is absent."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return NONE
