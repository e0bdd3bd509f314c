"""Wrong programs for notebook 05, a third sample, written before any was checked, with what a reply says."""

import numpy as np
from mistakes import says


@says("05 nudge_slip", "does exactly what")
def same_array(loss, w, h):
    base, gradient = loss(w), np.zeros(len(w))
    for i in range(len(w)):
        nudged = w
        nudged[i] += h
        gradient[i] = (loss(nudged) - base) / h
    return gradient


@says("05 nudge_slip", "`(loss(nudged) - base) / nudged[i]`")
def by_the_parameter(loss, w, h):
    base, gradient = loss(w), np.zeros(len(w))
    for i in range(len(w)):
        nudged = w.copy()
        nudged[i] += h
        gradient[i] = (loss(nudged) - base) / nudged[i]
    return gradient


@says("05 nudge_slip", "; right is ")
def takes_back_the_one_before(loss, w, h):
    base, gradient = loss(w), np.zeros(len(w))
    nudged = w.copy()
    for i in range(len(w)):
        nudged[i] += h
        nudged[i - 1] -= h
        gradient[i] = (loss(nudged) - base) / h
    return gradient


@says("05 nudge_slip", "; right is ")
def longer_runs(loss, w, h):
    base, gradient = loss(w), np.zeros(len(w))
    nudged = w.copy()
    for i in range(len(w)):
        nudged[i] += h
        gradient[i] = (loss(nudged) - base) / (h * (i + 1))
    return gradient


@says("05 quotient", "`dv**2`")
def tangent_below(u, du, v, dv):
    return u / v, (du * v - u * dv) / dv**2


@says("05 quotient", "With `du / v`")
def each_by_its_own(u, du, v, dv):
    return u / v, du / v - u / dv


@says("05 quotient", "`u * dv / v`")
def second_by_v(u, du, v, dv):
    return u / v, du / v - u * dv / v


@says("05 quotient", "`du - dv`")
def tangents_subtracted(u, du, v, dv):
    return u / v, (du - dv) / v**2


@says("05 passes", "right up to a factor")
def each_output_by_itself(n, m):
    return n * m + 1, n * m, m + 1


@says("05 passes", "Your first number and second")
def one_way_back(n, m):
    return n + 1, n, 1


@says("05 passes", "`n + m`")
def outputs_added(n, m):
    return n + m, n, m + 1


@says("05 passes", "; right is ")
def squared(n, m):
    return n**2, n, m**2


@says("05 products", "`k * n * n`")
def n_twice(n, k, m):
    return k * n * n + m * k * n, m * k * k + m * k * n


@says("05 products", "as long as `k`")
def last_one_small(n, k, m):
    return k * k * n + m * n, m * k * k + m * n


@says("05 products", "; right is ")
def sums_of_sides(n, k, m):
    return (k + k + n) + (m + k + n), (m + k + k) + (m + k + n)


@says("05 products", "`m * k * k`")
def both_for_c(n, k, m):
    return k * k * n + m * k * k, m * k * k + m * k * n
