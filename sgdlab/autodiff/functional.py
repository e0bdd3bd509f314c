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

from .called import called, chosen, numbered, numbers, released, seed, split
from .dispatch import Array, Box, Function, fresh_level
from .dual import Dual, checked_tangent, dual
from .rules.array import spread
from .tensor import Tensor, backward, leaf


def value_and_grad(
    f: Function, argnums: int | tuple[int, ...] = 0, has_aux: bool = False
) -> Callable[..., tuple[Any, Any]]:
    """Make a function that returns (f(x), df/dx), with one forward pass and one backward pass.

    f returns one number, or (number, anything) with `has_aux`: then the result is ((value, anything), gradient).
    `argnums` is the number of the argument to differentiate, or a tuple of several; arguments by name are constants.
    Errors: f returns an array.

    >>> value_and_grad(lambda x: np.sum(x**2))(np.array([1.0, 2.0]))
    (np.float64(5.0), array([2., 4.]))
    """

    function(f, "f")
    numbered(argnums)
    flag(has_aux, "has_aux")

    def value_and_gradient(*args: Array, **constants: Array) -> Array:
        level = fresh_level()
        given_args = list(args)
        inputs = []
        for i in (0,) if argnums == 0 and args else chosen(argnums, args):
            given_args[i] = leaf(args[i], level)
            inputs.append(given_args[i])
        output = called(f, *given_args, **constants)
        value, aux = split(output) if has_aux else (output, None)
        start = seed(value)
        if isinstance(value, Tensor) and value.level == level:
            backward(value, start)
            value = value.inner
        found = tuple(np.zeros(t.shape, t.dtype)[()] if t.grad is None else t.grad for t in inputs)
        gradient = found if isinstance(argnums, tuple) else found[0]
        return ((value, released(aux, level)), gradient) if has_aux else (value, gradient)

    return value_and_gradient


def grad(f: Function, argnums: int | tuple[int, ...] = 0, has_aux: bool = False) -> Function:
    """Make a function that returns the gradient df/dx and can be differentiated again.

    Formula: g_i = df / dx_i, all of them from one forward pass and one backward pass.

    The arguments and errors are those of `value_and_grad`; with `has_aux` the result is (gradient, anything).

    >>> grad(grad(lambda x: x**3))(2.0)
    np.float64(12.0)
    """
    both = value_and_grad(f, argnums, has_aux)

    def gradient_of_f(*args: Array, **constants: Array) -> Array:
        value, gradient = both(*args, **constants)
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
        got = f"got {given(primals)} and {given(tangents)}"
        raise ValueError(f"primals and tangents are tuples of the same length, one entry for each argument of f; {got}")
    level = fresh_level()
    inputs = []
    many: tuple[int, ...] = ()  # (K,) if there are K directions
    for x, t in zip(primals, tangents, strict=True):
        value: Array = x if isinstance(x, Box) else as_values(x)
        tangent = checked_tangent(value, t)
        stacked = tangent.shape[: tangent.ndim - value.ndim]
        if many and stacked and stacked != many:
            raise ValueError(
                f"tangents of {many[0]} and of {stacked[0]} directions: give each as many, or a single one"
            )
        many = many or stacked
        inputs.append(dual(value, tangent, level))
    output = numbers(called(f, *inputs))
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
    output = numbers(called(function(f, "f"), *inputs))
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
    None chooses the cheaper one.  Errors: another mode; several argnums.

    >>> jacobian(lambda x: x * x[0])(np.array([1.0, 2.0]))
    array([[2., 0.],
           [2., 1.]])
    """
    function(f, "f")
    one_of(mode, "mode", ("forward", "reverse", None))
    numbered(argnums)
    if isinstance(argnums, tuple):
        raise ValueError(f"argnums={argnums}: jacobian and hessian take one argument; call them once for each number")

    def jacobian_of_f(*args: Array, **constants: Array) -> Array:
        (i,) = chosen(argnums, args)
        x = args[i] if isinstance(args[i], Box) else as_values(args[i])

        def of_x(x: Array) -> Array:
            return f(*args[:i], x, *args[i + 1 :], **constants)

        if mode != "forward":
            value, pull = vjp(of_x, x)
            if np.size(value) and (mode == "reverse" or np.size(value) <= x.size):
                weights = np.eye(np.size(value)).reshape(-1, *np.shape(value))
                return np.stack([pull(one)[0] for one in weights]).reshape(np.shape(value) + x.shape)
        directions = np.eye(x.size, dtype=x.dtype).reshape(x.size, *x.shape)
        value, columns = jvp(of_x, (x,), (directions,))
        return np.moveaxis(columns, 0, -1).reshape(np.shape(value) + x.shape)

    return jacobian_of_f


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

    Formula: H v = d/de f'(x + e v) at e = 0, forward over reverse.  v is shaped like x, or (K, *shape) for K products.

    >>> hvp(lambda x: x[0] ** 2 * x[1], np.array([1.0, 2.0]), np.array([1.0, 1.0]))
    array([6., 2.])
    """
    return jvp(grad(f), (x,), (v,))[1]
