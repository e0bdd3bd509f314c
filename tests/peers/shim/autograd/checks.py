"""autograd's `check_grads` as a call of sgdlab's."""

from itertools import product

import numpy as np

import sgdlab as sl
from sgdlab.autodiff.check import GradientError

from .operators import unary_to_nary
from .trees import leaves, on_leaves

TOLERANCE = 1e-6  # autograd's
MANY = 200  # entries, above which a check of each would take minutes


def scalar_close(a, b):
    """Return whether two numbers agree, absolutely or relatively."""
    return abs(a - b) < TOLERANCE or abs(a - b) / abs(a + b) < TOLERANCE


def check_equivalent(x, y):
    """Compare two trees."""
    for a, b in zip(leaves(x), leaves(y), strict=True):
        assert np.shape(a) == np.shape(b), f"Shape mismatch: {np.shape(a)} and {np.shape(b)}"
        assert np.allclose(a, b, TOLERANCE, TOLERANCE), f"Value mismatch:\nx: {a}\ny: {b}"


def _along(f, points):
    """Return f as a function of how far to go along eight random directions; autograd goes along one."""
    draw = np.random.default_rng(0).normal
    ways = [draw(size=(8, *np.shape(p))) / np.sqrt(np.size(p)) for p in points]
    return lambda far: f(*[p + np.tensordot(far, way, 1) for p, way in zip(points, ways, strict=True)])


@unary_to_nary
def check_grads(f, x, modes=("fwd", "rev"), order=2):
    """Compare the derivatives of f with differences; what is complex is not compared.  What was done is printed."""
    flat_f, points = on_leaves(f, x)[0], leaves(x)
    if any(np.iscomplexobj(a) for a in (*points, flat_f(*points))):
        print("not checked: complex")
        return
    print("checked")
    if sum(map(np.size, points)) > MANY:
        flat_f, points = _along(flat_f, points), [np.zeros(8)]
    try:
        sl.check_grads(flat_f, points, modes, order, tolerance=TOLERANCE)
    except GradientError as error:
        mode = "JVP" if "fwd" in str(error) else "VJP"
        inner = f"{mode.lower()}_" * ("order 2" in str(error))
        raise AssertionError(f"Derivative ({mode}) check of {inner}{f.__name__} failed: {error}") from None


def quick_grad_check(f, x, others=()):
    """Compare the first derivative with respect to the first argument."""
    check_grads(f, modes=["rev"], order=1)(x, *others)


def combo_check(f, *settings, **options):
    """Return a check of f with every combination of the arguments that it is given."""

    def check(*args, **keywords):
        for values in product(*args, *keywords.values()):
            named = dict(zip(keywords, values[len(args) :], strict=True))
            check_grads(f, *settings, **options)(*values[: len(args)], **named)

    return check
