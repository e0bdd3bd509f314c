"""The loop in which the three jobs meet [descend], from its first step to the record of the run [complete]."""

from collections.abc import Iterator

import numpy as np

from sgdlab.progress_bar import progress_bar
from sgdlab.quantities import Traced
from sgdlab.run import Run
from sgdlab.training.at_once import PER_BAR, AtOnce, unwatched
from sgdlab.training.record import Recorder
from sgdlab.training.so_far import RunSoFar
from sgdlab.training.steps import PartByPart


def descend(now: RunSoFar, recorder: Recorder, batches: Iterator[Traced], steps: PartByPart | AtOnce) -> Iterator[None]:
    """Take the steps of a run, and yield after each one, or after many that no stop rule watches."""
    if isinstance(steps, AtOnce) and not (now.early or now.late):
        yield from unwatched(now, recorder, batches, steps)
        return
    while not now.spent():
        indices, batch = next(batches)  # which examples?
        now.value, now.gradient = steps.gradient(now, batch)  # which way is up?
        if now.diverged() or (now.late and now.end(*now.reasons())):
            return
        recorder.keep(now, indices)
        steps.move(now, batch)  # how far to move?
        yield


def complete(now: RunSoFar, steps: Iterator[None], recorder: Recorder, progress: bool) -> Run:
    """Take all the steps with a progress bar, and return the record; Ctrl-C ends a run and loses no step."""
    bar = progress_bar(now.limit, now.problem.title, progress)
    with np.errstate(all="ignore"), bar as shown:
        try:
            for _ in steps:
                if now.step % PER_BAR == 0:
                    shown.update(PER_BAR)
        except KeyboardInterrupt:  # the steps so far are worth keeping
            now.last_reason = f"interrupted at step {now.step}"
        return recorder.run(now)
