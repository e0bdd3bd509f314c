"""sgdlab.course.judging: in which way answers are like the right ones, and in no other."""

from itertools import product

import numpy as np
import pytest

from sgdlab.course import Choice, Exercise, notebook_01, notebook_02
from sgdlab.course.curriculum.passed import exercises_of
from sgdlab.course.judging.factors import factor, quantities, ratios
from sgdlab.course.judging.kinds import other_kind
from sgdlab.course.judging.resemblance import resemblance

RNG = np.random.default_rng(3)
N = [3, 4, 6, 7, 9]
X = [RNG.normal(size=(n, 2)) for n in N]
W = [RNG.normal(size=2) for _ in N]
RATE = [0.1, 0.2, 0.05, 0.3, 0.4]
SQUARES = [RNG.normal(size=(3, 3)) for _ in N]
GIVEN = {"w": W, "X": X, "rate": RATE}
STEP = [w - rate * x.T @ x @ w / len(x) for w, x, rate in zip(W, X, RATE, strict=True)]


def every(change, answers=STEP):
    return [change(answer, k) for k, answer in enumerate(answers)]


@pytest.mark.parametrize(
    ("got", "words"),
    [
        (every(lambda a, k: -a), "right up to the sign."),
        (every(lambda a, k: 2 * a), "the right one times 2."),
        (every(lambda a, k: a / 3), "the right one divided by 3."),
        (every(lambda a, k: a * N[k]), "the right one times the length of `X`."),
        (every(lambda a, k: 2 * a / N[k]), "the right one times 2 and divided by the length of `X`."),
        (every(lambda a, k: a * RATE[k] / N[k]), "divided by the length of `X` and times `rate`."),
        (every(lambda a, k: a / np.sqrt(N[k])), "divided by the root of the length of `X`."),
        (every(lambda a, k: a * (k + 1.3)), "times a number that changes from input to input."),
        (every(lambda a, k: 2 * W[k] - a), "the right change of `w`, but in the opposite direction."),
        (every(lambda a, k: W[k] + N[k] * (a - W[k])), "by the right amount times the length of `X`."),
        (every(lambda a, k: a - W[k]), "the change of `w`, not the new `w`."),
        (
            every(lambda a, k: (W[k] - a) / RATE[k]),
            "the change of `w` times −1 and divided by `rate`, not the new `w`.",
        ),
        (every(lambda a, k: W[k]), "returns `w` as it was given."),
        (every(lambda a, k: a[::-1]), "in reverse."),
        (every(lambda a, k: a * [1, -1]), "Your first number is right. Your second number is right up to the sign."),
        (every(lambda a, k: a + 1), "always 1 too large."),
        (every(lambda a, k: a - N[k]), "too small by the length of `X`."),
        (every(lambda a, k: a[:, None]), "right except for its shape: its shape is (2, 1), and should be (2,)."),
        (every(lambda a, k: a.sum()), "the sum of the right numbers"),
        (every(lambda a, k: a[0]), "the first of the right numbers"),
        (every(lambda a, k: a**2), "the square of the right one."),
        (every(lambda a, k: 1 / a), "Your answer is 1 divided by the right one."),
        (every(lambda a, k: a.round(2)), "right but rounded"),
        (every(lambda a, k: np.ones(2)), "returns [1, 1], whatever it is given."),
        (every(lambda a, k: np.stack([a - 1, a + 1])), "more than was asked for: its mean along axis 0 is right."),
        (every(lambda a, k: np.stack([a - 1, np.ones(2), -np.zeros(2)], 1)), "its sum along axis 1 is right."),
        (every(lambda a, k: (W[k], a)), "returns 2 things, of which the second is right"),
        (every(lambda a, k: (a, np.ones(3))), "returns 2 things, of which the first is right"),
        (every(lambda a, k: (a,)), "right except for a comma at its end, which makes a tuple of one: leave it out."),
        (every(lambda a, k: np.stack([a**2, a - 5, a])), "its last entry along axis 0 is right."),
    ],
)
def test_a_relation_is_told(got, words):
    assert words in resemblance(got, STEP, GIVEN)


def test_zeros_are_not_told_to_be_cut_to_whole_numbers():
    right = [(a, 0.1 + 0.1 * k) for k, a in enumerate(RATE)]
    told = resemblance([(a, 0.0) for a in RATE], right, {"n": N})
    assert told == "Your first number is right. Your second number is not right."


def test_numbers_that_are_all_tiny_are_not_told_to_be_the_same():
    right = [float(n) for n in N]
    assert "whatever" not in (resemblance([1e-17 * n**n for n in N], right, {"n": N}) or "")
    assert "returns 1e-17, whatever" in resemblance([1e-17] * 5, right, {"n": N})


def test_words_that_are_written_otherwise_are_told_from_other_words():
    right = [(n, "most steps") for n in N]
    told = resemblance([(n, "Most_steps") for n in N], right, {"n": N})
    assert told == (
        "Your first result is right. Your second result is right except for its spelling: write it as the question "
        "does, letter by letter."
    )
    assert "spelling" not in (resemblance([(n, "steps") for n in N], right, {"n": N}) or "")


def test_a_square_table_can_be_transposed_or_have_its_numbers_elsewhere():
    assert "transposed" in resemblance([A.T for A in SQUARES], SQUARES, {})
    assert "at other places" in resemblance([A[[1, 0, 2]] for A in SQUARES], SQUARES, {})


def test_what_holds_at_four_of_five_inputs_is_not_told():
    got = every(lambda a, k: -a if k < 4 else 3 * a)
    assert resemblance(got, [STEP[0], *STEP[1:]], {}) in (
        None,
        "Your answer is right up to a factor: it is the right one times a number that changes from input to input.",
    )
    assert resemblance([-1.0, -2.0, 5.0], [1.0, 2.0, 3.0], {}) is None


def test_random_numbers_resemble_nothing():
    for seed in range(40):
        rng = np.random.default_rng(seed)
        got, right = rng.normal(size=(2, 5))
        known = {"n": [3, 5, 8, 13, 4], "rate": RATE, "k": [2, 7, 1, 8, 28]}
        assert resemblance(got.tolist(), right.tolist(), known) is None


def test_one_number_alone_has_no_factor_without_a_reason():
    assert ratios([(np.array(2.0), np.array(1.0)), (np.array(7.0), np.array(2.0))]) == [2.0, 3.5]
    assert factor([2.0, 3.5, 4.0], quantities({"n": [2, 3, 5]}), several=False) is None


@pytest.fixture(scope="module")
def every_exercise():
    everything = [one for k in range(13) for one in exercises_of(f"{k:02}").values()]
    return [one for one in everything if isinstance(one, Exercise) and one.name != "genetic"]


@pytest.fixture(scope="module")
def every_choice():
    return [one for k in range(13) for one in exercises_of(f"{k:02}").values() if isinstance(one, Choice)]


class Hostile:
    """An answer that fails wherever it is touched."""

    def __repr__(self):
        raise RuntimeError("no")

    __str__ = __eq__ = __len__ = __iter__ = __bool__ = __array__ = __float__ = __getitem__ = __repr__
    __hash__ = None


ODD = {
    "hostile": Hostile,
    "ragged": lambda: [1, [2, 3]],
    "huge": lambda: np.zeros(200_000),
    "complex": lambda: 1j,
    "generator": lambda: (k for k in range(3)),
    "generator that fails": lambda: (1 / 0 for _ in range(3)),
    "dictionary": lambda: {"a": np.zeros(3)},
    "empty": dict,
    "function": lambda: print,
    "class": lambda: int,
    "nan": lambda: float("nan"),
    "objects": lambda: np.array([None, "a"]),
    "bytes": lambda: b"abc",
    "set": lambda: {1, 2},
    "nested": lambda: [[[]]],
    "error": lambda: ValueError("returned, not raised"),
    "none in it": lambda: (None, 1.0),
    "a large whole number": lambda: 10**400,
    "True": lambda: True,
}


SOME = ["hostile", "ragged", "generator that fails", "nested"]


@pytest.mark.parametrize("odd", [one if one in SOME else pytest.param(one, marks=pytest.mark.slow) for one in ODD])
def test_whatever_is_returned_gets_a_sentence(odd, every_exercise):
    made = ODD[odd]
    for exercise in every_exercise:
        outcome = exercise.check(lambda *arguments: made())
        assert outcome.status in ("not yet", "raised"), (exercise, outcome)
        assert len(outcome.reason) < 1500
        own = "ZeroDivisionError" in outcome.reason or made is Hostile  # an error of the answer's own
        assert own or outcome.status == "not yet", (exercise.name, outcome)


def test_whatever_is_chosen_gets_a_sentence(every_choice):
    for choice, made in product(every_choice, ODD.values()):
        for answer in (made(), dict.fromkeys(choice.right, made())):
            assert choice.check(answer).status == (
                "not yet" if not isinstance(answer, dict) or answer else "not attempted"
            )


@pytest.mark.parametrize("kind", [SystemExit, type("Own", (BaseException,), {})])
def test_an_exit_is_an_error_of_the_answer(kind):
    def leaves(x):
        raise kind

    exercise = Exercise("one", lambda x: x, lambda rng: (rng.normal(),), praise="", mistakes=[], hints=["-"])
    assert exercise.check(leaves).status == "raised"


def test_one_answer_for_all_is_told_also_where_the_first_and_the_last_input_are_the_same():
    said = resemblance([9, 9, 9], [9, 16, 9], {"k": [3, 4, 3]})
    assert said == "Your function returns 9, whatever it is given. The right answer depends on the arguments."


def test_part_of_a_known_mistake_is_no_second_slip():
    far = exercises_of("06")["far_weights"]
    outcome = far.check(lambda X, a, W2, error: ((error @ W2.T) * (1 - a**2)).sum(axis=0))  # the gradient of b1
    assert "should return them all" not in outcome.reason, outcome


def test_parts_that_are_wrong_in_the_same_way_are_told_together():
    first = exercises_of("10")["first"]
    reply = first.check(lambda *given: {name: -step for name, step in first.right(*given).items()})
    assert "Your “gradient descent”, “AdaGrad”, “RMSProp” and “Adam” are each right up to the sign." in reply.reason


def test_where_several_results_are_asked_for_nobody_is_told_that_they_approximate():
    """All numbers of a step of Adam together are near the right ones, because the averages hardly change."""

    def answer(gradient, mean, square, t, rate):
        mean, square = mean + 0.1 * (gradient - mean), square + 0.01 * (gradient**2 - square)
        return -rate * mean / (1 - 0.9**t) / (np.sqrt(square / (1 - 0.99**t)) + 1e-8), mean, square

    told = exercises_of("10")["one_step"].check(answer).reason
    assert "approximated" not in told
    assert "Your second result is right." in told


def test_what_is_observed_may_be_only_near():
    """Drawn instead of computed."""

    def drawn(gradients, size, replace):
        rng, n = np.random.default_rng(0), len(gradients)
        means = [gradients[rng.choice(n, size, replace)].mean(axis=0) for _ in range(500)]
        return np.sqrt(np.mean(np.sum((means - gradients.mean(axis=0)) ** 2, axis=1)))

    assert "is something only approximated" in exercises_of("07")["spread"].check(drawn).reason


def test_parts_of_different_kinds_in_another_order_are_told_as_such():
    told = notebook_02.descent.check(lambda *arguments: notebook_02.descent.right(*arguments)[::-1]).reason
    assert told == "Your results come in another order: number 1 should be an array of shape (2,), not a text."


def test_an_argument_returned_where_several_numbers_belong_may_be_one_of_them():
    assert "you should return them all" in notebook_01.shrinks.check(lambda k: k).reason


def test_two_known_mistakes_in_a_sum_are_both_told():
    """They are two terms, and not a number of letters that is half as large."""
    size = exercises_of("13")["size"]
    reason = size.check(
        lambda letters, places, width, hidden: (letters + places + 3 * width + 2 * hidden) * width
    ).reason
    assert all(words in reason for words in ("two slips", "You left out the last table", "You counted three tables"))


def test_known_mistakes_in_different_results_are_all_told():
    budget = exercises_of("08")["fair_slip"]
    said = budget.check(lambda at, a, when, b, most: (a[-1], b[when < most][-1])).reason
    assert said.startswith("Result 1: You took the last rows.")
    assert "Result 2: Nearly." in said
    adam = exercises_of("10")["one_step"]

    def corrected_in_place(gradient, mean, square, t, rate):
        mean, square = 0.9 * mean + 0.1 * gradient, 0.999 * square + 0.001 * gradient**2
        m, s = mean, square
        m /= 1 - 0.9**t
        s /= 1 - 0.999**t
        return -rate * m / np.sqrt(s), mean, square

    said = adam.check(corrected_in_place).reason
    assert "left out the 1e-8" in said
    assert "`m /= …` changes both" in said


def test_any_number_as_a_factor_is_no_second_slip():
    reason = exercises_of("08")["updates"].check(lambda n, size, epochs: 16 * epochs).reason
    assert "two slips" not in reason, reason


def test_truth_values_are_no_numbers():
    assert other_kind(True, 2.0) == "Your function returns True or False, but it should return a number."
    assert "an array of True and False" in other_kind(np.ones(2) > 0, np.ones(2))
    assert other_kind(np.ones(2) > 0, np.ones(2) > 1) is None


def test_the_first_part_of_another_kind_is_told():
    told = other_kind((np.ones((3, 4)), np.ones((4, 2)), np.ones(4)), (np.ones((3, 4)), np.ones(4), np.ones((4, 2))))
    assert told.endswith("number 2 should be an array of shape (4,), not an array of shape (4, 2).")


def test_adam_in_the_short_form_of_its_paper_is_right():
    def step(gradient, mean, square, t, rate):
        mean, square = 0.9 * mean + 0.1 * gradient, 0.999 * square + 0.001 * gradient**2
        return -rate * (1 - 0.999**t) ** 0.5 / (1 - 0.9**t) * mean / (square**0.5 + 1e-8), mean, square

    def run(w, gradients, rate):
        mean = square = 0 * w
        for t, gradient in enumerate(gradients, start=1):
            change, mean, square = step(gradient, mean, square, t, rate)
            w = w + change
        return w

    assert exercises_of("10")["one_step"].check(step).passed
    assert exercises_of("10")["correction_slip"].check(run).passed
