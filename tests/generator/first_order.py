"""Value, both modes and Jacobians: against NumPy, the complex step, and differences where it can't follow."""

from __future__ import annotations

from typing import Any

import numpy as np

import sgdlab as sl
from sgdlab.autodiff.complex_step import Complex

from .judge import WrongError, agree, agree_with_one, differences, size
from .program import Line, Program

TINY = 1e-20
EXACT, NUMERIC = 1e-9, 2e-6


def directions(args: Any, rng: np.random.Generator) -> list[Any]:
    """One for each argument, with no entry near 0."""
    return [rng.uniform(0.5, 1.5, np.shape(a)) * rng.choice([-1.0, 1.0], np.shape(a)) for a in args]


def by_complex_step(f: Any, args: Any, along: Any) -> Any:
    """The derivative of f along directions, None where the complex step can't follow; an argument without one: None."""
    inputs = [a if d is None else Complex(a, TINY * d) for a, d in zip(args, along, strict=True)]
    try:
        y = f(*inputs)
    except TypeError as error:
        if "complex step can't follow" in str(error):
            return None
        raise
    return y.imag / TINY if isinstance(y, Complex) else np.zeros(np.shape(y))


def agrees(kind: str, mine: Any, f: Any, args: Any, along: Any, scale: float) -> None:
    """Raise where `mine` is not the derivative of f along directions (None: not along this argument)."""
    exact = by_complex_step(f, args, along)
    if exact is not None:
        agree(kind, mine, exact, EXACT * scale)
    else:
        full = [np.zeros(np.shape(a)) if d is None else d for a, d in zip(args, along, strict=True)]
        agree_with_one(kind, mine, differences(f, args, full), NUMERIC * scale)


def value(program: Program, rng: np.random.Generator) -> None:
    """Value, shape and type are those of plain NumPy, on every kind of box."""
    f, args = program.functions().program, program.arguments
    expected = f(*args)
    mine = sl.vjp(f, *args)[0]
    agree("value", mine, expected, 1e-12 * (1 + size(expected)))
    if np.asarray(mine).dtype != np.asarray(expected).dtype:
        raise WrongError("value", f"type {np.asarray(mine).dtype} should be {np.asarray(expected).dtype}")


def forward(program: Program, rng: np.random.Generator) -> None:
    """The tangent along one direction of all arguments."""
    f, args = program.functions().program, program.arguments
    along = directions(args, rng)
    y, tangent = sl.jvp(f, args, along)
    agree("forward", y, f(*args), 1e-12 * (1 + size(y)), "the value")
    agrees("forward", tangent, f, args, along, size(tangent, y))


def reverse(program: Program, rng: np.random.Generator) -> None:
    """The gradient of the loss with respect to each argument, one at a time, so that none hides."""
    f, args = program.functions().loss, program.arguments
    gradients, height = sl.grad(f, tuple(range(len(args))))(*args), abs(float(f(*args)))
    for i, (g, x, d) in enumerate(zip(gradients, args, directions(args, rng), strict=True)):
        if np.shape(g) != np.shape(x) or g.dtype != x.dtype:
            raise WrongError("reverse", f"the gradient of shape {np.shape(g)}, {g.dtype} for {np.shape(x)}, {x.dtype}")
        along = [d if j == i else None for j in range(len(args))]
        agrees("reverse", np.sum(g * d), f, args, along, 1e-3 + float(np.abs(g * d).sum()) + height)


def jacobian(program: Program, rng: np.random.Generator) -> None:
    """Both modes in full, two columns by the complex step, and two directions of all arguments in one pass."""
    f, args = program.functions().program, program.arguments
    i = int(rng.integers(len(args)))
    x = args[i]
    fwd, rev = (sl.jacobian(f, i, mode=mode)(*args) for mode in ("forward", "reverse"))
    y = f(*args)
    scale = size(fwd, y)
    agree("jacobian", fwd, rev, EXACT * scale, "forward mode's")
    several = [directions(args, rng) for _ in range(2)]
    at_once = sl.jvp(f, args, [np.stack(pair) for pair in zip(*several, strict=True)])[1]
    for one_by_one, tangent in zip(several, at_once, strict=True):
        agree("jacobian", tangent, sl.jvp(f, args, one_by_one)[1], EXACT * size(at_once), "of several directions")
    for k in rng.permutation(np.size(x))[:2]:
        one = np.zeros(np.size(x))
        one[k] = 1.0
        along = [one.reshape(np.shape(x)) if j == i else None for j in range(len(args))]
        column = rev.reshape(*np.shape(y), np.size(x))[..., k]
        agrees("jacobian", column, f, args, along, scale)


def doubled(program: Program) -> Program:
    """The same program in float64."""

    def wide(a: Any) -> Any:
        return np.asarray(a, float)[()] if np.asarray(a).dtype == np.float32 else a

    return Program(
        {name: wide(a) for name, a in program.inputs.items()},
        {name: wide(a) for name, a in program.constants.items()},
        [Line(line.name, line.code.replace("np.float32", "np.float64")) for line in program.lines],
        program.result,
        program.ending,
    )


def single(program: Program, rng: np.random.Generator) -> None:
    """With float32 in it: types as NumPy has them, gradients as in float64, up to rounding."""
    f, args, wide = program.functions(), program.arguments, doubled(program)
    expected, mine = f.program(*args), sl.vjp(f.program, *args)[0]
    agree("float32", mine, expected, 1e-4 * (1 + size(expected)), "the value")
    if np.asarray(mine).dtype != np.asarray(expected).dtype:
        raise WrongError("float32", f"type {np.asarray(mine).dtype} should be {np.asarray(expected).dtype}")
    wide_tangent = sl.jvp(wide.functions().program, wide.arguments, wide.arguments)[1]
    agree(
        "float32",
        sl.jvp(f.program, args, args)[1],
        wide_tangent,
        5e-3 * (1 + size(wide_tangent, expected)),
        "the tangent",
    )
    several = tuple(range(len(args)))
    gradients = sl.grad(f.loss, several)(*args)
    exact = sl.grad(wide.functions().loss, several)(*wide.arguments)
    scale = 1 + size(*exact) + abs(float(f.loss(*args)))
    for g, x, e in zip(gradients, args, exact, strict=True):
        if g.dtype != x.dtype:
            raise WrongError("float32", f"a gradient of type {g.dtype} should be {x.dtype}")
        agree("float32", g, e, 5e-3 * scale, "the gradient")
