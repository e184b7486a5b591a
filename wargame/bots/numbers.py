"""The enumerations of the bots as the bots read them, for the reason that `rules/numbers.py` gives:
`Spot.SARAQIB` is a plain number here.
"""

from enum import EnumMeta
from types import ModuleType
from typing import TYPE_CHECKING

from wargame.bots import drafts, ground, manner, motives

if TYPE_CHECKING:
    from wargame.bots.drafts import Draft as Draft
    from wargame.bots.ground import Garrison as Garrison
    from wargame.bots.ground import Spot as Spot
    from wargame.bots.ground import Unit as Unit
    from wargame.bots.manner import Manner as Manner
    from wargame.bots.motives import Motive as Motive
else:
    for _of in (drafts, ground, manner, motives):
        for _name, _what in vars(_of).items():
            if isinstance(_what, EnumMeta) and _what.__module__ == _of.__name__:
                globals()[_name] = ModuleType(f"{__name__}.{_name}")
                _numbers = {name: int(member) for name, member in _what.__members__.items()}
                vars(globals()[_name]).update(_numbers)
