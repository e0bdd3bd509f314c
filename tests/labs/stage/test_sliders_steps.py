"""The slider over whole numbers: its places, and what it does with numbers between them."""

import numpy as np

from sgdlab.labs.stage.sliders import StepSlider


def test_it_has_every_whole_number_from_low_to_high():
    steps = StepSlider("step", 3, (2, 7), "")
    assert (steps.value, steps.places, steps.corners()) == (3, [2, 3, 4, 5, 6, 7], [2, 7])
    assert isinstance(steps.value, int)
    assert {steps.random(np.random.default_rng(k)) for k in range(60)} == set(steps.places)


def test_a_number_between_two_is_rounded_with_a_notice():
    steps, told = StepSlider("step", 3, (2, 7), ""), []
    steps.on_change = lambda: told.append((steps.value, steps.notice))
    steps.value = 4.4
    steps.slider.value = 6.0
    assert told[0][0] == 4
    assert "4.4 is not a whole number" in told[0][1]
    assert told[1] == (6, "")
