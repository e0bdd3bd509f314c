"""The circuit stepper without a browser: what arrives where, move by move.

Oracles: derivatives by hand (school calculus), published numbers (sources below), central differences.
"""

import math
import re

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.circuit.compute import CircuitSettings, compute, opening_move
from sgdlab.labs.circuit.graph import MOST, graph_of, value_at
from sgdlab.labs.circuit.inputs import Inputs
from sgdlab.labs.circuit.lab import EXPRESSIONS, CircuitLab, twice_used
from sgdlab.labs.circuit.picture import graph_of as boxes_of
from sgdlab.labs.stage.refusal import SettingsError
from tests.refusals import refused

# for each goal in turn, what has to change at the first settings (test_goals.py)
ANSWERS = [{"guess": (1.0,)}, {"move": 7, "inputs": (1.5, -3.0)}]


def micrograd(a, b):
    c = a + b
    d = a * b + b**3
    c += c + 1
    c += 1 + c + (-a)
    d += d * 2 + (b + a).relu()
    d += 3 * d + (b - a).relu()
    e = c - d
    f = e**2
    g = f / 2.0
    return g + 10.0 / f


PUBLISHED = [
    # Stanford CS231n notes, "optimization-2"
    (lambda x, y, z: (x + y) * z, (-2, 5, -4), -12, (-4, -4, 3), 1e-12),
    (
        lambda w0, w1, w2: (w0 * -1 + w1 * -2 + w2).sigmoid(),
        (2, -3, -3),
        0.731059,
        (-0.1966, -0.3932, 0.1966),
        5e-5,
    ),
    # Baydin et al., JMLR 18(153), 2018
    (lambda x1, x2: x1.log() + x1 * x2 - x2.sin(), (2, 5), 11.652, (5.5, 1.716), 5e-4),
    # micrograd's README, A. Karpathy, 2020
    (micrograd, (-4, 2), 24.7041, (138.8338, 645.5773), 5e-5),
]


def test_published_numbers():
    for function, inputs, value, slopes, tolerance in PUBLISHED:
        names = [f"x{k}" for k in range(len(inputs))]
        result = compute(function, names, CircuitSettings(1000, tuple(map(float, inputs))))
        assert result.move == result.graph.moves
        assert result.graph.values[-1] == pytest.approx(value, abs=tolerance)
        assert result.total == pytest.approx(slopes, abs=tolerance)
        assert result.nudged == pytest.approx(slopes, rel=1e-6, abs=tolerance)
        assert [result.grads[k] for k in range(len(inputs))] == pytest.approx(slopes, abs=tolerance)


def test_move_by_move_on_paper():
    """(x + y) x at (2, -3): forward -1, -2; back 1; 2 to v1; -1 to x; 2 to x, which then has 1; 2 to y.

    The bill has two operations, then a product and a sum for each of four arrows back.
    """
    results = [compute(twice_used, ["x", "y"], CircuitSettings(move)) for move in range(8)]
    assert [one.grads for one in results] == [
        *[(None,) * 4] * 3,
        (None, None, None, 1.0),
        (None, None, 2.0, 1.0),
        (-1.0, None, 2.0, 1.0),
        (1.0, None, 2.0, 1.0),
        (1.0, 2.0, 2.0, 1.0),
    ]
    bills = [results[move].bill.split(":")[0] for move in (0, 1, 4, 7)]
    forward = [
        "0 operations forward, 0",
        "1 operation forward, 0",
        "2 operations forward, 2",
        "2 operations forward, 8",
    ]
    assert bills == [f"{one} backward" for one in forward]
    lines = [one.line for one in results]
    assert lines[1] == "Move 1 of 7, forward. v1 = x + y = -1; its local derivatives are 1 by x and 1 by y"
    assert lines[3] == "Move 3 of 7, backward begins. The slope of the result by itself is 1"
    assert lines[6].endswith("v1 sends 2 × 1 = 2 to x, which had -1 and now has 1, now complete")


def test_a_zero_has_no_sign():
    """0 × -3 is -0 to a computer."""
    results = [compute(lambda x, y: x * y, ["x", "y"], CircuitSettings(move, (0.0, -3.0))) for move in range(5)]
    assert results[1].line.startswith("Move 1 of 4, forward. f = x × y = 0;")
    assert not [one.description for one in results if "-0" in one.description]
    assert [node.value for node in boxes_of(results[-1]).nodes] == ["0", "−3", "0"]


def test_a_node_passes_on_only_what_is_complete():
    """On random expressions: when an edge is taken, its node has heard from all who used it."""
    rng = np.random.default_rng(3)
    for _ in range(8):
        picks = rng.integers(0, 10_000, size=(6, 2))

        def function(x, y, picks=picks):
            made = [x, y]
            for a, b in picks:
                made.append(made[a % len(made)] * made[b % len(made)] + made[-1])
            return made[-1]

        graph = graph_of(function, ["x", "y"], [0.7, 0.9])
        for move in range(graph.moves + 1):
            result = compute(function, ["x", "y"], CircuitSettings(move, (0.7, 0.9)))
            if result.edge is not None:
                assert result.complete(graph.edges[result.edge].end)
        assert result.total == pytest.approx(result.nudged, rel=1e-5)


def test_it_opens_where_a_gradient_has_the_wrong_sign_and_the_table_checks_it_when_it_is_complete():
    """Its minus is the sign that the graph has too."""
    lab = CircuitLab()
    assert (lab.result.grads[0], lab.result.total[0], opening_move(lab.result.graph)) == (-1, 1, lab.result.move)
    assert not lab.result.complete(0)
    assert table(lab)[0] == ["x", "2", "−1.0000", "1 of 2", "not yet"]
    lab.apply({"move": 6})
    assert table(lab)[0] == ["x", "2", "1.0000", "2 of 2", "1.0000"]


def test_a_guess_is_right_within_one_percent_of_the_gradient():
    for slope, guess, right in ((300.0, 302.9, True), (300.0, 303.1, False), (0.0, 9e-5, True), (0.0, 1.1e-4, False)):
        result = compute(lambda x, y, slope=slope: x * slope + y, ["x", "y"], CircuitSettings(0, guess=(guess,)))
        assert result.guessed == right, (slope, guess)


def table(lab):
    return lab.scene(lab.result).words[-1].rows


def test_each_expression_of_the_list_has_the_same_moves_and_the_slopes_of_school():
    lab, slopes = CircuitLab(), []
    for name, function in EXPRESSIONS.items():
        lab.apply({"expression": name, "move": 7, "inputs": (2.0, -3.0)})
        assert (lab.result.graph.moves, lab.result.graph.target) == (7, 0)
        assert "Type the gradient of x" in lab.goals[0].text
        assert lab.result.graph.values[-1] == function(2.0, -3.0)
        slopes.append(lab.result.grads[:2])
    assert slopes == [(1.0, 2.0), (-2.0, 2.0), (-0.75, -0.5)]  # 2x + y and x;  y + 1 and x;  y/x² and -1/x
    assert CircuitLab.from_state(lab.state).state == lab.state
    assert "expression" not in CircuitLab(lambda a: a * a).controls


def test_only_arguments_by_place_are_inputs_and_one_may_be_unused_or_called_f():
    assert CircuitLab(lambda x, *more, scale=2.0: scale * x).result.total == (2.0,)
    lab = CircuitLab(lambda f, unused: f * f, f=3)
    lab.apply({"move": 100})
    assert lab.result.graph.names == ("f", "unused", "result")
    assert lab.result.total == (6.0, 0.0)
    assert table(lab)[1] == ["unused", "1", "none yet", "0 of 0", "0.0000"]


def test_where_an_expression_has_no_value_the_lab_says_so_and_lives_on():
    lab = CircuitLab(lambda x: x.log() * x, x=2)
    lab.controls["inputs"].fields[0].value = -1
    assert "at x = -1 the expression has no value: log(-1.0)" in lab.view.frame["error"]
    lab.controls["inputs"].fields[0].value = 4
    assert "error" not in lab.view.frame
    assert lab.result.total[0] == pytest.approx(math.log(4) + 1)
    assert value_at(lambda x: x.log(), [0.0]) is None
    with pytest.raises(SettingsError, match="divisor must not be 0"):
        compute(lambda x: 1 / x, ["x"], CircuitSettings(0, (0.0,)))


def test_a_constant_on_the_left_is_a_number_in_its_formula():
    assert graph_of(lambda x: 1 / (1 + (-x).exp()), ["x"], [3.0]).formulas == ("", "-x", "exp(v1)", "v2 + 1", "1 / v3")
    assert graph_of(lambda x: 2 - x, ["x"], [3.0]).formulas == ("", "2 - x")
    assert graph_of(lambda x: 1.5**x, ["x"], [3.0]).formulas == ("", "1.5 ** x")


def test_inputs_read_and_write_their_values():
    inputs = Inputs("inputs", ["a", "b"], (1.5, -2.0), "")
    with pytest.raises(ValueError, match="inputs: nan is not a number"):
        inputs.value = (3.0, float("nan"))
    with pytest.raises(ValueError, match="inputs takes 2 numbers; got 1"):
        inputs.value = (1.0,)
    assert (inputs.value, inputs.text(), inputs.parse("3,4")) == ((1.5, -2.0), "1.5,-2", (3.0, 4.0))
    with pytest.raises(ValueError, match="2 numbers with commas"):
        inputs.parse("3")


def test_other_functions_are_refused_in_words():
    some = CircuitSettings(inputs=(1.0,))
    refused(TypeError, {
        r"the circuit draws a function of numbers, .*; got .x \* y.": lambda: CircuitLab("x * y"),
        "this one returned 3": lambda: CircuitLab(lambda x: 3),
        "computes one number from its inputs": lambda: CircuitLab(lambda x: x),
        "'y' is not an input of this function; it has x": lambda: CircuitLab(lambda x: x * x, y=2),
    })  # fmt: skip
    refused(ValueError, {
        "a function with named inputs": lambda: CircuitLab(lambda: sl.Value(1) * 2),
        r"^inputs takes 2 numbers, for x, y; got \(1\.0,\)": lambda: CircuitLab(settings=some),
        f"more than {MOST} operations": lambda: CircuitLab(lambda x: sum(x for _ in range(MOST + 2)) * x),
    })  # fmt: skip


def test_a_function_of_numpy_is_told_what_to_write() -> None:
    refused = repr(CircuitLab(lambda x, y: np.sin(x) * y))
    assert "write x.exp(), not np.exp(x)" in refused
    for name in re.split(", | and ", refused.split("in this way also ")[1].split(";")[0]):
        assert f"v1 = {name}(x); f = v1 × y" in repr(CircuitLab(eval(f"lambda x, y: x.{name}() * y"))), name
    assert "v1 = x ** 0.5" in repr(CircuitLab(lambda x, y: x**0.5 * y))
    assert "array([1., 1.])" in repr(CircuitLab(lambda x, y: np.ones(2) * y)), "other errors stay as they are"
