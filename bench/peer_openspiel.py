"""A yardstick: random chess played by OpenSpiel's C++ rollouts. `python peer_openspiel.py SECONDS`, in any
environment that has it (`pip install open_spiel`). Prints one JSON object: steps, CPU seconds.

The rollouts of its tree search do not say how many moves they made, so games of the same kind are played move
by move first and their mean length is taken; the time of those does not count.
"""

import json
import random
import sys
from time import process_time

try:
    import pyspiel
except ImportError:
    print(json.dumps({"peer": "openspiel", "error": "not installed"}))
    raise SystemExit(0) from None

SAMPLE = 400
SIMULATIONS = 4
ROLLOUTS = 50
"""One search in C++: few simulations of many rollouts each, so that nearly all of its time is rollouts."""


def length(game: "pyspiel.Game", chance: random.Random) -> int:
    """Moves of one random game."""
    state, moves = game.new_initial_state(), 0
    while not state.is_terminal():
        state.apply_action(chance.choice(state.legal_actions()))
        moves += 1
    return moves


seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 0.5
chess = pyspiel.load_game("chess")
chance = random.Random(1)
mean = sum(length(chess, chance) for _ in range(SAMPLE)) / SAMPLE
start = chess.new_initial_state()
evaluator = pyspiel.RandomRolloutEvaluator(ROLLOUTS, 1)
searcher = pyspiel.MCTSBot(chess, evaluator, 1.0, SIMULATIONS, 100, False, 2, False)
rollouts, spent = 0, 0.0
while spent < seconds:
    begun = process_time()
    searcher.step(start)
    spent += process_time() - begun
    rollouts += SIMULATIONS * ROLLOUTS
print(
    json.dumps(
        {
            "peer": "openspiel chess rollouts",
            "steps": round(rollouts * mean),
            "mean_length": round(mean, 1),
            "cpu_s": round(spent, 4),
        }
    )
)
