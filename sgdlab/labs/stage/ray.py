"""The frames along one slider packed into few bytes [pack_ray]; `front_end/star.js` unpacks them.

A ray is what `zlib` makes of: the length of a header (4 bytes, little-endian), the header (JSON), the codes of all
lines (16 bits: first all high bytes, then all low ones), the other arrays as float32.

Lines are for the eye: a coordinate becomes one of 65,535 places between the lowest and the highest of its column, in
the logarithm where its axis is logarithmic; a point of a path one of as many on each axis, nine times as far as the
frame reaches, and what lies beyond is drawn in toward the middle of the frame.  Code 65,535: no number.  From row to
row only the difference is sent, which is small where a run has settled, and small differences compress well.
"""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

PLACES = 65_534
NOTHING = 65_535
REACH = 9.0  # half-widths of the frame

Frame = Mapping[str, Any]


def pack_ray(frames: Sequence[Frame | None], spec: Mapping[str, Any]) -> bytes:
    """Pack the frames at all places of one slider; None where there is none.

    >>> spec = {"panels": [], "series": []}
    >>> len(pack_ray([{"words": f"it is {k}", "counts": np.arange(k)} for k in range(50)], spec)) < 700
    True
    """
    header: dict[str, Any] = {"count": len(frames), "missing": [k for k, one in enumerate(frames) if one is None]}
    header |= {"plain": {}, "lines": {}, "arrays": {}}
    codes: list[NDArray[np.uint16]] = []
    floats: list[NDArray[np.float32]] = []
    scales = dict(_scales(spec))
    for key in dict.fromkeys(key for one in frames if one is not None for key in one):
        column = [None if one is None else one.get(key) for one in frames]
        if not any(isinstance(value, np.ndarray) and value.ndim for value in column):
            header["plain"][key] = column if any(value != column[0] for value in column) else [column[0]]
            continue
        arrays = [None if value is None else np.asarray(value, dtype=float) for value in column]
        entry: dict[str, Any] = {"shapes": [None if one is None else list(one.shape) for one in arrays]}
        given = [one for one in arrays if one is not None]
        if key in scales:
            coded, entry["axes"] = _coded(given, scales[key])
            codes.append(coded)
            header["lines"][key] = entry
        else:
            floats.append(np.concatenate([one.ravel() for one in given]).astype("<f4"))
            header["arrays"][key] = entry
    return _written(header, codes, floats)


def _written(header: Any, codes: list[NDArray[np.uint16]], floats: list[NDArray[np.float32]]) -> bytes:
    text = json.dumps(header, default=_plainly, separators=(",", ":")).encode()
    planes = np.concatenate([np.zeros(0, np.uint16), *codes]).astype(">u2").view(np.uint8)
    pieces = [len(text).to_bytes(4, "little"), text, planes[0::2].tobytes(), planes[1::2].tobytes()]
    return zlib.compress(b"".join([*pieces, *(one.tobytes() for one in floats)]), level=3)


def _plainly(value: Any) -> Any:
    """NumPy's numbers and arrays deep inside a word or a table, for JSON."""
    return value.tolist()


def _coded(arrays: Sequence[NDArray[Any]], axes: Sequence[Any]) -> tuple[NDArray[np.uint16], list[Any]]:
    """Codes of arrays (…, len(axes)) one after another, row by row differences; and the scale of each axis.

    axes: for each coordinate (log, range); the range of a frame, or None to take the column's own.
    """
    rows = np.concatenate([one.reshape(-1, len(axes)) for one in arrays])
    if rows.shape[1] == 1:
        coded, scales = _own_range(rows, *axes[0])
    else:
        coded, scales = _in_frame(rows, axes)
    steps = coded.copy()
    steps[1:] -= coded[:-1]  # modulo 65,536
    lengths = [one.size // len(axes) for one in arrays]
    first = np.cumsum([0, *lengths[:-1]])[np.array(lengths) > 0]
    steps[first] = coded[first]
    return steps.ravel(), scales


def _own_range(rows: NDArray[Any], log: bool, _: Any) -> tuple[NDArray[np.uint16], list[Any]]:
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.log10(rows) if log else rows
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    return _places(values, low, high if high > low else low + 1.0), [[low, high if high > low else low + 1.0, log]]


def _in_frame(rows: NDArray[Any], axes: Sequence[Any]) -> tuple[NDArray[np.uint16], list[Any]]:
    """Points in half-widths from the middle of the frame; far ones are drawn in, so that they keep their direction."""
    ends = np.array([np.log10(limits) if log else limits for log, limits in axes], dtype=float)
    middle, half = ends.mean(axis=1), (ends[:, 1] - ends[:, 0]) / 2
    logs = np.array([log for log, _ in axes])
    with np.errstate(divide="ignore", invalid="ignore"):
        out = (np.where(logs, np.log10(np.where(logs, rows, 1.0)), rows) - middle) / half
        out *= np.minimum(1.0, REACH / np.abs(out).max(axis=1, keepdims=True, initial=1e-300))
    scales = [[m - REACH * h, m + REACH * h, bool(log)] for m, h, log in zip(middle, half, logs, strict=True)]
    return _places(out, -REACH, REACH), scales


def _places(values: NDArray[Any], low: float, high: float) -> NDArray[np.uint16]:
    unit = np.clip((values - low) / (high - low), 0.0, 1.0)
    codes: NDArray[np.uint16] = np.where(np.isnan(unit), NOTHING, np.round(np.nan_to_num(unit) * PLACES)).astype(
        np.uint16
    )
    return codes


def _scales(spec: Mapping[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    """The keys of all lines, with (log, range or None) for each of their coordinates."""
    for one in spec["series"]:
        if one.get("spent"):
            yield one["spent"], [(False, None)]
    for panel in spec["panels"]:
        if panel["kind"] == "curves":
            yield from _curves(panel)
            continue
        axes = [_axis(panel.get(name, {})) for name in ("x", "y")]
        for line in [*panel.get("paths", []), *panel.get("lines", [])]:
            if isinstance(line["data"], str) and all(isinstance(limits, list) for _, limits in axes):
                yield line["data"], axes


def _curves(panel: Mapping[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    logs = {one["key"]: one.get("scale") == "log" for one in panel["x"]}
    up = panel["y"].get("scale") == "log"
    for curve in panel["curves"]:
        yield from ((curve[name], [(up, None)]) for name in ("y", "low", "high") if isinstance(curve.get(name), str))
        for axis, key in curve.get("x", {}).items():
            if isinstance(key, str):
                yield key, [(logs[axis], None)]


def _axis(axis: Mapping[str, Any]) -> tuple[bool, Any]:
    return axis.get("scale") == "log", axis.get("range")
