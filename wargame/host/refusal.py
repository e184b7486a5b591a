"""Why a command is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import JsonValue

    from wargame.host.faces import Code


class Refused(Exception):
    """A command that changes nothing: a code, a detail that is safe to show, and perhaps data."""

    def __init__(self, code: Code, detail: str, data: JsonValue = None) -> None:
        super().__init__(detail)
        self.code, self.detail, self.data = code, detail, data
