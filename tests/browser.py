"""A Chromium for the tests, without a window. `available()` says why there is none, or nothing.

The browser of the machine is used (Debian: `chromium`), never one that is fetched. It resolves no name and
reaches nothing but the loopback; the tests fail on every attempt to.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CLOSED = (
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-proxy-server",
)
"""Switches that close the network; what the browser does on its own account is none of the page's."""


def program() -> str | None:
    """The path of a browser, or None."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def available() -> str:
    """Why no browser can be started here, in a few words; empty if one can."""
    if program() is None:
        return "browser test not run: no Chromium here (Debian: apt-get install chromium)"
    try:
        import playwright  # noqa: F401
    except ImportError:
        return "browser test not run: playwright is missing (extra [dev])"
    try:
        import textual_serve  # noqa: F401
    except ImportError:
        return "browser test not run: textual-serve is missing (extra [web])"
    return ""


def closed_browser() -> AbstractContextManager[object]:
    """A browser; root, as in a container, gets one without its sandbox."""
    import contextlib

    from playwright.sync_api import sync_playwright

    @contextlib.contextmanager
    def opened() -> Iterator[object]:
        switches = [*CLOSED, *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=program(), args=switches)
            try:
                yield browser
            finally:
                browser.close()

    return opened()


class Watched:
    """Every address that a page asked for; those beyond the loopback are refused and kept in `strangers`."""

    def __init__(self, page: object) -> None:
        self.asked: list[str] = []
        self.strangers: list[str] = []
        page.route("**/*", self._route)
        page.on("request", lambda request: self._see(request.url))
        page.on("websocket", lambda socket: self._see(socket.url))

    def _see(self, url: str) -> None:
        self.asked.append(url)
        if not is_here(url):
            self.strangers.append(url)

    def _route(self, route: object) -> None:
        if is_here(route.request.url):
            route.continue_()
        else:
            route.abort()


def is_here(url: str) -> bool:
    """Whether an address is on this machine, or none at all."""
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob", "about") or parts.hostname == "127.0.0.1"
