"""The scenes of all labs: a slider changes values alone, a clock ends where its slider does, a name has one color."""

import pytest

import sgdlab.labs
from sgdlab.labs.stage.control import NumberControl
from sgdlab.labs.stage.lab import Lab

EVERY = [getattr(sgdlab.labs, name) for name in sgdlab.labs.__all__]
LABS = [one for one in EVERY if isinstance(one, type) and issubclass(one, Lab)]


@pytest.mark.parametrize("make", LABS)
def test_a_slider_changes_values_alone_and_a_clock_ends_where_its_slider_does(make):
    """Another structure would build the picture anew."""
    lab = make()
    spec, clock = lab.view.spec, lab.scene(lab.result).clock
    if clock is not None and clock.control:
        assert clock.total == lab.controls[clock.control].places[-1]
    for name, control in lab.controls.items():
        if isinstance(control, NumberControl):
            last = control.ends[-1]  # where runs diverge
            lab.apply({**vars(lab.home), name: int(last) if control.whole else last})
            assert lab.view.spec == spec, name


def test_a_name_has_one_color_in_all_labs():
    """Gradient descent on all examples is blue everywhere, and on some of them orange."""
    colors = {}
    for make in LABS:
        lab = make()
        for series in lab.scene(lab.result).series:
            colors.setdefault(series.name, set()).add(series.color)
    several = [name for name, some in colors.items() if len(some) > 1]
    assert several == ["complex step"]  # which is one of four in the cost meter
    assert (colors["full batch"], colors["SGD"]) == ({"blue"}, {"orange"})
