"""An index in a traced program: its arrays are inputs of the operation, and the rest is fixed [Index]."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sgdlab.autodiff.dispatch import Array, Box, Options

SLOT = "an array"  # its place in an index


@dataclass(frozen=True)
class Index:
    """An index without its arrays: `parts` has `SLOT` where each of them belongs."""

    parts: tuple[Any, ...]

    @property
    def slots(self) -> int:
        """How many arrays belong into it."""
        return sum(p is SLOT for p in self.parts)

    @property
    def is_basic(self) -> bool:
        """Whether it has no arrays, so that it picks a view."""
        return self.slots == 0

    def filled(self, arrays: Sequence[Array] = ()) -> Array:
        """Return the index with arrays filled into the slots."""
        rest = iter(arrays)
        return tuple(next(rest) if p is SLOT else p for p in self.parts)

    def shape_in(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """Return the shape of what a basic index picks from an array of this shape."""
        picked: tuple[int, ...] = np.broadcast_to(False, shape)[self.filled()].shape
        return picked

    def code(self, arrays: Sequence[str] = ()) -> str:
        """Return the text between the brackets in source code."""
        return ", ".join(map(_part_code, self.filled(arrays))) or "()"


def _part_code(part: object) -> str:
    if isinstance(part, slice):
        ends = ["" if end is None else str(end) for end in (part.start, part.stop)]
        return ":".join(ends if part.step is None else [*ends, str(part.step)])
    return "..." if part is Ellipsis else str(part)


def split_index(args: Sequence[Array], options: Options) -> tuple[list[Array], Options]:
    """Return arguments and options, with the arrays of an index moved to the arguments."""
    if "index" not in options:
        return list(args), options
    index = options["index"]
    arrays: list[Array] = []
    parts: list[Any] = []
    for part in index if isinstance(index, tuple) else (index,):
        if isinstance(part, (Box, np.ndarray, list)):
            parts.append(SLOT)
            arrays.append(part if isinstance(part, Box) else np.array(part))
        else:
            parts.append(int(part) if isinstance(part, np.integer) else part)
    ndim = len(options["shape"]) if "shape" in options else np.ndim(args[0])
    if not arrays and sum(p is not None and p is not Ellipsis for p in parts) == ndim:
        parts = [p for p in parts if p is not Ellipsis]  # it stands for no axes
    return [*args, *arrays], {**options, "index": Index(tuple(parts))}
