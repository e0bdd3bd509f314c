"""The exercises of the notebooks: each known wrong answer is told what it is, each solution passes, on fresh points."""

import ast
import inspect
import re
from importlib import import_module
from pathlib import Path

import nbformat
import numpy as np
import pytest

import sgdlab as sl
from sgdlab.course import (
    Choice,
    Exercise,
    notebook_00,
    notebook_01,
    notebook_02,
    notebook_03,
    notebook_04,
    notebook_06,
    notebook_07,
    notebook_08,
    notebook_09,
    notebook_10,
)

DRAWS = 10
STEMS = sorted(path.stem for path in (Path(__file__).resolve().parent.parent / "notebooks").glob("[0-9][0-9]_*.ipynb"))
NOTEBOOKS = {stem: import_module(f"sgdlab.course.notebook_{stem[:2]}") for stem in STEMS}


def _in(module, kind=Exercise | Choice):
    """The exercises that a module holds, by their names there."""
    return {name: one for name, one in vars(module).items() if isinstance(one, kind)}


def _all(kind):
    return [one for module in NOTEBOOKS.values() for one in _in(module, kind).values()]


EXERCISES, CHOICES = _all(Exercise), _all(Choice)
MISTAKES = [(exercise, mistake) for exercise in EXERCISES for mistake in exercise.mistakes]


def _solved(exercise):
    """What the learner gets who pastes the solution into the notebook."""
    cell = {"np": np, "sl": sl}
    exec(exercise.solution().text, cell)
    return cell[exercise.right.__name__]


@pytest.mark.parametrize("stem", NOTEBOOKS)
def test_an_exercise_stands_alone_in_a_file_of_its_name_and_in_the_list_of_its_folder(stem):
    listed, found = _in(NOTEBOOKS[stem]), {}
    for path in Path(NOTEBOOKS[stem].__file__).parent.glob("[!_]*.py"):
        here = _in(import_module(f"{NOTEBOOKS[stem].__name__}.{path.stem}"))
        assert here.keys() <= {path.stem}, f"{path.name} holds {list(here)}"
        found |= here
    assert listed == found
    assert [one.name for one in listed.values()] == list(listed)


@pytest.mark.parametrize("stem", NOTEBOOKS)
def test_the_question_in_the_file_is_that_of_the_notebook(stem, root):
    cells = nbformat.read(root / "notebooks" / f"{stem}.ipynb", as_version=4).cells
    asked = _flat("\n".join(cell.source for cell in cells if cell.cell_type == "markdown"))
    for name in _in(NOTEBOOKS[stem]):
        for part in inspect.getdoc(import_module(f"{NOTEBOOKS[stem].__name__}.{name}")).split("\n\n"):
            assert _flat(part) in asked, f"the docstring of {name}.py and the cell of the notebook ask different things"


def _flat(text):
    return " ".join(text.split())


@pytest.mark.parametrize("exercise", [*EXERCISES, *CHOICES], ids=lambda one: one.name)
def test_each_knows_two_mistakes_and_has_three_hints(exercise):
    reasons = [mistake.reason for mistake in exercise.mistakes] if isinstance(exercise, Exercise) else exercise.mistakes
    assert len(reasons) >= 2
    assert len(exercise.hints) >= 3
    assert exercise.check(...).status == "not attempted"


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.name)
def test_the_pasted_solution_passes(exercise):
    answer = _solved(exercise)
    outcomes = [exercise.check(answer) for _ in range(DRAWS)]
    assert all(outcome.passed for outcome in outcomes), outcomes


@pytest.mark.parametrize(("exercise", "mistake"), MISTAKES, ids=[f"{e.name}-{m.reason[:30]}" for e, m in MISTAKES])
def test_a_known_wrong_answer_is_told_what_it_is(exercise, mistake):
    outcomes = [exercise.check(mistake.model) for _ in range(DRAWS)]
    assert [outcome.reason for outcome in outcomes] == [mistake.reason] * DRAWS
    assert {outcome.status for outcome in outcomes} == {"not yet"}


@pytest.mark.parametrize("stem", NOTEBOOKS)
def test_the_notebook_ships_unsolved_with_every_exercise(stem, root):
    cells = nbformat.read(root / "notebooks" / f"{stem}.ipynb", as_version=4).cells
    stored = {}
    for cell in cells:
        found = re.search(r"^exercises\.(\w+)\.check\(", cell.source, re.MULTILINE)
        if found:
            stored[found[1]] = cell.outputs[0].data["text/plain"]
        assert not re.search(r"^exercises\.\w+\.(hint|solution)\(", cell.source, re.MULTILINE)
    assert stored.keys() == _in(NOTEBOOKS[stem]).keys()
    assert all(text.startswith("… Not attempted.") for text in stored.values()), stored


@pytest.mark.parametrize("stem", NOTEBOOKS)
def test_the_code_with_a_slip_is_that_of_the_notebook(stem, root):
    cells = [cell.source for cell in nbformat.read(root / "notebooks" / f"{stem}.ipynb", as_version=4).cells]
    for exercise in _in(NOTEBOOKS[stem], Exercise).values():
        if exercise.given is not None:
            (shown,) = (one for one in cells if re.search(rf"^exercises\.{exercise.name}\.check\(", one, re.MULTILINE))
            assert _body(shown) == _body(inspect.getsource(exercise.given))


def _body(source):
    """What the function of a source does, in one layout and without comments."""
    (function,) = (node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef))
    return [argument.arg for argument in function.args.args], [ast.unparse(line) for line in function.body]


GIVEN = [exercise for exercise in EXERCISES if exercise.given is not None]


@pytest.mark.parametrize("exercise", GIVEN, ids=lambda one: one.name)
def test_code_with_its_slip_still_in_is_not_attempted(exercise):
    assert {exercise.check(exercise.given).status for _ in range(DRAWS)} == {"not attempted"}


@pytest.mark.parametrize("choice", CHOICES, ids=lambda one: one.name)
def test_choices_know_their_answer_and_their_mistakes(choice):
    assert choice.check(dict(choice.right)).passed
    for wrong, reason in choice.mistakes:
        outcome = choice.check({**choice.right, **wrong})
        assert (outcome.status, outcome.reason) == ("not yet", reason)
    assert choice.because.keys() == choice.right.keys()


# Answers as learners write them, none of them the model in the catalogue.


def _drop_last(n, size, rng):
    order = rng.permutation(n)
    for k in range(n // size):
        yield order[k * size : (k + 1) * size]


def _cut_first(n, size, rng):
    batches = [list(range(k, min(n, k + size))) for k in range(0, n, size)]
    rng.shuffle(batches)
    return batches


def _loop(n, size, rng):
    left, batches = list(range(n)), []
    rng.shuffle(left)
    while left:
        batches.append(left[:size])
        left = left[size:]
    return batches[::-1]


def _seeded(n, size, rng):
    order = np.random.default_rng(7).permutation(n)
    return np.split(order, range(size, n, size))


def _choices(n, size, rng):
    return [rng.choice(n, min(size, n - k)) for k in range(0, n, size)]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (_drop_last, "dropped the short last batch"),
        (_cut_first, "shuffled batches, not examples"),
        (_seeded, "same permutation"),
        (_choices, "with replacement"),
        (_loop, "Every example once"),
        (lambda n, size, rng: np.array_split(np.arange(n), range(size, n, size)), "never shuffled"),
        (lambda n, size, rng: [rng.permutation(n)], "Sizes of the batches, largest first"),
    ],
)
def test_samplers_as_learners_write_them(answer, words):
    outcomes = [notebook_08.sampler.check(answer) for _ in range(DRAWS)]
    assert all(words in outcome.reason for outcome in outcomes), outcomes


def _summed(params, X, y, chosen, learning_rate):
    total = np.zeros(2)
    for i in chosen:
        total += 2 * (X[i] @ params - y[i]) * X[i]
    return params - learning_rate * total


def _in_place(params, X, y, chosen, learning_rate):
    params -= learning_rate * 2 * X[chosen].T @ (X[chosen] @ params - y[chosen]) / len(chosen)
    return params


def _differences(params, X, y, chosen, learning_rate):
    """Right without a derivative by hand, but only to rounding: a quadratic has exact central differences."""

    def loss(w):
        return np.mean((X[chosen] @ w - y[chosen]) ** 2)

    h = 0.5
    return params - learning_rate * np.array([(loss(params + e) - loss(params - e)) / (2 * h) for e in h * np.eye(2)])


@pytest.mark.parametrize(
    ("answer", "words"),
    [(_summed, "summed over the batch"), (_in_place, "three jobs"), (_differences, "three jobs")],
)
def test_steps_as_learners_write_them(answer, words):
    assert words in notebook_00.training_step.check(answer).reason


def _adam(gradient, mean, square, t, rate, squared, corrected=False):
    mean = 0.9 * mean + 0.1 * gradient
    square = 0.999 * square + 0.001 * (mean if squared == "mean" else gradient) ** 2
    one, two = mean / (1 - 0.9**t), square / (1 - 0.999**t)
    step = -rate * one / (np.sqrt(two) + 1e-8)
    return (step, one, two) if corrected else (step, mean, square)


def _by_x_and_y(w, b, x, y):
    return np.array([np.mean(2 * (w * x + b - y) * w), np.mean(2 * (y - b - w * x))])


def _mean_so_far(w, gradient_of, learning_rate, steps):
    found = []
    for _ in range(steps):
        found.append(gradient_of(w))
        w = w - learning_rate * np.mean(found, axis=0)
    return w


def _no_root(slope, rate, rho):
    return {
        "gradient descent": rate * slope,
        "AdaGrad": rate,
        "RMSProp": rate * slope / ((1 - rho) * slope),
        "Adam": rate,
    }


def _cleared_at_even_steps(w, x, y, learning_rate, steps):
    kept = 0.0
    for step in range(steps):
        slope = 2 * x * (w * x - y)
        kept = slope + kept * (step % 2)
        w -= learning_rate * kept
    return w


@pytest.mark.parametrize(
    ("exercise", "answer", "words"),
    [
        (notebook_01.central, lambda f, x, h: np.diff([f(x - h), f(x + h)])[0], "That is the rise."),
        (notebook_01.central, lambda f, x, h: np.diff([f(x - h), f(x + h)])[0] / h, "twice the right one"),
        (notebook_04.zero_slip, _cleared_at_even_steps, "only at every other step"),
        (notebook_10.one_step, lambda *given: _adam(*given, "mean"), "square of the *average*"),
        (notebook_10.one_step, lambda *given: _adam(*given, "gradient", True), "returned the corrected averages"),
        (notebook_03.mse_gradient, _by_x_and_y, "differentiated by x and y"),
        (notebook_02.largest_rate, lambda curvatures: 2 * len(curvatures) / sum(curvatures), "mean of the curvatures"),
        (notebook_07.draw_slip, lambda n, size, rng: rng.choice(n + 1, size), "n itself can be drawn"),
        (notebook_10.first, _no_root, "forgot the root"),
        (
            notebook_04.zero_slip,
            lambda w, x, y, *given: _mean_so_far(w, lambda at: 2 * x * (at * x - y), *given),
            "divided by the number of steps",
        ),
        (notebook_06.leftover_slip, _mean_so_far, "averaged over all gradients so far"),
        (notebook_09.best_pair, lambda low, high: (2 / (low + high), 0), "without momentum"),
    ],
)
def test_wrong_answers_as_learners_write_them(exercise, answer, words):
    assert words in exercise.check(answer).reason


def test_a_schedule_that_divides_by_zero_is_shown_where():
    outcome = notebook_08.schedule.check(lambda step: 1 / step)
    assert outcome.status == "raised"
    assert "ZeroDivisionError" in outcome.reason
    assert "step = 0" in outcome.reason
