"""The rules for a while in a form in which nothing may be looked up by a negative number.

In Python `rows[-1]` is the last row; compiled code takes the number as it is (`compiled_index.py`) and would
read what lies in front of the first. So no rule may count from the end but by a number that stands in its
source. `strictly` rewrites every function that a rule reaches, `rows[i]` to `rows[natural(i)]`.
"""

from __future__ import annotations

import ast
import inspect
from contextlib import contextmanager
from types import CodeType, FunctionType
from typing import TYPE_CHECKING

from wargame.rules.compiled_source import reached

if TYPE_CHECKING:
    from collections.abc import Iterator


def natural(number: object) -> object:
    """The number, which has to be 0 or more where it looks up a row."""
    if isinstance(number, int) and number < 0:
        raise AssertionError(f"a row is looked up by {number}; compiled code does not count from the end")
    return number


class Strict(ast.NodeTransformer):
    """`x[i]` -> `x[natural(i)]`, but for slices and numbers that stand there."""

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.slice, ast.Constant | ast.Slice):
            node.slice = ast.Call(ast.Name("natural", ast.Load()), [node.slice], [])
        return node


def strict_code(function: FunctionType) -> CodeType:
    """What the function does, with every look-up checked."""
    lines, first = inspect.getsourcelines(function)
    head = ast.parse("".join(lines)).body[0]
    assert isinstance(head, ast.FunctionDef)
    head.body = [Strict().visit(statement) for statement in head.body]
    head.returns = None
    for argument in head.args.args:
        argument.annotation = None
    tree = ast.increment_lineno(ast.fix_missing_locations(ast.Module([head], [])), first - 1)
    space: dict[str, object] = {}
    exec(compile(tree, function.__code__.co_filename, "exec"), space)
    made = space[head.name]
    assert isinstance(made, FunctionType)
    return made.__code__


@contextmanager
def strictly(root: FunctionType) -> Iterator[None]:
    """Everything that this rule calls is strict meanwhile, whoever calls it."""
    held = {function: function.__code__ for function in reached(root, frozenset())}
    try:
        for function in held:
            function.__globals__["natural"] = natural
            function.__code__ = strict_code(function)
        yield
    finally:
        for function, code in held.items():
            function.__code__ = code
            function.__globals__.pop("natural", None)
