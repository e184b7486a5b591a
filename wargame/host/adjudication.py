"""Closing of planning: by the white cell, when all people have sealed, or at the deadline and its policy.

A turn, the phase that follows and its clock are one commit. A host that is killed while it resolves finds the
turn unresolved, and resolves it again to the same end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.bots import STYLES
from wargame.host import white_desk
from wargame.host.given import Given
from wargame.model.orders import TEAMS
from wargame.play.entries import EVERYBODY
from wargame.play.msel import BITS

if TYPE_CHECKING:
    from wargame.host.faces import Phase
    from wargame.host.session_host import SessionHost
    from wargame.host.state import Member
    from wargame.model.exercise import Entry
    from wargame.model.orders import TeamId

STAND_IN = "historical"
"""Style of the bot that plays a missed turn."""

SECOND = 1000


def all_sealed(host: SessionHost) -> bool:
    """Whether the people have sealed, all of them, and that closes planning."""
    people = [team for team in TEAMS if host.kind(team) == "human"]
    sealed = host.sealed()
    return bool(people) and host.state.policies.close == "all_sealed" and all(sealed[t] for t in people)


def due(host: SessionHost) -> bool:
    """Whether `by_itself` has something to do. Quick."""
    state = host.state
    if state.queued and state.phase in ("planning", "review", "white_review"):
        return True
    return state.phase == "planning" and (host.clock.due or all_sealed(host))


def by_itself(host: SessionHost) -> None:
    """What the end of a pause, the clock and the seals bring about. Raises SaveError."""
    if host.state.queued:
        white_desk.send_queued(host)
    elif all_sealed(host):
        host.commit(closing(host, None, "all have sealed"))
    elif host.clock.due:
        _deadline(host)


def _deadline(host: SessionHost) -> None:
    """The policy for teams without any saved sheet."""
    policy, state = host.state.policies.missed, host.state
    missing = open_teams(host)
    if not missing or policy in ("bot", "no_move"):
        host.commit(closing(host, None, "the deadline has passed"))
    elif policy == "extend" and not state.extended:
        left = state.policies.extension_s * SECOND
        host.commit(clock_given(host, None, left, running=True, reason="policy"))
    else:
        reason = f"waiting for {', '.join(missing)}"
        host.commit(clock_given(host, None, 0, running=False, reason=reason))


def open_teams(host: SessionHost) -> list[TeamId]:
    """Teams of people without any saved sheet this turn that have something to order."""
    sealed = host.sealed()
    return [
        team
        for team in TEAMS
        if host.kind(team) == "human"
        and not sealed[team]
        and not host.state.revs.get(team, 0)
        and not host.session.draft(team).orders
        and any(True for _ in host.session.menu(team))
    ]


def closing(host: SessionHost, member: Member | None, reason: str) -> Given:
    """Adjudicate; a draft that was saved counts, a team without one is treated by the policy."""
    session, policies = host.session, host.state.policies
    missing = open_teams(host)
    drafts = {team: session.draft(team) for team in missing}
    by_bot = policies.missed == "bot"
    if by_bot:
        for team in missing:
            session.submit(team, STYLES[STAND_IN])
    told = "bot" if by_bot else "no_move"
    before = tuple(
        host.entry("move_missed", member, {"team": team, "policy": told}, BITS[team] | BITS["white"])
        for team in missing
    )
    left = policies.planning_s * SECOND or None
    went_to: list[Phase] = []

    def after(entries: list[Entry]) -> list[Entry]:
        ended = any(entry.kind == "session_ended" for entry in entries)
        to = _next(host, ended=ended)
        went_to.append(to)
        running = to == "planning" and left is not None
        return [
            phase_entry(host, member, to, reason),
            clock_entry(host, member, left if to == "planning" else None, running=running, reason="turn"),
        ]

    def undo() -> None:
        for team, sheet in drafts.items():
            session.keep(team, sheet)

    def settle() -> None:
        opened = went_to[-1] == "planning"
        host.clock.set(left if opened else None, running=opened)

    return Given(entries=before, act=lambda: _resolve(host), after=after, undo=undo, settle=settle)


def _resolve(host: SessionHost) -> None:
    host.session.adjudicate()


def _next(host: SessionHost, *, ended: bool) -> Phase:
    if host.state.policies.hold_results:
        return "white_review"
    if ended:
        return "ended"
    return "review" if host.state.policies.review else "planning"


def phase_entry(host: SessionHost, member: Member | None, to: Phase, reason: str) -> Entry:
    """The entry of a change of phase."""
    by = member.pid if member is not None else ""
    payload = {"from": host.state.phase, "to": to, "by": by, "reason": reason}
    return host.entry("phase_changed", member, dict(payload), EVERYBODY)


def clock_entry(
    host: SessionHost, member: Member | None, left: int | None, *, running: bool, reason: str
) -> Entry:
    """The entry of a change of the clock."""
    by = member.pid if member is not None else ""
    return host.entry(
        "clock_set",
        member,
        {"remaining_ms": left, "running": running, "by": by, "reason": reason},
        EVERYBODY,
    )


def clock_given(
    host: SessionHost, member: Member | None, left: int | None, *, running: bool, reason: str
) -> Given:
    """Set the clock."""

    def settle() -> None:
        host.clock.set(left, running=running)

    return Given((clock_entry(host, member, left, running=running, reason=reason),), settle=settle)


def opening(host: SessionHost, member: Member, reason: str, first: tuple[Entry, ...] = ()) -> Given:
    """Planning opens with a full clock."""
    left = host.state.policies.planning_s * SECOND or None
    return moved(host, member, "planning", reason, left, running=left is not None, first=first)


def moved(
    host: SessionHost,
    member: Member | None,
    to: Phase,
    reason: str,
    left: int | None,
    *,
    running: bool,
    first: tuple[Entry, ...] = (),
) -> Given:
    """Another phase, with the clock as it is to stand in it."""
    entries = (
        *first,
        phase_entry(host, member, to, reason),
        clock_entry(host, member, left, running=running, reason="phase"),
    )

    def settle() -> None:
        host.clock.set(left, running=running)

    return Given(entries, settle=settle)
