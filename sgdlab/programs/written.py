"""Write a training run as plain NumPy, whatever of it can be traced [written]."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sgdlab.batches import FullBatch, minibatch
from sgdlab.compiler.python_names import outside_arrays
from sgdlab.compiler.recording import UntraceableError
from sgdlab.gradients.method import data_names
from sgdlab.optimizers.own_function import PlainFunction
from sgdlab.problems import Problem
from sgdlab.programs.body import Body, Line, body, merged_bodies
from sgdlab.programs.settings import is_ours, settings_of
from sgdlab.programs.sizes import at_sizes
from sgdlab.programs.source import Parts, write
from sgdlab.programs.step import TracedStep, trace_gradient, trace_step
from sgdlab.quantities import Array, Batch, Given

LOOP = {"k", "n", "N", "rng", "path", "steps", "seed", "start", "order", "chosen", "first", "epoch", "per_epoch",
        "batch_size", "params", "gradient", "state", "step"}  # what the loop itself names  # fmt: skip


@dataclass(frozen=True)
class Written:
    """The source of `train`, and what it calls by name."""

    source: str
    called: dict[str, Any]

    def function(self) -> Callable[..., Any]:
        """Execute the source and return the function."""
        space = dict(self.called)
        exec(compile(self.source, "<train, written by sgdlab.program>", "exec"), space)
        found: Callable[..., Any] = space["train"]
        return found


@dataclass(frozen=True)
class Run:
    """What a run is made of, with the names of its data in the source; `start` (P,)."""

    problem: Problem
    method: Given
    optimizer: Given
    batches: Given
    start: Array
    words: tuple[str, str] = ("", "")  # how to name the method and the optimizer
    names: list[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", data_names(self.problem))

    @property
    def draws(self) -> bool:
        """Whether the examples of a step are chosen."""
        return bool(self.names) and not isinstance(self.batches, FullBatch)


def written(run: Run) -> Written:
    """Write the source of a run; what can't be traced is called by name.

    Errors: UntraceableError for a gradient that can't be traced, or for an optimizer that can't be called either.
    """
    try:
        return _traced(run, called=False)
    except UntraceableError:
        if is_ours(run.optimizer):
            return _traced(run, called=True)
        return _named(run)


def _traced(run: Run, called: bool) -> Written:
    """Write a run whose optimizer is traced, all but its schedule if that is `called`."""
    settings = settings_of(run.optimizer, {*LOOP, *run.names}, called=called)
    names = [f"{name}_batch" for name in run.names] if run.draws else run.names

    def trace(batch: Batch) -> TracedStep:
        return trace_step(run.problem, run.method, run.optimizer, settings, run.start, batch, names)

    traced, at = at_sizes(trace, run.problem.data, run.start)
    first = traced[0]
    fixed = {*LOOP - {"params", "gradient", "step"}, *run.names, *names, *settings.values}
    arrays = outside_arrays(run.problem.loss)
    bodies = [body(one.moves, ["params", *first.state], fixed, arrays) for one in traced]
    whole = merged_bodies(bodies, at) if at else bodies[0]
    numbers = {name: settings.values[name] for name in first.settings if not callable(settings.values[name])}
    functions = {name: v for name, v in settings.values.items() if callable(v)}
    calls = {_name(v, "your_schedule"): v for v in functions.values()}
    rates = [Line(f"{name} = {_name(v, 'your_schedule')}(k)", "step") for name, v in functions.items()]
    up = [line for line in whole.lines if line.phase != "step"]
    whole.lines = [*up, *rates, *whole.lines[len(up) :]]
    return _finished(run, whole, numbers, first.state, calls)


def _named(run: Run) -> Written:
    """Write a run whose optimizer is called by its name."""
    if getattr(run.optimizer, "needs", None) is not None:
        raise UntraceableError("it needs more than the gradient, so it can't be called by its name either")
    names = [f"{name}_batch" for name in run.names] if run.draws else run.names
    traced, at = at_sizes(
        lambda batch: trace_gradient(run.problem, run.method, run.start, batch, names), run.problem.data, run.start
    )
    fixed = {*LOOP - {"gradient"}, *run.names, *names}
    bodies = [body(one, ["gradient"], fixed, outside_arrays(run.problem.loss)) for one in traced]
    whole = merged_bodies(bodies, at) if at else bodies[0]
    rule = run.optimizer.function if isinstance(run.optimizer, PlainFunction) else run.optimizer
    name, before = _name(rule, "your_rule"), []
    if rule is run.optimizer:
        before = [f"state = {name}.init(params)"]
        whole.lines.append(Line(f"step, state = {name}.update(gradient, state, params)", "step"))
    else:
        whole.lines.append(Line(f"step = {name}(gradient, params)", "step"))
    whole.lines.append(Line("params = params + step", "step"))
    return _finished(run, whole, {}, {}, {name: rule}, before)


def _finished(
    run: Run, whole: Body, numbers: dict[str, object], state: dict[str, Array], calls: dict[str, object],
    before: Sequence[str] = (),
) -> Written:  # fmt: skip
    if run.draws and not isinstance(run.batches, minibatch):
        calls = {**calls, _name(run.batches, "your_batches"): run.batches}
    parts = Parts(run.batches, *run.words, calls)
    source = write(whole, run.names, run.start, numbers, state, parts, before)
    return Written(source, calls)


def _name(function: Given, instead: str) -> str:
    """The name of your function in the source."""
    name = getattr(function, "__name__", type(function).__name__)
    return name if name.isidentifier() and name not in LOOP else instead
