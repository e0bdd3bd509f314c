"""The landscape slicer, live: planes through a trained network, and what they leave out [SlicerLab]."""

from collections.abc import Mapping

import numpy as np

from sgdlab.labs.slicer.compute import FILTER, PCA, PLANES, RANDOM, REACH, SIDE, SlicerResult, SlicerSettings, compute
from sgdlab.labs.slicer.picture import scene_of
from sgdlab.labs.slicer.trained import NETWORK, ROWS, STEPS, Trained, can_rescale, of_run, on_penguins, rescaling
from sgdlab.labs.stage.code import Code, called, given, program_code
from sgdlab.labs.stage.fields import Choice, WholeNumber
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.stage.sliders import LogSlider
from sgdlab.landscape import pca_directions, project, sharpness
from sgdlab.landscape.surface import check_runs
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Model, Problem
from sgdlab.run import Run
from sgdlab.scene import Json, Scene

RATES = (0.1, 0.2, 0.3, 0.5)
POWERS = (-1, 1)  # of ten, by which layer 1 can be scaled
SHARPER = 10  # times 2/α: the goal
LEFT_OUT = {0.1: "a tenth", 0.2: "a fifth", 0.5: "half"}  # of the way: the goal is the least that a plane reaches


class SlicerLab(Lab[SlicerSettings, SlicerResult]):
    """Cut the loss of a trained network along planes, and see what a picture of two directions leaves out.

    The built-in network tells penguins apart with 16 relu units; or give a problem and a run on it, as `train` returns
    it.  Filter normalization needs a problem that names its layers (sgdlab.Model), and rescaling needs relu.

    Errors: a problem without a run, a run on another problem, a path that never moves.

    >>> lab = SlicerLab()
    >>> lab.controls["plane"].value = "along the path (PCA)"
    >>> lab.result.hidden < 0.4
    True
    """

    name = "slicer"
    question = "Is this picture the loss landscape?"
    presets: Mapping[str, Mapping[str, object]] = {
        "What does the plane along the path show?": {"plane": PCA},
        "What if layer 1 is three times larger, and layer 2 three times smaller?": {"factor": 3.0},
        "Does filter normalization see the rescaling?": {"plane": FILTER, "factor": 3.0},
    }
    Settings = SlicerSettings

    def __init__(
        self, problem: Problem | None = None, run: Run | None = None, settings: SlicerSettings | None = None
    ) -> None:
        self.own = None
        if isinstance(problem, Problem) and isinstance(run, Run):
            self.own = of_run(problem, run)
            check_runs(problem, [run])
        elif problem is not None or run is not None:
            raise ValueError("SlicerLab(problem, run) takes a problem and a run on it, from train: both, or neither")
        chosen = settings or SlicerSettings()
        trained = self.own or on_penguins(chosen.learning_rate)
        scales = can_rescale(trained)
        self.goals = _goals(self.own or on_penguins(RATES[-1]), scales)
        planes = [one for one in PLANES if one != FILTER or isinstance(trained.problem, Model)]
        self.controls = {"plane": Choice("plane", planes, chosen.plane, "Which two directions the slice is cut along")}
        if scales:
            self.controls["factor"] = LogSlider(
                "scale layer 1 by",
                chosen.factor,
                POWERS,
                "The weights of layer 1 times this, of layer 2 divided by it",
            )
        if self.own is None:
            self.controls["learning_rate"] = Choice(
                "learning rate", RATES, chosen.learning_rate, "The α that the network was trained with"
            )
        self.controls["seed"] = WholeNumber("seed", chosen.seed, "Which random directions are drawn")
        self.show()

    def compute(self, settings: SlicerSettings) -> SlicerResult:
        return compute(self.own or on_penguins(settings.learning_rate), settings)

    def coded(self) -> Code:
        return Code.of(
            *(given("problem", "run") if self.own else []),
            "import numpy as np\n",
            "import sgdlab as sl\n",
            *([] if self.own else [NETWORK]),
            f"path = {THINNED if self.own else 'run.params'}",
            "{rescaled}{directions}",
            f"cut = sl.slices(problem, path[-1], directions, points={SIDE})",
            rescaled=("factor", {"1": ""}, SCALE) if "factor" in self.controls else ("plane", {}, ""),
            directions=("plane", SPANNED, ""),
            long=("plane", {}, "run.params[0]" if self.own and self.own.at_zero else "run.final"),
        )

    def programs(self) -> dict[str, Code]:
        if self.own:
            return {}
        problem = on_penguins(0.5).problem
        source = program_code(problem, optimizer=gradient_descent(0.1234))
        return {"run": Code(called(source, problem, "problem.start", f"steps={STEPS}"))}

    def measured(self, result: SlicerResult) -> Json:
        edge = result.trained.edge
        return {"hidden": result.hidden, "sharpness": None if edge is None else result.sharp / edge}

    def scene(self, result: SlicerResult) -> Scene:
        return scene_of(result, "blue" if self.own is None else "purple")


THINNED = f"run.params[np.unique(np.linspace(0, len(run.params) - 1, {ROWS + 1}).round().astype(int))]"
SCALE = """\
scale = np.ones(problem.size)
weights = problem.pieces(scale)  # views of it, by layer
weights["W1"][...] = weights["b1"][...] = {factor}
weights["W2"][...] = 1 / {factor}
path = path * scale
"""
DRAWN = "directions = sl.random_directions(problem, seed={seed})"
SPANNED = {
    RANDOM: f"""\
{DRAWN}
directions *= np.linalg.norm({{long}}) / np.linalg.norm(directions, axis=1, keepdims=True)""",
    FILTER: f"{DRAWN}\ndirections = sl.filter_normalized(problem, path[-1], directions)",
    PCA: f"""\
directions = sl.pca_directions(path).directions
directions = {REACH:g} * np.abs((path - path[-1]) @ directions.T).max() * directions""",
}


def _goals(trained: Trained, scales: bool) -> list[Goal]:
    """Return the goals that this network allows: how sharp a rescaling makes it, how much a plane can hold."""
    goals, problem, path = [], trained.problem, trained.path
    if trained.edge is not None and scales:
        sharpest = max(sharpness(problem, path[-1] * rescaling(problem, 10.0**power)) for power in POWERS)
        sharp = f"Make the sharpness more than {SHARPER} times 2/α, with no output changed."
        goals += [Goal(sharp, {"sharpness": (SHARPER, None)})] if sharpest > SHARPER * trained.edge else []
    way, off = np.linalg.norm(path[0] - path[-1]), project(path, path[-1], pca_directions(path).directions)[1][0]
    least = [one for one in LEFT_OUT.items() if off < one[0] * way][:1]
    holds = "Find a plane that leaves out at most {} of the way."
    return [*goals, *(Goal(holds.format(words), {"hidden": (None, share)}) for share, words in least)]
