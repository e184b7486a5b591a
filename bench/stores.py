"""What a durable commit costs in a file and on a PostgreSQL server, by the clock.

    python -m bench.stores [--out FILE]

An order is one sealed sheet with its command; a turn is 200 events, the record and the command. The server is
one of our own, on a socket of this machine, if `initdb` is found; else only the file is measured. Times hang
on the disk and on what else runs: read them as orders of magnitude. A check is told in CPU time of our
process, the least of nine. The last result stands in `bench/results/stores.json`.
"""

from __future__ import annotations

import argparse
import json
import platform
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.commit import entry, turn_of
from wargame.model.exercise import CommandRecord
from wargame.store import save

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.store.journal import StoredJournal
    from wargame.store.verify import VerifyReport

HERE = Path(__file__).parent
ORDERS, TURNS = 400, 25
START = {"scenario_text": "", "base_text": "", "choices": {}, "scenario_id": "bench", "seed": 7, "seats": {}}


def asked(number: int) -> CommandRecord:
    """The command behind a commit."""
    return CommandRecord(
        seat="ankara",
        pid="p0ab",
        cid=f"command-{number}",
        body_sha256=f"{number:064x}",
        result={"rev": number},
    )


def spread(seconds: list[float]) -> dict[str, float]:
    """Median and 95th percentile, in milliseconds."""
    ordered = sorted(seconds)
    return {
        name: round(1000 * ordered[int(len(ordered) * share)], 2)
        for name, share in (("p50", 0.5), ("p95", 0.95))
    }


def timed(act: Callable[..., object], *arguments: object) -> float:
    """Seconds of a call."""
    start = time.perf_counter()
    act(*arguments)
    return time.perf_counter() - start


def measured(journal: StoredJournal, verify: Callable[[], VerifyReport]) -> dict[str, object]:
    """The figures of one journal, which is closed afterwards."""
    journal.commit([entry(0, "session_opened", {})], turn_of(0)[1])
    sheet = [{"type": "move", "formation": f"saa_{k}", "path": ["saraqib"]} for k in range(5)]
    orders = [
        timed(
            journal.commit,
            [entry(1, "orders_sealed", {"sheet": {"orders": sheet}}, "ankara")],
            None,
            asked(n),
        )
        for n in range(ORDERS)
    ]
    turns = [timed(journal.commit, *turn_of(turn), asked(ORDERS + turn)) for turn in range(1, TURNS + 1)]
    count = journal.seq
    journal.close()
    verify()
    checks = []
    for _ in range(9):
        start = time.process_time()
        verify()
        checks.append(time.process_time() - start)
    return {
        "order_ms": spread(orders),
        "turn_ms": spread(turns),
        "verify_cpu_ms": round(1000 * min(checks), 1),
        "entries": count,
    }


def in_file() -> dict[str, object]:
    """A save file in a temporary folder."""
    from wargame.store.verify import verify

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.wargame"
        return measured(save.create(path, **START), lambda: verify(path))


def on_server() -> dict[str, object] | str:
    """A session on a server, or why there is none."""
    sys.path.insert(0, str(HERE.parent / "tests"))
    import postgres_server

    why_not = postgres_server.available()
    if why_not:
        return why_not
    from wargame.store import postgres

    server = postgres_server.Server()
    try:
        server.start()
        made = postgres.create(server.url, "bench", **START)
        return measured(made, lambda: postgres.verify_session(server.url, "bench"))
    finally:
        server.remove()


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m bench.stores", description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE / "results" / "stores.json")
    given = parser.parse_args()
    result = {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "file": in_file(),
        "server": on_server(),
    }
    given.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
