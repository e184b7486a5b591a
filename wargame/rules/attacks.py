"""How an attack is pressed, and when it is called off (RB 6.3 order 3, 12.7)."""

from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import EventKind, Intensity, Mission, Posture, ReasonKind
from wargame.rules.tables import Board, Formation, Params

LEAST_COLUMN = -400
STOP_LOSS = 1500
"""RB 6.3 order 3. What an ATTACK says unless it says otherwise: cs and bp."""

HALT_COLUMN = 6
HALT_LOSSES = 7
"""Reasons of a HALTED event, beside those of `movement.py`."""


def begin_attack(formation: Formation, intensity: int, least_column: int, stop_loss: int) -> None:
    """RB 6.3 order 3. Write how a formation presses the attack whose targets stand in its route."""
    formation.intensity = intensity
    formation.least_column = least_column
    formation.stop_loss = stop_loss
    formation.begun = formation.strength


def end_spent_attacks(board: Board, facts: Journal, log: Journal | None) -> None:
    """RB 6.7, 6.3 order 3. Step 8: an attacker that has lost more than its order allows stops and defends."""
    for f, formation in enumerate(board.formations):
        if formation.strength >= formation.begun or formation.mission != Mission.ATTACK:
            continue
        lost = formation.begun - formation.strength
        if lost * 10000 > formation.stop_loss * formation.begun:
            formation.mission = Mission.NONE
            formation.posture = Posture.DEFEND
            formation.march = 0
            cause = tell(facts, EventKind.HALTED, f, formation.place, HALT_LOSSES, 0, -1)
            note(log, ReasonKind.STOP_LOSS, f, lost, formation.begun, formation.stop_loss, cause)


def hottest(board: Board, place: int, target: list[int], roster: list[int]) -> int:
    """RB 27.6. The highest intensity among those who attack a place, by the roster of battles."""
    found = int(Intensity.PROBE)
    for f in roster[roster[place] : roster[place + 1]]:
        if target[f] == place:
            found = max(found, board.formations[f].intensity)
    return found


def progress_factor(params: Params, intensity: int) -> int:
    """RB 12.7. bp of the progress of the day."""
    if intensity == Intensity.PROBE:
        return params.probe_progress
    if intensity == Intensity.ALL_OUT:
        return params.all_out_progress
    return 10000


def loss_factor(params: Params, intensity: int) -> int:
    """RB 12.7. bp of the losses of both sides."""
    if intensity == Intensity.PROBE:
        return params.probe_losses
    if intensity == Intensity.ALL_OUT:
        return params.all_out_losses
    return 10000


def use_of(params: Params, intensity: int) -> int:
    """RB 9.6. cd of stock an assault day costs."""
    if intensity == Intensity.PROBE:
        return params.probe_use
    if intensity == Intensity.ALL_OUT:
        return params.all_out_use
    return params.attack_use
