"""The desks of the white cell: the list of injects, rulings, questions, challenges, observations, branches.

One function an operation of `operations.OPERATIONS`, of the same name, as in `white_acts.py`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wargame.errors import SaveError, WargameError
from wargame.host.given import Given
from wargame.host.refusal import Refused
from wargame.model.cleaning import one_line
from wargame.model.exercise import AdHocInject, InjectChange, Override
from wargame.model.orders import TEAMS
from wargame.play.counsel import Counsel
from wargame.play.entries import team_audience
from wargame.play.msel import BITS

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import JsonValue

    from wargame.host.faces import RfiFace
    from wargame.host.session_host import SessionHost
    from wargame.host.state import Member
    from wargame.host.wire import Fac
    from wargame.model.exercise import Entry, EntryKind

WHITE_ONLY = BITS["white"]
FILE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}\Z")
MOST_OBSERVATIONS = 5000
OBSERVED = 300
"""Characters of an observation."""
TAG = re.compile(r"(?<!\S)([#@])([a-z0-9_]{1,40})(?!\S)")
SIGN = re.compile(r"(?<!\S)([+-])\Z")


def entry(
    host: SessionHost,
    member: Member,
    kind: EntryKind,
    payload: dict[str, JsonValue],
    audience: int = WHITE_ONLY,
) -> Entry:
    """An entry of the white cell, with who made it."""
    return host.entry(kind, member, {**payload, "by": member.pid}, audience)


# ---- injects ----


def release(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Send an inject of the list now; during a pause, if `on` is false, when it ends."""
    item = fac.args.item or ""
    if fac.args.on is False:
        return _queue(host, member, fac)
    return Given(act=lambda: host.session.release(item, member.name, fac.reason), note=when_read(host))


def _queue(host: SessionHost, member: Member, fac: Fac) -> Given:
    if host.state.phase != "paused":
        raise Refused("wrong_phase", "only a pause can be waited for")
    known = next((i for i in host.session.view("white").injects if i.id == fac.args.item), None)
    if known is None:
        raise Refused("not_visible", "no inject of that name")
    if known.state in ("released", "skipped") or known.id in host.state.queued:
        raise Refused("rule", f"it is {known.state}, or waits for the end of the pause already")
    payload: dict[str, JsonValue] = {"inject": known.id, "reason": fac.reason}
    return Given((entry(host, member, "inject_queued", payload),), note="sent when the pause ends")


def send_queued(host: SessionHost) -> None:
    """Send what waited for the end of the pause; what cannot be sent any more is told to the white cell.

    Each is a commit of its own: a host that is killed between two sends the rest when it is started anew.
    Raises SaveError.
    """
    for item, (name, reason) in list(host.state.queued.items()):
        try:
            host.session.release(item, name, reason)
        except SaveError:
            raise
        except WargameError as error:
            payload: dict[str, JsonValue] = {"inject": item, "reason": one_line(str(error))[:300]}
            host.journal.commit([host.entry("inject_unqueued", None, payload, WHITE_ONLY)])


def write_inject(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Send an inject of one's own now."""
    made = fac.args.inject
    assert made is not None
    return Given(act=lambda: host.session.write_inject(made, member.name, fac.reason), note=when_read(host))


def when_read(host: SessionHost) -> str:
    """What is said to whoever sends an inject while teams do not plan."""
    if host.state.withheld:
        return "delivered when the results are published"
    return "delivered during the pause; the clocks stand" if host.state.phase == "paused" else ""


def _changed(host: SessionHost, member: Member, fac: Fac, change: InjectChange) -> Given:
    return Given(act=lambda: host.session.change_inject(change, member.name, fac.reason))


def hold(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Hold an inject back, or let it go."""
    item = fac.args.item or ""
    made = InjectChange(inject=item, act="hold" if fac.args.on else "let_go")
    return _changed(host, member, fac, made)


def skip(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Leave an inject out, or restore it."""
    item = fac.args.item or ""
    made = InjectChange(inject=item, act="skip" if fac.args.on else "restore")
    return _changed(host, member, fac, made)


def retime(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Give an inject another time."""
    at = (fac.args.text or "").strip()[:40]
    return _changed(host, member, fac, InjectChange(inject=fac.args.item or "", act="retime", at=at))


def edit_inject(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Give an inject another title, another text, or both."""
    change = InjectChange(inject=fac.args.item or "", act="edit", title=fac.args.title, body=fac.args.text)
    return _changed(host, member, fac, change)


def correct(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Send a correction of an inject that was released, to those who read it."""
    injects = host.session.view("white").injects
    known = next((i for i in injects if i.id == fac.args.item and i.state == "released"), None)
    if known is None:
        raise Refused("not_visible", "no inject of that name was released")
    if not (fac.args.text or "").strip():
        raise Refused("bad_message", "what is it to say?")
    taken = {inject.id for inject in injects}
    number = next(n for n in range(1, 10_000) if f"correction_{n}" not in taken)
    words = f"{known.number}: {known.title}" if known.number[:1].isdigit() else known.title
    made = AdHocInject.model_validate(
        {
            "id": f"correction_{number}",
            "title": f"Correction to {words}"[:80],
            "body": fac.args.text or "",
            "audience": known.audience,
            "channel": known.channel,
            "sender": known.sender,
        }
    )
    return Given(act=lambda: host.session.write_inject(made, member.name, fac.reason), note=when_read(host))


# ---- rulings ----


def accept(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Let a ruling of the last turn stand, or all that are left."""
    event = -1 if fac.args.event is None else fac.args.event
    if event >= len(host.session.last.facts):
        raise Refused("not_visible", "no such ruling")
    payload: dict[str, JsonValue] = {"turn": host.session.last.turn, "event": event}
    return Given((entry(host, member, "ruling_accepted", payload),))


def override(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Change a ruling of the last turn."""
    asked = fac.args.ruling
    assert asked is not None
    if not fac.reason.strip():
        raise Refused("bad_message", "an override needs a reason")
    if asked.event >= len(host.session.last.facts):
        raise Refused("not_visible", "no such ruling")
    made = Override(id=host.ids(), reason=fac.reason, **asked.model_dump())

    def act() -> None:
        host.session.override(made, member.name)
        host.counsel = Counsel(host.session)

    return Given(act=act, note=made.id)


def withdraw_override(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Take an override of the last turn back."""

    def act() -> None:
        host.session.withdraw_override(fac.args.item or "", member.name, fac.reason)
        host.counsel = Counsel(host.session)

    return Given(act=act)


# ---- questions and challenges ----


def _question(host: SessionHost, fac: Fac) -> RfiFace:
    """A question that waits. Raises Refused."""
    face = host.state.rfis.get(fac.args.item or "")
    if face is None:
        raise Refused("not_visible", "no such question")
    if face.state in ("released", "refused"):
        raise Refused("rule", f"the question is {face.state} already")
    return face


def claim_rfi(host: SessionHost, member: Member, fac: Fac) -> Given:
    """See to a question, or let somebody else do so."""
    face, on = _question(host, fac), fac.args.on is not False
    if on and face.owner == member.name:
        raise Refused("rule", "you see to this question already")
    payload: dict[str, JsonValue] = {"id": face.id, "owner": member.name if on else ""}
    return Given((entry(host, member, "rfi_claimed", payload),))


def draft_rfi(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Write an answer that somebody else is to read before the team does."""
    face = _question(host, fac)
    payload: dict[str, JsonValue] = {
        "id": face.id, "text": fac.args.text or "", "truth": fac.args.truth or "",
    }  # fmt: skip
    return Given((entry(host, member, "rfi_drafted", payload),))


def answer_rfi(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Answer or refuse a question; the first answer stands. Without a text an answer that waits goes out."""
    face = _question(host, fac)
    if fac.args.verdict not in ("released", "refused"):
        raise Refused("bad_message", "the verdict is released or refused")
    drafted = fac.args.verdict == "released"
    payload: dict[str, JsonValue] = {
        "id": face.id,
        "state": fac.args.verdict,
        "text": (face.answer if drafted else "") if fac.args.text is None else fac.args.text,
        "truth": fac.args.truth or (face.truth if drafted else ""),
    }
    return Given((entry(host, member, "rfi_answered", payload, team_audience(face.seat)),))


def decide_challenge(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Uphold, overturn or note."""
    face = host.state.challenges.get(fac.args.item or "")
    if face is None:
        raise Refused("not_visible", "no such challenge")
    if face.state != "open" or fac.args.verdict not in ("upheld", "overturned", "noted"):
        raise Refused("rule", "it is decided, or that is no decision")
    payload: dict[str, JsonValue] = {
        "id": face.id, "decision": fac.args.verdict, "text": fac.args.text or fac.reason,
    }  # fmt: skip
    return Given((entry(host, member, "challenge_decided", payload, team_audience(face.seat)),))


# ---- observations ----


def observe(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Note something on the play: one line, `#objective`, `@team`, and `+` or `-` at its end."""
    words = " ".join((fac.args.text or "").split())
    if not words or len(words) > OBSERVED:
        raise Refused("bad_message", f"an observation is one line of at most {OBSERVED} characters")
    if len(host.state.observations) >= MOST_OBSERVATIONS:
        raise Refused("rate", f"{MOST_OBSERVATIONS} observations are kept")
    known: dict[str, tuple[str, ...]] = {
        "#": tuple(each.id for each in host.session.scenario.objectives),
        "@": TEAMS,
    }
    tags = TAG.findall(words)
    found: dict[str, list[JsonValue]] = {
        mark: [name for sort, name in tags if sort == mark and name in known[mark]] for mark in known
    }
    strange = [mark + name for mark, name in tags if name not in known[mark]]
    sign = SIGN.search(words)
    payload: dict[str, JsonValue] = {
        "id": host.ids(),
        "text": words,
        "objectives": found["#"],
        "teams": found["@"],
        "sign": sign[1] if sign else "",
    }
    note = f"kept; nothing is called {', '.join(strange)}" if strange else ""
    return Given((entry(host, member, "observation_made", payload),), note=note[:OBSERVED])


# ---- files ----


def copy(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Save a copy under a name, beside the save."""
    name = _file_name(fac)
    if host.copy is None:
        raise Refused("rule", "this session is in no save")
    path = _written(lambda: host.copy(name) if host.copy is not None else "")
    return Given((entry(host, member, "copy_saved", {"name": name}),), note=f"saved as {path}")


def branch(host: SessionHost, member: Member, fac: Fac) -> Given:
    """Begin another future at the close of a past turn, in a save of its own beside this one."""
    name, turn = _file_name(fac), fac.args.turn or 0
    if host.branch is None:
        raise Refused("rule", "this session is in no save")
    if turn > host.session.last.turn:
        raise Refused("rule", f"turn {turn} has not been played; turns 0 to {host.session.last.turn} have")
    path = _written(lambda: host.branch(name, turn) if host.branch is not None else "")
    payload: dict[str, JsonValue] = {"name": name, "turn": turn, "reason": fac.reason}
    return Given((entry(host, member, "branch_made", payload),), note=f"branched as {path}")


def _file_name(fac: Fac) -> str:
    name = fac.args.item or ""
    if FILE_NAME.fullmatch(name) is None:
        raise Refused("rule", "a file has a name of small letters, digits, - and _")
    return name


def _written(write: Callable[[], str]) -> str:
    """The path of what was written. Raises Refused: that another file cannot be written troubles nobody."""
    try:
        return write()
    except (SaveError, OSError) as error:
        told = error.strerror if isinstance(error, OSError) else str(error).partition(": ")[2]
        raise Refused("rule", f"it cannot be written: {told}"[:300]) from error


HANDLERS: dict[str, Callable[[SessionHost, Member, Fac], Given]] = {
    handler.__name__: handler
    for handler in (
        release, write_inject, hold, skip, retime, edit_inject, correct, accept, override, withdraw_override,
        claim_rfi, draft_rfi, answer_rfi, decide_challenge, observe, copy, branch,
    )
}  # fmt: skip
"""Operation -> what does it."""
