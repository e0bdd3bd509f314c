"""Wrong programs for notebook 12, a third sample, written before any was checked."""

import numpy as np

from sgdlab.batches import minibatch
from sgdlab.gradients import backprop
from tests.mistakes import wrong


@wrong("12 rescaled")
def c_squared_below(W1, b1, W2, b2, c):
    return c * W1, c * b1, W2 / c**2, b2


@wrong("12 rescaled")
def c_subtracted(W1, b1, W2, b2, c):
    return c * W1, c * b1, W2 - c, b2


@wrong("12 rescaled")
def layers_swapped_b(W1, b1, W2, b2, c):
    return c * W1, b1, W2 / c, b2 / c


@wrong("12 rescaled")
def b1_raised(W1, b1, W2, b2, c):
    return c * W1, b1 + c, W2 / c, b2


@wrong("12 shadow_slip")
def each_corrected_once(point, center, D):
    away = point - center
    a, b = (away @ d / (d @ d) for d in D)
    return np.array([(away - b * D[1]) @ D[0] / (D[0] @ D[0]), (away - a * D[0]) @ D[1] / (D[1] @ D[1])])


@wrong("12 shadow_slip")
def center_taken_off_late(point, center, D):
    return np.linalg.solve(D @ D.T, D @ point) - D @ center


@wrong("12 shadow_slip")
def divided_by_the_table(point, center, D):
    away = point - center
    return (D @ away) / (D @ D.T).sum(axis=1)


@wrong("12 shadow_slip")
def lengths_not_squared(point, center, D):
    away = point - center
    return np.array([away @ d / np.sum(np.abs(d)) for d in D])


@wrong("12 normalized")
def whole_layer_of_w(W, D):
    return D / np.linalg.norm(D, axis=0) * np.linalg.norm(W)


@wrong("12 normalized")
def ratio_turned(W, D):
    return D * np.linalg.norm(D, axis=0) / np.linalg.norm(W, axis=0)


@wrong("12 normalized")
def one_root_forgotten(W, D):
    return D / np.sum(D**2, axis=0) * np.linalg.norm(W, axis=0)


@wrong("12 normalized")
def lengths_added(W, D):
    return D / np.linalg.norm(D, axis=0) + np.linalg.norm(W, axis=0)


@wrong("12 noise_share")
def whole_to_the_power(k):
    return (6 / np.pi**2) ** k


@wrong("12 noise_share")
def pi_times_two(k):
    return 6 / (np.pi * 2 * k**2)


@wrong("12 noise_share")
def thousand_terms(k):
    return 1 / k**2 / sum(1 / j**2 for j in range(1, 1000))


@wrong("12 noise_share")
def first_taken_off(k):
    return 1 / k**2 / (np.pi**2 / 6 - 1)


@wrong("12 capstone")
def crawling(problem, meter, seed):
    rng, params = np.random.default_rng(seed), problem.start
    while True:
        for chosen in minibatch(16)(problem.n, rng):
            if meter.left < len(chosen):
                return params
            batch = tuple(array[chosen] for array in problem.data)
            params = params - 0.001 * backprop(problem, params, batch)[1]


@wrong("12 capstone")
def one_epoch(problem, meter, seed):
    rng, params = np.random.default_rng(seed), problem.start
    for chosen in minibatch(32)(problem.n, rng):
        batch = tuple(array[chosen] for array in problem.data)
        params = params - 0.1 * backprop(problem, params, batch)[1]
    return params
