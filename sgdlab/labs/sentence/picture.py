"""The picture of the sentence builder: your path over the one of the usual recipe, and both losses [scene_of]."""

from functools import cache

from sgdlab.batches import full_batch
from sgdlab.figures.curves import edges_of
from sgdlab.figures.paths import map_of
from sgdlab.labs.sentence.compute import STEPS, Built, problem_of
from sgdlab.labs.sentence.words import WORDS, verdict
from sgdlab.landscape import surface
from sgdlab.landscape.plane import plane_of
from sgdlab.landscape.surface import Surface
from sgdlab.problems import Problem
from sgdlab.run import Run
from sgdlab.scene import Axis, Clock, Curve, Curves, Lines, Path, Scene, Series


def scene_of(result: Built) -> Scene:
    """Return the picture: both paths and both losses; the usual recipe is dashed, so that one is seen on the other."""
    problem = problem_of(result.sentence.problem)
    yours = Series("yours", "yours", "purple", marker="diamond", spent=result.yours.steps / STEPS)
    usual = Series("usual", "usual", "gray", (6, 4), spent=result.usual.steps / STEPS)
    plane = plane_of(problem)
    paths = [Path(yours, plane.of(result.yours.params)), Path(usual, plane.of(result.usual.params))]
    ground = map_of(_ground(problem), paths, title=verdict(result.yours, result.usual, result.apart))
    common = WORDS["usual"].format(recipe=_recipe(problem, result.usual))
    recipes = [_recipe(problem, result.yours), common, *result.luck]
    return Scene(
        "The sentence builder",
        result.description,
        [ground, _losses(result, yours, usual)],
        [Lines(recipes, [yours, usual]), Lines([WORDS["built"].format(name=result.name), result.comparison])],
        Clock(STEPS, "steps"),
    )


@cache
def _ground(problem: Problem) -> Surface:
    return surface(plane_of(problem).loss)


def _losses(result: Built, yours: Series, usual: Series) -> Curves:
    curves = [
        Curve(yours, result.yours.losses, {"steps": result.yours.steps}, *edges_of(result.many, result.yours)),
        Curve(usual, result.usual.losses, {"steps": result.usual.steps}),
    ]
    return Curves([Axis("steps")], Axis("loss", scale="log"), curves, title="Loss on all examples")


def _recipe(problem: Problem, run: Run) -> str:
    """The three parts of a run; where there are no examples, it says so instead of how they are chosen."""
    parts = run.recipe.partition(":")[0].replace(", ", " · ")
    return parts if problem.data else parts.replace(full_batch.words, WORDS["no examples"])
