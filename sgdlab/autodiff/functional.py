"""Operators on functions.

    [grad], [value_and_grad]   the gradient of a number, in reverse mode
    [jvp]                      the derivative along a direction, in forward mode
    [vjp]                      the gradient of any weighted sum of outputs, in reverse mode
    [jacobian], [hessian]      all first or second derivatives
    [hvp]                      the Hessian times a vector, forward over reverse, without the Hessian

They nest: `grad(grad(f))`.  Each call works at a level of its own, so derivatives with respect to an inner and an outer
variable are never confused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from sgdlab.checks import as_values, flag, function, given, one_of, reals

from .dispatch import Array, Box, Function, fresh_level
from .dual import Dual, checked_tangent, dual
from .rules.array import spread
from .rules.calls import real
from .rules.methods import LostDerivativeError
from .tensor import Tensor, backward, leaf


def called(f: Function, *args: Array) -> Array:
    """Return f(*args); if f fills a plain array with boxes, raise the reason instead of NumPy's message."""
    try:
        return f(*args)
    except ValueError as error:  # "setting an array element with a sequence."
        if isinstance(error.__cause__, LostDerivativeError):
            raise error.__cause__ from None
        raise


def _chosen(argnums: int | tuple[int, ...], args: tuple[Array, ...]) -> tuple[int, ...]:
    numbers = argnums if isinstance(argnums, tuple) else (argnums,)
    for i in numbers:
        if not isinstance(i, int | np.integer) or isinstance(i, bool) or not -len(args) <= i < len(args):
            raise ValueError(
                f"argnums is the number of an argument, from 0, or a tuple of such numbers; got {given(argnums)} for a "
                f"function that was called with {len(args)} arguments"
            )
    return tuple(i % len(args) for i in numbers)


def _split(output: Array) -> tuple[Array, Array]:
    if not (isinstance(output, tuple) and len(output) == 2):
        raise ValueError(f"has_aux=True needs a function that returns (value, anything); it returned {given(output)}")
    return output


def _numbers(output: Array) -> Array:
    """The result of a function, checked to be real numbers."""
    box: Any = output if isinstance(output, Box) else None
    if box is None or box.dtype.kind != "f":
        reals(output if box is None else real(box.inner), "the result of the function")
    return output


def _seed(value: Array) -> Array:
    """1 in the type of a value: its gradient with respect to itself, if it is one real number."""
    numbers = value
    while isinstance(numbers, Box):
        numbers = numbers.inner
    if type(numbers) is np.float64:  # the usual result, and nothing to check
        return np.float64(1.0)
    shape = np.shape(_numbers(value))
    if shape:
        raise ValueError(
            f"the function returned shape {shape}, but only one number has a gradient: reduce it first, e.g. with "
            "np.mean(...), or use sgdlab.jacobian"
        )
    return np.ones((), value.dtype)[()] if isinstance(value, Tensor) else np.float64(1.0)


def value_and_grad(f: Function, argnums: int | tuple[int, ...] = 0, has_aux: bool = False) -> Function:
    """Make a function that returns (f(x), df/dx), with one forward pass and one backward pass.

    f returns one number, or (number, anything) with `has_aux`: then the result is ((value, anything), gradient).
    `argnums` is the number of the argument to differentiate, or a tuple of several.  Errors: f returns an array.

    >>> value_and_grad(lambda x: np.sum(x**2))(np.array([1.0, 2.0]))
    (np.float64(5.0), array([2., 4.]))
    """

    function(f, "f")
    flag(has_aux, "has_aux")

    def value_and_gradient(*args: Array) -> Array:
        level = fresh_level()
        given_args = list(args)
        inputs = []
        for i in (0,) if type(argnums) is int and argnums == 0 and args else _chosen(argnums, args):
            given_args[i] = leaf(args[i], level)
            inputs.append(given_args[i])
        value, aux = _split(called(f, *given_args)) if has_aux else (called(f, *given_args), None)
        seed = _seed(value)
        if isinstance(value, Tensor) and value.level == level:
            backward(value, seed)
            value = value.inner
        found = tuple(np.zeros(t.shape, t.dtype)[()] if t.grad is None else t.grad for t in inputs)
        gradient = found if isinstance(argnums, tuple) else found[0]
        return ((value, aux), gradient) if has_aux else (value, gradient)

    return value_and_gradient


def grad(f: Function, argnums: int | tuple[int, ...] = 0, has_aux: bool = False) -> Function:
    """Make a function that returns the gradient df/dx and can be differentiated again.

    Formula: g_i = df / dx_i, all of them from one forward pass and one backward pass.

    The arguments are those of `value_and_grad`; with `has_aux` the result is (gradient, anything).

    >>> grad(grad(lambda x: x**3))(2.0)
    np.float64(12.0)
    """
    both = value_and_grad(f, argnums, has_aux)

    def gradient_of_f(*args: Array) -> Array:
        value, gradient = both(*args)
        return (gradient, value[1]) if has_aux else gradient

    return gradient_of_f


def jvp(f: Function, primals: Sequence[Array], tangents: Sequence[Array]) -> tuple[Array, Array]:
    """Return (f(x), f'(x) t): the value, and the derivative along the tangents, in one forward pass.

    primals and tangents: tuples with one entry for each argument.  A tangent has the shape of its primal, or (K,
    *shape) for K directions at once; then the derivative has K entries in front too.

    >>> jvp(lambda x: x**2, (np.array([1.0, 2.0]),), (np.array([1.0, 10.0]),))
    (array([1., 4.]), array([ 2., 40.]))
    """
    function(f, "f")
    listed = isinstance(primals, (tuple, list)) and isinstance(tangents, (tuple, list))
    if not listed or len(primals) != len(tangents):
        raise ValueError("primals and tangents are tuples of the same length, one entry for each argument of f")
    level = fresh_level()
    inputs = []
    many: tuple[int, ...] = ()  # (K,) if there are K directions
    for x, t in zip(primals, tangents, strict=True):
        value: Array = x if isinstance(x, Box) else as_values(x)
        tangent = checked_tangent(value, t)
        many = many or tangent.shape[: tangent.ndim - value.ndim]
        inputs.append(dual(value, tangent, level))
    output = _numbers(called(f, *inputs))
    if not (isinstance(output, Dual) and output.level == level):
        return output, np.zeros(many + np.shape(output))[()]
    value, tangent, shape = output.inner, output.tangent, many + output.shape
    return value, tangent if tangent.shape == shape else spread(tangent, shape)


def vjp(f: Function, *primals: Array) -> tuple[Any, Callable[[Any], tuple[Any, ...]]]:
    """Return f(x) and a function g -> (g f'(x), …): the gradient of sum(g * f) with respect to each argument.

    >>> value, pull = vjp(lambda x: x**2, np.array([1.0, 2.0]))
    >>> pull(np.array([1.0, 0.0]))
    (array([2., 0.]),)
    """
    level = fresh_level()
    inputs = [leaf(x, level) for x in primals]
    output = _numbers(called(function(f, "f"), *inputs))
    if not (isinstance(output, Tensor) and output.level == level):
        return output, lambda g: tuple(np.zeros(x.shape, x.dtype)[()] for x in inputs)

    def pull(g: Array) -> tuple[Array, ...]:
        g = g if isinstance(g, Box) else reals(g, "the weights").astype(output.dtype)[()]
        if g.shape != output.shape:
            raise ValueError(f"the weights have shape {g.shape}; they need the shape of the output, {output.shape}")
        for x in inputs:
            x.grad = None
        backward(output, g)
        return tuple(np.zeros(x.shape, x.dtype)[()] if x.grad is None else x.grad for x in inputs)

    return output.inner, pull


def jacobian(f: Function, argnums: int = 0, mode: str | None = None) -> Function:
    """Make a function that returns all first derivatives: (*shape of f(x), *shape of x).

    Formula: J_ij = df_i / dx_j.

    mode "forward" takes one pass with a tangent for each entry of x, "reverse" a backward pass for each entry of f(x);
    None chooses the cheaper one.

    >>> jacobian(lambda x: x * x[0])(np.array([1.0, 2.0]))
    array([[2., 0.],
           [2., 1.]])
    """
    function(f, "f")
    one_of(mode, "mode", ("forward", "reverse", None))

    def jacobian_of_f(*args: Array) -> Array:
        (i,) = _chosen(argnums, args)
        x = args[i] if isinstance(args[i], Box) else as_values(args[i])

        def of_x(x: Array) -> Array:
            return f(*args[:i], x, *args[i + 1 :])

        if mode != "forward":
            value, pull = vjp(of_x, x)
            if mode == "reverse" or np.size(value) <= x.size:
                return _by_rows(value, pull, x)
        directions = np.eye(x.size, dtype=x.dtype).reshape(x.size, *x.shape)
        value, columns = jvp(of_x, (x,), (directions,))
        return np.moveaxis(columns, 0, -1).reshape(np.shape(value) + x.shape)

    return jacobian_of_f


def _by_rows(value: Array, pull: Callable[[Any], tuple[Any, ...]], x: Array) -> Array:
    shape = np.shape(value)
    size = int(np.prod(shape))
    if not size:
        return np.zeros(shape + x.shape)
    weights = np.eye(size).reshape(size, *shape)
    return np.stack([pull(weights[k])[0] for k in range(size)]).reshape(shape + x.shape)


def hessian(f: Function, argnums: int = 0) -> Function:
    """Make a function that returns all second derivatives of a number: (*shape of x, *shape of x).

    Formula: H_ij = d^2 f / dx_i dx_j.  Forward over reverse: one pass over the gradient with a tangent for each x_i.

    >>> hessian(lambda x: x[0] ** 2 * x[1])(np.array([1.0, 2.0]))
    array([[4., 2.],
           [2., 0.]])
    """
    return jacobian(grad(f, argnums), argnums, mode="forward")


def hvp(f: Function, x: Array, v: Array) -> Array:
    """Return H v, the Hessian of a number f at x times v, at the cost of a few gradients (Pearlmutter, 1994).

    Formula: H v = d/de f'(x + e v) at e = 0, forward over reverse.

    >>> hvp(lambda x: x[0] ** 2 * x[1], np.array([1.0, 2.0]), np.array([1.0, 1.0]))
    array([6., 2.])
    """
    return jvp(grad(f), (x,), (v,))[1]
