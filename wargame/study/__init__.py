"""Many runs of one scenario: back-test against the record, and tables of doctrines (docs/backtest.md).

A run is a seed and the doctrines of all teams. It is read from the events that the engine wrote and from the
closing board, never from inside a rule, so that every engine serves.
"""
