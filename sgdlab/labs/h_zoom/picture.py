"""The picture of the h-zoom: the curve magnified until h fills it, and the error for every h [scene_of]."""

import numpy as np

from sgdlab.labs.h_zoom.compute import H_GRID, NAMES, VIEW, HZoomResult
from sgdlab.quantities import Array
from sgdlab.scene import Axis, Curve, Curves, Lines, Mark, Path, Plane, Points, Rule, Scene, Series

TARGET = 1e-10  # the error of the first goal
SMALLEST, LARGEST = 1e-17, 100.0  # errors that are drawn; smaller ones are rounding, or 0
DRAWN = ("complex", "forward", "central")  # the dashed one last: where h is large, it lies on the first
MARGIN = 0.08
MARKS = {"√ε": float(np.sqrt(np.finfo(float).eps)), "∛ε": float(np.cbrt(np.finfo(float).eps))}

CURVE = Series("curve", "the curve", "gray")
TANGENT = Series("tangent", "tangent", "green")
RECIPES = {
    "forward": Series("forward", NAMES["forward"], "indigo", marker="square"),
    "central": Series("central", NAMES["central"], "gold", (7, 4), marker="triangle"),
    "complex": Series("complex", NAMES["complex"], "green", marker="diamond"),
}


def scene_of(result: HZoomResult) -> Scene:
    """Return the picture: secants and tangent near x, the errors, and the three estimates in words."""
    estimates = [line.replace(": ", "\n", 1) for line in result.lines]
    words = [Lines(estimates, list(RECIPES.values())), Lines([result.reason])]
    return Scene("The h-zoom", result.description, [_magnified(result), _errors(result)], words)


def _magnified(result: HZoomResult) -> Plane:
    """The curve around the point in units of h, with its tangent and the secants through the points that they use."""
    lines, points = secants(result)
    heights = np.concatenate([result.zoomed, *lines.values()])[:, 1]
    low, high = float(heights.min()), float(heights.max())
    room = MARGIN * (high - low) if high - low > 1e-12 else 1.0
    looks = {"tangent": TANGENT, **RECIPES}
    return Plane(
        Axis("distance from x, in h", (-VIEW, VIEW)),
        Axis("rise, in h", (low - room, high + room)),
        [Points(looks[name], at) for name, at in points.items()],
        [Path(CURVE, _to_the_pixel(result.zoomed, high - low + 2 * room))]
        + [Path(looks[name], line) for name, line in lines.items()],
        title="Magnified until h fills it",
    )


def secants(result: HZoomResult) -> tuple[dict[str, Array], dict[str, Array]]:
    """Return the tangent and both secants (2, 2), and the points (K, 2) through which they go, in units of h."""
    forward, central = result.estimates["forward"], result.estimates["central"]
    left, here, right = np.array([-1.0, forward - 2 * central]), np.zeros(2), np.array([1.0, forward])
    through = {"tangent": (here, result.slope), "forward": (here, forward), "central": (left, central)}
    ends = np.array([-VIEW, VIEW])
    lines = {name: np.column_stack([ends, y + slope * (ends - x)]) for name, ((x, y), slope) in through.items()}
    return lines, {"forward": np.array([here, right]), "central": np.array([left, right])}


def _to_the_pixel(curve: Array, height: float) -> Array:
    """Leave out what no one sees, as it is sent 400 times: digits, and five of six points of a smooth curve."""
    unit = 2.0 ** np.floor(np.log2(height / 1000))
    across, up = curve.T
    if np.abs(np.interp(across, across[::6], up[::6]) - up).max() < unit:
        across, up = across[::6], up[::6]
    return np.column_stack([across, np.round(up / unit) * unit])


def _errors(result: HZoomResult) -> Curves:
    return Curves(
        [Axis("h", scale="log")],
        Axis("error", (SMALLEST, LARGEST), "log"),
        [Curve(RECIPES[name], np.maximum(result.sweep[name], SMALLEST), {"h": H_GRID}) for name in DRAWN],
        [Mark("your h", result.settings.h, strong=True), *(Mark(name, h) for name, h in MARKS.items())],
        [Rule(f"{TARGET:g}".replace("-", "−"), TARGET)],
        title="Error of the slope",
    )
