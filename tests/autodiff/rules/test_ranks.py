"""Every rule with operands of every pattern of ranks: both modes, orders one to three, against NumPy's values alone."""

from functools import wraps
from itertools import chain, product

import numpy as np
import pytest

import sgdlab.autodiff as ad
from sgdlab.autodiff.dispatch import DERIVED, Box, Every
from sgdlab.autodiff.rules import elementwise
from sgdlab.autodiff.rules.calls import name_of
from sgdlab.autodiff.rules.elementwise import lift, unbroadcast
from sgdlab.autodiff.rules.picking import SCATTER, WHERE
from tests.derivative_cases import PRIMITIVES
from tests.rank_cases import CASES

# Counting lines would double its time; without it the tests of this folder reach 99 % of them.
pytestmark = pytest.mark.no_cover

POINTS = np.arange(-4.0, 5.0)
STENCIL = np.diag([1.0, 2.0, 6.0]) @ np.linalg.inv(np.vander(POINTS, increasing=True))[1:4]
STEP = 0.003


def along(f, args, directions):
    """The first three derivatives of f along directions, from nine values; the error is of order STEP^6."""
    values = [np.asarray(f(*[a + k * STEP * v for a, v in zip(args, directions, strict=True)])) for k in POINTS]
    return np.tensordot(STENCIL / STEP ** np.arange(1.0, 4.0)[:, None], np.stack(values), 1)


def reverse(f, directions):
    def derivative(*xs):
        gradients = ad.vjp(f, *xs)[1](np.float64(1.0))
        assert [np.shape(g) for g in gradients] == [np.shape(x) for x in xs]
        return sum(np.sum(v * g) for v, g in zip(directions, gradients, strict=True))

    return derivative


def forward(f, directions):
    return lambda *xs: ad.jvp(f, xs, directions)[1]


def forward_many(f, directions):
    """Two directions in one pass; the second one is -2 times the first."""
    two = [np.stack([v, -2 * v]) for v in directions]

    def derivative(*xs):
        tangents = ad.jvp(f, xs, two)[1]
        assert tangents.shape[0] == 2
        return (tangents[0] - tangents[1]) / 3

    return derivative


SECOND, THIRD = [*product((reverse, forward_many), repeat=2)], [*product((reverse, forward), repeat=3)]


def check(f, args, nestings=(*SECOND, *THIRD)):
    rng = np.random.default_rng(1)
    value = np.asarray(f(*args))
    directions = [rng.uniform(0.5, 1.0, np.shape(a)) * rng.choice([-1.0, 1.0], np.shape(a)) for a in args]
    weights = rng.uniform(0.5, 1.5, value.shape)
    close = np.testing.assert_allclose

    expected = along(f, args, directions)[0]
    size = 1.0 + np.max(np.abs(value), initial=0.0) + np.max(np.abs(expected), initial=0.0)
    for mode in (forward, forward_many):
        found = mode(f, directions)(*args)
        assert np.shape(found) == value.shape
        close(found, expected, rtol=0, atol=1e-9 * size, err_msg=mode.__name__)
    for i, v in enumerate(directions):  # one argument at a time, the others are plain

        def of_one(x, i=i):
            return np.sum(weights * f(*args[:i], x, *args[i + 1 :]))

        expected = along(of_one, [args[i]], [v])[0]
        for mode in (reverse, forward):
            found = mode(of_one, [v])(args[i])
            close(found, expected, rtol=0, atol=1e-8 * size * (1 + value.size), err_msg=f"{mode.__name__} of {i}")

    def cubed(*xs):  # so that a linear function, too, has higher derivatives
        return np.sum(weights * f(*xs) ** 3)

    expected = along(cubed, args, directions)
    size = 1.0 + np.sum(np.abs(value) ** 3) + np.max(np.abs(expected))
    for modes in nestings:
        found = cubed
        for mode in modes:
            found = mode(found, directions)
        found = found(*args)
        close(found, expected[len(modes) - 1], rtol=0, atol=1e-6 * size, err_msg=str([m.__name__ for m in modes]))


@pytest.mark.parametrize("name", CASES)
def test_operands_of_every_rank(name):
    """The nestings of the third order are expensive: each case gets two of the eight in turn, one and its opposite."""
    assert CASES[name]
    for k, (text, f, args) in enumerate(CASES[name]):
        try:
            check(f, args, [*SECOND, THIRD[k % 4], THIRD[7 - k % 4]])
        except Exception as error:
            error.add_note(f"{name} of {text}")
            raise


# Nothing is left out.

MATRIX, VECTOR, NUMBER = range(2, 5), range(1, 4), range(4)  # what a function takes at least, as ranks
FIXED = {
    "inv det logdet cholesky eigvalsh eigenvectors singular_values": MATRIX,
    "matmul": product(range(1, 5), repeat=2),
    "solve": product(MATRIX, range(1, 5)),
    "cumsum": VECTOR,  # a number gets an axis first; so in the next
    "concatenate": [(r, r) for r in VECTOR],
    "mean_squared_error": [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 2)],
    "binary_cross_entropy": [(1, 1), (1, 2), (2, 1), (3, 2)],
    "softmax_cross_entropy": [(2, 1), (3, 1), (3, 2)],
    "affine": [(2, 1, 0), (2, 2, 0), (2, 2, 1), (2, 3, 1), (3, 1, 0), (3, 2, 1)],
    "dense": [(2, 2, 1), (2, 3, 1), (2, 3, 2), (2, 4, 2), (3, 2, 1), (3, 3, 2)],
}
FIXED_DERIVED = {
    "where diff gradient swapaxes rollaxis split array_split hsplit flipud take_along_axis fftshift ifftshift": VECTOR,
    "slogdet diagonal trace triu tril cholesky eigvalsh eigh svd svdvals matrix_norm matrix_transpose": MATRIX,
    "linalg.matmul": product(MATRIX, repeat=2),
    "linalg.outer": [(1, 1)],
    "vsplit fliplr rot90": (2, 3),
    "dsplit": (3,),
    "diag": (1, 2),
    "cross vecdot": product(VECTOR, repeat=2),
    "dot inner outer kron einsum append linspace divmod": product(NUMBER, repeat=2),
    "clip": product(NUMBER, repeat=3),
}


def by_name(table):
    """For each name the patterns of ranks, as tuples."""
    patterns = {names: {r if isinstance(r, tuple) else (r,) for r in ranks} for names, ranks in table.items()}
    return {name: ranks for names, ranks in patterns.items() for name in names.split()}


FIXED, FIXED_DERIVED = by_name(FIXED), by_name(FIXED_DERIVED)


class Spy:
    """Rules that note the ranks of the operands that they are used for, by argument."""

    def __init__(self, rules):
        self.rules, self.ranks = rules, {}

    def __getitem__(self, i):
        rule = self.rules[i]

        def noting(v, y, *args, **options):
            self.ranks.setdefault(i, set()).add(tuple(map(np.ndim, args)))
            return rule(v, y, *args, **options)

        return noting


def boxes(value):
    """The ranks of the boxes in what a function was called with."""
    if isinstance(value, tuple | list):
        return sum(map(boxes, value), ())
    return (value.ndim,) if isinstance(value, Box) else ()


@pytest.fixture(scope="module")
def seen():
    """Which ranks the rules, and the functions that are made of them, were used for in the cases."""
    derived = {name: set() for name in DERIVED}

    def noting(name, function):
        @wraps(function)
        def called(*args, **options):
            derived[name].add(boxes((*args, *options.values())))
            return function(*args, **options)

        return called

    with pytest.MonkeyPatch.context() as patch:
        for p in PRIMITIVES:
            patch.setattr(p, "vjps", Spy(p.vjps))
            patch.setattr(p, "jvps", Spy(p.jvps))
        for key, function in list(DERIVED.items()):
            patch.setitem(DERIVED, key, noting(key, function))
        for _, f, args in chain.from_iterable(CASES.values()):
            value, pull = ad.vjp(f, *args)
            pull(np.ones(np.shape(value)))
            ad.jvp(f, args, args)
        return {p: (p.vjps.ranks, p.jvps.ranks) for p in PRIMITIVES}, derived


@pytest.mark.parametrize("primitive", PRIMITIVES, ids=lambda p: p.name)
def test_every_rule_is_met_with_every_pattern_of_ranks(primitive, seen):
    count = primitive.arrays or 2
    expected = FIXED.get(primitive.name.replace(" ", "_"), {*product(NUMBER, repeat=count)})
    for mode, ranks in zip(("reverse", "forward"), seen[0][primitive], strict=True):
        for i in range(count):
            missing = expected - ranks.get(i, set())
            what = f"rule {i} of {primitive.name}, {mode}: no case for operands of these ranks: {missing}"
            assert not missing, f"{what}; write one into derivative_cases.py (elementwise) or rank_cases.py"


@pytest.mark.parametrize("function", DERIVED, ids=lambda f: f.__name__)
def test_every_function_made_of_rules_is_met_with_every_rank(function, seen):
    ranks = seen[1][function]
    expected = FIXED_DERIVED.get(function.__name__, {(r,) for r in NUMBER})
    missing = FIXED_DERIVED.get(name_of(function), expected) - ranks - {r[:1] for r in ranks}
    assert not missing, f"no case for operands of these ranks: {missing}"


# The tests can fail.


def _where_with_lift(i, g, y, condition, *ab):
    g = lift(g, ab[i - 1], y)
    part = np.where(condition, g, 0) if i == 1 else np.where(condition, 0, g)
    return unbroadcast(part, ab[i - 1].shape)


@pytest.mark.parametrize(
    ("place", "name", "wrong", "cases", "most"),
    [
        (WHERE, "vjps", Every(_where_with_lift), "where", 40),
        (SCATTER, "jvps", (lambda t, y, x, **options: SCATTER.plain(t, **options),), "getitem", 60),
        (elementwise, "lift", lambda t, x, y: t, "multiply", 12),
    ],
    ids=["where that lifts a gradient", "scatter by plain numbers", "tangents that are not lifted"],
)
def test_a_rule_that_forgets_ranks_is_noticed(place, name, wrong, cases, most, monkeypatch):
    monkeypatch.setattr(place, name, wrong)
    noticed = 0
    for _, f, args in CASES[cases]:
        try:
            check(f, args)
        except (AssertionError, ValueError, TypeError):
            noticed += 1
    assert noticed >= most
