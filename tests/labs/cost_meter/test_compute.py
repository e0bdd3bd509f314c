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
from sgdlab.labs.cost_meter.lab import MOST_INPUTS, MOST_OUTPUTS, CostMeterLab

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


def test_a_method_that_it_does_not_have_is_refused_with_those_it_has():
    costs = measure(lambda x: x[0] * x[1], [1.0, 2.0])
    with pytest.raises(ValueError, match=r"method is one of 'finite differences', .*, 'reverse mode'; got 'backward'"):
        costs.evaluations("backward")


@pytest.mark.parametrize(("hidden", "published"), [(2, 4.63), (32, 4.94)])
def test_reverse_mode_costs_what_baur_and_strassen_say(hidden, published):
    """n = 15 and 1185 parameters: 4.63 and 4.94 times one evaluation; the graph of Values says so independently."""
    n = hidden**2 + 5 * hidden + 1
    x = np.random.default_rng(0).normal(size=n + 3)
    nodes, edges = tape_size(deep([Value(v) for v in x], hidden))
    costs = measure(lambda x: deep(x, hidden), x)
    assert (costs.evaluation, costs[REVERSE].operations) == (nodes, nodes + 2 * edges)
    assert costs.evaluations(REVERSE) == pytest.approx(published, abs=5e-3)
    assert costs.evaluations(DIFFERENCES) > n + 3
    assert costs.evaluations(FORWARD) > 4 * n


def test_all_exact_methods_agree_with_the_engine_to_1e_12():
    def f(x):
        return (
            np.tanh(x[:3] * x[1:]) / np.sqrt(1 + np.dot(x, x)) + np.exp(-abs(x[3])) * np.cos(x[0]) - np.log(x[1]) ** 3
        )

    x = np.array([0.3, 1.4, -0.7, -1.1])
    costs, oracle = measure(f, x), sl.jacobian(f)(x)
    for method in (COMPLEX, FORWARD, REVERSE):
        np.testing.assert_allclose(costs[method].jacobian, oracle, rtol=0, atol=1e-12)
    assert 1e-12 < costs.error(DIFFERENCES) < 1e-6
    assert costs.error(FORWARD) < 1e-12


def test_operators_take_constants_on_both_sides_and_arrays():
    def f(x):
        return 2 - np.array([1.0, 2.0]) * x + 3 / x - (-x) ** 2 + 2**x + np.maximum(x, 0) * 5 + np.float64(2) * x[0]

    x = np.array([0.5, 1.5])
    assert np.max(np.abs(measure(f, x)[REVERSE].jacobian - sl.jacobian(f)(x))) < 1e-12


def test_a_sweep_back_counts_only_what_it_comes_by():
    """Two outputs on separate inputs: each way back sees its own half; from both together it is no more than that."""
    apart = measure(lambda x: [x[0] * x[0], x[1] * x[1]], [1.0, 2.0])
    assert apart[REVERSE].operations == 2 * (1 + 4)


def test_memory_reverse_mode_remembers_the_way_and_forward_mode_does_not():
    def walk(steps):
        def f(x):
            total = x[0]
            for _ in range(steps):
                total = total * x[0]
            return total

        return measure(f, [0.99])

    short, long = walk(10), walk(1000)
    assert [short[one].held for one in METHODS[:3]] == [long[one].held for one in METHODS[:3]]
    assert long[REVERSE].held > 50 * short[REVERSE].held


def test_what_is_held_by_hand():
    """Two inputs and four results are on the tape, each with its gradient, and 2 + 1 + 2 + 2 local derivatives."""
    costs = measure(lambda x: (x[0] + x[1]) ** 2 + (x[0] + x[1]), [1.0, 2.0])
    assert (costs.evaluation, costs[REVERSE].held) == (4, 2 * (2 + 4) + 7)
    assert costs[FORWARD].held == costs[COMPLEX].held == 2 * (costs[DIFFERENCES].held - 1) == 2 * 5


def test_what_does_not_reach_the_output_is_evaluated_and_not_swept():
    def f(x):
        _ = x[1] * x[1] * 3
        return x[0] * 2

    costs = measure(f, [1.0, 2.0])
    assert costs.evaluation == 3
    assert costs[REVERSE].operations == 3 + 2


def test_a_constant_output_has_no_slope():
    costs = measure(lambda x: [x[0] * 3, 7.0], [1.0, 2.0])
    assert all(np.array_equal(one.jacobian, [[3, 0], [0, 0]]) for one in costs.methods[1:])


@pytest.mark.parametrize(
    ("function", "error", "words"),
    [
        (lambda x: np.arctan(x), TypeError, "could not be counted.*np.exp"),
        (lambda x, y: x * y, TypeError, r"'y'\): write it as a function of one array, such as lambda x: x"),
        (lambda x: float(x[0]), TypeError, "could not be counted.*left the computation"),
        (sl.rosenbrock(2), TypeError, r"got array\(\[Counted\(1.0\)"),
        (lambda x: 3.0, ValueError, "does not depend"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_words(function, error, words):
    with pytest.raises(error, match=words):
        measure(function, [1.0])


@pytest.mark.parametrize("x", [[], [[1.0]], [np.nan]])
def test_a_point_is_finite_numbers(x):
    with pytest.raises(ValueError, match="at least one finite number"):
        measure(lambda x: x[0], x)


# --- the lab's own settings


def test_it_opens_where_finite_differences_are_the_cheapest():
    assert compute(CostMeterSettings()).costs.cheapest == [DIFFERENCES]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_reverse_mode_stands_still_where_the_others_grow_as_n(function):
    result = compute(CostMeterSettings(inputs=256, function=function))
    one = np.array([result.costs.evaluation])
    assert result.costs[REVERSE].operations <= 5 * one
    far = result.sizes >= 16
    for row in result.operations[:3]:  # operations grow as n times one evaluation, which grows as n
        slope = np.polyfit(np.log(result.sizes[far]), np.log(row[far]), 1)[0]
        assert slope == pytest.approx(2, abs=0.08)
    assert np.polyfit(np.log(result.sizes[far]), np.log(result.operations[3][far]), 1)[0] == pytest.approx(1, abs=0.08)


def test_with_many_outputs_reverse_mode_is_the_most_expensive():
    assert compute(CostMeterSettings(inputs=1, outputs=64)).costs.costliest == [REVERSE]


def test_of_equal_bills_none_is_the_cheapest_alone():
    """By hand: x and 2x take one product; the chain rule adds a product and a sum to it, forward as well as back."""
    lab = CostMeterLab(settings=CostMeterSettings(inputs=1, outputs=2, function="the product of all inputs"))
    assert lab.result.lines[1] == "Cheapest are forward mode and reverse mode, with 3 operations, 3 evaluations."
    assert lab.reached == [False, False, False]


def test_a_thousand_evaluations_are_written_in_full():
    costs = compute(CostMeterSettings(inputs=256, function="the product of all inputs")).costs
    assert costs.evaluation == 255
    assert work(costs, "complex step") == "326,656 operations, 1,281 evaluations"  # 256 (255 + 2 · 510 + 1) / 255


def test_the_same_settings_give_the_same_counts_and_another_seed_the_same_too():
    first, second = (compute(CostMeterSettings(8, 4, seed=seed)) for seed in (0, 1))
    assert np.array_equal(first.operations, second.operations)
    assert not np.array_equal(first.costs[REVERSE].jacobian, second.costs[REVERSE].jacobian)


def test_a_function_of_ones_own():
    W = np.arange(6.0).reshape(2, 3)
    own = (lambda x: np.tanh(W @ x)), 3
    result = compute(CostMeterSettings(3, function=YOURS), *own)
    assert (result.costs.inputs, result.costs.outputs, list(result.sizes)) == (3, 2, [3])
    with pytest.raises(ValueError, match="takes 3 inputs: set inputs to 3"):
        compute(CostMeterSettings(4, function=YOURS), *own)
    for name in (YOURS, "a large network"):
        with pytest.raises(ValueError, match=f"'{name}' is not in the list; there are 'a small network'"):
            CostMeterLab().apply({"function": name})


def test_a_long_function_of_ones_own_is_not_followed_far():
    settings = CostMeterSettings(2, function=YOURS)
    result = compute(settings, lambda x: sum(np.sin(k * x).sum() for k in range(1, 200)))
    assert max(result.sizes) < 16


def bill(lab):
    """The rows of the bill that the lab shows."""
    return lab.scene(lab.result).words[1].rows


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("inputs", [1, 2, 3, MOST_INPUTS])
@pytest.mark.parametrize("outputs", [1, 2, MOST_OUTPUTS])
def test_every_corner_is_counted_and_drawn(inputs, outputs, function):
    lab = CostMeterLab(settings=CostMeterSettings(inputs, outputs, function))
    assert (lab.result.costs.inputs, lab.result.costs.outputs) == (inputs, outputs)
    assert "nan" not in " ".join([repr(lab), *(cell for row in bill(lab) for cell in row)])
    assert np.isfinite([one.data for one in lab.scene(lab.result).panels[0].bars]).all()
    assert lab.figure().axes


def test_a_function_without_an_operation_is_not_measured_in_evaluations():
    """The product of one input is the input itself."""
    lab = sl.restore("cost-meter inputs=1 outputs=1 function='the product of all inputs'")
    assert "one evaluation is 0 operations. Cheapest are forward mode and reverse mode, with 0 operations." in repr(lab)
    assert bill(lab)[1] == ["complex step", "1", "1", "2", "rounding"]
    assert np.isnan(lab.result.costs.evaluations(REVERSE))
