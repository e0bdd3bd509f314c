"""Wrong programs for notebook 09, a third sample, written before any was checked."""

import numpy as np

from tests.mistakes import wrong


@wrong("09 heavy_ball")
def sign_inside_and_outside(gradient, w, learning_rate, momentum, steps):
    velocity = np.zeros_like(w)
    for _ in range(steps):
        velocity = momentum * velocity - gradient(w)
        w = w - learning_rate * velocity
    return w


@wrong("09 heavy_ball")
def old_place_not_renewed(gradient, w, learning_rate, momentum, steps):
    before = w
    for _ in range(steps):
        w = w - learning_rate * gradient(w) + momentum * (w - before)
    return w


@wrong("09 heavy_ball")
def gradient_before_the_loop(gradient, w, learning_rate, momentum, steps):
    velocity, slopes = np.zeros_like(w), gradient(w)
    for _ in range(steps):
        velocity = momentum * velocity + slopes
        w = w - learning_rate * velocity
    return w


@wrong("09 heavy_ball")
def velocity_returned(gradient, w, learning_rate, momentum, steps):
    velocity = np.zeros_like(w)
    for _ in range(steps):
        velocity = momentum * velocity + gradient(w)
        w = w - learning_rate * velocity
    return velocity


@wrong("09 heavy_ball")
def last_gradient_only(gradient, w, learning_rate, momentum, steps):
    last = np.zeros_like(w)
    for _ in range(steps):
        slopes = gradient(w)
        w = w - learning_rate * (slopes + momentum * last)
        last = slopes
    return w


@wrong("09 momentum_rate")
def larger_of_two(learning_rate, momentum, curvatures):
    return max(max(abs(1 - learning_rate * c), np.sqrt(momentum)) for c in curvatures)


@wrong("09 momentum_rate")
def coefficients_reversed(learning_rate, momentum, curvatures):
    slowest = 0.0
    for curvature in curvatures:
        trace = 1 + momentum - learning_rate * curvature
        slowest = max(slowest, *np.abs(np.roots([momentum, -trace, 1])))
    return slowest


@wrong("09 momentum_rate")
def momentum_added(learning_rate, momentum, curvatures):
    return max(abs(1 - learning_rate * c) + momentum for c in curvatures)


@wrong("09 momentum_rate")
def momentum_left_out_of_the_trace(learning_rate, momentum, curvatures):
    slowest = 0.0
    for curvature in curvatures:
        trace = 1 - learning_rate * curvature
        slowest = max(slowest, *np.abs(np.roots([1, -trace, momentum])))
    return slowest


@wrong("09 momentum_rate")
def last_direction(learning_rate, momentum, curvatures):
    for curvature in curvatures:
        trace = 1 + momentum - learning_rate * curvature
        slowest = max(np.abs(np.roots([1, -trace, momentum])))
    return slowest


@wrong("09 best_pair")
def momentum_of_the_flat_one(lowest, highest):
    rate = (2 / (np.sqrt(lowest) + np.sqrt(highest))) ** 2
    return np.array([rate, (1 - rate * lowest) ** 2])


@wrong("09 best_pair")
def momentum_upside_down(lowest, highest):
    low, high = np.sqrt(lowest), np.sqrt(highest)
    return np.array([(2 / (low + high)) ** 2, ((high + low) / (high - low)) ** 2])


@wrong("09 best_pair")
def geometric_mean(lowest, highest):
    low, high = np.sqrt(lowest), np.sqrt(highest)
    return np.array([1 / (low * high), ((high - low) / (high + low)) ** 2])


@wrong("09 best_pair")
def sum_of_squares(lowest, highest):
    low, high = np.sqrt(lowest), np.sqrt(highest)
    return np.array([4 / (low**2 + high**2), (high - low) ** 2 / (high**2 + low**2)])


@wrong("09 ahead_slip")
def share_of_the_step(gradient, w, learning_rate, momentum, steps):
    velocity = np.zeros_like(w)
    for _ in range(steps):
        ahead = w + momentum * velocity
        velocity = momentum * velocity - learning_rate * gradient(ahead)
        w = w + momentum * velocity
    return w


@wrong("09 ahead_slip")
def rate_for_the_look(gradient, w, learning_rate, momentum, steps):
    velocity = np.zeros_like(w)
    for _ in range(steps):
        ahead = w + learning_rate * velocity
        velocity = momentum * velocity - learning_rate * gradient(ahead)
        w = w + velocity
    return w


@wrong("09 ahead_slip")
def velocity_kept_whole(gradient, w, learning_rate, momentum, steps):
    velocity = np.zeros_like(w)
    for _ in range(steps):
        ahead = w + momentum * velocity
        velocity = velocity - learning_rate * gradient(ahead)
        w = w + velocity
    return w


@wrong("09 ahead_slip")
def stays_ahead(gradient, w, learning_rate, momentum, steps):
    velocity = np.zeros_like(w)
    for _ in range(steps):
        w = w + momentum * velocity
        velocity = momentum * velocity - learning_rate * gradient(w)
    return w


@wrong("09 fresh_slip")
def loops_exchanged(gradients, w, epochs, learning_rate, momentum):
    velocity = np.zeros_like(w)
    for gradient in gradients:
        for _ in range(epochs):
            velocity = momentum * velocity + gradient(w)
            w = w - learning_rate * velocity
    return w


@wrong("09 fresh_slip")
def gradient_of_the_start(gradients, w, epochs, learning_rate, momentum):
    velocity, start = np.zeros_like(w), w.copy()
    for _ in range(epochs):
        for gradient in gradients:
            velocity = momentum * velocity + gradient(start)
            w = w - learning_rate * velocity
    return w


@wrong("09 fresh_slip")
def rate_falls(gradients, w, epochs, learning_rate, momentum):
    velocity = np.zeros_like(w)
    for _ in range(epochs):
        for gradient in gradients:
            velocity = momentum * velocity + gradient(w)
            w = w - learning_rate * velocity
        learning_rate = learning_rate * 0.9
    return w


@wrong("09 fresh_slip")
def rate_in_the_velocity_too(gradients, w, epochs, learning_rate, momentum):
    velocity = np.zeros_like(w)
    for _ in range(epochs):
        for gradient in gradients:
            velocity = momentum * velocity + learning_rate * gradient(w)
            w = w - learning_rate * velocity
    return w
