"""What a drone strike is expected to bring (RB 10.2-10.4, 10.9), from what Ankara may know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wargame.rules.air import access_effect, available
from wargame.rules.arithmetic import rdiv, scaled
from wargame.rules.codes import Access, AirUser, DroneAim
from wargame.rules.drones import KILL_BASE, KILL_SWING, drone_pool, restraint
from wargame.rules.legal_drones import spot_sector

if TYPE_CHECKING:
    from wargame.play.layout import Layout
    from wargame.rules.tables import Board
    from wargame.rules.tables import Order as Row


@dataclass(frozen=True, slots=True)
class DronePreview:
    """A drone strike on a day of fair weather against targets that are fully known."""

    target: str
    sorties: int
    effect: int
    """bp by airspace and legitimacy."""
    kill: int
    """The mean of a day: mbn of formations, or csy of active air defence."""
    tension: int
    """ct a day for sorties forced into a closed sky."""
    available: int
    """Sorties a day at readiness."""
    surge: bool
    """Whether readiness falls by flying more than that."""


def drone_preview(layout: Layout, board: Board, row: Row) -> DronePreview:
    """The preview of a legal DRONE_STRIKE. What shoots at it Ankara does not know: no loss is foretold."""
    world = layout.world
    sector = spot_sector(world, row)
    access = board.sectors[sector].access[AirUser.TR_DRONE]
    effect = access_effect(world.params, access)
    tension = 0
    if access == Access.CLOSED:
        effect = world.params.forced_effect
        tension = world.params.forced_tension * row.amount
    effect = scaled(effect, restraint(world, board))
    if row.mode == DroneAim.AIR_DEFENCE:
        kill = scaled(row.amount * world.params.suppress_kill, effect)
    else:
        mean = KILL_BASE + rdiv(KILL_SWING, 2)
        kill = scaled(scaled(row.amount * world.params.drone_kill, mean), effect)
    fresh = available(world, board, drone_pool(world))
    names = layout.names
    place = row.where[0]
    return DronePreview(
        target=names.places[place] if place >= 0 else names.sectors[sector],
        sorties=row.amount,
        effect=effect,
        kill=kill,
        tension=tension,
        available=fresh,
        surge=row.amount > fresh,
    )
