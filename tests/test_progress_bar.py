"""A bar where somebody watches, and silence elsewhere."""

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import numpy as np
import pytest

from sgdlab import progress_bar as progress
from sgdlab.progress_bar import progress_bar


class Terminal(io.StringIO):
    def isatty(self):
        return True


def terminal(monkeypatch):
    """Put a terminal where stderr is, on which bars appear at once; called in a test, since pytest's own
    capture takes its place again after the fixtures."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "DELAY", 0.0)
    return screen


def count_to(total, stated=True):
    with progress_bar(total if stated else None, "counting") as bar:
        for _ in range(total):
            bar.update(1)
    return bar


def may_appear(bar):
    return bar.due < np.inf


def test_a_terminal_shows_text_and_share(monkeypatch):
    screen = terminal(monkeypatch)
    pytest.importorskip("tqdm")
    bar = count_to(4)
    assert (bar.shown.n, bar.shown.total) == (4, 4)  # tqdm's own count
    assert "counting" in screen.getvalue()
    assert "1/4" in screen.getvalue()
    assert screen.getvalue().rsplit("\r", 2)[-2].strip() == "", "nothing of the bar stays"
    assert count_to(3, stated=False).shown.n == 3


def test_a_notebooks_bar_is_text_of_its_cell(monkeypatch):
    """A widget would be saved, and opened again as an error; what goes to stderr is red."""
    pytest.importorskip("tqdm")
    screen, cell = terminal(monkeypatch), io.StringIO()
    monkeypatch.setattr(sys, "stdout", cell)
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: SimpleNamespace(kernel=object())))
    count_to(4)
    assert "1/4" in cell.getvalue()
    assert cell.getvalue().rsplit("\r", 2)[-2].strip() == screen.getvalue() == ""


def test_an_error_in_the_work_takes_the_bar_away(monkeypatch):
    pytest.importorskip("tqdm")
    screen, bars = terminal(monkeypatch), []

    def work():
        with progress_bar(2, "dividing") as bar:
            bars.append(bar)
            bar.update(1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    assert bars[0].shown.disable  # tqdm's mark of a closed bar
    assert screen.getvalue().rsplit("\r", 2)[-2].strip() == ""


def test_short_work_shows_nothing_and_loads_nothing():
    code = (
        "import sys; sys.stderr.isatty = lambda: True\n"
        "from sgdlab.progress_bar import progress_bar\n"
        "with progress_bar(1, 'x') as bar: bar.update(1)\n"
        "print(bar.due < float('inf'), 'tqdm' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    installed = progress.find_spec("tqdm") is not None
    assert (done.stdout.strip(), done.stderr) == (f"{installed} False", "")


def test_silent_without_a_terminal(monkeypatch):
    screen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "DELAY", 0.0)
    monkeypatch.setitem(sys.modules, "IPython", None)
    assert not may_appear(count_to(4))
    with ThreadPoolExecutor() as threads:
        terminal(monkeypatch)
        assert not may_appear(threads.submit(count_to, 4).result()), "a bar of another thread would mix with ours"
    assert screen.getvalue() == ""


@pytest.mark.parametrize(
    ("shell", "seen"), [(SimpleNamespace(kernel=object()), True), (SimpleNamespace(), False), (None, False)]
)
def test_a_notebook_is_known_by_its_kernel(monkeypatch, shell, seen):
    pytest.importorskip("tqdm")
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    with progress_bar(1, "x") as bar:
        assert may_appear(bar) is seen
    monkeypatch.setenv("TQDM_DISABLE", "1")
    with progress_bar(1, "x") as bar:
        assert not may_appear(bar)
