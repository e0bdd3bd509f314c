"""train: the record against loops written by hand, ensembles against single runs, and what train refuses."""

import numpy as np
import pytest

import sgdlab as sl

RNG = np.random.default_rng(0)
X = RNG.normal(size=(21, 2))
Y = X @ [1.0, -2.0] + 0.5 + 0.1 * RNG.normal(size=21)
TABLE = np.column_stack([X, np.ones(21)])
LINE = sl.linear_regression(X, Y)


def slope(w, rows):
    """The gradient of the mean square on some rows, written out."""
    return 2 / len(rows) * TABLE[rows].T @ (TABLE[rows] @ w - Y[rows])


def test_the_path_is_the_one_of_a_loop_by_hand_over_the_recorded_batches():
    run = sl.train(LINE, **sl.sgd(0.05, 4, momentum=0.8), steps=40, seed=3)
    w, v = np.zeros(3), np.zeros(3)
    for k, rows in enumerate(run.batch_indices):
        np.testing.assert_allclose(run.params[k], w, rtol=0, atol=1e-12)
        np.testing.assert_allclose(run.gradients[k], slope(w, rows), rtol=0, atol=1e-12)
        assert run.batch_losses[k] == pytest.approx(np.mean((TABLE[rows] @ w - Y[rows]) ** 2), rel=1e-10)
        v = 0.8 * v + slope(w, rows)
        w = w - 0.05 * v
    np.testing.assert_allclose(run.final, w, rtol=0, atol=1e-12)


def test_the_history_has_the_promised_shapes():
    run = sl.train(LINE, start=[1, 2, 3], **sl.sgd(0.05, 4), steps=13)
    assert run.params.shape == (14, 3)
    assert run.params[0].tolist() == [1.0, 2.0, 3.0]
    assert run.steps.tolist() == list(range(14))
    assert run.losses.shape == run.examples_seen.shape == run.epochs.shape == (14,)
    assert run.batch_losses.shape == run.learning_rates.shape == (13,)
    assert run.gradients.shape == (13, 3)
    assert len(run.batch_indices) == 13
    assert run.stopped_by == "steps"
    np.testing.assert_allclose(run.losses, [np.mean((TABLE @ w - Y) ** 2) for w in run.params], rtol=1e-12)


def test_an_epoch_of_batches_is_every_example_once_and_counted():
    run = sl.train(LINE, **sl.sgd(0.05, 4), steps=12)
    for epoch in (run.batch_indices[:6], run.batch_indices[6:]):
        assert sorted(np.concatenate(epoch).tolist()) == list(range(21))
        assert [len(rows) for rows in epoch] == [4, 4, 4, 4, 4, 1]
    assert run.examples_seen.tolist() == [0, *np.cumsum([4, 4, 4, 4, 4, 1] * 2)]
    assert run.epochs[[6, 12]].tolist() == [1.0, 2.0]


def test_steps_are_100_unless_said_otherwise_and_may_be_0():
    assert sl.train(LINE).steps[-1] == 100
    assert sl.train(LINE, steps=2).batch_indices == (None, None)
    nothing = sl.train(LINE, steps=0)
    assert nothing.params.tolist() == [[0, 0, 0]]
    assert (nothing.losses.shape, nothing.gradients.shape, nothing.stopped_by) == ((1,), (0, 3), "steps")


def test_the_record_cannot_be_changed_by_a_part_that_works_in_place():
    def in_place(gradient, params):
        gradient *= -0.1
        return gradient

    run = sl.train(sl.quadratic([1, 9]), optimizer=in_place, steps=1)
    assert run.gradients.tolist() == [[1, 9]]

    def on_the_parameters(gradient, params):
        params -= 0.1 * gradient
        return 0 * gradient

    def toward_zero(loss, params, batch):
        params[:] = 0
        return loss(params), params

    def loss(w):
        w *= 2
        return np.sum(w**2)

    for part in ({"optimizer": on_the_parameters}, {"gradient": toward_zero}, {"problem": loss, "start": [1.0]}):
        with pytest.raises(ValueError, match="read-only: your function must not change what it is given"):
            sl.train(**{"problem": sl.quadratic([1, 9]), **part}, steps=2)


def unvectorized(w, batch):
    rows, target = batch
    return np.mean((rows @ w - target) ** 2)


PLAIN = sl.Problem(unvectorized, (TABLE, Y), start=np.zeros(3), title="least squares of my own")


@pytest.mark.parametrize(
    ("problem", "gradient", "batches"),
    [
        (LINE, sl.backprop, sl.full_batch),
        (LINE, sl.finite_difference, sl.minibatch(4)),
        (PLAIN, sl.backprop, sl.minibatch(4, replace=True)),
        (PLAIN, sl.finite_difference, sl.full_batch),
    ],
)
def test_an_ensemble_of_seeds_equals_its_single_runs(problem, gradient, batches):
    parts = {"gradient": gradient, "batches": batches, "optimizer": sl.gradient_descent(0.05, 0.5), "steps": 15}
    together = sl.train(problem, seeds=4, seed=7, **parts)
    assert together.params.shape == (16, 4, 3)
    assert (together.losses.shape, together.gradients.shape, together.members) == ((16, 4), (15, 4, 3), 4)
    exact = 1e-14 if gradient is sl.backprop else 1e-9  # differences divide rounding by their step
    for k in range(4):
        alone = sl.train(problem, seed=7 + k, **parts)
        np.testing.assert_allclose(together.params[:, k], alone.params, rtol=0, atol=exact)
        np.testing.assert_allclose(together.losses[:, k], alone.losses, rtol=1e-8)
        assert alone.members is None


def test_parts_of_your_own_that_reuse_an_array_serve_every_member_of_an_ensemble():
    """By arithmetic: on the bowl with curvatures 1 and 9 a step of 0.1 g multiplies by 0.9 and by 0.1."""
    memory, start = np.zeros(2), np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])

    def filled(values):
        memory[:] = values
        return memory

    class Rule:
        def init(self, params):
            return None

        def update(self, gradient, state, params):
            return filled(-0.1 * gradient), None

    for parts in ({"optimizer": Rule()}, {"gradient": lambda loss, w, batch: (loss(w), filled([1.0, 9.0] * w))}):
        run = sl.train(sl.quadratic([1.0, 9.0]), start, **parts, steps=2)
        np.testing.assert_allclose(run.params[1:], [start * [0.9, 0.1], start * [0.81, 0.01]], rtol=1e-12)
        np.testing.assert_allclose(run.gradients, run.params[:-1] * [1.0, 9.0], rtol=1e-12)


@pytest.mark.parametrize("seeds", [None, 2])
def test_a_run_in_float32_stays_float32_whatever_a_part_of_yours_computes_in(seeds):
    """The path is that of float64, to the precision of float32."""
    bowl, exact = sl.quadratic(np.float32([1, 9])), sl.train(sl.quadratic([1.0, 9.0]), steps=5).final
    by_formula = lambda loss, w, batch: (loss(w), [1.0, 9.0] * w)  # noqa: E731
    for parts in ({"optimizer": lambda g, w: np.float64(-0.1) * g}, {"gradient": by_formula}):
        run = sl.train(bowl, **parts, steps=5, seeds=seeds)
        assert {run.params.dtype, run.losses.dtype, run.gradients.dtype} == {np.dtype("f4")}
        np.testing.assert_allclose(np.atleast_2d(run.final), np.tile(exact, (seeds or 1, 1)), rtol=1e-5)


def test_the_same_seed_is_the_same_run_and_another_is_not():
    one, same, other = (sl.train(LINE, **sl.sgd(0.05, 4), steps=20, seed=seed) for seed in (5, 5, 6))
    np.testing.assert_array_equal(one.params, same.params)
    assert np.abs(one.final - other.final).max() > 1e-4
    assert repr(one) == repr(same)


@pytest.mark.parametrize("steps", [30, 1_500])
def test_numpy_told_to_raise_does_not_stop_a_run_that_underflows(steps):
    problem, wild = sl.logistic_regression([[-1.0], [1.0], [2.0]], [0, 1, 0]), sl.gradient_descent(1e3)
    usual = sl.train(problem, optimizer=wild, steps=steps).params
    with np.errstate(all="raise"):
        assert np.array_equal(sl.train(problem, optimizer=wild, steps=steps).params, usual)
