"""What comes later: shelter, air defence, men of Tehran, fighters back from Libya (RB 5.13, 15.8, 18.2)."""

from wargame.rules.arithmetic import clamp
from wargame.rules.log import Journal, tell
from wargame.rules.numbers import EventKind, Faction, PendingKind, Side
from wargame.rules.tables import NOBODY, Board, World
from wargame.rules.tables_politics import Pending

AIR_DEFENCE_MOST = 1000
"""RB 5.3. csy of a sector."""

SHELTER_MOST = 20000
"""RB 4.2. h."""


def put_pending(board: Board, day: int, kind: int, entity: int, amount: int) -> int:
    """RB 5.13. Something happens at step 1 of a day. Returns its row; NOBODY if there is none free, or
    nothing to do it to: then nothing comes.
    """
    if entity == NOBODY or amount <= 0:
        return NOBODY
    for i, row in enumerate(board.pending):
        if row.kind == PendingKind.NONE:
            row.day = day
            row.kind = kind
            row.entity = entity
            row.amount = amount
            return i
    return NOBODY


def clear(row: Pending) -> None:
    """Free a row of pending things."""
    row.day = NOBODY
    row.kind = PendingKind.NONE
    row.entity = NOBODY
    row.amount = 0


def run_pending(world: World, board: Board, day: int, facts: Journal) -> None:
    """RB 5.13. Step 1 of every day: what is due today or overdue happens. Men for whom no
    formation has room wait a turn.

    Writes places (built), sectors (ad, ad_full), formations (strength).
    """
    for row in board.pending:
        if row.kind == PendingKind.NONE or row.day > day:
            continue
        left = 0
        if row.kind == PendingKind.SHELTER:
            place = board.places[row.entity]
            place.built = clamp(place.built + row.amount, 0, SHELTER_MOST)
        elif row.kind == PendingKind.AIR_DEFENCE:
            sector = board.sectors[row.entity]
            side = int(Side.OPPOSITION)
            sector.ad[side] = min(AIR_DEFENCE_MOST, sector.ad[side] + row.amount)
            sector.ad_full[side] = min(AIR_DEFENCE_MOST, sector.ad_full[side] + row.amount)
        elif row.kind == PendingKind.TEHRAN:
            left = join(world, board, Faction.IRAN_BACKED, row.entity, row.amount, facts)
        elif row.kind == PendingKind.FIGHTERS:
            left = join(world, board, row.entity, world.factions[row.entity].home, row.amount, facts)
        if left > 0:
            row.day = day + world.params.days_per_turn
            row.amount = left
        else:
            clear(row)


def join(world: World, board: Board, faction: int, place: int, men: int, facts: Journal) -> int:
    """RB 18.2, 18.6. Men join formations of the faction up to establishment: those in the place first, then
    those elsewhere on the map, in the order of their keys. ARRIVED (formation, place, mbn). Returns how many
    found no room.
    """
    left = men
    for elsewhere in range(2):
        last = -1
        f = next_of(world, board, faction, place, elsewhere, last)
        while f != NOBODY and left > 0:
            formation = board.formations[f]
            part = min(left, world.formations[f].establishment - formation.strength)
            if part > 0:
                formation.strength += part
                left -= part
                tell(facts, EventKind.ARRIVED, f, formation.place, part, 0, -1)
            last = world.formations[f].key
            f = next_of(world, board, faction, place, elsewhere, last)
    return left


def next_of(world: World, board: Board, faction: int, place: int, elsewhere: int, last: int) -> int:
    """The formation of the faction with the lowest key above `last` that stands in the place, or elsewhere
    on the map; NOBODY if there is none. Keys do not hang on the order of the rows (RB 7.1).
    """
    best = NOBODY
    for f, formation in enumerate(board.formations):
        if world.formations[f].faction != faction or formation.place == NOBODY or formation.strength == 0:
            continue
        if (formation.place == place) == (elsewhere == 1) or world.formations[f].key <= last:
            continue
        if best == NOBODY or world.formations[f].key < world.formations[best].key:
            best = f
    return best


def pending_room(board: Board) -> int:
    """RB 5.13. How many more things can be pending."""
    free = 0
    for row in board.pending:
        if row.kind == PendingKind.NONE:
            free += 1
    return free
