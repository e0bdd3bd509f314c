"""Momentum in theory: rates, edges, floors and the best pair of settings.

Oracles: eigenvalues of the matrix of a step, published optimal settings, a Lyapunov equation.
"""

import numpy as np
import pytest

from sgdlab.labs.rate import best, edge, floor, rate

CURVED = np.array([1.0, 100.0])
PAIRS = [(0.03, 0.6), (0.0198, 0.0), (0.01, 0.9), (0.005, 0.99), (0.0331, 0.67), (0.041, 0.3)]
KINDS = pytest.mark.parametrize("nesterov", [False, True])


def step_matrix(alpha, b, curvature, nesterov):
    """What a step makes of (w, v), written from v <- b v + g, w <- w - α v or w - α (g + b v)."""
    if nesterov:
        return np.array([[1 - alpha * curvature * (1 + b), -alpha * b * b], [curvature, b]])
    return np.array([[1 - alpha * curvature, -alpha * b], [curvature, b]])


@KINDS
def test_the_rate_is_the_spectral_radius_of_a_step(nesterov):
    for alpha, b in PAIRS:
        radii = [np.abs(np.linalg.eigvals(step_matrix(alpha, b, each, nesterov))).max() for each in CURVED]
        assert float(rate(alpha, b, CURVED, nesterov)) == pytest.approx(max(radii), rel=1e-7)


@KINDS
def test_the_edge_is_where_the_rate_is_one(nesterov):
    """αλ = 2 + 2b for the heavy ball (Goh 2017), to 1e-3 and better."""
    for b in [0.0, 0.3, 0.75, 0.9]:
        at = float(edge(b, 100.0, nesterov))
        assert float(rate(at, b, CURVED, nesterov)) == 1
        assert float(rate(0.999 * at, b, CURVED, nesterov)) < 1 < float(rate(1.001 * at, b, CURVED, nesterov))
        if not nesterov:
            assert at * 100 == pytest.approx(2 + 2 * b)


def test_the_best_heavy_ball_is_polyaks():
    """Polyak 1964; Goh 2017: rate (sqrt k - 1)/(sqrt k + 1) = .818182 for k = 100."""
    assert float(rate(*best(1.0, 100.0), CURVED)) == pytest.approx(0.818182, abs=1e-6)


def test_the_best_nesterov_is_that_of_lessard_recht_packard():
    """Their proposition 1: 1 - 2/sqrt(3k + 1) on quadratics."""
    assert float(rate(*best(1.0, 100.0, True), CURVED, True)) == pytest.approx(1 - 2 / np.sqrt(301), abs=1e-7)


@KINDS
def test_the_floor_solves_the_lyapunov_equation(nesterov):
    """P = A P A' + q q' s^2: the stationary covariance of (w, v); the loss is 1/2 sum λ P_ww."""
    for alpha, b in [(0.01, 0.0), (0.01, 0.5), (0.012, 0.9)]:
        expected = 0.0
        for curvature in CURVED:
            A, q = step_matrix(alpha, b, curvature, nesterov), np.array([-alpha * (1 + b * nesterov), 1.0])
            P = np.linalg.solve(np.eye(4) - np.kron(A, A), 0.09 * np.outer(q, q).ravel()).reshape(2, 2)
            expected += 0.5 * curvature * P[0, 0]
        assert float(floor(alpha, b, CURVED, 0.3, nesterov)) == pytest.approx(expected, rel=1e-9)


def test_the_floor_of_the_heavy_ball_is_the_published_formula():
    """Mandt, Hoffman, Blei 2017, in discrete time: lr s^2 (1 + b) / (l (1 - b) (2 (1 + b) - lr l)) is the variance."""
    alpha, b, curvature, s = 0.02, 0.8, 30.0, 0.5
    variance = alpha * s**2 * (1 + b) / (curvature * (1 - b) * (2 * (1 + b) - alpha * curvature))
    assert float(floor(alpha, b, [curvature], s)) == pytest.approx(0.5 * curvature * variance)
    assert np.isinf(floor(0.05, 0.1, CURVED, 1.0))
