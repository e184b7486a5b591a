"""The command line: verbs, their arguments, and what becomes of errors.

stdout is data, stderr narration. Exit 0: fine; 1: a finding; 2: wrong usage or unreadable input, told in one
clear line. A verb's handler is imported after its arguments are understood, so that `--help` loads nothing
third-party.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from wargame import __version__
from wargame.commands import FINE, WRONG
from wargame.errors import WargameError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Handler = Callable[[argparse.Namespace], int]

DEBUG = "WARGAME_DEBUG"
"""Environment variable: with any value, errors show their traceback."""

SEATS = ("ankara", "moscow", "damascus", "white")
TEAMS = SEATS[:3]
MISSED = ("hold", "extend", "bot", "no_move")


class Verb(NamedTuple):
    """A verb: what it does in a line, who does it, and its arguments."""

    help: str
    handler: str
    arguments: Callable[[argparse.ArgumentParser], None]


def _play(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="SCENARIO|SAVE", help="a scenario to begin, or a save to continue")
    parser.add_argument(
        "--seat", nargs="+", choices=SEATS, metavar="SEAT", help=f"seats at this screen: {', '.join(SEATS)}"
    )
    parser.add_argument("--bots", metavar="TEAMS", help="`all`, `none`, or teams joined by commas")
    parser.add_argument("--seed", type=_seed, metavar="N", help="seed of every draw, 0 to 2^63-1 (default 7)")
    parser.add_argument("--save", metavar="PATH", help="where to write the session; never overwrites")
    parser.add_argument("--json", action="store_true", help="without a terminal: print the result as JSON")
    parser.add_argument("--to-turn", type=_turn, metavar="N", help="play no further than this turn")
    parser.add_argument(
        "--plain", action="store_true", help="one team, in lines of text: for screen readers, bare terminals"
    )
    _choices(parser)
    _looks(parser)


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="SCENARIO|SAVE", help="a scenario to begin, or a save to continue")
    parser.add_argument("--name", metavar="NAME", help="the save is saves/NAME.wargame")
    _database(parser)
    parser.add_argument("--lan", action="store_true", help="listen to the network, not to this machine alone")
    parser.add_argument("--tls", action="store_true", help="encrypt; needs the extra [tls]")
    parser.add_argument("--port", type=_port, metavar="N", help="where to listen (default 47475, or any)")
    parser.add_argument("--web", action="store_true", help="a door for browsers too; needs the extra [web]")
    parser.add_argument("--web-port", type=_port, metavar="N", help="of that door (default 47476, or any)")
    parser.add_argument("--seed", type=_seed, metavar="N", help="seed of every draw, 0 to 2^63-1 (default 7)")
    parser.add_argument("--bots", metavar="TEAMS", help="teams joined by commas, or `all`")
    _choices(parser)
    _policies(parser)


def _policies(parser: argparse.ArgumentParser) -> None:
    """What is settled before the exercise begins; a save that has begun keeps what it has."""
    made = parser.add_argument_group("policies, settled before the exercise begins")
    made.add_argument("--minutes", type=_minutes, metavar="N", help="of planning a turn (default: no clock)")
    made.add_argument("--missed", choices=MISSED, help="what becomes of a team without orders (default hold)")
    made.add_argument("--white-closes", action="store_true", help="planning ends by the white cell only")
    made.add_argument("--hold-results", action="store_true", help="the white cell reads results first")
    made.add_argument("--review", action="store_true", help="a review after each turn, ended by white")
    made.add_argument("--show-seals", action="store_true", help="teams may know who has sealed")
    made.add_argument("--observers-see", choices=SEATS, metavar="SEAT", help="whose view, a turn late")


def _host(parser: argparse.ArgumentParser) -> None:
    _serve(parser)
    parser.add_argument("--headless", action="store_true", help="without the white cell's screen")
    _looks(parser)


def _join(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "host", nargs="?", metavar="HOST", help="name or address, with :PORT if it is not 47475"
    )
    parser.add_argument("pin", nargs="?", metavar="PIN", help="of the seat")
    parser.add_argument("--last", action="store_true", help="come back to the seat taken last")
    parser.add_argument(
        "--handed", action="store_true", help="what the door of `host --web` starts; the seat comes on stdin"
    )
    parser.add_argument("--name", metavar="NAME", help="how the others read you")
    _looks(parser)


def _replay(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="SAVE")
    parser.add_argument(
        "--seat", nargs=1, choices=SEATS, metavar="SEAT", help="as seen by one seat (default white)"
    )
    parser.add_argument("--turn", type=_turn, metavar="N", help="begin at the close of this turn")
    parser.add_argument(
        "--json", action="store_true", help="without a terminal: print turns and digests as JSON"
    )
    _looks(parser)


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--json", action="store_true", help="print the complaints as JSON")
    parser.add_argument("--map", action="store_true", help="also draw the map as text")
    parser.add_argument(
        "--runs", type=_count, metavar="N", help="also name conditions that no run of N bot games makes true"
    )


def _verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="SAVE", help="a file, or with --db the name of a session")
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    _database(parser)
    parser.add_argument("--head", metavar="HEX", help="the head of the journal that was announced")
    parser.add_argument("--commitment", metavar="HEX", help="the commitment to the seed that was announced")


def _database(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--db", metavar="URL", help="of a PostgreSQL server: postgresql://...")


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="SAVE", help="a file, or with --db the name of a session")
    _database(parser)
    parser.add_argument("--seat", required=True, choices=SEATS, metavar="SEAT", help=", ".join(SEATS))
    parser.add_argument("--format", choices=("json", "csv", "html"), default="json", help="default json")


def _save(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action",
        choices=("list", "copy", "branch", "rescue", "upgrade"),
        metavar="ACTION",
        help="list [FOLDER]; copy SAVE NEW; branch SAVE NEW --turn N; rescue SAVE NEW: what is sound of a "
        "damaged one; upgrade SAVE: to the format of today, the original stays",
    )
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument("--json", action="store_true", help="of list: print as JSON")
    parser.add_argument("--turn", type=_turn, metavar="N", help="of branch: from the close of this turn")


def _msel(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="SCENARIO|SAVE")
    parser.add_argument("--json", action="store_true", help="print the list as JSON")


def _brief(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="SCENARIO")
    parser.add_argument("--team", required=True, choices=TEAMS, metavar="TEAM", help=", ".join(TEAMS))
    parser.add_argument("--width", type=int, default=100, metavar="N", help="width of the map in characters")
    _choices(parser)


def _backtest(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="SCENARIO", help="its targets lie beside it, NAME_history.toml")
    parser.add_argument("--runs", type=_count, default=200, metavar="N", help="how many (default 200)")
    parser.add_argument("--seed", type=_seed, default=1, metavar="N", help="of the first run (default 1)")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument("--record", metavar="FILE", help="write a line of JSON a run; never overwrites")
    parser.add_argument("--workers", type=_count, metavar="N", help="processes (default: the processors)")
    parser.add_argument(
        "--engine", choices=("auto", "python", "fast"), default="auto", help="what plays the runs"
    )
    _choices(parser)


def _study(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="SCENARIO")
    parser.add_argument("--runs", type=_count, default=270, metavar="N", help="how many (default 270)")
    parser.add_argument("--seed", type=_seed, default=1, metavar="N", help="of the first run (default 1)")
    parser.add_argument(
        "--style", action="append", default=[], metavar="TEAM=STYLE", help="a team plays this style only"
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument("--workers", type=_count, metavar="N", help="processes (default: the processors)")
    parser.add_argument(
        "--engine", choices=("auto", "python", "fast"), default="auto", help="what plays the runs"
    )
    _choices(parser)


def _doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print as JSON")


def _choices(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--choose", action="append", default=[], metavar="ALT=CHOICE", help="a reading of a disputed fact"
    )


def _looks(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--color",
        choices=("auto", "truecolor", "light", "contrast", "256", "16", "none"),
        help="colours of the screen; light for bright rooms, contrast for tired eyes",
    )
    parser.add_argument("--glyphs", choices=("auto", "unicode", "ascii"), help="characters of the map")


VERBS = {
    "play": Verb("play a scenario, or continue a save", "wargame.commands.play:run", _play),
    "host": Verb("hold a session that teams join from their terminals", "wargame.commands.host:run", _host),
    "join": Verb("take a seat at a host", "wargame.commands.join:run", _join),
    "serve": Verb("the process behind `host`: prints one line of JSON", "wargame.commands.serve:run", _serve),
    "replay": Verb("step through a save", "wargame.commands.replay:run", _replay),
    "check": Verb("validate a scenario file", "wargame.commands.check:run", _check),
    "verify": Verb(
        "check a save: file, chain, and that its orders lead to its boards",
        "wargame.commands.verify:run",
        _verify,
    ),
    "export": Verb("print a session as one seat may read it", "wargame.commands.export:run", _export),
    "save": Verb("list, copy, branch, rescue or upgrade saves", "wargame.commands.saves:run", _save),
    "msel": Verb("print the list of injects", "wargame.commands.msel:run", _msel),
    "brief": Verb("print a team's brief", "wargame.commands.brief:run", _brief),
    "backtest": Verb(
        "play history's doctrines many times and compare with the record",
        "wargame.commands.backtest:run",
        _backtest,
    ),
    "study": Verb(
        "play every mix of styles many times and tell how it ends", "wargame.commands.study:run", _study
    ),
    "doctor": Verb(
        "say which versions, terminal and engine are in use", "wargame.commands.doctor:run", _doctor
    ),
}
"""Every verb."""


COLLECTOR = (50_000, 20, 50)
"""Thresholds of the garbage collector: what a start loads stays, and walking it again costs a sixth of it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    try:
        arguments = parser().parse_args(argv)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else WRONG
    gc.set_threshold(*COLLECTOR)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for them costs 12 ms
    module, _, name = VERBS[arguments.verb].handler.partition(":")
    try:
        handler: Handler = getattr(import_module(module), name)
        return handler(arguments)
    except WargameError as error:
        if os.environ.get(DEBUG):
            raise
        return complain(error)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  the interpreter flushes it at exit
        return FINE
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        tell(f"wargame: unexpected {type(error).__name__}: {one_line(str(error))} ({DEBUG}=1 shows where)")
        return WRONG


def parser() -> argparse.ArgumentParser:
    """The parser of all verbs."""
    made = _Parser(
        prog="wargame",
        description="Tabletop exercises and training wargames in a terminal.",
        epilog="Exit codes: 0 fine, 1 a finding, 2 wrong usage or unreadable input.",
    )
    made.add_argument("--version", action="version", version=f"wargame {__version__}")
    verbs = made.add_subparsers(dest="verb", required=True, metavar="VERB", title="verbs")
    for name, verb in VERBS.items():
        verb.arguments(
            verbs.add_parser(name, help=verb.help, description=verb.help[:1].upper() + verb.help[1:] + ".")
        )
    return made


def complain(error: WargameError) -> int:
    """Tell an error in one line on stderr (a scenario's: one line for each complaint) and return its exit
    code.
    """
    for line in str(error).splitlines() or [type(error).__name__]:
        tell(f"wargame: {one_line(line)}")
    return WRONG


def tell(line: str) -> None:
    """One line of narration."""
    print(line, file=sys.stderr)  # noqa: T201


def one_line(text: str) -> str:
    """A text as one line that cannot act on a terminal."""
    from wargame.model.cleaning import one_line as clean

    return clean(text)


class _Parser(argparse.ArgumentParser):
    """Wrong usage is one line, without the list of all options before it."""

    def error(self, message: str) -> None:  # type: ignore[override]
        """Tell what is wrong and where help is, and leave with exit code 2."""
        self.exit(WRONG, f"{self.prog}: {printable(message)}; see `{self.prog} --help`\n")


def printable(text: str) -> str:
    """Arguments as they may be shown: nothing in them acts on a terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def _seed(text: str) -> int:
    return _number(text, 0, (1 << 63) - 1)


def _count(text: str) -> int:
    return _number(text, 1, 10_000_000)


def _minutes(text: str) -> int:
    return _number(text, 1, 1440)


def _port(text: str) -> int:
    return _number(text, 0, 65535)


def _turn(text: str) -> int:
    return _number(text, 0, 9999)


def _number(text: str, low: int, high: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 20 and low <= int(text) <= high):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {low} to {high}")
    return int(text)
