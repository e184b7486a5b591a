"""Keyed draws (RB 2). A draw is a pure function of (seed, day, purpose, entity, slot): no stream, no state.

`mix` and `pick` have a second, compiled form (`compiled.py`), as have the functions of `tables.py` that copy
rows. Keys of pairs (RB 2.3) are computed when the scenario is laid out.
"""

MASK = 0xFFFFFFFFFFFFFFFF
STEP = 0x9E3779B97F4A7C15
ONCE = 0xBF58476D1CE4E5B9
TWICE = 0x94D049BB133111EB
"""RB 2.2. What splitmix64 adds, and multiplies by."""


def mix(x: int) -> int:
    """RB 2.2. The splitmix64 finaliser on a 64-bit word."""
    x = (x + STEP) & MASK
    x = ((x ^ (x >> 30)) * ONCE) & MASK
    x = ((x ^ (x >> 27)) * TWICE) & MASK
    return x ^ (x >> 31)


def pick(n: int, seed: int, day: int, purpose: int, entity: int, slot: int) -> int:
    """RB 2.2. A number in 0..n-1 for this key; n is at most 2^31."""
    word = mix(mix(mix(mix(seed) ^ day) ^ (purpose * 256 + slot)) ^ entity)
    return ((word >> 32) * n) >> 32


def draw(seed: int, day: int, purpose: int, entity: int, slot: int) -> int:
    """RB 2.2. The u of the rulebook: a number in 0..9999 for this key."""
    return pick(10000, seed, day, purpose, entity, slot)
