"""One piece of machine code from many functions, optimised once. Imports numba: load it late.

Left alone, numba links and optimises all that a function calls anew for each function, and has to keep every
one of them callable from elsewhere. `parts()` only keeps what a function says; `whole()` links the parts of
an entry, callers first, tells LLVM that nobody else calls them, and optimises them together: what is called
from one place moves there, and what can never fail is not asked whether it did.
"""

import contextlib
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

codegen = import_module("numba.core.codegen")
llvm = import_module("llvmlite.binding")
registry = import_module("numba.core.registry")

SPEED = 2
"""Level of optimisation. What a higher one adds makes the code longer and no faster."""

FITS = hasattr(llvm, "create_pipeline_tuning_options") and all(
    hasattr(codegen.JITCodeLibrary, name)
    for name in ("_get_module_for_linking", "_optimize_final_module", "_finalize_final_module")
)
"""Whether this numba is built as it has to be for that. If not, it goes its own way, which takes twice as
long to compile and is a sixth slower.
"""


class Part(codegen.JITCodeLibrary):  # type: ignore[misc, name-defined]
    """What one function says, as it was translated."""

    def finalize(self) -> None:
        """Nothing is linked, optimised or loaded."""
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:
        """There is no machine code yet."""
        return 0


class Whole(codegen.JITCodeLibrary):  # type: ignore[misc, name-defined]
    """An entry with all the parts that it reaches."""

    def finalize(self) -> None:
        """Link, hide, optimise, load."""
        self._raise_if_finalized()
        shown = {f.name for f in self._final_module.functions if not f.is_declaration}
        for library in _callers_first(self):
            self._reload_init.update(library._reload_init)
            self._final_module.link_in(library._get_module_for_linking(), preserve=True)
        for function in self._final_module.functions:
            if not function.is_declaration and function.name not in shown:
                function.linkage = llvm.Linkage.internal
        self._optimize_final_module()
        self._final_module.verify()
        self._finalize_final_module()

    def _optimize_final_module(self) -> None:
        """Once, without unrolling loops: those over neighbours end after three or four rounds, and what does
        not fit the processor's store of instructions is slower than a jump.
        """
        options = llvm.create_pipeline_tuning_options(SPEED)
        options.loop_unrolling = options.loop_vectorization = options.slp_vectorization = False
        builder = llvm.create_pass_builder(self._codegen._tm, options)
        builder.getModulePassManager().run(self._final_module, builder)


def _callers_first(root: Any) -> Sequence[Any]:
    """The libraries that one needs, each after all that need it."""
    done: list[Any] = []
    seen = {root}

    def visit(library: Any) -> None:
        for called in library._linking_libraries:
            if called not in seen:
                seen.add(called)
                visit(called)
        done.append(library)

    visit(root)
    return done[-2::-1]


@contextlib.contextmanager
def _made_as(kind: type) -> Iterator[None]:
    """Functions compiled meanwhile become libraries of this kind."""
    if not FITS:
        yield
        return
    made = registry.cpu_target.target_context.codegen()
    held = made._library_class
    made._library_class = kind
    try:
        yield
    finally:
        made._library_class = held


@contextlib.contextmanager
def parts() -> Iterator[None]:
    """Functions compiled meanwhile are parts, of which there is no machine code."""
    if not FITS:
        yield
        return
    made = registry.cpu_target.target_context.codegen()
    made.set_env = lambda name, env: None
    try:
        with _made_as(Part):
            yield
    finally:
        del made.set_env


@contextlib.contextmanager
def whole() -> Iterator[None]:
    """An entry compiled meanwhile is linked with its parts."""
    with _made_as(Whole):
        yield
