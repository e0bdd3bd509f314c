"""How a function is followed step by step, against the same steps written out."""

import numpy as np
import pytest

from sgdlab.course.exercises.runs import Again, Descend, Over, fits, place

H = np.array([[3.0, 1.0], [1.0, 2.0]])


def momentum(gradient, w, steps):
    velocity = np.zeros(2)
    for _ in range(steps):
        velocity = 0.5 * velocity + gradient(w)
        w = w - 0.1 * velocity
    return w, "all steps"


def places(steps):
    return np.array([where for _, where in steps])


def test_over_steps_is_the_path_that_the_loop_takes():
    w, v, path = np.array([1.0, -2.0]), np.zeros(2), []
    given = {"gradient": lambda w: H @ w, "w": w.copy(), "steps": 4}
    for _ in range(5):
        path.append(w)
        v = 0.5 * v + H @ w
        w = w - 0.1 * v
    steps = list(Over("steps").follow(momentum, given))
    assert places(steps) == pytest.approx(np.array(path), abs=1e-14)
    assert [k for k, _ in steps] == [0, 1, 2, 3, 4]
    assert [k for k, _ in Over("steps", range(2, 9, 3)).follow(momentum, given)] == [2, 5, 8]
    assert given["w"].tolist() == [1.0, -2.0], "the arguments are left as they were"


def test_over_a_list_takes_its_first_entries():
    steps = list(Over("numbers").follow(lambda numbers: numbers.sum(), {"numbers": np.array([2.0, 3.0, 4.0])}))
    assert places(steps).ravel().tolist() == [0, 2, 5, 9]
    total = Over("numbers", through=lambda answer: lambda numbers: answer(2) * len(numbers))
    assert places(total.follow(lambda k: k + 1, {"numbers": [7, 7]})).ravel().tolist() == [0, 3, 6]


def test_again_repeats_a_step_and_descend_goes_down_a_gradient():
    shrink = np.eye(2) - 0.1 * H
    path = [np.linalg.matrix_power(shrink, k) @ [1.0, -2.0] for k in range(6)]
    again = Again("w", 5).follow(lambda w, rate: w - rate * (H @ w), {"w": np.array([1.0, -2.0]), "rate": 0.1})
    assert places(again) == pytest.approx(np.array(path), abs=1e-14)
    descend = Descend("w", 0.1, 5).follow(lambda w: (H @ w).tolist(), {"w": np.array([1.0, -2.0])})
    assert places(descend) == pytest.approx(np.array(path), abs=1e-14)
    apart = Descend(("a", "b"), 0.1, 5).follow(lambda a, b: tuple(H @ [a, b]), {"a": 1.0, "b": -2.0})
    assert places(apart) == pytest.approx(np.array(path), abs=1e-14)


def test_an_answer_that_does_not_fit_stops_the_run():
    with pytest.raises(ValueError, match="1 slopes for 2 parameters"):
        list(Descend("w", 0.1).follow(lambda w: w[:1], {"w": np.ones(2)}))


def test_what_refuses_to_be_an_array_does_not_fit():
    class Recorded:
        def __array__(self, *args, **options):
            raise RuntimeError("Can't call numpy() on Tensor that requires grad")

    assert not fits(Recorded(), 2.0)


@pytest.mark.parametrize("answer", ["three", {"a": 1}, [1, [2, 3]], 1j, (np.array([1j, 2.0]), "most steps")])
def test_what_is_no_number_has_no_place(answer):
    with pytest.raises((TypeError, ValueError)):
        place(answer)
