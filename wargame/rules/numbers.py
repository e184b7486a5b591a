"""The enumerations of `codes.py` as the rules read them: `Kind.ARTILLERY` is a plain number here.

A member of an enumeration costs eight times as much to look up and to compare, and rules do little else. The
interpreter finds an attribute fastest in a module, so each enumeration is one.
Names, words and checks of types belong to `codes.py`; what else stands there comes along as it is.
"""

from enum import EnumMeta
from types import ModuleType
from typing import TYPE_CHECKING

from wargame.rules import codes

if TYPE_CHECKING:
    from wargame.rules.codes import *  # noqa: F403
else:
    for _name, _what in vars(codes).items():
        if isinstance(_what, EnumMeta) and _what.__module__ == codes.__name__:
            _numbers = {name: int(member) for name, member in _what.__members__.items()}
            globals()[_name] = ModuleType(f"{__name__}.{_name}")
            vars(globals()[_name]).update(_numbers)
        elif not _name.startswith("_"):
            globals()[_name] = _what
