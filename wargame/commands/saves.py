"""`wargame save`: list saves, copy one, branch from a turn of one, bring an old one to the format of today,
keep what is sound of a damaged one. Nothing is ever written over a file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wargame import opening
from wargame.commands import FINDING, FINE
from wargame.commands.beside import SUFFIX
from wargame.commands.output import note, say, say_json
from wargame.errors import SaveDamaged, SaveError, UsageError
from wargame.store.branching import branch
from wargame.store.rewriting import rescue, upgrade
from wargame.store.save import read_save

if TYPE_CHECKING:
    import argparse


ASKED = {
    "list": (0, 1, "[FOLDER]"),
    "copy": (2, 2, "SAVE NEW"),
    "branch": (2, 2, "SAVE NEW --turn N"),
    "rescue": (2, 2, "SAVE NEW"),
    "upgrade": (1, 1, "SAVE"),
}
"""Action -> fewest and most files, and how it is written."""


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked. Exit 0, 1 if a listed save is damaged, or WargameError."""
    given = [Path(name) for name in arguments.files]
    fewest, most, asked = ASKED[arguments.action]
    if not fewest <= len(given) <= most or (arguments.action == "branch") != (arguments.turn is not None):
        raise UsageError(f"write `wargame save {arguments.action} {asked}`")
    match arguments.action:
        case "list":
            return listed(given[0] if given else Path("saves"), as_json=arguments.json)
        case "copy":
            with read_save(given[0]) as save:
                save.save_copy(given[1])
            say(f"{given[1]}: a copy of {given[0]}, through turn {save.turn}")
        case "branch":
            branch(given[0], given[1], arguments.turn).close()
            say(f"{given[1]}: a branch of {given[0]} after turn {arguments.turn}")
        case "rescue":
            turn = rescue(given[0], given[1])
            say(f"{given[1]}: what is sound of {given[0]}, through turn {turn}")
        case _:
            kept = upgrade(given[0])
            told = f"written anew; the original is {kept}" if kept else "has the format of today"
            say(f"{given[0]}: {told}")
    return FINE


def listed(folder: Path, *, as_json: bool) -> int:
    """A line for each save of a folder: scenario, turn, phase, seats, parent."""
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder")
    paths = sorted(path for path in folder.iterdir() if path.suffix == SUFFIX and path.is_file())
    found = [described(path) for path in paths]
    if as_json:
        say_json(found)
    else:
        for row in found:
            say(
                f"{row['file']:<44} {row['scenario']:<14} turn {row['turn']:<3} {row['phase']:<13} "
                f"{row['seats']}  {row['note']}".rstrip()
            )
        if not found:
            note(f"{folder}: no saves")
    return FINDING if any(row["phase"] == "damaged" for row in found) else FINE


def described(path: Path) -> dict[str, str | int]:
    """What a list says of a save; of one that cannot be read, why."""
    row: dict[str, str | int] = {"file": path.name, "scenario": "", "turn": "", "phase": "", "seats": ""}
    try:
        if not opening.is_save(path):
            raise SaveError(f"{path}: not a save")
        with read_save(path) as save:
            humans = [seat for seat, kind in save.seats.items() if kind == "human"]
            uuid, seq = save.parent
            return {
                "file": path.name,
                "scenario": save.meta.scenario_id,
                "turn": save.turn,
                "phase": save.phase,
                "seats": "+".join(humans) or "bots",
                "note": f"branch of {uuid[:8]} after entry {seq}" if uuid else "",
            }
    except SaveDamaged as error:
        return row | {"phase": "damaged", "note": str(error)}
    except SaveError as error:
        return row | {"phase": "unreadable", "note": str(error)}
