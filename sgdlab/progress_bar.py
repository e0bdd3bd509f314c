"""A progress bar for long work, shown only if somebody can see it [progress_bar]."""

import os
import sys
from importlib.util import find_spec
from math import inf
from multiprocessing import parent_process
from threading import current_thread, main_thread
from time import monotonic
from typing import Any, Self

DELAY = 1.0  # seconds before a bar appears, so that short work never has to load tqdm


class progress_bar:
    """Show how much of long work is done: `.update(n)` adds n of `total` units (None if the total is unknown).

    tqdm draws the bar after the first second.  There is no bar if tqdm is not installed, if the output is neither a
    terminal nor a notebook, if TQDM_DISABLE is set, or in the threads and processes of a sweep, which has its own bar.

    >>> with progress_bar(3, "counting") as bar:
    ...     for k in range(3):
    ...         bar.update(1)
    """

    def __init__(self, total: int | None, text: str, wanted: bool = True) -> None:
        seen = wanted and _watched() and find_spec("tqdm") is not None
        self.total, self.text = total, text
        self.done, self.due = 0, monotonic() + DELAY if seen else inf
        self.shown: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """Remove the bar, so that nothing of it stays in a notebook or on a terminal."""
        if self.shown is not None:
            self.shown.close()

    def update(self, n: int = 1) -> None:
        """Add n to the amount of work done."""
        self.done += n
        if self.shown is not None:
            self.shown.update(n)
        elif monotonic() >= self.due:
            from tqdm import tqdm  # as text, also in a notebook, where a closed widget would be saved as an error

            to = sys.stdout if _in_notebook() else sys.stderr  # which is red in a notebook
            self.shown = tqdm(total=self.total, desc=self.text, initial=self.done, leave=False, file=to)


def _watched() -> bool:
    """Whether this is the main thread of a program in a terminal or a notebook, and bars are not turned off."""
    if os.environ.get("TQDM_DISABLE"):  # tqdm's own switch, which it reads only once
        return False
    if current_thread() is not main_thread() or parent_process() is not None:
        return False
    return sys.stderr.isatty() or _in_notebook()


def _in_notebook() -> bool:
    ipython = sys.modules.get("IPython")  # every notebook loads it; we never do
    shell = None if ipython is None else ipython.get_ipython()
    return hasattr(shell, "kernel")
