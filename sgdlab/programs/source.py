"""A whole training run as one plain NumPy function, with a commented block for each of the three jobs [write]."""

import re
from collections.abc import Mapping, Sequence
from textwrap import wrap

import numpy as np

from sgdlab.batches import FullBatch, minibatch
from sgdlab.compiler.numpy_expressions import import_lines, not_finite
from sgdlab.compiler.steps import PHASES
from sgdlab.programs.body import Body, Line
from sgdlab.programs.run import Run
from sgdlab.quantities import Array, Given

_N = re.compile(r"(?<![\w.])n(?!\w)")
WIDTH = 100  # characters: a comment with the shape of a longer line stands above it


def write(
    run: Run, body: Body, settings: Mapping[str, object], state: Mapping[str, Array], called: Mapping[str, object],
    before: Sequence[str] = (),
) -> str:  # fmt: skip
    """Return the source of `train(*data, start, steps, seed)`.

    settings: the numbers that stand at the top, by name; state: what is remembered, before the first step; called: your
    own functions, by the names in the source; before: more lines in front of the loop.
    """
    data, start, (method, optimizer) = run.names, run.start, run.words
    sized = any(_N.search(line.text) for line in body.lines)  # whether the number of examples is used
    imports = {**body.imports, "array": "numpy"}
    made = [*(f"{name} = {_number(value)}" for name, value in settings.items()), *body.constants]
    remembered = [f"{name} = {_initial(value, start, imports)}" for name, value in state.items()]
    first, chosen = _which(run.batches, data, imports, made, called)
    lines = ["params = array(start, dtype=float)", *remembered, "path = [params]", *before, *first]
    if data and not chosen and sized:
        lines.append(f"n = len({data[0]})")
    rows = "chosen" if isinstance(run.batches, minibatch) else "".join(run.batch_names[:1])  # yours may give a mask
    loop = [*chosen, *([f"n = len({rows})"] if chosen and sized else [])]
    loop += [""] * bool(loop)
    loop += [*_up(body, method, bool(data), bool(chosen)), "", *_comment(f"How far?  {_sentence(optimizer)}.")]
    loop += [*_aligned([x for x in body.lines if x.phase == "step"]), "path.append(params)"]
    lines += ["for k in range(steps):", *(f"    {line}" for line in loop), "return array(path)"]
    takes = ", ".join([*data, f"start{_start(start, imports)}", "steps=100", "seed=0"])
    function = "\n".join([f"def train({takes}):", *(f"    {line}".rstrip() for line in lines)])
    head = "\n\n".join(filter(None, ["\n".join(import_lines(imports)), "\n".join(made)]))
    return f"{head}\n\n\n{function}\n"


def _which(
    rule: Given, data: Sequence[str], imports: dict[str, str], made: list[str], called: Mapping[str, object]
) -> tuple[list[str], list[str]]:
    """Return the lines before the loop and in it that choose the examples."""
    if isinstance(rule, FullBatch) or not data:
        return [], []
    imports |= {"SeedSequence": "numpy.random", "default_rng": "numpy.random"}
    before = ["rng = default_rng(SeedSequence(seed).spawn(3)[0])", f"N = len({data[0]})"]
    rows = f"{', '.join(f'{name}_batch' for name in data)} = {', '.join(f'{name}[chosen]' for name in data)}"
    if not isinstance(rule, minibatch):
        (name,) = [name for name, part in called.items() if part is rule]
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


def _up(body: Body, method: str, data: bool, chosen: bool) -> list[str]:
    """Return the lines that compute the gradient."""
    loss = "the loss on these examples" if chosen else "the loss on all examples" if data else "the loss"
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


def _initial(value: Array, start: Array, imports: dict[str, str]) -> str:
    """Return the code for what an optimizer remembers before the first step."""
    imports |= dict.fromkeys(not_finite(value), "numpy")
    if value.dtype != float or np.shape(value) != np.shape(start) or np.any(value != value.flat[0]):
        return _number(value if np.ndim(value) else value.item())
    if value.flat[0] == 0:
        imports["zeros_like"] = "numpy"
        return "zeros_like(params)"
    imports["full_like"] = "numpy"
    return f"full_like(params, {value.flat[0].item()!r})"


def _start(start: Array, imports: dict[str, str]) -> str:
    """Return the default of the argument start, if it can be written in a few characters."""
    if len(start) <= 4:
        return f"=({', '.join(repr(float(v)) for v in start)}{',' * (len(start) == 1)})"
    if np.any(start):
        return ""
    imports["zeros"] = "numpy"
    return f"=zeros({len(start)})"


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in wrap(text, WIDTH)]


def _sentence(text: str) -> str:
    own = text.removeprefix("your ")
    return text[:1].upper() + text[1:] if own == text else f"As {own} says"
