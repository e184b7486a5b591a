"""Integers and draws of the naive reference (RB 1.4-1.9, 2.2, 2.3), and who is friendly to whom (RB 9.3)."""

from __future__ import annotations

from hashlib import blake2b
from itertools import pairwise

BITS = (1 << 64) - 1
OUTSIDERS = ("turkey", "russia")
LOG2 = (
    0, 9, 17, 26, 34, 42, 50, 57, 64, 72, 78, 85, 92, 98, 105, 111, 117, 123, 129, 134, 140, 146, 151, 156,
    161, 167, 172, 177, 181, 186, 191, 195, 200,
)  # fmt: skip


def rdiv(a, b):  # RB 1.4
    return (2 * a + b) // (2 * b)


def bp(x, share):
    return rdiv(x * share, 10000)


def clamp(x, low, high):  # RB 1.5
    return max(low, min(high, x))


def lerp(points, x):  # RB 1.9
    points = list(points)
    if x <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if x <= x1:
            return y0 + rdiv((y1 - y0) * (x - x0), x1 - x0)
    return points[-1][1]


def share(weights, total):  # RB 1.7
    whole = sum(weights.values())
    parts = {name: w * total // whole for name, w in weights.items()}
    by_rest = sorted(weights, key=lambda name: -(weights[name] * total % whole))
    for name in by_rest[: total - sum(parts.values())]:
        parts[name] += 1
    return parts


def key_of(name):  # RB 2.3
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little") % (1 << 63)


def mix(x):  # RB 2.2
    x = (x + 0x9E3779B97F4A7C15) & BITS
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & BITS
    x = (x ^ x >> 27) * 0x94D049BB133111EB & BITS
    return x ^ x >> 31


def friendly(side, control):  # RB 9.3
    return control == "government" if side == "gov" else control in ("opposition", "turkish")


def other(side):
    return "opp" if side == "gov" else "gov"


def cl2(x):  # RB 1.8
    e, m = 10, x
    while m >= 2048:
        m, e = m // 2, e + 1
    while m < 1024:
        m, e = m * 2, e - 1
    i, r = divmod(m - 1024, 32)
    return 200 * e + LOG2[i] + ((LOG2[i + 1] - LOG2[i]) * r + 16) // 32
