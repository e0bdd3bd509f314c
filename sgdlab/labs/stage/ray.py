"""The frames along one slider packed into few bytes [pack_ray]; `front_end/src/frames/ray.js` unpacks them.

A ray is compressed by `zlib`.  It has the length of a header (4 bytes, little-endian), the header (JSON), the codes of
all lines and regions (16 bits: first all high bytes, then all low ones), and the other arrays as float32.

Lines only have to look right, so a coordinate becomes one of 65,535 places (a logarithm does, where the axis is
logarithmic).  A seventh of them lie between the lowest and the highest of its column: more could not be told apart, and
would take more bytes.  For a point of a path, the places reach nine times as far as the frame on each axis, and points
beyond are moved toward the middle of the frame.  Code 65,535 means no number.  Only the difference from row to row is
sent: it is small where a run has settled, and small differences compress well.  What is the same at all places is sent
once.
"""

import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sgdlab.labs.stage.arrays import narrowed
from sgdlab.scene import Json

PLACES = 65_534
NOTHING = 65_535
REACH = 9.0  # half-widths of the frame
BEYOND = 7  # heights of a column, whose highest number is a place because 7 divides PLACES

Numbers: TypeAlias = NDArray[np.float64]
Codes: TypeAlias = NDArray[np.uint16]
Axes: TypeAlias = Sequence[Any]  # of a line on its own axis: whether that is logarithmic; of points: both ranges
Scale: TypeAlias = list[float]  # lowest, highest, whether it is logarithmic


def pack_ray(frames: Sequence[Json | None], spec: Json) -> bytes:
    """Pack the frames at all places of one slider; None where there is no frame."""
    header: Json = {"count": len(frames), "missing": [k for k, one in enumerate(frames) if one is None]}
    header |= {"plain": {}, "lines": {}, "arrays": {}}
    codes: list[Codes] = []
    plain_arrays: list[NDArray[np.float32]] = []
    scales = dict(_scales(spec))
    for key in dict.fromkeys(key for one in frames if one is not None for key in one):
        column = [None if one is None else one.get(key) for one in frames]
        if not any(isinstance(value, np.ndarray) and value.ndim for value in column):
            header["plain"][key] = column if any(value != column[0] for value in column) else [column[0]]
            continue
        arrays = [None if value is None else np.asarray(value, dtype=float) for value in column]
        if all(one is not None and np.array_equal(one, arrays[0], equal_nan=True) for one in arrays):  # type: ignore[arg-type]
            arrays = arrays[:1]
        entry: Json = {"shapes": [None if one is None else list(one.shape) for one in arrays]}
        given = [one for one in arrays if one is not None]
        if key in scales:
            coded, entry["axes"] = _coded(given, scales[key])
            codes.append(coded)
            header["lines"][key] = entry
        else:
            plain_arrays.append(narrowed(np.concatenate([one.ravel() for one in given])))
            header["arrays"][key] = entry
    return _written(header, codes, plain_arrays)


def _written(header: Json, codes: list[Codes], plain_arrays: list[NDArray[np.float32]]) -> bytes:
    listed = json.dumps(header, default=lambda value: value.tolist(), separators=(",", ":"))  # NumPy's deep inside
    text = listed.encode()
    planes = np.concatenate([np.zeros(0, np.uint16), *codes]).astype(">u2").view(np.uint8)
    pieces = [len(text).to_bytes(4, "little"), text, planes[0::2].tobytes(), planes[1::2].tobytes()]
    return zlib.compress(b"".join([*pieces, *(one.tobytes() for one in plain_arrays)]), level=6)


def _coded(arrays: Sequence[Numbers], axes: Axes) -> tuple[Codes, list[Scale]]:
    """Codes of arrays (…, len(axes)) one after another, row by row differences; and the scale of each axis."""
    rows = np.concatenate([one.reshape(-1, len(axes)) for one in arrays])
    coded, scales = _own_range(rows, axes[0]) if len(axes) == 1 else _in_frame(rows, axes)
    steps = coded.copy()
    steps[1:] -= coded[:-1]  # modulo 65,536
    lengths = [one.size // len(axes) for one in arrays]
    first = np.cumsum([0, *lengths[:-1]])[np.array(lengths) > 0]
    steps[first] = coded[first]
    return steps.ravel(), scales


def _own_range(rows: Numbers, log: bool) -> tuple[Codes, list[Scale]]:
    with np.errstate(divide="ignore", invalid="ignore"):
        coordinates = np.log10(rows) if log else rows
    finite = coordinates[np.isfinite(coordinates)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    high = low + BEYOND * (high - low if high > low else 1.0)
    return _places(coordinates, low, high), [[low, high, log]]


def _in_frame(rows: Numbers, axes: Axes) -> tuple[Codes, list[Scale]]:
    """Points in half-widths from the middle of the frame; far ones are moved in, so that they keep their direction."""
    ends = np.array(axes, dtype=float)
    middle, half = ends.mean(axis=1), (ends[:, 1] - ends[:, 0]) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        out = (rows - middle) / half
        out *= np.minimum(1.0, REACH / np.abs(out).max(axis=1, keepdims=True, initial=1e-300))
    scales = [[m - REACH * h, m + REACH * h, False] for m, h in zip(middle, half, strict=True)]
    return _places(out, -REACH, REACH), scales


def _places(coordinates: Numbers, low: float, high: float) -> Codes:
    unit = np.clip((coordinates - low) / (high - low), 0.0, 1.0)
    codes = np.where(np.isnan(unit), NOTHING, np.round(np.nan_to_num(unit) * PLACES))
    return codes.astype(np.uint16)


def _scales(spec: Json) -> Iterator[tuple[str, Axes]]:
    """The keys of all lines and regions, with their axes."""
    for one in spec["series"]:
        if one.get("spent"):
            yield one["spent"], [False]
    for panel in spec["panels"]:
        if panel["kind"] == "curves":
            yield from _curves(panel)
            continue
        if isinstance(panel.get("region"), str):
            yield panel["region"], [False]
        axes = [panel.get(name, {}).get("range") for name in ("x", "y")]
        for line in [*panel.get("paths", []), *panel.get("lines", [])]:
            if isinstance(line["data"], str) and all(isinstance(limits, list) for limits in axes):
                yield line["data"], axes


def _curves(panel: Json) -> Iterator[tuple[str, Axes]]:
    logs = {one["key"]: one.get("scale") == "log" for one in panel["x"]}
    up = panel["y"].get("scale") == "log"
    for curve in panel["curves"]:
        yield from ((curve[name], [up]) for name in ("y", "low", "high") if isinstance(curve.get(name), str))
        for axis, key in curve.get("x", {}).items():
            if isinstance(key, str):
                yield key, [logs[axis]]
