"""Who may do what, and when: the table of operations as data (docs/host.md prints it).

The host refuses by this table, the screens take their footer from it, and a test walks every cell of it.
`ALLOWED` answers: is there a row for this operation, role and phase?
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from wargame.host.faces import Phase, Role

PHASES: tuple[Phase, ...] = (
    "lobby", "planning", "adjudicating", "white_review", "review", "paused", "ended",
)  # fmt: skip
ROLES: tuple[Role, ...] = (
    "facilitator", "umpire", "evaluator", "role_player", "leader", "member", "observer", "wall",
)  # fmt: skip

WHITE_ROLES: tuple[Role, ...] = ("facilitator", "umpire", "evaluator", "role_player")
TEAM_ROLES: tuple[Role, ...] = ("leader", "member")
WATCHERS: tuple[Role, ...] = ("observer", "wall")

Verdict = Literal["ok", "forbidden", "wrong_phase"]

ALWAYS = frozenset(PHASES)
LIVE: frozenset[Phase] = frozenset({"planning", "white_review", "review", "paused"})
BEFORE_END: frozenset[Phase] = LIVE | {"lobby"}
PLANNING: frozenset[Phase] = frozenset({"planning"})
LOBBY: frozenset[Phase] = frozenset({"lobby"})


@dataclass(frozen=True)
class Operation:
    """A row: who may, when, and with what."""

    roles: frozenset[Role]
    phases: frozenset[Phase]
    told: str
    """What it does, for the manual and the footer."""
    needs: tuple[str, ...] = ()
    """Arguments of `FacArgs` that must be there."""


def _row(
    roles: tuple[Role, ...], phases: frozenset[Phase], told: str, needs: tuple[str, ...] = ()
) -> Operation:
    return Operation(frozenset(roles), frozenset(phases), told, needs)


LEADERS: tuple[Role, ...] = ("leader",)
FACILITATOR: tuple[Role, ...] = ("facilitator",)
UMPIRES: tuple[Role, ...] = ("facilitator", "umpire")
ANSWERERS: tuple[Role, ...] = ("facilitator", "umpire", "role_player")
TALKERS: tuple[Role, ...] = (*WHITE_ROLES, *TEAM_ROLES)

COMMANDS: dict[str, Operation] = {
    "submit": _row(TEAM_ROLES, PLANNING, "draft the team's orders"),
    "seal": _row(LEADERS, PLANNING, "seal the orders, or open them again"),
    "talk": _row(LEADERS, PLANNING, "send an offer, an answer or a STEER that acts at once"),
    "chat": _row(TALKERS, ALWAYS - {"adjudicating"}, "write to one's team, to seats, to all"),
    "rfi": _row(TEAM_ROLES, LIVE, "ask the white cell"),
    "challenge": _row(LEADERS, frozenset({"planning", "review"}), "challenge a ruling of the last turn"),
    "note": _row((*TALKERS, *WATCHERS), ALWAYS - {"adjudicating"}, "keep a note of one's own"),
    "receipt": _row((*TALKERS, *WATCHERS), ALWAYS - {"adjudicating"}, "show that something was opened"),
    "query": _row((*TALKERS, *WATCHERS), ALWAYS - {"adjudicating"}, "ask about legal orders and past turns"),
}
"""What participants do, by the `t` of the message; `seal` is `ready`, and `submit` with `final`."""

OPERATIONS: dict[str, Operation] = {
    "policies": _row(FACILITATOR, LOBBY, "settle the policies before STARTEX", ("policies",)),
    "start": _row(FACILITATOR, LOBBY, "STARTEX: planning of the next turn opens"),
    "assign": _row(FACILITATOR, BEFORE_END, "give a participant a role in the own seat", ("pid", "role")),
    "kick": _row(FACILITATOR, ALWAYS - {"adjudicating"}, "remove a participant", ("pid",)),
    "lock": _row(FACILITATOR, BEFORE_END, "lock or unlock a seat against joining and acting", ("seat", "on")),
    "rotate_pin": _row(FACILITATOR, BEFORE_END, "draw another PIN for a seat", ("seat",)),
    "seat": _row(FACILITATOR, BEFORE_END, "hand a team's seat to a bot, or back to people", ("seat",)),
    "clock": _row(FACILITATOR, PLANNING, "set the remaining time (0 seconds: no deadline)", ("seconds",)),
    "extend": _row(FACILITATOR, frozenset({"planning", "paused"}), "add time", ("seconds",)),
    "pause": _row(UMPIRES, frozenset({"planning", "review", "white_review"}), "pause: all clocks stand"),
    "resume": _row(UMPIRES, frozenset({"paused"}), "go on"),
    "close_planning": _row(FACILITATOR, PLANNING, "close planning and adjudicate"),
    "reopen": _row(FACILITATOR, PLANNING, "open a team's sealed sheet again", ("seat",)),
    "submit_for": _row(FACILITATOR, PLANNING, "give and seal orders on behalf of a team, marked",
                       ("seat", "orders")),
    "release": _row(FACILITATOR, LIVE, "send an inject of the list now, or (`on` false) when the pause ends",
                    ("item",)),
    "write_inject": _row(FACILITATOR, LIVE, "send an inject of one's own now", ("inject",)),
    "hold": _row(FACILITATOR, BEFORE_END, "hold an inject back, or let it go", ("item", "on")),
    "skip": _row(FACILITATOR, BEFORE_END, "leave an inject out, or restore it", ("item", "on")),
    "retime": _row(FACILITATOR, BEFORE_END, "give an inject another time: `turn 3` or `turn 3 day 2`",
                   ("item", "text")),
    "edit_inject": _row(FACILITATOR, BEFORE_END, "give an inject another title or text", ("item",)),
    "correct": _row(FACILITATOR, LIVE, "send a correction of an inject to those who read it",
                    ("item", "text")),
    "accept": _row(UMPIRES, frozenset({"white_review"}), "let a ruling stand, or all that are left"),
    "override": _row(UMPIRES, frozenset({"white_review"}),
                     "change a ruling of the turn: typed effects at the close of a day; needs a reason",
                     ("ruling",)),
    "withdraw_override": _row(UMPIRES, frozenset({"white_review"}), "take an override of the turn back",
                              ("item",)),
    "publish": _row(UMPIRES, frozenset({"white_review"}), "publish the results to all teams"),
    "open_planning": _row(FACILITATOR, frozenset({"review"}), "end the review: planning opens"),
    "claim_rfi": _row(ANSWERERS, LIVE, "see to a question, or no more", ("item",)),
    "draft_rfi": _row(ANSWERERS, LIVE, "write an answer that waits for review", ("item", "text")),
    "answer_rfi": _row(ANSWERERS, LIVE, "answer or refuse a question; without a text the one that waits",
                       ("item", "verdict")),
    "decide_challenge": _row(UMPIRES, LIVE, "decide a challenge", ("item", "verdict")),
    "observe": _row(WHITE_ROLES, ALWAYS - {"adjudicating"},
                    "note something on the play: one line, `#objective`, `@team`, `+` or `-`", ("text",)),
    "channel": _row(FACILITATOR, BEFORE_END, "open or close a channel to the teams", ("item", "on")),
    "broadcast": _row(FACILITATOR, ALWAYS - {"adjudicating"}, "a line to every screen", ("text",)),
    "emergency": _row(FACILITATOR, frozenset({"planning", "review", "white_review"}),
                      "real-world emergency: pauses and covers every screen", ("text",)),
    "copy": _row(FACILITATOR, ALWAYS - {"adjudicating"}, "save a copy beside the save", ("item",)),
    "branch": _row(UMPIRES, ALWAYS - {"adjudicating"},
                   "begin another future at the close of a past turn, in a save beside the save",
                   ("item", "turn")),
    "end": _row(FACILITATOR, LIVE, "ENDEX: the session ends"),
}  # fmt: skip
"""What the white cell does with `fac`, by `op`."""


def allowed(name: str, role: Role, phase: Phase) -> Verdict:
    """Whether a role may do something in a phase: the role is asked first, then the phase.

    An unknown name is forbidden.
    """
    row = COMMANDS.get(name) or OPERATIONS.get(name)
    if row is None or role not in row.roles:
        return "forbidden"
    return "ok" if phase in row.phases else "wrong_phase"


def roles_of(seat: str) -> tuple[Role, ...]:
    """The roles that a seat has, the first is that of the first who sits down."""
    if seat == "white":
        return WHITE_ROLES
    return WATCHERS if seat == "observer" else TEAM_ROLES


def page() -> list[str]:
    """The two tables as lines of Markdown, for docs/host.md."""
    lines = []
    for title, rows in (("Commands of participants", COMMANDS), ("Operations of the white cell", OPERATIONS)):
        lines += [f"### {title}", "", "| | does | roles | phases |", "|---|---|---|---|"]
        for name, row in rows.items():
            roles = ", ".join(role for role in ROLES if role in row.roles)
            phases = ", ".join(phase for phase in PHASES if phase in row.phases)
            lines.append(f"| `{name}` | {row.told} | {roles} | {phases} |")
        lines.append("")
    return lines
