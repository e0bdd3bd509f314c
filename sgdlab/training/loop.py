"""The loop in which the three jobs meet, from its first step [descend] to the record of the run [complete].

Training that Ctrl-C ends has a record, too; where nobody would see that steps are missing, [uninterrupted] refuses it.
"""

from collections.abc import Iterator

from sgdlab.progress_bar import progress_bar
from sgdlab.quantities import Traced
from sgdlab.run import Run
from sgdlab.training.record import Recorder
from sgdlab.training.search import Search
from sgdlab.training.so_far import RunSoFar
from sgdlab.training.stepper import Stepper

INTERRUPTED = "interrupted"  # how the reason begins if Ctrl-C ended a run


def descend(now: RunSoFar, recorder: Recorder, batches: Iterator[Traced], stepper: Stepper) -> Iterator[None]:
    """Take the steps of a run, and yield after each one."""
    paid = isinstance(stepper, Search)  # for losses at the next places: a stop rule ends the run only after the step
    while not now.spent():
        indices, batch = next(batches)  # which examples?
        now.value, now.gradient = stepper.evaluate(now, batch)  # which way is up?
        if now.diverged():
            return
        reasons = now.reasons()
        if reasons and not paid and now.end(*reasons):
            return
        recorder.keep(now, indices)
        stepper.move(now, batch)  # how far to move?
        yield
        if reasons and paid and now.end(*reasons):
            return


def complete(now: RunSoFar, loop: Iterator[None], recorder: Recorder, progress: bool) -> Run:
    """Take all the steps with a progress bar, and return the record; Ctrl-C ends a run and loses no step."""
    with progress_bar(now.limit, now.problem.title, progress) as shown:
        try:
            for _ in loop:
                shown.update(now.step - shown.done)
        except KeyboardInterrupt:  # the steps so far are worth keeping
            now.last_reason = f"{INTERRUPTED} at step {now.step}"
        return recorder.run(now)


def uninterrupted(run: Run) -> Run:
    """Return a run whose end nobody asks about, such as one behind a picture.  Errors: Ctrl-C, if that ended it."""
    if run.stopped_by.startswith(INTERRUPTED):
        raise KeyboardInterrupt
    return run
