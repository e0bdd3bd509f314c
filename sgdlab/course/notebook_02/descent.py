"""Write: a descent that says why it stopped

`gradient(w)` returns the slopes at `w`. Before each step: if the length of the gradient is at most `small`, return
`w` and the words `"small gradient"`. After `most` steps, return `w` and `"most steps"`.
"""

from typing import Any

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Mistake
from sgdlab.course.notebook_02.slopes import Slopes
from sgdlab.quantities import Array, Given, Gradient, Loss, Params


def descend(gradient: Gradient, w: Params, learning_rate: float, small: float, most: int) -> Answer:
    for _ in range(most):
        slopes = gradient(w)
        if np.linalg.norm(slopes) <= small:
            return w, "small gradient"
        w = w - learning_rate * slopes
    return w, "most steps"


def _observe(answer: Loss, H: Array, w: Params, learning_rate: float, small: float, few: int) -> dict[str, Any]:
    """Where an answer ends and why, with few steps and with many."""
    seen: dict[str, Any] = {}
    for most in (few, 100):
        end = answer(Slopes(H), w.copy(), learning_rate, small, most)
        if not isinstance(end, tuple | list) or len(end) != 2:
            raise TypeError("return two things, where it ends and why it stopped, such as w, 'most steps'")
        seen |= {f"where it ends with at most {most} steps": end[0], f"why, with at most {most} steps": end[1]}
    return seen


def _uphill(gradient: Gradient, w: Params, learning_rate: float, small: float, most: int) -> Answer:
    return descend(gradient, w, -learning_rate, small, most)


def _moves_first(gradient: Gradient, w: Params, learning_rate: float, small: float, most: int) -> Answer:
    """Judges the slopes that it has just used, so it is a step too far."""
    for _ in range(most):
        slopes = gradient(w)
        w = w - learning_rate * slopes
        if np.linalg.norm(slopes) <= small:
            return w, "small gradient"
    return w, "most steps"


def _signed(gradient: Gradient, w: Params, learning_rate: float, small: float, most: int) -> Answer:
    """Compares the slopes with their signs, so that a negative one counts as small."""
    for _ in range(most):
        slopes = gradient(w)
        if np.all(slopes <= small):
            return w, "small gradient"
        w = w - learning_rate * slopes
    return w, "most steps"


def _never_small(gradient: Gradient, w: Params, learning_rate: float, small: float, most: int) -> Answer:
    return descend(gradient, w, learning_rate, 0.0, most)


def _uncounted(gradient: Gradient, w: Params, learning_rate: float, small: float, most: int) -> Answer:
    return descend(gradient, w, learning_rate, small, 10_000)


def _once_more(gradient: Gradient, w: Params, learning_rate: float, small: float, most: int) -> Answer:
    return descend(gradient, w, learning_rate, small, most + 1)


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    Q = np.linalg.qr(rng.normal(size=(2, 2)))[0]
    H = (Q * np.array([1.0, rng.uniform(3, 6)])) @ Q.T
    return H, -1 - rng.uniform(size=2), 0.2, 0.01, int(rng.integers(4, 9))


descent = Exercise(
    "descent",
    descend,
    _draw,
    observe=_observe,
    praise="The whole of gradient descent, in five lines, and it says why it stopped.",
    mistakes=[
        Mistake(_uphill, "You went uphill. The gradient points to where the function grows, so the step is minus it."),
        Mistake(
            _moves_first,
            "Your run goes a step too far: it moves first, and then tests the slopes at the place that it has "
            "left. Test before you move.",
        ),
        Mistake(
            _never_small,
            "Your run never stops early. Compare the length of the gradient, np.linalg.norm(slopes), with `small` "
            "before each step.",
        ),
        Mistake(
            _signed,
            "You compared the slopes with their signs, and a slope of -100 is below any limit. Compare the length, "
            "np.linalg.norm(slopes).",
        ),
        Mistake(
            _uncounted,
            "Your run does not count its steps: after `most` of them it has to end, wherever it is. (With too "
            "large a learning rate it would never end.)",
        ),
        Mistake(_once_more, "Your run takes one step more than `most`."),
    ],
    hints=[
        "A loop of at most `most` rounds: slopes, test, step.",
        "np.linalg.norm(slopes) <= small is the test, and it comes before the step.",
        'Inside the loop: return w, "small gradient". After the loop: return w, "most steps".',
    ],
)
