"""The length of a tape, counted by eye."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.autodiff.tape import edges_one_by_one, tape_size
from tests.looping import looped


def test_nodes_and_edges_of_an_expression():
    a, b = sl.Value(2.0), sl.Value(3.0)
    c = a * b  # one node, two edges
    assert tape_size(c + c) == (2, 4)  # c is counted once
    assert tape_size((a * b) + (a * b)) == (3, 6)
    t = sl.Tensor([1.0, 2.0])
    assert tape_size(np.sum(t * np.ones(2))) == (2, 2)  # constants have no edge


def test_passes_back_go_along_the_edges_of_each_output():
    rng = np.random.default_rng(5)
    made = [sl.Value(v) for v in rng.normal(size=3)]
    for _ in range(200):
        i, j = rng.integers(len(made), size=2)
        made.append(made[i] * made[j] if rng.random() < 0.7 else made[i] + 1)
    for outputs in ([made[-1]], made[-9:], made, [made[-1], made[-1]], [made[0]], []):
        assert edges_one_by_one(*outputs) == sum(tape_size(one)[1] for one in outputs)


def test_a_chain_longer_than_the_recursion_limit():
    x = sl.Value(0.0)
    for _ in range(20_000):
        x = x + 1
    assert tape_size(x) == (20_000, 20_000)


@looped("n", [15, 60, 240, 1185])
def test_a_gradient_costs_at_most_five_times_the_function_whatever_the_number_of_inputs(n):
    """Baur, Strassen 1983; Griewank 1989: forward and reverse operations over forward ones, 4.63 to 4.94."""
    rng = np.random.default_rng(n)
    x = [sl.Value(v) for v in rng.uniform(0.5, 1.5, size=n)]
    total = sl.Value(0.0)
    for k in range(1, n):
        total = total + x[k] * x[k - 1] / x[(7 * k) % n]
    nodes, edges = tape_size((total + 1).log())
    ratio = (nodes + 2 * edges) / nodes
    assert ratio <= 5
    assert ratio == pytest.approx(4.9, abs=0.15)
    total.backward()
    gradient = sl.grad(lambda v: sum(v[k] * v[k - 1] / v[(7 * k) % n] for k in range(1, n)))(
        np.array([v.data for v in x])
    )
    np.testing.assert_allclose([v.grad for v in x], gradient, rtol=1e-12)
