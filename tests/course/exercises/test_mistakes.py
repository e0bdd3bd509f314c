"""sgdlab.course.exercises.mistakes: wrong functions, and below them what is said of them."""

import pytest

from sgdlab.course.exercises.mistakes import mistakes_in


def test_a_text_is_said_of_each_function_just_above_it():
    found = mistakes_in([abs, "First.", *(int, float), "Second."])
    assert [(one.model, one.reason) for one in found] == [(abs, "First."), (int, "Second."), (float, "Second.")]
    assert mistakes_in([]) == []


@pytest.mark.parametrize(
    ("listed", "words"),
    [
        (["No function."], "no function stands above 'No function.'"),
        ([abs, "One.", "Another."], "no function stands above 'Another.'"),
        ([abs, 3], "no function stands above 3"),
        ([None], "no function stands above None"),
        ([abs], "no text stands below <built-in function abs>"),
        ([abs, "Its text.", int], "no text stands below <class 'int'>"),
    ],
)
def test_nothing_stands_there_without_its_other_half(listed, words):
    with pytest.raises(ValueError, match=words):
        mistakes_in(listed)
