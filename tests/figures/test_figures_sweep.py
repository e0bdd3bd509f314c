"""The map of a sweep: cells, hatching, star and words against the sweep's numbers."""

import numpy as np
import pytest
from matplotlib.collections import PolyCollection, QuadMesh

import sgdlab as sl
from sgdlab.figures import sweep_map

BOWL = sl.quadratic([1.0, 9.0])
LINE = sl.linear_regression(np.arange(6.0)[:, None] / 6, np.arange(6.0))
RATES, MOMENTA = [0.05, 0.1, 0.2, 0.5], [0.0, 0.5, 0.9]
SWEEP = sl.train_many(BOWL, sl.gradient_descent, learning_rate=RATES, momentum=MOMENTA, steps=30)


def parts(figure, kind):
    return [part for part in figure.axes[0].collections if isinstance(part, kind)]


def test_cells_hold_the_logarithm_of_the_losses_that_were_kept():
    (mesh,) = parts(sweep_map(SWEEP), QuadMesh)
    shown = mesh.get_array().T
    np.testing.assert_array_equal(np.ma.getmaskarray(shown), SWEEP.diverged)
    np.testing.assert_allclose(10 ** shown[~SWEEP.diverged], SWEEP.losses[~SWEEP.diverged])


def test_diverged_cells_are_hatched_and_no_others():
    """Heavy ball on curvature 9 diverges above 2 (1 + momentum) / 9."""
    assert SWEEP.diverged.tolist() == [[rate > 2 * (1 + m) / 9 for m in MOMENTA] for rate in RATES]
    (hatched,) = parts(sweep_map(SWEEP), PolyCollection)
    assert hatched.get_hatch()
    corners = sorted(tuple(path.vertices.min(axis=0)) for path in hatched.get_paths())
    assert corners == [tuple(place) for place in np.argwhere(SWEEP.diverged)]


def test_the_star_is_at_the_best():
    star = next(line for line in sweep_map(SWEEP).axes[0].lines if line.get_marker() == "*")
    assert (star.get_xdata()[0] - 0.5, star.get_ydata()[0] - 0.5) == SWEEP.best


def test_ticks_name_the_values():
    axes = sweep_map(SWEEP).axes[0]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["0.05", "0.1", "0.2", "0.5"]
    assert axes.get_xlabel() == "learning rate"
    many = sl.train_many(BOWL, sl.gradient_descent, learning_rate=np.linspace(0, 0.1, 50), momentum=MOMENTA, steps=1)
    assert len(sweep_map(many).axes[0].get_xticks()) == 6


def test_the_words_tell_both_ends_and_the_lost():
    low, high = SWEEP.losses[SWEEP.best], SWEEP.losses[~SWEEP.diverged].max()
    words = str(sweep_map(SWEEP))
    assert words.startswith(
        "Last loss of 12 runs, over learning_rate 0.05 to 0.5 (4 values) and momentum 0, 0.5, 0.9: from "
        f"{low:.3g} at learning_rate = "
    )
    assert f" to {high:.3g} at " in words
    assert words.endswith(f"; {SWEEP.diverged.sum()} runs diverged (hatched).")


def test_of_seeds_the_median():
    sweep = sl.train_many(LINE, sl.sgd, learning_rate=[0.1, 0.3], batch_size=[1, 2], seed=range(5), steps=9)
    figure = sweep_map(sweep)
    (mesh,) = parts(figure, QuadMesh)
    np.testing.assert_allclose(10 ** mesh.get_array().T, np.median(sweep.losses, axis=-1))
    assert "the median of 5 seeds" in str(figure)


def test_losses_below_zero_are_colored_as_they_are():
    sweep = sl.train_many(sl.saddle(), sl.gradient_descent, learning_rate=[0.1, 0.2], momentum=[0.0, 0.9], steps=200)
    (mesh,) = parts(sweep_map(sweep), QuadMesh)
    np.testing.assert_array_equal(mesh.get_array().T, sweep.losses)


def test_all_diverged_is_told_and_drawn(tmp_path):
    sweep = sl.train_many(BOWL, sl.gradient_descent, learning_rate=[1e3, 1e4], momentum=[0.0, 0.1])
    figure = sweep_map(sweep)
    assert str(figure).endswith(": all diverged.")
    figure.save(tmp_path / "map.png")
    assert (tmp_path / "map.png").stat().st_size > 1000


def test_runs_without_a_result_are_blank_and_told():
    def make(a, b):
        def step(gradient, params):
            if (a, b) == (1, 2):
                raise KeyboardInterrupt
            return np.inf * gradient if (a, b) == (1, 1) else -a * b * gradient

        return step

    sweep = sl.train_many(BOWL, make, a=[0.01, 1], b=[1, 2, 3], steps=2, n_jobs=1)
    figure = sweep_map(sweep)
    (mesh,) = parts(figure, QuadMesh)
    assert mesh.get_array().mask.T.tolist() == [[False, False, False], [True, False, True]]  # cut short, it has a loss
    assert str(figure).endswith("; 1 run diverged (hatched); 1 without a result (blank).")


def test_one_axis_is_no_map():
    with pytest.raises(ValueError, match="a map has two axes, and a seed besides; this sweep has learning_rate"):
        sweep_map(sl.train_many(BOWL, sl.gradient_descent, learning_rate=RATES, steps=2))
