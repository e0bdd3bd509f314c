"""Put batches, gradient method and optimizer into one loop [train]."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.batches import BatchRule, full_batch
from sgdlab.checks import flag
from sgdlab.gradient_free.search import GradientFree
from sgdlab.gradients import backprop
from sgdlab.gradients.method import GradientMethod
from sgdlab.optimizers import gradient_descent
from sgdlab.optimizers.optimizer import Optimizer, OwnRule
from sgdlab.optimizers.own_function import as_optimizer
from sgdlab.problems import Problem
from sgdlab.quantities import Loss
from sgdlab.run import Run
from sgdlab.training.checks import as_problem, check_counts, check_no_gradient, check_parts, check_settings, start_of
from sgdlab.training.drawing import examples
from sgdlab.training.fused import stepper_of
from sgdlab.training.loop import complete, descend
from sgdlab.training.record import Recorder, Rows
from sgdlab.training.search import Search, is_search
from sgdlab.training.so_far import RunSoFar
from sgdlab.training.stepper import Gradients, Stepper
from sgdlab.training.stop_rule import Reasons, Seen, StopRule, as_stop_rule


def train(
    problem: Problem | Loss,
    start: ArrayLike | None = None,
    *,
    gradient: GradientMethod | None = None,
    optimizer: Optimizer | GradientFree | OwnRule | None = None,
    batches: BatchRule = full_batch,
    steps: int | None = None,
    stop: StopRule | Callable[[Seen], Reasons] | None = None,
    seed: int | Sequence[int] = 0,
    seeds: int | None = None,
    record_every: int | None = None,
    progress: bool = True,
) -> Run:
    """Minimize the loss of a problem step by step, and return the record of the run with its bill.

    Formula: w_0 = start;  for each step k:  B_k from `batches`,  g_k = `gradient`(loss, w_k, B_k),
    w_{k+1} = w_k + step, the step from `optimizer`(g_k).

    problem: a Problem, or a plain function loss(params) (then `start` is required and there are no batches).
    start: (P,); or (S, P) for an ensemble of S runs at once.  seeds=S: an ensemble of S runs from one start with the
    seeds seed, seed + 1, …; each equals the single run with its seed.  seed: a number, or a list with one number for
    each member.  gradient: backprop by default.
    optimizer: gradient_descent(0.1) by default; or a search without gradients, such as evolution_strategy(), which
    chooses w_{k+1} itself from the losses of its candidates on B_k; then the run's gradients are None.
    steps: 100 by default, or no limit if there is a `stop`: a function of the run so far (.step, .params, .value,
    .gradient, .charged, .epochs) that returns the reason to stop, or True, or None to continue.
    record_every: keep every k-th row; by default all rows of a short run, and up to 2,000 of a long one.
    progress: show a bar after the first second, if tqdm is installed and the output is a terminal or a notebook.

    Batches, a gradient method with a parameter `rng`, and a search each have their own random generator, a child of the
    seed, so swapping one of them leaves the draws of the others as they were.

    A run has *diverged*, and stops, at the first step where the parameters or the batch loss are not finite, or the
    batch loss is above a million times (1 + |the loss at the start|); at the end of a run, where no batch is drawn, the
    loss on *all* examples counts.  An ensemble continues without that member.
    Rows at the end whose loss on *all* examples is not finite are left out: the run diverged at the first of them.
    Ctrl-C ends a run as well, and the record so far is returned; in a loop of your own, it ends only the current run.

    Errors: parts, shapes and numbers that do not fit; the message names them.

    >>> from sgdlab.problems import quadratic
    >>> train(quadratic([1, 9]), optimizer=gradient_descent(0.2), steps=20)  # doctest: +ELLIPSIS
    a quadratic with curvatures 1, 9: 20 steps of the full batch, backprop, gradient descent: full-batch gradient ...
    """
    problem = as_problem(problem, start)
    searches = is_search(optimizer)
    if searches:
        check_no_gradient(gradient, optimizer)
    gradient = backprop if gradient is None else gradient
    check_parts(gradient, batches, stop)
    flag(progress, "progress")
    check_counts(steps=steps, seeds=seeds, record_every=record_every)
    limit = (100 if stop is None else None) if steps is None else int(steps)  # an int8 would overflow
    with np.errstate(all="ignore"):  # the record reports that a run diverges
        params, losses, own_seeds = start_of(problem, start, seed, seeds)
        stepper: Stepper
        if searches:
            rule, stepper, share = optimizer, Search(problem, optimizer, params, own_seeds), False
        else:
            rule = as_optimizer(gradient_descent(0.1) if optimizer is None else optimizer)
            check_settings(rule, params)
            gradients = Gradients(problem, gradient, params, own_seeds)
            stepper, share = stepper_of(gradients, rule, batches, params, limit), gradients.all_members
        parts = batches, None if searches else gradient, rule
        recorder = Recorder(Rows(record_every, params.size, problem.n), parts, own_seeds)
        now = RunSoFar(problem, params, losses, stepper.meter, as_stop_rule(stop), limit)
        members = len(params) if params.ndim == 2 else None
        chosen = examples(problem, batches, own_seeds, members, share)
        return complete(now, descend(now, recorder, chosen, stepper), recorder, progress)
