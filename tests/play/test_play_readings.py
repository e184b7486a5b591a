"""From the text of a condition to the engine's rows, and what is said about names, types and ranges."""

from __future__ import annotations

from datetime import date

import pytest

from wargame.play.names import Names, rows_of
from wargame.play.reading_table import READINGS, slot_words
from wargame.play.readings import compile_condition
from wargame.rules.codes import Column, EventKind, Form, Op, OrderKind, Reading

IDS = (
    ("saraqib", "idlib", "afes"), ("idlib__saraqib",), ("border",),
    ("ruaf", "syaaf", "tr_manned", "tr_drone"), ("saa_25_a", "tr_1"), ("op_8", "op_9"),
    ("saa", "iran_backed", "russia", "turkey", "nlf", "hts", "sna"),
    ("column_saraqib",), ("corridor",), ("protocol",), ("kept",),
)  # fmt: skip
NAMES = Names(*IDS, *(rows_of(ids) for ids in IDS), date(2020, 1, 27), 3, 13)


def rows(condition) -> list[tuple[int, ...]]:
    made, complaints = compile_condition(condition, NAMES)
    assert not complaints
    return [(r.form, r.size, r.reading, r.entity, r.second, r.op, r.value, r.span) for r in made]


def complaint(condition) -> str:
    made, complaints = compile_condition(condition, NAMES)
    assert made == []
    [line] = complaints
    return line


def written(spec) -> str:
    """A path with the last id of each slot."""
    parts: list[str] = []
    for piece in spec.parts:
        known = slot_words(piece, NAMES, 2) if piece.startswith("<") else {piece: 0}
        parts.append(list(known)[-1])
    return ".".join(parts)


@pytest.mark.parametrize("spec", READINGS, ids=lambda spec: spec.pattern)
def test_every_reading_compiles_in_its_unit(spec):
    path = written(spec)
    pairs = zip(spec.parts, path.split("."), strict=True)
    found = [slot_words(piece, NAMES, 2)[part] for piece, part in pairs if piece[0] == "<"]
    entity, second = (*found, -1, -1)[:2]
    match spec.words:
        case "yes or no":
            value, engine = "true", 1
        case "place":
            value, engine = "afes", 2
        case "date":
            value, engine = "2020-02-03", 7
        case "day" | "turn":
            value, engine = "4", 4
        case "":
            value, engine = str(spec.high), spec.high * spec.factor
        case words:
            value, engine = words(1).name.lower(), 1
    assert rows(f"{path} = {value}") == [(Form.READING, 1, spec.code, entity, second, Op.EQUAL, engine, 0)]


@pytest.mark.parametrize(
    "spec", [s for s in READINGS if s.words in ("", "day", "turn")], ids=lambda spec: spec.pattern
)
def test_every_number_has_its_range(spec):
    assert "out of range" in complaint(f"{written(spec)} >= 1000000")
    assert "is a number" in complaint(f"{written(spec)} = open")
    assert "is a number" in complaint(f"{written(spec)} = true")


@pytest.mark.parametrize(
    "spec", [s for s in READINGS if isinstance(s.words, type)], ids=lambda spec: spec.pattern
)
def test_every_name_is_one_of_its_words(spec):
    assert "is one of" in complaint(f"{written(spec)} = nonsense")
    assert "is one of" in complaint(f"{written(spec)} = 1")
    assert "compared by =" in complaint(f"{written(spec)} > {spec.words(0).name.lower()}")


def test_factors_of_the_units():
    assert rows("post.op_9.stock <= 5")[0][6] == 500
    assert rows("displaced.new >= 200")[0][6] == 2000
    assert rows("formation.saa_25_a.strength > 2")[0][6] == 2000
    assert rows("team.ankara.dead >= 20")[0][6] == 20
    assert rows("place.idlib.hosted >= 80")[0][6] == 800


@pytest.mark.parametrize(
    ("path", "entity", "second"),
    [
        ("zone.corridor.guns.government = 0", 0, 0),
        ("zone.corridor.guns.opposition = 0", 0, 1),
        ("zone.corridor.guns.saa = 0", 0, 2),
        ("zone.corridor.strength.sna = 0", 0, 8),
        ("route.m4.held.opposition = true", 4, 1),
        ("route.m5.cleared = true", 5, -1),
        ("sector.border.access.tr_drone = risky", 0, 3),
        ("aim.moscow.blame > 1", 1, 8),
    ],
)
def test_rows_and_columns_of_paths(path, entity, second):
    assert rows(path)[0][3:5] == (entity, second)


def test_junctions_are_prefix_rows_with_their_sizes():
    made = rows({"all": ["turn >= 3", {"none": ["rung = 1", "rung = 2"]}]})
    assert [row[:2] for row in made] == [
        (Form.ALL, 5), (Form.READING, 1), (Form.NONE, 3), (Form.READING, 1), (Form.READING, 1),
    ]  # fmt: skip


def test_in_is_written_out():
    made = rows("place.saraqib.control in [turkish, opposition]")
    assert [(row[0], row[1], row[6]) for row in made] == [
        (Form.ANY, 3, 0), (Form.READING, 1, 2), (Form.READING, 1, 1),
    ]  # fmt: skip


def test_stars_are_written_out():
    made = rows("count(post.*.state = besieged) >= 2 for 1 turn")
    assert made[0] == (Form.LASTING, 4, 0, -1, -1, Op.EQUAL, 0, 3)
    assert made[1] == (Form.COUNT, 3, 0, -1, -1, Op.AT_LEAST, 2, 0)
    assert [row[3] for row in made[2:]] == [0, 1]
    both = rows("count(zone.*.strength.* > 0) > 0")
    assert len(both) == 1 + 9


def test_facts_and_their_spans():
    made = rows("happened(captured, place = idlib, to = government) within 2 turns")
    assert made == [
        (Form.HAPPENED, 3, EventKind.CAPTURED, -1, -1, Op.AT_LEAST, 1, 6),
        (Form.FIELD, 1, Column.A, -1, -1, Op.EQUAL, 1, 0),
        (Form.FIELD, 1, Column.C, -1, -1, Op.EQUAL, 0, 0),
    ]
    assert rows("count(ordered(moscow, air_task)) = 0 since turn 3") == [
        (Form.ORDERED, 1, OrderKind.AIR_TASK, 1, 6, Op.EQUAL, 0, 0)
    ]
    assert rows("happened(post_besieged, post = op_9) since 2020-02-01")[0][4] == 5


@pytest.mark.parametrize(
    ("text", "rows_of_fields"),
    [
        ("ordered(ankara, convoy, to = op_9, announce = false)", [(Column.SUBJECT, 1), (Column.FLAG, 0)]),
        ("ordered(ankara, convoy, post = op_8, kind = troops)", [(Column.SUBJECT, 0), (Column.MODE, 1)]),
        ("ordered(damascus, attack, target = idlib)", [(Column.PLACE, 1)]),
        ("ordered(damascus, siege, level = harass)", [(Column.MODE, 2)]),
        ("ordered(moscow, airspace, user = tr_drone, access = open)", [(Column.AMOUNT, 3), (Column.MODE, 3)]),
        ("ordered(moscow, air_task, mission = strike, place = afes)", [(Column.WHO, 2), (Column.PLACE, 2)]),
        ("ordered(ankara, post, act = evacuate)", [(Column.MODE, 2)]),
        (
            "ordered(ankara, proxy_task, task = open_road, road = idlib__saraqib)",
            [(Column.MODE, 4), (Column.ROAD, 0)],
        ),
    ],
)
def test_fields_of_orders(text, rows_of_fields):
    assert [(row[2], row[6]) for row in rows(text)[1:]] == rows_of_fields


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("pst.op_9.stock = 3", 1, "did you mean post?"),
        ("post.op_99.stock = 3", 1, "no post is called 'op_99'; did you mean op_9?"),
        ("post.op_9.stok = 3", 1, "did you mean stock?"),
        ("place.saraqb.control = turkish", 1, "did you mean saraqib?"),
        ("place.saraqib.control = goverment", 25, "did you mean government?"),
        ("tension > 100", 11, "can never be true"),
        ("turn < 1", 8, "can never be true"),
        ("turn = 14", 8, "runs from 1 to 13"),
        ("day = 39", 7, "runs from 0 to 38"),
        ("date > 2020-03-20", 8, "39 days from 2020-01-27"),
        ("date > 5", 8, "date such as"),
        ("post.op_9.consent = yes", 21, "true or false"),
        ("formation.saa_25_a.place = kyiv", 28, "is one of"),
        ("happened(captured, plac = idlib)", 20, "did you mean place?"),
        ("happened(captured, place = 4)", 20, "is one of"),
        ("happened(troops_hit, dead = many)", 22, "is a number"),
        ("happened(capturd)", 10, "did you mean captured?"),
        ("ordered(ankara, convoi)", 17, "did you mean convoy?"),
        ("happened(road_lost) within 31 days", 1, "write `since`"),
        ("happened(road_lost) since turn 14", 1, "13 turns"),
        ("tension > 5 for 14 turns", 1, "the exercise has 39"),
        ("count(aim.*.m5 > 1) > 1", 7, "name the team"),
    ],
)
def test_complaints(text, column, words):
    line = complaint(text)
    assert f"{text!r}, column {column}:" in line
    assert words in line


@pytest.mark.parametrize(
    "text",
    [
        "known.ankara.place.idlib.control = turkish",
        "happened(preview_opened)",
    ],
)
def test_what_comes_later_says_so(text):
    assert "not available yet" in complaint(text)


def test_every_complaint_of_a_tree_is_reported():
    tree = {"all": ["tension > 100", "turn = 0", {"any": ["rung = open"]}]}
    made, complaints = compile_condition(tree, NAMES)
    assert made == []
    assert len(complaints) == 3


def test_a_text_that_is_no_condition():
    assert "column 10" in complaint("tension >")


def test_every_reading_of_the_rulebook_is_read():
    assert {spec.code for spec in READINGS} == set(Reading)
