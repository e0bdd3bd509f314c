"""Wrong programs for notebooks 10 to 13, written in three samples, each before any reply to them was read."""

import numpy as np

from tests.mistakes import wrong


@wrong("10 correction_slip")
def corrected_in_the_step_of_squares(w, gradients, learning_rate):
    mean, square = np.zeros(len(w)), np.zeros(len(w))
    for t, gradient in enumerate(gradients, start=1):
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        mean / (1 - 0.9**t)
        bottom = square / (1 - 0.999**t)
        w = w - learning_rate * mean / (np.sqrt(bottom) + 1e-8) / (1 - 0.999**t)
    return w


@wrong("10 one_step")
def decay_not_mult(g, mean, square, t, lr):
    mean = mean + 0.1 * g
    square = square + 0.001 * g**2
    return -lr * (mean / (1 - 0.9**t)) / (np.sqrt(square / (1 - 0.999**t)) + 1e-8), mean, square


@wrong("10 one_step")
def swapped_corr(g, mean, square, t, lr):
    mean = 0.9 * mean + 0.1 * g
    square = 0.999 * square + 0.001 * g**2
    return -lr * (mean / (1 - 0.999**t)) / (np.sqrt(square / (1 - 0.9**t)) + 1e-8), mean, square


@wrong("10 one_step")
def multiply_corr(g, mean, square, t, lr):
    mean = 0.9 * mean + 0.1 * g
    square = 0.999 * square + 0.001 * g**2
    return -lr * (mean * (1 - 0.9**t)) / (np.sqrt(square * (1 - 0.999**t)) + 1e-8), mean, square


@wrong("10 one_step")
def rate_in_the_average(gradient, mean, square, t, learning_rate):
    mean = 0.9 * mean + 0.1 * learning_rate * gradient
    square = 0.999 * square + 0.001 * gradient**2
    top, bottom = mean / (1 - 0.9**t), square / (1 - 0.999**t)
    return -top / (np.sqrt(bottom) + 1e-8), mean, square


@wrong("11 direction_slip")
def h_on_one_side(loss, w, h, rng):
    direction = rng.choice([-1.0, 1.0], size=len(w))
    up = loss(w + h * direction)
    down = loss(w - direction)
    return (up - down) / (2 * h) * direction


def _generations(losses_of, population, generations, rng, noise=0.3, keep_late=True):
    for _ in range(generations):
        ranked = population[np.argsort(losses_of(population))]
        mothers, fathers = ranked[rng.integers(20, size=40)], ranked[rng.integers(20, size=40)]
        population = mothers + rng.random(size=(40, 1)) * (fathers - mothers)
        if not keep_late:
            population[0] = ranked[0]
        population = population + noise * rng.normal(size=population.shape)
        if keep_late:
            population[0] = ranked[0]
    return ranked[0]


@wrong("11 genetic")
def without_the_start(losses_of, start, generations, rng):
    population = start + rng.normal(size=(40, len(start)))
    return _generations(losses_of, population, generations, rng)


def _losses(differences, step, both, genetic):
    return {
        "central differences": differences,
        "complex step": step,
        "SPSA": both,
        "genetic algorithm": genetic,
    }


@wrong("11 step_losses")
def middle_of_the_directions(n, samples, population):
    return _losses(2 * n, n, samples + 1, population)


@wrong("11 step_losses")
def half_for_spsa(n, samples, population):
    return {
        "central differences": 2 * n,
        "complex step": n,
        "SPSA": samples // 2,
        "genetic algorithm": population,
    }


@wrong("12 noise_share")
def whole_to_the_power(k):
    return (6 / np.pi**2) ** k


@wrong("12 noise_share")
def share_of_the_rest(k):
    total = np.pi**2 / 6
    return (1 / k**2) / (total - 1 / k**2)


@wrong("12 normalized")
def by_deviation(W, D):
    return D / D.std(axis=0) * W.std(axis=0)


@wrong("12 rescaled")
def c_subtracted(W1, b1, W2, b2, c):
    return c * W1, c * b1, W2 - c, b2


@wrong("12 rescaled")
def b1_raised(W1, b1, W2, b2, c):
    return c * W1, b1 + c, W2 / c, b2


@wrong("12 shadow_slip")
def each_corrected_once(point, center, D):
    away = point - center
    a, b = (away @ d / (d @ d) for d in D)
    return np.array([(away - b * D[1]) @ D[0] / (D[0] @ D[0]), (away - a * D[0]) @ D[1] / (D[1] @ D[1])])


@wrong("12 shadow_slip")
def divided_by_the_table(point, center, D):
    away = point - center
    return (D @ away) / (D @ D.T).sum(axis=1)


@wrong("12 shadow_slip")
def norm_each(point, center, D):
    D = D / np.linalg.norm(D, axis=1, keepdims=True)
    return np.linalg.lstsq(D.T, point - center)[0]
