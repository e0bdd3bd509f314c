"""Whether a program for any number of examples has the loss of a run [check_loss]."""

from collections.abc import Sequence

import numpy as np

from sgdlab.compiler.numpy_source import Writer
from sgdlab.compiler.recording import UntraceableError
from sgdlab.compiler.sizes import merged
from sgdlab.compiler.steps import Steps
from sgdlab.programs.run import Run


def check_loss(losses: Sequence[Steps], sizes: Sequence[int], run: Run) -> None:
    """Compare the loss, merged from these programs (params, *batch), with that of the run, at sizes of its batches.

    A loss that decides by the number of examples, as min(n, 4) does, can look the same at the sizes that were merged.

    Errors: UntraceableError, if the loss is another one.
    """
    if run.problem.pure or not sizes:
        return
    source = Writer(merged(losses, sizes), {}, plain=True).source("loss")
    for B in run.sizes:
        source.constants["B"] = np.int64(B)  # which divides by 0 as the loss does, without an error
        batch = tuple(array[:B] for array in run.problem.data)
        with np.errstate(all="ignore"):
            pair = source.function()(run.start, *batch), run.problem(run.start, batch)
        if not np.allclose(*pair, rtol=1e-5, atol=1e-9, equal_nan=True):
            raise UntraceableError(f"its loss decides by the number of examples: it is another one for {B} of them")
