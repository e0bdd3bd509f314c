"""The thesis: batches, gradient method and optimizer are three independent jobs."""

import subprocess
import sys

import numpy as np

import sgdlab as sl
from sgdlab.data import penguins
from tests.looping import looped

ADULTS = penguins().where(species="Gentoo")
X = sl.standardize(ADULTS["flipper_length_mm", "bill_depth_mm"])
PROBLEMS = {
    "line": sl.linear_regression(X, ADULTS["body_mass_g"] / 1000),
    "classes": sl.logistic_regression(X, ADULTS["body_mass_g"] > 5000, l2=0.01),
}
EXACT = {"backprop": sl.backprop, "by hand": sl.by_hand}
BATCHES = [sl.full_batch, sl.minibatch(8), sl.minibatch(8, replace=True), sl.one_at_a_time]
OPTIMIZERS = [
    sl.gradient_descent(0.05),
    sl.gradient_descent(0.01, momentum=0.9),
    sl.gradient_descent(0.01, momentum=0.9, nesterov=True),
    sl.gradient_descent(sl.schedules.inverse_time(0.1, decay=1.0)),
    sl.adam(0.05),
    sl.clip_norm(sl.adamw(sl.schedules.warm_up(0.05, 10), amsgrad=True), 0.5),
    sl.newton(damping=1.0),
]
problems = looped("problem", PROBLEMS.values())


# 1. The gradient method does not matter, as long as it is exact.


@problems
@looped("batches", BATCHES)
@looped("optimizer", OPTIMIZERS)
def test_exact_gradient_methods_give_the_same_trajectory(problem, batches, optimizer):
    paths = [
        sl.train(problem, gradient=method, batches=batches, optimizer=optimizer, steps=60, seed=1).params
        for method in EXACT.values()
    ]
    np.testing.assert_allclose(paths[0], paths[1], rtol=0, atol=1e-9)


@problems
@looped("method", [sl.spsa, sl.forward_gradient, sl.evolution_gradient])
def test_a_random_gradient_gives_another_trajectory_to_the_same_place(problem, method):
    steps = sl.gradient_descent(sl.schedules.inverse_time(0.1, decay=0.01))
    exact, random = (sl.train(problem, gradient=g, optimizer=steps, steps=600) for g in (sl.backprop, method))
    assert np.abs(exact.params[1] - random.params[1]).max() > 1e-4
    np.testing.assert_allclose(exact.final, random.final, atol=0.1)


@problems
def test_a_gradient_that_is_nearly_exact_gives_nearly_the_same_trajectory(problem):
    paths = [
        sl.train(problem, gradient=method, **sl.sgd(0.05, 8), steps=60, seed=1).params
        for method in (sl.backprop, sl.finite_difference)
    ]
    gap = np.abs(paths[0] - paths[1]).max()
    assert 0 < gap < 1e-7


# 2. The optimizer has no say in the gradient: the first one is the same to the last bit.


@problems
@looped("batches", BATCHES)
@looped("gradient", [sl.backprop, sl.by_hand, sl.finite_difference])
def test_the_first_gradient_does_not_depend_on_the_optimizer(problem, batches, gradient):
    rules = [*OPTIMIZERS, sl.gradient_descent(1e3), lambda gradient, params: -np.sign(gradient)]
    firsts = [
        sl.train(problem, gradient=gradient, batches=batches, optimizer=rule, steps=1, seed=5).gradients[0]
        for rule in rules
    ]
    assert len({first.tobytes() for first in firsts}) == 1


# 3. Mini-batches are the full gradient in pieces.


@problems
@looped("size", [1, 8, 50, 123])
@looped("gradient", [sl.backprop, sl.by_hand])
def test_the_batch_gradients_of_an_epoch_average_to_the_full_gradient(problem, size, gradient):
    w = np.array([0.3, -0.2, 0.1])
    weighted, examples = np.zeros(3), 0
    for indices in sl.minibatch(size)(problem.n, np.random.default_rng(7)):
        _, piece = gradient(problem, w, tuple(array[indices] for array in problem.data))
        weighted, examples = weighted + len(indices) * piece, examples + len(indices)
    assert examples == 123
    np.testing.assert_allclose(weighted / examples, gradient(problem, w)[1], rtol=0, atol=1e-13)


# 4. Each part runs where the others do not exist.


def in_a_process_without(modules, code):
    """Run code in a Python in which importing any of the modules is an error."""
    block = f"import sys\nfor name in {modules}: sys.modules['sgdlab.' + name] = None\n"
    done = subprocess.run([sys.executable, "-c", block + code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_an_optimizer_runs_on_a_list_of_numbers_with_no_loss_in_the_process():
    code = """
from sgdlab.optimizers import gradient_descent
rule = gradient_descent(0.5, momentum=0.5)
w, state = 1.0, rule.init(1.0)
for g in [1.0, -2.0, 0.5]:
    step, state = rule.update(g, state, w)
    w = w + step
print(w)"""
    # v = 1, -1.5, -0.25; w = 1 - 0.5 (1 - 1.5 - 0.25)
    others = ["autodiff", "gradients", "problems", "batches", "training", "run"]
    assert in_a_process_without(others, code) == "1.375"


def test_a_gradient_method_runs_with_no_optimizer():
    code = """
import numpy as np
from sgdlab.gradients import backprop, finite_difference
print(backprop(lambda w: np.sum(w ** 3), np.array([2.0]))[1], finite_difference(lambda w: w[0] ** 2, [3.0])[1].round(6))
"""
    assert in_a_process_without(["optimizers", "batches", "problems", "training", "run"], code) == "[12.] [6.]"


def test_a_search_runs_where_no_gradient_exists():
    code = """
import numpy as np
from sgdlab.gradient_free import evolution_strategy
search = evolution_strategy()
state = search.init(np.array([3.0, 4.0]), np.random.default_rng(0))
for _ in range(300):
    w, state = search.tell(np.sum(search.propose(state) ** 2, axis=1), state)
print(np.abs(w).max() < 1e-6)"""
    others = ["autodiff", "gradients", "optimizers", "problems", "batches", "training", "run"]
    assert in_a_process_without(others, code) == "True"


# 5. Three lines of one's own drop into any place.


def in_order(n, rng):
    for first in range(0, n, 10):
        yield np.arange(first, min(first + 10, n))


def rounded(loss, params, batch=None):
    value, gradient = sl.backprop(loss, params, batch)
    return value, gradient.round(2)


def sign_descent(gradient, params):
    return -0.01 * np.sign(gradient)


def half_way(run):
    return "half way" if run.step == 7 else None


@problems
@looped("seeds", [None, 3])
def test_fakes_drop_into_train(problem, seeds):
    parts = {"gradient": rounded, "batches": in_order, "optimizer": sign_descent, "stop": half_way}
    run = sl.train(problem, **parts, seeds=seeds)
    assert run.stopped_by == "half way"
    assert run.recipe.startswith("your in_order, your rounded, your sign_descent: stochastic optimization")
    moves = np.diff(run.params, axis=0)
    assert set(np.abs(moves).round(12).ravel().tolist()) <= {0.0, 0.01}
    assert np.all(run.losses[-1] < run.losses[0])
    if seeds is None:
        assert run.batch_indices[3].tolist() == list(range(30, 40))
    np.testing.assert_array_equal(run.gradients, run.gradients.round(2))


def one_sign(loss, params, batch, rng):
    v = rng.choice([-1.0, 1.0], size=params.shape)
    return loss(params, batch), (loss(params + 1e-4 * v, batch) - loss(params - 1e-4 * v, batch)) / 2e-4 * v


class Throwing:
    def init(self, params, rng):
        return params, rng, 1.0

    def propose(self, state):
        return np.stack([state[0], state[0] + state[2]])

    def tell(self, values, state):
        best, rng = self.propose(state)[values.argmin()], state[1]
        return best, (best, rng, 0.3 * rng.normal(size=best.shape))


@problems
@looped("seeds", [None, 3])
@looped("parts", [{"gradient": one_sign}, {"optimizer": Throwing()}])
def test_fakes_that_draw_are_given_a_generator(problem, seeds, parts):
    run = sl.train(problem, **parts, batches=sl.minibatch(20), steps=80, seeds=seeds)
    assert np.all(run.losses[-1] < run.losses[0])
    again = sl.train(problem, **parts, batches=sl.minibatch(20), steps=80, seeds=seeds)
    np.testing.assert_array_equal(run.params, again.params)
