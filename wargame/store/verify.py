"""`wargame verify`: whether a save is what was played. Three checks, each finding names its turn.

1. the file: its pages, its tables, nothing beside them;
2. the content: header, hash chain, snapshots, projections (`checks.py`);
3. the play: resolving the stored orders again leads to the stored boards. The caller brings that, because the
store knows
   no rules of play.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.errors import SaveDamaged
from wargame.store.checks import HEADER, Content, Finding, first_turn
from wargame.store.reading import private_copy, structure, version_of
from wargame.store.save import SaveFile

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from wargame.store.journal import StoredJournal

    Resolve = Callable[[StoredJournal], dict[int, str]]
    """Turn -> digest of the board that the stored orders lead to."""


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """The outcome.

    `turn` is the first turn in doubt (-1: the header or the file), or the last turn if all is well.
    """

    ok: bool
    findings: tuple[Finding, ...]
    turn: int
    resolved: bool = False
    """Whether the orders were resolved again."""
    other_rules: bool = False
    """Whether the rules of this version are others than those it was played with, so that resolving its
    orders is a re-adjudication.
    """


def verify(path: str | Path, resolve: Resolve | None = None) -> VerifyReport:
    """Check a save without touching it. Raises SaveError if it is no save, or newer than this version.

    `resolve` is called only when the first two checks found nothing.
    """
    to = Path(path)
    try:
        opened = private_copy(to)
    except SaveDamaged as error:
        return report_of([Finding(error.turn, str(error))])
    try:
        return _verified(to, opened, resolve)
    finally:
        opened.close()


def _verified(path: Path, opened: sqlite3.Connection, resolve: Resolve | None) -> VerifyReport:
    findings = [Finding(HEADER, line) for line in structure(opened, path)]
    if any(f.text.startswith("tables") for f in findings):
        return report_of(findings)
    content = Content(opened, version_of(opened))
    findings += content.check()
    if findings:
        return report_of(findings)
    return replayed(SaveFile(path, opened, content, None), resolve)


def replayed(save: StoredJournal, resolve: Resolve | None) -> VerifyReport:
    """The outcome for a session whose content has no finding: whether its orders lead to its boards."""
    findings = _resolved(save, resolve) if resolve is not None else []
    if findings:
        return report_of(findings, resolved=True)
    return VerifyReport(True, (), save.turn, resolve is not None, not save.same_rules)


def _resolved(save: StoredJournal, resolve: Resolve) -> list[Finding]:
    """Compare the boards that the orders lead to with those that are stored."""
    try:
        made = resolve(save)
    except Exception as error:  # whatever a doctored session makes the rules do is a finding, not a crash
        return [
            Finding(save.turn, f"the stored orders cannot be resolved again: {type(error).__name__}: {error}")
        ]
    other = (
        ""
        if save.same_rules
        else " (re-adjudicated by other rules than it was played with; what it recorded stays the record)"
    )
    findings = []
    for turn in save.turns:
        record = save.record(turn)
        if record is not None and made.get(turn) != record.digest:
            findings.append(Finding(turn, f"the stored orders do not lead to the stored board{other}"))
    return findings


def report_of(findings: list[Finding], *, resolved: bool = False) -> VerifyReport:
    """The outcome where something was found."""
    return VerifyReport(False, tuple(findings), first_turn(findings), resolved)
