"""The list of surfaces of the race [MENU, problem_of]: what makes each, where it opens, a question that surprises."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sgdlab.labs.race.drawn import EXAMPLES, FITS, drawn
from sgdlab.labs.stage.code import PENGUIN_LINE, made_by
from sgdlab.landscape.surface import Limits
from sgdlab.problems import Problem
from sgdlab.problems.examples import penguin_line

Changes = Mapping[str, Any]  # settings by name

EXAMPLE = "from sgdlab.problems.examples import"
LONGER: Changes = {"epochs": 30}
SINGLE: Changes = {"batch_size": 1}
CARRIED: Changes = {"momentum": 0.9}
HELPED = {"Who does momentum help?": CARRIED}


@dataclass(frozen=True)
class Entry:
    """A surface of the list: its problem, its questions with their settings, the settings that are not as usual.

    code: the lines that make the problem, imports first, and that the reader copies;  frame: the ends of both axes of
    the map, where the first paths don't show what there is to see;  make: what makes it instead, where others use the
    same one;  axes: what the axes of its data are called.
    """

    code: str
    presets: Mapping[str, Changes] = field(default_factory=dict)
    usual: Changes = field(default_factory=lambda: LONGER)
    frame: tuple[Limits, Limits] | None = None
    make: Callable[[], Problem] | None = None
    axes: tuple[str, str] | None = None


def _drawn(name: str) -> Entry:
    fit = FITS[name]
    return Entry(fit.code, {}, fit.usual, fit.frame, lambda: drawn(name, EXAMPLES[fit.points]))


MENU: Mapping[str, Entry] = {
    "penguins": Entry(
        "\n".join(PENGUIN_LINE), usual={}, make=penguin_line, axes=("flipper, cm above 20", "body mass, kg")
    ),
    "badly scaled line": Entry(
        f"{EXAMPLE} badly_scaled_line\nproblem = badly_scaled_line()",
        {"Who gets along the flat valley?": {**SINGLE, "learning_rate": 0.01}},
        axes=("flipper, cm above 18", "body mass, kg"),
    ),
    "logistic regression": Entry(
        f"{EXAMPLE} penguin_species\nproblem = penguin_species()",
        {"How can SGD end higher than it began?": SINGLE},
        axes=("bill, standardized", "mass, standardized"),
    ),
    "bowl": Entry(
        "problem = sl.with_examples(sl.quadratic([1, 1]), noise=0.5)",
        {"Who is done after one step?": {"learning_rate": 1.0}},
        {**LONGER, "learning_rate": 0.2},
    ),
    "ravine": Entry(
        "problem = sl.with_examples(sl.ravine(), noise=2)",
        {"Who does momentum help?": {**SINGLE, **CARRIED}},
        {**LONGER, **SINGLE},
    ),
    "rosenbrock": Entry(
        "problem = sl.with_examples(sl.rosenbrock(), noise=2)",
        {"Who gets around the bend?": SINGLE},
        frame=((-1.7, 1.7), (-0.7, 1.7)),
    ),
    "himmelblau": Entry(
        "problem = sl.with_examples(sl.himmelblau(), noise=20)",
        {"Which of the four minima does momentum choose?": {**CARRIED, "learning_rate": 0.00355}},
        frame=((-6.0, 6.0), (-6.0, 6.0)),
    ),
    "beale": Entry(
        "problem = sl.with_examples(sl.beale(), noise=2)",
        {"Who is thrown up the wall?": {**SINGLE, "learning_rate": 0.045}},
        frame=((0.0, 4.0), (-1.5, 1.5)),
    ),
    "saddle": Entry(
        "problem = sl.with_examples(sl.saddle(), noise=0.2)",
        {"Who gets off the saddle?": {"start": (1.5, 0.0)}},
        frame=((-2.0, 2.0), (-1.6, 1.6)),
    ),
    "rastrigin": Entry(
        "problem = sl.with_examples(sl.rastrigin(), noise=20)",
        {"Does noise get SGD out of its dent?": {**SINGLE, "seeds": 64}},
        frame=((-2.9, 2.9), (-2.9, 2.9)),
    ),
    "two weights": Entry(
        f"{EXAMPLE} two_weights\nproblem = two_weights()",
        {"Does noise get SGD off the saddle of a network?": {**SINGLE, "start": (0.0, 0.0)}},
        {**LONGER, "learning_rate": 0.1},
        ((-2.8, 2.8), (-2.8, 2.8)),
    ),
    "moons": Entry('problem = sl.mlp(*sl.moons(200, noise=0.15), hidden=8, loss="cross_entropy")', HELPED),
    "circles": Entry('problem = sl.mlp(*sl.circles(200), hidden=8, loss="cross_entropy")', HELPED),
    "spirals": Entry(
        'problem = sl.mlp(*sl.spirals(200, turns=0.75), hidden=(8, 8), loss="cross_entropy")',
        {"Who finds all the arms, on one budget?": {**SINGLE, "learning_rate": 0.178}},
    ),
    "xor": Entry('problem = sl.mlp(*sl.xor(200), hidden=4, loss="cross_entropy")', HELPED),
    "digits": Entry(  # 300 of 1,797, so that a page draws their map at once
        "table = sl.digits()\n"
        'problem = sl.softmax_regression(table["image"][:300] / 16, table["digit"][:300], l2=1e-3)',
        HELPED,
    ),
    **{name: _drawn(name) for name in FITS},
}


@cache
def problem_of(name: str) -> Problem:
    """Return the problem of a name in the list.

    Errors: a name that is not in the list.
    """
    if name not in MENU:
        raise ValueError(f"there is no surface {name!r}; there are {', '.join(MENU)}")
    entry = MENU[name]
    if entry.make is not None:
        return entry.make()
    made: Problem = made_by(entry.code)["problem"]
    return made
