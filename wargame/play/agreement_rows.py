"""Agreements of the scenario as rows: templates to offer, and those on record on day 0 (RB 19.6-19.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.errors import ScenarioError, UnknownName
from wargame.play.codec_terms import term_row
from wargame.play.names import entity_key
from wargame.play.readings import compile_condition
from wargame.rules.codes import AgreementState, Team
from wargame.rules.tables_politics import (
    AGREEMENTS,
    TERMS,
    TemplateFacts,
    copied_term,
)

if TYPE_CHECKING:
    from wargame.model import scenario as model
    from wargame.play.names import Names
    from wargame.rules.tables import Board, Test, World
    from wargame.rules.tables_politics import Term


def term_conditions(scenario: model.Scenario, names: Names, tests: list[Test]) -> list[int]:
    """The named conditions of terms, appended to `tests`; first row of each. Raises ScenarioError."""
    complaints: list[str] = []
    first: list[int] = []
    for condition in scenario.term_conditions:
        rows, found = compile_condition(condition.when, names)
        complaints += [f"term_condition {condition.id}: {line}" for line in found]
        first.append(len(tests))
        tests += rows
    if complaints:
        raise ScenarioError(complaints)
    return first


def template_rows(scenario: model.Scenario, names: Names) -> tuple[list[TemplateFacts], list[Term]]:
    """Every `[[agreement]]` as a template with its terms. Raises ScenarioError for an unknown name."""
    templates: list[TemplateFacts] = []
    terms: list[Term] = []
    complaints: list[str] = []
    for agreement in scenario.agreements:
        parties = parties_of(agreement)
        first = len(terms)
        for number, term in enumerate(agreement.terms, 1):
            if term.form is None:
                continue
            try:
                row = term_row(term.form, names, parties)
            except UnknownName as error:
                complaints.append(f"agreement {agreement.id}, term {number}: {error}")
                continue
            terms.append(row)
        templates.append(
            TemplateFacts(
                key=entity_key(f"agreement.{agreement.id}"),
                on_record=int(agreement.state != "template"),
                parties=parties,
                first=first,
                terms=len(terms) - first,
                start=agreement.start,
                days=agreement.days,
                notice=agreement.notice,
            )
        )
    if complaints:
        raise ScenarioError(complaints)
    return templates, terms


def parties_of(agreement: model.Agreement) -> int:
    """The mask of the teams among an agreement's parties."""
    return sum(1 << team.value for team in Team if team.name.lower() in agreement.parties)


def put_on_record(scenario: model.Scenario, world: World, board: Board) -> None:
    """RB 19.6. Agreements on record are in force on day 0, with the breaches that stand against their parties.

    Raises ScenarioError when the board has no room for them.
    """
    on_record = [row for row, fixed in enumerate(world.templates) if fixed.on_record]
    needed = sum(world.templates[row].terms for row in on_record)
    if len(on_record) > AGREEMENTS // 2 or needed > TERMS // 2:
        raise ScenarioError(
            [f"agreements on record: at most {AGREEMENTS // 2} with {TERMS // 2} tested terms together"]
        )
    used = 0
    for number, template in enumerate(on_record):
        fixed = world.templates[template]
        row = board.agreements[number]
        board.tracks[0].serials += 1
        row.state = AgreementState.IN_FORCE.value
        row.serial = board.tracks[0].serials
        row.template = template
        row.parties = row.accepted = fixed.parties
        row.notice = fixed.notice
        for name, breaches in scenario.agreements[template].breaches.items():
            row.breaches[Team[name.upper()].value] = breaches
        for i in range(fixed.first, fixed.first + fixed.terms):
            term = copied_term(world.template_terms[i])
            term.agreement = number
            board.terms[used] = term
            used += 1
