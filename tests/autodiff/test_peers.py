"""What PyTorch and scikit-learn get: gradients of random expressions and of every problem, whole paths, minima."""

import math

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.autodiff import Tensor
from sgdlab.problems import beale, himmelblau, rastrigin, ravine, rosenbrock, saddle

pytestmark = pytest.mark.slow


@pytest.fixture
def torch():
    return pytest.importorskip("torch", reason="PyTorch, the oracle of gradients and paths, is not installed")


@pytest.fixture
def linear_model():
    reason = "scikit-learn, the oracle of minima, is not installed"
    return pytest.importorskip("sklearn.linear_model", reason=reason)


# Random expressions: the same calls, once with NumPy's functions on our Tensor and once with PyTorch's.

ONE = [
    lambda N, x: N.tanh(x),
    lambda N, x: N.exp(-(x**2)),
    lambda N, x: N.sqrt(N.abs(x) + 0.1),
    lambda N, x: N.log(1 + x * x),
    lambda N, x: N.sin(3 * x) - N.cos(x),
    lambda N, x: N.expm1(0.1 * x),
    lambda N, x: x.sum(axis=0, keepdims=True) - x,
    lambda N, x: x - x.mean(axis=1, keepdims=True),
    lambda N, x: x.reshape(3, 4).T,
    lambda N, x: (x @ x.T) @ x / 10,
    lambda N, x: x[[2, 0, 2, 1]] + x[:, :1],
    lambda N, x: 0.5 * x**3,
]
TWO = [
    lambda N, x, y: x * y,
    lambda N, x, y: x - 2 * y,
    lambda N, x, y: x / (1 + y**2),
    lambda N, x, y: N.maximum(x, y),
    lambda N, x, y: N.minimum(x, 0.5 * y),
    lambda N, x, y: N.where(x > y, x * y, N.tanh(x)),
    lambda N, x, y: x @ y.T @ x / 10,
    lambda N, x, y: N.arctan2(x, 2 + y * y),
    lambda N, x, y: N.concatenate([x[1:], y[:1]]),
    lambda N, x, y: N.hypot(x, y + 3),
]


def random_expression(seed):
    """A graph of 12 nodes, each fed by earlier ones, its last summed; every node is (4, 3)."""
    rng = np.random.default_rng(seed)
    plan = [(int(rng.integers(len(ONE) + len(TWO))), *rng.integers(k + 1, size=2).tolist()) for k in range(12)]

    def expression(N, w):
        nodes = [w]
        for which, i, j in plan:
            one = which < len(ONE)
            value = ONE[which](N, nodes[i]) if one else TWO[which - len(ONE)](N, nodes[i], nodes[j])
            nodes.append(3 * N.tanh(value.reshape(4, 3) / 3))  # keeps numbers near 1, whatever was drawn
        return (nodes[-1] * (1 + nodes[-2] ** 2)).sum()

    return expression, rng.normal(size=(4, 3))


@pytest.mark.parametrize("seed", range(100))
def test_gradients_of_random_expressions(torch, seed):
    expression, w = random_expression(seed)
    theirs = torch.tensor(w, requires_grad=True)
    expected = expression(torch, theirs)
    expected.backward()
    ours = Tensor(w)
    value = expression(np, ours)
    value.backward()
    assert float(value.data) == pytest.approx(expected.item(), rel=1e-12)
    np.testing.assert_allclose(ours.grad, theirs.grad.numpy(), rtol=0, atol=1e-12 * max(1, np.abs(ours.grad).max()))


# Every shipped problem, its loss written out once more.


def table():
    """Bill length, bill depth and body mass of 274 Adelie and Gentoo penguins, standardized, and which is a Gentoo."""
    birds = sl.penguins()
    two = birds["species"] != "Chinstrap"
    X = sl.standardize(birds["bill_length_mm", "bill_depth_mm", "body_mass_g"][two])
    return X, (birds["species"][two] == "Gentoo").astype(float)


X, LABELS = table()
MASS, BILLS = X[:, 2], X[:, :2]
DATA = {"linear": (BILLS, MASS), "logistic": (BILLS, LABELS), "logistic, l2": (BILLS, LABELS)}
PROBLEMS = {
    "quadratic": lambda: sl.quadratic([1.0, 5.0, 0.1]),
    "ravine": lambda: ravine(40.0, math.pi / 5),
    "saddle": saddle,
    "rosenbrock": lambda: rosenbrock(4),
    "himmelblau": himmelblau,
    "beale": beale,
    "rastrigin": lambda: rastrigin(3),
    "linear": lambda: sl.linear_regression(BILLS, MASS),
    "logistic": lambda: sl.logistic_regression(BILLS, LABELS),
    "logistic, l2": lambda: sl.logistic_regression(BILLS, LABELS, l2=0.05),
}


def turned_bowl(t, w):
    cos, sin = math.cos(math.pi / 5), math.sin(math.pi / 5)
    along, across = cos * w[0] + sin * w[1], cos * w[1] - sin * w[0]
    return (along**2 + 40 * across**2) / 2


def cross_entropy(t, w, X, y, l2=0.0):
    scores = t.nn.functional.binary_cross_entropy_with_logits(X @ w[:-1] + w[-1], y)
    return scores + l2 / 2 * (w[:-1] ** 2).sum()


WRITTEN_OUT = {
    "quadratic": lambda t, w: (w[0] ** 2 + 5 * w[1] ** 2 + 0.1 * w[2] ** 2) / 2,
    "ravine": turned_bowl,
    "saddle": lambda t, w: w[0] ** 2 / 2 - w[1] ** 2 / 2 + w[1] ** 4 / 4,
    "rosenbrock": lambda t, w: sum(100 * (w[i + 1] - w[i] ** 2) ** 2 + (1 - w[i]) ** 2 for i in range(3)),
    "himmelblau": lambda t, w: (w[0] ** 2 + w[1] - 11) ** 2 + (w[0] + w[1] ** 2 - 7) ** 2,
    "beale": lambda t, w: sum((c - w[0] + w[0] * w[1] ** k) ** 2 for k, c in ((1, 1.5), (2, 2.25), (3, 2.625))),
    "rastrigin": lambda t, w: 30 + sum(v**2 - 10 * t.cos(2 * math.pi * v) for v in w),
    "linear": lambda t, w, X, y: ((X @ w[:-1] + w[-1] - y) ** 2).mean(),
    "logistic": cross_entropy,
    "logistic, l2": lambda t, w, X, y: cross_entropy(t, w, X, y, l2=0.05),
}


def rows_of(torch, name, rows):
    return [torch.tensor(array[rows]) for array in DATA.get(name, ())]


@pytest.mark.parametrize("method", [sl.backprop, sl.by_hand], ids=["backprop", "by hand"])
@pytest.mark.parametrize("name", PROBLEMS)
def test_gradients_of_every_problem(torch, name, method):
    problem, rng = PROBLEMS[name](), np.random.default_rng(0)
    for rows in (slice(None), [0, 5, 200], [17]):
        batch = tuple(array[rows] for array in problem.data) or None
        for w in rng.normal(size=(20, problem.size)):
            theirs = torch.tensor(w, requires_grad=True)
            expected = WRITTEN_OUT[name](torch, theirs, *rows_of(torch, name, rows))
            expected.backward()
            value, gradient = method(problem, w, batch)
            slope = theirs.grad.numpy()
            assert float(value) == pytest.approx(expected.item(), rel=1e-12, abs=1e-12)
            np.testing.assert_allclose(gradient, slope, rtol=0, atol=1e-12 * max(1, np.abs(slope).max()))


# Whole paths: PyTorch computes the gradients and takes the steps; only the order of the examples is ours.


def path_of_pytorch(torch, name, run, learning_rate, momentum, nesterov):
    w = torch.tensor(run.params[0], requires_grad=True)
    first = learning_rate(0) if callable(learning_rate) else learning_rate
    rule = torch.optim.SGD([w], lr=first, momentum=momentum, nesterov=nesterov)
    path = [w.detach().numpy().copy()]
    for step, rows in enumerate(run.batch_indices):
        if callable(learning_rate):
            rule.param_groups[0]["lr"] = learning_rate(step)
        rule.zero_grad()
        WRITTEN_OUT[name](torch, w, *rows_of(torch, name, slice(None) if rows is None else rows)).backward()
        rule.step()
        path.append(w.detach().numpy().copy())
    return np.array(path)


@pytest.mark.parametrize("name", DATA)
@pytest.mark.parametrize("batches", [sl.full_batch, sl.minibatch(8), sl.minibatch(60, replace=True), sl.one_at_a_time])
@pytest.mark.parametrize(("momentum", "nesterov"), [(0.0, False), (0.9, False), (0.9, True)])
def test_paths_on_the_same_batches(torch, name, batches, momentum, nesterov):
    rule = sl.gradient_descent(0.02, momentum, nesterov)
    run = sl.train(PROBLEMS[name](), optimizer=rule, batches=batches, steps=100, seed=5)
    assert len(run.params) == 101
    theirs = path_of_pytorch(torch, name, run, 0.02, momentum, nesterov)
    np.testing.assert_allclose(run.params, theirs, rtol=0, atol=1e-10)


def test_a_path_with_a_schedule(torch):
    def falling(step):
        return 0.3 / (1 + 0.05 * step)

    run = sl.train(
        PROBLEMS["linear"](), optimizer=sl.gradient_descent(falling, 0.5), batches=sl.minibatch(8), steps=300
    )
    theirs = path_of_pytorch(torch, "linear", run, falling, 0.5, False)
    np.testing.assert_allclose(run.params, theirs, rtol=0, atol=1e-10)


@pytest.mark.parametrize("name", ["rosenbrock", "himmelblau", "saddle"])
def test_a_path_on_a_surface_without_data(torch, name):
    run = sl.train(PROBLEMS[name](), optimizer=sl.gradient_descent(1e-4, 0.9, nesterov=True), steps=500)
    theirs = path_of_pytorch(torch, name, run, 1e-4, 0.9, True)
    np.testing.assert_allclose(run.params, theirs, rtol=0, atol=1e-10)


# Minima.


@pytest.mark.parametrize("l2", [0.0, 1e-3, 0.1, 3.0])
@pytest.mark.parametrize("intercept", [True, False])
def test_the_minimum_of_logistic_regression(linear_model, l2, intercept):
    """scikit-learn minimizes C times the summed cross-entropy plus half of |w|^2, so C is 1 / (n l2)."""
    birds = sl.penguins()
    two = birds["species"] != "Gentoo"  # Adelie and Chinstrap overlap in these two: there is a minimum without l2
    features = sl.standardize(birds["bill_depth_mm", "flipper_length_mm"][two])
    labels = (birds["species"][two] == "Chinstrap").astype(float)
    strength = 1 / (len(labels) * l2) if l2 else np.inf
    model = linear_model.LogisticRegression(C=strength, tol=1e-10, max_iter=10_000, fit_intercept=intercept)
    model.fit(features, labels)
    theirs = [*model.coef_[0], *(model.intercept_ if intercept else [])]
    minimum = sl.logistic_regression(features, labels, l2=l2, intercept=intercept).minimum
    np.testing.assert_allclose(minimum, theirs, rtol=1e-5, atol=1e-5)


def test_the_minimum_of_linear_regression(linear_model):
    model = linear_model.LinearRegression().fit(BILLS, MASS)
    minimum = sl.linear_regression(BILLS, MASS).minimum
    np.testing.assert_allclose(minimum, [*model.coef_, model.intercept_], rtol=1e-10, atol=1e-10)


def test_descent_ends_where_scikit_learn_does(linear_model):
    model = linear_model.LogisticRegression(C=1 / (len(LABELS) * 0.05), tol=1e-10, max_iter=10_000).fit(BILLS, LABELS)
    run = sl.train(PROBLEMS["logistic, l2"](), optimizer=sl.gradient_descent(1.0, 0.8), steps=2_000)
    np.testing.assert_allclose(run.final, [*model.coef_[0], *model.intercept_], rtol=1e-5, atol=1e-5)
