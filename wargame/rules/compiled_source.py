"""The sources of rule functions, and the form of them that goes to the compiler. One source, two speeds.

What a rule says stays as it is written. Only what CPython and arrays of integers would read differently is
spelled out, mechanically, in the syntax tree:

* `Team.MOSCOW` becomes its number, and a tuple of such members at module level an array of numbers;
* `[x] * n` becomes a column of n integers, a slice of integers a copy (a slice of rows shares them, as a list
  of rows does), `[a, b]` a tuple, and `journal.rows.append(row)` a call that appends.

Standard library only; `compiled_types.py` gives the meanings.
"""

import ast
import dis
import hashlib
import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from enum import EnumMeta
from pathlib import Path
from types import FunctionType, ModuleType
from typing import get_args, get_origin, get_type_hints

from wargame.rules.compiled_arrays import is_bundle
from wargame.rules.log import Journal

OWN = "wargame."
"""Functions of modules below this name are compiled with what calls them."""

Wanted = tuple[FunctionType, ...]


def reached(root: FunctionType, second: frozenset[object]) -> Wanted:
    """Every rule function that a call of `root` can reach, itself last, each after all that it calls.

    `second` are the functions that have another form for the compiler; they stand in the list, but what they
    call does not.
    """
    done: list[FunctionType] = []
    open_: list[FunctionType] = []

    def visit(function: FunctionType) -> None:
        if function in done:
            return
        if function in open_:
            raise RecursionError(f"{function.__module__}.{function.__name__} calls itself")
        open_.append(function)
        for called in () if function in second else calls(function):
            visit(called)
        done.append(open_.pop())

    visit(root)
    return tuple(done)


def calls(function: FunctionType) -> Iterator[FunctionType]:
    """The functions of our own that this one names, in the order of their names."""
    for name in sorted(names(function)):
        value = function.__globals__.get(name)
        if isinstance(value, FunctionType) and value.__module__.startswith(OWN):
            yield value


def names(function: FunctionType) -> set[str]:
    """The global names that a function reads."""
    return {str(i.argval) for i in dis.get_instructions(function) if i.opname == "LOAD_GLOBAL"}


def built(function: FunctionType, given: Mapping[str, object], path: Path) -> FunctionType:
    """The same function in the form for the compiler, with `given` as its globals. `path` is the file that
    it says it comes from.
    """
    lines, first = inspect.getsourcelines(function)
    tree = ast.parse("".join(lines))
    head = tree.body[0]
    if not isinstance(head, ast.FunctionDef):
        raise TypeError(f"{function.__name__} is not a plain function")
    enums = {k: v for k, v in function.__globals__.items() if isinstance(v, EnumMeta | ModuleType)}
    bare = _bare(head)
    spelled = Spelling(enums).visit(bare)
    if takes_memory(function) and not gives_list(function):
        spelled.body = _framed(spelled.body)
    ast.fix_missing_locations(spelled)
    ast.increment_lineno(spelled, first - 1)
    space: dict[str, object] = {"__name__": function.__module__, **given}
    exec(compile(ast.Module([spelled], []), str(path), "exec"), space)
    made = space[head.name]
    if not isinstance(made, FunctionType):
        raise TypeError(f"{function.__name__} is not a plain function")
    return made


def gives_list(function: FunctionType) -> bool:
    """Whether what a function gives back may lie in working memory: a list, or a bundle of tables."""
    back = get_type_hints(function)["return"]
    inner = (back, *get_args(back))
    return any(get_origin(h) is list or h is Journal or is_bundle(h) for h in inner)


def takes_memory(function: FunctionType) -> bool:
    """Whether working memory grows in a function: it makes a list or a bundle, or calls what gives one."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    makes = any(isinstance(node, ast.List | ast.Slice) for node in ast.walk(tree))
    named = [function.__globals__.get(name) for name in names(function)]
    makes = makes or any(isinstance(value, type) and is_bundle(value) for value in named)
    return makes or any(gives_list(called) for called in calls(function))


def _framed(body: list[ast.stmt]) -> list[ast.stmt]:
    """The same statements, with working memory left as it was found."""
    framed = Frame()
    inner = [framed.visit(statement) for statement in body]
    flat = [s for part in inner for s in (part if isinstance(part, list) else [part])]
    return [*ast.parse("mark__ = _mark()").body, *flat, *ast.parse("_release(mark__)").body]


class Frame(ast.NodeTransformer):
    """`return x` -> `back__ = x; _release(mark__); return back__`."""

    def visit_Return(self, node: ast.Return) -> list[ast.stmt]:
        """Working memory back before the function ends."""
        made: list[ast.stmt] = [ast.Expr(ast.Call(ast.Name("_release", ast.Load()), [_name("mark__")], []))]
        if node.value is not None:
            made.insert(0, ast.Assign([ast.Name("back__", ast.Store())], node.value))
        made.append(ast.Return(None if node.value is None else _name("back__")))
        return [ast.copy_location(statement, node) for statement in made]


def _name(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _bare(head: ast.FunctionDef) -> ast.FunctionDef:
    """Without docstring and types, which need names of their own."""
    head.returns = None
    for argument in head.args.args:
        argument.annotation = None
    if ast.get_docstring(head) is not None:
        head.body = head.body[1:] or [ast.Pass()]
    return head


class Spelling(ast.NodeTransformer):
    """Spells out what lists and arrays, or members and numbers, would do differently."""

    def __init__(self, enums: Mapping[str, EnumMeta | ModuleType]) -> None:
        self.enums = enums

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """`Team.MOSCOW` -> 1."""
        match node.value:
            case ast.Name(id=name) if name in self.enums:
                member: object = getattr(self.enums[name], node.attr, None)
                if isinstance(member, int):
                    return ast.copy_location(ast.Constant(int(member)), node)
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """`seen: list[int] = ...` -> `seen = ...`."""
        if node.value is None:
            return ast.copy_location(ast.Pass(), node)
        made = ast.copy_location(ast.Assign([node.target], node.value), node)
        self.generic_visit(made)
        return made

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """`[x] * n` -> `_column(x, n)`."""
        self.generic_visit(node)
        match node:
            case ast.BinOp(left=ast.Tuple(elts=[value]), op=ast.Mult()):
                return _call("_column", node, value, node.right)
        return node

    def visit_List(self, node: ast.List) -> ast.AST:
        """`[a, b]` -> `(a, b)`."""
        self.generic_visit(node)
        return ast.copy_location(ast.Tuple(node.elts, node.ctx), node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """`x[a:b]` -> `_part(x, a, b)`, with 0 and the length where an end is left out."""
        self.generic_visit(node)
        match node:
            case ast.Subscript(slice=ast.Slice(lower=lower, upper=upper, step=None), ctx=ast.Load()):
                low = lower or ast.Constant(0)
                high = upper or ast.Constant(sys.maxsize)
                return _call("_part", node, node.value, low, high)
        return node

    def visit_For(self, node: ast.For) -> ast.AST:
        """A loop over a journal that grows meanwhile would see the new rows in a list only."""
        match node.iter:
            case ast.Attribute(attr="rows", value=journal) if _grows(node, journal):
                raise SyntaxError(f"line {node.lineno}: a journal that is read may not be written meanwhile")
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """`x.rows.append(row)` -> `_append(x, row)`."""
        self.generic_visit(node)
        match node:
            case ast.Call(
                func=ast.Attribute(attr="append", value=ast.Attribute(attr="rows", value=journal)), args=[row]
            ):
                return _call("_append", node, journal, row)
        return node


def _grows(loop: ast.For, journal: ast.expr) -> bool:
    """Whether a loop over the rows of a journal hands on that journal, which might append to it."""
    name = ast.dump(journal)
    inside = (node for statement in loop.body for node in ast.walk(statement))
    return any(ast.dump(a) == name for node in inside if isinstance(node, ast.Call) for a in node.args)


def _call(name: str, where: ast.expr, *arguments: ast.expr) -> ast.Call:
    return ast.copy_location(ast.Call(ast.Name(name, ast.Load()), list(arguments), []), where)


def digest_of_sources(root: FunctionType, second: frozenset[object]) -> str:
    """Hex SHA-256 of the source of `root` and of every file in the folders of the rules and of what it calls.

    A cache of compiled code must be named by all of them: what is kept is keyed by the file of the caller
    only, and a changed callee in another file would go unnoticed.
    """
    called = (source_of(f).parent for f in reached(root, second) if f is not root)
    folders = sorted({Path(__file__).parent, *called})
    digest = hashlib.sha256()
    for path in [source_of(root), *(p for folder in folders for p in sorted(folder.glob("*.py")))]:
        content = path.read_bytes()
        digest.update(f"{path.parent.name}/{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def source_of(function: FunctionType) -> Path:
    """The file that a function stands in."""
    return Path(inspect.getsourcefile(function) or "?")


Progress = Callable[[float, str], None]
"""Told how far a compilation is, 0 to 1, and what is being compiled."""
