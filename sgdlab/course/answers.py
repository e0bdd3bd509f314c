"""What an exercise does with answers.

- are two answers the same?                                 [same]
- an answer as a short text                                 [show]
- is it still the placeholder `...`?                        [untouched]
- remember what a function was last called with             [Watched]
- the source of a solution, to be pasted                    [bare_source]
"""

import ast
import dis
import inspect
import textwrap
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

_EMPTY_CODE = {"RESUME", "CACHE", "NOP", "LOAD_CONST", "LOAD_SMALL_INT", "RETURN_VALUE", "RETURN_CONST", "POP_TOP"}


def same(one: Any, other: Any) -> bool:
    """Return whether two answers agree: numbers to nine digits, shapes, sequences and dictionaries throughout.

    >>> same([1.0, np.array([2, 3])], (1, [2.0, 3.0])), same([1, 2], [1, 2, 3]), same(None, 0)
    (True, False, False)
    """
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    try:
        left, right = np.asarray(one), np.asarray(other)
    except ValueError:  # sequences of unequal length: no array, so piece by piece
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    if left.shape != right.shape:
        return False
    if left.dtype.kind in "biuf" and right.dtype.kind in "biuf":
        return bool(np.allclose(left, right, rtol=1e-9, atol=1e-12))
    if left.dtype.kind == right.dtype.kind == "O" and left.ndim:
        return all(same(a, b) for a, b in zip(left, right, strict=True))
    return left.dtype.kind == right.dtype.kind and bool(np.all(left == right))


def show(value: Any) -> str:
    """Return a value as a short text, the same on every machine.

    >>> show(np.arange(8) / 3), show([np.array([1, 2]), np.array([3])]), show(None)
    ('[0, 0.3333, 0.6667, …, 2.333]', '[[1, 2], [3]]', 'None')
    """
    if isinstance(value, np.random.Generator):
        return "a generator"
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, float | np.floating):
        return f"{float(value):.4g}"
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return show(value.item())
    if isinstance(value, np.ndarray | list | tuple):
        items = [show(item) for item in (value if len(value) <= 5 else [*value[:3], value[-1]])]
        if len(value) > 5:
            items.insert(3, "…")
        return f"[{', '.join(items)}]"
    text = str(value)
    return text if len(text) <= 80 else text[:79] + "…"


def untouched(answer: Any) -> bool:
    """Return whether an answer is a placeholder: `...` itself, or a function whose body is `...`.

    >>> def later(n, size):
    ...     '''Cut n examples.'''
    ...     ...
    >>> untouched(later), untouched(...), untouched(lambda n, size: ...), untouched(lambda n, size: n)
    (True, True, True, False)
    """
    if answer is ...:
        return True
    code = getattr(answer, "__code__", None)
    if code is None:
        return False
    steps = list(dis.get_instructions(code))
    constants = [step.argval for step in steps if "CONST" in step.opname]
    return {step.opname for step in steps} <= _EMPTY_CODE and all(c is None or c is ... for c in constants)


class Watched:
    """A function that remembers what it was last called with, and whether it ever returned None."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.last: tuple[Any, ...] | None = None
        self.gave_none = False

    def __call__(self, *args: Any) -> Any:
        self.last = args
        result = self.function(*args)
        self.gave_none = self.gave_none or result is None
        return result


def bare_source(function: Callable[..., Any]) -> str:
    """Return the source of a function without its type annotations, so that it runs where it is pasted.

    >>> print(bare_source(untouched).splitlines()[0])
    def untouched(answer):
    """
    source = textwrap.dedent(inspect.getsource(function)).rstrip()
    tree = ast.parse(source).body[0]
    assert isinstance(tree, ast.FunctionDef)
    notes = [(arg.col_offset + len(arg.arg), arg.annotation) for arg in tree.args.args if arg.annotation]
    head, *body = source.split("\n")
    arrow = head.rfind(" -> ")
    head = head[:arrow] + ":" if tree.returns else head
    for start, note in sorted(notes, key=lambda pair: -pair[0]):
        assert note.lineno == 1, "the signature of a solution stands on one line"
        head = head[:start] + head[note.end_col_offset :]
    return "\n".join([head, *body])
