"""The large counts of faults: `python -m bench.faults [--out FILE]` runs the tests of `tests/faults` with
`-m full`, and the simulator's own, and writes what they counted.

Takes about ten minutes of one core. The last result stands in `bench/results/faults.json`.
"""

from __future__ import annotations

import argparse
import json
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).parent
SETTINGS = "tests/faults/test_faults_power.py::test_the_simulator_tells_safe_settings_from_others"


def ran(*arguments: str) -> list[dict[str, str]]:
    """Run tests; the properties that each recorded, with `failed`."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-n",
            "0",
            "-q",
            *arguments,
            f"--junitxml={report}",
            "-o",
            "junit_family=legacy",
        ]
        subprocess.run(command, cwd=HERE.parent, check=False, stdout=sys.stderr)
        tests = list(ElementTree.parse(report).getroot().iter("testcase"))
    rows = []
    for test in tests:
        found = {item.get("name", ""): item.get("value", "") for item in test.iter("property")}
        bad = test.find("failure") is not None or test.find("error") is not None
        rows.append(found | ({"failed": "1"} if bad else {}))
    return rows


def total(rows: list[dict[str, str]], key: str) -> int:
    """The sum of what the tests recorded under a name."""
    return sum(int(row.get(key, "0")) for row in rows)


def main() -> int:
    """Run, print, write."""
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE / "results" / "faults.json")
    given = parser.parse_args()
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=HERE)
    start = time.monotonic()
    settings = ran(SETTINGS)
    full = ran("-m", "full", "tests/faults")
    result = {
        "commit": commit.stdout.strip(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "kills": total(full, "kills"),
        "acknowledged": total(full, "acknowledged"),
        "power_cuts": {row["program"]: int(row["states"]) for row in full if "program" in row},
        "failed": total(full, "failed") + total(settings, "failed"),
        "settings_of_sqlite": {
            row["mode"]: {key: int(row[key]) for key in ("states", "lost", "broken")}
            for row in settings
            if "mode" in row
        },
        "seconds": round(time.monotonic() - start),
    }
    given.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result))
    return int(result["failed"] != 0)


if __name__ == "__main__":
    sys.exit(main())
