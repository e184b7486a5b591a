"""`wargame brief`: what a team may read before the start, made from its own view and the scenario's public
parts.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from wargame import opening
from wargame.commands.choices import chosen
from wargame.commands.output import say
from wargame.model.politics_words import listed
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
    """Situation, task, war aims, forces, posts, politics, map, injects of the first turn."""
    team = next(team for team in scenario.teams if team.id == view.seat)
    return [
        f"{scenario.title}\nBrief for {team.name}, {view.dates[0].isoformat()}; {view.turns} turns of "
        f"{(view.dates[1] - view.dates[0]).days + 1} days",
        titled("Situation", wrapped(scenario.brief)),
        titled("Your task", wrapped(team.brief)),
        titled("War aims", *aim_lines(view)),
        titled(
            "Standing",
            *(
                f"{gauge.value:>9} {gauge.unit:<8} {gauge.label}  {gauge.note}".rstrip()
                for gauge in view.gauges
            ),
        ),
        titled("Formations under your orders", *own_formations(scenario, view)),
        titled("Observation posts", *(f"{post.id:<10} {post.place:<24} {post.state}" for post in view.posts)),
        titled("Agreements", *agreement_lines(view)),
        titled("The ladder", *ladder_lines(view)),
        titled("Proxies and the border", *people_lines(view)),
        titled("First news", *(wrapped(f"{inject.title}. {inject.body}") for inject in view.injects)),
        titled("Map", text_map(view, scenario, width).rstrip("\n")),
    ]


def aim_lines(view: View) -> list[str]:
    """Each line with its weight and what it is measured by; hidden ones say so."""
    lines = [f"Weights: {view.weighing}"] if view.weighing else []
    for line in view.scores:
        hidden = " (hidden from the others until the end)" if line.hidden else ""
        lines.append(f"{line.weight:>4}  {line.half:<12} {line.title}{hidden}")
        lines.append(wrapped_at(line.measure, 19))
    return lines


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


def agreement_lines(view: View) -> list[str]:
    """Each agreement with its number, what it asks, and the breaches that stand."""
    lines = []
    for agreement in view.politics.agreements:
        parties = listed(party.capitalize() for party in agreement.parties)
        state = agreement.state.replace("_", " ")
        breaches = ", ".join(f"{team.capitalize()} {n}" for team, n in agreement.breaches.items())
        lines.append(f"{agreement.number:>3}  {agreement.title} ({parties}), {state}")
        lines += [wrapped_at(term.text, 7) for term in agreement.terms]
        lines += [wrapped_at(clause, 7) for clause in agreement.told]
        if breaches:
            lines.append(f"       breaches charged: {breaches}")
    return lines


def ladder_lines(view: View) -> list[str]:
    """The rungs, what they allow and what they cost this team; ultimatums that run."""
    ladder = view.politics.ladder
    lines = []
    for rung in reversed(ladder.rungs):
        here = ">" if rung.rung == ladder.rung else " "
        cost = f"  ({rung.price / 100:.1f} political capital)" if rung.price else ""
        lines.append(f"{here} {rung.rung}  {rung.name}{cost}")
        lines.append(f"     {rung.allows}")
    for ultimatum in view.politics.ultimatums:
        left = f"{ultimatum.days_left} days left" if ultimatum.state == "open" else ultimatum.state
        who = f"{ultimatum.sender.capitalize()} to {ultimatum.to.capitalize()}"
        demand = "; ".join(ultimatum.demand)
        lines.append(wrapped_at(f"ultimatum of {who}, {left}, else rung {ultimatum.rung}: {demand}", 2))
    return lines


def people_lines(view: View) -> list[str]:
    """Proxies with their obedience, the border, economic levers, what is on its way."""
    politics = view.politics
    lines = []
    for proxy in politics.proxies:
        away = f", {proxy.in_libya / 1000:.1f} bn in Libya" if proxy.in_libya else ""
        lines.append(f"{proxy.name}: {proxy.strength / 1000:.1f} bn{away}, obeys {proxy.obedience}")
    border = politics.border
    lines.append(f"Border: {border.text}; screening {border.screening}")
    lines += [f"Lever, {lever}: {state}" for lever, state in politics.levers.items()]
    lines += [f"Day {coming.day}: {coming.text}" for coming in politics.coming]
    return lines


def wrapped_at(text: str, indent: int) -> str:
    """Running text behind an indent."""
    return textwrap.fill(text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent)
