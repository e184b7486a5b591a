"""Manners: how a bot plays, so that a doctrine can be set against others.

Each team reads a manner in its own way. On the ground, Damascus: as in the record, only where the odds are
good, or the Zawiya before Saraqib. Moscow: as in the record, few sorties and no strikes, or everything on
close support. Ankara: as in the record, no posts and no columns, or posts, columns and proxies as early and
as far forward as they go. Their politics stand in `politics_<team>.py`.
"""

from enum import IntEnum


class Manner(IntEnum):
    """How a team plays its part."""

    HISTORICAL = 0
    CAUTIOUS = 1
    ESCALATORY = 2
