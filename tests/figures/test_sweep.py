"""The map of a sweep: cells, hatching, star and words against the sweep's numbers."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.figures import sweep_map

BOWL = sl.quadratic([1.0, 9.0])
LINE = sl.linear_regression(np.arange(6.0)[:, None] / 6, np.arange(6.0))
RATES, MOMENTA = [0.05, 0.1, 0.2, 0.5], [0.0, 0.5, 0.9]
SWEEP = sl.train_many(BOWL, sl.gradient_descent, learning_rate=RATES, momentum=MOMENTA, steps=30)


def table(figure, what):
    """Return a field of all cells as an array over both axes of the sweep: the second one goes up."""
    (panel,) = figure.scene.panels
    return np.array([[getattr(cell, what) for cell in row] for row in panel.cells[::-1]], dtype=object).T


def shades(losses):
    """The oracle: the logarithm of the losses, from 0 to 1 at the 95th percentile, which is one of them."""
    low, top = np.min(losses), np.quantile(losses, 0.95, method="higher")
    return np.minimum(np.log(losses / low) / np.log(top / low), 1)


def test_cells_hold_the_logarithm_of_the_losses_that_were_kept_and_the_star_is_at_the_best():
    shown, kept = table(sweep_map(SWEEP), "value"), ~SWEEP.diverged
    assert (shown[SWEEP.diverged] == None).all()  # noqa: E711 - for each of them
    np.testing.assert_allclose(shown[kept].astype(float), shades(SWEEP.losses[kept]), atol=1e-12)
    stars = np.array([["★" in text for text in row] for row in table(sweep_map(SWEEP), "text")])
    assert np.argwhere(stars).tolist() == [list(SWEEP.best)]


def test_cells_say_their_losses_and_the_scale_both_ends():
    (panel,) = sweep_map(SWEEP).scene.panels
    assert table(sweep_map(SWEEP), "text")[0, 0] == f"{SWEEP.losses[0, 0]:.3g}"
    low, high = (float(text.split()[0]) for text in panel.scale)
    assert low == pytest.approx(SWEEP.losses[SWEEP.best], rel=6e-3)
    assert high == pytest.approx(np.quantile(SWEEP.losses[~SWEEP.diverged], 0.95, method="higher"), rel=6e-3)
    assert table(sweep_map(SWEEP), "title")[1, 2] == f"learning_rate 0.1, momentum 0.9: loss {SWEEP.losses[1, 2]:.3g}"


def test_a_loss_that_is_tiny_is_not_written_as_0():
    """On curvature 1, the rate 0.9 leaves 1e-20 of the loss after 10 steps, and the rate 1 leaves exactly 0."""
    tiny = {"learning_rate": [0.9, 1.0], "momentum": [0.0], "steps": 10}
    figure = sweep_map(sl.train_many(sl.quadratic([1.0]), sl.gradient_descent, **tiny))
    assert table(figure, "text").ravel().tolist() == ["< 1e-12", "★ 0"]
    assert table(figure, "title")[0, 0].endswith(": loss less than 1e-12")
    described = repr(sl.loss_surface(BOWL, sl.train(BOWL, optimizer=sl.gradient_descent(0.1), steps=300)))
    assert "in 300 steps (loss less than 1e-12)" in described
    assert "(loss 0)" in described  # at the minimum it is 0


def test_diverged_cells_are_hatched_and_no_others():
    """Heavy ball on curvature 9 diverges above 2 (1 + momentum) / 9."""
    assert SWEEP.diverged.tolist() == [[rate > 2 * (1 + m) / 9 for m in MOMENTA] for rate in RATES]
    figure = sweep_map(SWEEP)
    np.testing.assert_array_equal(table(figure, "tone") == "bad", SWEEP.diverged)
    (hatched,) = (part for part in figure.axes[0].collections if part.get_hatch())
    middles = {tuple(path.vertices[:4].mean(axis=0).round().astype(int)) for path in hatched.get_paths()}
    assert middles == {(i, len(MOMENTA) - 1 - j) for i, j in np.argwhere(SWEEP.diverged)}


def test_ticks_name_the_values():
    axes = sweep_map(SWEEP).axes[0]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["0.05", "0.1", "0.2", "0.5"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["0.9", "0.5", "0"]
    assert axes.get_title(loc="left") == "Last loss: learning rate across, momentum up"
    many = sl.train_many(BOWL, sl.gradient_descent, learning_rate=np.linspace(0, 0.1, 50), momentum=MOMENTA, steps=1)
    axes = sweep_map(many).axes[0]
    assert len(axes.get_xticks()) == 6
    assert len(set(np.diff(axes.get_xticks()))) == 1
    assert [text.get_text() for text in axes.texts] == ["★"]  # no room for numbers


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
    np.testing.assert_allclose(table(figure, "value").astype(float), shades(np.median(sweep.losses, axis=-1)))
    assert "the median of 5 seeds" in str(figure)


def test_losses_below_zero_are_colored_as_they_are():
    sweep = sl.train_many(sl.saddle(), sl.gradient_descent, learning_rate=[0.1, 0.2], momentum=[0.0, 0.9], steps=200)
    assert sweep.losses.min() < 0
    low, top = sweep.losses.min(), np.quantile(sweep.losses, 0.95, method="higher")
    shown = table(sweep_map(sweep), "value").astype(float)
    np.testing.assert_allclose(shown, (sweep.losses - low) / (top - low))


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
    missing = table(figure, "value") == None  # noqa: E711 - for each cell
    assert missing.tolist() == [[False, False, False], [True, False, True]]  # cut short, it has a loss
    assert table(figure, "tone")[1].tolist() == ["bad", "", ""]
    assert str(figure).endswith("; 1 run diverged (hatched); 1 without a result (blank).")


def test_one_axis_is_no_map():
    with pytest.raises(ValueError, match="a map has two axes, and a seed besides; this sweep has learning_rate"):
        sweep_map(sl.train_many(BOWL, sl.gradient_descent, learning_rate=RATES, steps=2))
