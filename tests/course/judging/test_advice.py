"""sgdlab.course.judging.advice: what is said of Python's errors, whose words Python itself writes here."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pytest

from sgdlab import Value
from sgdlab.course import notebook_01, notebook_02
from tests.course.judging.power import power


def endless(k, x):
    return k * endless(k, x)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda k, x: x.sum().backward(), "(that is PyTorch. NumPy's arrays keep no gradient)"),
        (lambda k, x: endless(k, x), "give it a case in which it does not"),
        (lambda k, x: math.exp(x), "for each entry of an array, write np.exp(…)"),
        (lambda k, x: math.sqrt(-k), "(math.sqrt takes no number below 0, and math.log not even 0"),
        (lambda k, x: x.sum(axis=1), "(an array of dimension 1 has axis 0 alone"),
        (lambda k, x: np.array([0, 0, 0]).__iadd__(k * x), "(an array of whole numbers stays one"),
        (lambda k, x: np.broadcast_to(1.0, 3).__iadd__(x), "write w = w - … instead of w -= …"),
        (lambda k, x: [1.0].shape, "(a list has no arithmetic"),
        (lambda k, x: [1.0].parameters(), "has no attribute 'parameters'. It"),
        (lambda k, x: x @ np.ones((2, 2)), "(NumPy could not fit the shapes"),
        (lambda k, x: x @ x[0], "Was one entry given, where the whole array belongs?"),
        (lambda k, x: None * x[0], "gives None, and so does one that changes a list"),
        (lambda k, x: {[k]: x}, "write tuple(…) around a list"),
        (lru_cache(lambda k, x: k * x), "or leave out @lru_cache"),
        (lambda k, x: {dataclass(type("Node", (), {}))()}, "write @dataclass(eq=False)"),
        (lambda k, x: k(2), "Write the * of a product, 2 * (x + 1)"),
        (lambda k, x: x(0), "square brackets for an entry, x[0]"),
        (lambda k, x: x if x > 0 else -x, "compare one number, such as its length"),
        (lambda k, x: 0.1 * [1, k], "make an array of it"),
        (lambda k, x: [k].sum(), "make an array of it"),
        (lambda k, x: np.array(1.0, k), "in one list: np.array([a, b])"),
        (lambda k, x: [x for _ in k], "write range(n)"),
        (lambda k, x: ln(x), "(the natural logarithm is np.log)"),  # noqa: F821
        (eval("lambda k, x: np.exp(x)", {}), "(run `import numpy as np`, or the first cells of the notebook"),
        (lambda k, x: plt.plot(x), "(run `import matplotlib.pyplot as plt`, or"),  # noqa: F821
        (lambda k, x: np.exp(Value(k)), "write v.exp(), not np.exp(v), or use a Tensor"),
        (lambda k, x: np.max[x], "only when it is called"),
    ],
)
def test_an_error_says_what_to_do(answer, words):
    outcome = power().check(answer)
    assert outcome.status == "raised"
    assert words in outcome.reason


def test_a_name_that_a_cell_has_set_to_something_else_is_told(monkeypatch):
    names = globals()
    monkeypatch.setitem(names, "sum", 3)
    told = power().check(lambda k, x: k * sum(x)).reason
    assert "(a cell has set `sum` to 3. To have the usual one again, run `del sum`)" in told
    assert "run `del" not in power().check(lambda k, x: k * sum * x[0](2)).reason
    monkeypatch.setitem(names, "np", [1.0])
    told = power().check(lambda k, x: k * np.sum(x)).reason
    assert "(a cell has set `np` to [1]. To have the usual one again, run `import numpy as np`)" in told


def test_a_name_that_nobody_knows_and_an_error_that_says_all_get_no_advice():
    assert "is not defined. It" in power().check(lambda k, x: learning_rat * x).reason  # noqa: F821
    assert "is not defined. It" in power().check(lambda k, x: unbroadcast(x)).reason  # noqa: F821
    assert "division by zero. It" in power().check(lambda k, x: k / 0).reason


def test_a_function_that_is_given_is_called_one_in_an_error():
    for answer in (lambda gradient, w, rate: w - rate * gradient, lambda gradient, w, rate: gradient[0]):
        reason = notebook_02.step_slip.check(answer).reason
        assert "'function'" in reason
        assert "only when it is called, with its arguments in round brackets" in reason


def test_numpy_on_a_given_function_is_not_told_as_if_it_were_a_value():
    reason = notebook_01.central.check(lambda f, x, h: np.exp(f)(x + h)).reason
    assert "no Value" not in reason
    assert "only when it is called, with its arguments in round brackets" in reason


def test_a_given_function_that_cannot_be_kept_by_a_cache_is_told():
    reason = notebook_01.central.check(lru_cache(lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h))).reason
    assert "'function' (sets, keys of dictionaries and @lru_cache take only what can't change" in reason
