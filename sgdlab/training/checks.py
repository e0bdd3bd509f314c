"""What `train` was given, checked before the first step: problem, start, parts and counts."""

import inspect
from typing import Any

import numpy as np

from sgdlab.problems import Problem
from sgdlab.problems.problem import parameters
from sgdlab.training.recipe import words


def as_problem(problem: Any, start: Any) -> Problem:
    """Return the problem; a plain function loss(params) becomes one without data."""
    if isinstance(problem, Problem):
        return problem
    if not callable(problem):
        raise TypeError(f"a problem is a sgdlab.Problem or a function loss(params); got {problem!r:.80}")
    if start is None:
        raise ValueError("a plain function does not say how many parameters it has: give a start, such as start=[0.0]")
    return Problem(lambda params, batch: problem(params), title=words(problem))


EXAMPLES = {"gradient": "backprop", "batches": "minibatch(8)", "stop": "…"}


def check_part(name: str, part: Any, allowed: str) -> None:
    """Refuse what can't be called, a part's name as text above all."""
    if callable(part) and not isinstance(part, type):
        return
    hint = ""
    if isinstance(part, str):
        hint = f"; parts are given as objects, without quotes, such as {name}=sgdlab.{EXAMPLES[name]}"
    elif isinstance(part, type):
        hint = f"; that is a class, and what is needed is an object, such as {name}=sgdlab.{EXAMPLES[name]}"
    raise TypeError(f"{name} is {allowed}; got {part!r}{hint}")


def takes_rng(method: Any) -> bool:
    """Whether a gradient method draws at random: it has a parameter `rng`.

    >>> takes_rng(lambda loss, params, batch, rng: None), takes_rng(lambda loss, params, batch=None: None)
    (True, False)
    """
    try:
        return "rng" in inspect.signature(method).parameters
    except (TypeError, ValueError):  # a function written in C does not tell
        return False


def check_counts(**counts: Any) -> None:
    """Refuse counts that are not whole and positive (steps may be 0)."""
    for name, value in counts.items():
        least = 0 if name == "steps" else 1
        if value is not None and (not _whole(value) or value < least):
            raise ValueError(f"{name} is a whole number of at least {least}, or None; got {value!r}")


def check_seed(seed: Any, params: Any) -> Any:
    """Return the seed, or a list with one for each member of an ensemble, of whole numbers that are not negative."""
    if not all(_whole(one) and one >= 0 for one in np.ravel(seed)):
        raise ValueError(f"seed is a whole number of at least 0, such as seed=0; got {seed!r}")
    if np.shape(seed) not in ((), params.shape[:-1]):
        raise ValueError(
            f"seed is one number, or in an ensemble one for each member; got {np.size(seed)} for parameters of shape "
            f"{params.shape}"
        )
    return [int(one) for one in seed] if np.ndim(seed) else seed


def _whole(value: Any) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def check_start(problem: Problem, start: Any, seeds: int | None) -> Any:
    """Return the start as floats, (P,) or (S, P) for an ensemble."""
    if start is None:
        if problem.start is None:
            raise ValueError(f"{problem.title} has no start of its own: give one, such as start=[0.0, 0.0]")
        start = problem.start
    params = parameters(start, problem.size)
    if params.ndim > 2:
        raise ValueError(f"a start has shape (P,), or (S, P) for an ensemble; got {params.shape}")
    if seeds is None:
        return params.copy()
    if params.ndim == 2 and len(params) != seeds:
        raise ValueError(f"seeds={seeds}, but start has {len(params)} rows: give one row for each seed, or one for all")
    return np.broadcast_to(params, (seeds, params.shape[-1])).copy()


def check_settings(rule: Any, params: Any) -> None:
    """Refuse needs that train can't meet, and arrays of settings that are not one number for each member."""
    needs = getattr(rule, "needs", None)
    if needs not in (None, "hessian"):
        raise ValueError(
            f'{words(rule)} needs {needs!r}; what train supplies besides the gradient is needs = "hessian"'
        )
    for name, value in getattr(rule, "settings", {}).items():
        shape = value.shape if isinstance(value, np.ndarray) else ()
        wanted = (*params.shape[:-1], 1)
        if shape and shape not in (wanted, params.shape[-len(shape) :] if params.ndim == 1 else params.shape):
            raise ValueError(
                f"{name} has shape {shape} for parameters of shape {params.shape}: use one number, or an array of "
                f"shape {wanted}, such as np.array([0.1, 0.2])[:, None]"
            )


def shape_of(answer: Any) -> Any:
    """np.shape, at a tenth of its time for an array."""
    return answer.shape if isinstance(answer, np.ndarray) else np.shape(answer)


def checked(answer: Any, method: Any, params: Any) -> tuple[Any, Any]:
    """Return the (value, gradient) that a gradient method gave, if that is what it gave."""
    if not isinstance(answer, tuple) or len(answer) != 2 or shape_of(answer[1]) != params.shape:
        what = f"shapes {[np.shape(part) for part in answer]}" if isinstance(answer, tuple) else repr(answer)[:80]
        raise ValueError(
            f"a gradient method returns (value, gradient), the gradient with the parameters' shape {params.shape}; "
            f"{words(method)} returned {what}"
        )
    return answer


def check_step(step: Any, params: Any) -> Any:
    """Return an optimizer's step, if it has the shape of the parameters."""
    if shape_of(step) != params.shape:
        raise ValueError(
            f"the optimizer's step has shape {np.shape(step)} for parameters of shape {params.shape}; the "
            "two are added, so they must have the same shape"
        )
    return step


def check_value(problem: Problem, params: Any) -> None:
    """Refuse a loss that returns an array, or is not finite where training starts."""
    tried = params if problem.vectorized else params.reshape(-1, params.shape[-1])[0]
    with np.errstate(all="ignore"):
        value = np.asarray(problem(tried))
    if value.shape != tried.shape[:-1]:
        raise ValueError(
            f"the loss returned shape {value.shape} for parameters {tried.shape}; it must return "
            f"{'one number' if not tried.shape[:-1] else f'shape {tried.shape[:-1]}'}, e.g. with np.mean(...) over the "
            "examples"
        )
    if not np.all(np.isfinite(value)):
        raise ValueError(f"the loss at the start {tried.tolist()!s:.60} is {value}: start where it is finite")
