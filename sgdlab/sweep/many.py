"""A grid of settings, or many seeds [train_many]."""

import inspect
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from itertools import product
from typing import Any, TypeAlias
from warnings import catch_warnings

import numpy as np

from sgdlab.checks import function, given, is_list
from sgdlab.problems import Problem
from sgdlab.progress_bar import progress_bar
from sgdlab.quantities import Given, Loss
from sgdlab.sweep.result import Sweep
from sgdlab.sweep.work import Ended, Found, Settings, results, split, total
from sgdlab.training import train
from sgdlab.training.checks import as_problem, check_counts
from sgdlab.training.loop import INTERRUPTED

OWN = ("problem", "seeds", "record_every", "progress")  # arguments of train that a sweep sets itself
Recipe: TypeAlias = Callable[..., Any]
TAKEN = tuple(name for name in inspect.signature(train).parameters if name not in OWN)


def train_many(
    problem: Problem | Loss,
    recipe: Recipe | None = None,
    *,
    seed: int | Sequence[int] = 0,
    n_jobs: int | None = -1,
    **settings: object,
) -> Sweep:
    """Train one problem with every combination of some settings, or with many seeds, and keep the end of each run.

    recipe: a function that returns an optimizer or a dict of arguments for `train`: sgdlab.adam, sgdlab.sgd, or your
    own, such as lambda size: {"batches": minibatch(size)}.  Give its arguments by name.  A list, range or array is an
    axis of the grid, in the order of the recipe's arguments; a single value is the same for all runs.
    seed: a number, or a list, which is the last axis.  Further settings are those of `train`: steps, stop, gradient, …

    Each run equals the one that `train` makes with its settings (except for rounding, some 1e-12).  Runs that differ
    only in numbers are trained together, as ensembles, if the loss is vectorized and all parts, also a stop rule, are
    from sgdlab; the others are trained one by one.

    The result has .losses, .params, .diverged_at, .stopped_by and more, an entry for each point of the grid; .best is
    the point with the lowest loss, .settings(*point) its settings; .run(*point) trains it again with its whole record.

    n_jobs: the number of cores, as joblib counts them: -1 for all, None for the setting of joblib.parallel_config.  Its
    backend is used in any case: backend="dask" sends the runs to a Dask cluster.  Without joblib, if all runs
    are one ensemble, and if ensembles are short, only one core is used.  The results are the same for every backend.

    Ctrl-C ends the sweep early, just as it ends `train`: finished runs are kept, and on a single core also the result
    so far of the current run.  All others have the loss nan, and sweep.interrupted marks them.

    Errors: settings that neither the recipe nor `train` knows, or that are given twice; no axis; the errors of `train`.

    >>> from sgdlab import gradient_descent, quadratic
    >>> sweep = train_many(quadratic([1, 9]), gradient_descent, learning_rate=[0.1, 0.2, 0.3], momentum=[0.0, 0.5])
    >>> sweep.losses.shape, sweep.diverged.tolist()
    ((3, 2), [[False, False], [False, False], [True, False]])
    >>> sweep.run(2, 0).stopped_by
    'diverged at step 14'
    """
    if n_jobs is not None and (isinstance(n_jobs, bool) or not isinstance(n_jobs, int | np.integer) or not n_jobs):
        raise ValueError(f"n_jobs is a number of cores, -1 for all of them, or None; got {given(n_jobs)}")
    axes, make, fixed = _sorted(recipe, seed, settings)
    cells = [_cell(make, fixed, dict(zip(axes, point, strict=True))) for point in product(*axes.values())]
    problem = as_problem(problem, cells[0].get("start"))
    ends = _until_interrupted(results(problem, split(problem, cells), n_jobs), len(cells))
    nothing = Ended(np.full_like(next(iter(ends.values())).params, np.nan))
    *columns, bills = zip(*(ends.get(k, nothing) for k in range(len(cells))), strict=True)
    arrays = map(np.array, columns)
    shape = tuple(len(values) for values in axes.values())
    grids = {name: a.reshape(*shape, *a.shape[1:]) for name, a in zip(Ended._fields, arrays, strict=False)}
    return Sweep(axes=axes, bill=total(bills), problem=problem, cells=cells, **grids)


def _until_interrupted(found: Generator[Found, None, None], count: int) -> Found:
    """The ends of all runs, or of those that are finished when Ctrl-C comes."""
    ends: Found = {}
    with progress_bar(count, f"{count:,} runs") as bar, suppress(KeyboardInterrupt):
        for lot in found:
            ends |= lot
            bar.update(len(lot))
            if any(one.stopped_by.startswith(INTERRUPTED) for one in lot.values()):
                break
    with catch_warnings(action="ignore"):  # joblib warns that running work was cancelled
        found.close()
    if not ends:
        raise KeyboardInterrupt
    return ends


def _sorted(recipe: Given, seed: Given, settings: Settings) -> tuple[dict[str, list[Any]], Recipe, dict[str, Any]]:
    """Return the axes, the recipe as a function of all its arguments, and the settings for `train`."""
    if recipe is not None and not isinstance(recipe, type):  # a class makes an optimizer
        what = "a function that returns an optimizer, such as sgdlab.adam, or a dict of arguments for train"
        function(recipe, "recipe", f"{what} (for many seeds of one optimizer: optimizer=…, seed=range(8))")
    names = [] if recipe is None else list(inspect.signature(recipe).parameters)
    if "seed" in names:
        raise TypeError("the recipe has an argument seed, but seeds go to train: call it otherwise, as init_seed")
    if unknown := [name for name in settings if name not in names and name not in TAKEN]:
        raise TypeError(
            f"neither the recipe nor train takes {unknown[0]!r} here: the recipe takes {', '.join(names) or 'none'}, "
            f"train {', '.join(TAKEN)}. A sweep keeps only the ends of its runs; sweep.run(…) records one"
        )
    asked = {name: settings[name] for name in names if name in settings}
    axes = {name: list(_items(value)) for name, value in {**asked, "seed": seed}.items() if is_list(value)}
    if outside := [name for name in settings if name not in names and is_list(settings[name]) and name != "start"]:
        raise TypeError(
            f"{outside[0]} is not an axis, as only arguments of the recipe are: write train_many(problem, "
            f'lambda {outside[0]}: {{"{outside[0]}": {outside[0]}}}, {outside[0]}=[…])'
        )
    if not axes:
        raise ValueError(
            "all runs would be the same: give an argument of the recipe as a list, as in train_many(problem, adam, "
            "learning_rate=[0.1, 0.3]), or seed=range(8)"
        )
    if empty := [name for name, values in axes.items() if not values]:
        raise ValueError(f"{empty[0]} is an axis without values; give at least one")
    constant = {name: value for name, value in asked.items() if name not in axes}
    fixed = {"seed": seed, **{name: value for name, value in settings.items() if name not in names}}
    return axes, lambda **point: {} if recipe is None else recipe(**constant, **point), fixed


def _items(values: Given) -> Any:
    """The values of an axis; numbers from an array become Python numbers."""
    if hasattr(values, "ndim") and not isinstance(values, np.ndarray):
        values = np.asarray(values)  # a column of pandas
    if isinstance(values, np.ndarray) and values.dtype.kind not in "biufUTO":
        raise TypeError(f"an axis is a list of values, or an array of numbers or words; got {given(values)}")
    return values.tolist() if isinstance(values, np.ndarray) and values.ndim == 1 else values


def _cell(make: Recipe, fixed: Settings, point: dict[str, Any]) -> dict[str, object]:
    """The arguments of `train` at a point of the grid."""
    seed = point.pop("seed", fixed["seed"])
    made = make(**point)
    made = made if isinstance(made, dict) else {"optimizer": made}
    if made.get("optimizer", made) is None:
        raise TypeError(f"the recipe returned None for {point}: it returns an optimizer, or a dict for train")
    if strange := [name for name in made if name not in TAKEN]:
        raise TypeError(f"the recipe returned {strange[0]!r}, which a sweep does not take; it takes {', '.join(TAKEN)}")
    if twice := [name for name in made if name in fixed and name != "seed"]:
        raise TypeError(f"{twice[0]} is given twice: by the recipe and beside it; leave one of them out")
    check_counts(steps=made.get("steps", fixed.get("steps")))
    return {**fixed, "seed": seed, **made}
