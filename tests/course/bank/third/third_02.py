"""Wrong programs for notebook 02, a third sample, written before any was checked."""

import numpy as np

from tests.mistakes import wrong


@wrong("02 step_slip")
def copy_in_the_loop(gradient, w, learning_rate):
    slopes = gradient(w)
    for i in range(len(w)):
        new = w.copy()
        new[i] = w[i] - learning_rate * slopes[i]
    return new


@wrong("02 step_slip")
def all_by_each(gradient, w, learning_rate):
    for i in range(len(w)):
        w = w - learning_rate * gradient(w)[i]
    return w


@wrong("02 step_slip")
def over_the_inputs(gradient, w, learning_rate):
    return w - learning_rate * gradient(w) / len(w)


@wrong("02 step_slip")
def slopes_of_the_new(gradient, w, learning_rate):
    new = w.copy()
    for i in range(len(w)):
        new[i] = w[i] - learning_rate * gradient(new)[i]
    return new


@wrong("02 largest_rate")
def length_of_all(curvatures):
    return 2 / np.linalg.norm(curvatures)


@wrong("02 largest_rate")
def root_of_the_largest(curvatures):
    return 2 / np.sqrt(np.max(curvatures))


@wrong("02 largest_rate")
def their_range(curvatures):
    return 2 / (max(curvatures) - min(curvatures))


@wrong("02 largest_rate")
def half_of_the_best(curvatures):
    return 1 / (2 * max(curvatures))


@wrong("02 descent")
def length_of_the_step(gradient, w, learning_rate, small, most):
    for _ in range(most):
        step = learning_rate * gradient(w)
        if np.linalg.norm(step) <= small:
            return w, "small gradient"
        w = w - step
    return w, "most steps"


@wrong("02 descent")
def every_slope_small(gradient, w, learning_rate, small, most):
    for _ in range(most):
        slopes = gradient(w)
        if np.all(np.abs(slopes) <= small):
            return w, "small gradient"
        w = w - learning_rate * slopes
    return w, "most steps"


@wrong("02 descent")
def only_breaks(gradient, w, learning_rate, small, most):
    for _ in range(most):
        slopes = gradient(w)
        if np.linalg.norm(slopes) <= small:
            break
        w = w - learning_rate * slopes
    return w, "most steps"


@wrong("02 descent")
def slopes_of_the_start(gradient, w, learning_rate, small, most):
    slopes = gradient(w)
    for _ in range(most):
        if np.linalg.norm(slopes) <= small:
            return w, "small gradient"
        w = w - learning_rate * slopes
    return w, "most steps"


@wrong("02 descent")
def waits_for_large(gradient, w, learning_rate, small, most):
    for _ in range(most):
        slopes = gradient(w)
        if np.linalg.norm(slopes) >= small:
            return w, "small gradient"
        w = w - learning_rate * slopes
    return w, "most steps"


@wrong("02 partials")
def shares(f, w, h):
    gradient = np.zeros(len(w))
    for i in range(len(w)):
        up, down = w.copy(), w.copy()
        up[i] *= 1 + h
        down[i] *= 1 - h
        gradient[i] = (f(up) - f(down)) / (2 * h)
    return gradient


@wrong("02 partials")
def added_everywhere(f, w, h):
    gradient = np.zeros(len(w))
    for i in range(len(w)):
        up, down = w.copy(), w.copy()
        up[i] += h
        down[i] -= h
        gradient += (f(up) - f(down)) / (2 * h)
    return gradient


@wrong("02 partials")
def run_without_brackets(f, w, h):
    gradient = np.zeros(len(w))
    for i in range(len(w)):
        up, down = w.copy(), w.copy()
        up[i] += h
        down[i] -= h
        gradient[i] = (f(up) - f(down)) / 2 * h
    return gradient


@wrong("02 partials")
def set_not_moved(f, w, h):
    gradient = np.zeros(len(w))
    for i in range(len(w)):
        up, down = w.copy(), w.copy()
        up[i] = h
        down[i] = -h
        gradient[i] = (f(up) - f(down)) / (2 * h)
    return gradient
