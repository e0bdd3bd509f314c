"""The frames along one slider packed into few bytes [pack_ray]; `front_end/src/frames/ray.js` unpacks them.

A ray is compressed by `zlib`.  It has the length of a header (4 bytes, little-endian), the header (JSON), and a body
with all arrays as little-endian float32.  The arrays of one key, at all places, are one table in it, with rows of two
numbers for points and of one otherwise.  A table is sent column by column of its bytes: the first byte of all rows,
then the second, and so on, because bytes of one kind compress well.

What is the same at all places is sent once.  Other arrays are rounded, so finely that nobody sees it, unless they are
so short that a panel may show their numbers as text.
"""

import json
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sgdlab.labs.stage.arrays import narrowed
from sgdlab.scene import Json

FEW = 16  # numbers of an array that may be read as text
BITS = 14  # significant ones of a rounded number


def pack_ray(frames: Sequence[Json | None]) -> bytes:
    """Pack the frames at all places of one slider; None where there is no frame."""
    header: Json = {"count": len(frames), "missing": [k for k, one in enumerate(frames) if one is None]}
    header |= {"plain": {}, "arrays": {}}
    body = b""
    for key in dict.fromkeys(key for one in frames if one is not None for key in one):
        column = [None if one is None else one.get(key) for one in frames]
        if not any(isinstance(value, np.ndarray) and value.ndim for value in column):
            header["plain"][key] = column if any(value != column[0] for value in column) else [column[0]]
            continue
        arrays = [None if value is None else np.asarray(value, dtype=float) for value in column]
        if all(one is not None and np.array_equal(one, arrays[0], equal_nan=True) for one in arrays):  # type: ignore[arg-type]
            arrays = arrays[:1]
        rows = _rows([one for one in arrays if one is not None])
        shapes = [None if one is None else list(one.shape) for one in arrays]
        header["arrays"][key] = {"from": len(body), "width": rows.shape[1], "shapes": shapes}
        body += np.ascontiguousarray(rows).view(np.uint8).T.tobytes()
    text = json.dumps(header, default=lambda value: value.tolist(), separators=(",", ":"))  # NumPy's deep inside
    return zlib.compress(len(text.encode()).to_bytes(4, "little") + text.encode() + body, level=6)


def _rows(arrays: Sequence[NDArray[np.float64]]) -> NDArray[np.float32]:
    """All arrays of a key as one table: rows of two numbers if they are points."""
    width = 2 if all(one.shape[1:] == (2,) for one in arrays) else 1
    rows = narrowed(np.concatenate([one.reshape(-1, width) for one in arrays]))
    many = len(arrays) > 1 and max(one.size for one in arrays) > FEW
    return _rounded(rows) if many else rows


def _rounded(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Numbers rounded to a 16,384th of themselves, or of the spread of their column where that is less.

    So no line becomes steps, on a logarithmic axis or on one from 1000.0 to 1000.5.
    """
    numbers, finite = rows.astype(float), np.isfinite(rows)
    spread = numbers.max(axis=0, where=finite, initial=-np.inf) - numbers.min(axis=0, where=finite, initial=np.inf)
    finer = np.minimum(np.abs(numbers), np.maximum(spread, 1e-45))  # what does not change stays exact
    step = np.ldexp(1.0, np.frexp(finer)[1] - BITS)
    return narrowed(np.round(numbers / step) * step)
