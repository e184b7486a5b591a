"""A preview in the units and words of screens, and small enough to be sent to a seat (RB 12.2-12.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from wargame.play.preview import Preview


class Forecast(NamedTuple):
    """What a preview tells about an order, in the units of screens."""

    column: int | None = None
    """Net column of shifts, cs; None where there is no battle."""
    reasons: tuple[tuple[str, int], ...] = ()
    """Words and cs of each line, largest first."""
    chances: tuple[int, ...] = ()
    """Repulse, stall, gains, breakthrough, in basis points; empty where there is no battle."""
    losses: tuple[int, int] | None = None
    """Expected a day, own and enemy, in mbn."""
    days: str = ""
    """Mean days to take, or `never`."""
    notes: tuple[str, ...] = ()
    """Other lines: length of the march, cost."""
    refused: str = ""
    """Why the order would be refused, or empty."""


def counted(number: int, noun: str) -> str:
    """`1 day`, `2 days`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def forecast_of(found: Preview) -> Forecast:
    """A preview in the words of the screens."""
    from wargame.play.drone_preview import DronePreview
    from wargame.play.preview import AirPreview, AttackPreview, MovePreview, PassagePreview

    price = counted(found.cost, "command point")
    if found.capital:
        price += f", {found.capital / 100:.1f} political capital"
    notes = (price, *found.notes)
    match found.body:
        case AttackPreview() as battle:
            lines = sorted(battle.lines, key=lambda line: -abs(line.cs))
            march = f", {counted(battle.march_days, 'day')} of march first" if battle.march_days else ""
            there = f"{battle.attackers[1] / 1000:.1f} of {battle.attackers[0] / 1000:.1f} bn in the line"
            against = (
                f"against {battle.defenders[1] / 1000:.1f} of {battle.defenders[0] / 1000:.1f} bn{march}"
            )
            return Forecast(
                column=battle.column,
                reasons=tuple((line.label, line.cs) for line in lines if line.cs),
                chances=battle.chances,
                losses=(battle.own_loss, battle.enemy_loss),
                days=f"{battle.days / 100:.1f}" if battle.days is not None else "never",
                notes=(f"{there} {against}; {price}", *found.notes),
                refused=found.refused,
            )
        case MovePreview() as march:
            told = f"{counted(len(march.path), 'place')}, {counted(march.days, 'day')} of march"
            load = (
                f"; the fullest road carries {march.overload // 100} % of its capacity"
                if march.overload
                else ""
            )
            return Forecast(notes=(f"{told}{load}", *notes), refused=found.refused)
        case AirPreview() as air:
            flown = [
                f"{task.mission} {task.sorties} sorties worth {task.effective / 100:.1f}"
                for task in air.tasks
            ]
            surge = "; more than are ready: readiness falls" if air.surge else ""
            return Forecast(
                notes=(f"{', '.join(flown)}; {air.available} ready{surge}", *notes), refused=found.refused
            )
        case DronePreview() as strike:
            surge = "; more than are ready: readiness falls" if strike.surge else ""
            price_of_force = f"; tension +{strike.tension / 100:.1f} a day" if strike.tension else ""
            told = f"{strike.sorties} sorties destroy {strike.kill} a day of what is well seen"
            return Forecast(notes=(told + surge + price_of_force, *notes), refused=found.refused)
        case PassagePreview() as passage:
            way = f"gets through with {passage.through / 100:.0f} %"
            days = f", {counted(passage.days, 'day')} on the road" if passage.days else ""
            return Forecast(notes=(way + days, *notes), refused=found.refused)
        case None:
            return Forecast(notes=notes, refused=found.refused)
