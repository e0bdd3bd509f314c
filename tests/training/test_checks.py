"""Bad input to train: every error names what was given, what is allowed, and how to fix it."""

import numpy as np
import pytest

import sgdlab as sl

BOWL = sl.quadratic([1, 9])
LINE = sl.linear_regression(np.arange(6.0)[:, None], np.arange(6.0))


def refused(error, words, *args, **parts):
    with pytest.raises(error, match=words):
        sl.train(*args, **parts)


def test_a_part_by_a_string_or_a_number():
    words = r"sgdlab.backprop, finite_difference, by_hand, or a .*without quotes, .*=sgdlab\.back.*; got 'backpropp'"
    refused(TypeError, words, BOWL, gradient="backpropp")
    refused(TypeError, r"sgdlab.full_batch, minibatch\(8\).*batches=sgdlab.mini.*; got 'full'", LINE, batches="full")
    refused(TypeError, r"minibatch\(8\), one_at_a_time, or a function \(n, rng\); got 8", LINE, batches=8)
    refused(TypeError, r"stop is .*budget\(epochs=9\), .*, or a function of the run so far", BOWL, stop=1e-3)
    refused(
        TypeError, r"several are joined with \|, such as budget\(epochs=9\) \| target", BOWL, stop=[sl.budget(steps=9)]
    )
    words = r"made by gradient_descent\(0.1\).*without quotes, such as optimizer=sgdlab.adam\(0.1\); got 'adam'"
    refused(TypeError, words, BOWL, optimizer="adam")


def test_what_differentiates_a_function_is_no_gradient_method():
    words = (
        r"gradient is sgdlab.backprop, .* or a function \(loss, params, batch\) that returns \(value, gradient\); got"
    )
    for made in (sl.grad, sl.jvp, sl.grad(LINE)):
        refused(TypeError, words, LINE, gradient=made)


def test_a_part_in_the_place_of_another():
    places = {"gradient": (sl.full_batch,), "batches": (sl.backprop,), "stop": (sl.backprop, sl.full_batch)}
    for place, parts in (places | {"optimizer": places["stop"]}).items():
        for part in parts:
            refused(TypeError, rf"^(an )?{place} is .* got {part}$", LINE, **{place: part})


def test_sgd_is_given_with_two_stars():
    refused(TypeError, r"optimizer is one part, and sgd\(…\) makes two: write train\(", LINE, optimizer=sl.sgd(0.1, 2))
    refused(TypeError, r"optimizer is one part, and sgd\(…\) makes two: write train\(", LINE, optimizer=sl.sgd)
    for part in (sl.sgd(0.1, 2), sl.adam(0.1)):
        refused(TypeError, r"the start holds real numbers, and parts are given by name, .*\*\*sgd\(", LINE, part)


def test_what_is_no_problem():
    words = r"problem is a sgdlab.Problem, such as .*\(X, y\), or a function loss\(params\); got"
    for problem in (None, "mse", np.ones(3)):
        refused(TypeError, words, problem, start=[0.0])
    refused(TypeError, r"problem: you gave the class Problem itself; write Problem\(loss\)", sl.Problem)


def test_a_problem_without_its_parentheses():
    words = "problem: you gave the function {} itself; write {}$"
    refused(TypeError, words.format("saddle", r"saddle\(\)"), sl.saddle, [1.5, 0.0])
    refused(TypeError, words.format("linear_regression", r"linear_regression\(X, y\)"), sl.linear_regression)


def test_a_plain_function_needs_a_start():
    refused(ValueError, r"how many parameters it has: give a start, such as start=\[0.0\]", lambda w: w[0] ** 2)
    no_start = sl.Problem(lambda w, batch: np.sum(w**2), title="my bowl")
    refused(ValueError, r"my bowl has no start of its own: give one", no_start)


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ([1.0, 2.0, 3.0], r"has 2 parameters, the start has shape \(3,\); use \(…, 2\)"),
        (np.zeros((2, 2, 2)), r"shape \(P,\), or \(S, P\) for an ensemble; got \(2, 2, 2\)"),
        ([1.0, np.nan], r"the start has NaN or infinite entries \(1 of 2\), the first at \[1\]"),
        (3, r"the start is an array of shape \(…, P\); got the single number 3"),
    ],
)
def test_a_start_that_does_not_fit(start, words):
    refused(ValueError, words, BOWL, start)


def test_seeds_and_starts_must_agree():
    refused(ValueError, r"member of an ensemble; got 2 for parameters of shape \(3, 2\)", BOWL, seeds=3, seed=[1, 2])
    refused(ValueError, r"got 2 for parameters of shape \(2,\); for an ensemble give seeds=2, too", BOWL, seed=[1, 2])
    refused(ValueError, "seeds=3, but start has 2 rows: give one row for each seed", BOWL, np.ones((2, 2)), seeds=3)
    assert sl.train(BOWL, np.ones((3, 2)), seeds=3, steps=1).members == 3


@pytest.mark.parametrize("name", ["steps", "seeds", "record_every"])
def test_counts_that_are_not_whole(name):
    for value in (-1, 2.5, "ten", True):
        words = rf"{name} is a whole number of at least [01], or None; got {value!r}"
        refused(ValueError, words, BOWL, **{name: value})


def test_seeds_that_are_not_whole():
    for seed in (-1, 1.5, None, "lucky", [1, -1], [True]):
        refused(ValueError, "seed is a whole number of at least 0, such as seed=0; got", BOWL, seed=seed)


def test_a_loss_that_returns_an_array():
    words = r"the loss returned shape \(2,\); it must return one number, e.g. with np.mean"
    refused(ValueError, words, lambda w: w**2, start=[1.0, 2.0])
    flat = sl.Problem(lambda w, batch: np.mean(w), start=[1.0, 2.0], vectorized=True)
    refused(ValueError, r" \(\); .* vectorized=True, .*shape \(1, 4\), .* leave vectorized=True out", flat, seeds=4)


def test_a_loss_that_is_not_finite_at_the_start():
    words = r"the loss at the start \(-1\) is nan: choose a start where it is finite"
    refused(ValueError, words, lambda w: np.log(w[0]), start=[-1.0])
    words = r"the loss at the start \(1e\+200, 0.333333\) is inf: choose"
    refused(ValueError, words, lambda w: w @ w, start=[1e200, 1 / 3], gradient=sl.finite_difference)
    words = r"the loss at the start \(1, -1\) is \[ 0. nan\]: choose"
    refused(ValueError, words, lambda w: np.log(w[0]), start=[[1.0], [-1.0]])  # each member's


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            (1.0, np.ones(3)),
            r"gradient that your mine returned has shape \(3,\); it needs the shape of the parameters, \(",
        ),
        (np.ones(2), r"your mine has to return \(value, gradient\); it returned array"),
        (None, "it returned None"),
    ],
)
def test_a_gradient_method_that_returns_something_else(answer, words):
    def mine(loss, params, batch):
        return answer

    problem = sl.Problem(lambda w, batch: np.sum(w**2), start=[1.0, 2.0])
    for seeds in (None, 2):
        refused(ValueError, words, problem, gradient=mine, seeds=seeds)


def test_an_optimizer_whose_step_has_another_shape():
    words = r"the step that your lambda returned has shape \(\); it needs the shape of the parameters, \(2,\)"
    refused(ValueError, words, BOWL, optimizer=lambda gradient, params: np.float64(0.1))


def test_settings_of_an_ensemble_come_one_a_member():
    words = r"momentum has shape .* for parameters of shape \(3, 2\): use one number, or .* of shape \(3, 1\)"
    for shape in ((3,), (2, 1), (3, 5)):
        refused(ValueError, words, BOWL, seeds=3, optimizer=sl.gradient_descent(0.1, np.full(shape, 0.1)))


def test_settings_of_a_single_run_come_one_a_parameter():
    words = r"learning_rate has shape \(2, 1\) .* an array of shape \(2,\), one for each parameter; only an ensemble"
    refused(ValueError, words, BOWL, optimizer=sl.gradient_descent([[0.1], [0.2]]))
    refused(ValueError, r"an array of shape \(2, 1\)", BOWL, seeds=2, optimizer=sl.gradient_descent([0.1, 0.2]))
    one_for_each_parameter = sl.train(BOWL, optimizer=sl.gradient_descent([1.0, 1 / 9]), steps=1)
    np.testing.assert_allclose(one_for_each_parameter.final, [0, 0], atol=1e-15)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (
            lambda g, w: sl.Tensor(-g),
            "the step that your lambda returned is one array, .*; got Tensor.*: a Tensor does not become",
        ),
        (lambda g, w: g > 0, "the step that your lambda returned holds numbers, not True and False: multiply them"),
        (lambda g, w: (-g, None), "the step that your lambda returned is one array, .* got .*None"),
        (lambda g, w: None, "the step that your lambda returned holds real numbers; got None"),
        (lambda g, w: np.ma.masked_array(-g, [True, False]), "the step that your lambda returned has masked entries"),
    ],
)
def test_an_optimizer_that_returns_no_step(step, words):
    refused((TypeError, ValueError), words, BOWL, optimizer=step)


def test_batches_that_are_no_examples():
    words = (
        r"your lambda gave the batch .*; a batch is a list of the numbers of examples, .* from 0 to 5, or a mask of 6"
    )
    for batch in ([6], [-1], [0.5], [None], [[0], [1]], 3, [True, False], slice(2)):
        refused(ValueError, words, LINE, batches=lambda n, rng, batch=batch: iter([[0], batch]), steps=9)


def test_a_part_that_takes_too_few_arguments_or_too_many():
    for part in ("gradient", "batches", "stop"):
        refused(TypeError, rf"{part} is called with \(.*\), and yours takes \(\)", LINE, **{part: lambda: None})
    for part in ("optimizer", "batches"):
        rule, words = lambda one, two, three: one, r"is called with \(.*\), and yours takes \(one, two, three\)"
        refused(TypeError, f"{part} {words}", LINE, **{part: rule})


def test_a_stop_rule_that_returns_no_reason():
    words = "stop returns a reason in words, or True, or None to go on; got"
    for reason in (np.ones(2), 3, []):
        refused(TypeError, words, BOWL, stop=lambda run, reason=reason: reason)
