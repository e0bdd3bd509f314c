"""Many settings, many moves, many steps: nothing raises, no number slips through, nothing grows."""

import gc
import tracemalloc
from itertools import product

import numpy as np
import psutil
import pytest

import sgdlab as sl
from sgdlab.labs.band import SEEDS
from sgdlab.labs.race.compute import compute, with_bands
from sgdlab.labs.race.controls import BUDGETS
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.problems.examples import penguin_line
from tests.labs.corners import corners

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lab():
    return sl.RaceLab(penguin_line())


def ends(lab):
    """The lowest and the highest that a hand can set, control by control."""
    names = ("learning_rate", "batch_size", "momentum")
    pairs = {name: corners(lab.controls[name]) for name in (*names, "seed")}
    places = corners(lab.controls["start"])
    return pairs | {"start": (places[0], places[-1]), "epochs": (BUDGETS[0], BUDGETS[-1])}


def random_settings(lab, rng):
    """Anything that a hand can set: the learning rate even in its logarithm, one in twenty with the band of seeds."""
    edge = ends(lab)
    (left, low), (right, high) = edge["start"]
    return RaceSettings(
        learning_rate=float(np.exp(rng.uniform(*np.log(edge["learning_rate"])))),
        batch_size=int(rng.integers(edge["batch_size"][0], edge["batch_size"][1] + 1)),
        momentum=float(rng.uniform(*edge["momentum"])),
        seed=int(rng.integers(edge["seed"][1] + 1)),
        start=(float(rng.uniform(left, right)), float(rng.uniform(low, high))),
        epochs=int(rng.choice(BUDGETS)),
        seeds=SEEDS if rng.random() < 0.05 else 1,
    )


def check_run(run, budget, settings):
    for part in (run.params, run.losses, run.batch_losses, run.gradients):
        assert np.isfinite(part).all(), settings
    assert run.examples_seen[-1] <= run.bill.example_gradients
    if run.diverged_at is None:
        assert run.stopped_by == "steps", settings
        assert run.bill.example_gradients == run.examples_seen[-1] == budget, settings
        # Below the ceiling of divergence: a run that left for infinity can't count as one that did not.
        assert run.losses[-1] <= 1e6 * (1 + run.losses[0]), settings
    else:
        assert run.bill.example_gradients <= budget + settings.batch_size + run.examples, settings
        assert run.stopped_by == f"diverged at step {run.diverged_at}", settings


def check(lab, settings):
    """Compute one race and hold every number of it; return how many of its two runs diverged."""
    result = compute(lab.problem, settings)
    budget = settings.epochs * lab.problem.n
    check_run(result.full, budget, settings)
    check_run(result.sgd, budget, settings)
    if settings.seeds > 1:
        result = with_bands(lab.problem, result, seconds=600)  # a busy machine is no fault
        assert np.isfinite(result.many.losses).all(), settings
        assert result.many.members == settings.seeds, settings
    gone = [run.diverged_at is not None for run in (result.full, result.sgd)]
    assert " ".join(result.lines).count("diverged") == sum(gone), settings
    frame = lab.framed(result)
    for key in ("full_path", "sgd_path", "full_y", "sgd_y", "full_spent", "sgd_spent"):
        assert np.isfinite(frame[key]).all(), (key, settings)
    assert max(frame["full_spent"].max(), frame["sgd_spent"].max()) <= 1, settings
    return sum(gone)


def test_every_corner_of_the_controls(lab):
    edge = ends(lab)
    diverged = [check(lab, RaceSettings(**dict(zip(edge, corner, strict=True)))) for corner in product(*edge.values())]
    assert len(diverged) == 64
    assert set(diverged) == {0, 1, 2}


def test_the_band_of_seeds_at_its_longest(lab):
    for momentum in [0, 1]:
        for rate in [0, 1]:
            edge = ends(lab)
            settings = RaceSettings(edge["learning_rate"][rate], 1, edge["momentum"][momentum], epochs=30, seeds=SEEDS)
            assert check(lab, settings) == (2 if rate else 0)


def test_a_thousand_random_settings(lab):
    rng = np.random.default_rng(20_26)
    diverged = [check(lab, random_settings(lab, rng)) for _ in range(1_000)]
    assert min(diverged.count(k) for k in (0, 1, 2)) > 10  # both kinds of ends were seen, alone and together


def move(lab, settings):
    """Set one control after another, as a hand does, and then the start."""
    for name in ("learning_rate", "batch_size", "momentum", "seed", "start"):
        lab.controls[name].value = getattr(settings, name)


def held_at_rest(lab):
    """The bytes that are alive, always with the same picture shown."""
    move(lab, RaceSettings(0.1, 8))
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def test_the_lab_does_not_grow_under_the_hand():
    """500 moves; before them every batch size was there once, since it becomes a place on its slider.

    Python's own caches of names fill up meanwhile, by some 50,000 bytes, and then stay.
    """
    lab, rng = sl.RaceLab(penguin_line()), np.random.default_rng(7)
    tracemalloc.start()
    try:
        for size in range(1, lab.problem.n + 1):
            lab.controls["batch_size"].value = size
        for _ in range(20):
            move(lab, random_settings(lab, rng))
        before = held_at_rest(lab)
        for _ in range(100):
            move(lab, random_settings(lab, rng))
        after = held_at_rest(lab)
    finally:
        tracemalloc.stop()
    assert after - before < 250_000  # a picture is some 5,000 bytes: one kept of each five would be 500,000


def test_ten_thousand_steps_in_pieces_do_not_grow_the_process():
    rule, process = sl.gradient_descent(0.01), psutil.Process()
    params, sizes = (0.0, 0.0), []
    for piece in range(40):
        run = sl.train(penguin_line(), params, optimizer=rule, batches=sl.minibatch(8), steps=250, seed=piece)
        params = run.final
        gc.collect()
        sizes.append(process.memory_info().rss)
    assert run.losses[-1] == pytest.approx(penguin_line()(penguin_line().minimum), rel=0.05)  # it did train
    assert sizes[-1] - sizes[9] < 4_000_000
