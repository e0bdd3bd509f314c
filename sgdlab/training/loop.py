"""The loop in which the three jobs meet [descend], from its first step to the record of the run [complete]."""

from collections.abc import Iterator
from contextlib import nullcontext

import numpy as np

from sgdlab.progress_bar import Silent, progress_bar
from sgdlab.quantities import Given, Traced
from sgdlab.run import Run
from sgdlab.training.checks import like, pair
from sgdlab.training.gradients import Gradients
from sgdlab.training.record import Recorder
from sgdlab.training.so_far import RunSoFar

PER_BAR = 64  # steps between two updates of the progress bar


def descend(
    now: RunSoFar, recorder: Recorder, batches: Iterator[Traced], gradients: Gradients, optimizer: Given
) -> Iterator[None]:
    """Take the steps of a run, and yield after each one."""
    needs_hessian = getattr(optimizer, "needs", None) == "hessian"
    memory = optimizer.init(now.params)
    while not now.spent():
        indices, batch = next(batches)  # which examples?
        now.value, now.gradient = gradients.at(now.params, batch)  # which way is up?
        if now.diverged() or (now.late and now.end(*now.reasons())):
            return
        recorder.keep(now, indices)
        if needs_hessian:
            curvatures = gradients.hessian(now.params, batch, now.running)
            answer = optimizer.update(now.gradient, memory, now.params, hessian=curvatures)
        else:
            answer = optimizer.update(now.gradient, memory, now.params)  # how far to move?
        step, memory = pair(answer, optimizer, "(step, state) from update")
        now.move(like(step, now.params, optimizer, "step"))
        yield


def complete(now: RunSoFar, steps: Iterator[None], recorder: Recorder, progress: bool) -> Run:
    """Take all the steps with a progress bar, and return the record; Ctrl-C ends a run and loses nothing."""
    bar = progress_bar(now.limit, now.problem.title) if progress else nullcontext(Silent())
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"), bar as shown:
        try:
            for _ in steps:
                if now.step % PER_BAR == 0:
                    shown.update(PER_BAR)
        except KeyboardInterrupt:  # the steps so far are worth keeping
            now.last_reason = f"interrupted at step {now.step}"
        return recorder.run(now)
