"""The fog over patrons and people: steering, the border, what comes later (RB 8.3, 5.13).

Part of `seen.py`.
"""

from wargame.rules.numbers import PendingKind, SteerAct, Task, Team
from wargame.rules.tables import NOBODY, Board, FactionState, Tracks, World

OBEYS_LITTLE = 4000
OBEYS_WELL = 7000
LITTLE = 2000
MIDDLE = 5500
WELL = 8500
"""RB 8.3. ct: a patron knows the obedience of its proxies as low, middle or high; these stand for them."""


def mask_factions(world: World, team: int, view: Board) -> None:
    """RB 8.3. A patron knows its proxies, their obedience as a band; steering Moscow and Damascus."""
    for k, faction in enumerate(view.factions):
        if world.factions[k].patron == team:
            faction.control = obedience(faction.control)
        else:
            faction.control = MIDDLE
            faction.in_libya = 0
            faction.unpaid = 0
            faction.supported = 0
            faction.atgm_until = NOBODY
            for i in range(len(faction.task)):
                faction.task[i] = Task.NONE
                faction.task_place[i] = NOBODY
                faction.inducement[i] = 0
                faction.obeyed[i] = 0
        if team == Team.ANKARA:
            mask_steer(faction)


def obedience(control: int) -> int:
    """RB 8.3. Control of a proxy as low, middle or high."""
    if control < OBEYS_LITTLE:
        return LITTLE
    if control < OBEYS_WELL:
        return MIDDLE
    return WELL


def mask_steer(faction: FactionState) -> None:
    """RB 8.3, 17.7. What Moscow asked of Damascus is known to the two of them."""
    faction.steered = SteerAct.NONE
    faction.steer_obeyed = 0
    faction.kept_back = NOBODY
    for i in range(len(faction.steer_place)):
        faction.steer_place[i] = NOBODY


def mask_border(team: int, tracks: Tracks) -> None:
    """RB 8.3, 22.2. The policy at the border and who was let in are public; what the white cell alone counts
    is not, and fighters in Libya are Ankara's own.
    """
    tracks.eu_attention = 0
    tracks.infiltration = 0
    tracks.infiltrated = 0
    tracks.border_passed = 0
    for i in range(len(tracks.foreign)):
        tracks.foreign[i] = 0
        tracks.retreated[i] = 0
    if team != Team.ANKARA:
        tracks.opened_once = 0
        tracks.libya_mean = 0


def mask_pending(team: int, view: Board) -> None:
    """RB 5.13. What comes later is known to its owner: men from Tehran to Damascus, the rest to Ankara. The
    own rows are moved to the front: where they stood tells how many others there are.
    """
    kept = 0
    for row in view.pending:
        owner = int(Team.ANKARA)
        if row.kind == PendingKind.TEHRAN:
            owner = int(Team.DAMASCUS)
        if row.kind != PendingKind.NONE and owner == team:
            to = view.pending[kept]
            to.day = row.day
            to.kind = row.kind
            to.entity = row.entity
            to.amount = row.amount
            kept += 1
    for i in range(kept, len(view.pending)):
        row = view.pending[i]
        row.day = NOBODY
        row.kind = PendingKind.NONE
        row.entity = NOBODY
        row.amount = 0
