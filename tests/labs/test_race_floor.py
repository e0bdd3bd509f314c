"""When the race says that it has measured its noise floor, and when that it has not reached it yet."""

from typing import Any

import pytest

import sgdlab as sl
from sgdlab.labs.race.compute import RaceSettings, compute, with_bands
from sgdlab.labs.race.runners import read
from sgdlab.labs.race.running import descend
from sgdlab.problems.examples import penguin_line
from tests.labs.frames import page_frames
from tests.labs.same_frames import kernel_frame


@pytest.mark.parametrize(
    ("surface", "changes", "said"),
    [
        ("penguins", {}, "Noise floor: 0.0122 predicted, not reached yet."),
        ("penguins", {"epochs": 1}, "Noise floor: 0.0122 predicted, not reached yet."),
        ("penguins", {"epochs": 30}, "Noise floor: 0.0122 predicted, 0.0192 measured."),
        (
            "penguins",
            {"runners": "full batch; Nesterov; SGD"},
            "Noise floor of SGD: 0.0122 predicted, not reached yet.",
        ),
        ("badly scaled line", {}, "Noise floor: 0.013 predicted, not reached yet."),
        ("badly scaled line", {"epochs": 1, "seeds": 64}, "Noise floor: 0.013 predicted, not reached yet."),
        ("bowl", {}, "Noise floor: 0.00327 predicted, 0.00229 measured."),
        ("ravine", {"epochs": 1}, "Noise floor: 0.12 predicted, 0.123 measured."),
    ],
)
def test_a_floor_is_measured_once_the_loss_has_stopped_falling(surface: str, changes: Any, said: str) -> None:
    """The penguins' race was said to have a floor of 0.617 after one epoch, where 0.0122 is predicted."""
    lab = sl.RaceLab(surface)
    lab.apply(changes)
    lab.settle()
    assert said in lab.result.verdict.lines
    (page,) = page_frames(lab, [lab.settings()])
    assert page["words0"] == kernel_frame(lab, lab.settings())["words0"]


@pytest.mark.parametrize(("size", "rate"), [(8, 0.112), (16, 0.1), (3, 0.05)])
def test_the_floor_of_a_long_race_is_the_mean_of_all_its_steps(size: int, rate: float) -> None:
    """A row at the end of every epoch, where draws without replacement cancel, would be up to several times off."""
    line, settings = penguin_line(), RaceSettings(rate, size, epochs=1000, runners="SGD")
    (kept,) = compute(line, settings).runners.values()
    every = descend(line, settings, read("SGD")[0], record_every=1)
    low = float(line(line.minimum))
    means = [one.losses[one.steps >= 0.75 * one.steps[-1]].mean() - low for one in (kept, every)]
    assert len(kept.steps) < 0.2 * len(every.steps)
    assert means[0] == pytest.approx(means[1], rel=0.15)


@pytest.mark.parametrize("text", ["SGD", "SGD momentum=0.8", "Nesterov momentum=0.8"])
def test_many_seeds_stay_at_a_floor_that_is_called_reached(text: str) -> None:
    """Where a race is three times as long, the mean excess of the last quarter is the same."""
    for epochs in (1, 3, 10, 30):
        lengths = [RaceSettings(0.05, 4, epochs=count, seeds=64, runners=text) for count in (epochs, 3 * epochs)]
        short, long = (with_bands(penguin_line(), compute(penguin_line(), one)) for one in lengths)
        ends = [one.many.losses[one.many.steps >= 0.75 * one.many.steps[-1]].mean() for one in (short, long)]
        above = [end - penguin_line()(penguin_line().minimum) for end in ends]
        if "measured" in short.verdict.lines[-1]:
            assert above[0] == pytest.approx(above[1], rel=0.3)
        else:
            assert above[0] > 1.1 * above[1]
