"""Second derivatives, and three of the eight nestings of the third order: with one another, and with differences."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np

import sgdlab as sl

from .first_order import EXACT, NUMERIC, directions
from .judge import agree, agree_with_one, differences, size
from .program import Program

MOST = 12  # entries of an argument whose whole Hessian is computed
NESTINGS = 3  # of the eight of the third order, drawn for each program: the median of three is not that of a wrong one


def hvp(program: Program, rng: np.random.Generator) -> None:
    """The Hessian times a vector, for one argument, against differences of the gradient, and the whole Hessian."""
    f, args = program.functions().loss, program.arguments
    i = int(rng.integers(len(args)))

    def of_one(x: Any) -> Any:
        return f(*args[:i], x, *args[i + 1 :])

    along = directions(args, rng)[i]
    mine, gradient = sl.hvp(of_one, args[i], along), sl.grad(of_one)
    scale = size(mine, gradient(args[i]), of_one(args[i]))
    agree_with_one("hvp", mine, differences(gradient, [args[i]], [along]), NUMERIC * scale)
    if np.size(along) <= MOST:  # all directions in one pass
        whole = sl.hessian(of_one)(args[i])
        agree("hvp", np.tensordot(whole, along, np.ndim(along)), mine, 100 * EXACT * scale, "by the whole Hessian:")


def third(program: Program, rng: np.random.Generator) -> None:
    """The third derivative along a direction of all arguments, by some of the nestings of forward and reverse."""
    loss, args = program.functions().loss, program.arguments
    along = directions(args, rng)

    def reverse(f: Callable[..., Any]) -> Callable[..., Any]:
        def derivative(*xs: Any) -> Any:
            return sum(np.sum(d * g) for d, g in zip(along, sl.vjp(f, *xs)[1](np.float64(1.0)), strict=True))

        return derivative

    def forward(f: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *xs: sl.jvp(f, xs, along)[1]

    found = {}
    nestings = list(product((reverse, forward), repeat=3))
    for modes in (nestings[k] for k in rng.permutation(len(nestings))[:NESTINGS]):
        f: Callable[..., Any] = loss
        for mode in modes:
            f = mode(f)
        found[" of ".join(mode.__name__ for mode in reversed(modes))] = f(*args)
    second = forward(reverse(loss))
    best = float(np.median(list(found.values())))
    scale = size(best, second(*args), loss(*args))
    for name, mine in found.items():
        agree("third", mine, best, 100 * EXACT * scale, name)
    agree_with_one("third", best, differences(second, args, along), 10 * NUMERIC * scale)
