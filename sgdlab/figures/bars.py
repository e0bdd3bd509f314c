"""Numbers as bars [bars]."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sgdlab.checks import given, mapping, one_of, text
from sgdlab.checks import number as number_of
from sgdlab.figures.runs import SCALES, Scale, look_of
from sgdlab.figures.sentences import listed, number, sentence
from sgdlab.scene import Axis, Bar, Bars, Figure, Scene, Series, figure_of

NOT = "not counted"


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
    series = [look_of(k, len(names), "bars").series(f"bars{k}", name) for k, name in enumerate(names)]
    said = [f"{head}: {', '.join(f'{n} {_written(v)}' for n, v in panel.items())}" for head, panel in panels.items()]
    shown = [_panel(head, panel, series, scale) for head, panel in panels.items()]
    return figure_of(Scene(listed(list(panels)), sentence("; ".join(said)), shown))


def _panel(head: str, values: Mapping[str, float | None], series: Sequence[Series], scale: Scale) -> Bars:
    """One bar for each name, in the look of its series."""
    groups = [name if value is not None else f"{name} ({NOT})" for name, value in values.items()]
    bars = []
    for one in series:
        if one.name in values:
            heights = [np.nan if name != one.name or value is None else value for name, value in values.items()]
            bars.append(Bar(one, heights))
    return Bars(Axis("", scale=scale), groups, bars, title=head, wide=True)


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
        return NOT
    return f"{value:,.0f}" if value == round(value) and value < 1e7 else number(value)
