"""Scenario files and save files.

Knows the model only; the one folder that imports sqlmodel, and only to write.

`scenario_file.py` reads scenarios. A save is one SQLite file: `tables.py` declares it, `canonical.py` says
what is hashed, `reading.py` opens a file that nobody vouches for, `projections.py` derives the tables that
can be rebuilt, `save.py` is the journal of a session, `verify.py` finds a changed byte and names its turn.
"""
