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
from wargame.store.checks import HEADER, Finding
from wargame.store.verify import report_of, verify

if TYPE_CHECKING:
    import argparse

    from wargame.store.journal import StoredJournal
    from wargame.store.verify import VerifyReport

DIFFERENT = "not what the stored orders lead to"


def run(arguments: argparse.Namespace) -> int:
    """Verify a save. Exit 0 if all is as it was played, 1 with the turn of the first finding."""
    report = verify_on_server(arguments) if arguments.db else verify(arguments.file, resolve)
    sound = report.ok
    if sound:
        report = announced(report, arguments)
    findings = [{"turn": finding.turn, "finding": finding.text} for finding in report.findings]
    if arguments.json:
        said = {"file": arguments.file, "ok": report.ok, "turn": report.turn, "findings": findings}
        say_json({**said, "other_rules": report.other_rules})
    elif report.ok:
        rules = "; re-adjudicated by other rules than it was played with" if report.other_rules else ""
        say(f"{arguments.file}: verified through turn {report.turn}; its orders lead to its boards{rules}")
    else:
        place = "header" if report.turn < 0 else f"turn {report.turn}"
        what = "not the session that was announced" if sound else f"damaged, first at {place}"
        say(f"{arguments.file}: {what}")
        for finding in report.findings:
            say(f"    {finding}")
    return FINE if report.ok else FINDING


def verify_on_server(arguments: argparse.Namespace) -> VerifyReport:
    """The same for a session on a server."""
    from wargame.store import postgres

    return postgres.verify_session(arguments.db, arguments.file, resolve)


def announced(report: VerifyReport, arguments: argparse.Namespace) -> VerifyReport:
    """Whether a sound session is the one whose head, or commitment to the seed, was announced to the room."""
    findings = []
    if arguments.head or arguments.commitment:
        with opening.read_held(arguments.file, arguments.db) as held:
            heads = {bytes(row[-1]).hex() for row in held.table("entry") if isinstance(row[-1], bytes)}
            if arguments.head and arguments.head.lower() not in heads:
                findings.append(Finding(HEADER, "no entry has the head that was announced"))
            if arguments.commitment and arguments.commitment.lower() != held.seed_commit:
                findings.append(
                    Finding(HEADER, "the commitment to the seed is not the one that was announced")
                )
    return report_of(findings) if findings else report


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
