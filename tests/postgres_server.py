"""A PostgreSQL server for the tests: in a folder of its own, on a socket of its own, ended by its own id.

`available()` says why there is none, or nothing. The server never listens on a network address.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PLACES = "/usr/lib/postgresql"
LOG = "server.log"


def programs() -> Path | None:
    """The folder with `initdb` and `postgres`, or None."""
    found = sorted(Path(PLACES).glob("*/bin/initdb"), key=lambda p: int("0" + p.parts[-3].split(".")[0]))
    plain = shutil.which("initdb")
    for initdb in [*reversed(found), *([Path(plain).resolve()] if plain else [])]:
        if (initdb.parent / "postgres").exists():
            return initdb.parent
    return None


def available() -> str:
    """Why no server can be started here, in a few words; empty if one can."""
    if sys.platform == "win32":
        return "PostgreSQL tests not run: they need sockets of Unix"
    if programs() is None:
        return "PostgreSQL tests not run: no initdb here (Debian: apt-get install postgresql)"
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "PostgreSQL tests not run: psycopg is missing (extra [postgres])"
    return ""


class Server:
    """A server that listens on a socket in its folder only.

    PostgreSQL refuses to be run by root, so root lends it a user.
    """

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="wgpg", dir="/tmp"))  # a socket's path must be short
        self.url = f"postgresql://tester@/postgres?host={self.folder}"
        self._process: subprocess.Popen[bytes] | None = None
        self._as: dict[str, object] = {}
        if os.geteuid() == 0:
            import pwd

            names = {entry.pw_name for entry in pwd.getpwall()}
            user = next(name for name in ("postgres", "nobody") if name in names)
            self._as = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}
            shutil.chown(self.folder, user)
        self._call("initdb", "-D", "data", "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync")

    def _program(self, name: str) -> str:
        found = programs()
        assert found is not None
        return str(found / name)

    def _call(self, name: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._program(name), *arguments],
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=False,
            **self._as,
        )
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        """Start, and wait until it answers."""
        import psycopg

        with (self.folder / LOG).open("ab") as log:
            self._process = subprocess.Popen(
                [self._program("postgres"), "-D", "data", "-k", str(self.folder), "-c", "listen_addresses="],
                cwd=self.folder,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
                stdout=log,
                stderr=log,
                **self._as,
            )
        until = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self.url).close()
                return
            except psycopg.OperationalError:
                assert self._process.poll() is None, (self.folder / LOG).read_text()
                assert time.monotonic() < until, (self.folder / LOG).read_text()
                time.sleep(0.02)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: SIGINT ends sessions and closes, SIGQUIT is a crash that will need recovery."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(60)
            self._process = None

    def remove(self) -> None:
        """Stop it at once and remove its folder."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)
