"""The code that runs the race on the screen [code_of, runs_of].

The lines of the runners depend on who races, so they are a field of the code; the page writes them from the same
templates (`front_end/src/labs/race/code.js`).
"""

from collections.abc import Iterator, Mapping

from sgdlab.labs.race.drawn import Drawn
from sgdlab.labs.race.learned import features_of
from sgdlab.labs.race.menu import MENU, imports_of
from sgdlab.labs.race.one_run import steps_of
from sgdlab.labs.race.own_data import YOURS
from sgdlab.labs.race.result import RaceResult, drawing
from sgdlab.labs.race.runners import KINDS, Runner, values_of
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.labs.stage.code import Code, given
from sgdlab.labs.stage.control import plainly
from sgdlab.labs.yours import parts_written
from sgdlab.problems import Problem

LONG = 100  # characters: a call that would be longer takes several lines
TEMPLATES = {
    **{one.program: f"sl.{one.program}({{rate}})" for one in KINDS.values()},  # below, those with more than a rate
    "line": "{key} = sl.train(problem, start{batches}, optimizer={optimizer}, steps={steps}{stop}{seed})",
    "lines": "{key} = sl.train(\n    problem, start{batches},\n    optimizer={optimizer},\n"
    "    steps={steps}{stop}{seed},\n)",
    "descent": "sl.gradient_descent({rate}{momentum})",
    "nesterov": "sl.gradient_descent({rate}{momentum}, nesterov=True)",
    "newton": "sl.newton({rate}, 1e-06)",
    "search": "sl.random_search({scale}), gradient=None",
    "constant": "{rate}",
    "1/t": "sl.schedules.inverse_time({rate}, {epochs} / {steps})",
    "cosine": "sl.schedules.cosine({rate}, {steps})",
    "exponential": "sl.schedules.exponential({rate}, 0.01 ** (1 / {steps}))",
    "momentum": ", momentum={momentum}",
    "batches": ", batches=sl.minibatch({size}{replace})",
    "replace": ", replace=True",
    "stop": ", stop=sl.budget(epochs={epochs})",
    "seed": ", seed={seed}",
    "seeds": ", seeds={seeds}",
}
FROM_GIVEN = {  # what makes the problem of what was given
    "problem": "",
    "surface": "problem = sl.with_examples(problem)",
    "data": "problem, note = problem_from(X, y)",
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
    lines = [_line(problem, settings, one, one.key, TEMPLATES["seed"]) for one in result.race]
    for k, one in enumerate(drawing(result) if settings.seeds > 1 else []):
        key = f"{one.key}_many" if k else "many"
        lines.append(_line(problem, settings, one, key, TEMPLATES["seed"] + TEMPLATES["seeds"]))
    steps = str(steps_of(problem, settings.epochs, settings.batch_size))
    return {"runs": "\n".join(lines), "steps": steps, **(_points(problem) if isinstance(problem, Drawn) else {})}


def _points(problem: Drawn) -> dict[str, str]:
    rows, targets = features_of(problem).tolist(), problem.data[1].tolist()
    xs = ", ".join(f"[{', '.join(map(plainly, row))}]" for row in rows)
    return {"xs": f"[{xs}]", "ys": f"[{', '.join(map(plainly, targets))}]"}


def _line(problem: Problem, settings: RaceSettings, runner: Runner, key: str, seed: str) -> str:
    values = values_of(runner, settings)
    steps, known = steps_of(problem, settings.epochs, values.batch_size, runner.kind.key), TEMPLATES
    shared = {"epochs": settings.epochs, "steps": steps, "seed": settings.seed, "seeds": settings.seeds}
    rate = known[values.schedule].format(rate=plainly(values.learning_rate), **shared)
    momentum = known["momentum"].format(momentum=plainly(values.momentum)) if values.momentum else ""
    own = known["descent"] if runner.kind.key == "nesterov" and not momentum else known[runner.kind.program]
    drawn = {"size": values.batch_size, "replace": known["replace"] if values.replace else ""}
    fields = {
        "key": key,
        "optimizer": own.format(rate=rate, momentum=momentum, scale=plainly(values.scale)),
        "batches": known["batches"].format(**drawn) if values.batch_size is not None else "",
        "steps": steps,
        "stop": known["stop"].format(**shared) if values.replace or runner.kind.key == "search" else "",
        "seed": seed.format(**shared) if values.batch_size is not None or runner.kind.key == "search" else "",
    }
    line = known["line"].format(**fields)
    return line if len(line) <= LONG else known["lines"].format(**fields)


def _problem(problem: Problem, surface: str, kind: str) -> Iterator[str]:
    """The problem, and the start, which is a point of the plane in the picture."""
    lines = MENU[surface].code if surface in MENU else FROM_GIVEN[kind]
    yield from imports_of(lines)
    whole = problem.size == 2
    plane = "plane_of(problem)"
    if isinstance(problem, Drawn):
        plane = f"plane_from(problem, {problem.fit.rate:g}, {problem.fit.size})"
    if not whole:
        yield f"from sgdlab.landscape.plane import {plane.partition('(')[0]}"
    yield ""
    yield from lines.splitlines()
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
