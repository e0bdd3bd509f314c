"""Counting lines: where it pauses, nothing is traced any more (conftest.py says why it once was)."""

import sys

import pytest


@pytest.fixture
def traced_in_a_fixture() -> bool:
    return sys.gettrace() is not None


@pytest.mark.no_cover
def test_no_line_is_counted_where_none_should_be(traced_in_a_fixture: bool) -> None:
    """In `make test-all`, whose processes of xdist once had a second counter that nothing paused."""
    assert not traced_in_a_fixture
    assert sys.gettrace() is None


def test_lines_are_counted_again_in_the_next_test(request: pytest.FixtureRequest) -> None:
    """Where they are counted at all, and by tracing: without `--cov` this test has nothing to see."""
    counts = request.config.pluginmanager.has_plugin("_cov")
    if not counts or sys.version_info >= (3, 12):
        pytest.skip("no line is counted, or not by tracing")
    assert sys.gettrace() is not None
