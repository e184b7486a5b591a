"""What the verbs of the command line do, one file each: `run(arguments) -> exit code`.

This file loads nothing.
"""

FINE, FINDING, WRONG = 0, 1, 2
"""Exit codes: all is well; something was found; wrong usage or unreadable input."""
