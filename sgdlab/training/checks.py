"""Check what `train` was given before the first step: problem, start, parts and counts."""

import inspect
from collections.abc import Mapping
from functools import cache

import numpy as np

from sgdlab.calls import example, returned
from sgdlab.checks import as_array, function, given, is_list, loss_value, reals, whole
from sgdlab.optimizers.optimizer import rate_at
from sgdlab.part import Part, made, part_name
from sgdlab.problems import Problem
from sgdlab.problems.problem import parameters
from sgdlab.quantities import Array, Given, Gradient, Loss, LossValue, Params
from sgdlab.training.losses import losses_at
from sgdlab.training.stop_rule import StopRule


def as_problem(problem: Problem | Loss, start: Given = ()) -> Problem:
    """Return the problem; a plain function loss(params) becomes one without data, for which training needs a start."""
    if isinstance(problem, Problem):
        return problem
    kind = returned(made(problem, "problem"))
    if isinstance(kind, type) and issubclass(kind, Problem):
        name = problem.__name__
        raise TypeError(f"problem: you gave the function {name} itself; write {name}({example(problem)})")
    what = "a sgdlab.Problem, such as sgdlab.linear_regression(X, y), or a function loss(params)"
    function(problem, "problem", what, takes=("params",))
    if start is None:
        raise ValueError("a plain function does not say how many parameters it has: give a start, such as start=[0.0]")
    return Problem(lambda params, batch: problem(params), title=part_name(problem))


EXAMPLES = {"gradient": "backprop", "batches": "minibatch(8)", "stop": "budget(epochs=9)"}


def check_part(name: str, part: Given, allowed: str, takes: tuple[str, ...]) -> None:
    """Refuse a part that can't be called with these arguments, such as the name of a part as text."""
    if name == "stop" and is_list(part):
        allowed += "; several are joined with |, such as budget(epochs=9) | target_loss(0.1)"
    if isinstance(part, str):
        allowed += f", and given without quotes, such as {name}=sgdlab.{EXAMPLES[name]}"
    if not isinstance(part, Part | Problem):
        function(made(part, name), name, allowed, takes)
    elif not _fits(type(part), takes[0]):  # type: ignore[arg-type]
        raise TypeError(f"{name} is {allowed}; got {given(part)}")


@cache
def _fits(kind: type, first: str) -> bool:
    """Whether the parts of a class take an argument of this name; to find out takes as long as a training step."""
    return first in inspect.signature(kind.__call__).parameters


def check_parts(gradient: Gradient, batches: Given, stop: Given) -> None:
    """Refuse parts that `train` could not call, also `grad` and what it returns, which take no loss."""
    methods = "sgdlab.backprop, finite_difference, by_hand, or a function (loss, params, batch)"
    if inspect.isfunction(gradient) and str(inspect.unwrap(gradient).__module__).startswith("sgdlab.autodiff"):
        raise TypeError(f"gradient is {methods} that returns (value, gradient); got {given(gradient)}")
    check_part("gradient", gradient, methods, takes=("loss", "params", "batch"))
    rules = "sgdlab.full_batch, minibatch(8), one_at_a_time, or a function (n, rng)"
    check_part("batches", batches, rules, takes=("n", "rng"))
    if stop is not None and not isinstance(stop, StopRule):
        own = "a function of the run so far that returns a reason to stop, or None"
        check_part("stop", stop, f"sgdlab.budget(epochs=9), target_loss(0.1), or {own}", takes=("run",))


def check_no_gradient(gradient: Given, search: Given) -> None:
    """Refuse a gradient method beside a search."""
    if gradient is not None:
        raise ValueError(
            f"{part_name(search)} compares losses and has no use for a gradient: leave gradient={given(gradient)} "
            "out, or give an optimizer that takes gradients, such as gradient_descent(0.1)"
        )


def takes_rng(method: Given) -> bool:
    """Whether a gradient method draws at random: it has a parameter `rng`."""
    try:
        return "rng" in inspect.signature(method).parameters
    except (TypeError, ValueError):  # a function written in C may not tell its parameters
        return False


def check_counts(**counts: object) -> None:
    """Refuse counts that are not whole and positive (steps may be 0)."""
    for name, value in counts.items():
        if value is not None:
            whole(value, name, 0 if name == "steps" else 1, also=", or None")


def start_of(problem: Problem, start: Given, seed: Given, seeds: int | None) -> tuple[Array, Array, int | list[int]]:
    """Return where a run starts, (P,) or (S, P), the finite losses there, (1,) or (1, S), and its seed or seeds."""
    params = check_start(problem, start, seeds)
    params.flags.writeable = False
    own_seeds = check_seed(seed, params)
    losses = losses_at(problem, params[None])
    if not np.isfinite(losses).all():
        at = ", ".join(f"{v:g}" for v in params.flat)  # as the page says it
        raise ValueError(f"the loss at the start ({at:.60}) is {losses[0]}: choose a start where it is finite")
    return params, losses, own_seeds


def check_seed(seed: Given, params: Params) -> int | list[int]:
    """Return the seed, or a list with a seed for each member of an ensemble; seeds are whole numbers of at least 0."""
    several = is_list(seed)
    seeds = [whole(one, "seed", 0, also=", such as seed=0") for one in (seed if several else [seed])]
    if several and params.shape[:-1] != (len(seeds),):
        also = f"; for an ensemble give seeds={len(seeds)}, too" if seeds and params.ndim == 1 else ""
        raise ValueError(
            f"seed is one number, or one for each member of an ensemble; got {len(seeds)} for parameters of shape "
            f"{params.shape}{also}"
        )
    return seeds if several else seeds[0]


def check_start(problem: Problem, start: Given, seeds: int | None) -> Array:
    """Return the start as floats, (P,) or (S, P) for an ensemble."""
    if start is None:
        if problem.start is None:
            raise ValueError(f"{problem.title} has no start of its own: give one, such as start=[0.0, 0.0]")
        start = problem.start
    if any(isinstance(one, Part) for one in (start.values() if isinstance(start, Mapping) else [start])):
        raise TypeError(
            "the start holds real numbers, and parts are given by name, as in optimizer=adam(0.1) or "
            f"**sgd(0.1, batch_size=8); got {given(start)}"
        )
    params = parameters(start, problem.size)
    if params.ndim > 2:
        raise ValueError(f"the start has shape (P,), or (S, P) for an ensemble; got {params.shape}")
    if seeds is None:
        return params.copy()
    if params.ndim == 2 and len(params) != seeds:
        raise ValueError(f"seeds={seeds}, but start has {len(params)} rows: give one row for each seed, or one for all")
    return np.broadcast_to(params, (seeds, params.shape[-1])).copy()


def check_settings(rule: Given, params: Params) -> None:
    """Refuse needs that train can't meet, and arrays of settings without one number for each member."""
    needs = getattr(rule, "needs", None)
    if needs not in (None, "hessian"):
        raise ValueError(
            f'{part_name(rule)} needs {needs!r}; train can supply only needs = "hessian" besides the gradient'
        )
    for name, value in getattr(rule, "settings", {}).items():
        shape = np.shape(rate_at(value, 0) if name == "learning_rate" else value)  # of a schedule, its first value
        wanted = (*params.shape[:-1], 1)
        if shape and shape not in (wanted, params.shape[-len(shape) :] if params.ndim == 1 else params.shape):
            several = f"shape {wanted}, such as np.array([0.1, 0.2])[:, None]"
            alone = f"shape {params.shape}, one for each parameter; only an ensemble, such as seeds=2, takes (2, 1)"
            raise ValueError(
                f"{name} has shape {shape} for parameters of shape {params.shape}: use one number, or an array of "
                f"{several if params.ndim == 2 else alone}"
            )


def pair(answer: Given, part: Given, what: str) -> tuple[LossValue, Gradient]:
    """Return the two values that a part returned, if there are two."""
    if not isinstance(answer, tuple) or len(answer) != 2:
        raise ValueError(f"{part_name(part)} has to return {what}; it returned {given(answer)}")
    return answer


def like(values: Given, params: Params, part: Given, what: str) -> Array:
    """Return the gradient or the step from a part as an array with the shape and type of the parameters."""
    if type(values) is np.ndarray and values.shape == params.shape and values.dtype is params.dtype:  # the usual case
        return values
    name = f"the {what} that {part_name(part)} returned"
    if as_array(values, name).dtype == np.bool_:
        raise TypeError(f"{name} holds numbers, not True and False: multiply them, as in -0.1 * (g > 0)")
    array = reals(values, name)
    if array.shape != params.shape:
        raise ValueError(f"{name} has shape {array.shape}; it needs the shape of the parameters, {params.shape}")
    return array.astype(params.dtype, copy=False)


def checked(answer: Given, method: Given, params: Params) -> tuple[LossValue, Gradient]:
    """Return the (value, gradient) that a gradient method returned, if it did."""
    value, gradient = pair(answer, method, "(value, gradient)")
    return loss_value(value, params.shape[:-1]), like(gradient, params, method, "gradient")
