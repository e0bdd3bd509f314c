"""Wrong programs for notebook 01, a third sample, written before any was checked, with what a reply says."""

from mistakes import says


@says("01 central", "Your function returns 1, whatever")
def nudged_outside(f, x, h):
    up = f(x) + h
    down = f(x) - h
    return (up - down) / (2 * h)


@says("01 central", "`f(x) - f(x - h)`")
def forward_minus_backward(f, x, h):
    forward = (f(x + h) - f(x)) / h
    backward = (f(x) - f(x - h)) / h
    return (forward - backward) / 2


@says("01 central", "right up to a factor")
def run_of_two(f, x, h):
    return (f(x + h) - f(x - h)) / 2


@says("01 central", "; right is ")
def share_of_x(f, x, h):
    return (f(x * (1 + h)) - f(x * (1 - h))) / (2 * h)


@says("01 curvature", "two slips")
def slope_at_x_again(f, x, h):
    def slope(at):
        return (f(at + h) - f(at - h)) / (2 * h)

    return (slope(x + h) - slope(x)) / h


@says("01 curvature", "`f(x) - f(x - h)`")
def slopes_added(f, x, h):
    right = (f(x + h) - f(x)) / h
    left = (f(x) - f(x - h)) / h
    return (right + left) / h


@says("01 curvature", "right up to a factor")
def h_taken_back(f, x, h):
    return (f(x + h) - 2 * f(x) + f(x - h)) / h * h


@says("01 curvature", "`f(x + h) - 2 * f(x) - f(x - h)`")
def last_subtracted(f, x, h):
    return (f(x + h) - 2 * f(x) - f(x - h)) / h**2


@says("01 curvature", "`f(x - h) - f(x)`")
def left_turned(f, x, h):
    right = (f(x + h) - f(x)) / h
    left = (f(x - h) - f(x)) / h
    return (right - left) / h


@says("01 shrinks", "`2**k`")
def two_to_the_k(k):
    return k, 2**k


@says("01 shrinks", "right up to a factor")
def with_their_constants(k):
    return k / 2, k**2 / 6


@says("01 shrinks", "right up to a factor")
def one_share(k):
    return 1 / k, k**2


@says("01 nudge_slip", "The nudge is no longer")
def forward_too_long(f, x):
    h = 1e-5 * max(1, abs(x))
    return (f(x + h) - f(x)) / h


@says("01 nudge_slip", "Now it is right near")
def smaller_farther_out(f, x):
    h = 1e-5 / max(1, abs(x))
    return (f(x + h) - f(x - h)) / (2 * h)


@says("01 nudge_slip", "The nudge is no longer")
def tiny_share(f, x):
    h = 1e-12 * max(1, abs(x))
    return (f(x + h) - f(x - h)) / (2 * h)


@says("01 nudge_slip", "The nudge is no longer")
def by_h_once(f, x):
    h = 1e-6 * abs(x)
    return (f(x + h) - f(x - h)) / h
