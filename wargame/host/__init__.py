"""A session at many terminals: the only holder of ground truth, the wire, and a seat's end of it.

Read `session_host.py` first, then `wire.py`. `play` knows nothing of this folder; the screens and the command
line use it. Only this folder imports websockets.
"""
