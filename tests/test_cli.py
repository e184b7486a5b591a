"""The command line: what it prints where, its exit codes, and one clear line for whatever is wrong."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from importlib.metadata import version

import pytest

from wargame.cli import VERBS, main

IDLIB = "scenarios/idlib_2020.toml"


def run(root, *arguments, cwd=None, **environment):
    """`wargame ARGUMENTS` in a process of its own, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "wargame", *map(str, arguments)],
        cwd=cwd or root,
        env={**os.environ, "PYTHONPATH": str(root), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def save(root, tmp_path_factory):
    """The save of a whole game of bots, seed 7, and what `play` printed. Not to be changed."""
    path = tmp_path_factory.mktemp("cli") / "seven.wargame"
    done = run(root, "play", IDLIB, "--bots", "all", "--seed", 7, "--save", path, "--json")
    assert done.returncode == 0, done.stderr
    return path, done


@pytest.fixture
def local(root, monkeypatch):
    """Calls of `main` in this process, from the folder of the repository."""
    monkeypatch.chdir(root)
    monkeypatch.delenv("WARGAME_DEBUG", raising=False)
    return main


# ---- branches ----


def test_a_branch_from_the_replay_is_a_save_that_goes_on(save, tmp_path, local):
    from wargame.commands.beside import branch_of

    parent = tmp_path / "seven.wargame"
    shutil.copy(save[0], parent)
    before = parent.read_bytes()
    first, second = branch_of(parent, 4), branch_of(parent, 4)
    assert first == str(tmp_path / "seven-after-4.wargame")
    assert second == str(tmp_path / "seven-after-4-2.wargame")
    assert parent.read_bytes() == before
    assert local(["verify", first]) == 0
    assert local(["play", first, "--bots", "all", "--to-turn", "6"]) == 0
    assert local(["verify", first]) == 0


# ---- play ----


def test_play_prints_one_json_object_and_nothing_else_on_stdout(save):
    path, done = save
    result = json.loads(done.stdout)
    assert result["scenario"] == "idlib_2020"
    assert result["seed"] == 7
    assert result["turns"] == 13
    assert len(result["digest"]) == 64
    assert set(result["scores"]) == {"ankara", "moscow", "damascus"}
    for halves in result["scores"].values():
        assert set(halves) == {"operational", "political"}
    assert result["events"]["captured"] > 0
    assert str(path) in done.stderr
    assert path.is_file()


@pytest.mark.slow
def test_the_same_digest_anywhere_and_another_for_another_seed(root, tmp_path, save):
    scenario = root / IDLIB
    digests = {}
    for number, (seed, environment) in enumerate(
        (
            (7, {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Asia/Kathmandu"}),
            (7, {"PYTHONHASHSEED": "99", "LC_ALL": "tr_TR.UTF-8", "TZ": "UTC"}),
            (8, {}),
        )
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        done = run(root, "play", scenario, "--seed", seed, "--json", cwd=folder, **environment)
        assert done.returncode == 0, done.stderr
        digests[number] = json.loads(done.stdout)["digest"]
    first = json.loads(save[1].stdout)["digest"]
    assert digests[0] == digests[1] == first
    assert digests[2] != first


def test_the_default_save_has_a_name_of_its_own_and_is_never_overwritten(root, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    scenario = str(root / IDLIB)
    for _ in range(2):
        assert main(["play", scenario, "--to-turn", "1"]) == 0
    names = sorted(path.name for path in (tmp_path / "saves").iterdir())
    assert len(names) == 2
    assert all(name.startswith("idlib_2020-20") and name.endswith(".wargame") for name in names)
    assert "-7.wargame" in names[1] + names[0]
    capsys.readouterr()


def test_a_save_that_is_there_is_not_touched(local, save, capsys):
    path, _ = save
    before = path.read_bytes()
    assert local(["play", IDLIB, "--save", str(path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert path.read_bytes() == before


def test_a_game_broken_off_goes_on_to_the_same_end(local, tmp_path, save, capsys):
    path = str(tmp_path / "part.wargame")
    assert local(["play", IDLIB, "--save", path, "--to-turn", "4", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["turns"] == 4
    assert local(["play", path, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["digest"] == json.loads(save[1].stdout)["digest"]
    assert local(["verify", path]) == 0


def test_play_for_people_is_short(local, tmp_path, capsys):
    assert local(["play", IDLIB, "--save", str(tmp_path / "a.wargame"), "--to-turn", "1"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Idlib 2020, seed 7: stands after turn 1.")
    assert "Damascus" in out
    assert "digest " in out
    assert not out.lstrip().startswith("{")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--seed", "-1"], "whole number"),
        (["--seed", "9223372036854775808"], "whole number"),
        (["--seed", "seven"], "whole number"),
        (["--bots", "ankra"], "did you mean ankara"),
        (["--choose", "x"], "ALTERNATIVE=CHOICE"),
        (["--choose", "no_such_thing=x"], "no_such_thing"),
        (["--seat", "berlin"], "berlin"),
        (["--color", "pink"], "pink"),
    ],
)
def test_wrong_arguments_are_told_in_one_line(local, tmp_path, capsys, arguments, word):
    path = tmp_path / "x.wargame"
    assert local(["play", IDLIB, "--save", str(path), *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert word in told.err
    assert not path.exists()


def test_options_of_a_new_session_are_refused_for_a_save(local, save, capsys):
    for option in (["--seed", "3"], ["--save", "y"], ["--choose", "a=b"]):
        assert local(["play", str(save[0]), *option]) == 2
        assert option[0] in capsys.readouterr().err


def test_a_choice_changes_the_game(local, root, tmp_path, capsys):
    import wargame as wg

    scenario = wg.load(root / IDLIB)
    alternative = next(a for a in scenario.alternatives)
    digests = set()
    for choice in alternative.choices[:2]:
        path = tmp_path / f"{choice.id}.wargame"
        chosen = f"{alternative.id}={choice.id}"
        assert local(["play", IDLIB, "--save", str(path), "--to-turn", "1", "--choose", chosen]) == 0
        assert local(["verify", str(path)]) == 0
        digests.add(capsys.readouterr().out)
    assert len(digests) == 2


# ---- reading ----


def test_verify_of_an_honest_save(local, save, capsys):
    assert local(["verify", str(save[0]), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "file": str(save[0]),
        "ok": True,
        "turn": 13,
        "findings": [],
        "other_rules": False,
    }


def test_verify_names_the_turn_of_a_change(local, save, tmp_path, capsys):
    spoiled = tmp_path / "spoiled.wargame"
    shutil.copyfile(save[0], spoiled)
    with sqlite3.connect(spoiled) as opened:
        opened.execute(
            "UPDATE entry SET payload = replace(payload, 'damascus', 'damaskus') "
            "WHERE turn = 5 AND kind = 'orders_sealed'"
        )
    assert local(["verify", str(spoiled)]) == 1
    assert "turn 5" in capsys.readouterr().out
    assert local(["play", str(spoiled)]) == 2
    assert "verify" in capsys.readouterr().err


def test_verify_of_orders_that_do_not_lead_to_the_boards(local, root, tmp_path, capsys):
    """A save that is whole as a file, whose boards were made by other orders than those it holds."""
    from wargame import opening
    from wargame.model.orders import OrderSheet
    from wargame.play.session import new_session

    scenario = opening.load(root / IDLIB)

    class Forger:
        """Writes an empty sheet in place of each that is sealed."""

        def __init__(self, journal):
            self.journal = journal

        def commit(self, entries, record=None, command=None):
            empty = {
                "sheet": OrderSheet(team="damascus").model_dump(mode="json"),
                "unsealed": False,
                "author": "",
            }
            forged = [
                e.model_copy(update={"payload": empty})
                if (e.kind, e.turn, e.seat) == ("orders_sealed", 2, "damascus")
                else e
                for e in entries
            ]
            self.journal.commit(forged, record)

        def entries(self):
            return self.journal.entries()

        def record(self, turn):
            return self.journal.record(turn)

    import wargame as wg

    path = tmp_path / "forged.wargame"
    bots = dict.fromkeys(("ankara", "moscow", "damascus"), wg.bots.historical)
    held = opening.create(scenario, 7, path, bots)
    session = new_session(scenario, 7, Forger(held), bots)
    for _ in range(3):
        session.adjudicate()
    held.close()
    assert local(["verify", str(path)]) == 1
    assert "turn 2" in capsys.readouterr().out


def test_replay_without_a_terminal_lists_the_turns(local, save, capsys):
    assert local(["replay", str(save[0]), "--json"]) == 0
    turns = json.loads(capsys.readouterr().out)
    assert [turn["turn"] for turn in turns] == list(range(14))
    assert len({turn["digest"] for turn in turns}) == 14
    assert local(["replay", str(save[0]), "--seat", "ankara", "--turn", "13"]) == 0
    ankara = capsys.readouterr().out
    assert ankara.startswith("turn 13")
    own = [each for each in turns[13]["motives"] if each["team"] == "ankara"]
    assert own != turns[13]["motives"]
    assert 5 < ankara.count("\n") < len(turns[13]["events"]) + 1 + len(own)
    assert [line for line in ankara.split("\n") if ", because: " in line] == [
        f"    ankara: {each['order']}, because: {each['sentence']}" for each in own
    ]
    assert local(["replay", IDLIB]) == 2


def test_check_is_silent_about_the_scenario_of_the_house(local, capsys):
    assert local(["check", IDLIB, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["complaints"] == []
    assert local(["check", IDLIB, "--map"]) == 0
    assert "Saraqib" in capsys.readouterr().out


def test_check_tells_all_complaints_with_their_lines(local, root, tmp_path, capsys):
    text = (root / IDLIB).read_text(encoding="utf-8")
    spoiled = tmp_path / "spoiled.toml"
    shutil.copytree(root / "scenarios" / "maps", tmp_path / "maps")
    text = text.replace('control = "opposition"', 'control = "oposition"', 1).replace(
        "hold = ", "hold = 9", 1
    )
    spoiled.write_text(text, encoding="utf-8")
    assert local(["check", str(spoiled)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) >= 2
    assert all(line.startswith(f"{spoiled}:") for line in lines)
    assert any("oposition" in line for line in lines)


def test_check_sees_a_condition_that_cannot_be_read_and_a_placeholder_that_says_nothing(
    local, root, tmp_path, capsys
):
    shutil.copytree(root / "scenarios" / "maps", tmp_path / "maps")
    text = (root / IDLIB).read_text(encoding="utf-8")
    spoiled = tmp_path / "spoiled.toml"
    where = text.index('kind = "conditional"')
    at = text.index("when = ", where)
    spoiled.write_text(
        text[:at] + 'when = "rnug >= 5"\n' + text[text.index("\n", at) + 1 :], encoding="utf-8"
    )
    assert local(["check", str(spoiled)]) == 1
    out = capsys.readouterr().out
    assert "rnug" in out
    assert f":{text[:at].count(chr(10)) + 1}:" in out
    body = text.replace("Armour is passing", "Armour at {place.nowhere.control} is passing", 1)
    assert body != text
    spoiled.write_text(body, encoding="utf-8")
    assert local(["check", str(spoiled)]) == 1
    assert "place.nowhere.control" in capsys.readouterr().out


@pytest.mark.parametrize("verb", ["play", "check", "verify", "replay", "msel"])
@pytest.mark.parametrize("what", ["missing", "folder", "empty", "zeros", "nesting", "cut save"])
def test_unreadable_input_is_one_line_and_exit_2(local, save, tmp_path, capsys, verb, what):
    path = tmp_path / "x"
    match what:
        case "folder":
            path.mkdir()
        case "empty":
            path.write_bytes(b"")
        case "zeros":
            path.write_bytes(bytes(5000))
        case "nesting":
            path.write_text("a = " + "[" * 100000)
        case "cut save":
            path.write_bytes(save[0].read_bytes()[:3000])
    code = local([verb, str(path)])
    told = capsys.readouterr()
    if what == "cut save" and verb == "verify":
        assert code == 1
        return
    if what == "empty" and verb in ("play", "check", "msel"):
        assert code in (1, 2)
        return
    assert code == 2
    assert told.out == ""
    assert told.err.count("\n") == 1, told.err
    assert "Traceback" not in told.err


def test_a_file_name_cannot_act_on_the_terminal(local, tmp_path, capsys):
    for verb in ("play", "check", "verify"):
        assert local([verb, str(tmp_path / "\x1b]52;c;x\x07\u202e")]) == 2
        err = capsys.readouterr().err
        assert "\x1b" not in err
        assert "\x07" not in err
        assert "\u202e" not in err
    assert local(["\x1b[31m"]) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_msel_of_a_scenario_and_of_a_save(local, save, capsys):
    assert local(["msel", IDLIB, "--json"]) == 0
    plan = json.loads(capsys.readouterr().out)
    assert local(["msel", str(save[0]), "--json"]) == 0
    played = json.loads(capsys.readouterr().out)
    assert [i["id"] for i in plan] == [i["id"] for i in played]
    released = [i for i in played if i["state"] == "released"]
    assert len(released) > sum(1 for i in plan if i["state"] == "released") > 0
    assert local(["msel", IDLIB]) == 0
    assert plan[0]["title"] in capsys.readouterr().out


def test_a_brief_holds_what_its_team_may_read_only(local, capsys):
    briefs = {}
    for team in ("ankara", "moscow", "damascus"):
        assert local(["brief", IDLIB, "--team", team]) == 0
        briefs[team] = capsys.readouterr().out
    assert "WAR AIMS" in briefs["moscow"]
    assert "Maar Hattat asks" in briefs["ankara"]
    assert "Maar Hattat asks" not in briefs["moscow"]
    assert "np_2" in briefs["ankara"]
    assert "np_2" not in briefs["damascus"]
    assert "Post reserve" not in briefs["damascus"]
    assert all("Sochi memorandum" in brief for brief in briefs.values())
    assert "obeys high" in briefs["ankara"]
    assert "breaches charged: Ankara 1, Moscow 1" in briefs["moscow"]
    assert "breaches charged" not in briefs["damascus"]


def test_doctor(local, capsys):
    assert local(["doctor", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["python"].startswith(f"{sys.version_info.major}.{sys.version_info.minor}")
    assert found["engine"].startswith("python for ")
    assert local(["doctor"]) == 0
    assert "sqlmodel" in capsys.readouterr().out


def test_doctor_says_which_engine_plays_and_whether_it_is_ready(local, capsys, monkeypatch, tmp_path):
    from wargame.play import engines
    from wargame.rules import compiled

    def engine() -> str:
        assert local(["doctor", "--json"]) == 0
        return json.loads(capsys.readouterr().out)["engine"]

    monkeypatch.setenv("WARGAME_CACHE", str(tmp_path))
    if engines.available():
        numba = version("numba")
        assert f"compiled for studies of 300 runs or more; numba {numba}, compiles once" in engine()
        folder = tmp_path / compiled.cache_name(engines.run)
        folder.mkdir()
        assert "compiles once" in engine(), "a folder in the making is not ready"
        (folder / "ready").write_text("{}", encoding="utf-8")
        assert engine().endswith(f"numba {numba}, ready in the cache")
        monkeypatch.setitem(sys.modules, "llvmlite.binding", None)
        assert engine().startswith(f"python only: numba {numba} cannot be loaded")
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    assert engine().startswith("python only: numba ")


# ---- the frame ----


def test_help_names_every_verb(local, capsys):
    assert local(["--help"]) == 0
    text = capsys.readouterr().out
    for verb in VERBS:
        assert f"    {verb} " in text
        assert local([verb, "--help"]) == 0
    capsys.readouterr()


def test_every_handler_exists():
    from importlib import import_module

    for verb in VERBS.values():
        module, _, name = verb.handler.partition(":")
        assert callable(getattr(import_module(module), name))


@pytest.mark.parametrize(
    "arguments", [[], ["paly"], ["play"], ["brief", IDLIB], ["play", IDLIB, "--no-such"]]
)
def test_wrong_usage_is_one_line(local, capsys, arguments):
    assert local(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "--help" in told.err


def test_unexpected_errors_show_their_traceback_only_when_asked(local, monkeypatch, capsys):
    from wargame.commands import doctor

    def broken(arguments):
        raise ZeroDivisionError("a\x1b[31mb\nc")

    monkeypatch.setattr(doctor, "run", broken)
    assert local(["doctor"]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "ZeroDivisionError" in err
    assert "WARGAME_DEBUG" in err
    assert "\x1b" not in err
    monkeypatch.setenv("WARGAME_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        local(["doctor"])


def test_a_reader_that_goes_away_is_no_error(root):
    done = subprocess.run(
        f"{sys.executable} -m wargame msel {IDLIB} | head -1",
        shell=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


# ---- the documents ----


def test_every_order_line_of_the_players_page_is_read(root):
    import re

    import wargame as wg
    from wargame.play.notation import parse

    session = wg.new_session(wg.load(root / IDLIB))
    page = (root / "docs" / "player.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)
    kinds = {parse(session.layout, "ankara", line, session.board).type for line in lines}
    assert len(kinds) == 21
