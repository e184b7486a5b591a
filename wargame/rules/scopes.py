"""Where a term of an agreement holds, and whom it concerns there (RB 19.1, 19.3)."""

from wargame.rules.numbers import PostState, Scope
from wargame.rules.tables import NOBODY, Board, World
from wargame.rules.tables_politics import WHERE, Term

HM_A_KM = 10
"""RB 1.2. Roads are as long as so many hm."""


def listed(term: Term, row: int) -> bool:
    """Whether a term names a row."""
    found = 0
    for i in range(WHERE):
        if term.where[i] == row:
            found = 1
    return found == 1


def in_scope(world: World, board: Board, term: Term, place: int) -> bool:
    """RB 19.1. Whether a term holds in a place. Roads and routes hold as far beside them as their depth says,
    measured along the roads.
    """
    if place < 0:
        return False
    if term.scope == Scope.EVERYWHERE:
        return True
    if term.scope == Scope.PLACES:
        return listed(term, place)
    if term.scope == Scope.SECTOR:
        return world.places[place].sector == term.where[0]
    if term.scope == Scope.ZONE:
        return in_zone(world, term.where[0], place)
    if term.scope == Scope.POSTS:
        for i in range(WHERE):
            if term.where[i] != NOBODY and board.posts[term.where[i]].place == place:
                return True
        return False
    return beside(world, term, place)


def in_zone(world: World, zone: int, place: int) -> bool:
    """Whether a place belongs to a zone of the scenario."""
    for i in range(world.zone_first[zone], world.zone_first[zone + 1]):
        if world.zone[i] == place:
            return True
    return False


def beside(world: World, term: Term, place: int) -> bool:
    """Whether a place lies on the roads or the route of a term, or no further from them than its depth."""
    if on_roads(world, term, place):
        return True
    for e in range(world.first[place], world.first[place + 1]):
        if world.roads[world.link_roads[e]].hm <= term.depth * HM_A_KM:
            if on_roads(world, term, world.links[e]):
                return True
    return False


def on_roads(world: World, term: Term, place: int) -> bool:
    """Whether a place is an end of a road, or lies on the route, that a term names."""
    if term.scope == Scope.ROUTE:
        if term.where[0] == 4:
            return world.places[place].m4 > 0
        return world.places[place].m5 > 0
    found = 0
    for e in range(world.first[place], world.first[place + 1]):
        if listed(term, world.link_roads[e]):
            found = 1
    return found == 1


def road_in_scope(world: World, term: Term, road: int) -> bool:
    """Whether a term of roads or of a route names a road."""
    if term.scope == Scope.ROUTE:
        return world.roads[road].route == term.where[0]
    return term.scope == Scope.ROADS and listed(term, road)


def sector_in_scope(world: World, term: Term, sector: int) -> bool:
    """Whether a term of the sky holds in a sector: the one it names, those of its places, or all."""
    if term.scope == Scope.EVERYWHERE:
        return True
    if term.scope == Scope.SECTOR:
        return term.where[0] == sector
    if term.scope == Scope.PLACES:
        for i in range(WHERE):
            if term.where[i] != NOBODY and world.places[term.where[i]].sector == sector:
                return True
        return False
    if term.scope == Scope.ZONE:
        for i in range(world.zone_first[term.where[0]], world.zone_first[term.where[0] + 1]):
            if world.places[world.zone[i]].sector == sector:
                return True
    return False


def post_in_scope(board: Board, term: Term, post: int) -> bool:
    """Whether a term about posts concerns one that stands: those it names, or all."""
    state = board.posts[post].state
    if state == PostState.PLANNED:
        return False
    return term.scope == Scope.EVERYWHERE or (term.scope == Scope.POSTS and listed(term, post))
