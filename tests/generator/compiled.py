"""The compiler beside the function itself: other values, numbers of examples and layouts, in any order of calls."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from typing import Any

import numpy as np

import sgdlab as sl
from sgdlab.compiler import buffers
from sgdlab.compiler.compiled import ROUNDING

from .judge import WrongError, differ, size
from .program import Program

# Why a pure function may be run as it is.
ALLOWED = re.compile(
    r"it calls np\.(nonzero|argwhere)|it picks by a mask|its result does not depend on its input"
    r"|it uses (cholesky|eigvalsh|eigenvectors|singular values), which can't be written"
)


def compiled(program: Program, rng: np.random.Generator) -> None:
    """Every call gives what the function itself gives, and no result changes afterwards."""
    f, args = _function(program), program.arguments
    moves = [rng.uniform(-1e-3, 1e-3, np.shape(a)) for a in args]
    points = [tuple((a + k * m).astype(a.dtype) for a, m in zip(args, moves, strict=True)) for k in range(3)]
    known = {}  # the number of a point -> what is expected there
    for batch in other_batches(args):
        result = _computed(f, batch)
        if result is not None:
            known[len(points)] = result
            points.append(batch)
    rest = [*rng.integers(0, 3, 3), *known, *known]
    order = [0, 1, 2, *(rest[k] for k in rng.permutation(len(rest))), 0, *known, 2]
    calls = [(k, tuple(_laid_out(a, rng) for a in points[k])) for k in order]
    large = buffers.LARGE
    try:
        buffers.LARGE = 1 if rng.random() < 0.4 else large  # kept memory is used by small arrays too
        _follow(f, calls, known, 1e-9 if program.is_double else 2e-3, rng)
    finally:
        buffers.LARGE = large


def _laid_out(a: Any, rng: np.random.Generator) -> Any:
    """The same numbers, perhaps in another order in memory, or with gaps."""
    if not np.ndim(a) or rng.random() < 0.7:
        return a
    return np.asfortranarray(a) if rng.random() < 0.5 else np.repeat(a, 2, axis=-1)[..., ::2]


def _function(program: Program) -> Any:
    """The loss; where shapes allow it, a function that returns one number for each leading index of its argument."""
    f, args = program.functions(), program.arguments
    if np.ndim(args[0]) < 2 or np.shape(f.program(*args))[:-1] != np.shape(args[0])[:-1]:
        return f.loss
    return lambda *xs: np.sum(np.sin(f.program(*xs)), axis=-1)


def _eager(f: Any) -> Any:
    """The value, and the gradient of the sum of values."""
    return lambda *xs: (f(*xs), sl.grad(lambda *ys: np.sum(f(*ys)))(*xs))


def _follow(f: Any, calls: Any, known: dict[int, Any], tolerance: float, rng: np.random.Generator) -> None:
    fast, eager = sl.compile(f), _eager(f)
    given = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of the reason, which is looked at here
        for point, call in calls:
            if point not in known:
                known[point] = eager(*call)
            try:
                alone = rng.random() < 0.3
                mine = (fast(*call),) if alone else fast.value_and_grad(*call)
            except Exception as error:
                raise WrongError("compiled", f"raises {type(error).__name__} ({error})") from error
            if fast.eager_because is not None:
                in_single = tolerance > 1e-9 and fast.eager_because == ROUNDING  # float32 that cancels: it is so
                if in_single or ALLOWED.match(fast.eager_because):
                    return
                raise WrongError("compiled", f"not compiled because {fast.eager_because}")
            _same(mine, known[point], tolerance)
            given.append((mine, known[point]))
    for mine, expected in given:  # once more: a later call may have written into the memory of an earlier result
        _same(mine, expected, tolerance)


def _same(mine: Any, expected: Any, tolerance: float) -> None:
    scale = tolerance * (1 + size(*expected))
    for m, e in zip(mine, expected, strict=False):
        if differ(m, e, scale) or np.asarray(m).dtype != np.asarray(e).dtype:
            raise WrongError("compiled", f"{m!r} should be {e!r}")


def other_batches(args: Any) -> Iterable[tuple[Any, ...]]:
    """The data, which are the arguments after the first, with other lengths of the first axis."""
    lengths = {np.shape(a)[0] for a in args[1:] if np.ndim(a) and np.shape(a)[0]}
    for n in sorted(lengths)[:1]:
        for m in (1, 2 * n + 1, 0):
            yield args[0], *(a[np.arange(m) % n] if np.shape(a)[:1] == (n,) else a for a in args[1:])


def _computed(f: Any, args: Any) -> Any:
    """Value and gradient for these arguments; None if the program can't be computed for them at all."""
    try:
        with np.errstate(all="raise"), warnings.catch_warnings():
            warnings.simplefilter("error")
            y = f(*args)
            fits = np.shape(y) in ((), np.shape(args[0])[:-1])
            return _eager(f)(*args) if fits and np.all(np.isfinite(y)) else None
    except (ValueError, IndexError, RuntimeWarning, ArithmeticError, TypeError, AttributeError):
        return None
