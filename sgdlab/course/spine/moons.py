"""Write: a loop around your gradient

`gradient(params)` returns the gradient of the loss at `params`, computed from all examples. Take `steps` steps of
gradient descent from `start`. Return all parameters that you have been at, the start first, as an array (steps + 1, P).
"""

from collections.abc import Callable

import numpy as np

from sgdlab.course.exercises import Over, Written, changed
from sgdlab.course.spine.part import Part
from sgdlab.quantities import Array


def train_on_all(gradient: Callable[[Array], Array], start: Array, learning_rate: float, steps: int) -> Array:
    params = np.array(start, dtype=float)
    path = [params]
    for _ in range(steps):
        params = params - learning_rate * gradient(params)
        path.append(params)
    return np.array(path)


def _draw(rng: np.random.Generator) -> tuple[Written, Array, float, int]:
    Q = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    H = (Q * rng.uniform(1, 5, size=3)) @ Q.T
    gradient = Written("lambda params: {H} @ params", H=H)
    return gradient, rng.normal(size=3), rng.uniform(0.1, 0.3), int(rng.integers(4, 9))


def _ends(answer: Callable[..., Array]) -> Callable[..., Array]:
    """Where the path of an answer ends."""
    return lambda *given: answer(*given)[-1]


moons = Part(
    "moons",
    train_on_all,
    _draw,
    notebook="06",
    replaces="",
    runs=Over("steps", through=_ends),
    praise="That is all of gradient descent. Below it trains the moons with your gradient.",
    mistakes=[
        changed(train_on_all, {"params - ": "params + "}),
        "Your loop goes uphill. The gradient points to where the loss grows, so subtract it.",
        changed(train_on_all, {"gradient(params)": "gradient(path[0])"}),
        "Every gradient is taken at the start. After an update it is out of date: take it where you are now.",
        changed(
            train_on_all,
            {
                "params = params - learning_rate * gradient(params)": "params = params.copy()\n"
                "        for k in range(len(params)):\n"
                "            params[k] -= learning_rate * gradient(params)[k]",
            },
        ),
        "You move one parameter after the other, so each slope is taken where others have moved already. Take all "
        "slopes at the same point, and then move all parameters at once.",
        changed(train_on_all, {"learning_rate * ": ""}),
        "You left out the learning rate.",
        changed(train_on_all, {"params - ": "-"}),
        "You replace the parameters by the step. Add the step to them: params = params - learning_rate * …",
        changed(
            train_on_all,
            {
                "path = [params]": "path, g = [params], 0",
                "params = params - learning_rate * gradient(params)": "g = g + gradient(params)\n"
                "        params = params - learning_rate * g",
            },
        ),
        "Your gradients add up from step to step. Each step uses the new gradient alone.",
        changed(train_on_all, {"array(path)": "array(path[1:])"}),
        "The start is missing from your path.",
        changed(train_on_all, {"array(path)": "array(path[:-1])"}),
        "The last parameters are missing from your path.",
        changed(train_on_all, {"array(path)": "array(path[-1])"}),
        "Return the whole path, not only its end.",
        changed(train_on_all, {"array(path)": "array([params] * len(path))"}),
        "All rows of your path are its end, since `-=` changes the same array again: write params = params - ….",
    ],
    hints=[
        "Before the loop: params = np.array(start), and a list that has them as its first entry.",
        "In the loop: params = params - learning_rate * gradient(params) makes a new array; append it to the list.",
        "After the loop: return np.array(path).",
    ],
)
