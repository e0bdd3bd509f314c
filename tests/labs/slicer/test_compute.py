"""The landscape slicer: slices, shadows and rescaled networks, judged by the loss itself and by linear algebra."""

from dataclasses import replace

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.slicer.compute import FILTER, PCA, PLANES, RANDOM, SIDE, SlicerSettings, compute
from sgdlab.labs.slicer.lab import RATES, SlicerLab
from sgdlab.labs.slicer.trained import can_rescale, of_run, on_penguins, rescaling
from tests.refusals import refused

X, SIDES = sl.moons(60, noise=0.1, seed=0)
TRAINED = on_penguins(0.5)

# for each goal in turn, what has to change at the first settings (test_goals.py)
ANSWERS = [{"factor": 5.0}, {"plane": "along the path (PCA)"}]


def cut(plane=RANDOM, factor=1.0, seed=0, trained=TRAINED):
    return compute(trained, SlicerSettings(plane, factor, seed=seed))


def trained_on_moons(activation="relu", hidden=(6,), steps=60, **options):
    problem = sl.mlp(X, SIDES, hidden=hidden, activation=activation, loss="cross_entropy", **options)
    return problem, sl.train(problem, optimizer=sl.gradient_descent(0.2), steps=steps)


@pytest.mark.parametrize("plane", PLANES)
def test_a_slice_is_the_loss_at_its_points_and_distances_are_those_of_least_squares(plane):
    for factor in (0.1, 4.0):
        result = cut(plane, factor)
        (across, up), rng = result.cut.coordinates, np.random.default_rng(0)
        assert (across[0], across[-1], len(across)) == (-1, 1, SIDE)
        path = TRAINED.path * rescaling(TRAINED.problem, factor)
        for j, i in rng.integers(SIDE, size=(5, 2)):
            at = path[-1] + np.array([across[i], up[j]]) @ result.cut.directions
            assert result.cut.losses[j, i] == pytest.approx(float(TRAINED.problem(at)))
        fit, *_ = np.linalg.lstsq(result.cut.directions.T, (path - path[-1]).T, rcond=None)
        np.testing.assert_allclose(result.shadow, fit.T, atol=1e-9)
        rest = np.linalg.norm(path - path[-1] - result.shadow @ result.cut.directions, axis=1)
        np.testing.assert_allclose(result.off, rest, atol=1e-9)
        assert np.all(result.off <= result.way + 1e-9)


def test_random_directions_are_as_long_as_the_weights_at_the_end_and_the_words_say_which():
    """The directions stay as long as before, while rescaling makes the weights longer."""
    pieces, end = TRAINED.problem.pieces, TRAINED.path[-1]
    for direction in cut(FILTER).cut.directions:  # neuron by neuron
        for name in ("W1", "W2"):
            lengths = [np.linalg.norm(pieces(params)[name], axis=0) for params in (direction, end)]
            np.testing.assert_allclose(*lengths, rtol=1e-12)
    for factor in (1.0, 3.0):
        result, weights = cut(factor=factor), np.linalg.norm(end)
        np.testing.assert_allclose(np.linalg.norm(result.cut.directions, axis=1), weights)
        now = np.linalg.norm(end * rescaling(TRAINED.problem, factor))
        assert ("all weights together before rescaling, 2 of" in result.lines[0]) == (now > 1.1 * weights)
        assert "before rescaling" not in cut(FILTER, factor).lines[0]


def test_rescaling_changes_no_output_but_the_raw_slice_and_the_sharpness():
    """Dinh, Pascanu, Bengio, Bengio 2017, "Sharp minima can generalize for deep nets"; Li et al. 2018."""
    raw, same = cut(), cut(FILTER)
    for factor in (0.1, 10.0):
        rescaled = cut(factor=factor)
        assert rescaled.change < 1e-12
        assert np.abs(rescaled.cut.losses / raw.cut.losses - 1).max() > 1
        assert rescaled.sharp > 2 * raw.sharp
        np.testing.assert_allclose(cut(FILTER, factor).cut.losses, same.cut.losses, rtol=1e-10)


def test_the_rescaled_hessian_is_the_hessian_divided_by_both_factors():
    """By the chain rule: L(D w') with w' = w / D has the Hessian D^-1 H D^-1 for factors D of the parameters."""
    problem, run = trained_on_moons()
    trained, scale = of_run(problem, run), rescaling(problem, 5.0)
    H = sl.hessian(problem)(run.final)
    assert cut(factor=5.0, trained=trained).sharp == pytest.approx(np.linalg.eigvalsh(H / np.outer(scale, scale))[-1])


def test_training_ends_at_the_edge_and_tells_the_species_apart():
    """Cohen, Kaur, Li, Kolter, Talwalkar 2021: full-batch training brings the sharpness to about 2 / lr."""
    for rate in RATES:
        steps, sharp = on_penguins(rate).sharpness_on_path
        assert (steps[0], steps[-1]) == (0, 3000)
        problem, end = on_penguins(rate).problem, on_penguins(rate).path[-1]
        said = np.argmax(problem.outputs(end), axis=1)
        assert np.mean(said == np.argmax(problem.data[1], axis=1)) > 0.98
        if rate >= 0.3:
            assert sharp[-1] == pytest.approx(2 / rate, rel=0.05)
            assert sharp[2] < 0.7 * 2 / rate


def test_a_random_plane_hides_nearly_all_of_the_way_and_the_plane_along_it_far_less():
    """Of P directions, 2 at random hold 2 / P of a squared length on average: sqrt(1 - 2 / 131) = 0.992 is left."""
    hidden = [cut(seed=seed).hidden for seed in range(10)]
    assert np.sqrt(np.mean(np.square(hidden))) == pytest.approx(np.sqrt(1 - 2 / 131), abs=0.01)
    result = cut(PCA)
    assert result.hidden < 0.3
    assert np.abs(result.shadow).max() == pytest.approx(1 / 1.2)  # the whole path lies inside
    values = np.linalg.eigvalsh(np.cov(TRAINED.path.T))[::-1]
    np.testing.assert_allclose(result.explained, values[:2] / values.sum())


def test_a_network_of_ones_own():
    problem, run = trained_on_moons(hidden=(5, 4), steps=9)
    lab = SlicerLab(problem, run)
    assert set(lab.controls) == {"plane", "factor", "seed"}
    assert lab.result.trained.edge == pytest.approx(10)
    assert "2-5-4-2" in repr(lab)
    assert lab.result.lines[-1] == f"The training: {run.bill}; stopped by: steps"
    lab.controls["factor"].value = 8
    assert lab.result.change < 1e-12
    rule = sl.gradient_descent(0.1, momentum=0.9)  # whose edge is not 2 / learning rate
    other = SlicerLab(problem, sl.train(problem, optimizer=rule, steps=60))
    assert other.result.trained.edge is None
    assert "2/α" not in other.result.description + "".join(goal.text for goal in other.goals)


def test_without_relu_or_without_layers_there_is_less_to_choose():
    assert set(SlicerLab(*trained_on_moons("tanh")).controls) == {"plane", "seed"}
    weights = np.array([[1.0, 0.0, 1.0, 0.0]])  # tanh(2 x) / 2 is smaller than tanh(x) at every x here
    small = sl.mlp([[1.0], [2.0]], [1.0, 2.0], hidden=(1,), activation="tanh")
    steps = replace(sl.train(small, steps=1), params=np.vstack([0 * weights, weights]))
    assert not can_rescale(of_run(small, steps))
    bowl = sl.quadratic([1.0, 4.0, 9.0])
    lab = SlicerLab(bowl, sl.train(bowl, [1.0, 1.0, 1.0], optimizer=sl.adam(0.1), steps=20))
    assert lab.controls["plane"].options == [RANDOM, PCA]


def test_a_run_that_diverged_is_shown_as_far_as_it_is_finite():
    bowl = sl.quadratic([1.0, 4.0])
    run = sl.train(bowl, [1.0, 1.0], optimizer=sl.gradient_descent(5.0), steps=400)
    result = SlicerLab(bowl, run).result
    assert np.isfinite(result.off).all()
    assert result.trained.steps[-1] < 400


def test_what_does_not_fit_is_refused_in_words():
    bowl = sl.quadratic([1.0, 4.0])
    run = sl.train(bowl, [1.0, 1.0], steps=5)
    refused(ValueError, {
        "both, or neither": lambda: SlicerLab(bowl),
        "both, or neither.*": lambda: SlicerLab(run, bowl),
        "3 parameters": lambda: SlicerLab(sl.quadratic([1.0, 2.0, 3.0]), run),
        "no two different points": lambda: SlicerLab(bowl, sl.train(bowl, [0.0, 0.0], steps=3)),
    })  # fmt: skip
    assert "run is of another problem: at its start and its end" in repr(SlicerLab(sl.quadratic([1.0, 9.0]), run))


def test_parallel_directions_are_refused_in_a_sentence():
    """A line has one weight and one bias, so a filter-normalized direction only chooses their signs."""
    line = sl.linear_regression([[0.0], [1.0], [2.0], [4.0]], [1.0, 3.0, 2.0, 5.0])
    lab = SlicerLab(line, sl.train(line, optimizer=sl.gradient_descent(0.1), steps=5))
    lab.apply({"plane": FILTER})
    words = "these two directions are parallel, so they span no plane: choose another seed or plane"
    assert lab.view.frame["error"] == words


def test_a_run_that_ends_at_zero_is_cut_along_directions_as_long_as_its_start():
    """The end has no length, or one of rounding errors, and the plane would be a point."""
    bowl = sl.quadratic([1.0, 2.0, 3.0])
    for optimizer in (sl.gradient_descent(0.3), sl.newton(1.0)):
        lab = SlicerLab(bowl, sl.train(bowl, [1.0, 2.0, 2.0], optimizer=optimizer, steps=60))
        np.testing.assert_allclose(np.linalg.norm(lab.result.cut.directions, axis=1), 3.0)
        assert "all weights together at the start, since they end near 0, 2 of 3" in lab.result.lines[0]
