"""Leaves the terminal as it was found.

After q, after ctrl+c, after a crash, and after a kill that no handler sees.

Two nets. In this process, `with guard():` remembers the terminal's state and puts it back whatever happens
inside. For deaths that run no Python (a native crash, SIGKILL) a small watcher process, forked before the
screens start, waits at the end of a pipe and does the same when this process vanishes without a word. It
holds no file of the session.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

RESET = (
    "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l"  # mouse
    "\x1b[?2004l\x1b[?1004l\x1b[?2048l\x1b[?2026l"  # paste, focus, resize, sync
    "\x1b[<u\x1b[?7h\x1b[0m\x1b[?25h\x1b[?1049l\x1b[?25h"  # keys, wrap, main screen, cursor
)
"""Switches off every mode that the screens may have switched on; harmless where one was not on."""


@contextlib.contextmanager
def guard() -> Iterator[None]:
    """Run the screens inside this; without a terminal (or on a system without termios) it does nothing."""
    try:
        import termios
    except ImportError:
        yield
        return
    try:
        terminal = sys.__stdin__.fileno() if sys.__stdin__ is not None else -1
        before = termios.tcgetattr(terminal)
    except (OSError, ValueError, termios.error):
        yield
        return
    watcher, word = _watch(terminal, before)
    try:
        yield
    finally:
        _restore(terminal, before)
        if word >= 0:
            with contextlib.suppress(OSError):
                os.write(word, b".")
            os.close(word)
        if watcher > 0:
            with contextlib.suppress(OSError):
                os.waitpid(watcher, 0)


def _restore(terminal: int, state: list[object]) -> None:
    """Write the reset sequences and give the terminal its former state."""
    import termios

    drawn_on = 2 if os.isatty(2) else terminal  # Textual draws on the error stream
    with contextlib.suppress(OSError):
        os.write(drawn_on, RESET.encode("ascii"))
    with contextlib.suppress(OSError, termios.error):
        termios.tcsetattr(terminal, termios.TCSANOW, state)  # type: ignore[arg-type]


def _watch(terminal: int, state: list[object]) -> tuple[int, int]:
    """Fork the watcher; return its process id and the pipe on which to say that all is well (-1 if none)."""
    if not hasattr(os, "fork"):
        return 0, -1
    listen, word = os.pipe()
    child = os.fork()
    if child:
        os.close(listen)
        return child, word
    try:
        os.close(word)
        for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGTTOU", "SIGQUIT"):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
        keep = max(terminal, listen)
        for number in range(3, 64):
            if number not in (terminal, listen):
                with contextlib.suppress(OSError):
                    os.close(number)
        os.closerange(max(keep + 1, 64), 1024)
        if os.read(listen, 1) != b".":
            _restore(terminal, state)
    finally:
        os._exit(0)
