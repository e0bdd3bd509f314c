"""The exercises of notebook 10: a second right answer to each, found in another way, and programs with their slips."""

import numpy as np

import sgdlab as sl


def taken(rule, gradients):
    """The steps of an optimizer of the package."""
    state, steps = rule.init(np.zeros_like(gradients[0])), []
    for gradient in gradients:
        step, state = rule.update(gradient, state, np.zeros_like(gradient))
        steps.append(step)
    return np.array(steps)


def first_steps(slope, learning_rate, rho):
    rules = {
        "gradient descent": sl.gradient_descent(learning_rate),
        "AdaGrad": sl.adagrad(learning_rate, eps=0.0),
        "RMSProp": sl.rmsprop(learning_rate, rho, eps=0.0),
        "Adam": sl.adam(learning_rate, eps=0.0),
    }
    return {name: -float(taken(rule, [np.array([slope])])[0, 0]) for name, rule in rules.items()}


def step_of_adam(gradient, mean, square, t, learning_rate):
    mean = np.average([mean, gradient], axis=0, weights=[0.9, 0.1])
    square = np.average([square, gradient * gradient], axis=0, weights=[0.999, 0.001])
    sums = np.sum(0.1 * 0.9 ** np.arange(t)), np.sum(0.001 * 0.999 ** np.arange(t))  # of the weights so far
    return -learning_rate * (mean / sums[0]) / (np.sqrt(square / sums[1]) + 1e-8), mean, square


RIGHT = {
    "first": first_steps,
    "correction_slip": lambda w, gradients, rate: w + taken(sl.adam(rate), gradients).sum(axis=0),
    "one_step": step_of_adam,
}


def _adam(g, m, v, t, rate, *, b1=0.9, b2=0.999, eps=1e-8, root=np.sqrt, fix=(True, True), sign=-1, late=False):
    old = m
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    top = (old if late else m) / (1 - b1**t if fix[0] else 1)
    bottom = v / (1 - b2**t if fix[1] else 1)
    return sign * rate * top / (root(bottom) + eps), m, v


def _run(w, gradients, rate, *, first=1, **options):
    m = v = np.zeros_like(w)
    for t, g in enumerate(gradients, first):
        step, m, v = _adam(g, m, v, t, rate, **options)
        w = w + step
    return w


def _written_back(w, gradients, rate, which):
    m = v = np.zeros_like(w)
    for t, g in enumerate(gradients, 1):
        step, m, v = _adam(g, m, v, t, rate)
        w = w + step
        m = m / (1 - 0.9**t) if which[0] else m
        v = v / (1 - 0.999**t) if which[1] else v
    return w


def _lengths(g, rate, rho, **other):
    return {"gradient descent": rate * g, "AdaGrad": rate, "RMSProp": rate / (1 - rho) ** 0.5, "Adam": rate} | {
        name.replace("_", " "): value for name, value in other.items()
    }


def _by_sgdlab(g, m, v, t, rate):
    rule = sl.adam(rate)
    rule.init(g)
    return _adam(g, m, v, t, rate)


WRONG = {
    "one_step": {
        "the gradient itself": lambda g, m, v, t, rate: (
            -rate * g / (np.sqrt((0.999 * v + 0.001 * g**2) / (1 - 0.999**t)) + 1e-8),
            *_adam(g, m, v, t, rate)[1:],
        ),
        "old ones corrected": lambda g, m, v, t, rate: _adam(
            g, m / (1 - 0.9**t), v / (1 - 0.999**t), t, rate, fix=(False, False)
        ),
        "no correction": lambda *given: _adam(*given, fix=(False, False)),
        "the first alone": lambda *given: _adam(*given, fix=(True, False)),
        "the second alone": lambda *given: _adam(*given, fix=(False, True)),
        "t + 1": lambda g, m, v, t, rate: _adam(g, m, v, t + 1, rate),
        "t - 1": lambda g, m, v, t, rate: _adam(g, m, v, t - 1, rate),
        "no root": lambda *given: _adam(*given, root=lambda v: v),
        "uphill": lambda *given: _adam(*given, sign=1),
        "uphill, no correction": lambda *given: _adam(*given, sign=1, fix=(False, False)),
        "late": lambda *given: _adam(*given, late=True),
        "weights swapped": lambda *given: _adam(*given, b1=0.1, b2=0.001),
        "the usual eps under the root": lambda *given: _adam(*given, root=lambda v: np.sqrt(v + 1e-8) - 1e-8),
        "no eps": lambda *given: _adam(*given, root=lambda v: np.sqrt(v) - 1e-8),
        "corrected averages": lambda g, m, v, t, rate: (lambda s, m, v: (s, m / (1 - 0.9**t), v / (1 - 0.999**t)))(
            *_adam(g, m, v, t, rate)
        ),
        "the step alone": lambda *given: _adam(*given)[0],
        "another order": lambda *given: _adam(*given)[::-1],
        "old averages": lambda g, m, v, t, rate: (_adam(g, m, v, t, rate)[0], m, v),
        "without the rate": lambda g, m, v, t, rate: _adam(g, m, v, t, 1.0),
        "by sgdlab": _by_sgdlab,
    },
    "correction_slip": {
        "no correction": lambda *given: _run(*given, fix=(False, False)),
        "the first alone is right": lambda *given: _written_back(*given, (False, True)),
        "the second alone is right": lambda *given: _written_back(*given, (True, False)),
        "t from 0": lambda *given: _run(*given, first=2),
        "no root": lambda *given: _run(*given, root=lambda v: v),
        "uphill": lambda *given: _run(*given, sign=1),
        "one corrected": lambda *given: _run(*given, fix=(True, False)),
        "the other corrected": lambda *given: _run(*given, fix=(False, True)),
        "late": lambda *given: _run(*given, late=True),
        "weights swapped": lambda *given: _run(*given, b1=0.1, b2=0.001),
        "signs alone": lambda w, gs, rate: w - rate * np.sign(gs).sum(axis=0),
        "the change": lambda w, gs, rate: _run(w, gs, rate) - w,
    },
    "first": {
        "the slope everywhere": lambda g, rate, rho: dict.fromkeys(_lengths(g, rate, rho), rate * g),
        "the rate everywhere": lambda g, rate, rho: dict.fromkeys(_lengths(g, rate, rho), rate),
        "RMSProp the rate": lambda g, rate, rho: _lengths(g, rate, rho, RMSProp=rate),
        "RMSProp turned": lambda g, rate, rho: _lengths(g, rate, rho, RMSProp=rate * (1 - rho) ** 0.5),
        "RMSProp by rho": lambda g, rate, rho: _lengths(g, rate, rho, RMSProp=rate / rho**0.5),
        "RMSProp no root": lambda g, rate, rho: _lengths(g, rate, rho, RMSProp=rate / (1 - rho)),
        "Adam uncorrected": lambda g, rate, rho: _lengths(g, rate, rho, Adam=rate * 0.1 / 0.001**0.5),
        "Adam like RMSProp": lambda g, rate, rho: _lengths(g, rate, rho, Adam=rate / (1 - rho) ** 0.5),
        "Adam a tenth": lambda g, rate, rho: _lengths(g, rate, rho, Adam=rate * 0.1),
        "AdaGrad by the slope": lambda g, rate, rho: _lengths(g, rate, rho, AdaGrad=rate / g),
        "two at once": lambda g, rate, rho: _lengths(g, rate, rho, RMSProp=rate, Adam=rate * 0.1 / 0.001**0.5),
        "the signs": lambda g, rate, rho: {k: -x for k, x in _lengths(g, rate, rho).items()},
        "a list": lambda g, rate, rho: list(_lengths(g, rate, rho).values()),
        "no root anywhere": lambda g, rate, rho: _lengths(
            g, rate, rho, AdaGrad=rate / g, RMSProp=rate / ((1 - rho) * g)
        ),
        "another key": lambda g, rate, rho: {"sgd": rate * g},
    },
}
