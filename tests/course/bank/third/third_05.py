"""Wrong programs for notebook 05, a third sample, written before any was checked."""

import numpy as np

from tests.mistakes import wrong


@wrong("05 nudge_slip")
def same_array(loss, w, h):
    base, gradient = loss(w), np.zeros(len(w))
    for i in range(len(w)):
        nudged = w
        nudged[i] += h
        gradient[i] = (loss(nudged) - base) / h
    return gradient


@wrong("05 nudge_slip")
def by_the_parameter(loss, w, h):
    base, gradient = loss(w), np.zeros(len(w))
    for i in range(len(w)):
        nudged = w.copy()
        nudged[i] += h
        gradient[i] = (loss(nudged) - base) / nudged[i]
    return gradient


@wrong("05 nudge_slip")
def takes_back_the_one_before(loss, w, h):
    base, gradient = loss(w), np.zeros(len(w))
    nudged = w.copy()
    for i in range(len(w)):
        nudged[i] += h
        nudged[i - 1] -= h
        gradient[i] = (loss(nudged) - base) / h
    return gradient


@wrong("05 nudge_slip")
def longer_runs(loss, w, h):
    base, gradient = loss(w), np.zeros(len(w))
    nudged = w.copy()
    for i in range(len(w)):
        nudged[i] += h
        gradient[i] = (loss(nudged) - base) / (h * (i + 1))
    return gradient


@wrong("05 quotient")
def tangent_below(u, du, v, dv):
    return u / v, (du * v - u * dv) / dv**2


@wrong("05 quotient")
def each_by_its_own(u, du, v, dv):
    return u / v, du / v - u / dv


@wrong("05 quotient")
def second_by_v(u, du, v, dv):
    return u / v, du / v - u * dv / v


@wrong("05 quotient")
def tangents_subtracted(u, du, v, dv):
    return u / v, (du - dv) / v**2


@wrong("05 passes")
def each_output_by_itself(n, m):
    return n * m + 1, n * m, m + 1


@wrong("05 passes")
def one_way_back(n, m):
    return n + 1, n, 1


@wrong("05 passes")
def outputs_added(n, m):
    return n + m, n, m + 1


@wrong("05 passes")
def squared(n, m):
    return n**2, n, m**2


@wrong("05 products")
def n_twice(n, k, m):
    return k * n * n + m * k * n, m * k * k + m * k * n


@wrong("05 products")
def last_one_small(n, k, m):
    return k * k * n + m * n, m * k * k + m * n


@wrong("05 products")
def sums_of_sides(n, k, m):
    return (k + k + n) + (m + k + n), (m + k + k) + (m + k + n)


@wrong("05 products")
def both_for_c(n, k, m):
    return k * k * n + m * k * k, m * k * k + m * k * n
