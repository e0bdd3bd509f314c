"""Every rule against that of others: PyTorch for elementwise functions, JAX for all (skipped where it is absent)."""

import types

import numpy as np
import pytest

import sgdlab.autodiff as ad
from tests.derivative_cases import ELEMENTWISE, EVERY, elementwise_case

pytestmark = pytest.mark.no_cover  # test_rules.py reaches the same lines

IN_TORCH = {
    "absolute": "abs", "fabs": "abs", "power": "pow", "rint": "round", "conjugate": "conj", "radians": "deg2rad",
    "degrees": "rad2deg",
}  # fmt: skip
NOT_IN_TORCH = {"cbrt", "floor_divide"}  # or not its derivative
OURS_ALONE = {
    "logsumexp",
    "softmax",
    "scatter",
    "affine",
    "dense",
    "mean_squared_error",
    "binary_cross_entropy",
    "softmax_cross_entropy",
}  # written in sgdlab; the first word of a case's name
REFUSED_BY_JAX = {"take", "clip below", "list index", "quantile"}  # with these arguments
TRIANGLES = {"cholesky": "tril", "cholesky upper": "triu", "eigvalsh": "tril", "eigh": "triu"}  # JAX reads both
RNG = np.random.default_rng(5)


def compare(ours, value, gradients):
    """Value and gradients of one weighted sum of outputs, ours against theirs."""
    np.testing.assert_allclose(ours[0], value, rtol=1e-12, atol=1e-13)
    for mine, other in zip(ours[1], gradients, strict=True):
        np.testing.assert_allclose(mine, other, rtol=1e-10, atol=1e-12)


def differentiate(f, args, weights):
    value, pull = ad.vjp(f, *args)
    return value, pull(weights)


@pytest.mark.parametrize("function", ELEMENTWISE, ids=lambda f: f.__name__)
def test_elementwise_functions_against_pytorch(function):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: no oracle")
    name = IN_TORCH.get(function.__name__, function.__name__)
    if name in NOT_IN_TORCH:
        pytest.skip(f"PyTorch has no {name}")
    theirs = torch.nn.functional.softplus if name == "softplus" else getattr(torch, name)
    f, args = elementwise_case(function, [(2, 3), (3,)][: len(ELEMENTWISE[function])], np.random.default_rng(7))
    leaves = [torch.tensor(a, requires_grad=True) for a in args]
    value = theirs(*leaves)
    weights = RNG.uniform(0.5, 1.5, tuple(value.shape))
    if value.requires_grad:
        value.backward(torch.tensor(weights))
    gradients = [np.zeros(a.shape) if a.grad is None else a.grad.numpy() for a in leaves]
    compare(differentiate(f, args, weights), value.detach().numpy(), gradients)


def in_jax(f, jax):
    """The same function with JAX's NumPy instead of NumPy."""
    if not isinstance(f, types.FunctionType) or f.__module__.startswith("sgdlab"):
        return next(
            getattr(home, f.__name__) for home in (jax.nn, jax.numpy, jax.numpy.linalg) if hasattr(home, f.__name__)
        )
    inside = {**f.__globals__, "np": jax.numpy}
    return types.FunctionType(f.__code__, inside, f.__name__, f.__defaults__, f.__closure__)


@pytest.mark.parametrize(("name", "make"), EVERY, ids=[name for name, _ in EVERY])
def test_functions_against_jax(name, make):
    jax = pytest.importorskip("jax", reason="JAX is not installed: no oracle")
    jax.config.update("jax_enable_x64", True)
    jax.config.update("jax_disable_most_optimizations", True)  # each function is compiled, and runs once
    f, args = make()
    if name.split()[0] in OURS_ALONE or name in REFUSED_BY_JAX:
        pytest.skip("JAX has no such function, or does not take these arguments")
    theirs = in_jax(f, jax)
    if name in TRIANGLES:
        triangle, f_of_both = getattr(jax.numpy, TRIANGLES[name]), theirs

        def theirs(a):
            half = triangle(a)
            return f_of_both(half + (half - half * jax.numpy.eye(a.shape[-1])).mT)

    value, pull = jax.vjp(theirs, *args)
    weights = RNG.uniform(0.5, 1.5, np.shape(value))
    compare(differentiate(f, args, weights), value, pull(jax.numpy.asarray(weights)))


@pytest.mark.parametrize("name", ["logaddexp", "logaddexp2"])
def test_shares_of_large_and_of_infinite_numbers_agree_with_pytorch(name):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: no oracle")
    a = np.array([1e9, 1e16, -1e16, 1e300, np.inf, 0.0, 5.0, -3.0])
    b = np.array([1e9, 1e16, -1e16, 1e300, 0.0, np.inf, -np.inf, 800.0])
    x, y = (torch.tensor(v, requires_grad=True) for v in (a, b))
    getattr(torch, name)(x, y).sum().backward()
    ours = ad.grad(lambda a, b: np.sum(getattr(np, name)(a, b)), (0, 1))(a, b)
    np.testing.assert_allclose(ours, [x.grad.numpy(), y.grad.numpy()], rtol=1e-12)
