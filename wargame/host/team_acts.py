"""What members of seats do: orders, messages, questions, challenges, notes; and what they may ask.

Each function checks a command against the state and says what to commit; nothing is changed but a draft,
which `Given.undo` puts back if the commit fails. The role and the phase have been checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from wargame.errors import UnknownName
from wargame.host import talks
from wargame.host.given import Given
from wargame.host.refusal import Refused
from wargame.host.views import all_known, counted_by_reader, raw_view, view_of
from wargame.host.wire import Challenge, Chat, Note, Query, Ready, Receipt, Rfi, Submit, Talk
from wargame.model.orders import TEAMS, OrderSheet
from wargame.play.entries import EVERYBODY, draft_payload, team_audience
from wargame.play.msel import BITS
from wargame.play.notation import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import JsonValue

    from wargame.host.session_host import SessionHost
    from wargame.host.state import Member
    from wargame.host.wire import AnyCommand
    from wargame.model.orders import Order, TeamId

WHITE_ONLY = BITS["white"]
MOST_CHALLENGES = 2
"""Open ones of a team."""

MOST_RFIS = 20
"""Open questions of a team."""

MOST_NOTES = 200
"""Notes of a participant."""


def given(host: SessionHost, member: Member, message: AnyCommand) -> Given:
    """What a command leads to. Raises Refused, WargameError."""
    match message:
        case Submit():
            return _submit(host, member, message)
        case Ready():
            return _ready(host, member, message)
        case Talk():
            return talks.given(host, member, message)
        case Chat():
            return _chat(host, member, message)
        case Rfi():
            return _rfi(host, member, message)
        case Challenge():
            return _challenge(host, member, message)
        case Note():
            return _note(host, member, message)
        case Receipt():
            entry = host.entry("item_opened", member, {"item": message.item, "pid": member.pid}, WHITE_ONLY)
            return Given((entry,))
        case _:
            raise Refused("bad_message", "no such command")


# ---- orders ----


def _submit(host: SessionHost, member: Member, message: Submit) -> Given:
    team = host.team_named(member.seat)
    before = _current(host, team, message.turn)
    rev = host.state.revs.get(team, 0)
    if message.rev != rev:
        raise Refused("stale_rev", f"revision {rev} stands", _difference(host, team, message.orders))
    all_known(host, team, message.orders)
    sheet = OrderSheet(team=team, orders=message.orders, intent=message.intent, author=member.name)
    host.session.submit(team, sheet)
    payload = draft_payload(host.session.numbers.true_sheet(sheet), rev + 1, member.pid)
    saved = host.entry("draft_saved", member, payload, team_audience(team))

    def undo() -> None:
        host.session.keep(team, before)

    act = (lambda: host.session.seal(team, member.name)) if message.final else None
    return Given((saved,), rev=rev + 1, act=act, undo=undo)


def _ready(host: SessionHost, member: Member, message: Ready) -> Given:
    team = host.team_named(member.seat)
    if message.turn != host.session.turn:
        raise Refused("stale_turn", f"turn {host.session.turn} is planned")
    payload: dict[str, JsonValue] = {"on": message.on, "pid": member.pid}
    entry = host.entry("ready_set", member, payload, team_audience(team))
    session = host.session

    def act() -> None:
        if message.on:
            session.seal(team, member.name)
        else:
            session.reopen(team)

    return Given((entry,), rev=host.state.revs.get(team, 0), act=act)


def _current(host: SessionHost, team: TeamId, turn: int) -> OrderSheet:
    """The draft as it stands, if it may be changed."""
    if turn != host.session.turn:
        raise Refused("stale_turn", f"turn {host.session.turn} is planned")
    if host.sealed()[team]:
        raise Refused("wrong_phase", "the orders are sealed; open them again first")
    return host.session.draft(team)


def _difference(host: SessionHost, team: TeamId, orders: Iterable[Order]) -> JsonValue:
    """What the loser of two editors is shown: the orders that stand, and the lines that differ."""
    sheet = host.session.draft(team)
    stands, wanted = [text_of(order) for order in sheet.orders], [text_of(order) for order in orders]
    added: list[JsonValue] = [line for line in stands if line not in wanted]
    missing: list[JsonValue] = [line for line in wanted if line not in stands]
    return {
        "rev": host.state.revs.get(team, 0),
        "by": host.state.authors.get(team, ""),
        "sheet": sheet.model_dump(mode="json"),
        "added": added,
        "missing": missing,
    }


# ---- messages ----


def _chat(host: SessionHost, member: Member, message: Chat) -> Given:
    if message.channel in host.state.closed_channels and member.seat != "white":
        raise Refused("forbidden", "the white cell has closed this channel")
    if message.channel in ("all", "seats") and member.role == "member":
        raise Refused("forbidden", "the leader speaks for the team")
    to = tuple(seat for seat in dict.fromkeys(message.to) if seat != member.seat)
    if message.channel == "seats" and not to:
        raise Refused("bad_message", "to whom?")
    bits = {"all": EVERYBODY, "team": _bits((member.seat,)), "white": _bits((member.seat,))}
    audience = bits.get(message.channel, _bits((member.seat, *to))) | WHITE_ONLY
    line: dict[str, JsonValue] = {
        "id": host.ids(),
        "seat": member.seat,
        "sender": member.name,
        "channel": message.channel,
        "to": list(to) if message.channel == "seats" else [],
        "text": message.text,
        "turn": host.session.turn,
    }
    return Given((host.entry("chat_sent", member, {"chat": line, "pid": member.pid}, audience),))


def _bits(seats: Iterable[str]) -> int:
    made = 0
    for seat in seats:
        made |= BITS.get(seat, 0)
    return made


def _rfi(host: SessionHost, member: Member, message: Rfi) -> Given:
    team = host.team_named(member.seat)
    waiting = [face for face in host.state.rfis.values() if face.seat == team and face.state == "open"]
    if len(waiting) >= MOST_RFIS:
        raise Refused("rate", f"{MOST_RFIS} questions of your team wait for an answer")
    payload: dict[str, JsonValue] = {"id": host.ids(), "text": message.text, "pid": member.pid}
    return Given((host.entry("rfi_asked", member, payload, team_audience(team)),))


def _challenge(host: SessionHost, member: Member, message: Challenge) -> Given:
    team = host.team_named(member.seat)
    if message.turn != host.session.turn - 1:
        raise Refused("stale_turn", f"turn {host.session.turn - 1} was resolved last")
    view = raw_view(host, team)
    if view is None or not 1 <= message.event <= len(view.events):
        raise Refused("not_visible", "you know of no such ruling")
    waiting = [face for face in host.state.challenges.values() if face.seat == team and face.state == "open"]
    if len(waiting) >= MOST_CHALLENGES:
        raise Refused("rate", f"{MOST_CHALLENGES} challenges of your team are open")
    payload: dict[str, JsonValue] = {
        "id": host.ids(),
        "event": view.events[message.event - 1].number,
        "shown": message.event,
        "ground": message.ground,
        "pid": member.pid,
    }
    return Given((host.entry("ruling_challenged", member, payload, team_audience(team)),))


def _note(host: SessionHost, member: Member, message: Note) -> Given:
    own = [key for key in host.state.notes if key[0] == member.pid]
    if len(own) >= MOST_NOTES and (member.pid, message.note_id) not in host.state.notes:
        raise Refused("rate", f"{MOST_NOTES} notes are kept")
    payload: dict[str, JsonValue] = {
        "note_id": message.note_id, "text": message.text, "share": message.share, "pid": member.pid,
    }  # fmt: skip
    return Given((host.entry("note_saved", member, payload, 0),))


# ---- questions ----


def answer(host: SessionHost, member: Member, query: Query) -> JsonValue:
    """The answer of a question, from the asker's own view alone. Raises Refused, WargameError."""
    from wargame.host.operations import allowed

    verdict = allowed("query", member.role, host.state.phase)
    if verdict != "ok":
        raise Refused(verdict, f"not in {host.state.phase}")
    if query.what == "notes":
        return [
            {"note_id": name, "text": text, "share": share}
            for (pid, name), (text, share) in host.state.notes.items()
            if pid == member.pid
        ]
    team = _asker(host, member, query)
    if query.what == "history":
        return _history(host, member.seat if query.seat is None else query.seat, query.number)
    if team is None or host.state.phase == "ended" or host.state.withheld:
        raise Refused("wrong_phase", "no orders are written now")
    match query.what:
        case "options":
            return list(host.counsel.options(team, query.words))
        case "about":
            return list(host.counsel.about(team, query.words))
        case "chances":
            return list(host.counsel.chances(query.number))
        case "parse":
            order = host.counsel.parse(team, query.words)
            all_known(host, team, (order,))
            return order.model_dump(mode="json")
        case "forecast":
            if query.order is None:
                raise Refused("bad_message", "which order?")
            all_known(host, team, (query.order,))
            made = host.counsel.forecast(team, query.order)
            return {name: _listed(value) for name, value in made._asdict().items()}
        case "would":
            return talks.would(host, team, query)
        case _:
            assert_never(query.what)


def _asker(host: SessionHost, member: Member, query: Query) -> TeamId | None:
    """As which team a question is asked: one's own, or, for the white cell, any."""
    if member.seat == "white":
        return query.seat
    if query.seat is not None and query.seat != member.seat:
        raise Refused("not_visible", "you may ask for your own seat only")
    return next((team for team in TEAMS if team == member.seat), None)


def _history(host: SessionHost, seat: str, turn: int) -> JsonValue:
    """What a seat saw at the close of a turn; -1 = what it sees now."""
    if turn < 0:
        view = view_of(host, seat)
    else:
        last = host.session.turn - 1 - (1 if host.state.withheld and seat != "white" else 0)
        if turn > last or seat == "observer":
            raise Refused("not_visible", "that turn is not to be seen")
        view = counted_by_reader(host.session.at(turn).view(seat))
    if view is None:
        raise Refused("not_visible", "nothing is to be seen")
    made: JsonValue = view.model_dump(mode="json")
    return made


def _listed(value: object) -> JsonValue:
    """A field of a forecast as JSON."""
    if isinstance(value, tuple):
        return [_listed(part) for part in value]
    if value is None or isinstance(value, int | str):
        return value
    raise UnknownName("value", str(value), ())
