"""Notebook 12: what principal directions of noise explain [noise_share], the shadow of a path [shadow_slip]."""

from typing import Any

import numpy as np

from sgdlab.course.exercises import Exercise, Mistake


def share_explained(k: Any) -> Any:
    return 6 / (np.pi**2 * k**2)  # 1/k^2, divided by the sum of all of them


def _draw_rank(rng: np.random.Generator) -> tuple[int]:
    return (int(rng.integers(3, 12)),)


noise_share = Exercise(
    "noise_share",
    share_explained,
    _draw_rank,
    praise="Three quarters in two directions, of a path that went nowhere.",
    mistakes=[
        Mistake(
            lambda k: 1 / k**2,
            "Those are the variances against the first one. Shares add up to 1: divide by the sum of all of them.",
        ),
        Mistake(
            lambda k: np.pi**2 / (6 * k**2),
            "You multiplied by the sum. A share is a part divided by the sum.",
        ),
        Mistake(
            lambda k: 6 / (np.pi**2 * k),
            "You let the variances fall as 1/k. The lengths do; a variance is a squared length, and falls as 1/k².",
        ),
        Mistake(
            lambda k: sum(6 / (np.pi**2 * j**2) for j in range(1, k + 1)),
            "That is what the first k directions explain together. Asked for is the k-th alone.",
        ),
        Mistake(
            lambda k: 6 / (np.pi**2 * (k + 1) ** 2),
            "You counted from 0. The first direction is k = 1, and explains 6/π².",
        ),
        Mistake(
            lambda k: 1 / 5000,
            "You shared evenly among the 5,000 directions. So would single steps do; their sum, the walk, does not.",
        ),
    ],
    hints=[
        "A share is one part divided by the sum of all parts.",
        "The parts are 1, 1/4, 1/9, …, and their sum is π²/6.",
        "(1/k²) / (π²/6).",
    ],
)


def shadow(point: Any, center: Any, D: Any) -> Any:
    return np.linalg.lstsq(D.T, point - center)[0]  # both coordinates at once: the nearest point of the plane


def _given_shadow(point: Any, center: Any, D: Any) -> Any:
    away = point - center
    return np.array([away @ d / (d @ d) for d in D])


def _one_after_the_other(point: Any, center: Any, D: Any) -> Any:
    away = point - center
    a = away @ D[0] / (D[0] @ D[0])
    return np.array([a, (away - a * D[0]) @ D[1] / (D[1] @ D[1])])


def _draw_plane(rng: np.random.Generator) -> tuple[Any, ...]:
    D = rng.normal(size=(2, 6))
    D[1] += rng.choice([-1, 1]) * rng.uniform(0.5, 1) * D[0]  # not at right angles
    return rng.normal(size=6), rng.normal(size=6), D


shadow_slip = Exercise(
    "shadow_slip",
    shadow,
    _draw_plane,
    given=_given_shadow,
    praise="The two coordinates depend on one another unless the directions are at right angles.",
    mistakes=[
        Mistake(
            _one_after_the_other,
            "You took the first coordinate alone, and the second from what it leaves. With slanted directions the "
            "first is then still wrong: solve for both at once.",
        ),
        Mistake(
            lambda point, center, D: D @ (point - center),
            "Those are dot products. They are coordinates only if the directions have length 1 and stand at right "
            "angles.",
        ),
        Mistake(
            lambda point, center, D: (point - center) @ D.T / np.linalg.norm(D, axis=1),
            "You divided by the lengths. That is how far the point goes along each direction alone, in the units of "
            "the parameters; the slant is still left out.",
        ),
        Mistake(
            lambda point, center, D: shadow(point, 0 * center, D),
            "You left out the center. The plane goes through it, so the way starts there: point - center.",
        ),
        Mistake(
            lambda point, center, D: shadow(center, point, D),
            "Your signs are turned round: the way is from the center to the point.",
        ),
    ],
    hints=[
        "Try it on a point that you have made: center + 2 * D[0] + 3 * D[1]. Does it return 2 and 3?",
        "If D[0] and D[1] are not at right angles, a step along one also goes a bit along the other.",
        "Find a and b together, so that a D[0] + b D[1] is nearest to point - center: np.linalg.lstsq(D.T, …)[0].",
    ],
)
