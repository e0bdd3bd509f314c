"""The cost meter: its counts against graphs recorded by Value, its derivatives against the engine's, its words.

Sources of numbers: Baur, Strassen, "The complexity of partial derivatives", 1983, and Griewank, Walther, "Evaluating
Derivatives", 2008 (at most 5 times the operations, whatever the number of inputs); pencil and paper for a product.
"""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.autodiff import Value
from sgdlab.autodiff.tape import tape_size
from sgdlab.labs.cost_meter import METHODS, measure
from sgdlab.labs.cost_meter.compute import FUNCTIONS, YOURS, CostMeterSettings, compute, work
from sgdlab.labs.cost_meter.lab import CostMeterLab
from tests.refusals import refused

DIFFERENCES, COMPLEX, FORWARD, REVERSE = METHODS

# for each goal in turn, what has to change at the first settings (test_goals.py)
ANSWERS = [
    {"inputs": 1, "outputs": 64},
    {"inputs": 256},
    {"function": "the product of all inputs", "outputs": 16},
]


def deep(x, hidden):
    """The squared error of a network 2-h-h-1; everything in it is an input: weights, biases, example, target."""
    numbers = iter(x)

    def layer(inputs, width):
        totals = [next(numbers) for _ in range(width)]
        for k in range(width):
            for one in inputs:
                totals[k] = totals[k] + one * next(numbers)
        return [one.tanh() if isinstance(one, Value) else np.tanh(one) for one in totals]

    example, target = [next(numbers), next(numbers)], next(numbers)
    error = layer(layer(layer(example, hidden), hidden), 1)[0] - target
    return error * error


def test_a_product_of_four_is_counted_as_by_hand():
    """3 products; back 4 for each of them: 15. Forward 15 for each of 4 inputs; differences 5 x 3 + 4 + 2 x 4."""
    costs = measure(lambda x: x[0] * x[1] * x[2] * x[3], [1.0, 2.0, 3.0, 4.0])
    assert costs.evaluation == 3
    assert [one.operations for one in costs.methods] == [27, 64, 60, 15]
    assert [one.passes for one in costs.methods] == [5, 4, 4, 2]
    assert costs[REVERSE].jacobian.tolist() == [[24.0, 12.0, 8.0, 6.0]]
    with pytest.raises(ValueError, match=r"method is one of 'finite differences', .*, 'reverse mode'; got 'backward'"):
        costs.evaluations("backward")


def test_reverse_mode_costs_what_baur_and_strassen_say():
    """n = 15 and 1185 parameters: 4.63 and 4.94 times one evaluation; the graph of Values says so independently."""
    for hidden, published in ((2, 4.63), (32, 4.94)):
        n = hidden**2 + 5 * hidden + 1
        x = np.random.default_rng(0).normal(size=n + 3)
        nodes, edges = tape_size(deep([Value(v) for v in x], hidden))
        costs = measure(lambda x, hidden=hidden: deep(x, hidden), x)
        assert (costs.evaluation, costs[REVERSE].operations) == (nodes, nodes + 2 * edges)
        assert costs.evaluations(REVERSE) == pytest.approx(published, abs=5e-3)
        assert costs.evaluations(DIFFERENCES) > n + 3
        assert costs.evaluations(FORWARD) > 4 * n


def test_all_exact_methods_agree_with_the_engine_to_1e_12():
    def f(x):
        return (
            np.tanh(x[:3] * x[1:]) / np.sqrt(1 + np.dot(x, x)) + np.exp(-abs(x[3])) * np.cos(x[0]) - np.log(x[1]) ** 3
        )

    def constants(x):
        return 2 - np.array([1.0, 2.0]) * x + 3 / x - (-x) ** 2 + 2**x + np.maximum(x, 0) * 5 + np.float64(2) * x[0]

    for function, x in ((f, np.array([0.3, 1.4, -0.7, -1.1])), (constants, np.array([0.5, 1.5]))):
        costs, oracle = measure(function, x), sl.jacobian(function)(x)
        for method in (COMPLEX, FORWARD, REVERSE):
            np.testing.assert_allclose(costs[method].jacobian, oracle, rtol=0, atol=1e-12)
        assert 1e-12 < costs.error(DIFFERENCES) < 1e-6
        assert costs.error(FORWARD) < 1e-12


def test_a_sweep_back_counts_only_what_it_comes_by():
    """Two outputs on separate inputs: each way back sees its own half; from both together it is no more than that.

    What reaches no output is evaluated and not swept, and a constant output has no slope.
    """
    apart = measure(lambda x: [x[0] * x[0], x[1] * x[1]], [1.0, 2.0])
    assert apart[REVERSE].operations == 2 * (1 + 4)
    unused = measure(lambda x: (x[1] * x[1] * 3, x[0] * 2)[1], [1.0, 2.0])
    assert (unused.evaluation, unused[REVERSE].operations) == (3, 3 + 2)
    constant = measure(lambda x: [x[0] * 3, 7.0], [1.0, 2.0])
    assert all(np.array_equal(one.jacobian, [[3, 0], [0, 0]]) for one in constant.methods[1:])


def test_what_is_held_by_hand():
    """Two inputs and four results are on the tape, each with its gradient, and 2 + 1 + 2 + 2 local derivatives."""
    costs = measure(lambda x: (x[0] + x[1]) ** 2 + (x[0] + x[1]), [1.0, 2.0])
    assert (costs.evaluation, costs[REVERSE].held) == (4, 2 * (2 + 4) + 7)
    assert costs[FORWARD].held == costs[COMPLEX].held == 2 * (costs[DIFFERENCES].held - 1) == 2 * 5


def test_what_cannot_be_counted_is_refused_in_words():
    refused(TypeError, {
        "could not be counted.*np.exp": lambda: measure(lambda x: np.arctan(x), [1.0]),
        r"'y'\): write it as a function of one array, such as lambda x: x": lambda: measure(lambda x, y: x * y, [1.0]),
        "could not be counted.*left the computation": lambda: measure(lambda x: float(x[0]), [1.0]),
        r"got array\(\[Counted\(1.0\)": lambda: measure(sl.rosenbrock(2), [1.0]),
    })  # fmt: skip
    refused(ValueError, {"does not depend": lambda: measure(lambda x: 3.0, [1.0])})
    for x in ([], [[1.0]], [np.nan]):
        refused(ValueError, {"at least one finite number": lambda x=x: measure(lambda x: x[0], x)})


# --- the lab's own settings


def test_reverse_mode_stands_still_where_the_others_grow_as_n():
    for function in FUNCTIONS:
        result = compute(CostMeterSettings(inputs=256, function=function))
        assert result.costs[REVERSE].operations <= 5 * result.costs.evaluation
        far = result.sizes >= 16
        growth = np.polyfit(np.log(result.sizes[far]), np.log(result.operations[:, far].T), 1)[0]
        assert growth == pytest.approx([2, 2, 2, 1], abs=0.08), function  # as n times one evaluation, which grows as n


def test_words_of_the_bill():
    """By hand: x and 2x take one product; the chain rule adds a product and a sum to it, forward as well as back."""
    lab = CostMeterLab(settings=CostMeterSettings(inputs=1, outputs=2, function="the product of all inputs"))
    assert lab.result.lines[1] == "Cheapest are forward mode and reverse mode, with 3 operations, 3 evaluations."
    assert lab.reached == [False, False, False]
    costs = compute(CostMeterSettings(inputs=256, function="the product of all inputs")).costs
    assert costs.evaluation == 255
    assert work(costs, "complex step") == "326,656 operations, 1,281 evaluations"  # 256 (255 + 2 · 510 + 1) / 255


def test_a_function_of_ones_own():
    W = np.arange(6.0).reshape(2, 3)
    own = (lambda x: np.tanh(W @ x)), 3
    result = compute(CostMeterSettings(3, function=YOURS), *own)
    assert (result.costs.inputs, result.costs.outputs, list(result.sizes)) == (3, 2, [3])
    four = CostMeterSettings(4, function=YOURS)
    refused(ValueError, {"takes 3 inputs: set inputs to 3": lambda: compute(four, *own)})
    long = lambda x: sum(np.sin(k * x).sum() for k in range(1, 200))  # noqa: E731
    assert max(compute(CostMeterSettings(2, function=YOURS), long).sizes) < 16  # which is not followed far
