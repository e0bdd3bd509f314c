"""What the gradient cloud says of the gradients at a point [lines, rows, description].

The templates, WORDS, are filled in here and, in the same way, by the page (`front_end/src/labs/gradient_cloud`).
"""

from typing import TYPE_CHECKING

import numpy as np

from sgdlab.figures.sentences import NEGLIGIBLE

if TYPE_CHECKING:
    from sgdlab.labs.gradient_cloud.compute import GradientCloudResult

DRAWS = 500  # mini-batches
LEVEL = 0.95  # the share of them that the ellipse should contain

WORDS = {
    "full": "all {examples} examples, at {across} = {x}, {up} = {y}\nthe full gradient has length {length}",
    "spread": f"{DRAWS} {{batches}}\nspread {{measured}} around the full gradient, predicted {{predicted}}",
    "downhill": "steps against these gradients that begin downhill\n{share}",
    "share": "{percent} % of them",
    "no direction": "none, because no direction is downhill here",
    "one": "single examples, drawn {how} replacement",
    "some": "mini-batches of {size}, drawn {how} replacement",
    "mean": "mean along {name}",
    "spread along": "spread along {name}",
    "covariance": "covariance",
    "inside": "in the ellipse",
    "percent": "{percent} %",
    "level": f"{100 * LEVEL:.0f} %",
    "described": "Gradients of {title}. {lines}; the predicted ellipse holds {percent} % of them.",
    "bill": "the bill\n{examples} example-gradients: a mini-batch's is the mean of some of them",
}


def lines(result: "GradientCloudResult") -> list[str]:
    """Return the full gradient; how far the mini-batches are from it; how many of them lead downhill."""
    (x, y), (across, up) = result.settings.point, result.names
    predicted, measured = (number(one, result.unit) for one in result.spread)
    drawn = batches(result.settings.batch_size, result.settings.replace)
    length = f"{result.length or 0.0:.3g}"
    full = {"examples": f"{result.noise.n:,}", "across": across, "up": up, "x": f"{x:.3g}", "y": f"{y:.3g}"}
    share = WORDS["no direction"]
    if result.downhill is not None:
        share = WORDS["share"].format(percent=f"{100 * result.downhill:.3g}")
    return [
        WORDS["full"].format(**full, length=length),
        WORDS["spread"].format(batches=drawn, measured=measured, predicted=predicted),
        WORDS["downhill"].format(share=share),
    ]


def batches(size: int, replace: bool) -> str:
    """Return what the mini-batches are and how they are drawn.

    >>> batches(8, replace=False)
    'mini-batches of 8, drawn without replacement'
    """
    return WORDS["one" if size == 1 else "some"].format(size=f"{size:,}", how="with" if replace else "without")


def rows(result: "GradientCloudResult") -> list[list[str]]:
    """Return the table of means and spreads: predicted, and measured in the cloud."""
    table, unit = [], result.unit
    for k, name in enumerate(result.names):
        mean = [number(result.noise.mean[k], unit), number(result.cloud[:, k].mean(), unit)]
        spreads = [number(np.sqrt(one[k, k]), unit) for one in (result.covariance, result.measured)]
        table += [[WORDS["mean"].format(name=name), *mean], [WORDS["spread along"].format(name=name), *spreads]]
    both = [number(one[0, 1], unit**2) for one in (result.covariance, result.measured)]
    inside = WORDS["percent"].format(percent=f"{100 * result.inside:.3g}")
    return [*table, [WORDS["covariance"], *both], [WORDS["inside"], WORDS["level"], inside]]


def description(result: "GradientCloudResult") -> str:
    """Return what the picture shows, in a few sentences."""
    sentences = [line.replace("\n", ": ", 1) for line in lines(result)]
    said = ". ".join(line[:1].upper() + line[1:] for line in sentences)
    return WORDS["described"].format(title=result.title, lines=said, percent=f"{100 * result.inside:.3g}")


def number(value: float, unit: float) -> str:
    """Return a number with three digits; rounding errors of a sum that is zero, far below the unit, are 0."""
    return f"{value if abs(value) > NEGLIGIBLE * unit else 0.0:.3g}"
