"""Stop rules against paths whose every step is known in closed form."""

import numpy as np
import pytest

import sgdlab as sl

BOWL = sl.quadratic([1.0])  # w_k = (1 - rate)^k from 1; loss w^2 / 2, gradient w
HALVING = {"optimizer": sl.gradient_descent(0.5)}
LINE = sl.linear_regression(np.arange(10.0)[:, None], np.arange(10.0) + 1)


def test_gradient_norm_stops_at_the_first_small_gradient():
    run = sl.train(BOWL, stop=sl.gradient_norm(below=2.0**-7), **HALVING)
    assert (run.steps[-1], run.final[0]) == (7, 2.0**-7)
    assert run.stopped_by == "gradient norm at most 0.0078125"


def test_words_of_rules():
    assert repr(sl.budget(steps=1, epochs=1, loss_evaluations=1)) == "1 step | 1 epoch | 1 loss evaluation"
    assert str(sl.budget(steps=1_234_567, epochs=0.5)) == "1,234,567 steps | 0.5 epochs"
    for over, words in ((1, "in 1 step"), (2, "in 2 steps")):
        assert sl.loss_change(0.1, over=over).reason.endswith(words)
        assert sl.patience(lambda w: w[0] ** 2, steps=over).reason.endswith(words)


@pytest.mark.parametrize("over", [1, 3])
def test_loss_change_looks_back_so_many_steps(over):
    raised = sl.Problem(lambda w, batch: 3.0 + 0.5 * w[0] ** 2, start=[1.0])
    run = sl.train(raised, stop=sl.loss_change(below=1e-6, over=over), steps=99, **HALVING)
    losses = 0.5 * 4.0 ** -np.arange(40)
    changes = losses[:-over] - losses[over:]
    assert run.steps[-1] == over + np.argmax(changes <= 1e-6)


def test_patience_counts_from_the_best_step():
    held_out = lambda w: (w[0] - 0.125) ** 2  # noqa: E731  (best at step 3)
    run = sl.train(BOWL, stop=sl.patience(held_out, steps=4), **HALVING)
    assert run.steps[-1] == 3 + 4
    assert run.stopped_by == "no better held-out loss in 4 steps"


@pytest.mark.parametrize("seeds", [None, 2])
def test_a_held_out_loss_that_is_an_array(seeds):
    with pytest.raises(ValueError, match=r"the held-out loss has shape \((2, 2|2,)\); held_out returns one number"):
        sl.train(LINE, stop=sl.patience(lambda w: w**2), seeds=seeds)


@pytest.mark.parametrize("make", [lambda: sl.loss_change(1e-3), lambda: sl.patience(lambda w: abs(w[0] - 0.1), 3)])
def test_runs_that_go_on_at_the_same_time_may_share_a_rule_that_remembers(make):
    """In a thread for each, one run would go on between two steps of another: here it does so in every step."""
    rule, others = make(), []

    def step(gradient, params):
        if params[0] == 0.5:
            others.append(sl.train(BOWL, start=[3.0], stop=rule, **HALVING).steps[-1])
        return -0.5 * gradient

    run = sl.train(BOWL, stop=rule, optimizer=step)
    assert run.steps[-1] == sl.train(BOWL, stop=make(), **HALVING).steps[-1]
    assert others == [sl.train(BOWL, start=[3.0], stop=make(), **HALVING).steps[-1]]
    assert sl.train(BOWL, stop=rule | rule, **HALVING).steps[-1] == run.steps[-1]


@pytest.mark.parametrize(
    ("limits", "updates", "why"),
    [
        ({"steps": 5}, 5, "5 steps"),
        ({"epochs": 2}, 8, "2 epochs"),  # batches of 3, 3, 3, 1
        ({"example_gradients": 8}, 3, "8 example-gradients"),  # the third batch goes over
        ({"epochs": 2, "steps": 3}, 3, "3 steps"),
    ],
)
def test_a_budget_is_used_and_no_gradient_is_thrown_away(limits, updates, why):
    run = sl.train(LINE, batches=sl.minibatch(3), optimizer=sl.gradient_descent(1e-3), stop=sl.budget(**limits))
    assert (run.bill.updates, run.stopped_by) == (updates, why)
    assert run.bill.example_gradients == run.examples_seen[-1]


def test_a_budget_of_loss_evaluations():
    run = sl.train(
        LINE, gradient=sl.finite_difference, optimizer=sl.gradient_descent(1e-3), stop=sl.budget(loss_evaluations=120)
    )
    assert (run.bill.loss_evaluations, run.bill.updates) == (150, 3)  # 5 losses of 10 examples a step


@pytest.mark.parametrize(
    ("parts", "limit"),
    [
        ({"gradient": sl.backprop, "optimizer": sl.gradient_descent(1e-3)}, {"loss_evaluations": 120}),
        ({"gradient": sl.spsa, "optimizer": sl.gradient_descent(1e-4), "seeds": 2}, {"example_gradients": 120}),
        ({"optimizer": sl.random_search()}, {"example_gradients": 120}),
    ],
)
def test_a_budget_of_what_a_run_does_not_use_is_refused_unless_the_run_ends_anyway(parts, limit):
    with pytest.raises(ValueError, match=r"a budget of 120 .* would never end this run, because its steps use none"):
        sl.train(LINE, **parts, stop=sl.budget(**limit))
    assert sl.train(LINE, **parts, stop=sl.budget(**limit), steps=3).stopped_by.startswith("steps")
    assert sl.train(LINE, **parts, stop=sl.budget(epochs=50, **limit)).stopped_by.startswith("50 epochs")
    third = sl.budget(**limit) | (lambda run: "the third step" if run.step == 3 else None)
    assert sl.train(LINE, **parts, stop=third).stopped_by.startswith("the third step")


def test_joined_rules_stop_at_whichever_comes_first_and_say_which():
    small, low, few = sl.gradient_norm(below=1e-3), sl.target_loss(1e-9), sl.budget(steps=4)
    assert sl.train(BOWL, stop=small | low | few, **HALVING).stopped_by == "4 steps"
    assert sl.train(BOWL, stop=low | small, **HALVING).stopped_by == "gradient norm at most 0.001"
    assert repr(small | few) == "gradient norm at most 0.001 | 4 steps"
    own = sl.train(BOWL, stop=low | (lambda run: "bored" if run.step == 2 else None), **HALVING)
    assert (own.stopped_by, own.steps[-1]) == ("bored", 2)


def test_a_function_of_your_own_joins_a_rule_on_either_side():
    def third(run):
        return run.step == 3

    for rule in (third | sl.budget(steps=9), sl.budget(steps=9) | third):
        assert sl.train(BOWL, stop=rule).stopped_by == "your third"
    assert sl.train(BOWL, stop=third | sl.budget(steps=2)).stopped_by == "2 steps"


@pytest.mark.parametrize(
    ("attempt", "error", "words"),
    [
        (lambda: sl.gradient_norm(below=0), ValueError, "below is a finite number above 0; got 0"),
        (lambda: sl.loss_change(below=float("nan")), ValueError, "finite number above 0; got nan"),
        (lambda: sl.loss_change(below=1e-3, over=0), ValueError, "over is a whole number of at least 1; got 0"),
        (lambda: sl.patience(3), TypeError, "held_out is a problem or a function"),
        (lambda: sl.patience(BOWL, steps=2.5), ValueError, "steps is a whole number"),
        (lambda: sl.budget(), ValueError, "steps, epochs, example_gradients or loss_evaluations"),
        (lambda: sl.budget(epochs=-1), ValueError, "epochs is a finite number above 0; got -1"),
        (lambda: None | sl.budget(steps=5), TypeError, "joins a stop rule to another one .*got None"),
    ],
)
def test_bad_settings_are_named(attempt, error, words):
    with pytest.raises(error, match=words):
        attempt()
