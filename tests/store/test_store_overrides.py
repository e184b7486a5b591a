"""A turn that was overridden: its later record takes the place of the first, and everything still adds up."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import save_samples as samples

from wargame import opening
from wargame.bots import STYLES
from wargame.commands.verify import resolve
from wargame.model.exercise import InjectChange, Override
from wargame.model.orders import TEAMS
from wargame.store.branching import branch
from wargame.store.rewriting import rescue
from wargame.store.save import read_save
from wargame.store.verify import verify

ROOT = Path(__file__).resolve().parents[2]


def ruling(name, amount):
    return Override(
        id=name, day=2, reason="as the umpire saw it", effects=({"add": "tension", "by": amount},)
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Two turns; an inject of the third is held; the second is overridden twice, one is taken back."""
    path = tmp_path_factory.mktemp("overrides") / "a.wargame"
    session = opening.new_session(
        opening.load(ROOT / "scenarios" / "idlib_2020.toml"),
        7,
        path,
        dict.fromkeys(TEAMS, STYLES["historical"]),
    )
    session.adjudicate()
    session.adjudicate()
    session.change_inject(InjectChange(inject="deadline_proposed", act="hold"))
    for name, amount in (("r1", 20), ("r2", 5)):
        session.override(ruling(name, amount), "Uma")
    session.withdraw_override("r2")
    session.journal.close()
    return path, session.digest


def sound(path):
    report = verify(path, resolve)
    assert report.findings == ()
    assert report.resolved
    return True


def test_a_save_with_overrides_verifies_and_is_continued(made):
    path, digest = made
    assert sound(path)
    with read_save(path) as save:
        assert save.turns == (0, 1, 2)
        assert [e.kind for e in save.entries()][-3:] == [
            "ruling_overridden", "ruling_overridden", "override_withdrawn",
        ]  # fmt: skip
        assert save.entries()[-1].turn == 2
        assert save.record(2).digest == save.entries()[-1].payload["digest"]
    assert opening.read(path).digest == digest


@pytest.mark.parametrize("turn", [1, 2])
def test_a_branch_takes_the_overrides_of_its_turns_along(made, tmp_path, turn):
    path, digest = made
    before = path.read_bytes()
    branch(path, tmp_path / "b.wargame", turn).close()
    assert path.read_bytes() == before
    assert sound(tmp_path / "b.wargame")
    child = opening.read(tmp_path / "b.wargame")
    assert (child.digest == digest) == (turn == 2)
    held = next(i for i in child.view("white").injects if i.id == "deadline_proposed")
    assert held.state == "planned"


def test_an_override_is_no_turn_of_its_own_among_the_older_copies(tmp_path):
    with samples.new(tmp_path / "a.wargame") as save:
        save.backups = 3
        samples.play(save, 2)
        copies = {path.name: path.read_bytes() for path in tmp_path.iterdir() if "bak" in path.name}
        assert len(copies) == 3
        held = next(e for e in samples.desk_entries(2) if e.kind == "ruling_overridden")
        save.commit([held], samples.record(2))
        assert {name: (tmp_path / name).read_bytes() for name in copies} == copies
    assert verify(tmp_path / "a.wargame").ok


def changed(path, to, statement, *values):
    to.write_bytes(path.read_bytes())
    with sqlite3.connect(to) as opened:
        opened.execute(statement, values)
    opened.close()
    return to


def test_one_changed_word_of_an_override_is_found(made, tmp_path):
    path, _ = made
    bad = changed(
        path, tmp_path / "b.wargame",
        "UPDATE entry SET payload = replace(payload, 'umpire', 'friend') WHERE kind = 'ruling_overridden'",
    )  # fmt: skip
    assert not verify(bad).ok


def test_a_record_that_makes_way_is_missed_where_no_later_one_is(made, tmp_path):
    path, _ = made
    bad = changed(path, tmp_path / "b.wargame", "DELETE FROM snapshot WHERE turn = ?", 2)
    assert any("snapshot of turn 2 is missing" in f.text for f in verify(bad).findings)


def test_what_is_rescued_holds_the_record_of_each_of_its_turns(made, tmp_path):
    """The doubt is in turn 3, before turn 2 was overridden: the record of that hangs on what is not kept."""
    path, _ = made
    bad = changed(
        path, tmp_path / "b.wargame", "UPDATE entry SET day = day + 1 WHERE kind = 'inject_changed'"
    )
    assert rescue(bad, tmp_path / "c.wargame") == 1
    assert sound(tmp_path / "c.wargame")
