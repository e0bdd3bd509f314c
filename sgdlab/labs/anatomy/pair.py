"""The two parameters of a problem that the picture shows [Pair], and how they are chosen [pair_of]."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.gradients import backprop
from sgdlab.labs.given import names_of
from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.landscape import surface
from sgdlab.landscape.plane import SEARCH, lowest_point
from sgdlab.landscape.surface import Surface
from sgdlab.problems import Problem
from sgdlab.quantities import Array, LossValue, Params

MOST = 20  # parameters in a list to choose from
AT_ONCE = 1000  # parameters up to which the whole grid of a surface fits into memory


@dataclass(frozen=True, eq=False)
class Pair:
    """The plane along two parameters, those with the numbers `pair`.

    It shows what an optimizer does entry by entry; a plane in other directions would mix the entries.  A problem of two
    parameters is the whole plane.
    """

    problem: Problem
    pair: tuple[int, int] = (0, 1)

    @property
    def whole(self) -> bool:
        """Whether there are no other parameters."""
        return self.problem.size == 2

    @property
    def names(self) -> tuple[str, str]:
        """The names of the two."""
        names = names_of(self.problem)
        return names[self.pair[0]], names[self.pair[1]]

    def at(self, point: ArrayLike) -> Array:
        """Return the start (P,) with the two at a point (2,)."""
        start: Array = self.problem.start.copy()
        start[list(self.pair)] = point
        return start

    def of(self, params: ArrayLike) -> Array:
        """Return the two entries (…, 2) of parameters, gradients or steps (…, P)."""
        entries: Array = np.asarray(params)[..., list(self.pair)]
        return entries

    @cached_property
    def loss(self) -> Problem:
        """The problem over the two, with the same examples; the others stay at their values at the lowest point."""
        if self.whole:
            return self.problem
        problem, pair, lowest = self.problem, list(self.pair), lowest_point(self.problem)

        def loss(point: Params, batch: object) -> LossValue:
            params = np.broadcast_to(lowest, (*np.shape(point)[:-1], len(lowest))).copy()
            params[..., pair] = point
            return problem.loss(params, batch)

        return Problem(
            loss,
            problem.data,
            start=self.of(problem.start),
            vectorized=problem.vectorized and len(lowest) <= AT_ONCE,
            names=self.names,
            title=f"{problem.title}, over two parameters",
            hessian=None if problem.hessian is None else np.asarray(problem.hessian)[np.ix_(pair, pair)],
            solve=lambda: None if problem.minimum is None else self.of(lowest),
        )

    def surface(self, *paths: ArrayLike) -> Surface:
        """Return the loss surface of the two, wide enough for the problem's start and for paths (…, 2)."""
        points = [self.loss.start, *paths]
        if not self.whole:
            points.append(self.of(lowest_point(self.problem)))
        return surface(self.loss, paths=[np.reshape(path, (-1, 2)) for path in points])

    @property
    def caption(self) -> str:
        """Which parameters the picture shows, and what the others do; empty if there are no others."""
        if self.whole:
            return ""
        (one, two), count = self.names, self.problem.size or 0
        source = f"{SEARCH} steps of Adam leave" if self.problem.minimum is None else "the minimum has"
        listed = "" if count <= MOST else f". The lists name the {MOST} with the largest gradient at the start"
        return (
            f"You see {one} and {two}, 2 of {count:,} parameters; all {count:,} are trained. "
            f"The surface holds the others where {source} them, which is not where the run has them{listed}"
        )


def pair_of(problem: Problem, across: str | None = None, up: str | None = None) -> Pair:
    """Return the plane along two parameters by their names, or along those with the largest gradient at the start.

    Errors: an unknown name, the same name twice.
    """
    if problem.size == 2:
        return Pair(problem)
    if across is None or up is None:
        one, two = sorted(_by_gradient(problem)[:2])
        return Pair(problem, (one, two))
    names = names_of(problem)
    for name in (across, up):
        if name not in names:
            raise ValueError(f"{problem.title} has no parameter {name!r}; it has {', '.join(names[:MOST])}")
    if across == up:
        raise SettingsError(f"across and up both show {up}: choose another parameter for one of them")
    return Pair(problem, (names.index(across), names.index(up)))


def listed(problem: Problem) -> list[str]:
    """Return the names of the parameters to choose from, at most the 20 with the largest gradient at the start."""
    names = names_of(problem)
    return [names[k] for k in sorted(_by_gradient(problem)[:MOST])]


@lru_cache(maxsize=8)
def _by_gradient(problem: Problem) -> tuple[int, ...]:
    """The numbers of all parameters, the one with the largest gradient at the start first."""
    slopes = np.nan_to_num(np.abs(backprop(problem, problem.start)[1]))
    return tuple(np.argsort(-slopes, kind="stable").tolist())
