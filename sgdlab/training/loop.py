"""The loop in which the three jobs meet [descend], from its first step to the record of the run [complete]."""

from collections.abc import Iterator
from math import inf

import numpy as np

from sgdlab.optimizers.optimizer import rate_at
from sgdlab.progress_bar import progress_bar
from sgdlab.quantities import Traced
from sgdlab.run import Run
from sgdlab.training.record import Recorder
from sgdlab.training.so_far import RunSoFar
from sgdlab.training.steps import AtOnce, PartByPart

PER_BAR = 64  # steps between two updates of the progress bar


def descend(now: RunSoFar, recorder: Recorder, batches: Iterator[Traced], steps: PartByPart | AtOnce) -> Iterator[None]:
    """Take the steps of a run, and yield after each one, or after many that no stop rule watches."""
    if isinstance(steps, AtOnce) and not (now.early or now.late):
        yield from _unwatched(now, recorder, batches, steps)
        return
    while not now.spent():
        indices, batch = next(batches)  # which examples?
        now.value, now.gradient = steps.gradient(now, batch)  # which way is up?
        if now.diverged() or (now.late and now.end(*now.reasons())):
            return
        recorder.keep(now, indices)
        steps.move(now, batch)  # how far to move?
        yield


def _unwatched(now: RunSoFar, recorder: Recorder, batches: Iterator[Traced], steps: AtOnce) -> Iterator[None]:
    """Take the steps of a run without stop rules, and yield after every PER_BAR of them: `now` hears of no others."""
    rows, meter, limit, ceiling = recorder.rows, now.meter, now.limit, float(now.ceiling)
    k, params, memory, before = 0, now.params, steps.memory, now.params
    seen = last = 0  # the budget used when the parameters, and those before them, were reached
    value, gradient, size = now.value, now.gradient, 0
    try:
        while k != limit:
            indices, batch = next(batches)  # which examples?
            if (batch and len(batch[0]) != size) or steps.changing or not size:
                size = len(batch[0]) if batch else 1
                run, numbers, examples, operations = steps.function(k, params, batch)
            value, gradient, after, *after_memory = run(params, k, *numbers, *memory, *batch)  # which way, and how far?
            meter.example_gradients += examples
            meter.operations += operations
            if not (-inf < value <= ceiling and params.dot(params) < inf):
                now.at(k, params, seen, (before, last), value, gradient)
                if now.diverged():
                    return
            if k % rows.every == 0:
                rows.rows.append(  # as rows.keep, without its call
                    {"step": k, "params": params, "value": value, "gradient": gradient,
                     "rate": rate_at(recorder.rate, k), "indices": indices, "seen": seen}
                )  # fmt: skip
                if len(rows.rows) > rows.cheap:
                    rows.thin()
            last, seen = seen, meter.charged
            before, params, memory = params, after, after_memory
            k += 1
            if k % PER_BAR == 0:
                now.at(k, params, seen, (before, last), value, gradient)
                yield
        now.last_reason = "steps"
    finally:
        if not any(now.ends):
            now.at(k, params, seen, (before, last), value, gradient)


def complete(now: RunSoFar, steps: Iterator[None], recorder: Recorder, progress: bool) -> Run:
    """Take all the steps with a progress bar, and return the record; Ctrl-C ends a run and loses no step."""
    bar = progress_bar(now.limit, now.problem.title, progress)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"), bar as shown:
        try:
            for _ in steps:
                if now.step % PER_BAR == 0:
                    shown.update(PER_BAR)
        except KeyboardInterrupt:  # the steps so far are worth keeping
            now.last_reason = f"interrupted at step {now.step}"
        return recorder.run(now)
