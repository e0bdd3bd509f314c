"""`run.member(k)` is the run that training with that seed alone gives: over problems, parts, stop rules, divergence."""

from dataclasses import asdict

import numpy as np
import pytest

import sgdlab as sl

X, LABELS = sl.moons(30, seed=2)
SINGLE = sl.linear_regression(X, X @ [1.0, -2.0] + np.sin(9 * X[:, 0]))
PROBLEMS = {
    "a line": SINGLE,
    "logistic regression": sl.logistic_regression(X, LABELS),
    "a network": sl.mlp(X, LABELS, hidden=(3,)),
    "no data": sl.quadratic([1.0, 9.0]),
    "a loss that takes one run at a time": sl.Problem(
        lambda w, batch: np.mean((batch[0] @ w - batch[1]) ** 2), data=(X, LABELS), start=[2.0, 2.0]
    ),
}


def largest_is_one(gradient, params):
    """The entries meet: for all members in one array, it would mix them."""
    return -0.05 * gradient / (1e-8 + abs(gradient).max())


class Remembers:
    """An optimizer of one's own, with its memory in the state and in itself."""

    def init(self, params):
        self.calls = 0
        return np.zeros(len(params))

    def update(self, gradient, state, params):
        self.calls += 1
        state = 0.9 * state + gradient / (1.0 + np.linalg.norm(gradient))
        return -0.1 * state / self.calls, state


def normalized(loss, params, batch):
    value, gradient = sl.backprop(loss, params, batch)
    return value, gradient / (1.0 + np.linalg.norm(gradient))


BATCHES = {"full": sl.full_batch, "mini": sl.minibatch(8), "one": sl.one_at_a_time}
PARTS = {
    "gradient descent": {"optimizer": sl.gradient_descent(0.1)},
    "momentum": {"optimizer": sl.gradient_descent(0.05, momentum=0.9, nesterov=True)},
    "adam with a schedule": {"optimizer": sl.adam(sl.schedules.cosine(0.1, 40))},
    "newton": {"optimizer": sl.newton(damping=0.1)},
    "differences": {"gradient": sl.finite_difference},
    "spsa": {"gradient": sl.spsa, "optimizer": sl.gradient_descent(0.02)},
    "your own rule": {"optimizer": largest_is_one},
    "your own rule in a wrapper": {"optimizer": sl.weight_decay(largest_is_one, 0.1)},
    "your own optimizer": {"optimizer": Remembers()},
    "your own gradient": {"gradient": normalized, "optimizer": sl.gradient_descent(0.1)},
    "a search": {"optimizer": sl.evolution_strategy(0.1, 4)},
}
STOPS = {
    "none": {"steps": 25},
    "target": {"stop": sl.target_loss(0.5), "steps": 25},
    "gradient norm": {"stop": sl.gradient_norm(0.3) | sl.budget(steps=25)},
    "change": {"stop": sl.loss_change(0.02, over=3), "steps": 25},
    "patience": {"stop": sl.patience(lambda w: np.sum(w**2), steps=4), "steps": 25},
    "budget": {"stop": sl.budget(epochs=2.5), "steps": 100},
    "your own": {"stop": lambda run: run.params[0] > 0.6 and f"w > 0.6 after {run.charged}", "steps": 25},
}


def assert_equal(member, alone, atol=1e-12):
    """Everything that a record holds; numbers to rounding, since an ensemble computes with other shapes."""
    mine, theirs = vars(member), vars(alone)
    for name in ("steps", "examples_seen"):
        np.testing.assert_array_equal(mine[name], theirs[name], err_msg=name)
    for name in ("params", "losses", "batch_losses", "learning_rates"):
        np.testing.assert_allclose(mine[name], theirs[name], rtol=1e-9, atol=atol, err_msg=name)
    for name in ("stopped_by", "recipe", "title", "seed", "diverged_at", "examples", "ends"):
        assert mine[name] == theirs[name], name
    assert asdict(member.bill) == asdict(alone.bill)
    assert len(member.batch_indices) == len(alone.batch_indices)
    for one, other in zip(member.batch_indices, alone.batch_indices, strict=True):
        np.testing.assert_array_equal(one, other)
    if alone.gradients is None:
        assert member.gradients is None
    else:
        np.testing.assert_allclose(member.gradients, alone.gradients, rtol=1e-8, atol=100 * atol)


SLOW = "a loss that takes one run at a time"
CELLS = [  # each part and each stop rule, where all members are in one array and where each is looped, and each problem
    *((problem, parts, "target") for problem in ("logistic regression", SLOW) for parts in PARTS),
    *((problem, "momentum", stop) for problem in ("a line", SLOW) for stop in STOPS),
    *((problem, "spsa", "none") for problem in PROBLEMS),
    *(("a network", parts, "budget") for parts in ("newton", "a search", "your own optimizer")),
]


@pytest.mark.parametrize(("problem", "parts", "stop"), CELLS)
def test_a_member_is_the_run_of_its_seed(problem, parts, stop):
    chosen = PROBLEMS[problem]
    for name in ["full"] if problem == "no data" else ["mini", "one"] if stop in ("none", "budget") else ["mini"]:
        how = {**PARTS[parts], **STOPS[stop], "batches": BATCHES[name]}
        run = sl.train(chosen, seeds=3, seed=11, **how)
        for k in range(3):
            rounding = 1e-9 if parts in ("differences", "spsa") else 1e-12  # which divide it by 2h
            assert_equal(run.member(k), sl.train(chosen, seed=11 + k, **how), rounding)


def test_members_end_for_themselves_and_stay_where_they_ended():
    bowl, start = sl.quadratic([1.0]), np.array([[1.0], [64.0], [8.0]])
    run = sl.train(bowl, start, optimizer=sl.gradient_descent(0.5), stop=sl.gradient_norm(below=0.5))
    assert [end.step for end in run.ends] == [1, 7, 4]  # |w| = start / 2^k
    np.testing.assert_array_equal(run.params[1:, 0, 0], 0.5)
    assert run.final[:, 0].tolist() == [0.5, 0.5, 0.5]
    assert run.steps[-1] == 7
    assert run.bill == run.member(1).bill


@pytest.mark.parametrize(
    ("vectorized", "stop", "batches", "every"),
    [
        (True, "none", "full", None),
        (True, "target", "mini", 4),
        (True, "none", "mini", 1),
        (False, "target", "full", 1),
        (False, "none", "mini", 4),
    ],
)
def test_a_diverged_member_is_the_diverged_run(vectorized, stop, batches, every):
    problem = PROBLEMS["a line" if vectorized else "a loss that takes one run at a time"]
    rates = np.array([0.05, 2.0, 1e3, 1e160, 1e308])
    how = {"batches": BATCHES[batches], **STOPS[stop], "record_every": every}
    run = sl.train(problem, seeds=len(rates), optimizer=sl.gradient_descent(rates[:, None], momentum=0.5), **how)
    ended = set()
    for k, rate in enumerate(rates):
        alone = sl.train(problem, seed=k, optimizer=sl.gradient_descent(rate, momentum=0.5), **how)
        assert_equal(run.member(k), alone)
        assert np.isfinite(run.member(k).losses).all()
        ended.add(alone.stopped_by)
    assert any(reason.startswith("diverged") for reason in ended)


def test_a_member_whose_last_step_is_undone_takes_no_row_from_the_others():
    how = {"optimizer": sl.gradient_descent(1.0), "steps": 6}
    run = sl.train(lambda w: np.log(w[0]), [[3.0], [10.0]], **how)  # the sixth step of the first one goes below 0
    assert (run.steps[-1], run.stopped_by, run.diverged_at.tolist()) == (6, "steps", [6, -1])
    for k, start in enumerate([3.0, 10.0]):
        assert_equal(run.member(k), sl.train(lambda w: np.log(w[0]), [start], seed=k, **how))


def test_members_count_from_0_and_from_the_end():
    run = sl.train(SINGLE, seeds=3, steps=2)
    assert run.member(-1).seed == run.member(2).seed == 2
    for k, words in ((3, "3"), ("1", "'1'"), (1.0, "1.0"), (None, "None"), (True, "True"), ([0], r"\[0\]")):
        with pytest.raises(IndexError, match=rf"member\({words}\) of an ensemble of 3: .* whole numbers from 0 to 2"):
            run.member(k)
    with pytest.raises(ValueError, match="only an ensemble, such as"):
        run.member(0).member(0)
