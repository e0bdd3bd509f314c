"""Wrong calls, each of which has to be refused in its own words [refused]."""

from collections.abc import Callable

import pytest


def refused(error: type[Exception], calls: dict[str, Callable[[], object]]) -> None:
    """Check that each call raises this error, with the words that stand before it (a regular expression)."""
    for words, call in calls.items():
        with pytest.raises(error, match=words):
            pytest.fail(f"{call()!r} came back, where the error should say: {words}")
