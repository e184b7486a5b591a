"""Integers, rounding and the integer logarithm (RB 1.4-1.9)."""

LOG2_TABLE = (
    0, 9, 17, 26, 34, 42, 50, 57, 64, 72, 78, 85, 92, 98, 105, 111, 117,
    123, 129, 134, 140, 146, 151, 156, 161, 167, 172, 177, 181, 186, 191, 195, 200,
)  # fmt: skip


def rdiv(a: int, b: int) -> int:
    """RB 1.4. a / b with b > 0, rounded half up, also for negative a."""
    return (2 * a + b) // (2 * b)


def scaled(x: int, bp: int) -> int:
    """RB 1.4. x times a factor in basis points."""
    return (2 * x * bp + 10000) // 20000


def clamp(x: int, low: int, high: int) -> int:
    """RB 1.5."""
    if x < low:
        return low
    if x > high:
        return high
    return x


def crnd(n: int, p: int, u: int) -> int:
    """RB 1.6. Chance rounding of n trials with probability p bp and one draw u in 0..9999; the mean is
    n*p/10000.
    """
    return (n * p + u) // 10000


def cl2(x: int) -> int:
    """RB 1.8. 200 * log2(x) for x >= 1 in centi-shifts, within 1; 0 for anything smaller."""
    if x < 1:
        return 0
    e = 10
    m = x
    while m >= 2048:
        m //= 2
        e += 1
    while m < 1024:
        m *= 2
        e -= 1
    i = (m - 1024) // 32
    r = (m - 1024) - 32 * i
    return 200 * e + LOG2_TABLE[i] + ((LOG2_TABLE[i + 1] - LOG2_TABLE[i]) * r + 16) // 32


def lerp(keys: list[int], values: list[int], x: int) -> int:
    """RB 1.9. Linear between neighbouring keys (ascending); outside the table the end value."""
    if x <= keys[0]:
        return values[0]
    i = 1
    while i < len(keys):
        if x <= keys[i]:
            low = keys[i - 1]
            return values[i - 1] + rdiv((values[i] - values[i - 1]) * (x - low), keys[i] - low)
        i += 1
    return values[len(keys) - 1]


def share(weights: list[int], total: int) -> list[int]:
    """RB 1.7. Split an integer total pro rata: floors first, then the largest remainders; ties to the lower
    index.

    All shares are 0 when the weights sum to 0. Weights must not be negative.
    """
    n = len(weights)
    parts = [0] * n
    whole = 0
    for w in weights:
        whole += w
    if whole == 0:
        return parts
    rest = [0] * n
    left = total
    for i, w in enumerate(weights):
        if w > 0:
            mine = w * total
            part = mine // whole
            parts[i] = part
            rest[i] = mine - part * whole
            left -= part
    while left > 0:
        best = 0
        most = rest[0]
        for i, r in enumerate(rest):
            if r > most:
                best = i
                most = r
        parts[best] += 1
        rest[best] = -1
        left -= 1
    return parts
