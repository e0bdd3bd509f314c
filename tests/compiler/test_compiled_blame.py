"""If a replay is wrong, the function is run without compiling, and the warning blames the right one."""

import warnings

import numpy as np
import pytest

from sgdlab.compiler import compile
from sgdlab.compiler.compiled import CHANGED, DEFECT, IMPURE, ROUNDING
from sgdlab.compiler.replay import Replay
from tests.looping import looped

LONG = np.linspace(-1.0, 1.0, 50)


def step_back(f, *inputs, match):
    """Compile a function that will be run without compiling, with a warning; return its first result and the reason."""
    fast = compile(f)
    with pytest.warns(RuntimeWarning, match=match):
        result = fast.value_and_grad(*inputs)
    return result, fast.eager_because


def wrong_replay(monkeypatch, wrong):
    """Have every program of value and gradient give another result."""
    traced = Replay.__init__

    def made(self, *args, **options):
        traced(self, *args, **options)
        right = self.both
        self.both = lambda *inputs: wrong(*right(*inputs))

    monkeypatch.setattr(Replay, "__init__", made)


def defect_of_squares():
    """The reason why a sum of squares is not compiled, a defect; the results are right all the same."""
    (value, gradient), why = step_back(lambda x: np.sum(x * x), LONG[:3], match="please report it")
    assert value == np.sum(LONG[:3] ** 2)
    np.testing.assert_array_equal(gradient, 2 * LONG[:3])
    assert gradient.dtype == np.float64
    assert DEFECT in why
    return why


@looped(
    ("wrong", "why"),
    [
        (lambda value, gradient: (value, 1.1 * gradient), "a different result"),
        (lambda value, gradient: (value, gradient.astype(np.float32)), "a different result"),
        (lambda value, gradient: gradient[5], "IndexError"),
    ],
)
def test_a_wrong_program_is_a_defect_and_not_the_function_s_fault(wrong, why, monkeypatch):
    wrong_replay(monkeypatch, wrong)
    assert why in defect_of_squares()


def test_what_only_tracing_raises_is_a_reason():
    def plain(x, d):
        assert isinstance(d, np.ndarray), "data are arrays"
        return np.sum(x * d)

    fast = compile(plain)
    for _ in range(5):
        value, gradient = fast.value_and_grad(np.ones(3), LONG[:3])
        assert value == np.sum(LONG[:3])
        np.testing.assert_array_equal(gradient, LONG[:3])
    assert "tracing it raises AssertionError (data are arrays" in fast.eager_because


@looped("where", ["replay.trace", "trace.lower", "replay.Writer"])
def test_an_error_of_the_compiler_is_not_raised(where, monkeypatch):
    def fails(*_, **__):
        raise IndexError("tuple index out of range")

    monkeypatch.setattr(f"sgdlab.compiler.{where}", fails)
    assert "IndexError (tuple index out of range)" in defect_of_squares()


def test_a_draw_and_a_change_are_told_apart():
    rng, own = np.random.default_rng(0), np.ones(3)
    assert step_back(lambda x: np.sum(x) * rng.normal(), LONG[:3], match="random draw")[1] == IMPURE
    fast = compile(lambda x: np.sum(x * own))
    assert fast(LONG[:3]) == np.sum(LONG[:3])
    own[0] = 5.0
    with pytest.warns(RuntimeWarning, match="array that changes"):
        assert fast(LONG[:3]) == np.sum(LONG[:3] * own)
    assert fast.eager_because == CHANGED


def test_what_rounding_decides_is_not_blamed_on_anybody(monkeypatch):
    wrong_replay(monkeypatch, lambda value, gradient: (value * (1 + 1e-8), gradient))
    fast = compile(lambda x: np.sum(np.sin(1e9 * x)))
    fast.value_and_grad(LONG[:3])
    assert fast.eager_because == ROUNDING


def test_errors_are_those_of_the_function_run_as_it_is():
    def fails(x, d):
        return np.sum(x * d)

    with pytest.raises(ValueError, match="operands could not be broadcast") as caught:
        compile(fails).value_and_grad(np.ones(3), np.ones(4))
    assert caught.value.__context__ is None
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fast = compile(fails)
        with pytest.raises(ValueError, match="operands"):
            fast(np.ones(3), np.ones(4))
        assert fast(np.ones(3), np.ones(3)) == 3.0
        assert fast.eager_because is None
