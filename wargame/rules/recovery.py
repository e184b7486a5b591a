"""Step 12: stocks, starvation, cohesion, replacements and the counters of days (RB 9.6, 12.8, 17.8)."""

from wargame.rules.arithmetic import clamp, rdiv, scaled
from wargame.rules.libya import replacement_rate
from wargame.rules.log import Journal, tell
from wargame.rules.numbers import EventKind, Faction, Mission, Posture, Supply
from wargame.rules.tables import NOBODY, Board, Formation, World

STOCK_HIGH = 500
"""RB 5.5. cd."""

STARVED_LOSS = 200
STARVED_COHESION = 600
"""RB 9.6. bp and ct a day at stock 0 while cut."""

REST_GAIN = 500
REST_HIGH = 9000
QUIET_GAIN = 150
QUIET_HIGH = 8500
"""RB 12.8. ct a day and the ceilings of that recovery."""

DAYS_HIGH = 999


def recover(world: World, board: Board, facts: Journal) -> None:
    """RB 9.6, 12.8, 17.8. One day of supply, rest and replacements for every formation; days are counted.

    Reads formations.supply and fought; writes stock, strength, cohesion, static and dug days, held and quiet
    days.
    """
    for f, formation in enumerate(board.formations):
        if formation.place == NOBODY or formation.strength == 0:
            continue
        restock(world, board, f, facts)
        if formation.supply >= Supply.STRAINED and formation.fought == 0:
            settle_cohesion(formation)
            if formation.supply == Supply.FULL and formation.strength < world.formations[f].establishment:
                replace(world, board, f, facts)
        if formation.static_days < DAYS_HIGH:
            formation.static_days += 1
        if formation.posture != Posture.FORTIFY:
            formation.dug_days = 0
        elif formation.dug_days < DAYS_HIGH:
            formation.dug_days += 1
    for place in board.places:
        if place.taken == 0 and place.held_days < DAYS_HIGH:
            place.held_days += 1
        if place.battle == 1:
            place.quiet_days = 0
        elif place.quiet_days < DAYS_HIGH:
            place.quiet_days += 1


def restock(world: World, board: Board, f: int, facts: Journal) -> None:
    """RB 9.6. Stock by supply state; a formation without stock that is cut off wastes away."""
    formation = board.formations[f]
    supply = formation.supply
    if supply == Supply.CUT and formation.stock == 0:
        gone = scaled(formation.strength, STARVED_LOSS)
        formation.strength -= gone
        formation.cohesion = clamp(formation.cohesion - STARVED_COHESION, 0, 10000)
        tell(facts, EventKind.STARVED, f, gone, 0, 0, -1)
    change = 0
    if supply == Supply.FULL:
        change = world.params.stock_full
    elif supply == Supply.STRAINED:
        change = world.params.stock_strained
    elif supply == Supply.CUT:
        change = -world.params.stock_cut
    if change > 0:
        formation.stock = min(STOCK_HIGH, formation.stock + change)
    elif change < 0:
        formation.stock = max(0, formation.stock + change)


def settle_cohesion(formation: Formation) -> None:
    """RB 12.8. A day in supply and out of battle: rest restores most, quiet less; neither lowers what is
    higher already.
    """
    cohesion = formation.cohesion
    if formation.posture == Posture.REST and formation.mission == Mission.NONE:
        formation.cohesion = max(cohesion, min(REST_HIGH, cohesion + REST_GAIN))
    elif cohesion < QUIET_HIGH:
        formation.cohesion = min(QUIET_HIGH, cohesion + QUIET_GAIN)


def replace(world: World, board: Board, f: int, facts: Journal) -> None:
    """RB 17.8. Replacements of a formation in full supply and out of battle, up to establishment; Turkish and
    Russian troops get none.
    """
    formation = board.formations[f]
    fixed = world.formations[f]
    missing = fixed.establishment - formation.strength
    if fixed.faction == Faction.TURKEY or fixed.faction == Faction.RUSSIA:
        return
    men = min(rdiv(fixed.establishment * replacement_rate(world, board, fixed.faction), 10000), missing)
    if men > 0:
        formation.strength += men
        tell(facts, EventKind.REPLACED, f, men, 0, 0, -1)
