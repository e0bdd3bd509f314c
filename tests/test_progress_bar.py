"""A bar where somebody watches, and silence elsewhere."""

import io
import subprocess
import sys
import threading
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


def test_nothing_of_the_bar_stays(monkeypatch):
    pytest.importorskip("tqdm")
    screen = terminal(monkeypatch)
    count_to(4)
    assert screen.getvalue().rsplit("\r", 2)[-2].strip() == ""


def test_a_notebooks_bar_is_text_of_its_cell(monkeypatch):
    """A widget would be saved, and opened again as an error; what goes to stderr is red."""
    pytest.importorskip("tqdm")
    screen, cell = terminal(monkeypatch), io.StringIO()
    monkeypatch.setattr(sys, "stdout", cell)
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: SimpleNamespace(kernel=object())))
    count_to(4)
    assert "1/4" in cell.getvalue()
    assert cell.getvalue().rsplit("\r", 2)[-2].strip() == screen.getvalue() == ""


def test_without_a_known_end_it_counts(monkeypatch):
    terminal(monkeypatch)
    pytest.importorskip("tqdm")
    assert count_to(3, stated=False).shown.n == 3


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
    assert screen.getvalue() == ""


def test_silent_without_tqdm(monkeypatch):
    screen = terminal(monkeypatch)
    monkeypatch.setattr(progress, "find_spec", lambda name: None)
    count_to(4)
    assert screen.getvalue() == ""


def test_silent_in_a_thread(monkeypatch):
    screen = terminal(monkeypatch)
    made = []
    thread = threading.Thread(target=lambda: made.append(count_to(4)))
    thread.start()
    thread.join()
    assert not may_appear(made[0])
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


def test_it_is_silent_where_tqdms_own_switch_is_set(monkeypatch):
    pytest.importorskip("tqdm")
    monkeypatch.setattr("sgdlab.progress_bar.sys.stderr", type("Terminal", (), {"isatty": lambda self: True})())
    with progress_bar(3, "counting") as bar:
        assert may_appear(bar)
    monkeypatch.setenv("TQDM_DISABLE", "1")
    with progress_bar(3, "counting") as bar:
        assert not may_appear(bar)
