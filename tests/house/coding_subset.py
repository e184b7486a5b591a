"""The coding subset of the rules: what both CPython and a compiler of integers accept, with equal results.

Rows of integers, `range` and `while`, integer operators, calls of other rule functions. `breaches` parses a
source and returns one line, `file:line: what`, for each construct outside of it: words, containers that grow,
floats, exceptions, hidden state. `docs/architecture.md` says why.
"""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUILTINS = {"range", "len", "min", "max", "enumerate", "abs", "int"}
"""Builtins that may be called."""

HOSTILE_MODULES = {
    "random",
    "time",
    "os",
    "pathlib",
    "datetime",
    "sys",
    "io",
    "secrets",
    "uuid",
    "functools",
    "itertools",
}
"""Modules of the standard library that would bring chance, a clock, files or hidden state into a rule."""

OPERATORS = (
    ast.Add, ast.Sub, ast.Mult, ast.FloorDiv, ast.Mod,
    ast.LShift, ast.RShift, ast.BitAnd, ast.BitOr, ast.BitXor,
)  # fmt: skip

FORBIDDEN = {
    ast.Dict: "a dict",
    ast.Set: "a set",
    ast.ListComp: "a comprehension",
    ast.SetComp: "a comprehension",
    ast.DictComp: "a comprehension",
    ast.GeneratorExp: "a generator",
    ast.Lambda: "a lambda",
    ast.JoinedStr: "an f-string",
    ast.Try: "try",
    ast.Raise: "raise",
    ast.Assert: "assert",
    ast.With: "with",
    ast.Yield: "yield",
    ast.YieldFrom: "yield",
    ast.Await: "await",
    ast.AsyncFor: "async",
    ast.AsyncWith: "async",
    ast.Global: "global",
    ast.Nonlocal: "nonlocal",
    ast.Import: "an import inside a function",
    ast.ImportFrom: "an import inside a function",
    ast.ClassDef: "a class inside a function",
    ast.Delete: "del",
    ast.Starred: "a star",
    ast.Match: "match",
}


def breaches(path: Path, name: str, friends: tuple[str, ...], exempt: tuple[str, ...] = ()) -> list[str]:
    """Every construct of a source outside the subset. `friends` are prefixes of modules it may import."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = list(_module(tree, friends))
    own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    imported = {a.asname or a.name for n in tree.body if isinstance(n, ast.ImportFrom) for a in n.names}
    classes = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith(exempt or ("\0",)):
            found += _function(node, own | imported | classes | BUILTINS, logs=path.name == "log.py")
    return [f"{name}:{line}: {what}" for line, what in sorted(set(found))]


def _module(tree: ast.Module, friends: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                modules = [alias.name for alias in names]
            case ast.ImportFrom(module=module):
                modules = [module or "."]
            case _:
                continue
        for module in modules:
            top = module.split(".")[0]
            if module.startswith(friends):
                continue
            if top not in sys.stdlib_module_names or top in HOSTILE_MODULES:
                yield node.lineno, f"import of {module}"
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            for part in ast.walk(node.value):
                if isinstance(
                    part, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp
                ):
                    yield node.lineno, "a module constant that can change: use a tuple"
                if isinstance(part, ast.Constant) and isinstance(part.value, float):
                    yield node.lineno, "a float"


def _function(node: ast.FunctionDef, callable_: set[str], *, logs: bool) -> Iterator[tuple[int, str]]:
    arguments = node.args
    if arguments.defaults or any(d is not None for d in arguments.kw_defaults):
        yield node.lineno, "a default argument"
    if arguments.vararg or arguments.kwarg:
        yield node.lineno, "*args or **kwargs"
    if node.decorator_list:
        yield node.lineno, "a decorator"
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    for statement in body:
        for part in ast.walk(statement):
            yield from _part(part, callable_, logs=logs)


def _part(part: ast.AST, callable_: set[str], *, logs: bool) -> Iterator[tuple[int, str]]:
    line = getattr(part, "lineno", 0)
    what = FORBIDDEN.get(type(part))
    if what is not None:
        yield line, what
    match part:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield line, "a function inside a function"
        case ast.Constant(value=str() | bytes()):
            yield line, "a text"
        case ast.Constant(value=float() | complex()):
            yield line, "a float"
        case ast.List(elts=[]) if not logs:
            yield line, "an empty list: use [0] * n"
        case ast.BinOp(op=operator) | ast.AugAssign(op=operator) if not isinstance(operator, OPERATORS):
            yield line, f"the operator {type(operator).__name__}"
        case ast.BinOp(op=ast.Add(), left=left, right=right) if ast.Tuple in (type(left), type(right)):
            yield line, "a tuple that grows"
        case ast.AugAssign(value=ast.Tuple() | ast.List()):
            yield line, "a container that grows"
        case ast.While(test=ast.Constant(value=True)):
            yield line, "while True: count instead"
        case ast.Call():
            yield from _call(part, callable_, logs=logs)


def _call(call: ast.Call, callable_: set[str], *, logs: bool) -> Iterator[tuple[int, str]]:
    match call.func:
        case ast.Name(id="min" | "max" as name):
            if len(call.args) != 2 or call.keywords:
                yield call.lineno, f"{name} of anything but two integers"
        case ast.Name(id=name) if name not in callable_:
            yield call.lineno, f"a call of {name}"
        case ast.Attribute(attr="append") if logs:
            pass
        case ast.Attribute(attr=name):
            yield call.lineno, f"a call of the method {name}"
        case ast.Name():
            pass
        case _:
            yield call.lineno, "a call of something computed"
