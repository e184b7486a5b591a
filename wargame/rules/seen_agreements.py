"""What a team may know of agreements and of what others offer each other (RB 8.3).

What a team is no party to is known once it stands, unless it is secret; demands of ultimatums are public.
What is known stands in the first rows: where it stood would tell how much else there is.
"""

from wargame.rules.agreements import clear, take_terms_of, wipe, wipe_term
from wargame.rules.numbers import AgreementState
from wargame.rules.tables import NOBODY, Board, own_term
from wargame.rules.tables_politics import TEAMS, Agreement


def mask_agreements(team: int, view: Board) -> None:
    """RB 8.3. Leave the agreements, offers and demands that a team may know, and their terms."""
    own_terms(view)
    moved = [NOBODY] * len(view.agreements)
    kept = 0
    last = 0
    for i, agreement in enumerate(view.agreements):
        if agreement.state == AgreementState.NONE:
            continue
        if not known_to(agreement, team):
            wipe(view, i)
            continue
        last = max(last, agreement.serial)
        if agreement.parties >> team & 1 == 0:
            agreement.free = 0
            for t in range(TEAMS):
                agreement.breaches[t] = 0
        moved[i] = kept
        if kept != i:
            move_row(view, i, kept)
        kept += 1
    view.tracks[0].serials = last
    for ultimatum in view.ultimatums:
        if ultimatum.agreement != NOBODY:
            ultimatum.agreement = moved[ultimatum.agreement]
    move_terms(team, view, moved)


def own_terms(view: Board) -> None:
    """The rows of terms up to the last one in use become the view's own: what is left moves into them."""
    used = 0
    for t, term in enumerate(view.terms):
        if term.agreement != NOBODY:
            used = t + 1
    for t in range(used):
        own_term(view, t)


def known_to(agreement: Agreement, team: int) -> bool:
    """RB 8.3. Whether a team knows of an agreement: as a party, or because it stands and is no secret."""
    if agreement.state == AgreementState.NONE:
        return False
    if agreement.parties >> team & 1 == 1 or agreement.state == AgreementState.DEMAND:
        return True
    if agreement.secret == 1:
        return False
    if agreement.state == AgreementState.ENDED:
        return True
    return agreement.state == AgreementState.ACCEPTED or agreement.state == AgreementState.IN_FORCE


def move_row(view: Board, i: int, to: int) -> None:
    """Move an agreement to a free row before it; its terms are moved by `move_terms`."""
    old = view.agreements[i]
    new = view.agreements[to]
    new.state = old.state
    new.serial = old.serial
    new.template = old.template
    new.parties = old.parties
    new.proposer = old.proposer
    new.accepted = old.accepted
    new.answers = old.answers
    new.secret = old.secret
    new.offered = old.offered
    new.start = old.start
    new.expiry = old.expiry
    new.notice = old.notice
    new.leaves = old.leaves
    new.free = old.free
    for t in range(TEAMS):
        new.breaches[t] = old.breaches[t]
    clear(old)


def move_terms(team: int, view: Board, moved: list[int]) -> None:
    """The terms that are left, in the first rows, each pointing at its agreement. Whom a term was charged to
    is known to the parties.
    """
    kept = 0
    for i in range(len(view.terms)):
        term = view.terms[i]
        if term.agreement == NOBODY:
            continue
        row = moved[term.agreement]
        charged = term.charged
        done = term.done
        if view.agreements[row].parties >> team & 1 == 0:
            charged = 0
        if kept != i:
            take_terms_of(term, view.terms[kept], row)
            wipe_term(term)
        view.terms[kept].agreement = row
        view.terms[kept].charged = charged
        view.terms[kept].done = done
        kept += 1
