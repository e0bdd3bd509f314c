"""Draw paths over the contours of a loss of two parameters [loss_surface]."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from sgdlab.checks import given as given_text
from sgdlab.figures.runs import NamedRun, as_runs, budget, spent
from sgdlab.figures.sentences import journeys, lowest_point, sentence, series_name
from sgdlab.landscape import surface
from sgdlab.landscape.surface import Surface, check_runs
from sgdlab.quantities import Given
from sgdlab.run import Run
from sgdlab.scene import Axis, Clock, Figure, Map, Path, Scene, Spot, figure_of

FINE, COARSE = 121, 61  # points along each side of the grid: vectorized losses, others
SAME = "give the problem that train was given, and the other one as surface=sgdlab.surface(…) if you want to see it"
EVEN = 2.5  # up to this ratio of the sides, both scales are equal, so that gradients are perpendicular to contours


def loss_surface(
    problem: object, runs: Run | Iterable[Run] | Mapping[str, Run], surface: Surface | None = None
) -> Figure:
    """Draw the contours of a loss of two parameters and the paths that runs took over it.

    The ring is the start, the cross the minimum, and a filled marker the end of a path; a path that diverged leaves the
    frame.  All paths of an ensemble are drawn, faintly.  Use a `surface` made by `sgdlab.surface` to choose the limits
    yourself, or to see the paths over another loss, such as that of test data.  Errors: as `surface`; a run on another
    problem.

    >>> import sgdlab as sl
    >>> loss_surface(sl.quadratic([1, 4]), sl.train(sl.quadratic([1, 4]), steps=20))
    The loss of a quadratic with curvatures 1, 4 over w1 and w2; the minimum is at w1 = 0, w2 = 0 (loss 0). Paths from
    w1 = 1, w2 = 1: full batch to w1 = 0.122, w2 = 3.66e-05 in 20 steps (loss 0.00739).
    """
    series = as_runs(runs)
    landscape = landscape_of(problem, series, surface)
    check_runs(problem, [one.run for one in series], SAME)
    names = landscape.names
    first = f"the loss of {landscape.title} over {names[0]} and {names[1]}; {lowest_point(landscape)}"
    words = f"{sentence(first)} {sentence('paths ' + journeys(series, names))}"
    starts = np.unique(np.concatenate([one.run.params[0].reshape(-1, 2) for one in series]), axis=0)
    panel = even_map_of(landscape, paths_of(series), [Spot("start", start, ring=True) for start in starts])
    return figure_of(Scene(f"The loss of {landscape.title}", words, [panel], clock=Clock(*budget(series))))


def landscape_of(problem: Given, series: Sequence[NamedRun], given: Surface | None) -> Surface:
    """Return the given surface, or one on which the runs fit."""
    if given is not None:
        if not isinstance(given, Surface):
            raise TypeError(f"surface is what sgdlab.surface returns; got {given_text(given)}")
        return given
    points = FINE if getattr(problem, "vectorized", False) else COARSE
    return surface(problem, paths=[one.run.params for one in series], points=points)


def map_of(landscape: Surface, paths: Sequence[Path], **options: Any) -> Map:
    """Return a surface as the panel of a scene, with paths over it; the options are other fields of `Map`."""
    x, y = (Axis(name, ends) for name, ends in zip(landscape.names, landscape.limits, strict=True))
    drawn = {"levels": landscape.levels(), "minimum": landscape.minimum, "paths": paths, **options}
    return Map(x, y, landscape.z, **drawn)


def even_map_of(landscape: Surface, paths: Sequence[Path], marks: Sequence[Spot]) -> Map:
    """Return a surface that may be flat; with one scale for both axes, if it is not too slim."""
    (left, right), (low, high) = landscape.limits
    equal = 1 / EVEN <= (right - left) / (high - low) <= EVEN
    levels = landscape.levels()
    if len(levels) < 2:  # so flat that its levels are the same to rounding
        levels = landscape.lowest + np.array([0.0, 1.0]) * max(1.0, abs(landscape.lowest))
    return map_of(landscape, paths, levels=levels, marks=marks, equal=equal, flat=True)


def paths_of(series: Sequence[NamedRun]) -> list[Path]:
    """Return the recorded parameters of all runs; an ensemble and a run that diverged are faint.

    A run that diverges crosses the frame many times on its way out.
    """
    total, unit = budget(series)
    found = []
    for k, one in enumerate(series):
        run, many = one.run, one.run.members is not None
        faint = many or one.diverged
        key = f"run{k}_paths" if faint else f"run{k}"
        looks = one.look.series(key, series_name(one), faint=faint, spent=spent(run, total, unit))
        found.append(Path(looks, np.moveaxis(run.params, 1, 0) if many else run.params))
    return found
