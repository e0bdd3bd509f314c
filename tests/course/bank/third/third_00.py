"""Wrong programs for notebook 00, a third sample, written before any was checked."""

import numpy as np

from tests.mistakes import wrong


@wrong("00 training_step")
def means_first(params, X, y, chosen, learning_rate):
    rows, target = X[chosen], y[chosen]
    error = np.mean(rows @ params - target)
    gradient = 2 * error * rows.mean(axis=0)
    return params - learning_rate * gradient


@wrong("00 training_step")
def mean_twice(params, X, y, chosen, learning_rate):
    rows, target = X[chosen], y[chosen]
    gradient = 2 / len(chosen) * rows.T @ (rows @ params - target)
    return params - learning_rate * gradient / len(chosen)


@wrong("00 training_step")
def moves_while_adding(params, X, y, chosen, learning_rate):
    gradient = np.zeros(len(params))
    for i in chosen:
        error = X[i] @ params - y[i]
        gradient += 2 * error * X[i] / len(chosen)
        params = params - learning_rate * gradient
    return params


@wrong("00 training_step")
def size_of_the_error(params, X, y, chosen, learning_rate):
    rows, target = X[chosen], y[chosen]
    gradient = 2 * rows.T @ abs(rows @ params - target) / len(chosen)
    return params - learning_rate * gradient


@wrong("00 training_step")
def over_all_entries(params, X, y, chosen, learning_rate):
    rows = X[chosen]
    error = rows @ params - y[chosen]
    gradient = 2 * rows.T @ error / rows.size
    return params - learning_rate * gradient
