"""A second right answer to every exercise, and wrong programs (in bank/): none passes, and few are told bare numbers.

Those in the samples were each written before any reply to them was read; those in WRONG and in ANSWERS make the known
mistakes, in another way than the exercise has them. Besides, each exercise gets its own solution turned into wrong ones
in general ways.
"""

from importlib import import_module

import numpy as np
import pytest

from sgdlab.course import Exercise, spine
from sgdlab.course.curriculum.files import notebooks
from sgdlab.course.curriculum.passed import exercises_of
from sgdlab.course.exercises import Written
from sgdlab.course.repair import repair
from sgdlab.course.telling.answers import same
from tests.mistakes import SAMPLES, said_of

pytestmark = pytest.mark.no_cover  # test_course.py reaches the same lines

NUMBERS = [path.name[:2] for path in notebooks()]
LEAST = 8  # wrong programs for each exercise
FILES = {number: import_module(f"tests.course.bank.notebook_{number}") for number in NUMBERS}
BANK = {number: file.WRONG for number, file in FILES.items()}
RIGHT = {f"{number} {name}": answer for number, file in FILES.items() for name, answer in file.RIGHT.items()}
for part in ("00_02", "03_06", "07_09", "10_13"):
    import_module(f"tests.course.bank.samples_{part}")  # which adds to SAMPLES
PARTS = ("known_first", "known_last", "notebook_13")
KNOWN = {one: those for part in PARTS for one, those in import_module(f"tests.course.bank.{part}").ANSWERS.items()}
EXERCISES = {
    f"{number} {name}": exercise
    for number in NUMBERS
    for name, exercise in exercises_of(number).items()
    if isinstance(exercise, Exercise)
}


def test_every_exercise_has_a_second_answer():
    assert RIGHT.keys() == EXERCISES.keys(), "write an answer found in another way into RIGHT, in bank/notebook_NN.py"
    assert SAMPLES.keys() <= EXERCISES.keys()


@pytest.mark.parametrize("key", RIGHT)
def test_an_answer_by_another_way_passes(key):
    """By closed forms, NumPy's own functions, the engine, a loop: the solution is checked against itself elsewhere."""
    for _ in range(2):
        outcome = EXERCISES[key].check(RIGHT[key])
        assert outcome.passed, outcome


def wrong_programs(key):
    """All wrong programs of an exercise, by names."""
    known = {f"known {k}": one for k, one in enumerate(KNOWN.get(EXERCISES[key], ()))}
    samples = {f"sample {name}": one for name, one in SAMPLES.get(key, {}).items()}
    return {**BANK[key[:2]].get(key[3:], {}), **samples, **known}


SLOW = {"07 draw_slip", "08 sampler", "11 genetic"}  # each check of theirs draws for thousands of epochs


@pytest.mark.parametrize("key", [pytest.param(key, marks=[pytest.mark.slow] * (key in SLOW)) for key in EXERCISES])
def test_no_wrong_program_passes_and_every_known_mistake_is_met(key, monkeypatch):
    """Every known mistake is met by a program that was written otherwise, and few programs are told bare numbers."""
    monkeypatch.setattr(repair, "SECONDS", 1.5)  # so that a slow machine finds the same places
    exercise, programs = EXERCISES[key], wrong_programs(key)
    assert len(programs) >= LEAST, "write more into WRONG, in bank/"
    outcomes = {name: exercise.check(program) for name, program in programs.items()}
    said = {name: said_of(exercise, outcome) for name, outcome in outcomes.items()}
    assert [name for name, kind in said.items() if kind in ("passed", "as given")] == []
    met = {outcome.reason for outcome in outcomes.values()}
    unmet = [mistake.reason for mistake in exercise.mistakes if mistake.reason not in met]
    assert unmet == [], "add to WRONG, in bank/, a program that makes this mistake in its own way"
    bare = [name for name, kind in said.items() if kind in ("bare", "partly")]
    assert len(bare) <= max(2, len(programs) / 5), bare


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


@pytest.mark.slow
@pytest.mark.parametrize("key", ["01 central", "02 descent", "08 fair_slip", "10 correction_slip"])
def test_no_wrong_program_passes_whatever_is_drawn(key):
    exercise = EXERCISES[key]
    programs = {**wrong_programs(key), **{mistake.reason: mistake.model for mistake in exercise.mistakes}}
    for _ in range(60):
        points = exercise._points()
        right = [exercise._try(exercise.right, point) for point in points]
        assert not [name for name, one in programs.items() if _answers(exercise, one, points, right)]


SIGNED = [
    "01 curvature",
    "03 mse_gradient",
    "03 best_line",
    "04 zero_slip",
    "04 silu_rule",
    "05 nudge_slip",
    "05 quotient",
]


def test_an_answer_without_its_sign_never_passes():
    for key in (*SIGNED, "05 quotient"):
        exercise = EXERCISES[key]
        positive = changed(exercise, everywhere(np.abs))
        for _ in range(30):
            points = exercise._points()
            right = [exercise._try(exercise.right, point) for point in points]
            assert not _answers(exercise, positive, points, right), key


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


PLAIN = {key: one for key, one in EXERCISES.items() if one.observe is None}


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.slow)])
@pytest.mark.parametrize("label", CHANGES)
def test_a_right_answer_that_was_changed_is_told_how(label, every):
    """For each exercise; and in the quick run for every sixth one, another one for each change."""
    step = 1 if every else 6
    for key, exercise in [*PLAIN.items()][list(CHANGES).index(label) % step :: step]:
        outcome = exercise.check(changed(exercise, CHANGES[label]))
        assert outcome.status == "not yet", (key, outcome)
        assert said_of(exercise, outcome) in ("known", "resembles") or "You return" in outcome.reason, (key, outcome)


def test_the_answer_to_one_example_is_not_enough():
    for exercise in PLAIN.values():
        outcome = exercise.check(visible(exercise))
        assert "whatever it is given" in outcome.reason or said_of(exercise, outcome) == "known", outcome


@pytest.mark.oracle
def test_nesterovs_method_as_pytorch_has_it_is_a_known_mistake():
    torch = pytest.importorskip("torch", reason="PyTorch, whose form of Nesterov's method this is, is not installed")

    def in_pytorch(gradient, w, rate, momentum, steps):
        params = torch.tensor(w, requires_grad=True)
        optimizer = torch.optim.SGD([params], lr=rate, momentum=momentum, nesterov=True)
        for _ in range(steps):
            params.grad = torch.tensor(gradient(params.detach().numpy()))
            optimizer.step()
        return params.detach().numpy()

    heavy_ball = EXERCISES["09 heavy_ball"]
    assert said_of(heavy_ball, heavy_ball.check(in_pytorch)) == "known"
