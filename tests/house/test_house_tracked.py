"""What is committed works on any machine: no place of one computer in it, and documents that are true."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

INSTALL = 'python3 -m venv .venv && .venv/bin/pip install -e ".[dev]"'
PLAY = f"{INSTALL} && .venv/bin/wargame play scenarios/idlib_2020.toml"
TEST = f"{INSTALL} && .venv/bin/pytest"

HOME = "/(" + "|".join(("home", "root", "Users", "work")) + ")/[A-Za-z]"
HOSTS = (r"files\.python" + "hosted", r"py" + r"pi\.o" + "rg")
REGISTRY = "(" + "|".join((r"index[-_]url", r"https?://[^ ]*/simple\b", *HOSTS)) + ")"
PLACES = re.compile(f"{HOME}|{REGISTRY}|\\.\\./shared")
"""Absolute paths of somebody's machine, addresses of registries, and what lies beside the repository."""

LOCKS = {"poetry.lock", "uv.lock", "pdm.lock", "Pipfile.lock", "package-lock.json", "yarn.lock"}


def tracked(root) -> list[Path]:
    """Every file that git knows; in an unpacked archive, every file that is not built."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode == 0 and done.stdout:
        return [root / name for name in done.stdout.split("\0") if name and (root / name).is_file()]
    return [p for p in root.rglob("*") if p.is_file() and not {".venv", ".git"} & set(p.parts)]


def test_no_place_of_one_machine_is_committed(root):
    found = []
    for path in tracked(root):
        raw = path.read_bytes()
        if b"\0" in raw[:4096] or path.suffix in {".png", ".svg"}:
            continue
        for number, line in enumerate(raw.decode("utf-8", "replace").splitlines(), 1):
            hit = PLACES.search(line)
            if hit:
                found.append(f"{path.relative_to(root)}:{number}: {hit.group(0)}")
    assert not found, "\n" + "\n".join(found)


def test_the_pattern_sees_what_it_is_there_to_see():
    planted = (
        "/ho" + "me/ann/x",
        "/Use" + "rs/x",
        "--index" + "-url x",
        "https://mirror.example/si" + "mple/",
        ".." + "/shared",
    )
    for line in planted:
        assert PLACES.search(f"see {line}"), line
    assert not PLACES.search("/tmp/x and https://example.org/page, pip install -e .")


def test_no_lock_file_and_nothing_large(root):
    for path in tracked(root):
        assert path.name not in LOCKS, path
        assert path.stat().st_size < 2 << 20, f"{path} is large"
        assert path.suffix not in {".pyc", ".whl", ".zip", ".gz"}, path


def test_constraints_are_plain_pins(root):
    lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert len(pins) > 20
    for line in pins:
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+]+", line), line
    assert pins == sorted(pins, key=str.lower)


# ---- README, .ci/run --------------------------------------------------------------------------------------


def readme(root) -> str:
    return (root / "README.md").read_text(encoding="utf-8")


def test_readme_has_exactly_the_two_setup_commands(root):
    lines = [line.strip() for line in readme(root).splitlines()]
    commands = [line for line in lines if "pip install" in line or "-m venv" in line]
    assert commands == [PLAY, TEST]


def test_readme_shows_a_picture_near_the_top(root):
    first = readme(root)[:2500]
    shown = re.findall(r"!\[[^]]*\]\(([^)]+)\)|<img[^>]+src=\"([^\"]+)\"", first)
    assert shown, "no picture"
    for picture in ("".join(pair) for pair in shown):
        assert (root / picture).is_file(), picture


def test_links_of_the_documents_lead_somewhere(root):
    for document in [root / "README.md", root / "CONTRIBUTING.md", *sorted((root / "docs").glob("*.md"))]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith("mailto:"):
                assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_ci_runs_the_test_command_word_for_word(root):
    run = root / ".ci" / "run"
    text = run.read_text(encoding="utf-8")
    assert TEST in text.splitlines()
    assert text.startswith("#!/usr/bin/env bash\nset -euo pipefail\n")
    assert run.stat().st_mode & 0o111 or sys.platform == "win32"
    if sys.platform != "win32":
        subprocess.run(["bash", "-n", str(run)], check=True)


def examples(root) -> list[str]:
    return re.findall(r"```python\n(.*?)```", readme(root), re.DOTALL)


@pytest.mark.slow
def test_the_python_example_of_the_readme_runs(root, tmp_path):
    found = examples(root)
    assert found, "no Python example"
    (tmp_path / "scenarios").symlink_to(root / "scenarios")
    (tmp_path / "saves").mkdir()
    for example in found:
        done = subprocess.run(
            [sys.executable, "-W", "error::SyntaxWarning", "-c", example],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip(), "the example prints nothing"


def test_dev_contains_every_other_extra(root):
    import tomllib

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    named = [d for d in extras["dev"] if d.startswith("wargame-ttx[")]
    inside = set(named[0][len("wargame-ttx[") : -1].split(",")) if named else set()
    assert inside == set(extras) - {"dev"}
