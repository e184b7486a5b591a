"""Why a command is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.errors import IllegalOrder, SaveError, ScenarioError, UnknownName, WargameError, WrongPhase
from wargame.host.wire import Nack
from wargame.model.cleaning import one_line

if TYPE_CHECKING:
    from pydantic import JsonValue

    from wargame.host.faces import Code


class Refused(Exception):
    """A command that changes nothing: a code, a detail that is safe to show, and perhaps data."""

    def __init__(self, code: Code, detail: str, data: JsonValue = None) -> None:
        super().__init__(detail)
        self.code, self.detail, self.data = code, detail, data

    def nack(self, cid: str) -> Nack:
        """As the answer to a command."""
        return Nack(cid=cid, code=self.code, detail=self.detail, data=self.data)


def nack_of(cid: str, error: WargameError) -> Nack:
    """An error of the layers below as an answer, without what the asker may not know."""
    match error:
        case UnknownName():
            return Nack(cid=cid, code="not_visible", detail="you know nothing of that name")
        case IllegalOrder() | ScenarioError():
            return Nack(cid=cid, code="rule", detail=one_line(str(error))[:300])
        case WrongPhase():
            return Nack(cid=cid, code="wrong_phase", detail=one_line(str(error))[:300])
        case SaveError():
            return Nack(cid=cid, code="storage", detail="the save cannot be written; nothing was changed")
        case _:
            return Nack(cid=cid, code="rule", detail="refused")
