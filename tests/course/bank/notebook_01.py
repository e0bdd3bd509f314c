"""The exercises of notebook 01: a second right answer to each, found in another way, and programs with their slips."""

import numpy as np


def second_derivative(f, x, h):
    ahead, behind = (f(x + h) - f(x)) / h, (f(x) - f(x - h)) / h
    return (ahead - behind) / h


def error_shrinks_by(k):
    """The error of a forward difference of x² at 0 is h, that of a central one of x³ is h²."""

    def forward(h):
        return h**2 / h

    def central(h):
        return (h**3 - (-h) ** 3) / (2 * h)

    return forward(1) / forward(1 / k), central(1) / central(1 / k)


RIGHT = {
    "central": lambda f, x, h: f(x + h) / (2 * h) - f(x - h) / (2 * h),
    "curvature": second_derivative,
    "nudge_slip": lambda f, x: (f(x + 2e-5 * max(1, abs(x))) - f(x - 2e-5 * max(1, abs(x)))) / 4e-5 / max(1, abs(x)),
    "shrinks": error_shrinks_by,
}


WRONG = {
    "central": {
        "h is added to the value": lambda f, x, h: (f(x) + h - f(x) - h) / (2 * h),
        "a run of h": lambda f, x, h: (f(x + h) - f(x - h)) / h,
        "no brackets below": lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h,
        "no brackets at all": lambda f, x, h: f(x + h) - f(x - h) / 2 * h,
        "no brackets above": lambda f, x, h: f(x + h) - f(x - h) / (2 * h),
        "forward": lambda f, x, h: (f(x + h) - f(x)) / h,
        "backward": lambda f, x, h: (f(x) - f(x - h)) / h,
        "left minus right": lambda f, x, h: (f(x - h) - f(x + h)) / (2 * h),
        "forward, by 2h": lambda f, x, h: (f(x + h) - f(x)) / (2 * h),
        "backward, turned": lambda f, x, h: (f(x - h) - f(x)) / h,
        "h squared": lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h**2),
        "a nudge of one's own": lambda f, x, h: (f(x + 1e-5) - f(x - 1e-5)) / 2e-5,
        "the sum": lambda f, x, h: (f(x + h) + f(x - h)) / (2 * h),
        "the value": lambda f, x, h: f(x),
        "2h to each side": lambda f, x, h: (f(x + 2 * h) - f(x - 2 * h)) / (2 * h),
        "absolute": lambda f, x, h: abs(f(x + h) - f(x - h)) / (2 * h),
    },
    "curvature": {
        "by h once": lambda f, x, h: (f(x + h) - 2 * f(x) + f(x - h)) / h,
        "by (2h) squared": lambda f, x, h: (f(x + h) - 2 * f(x) + f(x - h)) / (2 * h) ** 2,
        "the middle once": lambda f, x, h: (f(x + h) - f(x) + f(x - h)) / h**2,
        "plus the middle": lambda f, x, h: (f(x + h) + 2 * f(x) + f(x - h)) / h**2,
        "the slope": lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h),
        "the slope again by h": lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h) / h,
        "turned": lambda f, x, h: (2 * f(x) - f(x + h) - f(x - h)) / h**2,
        "brackets": lambda f, x, h: f(x + h) - 2 * f(x) + f(x - h) / h**2,
        "one side twice": lambda f, x, h: (f(x + 2 * h) - 2 * f(x + h) + f(x)) / h**2,
        "not divided": lambda f, x, h: f(x + h) - 2 * f(x) + f(x - h),
        "the slope squared": lambda f, x, h: ((f(x + h) - f(x - h)) / (2 * h)) ** 2,
        "only two values": lambda f, x, h: (f(x + h) - f(x)) / h**2,
        "the third derivative": lambda f, x, h: f.deriv(3)(x),
    },
    "nudge_slip": {
        "1e-8, forward": lambda f, x: (f(x + 1e-8) - f(x)) / 1e-8,
        "1e-11": lambda f, x: (f(x + 1e-11) - f(x)) / 1e-11,
        "one": lambda f, x: (f(x + 1.0) - f(x)) / 1.0,
        "1e-15 of x": lambda f, x: (f(x * (1 + 1e-15)) - f(x)) / (1e-15 * x),
        "grows with positive x alone": lambda f, x: (f(x + 1e-8 * max(1, x)) - f(x)) / (1e-8 * max(1, x)),
        "turned": lambda f, x: (f(x - 1e-5 * x) - f(x + 1e-5 * x)) / (2e-5 * x),
        "half": lambda f, x: (f(x + 1e-5 * x) - f(x - 1e-5 * x)) / (4e-5 * x),
        "text": lambda f, x: str((f(x + 1e-5 * x) - f(x - 1e-5 * x)) / (2e-5 * x)),
    },
    "shrinks": {
        "both k": lambda k: (k, k),
        "twice": lambda k: (k, 2 * k),
        "swapped": lambda k: (k**2, k),
        "shares": lambda k: (1 / k, 1 / k**2),
        "powers of f": lambda k: (k**2, k**3),
        "both squared": lambda k: (k**2, k**2),
        "a root": lambda k: (np.sqrt(k), k),
        "cubed": lambda k: (k, k**3),
        "exponential": lambda k: (k, 2**k),
        "only the second": lambda k: k**2,
        "ten times": lambda k: (10, 100),
        "the product": lambda k: k**3,
        "one more": lambda k: (k + 1, k**2 + 1),
    },
}
