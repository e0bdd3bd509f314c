"""Surfaces: heights against single losses, frames that hold what matters, levels, clear errors."""

import numpy as np
import pytest

from sgdlab.landscape import surface
from sgdlab.landscape.surface import MARGIN
from sgdlab.problems import Problem, linear_regression, quadratic
from sgdlab.training import train
from sgdlab.training.losses import PIECE

X = np.linspace(0.0, 3.0, 25)[:, None]
LINE = linear_regression(X, 1.5 * X[:, 0] + 2 + np.sin(7 * X[:, 0]))


def rosenbrock(w):
    return (1 - w[0]) ** 2 + 100 * (w[1] - w[0] ** 2) ** 2


def test_heights_are_the_losses_at_their_points():
    found = surface(LINE, points=7)
    for j in range(7):
        for i in range(7):
            assert found.z[j, i] == pytest.approx(LINE([found.x[i], found.y[j]]), rel=1e-12)


def test_a_loss_of_one_point_at_a_time_gives_the_same_surface():
    calls = []

    def loss(params, batch):
        calls.append(params.shape)
        return LINE.loss(params, batch)

    looped = Problem(loss, LINE.data, start=[0.0, 0.0])
    one = surface(looped, x=(-1, 2), y=(0, 4), points=9)
    assert set(calls) == {(2,)}
    np.testing.assert_allclose(one.z, surface(LINE, x=(-1, 2), y=(0, 4), points=9).z, rtol=1e-12)


@pytest.mark.parametrize("examples", [5, PIECE])
def test_a_loss_that_takes_long_is_called_for_some_points_of_the_grid_at_a_time(examples):
    """Beyond the processor's cache a result takes longer, and of many examples a whole row takes a lot of memory."""
    calls = []

    def loss(params, batch):
        calls.append(params.shape)
        return LINE.loss(params, batch)

    points = 1 + int((PIECE / examples) ** 0.5) if examples < 9 else 9  # each of two parameters
    data = np.linspace([0.0, 1.0], [1.0, 1.0], examples), np.linspace(1.0, 5.0, examples)
    many = Problem(loss, data, start=[0.0, 0.0], vectorized=True)
    found = surface(many, x=(-1, 2), y=(0, 4), points=points)
    assert len(calls) > 1
    assert max(np.prod(shape[:-1]) for shape in calls) <= max(1, PIECE // (2 * examples))
    whole = many(np.stack(np.meshgrid(found.x, found.y), axis=-1))
    np.testing.assert_allclose(found.z, whole, rtol=1e-12)


def test_a_plain_function_has_a_surface_too():
    found = surface(rosenbrock, center=[0.0, 1.0], span=(4, 2), points=5)
    assert found.limits == ((-2.0, 2.0), (0.0, 2.0))
    assert found.z[0, 0] == rosenbrock([-2.0, 0.0])
    assert found.minimum is None
    assert found.lowest == found.z.min()


def test_an_axis_without_limits_has_those_of_the_default():
    usual, wide, high = surface(LINE), surface(LINE, x=(-9, 9)), surface(LINE, y=(-9, 9))
    assert (wide.limits, high.limits) == (((-9, 9), usual.limits[1]), (usual.limits[0], (-9, 9)))
    assert (9, 9) not in wide
    assert (9, 9) not in high


def test_paths_widen_the_frame():
    far = np.array([[0.0, 0.0], [1.5, -1.0], [1.0, 1.0]])
    bowl = quadratic([1.0, 1.0])
    assert np.array([1.5, -1.5]) not in surface(bowl)
    assert np.array([1.3, 1.3]) in surface(bowl, paths=[[[1.3, 1.3], [0.0, 0.0]]])
    held = surface(rosenbrock, center=[0.0, 0.0], paths=[far * 0.1])
    assert all(point in held for point in far * 0.1)


def test_a_path_that_runs_away_does_not_widen_the_frame():
    lost = train(LINE, optimizer=lambda gradient, params: -0.9 * gradient, steps=500)
    assert lost.diverged_at is not None
    found, calm = surface(LINE, paths=[lost.params]), surface(LINE)
    assert lost.final not in found
    width, usual = (np.ptp(s.x) + np.ptp(s.y) for s in (found, calm))
    assert usual <= width < 2 * usual


def test_a_frame_is_never_a_slit():
    flat = Problem(lambda w, batch: w[0] ** 2, start=[1.0, 0.0], solve=lambda: np.zeros(2))
    (left, right), (bottom, top) = surface(flat, points=5).limits
    assert top - bottom >= 0.19 * (right - left)


def framed(low, high):
    """By hand: the limits around what has to fit."""
    low, high = np.array(low, dtype=float), np.array(high, dtype=float)
    return np.column_stack([low - MARGIN * (high - low), high + MARGIN * (high - low)])


@pytest.mark.parametrize(("steep", "back"), [(9.0, 0.0), (1.6, -0.25)])
def test_the_frame_is_where_stable_descent_can_go(steep, back):
    """From (1, 1) at rates below 2/steep: the steep coordinate swings to -1, the flat one back to 1 - 2/steep."""
    found = surface(quadratic([1.0, steep]), points=3)
    np.testing.assert_allclose(found.limits, framed([back, -1], [1, 1]), rtol=1e-12)


@pytest.mark.parametrize(("at", "half"), [([0.5, -0.25], 1.0), ([5.0, -2.0], 5.0)])
def test_a_single_point_is_in_the_middle_of_a_frame_that_reaches_the_origin(at, half):
    still = Problem(lambda w, batch: np.sum((w - np.array(at)) ** 2), start=at)
    at = np.array(at)
    np.testing.assert_allclose(surface(still, points=3).limits, framed(at - half, at + half), rtol=1e-12)


def test_of_a_path_what_is_half_again_as_high_as_its_fall_still_fits():
    """Its loss starts at 4 and falls to 0: heights up to 6 have to fit, so 2.4 does and 2.5 does not."""
    path = np.array([[2.0, 0.0], [0.0, 0.0], [2.4, 0.0], [-2.5, 0.0], [0.0, 1.0]])
    found = surface(lambda w: np.sum(w**2), center=[0.0, 0.0], paths=[path], points=3)
    np.testing.assert_allclose(found.limits[0], framed([-2.4, 0], [2.4, 0])[0], rtol=1e-12)


def test_a_curvature_that_is_not_given_is_measured():
    """Also where the loss bends more to one side: central differences do not see z^3."""
    bowl, minimum = quadratic([1.0, 1.6], rotation=0.4), np.array([2.0, -0.5])

    def loss(w, batch):
        z = w - minimum
        return bowl.loss(z, batch) + 10 * np.sum(z**3, axis=-1) + 3

    parts = {"start": np.add(minimum, 1.0), "vectorized": True, "solve": lambda: minimum}
    known = surface(Problem(loss, hessian=bowl.hessian, **parts), points=3)
    np.testing.assert_allclose(surface(Problem(loss, **parts), points=3).limits, known.limits, rtol=1e-5)


@pytest.mark.parametrize("high", [1e15, -1e15])
def test_levels_on_top_of_a_huge_constant_rise(high):
    found = surface(lambda w: high + w @ w, center=[0.0, 0.0], x=(-2, 2), y=(-2, 2))
    levels = found.levels()
    assert len(levels) >= 2
    assert np.all(np.diff(levels) > 0)


def test_levels_rise_between_the_lowest_and_the_highest_loss():
    found = surface(LINE)
    levels = found.levels(9)
    assert len(levels) == 9
    assert found.lowest < levels[0]
    assert levels[-1] < found.z.max()
    np.testing.assert_allclose(np.diff(np.log(levels - found.lowest)), np.log(1000) / 9, rtol=1e-6)


def test_a_loss_that_is_somewhere_infinite_still_has_levels():
    def wall(w):
        return 1 / w[0] ** 2 + w[1] ** 2

    found = surface(wall, center=[1.0, 0.0], x=(0, 2), y=(-1, 1), points=5)
    assert np.isinf(found.z).any()
    assert np.all(np.isfinite(found.levels()))


def test_repr_says_what_it_is():
    assert repr(surface(quadratic([1, 4]), x=(-1, 1), y=(0, 2), points=5)) == (
        "the loss of a quadratic with curvatures 1, 4 for w1 from -1 to 1 and w2 from 0 to 2, on a grid of 5 x 5"
    )


WIDE = linear_regression(np.column_stack([X, X**2]), X[:, 0])


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: surface(WIDE), ValueError, r"has 3 \(w1, w2, b\).*one feature"),
        (lambda: surface(LINE, (1, 2, 3)), ValueError, r"^center is an array of shape \(2,\); got shape \(3,\)"),
        (lambda: surface(LINE, paths=X), TypeError, r"^paths is a list .* such as \[run.params\]; got"),
        (lambda: surface(quadratic([1.0])), ValueError, "over two parameters; .* has 1"),
        (lambda: surface(rosenbrock), ValueError, "no start: give center"),
        (lambda: surface("LINE"), TypeError, "a function loss"),
        (lambda: surface(LINE, x=(2, 1)), ValueError, r"x is \(low, high\).*\(2, 1\)"),
        (
            lambda: surface(LINE, [1e20, 0], span=1),
            ValueError,
            r"x would go from 1e\+20 to 1e\+20: give x=\(low, high\)",
        ),
        (lambda: surface(LINE, points=2), ValueError, "points is a whole number from 3 to .*; got 2"),
        (lambda: surface(LINE, span=-1), ValueError, "span is a finite number above 0, or .width, height.; got -1"),
        (lambda: surface(LINE, points=5).levels(1), ValueError, "at least 2, the number of contours; got 1"),
        (lambda: surface(lambda w: np.nan, x=(0, 1), y=(0, 1), center=[0, 0]), ValueError, "nowhere finite"),
    ],
)
def test_wrong_use_is_a_clear_error(make, error, words):
    with pytest.raises(error, match=words):
        make()
