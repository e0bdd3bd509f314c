"""The questions to vote on: sgdlab computes which answer is right, and that the other three are not."""

import re
from functools import cache
from itertools import pairwise
from urllib.parse import unquote

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.course.asking.predictions import predictions_of
from sgdlab.course.asking.questions import APPLIED, QUESTIONS
from sgdlab.course.curriculum.passed import exercises_of
from tools.documents.reading import NOTEBOOKS, QUOTE, flat, prose, reasons
from tools.project import ROOT

PAGE = (ROOT / "docs" / "conceptests.md").read_text(encoding="utf-8")
SECTIONS = re.findall(r"^## \d+\. .*\n((?:(?!## ).*\n)*)", PAGE, re.MULTILINE)
LETTERS = "ABCD"
ANSWER = re.compile(r"^> - \*\*([A-D])\*\* (.+)$", re.MULTILINE)
STATES = [found for text in SECTIONS for found in re.findall(r"^    (\S.*)\n\nIt says: (.*)$", text, re.MULTILINE)]


def _question(section):
    return flat(section.partition("\n> - ")[0].partition("\n> ")[2].replace("\n>", "\n"))


def _numbers(text):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text.replace("−", "-"))]


@cache
def _penguins():
    return sl.restore("race").problem


def one_path_for_all_seeds(answers):
    """Whether another seed takes the same path, with each change of the usual recipe."""
    usual = {"batches": sl.minibatch(8), "gradient": sl.backprop, "optimizer": sl.gradient_descent(0.05)}
    changes = {
        "finite differences instead of backprop": {"gradient": sl.finite_difference},
        "half the learning rate": {"optimizer": sl.gradient_descent(0.025)},
        "the full batch instead of mini-batches": {"batches": sl.full_batch},
        "gradient descent with momentum 0.8": {"optimizer": sl.gradient_descent(0.0125, momentum=0.8)},
    }

    def alike(change):
        first, *others = (sl.train(_penguins(), **usual | change, steps=20, seed=seed).params for seed in range(4))
        return all(np.allclose(first, other, rtol=0, atol=1e-12) for other in others)

    return {answer: alike(change) for answer, change in changes.items()}


def steepest_way_down(answers):
    """Where a step of 0.1 from (3, 1) leaves the lowest f, and clearly so."""
    valley, here = sl.quadratic([1, 25]), np.array([3.0, 1.0])
    steps = {answer: 0.1 * np.array(_numbers(answer)) / np.linalg.norm(_numbers(answer)) for answer in answers}
    values = {answer: float(valley(here + step)) for answer, step in steps.items()}
    lowest, second, *_ = sorted(values.values())
    assert second - lowest > 0.1
    return {answer: value == lowest for answer, value in values.items()}


def slope_over_two_paths(answers):
    a = sl.Value(3.0)
    b = a + 1
    (b * a).backward()
    return {answer: _numbers(answer) == [a.grad] for answer in answers}


def times_as_many_evaluations(answers):
    small, large = (sl.restore(f"cost-meter inputs={n} outputs=1").result.costs for n in (64, 256))
    grown = [large.evaluations(mode) / small.evaluations(mode) for mode in ("forward mode", "reverse mode")]
    return {answer: np.allclose(_numbers(answer), grown, rtol=0.02) for answer in answers}


def after_a_thousand_backwards(answers):
    before, yours, theirs = (sl.restore(f"three-buttons presses={keys}").result for keys in ("f", "f1000bu", "fbu"))
    moved, usual = (np.linalg.norm(one.moment.params - before.moment.params) for one in (yours, theirs))
    assert usual > 0
    return {
        "They are the same.": np.array_equal(yours.moment.params, theirs.moment.params),
        "Yours has moved a thousand times as far.": 900 < moved / usual < 1100,
        "Yours has a lower loss, after a thousand corrections.": yours.losses[-1] < theirs.losses[-1],
        "Yours has not moved: its gradient is out of date.": moved == 0,
    }


def scatter_less(answers):
    """Whether the spread of mini-batches at (0, 0) is a quarter smaller, after each change."""
    penguins, start = _penguins(), np.zeros(2)
    flipper, mass = penguins.data[0][:, :1], penguins.data[1]
    on_the_line = sl.linear_regression(flipper, flipper @ penguins.minimum[:1] + penguins.minimum[1])
    copied = sl.linear_regression(np.tile(flipper, (10, 1)), np.tile(mass, 10))

    def spread(problem, size):
        return np.sqrt(np.trace(sl.gradient_noise(problem, start).batch_covariance(size)))

    def scatter(rate):
        """Of the first steps of training, divided by the learning rate."""
        recipe = {"batches": sl.minibatch(8), "optimizer": sl.gradient_descent(rate)}
        paths = [sl.train(penguins, start, **recipe, steps=1, seed=seed).params for seed in range(50)]
        return np.std([(path[0] - path[1]) / rate for path in paths], axis=0).max()

    usual = spread(penguins, 8)
    ratios = {
        "half the learning rate": scatter(0.025) / scatter(0.05),
        "every penguin copied ten times, batches still of 8": spread(copied, 8) / usual,
        "data without errors: every penguin exactly on the best line": spread(on_the_line, 8) / usual,
        "batches of 16": spread(penguins, 16) / usual,
    }
    return {answer: ratio < 0.75 for answer, ratio in ratios.items()}


def _raced(size, epochs, seeds=range(6)):
    """Steps, example-gradients, and the mean loss at the end: of the last row, or of the second half of a long run."""
    recipe = sl.sgd(0.05, batch_size=size)
    runs = [sl.train(_penguins(), **recipe, stop=sl.budget(epochs=epochs), seed=seed) for seed in seeds]
    rows = 1 if epochs == 10 else len(runs[0].losses) // 2
    return runs[0].steps[-1], runs[0].bill.example_gradients, np.mean([run.losses[-rows:] for run in runs])


def after_ten_epochs(answers):
    steps, examples, loss = (large / small for small, large in zip(_raced(8, 10), _raced(16, 10), strict=True))
    stated = {"half as many": 0.5, "as many": 1, "the same number": 1, "twice the number": 2}
    found = "a higher loss" if loss > 1.1 else "a lower loss" if loss < 0.9 else "about the same loss"

    def holds(answer):
        as_many, number, at_the_end = answer.split(", ")
        told = stated[as_many.removesuffix(" steps")], stated[number.removesuffix(" of example-gradients")]
        return (*told, at_the_end) == (steps, examples, found)

    return {answer: holds(answer) for answer in answers}


def first_step_of_adam(answers):
    optimizer, w = sl.adam(0.1), np.zeros(2)
    step, _ = optimizer.update(np.array([2.0, -10.0]), optimizer.init(w), w)
    return {answer: np.allclose(_numbers(answer), step, atol=1e-6) for answer in answers}


MEASURED = (
    one_path_for_all_seeds,
    steepest_way_down,
    slope_over_two_paths,
    times_as_many_evaluations,
    after_a_thousand_backwards,
    scatter_less,
    after_ten_epochs,
    first_step_of_adam,
)


@pytest.mark.parametrize(("section", "measured"), list(zip(SECTIONS, MEASURED, strict=False)))
def test_the_measurement_says_which_answer_is_right(section, measured):
    answers = dict(ANSWER.findall(section))
    assert "".join(answers) == LETTERS
    assert len(set(answers.values())) == len(LETTERS)
    holds = measured(answers.values())
    (right,) = re.findall(r"^\*\*([A-D]) is right\.\*\*", section, re.MULTILINE)
    assert {letter: bool(holds[answer]) for letter, answer in answers.items()} == {
        letter: letter == right for letter in LETTERS
    }


def test_every_question_is_measured():
    assert len(SECTIONS) == len(MEASURED), "write a function that measures which answers hold, and add it to MEASURED"


def test_the_right_letters_vary():
    letters = re.findall(r"^\*\*([A-D]) is right", PAGE, re.MULTILINE)
    counts = [letters.count(letter) for letter in LETTERS]
    assert max(counts) - min(counts) <= 1, (
        f"each letter is right about as often; now {dict(zip(LETTERS, counts, strict=True))}"
    )
    assert all(one != other for one, other in pairwise(letters)), "two questions in a row have the same right letter"


@pytest.mark.parametrize("section", SECTIONS)
def test_each_wrong_answer_is_a_known_mistake(section):
    (right,) = re.findall(r"^\*\*([A-D]) is right", section, re.MULTILINE)
    wrong = re.findall(r"^- ([A-D]), from (\d\d) `(\w+)`: ((?:.+\n(?!- |\n))*.+)", section, re.MULTILINE)
    assert "".join(letter for letter, *_ in wrong) == LETTERS.replace(right, "")
    for _, digits, name, told in wrong:
        (quote,) = QUOTE.findall(flat(told))
        assert any(quote in reason for reason in reasons(exercises_of(digits)[name])), f"{name}: {quote}"


@pytest.mark.parametrize("section", SECTIONS)
def test_its_place_is_in_the_notebook(section):
    words, name, heading = re.search(r"\*Ask after\* \[([^]]+)\]\(\.\./notebooks/(\S+?)#(\S+)\)", section).groups()
    path = NOTEBOOKS[name[:2]]
    assert path.name == name
    assert re.sub("[ -]", " ", flat(words)) == f"{name[:2]} {unquote(heading).replace('-', ' ')}"
    lines = [line for text in prose(path) for line in text.splitlines()]
    assert any(re.fullmatch(rf"##+ {re.escape(flat(words)[3:])}", line) for line in lines)


def test_the_questions_are_new():
    asked = [one.text for one in (*QUESTIONS, *APPLIED)]
    asked += [one.text for digits in NOTEBOOKS for one in predictions_of(digits).values()]
    questions = [_question(section) for section in SECTIONS]
    assert len(set(questions)) == len(SECTIONS), "a question is there twice"
    assert all(questions)
    for question in questions:
        assert all(flat(other) not in question and question not in flat(other) for other in asked)


def test_every_state_is_read():
    assert len(STATES) == len(re.findall(r"^    \S", PAGE, re.MULTILINE)), "after each state stands: It says: “…”"
    assert all("It says:" in section for section in SECTIONS)


@pytest.mark.parametrize(("state", "said"), STATES, ids=[state[:60] for state, _ in STATES])
def test_a_lab_state_opens_and_shows_what_is_said(state, said):
    result = sl.restore(state).result
    shown = flat(" ".join([result.description, *getattr(result, "luck", ())]))
    quotes = QUOTE.findall(said)
    assert quotes
    assert all(quote in shown for quote in quotes)


def test_a_long_race_ends_the_other_way_round():
    assert _raced(16, 300, range(2))[2] < _raced(8, 300, range(2))[2]


def test_the_angle_of_question_2():
    cosine = 34 / np.sqrt((3**2 + 1) * (3**2 + 25**2))
    assert f"{np.degrees(np.arccos(cosine)):.0f}° apart" in SECTIONS[1]
