"""A recipe as one plain NumPy function that can be read, copied and run [program]."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.batches import BatchRule, full_batch, minibatch
from sgdlab.bill import Bill
from sgdlab.checks import whole
from sgdlab.gradients import backprop
from sgdlab.gradients.differences import ComplexStep, FiniteDifference
from sgdlab.gradients.method import GradientMethod
from sgdlab.optimizers import gradient_descent
from sgdlab.optimizers.optimizer import Optimizer, OwnRule
from sgdlab.optimizers.own_function import as_optimizer
from sgdlab.part import part_name
from sgdlab.problems import Problem
from sgdlab.programs import Parts, RunSource, UntraceableError, page_recipe, write_run
from sgdlab.quantities import Array, Given
from sgdlab.training.bill import UsageCounter
from sgdlab.training.checks import check_parts, check_settings, check_start, takes_rng
from sgdlab.training.drawing import examples
from sgdlab.training.recipe import recipe_in_words
from sgdlab.training.search import is_search

MOST_DIFFERENCES = 32  # parameters: finite differences write the loss down twice for each
COUNTS = ("loss_evaluations", "example_gradients", "operations")  # of a bill


class Program:
    """A whole training run as one plain NumPy function; see `program`, which makes it."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts

    def __reduce__(self) -> tuple[type[Program], tuple[Parts]]:
        return Program, (self.parts,)  # a copy writes its function anew: `pickle` sends none that is in no module

    @cached_property
    def written(self) -> RunSource:
        """The source with what it calls by name."""
        try:
            return write_run(self.parts)
        except UntraceableError as reason:
            raise ValueError(f"{self.title} has no program, because {reason}") from None

    @property
    def title(self) -> str:
        """The recipe in words."""
        words = recipe_in_words(self.parts.batches, self.parts.method, self.parts.optimizer)
        return f"{self.parts.problem.title} by {words}"

    @property
    def source(self) -> str:
        """The function `train(*data, start, steps, seed)`, which returns the path (steps + 1, P)."""
        return self.written.source

    @cached_property
    def function(self) -> Callable[..., Any]:
        """The function of the source."""
        space = dict(self.written.called)
        exec(compile(self.source, "<train, written by sgdlab.program>", "exec"), space)
        return space["train"]  # type: ignore[no-any-return]

    def __call__(self, start: ArrayLike | None = None, *, steps: int = 100, seed: int = 0) -> Array:
        """Return the path (steps + 1, P) from a start, by default that of the problem.

        It is the path of `train`, but it doesn't look where it is going: a run that diverges goes on.
        """
        problem = self.parts.problem
        params = check_start(problem, start, None)
        if params.ndim != 1:
            raise ValueError(f"a program trains one set of parameters, so start has shape (P,); got {params.shape}")
        whole(steps, "steps", 0)
        with np.errstate(all="ignore"):
            path: Array = self.function(*problem.data, start=params, steps=steps, seed=whole(seed, "seed", 0))
        return path

    def recipe(self) -> dict[str, Any]:
        """Return the recipe as a page takes it: a step and the loss in JavaScript, settings, state, data, charge.

        Errors: ValueError, if a part is a function of your own that can't be traced, or can't be written.
        """
        try:
            return {**page_recipe(self.parts), "charge": charge(self.parts)}
        except UntraceableError as reason:
            raise ValueError(f"{self.title} has no recipe for a page, because {reason}") from None

    def __repr__(self) -> str:
        return f"a program for {self.title}"


def program(
    problem: Problem,
    *,
    gradient: GradientMethod = backprop,
    optimizer: Optimizer | OwnRule | None = None,
    batches: BatchRule = full_batch,
) -> Program:
    """Write a whole training run as one plain NumPy function, which you can read, copy and run without sgdlab.

    Formula: the loop of `train` with its three jobs, each a block under a comment: which examples, which way is up, how
    far.  Called with a start, steps= and seed=, the program returns the path (steps + 1, P) of `train`.

    problem: a Problem with a start.  gradient, optimizer (gradient_descent(0.1) by default) and batches: those of
    `train`.  Loss, gradient and optimizer are traced, as `compile` traces a function: they are run, and what they
    compute is written down.  So a loss may not draw at random, count, read what changes, or decide by the number of
    examples, as min(n, 4) does.  A batch rule, a schedule or an optimizer of your own that can't be traced, such as one
    with an `if` or with random numbers, is called by its name.

    Errors: a search, a problem in float32, a loss that decides by the number of examples at a size of its batches, or a
    gradient method that draws at random or can't be traced; the message says why.

    >>> import sgdlab as sl
    >>> descent = sl.program(sl.quadratic([1, 9]), optimizer=sl.gradient_descent(0.1, momentum=0.9))
    >>> print(descent.source.split("for k in range(steps):")[1])
    <BLANKLINE>
            # Which way is up?  The gradient of the loss, by backprop.
            gradient = curvatures * params  # 2
    <BLANKLINE>
            # How far?  Gradient descent with momentum 0.9.
            velocity = momentum * velocity + gradient   # 2
            params = params - learning_rate * velocity  # 2
            path.append(params)
        return array(path)
    <BLANKLINE>
    >>> descent(steps=2).round(3).tolist()
    [[1.0, 1.0], [0.9, 0.1], [0.72, -0.8]]
    """
    if not isinstance(problem, Problem):
        raise TypeError(
            "problem is a sgdlab.Problem, which has a start and its data; write a function loss(params) as "
            "sgdlab.Problem(lambda params, batch: loss(params), start=[0.0])"
        )
    start = check_start(problem, None, None)
    if start.dtype != np.float64:
        raise ValueError(
            f"{problem.title} has no program: its parameters are in {start.dtype}, and a program computes in float64, "
            "so it would take another path; make the problem of arrays in float64, such as X.astype(float)"
        )
    if is_search(optimizer):
        raise ValueError(
            f"{part_name(optimizer)} has no program: a search draws its candidates at random, and a program needs a "
            "gradient and an optimizer, such as gradient_descent(0.1)"
        )
    check_parts(gradient, batches, None)
    rule = as_optimizer(gradient_descent(0.1) if optimizer is None else optimizer)
    check_settings(rule, start)
    _check_method(gradient, len(start))
    if isinstance(batches, minibatch) or not problem.data:  # your own rule may remember that it was called
        next(examples(problem, batches, 0, None, share=False))  # raises where that can't be drawn
    return Program(Parts(problem, gradient, rule, batches, start))


def _check_method(method: Given, size: int) -> None:
    why = ""
    if takes_rng(method):
        why = "draws at random, and a program draws only batches"
    elif isinstance(method, ComplexStep):
        why = "computes with complex numbers, which can't be traced"
    elif isinstance(method, FiniteDifference) and size > MOST_DIFFERENCES:
        why = f"writes the loss down {2 * size + 1} times, which nobody could read"
    if why:
        raise ValueError(f"{part_name(method)} has no program: it {why}; use backprop, forward_mode or by_hand")


def charge(parts: Parts) -> dict[str, Any]:
    """Return what a run adds to the bill: for each count four numbers.

    These are for each gradient and for each example in it, and for each step that is taken and each example in that: an
    optimizer that needs a Hessian asks for it only if the step is taken.  It is measured with the method itself, on
    batches of two sizes.  Operations are None if they can't be counted.
    """
    sizes = (1, 2) if parts.names and parts.problem.n > 1 else (parts.problem.n,)
    pairs = [_bills(parts, size) for size in sizes]
    found: dict[str, Any] = {}
    for name in COUNTS:
        counts = [(getattr(one, name), getattr(two, name)) for one, two in zip(pairs[0], pairs[-1], strict=True)]
        known = not any(None in both for both in counts)
        found[name] = [n for one, two in counts for n in (2 * one - two, two - one)] if known else None  # a + b B
    return found


def _bills(parts: Parts, size: int) -> tuple[Bill, Bill]:
    """The bills of a gradient on so many examples, and of what the optimizer needs besides."""
    gradient, besides = UsageCounter(parts.problem), UsageCounter(parts.problem)
    batch = tuple(array[:size] for array in parts.problem.data) or None
    if parts.method is backprop and parts.problem.pure:  # the tape tells, without a program for batches so small
        gradient.example_gradients, gradient.operations = gradient.charge_of_gradient(parts.start, batch or ())
    else:
        parts.method(gradient.counted(), parts.start, batch)
    if getattr(parts.optimizer, "needs", None) == "hessian":
        besides.hessian(parts.start, batch)
    return gradient.bill(1), besides.bill(1)
