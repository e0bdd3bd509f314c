"""Find the slip: a random direction

This is meant to be SPSA: an estimate of the gradient at `w` from two losses, along one random direction. Slips of
this kind are hard to see, since the result is random anyway. Fix it.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, changed
from sgdlab.quantities import Array, Given, Loss, Params


def random_slope(loss: Loss, w: Params, h: float, rng: np.random.Generator) -> Answer:
    direction = rng.choice([-1.0, 1.0], size=len(w))  # drawn once, for both sides
    up = loss(w + h * direction)
    down = loss(w - h * direction)
    return (up - down) / (2 * h) * direction


def _given(loss: Loss, w: Params, h: float, rng: np.random.Generator) -> Answer:
    up = loss(w + h * rng.choice([-1.0, 1.0], size=len(w)))
    direction = rng.choice([-1.0, 1.0], size=len(w))
    down = loss(w - h * direction)
    return (up - down) / (2 * h) * direction


def _seen(answer: Given, slopes: Array, w: Params, h: float, seed: int) -> dict[str, object]:
    """On a tilted plane with slopes g an estimate (g . v) v, with v of ones and minus ones, has two properties."""
    asked: list[Given] = []

    def plane(at: Array) -> float:
        asked.append(np.array(at))
        return float(slopes @ at)

    found = np.asarray(answer(plane, w.copy(), h, np.random.default_rng(seed)), dtype=float)
    losses, middle = len(asked), sum(asked)
    if found.shape != w.shape:
        return {"losses": losses, "shape": found.shape}
    size, along = np.abs(found).max(), found @ slopes
    again = np.asarray(answer(plane, w.copy(), h, np.random.default_rng(seed)), dtype=float)
    signs = np.array([np.sign(answer(plane, w.copy(), h, np.random.default_rng([seed, k]))) for k in range(20)])
    return {
        "losses": losses,
        "shape": found.shape,
        "the losses lie on both sides of `w`, equally far": bool(np.allclose(middle, losses * w)),
        "all entries of one size": bool(np.allclose(np.abs(found), size)),
        "the estimate, divided by slope × direction": round(float(size**2 / along), 6) if along else 0.0,
        "every entry has a sign of its own, from `rng`": bool(np.all(np.ptp(signs[:, 1:] * signs[:, :1], axis=0) > 0)),
        "all chance comes from `rng`": bool(np.array_equal(found, again)),
    }


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    slopes = 2.0 ** np.arange(5) * rng.uniform(1.0, 1.2, size=5) * rng.choice([-1, 1], size=5)
    return slopes, rng.normal(size=5), rng.uniform(0.01, 0.1), int(rng.integers(1000))


direction_slip = Exercise(
    "direction_slip",
    random_slope,
    _draw,
    given=_given,
    observe=_seen,
    praise="One direction for both losses: now their difference is a slope.",
    mistakes=[
        changed(random_slope, {"(2 * h)": "h"}),
        "You look along one direction now. But between w − h·v and w + h·v lie 2 h, and you divide by h.",
        changed(random_slope, {"(2 * h)": "2 * h"}),
        "You look along one direction now. But Python goes from left to right: `/ 2 * h` divides by 2, and then "
        "multiplies by h.",
        changed(random_slope, {"size=len(w))": "size=len(w)) / np.sqrt(len(w))"}),
        "You look along one direction now, but its length is 1, which makes the estimate too short on average. The "
        "direction of SPSA has only 1 and −1 in it.",
        changed(random_slope, {"up - down": "down - up"}),
        "You look along one direction now, but the sign is wrong: it is up minus down.",
        changed(random_slope, {"(2 * h) * direction": "(2 * h)"}),
        "That is one number, such as the slope along the direction. The estimate of the gradient has one for each "
        "parameter: the slope times the direction, which has a 1 or a −1 for each of them.",
        changed(random_slope, {"w - h * direction": "w"}),
        "You compare one side with the middle, which is h away, and still divide by 2 h.",
        changed(_given, {"(2 * h) * direction": "(2 * h) * rng.choice([-1.0, 1.0], size=len(w))"}),
        "You draw a direction three times now. Draw it once, and use it in all three places.",
        changed(random_slope, {"choice([-1.0, 1.0], size": "normal(size"}),
        "You look along one direction now, but its entries are normal numbers. The direction of SPSA has only "
        "1 and −1 in it, as in the code that you were given.",
        changed(random_slope, {"h) * direction": "h) * rng.choice([-1.0, 1.0], size=len(w))"}),
        "Both losses lie along one direction now, but you multiply by another one. Draw it once, and use it in all "
        "three places.",
    ],
    hints=[
        "How often is a direction drawn before the step is made? How often should it be?",
        "`up` and `down` are losses along two different directions. Their difference is not the slope along "
        "either of them.",
        "Draw `direction` once, in the first line, and use it in all three places.",
    ],
)
