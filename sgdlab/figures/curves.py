"""Draw the loss of runs against steps, epochs or example-gradients [loss_curves]."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

import numpy as np

from sgdlab.checks import flag, given, one_of, real_array
from sgdlab.checks import number as number_of
from sgdlab.figures.runs import NamedRun, as_runs, budget, lost, spent
from sgdlab.figures.sentences import BAND, loss, number, sentence, series_name, spread, unit_of
from sgdlab.landscape.surface import check_runs
from sgdlab.problems import Problem
from sgdlab.quantities import Array, count
from sgdlab.run import Run
from sgdlab.scene import Axis, Clock, Curve, Curves, Figure, Scene, figure_of

Against: TypeAlias = Literal["steps", "epochs", "example-gradients"]
AXES = {"steps": "steps", "epochs": "epochs", "example-gradients": "examples_seen"}  # choice: attribute of the run
Band: TypeAlias = tuple[float, float] | None


def loss_curves(
    runs: Run | Iterable[Run] | Mapping[str, Run],
    against: Against = "steps",
    log: bool = True,
    excess: Problem | float | None = None,
    band: tuple[float, float] | None = (10, 90),
    seeds: Mapping[str, Run] | None = None,
) -> Figure:
    """Draw the loss on all examples, as it was recorded.

    An ensemble is drawn as its median, with a band between two percentiles (`band=None`: no band).  `seeds` are
    ensembles by the names of single runs; their bands from the 10th to the 90th percentile are drawn behind those runs.
    `excess` is a problem with a known minimum, or the lowest possible loss: the height above it is drawn.  A loss of
    more than ten times the one at the start leaves the frame.  With a loss below 0 the axis is linear.
    Errors: an axis that is not one of the three, percentiles that do not rise, a problem without a known minimum,
    seeds for a run that does not exist, a run on another problem.

    >>> import sgdlab as sl
    >>> loss_curves(sl.train(sl.quadratic([1, 4]), steps=20))
    Loss against steps, on a logarithmic axis: full batch from 2.5 to 0.00739 in 20 steps.
    """
    one_of(against, "against", AXES)
    flag(log, "log")
    _check_band(band)
    series = as_runs(runs)
    above = excess is not None and excess is not False
    floor = _floor(excess, series) if above else 0.0
    log = log and _suits_log(series, floor)
    behind = _behind(series, seeds)
    title = "Loss on all examples" if any(one.run.examples > 1 for one in series) else "Loss"
    title, label = ("Loss above its minimum", "loss above its minimum") if above else (title, "loss")
    axes = [_axis(choice, series) for choice in (against, *(one for one in AXES if one != against))]
    curves = _curves(series, floor, band, behind)
    panel = Curves(axes, Axis(label, scale="log" if log else "linear"), curves, title=title)
    scale = "a logarithmic axis" if log else "a linear axis"
    parts = "; ".join(_ends(one, against, floor, band) for one in series)
    spreads = [f" {spread(behind[k], one.name)}" for k, one in enumerate(series) if k in behind]
    words = sentence(f"{panel.y.label} against {axes[0].label}, on {scale}: {parts}") + "".join(spreads)
    return figure_of(Scene("The loss", words, [panel], clock=Clock(*budget(series))))


def _curves(series: Sequence[NamedRun], floor: float, band: Band, behind: Mapping[int, Run]) -> list[Curve]:
    """The losses of all runs; `behind` gives single runs the bands of ensembles."""
    total, unit = budget(series)
    curves = []
    for k, one in enumerate(series):
        shade = f": median, {band[0]:g} to {band[1]:g} %" if band else ": median"
        name = series_name(one) + (shade if one.run.members else "")
        line = one.look.series(f"run{k}", name, spent=spent(one.run, total, unit))
        x = {choice: np.asarray(getattr(one.run, AXES[choice]), dtype=float) for choice in AXES}
        many, percentiles = (behind[k], BAND) if k in behind else (one.run, band)
        edges = edges_of(many, one.run, floor, percentiles)
        middle = one.run.losses if one.run.members is None else np.median(one.run.losses, axis=1)
        curves.append(Curve(line, middle - floor, x, *edges))
    return curves


def _floor(excess: object, series: Sequence[NamedRun]) -> float:
    if isinstance(excess, Problem):
        if excess.minimum is None:
            raise ValueError(f"{excess.title} has no known minimum; give the lowest loss as a number: excess=0.0")
        check_runs(excess, [one.run for one in series])
        return float(excess(excess.minimum))
    return number_of(excess, "excess", ", the lowest loss, or a problem with a known minimum")


def _suits_log(series: Sequence[NamedRun], floor: float) -> bool:
    """Whether there is a loss above the floor and none clearly below it (slightly below is rounding)."""
    heights = np.concatenate([one.run.losses.ravel() - floor for one in series])
    return bool(np.any(heights > 0) and not np.any(heights < -1e-9 * (1 + abs(floor))))


def _check_band(band: object) -> None:
    if band is None:
        return
    ends = real_array(band, "band", (2,), hint="; it is two percentiles, such as (10, 90), or None")
    if not 0 <= ends[0] < ends[1] <= 100:
        raise ValueError(f"band is two percentiles that rise, such as (10, 90), or None; got {given(band)}")


def _behind(series: Sequence[NamedRun], seeds: object) -> dict[int, Run]:
    """The ensembles, by the index of the run behind which their band is drawn."""
    if seeds is None:
        return {}
    if not isinstance(seeds, Mapping):
        raise TypeError(f"seeds is {{name: ensemble}}, by the names of the runs; got {given(seeds)}")
    names = [one.name for one in series]
    for name, many in seeds.items():
        if not isinstance(many, Run) or many.members is None:
            raise ValueError(f"seeds is an ensemble, such as train(…, seeds=32); got {given(many)}")
        if name not in names:
            raise ValueError(f"seeds belong to runs by name: {', '.join(map(repr, names))}; got {name!r}")
    return {names.index(name): many for name, many in seeds.items()}


def _ends(one: NamedRun, against: str, floor: float, band: Band) -> str:
    run = one.run
    spent_at_end = getattr(run, AXES[against])[-1]
    what = _budget_words(against, [run])
    what = what if spent_at_end != 1 else what.removesuffix("s")
    unit = unit_of(run.losses)
    first, last = (loss(np.median(run.losses[k]) - floor, unit) for k in (0, -1))
    words = f"{series_name(one)} from {first} to {last} in {number(spent_at_end)} {what}"
    if run.members is None:
        return words
    gone = 0 if one.diverged else lost(run)
    some = f", {count(gone, 'seed')} diverged" if gone else ""
    if band is None:
        return f"{words}, in the median{some}"
    low, high = np.percentile(run.losses[-1], band) - floor
    return f"{words}, in the median ({band[0]:g} to {band[1]:g} %: {loss(low, unit)} to {loss(high, unit)}){some}"


def _axis(choice: str, series: Sequence[NamedRun]) -> Axis:
    runs = [one.run for one in series]
    end = max(float(getattr(run, AXES[choice])[-1]) for run in runs)
    return Axis(_budget_words(choice, runs), total=end if end > 0 else None, key=choice)


def _budget_words(choice: str, runs: Sequence[Run]) -> str:
    """What an axis counts: the budget of runs that compute no gradients is in loss evaluations."""
    gradients = any(run.bill.example_gradients or not run.bill.loss_evaluations for run in runs)
    return choice if gradients or choice != "example-gradients" else "loss evaluations"


def edges_of(
    many: Run | None, run: Run | None, floor: float = 0.0, percentiles: Band = BAND
) -> tuple[Array | None, Array | None]:
    """Return two percentiles of an ensemble's losses above a floor, at the rows of a run; (None, None) without one.

    If one of them diverged, it is shorter than the other and can end between two rows; the edges are NaN where the
    ensemble has no row.
    """
    if many is None or many.members is None or run is None or percentiles is None:
        return None, None
    edges = np.full((2, len(run.steps)), np.nan)
    _, of_run, of_many = np.intersect1d(run.steps, many.steps, return_indices=True)
    edges[:, of_run] = np.percentile(many.losses[of_many], percentiles, axis=1) - floor
    return edges[0], edges[1]
