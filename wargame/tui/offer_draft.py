"""An offer, a counter-offer or a demand being written: pure state, no widget.

Everything that the form changes ends here in one order, the same that a line of the notation gives.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wargame.model.agreement_diff import differences
from wargame.model.order_base import TEAMS
from wargame.model.orders_politics import Offer, Respond, Ultimatum

if TYPE_CHECKING:
    from wargame.model.agreement_diff import Difference
    from wargame.model.order_base import TeamId
    from wargame.model.orders_politics import TermForm
    from wargame.model.scenario import Agreement, Scenario
    from wargame.model.view_politics import AgreementView

Written = Offer | Respond | Ultimatum
"""What a form ends in."""

START_MOST = 30
NOTICE_MOST = 30
RUNG_MOST = 8


def forms_of(agreement: Agreement) -> tuple[TermForm, ...]:
    """The terms of a template that monitors test."""
    return tuple(term.form for term in agreement.terms if term.form is not None)


def templates_of(scenario: Scenario) -> tuple[Agreement, ...]:
    """The agreements of the scenario that can be offered as they stand."""
    return tuple(a for a in scenario.agreements if a.state == "template" and forms_of(a))


def unbound(term: TermForm, parties: tuple[TeamId, ...]) -> TermForm:
    """A term that binds all parties, as it is written: without saying so."""
    return term.model_copy(update={"bound": ()}) if set(term.bound) == set(parties) else term


@dataclass
class OfferDraft:
    """What has been written so far."""

    team: TeamId
    kind: str = "offer"
    """`offer`, `counter` or `ultimatum`."""
    template: Agreement | None = None
    to: list[TeamId] = field(default_factory=list)
    terms: list[TermForm] = field(default_factory=list)
    secret: bool = False
    start: int = 0
    expiry: int | None = None
    notice: int = 3
    deadline: int = 1
    rung: int = 1
    answered: AgreementView | None = None
    """The offer that a counter-offer answers."""
    parties: tuple[TeamId, ...] = ()

    def __post_init__(self) -> None:
        self.others: tuple[TeamId, ...] = tuple(t for t in TEAMS if t != self.team)

    def take_template(self, template: Agreement | None) -> None:
        """Begin with a template, or with nothing."""
        self.template = template
        self.terms = [] if template is None else list(forms_of(template))
        self.start = 0 if template is None else template.start
        self.notice = 3 if template is None else template.notice
        meant = [] if template is None else [t for t in self.others if t in template.parties]
        self.to = meant[:1] if self.kind == "ultimatum" else meant or self.to
        if template is not None and self.kind == "ultimatum":
            self._demand_of_one(template)

    def _demand_of_one(self, template: Agreement) -> None:
        """An ultimatum goes to those whom the demand binds, the first of them."""
        bound = {team for form in forms_of(template) for team in form.bound}
        self.to = [t for t in self.others if t in bound][:1] or self.to

    def counter(self, offer: AgreementView, parties: tuple[TeamId, ...]) -> None:
        """Begin with the terms of an offer that is answered."""
        self.kind, self.answered, self.parties = "counter", offer, parties
        self.terms = list(self.basis)

    def toggle(self, team: TeamId) -> None:
        """Choose a party or leave it out; an ultimatum goes to one."""
        if self.kind == "ultimatum":
            self.to = [team]
        elif team in self.to:
            self.to.remove(team)
        else:
            self.to = [t for t in self.others if t in self.to or t == team]

    @property
    def all_parties(self) -> tuple[TeamId, ...]:
        """The teams between whom it would be."""
        if self.kind == "counter":
            return self.parties
        return tuple(t for t in TEAMS if t == self.team or t in self.to)

    @property
    def lines(self) -> tuple[Difference, ...]:
        """The terms, of a counter-offer or a changed template beside what they replace."""
        return differences(self.basis, self.terms)

    @property
    def basis(self) -> tuple[TermForm, ...]:
        """What the terms are compared with: those of the offer answered, else of the template."""
        if self.answered is not None:
            return tuple(unbound(term.form, self.parties) for term in self.answered.terms)
        return () if self.template is None else forms_of(self.template)

    @property
    def compared(self) -> bool:
        """Whether there is anything to compare with."""
        return self.answered is not None or self.template is not None

    def change(self, field_name: str, by: int, last_day: int) -> None:
        """Step a number: `start`, `expiry`, `notice`, `deadline`, `rung`; `secret` turns."""
        match field_name:
            case "secret":
                self.secret = not self.secret
            case "start":
                self.start = max(0, min(START_MOST, self.start + by))
            case "notice":
                self.notice = max(0, min(NOTICE_MOST, self.notice + by))
            case "deadline":
                self.deadline = max(1, self.deadline + by)
            case "rung":
                self.rung = max(1, min(RUNG_MOST, self.rung + by))
            case "expiry" if self.expiry is None:
                self.expiry = last_day if by > 0 else None
            case "expiry" if self.expiry is not None:
                self.expiry = None if self.expiry + by < last_day else self.expiry + by

    def drop(self, term: TermForm) -> None:
        """Take a term away."""
        self.terms.remove(term)

    def restore(self, term: TermForm) -> None:
        """Take a term of the basis back in."""
        self.terms.append(term)

    def order(self) -> Written | str:
        """The order, or what is missing for one."""
        terms = tuple(self.terms)
        if not terms:
            return "There is no term yet: + adds one, or choose a form."
        if self.kind == "counter" and self.answered is not None:
            if all(line.mark == "same" for line in self.lines):
                return "Nothing is changed yet; accept it as it stands, or change a term."
            return Respond(offer=self.answered.number, answer="counter", terms=terms)
        if not self.to:
            return "It goes to nobody yet: choose a team."
        same = self.template is not None and terms == forms_of(self.template)
        name = self.template.id if self.template is not None else None
        kept = () if same else terms
        if self.kind == "ultimatum":
            return Ultimatum(
                to=self.to[0], template=name, terms=kept, deadline=self.deadline, rung=self.rung
            )
        return Offer(
            to=tuple(self.to),
            template=name,
            terms=kept,
            start=self.start,
            expiry=self.expiry,
            notice=self.notice,
            secret=self.secret,
        )
