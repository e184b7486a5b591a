"""The errors a caller may meet. Each carries a stable `code`, and says what, where, which value and how to
mend it.

    WargameError
    ├── ScenarioError      scenario.invalid      a scenario file that is unreadable or contradicts itself
    ├── UnknownName        name.unknown          an id that does not exist; names the nearest one
    ├── IllegalOrder       order.illegal         an order the rules or the team's means do not allow
    ├── WrongPhase         session.phase         an act that the session's state does not permit
    ├── SaveError          save.unreadable       a save that cannot be opened
    │   └── SaveDamaged    save.damaged          a save whose content contradicts its own digests; names the
    turn
    └── UsageError         usage                 wrong usage of a command
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class WargameError(Exception):
    """Base of every error this package raises on purpose."""

    code: ClassVar[str] = "wargame"


class ScenarioError(WargameError):
    """A scenario file is unreadable or contradicts itself.

    `complaints` holds every finding as one printable line each (`file:line: what, value, what is allowed`).
    """

    code = "scenario.invalid"

    def __init__(self, complaints: Sequence[str]) -> None:
        self.complaints = tuple(complaints)
        super().__init__("\n".join(self.complaints))


class UnknownName(WargameError):
    """An id that does not exist; `nearest` is the closest known one, or an empty text."""

    code = "name.unknown"

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind, self.name, self.nearest = kind, name, nearest(name, known)
        hint = f"; did you mean {self.nearest}?" if self.nearest else ""
        super().__init__(f"no {kind} is called {name!r}{hint}")


class IllegalOrder(WargameError):
    """An order that the rules or the team's means do not allow; the text says why and what would be
    allowed.
    """

    code = "order.illegal"


class WrongPhase(WargameError):
    """An act that the session's state does not permit, such as ordering after the last turn."""

    code = "session.phase"


class SaveError(WargameError):
    """A save that cannot be opened: no such file, not a save, or written by a newer version."""

    code = "save.unreadable"


class SaveDamaged(SaveError):
    """A save whose content contradicts its own digests. `turn` is the first turn in doubt, -1 if it is the
    header.
    """

    code = "save.damaged"

    def __init__(self, message: str, turn: int = -1) -> None:
        self.turn = turn
        super().__init__(message)


class UsageError(WargameError):
    """Wrong usage of a command; the text is one line that names the remedy."""

    code = "usage"


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name closest to `name`, or an empty text when none is close."""
    found = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return found[0] if found else ""
