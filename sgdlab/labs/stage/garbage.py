"""Memory that is given back at once [swept]."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def swept() -> Iterator[None]:
    """Free what is made inside and not used any more afterwards.

    The parts of a Matplotlib figure refer to each other, so they stay, with 4 MB of pixels, until Python's collector
    has looked at every object, which takes 50 ms in a kernel.  Here it looks only at the new ones, unless somebody has
    set objects aside already: they would come back with ours.
    """
    free = not gc.get_freeze_count()
    if free:
        gc.freeze()
    try:
        yield
    finally:
        gc.collect()
        if free:
            gc.unfreeze()
