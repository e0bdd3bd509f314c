"""Settings of every test run; this file must lie at the root, since nbval's hook is not seen elsewhere."""

import os
from typing import Any

import pytest

# Two machines draw the same picture with different bytes. What is compared instead is the sentence that
# describes it (text/plain), which comes from the numbers themselves.
_PICTURES = ("text/html", "image/svg+xml")


def pytest_configure(config: pytest.Config) -> None:
    """Let no progress bar into the notebooks' outputs: whether one appears depends on the machine."""
    if config.getoption("nbval", False):
        os.environ["TQDM_DISABLE"] = "1"


@pytest.hookimpl(trylast=True)
def pytest_collectstart(collector: Any) -> None:
    """Leave pictures out of nbval's comparison of stored and fresh outputs."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare = (*collector.skip_compare, *_PICTURES)
