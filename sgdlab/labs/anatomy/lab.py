"""The anatomy of an update, live: gradient, averages and step of an optimizer as arrows, step by step [AnatomyLab]."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from sgdlab.batches import BatchRule, full_batch
from sgdlab.figures.words import BAND
from sgdlab.labs.anatomy.arrows import incoming, outgoing
from sgdlab.labs.anatomy.compute import STEPS, AnatomyResult, AnatomySettings, compute, with_seeds
from sgdlab.labs.anatomy.picture import picture
from sgdlab.labs.anatomy.rules import RULES
from sgdlab.labs.stage.band import draws
from sgdlab.labs.stage.controls import Control, Handle, LinearSlider, LogSlider, choice, three_digits, whole_number
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import Lab
from sgdlab.landscape import Surface, surface
from sgdlab.problems import Problem, quadratic

BETA1 = (0.0, 0.5, 0.9, 0.99)
BETA2 = (0.9, 0.99, 0.999)
POWERS = (-3.0, 0.5)  # of ten, that the learning rate spans


class AnatomyLab(Lab):
    """Take the steps of an optimizer apart: the gradient, its averages, what they are divided by, and the step.

    Plain gradient descent runs beside it.  Move the step, drag the start, switch the bias correction off.  `problem`
    is one of your own, of two parameters; with data, `batches` says which examples a step looks at.  Where these
    are drawn at random, the lengths of the steps have the bands of 64 seeds.

    Errors: a problem that is none, or has other than two parameters.

    >>> AnatomyLab()  # doctest: +ELLIPSIS
    AnatomyLab: Adam, learning rate 0.1. Step 1: 1 × the learning rate along w1, 1 × along w2; ...
    """

    name = "anatomy"
    question = "It is much steeper one way than the other. How long is the step, each way?"
    goal = Goal(
        "Make Adam's first step more than three times its learning rate, each way.",
        lambda result: (result.settings.optimizer, result.step) == ("Adam", 1) and bool(min(result.sizes) > 3),
    )
    Settings = AnatomySettings

    def __init__(
        self,
        problem: Problem | None = None,
        settings: AnatomySettings | None = None,
        batches: BatchRule = full_batch,
    ) -> None:
        self.problem = quadratic([1.0, 25.0]) if problem is None else _checked(problem)
        self.batches = batches
        if settings is None and problem is not None:
            x, y = (three_digits(v) for v in self.problem.start.tolist())
            settings = AnatomySettings(start=(x, y))
        said = settings or AnatomySettings()
        self.surface = surface(self.problem, paths=[np.array([p]) for p in (self.problem.start, said.start)])
        self.controls = _controls(said, self.surface.limits)
        self.show(_spec(self.problem, self.surface))

    def compute(self, settings: AnatomySettings) -> AnatomyResult:
        """Return the result for the settings: no widget, no display."""
        return compute(self.problem, settings, self.batches)

    def rest(self, result: AnatomyResult) -> AnatomyResult | None:
        """Return the result with the lengths of the steps of many seeds, where batches are drawn at random."""
        return with_seeds(self.problem, result, self.batches) if draws(self.batches) else None

    def frame(self, result: AnatomyResult) -> Mapping[str, Any]:
        """Return what the view draws of a result."""
        into, out = incoming(result), outgoing(result)
        return {
            "path": result.run.params,
            "plain_path": result.plain.params,
            "start": list(result.settings.start),
            "here": result.run.params[result.step - 1].tolist(),
            **{name: into[name] for name in ("gradient", "mean", "root")},
            **{name: out[name] for name in ("step", "straight", "box")},
            "in_range": into["range"],
            "out_range": out["range"],
            "steps": np.arange(1, len(result.lengths) + 1),
            "first": result.lengths[:, 0],
            "second": result.lengths[:, 1],
            **_edges(result.many),
            "number": result.step,
            "length_range": _length_range(result.lengths),
            "lines": result.lines,
            "table": result.table,
        }

    def figure(self) -> Any:
        """Return the described figure of the present result."""
        return picture(self.result, self.surface)


def _edges(many: Any) -> dict[str, Any]:
    """The 10th and the 90th percentile of the lengths of every step, of each parameter."""
    keys = [(key, edge) for key in ("first", "second") for edge in ("low", "high")]
    edges = [None] * 4 if many is None else [np.percentile(many[..., k], q, axis=1) for k in (0, 1) for q in BAND]
    return {f"{key}_{edge}": values for (key, edge), values in zip(keys, edges, strict=True)}


class StepSlider(LinearSlider):
    """A whole number on an even slider."""

    whole = True

    def _from_slider(self, value: Any) -> int:
        return round(float(value))

    def random(self, rng: np.random.Generator) -> int:
        """Return any of them."""
        return int(rng.integers(int(self.ends[0]), int(self.ends[1]) + 1))


def _checked(problem: Any) -> Problem:
    if not isinstance(problem, Problem):
        raise TypeError(f"AnatomyLab descends on a problem, such as sgdlab.rosenbrock(); got {problem!r:.80}")
    if problem.size != 2:
        raise ValueError(f"AnatomyLab draws arrows of two parameters; {problem.title} has {problem.size}")
    return problem


def _controls(said: AnatomySettings, limits: Any) -> dict[str, Control]:
    rates, steps = "What a step is multiplied by; gradient descent beside it has 1/λmax", (1, STEPS, 1)
    shares = [[(f"{one:g}", one) for one in ones] for ones in (BETA1, BETA2)]
    return {
        "optimizer": choice("optimizer", list(RULES), said.optimizer, "The rule that is taken apart"),
        "step": StepSlider("step", said.step, steps, "Which step of the run is taken apart"),
        "learning_rate": LogSlider("learning rate", said.learning_rate, POWERS, rates),
        "beta1": choice("β1, momentum", shares[0], said.beta1, "How much the average of gradients keeps at each step"),
        "beta2": choice("β2, ρ", shares[1], said.beta2, "How much the average of squares keeps at each step"),
        "correction": choice(
            "bias correction", [("on", True), ("off", False)], said.correction, "Of Adam, AMSGrad and AdamW"
        ),
        "start": Handle("start", said.start, limits),
        "seed": whole_number("seed", said.seed, (0, 2**31 - 1), "Which examples come when, where there are any"),
    }


def _spec(problem: Problem, landscape: Surface) -> dict[str, Any]:
    one, two = problem.names or ("w1", "w2")
    x, y = ({"label": name, "range": list(limits)} for name, limits in zip((one, two), landscape.limits, strict=True))
    return {
        "name": "The anatomy of an update",
        "description": "A path on a loss surface, and one of its steps taken apart.",
        "series": [*SERIES, *_lines(one, two)],
        "panels": [
            {
                "kind": "surface",
                "title": "The loss surface",
                "x": x,
                "y": y,
                "losses": landscape.z,
                "levels": landscape.levels().tolist(),
                "minimum": None if problem.minimum is None else problem.minimum.tolist(),
                "paths": [{"series": "plain", "data": "plain_path"}, {"series": "path", "data": "path"}],
                "marks": [{"at": "here", "name": "this step"}],
                "start": "start",
            },
            _plane("In: what the step is made of", "in_range", (one, two), ["gradient", "mean"], "root"),
            _plane("Out: the step", "out_range", (one, two), ["straight", "step"], "box"),
            _lengths(one, two),
        ],
        "words": [
            {"kind": "lines", "data": "lines"},
            {"kind": "table", "data": "table", "caption": "This step, entry by entry"},
        ],
    }


def _lengths(one: str, two: str) -> dict[str, Any]:
    """How long every step of the run is."""
    return {
        "kind": "curves",
        "title": f"Length of each step along {one} and {two}",
        "x": [{"key": "steps", "label": "step"}],
        "y": {"label": "learning rates", "scale": "log", "range": "length_range"},
        "curves": [
            {"series": key, "x": {"steps": "steps"}, "y": key, "low": f"{key}_low", "high": f"{key}_high"}
            for key in ("first", "second")
        ],
        "marks": [{"x": "number", "label": "this step", "strong": True}],
        "rules": [{"y": 1.0, "label": "one learning rate"}],
    }


def _lines(one: str, two: str) -> list[dict[str, Any]]:
    return [
        {"key": "first", "name": f"along {one}", "color": "green", "marker": "diamond"},
        {"key": "second", "name": f"along {two}", "color": "purple", "dash": [6, 4], "marker": "triangle"},
    ]


def _length_range(lengths: Any) -> list[float]:
    """The limits of the curves: four powers of ten at most, and one learning rate in sight."""
    seen = lengths[lengths > 0]
    high = 2 * max(float(seen.max(initial=0.0)), 1.0)
    return [0.6 * min(max(float(seen.min(initial=1.0)), 1e-4 * high), 1.0), high]


def _plane(title: str, ends: str, names: tuple[str, str], arrows: list[str], box: str) -> dict[str, Any]:
    return {
        "kind": "plane",
        "title": title,
        "x": {"label": names[0], "range": ends},
        "y": {"label": names[1], "range": ends},
        "equal": True,
        "arrows": [{"series": key, "data": key} for key in arrows],
        "lines": [{"series": box, "data": box}],
    }


SERIES: list[dict[str, Any]] = [
    {"key": "path", "name": "the optimizer", "color": "orange", "marker": "square"},
    {"key": "plain", "name": "gradient descent", "color": "blue", "dash": [6, 4]},
    {"key": "gradient", "name": "minus the gradient", "color": "blue"},
    {"key": "mean", "name": "minus the average", "color": "green"},
    {"key": "root", "name": "± root of the squares", "color": "purple", "dash": [8, 3, 2, 3]},
    {"key": "step", "name": "the step", "color": "orange"},
    {"key": "straight", "name": "downhill, as long", "color": "blue"},
    {"key": "box", "name": "± learning rate", "color": "gray", "dash": [4, 4]},
]
