"""sgdlab.course.exercises: the four outcomes, fresh points, hints that escalate, solutions on request."""

from functools import partial

import numpy as np
import pytest

from sgdlab.course import Choice, Exercise
from sgdlab.course.judging.kinds import kind, other_kind, other_shape


def triple(x, y):
    return 3 * x + y


def halve(x: float) -> float:
    return x / 2


def _draw(rng):
    return rng.uniform(1, 2), rng.uniform(1, 2)


def _exercise(**options):
    settings = {
        "praise": "Right.",
        "mistakes": [lambda x, y: 2 * x + y, "You doubled.", lambda x, y: 3 * x, "You forgot y."],
        "hints": ["Think.", "Think of three.", "3 * x + y"],
    }
    return Exercise("triple", triple, _draw, **{**settings, **options})


def test_a_mistake_runs_at_no_more_points_than_tell_it_from_the_answer():
    calls = []
    counted = [lambda x, y: calls.append(x) or 2 * x + y, "You doubled."]
    exercise = _exercise(mistakes=counted, observe=lambda answer, *point: answer(*point), points=7)
    assert "should be" in exercise.check(lambda x, y: x * y).reason
    assert len(calls) == 1


def test_an_unknown_wrong_answer_is_shown_a_point_where_it_fails():
    outcome = _exercise().check(lambda x, y: np.sin(x) + y**3)
    assert outcome.status == "not yet"
    assert "for x = 1." in outcome.reason
    assert " is " in outcome.reason
    assert "; it should be " in outcome.reason


def _fails(x, y):
    return [x][2]


def test_code_that_raises_is_shown_with_the_arguments():
    outcome = _exercise().check(_fails)
    assert outcome.status == "raised"
    assert "IndexError: list index out of range (n entries have the numbers 0 to n - 1" in outcome.reason
    assert "). It happened for x = 1." in outcome.reason


@pytest.mark.parametrize(
    ("answer", "takes"),
    [(lambda a: a, "(a)"), (lambda: 0, "()"), (lambda a, b, c: a, "(a, b, c)"), (lambda a, *, c: a, "(a, c)")],
)
def test_a_wrong_number_of_arguments_is_told_with_the_right_ones(answer, takes):
    two = Exercise("two", lambda x, h: x + h, lambda rng: (2.0, 1.0), praise="", mistakes=[], hints=[])
    told = f"Your function takes {takes}, but it is called with (x, h). Give it these arguments, in this order."
    assert two.check(answer).reason == told


@pytest.mark.parametrize("answer", [lambda *those: sum(those), lambda a, b, c=1: a + b, lambda a, *rest: a + rest[0]])
def test_any_arguments_that_can_be_called_alike_are_fine(answer):
    two = Exercise("two", lambda x, h: x + h, lambda rng: (2.0, 1.0), praise="", mistakes=[], hints=[])
    assert two.check(answer).passed


def test_one_argument_and_one_result_are_counted_as_one():
    half = Exercise("half", halve, lambda rng: (2.0,), praise="", mistakes=[], hints=[])
    assert "called with 1 argument: " in half.check(partial(lambda: 1)).reason
    assert other_shape([1.0], np.ones(2)) == "You return 1 number, but there should be 2."
    assert other_kind([1.0], ([1.0], "far")) == "Your function returns 1 thing, but it should return 2."


def test_an_integer_beyond_64_bits_is_a_number():
    for huge in (10**30, -(10**400)):
        assert other_kind(huge, 2.0) is other_kind([huge, 1], np.ones(2)) is other_kind(2.0, huge) is None
        assert other_shape([huge, 1], 2.0) == "You return 2 numbers, but there should be one."
        assert "; it should be " in _exercise().check(lambda x, y, huge=huge: huge * int(9 * x)).reason


def test_numbers_that_are_none_are_told_by_what_they_are():
    text = other_kind(["0.1", "0.2"], np.ones(2))
    assert text.startswith("Your function returns a text, '0.1', but it should return a number.")
    texts = other_kind(np.array(["0.1", "0.2"]), np.ones(2))
    assert texts.startswith("Your function returns an array of texts, ")
    assert texts.endswith("without quotes and without str().")
    assert other_kind(np.ones(2) + 0j, np.ones(2)).endswith("array of shape (2,). The right answer is real.")
    assert kind(np.ones(2, dtype=bool)) == "an array of True and False"


def test_a_program_for_arrays_of_one_size_alone_never_passes():
    def two(x):
        one, other = x
        return one + other

    def draw(rng):
        return (rng.normal(size=int(rng.integers(2, 4))),)

    exercise = Exercise("total", lambda x: float(np.sum(x)), draw, praise="Right.", mistakes=[], hints=["-"])
    assert not [one for one in (exercise.check(two) for _ in range(100)) if one.passed]
    assert exercise.check(sum).passed


def test_a_forgotten_return_is_named():
    assert "Does it end with a `return`?" in _exercise().check(lambda x, y: print(end="")).reason


def test_a_result_in_place_of_the_function_is_named():
    assert "takes the function itself" in _exercise().check(4.2).reason


def test_an_interrupt_is_not_swallowed():
    def stop(x, y):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as stopped:
        _exercise().check(stop)
    (note,) = stopped.value.__notes__
    assert note.startswith("KeyboardInterrupt. It happened for x = ")
    assert note.endswith(". Does every loop in your code end?")


def test_points_are_fresh_for_every_check_and_the_same_in_every_session():
    def seen(exercise):
        points = []
        exercise.check(lambda x, y: points.append((x, y)) or 0.0)
        return points

    first, second = _exercise(), _exercise()
    one, two = seen(first), seen(first)
    assert not set(one) & set(two)
    assert (one, two) == (seen(second), seen(second))


def test_an_answer_that_changes_its_arguments_spoils_nothing():
    def careless(x, y):
        x *= 3
        return x + y

    exercise = Exercise(
        "rows", triple, lambda rng: (rng.normal(size=3), rng.normal(size=3)), praise="Right.", mistakes=[], hints=["-"]
    )
    assert exercise.check(careless).passed


def test_code_to_fix_counts_as_not_attempted_until_it_is_changed():
    def given(x: float, y: float) -> float:
        return x - y  # the slip

    def unchanged(x, y):
        return (x - y)  # fmt: skip

    exercise = _exercise(given=given)
    first = exercise.check(lambda x, y: -y + x)  # in a new kernel, whatever was changed before
    assert first.status == "not yet"
    assert [exercise.check(unchanged).status for _ in range(2)] == ["not attempted"] * 2
    changed = exercise.check(lambda x, y: -(y - x))
    assert (changed.status, "it still gives the same answers as at the start" in str(changed)) == ("not yet", True)
    assert exercise.check(triple).passed


def test_hints_escalate_and_the_last_one_stays():
    exercise = _exercise()
    assert [repr(exercise.hint()) for _ in range(4)] == [
        "Hint 1 of 3. Think.",
        "Hint 2 of 3. Think of three.",
        "Hint 3 of 3. 3 * x + y",
        "Hint 3 of 3. 3 * x + y",
    ]


def test_the_solution_is_source_that_runs_where_it_is_pasted():
    note = Exercise("halve", halve, _draw, praise="", mistakes=[], hints=["-"]).solution()
    assert note.text == "def halve(x):\n    return x / 2"
    assert repr(note).startswith("One right answer.\ndef halve(x):")
    assert "<pre>def halve(x):" in note._repr_mimebundle_()["text/html"]


def _choice():
    return Choice(
        "sky",
        ["up", "down"],
        {"A": "up", "B": "down", "C": "up"},
        because={"A": "a", "B": "b", "C": "c"},
        praise="Right.",
        mistakes={
            ("A", "down"): "You held A upside down.",
            ("B", "up", "C", "down"): "You swapped B and C.",
        },
        hints=["Look."],
    )


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        ({"A": "up", "B": "down", "C": "up"}, "passed", "Right."),
        ({"A": "Up", "B": " down.", "C": "“UP”"}, "passed", "Right."),
        ({"a": "up", " b": "down", "C.": "up"}, "passed", "Right."),
        ({"A": ..., "B": ..., "C": ...}, "not attempted", "`...`"),
        (..., "not attempted", "`...`"),
        ({"A": "up", "B": ..., "C": ...}, "not yet", "Still open: B, C."),
        ({"A": "down", "B": "down", "C": "up"}, "not yet", "You held A upside down."),
        ({"A": "up", "B": "up", "C": "down"}, "not yet", "You swapped B and C."),
        ({"A": "up", "B": "up", "C": "up"}, "not yet", "2 of 3 are right. Think once more about B."),
        ({"A": "up", "B": "left", "C": "up"}, "not yet", "'left' is not among the words"),
        ({"A": "up"}, "not yet", "with the keys 'A', 'B', 'C'. Missing from yours: 'B', 'C'."),
        ({"A": "up", "B": "down", "C": "up", "D": "up"}, "not yet", "'C'. It has none called 'D'."),
        ({"A": "up", "B": True, "C": "up"}, "not yet", "True is not among the words"),
        ({"A": "up", "B": 2.5, "C": "up"}, "not yet", "2.5 is not among the words"),
        ("up", "not yet", "'A', 'B', 'C'; you gave 'up'."),
    ],
)
def test_choices(answer, status, words):
    outcome = _choice().check(answer)
    assert outcome.status == status
    assert words in outcome.reason


def test_the_solution_of_a_choice_gives_reasons():
    assert "B: down. b" in _choice().solution().text
