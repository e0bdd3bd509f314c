"""sgdlab.course.judging.functions: whose error it is, who calls sgdlab, and answers with a slip."""

import inspect
from functools import partial

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.course import Exercise
from sgdlab.course.judging.functions import changed, same_code, uses_sgdlab
from sgdlab.course.telling.answers import Written, code, short
from tests.course.judging.power import power


def _slope(f, x):
    return sl.grad(f)(x)


def _through_another(f, x):
    return _slope(f, x) + 0


def _inside(f, x):
    def inner():
        return sl.grad(f)(x)

    return inner()


def _imported(f, x):
    from sgdlab import grad

    return grad(f)(x)


def _by_hand(f, x):
    return (f(x + 1e-6) - f(x - 1e-6)) / 2e-6


class _CallsSgdlab:
    def __call__(self, f, x):
        return _slope(f, x)


class _Called:
    def __call__(self, f, x):
        return _by_hand(f, x)


@pytest.mark.parametrize(
    "function",
    [
        _slope,
        _through_another,
        _inside,
        _imported,
        sl.backprop,
        sl.minibatch(8),
        partial(_slope, x=1.0),
        partial(map, sl.grad),
        _CallsSgdlab(),
    ],
)
def test_what_calls_sgdlab_is_seen(function):
    assert uses_sgdlab(function)


@pytest.mark.parametrize(
    "function", [_by_hand, np.gradient, lambda f, x: _by_hand(f, x), len, partial(_by_hand, abs), _Called()]
)
def test_what_does_not_is_let_through(function):
    assert not uses_sgdlab(function)


def _exercise(**options):
    return Exercise(
        "sums",
        lambda x: sum(x),
        lambda rng: (rng.normal(size=3),),
        praise="Right.",
        mistakes=[],
        hints=["-"],
        **options,
    )


def test_a_right_answer_that_lets_sgdlab_do_it_is_refused_only_where_it_is_asked_for_by_hand():
    def answer(x):
        return float(sl.mlp is not None) * np.sum(x)

    assert _exercise().check(answer).passed
    outcome = _exercise(by_hand=True).check(answer)
    assert outcome.status == "not yet"
    assert "lets sgdlab compute it" in outcome.reason


def total(answer, x):
    return sum(answer(x) for _ in range(2))


CALLS: list[int] = []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda k, x: CALLS.append(1) or len(CALLS) * x, "keep something from call to call"),
        (lambda k, x: k * x + np.random.normal(), "or draw random numbers?"),
        (lambda k, x: k * x, "`k`"),
        (lambda k, x: (one for one in x), "returns a generator"),
        (lambda k, x: x * np.nan, "There is a nan"),
    ],
)
def test_an_answer_that_is_another_one_the_second_time_is_told_so(answer, words):
    reason = power().check(answer).reason
    assert words in reason
    assert ("Called twice" in reason) == ("call to call" in words or "random" in words)


def test_an_error_of_the_checkers_is_not_blamed_on_the_answer():
    answer = eval(compile('lambda x: "text"', "<a cell>", "eval"))
    outcome = _exercise(observe=total).check(answer)
    assert outcome.status == "not yet"
    assert outcome.reason == (
        "Your function returns a text, 'text'; a right one returns a number. Return the value itself, without quotes "
        "and without str()."
    )


def test_an_answer_that_holds_itself_is_told_so():
    def endless(x):
        path = [1.0]
        path += [path, path]
        return path

    def within(x):
        return {"path": endless(x)}

    for observe in (None, total):
        for answer in (endless, within):
            outcome = _exercise(observe=observe).check(answer)
            assert outcome.status == "not yet"
            assert outcome.reason.startswith("Your function returns lists inside lists without end")
    assert "it was given [1, [1, [" in _exercise().check(endless(0)).reason


def listed(answer, x):
    return list(answer(x))


def test_an_error_in_a_generator_is_the_answers_own():
    outcome = Exercise(
        "ones", lambda x: [1.0], lambda rng: (0.0,), praise="", mistakes=[], hints=["-"], observe=listed
    ).check(lambda x: (1 / x for _ in range(2)))
    assert outcome.status == "raised"
    assert "ZeroDivisionError" in outcome.reason


def test_arguments_in_a_reply_are_code_that_makes_them_again():
    point = short((np.random.default_rng(0).normal(size=(2, 3)), [np.arange(3)], 1 / 3, 7, "a"))
    for value in (*point, Written("lambda w: {A} @ w", A=point[0].T)):
        again = eval(code(value), {"np": np})
        if callable(value):
            value, again = value(np.ones(2)), again(np.ones(2))
        np.testing.assert_equal(again, value)


def _mean(x):
    return sum(x) / len(x)


def test_a_changed_answer_runs_where_it_stands_and_a_piece_has_to_be_in_its_code():
    assert changed(_mean, {"sum(x)": "max(x)", "/ len": "- len"})([1, 5]) == 3
    assert changed(_through_another, {"+ 0": "+ 1"})(lambda x: x**2, 3.0) == 7.0  # finds its neighbors
    with pytest.raises(ValueError, match="'median' is not in the code of _mean"):
        changed(_mean, {"median": "mean"})


def test_a_changed_answer_has_code_that_can_be_read_and_changed_again():
    largest = changed(changed(_mean, {" / len(x)": ""}), {"sum": "max"})
    assert inspect.getsource(largest) == "def _mean(x):\n    return max(x)"
    assert changed(_Called, {"_by_hand": "_slope"})()(lambda x: x * x, 3.0) == 6.0


@pytest.mark.parametrize("line", [0, 1, 2])
def test_a_file_that_python_takes_for_the_source_may_hold_something_else(line, tmp_path):
    file, names = tmp_path / "other.py", {}
    file.write_text("# a comment\n\nx = 1\n", encoding="utf-8")
    exec(compile("\n" * line + "def same(x): return x", str(file), "exec"), names)
    assert not same_code(names["same"], names["same"])
