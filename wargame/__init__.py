"""Tabletop exercises and training wargames in a terminal.

    import wargame as wg

    scenario = wg.load("scenarios/idlib_2020.toml")
    session = wg.new_session(scenario, seed=7, save="saves/tuesday.wargame")
    session.submit("moscow", wg.bots.historical)
    turn = session.adjudicate()

Names are loaded when they are first used: `import wargame` itself loads nothing but this file.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

_NAMES = {
    "load": "wargame.opening:load",
    "new_session": "wargame.opening:new_session",
    "resume": "wargame.opening:resume",
    "bots": "wargame.bots",
    "Session": "wargame.play.session:Session",
    "Position": "wargame.play.position:Position",
    "Turn": "wargame.play.position:Turn",
    "Scenario": "wargame.model.scenario:Scenario",
    "View": "wargame.model.view:View",
    "Event": "wargame.model.events:Event",
    "Reason": "wargame.model.events:Reason",
    "OrderSheet": "wargame.model.orders:OrderSheet",
    "AdHocInject": "wargame.model.exercise:AdHocInject",
    "WargameError": "wargame.errors:WargameError",
    "ScenarioError": "wargame.errors:ScenarioError",
    "UnknownName": "wargame.errors:UnknownName",
    "IllegalOrder": "wargame.errors:IllegalOrder",
    "WrongPhase": "wargame.errors:WrongPhase",
    "SaveError": "wargame.errors:SaveError",
    "SaveDamaged": "wargame.errors:SaveDamaged",
    "UsageError": "wargame.errors:UsageError",
}
"""Public name -> where it is made."""

if TYPE_CHECKING:
    from wargame import bots as bots
    from wargame.errors import IllegalOrder as IllegalOrder
    from wargame.errors import SaveDamaged as SaveDamaged
    from wargame.errors import SaveError as SaveError
    from wargame.errors import ScenarioError as ScenarioError
    from wargame.errors import UnknownName as UnknownName
    from wargame.errors import UsageError as UsageError
    from wargame.errors import WargameError as WargameError
    from wargame.errors import WrongPhase as WrongPhase
    from wargame.model.events import Event as Event
    from wargame.model.events import Reason as Reason
    from wargame.model.exercise import AdHocInject as AdHocInject
    from wargame.model.orders import OrderSheet as OrderSheet
    from wargame.model.scenario import Scenario as Scenario
    from wargame.model.view import View as View
    from wargame.opening import load as load
    from wargame.opening import new_session as new_session
    from wargame.opening import resume as resume
    from wargame.play.position import Position as Position
    from wargame.play.position import Turn as Turn
    from wargame.play.session import Session as Session


def __getattr__(name: str) -> object:
    """Load a public name when it is first used (PEP 562)."""
    if name not in _NAMES:
        raise AttributeError(f"module 'wargame' has no attribute {name!r}")
    module, _, attribute = _NAMES[name].partition(":")
    found: object = import_module(module)
    if attribute:
        found = getattr(found, attribute)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The public names."""
    return sorted([*_NAMES, "__version__"])
