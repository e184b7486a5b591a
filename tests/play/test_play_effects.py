"""The effect table: every path in its unit, bounds, and the times of scheduled entries."""

from __future__ import annotations

from datetime import date

import pytest

from wargame.errors import ScenarioError
from wargame.model.scenario import Effect
from wargame.play.effects import EFFECTS, compile_effect, parse_at
from wargame.play.names import Names, rows_of
from wargame.play.reading_table import slot_words
from wargame.rules.codes import Attribution, Author, Field
from wargame.rules.injects import BLAME

IDS = (
    ("saraqib", "idlib"), ("idlib__saraqib",), ("border",), ("ruaf", "syaaf", "tr_manned", "tr_drone"),
    ("tr_1",), ("op_8", "op_9"), ("saa", "iran_backed", "russia", "turkey", "nlf", "hts", "sna"),
    (), (), (), (),
)  # fmt: skip
NAMES = Names(*IDS, *(rows_of(ids) for ids in IDS), date(2020, 1, 27), 3, 13)


def compiled(**values: object) -> tuple[list[tuple[int, ...]], list[str]]:
    rows, complaints = compile_effect(Effect.model_validate(values), NAMES)
    return [(r.field, r.entity, r.second, r.add, r.value, r.extra) for r in rows], complaints


def complaint(**values: object) -> str:
    rows, complaints = compiled(**values)
    assert rows == []
    [line] = complaints
    return line


def path_of(pattern: str) -> str:
    return ".".join(list(slot_words(p, NAMES, 0))[-1] if p[0] == "<" else p for p in pattern.split("."))


@pytest.mark.parametrize("change", EFFECTS, ids=lambda change: change.pattern)
def test_every_path_compiles_and_keeps_its_bounds(change):
    path = path_of(change.pattern)
    if change.words:
        word = "true" if isinstance(change.words, str) else change.words(1).name.lower()
        rows, complaints = compiled(set=path, to=word)
        assert rows[0][3:] == (0, 1, 0)
        assert "is not one of" in complaint(set=path, to="nonsense")
        assert "can only be set" in complaint(add=path, by=1)
    else:
        rows, complaints = compiled(set=path, to=change.high)
        assert rows[0][3:] == (0, change.high * change.factor, 0)
        assert compiled(add=path, by=-1)[0][0][3:] == (1, -change.factor, 0)
        assert "is not a number from" in complaint(set=path, to=change.high + 1)
        assert "is not a change" in complaint(add=path, by=change.high - change.low + 1)
        assert "is not a change" in complaint(add=path, by=0)
    assert complaints == []
    assert change.field <= rows[0][0] <= change.field + 3


def test_rows_of_paths():
    assert compiled(set="post.op_9.stock", to=5) == ([(Field.POST_STOCK, 1, -1, 0, 500, 0)], [])
    assert compiled(add="team.ankara.domestic", by=-3) == ([(Field.TEAM_DOMESTIC, 0, -1, 1, -300, 0)], [])
    access = [(Field.ACCESS_TR_MANNED, 0, 2, 0, 3, 0)]
    assert compiled(set="sector.border.access.tr_manned", to="open")[0] == access
    assert compiled(set="post.op_8.consent", to=0)[0] == [(Field.POST_CONSENT, 0, -1, 0, 0, 0)]


def test_losses():
    unclear = Attribution.DISPUTED * BLAME + Author.UNCLEAR
    hit = [(Field.LOSSES_FORMATION, 0, unclear, 0, 8, 9)]
    assert compiled(losses="formation.tr_1", killed=8, wounded=9)[0] == hit
    known = Attribution.PROBABLE * BLAME + Author.ARTILLERY
    there = [(Field.LOSSES_PLACE, 0, unclear, 0, 33, 0)]
    assert compiled(losses="place.saraqib", killed=33)[0] == there
    hit = [(Field.LOSSES_POST, 1, known, 0, 5, 0)]
    assert compiled(losses="post.op_9", killed=5, cause="artillery", attribution="probable")[0] == hit


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "exactly one of"),
        ({"set": "rung", "to": 1, "add": "rung", "by": 1}, "exactly one of"),
        ({"set": "rung"}, "takes `to`"),
        ({"set": "rung", "by": 1}, "takes `to`"),
        ({"add": "rung"}, "takes `by`"),
        ({"add": "rung", "to": 1, "by": 1}, "takes `by`"),
        ({"add": "rung", "by": 1, "killed": 2}, "go with losses"),
        ({"set": "aim.ankara.posts", "to": 1}, "not in the effect table"),
        ({"set": "team.ankara.orders", "to": 1}, "not in the effect table"),
        ({"set": "rung", "to": 9}, "from 0 to 8"),
        ({"set": "place.saraqb.control", "to": "turkish"}, "did you mean saraqib?"),
        ({"set": "place.saraqib.control", "to": "goverment"}, "did you mean government?"),
        ({"set": "tension", "to": "high"}, "is not a number"),
        ({"losses": "road.idlib__saraqib", "killed": 1}, "write formation"),
        ({"losses": "formation.tr_2", "killed": 1}, "did you mean tr_1?"),
        ({"losses": "post.op_9"}, "neither killed nor wounded"),
        ({"losses": "post.op_9", "killed": 1, "by": 1}, "takes killed and wounded"),
    ],
)
def test_complaints(values, words):
    assert words in complaint(**values)


def test_times():
    assert parse_at("turn 3") == (3, None)
    assert parse_at(" turn 13 day 2 ") == (13, 2)


@pytest.mark.parametrize(
    "text", ["", "turn", "turn 0", "turn 3 day 0", "turn 3 +6 min", "day 3", "turn 3 day 2 x"]
)
def test_times_that_are_none(text):
    with pytest.raises(ScenarioError, match="turn n"):
        parse_at(text)
