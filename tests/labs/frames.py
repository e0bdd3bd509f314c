"""Frames of a lab as a page computes them [page_frames], and as the kernel does, to compare [differences].

Their structure: what a page makes of one that it knows [described].  The arrays of a view's frame [unpack].
"""

import base64
import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.stage.live import Live, sent
from sgdlab.labs.stage.state import pieces_of
from tests.in_node import FRONT_END, in_node

FLOAT32 = np.finfo(np.float32)
SCRIPT = FRONT_END / "tests" / "frames.js"


def page_frames(lab: Lab[Any, Any], settings: Sequence[Any], live: Live | None = None) -> list[dict[str, Any]]:
    """Return what the page draws for these settings, by `lab.live()` if no other is given; skipped without Node."""
    live = live or lab.live()
    assert live is not None, "this lab can't be computed by the page"
    asked = {"live": sent(lab, live), "spec": lab.view.spec, "settings": [vars(one) for one in settings]}
    found: list[dict[str, Any]] = in_node([SCRIPT], asked)
    return found


def unpack(packed: dict[str, Any]) -> NDArray[np.float32]:
    """Return an array of a view's frame, as the front end reads it."""
    return np.frombuffer(packed["f32"], "<f4").reshape(packed["shape"])


def plain(structure: Any) -> Any:
    """Return a structure as it comes back from the page, in which arrays are lists."""
    return json.loads(json.dumps(structure, default=_plainly), object_hook=_listed)


def _listed(value: dict[str, Any]) -> Any:
    packed = value.keys() == {"shape", "f32"}
    return np.frombuffer(base64.b64decode(value["f32"]), "<f4").tolist() if packed else value


def _plainly(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value.tolist()


def differences(page: Any, kernel: Any, where: str = "", close: float = 2e-6) -> Iterator[str]:
    """Yield what differs between a frame of the page and the kernel's: texts in any letter, numbers beyond float32."""
    if isinstance(page, dict) and isinstance(kernel, dict):
        for key in page:
            yield from differences(page[key], kernel.get(key), f"{where}.{key}", close)
    elif isinstance(kernel, np.ndarray) or (_numbers(page) and _numbers(kernel)):
        one, other = (np.asarray(v, dtype=float).ravel() for v in (page, kernel))
        if one.shape != other.shape:
            yield f"{where}: {one.shape} numbers instead of {other.shape}"
            return
        other = np.where(np.isfinite(other), np.clip(other, -FLOAT32.max, FLOAT32.max), other)
        scale = np.abs(other[np.isfinite(other)]).max(initial=1e-300)
        if not np.allclose(
            one, other, rtol=close, atol=close * min(scale, 1.0) * 1e-3 + FLOAT32.smallest_subnormal, equal_nan=True
        ):
            worst = np.nanargmax(np.abs(one - other))
            yield f"{where}[{worst}]: {one[worst]!r} instead of {other[worst]!r}"
    elif isinstance(page, list) and isinstance(kernel, list | tuple):
        if len(page) != len(kernel):
            yield f"{where}: {page!r:.200} instead of {kernel!r:.200}"
        for k, (a, b) in enumerate(zip(page, kernel, strict=False)):
            yield from differences(a, b, f"{where}[{k}]", close)
    elif page != kernel and not (isinstance(page, str) and page in ("NaN",) and kernel != kernel):
        yield f"{where}: {page!r} instead of {kernel!r}"


def _numbers(value: Any) -> bool:
    if isinstance(value, np.ndarray):
        return True
    if isinstance(value, list | tuple):
        return len(value) > 0 and all(map(_numbers, value))
    return isinstance(value, int | float | np.generic) and not isinstance(value, bool)


def described(spec: Any, structures: Any, name: str | None) -> Any:
    """What the page makes of a structure, written anew."""
    made = spec
    for path, k in structures["of"][name].items() if name else ():
        made = _put(made, path.split("."), None if k is None else structures["values"][k])
    return made


def code_of(lab: Lab[Any, Any], state: str, counted: dict[str, str]) -> str | None:
    """The code that the kernel writes for a state of a lab, whose result has `counted` what no control says."""
    texts = dict(piece.split("=", 1) for piece in pieces_of(state)[1:])
    return lab.template and lab.template.filled({**texts, **counted})


def _put(one: Any, path: list[str], value: Any) -> Any:
    if isinstance(one, list) and len(path) == 1 and value is None:
        return one[: int(path[0])]
    if isinstance(one, list):
        places = {str(k): item for k, item in enumerate(one)}
        return [item for _, item in sorted(_put(places, path, value).items(), key=lambda pair: int(pair[0]))]
    first, *rest = path
    made = {**one, first: _put(one[first], rest, value) if rest else value}
    return {key: item for key, item in made.items() if key != first or item is not None}
