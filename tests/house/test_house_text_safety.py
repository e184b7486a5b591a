"""No dynamic text reaches a Textual widget but through `text()`: an AST walk over the screens.

Refused: a call of a widget or notifier whose text is neither a literal nor `text(...)`, an assignment of
anything else to a border title, an f-string there, and any `from_markup` or `markup=True`.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "wargame" / "tui").rglob("*.py"))

SINKS = {
    "Static", "Label", "Button", "Checkbox", "RadioButton", "Option", "Tab", "TabPane", "Collapsible",
    "Markdown", "notify", "add_column", "add_columns", "add_row", "add_option", "append_text", "write_line",
}  # fmt: skip
"""Calls whose first arguments Textual shows, and reads as markup if they are a str."""

TITLES = {"border_title", "border_subtitle", "tooltip", "title", "sub_title", "placeholder", "loading_text"}
"""Attributes that Textual shows."""


def name_of(function: ast.expr) -> str:
    """The last name of a called thing."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def safe(value: ast.expr) -> bool:
    """Whether an expression is a literal without markup, None, or goes through `text()`."""
    match value:
        case ast.Constant(value=str(words)):
            return "[" not in words
        case ast.Constant():
            return True
        case ast.Call():
            return name_of(value.func) == "text"
        case ast.IfExp():
            return safe(value.body) and safe(value.orelse)
        case _:
            return False


def off(value: ast.expr) -> bool:
    """Whether an expression is the literal False."""
    return isinstance(value, ast.Constant) and value.value is False


def findings(source: str) -> list[int]:
    """Lines on which a text could act."""
    found = []
    tree = ast.parse(source)
    ours = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = name_of(node.func)
            named = [word.value for word in node.keywords if word.arg in ("title", "label", "message")]
            shown = [*node.args[:2], *named]
            if name in SINKS - ours and not all(safe(value) for value in shown):
                found.append(node.lineno)
            if name in ("from_markup", "render_markup", "visualize"):
                found.append(node.lineno)
            found += [node.lineno for word in node.keywords if word.arg == "markup" and not off(word.value)]
        elif isinstance(node, ast.Assign) and not safe(node.value):
            aims = [target for target in node.targets if isinstance(target, ast.Attribute)]
            found += [node.lineno for target in aims if target.attr in TITLES]
    return found


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_dynamic_text_goes_through_text(path):
    assert findings(path.read_text()) == []


@pytest.mark.parametrize(
    "source",
    [
        "self.notify(name)",
        "yield Static(f'{name}')",
        "self.border_title = name",
        "self.border_title = f'Orders {n}'",
        "Label('[bold]x')",
        "Content.from_markup(x)",
        "Static(text(x), markup=True)",
        "self.notify('done', title=name)",
    ],
)
def test_what_is_refused(source):
    assert findings(source) == [1]


@pytest.mark.parametrize(
    "source", ["self.notify(text(name))", "Static('plain')", "self.border_title = text(a) if a else None"]
)
def test_what_is_allowed(source):
    assert findings(source) == []
