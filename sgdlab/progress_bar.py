"""How far long work has come, where somebody watches [progress_bar]."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from multiprocessing import parent_process
from threading import current_thread, main_thread
from time import monotonic
from typing import Any

DELAY = 1.0  # seconds before a bar appears: short work has none, and does not pay for loading tqdm


class Silent:
    """A bar that nobody sees."""

    def update(self, n: int = 1) -> None:
        """Do nothing."""


class Bar(Silent):
    """A bar of tqdm that appears once the work has lasted for `DELAY` seconds."""

    def __init__(self, total: int | None, text: str) -> None:
        self.total, self.text = total, text
        self.done, self.due = 0, monotonic() + DELAY
        self.shown: Any = None

    def update(self, n: int = 1) -> None:
        """Add n to what is done."""
        self.done += n
        if self.shown is not None:
            self.shown.update(n)
        elif monotonic() >= self.due:
            from tqdm.auto import tqdm

            self.shown = tqdm(total=self.total, desc=self.text, initial=self.done, leave=False)

    def close(self) -> None:
        """Take the bar away, so that nothing of it stays in a notebook or on a terminal."""
        if self.shown is not None:
            self.shown.total = self.shown.n  # a notebook's bar stays, and is red, where it did not reach its end
            self.shown.close()


@contextmanager
def progress_bar(total: int | None, text: str) -> Iterator[Silent]:
    """Show how far long work has come: `.update(n)` adds n to what is done of `total` (None: no end is known).

    Drawn by tqdm after the first second.  Silent where tqdm is not installed, where neither a terminal nor a notebook
    is there to see it, where TQDM_DISABLE is set, and in the threads and processes of a sweep, which has its own bar.

    >>> with progress_bar(3, "counting") as bar:
    ...     for k in range(3):
    ...         bar.update(1)
    """
    if not (_watched() and find_spec("tqdm")):
        yield Silent()
        return
    bar = Bar(total, text)
    try:
        yield bar
    finally:
        bar.close()


def _watched() -> bool:
    """Whether this is the main thread of a program on a terminal or in a notebook, and nobody has turned bars off."""
    if os.environ.get("TQDM_DISABLE"):  # tqdm's own switch, which its bars for notebooks pass over
        return False
    if current_thread() is not main_thread() or parent_process() is not None:
        return False
    return sys.stderr.isatty() or _in_notebook()


def _in_notebook() -> bool:
    ipython = sys.modules.get("IPython")  # loaded by every notebook; not by us
    shell = None if ipython is None else ipython.get_ipython()
    return hasattr(shell, "kernel")
