"""One program for every number of examples: traced at three sizes, run at others, the smallest of all among them."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.compiler.javascript import write_javascript
from sgdlab.compiler.recording import UntraceableError
from sgdlab.compiler.sizes import merged, sizes_besides
from sgdlab.compiler.steps import TracedProgram
from sgdlab.compiler.trace import trace
from sgdlab.compiler.whole import Whole
from tests.in_node import Job, evaluated
from tests.looping import looped

N = 40
RNG = np.random.default_rng(3)
X, Y = RNG.normal(size=(N, 3)), RNG.normal(size=N)
ZEROS_AND_ONES, LABELS = (Y > 0).astype(float), np.arange(N) % 3


def programs_of(f, start, data, sizes):
    return [trace(f, [start, *(d[:B] for d in data)], ["params", "X", "y"][: 1 + len(data)]) for B in sizes]


def symbolic(f, start, data, sizes=None):
    sizes = sizes or sizes_besides([start.size, *(n for d in data for n in d.shape[1:])])
    return merged(programs_of(f, start, data, sizes), sizes)


def loss_of(problem):
    return lambda params, *batch: problem.loss(params, batch)


def compared(cases, sizes=(1, 2, 3, 7, N)):
    """Compare one program for each function {name: (f, start, data)} with the function itself at every size."""
    jobs, expected = [], []
    for name, (f, start, data) in cases.items():
        factory = write_javascript(symbolic(f, start, data))
        assert factory.startswith("(B) =>") == bool(data)
        for k, B in enumerate(sizes):
            call = [start + 0.1 * k, *(d[:B] for d in data)]
            jobs.append(Job(factory, B, [call]))
            expected.append((f"{name}, B = {B}", sl.value_and_grad(f)(*call)))
    for result, (what, pair) in zip(evaluated(jobs), expected, strict=True):
        assert not isinstance(result, str), (what, result)
        for a, b in zip(result[0], pair, strict=True):
            np.testing.assert_allclose(a, np.ravel(b) if np.ndim(b) else b, rtol=1e-9, atol=1e-12, err_msg=what)


NETWORKS = {
    f"mlp {activation} {loss}": lambda activation=activation, loss=loss: sl.mlp(
        X, Y if loss == "mse" else LABELS, hidden=(6, 4), activation=activation, loss=loss
    )
    for activation in ("tanh", "relu", "sigmoid")
    for loss in ("mse", "cross_entropy")
}
PROBLEMS = {
    "linear": lambda: sl.linear_regression(X, Y),
    "linear without intercept": lambda: sl.linear_regression(X[:, :1], Y, intercept=False),
    "logistic": lambda: sl.logistic_regression(X, ZEROS_AND_ONES),
    "logistic, l2": lambda: sl.logistic_regression(X, ZEROS_AND_ONES, l2=0.3),
    "softmax": lambda: sl.softmax_regression(X, LABELS),
    "mlp, 3 outputs": lambda: sl.mlp(X[:, :1], X, hidden=(4,)),
    **NETWORKS,
    "quadratic": lambda: sl.quadratic([1.0, 9.0, 2.0]),
    "quadratic, turned": lambda: sl.quadratic([1.0, 9.0], 0.3),
    **{name: getattr(sl, name) for name in ("ravine", "saddle", "rosenbrock", "himmelblau", "beale", "rastrigin")},
}


def test_every_problem_at_every_size():
    problems = {name: make() for name, make in PROBLEMS.items()}
    compared({
        name: (loss_of(one), np.asarray(one.start, float), [np.asarray(d, float) for d in one.data])
        for name, one in problems.items()
    })  # fmt: skip


TABLE = np.append(np.sin(np.arange(99.0)), np.inf)


def cumulated(w, X, y):
    z = np.tanh(X @ w)
    return np.sum(np.cumsum(z * y) ** 2) + np.sum(z * (2.0 * np.arange(len(y)) + 1.0))


def ends(w, X, y):
    z = X @ w
    return z[0] ** 2 + 3.0 * z[-1] * y[0]


def rows(w, X, y):
    W = np.outer(w, w)
    return np.sum(X @ W[0]) + np.sum((X @ W[1:].T) ** 2)


FUNCTIONS = {
    "a sum": lambda w, X, y: np.sum((X @ w - y) ** 2),
    "a variance": lambda w, X, y: np.var(X @ w),
    "a standard deviation, of a sample": lambda w, X, y: np.std(np.concatenate([X @ w, y]), ddof=1),
    "twice the examples": lambda w, X, y: np.mean(np.tanh(np.concatenate([X @ w, y, y]))),
    "both ends": ends,
    "in turns": lambda w, X, y: np.sum((X[:, ::2] @ w[::2] - y) ** 2 * np.sin(X[:, 1:2] @ w[1::2])),
    "a number and the rest": lambda w, X, y: np.sum((X[:, 1:] @ w[1:] + w[0] - y) ** 2),
    "rows of a matrix": rows,
    "flattened": lambda w, X, y: np.mean(np.sin((X * w).ravel())),
    "counted": cumulated,
    "the first example": lambda w, X, y: np.mean(X @ w) * y[0] + X[-1] @ w,
    "the last example": lambda w, X, y: np.sum((X @ w)[-1:] ** 2) + np.mean(y),
    "from the back": lambda w, X, y: np.sum((X @ w)[::-1] * y),
    "the largest": lambda w, X, y: np.max(X @ w) - np.min(X @ w, axis=0) + np.mean(np.max(X * w, axis=1)),
    "sorted": lambda w, X, y: np.sum(np.sort(X @ w) * y),
    "pairs": lambda w, X, y: np.mean(np.tanh((X @ w)[:, None] - (X @ w)[None, :])),
    "weights with ones": lambda w, X, y: np.sum(np.ones(len(y)) * (X @ w)) / (3 * len(y) + 2),
    "stacked": lambda w, X, y: np.mean(np.stack([X @ w, y], axis=1) @ np.array([[1.0, 2.0], [3.0, 0.5]])),
    "a root of the mean": lambda w, X, y: np.sqrt(np.mean((X @ w - y) ** 2)),
    "by the root of the size": lambda w, X, y: (
        np.sum(X @ w) / np.sqrt(len(y)) - 2.0 * np.sqrt(len(y) + 1) * np.sum(w**2)
    ),
    "differences": lambda w, X, y: np.sum(np.diff(X @ w) ** 2) + np.sum(w),
    "einsum": lambda w, X, y: np.einsum("bi,i,b->", X, w, y) / len(y),
    "picked": lambda w, X, y: np.sum((X * w)[np.arange(len(y)), (y > 0).astype(int)]),
    "numbers from the back": lambda w, X, y: np.sum(np.cumsum((X * w).ravel()[np.arange(3 * len(y))[::-1]] ** 2)),
    "a table of its own": lambda w, X, y: np.mean(X @ w) * np.sum(np.minimum(TABLE, w[0])),
    "picked along an axis": lambda w, X, y: np.sum(
        np.take_along_axis((X * w)[:, None, :] + y[:, None, None], (y > 0).astype(int)[:, None, None], axis=-1) ** 2
    ),
    "counted along an axis": lambda w, X, y: np.sum(
        np.sin((X @ w)[:, None] + np.arange(len(y))[:, None] * 0.5 + np.array([1.0, 2.0]))
    ),
    "counted beside an array": lambda w, X, y: np.sum(np.add.outer(np.arange(len(y)), [0.5, 2.0, 7.0]) * X * w),
    "an array by the size": lambda w, X, y: np.sum(X @ (w * (np.array([0.0, 3.0, -2.0]) / len(y)))) + np.sum(w**2),
}


def test_functions_at_every_size():
    compared({name: (f, np.array([0.3, -0.2, 0.5]), [X, Y]) for name, f in FUNCTIONS.items()})


def test_the_number_of_examples_is_a_symbol():
    steps = symbolic(lambda w, X, y: np.mean((X @ w - y) ** 2), np.zeros(3), [X, Y])
    B = Whole.named("B")
    assert [step.shape for step in steps.inputs] == [(3,), (B, 3), (B,)]
    assert isinstance(steps, TracedProgram)
    text = write_javascript(steps)
    assert "2 / B" in text
    assert not any(f" {n}" in text for n in (5, 7, 12))


def test_sizes_that_occur_elsewhere_are_avoided():
    assert sizes_besides([]) == (5, 7, 12)
    assert sizes_besides([5, 11, 12]) == (7, 13, 24)


@looped(
    ("f", "why"),
    [
        (
            lambda w, X, y: np.sum(np.sin(np.arange(len(y))) * (X @ w)),
            "like np.repeat or a draw, of shapes",
        ),
        (lambda w, X, y: np.sum(X @ w) / np.log(len(y)), r"a number is .* for 5, 7 and 12 examples"),
        (lambda w, X, y: np.sum(np.repeat(X @ w, 2) * np.tile(y, 2)), r"like np.repeat or a draw, of shapes \(10,\)"),
        (lambda w, X, y: np.sum(X[:3] @ w), "not there for a batch of 1"),
        (lambda w, X, y: np.sum(X[2] @ w), "not there for a batch of 1"),
        (lambda w, X, y: sum(X[i] @ w for i in range(len(y))), "computes something else for 5, 7 and 12 examples"),
        (lambda w, X, y: np.sum(X @ w) if len(y) > 6 else np.sum(w * w), "computes something else"),
        (lambda w, X, y: np.sum((np.sinh if len(y) < 6 else np.cosh)(X @ w)), "something else .*, such as sinh"),
        (lambda w, X, y: np.sum(X @ (w * np.array([1.0, 2.0, len(y)]))), r"like np.repeat or a draw, of shapes \(3,\)"),
        (lambda w, X, y: np.sum(np.tri(len(y)) @ (X @ w)), r"like np.repeat or a draw, of shapes \(5, 5\)"),
        (lambda w, X, y: np.sum(np.cumsum(X * w, axis=int(len(y) > 6)) * X), "a size is 0, 1, 1"),
        (lambda w, X, y: np.sum(np.tile(X @ w, len(y))), "not a B . b"),
        (lambda w, X, y: np.sum(np.diff(X @ w, n=3) ** 2), "a batch of 1"),
        (lambda w, X, y: np.sum(X @ w) / (len(y) // 2), "a number is"),
        (lambda w, X, y: np.sum(X @ w) * (2 + len(y) % 3), "a number is"),
        (
            lambda w, X, y: np.sum(np.where(np.arange(len(y)) > 0, X @ w, 0.0)),
            "like np.repeat or a draw, of shapes",
        ),
        (lambda w, X, y: np.sum((X @ w)[None if len(y) > 6 else 0 : len(y) - 1]), "picks something else"),
    ],
)
def test_what_is_no_program_for_every_size_is_refused(f, why):
    with pytest.raises(UntraceableError, match=why):
        symbolic(f, np.zeros(3), [X, Y])
