"""The drafts that bots know by name: rows of templates found by their keys, as `ground.py` finds places."""

from enum import IntEnum

from wargame.rules.tables import NOBODY, World


class Draft(IntEnum):
    """Templates of agreements (RB 19.7, 19.8), by ascending key."""

    FREEZE_SARAQIB = 0
    PROTOCOL = 1
    FEED_THE_POSTS = 2
    BUFFER_ZONE = 3
    SKY_FOR_CALM = 4
    BEHIND_THE_POSTS = 5
    HUMANITARIAN_PAUSE = 6


DRAFT_KEYS = (
    219023138286559327,  # agreement.freeze_saraqib
    2916938336003710181,  # agreement.protocol_2020_03_05
    3214447968215011864,  # agreement.feed_the_posts
    3376615793377509841,  # agreement.buffer_zone
    6265167249118777078,  # agreement.sky_for_calm
    7319264746521743444,  # agreement.behind_the_posts
    7455717528626930234,  # agreement.humanitarian_pause
)
"""Keys of `Draft` in its order, ascending (RB 2.3)."""


def drafts(world: World) -> list[int]:
    """For each member of `Draft` its row of templates, NOBODY where the scenario has none."""
    rows = [NOBODY] * len(DRAFT_KEYS)
    for t, template in enumerate(world.templates):
        for m in range(len(DRAFT_KEYS)):
            if DRAFT_KEYS[m] == template.key:
                rows[m] = t
    return rows
