"""The large counts: `python -m bench.full_counts [--out FILE]` runs `pytest -m full` and writes the result.

Takes about half an hour of one core. The last result stands in `bench/results/full_counts.json`.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).parent
SUITES = {"reference": "tests/reference", "fuzz": "tests/properties/test_properties_fuzz.py"}
GAMES_A_TEST = {"reference": 250, "fuzz": 150}
"""See FULL_CHUNK in the tests."""


def counted(suite: str, workers: int) -> dict[str, float | int]:
    """One suite: tests, failures, games and seconds of all processes."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-n", str(workers), "-q", "-m", "full", SUITES[suite]]
        subprocess.run([*command, f"--junitxml={report}"], cwd=HERE.parent, check=False)
        tests = ElementTree.parse(report).getroot().iter("testcase")
        rows = [(float(test.get("time", "0")), test.find("failure") is not None) for test in tests]
    return {
        "games": len(rows) * GAMES_A_TEST[suite],
        "tests": len(rows),
        "failed": sum(1 for _, failed in rows if failed),
        "seconds": round(sum(seconds for seconds, _ in rows)),
    }


def main() -> int:
    """Run, print, write."""
    parser = argparse.ArgumentParser(prog="python -m bench.full_counts", description=__doc__)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=HERE / "results" / "full_counts.json")
    given = parser.parse_args()
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=HERE)
    said = {"commit": commit.stdout.strip(), "python": platform.python_version()}
    result = said | {suite: counted(suite, given.workers) for suite in SUITES}
    given.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result))
    return int(any(result[suite]["failed"] for suite in SUITES))


if __name__ == "__main__":
    sys.exit(main())
