"""Newton's method alone and in train, which computes its Hessian and bills it."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.problems.examples import penguin_line
from tests.update_paths import follow

RNG = np.random.default_rng(0)
X = RNG.normal(size=(40, 3))
Y = X @ [1.0, 2.0, -1.0] + RNG.normal(size=40) > 0
CLASSES = sl.logistic_regression(X, Y, l2=0.1)


def hessian_by_hand(w, rows, l2=0.1):
    """1/B sum p (1 - p) x x^T + l2 I, the intercept in the last place and not penalized."""
    with_one = np.column_stack([rows, np.ones(len(rows))])
    p = 1 / (1 + np.exp(-with_one @ w))
    return (with_one.T * (p * (1 - p))) @ with_one / len(rows) + l2 * np.diag([1, 1, 1, 0])


@pytest.mark.parametrize("damping", [0.0, 0.3])
def test_the_equation_of_the_docstring(damping):
    run = sl.train(CLASSES, optimizer=sl.newton(0.5, damping=damping), steps=4)
    w = np.zeros(4)
    for k in range(4):
        w = w - 0.5 * np.linalg.inv(hessian_by_hand(w, X) + damping * np.eye(4)) @ CLASSES.gradient(w, CLASSES.data)
        np.testing.assert_allclose(run.params[k + 1], w, rtol=0, atol=1e-11)
    assert "step = -learning_rate * (H + damping * I)^-1 g" in sl.newton.__doc__


def test_the_hessian_is_that_of_the_batch():
    run = sl.train(CLASSES, optimizer=sl.newton(damping=0.1), batches=sl.minibatch(8), steps=7, seed=3)
    for k, indices in enumerate(run.batch_indices):
        H = hessian_by_hand(run.params[k], X[indices]) + 0.1 * np.eye(4)
        np.testing.assert_allclose(H @ (run.params[k + 1] - run.params[k]), -run.gradients[k], rtol=0, atol=1e-12)


@pytest.mark.parametrize(("vectorized", "batches"), [(True, sl.minibatch(8)), (False, sl.full_batch)])
def test_an_ensemble_equals_single_runs_and_costs_one(vectorized, batches):
    loss = CLASSES if vectorized else sl.Problem(CLASSES.loss, CLASSES.data, start=CLASSES.start)
    dampings = np.array([0.1, 0.5, 2.0])
    together = sl.train(loss, seeds=3, batches=batches, optimizer=sl.newton(damping=dampings[:, None]), steps=6)
    for k in range(3):
        alone = sl.train(loss, seed=k, batches=batches, optimizer=sl.newton(damping=dampings[k]), steps=6)
        np.testing.assert_allclose(together.params[:, k], alone.params, rtol=0, atol=1e-12)
        assert together.bill.example_gradients == alone.bill.example_gradients
        assert together.examples_seen.tolist() == alone.examples_seen.tolist()


def test_a_member_that_diverged_is_left_alone():
    """-log w + w, minimum 1; from 3 a full step goes to 6 - 9 = -3, where there is no logarithm."""
    log = sl.Problem(lambda w, batch: np.sum(w - np.log(w), axis=-1), start=[1.0], vectorized=True)
    run = sl.train(log, [[3.0], [0.5]], optimizer=sl.newton(), steps=6)
    assert run.diverged_at.tolist() == [1, -1]
    assert run.final[1, 0] == pytest.approx(1.0, abs=1e-12)
    assert run.bill.example_gradients == 6 * (1 + 1)  # of one member with one parameter: gradient and Hessian


@pytest.mark.parametrize("gradient", [sl.backprop, sl.by_hand, sl.finite_difference], ids=repr)
def test_the_hessian_is_billed_one_gradient_a_parameter(gradient):
    parts = {"gradient": gradient, "batches": sl.minibatch(8), "steps": 5}
    plain = sl.train(CLASSES, optimizer=sl.gradient_descent(0.1), **parts).bill
    newton = sl.train(CLASSES, optimizer=sl.newton(damping=1.0), **parts)
    assert newton.bill.example_gradients == plain.example_gradients + 5 * 8 * 4
    assert newton.bill.loss_evaluations == plain.loss_evaluations
    assert newton.bill.operations > plain.operations
    assert newton.examples_seen[-1] == newton.bill.examples


def test_wrappers_hand_the_hessian_on_and_weight_decay_adds_to_it_what_it_adds_to_the_gradient():
    usual = sl.train(CLASSES, optimizer=sl.newton(), steps=1).final
    for wrap in (sl.clip_norm, sl.clip_value):
        np.testing.assert_allclose(
            sl.train(CLASSES, optimizer=wrap(sl.newton(), 1e9), steps=1).final, usual, rtol=1e-15
        )

    def loss(w, batch):
        return CLASSES(w, batch) + 0.15 * np.sum(w * w)

    wrapped = sl.train(CLASSES, optimizer=sl.weight_decay(sl.newton(), 0.3), steps=5)
    written = sl.train(sl.Problem(loss, CLASSES.data, start=CLASSES.start), optimizer=sl.newton(), steps=5)
    np.testing.assert_allclose(wrapped.params, written.params, rtol=0, atol=1e-12)


def test_an_optimizer_of_ones_own_may_need_the_hessian():
    class ByItsDiagonal:
        needs = "hessian"

        def init(self, params):
            return None

        def update(self, gradient, state, params, hessian):
            return -gradient / np.diagonal(hessian, axis1=-2, axis2=-1), None

    run = sl.train(sl.quadratic([1.0, 100.0]), optimizer=ByItsDiagonal(), steps=1, seeds=2)
    np.testing.assert_allclose(run.final, 0, atol=1e-15)


# What cannot be, says so.


def test_a_singular_hessian_names_the_step_and_the_cure():
    with pytest.raises(ValueError, match=r"the Hessian at step 0 is singular.* such as newton\(damping=0.1\)"):
        sl.train(lambda w: (w[0] + w[1]) ** 2, start=[1.0, 2.0], optimizer=sl.newton())
    damped = sl.train(lambda w: (w[0] + w[1]) ** 2, start=[1.0, 2.0], optimizer=sl.newton(damping=1e-3), steps=5)
    assert damped.losses[-1] < 1e-12


def test_the_hessian_of_any_single_example_is_singular():
    """It is 2 (x, 1) (x, 1)ᵀ, of rank 1; its last pivot is exactly 0 for 84 of the 123 penguins only."""
    line = penguin_line()
    for k in range(0, line.n, 8):
        with pytest.raises(ValueError, match="the Hessian at step 0 is singular"):
            sl.train(line, optimizer=sl.newton(), batches=lambda n, rng, k=k: [[k]], steps=1)


@pytest.mark.parametrize("curvatures", [(1.0, 9.0), (1e-9, 1e9), (1.0, 1e200)])
def test_one_step_solves_a_quadratic_also_where_it_is_ill_conditioned(curvatures):
    """Parameters in other units have other curvatures, and Newton's step is the same."""
    bowl = sl.quadratic(curvatures)
    np.testing.assert_allclose(sl.train(bowl, optimizer=sl.newton(), steps=1).final, 0, atol=1e-12)


def test_a_hessian_that_is_not_a_number_gives_no_number_and_is_not_called_singular():
    both = np.array([[[np.nan]], [[2.0]]])
    step, _ = sl.newton().update(np.ones((2, 1)), 0, np.ones((2, 1)), both)
    np.testing.assert_array_equal(step, [[np.nan], [-0.5]])


def test_without_a_hessian_it_says_who_supplies_it():
    with pytest.raises(ValueError, match=r"needs the Hessian of shape \(2, 2\), and none was given: train supplies it"):
        follow(sl.newton(), np.ones((1, 2)), np.ones(2))
    with pytest.raises(ValueError, match=r"of shape \(3, 2, 2\), and got shape \(2, 2\)"):
        sl.newton().update(np.ones((3, 2)), 0, np.ones((3, 2)), np.eye(2))


def test_words():
    assert sl.newton().words == "Newton's method"
    assert sl.newton(damping=0.5).words == "Newton's method with damping 0.5"
    assert sl.newton(damping=[[0.5], [0.0]]).words == "Newton's method with dampings of an ensemble"
    assert repr(sl.newton(damping=0.5)) == "newton(damping=0.5)"
