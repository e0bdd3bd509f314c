"""The exercises of notebook 05: a second right answer to each, found in another way, and programs with their slips."""

import numpy as np

import sgdlab as sl


def passes_needed(n, m):
    """Counted, for a function of n inputs and m outputs."""
    calls, w = [], np.ones(n)

    def f(w):
        calls.append(1)
        return np.sum(w) * np.ones(m)

    slopes = [f(w + e) - before for before in [f(w)] for e in np.eye(n)]
    differences = len(calls)
    slopes = [sl.jvp(f, (w,), (e,)) for e in np.eye(n)]
    forward = len(calls) - differences
    _, back = sl.vjp(f, w)
    slopes = [back(e) for e in np.eye(m)]
    return differences, forward, len(calls) - differences - forward + len(slopes)


def multiplied(*shapes):
    return sum(a * b * c for a, b, c in shapes)


RIGHT = {
    "passes": passes_needed,
    "products": lambda n, k, m: (multiplied((k, k, n), (m, k, n)), multiplied((m, k, k), (m, k, n))),
    "nudge_slip": lambda loss, w, h: np.array([(loss(w + e) - loss(w)) / h for e in h * np.eye(len(w))]),
    "quotient": lambda u, du, v, dv: (u / v, ((u + 1e-20j * du) / (v + 1e-20j * dv)).imag / 1e-20),
}


def _kept(loss, w, h, back):
    base, found, nudged = loss(w), [], w.copy()
    for i in range(len(w)):
        nudged[i] += h
        found.append((loss(nudged) - base) / h)
        nudged[i] = back(nudged[i], w[i], h)
    return np.array(found)


def _differences(loss, w, h):
    return np.array([(loss(w + e) - loss(w)) / h for e in h * np.eye(len(w))])


def _moving_base(loss, w, h):
    found = []
    for i in range(len(w)):
        base = loss(w)
        w[i] += h
        found.append((loss(w) - base) / h)
    return found


WRONG = {
    "passes": {
        "no middle": lambda n, m: (n, n, 1 + m),
        "no way forward": lambda n, m: (n + 1, n, m),
        "neither": lambda n, m: (n, n, m),
        "central": lambda n, m: (2 * n, n, 1 + m),
        "one pass back": lambda n, m: (n + 1, n, 2),
        "one in all": lambda n, m: (n + 1, n, 1),
        "modes swapped": lambda n, m: (n + 1, 1 + m, n),
        "inputs and outputs": lambda n, m: (m + 1, m, 1 + n),
        "forward needs the value too": lambda n, m: (n + 1, n + 1, 1 + m),
        "all of them": lambda n, m: (n * m + 1, n * m, 1 + n * m),
        "times m": lambda n, m: ((n + 1) * m, n * m, 1 + m),
        "back twice": lambda n, m: (n + 1, n, 2 * m),
        "the sum": lambda n, m: 2 * n + 2 + m,
        "two of them": lambda n, m: (n + 1, n),
        "central, and no way forward": lambda n, m: (2 * n, n, m),
        "text": lambda n, m: f"{n + 1}, {n}, {1 + m}",
    },
    "products": {
        "the second without k": lambda n, k, m: (n * (k * k + m), m * (k * k + n)),
        "swapped": lambda n, k, m: (m * k * k + m * k * n, k * k * n + m * k * n),
        "the same": lambda n, k, m: (k * k * n + m * k * n,) * 2,
        "the first alone": lambda n, k, m: (k * k * n, m * k * k),
        "the second alone": lambda n, k, m: (m * k * n, m * k * n),
        "entries": lambda n, k, m: (k * n + m * n, m * k + m * n),
        "with additions": lambda n, k, m: (2 * (k * k * n + m * k * n), 2 * (m * k * k + m * k * n)),
        "k once": lambda n, k, m: (k * n + m * k * n, m * k + m * k * n),
        "cubes": lambda n, k, m: (k**3 + m * k * n, k**3 + m * k * n),
        "the sum": lambda n, k, m: k * k * n + m * k * k + 2 * m * k * n,
        "one alone": lambda n, k, m: k * k * n + m * k * n,
    },
    "nudge_slip": {
        "a moving base": _moving_base,
        "back to 0": lambda loss, w, h: _kept(loss, w, h, lambda now, was, h: 0),
        "back too far": lambda loss, w, h: _kept(loss, w, h, lambda now, was, h: now - 2 * h),
        "half way back": lambda loss, w, h: _kept(loss, w, h, lambda now, was, h: now - h / 2),
        "away from 0": lambda loss, w, h: _differences(loss, 0 * w, h),
        "zeros": lambda loss, w, h: np.zeros(len(w)),
        "all at once": lambda loss, w, h: np.full(len(w), (loss(w + h) - loss(w)) / h),
        "backward": lambda loss, w, h: _differences(loss, w, -h),
        "turned": lambda loss, w, h: -_differences(loss, w, h),
        "not divided": lambda loss, w, h: h * _differences(loss, w, h),
        "by 2h": lambda loss, w, h: _differences(loss, w, h) / 2,
        "central, by h": lambda loss, w, h: _differences(loss, w, h) + _differences(loss, w, -h),
        "the sum": lambda loss, w, h: sum(_differences(loss, w, h)),
        "the last alone": lambda loss, w, h: _differences(loss, w, h)[-1],
        "from the end": lambda loss, w, h: _differences(loss, w, h)[::-1],
    },
    "quotient": {
        "a product of tangents": lambda u, du, v, dv: (u / v, dv * du),
        "without its sign": lambda u, du, v, dv: (u / v, abs(du * v - u * dv) / v**2),
        "tangents divided": lambda u, du, v, dv: (u / v, du / dv),
        "turned": lambda u, du, v, dv: (u / v, (u * dv - du * v) / v**2),
        "added": lambda u, du, v, dv: (u / v, (du * v + u * dv) / v**2),
        "by v": lambda u, du, v, dv: (u / v, (du * v - u * dv) / v),
        "the divisor is fixed": lambda u, du, v, dv: (u / v, du / v),
        "the numerator is fixed": lambda u, du, v, dv: (u / v, -u * dv / v**2),
        "local derivatives": lambda u, du, v, dv: (u / v, 1 / v - u / v**2),
        "brackets": lambda u, du, v, dv: (u / v, du * v - u * dv / v**2),
        "not divided": lambda u, du, v, dv: (u / v, du * v - u * dv),
        "swapped": lambda u, du, v, dv: ((du * v - u * dv) / v**2, u / v),
        "the value alone": lambda u, du, v, dv: u / v,
        "the tangent alone": lambda u, du, v, dv: (du * v - u * dv) / v**2,
        "upside down": lambda u, du, v, dv: (v / u, (dv * u - v * du) / u**2),
        "by u squared": lambda u, du, v, dv: (u / v, (du * v - u * dv) / u**2),
        "turned, by v": lambda u, du, v, dv: (u / v, (u * dv - du * v) / v),
        "by sgdlab": lambda u, du, v, dv: sl.jvp(lambda u, v: u / v, (u, v), (du, dv)),
    },
}
