"""What is looked at this turn: orders RECON as sensors of detection (RB 6.3 order 5, 8.1, 10.1)."""

from wargame.rules.numbers import Access, AirUser, Asset, Team
from wargame.rules.tables import NOBODY, TASKS, TEAMS, Board, World

DRONE_SIGHT = 2
"""RB 8.1: what a drone adds to the level."""

GROUND_SIGHT = 1
"""What advisers and patrols add."""

ALLY_LOSS = 1
"""RB 8.1: Damascus reads what Moscow's drones see, at a level less."""


def sight_of_recon(world: World, board: Board, team: int, place: int) -> int:
    """RB 8.1. What RECON adds to the team's level at a place: 0-2. The best that looks there counts."""
    best = own_sight(world, board, team, place)
    if team == Team.DAMASCUS:
        best = max(best, own_sight(world, board, Team.MOSCOW, place) - ALLY_LOSS)
    return best


def sights_of_recon(world: World, board: Board) -> list[int]:
    """RB 8.1. What `sight_of_recon` says for every team and place: [team * places + place]."""
    places = len(world.places)
    sights = [0] * (TEAMS * places)
    for team, row in enumerate(board.teams):
        for i in range(TASKS):
            if row.recon_asset[i] != NOBODY:
                look_everywhere(world, board, team, i, sights)
    moscow = Team.MOSCOW * places
    damascus = Team.DAMASCUS * places
    for p in range(places):
        if sights[moscow + p] - ALLY_LOSS > sights[damascus + p]:
            sights[damascus + p] = sights[moscow + p] - ALLY_LOSS
    return sights


def look_everywhere(world: World, board: Board, team: int, i: int, sights: list[int]) -> None:
    """RB 8.1. Adds to `sights` what the i-th order RECON of a team lets it see, place by place."""
    row = board.teams[team]
    base = team * len(world.places)
    p = row.recon_place[i]
    if p != NOBODY:
        worth = worth_over(board, team, row.recon_asset[i], world.places[p].sector)
        sights[base + p] = max(sights[base + p], worth)
    s = row.recon_sector[i]
    if s != NOBODY:
        worth = worth_over(board, team, row.recon_asset[i], s)
        for q, place in enumerate(world.places):
            if place.sector == s and sights[base + q] < worth:
                sights[base + q] = worth


def worth_over(board: Board, team: int, asset: int, sector: int) -> int:
    """RB 8.1. What an asset of a team adds in a sector. A drone sees nothing where its sky is closed."""
    if asset != Asset.DRONE:
        return GROUND_SIGHT
    if board.sectors[sector].access[drone_user(team)] == Access.CLOSED:
        return 0
    return DRONE_SIGHT


def own_sight(world: World, board: Board, team: int, place: int) -> int:
    """What the team's own assets add there. A drone sees nothing where the sky is closed to it by now."""
    row = board.teams[team]
    s = world.places[place].sector
    best = 0
    for i in range(TASKS):
        if row.recon_asset[i] != NOBODY and (row.recon_place[i] == place or row.recon_sector[i] == s):
            best = max(best, worth_over(board, team, row.recon_asset[i], s))
    return best


def drone_user(team: int) -> int:
    """The column of the airspace matrix that a team's drones fly under."""
    if team == Team.ANKARA:
        return int(AirUser.TR_DRONE)
    if team == Team.MOSCOW:
        return int(AirUser.RUAF)
    return int(AirUser.SYAAF)


def drones_looking(world: World, board: Board, team: int) -> list[int]:
    """RB 10.1. Drones of the team over each sector that only look: one for each order whose sky is open."""
    looking = [0] * len(board.sectors)
    row = board.teams[team]
    for i in range(TASKS):
        if row.recon_asset[i] == Asset.DRONE:
            s = row.recon_sector[i]
            if row.recon_place[i] != NOBODY:
                s = world.places[row.recon_place[i]].sector
            if s != NOBODY and board.sectors[s].access[drone_user(team)] != Access.CLOSED:
                looking[s] += 1
    return looking
