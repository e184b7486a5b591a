"""A real terminal for tests: a program in a pty, its screen kept by pyte, its byte stream kept whole."""

from __future__ import annotations

import os
import select
import sys
import termios
import time
from pathlib import Path

import pexpect
import pyte

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
"""Seconds after which a test gives up; no test asserts a time."""


class Terminal:
    """A shell-less program in a terminal of some size."""

    def __init__(self, arguments, size=(120, 40), env=None, cwd=ROOT, home=None):
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = bytearray()
        environ = {
            "PATH": os.environ["PATH"], "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8",
            "HOME": str(home or "/nonexistent"), "PYTHONPATH": str(ROOT), **(env or {}),
        }  # fmt: skip
        self.child = pexpect.spawn(
            sys.executable, arguments, dimensions=(rows, columns), env=environ, cwd=str(cwd), timeout=PATIENCE
        )
        self.before = termios.tcgetattr(self.child.child_fd)

    def read(self, seconds=0.1):
        """Take in what the program has written so far."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                data = self.child.read_nonblocking(65536, timeout=0.05)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                return False
            self.raw += data
            self.stream.feed(data)
        return True

    def text(self):
        """The screen as lines."""
        return "\n".join(self.screen.display)

    def until(self, words):
        """Read until the screen shows these words."""
        end = time.monotonic() + PATIENCE
        while words not in self.text():
            if time.monotonic() > end or not self.read():
                raise AssertionError(f"{words!r} is not on the screen:\n{self.text()}")
        self.read(0.2)

    def press(self, *keys):
        """Send keys; names of `KEYS`, or text as it is."""
        for key in keys:
            self.child.send(KEYS.get(key, key))
            self.read(0.15)

    def click(self, column, row):
        """Press and release the left button on a cell, counted from 0, as SGR mouse reports."""
        self.child.send(f"\x1b[<0;{column + 1};{row + 1}M")
        self.read(0.1)
        self.child.send(f"\x1b[<0;{column + 1};{row + 1}m")
        self.read(0.3)

    def find(self, words):
        """Column and row of the first cell of some words."""
        for row, line in enumerate(self.screen.display):
            if words in line:
                return line.index(words), row
        raise AssertionError(f"{words!r} is not on the screen:\n{self.text()}")

    def finish(self):
        """Wait for the end of the program; its exit status."""
        end = time.monotonic() + PATIENCE
        while self.read() and time.monotonic() < end:
            pass
        self.drain(end)
        self.after = termios.tcgetattr(self.child.child_fd)
        self.child.close()
        return self.child.exitstatus

    def drain(self, end):
        """Read on until nobody holds the terminal: what puts it in order outlives a killed program."""
        while time.monotonic() < end:
            if not select.select([self.child.child_fd], [], [], 0.1)[0]:
                continue
            try:
                data = os.read(self.child.child_fd, 65536)
            except OSError:
                return
            if not data:
                return
            self.raw += data
            self.stream.feed(data)

    def left_clean(self):
        """What is wrong with the terminal after the end; empty if it is as it was found."""
        wrong = []
        for mode in (1000, 1002, 1003, 1006, 1049, 2004, 1004):
            on, off = self.raw.rfind(b"\x1b[?%dh" % mode), self.raw.rfind(b"\x1b[?%dl" % mode)
            if on > off:
                wrong.append(f"mode {mode} is left on")
        if self.raw.rfind(b"\x1b[?25l") > self.raw.rfind(b"\x1b[?25h"):
            wrong.append("the cursor is left hidden")
        if self.after[:4] != self.before[:4]:
            wrong.append(f"terminal attributes were {self.before[:4]}, are {self.after[:4]}")
        return wrong


KEYS = {"enter": "\r", "escape": "\x1b", "tab": "\t", "up": "\x1b[A", "down": "\x1b[B", "ctrl+c": "\x03"}


def wargame(*arguments):
    """The arguments of the interpreter for the command line."""
    return ["-m", "wargame", *arguments]
