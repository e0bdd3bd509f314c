"""The drawn curve of notebook 08: which runs fall fast and then jump, as its reason says."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.course.notebook_08.predictions import PREDICTIONS

SKETCH = PREDICTIONS[3]
OTHER = "With the cells as they came, it looks different."


@pytest.fixture(scope="module")
def problem():
    gentoo = sl.penguins().where(species="Gentoo")
    return sl.linear_regression((gentoo["flipper_length_mm",] - 200) / 10, gentoo["body_mass_g"] / 1000)


def why(problem, run):
    above = run.losses - problem(problem.minimum)
    return SKETCH.why(SKETCH.came_out(run.steps, above / above[0]))


@pytest.mark.slow
@pytest.mark.parametrize(("rate", "size"), [(0.1, 8), (0.12, 8), (0.15, 8), (0.1, 1), (0.1, 2), (0.1, 16)])
def test_whatever_the_seed_sgd_falls_fast_and_then_jumps(problem, rate, size):
    runs = [sl.train(problem, **sl.sgd(rate, batch_size=size), steps=160, seed=seed) for seed in range(100)]
    assert [seed for seed, run in enumerate(runs) if why(problem, run) != SKETCH.because] == []


@pytest.mark.parametrize(("rate", "momentum"), [(0.02, 0.0), (0.23, 0.0), (0.2, 0.6)])
def test_the_full_batch_has_no_noise_that_could_make_it_jump(problem, rate, momentum):
    run = sl.train(problem, optimizer=sl.gradient_descent(rate, momentum), steps=160)
    assert why(problem, run).startswith(OTHER)


def test_rounding_is_no_jump(problem):
    above = np.r_[0.5 ** np.arange(50.0), 1e-16 * np.random.default_rng(0).normal(size=111)]
    assert SKETCH.why(SKETCH.came_out(np.arange(161), above)).startswith(OTHER)
