"""Slices: heights against single losses, limits that hold a path, what a change of scale does to them."""

import numpy as np
import pytest

import sgdlab as sl

RNG = np.random.default_rng(2)
X = RNG.normal(size=(20, 3))
CLASSES = np.arange(20) % 3
NETWORK = sl.mlp(X, CLASSES, hidden=(4, 5), activation="relu", loss="cross_entropy", init="he")
AT = NETWORK.start + 0.1 * RNG.normal(size=NETWORK.size)
TWO = sl.random_directions(NETWORK, 2, seed=1)
RUN = sl.train(NETWORK, optimizer=sl.gradient_descent(0.2), steps=40)


def test_heights_are_the_losses_at_their_points():
    found = sl.slices(NETWORK, AT, TWO, x=(-1, 2), y=(0, 0.5), points=5)
    a, b = found.coordinates
    assert (a[0], a[-1], b[0], b[-1]) == (-1, 2, 0, 0.5)
    for j in range(5):
        for i in range(5):
            assert found.losses[j, i] == pytest.approx(NETWORK(AT + a[i] * TWO[0] + b[j] * TWO[1]), rel=1e-12)
    assert found.at_center == NETWORK(AT)
    assert found.surface.z is found.losses
    line = sl.slices(NETWORK, AT, TWO[:1], x=(-1, 2), points=7)
    np.testing.assert_allclose(line.losses, [NETWORK(AT + s * TWO[0]) for s in np.linspace(-1, 2, 7)], rtol=1e-12)


def test_a_path_sets_the_limits_and_lies_in_its_own_plane_as_far_as_it_does():
    principal = sl.pca_directions(RUN.params)
    found = sl.slices(NETWORK, RUN.final, principal, path=RUN.params, points=5)
    coordinates, distance = found.project(RUN.params)
    for k in range(2):
        ends = found.coordinates[k]
        assert ends[0] < coordinates[:, k].min() < coordinates[:, k].max() < ends[-1]
    assert np.ptp(found.coordinates[1]) > 0.19 * np.ptp(found.coordinates[0])
    off = RUN.params - RUN.final
    exact = off - (off @ principal.directions.T) @ principal.directions
    np.testing.assert_allclose(distance, np.linalg.norm(exact, axis=1), atol=1e-12)
    assert distance[-1] == pytest.approx(0, abs=1e-12)
    assert distance.max() > 1e-3


def test_around_a_path_there_is_12_percent_of_its_width_on_every_side():
    x, y = sl.slices(sl.quadratic([1, 4]), [0, 0], np.eye(2), path=[[-1, 0], [0, 0]], points=3).coordinates
    assert [*x[[0, -1]], *y[[0, -1]]] == pytest.approx([-1.12, 0.12, -0.12, 0.12])
    still = sl.slices(sl.quadratic([1, 4]), [0, 0], np.eye(2), path=np.zeros((1, 2, 2)), points=3).coordinates
    np.testing.assert_allclose(still, [[-0.24, 0, 0.24]] * 2)


def test_a_filter_normalized_slice_ignores_a_change_of_scale_and_a_raw_one_does_not():
    """Li et al. 2018, "Visualizing the loss landscape of neural nets": one ReLU layer times 10, the next by 1/10."""
    scaled = AT.copy()
    pieces = NETWORK.pieces(scaled)
    for name, factor in (("W1", 10), ("b1", 10), ("W2", 0.1)):
        pieces[name] *= factor
    assert NETWORK(scaled) == pytest.approx(NETWORK(AT), rel=1e-12)
    cuts = [sl.slices(NETWORK, at, sl.filter_normalized(NETWORK, at, TWO), points=9).losses for at in (AT, scaled)]
    assert np.abs(cuts[0] - cuts[1]).max() < 1e-10
    raw = [sl.slices(NETWORK, at, TWO, points=9).losses for at in (AT, scaled)]
    assert np.abs(raw[0] - raw[1]).max() > 0.1


def test_a_description():
    bowl = sl.slices(sl.quadratic([1.0, 4.0]), [0.0, 0.0], np.eye(2), points=3)
    assert repr(bowl) == (
        "the loss of a quadratic with curvatures 1, 4 along 2 of 2 directions, from -1 to 1 and -1 to 1, at 3 x 3 "
        "points: 0 to 2.5, 0 at the center"
    )


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: sl.slices(NETWORK, AT, [TWO[0], 2 * TWO[0]]), "linearly dependent"),
        (lambda: sl.slices(NETWORK, AT[:3], TWO), r"directions is an array of shape \(K, 3\); got shape \(2, 59\)"),
        (lambda: sl.slices(NETWORK, AT, RNG.normal(size=(3, 59))), "3 rows; a slice needs one or two directions"),
        (lambda: sl.slices(NETWORK, AT, TWO[:1], y=(0, 1)), "y has the limits along a second direction, .* one row"),
        (lambda: sl.slices(NETWORK, AT, TWO, x=(1, 0)), r"x is \(low, high\)"),
        (lambda: sl.slices(NETWORK, AT, TWO, path=[AT, np.inf * AT]), "path has NaN or infinite entries"),
        (lambda: sl.slices(NETWORK, AT, TWO, points=2), "points is a whole number from 3 to .*; got 2"),
        (lambda: sl.slices(lambda w: np.nan, [0.0], [[1.0]]), "nowhere finite"),
        (lambda: sl.slices(NETWORK, AT, TWO[:1], points=3).surface, "along two directions for a surface"),
    ],
)
def test_wrong_use_is_a_clear_error(make, words):
    with pytest.raises(ValueError, match=words):
        make()
