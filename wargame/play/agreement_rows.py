"""Agreements of the scenario as rows: templates to offer, and those on record on day 0 (RB 19.6-19.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.errors import ScenarioError, UnknownName
from wargame.play.codec_terms import term_row
from wargame.play.names import entity_key
from wargame.play.readings import compile_condition
from wargame.rules.codes import AgreementState, OrderKind, Team
from wargame.rules.legal_talks import says_enough
from wargame.rules.orders import blank
from wargame.rules.orders_politics import order_of_term
from wargame.rules.tables_politics import (
    AGREEMENTS,
    TERMS,
    TemplateFacts,
    copied_term,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wargame.model import scenario as model
    from wargame.play.names import Names
    from wargame.rules.tables import Board, Test, World
    from wargame.rules.tables_politics import Term

    Location = tuple[str | int, ...]
    """Keys and numbers that lead to a value of the file."""


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


def deal_complaints(scenario: model.Scenario, names: Names) -> Iterator[tuple[Location, str]]:
    """What is wrong with agreements and named conditions: names, terms that say too little, parties."""
    for number, agreement in enumerate(scenario.agreements):
        at: Location = ("agreement", number)
        parties = parties_of(agreement)
        if parties in (0, 1, 2, 4) and any(term.form for term in agreement.terms):
            yield (*at, "parties"), f"agreement {agreement.id}: terms with a form need two teams as parties"
        for which, term in enumerate(agreement.terms):
            if term.form is None:
                continue
            here: Location = (*at, "terms", which, "form")
            name = f"agreement {agreement.id}, term {which + 1}"
            if term.form.type != term.type:
                yield here, f"{name}: the term is a {term.type}, its form a {term.form.type}"
            try:
                row = blank(0, 1, OrderKind.TERM.value, 1)
                made = term_row(term.form, names, parties)
            except UnknownName as error:
                yield here, f"{name}: {error}"
                continue
            order_of_term(made, row)
            if not says_enough(row):
                yield here, f"{name}: a {term.form.type} says where it holds, about whom, or by when"
            elif made.bound & ~parties:
                yield here, f"{name}: it binds a team that is no party"
    for number, condition in enumerate(scenario.term_conditions):
        for line in compile_condition(condition.when, names)[1]:
            yield ("term_condition", number, "when"), f"term_condition {condition.id}: {line}"


def parties_of(agreement: model.Agreement) -> int:
    """The mask of the teams among an agreement's parties."""
    return sum(1 << team.value for team in Team if team.name.lower() in agreement.parties)


def put_on_record(scenario: model.Scenario, world: World, board: Board) -> None:
    """RB 19.6. Agreements on record are in force on day 0, with the breaches that stand against parties.

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
