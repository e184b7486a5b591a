"""What the white cell does: one function an operation of `operations.OPERATIONS`, of the same name. Its desks
(injects, rulings, questions, files) stand in `white_desk.py`.

The role and the phase have been checked; each says what to commit, or refuses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from wargame.bots import STYLES
from wargame.host import adjudication, white_desk
from wargame.host.given import Given
from wargame.host.operations import OPERATIONS, roles_of
from wargame.host.refusal import Refused
from wargame.model.cleaning import one_line
from wargame.model.orders import OrderSheet
from wargame.play.entries import EVERYBODY, draft_payload, team_audience
from wargame.play.msel import BITS

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import JsonValue

    from wargame.host.session_host import SessionHost
    from wargame.host.state import Member
    from wargame.host.wire import Fac
    from wargame.model.exercise import Entry, EntryKind

    Handler = Callable[["SessionHost", "Member", "Fac"], "Given"]

WHITE_ONLY = BITS["white"]
CHANNELS = ("seats", "all")
"""Those that can be closed."""


def given(host: SessionHost, member: Member, fac: Fac) -> Given:
    """What an operation leads to. Raises Refused, WargameError."""
    row = OPERATIONS[fac.op]
    missing = [name for name in row.needs if getattr(fac.args, name) is None]
    if missing:
        raise Refused("bad_message", f"{fac.op} needs {', '.join(missing)}")
    try:
        return HANDLERS[fac.op](host, member, fac)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Refused("bad_message", one_line(f"{where}: {first['msg']}")[:300]) from error


def _entry(
    host: SessionHost,
    member: Member,
    kind: EntryKind,
    payload: dict[str, JsonValue],
    audience: int = EVERYBODY,
) -> Entry:
    return host.entry(kind, member, {**payload, "by": member.pid}, audience)


# ---- stages ----


def policies(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Settle the policies."""
    made = fac.args.policies
    assert made is not None
    return Given((_entry(host, member, "policies_set", {"policies": made.model_dump(mode="json")}),))


def start(host: SessionHost, member: Member, fac: Fac) -> Given:
    """STARTEX."""
    held: dict[str, JsonValue] = {"policies": host.state.policies.model_dump(mode="json")}
    first = (_entry(host, member, "exercise_started", held),)
    return adjudication.opening(host, member, fac.reason or "STARTEX", first)


def close_planning(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Adjudicate."""
    return adjudication.closing(host, member, fac.reason or "the white cell closed planning")


def publish(host: SessionHost, member: Member, fac: Fac) -> Given:
    """The results go to the teams."""
    reason = fac.reason or "published"
    if host.session.over:
        return adjudication.moved(host, member, "ended", reason, None, running=False)
    if host.state.policies.review:
        return adjudication.moved(host, member, "review", reason, None, running=False)
    return adjudication.opening(host, member, reason)


def open_planning(host: SessionHost, member: Member, fac: Fac) -> Given:
    """The review ends."""
    return adjudication.opening(host, member, fac.reason or "planning opens")


def end(host: SessionHost, member: Member, fac: Fac) -> Given:
    """ENDEX. A session that the rules have ended is not ended twice."""
    first: tuple[Entry, ...] = ()
    if not host.session.over:
        payload: dict[str, JsonValue] = {"turn": host.session.turn, "cause": "endex"}
        first = (_entry(host, member, "session_ended", payload),)
    return adjudication.moved(host, member, "ended", fac.reason or "ENDEX", None, running=False, first=first)


def pause(host: SessionHost, member: Member, fac: Fac) -> Given:
    """All clocks stand; what remains is kept."""
    left = host.clock.remaining()
    return adjudication.moved(host, member, "paused", fac.reason or "paused", left, running=False)


def resume(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Go on where the pause began."""
    left, to = host.clock.remaining(), host.state.came_from
    running = to == "planning" and left is not None
    return adjudication.moved(host, member, to, fac.reason or "resumed", left, running=running)


def emergency(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Pause, and a notice over every screen."""
    said = _entry(host, member, "notice_sent", {"text": fac.args.text, "emergency": True})
    left = host.clock.remaining()
    return adjudication.moved(
        host, member, "paused", "REAL-WORLD EMERGENCY", left, running=False, first=(said,)
    )


# ---- clock ----


def clock(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Set what remains; 0 takes the deadline away."""
    left = (fac.args.seconds or 0) * adjudication.SECOND or None
    return adjudication.clock_given(host, member, left, running=left is not None, reason=fac.reason)


def extend(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Add time; a clock that stood at its deadline runs again."""
    left = (host.clock.remaining() or 0) + (fac.args.seconds or 0) * adjudication.SECOND
    running = host.state.phase == "planning"
    return adjudication.clock_given(host, member, left, running=running, reason=fac.reason or "extended")


# ---- people and seats ----


def assign(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Another role in the own seat."""
    known, role = host.state.members.get(fac.args.pid or ""), fac.args.role
    if known is None or known.gone:
        raise Refused("not_visible", "nobody of that name is here")
    if role not in roles_of(known.seat):
        raise Refused("bad_message", f"{known.seat} has the roles {', '.join(roles_of(known.seat))}")
    if known.pid == member.pid and role != "facilitator" and _facilitators(host) < 2:
        raise Refused("forbidden", "somebody must facilitate")
    entry = _entry(host, member, "role_set", {"pid": known.pid, "role": role}, WHITE_ONLY)
    return Given((entry,))


def _facilitators(host: SessionHost) -> int:
    return sum(1 for held in host.state.at_seat("white") if held.role == "facilitator")


def kick(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Remove a participant; the token opens nothing any more. What the team drafted stays the team's."""
    known = host.state.members.get(fac.args.pid or "")
    if known is None or known.gone:
        raise Refused("not_visible", "nobody of that name is here")
    if known.pid == member.pid:
        raise Refused("forbidden", "not oneself")
    payload: dict[str, JsonValue] = {"pid": known.pid, "reason": fac.reason}

    def settle() -> None:
        host.keys.forget((known.pid,))
        host.dropped.append(known.pid)

    return Given((_entry(host, member, "participant_kicked", payload, WHITE_ONLY),), settle=settle)


def lock(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Lock or unlock a seat."""
    if fac.args.seat == "white":
        raise Refused("bad_message", "the white cell cannot lock itself out")
    payload: dict[str, JsonValue] = {"seat": fac.args.seat, "locked": fac.args.on is True}
    return Given((_entry(host, member, "seat_locked", payload),))


def rotate_pin(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Another PIN; only the answer to whoever asked says it, and no record keeps it."""
    seat = fac.args.seat or "observer"
    payload: dict[str, JsonValue] = {"text": f"The PIN of {seat} was changed.", "emergency": False}
    entry = _entry(host, member, "notice_sent", payload)
    return Given((entry,), secret=lambda: {"seat": seat, "pin": host.keys.rotate(seat)})


def seat(host: SessionHost, member: Member, fac: Fac) -> Given:
    """A bot takes a team's seat, or gives it back; what was drafted stays."""
    team = host.team_named(fac.args.seat)
    style = fac.args.bot
    if style is not None and style not in STYLES:
        raise Refused("not_visible", f"bots are {', '.join(STYLES)}")
    kind = "human" if style is None else f"bot {style}"
    if host.kind(team) == kind:
        raise Refused("rule", f"{team} is {kind} already")
    payload: dict[str, JsonValue] = {"team": team, "kind": kind, "cause": fac.reason}
    entry = _entry(host, member, "seat_changed", payload)
    return Given((entry,), settle=lambda: host.session.fill(team, STYLES[style] if style else None))


# ---- orders ----


def reopen(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Open a team's sealed sheet again."""
    team = host.team_named(fac.args.seat)
    entry = _entry(host, member, "ready_set", {"on": False, "pid": member.pid}, team_audience(team))
    return Given((entry,), act=lambda: host.session.reopen(team))


def submit_for(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Orders on behalf of a team, sealed, and marked with who gave them."""
    team, orders = host.team_named(fac.args.seat), fac.args.orders or ()
    if host.sealed()[team]:
        raise Refused("wrong_phase", "the orders are sealed; open them again first")
    before, rev = host.session.draft(team), host.state.revs.get(team, 0)
    sheet = OrderSheet(team=team, orders=orders, intent=before.intent, author=f"white: {member.name}")
    host.session.submit(team, host.session.numbers.own_sheet(sheet))  # white reads the journal's numbers
    payload = draft_payload(sheet, rev + 1, member.pid)
    saved = host.entry("draft_saved", member, payload, team_audience(team)).model_copy(update={"seat": team})
    return Given(
        (saved,),
        rev=rev + 1,
        act=lambda: host.session.seal(team, sheet.author),
        undo=lambda: _put_back(host, before),
    )


def _put_back(host: SessionHost, before: OrderSheet) -> None:
    host.session.keep(before.team, before)


# ---- words to all ----


def channel(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Open or close a channel."""
    if fac.args.item not in CHANNELS:
        raise Refused("not_visible", f"channels are {', '.join(CHANNELS)}")
    payload: dict[str, JsonValue] = {"channel": fac.args.item, "open": fac.args.on is True}
    return Given((_entry(host, member, "channel_set", payload),))


def broadcast(host: SessionHost, member: Member, fac: Fac) -> Given:
    """A line to every screen."""
    payload: dict[str, JsonValue] = {"text": fac.args.text, "emergency": False}
    return Given((_entry(host, member, "notice_sent", payload),))


HANDLERS: dict[str, Handler] = {
    handler.__name__: handler
    for handler in (
        policies, start, close_planning, publish, open_planning, end, pause, resume, emergency, clock, extend,
        assign, kick, lock, rotate_pin, seat, reopen, submit_for, channel, broadcast,
    )
} | white_desk.HANDLERS  # fmt: skip
"""Operation -> what does it. A test compares its keys with the table."""
