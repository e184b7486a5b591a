"""Step 13: in open hostilities without cause Russian aircraft may strike near Turkish troops (RB 14.7)."""

from wargame.rules.chance_incidents import largest_there
from wargame.rules.draw import draw
from wargame.rules.incidents import dead_of, hit_troops
from wargame.rules.legitimacy import legitimacy
from wargame.rules.log import Journal, note
from wargame.rules.numbers import (
    Attribution,
    Author,
    Branch,
    Faction,
    PostState,
    Purpose,
    ReasonKind,
    Rule,
    Team,
)
from wargame.rules.tables import NOBODY, Board, World

WAR_RUNG = 5
POOR_CAUSE = 5000
CHANCE = 1000
"""RB 14.7. The rung from which, bp of Ankara's legitimacy below which, and bp a day of a strike."""


def strike_near_turks(
    world: World, board: Board, seed: int, day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 14.7. One test a day, in the sector with most Turkish strength off Turkish soil; there it hits the
    place with most of it. Who fired stays disputed. Russian aircraft in self-defence only do no such thing.
    """
    if board.tracks[0].rung < WAR_RUNG or legitimacy(world, board, Team.ANKARA) >= POOR_CAUSE:
        return
    if board.teams[Team.MOSCOW].roe[Branch.AIRCRAFT] == Rule.SELF_DEFENCE:
        return
    strength = turks_by_place(world, board)
    sector = fullest_sector(world, strength)
    if sector == NOBODY:
        return
    u = draw(seed, day, Purpose.RUSSIAN_STRIKE, world.sectors[sector].key, 0)
    if u >= CHANCE:
        return
    place = NOBODY
    for p in range(len(strength)):
        if strength[p] > 0 and world.places[p].sector == sector:
            if place == NOBODY or strength[p] > strength[place]:
                place = p
    dead = dead_of(world, world.places[place].key, strength[place], seed, day)
    post, formation = largest_there(world, board, place)
    event = hit_troops(
        world, board, place, post, formation, dead, 0, Author.RUAF, Attribution.DISPUTED, -1, facts, log
    )
    note(log, ReasonKind.INCIDENT_P, place, CHANCE, u, dead, event)


def turks_by_place(world: World, board: Board) -> list[int]:
    """RB 14.2, 14.7. mbn of Turkish formations and garrisons in each place off Turkish soil."""
    strength = [0] * len(board.places)
    for f, row in enumerate(board.formations):
        if world.formations[f].faction == Faction.TURKEY and row.place != NOBODY:
            strength[row.place] += max(0, row.strength)
    for post in board.posts:
        if post.state == PostState.OPEN or post.state == PostState.BESIEGED:
            strength[post.place] += post.strength
    for p in range(len(strength)):
        if world.places[p].soil == 1:
            strength[p] = 0
    return strength


def fullest_sector(world: World, strength: list[int]) -> int:
    """The sector in which most of a strength by place stands, ties to the lower row; NOBODY if none does."""
    total = [0] * len(world.sectors)
    best = NOBODY
    for p in range(len(strength)):
        total[world.places[p].sector] += strength[p]
    for s in range(len(total)):
        if total[s] > 0 and (best == NOBODY or total[s] > total[best]):
            best = s
    return best
