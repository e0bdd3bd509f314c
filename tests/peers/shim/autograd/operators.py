"""autograd's operators on functions, each from `sgdlab.vjp` or `sgdlab.jvp`."""

from functools import wraps

import numpy as np

import sgdlab as sl

from .trees import flat, leaves, on_leaves, rebuilt


def unary_to_nary(operator):
    """Make operator(f, x) an operator on functions of several arguments, for the one or the ones with these numbers."""

    @wraps(operator)
    def nary(f, argnum=0, *settings, **options):
        numbers = [argnum] if isinstance(argnum, int) else list(argnum)
        name = getattr(f, "__name__", "a function")

        def at(*args, **keywords):
            def of_x(x):
                values = dict(zip(numbers, [x] if isinstance(argnum, int) else x, strict=True))
                return f(*[values.get(i, a) for i, a in enumerate(args)], **keywords)

            of_x.__name__ = name
            chosen = tuple(args[i] for i in numbers)
            return operator(of_x, chosen[0] if isinstance(argnum, int) else chosen, *settings, **options)

        at.__name__ = f"{operator.__name__}_of_{name}_wrt_argnum_{argnum}"
        at.__doc__ = f"    {operator.__name__} of function {name} with respect to argument number {argnum}."
        return at

    return nary


def _vjp(f, x):
    flat_f, back = on_leaves(f, x)
    value, pull = sl.vjp(flat_f, *leaves(x))
    return lambda g: rebuilt(x, iter(pull(flat(g)))), back(value)


def _jvp(f, x):
    def push(v):
        flat_f, back = on_leaves(f, x)
        value, tangent = sl.jvp(flat_f, leaves(x), leaves(v))
        return back(value), back(tangent)

    return push


def _elementwise(f, x):
    pull, value = _vjp(f, x)
    return value, pull(np.ones(np.shape(value)))


def _value_and_grad(f, x):
    value, gradient = _elementwise(f, x)
    if np.size(value) != 1:
        raise TypeError(f"only one number has a gradient, and this has shape {np.shape(value)}")
    return value, gradient


def _grad(f, x):
    """
    Returns a function which computes the gradient.
    """
    return _value_and_grad(f, x)[1]


_grad.__name__ = "grad"


def _grad_and_aux(f, x):
    pull, (value, aux) = _vjp(f, x)
    return pull((np.ones(np.shape(value)), np.zeros(np.shape(aux)))), aux


make_vjp, make_jvp = unary_to_nary(_vjp), unary_to_nary(_jvp)
grad, value_and_grad, grad_and_aux = map(unary_to_nary, (_grad, _value_and_grad, _grad_and_aux))
elementwise_grad = unary_to_nary(lambda f, x: _elementwise(f, x)[1])
deriv = unary_to_nary(lambda f, x: _jvp(f, x)(np.ones(np.shape(x)))[1])
jacobian = unary_to_nary(lambda f, x: sl.jacobian(f)(x))
hessian = unary_to_nary(lambda f, x: sl.jacobian(sl.jacobian(f))(x))
make_hvp = unary_to_nary(lambda f, x: (lambda v: sl.hvp(f, x, v), grad(f)(x)))


def hessian_tensor_product(f, argnum=0):
    """Return the function (*args, v) -> H v."""
    return lambda *args: make_hvp(f, argnum)(*args[:-1])[0](args[-1])


def tensor_jacobian_product(f, argnum=0):
    """Return the function (*args, v) -> v J."""
    return jacobian(lambda *args: np.tensordot(args[-1], f(*args[:-1]), axes=np.ndim(args[-1])), argnum)


def make_ggnvp(f, g=lambda y: np.sum(y**2, axis=-1) / 2):
    """Return the function x -> v -> J^T H J v, where J is the Jacobian of f and H the Hessian of g."""

    def at(x):
        y, pull = sl.vjp(f, x)
        return lambda v: pull(sl.hvp(g, y, sl.jvp(f, (x,), (v,))[1]))[0]

    return at


def checkpoint(f):
    """Return f: what is kept in memory changes no derivative."""
    return f
