"""What all tests of labs share: a band of many seeds gets its time, however much else the machine does."""

import time
from types import SimpleNamespace

import pytest


@pytest.fixture(autouse=True)
def _only_work_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure work by the clock, too: on a busy machine a second of work lasts eight, and then there is no band."""
    clock = SimpleNamespace(thread_time=time.thread_time, monotonic=time.thread_time)
    monkeypatch.setattr("sgdlab.labs.band.time", clock)
