"""Small sessions for the tests of the store: what a session would commit, without playing one."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from wargame.model.exercise import CommandRecord, Entry, TurnRecord
from wargame.store.save import SaveFile, create

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import JsonValue

    from wargame.model.exercise import EntryKind

SCENARIO = '[scenario]\nid = "small"\nname = "Étude d’İdlib"\n'
BASE = "land = []\n"
SEATS = {"ankara": "human", "moscow": "bot", "damascus": "bot", "white": "white"}
CHOICES = {"turkish_posts": "record"}


def entry(turn: int, kind: EntryKind, seat: str = "engine", /, **payload: JsonValue) -> Entry:
    return Entry(
        turn=turn,
        day=3 * turn - 1 if turn else -1,
        at_ms=1_700_000_000_000 + turn,
        actor="Facilitator" if seat == "white" else seat,
        seat=seat,
        kind=kind,
        audience=15,
        payload=payload,
    )


def record(turn: int) -> TurnRecord:
    board: dict[str, list[list[int | list[int]]]] = {
        "places": [[p * turn + c for c in range(15)] for p in range(30)],
        "formations": [[turn, p, [p, -1, -1]] for p in range(20)],
    }
    made = hashlib.sha256(json.dumps(board).encode()).hexdigest()
    rows = [[3 * turn, 7, k, 1, 2, 3, 4, -1] for k in range(40)]
    return TurnRecord(turn=turn, digest=made, board=board, reasons=rows, facts=rows[:10])


def opening() -> list[Entry]:
    return [entry(0, "session_opened", "white", scenario="small", seed=7)]


def turn_entries(turn: int) -> list[Entry]:
    """What one turn adds: a participant and a seat, sheets, an inject, a reopened and a sealed sheet again,
    and its close.
    """
    sheet: dict[str, JsonValue] = {
        "orders": [{"type": "move", "formation": f"saa_{turn}"}],
        "intent": "İleri",
    }
    return [
        entry(
            turn, "participant_joined", "ankara", pid=f"p0{turn}", name="Ayşe", seat="ankara", role="leader"
        ),
        entry(turn, "seat_changed", "white", team=f"seat_{turn}", kind="bot cautious"),
        entry(turn, "orders_sealed", "ankara", sheet=sheet),
        entry(turn, "orders_sealed", "damascus", sheet=sheet),
        entry(turn, "orders_reopened", "ankara"),
        entry(turn, "orders_sealed", "ankara", sheet={**sheet, "intent": "çekil"}),
        entry(turn, "inject_written", "white", inject={"id": f"note_{turn}", "title": "A note"}),
        entry(turn, "inject_released", "white", inject=f"note_{turn}"),
        entry(turn, "turn_adjudicated", digest=record(turn).digest),
    ]


def desk_entries(turn: int) -> list[Entry]:
    """What the desks of the white cell add in a turn: a row of each table in each state that it can have."""
    held: dict[str, JsonValue] = {"id": f"r{turn}", "day": 2, "event": 4, "effects": [], "reason": "uydurma"}
    made = [
        entry(turn, "inject_changed", "white", change={"inject": f"later_{turn}", "act": "hold"}),
        entry(turn, "inject_changed", "white", change={"inject": f"later_{turn}", "act": "retime"}),
        entry(turn, "inject_changed", "white", change={"inject": f"never_{turn}", "act": "skip"}),
        entry(turn, "inject_changed", "white", change={"inject": f"again_{turn}", "act": "restore"}),
        entry(turn, "ruling_accepted", "white", turn=turn, event=3),
        entry(turn, "ruling_overridden", "white", override=held, turn=turn),
        entry(turn, "override_withdrawn", "white", id=f"r{turn}", turn=turn),
        entry(turn, "ruling_challenged", "ankara", id=f"c{turn}", event=3, shown=1, ground="uyarıldık"),
        entry(turn, "challenge_decided", "white", id=f"c{turn}", decision="upheld", text="peki"),
        entry(turn, "observation_made", "white", id=f"o{turn}", text="iyi", objectives=["x"], sign="+"),
        entry(turn, "note_saved", "ankara", note_id="n", text="ilk", share=False, pid="p01"),
        entry(turn, "note_saved", "ankara", note_id="n", text="son", share=True, pid="p01"),
    ]
    for name in ("open", "claimed", "pending", "released", "refused"):
        key = f"{name}_{turn}"
        made.append(entry(turn, "rfi_asked", "ankara", id=key, text="Kaç tank?"))
        if name != "open":
            made.append(entry(turn, "rfi_claimed", "white", id=key, owner="Ayşe"))
        if name == "pending":
            made.append(entry(turn, "rfi_drafted", "white", id=key, text="kırk", truth="partial"))
        if name in ("released", "refused"):
            made.append(entry(turn, "rfi_answered", "white", id=key, state=name, text="kırk"))
    return made


def command(turn: int, number: int) -> CommandRecord:
    """The command that led to an act of a turn."""
    return CommandRecord(
        seat="ankara",
        pid=f"p0{turn}ab",
        cid=f"command-{turn}-{number}",
        body_sha256=hashlib.sha256(f"{turn} {number}".encode()).hexdigest(),
        result={"rev": number, "note": "tamam"},
    )


def new(path: Path) -> SaveFile:
    return create(
        path,
        scenario_text=SCENARIO,
        base_text=BASE,
        choices=CHOICES,
        scenario_id="small",
        seed=7,
        seats=SEATS,
    )


def play(save: SaveFile, turns: int, first: int = 1) -> None:
    """Commit the opening (if nothing is there) and some turns:

    sheets one by one, the close with its record.
    """
    if not save.entries():
        save.commit(opening(), record(0))
    for turn in range(first, first + turns):
        *acts, close = turn_entries(turn)
        for number, act in enumerate(acts):
            save.commit([act], command=command(turn, number))
        save.commit([close], record(turn), command(turn, len(acts)))


def made(path: Path, turns: int = 4) -> Path:
    """A closed save of some turns."""
    with new(path) as save:
        play(save, turns)
    return path
