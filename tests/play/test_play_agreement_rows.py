"""Agreements of a scenario: what `wargame check` says of them, and the first board (RB 19.6)."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.commands.check import meaning
from wargame.errors import ScenarioError
from wargame.model import scenario as model
from wargame.model.orders_politics import TermForm
from wargame.play.layout import lay_out
from wargame.rules.codes import AgreementState, Duty, TermKind
from wargame.rules.tables import NOBODY
from wargame.store.scenario_file import check_scenario

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def scenario(idlib_layout):
    """Without entries and aims whose conditions ask for agreements."""
    whole = idlib_layout.scenario
    aims = tuple(aim for aim in whole.war_aims if aim.when is None)
    return whole.model_copy(update={"injects": (), "war_aims": aims})


def complaints(scenario, form, parties=("ankara", "moscow"), type_=None):
    """What check says of one agreement with one term."""
    term = model.Term(type=type_ or form.type, text="A term.", form=form)
    deal = model.Agreement.model_validate(
        {"id": "deal", "name": "Deal", "date": "2020-01-27", "state": "template"}
        | {"parties": parties, "terms": (term,)},
    )  # fmt: skip
    return list(meaning(scenario.model_copy(update={"agreements": (deal,)})))


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (TermForm(type="ceasefire", places=("saraqip",)), "did you mean saraqib?"),
        (TermForm(type="withdraw", side="government", zone="belt"), "no zone is called 'belt'"),
        (TermForm(type="passage", posts=("op_99",)), "no post is called 'op_99'"),
        (TermForm(type="condition", condition="calm"), "no condition is called 'calm'"),
        (TermForm(type="corridor"), "a corridor says where it holds, about whom, or by when"),
        (TermForm(type="prisoner_body"), "a prisoner_body says where it holds, about whom, or by when"),
        (TermForm(type="ceasefire", bound=("damascus",)), "it binds a team that is no party"),
    ],
)
def test_what_is_wrong_with_a_term_is_named_with_its_place(scenario, form, text):
    [(where, said)] = complaints(scenario, form)
    assert where == ("agreement", 0, "terms", 0, "form")
    assert said.startswith("agreement deal, term 1: ")
    assert text in said


def test_a_term_and_its_form_are_of_one_type_and_two_teams_are_needed(scenario):
    found = complaints(scenario, TermForm(type="ceasefire"), ("ankara", "tehran"), "corridor")
    assert [where[-1] for where, _ in found] == ["parties", "form"]


def test_a_sound_term_is_no_complaint(scenario):
    assert complaints(scenario, TermForm(type="ceasefire", sector="border", by_after=3)) == []


def test_conditions_of_terms_are_compiled(scenario):
    wrong = model.TermCondition(id="calm", title="Calm", when="tensoin < 30")
    changed = scenario.model_copy(update={"term_conditions": (wrong,), "agreements": ()})
    [(where, said)] = list(meaning(changed))
    assert where == ("term_condition", 0, "when")
    assert said.startswith("term_condition calm: ")


def test_the_line_of_the_file_is_named(tmp_path):
    text = (ROOT / "scenarios" / "idlib_2020.toml").read_text(encoding="utf-8")
    text = text.replace('zone = "m4_corridor", from_after', 'zone = "m5_corridor", from_after')
    line = next(n for n, t in enumerate(text.splitlines(), 1) if "m5_corridor" in t)
    folder = tmp_path / "scenarios"
    (folder / "maps").mkdir(parents=True)
    for shapes in (ROOT / "scenarios" / "maps").iterdir():
        (folder / "maps" / shapes.name).write_bytes(shapes.read_bytes())
    path = folder / "bad.toml"
    path.write_text(text, encoding="utf-8")
    [said] = check_scenario(path, meaning).complaints
    assert f":{line}: agreement protocol_2020_03_05, term 2: no zone is called 'm5_corridor'" in said


def test_those_on_record_stand_on_the_first_board(idlib_layout):
    board, names = idlib_layout.start, idlib_layout.names
    standing = [a for a in board.agreements if a.state == AgreementState.IN_FORCE]
    assert [(a.serial, names.agreements[a.template]) for a in standing] == [
        (1, "astana_2017"), (2, "sochi_2018_09_17"),
    ]  # fmt: skip
    assert standing[1].breaches == [1, 1, 0]
    [term] = [t for t in board.terms if t.agreement != NOBODY]
    assert (term.agreement, term.kind, term.duties, term.severity) == (
        1, TermKind.POST_STATUS, Duty.IMMUNE, 1,
    )  # fmt: skip


def test_a_board_has_room_for_so_many_on_record(scenario):
    deals = [
        model.Agreement.model_validate(
            {"id": f"deal_{n}", "name": "Deal", "date": "2020-01-27", "state": "in_force"}
            | {"parties": ("ankara", "moscow"), "terms": (model.Term(type="ceasefire", text="Told only."),)}
        )
        for n in range(13)
    ]
    assert lay_out(scenario.model_copy(update={"agreements": tuple(deals[:12])}))
    with pytest.raises(ScenarioError, match="at most 12"):
        lay_out(scenario.model_copy(update={"agreements": tuple(deals)}))
