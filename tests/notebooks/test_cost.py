"""Each notebook fits a small shared machine: a kernel of Binder's may hold 1 GB, and many run beside it."""

import re
from pathlib import Path

import nbformat
import psutil
import pytest
from nbclient import NotebookClient

from tools.outputs import KERNEL

pytestmark = pytest.mark.slow

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
MEGABYTES, SECONDS = 250, 20  # at its highest; of the processor's time


def highest_memory(process):
    """The most memory that a process has held, in megabytes."""
    status = Path(f"/proc/{process.pid}/status")
    if not status.exists():  # not on Linux: what it holds now
        return process.memory_info().rss / 1e6
    return int(re.search(r"VmHWM:\s+(\d+) kB", status.read_text())[1]) * 1024 / 1e6


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_needs_little_memory_and_little_time(path, monkeypatch):
    monkeypatch.setenv("TQDM_DISABLE", "1")
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=60, kernel_name=KERNEL["name"], resources={"metadata": {"path": str(path.parent)}}
    )
    with client.setup_kernel():
        for number, cell in enumerate(notebook.cells):
            client.execute_cell(cell, number)
        kernel = psutil.Process(client.km.provisioner.pid)
        memory, times = highest_memory(kernel), kernel.cpu_times()
    assert memory < MEGABYTES
    assert 0 < times.user + times.system < SECONDS
