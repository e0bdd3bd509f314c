"""Points at which an answer that lost its sign cannot pass by chance [both_signs]."""

import numpy as np

from sgdlab.course.exercises.exercise import Draw, Function


def both_signs(right: Function, draw: Draw) -> list[Draw]:
    """Return two draws: of points whose right answers are above 0 in all their numbers, and of such as are below it.

    >>> above, below = both_signs(lambda x: 2 * x, lambda rng: (rng.normal(),))
    >>> above(np.random.default_rng(0))[0] > 0 > below(np.random.default_rng(0))[0]
    True
    """

    def of(sign: int) -> Draw:
        def drawn(rng: np.random.Generator) -> tuple[object, ...]:
            point = draw(rng)
            return point if np.min(sign * np.asarray(right(*point))) > 0 else drawn(rng)

        return drawn

    return [of(1), of(-1)]
