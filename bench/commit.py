"""What a durable turn costs: 200 events, three order sheets, the record of the turn, one transaction.

    python -m bench.commit [turns]

The yardstick is the same rows written by bare `sqlite3` with the same PRAGMAs, turn by turn in alternation;
it neither hashes nor packs. CPU time is compared, because the time of a sync says more about the disk than
about us; commits are counted, because each costs 4-5 syncs. A second row checks the whole save and reads the
journal back. Each row is one line of JSON.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.model.exercise import Entry, TurnRecord
from wargame.store.save import SaveFile, create, read_save
from wargame.store.verify import verify

if TYPE_CHECKING:
    from pydantic import JsonValue

EVENTS = 200


def entry(turn: int, kind: str, payload: dict[str, JsonValue], seat: str = "engine") -> Entry:
    """An entry as a session writes it."""
    return Entry.model_validate(
        {
            "turn": turn,
            "day": 3 * turn,
            "at_ms": 1_700_000_000_000 + turn,
            "actor": seat,
            "seat": seat,
            "kind": kind,
            "audience": 15,
            "payload": payload,
        }
    )


def turn_of(turn: int) -> tuple[list[Entry], TurnRecord]:
    """The entries and the record of a turn about as large as one of the Idlib scenario."""
    sheets: list[JsonValue] = [
        {"type": "move", "formation": f"saa_{k}_a", "path": ["saraqib"]} for k in range(20)
    ]
    entries = [
        entry(turn, "orders_sealed", {"orders": sheets}, seat) for seat in ("ankara", "moscow", "damascus")
    ]
    entries += [
        entry(turn, "event", {"kind": "captured", "place": f"place_{k}", "turn": turn}) for k in range(EVENTS)
    ]
    entries.append(entry(turn, "turn_adjudicated", {"turn": turn}))
    board: dict[str, list[list[int | list[int]]]] = {
        "places": [[turn * 7 + p * c for c in range(15)] for p in range(70)],
        "formations": [[turn, p, *range(12), [p] * 8, 1] for p in range(60)],
    }
    rows = [[3 * turn, 8, k % 40, k, k, k, k, -1] for k in range(800)]
    return entries, TurnRecord(
        turn=turn, digest=f"{turn:064x}", board=board, reasons=rows, facts=rows[:EVENTS]
    )


class Raw:
    """The same rows by bare sqlite3."""

    def __init__(self, path: Path) -> None:
        self.opened = sqlite3.connect(path, isolation_level=None)
        for pragma in ("locking_mode=EXCLUSIVE", "journal_mode=TRUNCATE", "synchronous=FULL"):
            self.opened.execute(f"PRAGMA {pragma}").fetchall()
        self.opened.execute(
            "CREATE TABLE entry (seq INTEGER PRIMARY KEY, turn INTEGER, day INTEGER, at_ms INTEGER, "
            "actor TEXT, seat TEXT, kind TEXT, audience INTEGER, payload TEXT, hash BLOB) STRICT"
        )
        self.opened.execute("CREATE TABLE snapshot (turn INTEGER PRIMARY KEY, state BLOB) STRICT")

    def commit(self, entries: list[Entry], record: TurnRecord) -> None:
        """One transaction of the same rows, encoded as cheaply as the standard library can."""
        self.opened.execute("BEGIN IMMEDIATE")
        self.opened.executemany(
            "INSERT INTO entry (turn, day, at_ms, actor, seat, kind, audience, payload, hash) "
            "VALUES (?,?,?,?,?,?,?,?,?)",
            [
                (
                    e.turn,
                    e.day,
                    e.at_ms,
                    e.actor,
                    e.seat,
                    e.kind,
                    e.audience,
                    json.dumps(e.payload),
                    bytes(32),
                )
                for e in entries
            ],
        )
        state = json.dumps({"board": record.board, "facts": record.facts, "reasons": record.reasons})
        self.opened.execute("INSERT INTO snapshot VALUES (?, ?)", (record.turn, state.encode()))
        self.opened.execute("COMMIT")


def cpu(act: object, *arguments: object) -> float:
    """CPU seconds of a call."""
    assert callable(act)
    start = time.process_time()
    act(*arguments)
    return time.process_time() - start


def commits_of(save: SaveFile, entries: list[Entry], record: TurnRecord) -> int:
    """How many transactions one commit of ours takes."""
    seen: list[str] = []
    save._opened.set_trace_callback(seen.append)
    save.commit(entries, record)
    save._opened.set_trace_callback(None)
    return sum(1 for statement in seen if statement.startswith("COMMIT"))


def main(turns: int = 13) -> None:
    """Write, read and verify a session of some turns; print one line of JSON for each row."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.wargame"
        raw = Raw(Path(folder) / "raw.db")
        with create(
            path, scenario_text="", base_text="", choices={}, scenario_id="bench", seed=7, seats={}
        ) as save:
            save.commit([entry(0, "session_opened", {})], turn_of(0)[1])
            ours, theirs = [], []
            for turn in range(1, turns + 1):
                entries, record = turn_of(turn)
                ours.append(cpu(save.commit, entries, record))
                theirs.append(cpu(raw.commit, entries, record))
            commits = commits_of(save, *turn_of(turns + 1))
            head = save.head
        raw.opened.close()
        ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
        said = {
            "row": "commit",
            "events": EVENTS,
            "turns": turns,
            "cpu_ms": round(1000 * statistics.median(ours), 2),
            "raw_cpu_ms": round(1000 * statistics.median(theirs), 2),
            "ratio": round(statistics.median(ratios), 2),
            "commits": commits,
            "bytes_a_turn": path.stat().st_size // (turns + 1),
            "head": head,
            "python": sys.version.split()[0],
            "sqlite": sqlite3.sqlite_version,
        }
        sys.stdout.write(json.dumps(said) + "\n")
        checked = {"row": "verify", "cpu_ms": round(1000 * cpu(verify, path), 1)}
        with read_save(path) as held:
            checked["entries"] = len(held.entries())
            checked["read_cpu_ms"] = round(1000 * cpu(held.entries), 1)
        sys.stdout.write(json.dumps(checked) + "\n")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:2]))
