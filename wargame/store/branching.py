"""Another future: a new save that shares a session's beginning and names it as its parent."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from wargame.errors import SaveError
from wargame.model.exercise import Entry
from wargame.store.checks import RECORD_SHA
from wargame.store.save import create, read_save

if TYPE_CHECKING:
    from pathlib import Path

    from wargame.store.save import SaveFile


def branch(path: str | Path, to: str | Path, turn: int) -> SaveFile:
    """A new save that stands at the close of a turn (0 = the start), open for writing.

    It has its own identity, salts and chain; seed, scenario, entries and boards up to there are its parent's,
    so that the same orders lead to the same boards. Commands and participants stay with the parent: its
    clients are not the branch's. Overrides of its turns come along, also those that were made when others had
    acted in the next turn. The parent's file is not touched. Raises SaveError if the turn was not
    played or `to` exists.
    """
    with read_save(path) as parent:
        if turn not in parent.turns:
            raise SaveError(f"{path}: turn {turn} has not been played; turns 0 to {parent.turn} have")
        kept = [
            (row[0], row[RECORD_SHA] != b"", entry)
            for row, entry in zip(parent.table("entry"), parent.entries(), strict=True)
            if entry.turn <= turn and entry.kind != "session_ended"
        ]
        child = create(
            to,
            scenario_text=parent.scenario_text,
            base_text=parent.base_text,
            choices=parent.choices,
            scenario_id=parent.meta.scenario_id,
            seed=parent.seed,
            seats=parent.seats,
            policies=parent.policies,
            parent=(parent.meta.uuid, int(str(kept[-1][0]))),
        )
        last = {entry.turn: number for number, (_, vouches, entry) in enumerate(kept, 1) if vouches}
        done = 0
        for closed, number in sorted(last.items(), key=lambda item: item[1]):
            child.commit([entry for _, _, entry in kept[done:number]], parent.record(closed))
            done = number
        child.commit([entry for _, _, entry in kept[done:]])
        child.commit(_leaving(child, kept[-1][2]))
    return child


def _leaving(child: SaveFile, last: Entry) -> list[Entry]:
    """Who was there stays with the parent; people join the branch anew."""
    return [
        Entry(
            turn=last.turn,
            day=last.day,
            at_ms=time.time_ns() // 1_000_000,
            actor="branch",
            seat=str(seat),
            kind="participant_left",
            audience=8,
            payload={"pid": str(pid)},
        )
        for pid, _, seat, _, _, left_ms, _ in child.table("participant")
        if left_ms == 0
    ]
