"""What a disk may hold after the power was cut: a recorder of what a program does, and a model of the disk.

The model is stricter than most disks. What was synced is there. Of what was written since, any part may be:
each write and each change of length by itself, a write torn at any sector of 512 bytes. Names are as
independent of each other as data: a new, second or removed name is certain only once its folder was synced.
Files are told by inode; the journal that is removed and made again is another file.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

HERE = Path(__file__).parent
SECTOR = 512
MARKS = "marks"
"""A file in the recorded folder: each byte written to it says that something was acknowledged."""


def available() -> str:
    """Why nothing can be recorded here, in a few words; empty if it can."""
    if sys.platform != "linux":
        return "power cuts not tested: the recorder is for Linux"
    if shutil.which("cc") is None:
        return "power cuts not tested: no C compiler here (Debian: apt-get install gcc)"
    return ""


def recorder(folder: Path) -> Path:
    """The recorder, compiled."""
    made = folder / "recorder.so"
    source = str(HERE / "recorder.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", str(made), source, "-ldl"], check=True)
    return made


def recorded(recorder_: Path, folder: Path, code: str, *arguments: str) -> list[list[str]]:
    """Run a program that works in a folder; what it did there, in order. It finds the folder in argv[1]."""
    log = folder.with_name(folder.name + ".log")
    log.unlink(missing_ok=True)
    (folder / MARKS).touch()
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder), *arguments],
        env={
            **os.environ,
            "LD_PRELOAD": str(recorder_),
            "RECORD_DIR": str(folder),
            "RECORD_LOG": str(log),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [line.split(" ") for line in log.read_text().splitlines()]


@dataclass
class Node:
    """A file: what is certain, and what was done to it since it was synced."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[str, int, bytes]] = field(default_factory=list)

    def sync(self) -> None:
        for act in self.pending:
            done(self.durable, *act)
        self.pending = []

    def after(self, rng: random.Random, mood: float) -> bytes:
        """The bytes after a cut; `mood` is how likely each act since the sync is to be there."""
        made = bytearray(self.durable)
        for kind, at, data in self.pending:
            if rng.random() < 0.1 and len(data) > SECTOR:
                for start in range(0, len(data), SECTOR):
                    if rng.random() < 0.5:
                        done(made, kind, at + start, data[start : start + SECTOR])
            elif rng.random() < mood:
                done(made, kind, at, data)
        return bytes(made)


def done(content: bytearray, kind: str, at: int, data: bytes) -> None:
    """Do an act to the bytes of a file."""
    if kind == "T":
        del content[at:]
        content.extend(bytes(at - len(content)))
    else:
        content.extend(bytes(max(0, at - len(content))))
        content[at : at + len(data)] = data


class Disk:
    """A folder on a disk, as far as the acts have come."""

    def __init__(self, folder: Path | None = None) -> None:
        self.nodes: dict[str, Node] = {}
        """Inode -> the file it is now."""
        self.names: dict[str, Node] = {}
        """As the program sees them."""
        self.durable: dict[str, Node] = {}
        self.pending: list[tuple[str, Node | None]] = []
        """Names given and taken (None) since the folder was synced."""
        self.marks = 0
        for path in sorted(folder.iterdir()) if folder else ():
            node = Node(bytearray(path.read_bytes()))
            self.nodes[str(path.stat().st_ino)] = self.names[path.name] = self.durable[path.name] = node

    def act(self, line: list[str]) -> None:
        """Take in the next act of a record."""
        match line:
            case ["O", inode, name]:
                if name not in self.names:
                    self.nodes[inode] = Node()
                    self._name(name, self.nodes[inode])
            case ["W", inode, at, data]:
                node = self.nodes[inode]
                if node is self.names.get(MARKS):
                    self.marks += 1
                node.pending.append(("W", int(at), bytes.fromhex(data)))
            case ["T", inode, size]:
                self.nodes[inode].pending.append(("T", int(size), b""))
            case ["S", inode]:
                self.nodes[inode].sync()
            case ["D"]:
                for name, node in self.pending:
                    self._apply(self.durable, name, node)
                self.pending = []
            case ["U", name]:
                self._name(name, None)
            case ["L", old, new]:
                self._name(new, self.names[old])
            case ["R", old, new]:
                node = self.names[old]
                self._name(new, node)
                self._name(old, None)
            case _:
                raise AssertionError(line)

    def _name(self, name: str, node: Node | None) -> None:
        self._apply(self.names, name, node)
        self.pending.append((name, node))

    @staticmethod
    def _apply(names: dict[str, Node], name: str, node: Node | None) -> None:
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node

    def after_cut(self, rng: random.Random) -> dict[str, bytes]:
        """One of the things the disk may hold if the power is cut now: name -> bytes."""
        mood = rng.choice((0.0, 0.3, 0.5, 0.7, 1.0))
        names = dict(self.durable)
        last = rng.randrange(len(self.pending) + 1) if rng.random() < 0.5 else None
        for k, (name, node) in enumerate(self.pending):
            if k < last if last is not None else rng.random() < mood:
                self._apply(names, name, node)
        content: dict[int, bytes] = {}
        for node in names.values():
            content.setdefault(id(node), node.after(rng, mood))
        return {name: content[id(node)] for name, node in names.items() if name != MARKS}


def cuts(
    acts: list[list[str]], before: Disk, count: int, rng: random.Random
) -> Iterator[tuple[int, int, dict[str, bytes]]]:
    """`count` states: how many acts had been done, how many things acknowledged, and what the disk holds."""
    points = sorted(rng.randrange(len(acts) + 1) for _ in range(count))
    at = 0
    for point in points:
        while at < point:
            before.act(acts[at])
            at += 1
        yield point, before.marks, before.after_cut(rng)


def laid_out(state: dict[str, bytes], folder: Path) -> Path:
    """Write a state into an empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in state.items():
        (folder / name).write_bytes(content)
    return folder
