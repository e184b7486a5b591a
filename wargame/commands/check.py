"""`wargame check`: every complaint about a scenario file at once, each with its line, the value and what is
allowed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame import opening
from wargame.commands import FINDING, FINE
from wargame.commands.output import note, say, say_json
from wargame.commands.progress import Bar
from wargame.errors import ScenarioError
from wargame.play.agreement_rows import deal_complaints
from wargame.play.effects import compile_effect
from wargame.play.layout import lay_out
from wargame.play.msel import PLACEHOLDER
from wargame.play.names import Names
from wargame.play.parameters import complaints_of
from wargame.play.placeholders import readable
from wargame.play.position import Position, Turn
from wargame.play.readings import compile_condition
from wargame.play.text_map import text_map
from wargame.store.scenario_file import check_scenario

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from wargame.model.scenario import Scenario

    Location = tuple[str | int, ...]


def run(arguments: argparse.Namespace) -> int:
    """Check a file. Exit 0 without complaints, 1 with some.

    Raises ScenarioError if it is no readable scenario file.
    """
    report = check_scenario(arguments.file, meaning)
    complaints = list(report.complaints)
    if not complaints:
        complaints = laid_out(arguments)
    if not complaints and arguments.runs:
        complaints = dead_conditions(arguments.file, arguments.runs)
    if arguments.json:
        say_json(
            {
                "file": arguments.file,
                "ok": not complaints,
                "summary": report.summary,
                "complaints": complaints,
            }
        )
        return FINDING if complaints else FINE
    for complaint in complaints:
        say(complaint)
    if not complaints:
        say(f"{arguments.file}: {report.summary}")
    note(f"{len(complaints)} complaint{'' if len(complaints) == 1 else 's'}")
    return FINDING if complaints else FINE


def meaning(scenario: Scenario) -> Iterator[tuple[Location, str]]:
    """What only the rules of play can judge: conditions and effects that name what they do not know."""
    for text in complaints_of(scenario.rules):
        yield tuple(text.partition(":")[0].split(".")), text
    names = Names.from_scenario(scenario)
    yield from deal_complaints(scenario, names)
    for number, aim in enumerate(scenario.war_aims):
        if aim.when is not None:
            found = compile_condition(aim.when, names, aims=False)[1]
            yield from ((("war_aim", number, "when"), f"war_aim {aim.id}: {c}") for c in found)
    for number, inject in enumerate(scenario.injects):
        at: Location = ("inject", number)
        if inject.when is not None:
            yield from (
                ((*at, "when"), f"inject {inject.id}: {c}") for c in compile_condition(inject.when, names)[1]
            )
        if inject.expected is not None and inject.expected.met is not None:
            found = compile_condition(inject.expected.met, names)[1]
            yield from (((*at, "expected", "met"), f"inject {inject.id}, expected: {c}") for c in found)
        for row, effect in enumerate(inject.effects):
            found = compile_effect(effect, names)[1]
            yield from (((*at, "effects", row), f"inject {inject.id}: {c}") for c in found)


def dead_conditions(file: str, runs: int) -> list[str]:
    """Complaints about conditions that none of so many bot games makes true."""
    from wargame.study.reached import never_true  # brings the bots; a plain check does without

    scenario = opening.load(file)
    bar = Bar(runs)
    found = never_true(lay_out(scenario), runs, told=bar.at)
    bar.end()
    return [
        f"{file}: {kind} {name}, {field}: no run of {runs} made this condition true; loosen it, or send it "
        "by hand"
        for kind, name, field in (asked.at for asked in found)
    ]


def laid_out(arguments: argparse.Namespace) -> list[str]:
    """Complaints of the engine's layout, and placeholders that say nothing; draws the map if that is asked
    for.
    """
    try:
        layout = lay_out(opening.load(arguments.file))
    except ScenarioError as error:
        return [f"{arguments.file}: {complaint}" for complaint in error.complaints]
    found = [
        f"{arguments.file}: inject {inject.id}, body: no reading is called {{{path}}}"
        for inject in layout.scenario.injects
        for path in PLACEHOLDER.findall(inject.body)
        if not readable(layout, path)
    ]
    if arguments.map and not arguments.json and not found:
        start = Position(layout, Turn(layout, 0, "", (), ()), layout.start, ())
        say(text_map(start.view("white"), layout.scenario).rstrip("\n"))
    return found
