"""Find the slip: a shadow in the wrong place

This function should return the coordinates of the point of the plane that is nearest to `point`. The plane goes
through `center`; the rows of `D` are its two directions. It is right for directions at right angles. Random
directions are only nearly at right angles, and filter-normalized ones on average even less so. Fix it.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise
from sgdlab.quantities import Array, Given


def shadow(point: Given, center: Array, D: Array) -> Answer:
    return np.linalg.lstsq(D.T, point - center)[0]  # both coordinates at once: the nearest point of the plane


def _normal_equations(point: Given, center: Array, D: Array) -> Answer:
    away = point - center
    return np.linalg.solve(D @ D.T, D @ away)


def _given(point: Given, center: Array, D: Array) -> Answer:
    away = point - center
    return np.array([away @ d / (d @ d) for d in D])


def _one_after_the_other(point: Given, center: Array, D: Array) -> Answer:
    away = point - center
    a = away @ D[0] / (D[0] @ D[0])
    return np.array([a, (away - a * D[0]) @ D[1] / (D[1] @ D[1])])


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    D = rng.normal(size=(2, 6))
    D[1] += rng.choice([-1, 1]) * rng.uniform(0.5, 1) * D[0]  # not at right angles
    return rng.normal(size=6), rng.normal(size=6), D


shadow_slip = Exercise(
    "shadow_slip",
    shadow,
    _draw,
    given=_given,
    also=[_normal_equations],
    praise="The two coordinates depend on one another unless the directions are at right angles.",
    mistakes=[
        *(lambda point, center, D, way=way: _one_after_the_other(point, center, D[::way])[::way] for way in (1, -1)),
        "You computed one coordinate alone, and the other from the rest. If the directions are slanted, the "
        "one that you began with is still wrong: solve for both at once.",
        lambda point, center, D: shadow(point, center, D) * np.linalg.norm(D, axis=1),
        "You gave the directions the length 1 first. Return the coordinates along D[0] and D[1] as they are.",
        lambda point, center, D: D @ (point - center),
        "Those are dot products. They are coordinates only if the directions have length 1 and stand at right angles.",
        lambda point, center, D: (point - center) @ D.T / np.linalg.norm(D, axis=1),
        "You divided by the lengths. That is how far the point goes along each direction alone, in the units "
        "of the parameters, and it still ignores the slant.",
        lambda point, center, D: shadow(point, 0 * center, D),
        "You left out the center. The plane goes through it, so the way starts there: point - center.",
        lambda point, center, D: shadow(center, point, D),
        "Your signs are wrong: the way is from the center to the point.",
        lambda point, center, D: center + shadow(point, center, D) @ D,
        "That is the point of the plane itself. Return its two coordinates, a and b in center + a D[0] + b D[1].",
        lambda point, center, D: np.linalg.qr(D.T)[0].T @ (point - center),
        lambda point, center, D: np.linalg.cholesky(D @ D.T).T @ shadow(point, center, D),  # the same, of known signs
        "Those are coordinates along directions that were made to stand at right angles. Return those along D[0] "
        "and D[1].",
        lambda point, center, D: D @ D.T @ D @ (point - center),
        "You multiplied by D @ D.T. The normal equations are solved for it: np.linalg.solve(D @ D.T, D @ (point - "
        "center)).",
    ],
    hints=[
        "Try it on a point that you have made: center + 2 * D[0] + 3 * D[1]. Does it return 2 and 3?",
        "If D[0] and D[1] are not at right angles, a step along one also goes a bit along the other.",
        "Find a and b together, so that a D[0] + b D[1] is nearest to point - center: np.linalg.lstsq(D.T, …)[0].",
    ],
)
