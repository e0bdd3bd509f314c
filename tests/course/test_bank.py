"""Wrong programs for every exercise (in bank/): none passes, and hardly any is told no more than bare numbers.

The fresh, third and fourth samples were each written before any reply to them was read.

Besides those that learners write there, each exercise gets its own solution turned into wrong ones in general ways.
"""

from collections import Counter
from functools import cache
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from sgdlab.course import Exercise, spine
from sgdlab.course.curriculum.files import notebooks
from sgdlab.course.curriculum.passed import exercises_of
from sgdlab.course.exercises import Written
from sgdlab.course.repair import repair
from sgdlab.course.telling.answers import same
from tests.course.bank.known_descent import in_pytorch
from tests.mistakes import KINDS, SAMPLES, said_of

pytestmark = pytest.mark.no_cover  # test_course.py reaches the same lines

NUMBERS = [path.name[:2] for path in notebooks()]
LEAST = 8  # wrong programs for each exercise
BANK = {number: import_module(f"tests.course.bank.notebook_{number}").WRONG for number in NUMBERS}
for part in ("first", "last"):
    import_module(f"tests.course.bank.fresh_{part}")  # which adds to SAMPLES
for part in ("first", "last"):
    import_module(f"tests.course.bank.fourth_{part}")
for path in Path(__file__).parent.glob("bank/third/third_*.py"):
    import_module(f"tests.course.bank.third.{path.stem}")
PARTS = ("known_first", "known_gradients", "known_descent", "known_last", "notebook_13")
KNOWN = {one: those for part in PARTS for one, those in import_module(f"tests.course.bank.{part}").ANSWERS.items()}
EXERCISES = {
    f"{number} {name}": exercise
    for number in NUMBERS
    for name, exercise in exercises_of(number).items()
    if isinstance(exercise, Exercise)
}


def everywhere(change):
    """A change of an answer, or of all the parts of one."""

    def changed(answer):
        if isinstance(answer, dict):
            return {key: changed(value) for key, value in answer.items()}
        if isinstance(answer, tuple):
            return tuple(map(changed, answer))
        return answer if isinstance(answer, str) else change(answer)

    return changed


CHANGES = {
    "sign": everywhere(lambda answer: -1 * np.asarray(answer)),
    "twice": everywhere(lambda answer: 2 * np.asarray(answer)),
    "a third": everywhere(lambda answer: np.asarray(answer) / 3),
    "one more": everywhere(lambda answer: np.asarray(answer) + 1),
    "a row more": everywhere(lambda answer: np.asarray(answer)[None]),
    "text": str,
    "a generator": lambda answer: (answer for _ in range(1)),
    "a set": lambda answer: {str(answer)},
    "a function": lambda answer: lambda: answer,
    "None": lambda answer: None,
    "nan": everywhere(lambda answer: np.asarray(answer) * np.nan),
    "nothing": lambda answer: [],
}


def changed(exercise, change):
    """The solution, with its answers changed."""
    return lambda *arguments: change(exercise.right(*arguments))


def visible(exercise):
    """A program that always returns the answer to one example."""
    draw = exercise.draws[0](np.random.default_rng(0))
    answer = exercise.right(*draw)
    return lambda *arguments: answer


@cache  # and no fixture, whose lines would be counted
def written():
    """What is said of each program of the bank: {exercise: {program: outcome}}."""
    return {
        f"{number} {name}": {label: EXERCISES[f"{number} {name}"].check(answer) for label, answer in those.items()}
        for number, bank in BANK.items()
        for name, those in bank.items()
    }


@cache
def replies():
    """What is said of the programs of the samples: {(exercise, program): outcome}."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repair, "SECONDS", 1.5)  # so that a slow machine finds the same places
        return {
            (key, name): EXERCISES[key].check(program)
            for key, those in SAMPLES.items()
            for name, program in those.items()
        }


def test_at_most_one_in_ten_of_the_samples_is_told_bare_numbers():
    assert not [at for at, one in replies().items() if one.passed]
    said = Counter(said_of(EXERCISES[key], one) for (key, _), one in replies().items())
    assert said["bare"] + said["partly"] <= said.total() / 10, said


@pytest.mark.parametrize("key", ["01 central", "02 descent", "08 fair_slip", "10 correction_slip"])
def test_no_wrong_program_passes_whatever_is_drawn(key):
    exercise = EXERCISES[key]
    models = {mistake.reason: mistake.model for mistake in exercise.mistakes}
    known = dict(enumerate(next((those for one, those in KNOWN.items() if one is exercise), ())))
    programs = {**BANK[key[:2]][key[3:]], **models, **SAMPLES[key], **known}
    for _ in range(60):
        points = exercise._points()
        right = [exercise._try(exercise.right, point) for point in points]
        assert not [name for name, one in programs.items() if _answers(exercise, one, points, right)]


SIGNED = ["01 curvature", "03 mse_gradient", "03 best_line", "04 zero_slip", "04 silu_rule", "05 nudge_slip"]


@pytest.mark.parametrize("key", [*SIGNED, "05 quotient"])
def test_an_answer_without_its_sign_never_passes(key):
    exercise = EXERCISES[key]
    positive = changed(exercise, everywhere(np.abs))
    for _ in range(60):
        points = exercise._points()
        right = [exercise._try(exercise.right, point) for point in points]
        assert not _answers(exercise, positive, points, right)


def _answers(exercise, program, points, right):
    """Whether a program gives the right answers."""
    try:
        return all(same(exercise._try(program, point), one) for point, one in zip(points, right, strict=True))
    except Exception:  # its own, such as that of an array where a number was drawn
        return False


def _coupled(arguments):
    """Whether an entry of a gradient depends on another parameter than its own; None if there is no such gradient."""
    w = next((one for one in arguments if isinstance(one, np.ndarray) and one.ndim == 1 and len(one) > 1), None)
    given = [one[0] if isinstance(one, list) else one for one in arguments]
    slopes = next((one for one in given if isinstance(one, Written)), None)
    if w is None or slopes is None or np.ndim(slopes(w)) == 0:
        return None
    return bool((slopes(w + np.eye(len(w))[0]) - slopes(w))[1])


def test_moving_one_parameter_after_the_other_is_another_answer():
    every = {**EXERCISES, "moons": spine.moons}
    drawn = {key: [_coupled(draw(np.random.default_rng(0))) for draw in one.draws] for key, one in every.items()}
    with_slopes = {key: found for key, found in drawn.items() if {*found} != {None}}
    assert {"02 step_slip", "06 leftover_slip", "09 fresh_slip", "09 heavy_ball", "moons"} <= {*with_slopes}
    assert not [key for key, found in with_slopes.items() if True not in found]


def test_every_exercise_has_eight_wrong_programs():
    few = {key: len(BANK[key[:2]].get(key[3:], ())) for key in EXERCISES}
    assert {key: many for key, many in few.items() if many < LEAST} == {}, "write more into WRONG, in bank/"


def test_none_of_them_passes():
    assert not [(key, label) for key, those in written().items() for label, one in those.items() if one.passed]


def test_at_most_one_in_ten_is_told_bare_numbers(capsys):
    counts = {key: Counter(said_of(EXERCISES[key], one) for one in those.values()) for key, those in written().items()}
    total = sum(counts.values(), Counter())
    with capsys.disabled():
        print("\n" + "\n".join(table({**counts, "all": total})))
    assert total["bare"] <= total.total() / 10
    assert total["bare"] + total["partly"] <= total.total() / 8


def table(counts):
    """How much was said, a line for each exercise."""
    yield f"{'exercise':22}{'programs':>10}" + "".join(f"{kind:>11}" for kind in KINDS)
    for key, found in counts.items():
        yield f"{key:22}{found.total():>10}" + "".join(f"{found[kind] or '':>11}" for kind in KINDS)


PLAIN = {key: one for key, one in EXERCISES.items() if one.observe is None}


@pytest.mark.parametrize("label", CHANGES)
def test_a_right_answer_that_was_changed_is_told_how(label):
    for key, exercise in PLAIN.items():
        outcome = exercise.check(changed(exercise, CHANGES[label]))
        assert outcome.status == "not yet", (key, outcome)
        assert said_of(exercise, outcome) in ("known", "resembles") or "You return" in outcome.reason, (key, outcome)


def test_the_answer_to_one_example_is_not_enough():
    for exercise in PLAIN.values():
        outcome = exercise.check(visible(exercise))
        assert "whatever it is given" in outcome.reason or said_of(exercise, outcome) == "known", outcome


def test_every_known_mistake_is_met_by_a_program_that_was_written_otherwise():
    """Those of the bank, and those that were written a second time from what is said of them."""
    met = {(key, one.reason) for key, those in written().items() for one in those.values()}
    for exercise, those in KNOWN.items():
        key = next(key for key, one in EXERCISES.items() if one is exercise)
        outcomes = [exercise.check(answer) for answer in those]
        assert {said_of(exercise, one) for one in outcomes} <= {"known", "observed"}, outcomes
        met |= {(key, one.reason) for one in outcomes}
    met |= {(key, one.reason) for (key, _), one in replies().items()}
    known = {(key, mistake.reason) for key, exercise in EXERCISES.items() for mistake in exercise.mistakes}
    assert sorted(known - met) == [], "add to WRONG, in bank/, a program that makes this mistake in its own way"


@pytest.mark.oracle
def test_nesterovs_method_as_pytorch_has_it_is_a_known_mistake():
    pytest.importorskip("torch", reason="PyTorch, whose form of Nesterov's method this is, is not installed")
    heavy_ball = EXERCISES["09 heavy_ball"]
    assert said_of(heavy_ball, heavy_ball.check(in_pytorch)) == "known"
