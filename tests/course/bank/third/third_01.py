"""Wrong programs for notebook 01, a third sample, written before any was checked."""

from tests.mistakes import wrong


@wrong("01 central")
def nudged_outside(f, x, h):
    up = f(x) + h
    down = f(x) - h
    return (up - down) / (2 * h)


@wrong("01 central")
def forward_minus_backward(f, x, h):
    forward = (f(x + h) - f(x)) / h
    backward = (f(x) - f(x - h)) / h
    return (forward - backward) / 2


@wrong("01 central")
def run_of_two(f, x, h):
    return (f(x + h) - f(x - h)) / 2


@wrong("01 central")
def share_of_x(f, x, h):
    return (f(x * (1 + h)) - f(x * (1 - h))) / (2 * h)


@wrong("01 curvature")
def slope_at_x_again(f, x, h):
    def slope(at):
        return (f(at + h) - f(at - h)) / (2 * h)

    return (slope(x + h) - slope(x)) / h


@wrong("01 curvature")
def slopes_added(f, x, h):
    right = (f(x + h) - f(x)) / h
    left = (f(x) - f(x - h)) / h
    return (right + left) / h


@wrong("01 curvature")
def h_taken_back(f, x, h):
    return (f(x + h) - 2 * f(x) + f(x - h)) / h * h


@wrong("01 curvature")
def last_subtracted(f, x, h):
    return (f(x + h) - 2 * f(x) - f(x - h)) / h**2


@wrong("01 curvature")
def left_turned(f, x, h):
    right = (f(x + h) - f(x)) / h
    left = (f(x - h) - f(x)) / h
    return (right - left) / h


@wrong("01 shrinks")
def two_to_the_k(k):
    return k, 2**k


@wrong("01 shrinks")
def with_their_constants(k):
    return k / 2, k**2 / 6


@wrong("01 shrinks")
def one_share(k):
    return 1 / k, k**2


@wrong("01 nudge_slip")
def forward_too_long(f, x):
    h = 1e-5 * max(1, abs(x))
    return (f(x + h) - f(x)) / h


@wrong("01 nudge_slip")
def smaller_farther_out(f, x):
    h = 1e-5 / max(1, abs(x))
    return (f(x + h) - f(x - h)) / (2 * h)


@wrong("01 nudge_slip")
def tiny_share(f, x):
    h = 1e-12 * max(1, abs(x))
    return (f(x + h) - f(x - h)) / (2 * h)


@wrong("01 nudge_slip")
def by_h_once(f, x):
    h = 1e-6 * abs(x)
    return (f(x + h) - f(x - h)) / h
