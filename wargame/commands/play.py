"""`wargame play`: with a terminal the screens, or lines of text; without one, bots play on and the result is
printed.

What takes long to load is imported where it is used: the first frame of the screens comes before it.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wargame.commands.beside import SAVES, SUFFIX
from wargame.commands.choices import chosen
from wargame.commands.output import Progress, note, say, say_json
from wargame.errors import UnknownName, UsageError

if TYPE_CHECKING:
    import argparse

    from wargame.bots import Style
    from wargame.model.orders import TeamId
    from wargame.play.results import Result
    from wargame.play.session import Session

SEED = 7
"""The seed when none is given."""

MOST_NAMES = 1000
"""How many names of saves are tried before giving up."""


class Opened(NamedTuple):
    """A session and the file that keeps it."""

    session: Session
    path: Path


def run(arguments: argparse.Namespace) -> int:
    """Play. Exit 0, or WargameError."""
    terminal = sys.stdin.isatty() and sys.stdout.isatty() and not arguments.json
    if arguments.plain or (terminal and os.environ.get("TERM") == "dumb"):
        from wargame.commands.plain import run as play_plain

        return play_plain(arguments)
    if terminal:
        from wargame.commands.screens import play

        return play(arguments)
    from wargame import opening

    session, path = opened(arguments, everybody=True)
    play_on(session, arguments.to_turn)
    opening.settle(session)
    note(f"saved as {path}")
    if arguments.json:
        say_json({**session.result, "save": str(path)})
    else:
        say(told(session.result, session))
    return 0


def opened(arguments: argparse.Namespace, *, everybody: bool) -> Opened:
    """The session that the arguments ask for: new from a scenario, or continued from a save.

    `everybody`: seats that neither `--bots` nor `--seat` names are bots too, since nobody else is there.
    """
    from wargame import opening

    backups = 0 if everybody else opening.BACKUPS
    if opening.is_save(arguments.file):
        given = {"--seed": arguments.seed is not None, "--save": arguments.save, "--choose": arguments.choose}
        for option, there in given.items():
            if there:
                raise UsageError(
                    f"{option} belongs to a new session; {arguments.file} is a save and has its own"
                )
        bots = bots_of(arguments, everybody) if everybody or arguments.bots else None
        return Opened(opening.resume(arguments.file, bots, backups), Path(arguments.file))
    scenario = opening.load(arguments.file, chosen(arguments.choose))
    seed = SEED if arguments.seed is None else arguments.seed
    path = Path(arguments.save) if arguments.save else default_path(scenario.id, seed)
    if path.exists():
        raise UsageError(
            f"{path}: a file is there already; continue it with `wargame play {path}` or name another"
        )
    bots = bots_of(arguments, everybody)
    return Opened(opening.deferred_session(scenario, seed, path, bots, backups), path)


def bots_of(arguments: argparse.Namespace, everybody: bool) -> dict[TeamId, Style]:
    """Which seats are bots. Raises UnknownName for a name that is no team."""
    from wargame.bots import STYLES
    from wargame.model.orders import TEAMS

    named: list[TeamId] = []
    if arguments.bots == "all":
        named = list(TEAMS)
    elif arguments.bots and arguments.bots != "none":
        for name in arguments.bots.split(","):
            found = [team for team in TEAMS if team == name.strip()]
            if not found:
                raise UnknownName("team", name.strip(), (*TEAMS, "all", "none"))
            named += found
    elif not arguments.bots and (everybody or arguments.seat):
        named = [team for team in TEAMS if team not in (arguments.seat or ())]
    return dict.fromkeys(named, STYLES["historical"])


def default_path(scenario: str, seed: int) -> Path:
    """`saves/<scenario>-<date>-<seed>.wargame` in the working folder; a number is added where that name is
    taken.
    """
    day = datetime.now(UTC).astimezone().date().isoformat()
    stem = f"{scenario}-{day}-{seed}"
    for number in range(1, MOST_NAMES):
        path = SAVES / (f"{stem}{SUFFIX}" if number == 1 else f"{stem}-{number}{SUFFIX}")
        if not path.exists():
            return path
    raise UsageError(f"{SAVES / stem}{SUFFIX}: that name is taken {MOST_NAMES} times; name one with --save")


def play_on(session: Session, to_turn: int | None) -> None:
    """Adjudicate to the end, or through a turn."""
    last = session.layout.names.turns if to_turn is None else min(to_turn, session.layout.names.turns)
    progress = Progress("turn", last)
    while not session.over and session.turn <= last:
        progress.at(session.turn)
        session.adjudicate()
    if session.turn <= last:
        progress.end()


def told(result: Result, session: Session) -> str:
    """The result as a small text."""
    from wargame.play.results import weighing

    state = f"ended after turn {result['turns']}" if session.over else f"stands after turn {result['turns']}"
    lines = [f"{session.scenario.title}, seed {result['seed']}: {state}.", ""]
    if weighing(session.layout):
        lines.append(f"weights: {weighing(session.layout)}")
    lines.append(f"{'war aims, points':<20}{'operational':>14}{'political':>14}{'together':>14}")
    for team, halves in result["scores"].items():
        values = [halves["operational"], halves["political"]]
        cells = "".join(f"{value:>14.2f}" for value in (*values, sum(values)))
        lines.append(f"{team.capitalize():<20}{cells}")
    lines += ["", "events"]
    for kind, count in sorted(result["events"].items(), key=lambda item: (-item[1], item[0])):
        lines.append(f"{count:>8}  {kind.replace('_', ' ')}")
    lines += ["", f"digest {result['digest']}"]
    return "\n".join(lines)
