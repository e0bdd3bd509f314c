"""Networks: the edge of stability, vanishing gradients, the example values in both modes of differentiation."""

import numpy as np
import pytest

import sgdlab as sl


def digits_to_one_hot(count=200):
    """The first handwritten digits, pixels centered, as squared error summed over the ten outputs."""
    table = sl.digits()
    pixels = table["image"][:count] / 16.0
    network = sl.mlp(pixels - pixels.mean(axis=0), np.eye(10)[table["digit"][:count]], hidden=(32,))
    assert network.size == 2410
    return sl.Problem(lambda w, batch: 10 * network.loss(w, batch), network.data, start=network.start, pure=True)


@pytest.mark.parametrize("rate", [0.5, 0.25])
def test_full_batch_training_drives_the_sharpness_to_two_over_the_learning_rate(rate):
    """Cohen, Kaur, Li, Kolter, Talwalkar 2021: about 2 / lr, here within 5 %, from wherever it began; 32 tanh units."""
    problem = digits_to_one_hot()
    run = sl.train(problem, optimizer=sl.gradient_descent(rate), steps=3000, record_every=100)
    late = [sl.sharpness(problem, params) for params in run.params[-10:]]
    assert np.mean(late) == pytest.approx(2 / rate, rel=0.05)
    assert abs(sl.sharpness(problem, run.params[0]) - 2 / rate) > 0.1 * 2 / rate
    assert run.losses[-1] < 0.1 * run.losses[0]


def test_the_slope_of_the_sigmoid_is_at_most_a_quarter_so_depth_makes_gradients_vanish():
    """Hochreiter 1991: with weights 1, the gradient through d sigmoids is at most 4^-d."""
    slope = sl.grad(sl.sigmoid)
    assert slope(0.0) == 0.25
    assert max(slope(z) for z in np.linspace(-8, 8, 321)) == 0.25
    for depth in (1, 5, 20):

        def deep(z, depth=depth):
            for _ in range(depth):
                z = sl.sigmoid(z)
            return z

        assert 0 < sl.grad(deep)(0.3) <= 0.25**depth


@pytest.mark.parametrize("mode", ["forward", "reverse"])
def test_published_examples_by_the_operators(mode):
    """Stanford CS231n notes, "optimization-2"; Baydin et al., JMLR 18(153), 2018, forward and reverse."""

    def gradient(f, x):
        return sl.jacobian(f, mode=mode)(np.array(x))

    assert gradient(lambda v: (v[0] + v[1]) * v[2], [-2.0, 5.0, -4.0]).tolist() == [-4, -4, 3]
    neuron = gradient(lambda w: sl.sigmoid(w[0] * -1 + w[1] * -2 + w[2]), [2.0, -3.0, -3.0])
    assert neuron == pytest.approx([-0.1966, -0.3932, 0.1966], abs=5e-5)
    baydin = gradient(lambda x: np.log(x[0]) + x[0] * x[1] - np.sin(x[1]), [2.0, 5.0])
    assert baydin == pytest.approx([5.5, 1.716], abs=5e-4)
