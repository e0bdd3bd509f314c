"""What notebooks 07 to 12 say in general, on a grid that reaches the ends of the range that they name.

One test for each sentence, against a formula or a recursion that is written here and not the library's.  Where a
sentence stops holding, the test shows that, too.
"""

from itertools import combinations

import numpy as np
import pytest

import sgdlab as sl

MOMENTA = (0.0, 0.01, 0.3, 0.5, 0.9, 0.99)


def excess(curvatures, learning_rate, momentum, noise, steps):
    """The expected excess loss of the heavy ball from (1, 1, …), at every step: means and covariances, no chance."""
    lam = np.asarray(curvatures, dtype=float)
    step = np.array([[[1 - learning_rate * c, -learning_rate * momentum], [c, momentum]] for c in lam])
    pushed = np.outer([-learning_rate, 1], [-learning_rate, 1]) * (noise * lam)[:, None, None]
    mean, spread, found = np.stack([np.ones(len(lam)), np.zeros(len(lam))], axis=1), np.zeros((len(lam), 2, 2)), []
    for _ in range(steps):
        found.append(0.5 * np.sum(lam * (mean[:, 0] ** 2 + spread[:, 0, 0])))
        mean = np.einsum("nij,nj->ni", step, mean)
        spread = step @ spread @ step.transpose(0, 2, 1) + pushed
    return np.array(found)


def floor(edge, momentum):
    """Var(w) λ²/s² of notebook 09, for αλ = edge."""
    return edge * (1 + momentum) / ((1 - momentum) * (2 * (1 + momentum) - edge))


def heavy_rate(edge, momentum):
    """The larger size of the roots of z² − (1 + b − αλ) z + b."""
    return np.abs(np.roots([1, -(1 + momentum - edge), momentum])).max()


@pytest.mark.parametrize("size", range(1, 9))
def test_07_every_batch_size_is_unbiased_and_has_the_predicted_variance(size):
    rows = np.random.default_rng(size).normal(size=(8, 3))
    every = np.array([rows[list(chosen)].mean(axis=0) for chosen in combinations(range(8), size)])
    np.testing.assert_allclose(every.mean(axis=0), rows.mean(axis=0), atol=1e-14)
    one = np.mean(np.sum((rows - rows.mean(axis=0)) ** 2, axis=1))
    variance = np.mean(np.sum((every - rows.mean(axis=0)) ** 2, axis=1))
    assert variance == pytest.approx(one / size * (8 - size) / 7, abs=1e-14)


@pytest.mark.parametrize("size", [1, 2, 8, 30])
def test_07_four_times_the_batch_halves_the_spread_or_more(size):
    ratio = 0.5 * np.sqrt((123 - 4 * size) / (123 - size))
    assert ratio < 0.5
    assert (ratio > 0.44) == (size <= 8)  # "a little less than half", for the 8 and 32 of the notebook


@pytest.mark.parametrize("momentum", MOMENTA[1:])
def test_09_between_the_two_ends_the_rate_is_the_root_and_outside_it_is_larger(momentum):
    low, high, root = (1 - np.sqrt(momentum)) ** 2, (1 + np.sqrt(momentum)) ** 2, np.sqrt(momentum)
    assert heavy_rate(low * 1.0001, momentum) == pytest.approx(root, abs=1e-9)
    assert heavy_rate(high * 0.9999, momentum) == pytest.approx(root, abs=1e-9)
    assert heavy_rate(low * 0.999, momentum) > root
    assert heavy_rate(high * 1.001, momentum) > root


@pytest.mark.parametrize("momentum", MOMENTA)
def test_09_the_edge(momentum):
    assert heavy_rate((2 + 2 * momentum) * 0.9999, momentum) < 1 < heavy_rate((2 + 2 * momentum) * 1.0001, momentum)


@pytest.mark.parametrize("momentum", [0.04, 0.5, 0.9])
def test_09_from_rest_it_creeps_swings_or_changes_sides_at_every_step(momentum):
    low, high = (1 - np.sqrt(momentum)) ** 2, (1 + np.sqrt(momentum)) ** 2
    signs = {}
    for share, edge in {"below": 0.99 * low, "between": (low + high) / 2, "above": high * 1.001}.items():
        w, v, path = 1.0, 0.0, []
        for _ in range(60):
            v = momentum * v + edge * w
            w -= v
            path.append(w)
        signs[share] = np.sign(path)
    assert np.all(signs["below"] > 0)
    assert np.any(np.diff(signs["between"]) != 0)
    assert np.all(np.diff(signs["above"]) != 0)


@pytest.mark.parametrize("condition", [1.01, 2, 100, 1e6])
def test_09_the_heavy_ball_at_its_best_beats_nesterov_at_its_best(condition):
    heavy = (np.sqrt(condition) - 1) / (np.sqrt(condition) + 1)
    assert heavy < 1 - 2 / np.sqrt(3 * condition + 1) < (condition - 1) / (condition + 1)


def test_09_up_to_one_the_floor_only_rises_and_above_it_falls_at_first():
    b = np.linspace(0, 0.99, 200)
    for edge in (1e-3, 0.5, 1.0):
        assert np.all(np.diff(floor(edge, b)) > 0)
    for edge in (1.02, 1.5, 1.99):
        assert np.diff(floor(edge, b))[0] < 0 < np.diff(floor(edge, b))[-1]


@pytest.mark.parametrize(("condition", "edge"), [(44, 0.1), (44, 0.2), (150, 0.2)])
def test_09_at_an_equal_floor_momentum_saves_no_time_while_stability_is_far(condition, edge):
    curvatures, rate = (1, condition), edge / condition
    runs = [excess(curvatures, rate * (1 - b), b, 1e-4, 9 * int(1 / rate)) for b in (0.0, 0.5, 0.9)]
    arrived = [int(np.argmax(run < 2 * runs[0][-1])) for run in runs]
    assert runs[2][-1] == pytest.approx(runs[0][-1], rel=0.1)
    assert arrived[1:] == pytest.approx([arrived[0]] * 2, rel=0.06)


def test_09_where_stability_limits_the_rate_momentum_saves_time():
    plain = excess((1, 100), 2 / 101, 0.0, 0.0, 800)
    heavy = excess((1, 100), 4 / 121, 81 / 121, 0.0, 800)
    assert np.argmax(heavy < 1e-6) < np.argmax(plain < 1e-6) / 4


def steps_of(optimizer, slopes):
    """The steps for a row of slopes of one parameter."""
    w, found = np.zeros(1), []
    state = optimizer.init(w)
    for slope in slopes:
        step, state = optimizer.update(np.array([float(slope)]), state, w)
        found.append(-float(step[0]))
    return np.array(found)


def test_10_a_step_of_adagrad_can_be_longer_than_the_last_and_never_longer_than_the_rate():
    steps = steps_of(sl.adagrad(1.0), [1, 1, 1, 1, 10])
    assert steps[4] > steps[3]
    chance = np.random.default_rng(0)
    for _ in range(20):
        assert np.abs(steps_of(sl.adagrad(1.0), chance.standard_cauchy(size=50))).max() <= 1


@pytest.mark.parametrize("slope", [1e-8, 1e-6, 1.0, 1e8])
def test_10_adams_first_step_is_the_rate_where_the_slope_is_far_above_epsilon(slope):
    (step,) = steps_of(sl.adam(1.0), [slope])
    assert step == pytest.approx(slope / (slope + 1e-8), rel=1e-9)
    assert (step > 0.99) == (slope >= 1e-6)


def test_10_no_row_of_slopes_makes_adam_step_farther_than_7_27_rates_after_the_beginning():
    worst = (0.999 / 0.9) ** np.arange(200)
    longest = steps_of(sl.adam(1.0, eps=0), [1e-30] * 9000 + list(worst))[-1]
    bound = 0.1 / np.sqrt(0.001 * (1 - 0.81 / 0.999))
    assert longest == pytest.approx(bound, rel=0.01)
    assert bound == pytest.approx(7.27, abs=0.005)


@pytest.mark.parametrize("beta1", [0.0, 0.5, 0.9])
def test_10_in_pure_noise_adams_steps_keep_a_share_of_the_rate(beta1):
    optimizer, w, rng, squares = sl.adam(1.0, beta1=beta1), np.zeros(500), np.random.default_rng(0), []
    state = optimizer.init(w)
    for _ in range(1200):
        step, state = optimizer.update(rng.normal(size=500), state, w)
        squares.append(np.mean(step**2))
    assert np.sqrt(np.mean(squares[900:])) == pytest.approx(np.sqrt((1 - beta1) / (1 + beta1)), rel=0.03)


@pytest.mark.parametrize("large", [2.5, 6])
def test_10_adam_goes_to_the_worst_point_of_the_example_for_every_slope_above_2(large):
    for amsgrad, end in ((False, 1.0), (True, -1.0)):
        rule = sl.adam(lambda step: 0.5 / np.sqrt(step + 1), beta1=0, beta2=1 / (1 + large**2), amsgrad=amsgrad)
        w, state = np.zeros(1), rule.init(np.zeros(1))
        for k in range(3000):
            step, state = rule.update(np.array([large if k % 3 == 0 else -1.0]), state, w)
            w = np.clip(w + step, -1, 1)
        assert w[0] == pytest.approx(end, abs=0.05)


def test_11_the_evolution_gradient_is_unbiased_on_a_bowl_and_biased_where_the_curvature_changes():
    mean = {}
    for power in (2, 4):
        problem = sl.Problem(lambda w, batch, to=power: (w**to).sum(), start=[0.5])
        for sigma in (0.03, 0.3):
            method = sl.evolution_gradient(samples=8_000, sigma=sigma)
            mean[power, sigma] = method(problem, np.array([0.5]), rng=np.random.default_rng(0))[1][0]
    assert [mean[2, 0.03], mean[2, 0.3]] == pytest.approx([1.0, 1.0], rel=0.04)
    assert [mean[4, 0.03], mean[4, 0.3]] == pytest.approx([0.5 + 6 * 0.03**2, 0.5 + 6 * 0.3**2], rel=0.08)


@pytest.mark.parametrize("size", [1, 4, 30])
def test_11_a_step_of_the_forward_gradient_on_a_round_bowl_keeps_this_share_of_the_squared_distance(size):
    far, rng = np.full(size, 2 / np.sqrt(size)), np.random.default_rng(0)
    bowl = sl.quadratic(np.ones(size))
    drawn = [sl.forward_gradient(bowl, far, rng=rng)[1] for _ in range(2500)]
    for rate in (0.5, 1, 2) / np.float64(size + 2):
        kept = np.mean(np.sum((far - rate * np.array(drawn)) ** 2, axis=1)) / 4
        assert kept == pytest.approx(1 - 2 * rate + (size + 2) * rate**2, abs=0.15 / (size + 2))


@pytest.mark.parametrize("hidden", [1, 30])
def test_11_a_step_of_spsa_costs_two_losses_for_any_number_of_parameters(hidden):
    net = sl.mlp(*sl.xor(40), hidden=(hidden,), loss="cross_entropy")
    run = sl.train(net, gradient=sl.spsa, **sl.sgd(0.01, batch_size=8), steps=3)
    assert run.bill.loss_evaluations == 3 * 2 * 8


@pytest.mark.parametrize("c", [0.01, 10.0, 300.0])
def test_12_rescaling_by_any_factor_keeps_the_outputs_and_not_the_sharpness(c):
    rng = np.random.default_rng(0)
    net = sl.mlp(rng.normal(size=(30, 3)), rng.normal(size=(30, 2)), hidden=(6,), activation="relu")
    other = net.start.copy()
    pieces = net.pieces(other)
    pieces["W1"] *= c
    pieces["b1"] *= c
    pieces["W2"] /= c
    np.testing.assert_allclose(net.outputs(other), net.outputs(net.start), atol=1e-12)
    assert abs(np.log(sl.sharpness(net, other) / sl.sharpness(net, net.start))) > 1


def test_12_sharpness_gets_to_2_over_alpha_with_a_large_rate_and_not_yet_with_a_small_one():
    rng = np.random.default_rng(1)
    x = rng.normal(size=(40, 4))
    net = sl.mlp(x, np.tanh(x[:, :1] * x[:, 1:2]), hidden=(12,))
    reached = {}
    for alpha in (0.02, 0.5):
        end = sl.train(net, optimizer=sl.gradient_descent(alpha), steps=2000, record_every=2000).final
        reached[alpha] = sl.sharpness(net, end) * alpha / 2
    assert reached[0.02] < 0.3 < 0.7 < reached[0.5] < 1.1


@pytest.mark.parametrize(("walkers", "dimensions", "near"), [(60, 1500, 0.03), (60, 500, 0.05)])
def test_12_the_first_share_of_a_walk_in_many_dimensions(walkers, dimensions, near):
    walk = np.cumsum(np.random.default_rng(0).normal(size=(walkers, dimensions)), axis=0)
    assert sl.pca_directions(walk, count=1).explained[0] == pytest.approx(6 / np.pi**2, abs=near)
