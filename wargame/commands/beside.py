"""Files beside the save of a session that is being played: copies, and branches from a past turn."""

from __future__ import annotations

from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wargame.store.postgres import PostgresSession
    from wargame.store.save import SaveFile

    Kept = SaveFile | PostgresSession

SAVES = Path("saves")
SUFFIX = ".wargame"


def where(save: Kept) -> str:
    """The path of a file, or the name of a session on a server."""
    from wargame.store.save import SaveFile

    return str(save.path) if isinstance(save, SaveFile) else save.session_name


def path_beside(save: Kept, name: str) -> Path:
    """`saves/tuesday.wargame` and `late` -> `saves/tuesday-late.wargame`."""
    kept = Path(where(save))
    to = (kept.parent if kept.suffix else SAVES) / f"{kept.stem}-{name}{SUFFIX}"
    to.parent.mkdir(parents=True, exist_ok=True)
    return to


def copy(save: Kept, name: str) -> str:
    """Save a copy under a name; its path. Raises SaveError."""
    to = path_beside(save, name)
    save.save_copy(to)
    return str(to)


def branch_of(path: Path, turn: int) -> str:
    """A branch of a save that nobody writes, from the close of a turn; its path: `tuesday-after-4.wargame`,
    or with a number where that is taken. Raises SaveError.
    """
    from wargame.store import branching

    number = 1
    while True:
        more = "" if number == 1 else f"-{number}"
        to = path.with_name(f"{path.stem}-after-{turn}{more}{SUFFIX}")
        if not to.exists():
            branching.branch(path, to, turn).close()
            return str(to)
        number += 1


def branch(save: Kept, name: str, turn: int) -> str:
    """A save that stands at the close of a turn, and names this session as its parent; its path.

    It is made from a copy: this process writes the save, and a second opening would drop its lock. Raises
    SaveError.
    """
    from wargame.errors import SaveError
    from wargame.store import branching

    to = path_beside(save, name)
    if to.exists():
        raise SaveError(f"{to}: a file is there already")
    held = to.with_name(f".{to.name}.{token_hex(4)}.tmp")
    save.save_copy(held)
    try:
        branching.branch(held, to, turn).close()
    finally:
        held.unlink(missing_ok=True)
    return str(to)
