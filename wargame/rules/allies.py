"""Step 9: Turkish troops that are free to fight join the battle of their side next door (RB 6.8)."""

from wargame.rules.engaged import LEAST_COHESION, LEAST_STOCK, LEAST_STRENGTH, WAR_RUNG
from wargame.rules.numbers import Branch, Faction, Kind, Mission, Rule, Team, friendly
from wargame.rules.tables import NOBODY, Board, World


def join_battles(world: World, board: Board, target: list[int]) -> None:
    """RB 6.8, 12.1. With ground troops set free, at rung 5 or above, every Turkish formation that is fit to
    fight, has no order of its own today and is not attacked where it stands defends a friendly place next to
    it that is attacked: the one against which most is sent, ties to the lower row.

    `target` gives for each formation the place it attacks, NOBODY if none. Writes formations.joins.
    """
    if board.tracks[0].rung < WAR_RUNG or board.teams[Team.ANKARA].roe[Branch.GROUND] != Rule.FREE:
        return
    against = [0] * len(board.places)
    for f in range(len(target)):
        if target[f] != NOBODY and world.formations[f].side == 0:
            against[target[f]] += board.formations[f].strength
    for f, row in enumerate(board.formations):
        if may_join(world, board, f) and target[f] == NOBODY and against[row.place] == 0:
            best = NOBODY
            for e in range(world.first[row.place], world.first[row.place + 1]):
                p = world.links[e]
                if against[p] > 0 and friendly(1, board.places[p].control):
                    if (
                        best == NOBODY
                        or against[p] > against[best]
                        or (against[p] == against[best] and p < best)
                    ):
                        best = p
            row.joins = best


def may_join(world: World, board: Board, f: int) -> bool:
    """RB 6.8, 12.1. Whether this is a Turkish formation fit to fight, without guns and without an order to go
    somewhere.
    """
    row = board.formations[f]
    fixed = world.formations[f]
    if fixed.faction != Faction.TURKEY or row.place == NOBODY or row.mission != Mission.NONE:
        return False
    if fixed.kind == Kind.ARTILLERY or fixed.kind == Kind.AIR_DEFENCE:
        return False
    if row.strength < LEAST_STRENGTH or row.stock < LEAST_STOCK:
        return False
    return row.cohesion >= LEAST_COHESION
