"""check_grads: it passes what is right, and says which entry is wrong, by how much, at every step."""

import numpy as np
import pytest

from sgdlab.autodiff import check_grads, relu, softmax
from sgdlab.autodiff.check import GradientError
from sgdlab.autodiff.dispatch import RULES
from tests.looping import looped

X = np.array([0.3, -1.2, 0.7])


@looped(
    ("f", "args"),
    [
        (lambda x: np.sum(x**3), (X,)),
        (lambda x, y: np.tanh(x * y) @ y, (X, X + 1)),
        (softmax, (X,)),
        (lambda x: np.exp(x), (0.5,)),
        (lambda x: 1e9 * np.sin(x), (X,)),
        (lambda x: 1e-9 * np.sin(x), (X,)),
        (lambda x: np.log(x), (np.array([0.15, 3.0]),)),
    ],
)
def test_right_derivatives_pass_to_second_order(f, args):
    report = check_grads(f, args, order=2)
    assert report.worst.error < 1e-7
    assert {c.mode for c in report.comparisons} == {"fwd", "rev", "fwd, order 2", "rev, order 2"}


def test_the_worst_entry_is_named_and_its_error_does_not_depend_on_the_step(monkeypatch):
    exp = RULES[np.exp]
    wrong = (lambda g, y, x: g * y * np.where(np.arange(3) == 1, 1.01, 1.0),)
    monkeypatch.setattr(exp, "vjps", wrong)
    with pytest.raises(GradientError) as caught:
        check_grads(lambda x: np.exp(x), (X,), modes=("rev",))
    message = str(caught.value)
    assert "x[1] of argument 0" in message
    errors = [float(line.split()[-1]) for line in message.splitlines()[2:]]
    assert len(errors) == 5
    assert max(errors[1:]) / min(errors[1:]) < 1.01


@looped("sign", [1.0, -1.0])
def test_the_steps_show_the_error_of_the_formula_and_the_best_one_counts(sign):
    (one,) = check_grads(lambda x: sign * np.sin(x), (1.0,), modes=("rev",)).comparisons
    h, error = one.steps[0]
    assert error == pytest.approx(h**4 / 30 * abs(one.derivative), rel=1e-2)  # sin has the same fifth derivative
    assert one.error < 5e-12 < one.steps[4][1]


def test_second_order_catches_a_rule_that_is_right_only_once(monkeypatch):
    sin = RULES[np.sin]
    monkeypatch.setattr(sin, "vjps", (lambda g, y, x: g * np.cos(getattr(x, "inner", x)),))  # loses x
    check_grads(np.sin, (X,), modes=("rev",))
    with pytest.raises(GradientError, match="order 2"):
        check_grads(np.sin, (X,), modes=("rev",), order=2)


def test_a_kink_shows():
    with pytest.raises(GradientError, match=r"derivative 0, differences 0\.5"):
        check_grads(lambda x: relu(x), (np.array([0.0]),))


@looped(
    ("f", "x"),
    [
        (np.log, 1e-3),
        (np.log, 1e-8),  # every step from 1e-1 to 1e-5 leaves its domain
        (np.sqrt, 1e-4),
        (lambda x: 1 / x, 1e-3),
        (lambda x: 1 / x, 1e-8),  # large steps agree with each other, on both sides of the pole
        (np.arcsin, 0.999),
        (np.tan, 1.57),
        (lambda x: x**1.5, 1e-3),
        (lambda x: np.cos(1000 * x), 0.3),
        (relu, -1e-7),
    ],
)
def test_right_derivatives_pass_beside_a_pole_an_edge_and_a_kink(f, x):
    assert check_grads(f, (np.array([x]),)).worst.error < 1e-9


@looped("x", [0.3, 1.0, 1.57])
def test_a_rule_off_by_a_hundred_thousandth_is_called_wrong(monkeypatch, x):
    monkeypatch.setattr(RULES[np.tan], "vjps", (lambda g, y, x: g * (1 + y * y) * (1 + 1e-5),))
    with pytest.raises(GradientError, match="a derivative is wrong by more than 1e-06"):
        check_grads(np.tan, (np.array([x]),), modes=("rev",))


@looped(
    ("f", "x"),
    [
        (lambda x: 1e8 + np.sin(x), np.pi / 2),  # no step is large against the rounding of the values
        (lambda x: np.cos(1e5 * x), 1e8),
        (np.arcsin, 1.0),
    ],
)
def test_differences_too_rough_to_judge_accuse_nobody(f, x):
    with pytest.raises(GradientError) as caught, np.errstate(all="ignore"):
        check_grads(f, (np.array([x]),))
    message = str(caught.value)
    assert message.startswith("differences are too rough here to judge a derivative: no two steps agree to 1e-06")
    assert "x[0] of argument 0" in message
    assert "wrong" not in message


def test_a_wrong_entry_is_named_before_one_that_cannot_be_judged(monkeypatch):
    monkeypatch.setattr(RULES[np.arcsin], "vjps", (lambda g, y, x: 1.01 * g / np.sqrt(1 - x * x),))
    with pytest.raises(GradientError, match=r"is wrong(.|\n)*x\[0\] of argument 0"), np.errstate(all="ignore"):
        check_grads(np.arcsin, (np.array([0.5, 1.0]),), modes=("rev",))
