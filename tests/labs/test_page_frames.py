"""What the page computes by itself is what the kernel computes: race, ravine, sentence, twin panes.

A few runs of the ravine on other losses are chaotic, which means that the kernel's own depend on the last bits, too.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.race.live import writable
from sgdlab.labs.race.runners import KINDS
from sgdlab.labs.stage.lab import Lab
from tests.labs.same_frames import AT_RANDOM, CORNERS, check, some_settings


def hanging() -> sl.Problem:
    """A loss whose minimum is not known, on three examples."""
    data = (np.array([0.5, 1.0, 3.0]),)
    return sl.Problem(lambda w, batch: np.mean(np.cosh(w[0] - batch[0])) + w[1] ** 2, data, start=[0.0, 1.0])


def sexes() -> sl.Problem:
    """The probability that a Gentoo penguin is male, by its body mass."""
    gentoo = sl.penguins().where(species="Gentoo")
    known = gentoo["sex"] != ""
    return sl.logistic_regression(gentoo["body_mass_g",][known] / 1000 - 5, gentoo["sex"][known] == "male")


def negative() -> sl.Problem:
    """A loss below zero on three examples, which a mini-batch of all of them brings as far as the full batch."""
    data = (np.array([0.5, 1.0, 3.0]),)
    return sl.Problem(lambda w, batch: np.mean((w[0] - batch[0]) ** 2) + w[1] ** 2 - 50, data, start=[0.0, 1.0])


def tiny() -> sl.Problem:
    return sl.linear_regression([[0.0], [1.0], [3.0]], [1e-13, 0.0, 2e-13])


def large() -> sl.Problem:
    return sl.linear_regression([[0.0], [1.0], [3.0]], [20.0, 50.0, 400.0])


def race(yours: object = None) -> sl.RaceLab:
    """The lab with the programs of all runners, as a saved page has them."""
    lab = sl.RaceLab(yours=yours)
    lab._offer_programs_of(writable(lab.problem, KINDS))
    return lab


def briefly(settings: Any) -> Any:
    """The same settings with at most 30 epochs: the kernel takes seconds for 1,000."""
    return replace(settings, epochs=min(settings.epochs, 30)) if hasattr(settings, "epochs") else settings


LABS: dict[str, Callable[[], Lab[Any, Any]]] = {
    "race": race,
    "race with a step of one's own": lambda: race(lambda gradient, params: -0.05 * gradient),
    "race with Adam on batches of one's own": lambda: race({"optimizer": sl.adam(0.1), "batches": sl.minibatch(20)}),
    "race with a gradient of one's own": lambda: race({"gradient": sl.forward_mode, "batches": sl.full_batch}),
    "ravine": sl.RavineLab,
    "ravine on Rosenbrock's function": lambda: sl.RavineLab(sl.rosenbrock()),
    "ravine on a line": lambda: sl.RavineLab(sl.linear_regression(np.arange(5.0)[:, None], [1.0, 3.0, 2.0, 5.0, 6.0])),
    "ravine over two directions": lambda: sl.RavineLab(sl.quadratic([1.0, 4.0, 9.0])),
    "ravine without a known minimum": lambda: sl.RavineLab(hanging()),
    "sentence": sl.SentenceBuilder,
    "twin panes": sl.TwinPanesLab,
    "twin panes of a probability": lambda: sl.TwinPanesLab(sexes()),
    "twin panes without a minimum": lambda: sl.TwinPanesLab(sl.logistic_regression([[0.0], [1.0], [3.0]], [0, 0, 1])),
    "twin panes of one example": lambda: sl.TwinPanesLab(sl.linear_regression([[2.0]], [3.0])),
    "twin panes of tiny data": lambda: sl.TwinPanesLab(tiny()),
    "twin panes of large data": lambda: sl.TwinPanesLab(large()),
    "twin panes of an exact line": lambda: sl.TwinPanesLab(
        sl.linear_regression([[0.0], [1.0], [np.pi]], [1.0, 3.0, 1 + 2 * np.pi])
    ),
}

CHAOTIC = {  # the share of settings whose runs depend on the last bits
    "ravine on Rosenbrock's function": 0.02,
    "ravine without a known minimum": 0.02,
}


LATER = {  # in the test of many settings alone: the others reach the same lines
    "race with a step of one's own",
    "race with a gradient of one's own",
    "ravine on a line",
    "ravine over two directions",
    "twin panes without a minimum",
    "twin panes of tiny data",
}


@pytest.mark.parametrize("name", [name for name in LABS if name not in LATER])
def test_a_page_draws_what_the_kernel_draws(name: str) -> None:
    check_some(name, 0, AT_RANDOM, CORNERS)


def test_a_page_says_of_odd_races_what_the_kernel_says() -> None:
    for problem, changes in [
        (negative(), {"batch_size": 3, "seeds": 64}),
        (sl.quadratic([2.0, -2.0]), {"learning_rate": 1e5, "epochs": 100}),
        (sl.linear_regression([[0.0], [1.0], [3.0]], [1.0, 0.0, 2.0]), {"learning_rate": 0.15, "batch_size": 1}),
        (sl.linear_regression([[0.0], [1.0], [3.0]], [1e-6, 0.0, 2e-6]), {"batch_size": 1, "seeds": 64}),
        (tiny(), {"batch_size": 2}),
        (sl.linear_regression([[0.0], [1.0], [3.0]], [1e3, 0.0, 2e3]), {"batch_size": 3, "epochs": 300}),
    ]:
        lab = sl.RaceLab(problem)
        settings = [replace(lab.settings(), seed=seed, **changes) for seed in range(3)]
        check(lab, settings)


@pytest.mark.slow
@pytest.mark.parametrize("name", LABS)
def test_a_page_draws_what_the_kernel_draws_for_many_settings(name: str) -> None:
    check_some(name, 1, 10 * AT_RANDOM, 5 * CORNERS)


def check_some(name: str, seed: int, at_random: int, corners: int) -> None:
    """Check a lab; a race with a part of one's own has the runners of the race and one more, so it takes a third."""
    lab, less = LABS[name](), 3 if name.startswith("race with") else 1
    settings = some_settings(lab, seed, at_random // less, corners // less)
    check(lab, list(map(briefly, settings)), CHAOTIC.get(name, 0.0))


def test_a_loss_that_can_not_be_written_is_computed_by_the_kernel_and_a_log_says_why(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def loss(w: Any, batch: Any) -> Any:
        return w[0] ** 2 + w[1] ** 2 if w[0] > 0 else 2 * w[0] ** 2 + w[1] ** 2

    with caplog.at_level("INFO", logger="sgdlab.labs"):
        lab = sl.RavineLab(sl.Problem(loss, start=[1.0, 1.0]))
    assert lab.view.live == {}
    assert "The kernel computes this lab" in caplog.text
    assert lab.result.run.steps[-1] > 0


def test_a_page_that_can_not_go_on_leaves_the_lab_to_the_kernel() -> None:
    lab = sl.RavineLab()
    say = lambda kind: lab.view._receive(lab.view, {"kind": kind}, [])  # noqa: E731
    say("alive")
    before = lab.view.frame
    lab.controls["learning_rate"].value = 0.02
    assert lab.view.frame == before  # the page has drawn it
    say("unable")
    assert lab.view.live == {}
    assert "learning_rate=0.02" in lab.view.frame["state"]
    lab.controls["learning_rate"].value = 0.03
    assert "learning_rate=0.03" in lab.view.frame["state"]


STEEP = sl.linear_regression([[0.0], [0.0], [0.0], [4.0]], [0.0, 1.0, 0.0, 1.0])
STANDARDIZED = sl.linear_regression(sl.standardize(np.random.default_rng(0).normal(size=(40, 1))), np.arange(40) % 3)


def test_a_page_gives_numbers_that_are_almost_equal_as_many_digits() -> None:
    for lab, changes in [
        (sl.RavineLab(sl.quadratic([0.1, 2 / 2.2604])), {"learning_rate": 2.26}),
        (sl.RavineLab(), {"learning_rate": 0.00258, "start": (0.829, 1.22), "small_gradient": 1.0}),
        (sl.RaceLab(STEEP), {"learning_rate": 0.232, "batch_size": 1, "epochs": 100}),
        (sl.RaceLab(STANDARDIZED), {"learning_rate": 1.0, "batch_size": 1, "epochs": 100}),
        (sl.RavineLab(STANDARDIZED), {"learning_rate": 1.0}),
        (sl.MomentumMapLab(), {"learning_rate": 0.0287, "momentum": 0.4346}),
        (sl.MomentumMapLab(), {"learning_rate": 0.038, "momentum": 0.9, "noisy": True}),
    ]:
        check(lab, [replace(lab.settings(), **changes)])
