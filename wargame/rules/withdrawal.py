"""Step 8, before the marches: who leaves a place, by order or under the threat of encirclement (RB 7.5, 7.10,
12.8, 12.9).
"""

from wargame.rules.arithmetic import clamp, rdiv, scaled
from wargame.rules.draw import draw
from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import EventKind, Faction, Mission, Posture, Purpose, ReasonKind
from wargame.rules.roads import current_target, road_between
from wargame.rules.roster import standing
from wargame.rules.tables import FACTIONS, NOBODY, UNREACHED, Board, World

RETIRES_BELOW = 3000
"""RB 12.8. ct of cohesion below which a formation retires by itself unless told to hold."""


THREAT_BAR = 3000
THREAT_COLUMN = 200
"""RB 12.9. ct of the bar, or cs of yesterday's column, that make a place feel threatened."""


def attacked_places(world: World, board: Board) -> list[int]:
    """For each place the number of formations ordered to attack it that stand next to it as the step
    begins.
    """
    attacked = [0] * len(board.places)
    for f, formation in enumerate(board.formations):
        if formation.mission == Mission.ATTACK and formation.strength > 0 and formation.called_off == 0:
            target = current_target(board, f)
            if target != NOBODY and road_between(world, formation.place, target) != NOBODY:
                attacked[target] += 1
    return attacked


def plan_withdrawals(
    world: World,
    board: Board,
    government: list[int],
    opposition: list[int],
    attacked: list[int],
    seed: int,
    day: int,
    destination: list[int],
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 7.5, 12.8, 12.9. Who leaves its place today, and where to. Writes `destination`."""
    uneasy = uneasy_places(world, board)
    there = [0] * 0
    for p, place in enumerate(board.places):
        if uneasy[p] == 0 and place.bar < THREAT_BAR and place.last_column < THREAT_COLUMN:
            continue
        for side in range(2):
            defenders = government[p] if side == 0 else opposition[p]
            if defenders == 0:
                continue
            enemy = opposition if side == 0 else government
            threat = threatened(world, board, p, side, enemy)
            if threat == 0 and uneasy[p] == 0:
                continue
            if len(there) == 0:
                there = standing(board)
            leaves = 0
            if threat == 1:
                leaves = loses_nerve(world, board, p, side, there, seed, day, log)
            refuge = NOBODY
            going = 0
            for f in there[there[p] : there[p + 1]]:
                formation = board.formations[f]
                if formation.strength == 0 or world.formations[f].side != side:
                    continue
                if formation.cohesion < RETIRES_BELOW and formation.posture != Posture.HOLD:
                    if enemies_next_to(world, p, NOBODY, enemy) > 0:
                        formation.posture = Posture.RETIRE
                goes = formation.posture == Posture.RETIRE
                if leaves == 1 and not firm(world, board, f):
                    goes = True
                if threat == 1 and formation.posture == Posture.DELAY:
                    goes = True
                if goes:
                    if refuge == NOBODY:
                        refuge = retreat_place(world, board, p, side, attacked, government, opposition)
                    destination[f] = refuge
                    going = 1
                    if refuge == NOBODY:
                        formation.posture = Posture.DEFEND
            if going == 1:
                tell_withdrawals(world, board, p, side, threat, there, destination, facts)


def uneasy_places(world: World, board: Board) -> list[int]:
    """RB 7.5, 12.8. For each place 1 if a formation there may leave although nothing threatens the place."""
    uneasy = [0] * len(board.places)
    retire = int(Posture.RETIRE)
    for formation in board.formations:
        if formation.cohesion < RETIRES_BELOW or formation.posture == retire:
            if formation.place != NOBODY:
                uneasy[formation.place] = 1
    return uneasy


def firm(world: World, board: Board, f: int) -> bool:
    """RB 12.9. Formations told to hold or that have dug in stay; Turkish and Russian troops do not share the
    panic.
    """
    posture = board.formations[f].posture
    if posture == Posture.HOLD or posture == Posture.FORTIFY:
        return True
    faction = world.formations[f].faction
    return faction == Faction.TURKEY or faction == Faction.RUSSIA


def threatened(world: World, board: Board, place: int, side: int, enemy: list[int]) -> int:
    """RB 12.9. 1 if at most one road leads to safe supplied ground, enemies stand in two adjacent places, and
    it was pressed.
    """
    row = board.places[place]
    if row.bar < THREAT_BAR and row.last_column < THREAT_COLUMN:
        return 0
    beside = 0
    safe = 0
    for e in range(world.first[place], world.first[place + 1]):
        q = world.links[e]
        if enemy[q] > 0:
            beside += 1
        if is_friendly(side, board.places[q].control) and path_of(board, q, side) < UNREACHED:
            if enemies_next_to(world, q, place, enemy) == 0:
                safe += 1
    if beside >= 2 and safe <= 1:
        return 1
    return 0


def enemies_next_to(world: World, place: int, but: int, enemy: list[int]) -> int:
    """How many places next to `place`, `but` itself not counted, hold enemies."""
    found = 0
    for e in range(world.first[place], world.first[place + 1]):
        if world.links[e] != but and enemy[world.links[e]] > 0:
            found += 1
    return found


def loses_nerve(
    world: World,
    board: Board,
    place: int,
    side: int,
    there: list[int],
    seed: int,
    day: int,
    log: Journal | None,
) -> int:
    """RB 12.9. Whether the defenders of a threatened place leave together, by their mean cohesion and one
    draw.
    """
    total = 0
    weighted = 0
    for f in there[there[place] : there[place + 1]]:
        formation = board.formations[f]
        if formation.strength > 0 and world.formations[f].side == side:
            total += formation.strength
            weighted += formation.strength * formation.cohesion
    mean = rdiv(weighted, max(1, total))
    chance = clamp(world.params.encirclement_base + 7000 - mean, 0, 9000)
    u = draw(seed, day, Purpose.BATTLE, world.places[place].key, 2)
    note(log, ReasonKind.ENCIRCLEMENT_P, place, chance, u, mean, -1)
    if u < chance:
        return 1
    return 0


def tell_withdrawals(
    world: World,
    board: Board,
    place: int,
    side: int,
    threat: int,
    there: list[int],
    destination: list[int],
    facts: Journal,
) -> None:
    """One WITHDREW event for each faction that leaves a place; `there` is the roster of who stands where."""
    gone = [0] * FACTIONS
    for f in there[there[place] : there[place + 1]]:
        if destination[f] != NOBODY and world.formations[f].side == side:
            gone[world.formations[f].faction] += board.formations[f].strength
    for faction in range(FACTIONS):
        if gone[faction] > 0:
            tell(facts, EventKind.WITHDREW, place, faction, gone[faction], threat, -1)


def withdraw(world: World, board: Board, attacked: list[int], destination: list[int], facts: Journal) -> None:
    """RB 7.5. The withdrawals happen: a place attacked while it is being left costs strength and raises the
    bar.

    Defenders that a threat of encirclement moves leave without that loss (RB 12.9).
    """
    raised = [0] * len(board.places)
    for f, formation in enumerate(board.formations):
        if destination[f] == NOBODY:
            continue
        p = formation.place
        if attacked[p] > 0:
            raised[p] = 1
            if formation.posture == Posture.RETIRE:
                formation.strength -= scaled(formation.strength, world.params.retire_loss)
        tell(facts, EventKind.MOVED, f, p, destination[f], 0, -1)
        formation.place = destination[f]
        formation.mission = Mission.NONE
        formation.posture = Posture.DEFEND
        formation.march = 0
        formation.static_days = 0
        formation.dug_days = 0
    for p, place in enumerate(board.places):
        if raised[p] == 1:
            place.bar = min(world.places[p].hold, place.bar + world.params.retire_bar)


def retreat_place(
    world: World,
    board: Board,
    place: int,
    side: int,
    attacked: list[int],
    government: list[int],
    opposition: list[int],
) -> int:
    """RB 7.10. The neighbouring place a force falls back to, NOBODY if there is none.

    Friendly, supplied, not attacked today; then fewest enemy neighbours, most friendly strength, lowest id.
    """
    enemy = opposition if side == 0 else government
    own = government if side == 0 else opposition
    best = NOBODY
    best_enemies = 0
    for e in range(world.first[place], world.first[place + 1]):
        q = world.links[e]
        if not is_friendly(side, board.places[q].control) or attacked[q] > 0 or board.places[q].taken == 1:
            continue
        if path_of(board, q, side) >= UNREACHED or world.places[q].soil == 1:
            continue
        enemies = enemies_next_to(world, q, NOBODY, enemy)
        if best == NOBODY or enemies < best_enemies or (enemies == best_enemies and own[q] > own[best]):
            best = q
            best_enemies = enemies
        elif enemies == best_enemies and own[q] == own[best] and q < best:
            best = q
    return best


def is_friendly(side: int, control: int) -> bool:
    """RB 9.3. Whether a place of this control is friendly to the side."""
    return control == 0 if side == 0 else 0 < control <= 2


def path_of(board: Board, place: int, side: int) -> int:
    """Ed from the place to a source of the side."""
    if side == 0:
        return board.places[place].path_government
    return board.places[place].path_opposition
