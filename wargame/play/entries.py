"""The journal entries that a session writes and reads back (`model/exercise.py`).

Payloads by kind; the turn they belong to stands in `Entry.turn`:

    session_opened     scenario, seed, turns, seats {team: "human" or "bot <style>"}, digest
                       (turn 0, with the record of the start)
    draft_saved        sheet (an OrderSheet that is not sealed), rev (counts the drafts of a team in a turn),
                       pid (of the participant at a host, else "")
    orders_sealed      sheet (an OrderSheet; a bot's with its reasons), unsealed (true: a draft that
                       counted), author
    orders_reopened    team
    inject_released    inject (its id)
    inject_written     inject (an AdHocInject)
    inject_changed     change (an InjectChange): held, let go, skipped, restored, at another time, other words
    talk_sent          team, order (an Offer, Respond or Steer), number (of the offer or agreement concerned,
                       0 for none; the engine's, as in all sheets): it acts at once and at step 1 (RB 6.5)
    turn_adjudicated   turn, digest, chain (the digest of the session so far), with the turn's record
    ruling_overridden  override (an Override), turn, digest, chain, with a record in place of the turn's; it
                       belongs to the turn that it changes
    override_withdrawn id, turn, digest, chain, likewise
    session_ended      turn, cause

Entries of injects and rulings also have author and reason where a person of a host gave them.

What a host writes besides (`wargame/host`); `pid` is the participant who did it, "" for the host itself:

    participant_joined   pid, name, seat, role
    participant_left     pid
    participant_kicked   pid, by, reason
    role_set             pid, role, by
    seat_changed         team, kind ("human" or "bot <style>"), by, cause
    seat_locked          seat, locked, by
    policies_set         policies (a model of the host), by
    exercise_started     policies, by
    phase_changed        from, to, by, reason
    clock_set            remaining_ms, running, by, reason
    ready_set            on, pid
    move_missed          team, policy
    chat_sent            id, channel, to, text, pid, sender
    channel_set          channel, open, by
    rfi_asked            id, text, pid
    inject_queued        inject (its id), reason, by: to be sent when a pause ends
    inject_unqueued      inject, reason: it could not be sent any more
    rfi_claimed          id, owner (a name; empty: nobody any more), by
    rfi_drafted          id, text, truth, by: an answer that waits for review
    rfi_answered         id, state, text, truth, by
    ruling_accepted      turn, event (its number; -1 for all that are left), by
    ruling_challenged    id, event (its number), shown (as the team counts), ground, pid
    challenge_decided    id, decision, text, by
    observation_made     id, text, objectives, teams, sign ("+", "-" or ""), pid
    note_saved           note_id, text, share, pid
    item_opened          item, pid
    notice_sent          text, emergency, by
    copy_saved           name, by
    branch_made          name, turn, by
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from wargame.bots import STYLES
from wargame.errors import SaveDamaged
from wargame.model.exercise import Entry
from wargame.model.orders import TEAMS
from wargame.play.msel import BITS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic import JsonValue

    from wargame.bots import Style
    from wargame.model.exercise import EntryKind
    from wargame.model.orders import OrderSheet, TeamId
    from wargame.play.layout import Layout

ENGINE = "engine"
"""Seat of what the session does by itself."""

EVERYBODY = 15
"""Audience of what is no secret."""


def wall_clock() -> int:
    """Unix milliseconds. Stamped on entries; no rule and no digest of the play reads it."""
    return time.time_ns() // 1_000_000


def entry(
    turn: int,
    day: int,
    at_ms: int,
    kind: EntryKind,
    seat: str,
    payload: Mapping[str, JsonValue],
    audience: int,
) -> Entry:
    """An entry whose actor is the author that its payload names, else its seat."""
    author = payload.get("author")
    return Entry(
        turn=turn,
        day=day,
        at_ms=at_ms,
        actor=author if isinstance(author, str) and author else seat,
        seat=seat,
        kind=kind,
        audience=audience,
        payload=dict(payload),
    )


def sheet_payload(sheet: OrderSheet, *, unsealed: bool) -> dict[str, JsonValue]:
    """The payload of `orders_sealed`."""
    return {"sheet": sheet.model_dump(mode="json"), "unsealed": unsealed, "author": sheet.author}


def draft_payload(sheet: OrderSheet, revision: int, pid: str = "") -> dict[str, JsonValue]:
    """The payload of `draft_saved`; `pid` is the participant of a host who wrote it."""
    return {"sheet": sheet.model_dump(mode="json"), "rev": revision, "pid": pid}


def team_audience(team: str) -> int:
    """Audience of what only a team and the white cell may read."""
    return BITS[team] | BITS["white"]


def style_name(bot: Style) -> str:
    """The name of a bot: that of its style, or of the function."""
    for name, style in STYLES.items():
        if style is bot:
            return name
    return getattr(bot, "__name__", "custom")


def opening_payload(
    layout: Layout, seed: int, seats: Mapping[TeamId, str], digest: str
) -> dict[str, JsonValue]:
    """What the first entry says: scenario, seed, turns, who sits where, digest of the start."""
    return {
        "scenario": layout.scenario.id,
        "seed": seed,
        "turns": layout.names.turns,
        "seats": dict(seats.items()),
        "digest": digest,
    }


def opened(entries: Sequence[Entry], scenario_id: str) -> tuple[int, dict[TeamId, Style]]:
    """Seed and bots of a session from its first entry. Raises SaveDamaged."""
    if not entries or entries[0].kind != "session_opened":
        raise SaveDamaged("the save does not begin with the opening of a session")
    payload = entries[0].payload
    seed, seats = payload.get("seed"), payload.get("seats")
    if payload.get("scenario") != scenario_id or not isinstance(seed, int) or not isinstance(seats, dict):
        raise SaveDamaged("the opening of the session contradicts its scenario")
    bots: dict[TeamId, Style] = {}
    for team in TEAMS:
        kind = seats.get(team)
        if isinstance(kind, str) and kind.startswith("bot ") and kind[4:] in STYLES:
            bots[team] = STYLES[kind[4:]]
    return seed, bots
