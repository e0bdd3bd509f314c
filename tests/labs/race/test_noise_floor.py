"""When the race says that it has measured its noise floor, and when that it has not measured it yet."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.race.compute import compute, with_bands
from sgdlab.labs.race.crossing import noise_at_minimum
from sgdlab.labs.race.noise_floor import Steps, noise_floor
from sgdlab.labs.race.one_run import descend
from sgdlab.labs.race.runners import read
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.problems.examples import penguin_line
from tests.labs.frames import page_frames
from tests.labs.same_frames import kernel_frame


def test_a_floor_is_measured_once_the_loss_has_stopped_falling() -> None:
    """The penguins' race was said to have a floor of 0.617 after one epoch, where 0.0139 is predicted."""
    for surface, changes, said in [
        ("penguins", {}, "Noise floor: 0.0139 predicted, not measured yet."),
        ("penguins", {"epochs": 1}, "Noise floor: 0.0139 predicted, not measured yet."),
        ("penguins", {"epochs": 30}, "Noise floor: 0.0139 predicted, 0.0192 measured."),
        (
            "penguins",
            {"runners": "full batch; Nesterov; SGD"},
            "Noise floor of SGD: 0.0139 predicted, not measured yet.",
        ),
        ("badly scaled line", {}, "Noise floor: 0.0145 predicted, not measured yet."),
        ("badly scaled line", {"epochs": 1, "seeds": 64}, "Noise floor: 0.0145 predicted, not measured yet."),
        ("bowl", {}, "Noise floor: 0.002 predicted, 0.00229 measured."),
        ("ravine", {"epochs": 1}, "Noise floor: 0.107 predicted, 0.123 measured."),
    ]:
        lab = sl.RaceLab(surface)
        lab.apply(changes)
        lab.settle()
        assert said in lab.result.verdict
        (page,) = page_frames(lab, [lab.settings()])
        assert page["words0"] == kernel_frame(lab, lab.settings())["words0"]


def test_on_the_edge_where_noise_adds_up_forever_there_is_no_floor() -> None:
    """Learning rates of exactly (2 + 2 momentum)/λmax.  Finding: "Noise floor: 2.07e+12 predicted, 24.1 measured."."""
    for surface, changes in [("bowl", {"learning_rate": 2.0}), ("ravine", {"learning_rate": 0.12, "momentum": 0.5})]:
        lab = sl.RaceLab(surface)
        lab.apply(changes)
        assert lab.result.predicted is None
        (page,) = page_frames(lab, [lab.settings()])
        assert page["words0"] == kernel_frame(lab, lab.settings())["words0"]
        lab.apply({"learning_rate": 0.99 * changes["learning_rate"]})
        assert lab.result.predicted < 1000


def test_the_floor_of_a_long_race_is_the_mean_of_all_its_steps() -> None:
    """A row at the end of every epoch, where draws without replacement cancel, would be up to several times off."""
    for size, rate in [(8, 0.112), (16, 0.1), (3, 0.05)]:
        line, settings = penguin_line(), RaceSettings(rate, size, epochs=1000, runners="SGD")
        (kept,) = compute(line, settings).runners.values()
        every = descend(line, settings, read("SGD")[0], record_every=1)
        low = float(line(line.minimum))
        means = [one.losses[one.steps >= 0.75 * one.steps[-1]].mean() - low for one in (kept, every)]
        assert len(kept.steps) < 0.2 * len(every.steps)
        assert means[0] == pytest.approx(means[1], rel=0.15)


def test_many_seeds_stay_at_a_floor_that_is_called_reached() -> None:
    """Where a race is three times as long, the mean excess of the last quarter is the same."""
    for text in ["SGD", "SGD momentum=0.8", "Nesterov momentum=0.8"]:
        for epochs in (1, 3, 10, 30):
            lengths = [RaceSettings(0.05, 4, epochs=count, seeds=64, runners=text) for count in (epochs, 3 * epochs)]
            short, long = (with_bands(penguin_line(), compute(penguin_line(), one)) for one in lengths)
            ends = [one.many.losses[one.many.steps >= 0.75 * one.many.steps[-1]].mean() for one in (short, long)]
            above = [end - penguin_line()(penguin_line().minimum) for end in ends]
            if short.verdict[-1].endswith(" measured."):
                assert above[0] == pytest.approx(above[1], rel=0.3)
            else:
                assert above[0] > 1.1 * above[1]


SIZES = [(4, 1), (4, 2), (4, 3), (8, 4), (8, 7), (20, 1), (20, 10), (20, 19), (123, 8), (123, 61)]


def test_the_predicted_floor_is_where_many_long_runs_are() -> None:
    """In the mean over all places of an epoch: its batches are not independent, and their last one can be small."""
    for n, size in SIZES[::3]:
        for replace in [False, True]:
            kept = np.random.default_rng(0).permutation(123)[:n]
            X, y = (one[kept] for one in penguin_line().data)
            line = sl.linear_regression(X[:, :1], y)
            steepest, low = np.linalg.eigvalsh(line.hessian)[-1], line(line.minimum)
            for share, momentum, nesterov in (
                (0.5, 0.0, False),
                (1.0, 0.0, False),
                (0.3, 0.8, False),
                (0.3, 0.8, True),
            ):
                rate, each = share / steepest, -(-n // size)
                predicted = noise_floor(noise_at_minimum(line), Steps(rate, momentum, nesterov, n, size, replace))
                rule = sl.gradient_descent(rate, momentum, nesterov=nesterov)
                parts = {"optimizer": rule, "batches": sl.minibatch(size, replace), "seeds": 30, "record_every": 1}
                losses = sl.train(line, line.minimum, **parts, steps=each * (900 // each), progress=False).losses
                late = losses[-1 - each * (500 // each) : -1]  # whole epochs
                assert predicted in (pytest.approx(late.mean() - low, rel=0.15), np.inf)
                assert predicted < np.inf or size == 1


def test_unstable_steps_have_no_floor() -> None:
    """At 1.9/λmax the full batch converges, while single examples are too steep."""
    known, steepest = noise_at_minimum(penguin_line()), np.linalg.eigvalsh(penguin_line().hessian)[-1]
    assert np.isinf(noise_floor(known, Steps(1.9 / steepest, 0.0, False, 123, 1, True)))
    assert np.isinf(noise_floor(known, Steps(2.1 / steepest, 0.0, False, 123, 60, True)))


def test_no_floor_is_predicted_where_two_batches_an_epoch_nearly_diverge() -> None:
    """The second batch has too little of what the first has too much of, so their curvatures are not independent."""
    rng = np.random.default_rng(1)
    x, errors = rng.normal(size=(2, 40))
    line = sl.linear_regression((x - x.mean())[:, None] / x.std(), 2 * x + errors)
    noise, low = noise_at_minimum(line), line(line.minimum)
    predicted, measured = [], []
    for rate in (0.2, 0.9):
        predicted.append(noise_floor(noise, Steps(rate, 0.69, False, 40, 20, False)))
        parts = {"optimizer": sl.gradient_descent(rate, 0.69), "batches": sl.minibatch(20), "seeds": 30}
        run = sl.train(line, line.minimum, **parts, steps=2000, record_every=1, progress=False)
        measured.append(run.losses[-1000:].mean() - low)
    assert predicted == [pytest.approx(measured[0], rel=0.05), np.inf]
    assert measured[1] > 1000 * measured[0]
