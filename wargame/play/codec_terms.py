"""Terms of agreements between what people write and the engine's rows: forms to `tables.Term` and back, and
to the TERM rows that stand behind an offer, an answer or an ultimatum (columns: `rules/orders_politics.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.model.orders_politics import TermForm
from wargame.play.names import row_named
from wargame.rules.codes import (
    Access,
    AirUser,
    Duty,
    Faction,
    OrderKind,
    Scope,
    Side,
    Team,
    TermKind,
)
from wargame.rules.orders import blank, entries
from wargame.rules.orders_politics import order_of_term, take_term
from wargame.rules.tables_politics import NOBODY, RELATIVE, WHERE, Term, blank_term

if TYPE_CHECKING:
    from collections.abc import Sequence
    from enum import IntEnum

    from wargame.play.names import Names
    from wargame.rules.tables import Order as Row

PARTIES = 7
"""Mask of all three teams."""


def mask_of(kind: type[IntEnum], words: Sequence[str]) -> int:
    """The bits of some members of an enumeration, by their words."""
    return sum(1 << kind[word.upper()].value for word in words)


def words_of(kind: type[IntEnum], mask: int) -> tuple[str, ...]:
    """The words of the bits that are set."""
    return tuple(member.name.lower() for member in kind if mask >> member.value & 1)


def term_row(form: TermForm, names: Names, parties: int) -> Term:
    """A term as a row; without `bound` it binds all `parties` (a mask). Raises UnknownName."""
    scope, where = _scope(form, names)
    subject = NOBODY
    if form.proxy is not None:
        subject = Faction[form.proxy.upper()].value
    elif form.side is not None:
        subject = Side[form.side.upper()].value
    elif form.user is not None:
        subject = AirUser[form.user.upper()].value
    return Term(
        agreement=NOBODY,
        kind=TermKind[form.type.upper()].value,
        severity=form.severity,
        bound=mask_of(Team, form.bound) or parties,
        scope=scope.value,
        where=where + [NOBODY] * (WHERE - len(where)),
        subject=subject,
        excluded=mask_of(Faction, form.excluded),
        from_day=_day(form.from_day, form.from_after),
        by_day=_day(form.by_day, form.by_after),
        depth=form.depth,
        duties=sum(Duty[word.upper()].value for word in form.duties),
        access=0 if form.access is None else Access[form.access.upper()].value,
        test=NOBODY
        if form.condition is None
        else row_named(names.term_condition, "condition", form.condition),
        charged=0,
        done=0,
    )


def term_form(term: Term, names: Names) -> TermForm:
    """A row as a term that people read."""
    values: dict[str, object] = {
        "type": TermKind(term.kind).name.lower(),
        "bound": words_of(Team, term.bound),
        "severity": term.severity,
        "excluded": words_of(Faction, term.excluded),
        "depth": term.depth,
        "duties": tuple(duty.name.lower() for duty in Duty if term.duties & duty),
    }
    for day, name in ((term.from_day, "from"), (term.by_day, "by")):
        if day >= RELATIVE:
            values[f"{name}_after"] = day - RELATIVE
        elif day != NOBODY:
            values[f"{name}_day"] = day
    rows = term.where[: entries(term.where)]
    match Scope(term.scope):
        case Scope.PLACES:
            values["places"] = tuple(names.places[row] for row in rows)
        case Scope.SECTOR:
            values["sector"] = names.sectors[rows[0]]
        case Scope.ZONE:
            values["zone"] = names.zones[rows[0]]
        case Scope.ROADS:
            values["roads"] = tuple(names.roads[row] for row in rows)
        case Scope.POSTS:
            values["posts"] = tuple(names.posts[row] for row in rows)
        case Scope.ROUTE:
            values["route"] = f"m{rows[0]}"
        case Scope.EVERYWHERE:
            pass
    if term.subject != NOBODY:
        if term.kind == TermKind.PROXY_RESTRAINT:
            values["proxy"] = Faction(term.subject).name.lower()
        elif term.kind == TermKind.WITHDRAW:
            values["side"] = Side(term.subject).name.lower()
        elif term.kind == TermKind.AIRSPACE_ACCESS:
            values |= {"user": AirUser(term.subject).name.lower(), "access": Access(term.access).name.lower()}
    if term.test != NOBODY:
        values["condition"] = names.term_conditions[term.test]
    return TermForm.model_validate(values)


def term_orders(header: Row, forms: Sequence[TermForm], names: Names, parties: int) -> list[Row]:
    """The TERM rows behind a header: same team, number and priority. Raises UnknownName."""
    rows = []
    for form in forms:
        row = blank(header.team, header.number, OrderKind.TERM.value, header.priority)
        order_of_term(term_row(form, names, parties), row)
        rows.append(row)
    return rows


def forms_of(rows: Sequence[Row], names: Names) -> tuple[TermForm, ...]:
    """The forms of TERM rows."""
    forms = []
    for row in rows:
        term = blank_term()
        take_term(row, term)
        forms.append(term_form(term, names))
    return tuple(forms)


def _scope(form: TermForm, names: Names) -> tuple[Scope, list[int]]:
    """Where a term holds, and the rows that say so."""
    if form.places:
        return Scope.PLACES, [row_named(names.place, "place", p) for p in form.places]
    if form.sector is not None:
        return Scope.SECTOR, [row_named(names.sector, "sector", form.sector)]
    if form.zone is not None:
        return Scope.ZONE, [row_named(names.zone, "zone", form.zone)]
    if form.roads:
        return Scope.ROADS, [row_named(names.road, "road", r) for r in form.roads]
    if form.posts:
        return Scope.POSTS, [row_named(names.post, "post", p) for p in form.posts]
    if form.route is not None:
        return Scope.ROUTE, [int(form.route[1:])]
    return Scope.EVERYWHERE, []


def _day(day: int | None, after: int | None) -> int:
    """A day of a term, counted from the start of the scenario or of the agreement; NOBODY without one."""
    if after is not None:
        return RELATIVE + after
    return NOBODY if day is None else day
