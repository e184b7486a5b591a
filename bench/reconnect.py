"""How long a client is away when the network breaks: ten clients that talk through a proxy that tears, stalls
and swallows, and what became of what they said.

    python -m bench.reconnect [seconds]

The same run as the test (`tests/host/test_host_reconnect.py`), longer: jitter to 20 ms, 2 % of chunks stall
for up to 0.8 s, 1 % tear the connection, 0.4 % make it go silent until a ping is missed (0.5 s, then 1 s).
`away` is from the moment at which a link notices until it is welcomed again, `ack` from a command's start
until it is acknowledged, silence that nobody has noticed yet included. One line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "host"))

from test_host_reconnect import judge, shaken  # type: ignore[import-not-found]


def spread(values: list[float]) -> dict[str, float]:
    """Percentiles and the largest, in seconds."""
    ordered = sorted(values)
    return {
        "p50": round(ordered[len(ordered) // 2], 2),
        "p95": round(ordered[len(ordered) * 95 // 100], 2),
        "max": round(ordered[-1], 2),
    }


def main(seconds: float = 60) -> None:
    """One row. Raises AssertionError if anything was lost, doubled or refused."""
    said, wrong, stored, counts, away = shaken(seconds, 10, seed=17)
    judge(said, wrong, stored, counts)
    waits = counts.pop("waits")
    row = {
        "row": "host.reconnect.10_clients",
        "seconds": seconds,
        "acknowledged": len(said),
        "stored_once": sum(1 for text, n in Counter(stored).items() if n == 1 and text != "the end"),
        **counts,
        "away_s": spread(away),
        "ack_s": spread(waits),
        "load": round(os.getloadavg()[0], 1),
    }
    print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main(*(float(word) for word in sys.argv[1:2]))
