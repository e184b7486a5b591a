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
    full = int(Supply.FULL)
    strained = int(Supply.STRAINED)
    rates = replacement_rates(world, board)
    for f, formation in enumerate(board.formations):
        if formation.place == NOBODY or formation.strength == 0:
            continue
        supply = formation.supply
        if supply == full:
            formation.stock = min(STOCK_HIGH, formation.stock + world.params.stock_full)
        elif supply == strained:
            formation.stock = min(STOCK_HIGH, formation.stock + world.params.stock_strained)
        elif supply == Supply.CUT:
            wear_out(world, board, f, facts)
        if supply >= strained and formation.fought == 0:
            if formation.cohesion < REST_HIGH:
                settle_cohesion(formation)
            if supply == full and formation.strength < world.formations[f].establishment:
                replace(world, board, f, rates[world.formations[f].faction], facts)
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


def wear_out(world: World, board: Board, f: int, facts: Journal) -> None:
    """RB 9.6. A formation that is cut off lives on its stock; without any it wastes away."""
    formation = board.formations[f]
    if formation.stock == 0:
        gone = scaled(formation.strength, STARVED_LOSS)
        formation.strength -= gone
        formation.cohesion = clamp(formation.cohesion - STARVED_COHESION, 0, 10000)
        tell(facts, EventKind.STARVED, f, gone, 0, 0, -1)
    formation.stock = max(0, formation.stock - world.params.stock_cut)


def settle_cohesion(formation: Formation) -> None:
    """RB 12.8. A day in supply and out of battle, of a formation below the ceiling of rest: rest restores
    most, quiet less; neither lowers what is higher already.
    """
    cohesion = formation.cohesion
    if formation.posture == Posture.REST and formation.mission == Mission.NONE:
        formation.cohesion = min(REST_HIGH, cohesion + REST_GAIN)
    elif cohesion < QUIET_HIGH:
        formation.cohesion = min(QUIET_HIGH, cohesion + QUIET_GAIN)


def replacement_rates(world: World, board: Board) -> list[int]:
    """RB 17.8. For each faction `libya.replacement_rate`; Turkish and Russian troops get no replacements."""
    rates = [0] * len(world.factions)
    for faction in range(len(rates)):
        if faction != Faction.TURKEY and faction != Faction.RUSSIA:
            rates[faction] = replacement_rate(world, board, faction)
    return rates


def replace(world: World, board: Board, f: int, rate: int, facts: Journal) -> None:
    """RB 17.8. Replacements of a formation in full supply and out of battle: so many bp of its establishment
    a day, up to that.
    """
    formation = board.formations[f]
    establishment = world.formations[f].establishment
    men = min(rdiv(establishment * rate, 10000), establishment - formation.strength)
    if men > 0:
        formation.strength += men
        tell(facts, EventKind.REPLACED, f, men, 0, 0, -1)
