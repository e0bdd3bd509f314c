"""What the page computes by itself is what the kernel computes: anatomy, gradient cloud, momentum map, three buttons.

Some networks of the three buttons depend on the last bits of a sum, which BLAS adds up in another order than a page.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.anatomy.compute import AnatomySettings
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.three_buttons.compute import HIDDEN, YOURS, Own, made
from sgdlab.labs.three_buttons.compute import compute as press
from sgdlab.labs.three_buttons.picture import scene_of
from sgdlab.problems.examples import penguin_line
from sgdlab.problems.networks import ACTIVATIONS
from sgdlab.scene import split
from tests.labs.frames import differences
from tests.labs.same_frames import AT_RANDOM, CORNERS, check, some_settings
from tests.labs.test_page_frames import large

TINY = re.compile(r"(?<![\d.])−?\d(\.\d+)?e[-−](1[3-9]|[2-9]\d|\d{3})")  # below 1e-12: only rounding is left

X, LABELS = sl.moons(60, noise=0.2)


def three_buttons(*data: Any) -> sl.ThreeButtonsLab:
    """The lab with the programs of all networks, as a saved page has them."""
    lab = sl.ThreeButtonsLab(*data)
    lab._networks = set(product(HIDDEN, ACTIVATIONS))
    return lab


LABS: dict[str, Callable[[], Lab[Any, Any]]] = {
    "anatomy": sl.AnatomyLab,
    "anatomy at a slope of zero": lambda: sl.AnatomyLab(sl.quadratic([1.0, 3.0]), AnatomySettings(start=(-0.0, 0.0))),
    "anatomy on Rosenbrock's function": lambda: sl.AnatomyLab(sl.rosenbrock()),
    "anatomy of large data": lambda: sl.AnatomyLab(large()),
    "anatomy with mini-batches": lambda: sl.AnatomyLab(penguin_line(), batches=sl.minibatch(40)),
    "gradient cloud": sl.GradientCloudLab,
    "gradient cloud of a probability": lambda: sl.GradientCloudLab(sl.logistic_regression(X, LABELS)),
    "gradient cloud of a network": lambda: sl.GradientCloudLab(sl.mlp(X, LABELS, (3,), loss="cross_entropy")),
    "gradient cloud of small data": lambda: sl.GradientCloudLab(sl.linear_regression(X[:, :1], 1e-8 * X[:, 1])),
    "gradient cloud of large data": lambda: sl.GradientCloudLab(large()),
    "momentum map": sl.MomentumMapLab,
    "momentum map of a problem": lambda: sl.MomentumMapLab(penguin_line()),
    "momentum map of a narrow valley": lambda: sl.MomentumMapLab(sl.quadratic([1e-6, 1.0])),
    "three buttons": three_buttons,
    "three buttons with other points": lambda: three_buttons(X, np.where(LABELS, "up", "down")),
}

FEW = {"anatomy with mini-batches", "three buttons with other points"}  # for which the kernel takes long
SENSITIVE = {"three buttons": 0.2, "three buttons with other points": 0.2}  # the share that depends on the last bits


def shorter(settings: Any) -> Any:
    """Fewer rounds than slider and buttons have, where a test has many settings."""
    if not hasattr(settings, "rounds"):
        return settings
    return replace(settings, rounds=settings.rounds % 40, presses=settings.presses.replace("100r", "20r"))


def without_tiny(frame: Any) -> Any:
    """The same frame with 0 for numbers in texts, and shades of a region, of which only rounding is left."""
    if isinstance(frame, dict):
        return {k: _flat(v) if k.endswith("_region") else without_tiny(v) for k, v in frame.items()}
    if isinstance(frame, list):
        return [without_tiny(one) for one in frame]
    return TINY.sub("0", frame) if isinstance(frame, str) else frame


def _flat(region: Any) -> Any:
    shades = np.asarray(region, dtype=float)
    return np.where(np.abs(shades) < 1e-12, 0.0, shades)


def depends_on_last_bits(lab: sl.ThreeButtonsLab, settings: Any, frame: Any) -> bool:
    """Whether the kernel's own network ends elsewhere if the points come in another order, or move by 1e-15."""
    own, rng = lab.own, np.random.default_rng(0)
    mine = own is not None and settings.data == YOURS
    points, labels = (sl.standardize(own.X), own.labels) if mine else made(settings.data, settings.seed)
    orders = [np.arange(len(points)), *(rng.permutation(len(points)) for _ in range(4))]
    moved = points + 1e-15 * rng.normal(size=points.shape)
    frames = [drawn(settings, Own(points[order], labels[order])) for order in orders]
    frames.append(drawn(settings, Own(moved, labels)))
    return any(any(differences(frames[0], other)) for other in frames[1:])


def drawn(settings: Any, own: Own) -> Any:
    """What the kernel draws for these points, without the points."""
    with patch("sgdlab.labs.three_buttons.compute.standardize", lambda X: X):  # they are as they should be
        frame = split(scene_of(press(replace(settings, data=YOURS), own)))[1]
    return without_tiny({key: value for key, value in frame.items() if not key.endswith("_points")})


def compare(name: str, seed: int, count: int, corners: int) -> None:
    lab = LABS[name]()
    few = 3 if name in FEW else 1
    settings = map(shorter, some_settings(lab, seed, count // few, corners // few))
    share = SENSITIVE.get(name, 0.0)
    if share:
        check(lab, list(settings), share, moves=depends_on_last_bits, cleaned=without_tiny)
    else:
        check(lab, list(settings), cleaned=without_tiny)


LATER = {  # in the test of many settings alone: the others reach the same lines
    "anatomy of large data",
    "anatomy with mini-batches",
    "gradient cloud of small data",
    "momentum map of a narrow valley",
    "three buttons with other points",
}


@pytest.mark.parametrize("name", [name for name in LABS if name not in LATER])
def test_a_page_draws_what_the_kernel_draws_here_too(name: str) -> None:
    compare(name, 0, AT_RANDOM, CORNERS)


@pytest.mark.slow
@pytest.mark.parametrize("name", LABS)
def test_a_page_draws_what_the_kernel_draws_here_too_for_many_settings(name: str) -> None:
    compare(name, 1, 6 * AT_RANDOM, 3 * CORNERS)


def test_many_parameters_and_batches_of_your_own_are_left_to_the_kernel() -> None:
    network = sl.mlp(X, LABELS, (3,), loss="cross_entropy")
    assert sl.AnatomyLab(network).live() is None  # each pair of parameters has a surface of its own
    half = lambda n, rng: iter([np.arange(n // 2)])  # noqa: E731
    assert sl.AnatomyLab(penguin_line(), batches=half).live() is None
    many = np.random.default_rng(0).normal(size=(2_001, 1))
    assert sl.GradientCloudLab(sl.linear_regression(many, many[:, 0] + 1)).live() is None  # too many to draw in a frame
