"""A problem in a lab: one that it can draw [drawable], where losses end [lowest_loss], what it names [names_of]."""

from functools import lru_cache
from math import inf

from sgdlab.problems import Problem


def drawable(problem: object, does: str, most: float = inf, example: str = "sgdlab.rosenbrock()") -> Problem:
    """Return a problem of two parameters or more, and at most `most`; does: such as "RaceLab races".

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


def names_of(problem: Problem) -> tuple[str, ...]:
    """Return the names of all parameters; they are numbered if the problem doesn't name each of them, or two alike."""
    size, names = problem.size or 0, problem.names or ()
    if names and (size == 2 or len(set(names)) == size):
        return names
    return tuple(f"w{k + 1}" for k in range(size))
