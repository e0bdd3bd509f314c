"""How a run ends: by its steps, by a stop rule, or because it diverged; alone and in an ensemble."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.progress_bar import progress_bar
from sgdlab.training import loop
from sgdlab.training.bill import UsageCounter

BOWL = sl.quadratic([1, 9])
SLOW = sl.gradient_descent(0.001)


def all_finite(run):
    return all(np.isfinite(part).all() for part in (run.params, run.losses))


@pytest.mark.parametrize("at", range(5, 9))
def test_ctrl_c_leaves_whole_steps_wherever_it_comes(monkeypatch, at):
    """The budget is looked up between two parts of a step: the record is that of a run of the steps before."""
    usual, asked = UsageCounter.charged, []

    def charged(self):
        asked.append(1)
        if len(asked) == at:
            raise KeyboardInterrupt
        return usual.fget(self)

    def train(steps):
        return sl.train(sl.linear_regression(np.eye(6), np.ones(6)), **sl.sgd(0.1, 2), steps=steps)

    monkeypatch.setattr(UsageCounter, "charged", property(charged))
    run = train(50)
    monkeypatch.undo()
    assert run.stopped_by.startswith("interrupted")
    whole = train(int(run.steps[-1]))
    for name in ("params", "steps", "examples_seen", "losses", "batch_losses"):
        np.testing.assert_array_equal(getattr(run, name), getattr(whole, name))


def test_a_stop_rule_ends_the_run_with_its_reason():
    seen = []

    def flat(run):
        seen.append((run.step, run.charged))
        return "small gradient" if np.abs(run.gradient).max() < 0.5 else None

    run = sl.train(BOWL, optimizer=sl.gradient_descent(0.1), stop=flat)
    slopes = np.abs([1, 9] * (1 - 0.1 * np.array([1, 9])) ** np.arange(60)[:, None]).max(axis=1)
    first = int(np.argmax(slopes < 0.5))
    assert (run.stopped_by, run.steps[-1]) == ("small gradient", first)
    assert seen == [(k, k + 1) for k in range(first + 1)]


def test_a_stop_rule_may_answer_yes_or_no():
    def loss_is_small(run):
        return np.True_ if run.value < 0.1 else False

    run = sl.train(BOWL, stop=loss_is_small)
    assert run.stopped_by == "your loss_is_small"
    assert run.losses[-1] < 0.1 <= run.losses[-2]


@pytest.mark.parametrize("seeds", [None, 2])
def test_a_rule_of_yours_is_told_what_it_is_given(seeds):
    with pytest.raises(AttributeError, match=r"has \.step, \.params, \.value, .*, and no \.loss$"):
        sl.train(BOWL, stop=lambda run: run.loss < 1, seeds=seeds)


def test_divergence_is_found_at_the_step_where_the_loss_is_a_million_times_the_start():
    """At rate 0.3 the steep coordinate is multiplied by 1 - 2.7 = -1.7 a step."""
    run = sl.train(BOWL, optimizer=sl.gradient_descent(0.3), steps=1000)
    losses = 0.5 * (0.7 ** (2 * np.arange(100)) + 9 * 1.7 ** (2 * np.arange(100)))
    step = int(np.argmax(losses > 1e6 * (1 + losses[0])))
    assert run.stopped_by == f"diverged at step {step}"
    assert run.diverged_at == run.steps[-1] == step
    assert all_finite(run)


@pytest.mark.parametrize("seeds", [None, 2])
def test_where_a_rule_stops_a_run_the_loss_on_all_examples_is_judged_too(seeds):
    """Of one example it is 4e6, below the ceiling of 5e7; of both it is 2e8."""
    loss = sl.Problem(lambda w, b: np.mean(b[0] * w[..., :1] ** 2, axis=-1), ([1.0, 100.0],), [1.0], vectorized=True)
    run = sl.train(
        loss,
        batches=lambda n, rng: [[0]],
        optimizer=lambda gradient, params: 2e3 - params,
        stop=lambda so_far: so_far.step == 1,
        seeds=seeds,
    )
    assert (run.stopped_by, run.steps.tolist()) == ("diverged at step 1", [0, 1])
    assert np.all(run.diverged_at == 1)


@pytest.mark.parametrize(("rate", "every", "steps"), [(1e155, None, 1), (1e200, 7, 50), (1.7e308, None, 2)])
def test_absurd_learning_rates_leave_only_finite_rows(rate, every, steps):
    run = sl.train(BOWL, optimizer=sl.gradient_descent(rate), steps=steps, record_every=every)
    assert run.stopped_by == "diverged at step 1"
    assert run.params.tolist() == [[1, 1]]
    assert (run.steps.tolist(), run.examples_seen.tolist(), run.losses.tolist()) == ([0], [0], [5.0])
    assert len(run.batch_losses) == len(run.gradients) == len(run.batch_indices) == 0


@pytest.mark.parametrize(
    ("bad_rate", "momentum", "vectorized", "steps"),
    [(0.3, 0.0, True, 60), (1e300, 0.9, True, 60), (1e10, 0.9, False, 60), (1e300, 0.0, False, 1)],
)
def test_in_an_ensemble_the_others_go_on_unharmed(bad_rate, momentum, vectorized, steps):
    bowl = BOWL if vectorized else sl.Problem(lambda w, batch: np.sum(w**2 * [0.5, 4.5]), start=[1.0, 1.0])
    bad_rate = 10 * bad_rate if momentum else bad_rate
    rates = np.array([[0.05], [bad_rate], [0.1]])
    run = sl.train(bowl, seeds=3, optimizer=sl.gradient_descent(rates, momentum), steps=steps)
    assert all_finite(run)
    for k in (0, 2):
        alone = sl.train(bowl, optimizer=sl.gradient_descent(rates[k, 0], momentum), steps=steps)
        np.testing.assert_allclose(run.params[:, k], alone.params, rtol=0, atol=1e-14)
    alone = sl.train(bowl, optimizer=sl.gradient_descent(bad_rate, momentum), steps=steps)
    assert run.diverged_at.tolist() == [-1, -1 if alone.diverged_at is None else alone.diverged_at, -1]
    np.testing.assert_allclose(run.final[1], alone.final, rtol=1e-12)
    assert run.stopped_by == "steps"


def test_an_ensemble_in_which_all_diverge_stops():
    rates = np.array([[1e100], [1e300]])
    run = sl.train(BOWL, seeds=2, optimizer=sl.gradient_descent(rates), steps=30)
    assert run.stopped_by == "diverged at step 1"
    assert run.diverged_at.tolist() == [1, 1]
    assert all_finite(run)


@pytest.mark.parametrize("seeds", [None, 2])
@pytest.mark.parametrize("part", ["the gradient", "the optimizer"])
def test_ctrl_c_keeps_the_steps_that_were_made(part, seeds):
    """In the fifth step: with the gradient there is nothing of it yet, with the optimizer it is recorded, not taken."""
    calls = []

    def interrupted(gradient, params):
        calls.append(1)
        if len(calls) == 4 * (seeds or 1) + 1:
            raise KeyboardInterrupt
        return -0.1 * gradient

    def batches(n, rng):
        yield from [np.array([0])] * 4
        raise KeyboardInterrupt

    line = sl.linear_regression([[1.0], [2.0]], [3.0, 5.0])
    one = np.array([0])
    parts = {
        "the gradient": {"optimizer": sl.gradient_descent(0.1), "batches": batches},
        "the optimizer": {"optimizer": interrupted, "batches": lambda n, rng: iter([one] * 9)},
    }
    run = sl.train(line, **parts[part], steps=9, seeds=seeds)
    whole = sl.train(
        line, optimizer=sl.gradient_descent(0.1), batches=lambda n, rng: iter([one] * 9), steps=4, seeds=seeds
    )
    assert run.stopped_by == "interrupted at step 4"
    np.testing.assert_array_equal(run.params, whole.params)
    assert run.steps.tolist() == [0, 1, 2, 3, 4]
    assert len(run.losses) == 5
    assert len(run.gradients) == len(run.batch_losses) == len(run.learning_rates) == len(run.batch_indices) == 4


@pytest.mark.parametrize(
    ("optimizer", "limit", "reached"),
    [  # a step may take a second, so each is told, also where a traced function takes it
        (SLOW, {"steps": 3}, [1, 2, 3]),
        (sl.random_search(1e-6, 1), {"steps": 3}, [1, 2, 3]),
        (SLOW, {"steps": None, "stop": sl.budget(steps=3)}, [1, 2, 3]),
        (SLOW, {"steps": 1_500}, range(1, 1_501)),
    ],
)
def test_a_bar_is_told_of_the_steps(monkeypatch, optimizer, limit, reached):
    told, at = [], []

    class Bar(progress_bar):
        def __init__(self, *given):
            told.append(given)
            super().__init__(*given)

        def update(self, n):
            super().update(n)
            at.append(self.done)

    monkeypatch.setattr(loop, "progress_bar", Bar)
    sl.train(sl.quadratic([1.0, 9.0]), optimizer=optimizer, **limit)  # a new one: none of its steps was traced before
    assert told == [(limit["steps"], BOWL.title, True)]
    assert at == list(reached)
    sl.train(BOWL, optimizer=optimizer, steps=3, progress=False)
    assert told[1] == (3, BOWL.title, False)
