"""A counter-offer as a difference against the offer it answers: terms added, removed, changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.model.orders_politics import TermForm


class Difference(NamedTuple):
    """One line of a difference. An unchanged term has both sides equal."""

    mark: str
    """`same`, `added`, `removed` or `changed`."""
    old: TermForm | None
    new: TermForm | None


def differences(old: Sequence[TermForm], new: Sequence[TermForm]) -> tuple[Difference, ...]:
    """The terms of `new` in their order, each beside what it replaces, then those of `old` that are gone.

    Equal terms belong together first; of the rest those of the same type in their order. Whom a term binds
    is compared as it is written.
    """
    left = list(old)
    partners: list[TermForm | None] = [None] * len(new)
    for i, term in enumerate(new):
        if term in left:
            left.remove(term)
            partners[i] = term
    for i, term in enumerate(new):
        if partners[i] is None:
            partners[i] = next((other for other in left if other.type == term.type), None)
            if partners[i] is not None:
                left.remove(partners[i])  # type: ignore[arg-type]
    found = []
    for term, partner in zip(new, partners, strict=True):
        mark = "added" if partner is None else "same" if partner == term else "changed"
        found.append(Difference(mark, partner, term))
    return (*found, *(Difference("removed", term, None) for term in left))


def changed_fields(old: TermForm, new: TermForm) -> tuple[str, ...]:
    """The fields in which two terms differ, in the order of the form."""
    return tuple(name for name in type(new).model_fields if getattr(old, name) != getattr(new, name))
