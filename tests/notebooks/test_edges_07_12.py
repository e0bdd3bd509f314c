"""What notebooks 07 to 12 say in general, on a grid that reaches the ends of the range that they name.

One test for each sentence, against a formula or a recursion that is written here and not the library's.  Where a
sentence stops holding, the test shows that, too.
"""

import numpy as np
import pytest

import sgdlab as sl


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
