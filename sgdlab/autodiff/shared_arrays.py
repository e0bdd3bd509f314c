"""Arrays that a graph shares with its user: protected from changes, and added to in place.

- values that a derivative rule will read later are protected from changes [frozen]
- a gradient that arrives in several parts is summed in one array          [add, add_at_index]
- the gradient of a leaf is an array of its own                            [settle]

All this is only for safety and speed.  To follow the idea, read `frozen(a)` as `a.copy()`, `add` as `node.grad += g`,
and leave `settle` out.
"""

from functools import partial
from typing import Any
from weakref import ref

import numpy as np

from .dispatch import Array, Box, Index
from .rules.calls import real
from .rules.picking import add_at

LARGE = 1 << 15  # bytes; below this a copy costs less than the operation itself

_views: dict[int, ref[Any]] = {}


def frozen(array: Array) -> Array:
    """Return the same numbers, protected from changes: a copy if small or a view, else the array itself, read-only.

    >>> X = np.zeros(10_000)
    >>> needed = frozen(X)
    >>> X.flags.writeable
    False
    >>> del needed
    >>> X.flags.writeable
    True
    """
    if array.nbytes < LARGE or array.base is not None:
        return array.copy()
    known = _views.get(id(array))
    view = None if known is None else known()
    if view is not None or not array.flags.writeable:
        return array if view is None else view
    view = array.view()
    view.setflags(write=False)
    # The call is setflags(write=True, align=the dead reference, which counts as true).  It runs no Python code, because
    # a Ctrl-C that came in it would be lost; what it leaves here, the next array at this address replaces.
    _views[id(array)] = ref(view, partial(array.setflags, True))
    array.setflags(write=False)  # only now that its release is certain, because Ctrl-C may come at any line
    return view


def add(node: Array, g: Array, sums: set[Any]) -> None:
    """node.grad += g: the second gradient makes a new array, later ones are added in place; `sums` has those nodes."""
    if node in sums and type(g) is np.ndarray and g.dtype == node.grad.dtype:
        node.grad += g
        return
    node.grad = node.grad + g
    if type(node.grad) is np.ndarray:
        sums.add(node)


def add_at_index(node: Array, index: Index, g: Array, sums: set[Any]) -> None:
    """node.grad[index] += g, in place, so that the gradient of a slice costs only as much as its own size."""
    if node not in sums:
        node.grad = np.zeros(node.inner.shape, g.dtype) if node.grad is None else np.array(node.grad)
        sums.add(node)
    add_at(node.grad, index, real(g))


def settle(leaf: Array, sums: set[Any]) -> None:
    """Give a leaf its gradient as an array that nothing else holds, of the leaf's floating-point type."""
    g = leaf.grad
    if not (isinstance(g, Box) or (leaf in sums and g.dtype is leaf.inner.dtype)):
        leaf.grad = np.array(real(g), dtype=leaf.dtype)[()]
