"""What the tests of the store share: a PostgreSQL server, started when the first test asks for it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import postgres_server
import pytest
from store_places import InFile, OnServer

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def server() -> Iterator[postgres_server.Server]:
    """A server of our own; where none can be started, the test says that it was not run, and why."""
    why_not = postgres_server.available()
    if why_not:
        pytest.skip(why_not)
    made = postgres_server.Server()
    try:
        made.start()
        yield made
    finally:
        made.remove()


@pytest.fixture(params=["file", "server"])
def place(request, tmp_path):
    """Where a session is kept."""
    if request.param == "file":
        return InFile(tmp_path / "a.wargame")
    server = request.getfixturevalue("server")
    return OnServer(server.url, f"test-{hashlib.sha256(request.node.name.encode()).hexdigest()[:20]}")
