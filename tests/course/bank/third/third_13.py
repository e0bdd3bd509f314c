"""Wrong programs for notebook 13, a third sample, written before any was checked, with what a reply says."""

import numpy as np
from mistakes import says


@says("13 size", "`4 * width * places`")
def attention_over_places(letters, places, width, hidden):
    return (letters + places) * width + 4 * width * places + 2 * width * hidden + width * letters


@says("13 size", "`letters * places`")
def tables_multiplied(letters, places, width, hidden):
    return letters * places * width + 4 * width**2 + 2 * width * hidden + width * letters


@says("13 size", "; right is ")
def out_of_the_hidden(letters, places, width, hidden):
    return (letters + places) * width + 4 * width**2 + width * hidden + hidden * letters


@says("13 size", "`hidden**2`")
def square_hidden(letters, places, width, hidden):
    return (letters + places) * width + 4 * width**2 + hidden**2 + width * letters


@says("13 ahead_slip", "`np.triu(np.ones((T, T)), 1) == 1`")
def scores_where_hidden(scores):
    T = len(scores)
    hidden = np.triu(np.ones((T, T)), 1) == 1
    parts = np.exp(np.where(hidden, scores, -np.inf))
    return parts / parts.sum(axis=1, keepdims=True)


@says("13 ahead_slip", "`parts / parts.sum()`")
def sum_of_the_table(scores):
    T = len(scores)
    hidden = np.triu(np.ones((T, T)), 1) == 1
    parts = np.exp(np.where(hidden, -np.inf, scores))
    return parts / parts.sum()


@says("13 ahead_slip", "`-1`")
def diagonal_below(scores):
    T = len(scores)
    hidden = np.triu(np.ones((T, T)), -1) == 1
    parts = np.exp(np.where(hidden, -np.inf, scores))
    return parts / parts.sum(axis=1, keepdims=True)


@says("13 chances", "You divided the chances. They")
def temperature_in_the_sum(scores, temperature):
    parts = np.exp(scores)
    return parts / (temperature * parts.sum())


@says("13 chances", "`parts / parts.max()`")
def largest_is_one(scores, temperature):
    parts = np.exp(scores / temperature)
    return parts / parts.max()


@says("13 chances", "You left out the temperature")
def temperature_subtracted(scores, temperature):
    parts = np.exp(scores - temperature)
    return parts / parts.sum()


@says("13 chances", "`2 ** (scores / temperature)`")
def powers_of_two(scores, temperature):
    parts = 2 ** (scores / temperature)
    return parts / parts.sum()
