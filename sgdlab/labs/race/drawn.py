"""Points that the reader draws: the models that are fitted to them [FITS], the problem for some points [drawn].

And the plane on which a race on them, or on any other problem, is shown [plane_for].
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache

import numpy as np

from sgdlab.labs.race.points import error_of, read
from sgdlab.labs.stage.code import made_by
from sgdlab.landscape import surface
from sgdlab.landscape.plane import Plane, plane_from, plane_of
from sgdlab.landscape.surface import POINTS_ACROSS, Limits, Surface
from sgdlab.problems import Model, Problem

BOX: tuple[Limits, Limits] = ((-1.1, 1.1), (-1.1, 1.1))  # in which points are drawn
EXAMPLES = {  # points to begin with
    "line": "-0.8,-0.4\n-0.5,-0.35\n-0.2,0.1\n0.1,-0.05\n0.4,0.45\n0.7,0.35",
    "classes": "-0.7,0.4,0\n-0.4,0.7,0\n-0.2,0.2,0\n0.2,0.5,0\n-0.3,-0.4,1\n0.1,-0.6,1\n0.5,-0.1,1\n0.7,-0.5,1",
}


@dataclass(frozen=True)
class Fit:
    """A model that is fitted to points: to those of a "line" (x, y), or to "classes" (x1, x2, class).

    code: what makes the problem, also for the reader;  rate, epochs: where its race opens;  start: on the map;  frame:
    the ends of both axes of the map;  across: places of the map along a side.
    """

    points: str
    code: str
    rate: float
    epochs: int
    frame: tuple[Limits, Limits]
    across: int = POINTS_ACROSS
    start: tuple[float, float] = (0.0, 0.0)
    size = 2  # of a batch

    @property
    def usual(self) -> dict[str, object]:
        """The settings with which its race opens."""
        opening = {"epochs": self.epochs, "batch_size": self.size, "learning_rate": self.rate, "start": self.start}
        return {**opening, "points": EXAMPLES[self.points]}


FITS: Mapping[str, Fit] = {
    "your points: a line": Fit(
        "line",
        "problem = sl.linear_regression({xs}, {ys})",
        rate=0.2,
        epochs=30,
        frame=((-2.5, 2.5), (-2.5, 2.5)),
        start=(-1.5, 1.5),
    ),
    "your points: network 1-8-1": Fit(
        "line",
        "problem = sl.mlp({xs}, {ys}, hidden=8)",
        rate=0.1,
        epochs=300,
        frame=((-1.5, 4.5), (-2.5, 3.5)),
        across=41,
    ),
    "your classes: network 2-8-2": Fit(
        "classes",
        'problem = sl.mlp({xs}, {ys}, hidden=8, loss="cross_entropy")',
        rate=0.2,
        epochs=300,
        frame=((-3.0, 15.0), (-4.0, 14.0)),
        across=41,
    ),
    "your classes: a border": Fit(
        "classes",
        "problem = sl.logistic_regression({xs}, {ys}, l2=0.01)",
        rate=1.0,
        epochs=30,
        frame=((-3.0, 7.0), (-5.0, 5.0)),
    ),
}


@dataclass(frozen=True, eq=False, repr=False)
class Drawn(Model):
    """A model on points that the reader draws, with what was taken and left out; the axes of its picture stay."""

    note: str = ""
    name: str = ""
    axes: tuple[str, str] = ("x", "y")

    @property
    def fit(self) -> Fit:
        """The model, and where its race opens."""
        return FITS[self.name]

    @property
    def before(self) -> "Drawn":
        """The problem of its kind before the reader draws."""
        return drawn(self.name, EXAMPLES[self.fit.points])

    @cached_property
    def map(self) -> Surface:
        """The loss on the plane that shows a race."""
        x, y = self.fit.frame
        return surface(plane_for(self).loss, x=x, y=y, points=self.fit.across)


@lru_cache(maxsize=16)
def drawn(name: str, text: str) -> Drawn:
    """Return the problem for the points in a text, by the name of a surface where points are drawn.

    Formula: "a line": mean (w x + b - y)^2;  "a border": logistic regression with l2 = 0.01;  "network": `mlp`.

    Errors: as in `read`; for more than two parameters, points that are all at one place.
    """
    points = read(text, FITS[name].points)
    X, y = points.places[:, :1], points.places[:, 1]
    if points.labels is not None:
        X, y = points.places, points.labels.astype(int)
    model: Model = made_by(FITS[name].code.format(xs="X", ys="y"), X=X, y=y)["problem"]
    if len(model.start) > 2:
        if not np.ptp(points.places, axis=0).any():
            raise error_of("same")  # or the plane of a run on them can be flat
        model = replace(model, solve=lambda: None)  # the page doesn't know where it is
    known = {one.name: getattr(model, one.name) for one in fields(model)}
    title = f"{model.title.partition(' on ')[0]} on points of yours"  # however many there are
    return Drawn(**{**known, "title": title}, note=points.note, name=name, axes=points.axes)


def plane_for(problem: Problem) -> Plane:
    """Return the plane that shows a race: on points that are drawn the start stays at (0, 0), wherever they are."""
    return plane_from(problem, problem.fit.rate, Fit.size) if isinstance(problem, Drawn) else plane_of(problem)
