"""The exercises of notebook 09: a second right answer to each, found in another way, and programs with their slips."""

import math

import numpy as np


def best_settings(lowest, highest):
    momentum = ((math.sqrt(highest / lowest) - 1) / (math.sqrt(highest / lowest) + 1)) ** 2
    return np.array([(1 + momentum) * 2 / (lowest + highest), momentum])


def rate_with_momentum(learning_rate, momentum, curvatures):
    steps = [[[1 + momentum - learning_rate * c, -momentum], [1, 0]] for c in curvatures]
    return float(np.abs(np.linalg.eigvals(np.array(steps))).max())


def heavy_ball(gradient, w, learning_rate, momentum, steps, before=None):
    before = w if before is None else before
    for _ in range(steps):
        w, before = w - learning_rate * gradient(w) + momentum * (w - before), w
    return w


def nesterov(gradient, w, learning_rate, momentum, steps):
    before = w
    for _ in range(steps):
        ahead = w + momentum * (w - before)
        w, before = ahead - learning_rate * gradient(ahead), w
    return w


def several_epochs(gradients, w, epochs, learning_rate, momentum):
    before = w
    for gradient in [*gradients] * epochs:
        w, before = w - learning_rate * gradient(w) + momentum * (w - before), w
    return w


RIGHT = {
    "best_pair": best_settings,
    "momentum_rate": rate_with_momentum,
    "ahead_slip": nesterov,
    "fresh_slip": several_epochs,
    "heavy_ball": heavy_ball,
}


def _ball(g, w, rate, b, steps, *, share=1.0, ahead=0.0, sign=-1.0, late=False, start=0.0):
    v = start * np.ones_like(w)
    for _ in range(steps):
        old, v = v, b * v + share * g(w + ahead * rate * b * v)
        w = w + sign * rate * (old if late else v)
    return w


def _begun_with_a_gradient(g, w, rate, b, steps):
    return heavy_ball(g, w - rate * (1 + b) * g(w), rate, b, steps - 1, before=w)


def _summed_gradients(g, w, rate, b, steps):
    total = np.zeros_like(w)
    for _ in range(steps):
        total = b * total + g(w + b * total)
        w = w - rate * total
    return w


def _nesterov(g, w, rate, b, steps, *, look=1.0, keep=1.0, sign=-1.0):
    v = np.zeros_like(w)
    for _ in range(steps):
        v = keep * b * v + sign * rate * g(w + look * b * v)
        w = w + v
    return w


def _ahead_twice(g, w, rate, b, steps):
    v = np.zeros_like(w)
    for _ in range(steps):
        w = w + b * v
        v = -rate * g(w)
        w = w + v
    return w


def _epochs(gradients, w, epochs, rate, b, *, fresh=False, late=False, sign=-1):
    v = np.zeros_like(w)
    for _ in range(epochs):
        for g in gradients:
            v = (0 * v if fresh else b * v) + g(w)
            w = w if late else w + sign * rate * v
        w = w + sign * rate * v if late else w
    return w


def _rate(rate, b, curvatures):
    return [np.abs(np.roots([1, rate * c - 1 - b, b])).max() for c in curvatures]


def _shrinking(g, w, rate, b, steps):
    return w if steps == 0 else _shrinking(g, b * w - rate * g(w), rate, b, steps - 1)


WRONG = {
    "heavy_ball": {
        "the rate inside": lambda g, w, rate, b, steps: _ball(lambda at: g(rate * at) / rate, w, rate, b, steps),
        "w shrinks": lambda g, w, rate, b, steps: _shrinking(g, w, rate, b, steps),
        "begun with a gradient": _begun_with_a_gradient,
        "the share of the gradient": lambda g, w, rate, b, steps: _ball(g, w, rate * b, 1.0, steps),
        "plain descent": lambda g, w, rate, b, steps: _ball(g, w, rate, 0, steps),
        "an average": lambda g, w, rate, b, steps: _ball(g, w, rate, b, steps, share=1 - b),
        "uphill": lambda *given: _ball(*given, sign=1),
        "late": lambda *given: _ball(*given, late=True),
        "all is kept": lambda g, w, rate, b, steps: _ball(g, w, rate, 1, steps),
        "Nesterov": lambda *given: _ball(*given, ahead=-1),
        "the change": lambda g, w, *given: _ball(g, w, *given) - w,
        "averaged and uphill": lambda g, w, rate, b, steps: _ball(g, w, rate, b, steps, share=1 - b, sign=1),
    },
    "ahead_slip": {
        "summed gradients": _summed_gradients,
        "the heavy ball": lambda *given: _nesterov(*given, look=0),
        "a whole velocity": lambda g, w, rate, b, steps: _nesterov(g, w, rate, b, steps, look=1 / b),
        "back": lambda *given: _nesterov(*given, look=-1),
        "forgets": _ahead_twice,
        "nothing is kept": lambda *given: _nesterov(*given, keep=0),
        "plain descent": lambda g, w, rate, b, steps: _nesterov(g, w, rate, 0, steps),
        "uphill": lambda *given: _nesterov(*given, sign=1),
        "scaled": lambda g, w, rate, b, steps: _nesterov(g, w, rate * (1 - b), b, steps),
        "the change": lambda g, w, *given: _nesterov(g, w, *given) - w,
    },
    "fresh_slip": {
        "no memory": lambda *given: _epochs(*given, fresh=True),
        "moved out": lambda *given: _epochs(*given, late=True),
        "one epoch": lambda gs, w, epochs, rate, b: _epochs(gs, w, 1, rate, b),
        "uphill": lambda *given: _epochs(*given, sign=1),
        "all is kept": lambda gs, w, epochs, rate, b: _epochs(gs, w, epochs, rate, 1),
        "an average": lambda gs, w, epochs, rate, b: _epochs(gs, w, epochs, rate * (1 - b), b),
        "the full batch": lambda gs, w, epochs, rate, b: _epochs(
            [lambda at: sum(g(at) for g in gs) / len(gs)], w, epochs, rate, b
        ),
        "the change": lambda gs, w, *given: _epochs(gs, w, *given) - w,
    },
    "best_pair": {
        "those of Nesterov": lambda low, high: (1 / high, (high**0.5 - low**0.5) / (high**0.5 + low**0.5)),
        "momentum not squared": lambda lo, hi: [
            4 / (lo**0.5 + hi**0.5) ** 2,
            (hi**0.5 - lo**0.5) / (hi**0.5 + lo**0.5),
        ],
        "rate not squared": lambda lo, hi: [2 / (lo**0.5 + hi**0.5), ((hi**0.5 - lo**0.5) / (hi**0.5 + lo**0.5)) ** 2],
        "no roots": lambda lo, hi: [2 / (lo + hi), ((hi - lo) / (hi + lo)) ** 2],
        "the rate without momentum": lambda lo, hi: [2 / (lo + hi), ((hi**0.5 - lo**0.5) / (hi**0.5 + lo**0.5)) ** 2],
        "without momentum": lambda lo, hi: [2 / (lo + hi), 0.0],
        "swapped": lambda lo, hi: [((hi**0.5 - lo**0.5) / (hi**0.5 + lo**0.5)) ** 2, 4 / (lo**0.5 + hi**0.5) ** 2],
        "0.9": lambda lo, hi: [4 / (lo**0.5 + hi**0.5) ** 2, 0.9],
        "neither squared": lambda lo, hi: [2 / (lo**0.5 + hi**0.5), (hi**0.5 - lo**0.5) / (hi**0.5 + lo**0.5)],
        "2 not squared": lambda lo, hi: [
            2 / (lo**0.5 + hi**0.5) ** 2,
            ((hi**0.5 - lo**0.5) / (hi**0.5 + lo**0.5)) ** 2,
        ],
        "the rate alone": lambda lo, hi: 4 / (lo**0.5 + hi**0.5) ** 2,
        "turned": lambda lo, hi: [4 / (lo**0.5 + hi**0.5) ** 2, -(((hi**0.5 - lo**0.5) / (hi**0.5 + lo**0.5)) ** 2)],
        "of kappa": lambda lo, hi: [4 / (lo**0.5 + hi**0.5) ** 2, ((hi / lo - 1) / (hi / lo + 1)) ** 2],
        "the edge": lambda lo, hi: [2 / hi, ((hi**0.5 - lo**0.5) / (hi**0.5 + lo**0.5)) ** 2],
        "1 minus": lambda lo, hi: [4 / (lo**0.5 + hi**0.5) ** 2, 1 - ((hi**0.5 - lo**0.5) / (hi**0.5 + lo**0.5)) ** 2],
        "the root of the sum": lambda lo, hi: [4 / (lo + hi), ((hi**0.5 - lo**0.5) / (hi**0.5 + lo**0.5)) ** 2],
    },
    "momentum_rate": {
        "of the best pair": lambda rate, b, bends: math.sqrt(best_settings(min(bends), max(bends))[1]),
        "the flattest alone": lambda rate, b, cs: _rate(rate, b, [min(cs)])[0],
        "the steepest alone": lambda rate, b, cs: _rate(rate, b, [max(cs)])[0],
        "the root of b": lambda rate, b, cs: math.sqrt(b),
        "without momentum": lambda rate, b, cs: max(abs(1 - rate * np.asarray(cs))),
        "the mean": lambda rate, b, cs: np.mean(_rate(rate, b, cs)),
        "the square": lambda rate, b, cs: max(_rate(rate, b, cs)) ** 2,
        "the root": lambda rate, b, cs: max(_rate(rate, b, cs)) ** 0.5,
        "the product": lambda rate, b, cs: np.prod(_rate(rate, b, cs)),
        "momentum": lambda rate, b, cs: b,
        "all of them": lambda rate, b, cs: _rate(rate, b, cs),
        "not above 1": lambda rate, b, cs: min(1.0, max(_rate(rate, b, cs))),
        "real parts": lambda rate, b, cs: max(np.roots([1, rate * c - 1 - b, b]).real.max() for c in cs),
        "1 minus": lambda rate, b, cs: 1 - max(_rate(rate, b, cs)),
        "b on the wrong side": lambda rate, b, cs: max(np.abs(np.roots([1, rate * c - 1 - b, -b])).max() for c in cs),
    },
}
