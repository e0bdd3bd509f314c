"""Write a training run as plain NumPy, whatever of it can be traced [written]."""

import keyword
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sgdlab.batches import minibatch
from sgdlab.compiler.python_names import outside_arrays, title
from sgdlab.compiler.recording import UntraceableError
from sgdlab.compiler.sizes import at_sizes, merged
from sgdlab.optimizers.own_function import PlainFunction
from sgdlab.programs.body import NAME, Body, Line, body
from sgdlab.programs.run import LOOP, Run
from sgdlab.programs.settings import is_ours, settings_of
from sgdlab.programs.source import write
from sgdlab.programs.step import check_loss, trace_gradient, trace_step
from sgdlab.quantities import Array, Given


@dataclass(frozen=True)
class Written:
    """The source of `train`, and what it calls by name."""

    source: str
    called: dict[str, Any]


def written(run: Run) -> Written:
    """Write the source of a run; an optimizer that can't be traced is called by its name."""
    try:
        return _traced(run, called=False)
    except UntraceableError:
        if is_ours(run.optimizer):
            return _traced(run, called=True)
        return _named(run)


def _traced(run: Run, called: bool) -> Written:
    """Write a run whose optimizer is traced, all but its schedule if that is `called`."""
    settings = settings_of(run.optimizer, {*LOOP, *run.names}, called=called)
    traced, at = at_sizes(partial(trace_step, run, settings, names=run.batch_names), run.problem.data, run.start)
    check_loss([one.loss for one in traced], at, run)
    first = traced[0]
    fixed = {*run.taken - {"params", "gradient", "step"}, *settings.values}
    arrays = outside_arrays(run.problem.loss)
    whole = body(merged([one.moves for one in traced], at), ["params", *first.state], fixed, arrays)
    numbers = {name: settings.values[name] for name in first.settings if not callable(settings.values[name])}
    schedules = {name: value for name, value in settings.values.items() if callable(value)}
    names = [_name(value, "your_schedule", run, whole, settings.values) for value in schedules.values()]
    rates = [Line(f"{rate} = {name}(k)", "step") for rate, name in zip(schedules, names, strict=True)]
    up = [line for line in whole.lines if line.phase != "step"]
    whole.lines = [*up, *rates, *whole.lines[len(up) :]]
    return _finished(run, whole, numbers, first.state, dict(zip(names, schedules.values(), strict=True)))


def _named(run: Run) -> Written:
    """Write a run whose optimizer is called by its name."""
    if getattr(run.optimizer, "needs", None) is not None:
        raise UntraceableError("it needs more than the gradient, so it can't be called by its name either")
    traced, at = at_sizes(partial(trace_gradient, run, names=run.batch_names), run.problem.data, run.start)
    check_loss([one.part(one.inputs, one.results[:1]) for one in traced], at, run)
    arrays = outside_arrays(run.problem.loss)
    gradients = [one.part(one.inputs, one.results[1:]) for one in traced]
    whole = body(merged(gradients, at), ["gradient"], run.taken - {"gradient"}, arrays)
    rule = run.optimizer.function if isinstance(run.optimizer, PlainFunction) else run.optimizer
    name, own = _name(rule, "your_rule", run, whole), rule is run.optimizer
    before = [f"state = {name}.init(params)"] if own else []
    call = f"step, state = {name}.update(gradient, state, params)" if own else f"step = {name}(gradient, params)"
    whole.lines += [Line(call, "step"), Line("params = params + step", "step")]
    return _finished(run, whole, {}, {}, {name: rule}, before)


def _finished(
    run: Run, whole: Body, numbers: dict[str, object], state: dict[str, Array], calls: dict[str, object],
    before: Sequence[str] = (),
) -> Written:  # fmt: skip
    if run.draws and not isinstance(run.batches, minibatch):
        calls = {**calls, _name(run.batches, "your_batches", run, whole, [*numbers, *state]): run.batches}
    return Written(write(run, whole, numbers, state, calls, before), calls)


def _name(function: Given, instead: str, run: Run, whole: Body, besides: Iterable[str] = ()) -> str:
    """The name of your function in the source: its own, or the one instead if that means something else there."""
    name = title(function)
    inside = NAME.findall("\n".join([*(line.text for line in whole.lines), *whole.constants]))
    taken = {*run.taken, *whole.imports, *inside, *besides}
    return name if name.isidentifier() and not keyword.iskeyword(name) and name not in taken else instead
