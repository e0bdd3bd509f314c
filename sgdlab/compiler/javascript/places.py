"""Where the entries of an array are: views by their index, memory by a position in it [inside, place_of]."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from sgdlab.autodiff.dispatch import Array

from ..index import SLOT
from ..steps import Step
from ..whole import Size, Whole

Where = list[Size]  # an index with one whole number for each axis
Shape = Sequence[Size]
Position = Callable[[Where], Size]  # of an entry in memory


def flat(shape: Shape, where: Where) -> Size:
    """Return the position of an entry in C order."""
    position: Size = 0
    for n, i in zip(shape, where, strict=True):
        position = position * n + i
    return position


def in_order(shape: Shape, start: Size = 0) -> Position:
    """Return the positions of the entries of an array that lies in C order from `start` on."""
    return lambda where: start + flat(shape, where)


def is_view(a: Array) -> bool:
    """Whether a step shows the entries of its input in other places; a reshape may have to copy them instead."""
    if not isinstance(a, Step):
        return False
    if a.op == "reshape":
        return _is_view(a)
    return a.op in ("transpose", "broadcast_to") or (a.op == "getitem" and a.options["index"].is_basic)


@lru_cache(maxsize=128)  # it is asked many times in a row about the views of a view
def _is_view(reshape: Step) -> bool:
    x = reshape.inputs[0]
    return before(reshape, list(reshape.shape)) is not None or offset_of(place_of(x)[1], np.shape(x)) is not None


def broadcast(shape: Shape, where: Where) -> Where:
    """Return the index of an entry before broadcasting from this shape."""
    last = where[len(where) - len(shape) :]
    return [0 if n == 1 else i for n, i in zip(shape, last, strict=True)]


def before(view: Step, where: Where) -> Where | None:
    """Return the index in the input of a view, or None for a reshape that changes more than axes of length 1."""
    shape = np.shape(view.inputs[0])
    if view.op == "transpose":
        axes = view.options.get("axes") or range(len(shape))[::-1]
        found: Where = [0] * len(shape)
        for axis, i in zip(axes, where, strict=True):
            found[axis] = i
        return found
    if view.op == "broadcast_to":
        return broadcast(shape, where)
    if view.op == "getitem":
        return inside(view.options["index"].parts, shape, where)
    if [n for n in shape if n != 1] != [n for n in view.shape if n != 1]:
        return None
    rest = iter([i for n, i in zip(view.shape, where, strict=True) if n != 1])
    return [0 if n == 1 else next(rest) for n in shape]


def without_masks(parts: Sequence[object], arrays: Sequence[Array]) -> tuple[list[Any], list[Array]]:
    """Return an index and its arrays with the places of the trues instead of arrays of true and false."""
    found: list[Any] = []
    kept: list[Array] = []
    rest = iter(arrays)
    for part in parts:
        if part is SLOT:
            array = next(rest)
            new = array.nonzero() if isinstance(array, np.ndarray) and array.dtype == bool else (array,)
            found += [SLOT] * len(new)
            kept += new
        else:
            found.append(part)
    return found, kept


def inside(parts: Sequence[Any], shape: Shape, where: Where, arrays: Sequence[Array] = (), entry: Any = None) -> Where:
    """Return which entry of an array `where` is, in what the parts of an index pick from the array.

    `arrays` are the arrays in the index, and entry(array, where, n) is an entry of one of them, for an axis of n.
    """
    parts = [*parts] if Ellipsis in parts else [*parts, Ellipsis]
    dots = parts.index(Ellipsis)
    missing = len(shape) - sum(p is not None and p is not Ellipsis for p in parts)
    parts[dots : dots + 1] = [slice(None)] * missing
    advanced = [k for k, p in enumerate(parts) if p is SLOT or (arrays and isinstance(p, (int, Whole)))]
    wide = max((np.ndim(a) for a in arrays), default=0)
    together = bool(arrays) and advanced == list(range(advanced[0], advanced[-1] + 1))
    first = advanced[0] if together else 0  # where the axes of the arrays go: before this part
    block = where[first : first + wide]
    rest = iter(where[:first] + where[first + wide :])
    axes, inner, found = iter(shape), iter(arrays), []
    for part in parts:
        if part is None:
            next(rest)
            continue
        n = next(axes)
        if isinstance(part, slice):
            found.append(_start(part, n) + (1 if part.step is None else part.step) * next(rest))
        elif part is SLOT:
            a = next(inner)
            found.append(entry(a, broadcast(np.shape(a), block), n))
        else:
            found.append(part if isinstance(part, Whole) or part >= 0 else n + part)
    return found


def _start(part: slice, n: Size) -> Any:
    if isinstance(n, int) and not isinstance(part.start, Whole) and not isinstance(part.stop, Whole):
        return part.indices(n)[0]
    if part.start is None:
        return 0 if (part.step or 1) > 0 else n - 1
    return part.start if isinstance(part.start, Whole) or part.start >= 0 else n + part.start


def place_of(a: Array) -> tuple[Array, Position]:
    """Return which memory holds an array or a view, that of a step or a constant, and where in it the entries are."""
    if not is_view(a):
        return a, in_order(np.shape(a))
    owner, position = place_of(a.inputs[0])
    if before(a, list(a.shape)) is not None:
        return owner, lambda where: position(before(a, where) or [])
    return owner, in_order(a.shape, offset_of(position, np.shape(a.inputs[0])))


def offset_of(position: Position, shape: Shape) -> Any:
    """Return where an array of this shape begins if its entries are in C order without gaps, otherwise None."""
    names = [0 if n == 1 else Whole.named(f"axis {k}") for k, n in enumerate(shape)]
    offset = position([0] * len(shape))
    return offset if position(names) == offset + flat(shape, names) else None
