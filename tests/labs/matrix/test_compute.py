"""The matrix without a browser: which pairs run, what they cost, which paths are one, a part of one's own.

Oracles: loops and counts by hand, the normal equations, runs of `train` alone.
"""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.matrix.cell import STEPS, cost_of
from sgdlab.labs.matrix.compute import MatrixSettings, compute
from sgdlab.labs.matrix.lab import MatrixLab
from sgdlab.labs.matrix.menu import EXACT, METHODS, NONE, OPTIMIZERS, SEARCHES, YOURS, task
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


def test_a_cell_is_the_run_of_a_loop_written_here():
    X, y = LINE.problem.data
    for factor in (1.0, 0.1):  # by which all rates are multiplied
        w = np.zeros(2)
        for _ in range(STEPS):
            w = w - factor * 0.1 * 2 * X.T @ (X @ w - y) / len(y)
        run = at(compute(MatrixSettings(factor=factor)), "backprop", "gradient descent").run
        np.testing.assert_allclose(run.final, w, rtol=1e-12)


def test_exact_gradient_methods_take_one_path():
    for optimizer in OPTIMIZERS:
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
    assert at(compute(MatrixSettings(batches="one at a time")), "complex step", "Adam").cost == pytest.approx(6 * STEPS)
    result = compute(MatrixSettings(problem="a closed program, 2 inputs"))
    differences = at(result, "finite differences", "Adam")
    assert differences.run.bill.operations is None  # what can't be counted is charged its losses
    assert differences.cost == differences.run.bill.loss_evaluations == cost_of(result.problem, differences.run)
    assert differences.cost == 5 * STEPS


def test_impossible_pairs_say_why():
    one, closed = MatrixSettings(batches="one at a time"), MatrixSettings(problem="a closed program, 2 inputs")
    for settings, row, column, words in (
        *((MatrixSettings(), "backprop", search, "has no use for a gradient") for search in SEARCHES),
        *((MatrixSettings(), NONE, optimizer, "needs one of the methods above") for optimizer in OPTIMIZERS),
        (closed, "complex step", "Adam", "does not become a plain number"),
        (closed, "by hand", "Adam", "no gradient derived by hand"),
        (closed, "finite differences", "Newton", "does not become a plain number"),
        (one, "backprop", "Newton", "Hessian at step 0 is singular"),
    ):
        assert words in at(compute(settings), row, column).reason
    ran = {row for row in ROW if at(compute(closed), row, "Adam").run is not None}
    assert ran == {"finite differences", "SPSA", "evolution gradient"}
    picked = compute(MatrixSettings(cell=(0, COLUMN["genetic algorithm"])))
    assert picked.lines[0].startswith("backprop × genetic algorithm can't be: it compares losses")
    for problem in ("a bowl, 30 parameters", "a closed program, 2 inputs"):
        with pytest.raises(SettingsError, match="has no examples to choose from"):
            compute(MatrixSettings(problem, "one at a time"))


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
    cell, shown = at(result, "backprop", "gradient descent"), cells_of(result).cells[0][0]
    assert (cell.loss, shown.text, shown.tone) == (None, "diverged", "bad")
    assert "it diverged" in compute(MatrixSettings(factor=10.0, cell=(0, 0))).lines[0]
    ran = [cell for row in result.cells for cell in row if cell.run is not None]
    lost = [cell for cell in ran if cell.run.diverged_at is not None]
    assert 0 < len(lost) < len(ran)
    assert f" pairs run, {len(lost)} of which diverged. " in result.description
    assert cells_of(LINE).cells[0][LINE.columns.index("Adam")].text == "0.75"
    # Gradient descent at ten times its rate steps to where cosh is too large, which is no error in the program.
    closed = compute(MatrixSettings("a closed program, 2 inputs", factor=10.0))
    assert at(closed, "finite differences", "gradient descent").run.diverged_at is not None
    assert not [cell.reason for row in closed.cells for cell in row if "Error" in cell.reason]


def test_the_goal_wants_a_lower_loss_for_less_without_backprop():
    lab = MatrixLab()
    reached = []
    for row, column in (("backprop", "momentum"), ("complex step", "momentum"), ("SPSA", "gradient descent")):
        lab.controls["cell"].value = (ROW[row], COLUMN[column])
        reached.append(lab.reached[0])
    assert reached == [False, False, True]  # with backprop; lower, without it, and dearer; lower for less


def test_a_loss_of_zero_or_below_is_compared_with_the_usual_one():
    lab = MatrixLab(sl.Problem(lambda w, batch: w @ w, start=[0.0, 0.0]))
    assert lab.measured(lab.result)["loss"] is None  # both end with loss 0, and neither is lower
    lab = MatrixLab(sl.Problem(lambda w, batch: w @ w - 50, start=[1.0, 0.0]))
    lab.controls["cell"].value = (ROW["SPSA"], COLUMN["gradient descent"])
    assert lab.result.usual.loss < lab.result.picked.loss < 0
    assert lab.measured(lab.result)["loss"] > 1


def my_rule(gradient, params):
    return -0.05 * gradient


def my_method(loss, params, batch):
    return sl.backprop(loss, params, batch)


def test_an_optimizer_or_a_search_of_ones_own_gets_a_column_and_a_method_a_row():
    lab = MatrixLab(yours=my_rule)
    assert lab.result.columns[-1] == YOURS
    alone = sl.train(lab.result.problem, optimizer=my_rule, steps=STEPS)
    np.testing.assert_allclose(lab.result.cells[0][-1].run.params, alone.params, atol=1e-12)
    assert lab.result.cells[ROW[NONE]][-1].run is None
    lab.controls["cell"].value = (0, 9)
    lab.take(my_method)
    assert (lab.result.rows[-1], lab.settings().cell) == (YOURS, (0, 8))
    np.testing.assert_allclose(lab.result.cells[-1][0].run.params, lab.result.usual.run.params, atol=1e-12)
    assert lab.result.cells[-1][COLUMN["genetic algorithm"]].run is None
    lab.take(Compass())
    assert [row[-1].run is not None for row in lab.result.cells] == [name == NONE for name in lab.result.rows]
    assert lab.result.cells[ROW[NONE]][-1].loss < 1
    lab.yours = None
    assert (lab.result.rows, lab.result.columns) == (tuple(METHODS), (*OPTIMIZERS, *SEARCHES))
    lab.take(42)
    assert "your turn: TypeError" in lab.view.frame["error"]
    lab.take({"batches": sl.full_batch})
    assert "batches of all cells are chosen in the list" in lab.view.frame["error"]


def test_a_problem_of_ones_own_has_a_rate_from_its_curvature_where_it_has_any():
    own = sl.quadratic([1.0, 4.0, 9.0])
    lab = MatrixLab(own)
    assert lab.result.problem is own
    assert "pairs run" in lab.result.description
    assert task(YOURS, own).rate == pytest.approx(1 / 9, rel=1e-6)
    for curvature, rate in ((1e-9, 1e9), (0.0, 0.1)):
        flat = sl.Problem(lambda w, batch, c=curvature: 0.5 * c * (w @ w), start=[1.0, 1.0])
        assert task(YOURS, flat).rate == pytest.approx(rate)
    hidden = sl.Problem(lambda w, batch: float(w[0]) ** 2 + float(w[1]) ** 2, start=[1.0, 1.0])
    assert task(YOURS, hidden).rate == 0.1


def test_words_and_stored_picture_say_that_a_part_of_the_learner_fails():
    """Eight methods give gradients, three of them without looking into the program; six optimizers need one."""
    line, closed = "a line, 2 parameters", "a closed program, 2 inputs"
    for yours, problem, pairs, reason in (
        (lambda gradient, params: gradient[2], line, 8, "IndexError: index 2 is out of bounds"),
        (lambda gradient, params: gradient[2], closed, 3, "IndexError: index 2 is out of bounds"),
        (lambda loss, params, batch: {}["loss"], line, 6, "KeyError: 'loss'"),
    ):
        lab = MatrixLab(settings=MatrixSettings(problem), yours=yours)
        said = f"yours fails in {pairs} of {pairs} pairs: {reason}"
        assert any(line.startswith(said) for line in lab.result.lines)
        assert said in lab.figure().description


def test_the_unit_of_the_targets_changes_no_share_of_the_loss():
    """Parameters are as large as the targets: with steps of one size, Adam never got to the hundreds of real data."""
    X = np.random.default_rng(0).normal(size=(40, 4))

    def ends(scale):
        problem = sl.linear_regression(X[:, :3], scale * (X @ [2.0, -1.0, 3.0, 1.0] + 5))
        cells = compute(MatrixSettings(YOURS), problem).cells
        return np.array([cell.loss for cell in (*cells[0][:6], *cells[-1][6:])]) / float(problem(problem.start))

    np.testing.assert_allclose(ends(1e-4), ends(1e4), rtol=0.05)
