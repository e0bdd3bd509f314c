"""Wrong programs for notebook 10, a third sample, written before any was checked."""

import numpy as np

from tests.mistakes import wrong


@wrong("10 first")
def adagrad_by_the_slope(slope, learning_rate, rho):
    return {
        "gradient descent": learning_rate * slope,
        "AdaGrad": learning_rate / slope,
        "RMSProp": learning_rate / np.sqrt(1 - rho),
        "Adam": learning_rate,
    }


@wrong("10 first")
def slope_left_in(slope, learning_rate, rho):
    return {
        "gradient descent": learning_rate * slope,
        "AdaGrad": learning_rate,
        "RMSProp": learning_rate * slope / np.sqrt(1 - rho),
        "Adam": learning_rate,
    }


@wrong("10 first")
def adam_with_rho(slope, learning_rate, rho):
    return {
        "gradient descent": learning_rate * slope,
        "AdaGrad": learning_rate,
        "RMSProp": learning_rate / np.sqrt(1 - rho),
        "Adam": learning_rate / np.sqrt(1 - rho),
    }


@wrong("10 first")
def squares_not_rooted(slope, learning_rate, rho):
    return {
        "gradient descent": learning_rate * slope,
        "AdaGrad": learning_rate * slope / slope**2,
        "RMSProp": learning_rate * slope / np.sqrt((1 - rho) * slope**2),
        "Adam": learning_rate,
    }


@wrong("10 one_step")
def not_squared(gradient, mean, square, t, learning_rate):
    mean = 0.9 * mean + 0.1 * gradient
    square = 0.999 * square + 0.001 * gradient
    top, bottom = mean / (1 - 0.9**t), square / (1 - 0.999**t)
    return -learning_rate * top / (np.sqrt(bottom) + 1e-8), mean, square


@wrong("10 one_step")
def gradient_on_top(gradient, mean, square, t, learning_rate):
    mean = 0.9 * mean + 0.1 * gradient
    square = 0.999 * square + 0.001 * gradient**2
    bottom = square / (1 - 0.999**t)
    return -learning_rate * gradient / (np.sqrt(bottom) + 1e-8), mean, square


@wrong("10 one_step")
def corrected_after_the_root(gradient, mean, square, t, learning_rate):
    mean = 0.9 * mean + 0.1 * gradient
    square = 0.999 * square + 0.001 * gradient**2
    top, bottom = mean / (1 - 0.9**t), np.sqrt(square) / (1 - 0.999**t)
    return -learning_rate * top / (bottom + 1e-8), mean, square


@wrong("10 one_step")
def times_t(gradient, mean, square, t, learning_rate):
    mean = 0.9 * mean + 0.1 * gradient
    square = 0.999 * square + 0.001 * gradient**2
    top, bottom = mean / (1 - 0.9 * t), square / (1 - 0.999 * t)
    return -learning_rate * top / (np.sqrt(abs(bottom)) + 1e-8), mean, square


@wrong("10 one_step")
def whole_gradients(gradient, mean, square, t, learning_rate):
    mean = 0.9 * mean + gradient
    square = 0.999 * square + gradient**2
    top, bottom = mean / (1 - 0.9**t), square / (1 - 0.999**t)
    return -learning_rate * top / (np.sqrt(bottom) + 1e-8), mean, square


@wrong("10 correction_slip")
def rates_swapped(w, gradients, learning_rate):
    mean, square = np.zeros(len(w)), np.zeros(len(w))
    for t, gradient in enumerate(gradients, start=1):
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        top = mean / (1 - 0.999**t)
        bottom = square / (1 - 0.9**t)
        w = w - learning_rate * top / (np.sqrt(bottom) + 1e-8)
    return w


@wrong("10 correction_slip")
def averages_new_each_time(w, gradients, learning_rate):
    for t, gradient in enumerate(gradients, start=1):
        mean, square = np.zeros(len(w)), np.zeros(len(w))
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        top = mean / (1 - 0.9**t)
        bottom = square / (1 - 0.999**t)
        w = w - learning_rate * top / (np.sqrt(bottom) + 1e-8)
    return w


@wrong("10 correction_slip")
def multiplied_back_once(w, gradients, learning_rate):
    mean, square = np.zeros(len(w)), np.zeros(len(w))
    for t, gradient in enumerate(gradients, start=1):
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        mean = mean / (1 - 0.9**t)
        square = square / (1 - 0.999**t)
        w = w - learning_rate * mean / (np.sqrt(square) + 1e-8)
        mean = mean * (1 - 0.9**t)
    return w


@wrong("10 correction_slip")
def corrected_by_length(w, gradients, learning_rate):
    mean, square = np.zeros(len(w)), np.zeros(len(w))
    for gradient in gradients:
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        top = mean / (1 - 0.9 ** len(gradients))
        bottom = square / (1 - 0.999 ** len(gradients))
        w = w - learning_rate * top / (np.sqrt(bottom) + 1e-8)
    return w
