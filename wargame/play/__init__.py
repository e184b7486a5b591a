"""A session in memory: layout, codec, views, the state machine, the MSEL."""
