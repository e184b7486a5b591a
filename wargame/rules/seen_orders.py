"""The fog over orders: convoys, tasks in the air and of guns, tasks of proxies (RB 8.3).

Part of `seen.py`.
"""

from wargame.rules.numbers import AirMission, ConvoyState, FireMode, Team
from wargame.rules.seen_people import mask_factions
from wargame.rules.tables import NOBODY, ROUTE, Board, World


def mask_orders(world: World, team: int, view: Board) -> None:
    """RB 8.3. Nobody knows the orders of others: convoys that were not announced, air and fire tasks, tasks
    of proxies, rules of engagement, what is looked at.
    """
    for convoy in view.convoys:
        if team != Team.ANKARA:
            if convoy.announced == 0 or convoy.state == ConvoyState.NONE:
                convoy.state = ConvoyState.NONE
                convoy.post = NOBODY
                convoy.kind = 0
                convoy.announced = 0
            convoy.amount = 0
            convoy.leg = 0
            convoy.march = 0
            convoy.escort = NOBODY
            for i in range(ROUTE):
                convoy.route[i] = NOBODY
    for task in view.air_tasks:
        if task.pool == NOBODY or world.pools[task.pool].team != team:
            task.mission = AirMission.NONE
            task.pool = NOBODY
            task.target = NOBODY
            task.sorties = 0
            task.rules = 0
            task.sector = NOBODY
            task.forced = 0
    mask_fires(team, view)
    mask_factions(world, team, view)


def mask_fires(team: int, view: Board) -> None:
    """RB 8.3. The own fire tasks, moved to the front: where they stood tells how many others there are."""
    kept = 0
    for i in range(len(view.fires)):
        row = view.fires[i]
        if row.mode != FireMode.NONE and row.team == team:
            to = view.fires[kept]
            to.mode = row.mode
            to.formation = row.formation
            to.post = row.post
            to.target = row.target
            to.days = row.days
            to.team = row.team
            to.order = row.order
            kept += 1
    for i in range(kept, len(view.fires)):
        row = view.fires[i]
        row.mode = FireMode.NONE
        row.formation = NOBODY
        row.post = NOBODY
        row.target = NOBODY
        row.days = 0
        row.team = 0
        row.order = 0
