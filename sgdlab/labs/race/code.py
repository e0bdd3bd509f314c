"""The code that runs the race on the screen [code_of, runs_of].

The lines of the runners depend on who races, so they are a field of the code; the page fills them in from the same
template (`front_end/src/labs/race/code.js`).
"""

from collections.abc import Iterator, Mapping

from sgdlab.figures.sentences import capital
from sgdlab.labs.race.drawn import Drawn
from sgdlab.labs.race.learned import features_of
from sgdlab.labs.race.menu import MENU
from sgdlab.labs.race.one_run import scheduled, steps_of
from sgdlab.labs.race.own_data import YOURS
from sgdlab.labs.race.result import RaceResult, drawing
from sgdlab.labs.race.runners import KINDS, Runner, values_of
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.labs.stage.code import Chosen, Code, given
from sgdlab.labs.stage.numbers import plainly
from sgdlab.labs.yours import parts_written
from sgdlab.part import part_name
from sgdlab.problems import Problem

LONG = 100  # characters: a call that would be longer takes several lines
LINE = "{key} = sl.train(problem, start{batches}, optimizer={optimizer}, steps={steps}{stop}{seeded})"
LINES = """\
{key} = sl.train(
    problem, start{batches},
    optimizer={optimizer},
    steps={steps}{stop}{seeded},
)"""
_STOP, _SEEDED = ", stop=sl.budget(epochs={epochs})", ", seed={seed}{many}"
_OPTIMIZERS = {
    **{one.program: f"sl.{one.program}({{rate}})" for one in KINDS.values()},  # below, those with more than a rate
    "descent": "sl.gradient_descent({rate})",
    "momentum": "sl.gradient_descent({rate}, momentum={momentum})",
    "nesterov": "sl.gradient_descent({rate}, momentum={momentum}, nesterov=True)",
    "newton": "sl.newton({rate}, 1e-06)",
    "search": "sl.random_search({scale}), gradient=None",
}
_RATES = {
    "1/t": "sl.schedules.inverse_time({learning_rate}, {epochs} / {steps})",
    "cosine": "sl.schedules.cosine({learning_rate}, {steps})",
    "exponential": "sl.schedules.exponential({learning_rate}, 0.01 ** (1 / {steps}))",
}
CHOICES: Mapping[str, Chosen] = {  # what the texts of a runner choose
    "optimizer": ("rule", _OPTIMIZERS, ""),
    "rate": ("schedule", _RATES, "{learning_rate}"),
    "batches": ("size", {"None": ""}, ", batches=sl.minibatch({size}{replaced})"),
    "replaced": ("replace", {"yes": ", replace=True"}, ""),
    "stop": ("rule", {"search": _STOP}, "{whole}"),
    "whole": ("replace", {"yes": _STOP}, ""),
    "seeded": ("rule", {"search": _SEEDED}, "{drawn}"),
    "drawn": ("size", {"None": ""}, _SEEDED),
}
FROM_GIVEN = {  # what makes the problem of what was given
    "problem": "",
    "surface": "problem = sl.with_examples(problem)",
    "data": "from sgdlab.labs.race.own_data import problem_from\nproblem, note = problem_from(X, y)",
}


def code_of(problem: Problem, surface: str, kind: str, yours: object) -> Code:
    """Return the code of a race on a surface of the list, or on what was given.

    kind: what was given: a "problem", a "surface" without examples, or "data";  yours: what the reader wrote, or None.
    """
    parts = parts_written(yours)
    names = (["X", "y"] if kind == "data" else ["problem"]) if surface == YOURS else []
    names += ["yours"] if any("yours" in one for one in parts.values()) else []
    lines = [*given(*names), "import sgdlab as sl", *_problem(problem, surface, kind), "{runs}"]
    return Code.of(*lines, *(_yours(parts) if parts else []))


def runs_of(problem: Problem, result: RaceResult) -> dict[str, str]:
    """Return the lines of all runners, how many steps mini-batches have, which yours takes over, and drawn points."""
    settings = result.settings
    lines = [_line(problem, settings, one, one.key) for one in result.race]
    for k, one in enumerate(drawing(result) if settings.seeds > 1 else []):
        key = f"{one.key}_many" if k else "many"
        lines.append(_line(problem, settings, one, key, f", seeds={settings.seeds}"))
    steps = str(steps_of(problem, settings.epochs, settings.batch_size))
    return {"runs": "\n".join(lines), "steps": steps, **(_points(problem) if isinstance(problem, Drawn) else {})}


def texts_for(problem: Problem, settings: RaceSettings, runner: Runner) -> dict[str, str]:
    """Return what a runner fills into its line and into its program."""
    values, kind = values_of(runner, settings), runner.kind
    steps = steps_of(problem, settings.epochs, values.batch_size, kind.key)
    rate = scheduled(values.schedule, values.learning_rate, steps, settings.epochs)
    form = "all" if values.batch_size is None else "drawn"
    return {
        "name": runner.name,
        "form": {"newton": f"newton {form}", "search": "search"}.get(kind.key, form),
        "rule": kind.rules[values.momentum > 0],
        "how": capital(part_name(kind.make(rate, values.momentum, values.scale))).replace(",", ""),  # of 1,230 steps
        "schedule": values.schedule,
        "learning_rate": plainly(values.learning_rate),
        "momentum": plainly(values.momentum),
        "size": str(values.batch_size),
        "replace": "yes" if values.replace else "no",
        "epochs": str(settings.epochs),
        "steps": str(steps),
        "parameters": str(problem.size),
    }


def _line(problem: Problem, settings: RaceSettings, runner: Runner, key: str, many: str = "") -> str:
    own = {"key": key, "many": many, "seed": str(settings.seed), "scale": plainly(values_of(runner, settings).scale)}
    texts = {**texts_for(problem, settings, runner), **own}
    line = Code(LINE, CHOICES).filled(texts)
    return line if len(line) <= LONG else Code(LINES, CHOICES).filled(texts)


def _points(problem: Drawn) -> dict[str, str]:
    rows, targets = features_of(problem).tolist(), problem.data[1].tolist()
    xs = ", ".join(f"[{', '.join(map(plainly, row))}]" for row in rows)
    return {"xs": f"[{xs}]", "ys": f"[{', '.join(map(plainly, targets))}]"}


def _problem(problem: Problem, surface: str, kind: str) -> Iterator[str]:
    """The problem, and the start, which is a point of the plane in the picture."""
    lines = (MENU[surface].code if surface in MENU else FROM_GIVEN[kind]).splitlines()
    imports = [line for line in lines if line.startswith("from ")]
    yield from imports
    whole = problem.size == 2
    fit = problem.fit if isinstance(problem, Drawn) else None
    plane = f"plane_from(problem, {fit.rate:g}, {fit.size})" if fit else "plane_of(problem)"
    if not whole:
        yield f"from sgdlab.landscape.plane import {plane.partition('(')[0]}"
    yield ""
    yield from lines[len(imports) :]
    yield "start = [{start}]" if whole else f"start = {plane}.at([{{start}}])  # a point of the picture's plane"


def _yours(parts: Mapping[str, str]) -> Iterator[str]:
    """Your run: SGD's batches and learning rate where it has none of its own."""
    usual = {"batches": "sl.minibatch({batch_size})", "optimizer": "sl.gradient_descent({learning_rate})"}
    own = ", ".join(f"{job}={part}" for job, part in {**usual, **parts}.items())
    steps = {"": "{steps}", "sl.full_batch": "{epochs}"}.get(parts.get("batches", ""), "{epochs} * problem.n")
    yield "own = sl.train("
    yield f"    problem, start, {own},"
    yield f"    steps={steps}, stop=sl.budget(epochs={{epochs}}), seed={{seed}},"
    yield ")"
