"""The picture of the sentence builder: your path over the one of the usual recipe, and both losses [scene_of]."""

from functools import cache

from sgdlab.labs.band import band
from sgdlab.labs.sentence.compute import PROBLEMS, STEPS, Built, same_first_gradient
from sgdlab.landscape import Surface, surface
from sgdlab.landscape.plane import plane_of
from sgdlab.problems import Problem
from sgdlab.run import Run
from sgdlab.scene import Axis, Clock, Curve, Curves, Lines, Map, Path, Scene, Series


def scene_of(built: Built) -> Scene:
    """Return the picture: both paths and both losses; the usual recipe is dashed, so that one is seen on the other."""
    problem = PROBLEMS[built.sentence.problem][0]()
    yours = Series("yours", "yours", "purple", marker="diamond", spent=built.yours.steps / STEPS)
    usual = Series("usual", "usual", "gray", (6, 4), spent=built.usual.steps / STEPS)
    recipes = [_recipe(problem, built.yours), f"the usual recipe: {_recipe(problem, built.usual)}", *built.luck]
    return Scene(
        "The sentence builder",
        built.description,
        [_paths(problem, built, yours, usual), _losses(built, yours, usual)],
        [Lines(recipes, [yours, usual]), Lines([f"You built\n{built.name}.", built.comparison])],
        Clock(STEPS, "steps"),
    )


def _paths(problem: Problem, built: Built, yours: Series, usual: Series) -> Map:
    plane, ground = plane_of(problem), _ground(problem)
    x, y = (Axis(*pair) for pair in zip(ground.names, ground.limits, strict=True))
    paths = [Path(yours, plane.of(built.yours.params)), Path(usual, plane.of(built.usual.params))]
    return Map(x, y, ground.z, ground.levels(), ground.minimum, paths, title=_verdict(built))


@cache
def _ground(problem: Problem) -> Surface:
    return surface(plane_of(problem).loss)


def _verdict(built: Built) -> str:
    """What is seen, in a few words."""
    if built.apart < 1e-6:
        return "One path, taken by both"
    return "One first gradient, two paths" if same_first_gradient(built.yours, built.usual) else "Two paths"


def _losses(built: Built, yours: Series, usual: Series) -> Curves:
    curves = [
        Curve(yours, built.yours.losses, {"steps": built.yours.steps}, *band(built.many, built.yours)),
        Curve(usual, built.usual.losses, {"steps": built.usual.steps}),
    ]
    return Curves([Axis("steps")], Axis("loss", scale="log"), curves, title="Loss on all examples")


def _recipe(problem: Problem, run: Run) -> str:
    """The three parts of a run; where there are no examples, it says so instead of how they are chosen."""
    parts = run.recipe.partition(":")[0].replace(", ", " · ")
    return parts if problem.data else parts.replace("the full batch", "no examples to choose from")
