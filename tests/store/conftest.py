"""What the tests of the store share: a PostgreSQL server, started when the first test asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import postgres_server
import pytest

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
