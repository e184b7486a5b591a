"""`wargame brief`: what a team may read before the start, made from its own view and the scenario's public
parts.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from wargame import opening
from wargame.commands.choices import chosen
from wargame.commands.output import say
from wargame.play.session import new_session
from wargame.play.text_map import text_map

if TYPE_CHECKING:
    import argparse

    from wargame.model.scenario import Scenario
    from wargame.model.view import View

WIDTH = 100
"""Columns of running text."""


def run(arguments: argparse.Namespace) -> int:
    """Print the brief of a team. Exit 0, or WargameError."""
    scenario = opening.load(arguments.file, chosen(arguments.choose))
    view = new_session(scenario).view(arguments.team)
    say("\n\n".join(section for section in sections(scenario, view, arguments.width) if section))
    return 0


def sections(scenario: Scenario, view: View, width: int) -> list[str]:
    """Situation, task, war aims, forces, posts, map, injects of the first turn."""
    team = next(team for team in scenario.teams if team.id == view.seat)
    return [
        f"{scenario.title}\nBrief for {team.name}, {view.dates[0].isoformat()}; {view.turns} turns of "
        f"{(view.dates[1] - view.dates[0]).days + 1} days",
        titled("Situation", wrapped(scenario.brief)),
        titled("Your task", wrapped(team.brief)),
        titled("War aims", *(f"{line.weight:>4}  {line.half:<12} {line.title}" for line in view.scores)),
        titled(
            "Standing",
            *(
                f"{gauge.value:>9} {gauge.unit:<8} {gauge.label}  {gauge.note}".rstrip()
                for gauge in view.gauges
            ),
        ),
        titled("Formations under your orders", *own_formations(scenario, view)),
        titled("Observation posts", *(f"{post.id:<10} {post.place:<24} {post.state}" for post in view.posts)),
        titled("First news", *(wrapped(f"{inject.title}. {inject.body}") for inject in view.injects)),
        titled("Map", text_map(view, scenario, width).rstrip("\n")),
    ]


def titled(title: str, *lines: str) -> str:
    """A section; empty without lines."""
    return "\n".join([title.upper(), *lines]) if lines else ""


def wrapped(text: str) -> str:
    """Running text, paragraph by paragraph."""
    return "\n".join(textwrap.fill(part, WIDTH) for part in text.strip().splitlines())


def own_formations(scenario: Scenario, view: View) -> list[str]:
    """A line for each formation that the team orders."""
    names = {place.id: place.name for place in scenario.places}
    return [
        f"{formation.id:<22} {names[formation.place]:<20} {(formation.strength or 0) / 1000:>4.1f} bn"
        for formation in view.formations
        if formation.own
    ]
