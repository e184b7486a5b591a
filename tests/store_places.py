"""Where the tests keep a session: in a file, or on a server. The same acts for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import save_samples as samples

if TYPE_CHECKING:
    from pathlib import Path

START = {
    "scenario_text": samples.SCENARIO,
    "base_text": samples.BASE,
    "choices": samples.CHOICES,
    "scenario_id": "small",
    "seed": (1 << 63) - 1,
    "seats": samples.SEATS,
}


class InFile:
    """A session in a save file."""

    opener = "from wargame.store.save import open_save; journal = open_save(sys.argv[2])"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.arguments = [str(path)]

    def create(self, **changes):
        from wargame.store.save import create

        return create(self.path, **{**START, **changes})

    def open(self, head=None):
        from wargame.store.save import open_save

        return open_save(self.path, head)

    def read(self):
        from wargame.store.save import read_save

        return read_save(self.path)

    def verify(self, resolve=None):
        from wargame.store.verify import verify

        return verify(self.path, resolve)

    def change(self, statement: str) -> None:
        import sqlite3

        with sqlite3.connect(self.path) as changing:
            changing.execute(statement)
        changing.close()


class OnServer:
    """A session in a schema of a server."""

    opener = (
        "from wargame.store.postgres import open_session; journal = open_session(sys.argv[2], sys.argv[3])"
    )

    def __init__(self, url: str, name: str) -> None:
        self.url, self.name = url, name
        self.arguments = [url, name]

    def create(self, **changes):
        from wargame.store.postgres import create

        return create(self.url, self.name, **{**START, **changes})

    def open(self, head=None):
        from wargame.store.postgres import open_session

        return open_session(self.url, self.name, head)

    def read(self):
        from wargame.store.postgres import read_session

        return read_session(self.url, self.name)

    def verify(self, resolve=None):
        from wargame.store.postgres import verify_session

        return verify_session(self.url, self.name, resolve)

    def change(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.url) as changing:
            changing.execute(f'SET search_path TO "wg_{self.name}"')
            changing.execute(statement)
