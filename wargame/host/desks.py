"""What the desks of the white cell have made of questions, rulings and observations: folded from the journal
like the rest of the state (`state.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic_core import to_json

from wargame.host.faces import ObservationFace, RfiFace, RulingFace
from wargame.model.exercise import Override
from wargame.model.orders import TEAMS

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import JsonValue

    from wargame.host.state import State
    from wargame.model.exercise import Entry


def word(entry: Entry, name: str) -> str:
    """A text of the payload. Raises KeyError, TypeError."""
    value = entry.payload[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _queued(state: State, entry: Entry) -> None:
    state.queued[word(entry, "inject")] = (entry.actor, word(entry, "reason"))


def _unqueued(state: State, entry: Entry) -> None:
    state.queued.pop(word(entry, "inject"), None)


def _changed(face: RfiFace, **changed: JsonValue) -> RfiFace:
    return RfiFace.model_validate_json(to_json({**face.model_dump(mode="json"), **changed}))


def _asked(state: State, entry: Entry) -> None:
    name = word(entry, "id")
    seat = next(team for team in TEAMS if team == entry.seat)
    state.rfis[name] = RfiFace(id=name, seat=seat, text=word(entry, "text"))


def _claimed(state: State, entry: Entry) -> None:
    name, owner = word(entry, "id"), word(entry, "owner")
    face = state.rfis[name]
    stands = face.state if face.state == "pending" else "claimed" if owner else "open"
    state.rfis[name] = _changed(face, state=stands, owner=owner)


def _drafted(state: State, entry: Entry) -> None:
    name = word(entry, "id")
    told: dict[str, JsonValue] = {"answer": word(entry, "text"), "truth": word(entry, "truth")}
    state.rfis[name] = _changed(state.rfis[name], state="pending", **told)


def _answered(state: State, entry: Entry) -> None:
    name, verdict = word(entry, "id"), word(entry, "state")
    told: dict[str, JsonValue] = {"answer": word(entry, "text"), "truth": word(entry, "truth")}
    stands = "released" if verdict == "released" else "refused"
    state.rfis[name] = _changed(state.rfis[name], state=stands, **told)


def accepted(turn: int, event: int) -> str:
    """What the acceptance of a ruling is called; -1 for all that were left."""
    return f"accepted_{turn}_{event}" if event >= 0 else f"accepted_{turn}"


def _accepted(state: State, entry: Entry) -> None:
    turn, event = entry.payload["turn"], entry.payload["event"]
    if not isinstance(turn, int) or not isinstance(event, int):
        raise TypeError("event")
    name = accepted(turn, event)
    state.rulings[name] = RulingFace(id=name, turn=turn, event=event, state="accepted", by=entry.actor[:40])


def _overridden(state: State, entry: Entry) -> None:
    held = Override.model_validate_json(to_json(entry.payload["override"]))
    state.rulings[held.id] = RulingFace(
        id=held.id,
        turn=entry.turn,
        event=held.event,
        state="overridden",
        day=held.day,
        effects=held.effects,
        shown=held.shown,
        audience=held.audience,
        reason=held.reason,
        by=entry.actor[:40],
    )


def _withdrawn(state: State, entry: Entry) -> None:
    name = word(entry, "id")
    state.rulings[name] = state.rulings[name].model_copy(update={"state": "withdrawn"})


def _observed(state: State, entry: Entry) -> None:
    name = word(entry, "id")
    told: dict[str, JsonValue] = {
        key: entry.payload[key] for key in ("id", "text", "objectives", "teams", "sign")
    }
    whole = {**told, "turn": entry.turn, "by": entry.actor[:40]}
    state.observations[name] = ObservationFace.model_validate_json(to_json(whole))


DESKS: dict[str, Callable[[State, Entry], None]] = {
    "inject_queued": _queued,
    "inject_unqueued": _unqueued,
    "inject_released": _unqueued,
    "rfi_asked": _asked,
    "rfi_claimed": _claimed,
    "rfi_drafted": _drafted,
    "rfi_answered": _answered,
    "ruling_accepted": _accepted,
    "ruling_overridden": _overridden,
    "override_withdrawn": _withdrawn,
    "observation_made": _observed,
}
"""Kind of entry -> what it changes."""
