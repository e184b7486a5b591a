"""What every order has: its team's words, a priority and a note (RB 6.1)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from wargame.model.text import Line

TeamId = Literal["ankara", "moscow", "damascus"]
TEAMS: tuple[TeamId, ...] = ("ankara", "moscow", "damascus")


class OrderBase(BaseModel):
    """The part that all orders share."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, strict=True)

    number: ClassVar[int]
    """Its number in rulebook 6.3."""

    priority: Annotated[int, Field(ge=1, le=9)] = 5
    note: Line = ""
