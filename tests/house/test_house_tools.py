"""ruff, mypy and import-linter say nothing: one command, `pytest`, says all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = {
    "ruff": ["ruff", "check", "."],
    "import-linter": ["lint-imports", "--no-logo"],
    "mypy": ["mypy"],
}


@pytest.mark.slow
@pytest.mark.parametrize("tool", TOOLS)
def test_the_tools_have_no_complaint(root, tool):
    program = Path(sys.executable).parent / TOOLS[tool][0]
    done = subprocess.run(
        [program, *TOOLS[tool][1:]], cwd=root, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, f"\n{done.stdout}{done.stderr}"


def test_contracts_would_see_a_step_up(tmp_path, root):
    """The floors with one planted import that points up: the control of the test above."""
    package = tmp_path / "wargame"
    for folder in ("rules", "play", "study", "store", "bots", "model", "tui", "commands", "host", "web"):
        (package / folder).mkdir(parents=True)
        (package / folder / "__init__.py").write_text("")
    for name in ("__init__", "__main__", "cli", "opening", "errors"):
        (package / f"{name}.py").write_text("")
    (package / "__init__.py").write_text("from wargame import opening\n")
    (package / "rules" / "day.py").write_text("from wargame.play import session\n")
    (package / "play" / "session.py").write_text("")
    (tmp_path / "pyproject.toml").write_text((root / "pyproject.toml").read_text(encoding="utf-8"))
    program = Path(sys.executable).parent / "lint-imports"
    environment = {"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [program, "--no-logo", "--no-cache"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=60,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "wargame.rules is not allowed to import wargame.play" in done.stdout
