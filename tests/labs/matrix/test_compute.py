"""The matrix without a browser: which pairs run, what they cost, which paths are one, a part of one's own.

Oracles: loops and counts by hand, the normal equations, runs of `train` alone.
"""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.matrix.cell import STEPS, cost_of
from sgdlab.labs.matrix.compute import MatrixSettings, compute
from sgdlab.labs.matrix.lab import MatrixLab
from sgdlab.labs.matrix.menu import EXACT, NONE, OPTIMIZERS, SEARCHES, YOURS, task
from sgdlab.labs.matrix.picture import cells_of
from sgdlab.labs.stage.refusal import SettingsError
from tests.own_search import Compass

LINE = compute(MatrixSettings())
ROW = {name: k for k, name in enumerate(LINE.rows)}
COLUMN = {name: k for k, name in enumerate(LINE.columns)}

# for each goal in turn, what has to change at the first settings (test_goals.py)
ANSWERS = [{"cell": (8, 7)}, {"problem": "a closed program, 2 inputs", "cell": (5, 0)}]


def at(result, row, column):
    return result.cells[ROW[row]][COLUMN[column]]


@pytest.mark.parametrize(("curvature", "rate"), [(1e-9, 1e9), (0.0, 0.1)])
def test_the_learning_rate_of_a_problem_of_yours_is_one_over_its_curvature_where_it_has_any(curvature, rate):
    own = sl.Problem(lambda w, batch: 0.5 * curvature * (w @ w), start=[1.0, 1.0])
    assert task(YOURS, own).rate == pytest.approx(rate)


def test_a_cell_is_the_run_of_a_loop_written_here():
    X, y = LINE.problem.data
    w = np.zeros(2)
    for _ in range(STEPS):
        w = w - 0.1 * 2 * X.T @ (X @ w - y) / len(y)
    np.testing.assert_allclose(at(LINE, "backprop", "gradient descent").run.final, w, rtol=1e-12)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_exact_gradient_methods_take_one_path(optimizer):
    paths = [at(LINE, method, optimizer).run.params for method in EXACT]
    for path in paths[1:]:
        np.testing.assert_allclose(path, paths[0], atol=1e-6)
    result = compute(MatrixSettings(cell=(0, COLUMN[optimizer])))
    assert result.alike == list(EXACT)
    assert result.lines[-1].startswith(f"With {optimizer} the same path")


def test_newton_is_at_the_solution_after_one_step_and_as_far_beyond_it_at_twice_the_rate():
    solved = np.linalg.lstsq(*LINE.problem.data, rcond=None)[0]
    once, twice = (at(compute(MatrixSettings(factor=f)), "by hand", "Newton").run.params for f in (1.0, 2.0))
    np.testing.assert_allclose([once[1], twice[:2].mean(axis=0)], [solved, solved], rtol=1e-9)


def test_costs_on_the_line_by_hand():
    """The loss has 2 operations, on 123 examples. What a step takes of them:

    Backprop: 2 + 2 x 2 edges; forward mode: 2 + 2 x 2 x 2 parameters; differences: 5 losses; complex step: 2 losses
    whose imaginary parts follow 2 x 2 edges; SPSA: 2 losses; random search: 11 losses; the genetic algorithm: 40.
    """
    losses = {
        ("backprop", "gradient descent"): 3,
        ("forward mode", "gradient descent"): 5,
        ("finite differences", "gradient descent"): 5,
        ("complex step", "Adam"): 6,
        ("SPSA", "momentum"): 2,
        (NONE, "random search"): 11,
        (NONE, "evolution strategy"): 2,
        (NONE, "genetic algorithm"): 40,
    }
    for (row, column), each in losses.items():
        assert at(LINE, row, column).cost == pytest.approx(each * STEPS * 123)


def test_what_cannot_be_counted_is_charged_its_losses():
    result = compute(MatrixSettings(problem="a closed program, 2 inputs"))
    differences = at(result, "finite differences", "Adam")
    assert differences.run.bill.operations is None
    assert differences.cost == differences.run.bill.loss_evaluations == 5 * STEPS
    assert cost_of(result.problem, differences.run) == 5 * STEPS


def test_impossible_pairs_say_why():
    for search in SEARCHES:
        assert "has no use for a gradient" in at(LINE, "backprop", search).reason
    for optimizer in OPTIMIZERS:
        assert "needs one of the methods above" in at(LINE, NONE, optimizer).reason
    closed = compute(MatrixSettings(problem="a closed program, 2 inputs"))
    assert "does not become a plain number" in at(closed, "backprop", "Adam").reason
    assert "does not become a plain number" in at(closed, "complex step", "Adam").reason
    assert "no gradient derived by hand" in at(closed, "by hand", "Adam").reason
    assert "does not become a plain number" in at(closed, "finite differences", "Newton").reason
    one = compute(MatrixSettings(batches="one at a time"))
    assert "Hessian at step 0 is singular" in at(one, "backprop", "Newton").reason
    ran = {row for row in ROW if at(closed, row, "Adam").run is not None}
    assert ran == {"finite differences", "SPSA", "evolution gradient"}


@pytest.mark.parametrize("problem", ["a bowl, 30 parameters", "a closed program, 2 inputs"])
def test_batches_of_a_problem_without_examples_are_refused(problem):
    with pytest.raises(SettingsError, match="has no examples to choose from"):
        compute(MatrixSettings(problem, "one at a time"))


def test_all_rates_are_multiplied():
    slow = compute(MatrixSettings(factor=0.1))
    alone = sl.train(LINE.problem, optimizer=sl.gradient_descent(0.01), steps=STEPS)
    np.testing.assert_allclose(at(slow, "backprop", "gradient descent").run.params, alone.params, atol=1e-12)


@pytest.mark.parametrize("show", ["loss", "cost"])
def test_shades_are_darkest_for_the_largest_number(show):
    result = compute(MatrixSettings(show=show))
    entries = [entry for row in cells_of(result).cells for entry in row]
    cells = [cell for row in result.cells for cell in row]
    shades = [entry.value for entry in entries]
    known = [k for k, cell in enumerate(cells) if cell.loss is not None]
    numbers = [cells[k].loss if show == "loss" else cells[k].cost for k in known]
    assert shades[known[int(np.argmax(numbers))]] == 1.0
    assert all(0 <= shades[k] <= 1 for k in known)
    for cell, entry in zip(cells, entries, strict=True):
        assert (entry.tone == "none") == (cell.run is None)
        if cell.run is None:
            assert (entry.value, entry.title) == (None, cell.reason)


def test_a_run_that_diverged_is_told():
    result = compute(MatrixSettings(factor=10.0))
    cell = at(result, "backprop", "gradient descent")
    shown = cells_of(result).cells[0][0]
    assert (cell.loss, shown.text, shown.tone) == (None, "diverged", "bad")
    assert "it diverged" in compute(MatrixSettings(factor=10.0, cell=(0, 0))).lines[0]
    ran = [cell for row in result.cells for cell in row if cell.run is not None]
    lost = [cell for cell in ran if cell.run.diverged_at is not None]
    assert 0 < len(lost) < len(ran)
    assert f" pairs run, {len(lost)} of which diverged. " in result.description
    assert cells_of(LINE).cells[0][LINE.columns.index("Adam")].text == "0.75"


def test_a_closed_program_whose_loss_is_too_large_for_a_float_has_diverged():
    """Gradient descent at ten times its rate steps to where cosh is, which is no error in the program."""
    closed = compute(MatrixSettings("a closed program, 2 inputs", factor=10.0))
    assert at(closed, "finite differences", "gradient descent").run.diverged_at is not None
    assert not [cell.reason for row in closed.cells for cell in row if "Error" in cell.reason]


def test_the_goal_wants_a_lower_loss_for_less_without_backprop():
    lab = MatrixLab()
    assert not lab.reached[0]  # random search: lower, but for more
    lab.controls["cell"].value = (0, 1)
    assert not lab.reached[0]  # momentum, but with backprop
    lab.controls["cell"].value = (ROW["complex step"], COLUMN["momentum"])
    assert not lab.reached[0]  # lower, without backprop, and dearer
    lab.controls["cell"].value = (ROW["SPSA"], COLUMN["gradient descent"])
    assert lab.reached[0]
    lab.controls["problem"].value = "a closed program, 2 inputs"
    assert not lab.reached[0]


def below(floor):
    """A loss that is `floor` at its minimum, where it starts along one direction."""
    return sl.Problem(lambda w, batch: w @ w + floor, start=[0.0, 0.0] if floor == 0 else [1.0, 0.0])


def test_a_loss_of_zero_or_below_is_compared_with_the_usual_one():
    lab = MatrixLab(below(0.0))  # both end with loss 0, and neither is lower
    assert lab.measured(lab.result)["loss"] is None
    lab = MatrixLab(below(-50.0))
    lab.controls["cell"].value = (ROW["SPSA"], COLUMN["gradient descent"])
    usual, picked = lab.result.usual.loss, lab.result.picked.loss
    assert usual < picked < 0
    assert lab.measured(lab.result)["loss"] > 1
    assert not lab.reached[0]


def my_rule(gradient, params):
    return -0.05 * gradient


def my_method(loss, params, batch):
    return sl.backprop(loss, params, batch)


def test_an_optimizer_of_ones_own_gets_a_column():
    lab = MatrixLab(yours=my_rule)
    assert lab.result.columns[-1] == YOURS
    alone = sl.train(lab.result.problem, optimizer=my_rule, steps=STEPS)
    np.testing.assert_allclose(lab.result.cells[0][-1].run.params, alone.params, atol=1e-12)
    assert lab.result.cells[ROW[NONE]][-1].run is None


def test_a_gradient_method_of_ones_own_gets_a_row():
    lab = MatrixLab(yours=my_method)
    assert lab.result.rows[-1] == YOURS
    np.testing.assert_allclose(lab.result.cells[-1][0].run.params, lab.result.usual.run.params, atol=1e-12)
    assert lab.result.cells[-1][COLUMN["genetic algorithm"]].run is None


def test_a_search_of_ones_own_gets_a_column_and_runs_without_a_gradient():
    lab = MatrixLab(yours=Compass())
    assert [row[-1].run is not None for row in lab.result.cells] == [name == NONE for name in lab.result.rows]
    assert lab.result.cells[ROW[NONE]][-1].loss < 1


def test_what_is_yours_changes_and_goes():
    lab = MatrixLab(yours=my_rule)
    lab.controls["cell"].value = (0, 9)
    lab.take(my_method)
    assert lab.result.rows[-1] == YOURS
    assert lab.settings().cell == (0, 8)
    lab.yours = None
    assert (len(lab.result.rows), len(lab.result.columns)) == (9, 9)
    lab.take(42)
    assert "your turn: TypeError" in lab.view.frame["error"]


def test_a_faulty_part_of_ones_own_is_a_reason():
    def forgets(gradient, params):
        return None

    lab = MatrixLab(yours=forgets)
    assert lab.result.cells[0][-1].run is None
    assert lab.result.cells[0][-1].reason
    lab.take({"batches": sl.full_batch})
    assert "batches of all cells are chosen in the list" in lab.view.frame["error"]


def test_a_problem_of_ones_own_with_a_rate_from_its_curvature():
    own = sl.quadratic([1.0, 4.0, 9.0])
    lab = MatrixLab(own)
    assert lab.result.problem is own
    assert task(YOURS, own).rate == pytest.approx(1 / 9, rel=1e-6)
    hidden = sl.Problem(lambda w, batch: float(w[0]) ** 2 + float(w[1]) ** 2, start=[1.0, 1.0])
    assert task(YOURS, hidden).rate == 0.1


def out_of_bounds(gradient, params):
    return gradient[2]


@pytest.mark.parametrize(
    ("yours", "problem", "pairs", "reason"),
    [
        (out_of_bounds, "a line, 2 parameters", 8, "IndexError: index 2 is out of bounds"),
        (out_of_bounds, "a closed program, 2 inputs", 3, "IndexError: index 2 is out of bounds"),
        (lambda loss, params, batch: {}["loss"], "a line, 2 parameters", 6, "KeyError: 'loss'"),
    ],
)
def test_words_and_stored_picture_say_that_a_part_of_the_learner_fails(yours, problem, pairs, reason):
    """Eight methods give gradients, three of them without looking into the program; six optimizers need one."""
    lab = MatrixLab(settings=MatrixSettings(problem), yours=yours)
    said = f"yours fails in {pairs} of {pairs} pairs: {reason}"
    assert any(line.startswith(said) for line in lab.result.lines)
    assert said in lab.figure().description


@pytest.mark.parametrize("unit", [1e-4, 1e4])
def test_the_unit_of_the_targets_changes_no_share_of_the_loss(unit):
    """Parameters are as large as the targets: with steps of one size, Adam never got to the hundreds of real data."""
    X = np.random.default_rng(0).normal(size=(40, 4))

    def ends(scale):
        problem = sl.linear_regression(X[:, :3], scale * (X @ [2.0, -1.0, 3.0, 1.0] + 5))
        cells = compute(MatrixSettings(YOURS), problem).cells
        return np.array([cell.loss for cell in (*cells[0][:6], *cells[-1][6:])]) / float(problem(problem.start))

    np.testing.assert_allclose(ends(unit), ends(1.0), rtol=0.05)
