"""Files and functions that a person reads in one pass: 500 lines and 60 lines.

Of a function its docstring and its blank lines are not counted.
"""

from __future__ import annotations

import ast

FILE, FUNCTION = 500, 60

LONG_FILES = {
    "wargame/rules/tables.py": "every table of World and Board in one place, each field with unit and range",
    "wargame/rules/codes.py": "every enumeration of the rulebook in one place",
}
"""File -> why it may be longer."""

LONG_FUNCTIONS: dict[str, str] = {
    "wargame/play/layout.py:world_of": "one line for each column of World",
}
"""`file:function` -> why it may be longer."""


def length(node: ast.FunctionDef | ast.AsyncFunctionDef, lines: list[str]) -> int:
    doc = node.body[0] if ast.get_docstring(node) is not None else None
    skipped = range(doc.lineno, (doc.end_lineno or doc.lineno) + 1) if doc else range(0)
    own = range(node.lineno, (node.end_lineno or node.lineno) + 1)
    return sum(1 for n in own if n not in skipped and lines[n - 1].strip())


def measured(root):
    """(`file` or `file:function`, lines) for everything in the package."""
    for path in sorted((root / "wargame").rglob("*.py")):
        name = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8")
        yield name, text.count("\n")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name}:{node.name}", length(node, text.splitlines())


def test_files_and_functions_are_short(root):
    long = []
    for name, lines in measured(root):
        allowed = LONG_FUNCTIONS if ":" in name else LONG_FILES
        if lines > (FUNCTION if ":" in name else FILE) and name not in allowed:
            long.append(f"{name}: {lines} lines")
    assert not long, "\n" + "\n".join(long)


def test_the_exceptions_are_needed(root):
    sizes = dict(measured(root))
    for name in LONG_FILES:
        assert sizes.get(name, 0) > FILE, f"{name} no longer needs its exception"
    for name in LONG_FUNCTIONS:
        assert sizes.get(name, 0) > FUNCTION, f"{name} no longer needs its exception"


def test_docstrings_are_not_counted():
    text = 'def f():\n    """One.\n\n    Two.\n    """\n\n    return 1\n'
    assert length(ast.parse(text).body[0], text.splitlines()) == 2
