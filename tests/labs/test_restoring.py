"""Any lab from its text."""

from inspect import signature

import ipywidgets as widgets
import numpy as np
import pytest

import sgdlab as sl
from sgdlab import labs
from sgdlab.labs.stage.lab import Lab
from sgdlab.problems.examples import penguin_line


def test_what_follows_the_text_goes_to_the_lab() -> None:
    problem = sl.linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])
    assert sl.restore("race batch_size=2", problem).problem is problem


LINE = sl.linear_regression([[0.0], [1.0], [2.0], [3.0]], [1.0, 3.0, 2.0, 5.0])
GIVEN = [  # what is the reader's own in a lab, and its name there
    (sl.AnatomyLab, (sl.rosenbrock(),), "problem"),
    (sl.CircuitLab, (lambda x, y: x * y,), "function"),
    (sl.CostMeterLab, (np.sum, 3), "function"),
    (sl.GradientCloudLab, (LINE,), "problem"),
    (sl.HZoomLab, (np.tanh,), "function"),
    (sl.MatrixLab, (LINE,), "problem"),
    (sl.MomentumMapLab, (LINE,), "problem"),
    (sl.RaceLab, (LINE,), "problem"),
    (sl.RavineLab, (sl.quadratic([1.0, 4.0]),), "problem"),
    (sl.SlicerLab, (LINE, sl.train(LINE, optimizer=sl.gradient_descent(0.05), steps=3)), "problem"),
    (sl.ThreeButtonsLab, sl.moons(40), "X"),
    (sl.TwinPanesLab, (LINE,), "model"),
]


@pytest.mark.parametrize(("kind", "given", "name"), GIVEN)
def test_a_text_says_that_its_lab_had_a_problem_of_its_own(
    kind: type[Lab], given: tuple[object, ...], name: str
) -> None:
    """It opened the usual problem, with a learning rate or a start that was cut off at its ends."""
    lab = kind(*given)
    with pytest.raises(ValueError, match=f"give the {name} of that lab again, as in .*restore.text, {name}"):
        sl.restore(lab.state)
    again = sl.restore(lab.state, *given)
    assert again.state == lab.state
    assert again.settings() == lab.settings()
    assert sl.restore(kind.name, *given).state == lab.state  # a short text that a person writes
    with pytest.raises(ValueError, match=r"the state of the lab|'your[^']*' is not in the list"):
        kind().restore(lab.state)


def test_a_race_on_a_problem_of_its_list_needs_no_problem_again() -> None:
    state = sl.RaceLab(penguin_line()).state
    assert state.startswith("race surface=penguins ")
    assert sl.restore(state).state == state


def test_every_lab_that_takes_a_problem_of_your_own_is_tried_above() -> None:
    every = [getattr(labs, one) for one in labs.__all__ if one.endswith("Lab")]
    kinds = {kind for kind in every if next(iter(signature(kind).parameters)) != "settings"}
    assert kinds == {kind for kind, _, _ in GIVEN}, "add the new lab to GIVEN with something of the reader's own"


def test_names_of_labs_are_different() -> None:
    public = [getattr(labs, name) for name in labs.__all__]
    kinds = [kind for kind in public if isinstance(kind, type) and issubclass(kind, Lab)]
    assert len({kind.name for kind in kinds}) == len(kinds) > 10


def number_fields(lab: Lab) -> list[widgets.FloatText]:
    """Every field on the page into which a number is typed."""
    on_page = [control.widget for control in lab.controls.values() if control.widget is not None]
    inside = [part for widget in on_page for part in getattr(widget, "children", [widget])]
    return [field for field in inside if isinstance(field, widgets.FloatText)]


@pytest.mark.parametrize("name", [name for name in labs.__all__ if name.endswith("Lab")])
def test_a_lab_that_was_given_no_number_lives_on(name: str) -> None:
    """The field shows its last number, the state is one that can be restored, and every other control still works."""
    lab = getattr(labs, name)()
    rng, before = np.random.default_rng(0), lab.state
    for field in number_fields(lab):
        with pytest.raises(ValueError, match="nan"):
            field.value = float("nan")
        assert lab.state == lab.view.frame["state"] == before
    for control in lab.controls.values():
        control.value = control.random(rng)
    sl.restore(lab.state)
    lab.apply(type(lab).from_state(before).settings())
    assert lab.state == before


def test_a_broken_text_is_answered() -> None:
    for text, says in [
        ("chess e4", "there is no lab 'chess'; there are "),
        ("", "the text is empty"),
        ("race seed=one", "seed=one: 'one' is not a number"),
    ]:
        with pytest.raises(ValueError, match=f"^{says}"):
            sl.restore(text)
