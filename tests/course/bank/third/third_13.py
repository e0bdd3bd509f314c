"""Wrong programs for notebook 13, a third sample, written before any was checked."""

import numpy as np

from tests.mistakes import wrong


@wrong("13 size")
def attention_over_places(letters, places, width, hidden):
    return (letters + places) * width + 4 * width * places + 2 * width * hidden + width * letters


@wrong("13 size")
def tables_multiplied(letters, places, width, hidden):
    return letters * places * width + 4 * width**2 + 2 * width * hidden + width * letters


@wrong("13 size")
def out_of_the_hidden(letters, places, width, hidden):
    return (letters + places) * width + 4 * width**2 + width * hidden + hidden * letters


@wrong("13 size")
def square_hidden(letters, places, width, hidden):
    return (letters + places) * width + 4 * width**2 + hidden**2 + width * letters


@wrong("13 ahead_slip")
def scores_where_hidden(scores):
    T = len(scores)
    hidden = np.triu(np.ones((T, T)), 1) == 1
    parts = np.exp(np.where(hidden, scores, -np.inf))
    return parts / parts.sum(axis=1, keepdims=True)


@wrong("13 ahead_slip")
def sum_of_the_table(scores):
    T = len(scores)
    hidden = np.triu(np.ones((T, T)), 1) == 1
    parts = np.exp(np.where(hidden, -np.inf, scores))
    return parts / parts.sum()


@wrong("13 ahead_slip")
def diagonal_below(scores):
    T = len(scores)
    hidden = np.triu(np.ones((T, T)), -1) == 1
    parts = np.exp(np.where(hidden, -np.inf, scores))
    return parts / parts.sum(axis=1, keepdims=True)


@wrong("13 chances")
def temperature_in_the_sum(scores, temperature):
    parts = np.exp(scores)
    return parts / (temperature * parts.sum())


@wrong("13 chances")
def largest_is_one(scores, temperature):
    parts = np.exp(scores / temperature)
    return parts / parts.max()


@wrong("13 chances")
def temperature_subtracted(scores, temperature):
    parts = np.exp(scores - temperature)
    return parts / parts.sum()


@wrong("13 chances")
def powers_of_two(scores, temperature):
    parts = 2 ** (scores / temperature)
    return parts / parts.sum()
