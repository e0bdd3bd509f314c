"""Settings of every test run; this file must lie at the root, since nbval's hook is not seen elsewhere."""

import os
import re
from pathlib import Path
from typing import Any

import pytest

# Two machines draw the same picture with different bytes. What is compared instead is the sentence that
# describes it (text/plain), which comes from the numbers themselves.
_PICTURES = ("text/html", "image/svg+xml")
collect_ignore = ["sgdlab/__init__.py"]  # what it offers has its examples where it is defined
MEGABYTES, SECONDS = 250, 40  # of a notebook's kernel: at its highest; of the processor's time, 20 on a quiet machine


class Cost(pytest.Item):
    """A notebook, once its last cell has run, fits a small shared machine: Binder's kernels may hold 1 GB."""

    def runtest(self) -> None:
        import psutil

        kernel = psutil.Process(self.parent.kernel.km.provisioner.pid)  # type: ignore[union-attr]
        times = kernel.cpu_times()
        assert highest_memory(kernel) < MEGABYTES
        assert 0 < times.user + times.system < SECONDS


def highest_memory(process: Any) -> float:
    """The most memory that a process has held, in megabytes."""
    status = Path(f"/proc/{process.pid}/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) * 1024 / 1e6 if found else process.memory_info().rss / 1e6  # not on Linux: what it holds now


def pytest_configure(config: pytest.Config) -> None:
    """Let no progress bar into the notebooks' outputs: whether one appears depends on the machine."""
    if config.getoption("nbval", False):
        os.environ["TQDM_DISABLE"] = "1"


@pytest.hookimpl(trylast=True)
def pytest_collectstart(collector: Any) -> None:
    """Leave pictures out of nbval's comparison of stored and fresh outputs."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare = (*collector.skip_compare, *_PICTURES)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """After the cells of each notebook, let what they cost be measured."""
    last = {item.parent: item for item in items if hasattr(item.parent, "skip_compare")}
    for notebook, cell in last.items():
        items.insert(items.index(cell) + 1, Cost.from_parent(notebook, name="cost"))
