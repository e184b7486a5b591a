"""The Condition language: what it accepts, what it refuses and where, and the round trip of texts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.errors import ScenarioError
from wargame.model.conditions import (
    OPS,
    TEAMS,
    Comparison,
    Count,
    Fact,
    Junction,
    Lasting,
    Leaf,
    Path,
    Since,
    Within,
    parse,
    text_of,
)


def complaints(value: object) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        parse(value)
    return list(caught.value.complaints)


@pytest.mark.parametrize(
    ("text", "leaf"),
    [
        ("tension >= 50", Leaf(Comparison(Path(("tension",)), ">=", 50))),
        ("post.op_9.stock<=5", Leaf(Comparison(Path(("post", "op_9", "stock")), "<=", 5))),
        ("rung != -1", Leaf(Comparison(Path(("rung",)), "!=", -1))),
        ("route.m5.cleared = true", Leaf(Comparison(Path(("route", "m5", "cleared")), "=", True))),
        ("date < 2020-02-03", Leaf(Comparison(Path(("date",)), "<", date(2020, 2, 3)))),
        (
            "place.idlib.control in [turkish, opposition]",
            Leaf(Comparison(Path(("place", "idlib", "control")), "in", ("turkish", "opposition"))),
        ),
        (
            "known.ankara.post.op_9.state = besieged for 1 day",
            Leaf(
                Comparison(Path(("post", "op_9", "state"), "ankara"), "=", "besieged"), Lasting(1, "day")
            ),
        ),
        (
            "count(post.*.state = besieged) >= 4 for 2 turns",
            Leaf(
                Count(Comparison(Path(("post", "*", "state")), "=", "besieged"), ">=", 4), Lasting(2, "turn")
            ),
        ),
        ("happened(captured)", Leaf(Fact("captured"))),
        (
            "happened(captured, place = saraqib, to = government) within 2 days",
            Leaf(Fact("captured", (("place", "saraqib"), ("to", "government"))), Within(2, "day")),
        ),
        ("ordered(ankara, convoy) since turn 3", Leaf(Fact("convoy", (), "ankara"), Since(3))),
        ("happened(moved) since 2020-02-01", Leaf(Fact("moved"), Since(date(2020, 2, 1)))),
        ("count(happened(troops_hit)) > 2", Leaf(Count(Fact("troops_hit"), ">", 2))),
    ],
)
def test_leaves(text, leaf):
    assert parse(text) == leaf
    assert parse(text_of(leaf)) == leaf


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("", 1, "reading"),
        ("tension", 8, "one of ="),
        ("tension >", 10, "a number"),
        ("tension > 5 5", 13, "for, within, since"),
        ("tension > 5 for 2", 18, "days or turns"),
        ("tension > 5 for 0 days", 17, "number of days"),
        ("tension > 5 for 2 weeks", 19, "days or turns"),
        ("tension > 5 within 2 days", 13, "write for"),
        ("happened(captured) for 2 days", 20, "within or since"),
        ("happened(captured) since turn 0", 31, "number of a turn"),
        ("place.*.control = turkish", 1, "inside count()"),
        ("count(place.i*.control = turkish) > 1", 7, "whole name"),
        ("count(tension > 1) in [2]", 20, "one of"),
        ("count(tension > 1) > -2", 22, "0 or more"),
        ("tension = [1, 2]", 11, "`in` only"),
        ("tension in 5", 12, "list in brackets"),
        ("tension in [1, 2", 17, ", or ]"),
        ("tension = 99999999999", 11, "numbers lie"),
        ("date = 2020-02-31", 8, "no date"),
        ("place.idlib.control = place.saraqib.control", 23, "no value"),
        ("tension $ 5", 9, "no meaning"),
        ("known.london.tension > 5", 1, "known."),
        ("known.ankara > 5", 1, "known."),
        ("hapened(captured)", 1, "did you mean happened"),
        ("ordered(london, move)", 9, "ankara, moscow, damascus"),
        ("ordered(ankara)", 15, "comma"),
        ("happened(captured, place = a, place = b)", 31, "twice"),
        ("happened(captured, place > a)", 26, "="),
        ("tension > " + "9" * 200, 201, "at most 200"),
        ("tension in [" + ", ".join("1" for _ in range(33)) + "]", 110, "at most 32"),
    ],
)
def test_complaints_name_the_column(text, column, words):
    [line] = complaints(text)
    assert f"column {column}:" in line
    assert words in line


def test_tables_nest_and_report_every_leaf():
    tree = parse({"all": ["rung >= 5", {"none": [{"any": ["turn = 1", "turn = 2"]}]}]})
    assert isinstance(tree, Junction)
    assert [part.word for part in tree.parts if isinstance(part, Junction)] == ["none"]
    assert len(complaints({"any": ["tension >", "rung >", "turn = 1"]})) == 2


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (5, "exactly one of all"),
        ({}, "exactly one of all"),
        ({"all": ["turn = 1"], "any": ["turn = 1"]}, "exactly one of all"),
        ({"al": ["turn = 1"]}, "did you mean all?"),
        ({"all": []}, "at least one"),
        ({"all": "turn = 1"}, "needs a list"),
        ({"all": [7]}, "exactly one of all"),
    ],
)
def test_tables_that_are_none(value, words):
    assert words in complaints(value)[0]


def nested(depth: int) -> object:
    return "turn = 1" if depth == 0 else {"all": [nested(depth - 1)]}


def test_bounds_of_depth_and_leaves():
    parse(nested(6))
    assert "deeper than 6" in complaints(nested(7))[0]
    parse({"all": ["turn = 1"] * 64})
    assert "at most 64" in complaints({"all": ["turn = 1"] * 65})[0]


def test_a_nesting_bomb_ends_at_once():
    bomb: object = "turn = 1"
    for _ in range(900):
        bomb = {"all": [bomb, bomb]}
    assert complaints(bomb)


IDS = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True).filter(
    lambda word: word not in ("true", "false", "known", "count", "happened", "ordered")
)
SCALARS = st.integers(-(10**9), 10**9) | st.booleans() | IDS | st.dates(date(1000, 1, 1))
UNITS = st.sampled_from(["day", "turn"])
MOMENTS = st.integers(1, 999) | st.dates(date(1000, 1, 1))
AGES = st.builds(Within, st.integers(1, 999), UNITS) | st.builds(Since, MOMENTS)


def comparisons(stars: bool) -> st.SearchStrategy[Comparison]:
    part = (IDS | st.just("*")) if stars else IDS
    paths = st.builds(
        lambda head, tail, known: Path((head, *tail), known),
        IDS,
        st.lists(part, max_size=3),
        st.sampled_from(["", *TEAMS]),
    )
    plain = st.builds(Comparison, paths, st.sampled_from([op for op in OPS if op != "in"]), SCALARS)
    return plain | st.builds(
        Comparison, paths, st.just("in"), st.lists(SCALARS, min_size=1, max_size=4).map(tuple)
    )


FACTS = st.builds(
    lambda kind, fields, team: Fact(kind, tuple(fields.items()), team),
    IDS,
    st.dictionaries(IDS, SCALARS, max_size=3),
    st.sampled_from(["", *TEAMS]),
)
COUNT_OPS = st.sampled_from([op for op in OPS if op != "in"])
NUMBERS = st.integers(0, 10**9)
LEAVES = (
    st.builds(Leaf, comparisons(False), st.none() | st.builds(Lasting, st.integers(1, 999), UNITS))
    | st.builds(Leaf, FACTS, st.none() | AGES)
    | st.builds(Leaf, st.builds(Count, FACTS, COUNT_OPS, NUMBERS), st.none() | AGES)
    | st.builds(Leaf, st.builds(Count, comparisons(True), COUNT_OPS, NUMBERS))
).filter(lambda leaf: len(str(text_of(leaf))) <= 200)
TREES = st.recursive(
    LEAVES,
    lambda parts: st.builds(
        Junction, st.sampled_from(["all", "any", "none"]), st.lists(parts, min_size=1, max_size=3).map(tuple)
    ),
    max_leaves=12,
)


def depth(node) -> int:
    return 0 if isinstance(node, Leaf) else 1 + max(depth(part) for part in node.parts)


@given(TREES.filter(lambda tree: depth(tree) <= 6))
def test_text_of_is_the_way_back(tree):
    assert parse(text_of(tree)) == tree


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    try:
        tree = parse(text)
    except ScenarioError as error:
        lines = error.complaints
    else:
        lines = ()
        assert parse(text_of(tree)) == tree
    assert all("column" in line for line in lines)
