"""A yardstick: random chess games through the python-chess package. `python peer_chess.py SECONDS`, in any
environment
that has it (`pip install chess`). Prints one JSON object: moves, CPU seconds.
"""

import json
import random
import sys
from time import process_time

try:
    import chess
except ImportError:
    print(json.dumps({"peer": "python-chess", "error": "not installed"}))
    raise SystemExit(0) from None

seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 0.5
chance = random.Random(1)
moves = 0
begun = process_time()
while process_time() - begun < seconds:
    board = chess.Board()
    while not board.is_game_over():
        board.push(chance.choice(list(board.legal_moves)))
        moves += 1
print(json.dumps({"peer": "python-chess", "moves": moves, "cpu_s": round(process_time() - begun, 4)}))
