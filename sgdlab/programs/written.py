"""Write a training run as one plain NumPy function, with a commented block for each of the three jobs [write_run]."""

import keyword
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from textwrap import wrap
from typing import Any

import numpy as np

from sgdlab.batches import minibatch
from sgdlab.compiler.numpy_expressions import import_lines
from sgdlab.compiler.python_names import outside_arrays, title
from sgdlab.compiler.recording import UntraceableError
from sgdlab.compiler.sizes import at_sizes, merged
from sgdlab.compiler.steps import PHASES
from sgdlab.optimizers.own_function import PlainFunction
from sgdlab.part import part_name
from sgdlab.programs.body import NAME, Body, Line, body
from sgdlab.programs.optimizer import is_ours, settings_of
from sgdlab.programs.parts import AROUND, LOOP, Parts
from sgdlab.programs.step import check_loss, trace_gradient, trace_step
from sgdlab.quantities import Array, Given

WIDTH = 100  # characters: comments beside longer lines are not aligned


@dataclass(frozen=True)
class RunSource:
    """The source of `train`, and what it calls by name."""

    source: str
    called: dict[str, Any]


def write_run(parts: Parts) -> RunSource:
    """Write the source of a run; an optimizer that can't be traced is called by its name."""
    try:
        return _traced(parts, called=False)
    except UntraceableError:
        if is_ours(parts.optimizer):
            return _traced(parts, called=True)
        return _named(parts)


def _traced(parts: Parts, called: bool) -> RunSource:
    """Write a run whose optimizer is traced, all but its schedule if that is `called`."""
    settings = settings_of(parts.optimizer, {*LOOP, *parts.names}, called=called)
    traced, at = at_sizes(partial(trace_step, parts, settings), parts.problem.data, parts.start)
    check_loss([one.loss for one in traced], at, parts)
    first = traced[0]
    fixed = {*parts.taken - {"params", "gradient", "step"}, *settings.values}
    arrays = outside_arrays(parts.problem.loss)
    whole = body(merged([one.moves for one in traced], at), ["params", *first.state], fixed, arrays)
    numbers = {name: settings.values[name] for name in first.settings if not callable(settings.values[name])}
    schedules = {name: value for name, value in settings.values.items() if callable(value)}
    names = [_name(value, "your_schedule", parts, whole, settings.values) for value in schedules.values()]
    rates = [Line(f"{rate} = {name}(k)", "step") for rate, name in zip(schedules, names, strict=True)]
    up = [line for line in whole.lines if line.phase != "step"]
    whole.lines = [*up, *rates, *whole.lines[len(up) :]]
    return _train(parts, whole, numbers, first.state, dict(zip(names, schedules.values(), strict=True)))


def _named(parts: Parts) -> RunSource:
    """Write a run whose optimizer is called by its name."""
    if getattr(parts.optimizer, "needs", None) is not None:
        raise UntraceableError("it needs more than the gradient, so it can't be called by its name either")
    traced, at = at_sizes(partial(trace_gradient, parts), parts.problem.data, parts.start)
    check_loss([one.part(one.inputs, one.results[:1]) for one in traced], at, parts)
    arrays = outside_arrays(parts.problem.loss)
    gradients = [one.part(one.inputs, one.results[1:]) for one in traced]
    whole = body(merged(gradients, at), ["gradient"], parts.taken - {"gradient"}, arrays)
    rule = parts.optimizer.function if isinstance(parts.optimizer, PlainFunction) else parts.optimizer
    name, own = _name(rule, "your_rule", parts, whole), rule is parts.optimizer
    before = [f"state = {name}.init(params)"] if own else []
    call = f"step, state = {name}.update(gradient, state, params)" if own else f"step = {name}(gradient, params)"
    whole.lines += [Line(call, "step"), Line("params = params + step", "step")]
    return _train(parts, whole, {}, {}, {name: rule}, before)


def _name(function: Given, instead: str, parts: Parts, whole: Body, besides: Iterable[str] = ()) -> str:
    """The name of your function in the source: its own, or the one instead if that means something else there."""
    name = title(function)
    inside = NAME.findall("\n".join([*(line.text for line in whole.lines), *whole.constants]))
    taken = {*parts.taken, *whole.imports, *inside, *besides}
    return name if name.isidentifier() and not keyword.iskeyword(name) and name not in taken else instead


def _train(
    parts: Parts, body: Body, settings: Mapping[str, object], state: Mapping[str, Array], called: dict[str, object],
    before: Sequence[str] = (),
) -> RunSource:  # fmt: skip
    """Write `train(*data, start, steps, seed)`.

    settings: the numbers that stand at the top, by name; state: what is remembered, before the first step; called: your
    own functions, by the names in the source; before: more lines in front of the loop.
    """
    data, yours = parts.names, parts.draws and not isinstance(parts.batches, minibatch)
    rule = _name(parts.batches, "your_batches", parts, body, [*settings, *state])
    made = [*(f"{name} = {_number(value)}" for name, value in settings.items()), *body.constants]
    remembered = [f"{name} = {_initial(value, parts.start)}" for name, value in state.items()]
    first, chosen = _which(parts, rule, made)
    rows = "".join(parts.batch_names[:1]) if yours or not chosen else "chosen"  # yours may give a mask
    size = [f"n = len({rows})"] if data and any("n" in NAME.findall(line.text) for line in body.lines) else []
    lines = ["params = array(start, dtype=float)", *remembered, "path = [params]", *before, *first]
    lines += size if not chosen else []
    loop = [*chosen, *size, ""] if chosen else []
    loop += [*_up(parts, body), "", *_comment(f"How far?  {_sentence(part_name(parts.optimizer))}.")]
    loop += [*_aligned([x for x in body.lines if x.phase == "step"]), "path.append(params)"]
    lines += ["for k in range(steps):", *(f"    {line}" for line in loop), "return array(path)"]
    takes = ", ".join([*data, f"start{_start(parts.start)}", "steps=100", "seed=0"])
    function = "\n".join([f"def train({takes}):", *(f"    {line}".rstrip() for line in lines)])
    used = {*NAME.findall("\n".join([*made, function]))}
    imports = body.imports | {name: module for name, module in AROUND.items() if name in used}
    head = "\n\n".join(filter(None, ["\n".join(import_lines(imports)), "\n".join(made)]))
    return RunSource(f"{head}\n\n\n{function}\n", {**called, rule: parts.batches} if yours else called)


def _which(parts: Parts, name: str, made: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines before the loop and in it that choose the examples; `name` is that of a rule of yours."""
    if not parts.draws:
        return [], []
    data, rule = parts.names, parts.batches
    before = ["rng = default_rng(SeedSequence(seed).spawn(3)[0])", f"N = len({data[0]})"]
    rows = f"{', '.join(parts.batch_names)} = {', '.join(f'{name}[chosen]' for name in data)}"
    if not isinstance(rule, minibatch):
        return [*before, "epoch = iter(())"], [
            f"# Which examples?  Those that {name} chooses.",
            "chosen = next(epoch, None)",
            "if chosen is None:",
            f"    epoch = iter({name}(N, rng))",
            "    chosen = next(epoch)",
            rows,
        ]
    made.append(f"batch_size = {rule.size}")
    epoch = "N // batch_size" if rule.drop_last else "-(-N // batch_size)"
    what = "The next one" if rule.size == 1 else f"The next {rule.size}"
    how = "drawn with replacement" if rule.replace else "in an order that is drawn anew for every epoch"
    order = "rng.integers(N, size=per_epoch * batch_size)" if rule.replace else "rng.permutation(N)"
    return [*before, f"per_epoch = {epoch}  # batches"], [
        f"# Which examples?  {what}, {how}.",
        "first = k % per_epoch * batch_size",
        "if first == 0:",
        f"    order = {order}",
        "chosen = order[first : first + batch_size]",
        rows,
    ]


def _up(parts: Parts, body: Body) -> list[str]:
    """Return the lines that compute the gradient."""
    loss = "the loss" + (" on these examples" if parts.draws else " on all examples" if parts.names else "")
    method = part_name(parts.method)
    by = f"by {method}" if "by hand" not in method else "derived by hand"
    forward = [line for line in body.lines if line.phase == "forward"]
    backward = [line for line in body.lines if line.phase == "backward"]
    lines = _aligned([*forward, *backward])
    if forward and backward:
        lines.insert(len(forward), f"# {PHASES['backward'].format(value='loss')}")
        lines.insert(0, "# forward: from the parameters towards the loss")
    return [*_comment(f"Which way is up?  The gradient of {loss}, {by}."), *lines]


def _aligned(lines: Sequence[Line]) -> list[str]:
    """Return the lines with their shapes as comments, one below the other."""
    width = max((len(line.text) for line in lines if line.shape and len(line.text) < WIDTH), default=0)
    return [f"{line.text:{width}}  # {line.shape}" if line.shape else line.text for line in lines]


def _number(value: Given) -> str:
    kind = ", dtype='float32'" if np.ndim(value) and value.dtype == np.float32 else ""
    return f"array({np.asarray(value).tolist()}{kind})" if np.ndim(value) else repr(value)


def _initial(value: Array, start: Array) -> str:
    """Return the code for what an optimizer remembers before the first step."""
    if value.dtype != float or np.shape(value) != np.shape(start) or np.any(value != value.flat[0]):
        return _number(value if np.ndim(value) else value.item())
    return f"full_like(params, {value.flat[0].item()!r})" if value.flat[0] else "zeros_like(params)"


def _start(start: Array) -> str:
    """Return the default of the argument start, if it can be written in a few characters."""
    if len(start) <= 4:
        return f"=({', '.join(repr(float(v)) for v in start)}{',' * (len(start) == 1)})"
    return "" if np.any(start) else f"=zeros({len(start)})"


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in wrap(text, WIDTH)]


def _sentence(text: str) -> str:
    own = text.removeprefix("your ")
    return text[:1].upper() + text[1:] if own == text else f"As {own} says"
