"""Write: a descent that says why it stopped

`gradient(w)` returns the slopes at `w`. Before each step, look at the length of the gradient: if it is at most
`small`, return `w` and the words `"small gradient"`. After `most` steps, return `w` and `"most steps"`.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Over, Written, changed
from sgdlab.quantities import Given, Gradient, Params


def descend(gradient: Gradient, w: Params, learning_rate: float, small: float, most: int) -> Answer:
    for _ in range(most):
        slopes = gradient(w)
        if np.linalg.norm(slopes) <= small:
            return w, "small gradient"
        w = w - learning_rate * slopes
    return w, "most steps"


def _few(rng: np.random.Generator) -> tuple[Given, ...]:
    """Too few steps for a small gradient."""
    angle = rng.uniform(0.5, 1.0)  # along an axis the largest slope would be as long as the gradient
    Q = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    H = (Q * np.array([1.0, rng.uniform(3, 6)])) @ Q.T
    lowest = rng.uniform(8, 9, size=2)  # not 0, so that the length of w is no sign of the end
    slopes = Written("lambda w: {H} @ (w - {lowest})", H=H, lowest=lowest)
    return slopes, lowest - 1.3 - rng.uniform(size=2), 0.2, 0.01, int(rng.integers(4, 9))


def _many(rng: np.random.Generator) -> tuple[Given, ...]:
    """More steps than it takes."""
    gradient, w, *_ = _few(rng)
    return gradient, w, 0.05, 0.05, 150


def _none(rng: np.random.Generator) -> tuple[Given, ...]:
    """The start is good enough: its gradient is shorter than w, and `small` lies between the two."""
    gradient, w, rate, _, most = _few(rng)
    while np.linalg.norm(gradient(w)) > np.linalg.norm(w) - 2:
        gradient, w, rate, _, most = _few(rng)
    return gradient, w, rate, float(np.linalg.norm(gradient(w))) + 0.5, most


def _near_zero(rng: np.random.Generator) -> tuple[Given, ...]:
    """A start that is shorter than `small`, far from the minimum."""
    gradient, w, rate, _, most = _few(rng)
    return gradient, rng.uniform(-0.5, 0.5, size=len(w)), rate, 1.0, most


def _arrived(rng: np.random.Generator) -> tuple[Given, ...]:
    """A start with a gradient that is just as long as `small`: 0."""
    lowest = rng.uniform(8, 9, size=2)
    return Written("lambda w: 3 * (w - {lowest})", lowest=lowest), lowest, 0.2, 0.0, 5


descent = Exercise(
    "descent",
    descend,
    [_few, _many, _none, _near_zero, _arrived],
    runs=Over("most"),
    praise="The whole of gradient descent, in five lines, and it says why it stopped.",
    mistakes=[
        lambda gradient, w, learning_rate, small, most: descend(gradient, w, -learning_rate, small, most),
        "You went uphill. The gradient points to where the function grows, so the step is minus it.",
        changed(descend, {'return w, "small': 'return w - learning_rate * slopes, "small'}),
        "Your run goes a step too far: it moves first, and then tests the slopes at the place that it has "
        "left. Test before you move.",
        changed(descend, {'"most steps"': '"small gradient"'}),
        'Your words are always "small gradient", even where the steps were used up. A `break` ends the loop, and '
        "then the line after it no longer knows why: return inside the loop, or set the words there.",
        changed(descend, {'"small gradient"': '"most steps"'}),
        'Your words are always "most steps", even where the gradient was small. Return "small gradient" inside the '
        "loop, or set the words there before you leave it.",
        changed(descend, {"np.linalg.norm(slopes)": "np.linalg.norm(w)"}),
        "You tested the length of `w`. How far w is from zero says nothing about the slope: test the length of "
        "gradient(w).",
        changed(descend, {"np.linalg.norm(slopes)": "len(slopes)"}),
        "len(slopes) is how many slopes there are. The length of the gradient, as an arrow, is np.linalg.norm(slopes).",
        lambda gradient, w, learning_rate, small, most: descend(gradient, w, learning_rate, -1.0, most),
        "Your run never stops early. Compare the length of the gradient, np.linalg.norm(slopes), with `small` "
        "before each step.",
        changed(descend, {"np.linalg.norm(slopes)": "slopes.max()"}),
        "You compared the slopes with their signs, and a slope of -100 is below any limit. Compare the length, "
        "np.linalg.norm(slopes).",
        lambda gradient, w, learning_rate, small, most: descend(gradient, w, learning_rate, small, 200),
        "Your run does not count its steps: after `most` of them it has to end, wherever it is. (With too "
        "large a learning rate it would never end.)",
    ],
    hints=[
        "A loop of at most `most` rounds: slopes, test, step.",
        "np.linalg.norm(slopes) <= small is the test, and it comes before the step.",
        'Inside the loop: return w, "small gradient". After the loop: return w, "most steps".',
    ],
)
