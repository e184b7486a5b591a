"""The rules and the bots stay in the coding subset, and the checker sees what it is there to see."""

from __future__ import annotations

import pytest
from coding_subset import breaches

EXEMPT = {"tables.py": ("copied", "shared")}
"""The functions that may copy tables by comprehension; they have a compiled twin."""


def sources(root):
    """All rules and bots but `compiled*.py` and the door that makes the lists that bots fill."""
    rules = [p for p in sorted((root / "wargame/rules").glob("*.py")) if not p.name.startswith("compiled")]
    return rules + [p for p in sorted((root / "wargame/bots").glob("*.py")) if p.name != "__init__.py"]


def test_rules_and_bots_stay_in_the_coding_subset(root):
    found = []
    for path in sources(root):
        friends = ("wargame.rules",) if path.parent.name == "rules" else ("wargame.rules", "wargame.bots")
        name = path.relative_to(root).as_posix()
        found += breaches(path, name, friends, EXEMPT.get(path.name, ()))
    assert not found, "\n" + "\n".join(found)


PLANTED = {
    "x = a / b": "operator Div",
    "x = a ** 2": "operator Pow",
    "x = 2.5": "a float",
    "x = 'name'": "a text",
    "x = f'{a}'": "an f-string",
    "x = []": "an empty list",
    "x = {}": "a dict",
    "x = {1, 2}": "a set",
    "x = [i for i in b]": "a comprehension",
    "x = sum(i for i in b)": "a generator",
    "x = sorted(b)": "a call of sorted",
    "x = max(b)": "max of anything but two",
    "x = min(1, 2, 3)": "min of anything but two",
    "x = lambda: 1": "a lambda",
    "x = a + (1,)": "a tuple that grows",
    "b += [1]": "a container that grows",
    "b.append(1)": "the method append",
    "b = b._replace(x=1)": "the method _replace",
    "assert a": "assert",
    "raise ValueError": "raise",
    "import random": "an import inside",
    "global a": "global",
    "del a": "del",
    "print(*b)": "a star",
    "match a:\n        case 1:\n            pass": "match",
    "while True:\n        break": "while True",
    "try:\n        pass\n    finally:\n        pass": "try",
    "def g(): pass": "a function inside",
    "b[0]()": "a call of something computed",
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_breach_is_seen_with_its_line(tmp_path, planted):
    path = tmp_path / "rule.py"
    path.write_text(f"def rule(a: int, b: list[int]) -> None:\n    '''Doc.'''\n    {planted}\n")
    found = breaches(path, "rule.py", ("wargame.rules",))
    assert any(PLANTED[planted] in line for line in found), found
    assert found[0].startswith(("rule.py:3: ", "rule.py:4: "))


@pytest.mark.parametrize(
    ("planted", "seen"),
    [
        ("import random\n", "import of random"),
        ("import numpy as np\n", "import of numpy"),
        ("from wargame.play import session\n", "import of wargame.play"),
        ("STATE = [0]\n", "can change"),
        ("RATE = 0.5\n", "a float"),
        ("def f(a=1): return a\n", "a default argument"),
        ("def f(*a): return a\n", "*args"),
        ("@cache\ndef f(a): return a\n", "a decorator"),
    ],
)
def test_planted_breaches_of_modules_and_heads(tmp_path, planted, seen):
    path = tmp_path / "rule.py"
    path.write_text(planted)
    assert any(seen in line for line in breaches(path, "rule.py", ("wargame.rules",)))


def test_a_plain_rule_passes(tmp_path):
    path = tmp_path / "rule.py"
    path.write_text(
        "from wargame.rules.arithmetic import rdiv\n"
        "LIMIT = 3\n"
        "TABLE = (1, 2, 3)\n"
        "def rule(rows: list[int], log: object) -> tuple[int, int]:\n"
        '    """RB 1."""\n'
        "    seen = [0] * len(rows)\n"
        "    best = -1\n"
        "    for i, row in enumerate(rows):\n"
        "        if row > max(LIMIT, best) and log is not None:\n"
        "            best = rdiv(row, 2) if row % 2 == 0 else row >> 1\n"
        "            seen[i] = best\n"
        "    while best > 0:\n"
        "        best -= 1\n"
        "    return best, seen[0]\n"
    )
    assert breaches(path, "rule.py", ("wargame.rules",)) == []
