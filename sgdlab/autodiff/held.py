"""Keeping what a graph needs from being changed under it [held].

A derivative rule reads the arrays that took part in an operation again, later.  If one was changed in between, the
gradient would be silently wrong.  Small arrays are therefore copied: up to about 32 kB that costs less than the
operation.  Large ones are made read-only for as long as a graph needs them, so that a change raises.
"""

from __future__ import annotations

from functools import partial
from typing import Any
from weakref import ref

LARGE = 1 << 15  # bytes

_views: dict[int, ref[Any]] = {}


def held(array: Any) -> Any:
    """The same numbers, safe from changes: a copy of a small array or a view, else the array made read-only.

    >>> import numpy as np
    >>> X = np.zeros(10_000)
    >>> needed = held(X)
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
    if view is not None:
        return view
    if not array.flags.writeable:
        return array
    view = array.view()
    view.setflags(write=False)
    array.setflags(write=False)
    _views[id(array)] = ref(view, partial(_release, array))
    return view


def _release(array: Any, _: ref[Any]) -> None:
    array.setflags(write=True)
    _views.pop(id(array), None)
