"""One commit for several commands: what waits while the disk is busy goes along with the next one.

Only commands that lead to entries and nothing else share a commit: drafts, messages, questions, challenges,
notes, receipts. Each is decided in its turn on what those before it have led to. Those decisions are taken on
a copy of the state that is dropped either way: the state itself is folded from what was committed, as ever.
If the commit fails nothing of it is kept, and each command is tried again alone, so that none is refused for
the fault of another.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

from wargame.errors import SaveError, WargameError
from wargame.host.refusal import Refused, nack_of
from wargame.host.wire import Ack, Challenge, Chat, Note, Receipt, Rfi, Submit

if TYPE_CHECKING:
    from asyncio import Future
    from collections import deque
    from collections.abc import Callable, Sequence

    from pydantic import JsonValue

    from wargame.host.session_host import SessionHost
    from wargame.host.state import Member
    from wargame.host.wire import AnyCommand, Nack
    from wargame.model.exercise import CommandRecord, Entry

log = logging.getLogger("wargame.host")

MOST = 64
"""Commands of one commit."""


class Asked(NamedTuple):
    """A command that waits, and where its answer goes."""

    member: Member
    message: AnyCommand
    answer: Future[Ack | Nack]


def light(message: AnyCommand) -> bool:
    """Whether a command leads to entries and nothing else."""
    if isinstance(message, Submit):
        return not message.final
    return isinstance(message, Chat | Rfi | Challenge | Note | Receipt)


def taken(waiting: deque[Asked]) -> list[Asked]:
    """What is carried out next: the first that waits, and if it is light all that are, up to `MOST`.

    Those left keep their order. Commands of one connection never wait together (`server.py`).
    """
    if not light(waiting[0].message):
        return [waiting.popleft()]
    some: list[Asked] = []
    left: list[Asked] = []
    for asked in waiting:
        (some if light(asked.message) and len(some) < MOST else left).append(asked)
    waiting.clear()
    waiting.extend(left)
    return some


def carried_out(host: SessionHost, some: Sequence[Asked]) -> list[Ack | Nack]:
    """The answers, in order, once what they acknowledge is durable. In a worker thread, under the lock."""
    if len(some) > 1:
        try:
            return _together(host, some)
        except Exception:
            log.exception("%s commands could not be committed together; each is tried alone", len(some))
    return [host.carry_out(asked.member, asked.message) for asked in some]


def _together(host: SessionHost, some: Sequence[Asked]) -> list[Ack | Nack]:
    """All in one commit. Raises whatever it raises, with nothing changed."""
    parts: list[tuple[list[Entry], CommandRecord]] = []
    undo: list[Callable[[], None]] = []
    before, host.state = host.state, host.state.copied()
    try:
        answers = [_decided(host, asked, parts, undo) for asked in some]
        if parts:
            host.journal.commit_all(parts)
    except BaseException:
        for act in reversed(undo):
            act()
        raise
    finally:
        host.state = before
    return answers


def _decided(
    host: SessionHost,
    asked: Asked,
    parts: list[tuple[list[Entry], CommandRecord]],
    undo: list[Callable[[], None]],
) -> Ack | Nack:
    """The answer to one command; what it leads to is added to `parts`, and folded into the copy."""
    cid = asked.message.cid
    try:
        member = host.present(asked.member)
        key = (member.seat, member.pid, cid)
        held = next((c for _, c in parts if (c.seat, c.pid, c.cid) == key), None)
        decided = host.decided(member, asked.message, held)
        if isinstance(decided, Ack):
            return decided
        given, record = decided
        if given.undo is not None:
            undo.append(given.undo)
        parts.append((list(given.entries), record))
        host.state.fold(given.entries)
        return Ack(cid=cid, rev=given.rev, note=given.note)
    except Refused as refused:
        return refused.nack(cid)
    except SaveError:
        raise
    except WargameError as error:
        return nack_of(cid, error)


def again(cid: str, result: dict[str, JsonValue]) -> Ack:
    """The acknowledgement that was given when a command was carried out."""
    rev = result.get("rev")
    return Ack(cid=cid, rev=rev if isinstance(rev, int) else None, note=str(result.get("note", "")))
