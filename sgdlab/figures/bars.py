"""Numbers as bars [bars]."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from sgdlab.checks import given, mapping, one_of, text
from sgdlab.checks import number as number_of
from sgdlab.figures.panel import INK, SCALES, Scale, look_of, tint
from sgdlab.figures.sentences import number, sentence
from sgdlab.scene.figure import WIDTH, Figure

ROW, HEAD = 0.32, 0.55  # inches: for a bar, and for what is above and below the bars of a panel
HATCHES = ("", "////", "....", "\\\\\\\\", "xxxx")


def bars(values: Mapping[str, Any], what: str = "", *, scale: Scale = "linear") -> Figure:
    """Draw numbers as bars, with the numbers written next to them.

    `values` is {name: number}, and `what` says what is counted; or {what: {name: number}}, with panels one below the
    other, in which the same name has the same color and hatching.  None stands for "not counted".
    `scale="log"` draws the bars on a logarithmic axis.  Errors: no number at all; negative or infinite ones.

    >>> bars({"loss evaluations": {"forward difference": 2460, "backprop": 0}, "operations": {"backprop": 90}})
    Loss evaluations: forward difference 2,460, backprop 0; operations: backprop 90.
    """
    one_of(scale, "scale", SCALES)
    panels = _panels(values, text(what, "what"))
    names = list(dict.fromkeys(name for panel in panels.values() for name in panel))
    looks = {name: look_of(k, len(names), "bars")[0] for k, name in enumerate(names)}
    hatches = {name: HATCHES[k % len(HATCHES)] for k, name in enumerate(names)}
    said = [f"{head}: {', '.join(f'{n} {_written(v)}' for n, v in panel.items())}" for head, panel in panels.items()]
    heights = [HEAD + ROW * len(panel) for panel in panels.values()]

    def draw(figure: Any) -> None:
        rows = figure.subplots(len(panels), 1, squeeze=False, height_ratios=heights)[:, 0]
        for axes, (head, panel) in zip(rows, panels.items(), strict=True):
            lengths = [value or 0.0 for value in panel.values()]
            least = min((v for v in lengths if v > 0), default=1.0)
            left = 10.0 ** np.floor(np.log10(least) - 0.5) if scale == "log" else 0.0
            top = max(*lengths, least)
            for k, (name, value) in enumerate(panel.items()):
                color = looks[name].color
                width = max((value or 0.0) - left, 0.0)
                style = {"color": tint(color, 0.55), "edgecolor": color, "hatch": hatches[name], "linewidth": 1.0}
                axes.barh(k, width, left=left, height=0.7, zorder=3, **style)
                place = {"xytext": (5, 0), "textcoords": "offset points", "va": "center", "color": INK}
                axes.annotate(_written(value), (left + width, k), **place)
            axes.set_xscale(scale)
            axes.set_xlim(left, top * (top / left) ** 0.15 if scale == "log" else 1.15 * top)
            axes.set(yticks=range(len(panel)), yticklabels=panel, ylim=(len(panel) - 0.5, -0.5), title=head)
            axes.tick_params(which="both", left=False, bottom=False, labelbottom=False)
            axes.spines[["top", "right", "bottom"]].set_visible(False)

    return Figure(draw, sentence("; ".join(said)), width=WIDTH, height=max(1.6, sum(heights)))


def _panels(values: Any, what: str) -> dict[str, dict[str, float | None]]:
    what_is = "{name: number}, or {what: {name: number}} throughout"
    kinds = {isinstance(panel, Mapping) for panel in mapping(values, "values", what_is).values()}
    if len(kinds) != 1:
        raise ValueError(f"values is {what_is}; got {given(values)}")
    (nested,) = kinds
    panels = values if nested else {what or "value": values}
    found = {
        str(head): {str(name): None if v is None else number_of(v, str(name), least=0) for name, v in panel.items()}
        for head, panel in panels.items()
    }
    if all(v is None for panel in found.values() for v in panel.values()):
        raise ValueError(f"values has at least one number; got {given(values)}")
    return {head: panel for head, panel in found.items() if panel}


def _written(value: float | None) -> str:
    if value is None:
        return "not counted"
    return f"{value:,.0f}" if value == round(value) and value < 1e7 else number(value)
