"""Scenario files: what is read, what is refused at the door, which reading of a disputed fact is loaded."""

from __future__ import annotations

import os
import random
import time
from typing import TYPE_CHECKING

import pytest

from wargame.errors import ScenarioError, UnknownName
from wargame.store.scenario_file import check_scenario, load_scenario, read_text, scenario_of
from wargame.store.scenario_text import DEPTH, PARTS, SIZE, LineIndex, nesting, parsed

if TYPE_CHECKING:
    from pathlib import Path

    from wargame.model.scenario import Scenario


@pytest.fixture(scope="module")
def idlib(root: Path) -> Path:
    return root / "scenarios" / "idlib_2020.toml"


def killed(scenario: Scenario, inject: str) -> list[int]:
    return [e.killed for i in scenario.injects if i.id == inject for e in i.effects if e.losses]


# ---- loading ----


def test_the_text_of_a_file_is_what_a_save_can_load_again(idlib: Path) -> None:
    assert scenario_of(read_text(idlib), "save") == load_scenario(idlib)


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(idlib: Path, tmp_path: Path) -> None:
    copy = tmp_path / "windows.toml"
    copy.write_bytes(b"\xef\xbb\xbf" + idlib.read_bytes().replace(b"\n", b"\r\n"))
    assert load_scenario(copy) == load_scenario(idlib)


def test_the_first_choice_is_the_default(idlib: Path) -> None:
    assert killed(load_scenario(idlib), "column_saraqib") == [8]
    assert load_scenario(idlib, {}) == load_scenario(idlib, {"column_saraqib_toll": "final_count"})


def test_a_choice_changes_what_it_names_and_nothing_else(idlib: Path) -> None:
    default = load_scenario(idlib)
    other = load_scenario(idlib, {"column_saraqib_toll": "statement_of_the_day"})
    assert killed(other, "column_saraqib") == [5]
    assert [a.id for a, b in zip(default.injects, other.injects, strict=True) if a != b] == ["column_saraqib"]
    assert default.places == other.places


@pytest.mark.parametrize(
    ("choice", "in_play"),
    [
        ("both_accounts", {"officers_aleppo", "officers_kesab"}),
        ("aleppo_edge", {"officers_aleppo"}),
        ("kesab_road", {"officers_kesab"}),
    ],
)
def test_a_choice_takes_an_inject_out_of_play(idlib: Path, choice: str, in_play: set[str]) -> None:
    scenario = load_scenario(idlib, {"officers_account": choice})
    assert {i.id for i in scenario.injects if i.id.startswith("officers_")} == in_play


def test_choices_reach_dates_places_and_the_record(idlib: Path) -> None:
    scenario = load_scenario(
        idlib, {"kyiv_date": "article", "idlib_people": "article", "refugees_in_turkey": "article"}
    )
    assert next(i.at for i in scenario.injects if i.id == "kyiv_visit") == "turn 3 day 3"
    assert next(p.people for p in scenario.places if p.id == "idlib") == 1_000_000
    assert scenario.start.record["refugees_hosted_turkey"] == 5_000_000


@pytest.mark.parametrize(
    ("choices", "hint"),
    [
        ({"column_saraqib_tol": "final_count"}, "did you mean column_saraqib_toll"),
        ({"column_saraqib_toll": "final_cuont"}, "did you mean final_count"),
        ({"weights": "people_furst"}, "did you mean people_first"),
        ({"weight": "people_first"}, "did you mean weights"),
    ],
)
def test_an_unknown_choice_names_the_nearest(idlib: Path, choices: dict[str, str], hint: str) -> None:
    with pytest.raises(UnknownName, match=hint):
        load_scenario(idlib, choices)


def test_a_chosen_set_gives_the_war_aims_their_weights(idlib: Path) -> None:
    plain, first = load_scenario(idlib), load_scenario(idlib, {"weights": "people_first"})
    assert (plain.weighing, first.weighing) == (None, "people_first")
    weights = [{aim.id: aim.weight for aim in scenario.war_aims} for scenario in (plain, first)]
    given = next(row for row in first.weights if row.id == "people_first").set
    assert given
    assert weights[1] == weights[0] | given != weights[0]


def test_the_file_may_choose_a_set_itself(idlib: Path, tmp_path: Path) -> None:
    text = idlib.read_text(encoding="utf-8")
    other = tmp_path / "weighed.toml"
    other.write_text('weighing = "talks_first"\n' + text, encoding="utf-8")
    assert load_scenario(other).weighing == "talks_first"
    assert load_scenario(other, {"weights": "people_first"}).weighing == "people_first"


def test_a_file_with_mistakes_is_not_loaded_and_tells_them_all(idlib: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    text = idlib.read_text(encoding="utf-8")
    broken.write_text(text.replace("hold = 320", "hold = 321").replace('place = "jarjanaz"', 'place = "x"'))
    with pytest.raises(ScenarioError) as caught:
        load_scenario(broken)
    assert len(caught.value.complaints) == 3


def test_hostile_characters_of_a_file_do_not_reach_the_model(idlib: Path, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.toml"
    text = idlib.read_text(encoding="utf-8")
    hostile.write_text(
        text.replace('title = "Idlib 2020"', 'title = "a\\u001b[31mb\\u202ec"'), encoding="utf-8"
    )
    assert load_scenario(hostile).title == "a�[31mb�c"


# ---- refused at the door ----

HOSTILE = {
    "ten megabytes": b"x" * 10_000_000,
    "opening brackets": b"a = " + b"[" * 5000,
    "brackets": b"a = " + b"[" * 5000 + b"]" * 5000,
    "braces": b"a = " + b"{a=" * 5000,
    "dotted key": b".".join([b"a"] * 20000) + b" = 1\n",
    "dotted key with blanks": b" . ".join([b"a"] * 8000) + b" = 1\n",
    "dotted header": b"[" + b".".join([b'"a"'] * 8000) + b"]\n",
    "dotted headers": b"".join(b"[a%d.b.c.d.e.f.g.h.i.j.k.l.m.n]\n" % i for i in range(25000)),
    "zero bytes": b'id = "a\0b"\n',
    "not utf-8": b'id = "\xff\xfe"\n',
    "rubbish": random.Random(1).randbytes(500_000),
    "rubbish without zeros": random.Random(2).randbytes(500_000).replace(b"\0", b"\x01"),
    "a hundred thousand rows": b"[[place]]\n" * 100_000,
    "long number": b"id = " + b"1" * 900_000,
    "unclosed string": b'id = """' + b'\\"' * 400_000,
    "quotes": b'id = """\\' + b'"""\\' * 200_000,
    "points": b"[map]\nrivers=[" + b"[[1,2],[1,2]]," * 70_000 + b"]",
    "escape": b'id = "\x1b[31m"\n',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_one_clear_line_in_time(tmp_path: Path, name: str) -> None:
    path = tmp_path / "hostile.toml"
    path.write_bytes(HOSTILE[name])
    began = time.process_time()
    with pytest.raises(ScenarioError) as caught:
        check_scenario(path)
    assert time.process_time() - began < 2
    [line] = caught.value.complaints
    assert line.startswith(str(path))
    assert line.isprintable()
    assert len(line) < 400


TIRING = {
    "many errors": b"[[place]]\nx=1\n" * 11_000,
    "many sources": b"[sources]\n" + b"".join(b'k%d="x"\n' % i for i in range(90_000)),
    "long hexadecimal": b"[[place]]\nhold = 0x" + b"f" * 900_000,
    "not a number": b"[[place]]\nlat = nan\nlon = inf\n",
    "empty": b"",
    "long key": b"a" * 900_000 + b" = 1",
}


@pytest.mark.parametrize("name", TIRING)
def test_a_file_that_is_toml_and_no_scenario_is_told_in_time(tmp_path: Path, name: str) -> None:
    path = tmp_path / "tiring.toml"
    path.write_bytes(TIRING[name])
    began = time.process_time()
    report = check_scenario(path)
    assert time.process_time() - began < 2
    assert not report.ok
    assert len(report.complaints) <= 501
    assert all(line.startswith(str(path)) and line.isprintable() for line in report.complaints)


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    for path in (tmp_path / "missing.toml", tmp_path, pipe, tmp_path / "a\0b"):
        with pytest.raises(ScenarioError) as caught:
            read_text(path)
        assert len(caught.value.complaints) == 1


def test_the_bounds_are_where_they_are_said_to_be(tmp_path: Path) -> None:
    assert nesting("a = " + "[" * DEPTH + "]" * DEPTH) is None
    assert nesting("a = " + "[" * (DEPTH + 1) + "]" * (DEPTH + 1)) is not None
    assert nesting(".".join(["a"] * PARTS) + " = 1") is None
    assert nesting(".".join(["a"] * (PARTS + 1)) + " = 1") is not None
    path = tmp_path / "size.toml"
    path.write_bytes(b"#" * SIZE)
    assert len(read_text(path)) == SIZE
    path.write_bytes(b"#" * (SIZE + 1))
    with pytest.raises(ScenarioError, match="larger"):
        read_text(path)


def test_brackets_and_dots_in_strings_and_comments_do_not_count() -> None:
    text = "\n".join(
        [
            "# " + "[" * 100,
            'a = "' + "[." * 100 + '"',
            "b = '" + "[." * 100 + "'",
            'c = """\n' + "[.\n" * 100 + '\\""" still inside"""',
            "d = '''\n" + "[.\n" * 100 + "'''",
        ]
    )
    assert parsed("x", text)["c"]
    assert nesting(text) is None


# ---- lines ----


def test_every_value_of_the_scenario_has_its_line(idlib: Path) -> None:
    text = read_text(idlib)
    index = LineIndex(text)
    missing = []

    def walk(value: object, here: tuple[str | int, ...]) -> None:
        if here not in index.lines:
            missing.append(here)
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(inner, (*here, key))
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                walk(inner, (*here, number))

    walk(parsed("x", text), ())
    assert missing == []


def test_lines_of_tables_keys_and_elements() -> None:
    text = """\
a = 1
[[place]]
id = "x"   # [[not]]
tags = [
    "one",
    "two", ]
[[place]]
"quoted key" = { inner = 2, list = [
  3,
  4] }
[[place.part]]
text = '''
[[place]]
'''
deep.er = 5
[end]
"""
    index = LineIndex(text)
    assert {where: index.line(where) for where in index.lines if where} | {} == {
        ("a",): 1,
        ("place",): 2,
        ("place", 0): 2,
        ("place", 0, "id"): 3,
        ("place", 0, "tags"): 4,
        ("place", 0, "tags", 0): 5,
        ("place", 0, "tags", 1): 6,
        ("place", 1): 7,
        ("place", 1, "quoted key"): 8,
        ("place", 1, "quoted key", "inner"): 8,
        ("place", 1, "quoted key", "list"): 8,
        ("place", 1, "quoted key", "list", 0): 9,
        ("place", 1, "quoted key", "list", 1): 10,
        ("place", 1, "part"): 11,
        ("place", 1, "part", 0): 11,
        ("place", 1, "part", 0, "text"): 12,
        ("place", 1, "part", 0, "deep"): 15,
        ("place", 1, "part", 0, "deep", "er"): 15,
        ("end",): 16,
    }
    assert index.line(("place", 1, "union-branch", "quoted key", "missing")) == 8


def test_a_syntax_error_names_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "syntax.toml"
    path.write_text('id = "x"\ntitle = "unclosed\n')
    with pytest.raises(ScenarioError, match=r"syntax\.toml:2: not TOML, column \d+"):
        check_scenario(path)
