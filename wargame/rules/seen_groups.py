"""Groups of the other side that a team knows of without seeing them well, as rows of its board (RB 8.2)."""

from wargame.rules.detection import END_OF_OPPONENTS, FIRST_OPPONENT, HIGHEST
from wargame.rules.numbers import Kind
from wargame.rules.tables import FACTIONS, NOBODY, Board, World, own_formation


def groups_known(world: World, team: int, view: Board, groups: list[int]) -> int:
    """Write place * FACTIONS + faction of each group known below level 3; returns how many."""
    n = 0
    base = team * FACTIONS
    for p, row in enumerate(view.sight):
        if row.kept == 1:
            for k in range(base + FIRST_OPPONENT[team], base + END_OF_OPPONENTS[team]):
                if row.last_level[k] > 0 and row.level[k] < HIGHEST:
                    groups[n] = p * FACTIONS + k - base
                    n += 1
    return n


def put_groups(
    world: World, team: int, main: list[int], members: list[int], view: Board, used: list[int]
) -> None:
    """RB 8.2. One free row for each group, of its believed size: level 2 first, then 1, then memories.

    At level 2 the row is of the kind of the group, which is that of its strongest formation (`main`).
    `members` is the roster of formations by faction, `used` has 1 for rows that stand for something.
    """
    groups = [0] * (len(world.places) * FACTIONS)
    n = groups_known(world, team, view, groups)
    for clarity in range(HIGHEST - 1, -1, -1):
        for i in range(n):
            p = groups[i] // FACTIONS
            faction = groups[i] % FACTIONS
            k = team * FACTIONS + faction
            if view.sight[p].level[k] == clarity:
                kind = NOBODY
                if clarity == 2 and main[groups[i]] != NOBODY:
                    kind = world.formations[main[groups[i]]].kind
                f = free_row(world, used, members, faction, kind)
                if f != NOBODY:
                    used[f] = 1
                    own_formation(view, f)
                    view.formations[f].place = p
                    view.formations[f].strength = view.sight[p].last_size[k]


def main_formations(world: World, board: Board) -> list[int]:
    """RB 8.2. The strongest formation of each group, ties to the lower row: [place * FACTIONS + faction]."""
    main = [NOBODY] * (len(world.places) * FACTIONS)
    for f, row in enumerate(board.formations):
        if row.place != NOBODY and row.strength > 0:
            k = row.place * FACTIONS + world.formations[f].faction
            if main[k] == NOBODY or row.strength > board.formations[main[k]].strength:
                main[k] = f
    return main


def free_row(world: World, used: list[int], members: list[int], faction: int, kind: int) -> int:
    """The first free row of a faction of this kind; of no known kind (NOBODY) one without guns; else any."""
    other = NOBODY
    for i in range(members[faction], members[faction + 1]):
        f = members[i]
        if used[f] == 0:
            mine = world.formations[f].kind
            if mine == kind or (kind == NOBODY and mine != Kind.ARTILLERY and mine != Kind.AIR_DEFENCE):
                return f
            if other == NOBODY:
                other = f
    return other
