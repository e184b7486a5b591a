"""What is wrong with the war aims of a scenario and with its sets of weights (RB 21)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from wargame.model import scenario as model
from wargame.rules.score import LINE_NAMES, LINES
from wargame.store.scenario_choices import WEIGHING, WEIGHTS, hint
from wargame.store.scenario_draft import Complaint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wargame.store.scenario_draft import Draft
    from wargame.store.scenario_text import Location

TEAMS = ("ankara", "moscow", "damascus")
HALVES = ("operational", "political")
HALF = 50
"""RB 21.1: points of each half of a team's war aims."""


def aim_complaints(draft: Draft) -> Iterator[Complaint]:
    """Every mistake in war aims and sets of weights."""
    aims = list(draft.of_kind("war_aim", model.WarAim))
    known: Counter[tuple[str, str]] = Counter()
    added: Counter[str] = Counter()
    for number, aim in aims:
        yield from line_complaints(number, aim)
        known[aim.team, aim.line] += 1
        if known[aim.team, aim.line] > 1:
            yield Complaint(
                ("war_aim", number, "line"),
                f"war_aim {aim.id}: the line {aim.line} of {aim.team} stands twice",
            )
        elif aim.when is not None and aim.line not in line_names(aim.team):
            added[aim.team] += 1
            room = LINES - len(line_names(aim.team))
            if added[aim.team] == room + 1:
                text = f"war_aim {aim.id}: {aim.team} has more than {room} lines of its own"
                yield Complaint(("war_aim", number, "line"), text)
    if "war_aim" in draft.broken or not aims:
        return
    rows = [aim for _, aim in aims]
    sound = True
    for team in TEAMS:
        first = next((number for number, aim in aims if aim.team == team), 0)
        for text in sums(team, rows, {aim.id: aim.weight for aim in rows}):
            sound = False
            yield Complaint(("war_aim", first, "weight"), f"war aims of {team}: {text}")
    yield from set_complaints(draft, rows, sound)


def line_complaints(number: int, aim: model.WarAim) -> Iterator[Complaint]:
    """Its line is measured by the rules or by a condition, and its keys go together."""
    lines = line_names(aim.team)
    if aim.line not in lines and aim.when is None:
        yield Complaint(
            ("war_aim", number, "line"),
            f"war_aim {aim.id}: {aim.team} has no line '{aim.line}'; allowed: {', '.join(lines)}"
            f"{hint(aim.line, lines)}; a line of its own needs `when`",
        )
    if aim.counts != "end" and aim.when is None:
        yield Complaint(("war_aim", number, "counts"), f"war_aim {aim.id}: `counts` goes with `when`")
    if aim.drawn and (aim.when is None or not aim.hidden or aim.line in lines):
        text = f"war_aim {aim.id}: a drawn aim is hidden, has `when` and a line of its own"
        yield Complaint(("war_aim", number, "drawn"), text)


def sums(team: str, aims: list[model.WarAim], weights: Mapping[str, int]) -> Iterator[str]:
    """RB 21.1, 21.9. Each half of a team's aims weighs fifty points; of its drawn aims one counts, so that
    all weigh the same in the same half.
    """
    kinds = {(aim.half, weights[aim.id]) for aim in aims if aim.team == team and aim.drawn}
    if len(kinds) > 1:
        yield "drawn aims differ in half or weight"
        return
    for half in HALVES:
        own = [aim for aim in aims if aim.team == team and aim.half == half and not aim.drawn]
        whole = sum(weights[aim.id] for aim in own) + sum(weight for kind, weight in kinds if kind == half)
        if whole != HALF:
            yield f"the {half} weights sum to {whole}, not {HALF}"


def set_complaints(draft: Draft, aims: list[model.WarAim], sound: bool) -> Iterator[Complaint]:
    """Sets of weights: the aims are there, the sums hold, and the one that the file chooses is there. Sums
    are judged only if those of the file itself are `sound`.
    """
    own = {aim.id: aim.weight for aim in aims}
    for number, weights in draft.of_kind(WEIGHTS, model.Weights):
        name = f"weights {weights.id}"
        strange = [aim for aim in weights.set if aim not in own]
        for aim in strange:
            where: Location = (WEIGHTS, number, "set", aim)
            yield Complaint(where, f"{name}: no war_aim is called '{aim}'{hint(aim, own)}")
        for team in TEAMS if sound and not strange else ():
            for text in sums(team, aims, own | weights.set):
                yield Complaint((WEIGHTS, number, "set"), f"{name}, {team}: {text}")
    named = draft.raw.get(WEIGHING)
    known = draft.ids[WEIGHTS]
    if isinstance(named, str) and named not in known:
        text = f"weighing: no set of weights is called '{named[:60]}'{hint(named, known)}"
        yield Complaint((WEIGHING,), text)
    if known and WEIGHTS in draft.ids["alternative"]:
        at = draft.ids["alternative"].index(WEIGHTS)
        text = "alternative weights: the name belongs to the sets of [[weights]]"
        yield Complaint(("alternative", at, "id"), text)


def line_names(team: str) -> tuple[str, ...]:
    """The lines of a team that the rules measure."""
    return LINE_NAMES[TEAMS.index(team)]
