"""Step 10a: places that fall, who enters, who retreats, and what the fall does to those beside it (RB 7.10,
12.9-12.11).
"""

from wargame.rules.arithmetic import clamp, scaled
from wargame.rules.column import COLUMN_LOW
from wargame.rules.log import Journal, tell
from wargame.rules.numbers import Control, EventKind, Faction, Mission, PostState, Posture, Siege
from wargame.rules.parties import BATTLE_BROKEN, BATTLE_BROKEN_OFF, BATTLE_FALLS
from wargame.rules.posts import overrun_post
from wargame.rules.pursuit import choose_pursuers, goals_of
from wargame.rules.roads import current_target, road_between, strengths_by_place
from wargame.rules.roster import aiming
from wargame.rules.tables import NOBODY, ROUTE, Board, World
from wargame.rules.withdrawal import attacked_places, is_friendly, retreat_place

GREAT_PLACE = 8000
"""RB 12.10. ct of hold from which the fall of a place shakes its neighbours."""

CAPTURE_DAMAGE = 200
"""RB 12.11. ct."""

CAPTURE_SHOCK = 800
"""RB 12.11. ct of cohesion lost by defenders who lose their place."""


def capture(world: World, board: Board, entered: list[int], facts: Journal, log: Journal | None) -> None:
    """RB 12.11, 12.10, 7.10. Writes control, bars, the places and strengths of those who enter and of those
    who retreat.

    `entered` says how the battles of step 9 ended (BATTLE codes of `parties.py`). All captures are decided
    first, then all retreats, then who pursues.
    """
    attacked = attacked_places(world, board)
    stood = [NOBODY] * len(board.formations)
    for f, formation in enumerate(board.formations):
        stood[f] = formation.place
    enters = [NOBODY] * len(board.formations)
    aimed = [0] * 0
    for p, won in enumerate(entered):
        if won & BATTLE_FALLS != 0:
            if len(aimed) == 0:
                aimed = aiming(board)
            winner = strongest_attacker(world, board, p, aimed)
            if winner != NOBODY:
                enters[winner] = p
    pursuers = choose_pursuers(world, board, entered, enters, aimed)
    change_control(world, board, enters, facts)
    storm_posts(board, facts, log)
    retreat_all(world, board, enters, attacked, facts)
    march_in(world, board, enters)
    goals = goals_of(world, board, pursuers, facts)
    change_control(world, board, goals, facts)
    march_in(world, board, goals)
    shake_neighbours(world, board, stood, entered)


def strongest_attacker(world: World, board: Board, place: int, aimed: list[int]) -> int:
    """RB 12.11. The strongest formation that attacks the place from next to it; ties to the lower id. `aimed`
    is the roster of who attacks what.
    """
    best = NOBODY
    for f in aimed[aimed[place] : aimed[place + 1]]:
        formation = board.formations[f]
        if formation.strength > 0 and formation.called_off == 0:
            if road_between(world, formation.place, place) != NOBODY:
                if best == NOBODY or formation.strength > board.formations[best].strength:
                    best = f
    return best


def change_control(world: World, board: Board, enters: list[int], facts: Journal) -> None:
    """RB 12.11. New control, bar 0, held_days 0 and damage of every place entered today."""
    for f, p in enumerate(enters):
        if p == NOBODY:
            continue
        place = board.places[p]
        old = place.control
        faction = world.formations[f].faction
        place.control = Control.OPPOSITION
        if world.formations[f].side == 0:
            place.control = Control.GOVERNMENT
        elif faction == Faction.TURKEY or faction == Faction.SNA:
            place.control = Control.TURKISH
        place.bar = 0
        place.last_column = COLUMN_LOW
        place.held_days = 0
        place.taken = 1
        place.damage = clamp(place.damage + CAPTURE_DAMAGE, 0, 10000)
        tell(facts, EventKind.CAPTURED, p, old, place.control, f, -1)


def storm_posts(board: Board, facts: Journal, log: Journal | None) -> None:
    """RB 13.8, 13.9. A post under assault is overrun when its place is captured by the government."""
    for p, post in enumerate(board.posts):
        if post.siege == Siege.ASSAULT and (post.state == PostState.OPEN or post.state == PostState.BESIEGED):
            if board.places[post.place].taken == 1 and board.places[post.place].control == 0:
                overrun_post(board, p, -1, facts, log)


def retreat_all(world: World, board: Board, enters: list[int], attacked: list[int], facts: Journal) -> None:
    """RB 7.10. Formations left in a place that its enemy took fall back, or break and are gathered at
    home.
    """
    taken = 0
    for place in board.places:
        taken += place.taken
    if taken == 0:
        return
    government = [0] * len(board.places)
    opposition = [0] * len(board.places)
    strengths_by_place(world, board, government, opposition)
    refuge = [NOBODY] * len(board.formations)
    for f, formation in enumerate(board.formations):
        if formation.place == NOBODY or formation.strength == 0 or enters[f] != NOBODY:
            continue
        side = world.formations[f].side
        if board.places[formation.place].taken == 1 and not is_friendly(
            side, board.places[formation.place].control
        ):
            refuge[f] = retreat_place(world, board, formation.place, side, attacked, government, opposition)
            fall_back(world, board, f, refuge[f], facts)


def fall_back(world: World, board: Board, f: int, refuge: int, facts: Journal) -> None:
    """RB 7.10, 12.3, 12.11. One formation leaves a fallen place; Turkish and Russian troops that did not
    fight lose nothing.
    """
    formation = board.formations[f]
    fixed = world.formations[f]
    left = formation.place
    before = formation.strength
    if formation.fought == 1 or (fixed.faction != Faction.TURKEY and fixed.faction != Faction.RUSSIA):
        formation.strength -= scaled(formation.strength, world.params.capture_loss)
        formation.cohesion = clamp(formation.cohesion - CAPTURE_SHOCK, 0, 10000)
    if refuge == NOBODY:
        formation.strength -= scaled(formation.strength, world.params.trapped_loss)
        formation.stock = 0
        formation.place = home_place(world, board, fixed.faction, fixed.side)
    else:
        formation.place = refuge
    formation.mission = Mission.NONE
    formation.posture = Posture.DEFEND
    formation.march = 0
    formation.static_days = 0
    formation.dug_days = 0
    if fixed.team != NOBODY:
        board.teams[fixed.team].lost_today += before - formation.strength
    tell(facts, EventKind.RETREATED, f, left, formation.place, before - formation.strength, -1)


def home_place(world: World, board: Board, faction: int, side: int) -> int:
    """RB 7.10, 27.6. The faction's home, or the lowest source place of its side when the home is lost."""
    home = world.factions[faction].home
    if is_friendly(side, board.places[home].control):
        return home
    bit = 1 if side == 0 else 6
    for p, fixed in enumerate(world.places):
        if fixed.source & bit != 0 and is_friendly(side, board.places[p].control):
            return p
    return home


def march_in(world: World, board: Board, enters: list[int]) -> None:
    """RB 12.11, 6.7. Those who enter move in; every attacker of a fallen place turns to the next target of
    its list.
    """
    attack = int(Mission.ATTACK)
    for f, formation in enumerate(board.formations):
        if enters[f] != NOBODY:
            formation.place = enters[f]
            formation.static_days = 0
            formation.dug_days = 0
        if formation.mission == attack:
            turn_on(world, board, f)


def turn_on(world: World, board: Board, f: int) -> None:
    """RB 6.7. An attacker whose target is its own side's now goes for the next of its list, or defends.

    One that is still on its way when the last of its list has fallen marches on to there (RB 6.3 order 3).
    """
    formation = board.formations[f]
    target = current_target(board, f)
    march = formation.march
    goal = NOBODY
    while target != NOBODY and is_friendly(world.formations[f].side, board.places[target].control):
        goal = target
        formation.leg += 1
        formation.march = 0
        target = current_target(board, f)
    if formation.mission == Mission.ATTACK and (formation.leg >= ROUTE or target == NOBODY):
        near = goal == NOBODY or goal == formation.place
        if not near and road_between(world, formation.place, goal) == NOBODY:
            formation.leg -= 1
            formation.march = march
            return
        formation.mission = Mission.NONE
        formation.posture = Posture.DEFEND


def shake_neighbours(world: World, board: Board, stood: list[int], entered: list[int]) -> None:
    """RB 12.10. The fall of a great place, or a Breakthrough, costs the losing side's formations next to it
    cohesion, once for each such place.

    `stood` says where they were when the step began: those who fall back today have paid already.
    """
    places = len(board.places)
    shock = [0] * 0
    for q in range(places):
        if board.places[q].taken == 0 and entered[q] & (BATTLE_BROKEN + BATTLE_BROKEN_OFF) == 0:
            continue
        for side in range(2):
            if loses_at(world, board, q, side, entered[q]) == 1:
                if len(shock) == 0:
                    shock = [0] * (2 * places)
                for e in range(world.first[q], world.first[q + 1]):
                    shock[side * places + world.links[e]] += world.params.cascade
    if len(shock) == 0:
        return
    for f, formation in enumerate(board.formations):
        if stood[f] != NOBODY and formation.strength > 0:
            lost = shock[world.formations[f].side * places + stood[f]]
            if lost > 0:
                formation.cohesion = clamp(formation.cohesion - lost, 0, 10000)


def loses_at(world: World, board: Board, place: int, side: int, result: int) -> int:
    """RB 12.10. 1 if the side lost a great place there today, or was broken through there."""
    held = is_friendly(side, board.places[place].control)
    if board.places[place].taken == 1:
        if held:
            return 0
        if world.places[place].hold >= GREAT_PLACE or result & BATTLE_BROKEN != 0:
            return 1
        return 0
    if held:
        return 1 if result & BATTLE_BROKEN != 0 else 0
    return 1 if result & BATTLE_BROKEN_OFF != 0 else 0
