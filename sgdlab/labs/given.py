"""What a reader gives to a lab: a problem that it can draw [drawable], and where its losses end [lowest_loss]."""

from functools import lru_cache
from math import inf

from sgdlab.problems import Problem


def drawable(problem: object, does: str, most: float = inf, example: str = "sgdlab.rosenbrock()") -> Problem:
    """Return a problem of two parameters or more, and at most so many; does: such as "RaceLab races".

    Errors: what is no problem, or has no start, a single parameter, or too many of them.
    """
    if not isinstance(problem, Problem):
        raise TypeError(f"{does} on a problem, such as {example}; got {problem!r:.80}")
    if problem.size is None or not 2 <= problem.size <= most:
        wanted = "two parameters or more" if most == inf else f"2 to {most} parameters"
        count = "no start, so an unknown number of them" if problem.size is None else f"{problem.size:,}"
        raise ValueError(f"{does} on a problem of {wanted}; {problem.title} has {count}")
    return problem


@lru_cache(maxsize=8)
def lowest_loss(problem: Problem) -> float:
    """Return the loss at the minimum; 0 if that isn't known."""
    return 0.0 if problem.minimum is None else float(problem(problem.minimum))
