"""`wargame verify`: the file, its chain, and that the stored orders lead to the stored boards, events and
reasons.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame import opening
from wargame.commands import FINDING, FINE
from wargame.commands.output import say, say_json
from wargame.play.layout import lay_out
from wargame.play.position import digest_of
from wargame.play.resolve import resolved_again
from wargame.store.verify import verify

if TYPE_CHECKING:
    import argparse

    from wargame.store.journal import StoredJournal

DIFFERENT = "not what the stored orders lead to"


def run(arguments: argparse.Namespace) -> int:
    """Verify a save. Exit 0 if all is as it was played, 1 with the turn of the first finding."""
    report = verify(arguments.file, resolve)
    findings = [{"turn": finding.turn, "finding": finding.text} for finding in report.findings]
    if arguments.json:
        say_json({"file": arguments.file, "ok": report.ok, "turn": report.turn, "findings": findings})
    elif report.ok:
        say(f"{arguments.file}: verified through turn {report.turn}; its orders lead to its boards")
    else:
        place = "header" if report.turn < 0 else f"turn {report.turn}"
        say(f"{arguments.file}: damaged, first at {place}")
        for finding in report.findings:
            say(f"    {finding}")
    return FINE if report.ok else FINDING


def resolve(held: StoredJournal) -> dict[int, str]:
    """Turn -> digest that the stored orders lead to.

    A turn whose stored board does not have the digest it claims, or whose events or reasons differ from those
    that resolving gives, comes out as different, too.
    """
    layout = lay_out(opening.scenario_of_save(held))
    made = {}
    for again in resolved_again(layout, held.seed, held.entries()):
        stored = held.record(again.turn)
        made[again.turn] = again.digest
        if stored is not None:
            whole = digest_of(stored.board) == stored.digest
            if not whole or stored.facts != again.facts or stored.reasons != again.reasons:
                made[again.turn] = DIFFERENT
    return made
