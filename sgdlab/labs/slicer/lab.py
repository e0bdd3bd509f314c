"""The landscape slicer, live: planes through a trained network, and what they leave out [SlicerLab]."""

from sgdlab.figures import Figure
from sgdlab.labs.slicer.compute import FILTER, PLANES, SlicerResult, SlicerSettings, compute
from sgdlab.labs.slicer.picture import levels, picture
from sgdlab.labs.slicer.trained import Trained, can_rescale, of_run, on_penguins
from sgdlab.labs.stage.arrays import Json
from sgdlab.labs.stage.controls import Choice, LogSlider, WholeNumber
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import Lab
from sgdlab.problems import Model, Problem
from sgdlab.run import Run

RATES = (0.1, 0.2, 0.3, 0.5)
SHARPER = 10  # times 2/α: the goal


class SlicerLab(Lab[SlicerSettings, SlicerResult]):
    """Cut the loss of a trained network along planes, and see what a picture of two directions leaves out.

    The built-in network tells penguins apart with 16 relu units; or give a problem and a run on it, as `train` returns
    it.  Filter normalization needs a problem that names its layers (sgdlab.Model), and rescaling needs relu.

    Errors: a problem without a run, a run of another problem, a path that never moves.

    >>> lab = SlicerLab()
    >>> lab.controls["plane"].value = "along the path (PCA)"
    >>> lab.result.hidden < 0.4
    True
    """

    name = "slicer"
    question = "Is this picture the loss landscape?"
    Settings = SlicerSettings

    def __init__(
        self, problem: Problem | None = None, run: Run | None = None, settings: SlicerSettings | None = None
    ) -> None:
        if (problem is None) != (run is None):
            raise ValueError(
                "your own network is a problem and a run on it, as train returns it: give both, or neither"
            )
        self.own = None if problem is None or run is None else of_run(problem, run)
        chosen = settings or SlicerSettings()
        trained = self.own or on_penguins(chosen.learning_rate)
        scales = can_rescale(trained)
        self.goal = _goal(trained, scales)
        planes = [one for one in PLANES if one != FILTER or isinstance(trained.problem, Model)]
        self.controls = {"plane": Choice("plane", planes, chosen.plane, "Which two directions the slice is cut along")}
        if scales:
            self.controls["factor"] = LogSlider(
                "scale layer 1 by",
                chosen.factor,
                (-1, 1),
                "The weights of layer 1 times this, of layer 2 divided by it",
            )
        if self.own is None:
            self.controls["learning_rate"] = Choice(
                "learning rate", list(RATES), chosen.learning_rate, "The α that the network was trained with"
            )
        self.controls["seed"] = WholeNumber("seed", chosen.seed, (0, 2**31 - 1), "Which random directions are drawn")
        self.show(_spec(trained))

    def compute(self, settings: SlicerSettings) -> SlicerResult:
        """Return the result for the settings: no widget, no display."""
        return compute(self.own or on_penguins(settings.learning_rate), settings)

    def frame(self, result: SlicerResult) -> Json:
        """Return what the view draws of a result."""
        trained = result.trained
        steps, sharp = trained.sharpness_on_path
        rescaled = result.settings.factor != 1
        return {
            "losses": result.cut.losses,
            "levels": levels(trained).tolist(),
            "shadow": result.shadow,
            "steps": trained.steps,
            "off": result.off,
            "way": result.way,
            "looks": steps,
            "sharpness": sharp,
            "edge": trained.edge,
            "now": result.sharp if rescaled else None,
            "lines": [line.replace(": ", "\n", 1) for line in result.lines],
        }

    def figure(self) -> Figure:
        """Return the described figure of the present result."""
        return picture(self.result)


def _goal(trained: Trained, scales: bool) -> Goal:
    edge = trained.edge
    if edge is None or not scales:
        return Goal("Find a plane that holds nine tenths of the way.", lambda result: result.hidden < 0.1)
    return Goal(
        f"Make the sharpness more than {SHARPER} times 2/α, with no output changed.",
        lambda result: result.sharp > SHARPER * result.trained.edge,
    )


def _spec(trained: Trained) -> Json:
    """The fixed part of the picture."""
    across, up = ({"label": f"along direction {k}", "range": [-1.0, 1.0]} for k in (1, 2))
    return {
        "name": f"Slices through {trained.problem.title}",
        "description": "The loss on a plane, the distance of the path from it, and the sharpness.",
        "series": [
            {"key": "shadow", "name": "shadow of the path", "color": "blue"},
            {"key": "off", "name": "path to plane", "color": "orange", "marker": "square"},
            {"key": "way", "name": "path to its own end", "color": "gray", "dash": [8, 4], "marker": "triangle"},
            {"key": "sharp", "name": "sharpness", "color": "green", "marker": "diamond"},
        ],
        "panels": [
            {
                "kind": "surface",
                "title": "The slice",
                "value": "loss",
                "x": across,
                "y": up,
                "losses": "losses",
                "levels": "levels",
                "paths": [{"series": "shadow", "data": "shadow"}],
                "marks": [{"at": [0.0, 0.0], "name": "end"}],
            },
            {
                "kind": "curves",
                "title": "How far the path is from the plane",
                "x": [{"key": "steps", "label": "steps"}],
                "y": {"label": "distance"},
                "curves": [{"series": key, "x": {"steps": "steps"}, "y": key} for key in ("off", "way")],
            },
            {
                "kind": "curves",
                "title": "Sharpness along the way",
                "wide": True,
                "x": [{"key": "looks", "label": "steps"}],
                "y": {"label": "sharpness", "scale": "log"},
                "curves": [{"series": "sharp", "x": {"looks": "looks"}, "y": "sharpness"}],
                "rules": [{"y": "edge", "label": "2/α"}, {"y": "now", "label": "the end, rescaled"}],
            },
        ],
        "words": [{"kind": "lines", "data": "lines"}],
    }
