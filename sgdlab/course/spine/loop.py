"""Write: the loop

`recipe` holds three functions: `batches(n, rng)` yields index arrays, `gradient(loss, params, batch)` returns the loss
and the gradient, and `optimizer(g, memory)` returns the step and the new memory, which is 0 at first. `data` is a tuple
of arrays, and a batch is a list with the chosen rows of each. Take `steps` steps, and return the parameters before the
first step and after each step, as an array (steps + 1, P).
"""

from collections.abc import Callable, Iterator
from typing import TypeAlias

import numpy as np

from sgdlab.course.exercises import Over, changed
from sgdlab.course.spine.part import Part
from sgdlab.small import Array, Batch, Recipe

Loss: TypeAlias = Callable[[Array, Batch], float]
Train: TypeAlias = Callable[..., Array]


def train(loss: Loss, data: Batch, start: Array, recipe: Recipe, steps: int, rng: np.random.Generator) -> Array:
    batches, gradient, optimizer = recipe
    params, memory = np.array(start, dtype=float), np.zeros(())
    path, dealer = [params], batches(len(data[0]), rng)
    for _ in range(steps):
        chosen = next(dealer)
        _, g = gradient(loss, params, [array[chosen] for array in data])
        step, memory = optimizer(g, memory)
        params = params + step
        path.append(params)
    return np.array(path)


def _batches(n: int, rng: np.random.Generator) -> Iterator[Array]:
    while True:
        order = rng.permutation(n)
        yield from (order[k : k + 3] for k in range(0, n, 3))


def _gradient(loss: Loss, params: Array, batch: Batch) -> tuple[float, Array]:
    X, y = batch
    errors = X @ params - y
    return loss(params, batch), 2 * errors @ X / len(y)


def _loss(params: Array, batch: Batch) -> float:
    return float(np.mean((batch[0] @ params - batch[1]) ** 2))


def _momentum(g: Array, memory: Array) -> tuple[Array, Array]:
    return -0.05 * (0.8 * memory + g), 0.8 * memory + g


def _observe(answer: Train, X: Array, y: Array, start: Array, steps: int, rng: np.random.Generator) -> Array:
    return np.asarray(answer(_loss, (X, y), start, (_batches, _gradient, _momentum), steps, rng))


def _ends(answer: Train) -> Train:
    """Where the path of an answer ends."""
    return lambda *given: _observe(answer, *given)[-1]


def _draw(rng: np.random.Generator) -> tuple[Array, Array, Array, int, np.random.Generator]:
    n = int(rng.integers(7, 12))
    return rng.normal(size=(n, 2)), rng.normal(size=n), rng.normal(size=2), 3 * int(rng.integers(3, 6)), rng.spawn(1)[0]


loop = Part(
    "loop",
    train,
    _draw,
    notebook="08",
    replaces="train",
    observe=_observe,
    runs=Over("steps", range(16), through=_ends),
    praise="The three jobs meet in your loop, and none of them knows the others.",
    mistakes=[
        changed(train, {"next(dealer)": "next(batches(len(data[0]), rng))"}),
        "You call `batches` in every step, which starts a new epoch each time. Call it once, before the loop.",
        changed(train, {"len(data[0])": "len(data)"}),
        "len(data) is the number of arrays, so only the first few examples are ever drawn. There are len(data[0]) "
        "examples.",
        changed(train, {"step, memory = optimizer": "memory, step = optimizer"}),
        "You took what the optimizer returns in the wrong order: the step comes first, then the memory.",
        changed(train, {"next(dealer)": "slice(None)"}),
        "Your gradient is that of all examples. Hand it the chosen rows of each array of `data`.",
        changed(train, {"gradient(loss, params": "gradient(loss, path[0]"}),
        "Every gradient is taken at the start. Take it where you are now.",
        changed(train, {"optimizer(g, memory)": "optimizer(g, 0.0)"}),
        "The optimizer starts with an empty memory in every step. Keep the one that it returns.",
        changed(train, {"params + step": "params - step"}),
        "You subtract the step. The optimizer has put the minus in already: add it.",
        changed(train, {"array(path)": "array(path[1:])"}),
        "The start is missing from your path.",
        changed(train, {"array(path)": "array(path[:-1])"}),
        "The last parameters are missing from your path.",
        changed(train, {"array(path)": "array(path[-1])"}),
        "Return the whole path, not only its end.",
        changed(train, {"array(path)": "array([params] * len(path))"}),
        "All rows of your path are its end, since `+=` changes the same array again: write params = params + step.",
    ],
    hints=[
        "Before the loop: take the recipe apart, start the path, set the memory to 0, call batches(len(data[0]), rng).",
        "In the loop, job by job: next(…) of the batches, the gradient of [array[chosen] for array in data], the step.",
        "params = params + step makes a new array; append it to the path.",
    ],
)
