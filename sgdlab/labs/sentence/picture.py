"""The picture of the sentence builder: your path over the one of the usual recipe, and both losses [scene_of]."""

from functools import cache

from sgdlab.batches import full_batch
from sgdlab.figures.paths import map_of
from sgdlab.labs.band import band
from sgdlab.labs.sentence.compute import PROBLEMS, STEPS, Built
from sgdlab.labs.sentence.words import WORDS, verdict
from sgdlab.landscape import Surface, surface
from sgdlab.landscape.plane import plane_of
from sgdlab.problems import Problem
from sgdlab.run import Run
from sgdlab.scene import Axis, Clock, Curve, Curves, Lines, Path, Scene, Series


def scene_of(built: Built) -> Scene:
    """Return the picture: both paths and both losses; the usual recipe is dashed, so that one is seen on the other."""
    problem = PROBLEMS[built.sentence.problem][0]()
    yours = Series("yours", "yours", "purple", marker="diamond", spent=built.yours.steps / STEPS)
    usual = Series("usual", "usual", "gray", (6, 4), spent=built.usual.steps / STEPS)
    plane = plane_of(problem)
    paths = [Path(yours, plane.of(built.yours.params)), Path(usual, plane.of(built.usual.params))]
    ground = map_of(_ground(problem), paths, title=verdict(built.yours, built.usual, built.apart))
    common = WORDS["usual"].format(recipe=_recipe(problem, built.usual))
    recipes = [_recipe(problem, built.yours), common, *built.luck]
    return Scene(
        "The sentence builder",
        built.description,
        [ground, _losses(built, yours, usual)],
        [Lines(recipes, [yours, usual]), Lines([WORDS["built"].format(name=built.name), built.comparison])],
        Clock(STEPS, "steps"),
    )


@cache
def _ground(problem: Problem) -> Surface:
    return surface(plane_of(problem).loss)


def _losses(built: Built, yours: Series, usual: Series) -> Curves:
    curves = [
        Curve(yours, built.yours.losses, {"steps": built.yours.steps}, *band(built.many, built.yours)),
        Curve(usual, built.usual.losses, {"steps": built.usual.steps}),
    ]
    return Curves([Axis("steps")], Axis("loss", scale="log"), curves, title="Loss on all examples")


def _recipe(problem: Problem, run: Run) -> str:
    """The three parts of a run; where there are no examples, it says so instead of how they are chosen."""
    parts = run.recipe.partition(":")[0].replace(", ", " · ")
    return parts if problem.data else parts.replace(full_batch.words, WORDS["no examples"])
