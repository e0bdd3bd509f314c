"""The numbers inside a Value: kinks, far-out arguments, promotion, comparisons, and what is refused in which words."""

from fractions import Fraction

import numpy as np
import pytest

from sgdlab.autodiff.scalar import Value
from tests.looping import looped


def test_slopes_at_kinks_are_zero():
    for kink in (lambda v: v.relu(), abs, lambda v: (-v).relu()):
        v = Value(0.0)
        kink(v).backward()
        assert v.grad == 0.0


@looped("given", [2, True, np.int64(2), np.float32(0.5), Fraction(1, 4), np.float64(3)])
def test_every_real_number_is_promoted_to_float(given):
    v = Value(given)
    assert type(v.data) is float
    for out in (v + given, given + v, v * given, given * v, v - given, given / v, v**given, given**v):
        assert type(out) is Value
        assert type(out.data) is float
    assert (given * v).data == float(given) ** 2
    assert (given - v * 2).data == -float(given)


@looped("given", ["2", None, 1j, [1.0], np.ones(3), np.array(2.0), np.complex128(1j)])
def test_what_is_no_number_is_refused_by_name(given):
    v = Value(2.0)
    attempts = [
        lambda: Value(given),
        lambda: v + given,
        lambda: v * given,
        lambda: v - given,
        lambda: v / given,
        lambda: v**given,
        lambda: v < given,
        lambda: Value.weighted_sum([v], [given]),
    ]
    if not isinstance(given, str | list):
        attempts += [lambda: given + v, lambda: given * v, lambda: given - v, lambda: given / v, lambda: given**v]
    for attempt in attempts:
        with pytest.raises(TypeError, match=rf"takes a number or a Value.*{type(given).__name__}.*Tensor"):
            attempt()


def test_numpy_functions_are_refused_and_never_make_an_array_of_objects():
    v = Value(2.0)
    for attempt in (lambda: np.exp(v), lambda: np.add(np.ones(2), v), lambda: np.ones(2) @ v):
        with pytest.raises(TypeError):
            attempt()


@looped(
    ("attempt", "error", "words"),
    [
        (lambda: Value(-2.0).log(), ValueError, r"log\(-2.0\).*above 0"),
        (lambda: Value(0).log(), ValueError, r"log\(0.0\).*1e-12"),
        (lambda: Value(-8) ** (1 / 3), ValueError, r"\(-8.0\).*whole number"),
        (lambda: Value(0.0) ** -1, ZeroDivisionError, "divides by 0"),
        (lambda: Value(3) / 0, ZeroDivisionError, "3.0 / 0.0.*small number"),
        (lambda: 3 / Value(0), ZeroDivisionError, "3.0 / 0.0.*small number"),
        (lambda: Value(1000).exp(), OverflowError, r"exp\(1000.0\).*largest float"),
        (lambda: Value(1e200) ** 2, OverflowError, r"1e\+200.*learning rate"),
        (lambda: Value(-2.0) ** Value(2.0), ValueError, r"log\(-2.0\)"),
        (lambda: Value.weighted_sum([1, 2], [3]), ValueError, "2 weights for 1 inputs"),
    ],
)
def test_errors_say_what_was_given_and_what_to_do(attempt, error, words):
    with pytest.raises(error, match=words):
        attempt()


def test_comparisons_look_at_the_number():
    a, b = Value(1.0), Value(2.0)
    assert a < b <= 2 < b + 1 >= 3 > a
    assert 0 < a <= 1
    assert a == 1 == Value(1)
    assert a != b
    assert a != "1"
    assert max([a, b]) is b
    assert float(b) == 2.0
    assert bool(a)
    assert not Value(0)


def test_a_value_is_written_and_rounded_as_its_number():
    v = Value(2.675)
    assert (f"{v:.1f}", f"{v:>8}", f"{v}") == ("2.7", "   2.675", str(v))
    assert (round(v), round(v, 1), type(round(v))) == (3, 2.7, int)
    assert round(Value(-0.5)) == round(-0.5)


def test_equal_values_stay_two_keys():
    a, b = Value(1.0), Value(1.0)
    assert a == b
    assert len({a, b}) == len({a: "a", b: "b"}) == 2
