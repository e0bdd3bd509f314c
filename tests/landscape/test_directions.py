"""Directions and planes: lengths by column, eigenvectors of the covariance, distances by least squares."""

import numpy as np
import pytest

import sgdlab as sl

RNG = np.random.default_rng(2)
X = RNG.normal(size=(20, 3))
CLASSES = np.arange(20) % 3
NETWORK = sl.mlp(X, CLASSES, hidden=(4, 5), activation="relu", loss="cross_entropy", init="he")
AT = NETWORK.start + 0.1 * RNG.normal(size=NETWORK.size)
TWO = sl.random_directions(NETWORK, 2, seed=1)


def test_projection_on_directions_that_are_not_orthogonal_is_least_squares():
    points = RNG.normal(size=(6, NETWORK.size))
    coordinates, distance = sl.project(points, AT, TWO)
    expected = np.linalg.lstsq(TWO.T, (points - AT).T, rcond=None)[0].T
    np.testing.assert_allclose(coordinates, expected, rtol=1e-9)
    np.testing.assert_allclose(distance, np.linalg.norm(points - AT - expected @ TWO, axis=1), rtol=1e-12)


@pytest.mark.parametrize("lengths", [(1.0, 1e-17), (1e200, 1e-200)])
def test_a_short_direction_beside_a_long_one_is_not_lost(lengths):
    """In (1, 0, 0) and (1, 1, 0), the point (2, 1, 2) has the coordinates 1 and 1, and is 2 from the plane."""
    rows = np.array([[1.0, 0.0, 0.0], [1.0, 1.0, 0.0]]) * np.array(lengths)[:, None]
    coordinates, distance = sl.project([2.0, 1.0, 2.0], np.zeros(3), rows)
    np.testing.assert_allclose(coordinates * lengths, [1.0, 1.0], rtol=1e-12)
    assert distance == pytest.approx(2.0, rel=1e-12)


@pytest.mark.parametrize("unit", [1e-200, 1e160])
def test_neither_the_shares_of_the_variance_nor_distances_depend_on_the_unit(unit):
    """Along (3, 4), the path moves by -1, 0 and 1; across it, by 1/2, -1 and 1/2: the variances are 2 and 1.5."""
    path = np.outer([-1, 0, 1], [0.6, 0.8]) + np.outer([0.5, -1, 0.5], [0.8, -0.6])
    found = sl.pca_directions(path * unit)
    np.testing.assert_allclose(found.explained, [4 / 7, 3 / 7], rtol=1e-12)
    np.testing.assert_allclose(np.abs(found.directions), [[0.6, 0.8], [0.8, 0.6]], rtol=1e-12)
    coordinates, distance = sl.project(unit * np.array([1.0, 3.0, -4.0]), np.zeros(3), [[1.0, 0.0, 0.0]])
    np.testing.assert_allclose([*coordinates, distance], [unit, 5 * unit], rtol=1e-12)


def test_random_directions_are_normal_numbers_and_nearly_orthogonal():
    found = sl.random_directions(20_000, 3, seed=8)
    assert found.mean() == pytest.approx(0, abs=0.02)
    assert found.std() == pytest.approx(1, abs=0.02)
    cosines = np.corrcoef(found)[np.triu_indices(3, 1)]
    assert np.abs(cosines).max() < 0.03
    np.testing.assert_array_equal(found, sl.random_directions(20_000, 3, seed=8))


@pytest.mark.parametrize("biases", ["fixed", "scaled"])
def test_every_column_gets_the_length_of_its_weights(biases):
    found = sl.filter_normalized(NETWORK, AT, TWO, biases=biases)
    for row, raw in zip(found, TWO, strict=True):
        pieces, weights, directions = (NETWORK.pieces(flat) for flat in (row, AT, raw))
        for name in ("W1", "W2", "W3"):
            np.testing.assert_allclose(
                np.linalg.norm(pieces[name], axis=0), np.linalg.norm(weights[name], axis=0), rtol=1e-12
            )
            ratio = pieces[name] / directions[name]
            np.testing.assert_allclose(ratio, np.broadcast_to(ratio[:1], ratio.shape), rtol=1e-12)
        for name in ("b1", "b2", "b3"):
            length = np.linalg.norm(weights[name]) if biases == "scaled" else 0
            assert np.linalg.norm(pieces[name]) == pytest.approx(length)


def test_regressions_have_filters_too_and_zero_stays_zero():
    line = sl.linear_regression(X, CLASSES.astype(float))
    found = sl.filter_normalized(line, [3.0, 0.0, 4.0, -2.0], [[1.0, 1.0, 0.0, 5.0], [0.0, 0.0, 0.0, 1.0]], "scaled")
    np.testing.assert_allclose(found, [[5 / 2**0.5, 5 / 2**0.5, 0, 2], [0, 0, 0, 2]])
    softmax = sl.softmax_regression(X, CLASSES)
    assert not sl.filter_normalized(softmax, np.zeros(12), np.ones((1, 12))).any()


@pytest.mark.parametrize(
    "shapes",
    [{"bottom": (3, 2), "b": (2,)}, {"w": (3, 2), "v": (2,), "b": ()}, {"w": (3, 1), "c": (), "b": ()}],
    ids=str,
)
def test_weights_with_the_name_or_the_shape_of_a_bias_move(shapes):
    size = sum(int(np.prod(shape)) for shape in shapes.values())
    model = sl.Model(lambda w, batch: np.sum(w**2), start=np.ones(size), shapes=shapes)
    pieces = model.pieces(sl.filter_normalized(model, 2 * np.ones(size), np.ones((1, size)))[0])
    for name, shape in shapes.items():
        np.testing.assert_allclose(pieces[name], np.full(shape, 0.0 if name == "b" else 2.0))


def test_principal_directions_are_the_eigenvectors_of_the_covariance():
    path = RNG.normal(size=(50, 4)) * [5.0, 2.0, 1.0, 0.5]
    found = sl.pca_directions(path, 3)
    values, vectors = np.linalg.eigh(np.cov(path.T))
    np.testing.assert_allclose(found.explained, values[:0:-1] / values.sum(), rtol=1e-10)
    np.testing.assert_allclose(np.abs(found.directions @ vectors[:, ::-1]), np.eye(4)[:3], atol=1e-10)
    np.testing.assert_allclose(found.center, path.mean(axis=0))
    assert repr(found).startswith(f"3 principal directions, with {100 * found.explained[0]:.1f} %, ")
    assert sl.pca_directions([[0, 0], [1, 0], [2, 0]]).explained.tolist() == [1, 0]
    for one in (path, path[::-1]):
        assert np.all(sl.pca_directions(one, 3).directions @ (one[-1] - one[0]) >= 0)


def test_a_random_walk_looks_like_a_path_with_a_plan():
    """Antognini, Sohl-Dickstein 2018: 6/pi^2 = .6079 and 1.5/pi^2 = .1520 of the variance; T = 200, d = 5000."""
    walk = np.cumsum(np.random.default_rng(0).normal(size=(200, 5000)), axis=0)
    found = sl.pca_directions(walk)
    assert found.explained == pytest.approx([6 / np.pi**2, 1.5 / np.pi**2], abs=0.01)
    assert found.explained == pytest.approx([0.6056, 0.1516], abs=0.01)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: sl.random_directions(0), "size is a whole number .*; got 0"),
        (lambda: sl.random_directions(sl.Problem(lambda w, b: 0.0)), "a problem with a start"),
        (lambda: sl.filter_normalized(sl.quadratic([1, 2]), [0, 0], [[1, 1]]), "a sgdlab.Model with named weights"),
        (lambda: sl.filter_normalized(NETWORK, AT, TWO, "free"), "biases is one of 'fixed', 'scaled'; got 'free'"),
        (lambda: sl.filter_normalized(NETWORK, AT[:3], TWO[:, :3]), r"center has shape \(3,\), but .* 59 parameters"),
        (lambda: sl.pca_directions(np.full((7, 3), 0.1)), "never moves"),  # the mean of seven times 0.1 is rounded
        (lambda: sl.pca_directions([[1.0, 2.0]]), r"at least two points, as in run.params; got shape \(1, 2\)"),
        (lambda: sl.pca_directions(np.ones(5)), r"path is an array of shape \(T, P\)"),
        (lambda: sl.pca_directions(np.arange(15.0).reshape(5, 3) ** 2, 4), "count is a whole number from 1 to 3"),
        (lambda: sl.project(AT, AT, [TWO[0], 2 * TWO[0]]), "directions are linearly dependent"),
    ],
)
def test_wrong_use_is_a_clear_error(make, words):
    with pytest.raises(ValueError, match=words):
        make()
