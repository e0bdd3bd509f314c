"""A weighted sum as one node, and copies of a graph of Values."""

import copy
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgdlab.autodiff.scalar import Value

numbers = st.floats(-3, 3)


@given(st.lists(st.tuples(numbers, numbers), max_size=6), numbers)
def test_weighted_sum_is_its_sum_of_products(pairs, bias):
    w, x = [Value(p[0]) for p in pairs], [Value(p[1]) for p in pairs]
    b = Value(bias)
    neuron = Value.weighted_sum(w, x, b)
    neuron.backward()
    assert neuron.data == pytest.approx(bias + sum(p * q for p, q in pairs), abs=1e-12)
    assert ([v.grad for v in w], [v.grad for v in x], b.grad) == ([q for _, q in pairs], [p for p, _ in pairs], 1.0)


def test_weighted_sum_takes_numbers_in_every_place():
    w, x = Value(2.0), Value(5.0)
    out = Value.weighted_sum([w, 3], (x, np.float64(4)), 1)
    out.backward()
    assert (out.data, w.grad, x.grad) == (23.0, 5.0, 2.0)
    assert Value.weighted_sum([1, 2], [3, 4]).edges == ()
    assert Value.weighted_sum(iter([1, 2]), map(float, [3, 4])).data == 11.0
    v = Value(3.0)
    Value.weighted_sum([v, v], [v, 1.0], v).backward()  # v v + v + v
    assert v.grad == 8.0


def test_a_copied_graph_is_a_graph_of_its_own():
    x = Value(3.0, label="x")
    y = x * x + x
    y.backward()
    twin = copy.deepcopy(y)
    assert (twin.data, twin.grad, twin.op) == (12.0, 1.0, "+")
    later = twin * twin
    later.backward()
    x_twin = twin.edges[2]
    assert (x_twin.label, x_twin.data, x_twin.grad) == ("x", 3.0, 7.0 + 2 * 12.0 * 7.0)
    assert x.grad == 7.0


def test_no_graph_is_too_deep_to_copy():
    x = found = Value(1.0)
    for _ in range(20_000):
        found = found * 1.0001
    copied, start = copy.deepcopy((found, x))
    copied.backward()
    assert start.grad == pytest.approx(1.0001**20_000)
    assert x.grad == 0.0


def test_what_is_copied_together_stays_together():
    x = Value(2.0)
    inside = x * x
    a, b, start = copy.deepcopy([inside, inside + inside, x])
    b.backward()
    assert (a.grad, start.grad) == (2.0, 8.0)
    assert b.edges[0] is a


def test_your_own_value_is_pickled_and_a_computed_one_says_why_not():
    x = Value(3.0, label="x")
    (x * x).backward()
    twin = pickle.loads(pickle.dumps(x))
    assert (twin.data, twin.grad, twin.label, twin.edges) == (3.0, 6.0, "x", ())
    with pytest.raises(TypeError, match=r"can't be pickled, because .*: pickle its number, v\.data"):
        pickle.dumps(x * x)
