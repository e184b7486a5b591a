"""What each way into the program loads: a subprocess per entry, compared with what it may load.

Counts, not times: deterministic on any machine. The first paint of the screen is measured in `bench/`.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

STDLIB = sys.stdlib_module_names
OWN = {"wargame", "__main__", "_virtualenv", "sitecustomize", "usercustomize", "_distutils_hack"}

TELL = """
import atexit, os, sys
def tell():
    sys.stdout.flush()
    with open(os.environ["LOADED"], "w") as file:
        file.write("\\n".join(sorted(sys.modules)))
atexit.register(tell)
"""

CLI = "import sys; sys.argv[0] = 'wargame'; from wargame.cli import main; sys.exit(main())"


def loaded(tmp_path, root, code: str, *arguments: str, codes: tuple[int, ...] = (0,)) -> set[str]:
    """Third-party top-level names, and our own modules, that a program had loaded when it ended."""
    list_ = tmp_path / "loaded"
    done = subprocess.run(
        [sys.executable, "-c", TELL + code, *arguments],
        cwd=root,
        env={**os.environ, "LOADED": str(list_)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode in codes, done.stderr
    names = set(list_.read_text().split("\n"))
    foreign = {n.split(".")[0] for n in names if not n.startswith("__editable__")} - STDLIB - OWN
    return {n for n in foreign if not n.startswith("_")} | {n for n in names if n.startswith("wargame.")}


def third_party(names: set[str]) -> set[str]:
    return {n for n in names if not n.startswith("wargame.")}


def test_import_wargame_loads_nothing(tmp_path, root):
    assert loaded(tmp_path, root, "import wargame; wargame.__version__; dir(wargame)") == set()


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (["--help"], (0,)),
        (["--version"], (0,)),
        (["play", "--help"], (0,)),
        (["host", "--help"], (0,)),
        (["join", "--help"], (0,)),
        (["no-such-verb"], (2,)),
        (["play"], (0, 2)),
    ],
)
def test_help_and_wrong_usage_load_no_third_party_module(tmp_path, root, arguments, codes):
    if arguments == ["play"]:
        arguments = ["play", "--no-such-option"]
    names = loaded(tmp_path, root, CLI, *arguments, codes=codes)
    assert third_party(names) == set()
    assert not {
        n for n in names if n.startswith(("wargame.play", "wargame.tui", "wargame.store", "wargame.rules"))
    }


PYDANTIC = {"pydantic", "pydantic_core", "annotated_types", "typing_extensions", "typing_inspection"}


def test_check_loads_pydantic_only(tmp_path, root):
    names = loaded(tmp_path, root, CLI, "check", "scenarios/idlib_2020.toml")
    assert third_party(names) <= PYDANTIC
    assert not {n for n in names if n.startswith("wargame.tui")}


def test_verify_loads_neither_sqlmodel_nor_textual(tmp_path, root):
    from save_samples import made

    made(tmp_path / "a.wargame", 1)
    names = loaded(tmp_path, root, CLI, "verify", str(tmp_path / "a.wargame"), codes=(0, 1))
    assert third_party(names) <= PYDANTIC
    assert not {n for n in names if n.startswith("wargame.tui")}


@pytest.mark.parametrize("verb", [["save", "list", "{folder}"], ["export", "{golden}", "--seat", "white"]])
def test_reading_saves_loads_neither_sqlmodel_nor_a_server(tmp_path, root, verb):
    from save_samples import made

    made(tmp_path / "a.wargame", 1)
    golden = str(root / "tests/store/golden/format1.wargame")
    arguments = [word.format(folder=tmp_path, golden=golden) for word in verb]
    names = loaded(tmp_path, root, CLI, *arguments, codes=(0, 2))
    assert third_party(names) <= PYDANTIC
    assert "wargame.store.rewriting" in names or "wargame.commands.export" in names
    assert not names & {"wargame.store.tables", "wargame.store.postgres"}


def test_a_session_in_memory_loads_no_store_library(tmp_path, root):
    code = (
        "import wargame as wg\n"
        "session = wg.new_session(wg.load('scenarios/idlib_2020.toml'), seed=7)\n"
        "session.view('ankara')\n"
    )
    names = loaded(tmp_path, root, code)
    assert third_party(names) <= PYDANTIC
    assert "wargame.store.tables" not in names


def test_play_without_a_terminal_loads_no_screen(tmp_path, root):
    save = tmp_path / "a.wargame"
    names = loaded(
        tmp_path,
        root,
        CLI,
        "play",
        "scenarios/idlib_2020.toml",
        "--bots",
        "all",
        "--to-turn",
        "1",
        "--save",
        str(save),
    )
    assert save.exists()
    assert not names & {"textual", "rich"}


PAINT = """
import os, sys
from textual.drivers.linux_driver import LinuxDriver
plain = LinuxDriver.write
def write(driver, data):
    plain(driver, data)
    if " ANKARA " in data:
        with open(os.environ["LOADED"], "w") as file:
            file.write("\\n".join(sorted(sys.modules)))
        driver.stop_application_mode()
        os._exit(0)
LinuxDriver.write = write
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_the_first_paint_of_a_team_comes_before_the_store(tmp_path, root):
    """The modules that are loaded when the bytes of the team's header leave for the terminal."""
    import pexpect

    list_ = tmp_path / "loaded"
    seats = ["--seat", "ankara", "--bots", "moscow,damascus", "--save", str(tmp_path / "a.wargame")]
    screen = pexpect.spawn(
        sys.executable,
        ["-c", PAINT + CLI, "play", "scenarios/idlib_2020.toml", *seats],
        cwd=str(root),
        env={**os.environ, "LOADED": str(list_), "TERM": "xterm-256color"},
        dimensions=(24, 80),
        timeout=60,
    )
    screen.expect(pexpect.EOF)
    screen.close()
    assert list_.exists(), screen.before
    names = set(list_.read_text().split("\n"))
    assert "textual" in names
    assert not {n.split(".")[0] for n in names} & {
        "sqlmodel",
        "sqlalchemy",
        "websockets",
        "joblib",
        "numba",
        "numpy",
    }
    assert "wargame.store.tables" not in names
