"""Numbers that others have published, computed with Value; the source is in each docstring."""

import pytest

from sgdlab.autodiff.scalar import Value


def micrograd_readme(a, b):
    c = a + b
    d = a * b + b**3
    c += c + 1
    c += 1 + c + (-a)
    d += d * 2 + (b + a).relu()
    d += 3 * d + (b - a).relu()
    e = c - d
    f = e**2
    g = f / 2.0
    g += 10.0 / f
    return g


def test_the_example_of_micrograds_readme():
    """A. Karpathy, micrograd (2020), README: 24.7041; 138.8338; 645.5773."""
    a, b = Value(-4.0), Value(2.0)
    g = micrograd_readme(a, b)
    g.backward()
    assert (g.data, a.grad, b.grad) == pytest.approx((24.7041, 138.8338, 645.5773), abs=5e-5)


def test_the_numbers_of_cs231n():
    """Stanford CS231n notes, "optimization-2": f = (x + y) z, and a sigmoid neuron."""
    x, y, z = Value(-2), Value(5), Value(-4)
    f = (x + y) * z
    f.backward()
    assert (f.data, x.grad, y.grad, z.grad) == (-12, -4, -4, 3)
    w = [Value(2), Value(-3), Value(-3)]
    neuron = (w[0] * -1 + w[1] * -2 + w[2]).sigmoid()
    neuron.backward()
    assert neuron.data == pytest.approx(0.731059, abs=5e-7)
    assert [v.grad for v in w] == pytest.approx([-0.1966, -0.3932, 0.1966], abs=5e-5)


def test_the_numbers_of_baydin():
    """Baydin et al., JMLR 18(153), 2018: y = ln x1 + x1 x2 - sin x2 at (2, 5)."""
    x1, x2 = Value(2), Value(5)
    y = x1.log() + x1 * x2 - x2.sin()
    y.backward()
    assert (y.data, x1.grad, x2.grad) == pytest.approx((11.652, 5.5, 1.716), abs=5e-4)
