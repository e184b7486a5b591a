"""Doctrines against doctrines, on totals made by hand, and a real table of one doctrine."""

from __future__ import annotations

from itertools import product

from wargame.study.policies import Cell, Matrix, matrix, told

STYLES = ("a", "b")


def cells(worth):
    """A matrix of two runs a cell; `worth` gives the totals of a combination."""
    return Matrix(tuple(Cell(d, (worth(*d), worth(*d))) for d in product(STYLES, repeat=3)))


def test_a_dominant_doctrine_is_seen():
    one = cells(lambda a, m, d: (10.0 if a == "a" else 5.0, 1.0, 1.0))
    assert not one.depends(0)
    assert {answer.best for answer in one.answers(0)} == {"a"}
    assert {answer.lead for answer in one.answers(0)} == {5.0}


def test_an_answer_that_depends_on_the_others_is_seen():
    two = cells(lambda a, m, d: (10.0 if a == d else 5.0, 1.0, 1.0))
    assert two.depends(0)
    assert {(x.others[1], x.best) for x in two.answers(0)} == {("a", "a"), ("b", "b")}


def test_a_run_is_won_in_proportion_to_the_own_best_cell():
    won = cells(lambda a, m, d: (10.0, 200.0 if m == "a" else 100.0, 1.0 if d == "a" else 0.5))
    assert won.best_mean(1) == 200
    share = won.wins()
    assert abs(sum(share) - 1) < 1e-9
    assert share[0] > share[1]
    assert share[1] == share[2]


def test_a_table_of_the_scenario_is_the_same_for_any_workers(short):
    serial = matrix(short.world, short.start, range(1, 3), 1, styles=("historical",))
    spread = matrix(short.world, short.start, range(1, 3), 2, styles=("historical",))
    assert serial == spread
    assert len(serial.cells) == 1
    assert all(0 <= total <= 100 for totals in serial.cells[0].totals for total in totals)


def test_manners_differ(short):
    made = matrix(short.world, short.start, range(1, 3), 1, styles=("historical", "escalatory"))
    assert len({cell.totals for cell in made.cells}) > 1
    assert set(told(made)["teams"]) == {"ankara", "moscow", "damascus"}
