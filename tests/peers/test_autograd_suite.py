"""autograd's own tests, run on sgdlab: what fails is in a table with its reason, and no gradient is wrong."""

import re
import tomllib
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.peers.suite import ROOT, SHIM, outcomes

REASONS = tomllib.loads(Path(__file__).with_name("autograd_failing.toml").read_text(encoding="utf-8"))
EXPECTED = {test: name for name, reason in REASONS.items() for test in reason["tests"].split()}
DISAGREES = re.compile(r"AssertionError: (?!assert <class)")  # numbers do, and not types

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """{test: outcome}; test_scipy.py needs SciPy, which sgdlab does not."""
    return outcomes("autograd-1.9.1", "tests", tmp_path_factory.mktemp("autograd"), "test_scipy.py")


def failed(found):
    """{test: message} of those that failed."""
    return {name: one.message for name, one in found.items() if one.result == "failed"}


def test_no_gradient_is_wrong(found):
    assert [name for name, message in failed(found).items() if DISAGREES.match(message)] == []


def test_what_fails_is_in_the_table(found):
    """A test that fails now, or no longer, is put into the table or taken out of it."""
    messages = failed(found)
    assert set(messages) == set(EXPECTED)
    other = {name: text for name, text in messages.items() if not re.search(REASONS[EXPECTED[name]]["says"], text)}
    assert other == {}, "these fail for another reason than the table says"


def test_the_page_says_how_many_pass(found):
    many = Counter(one.result for one in found.values())
    assert many["passed"] >= 473
    page = (ROOT / "docs" / "peers.md").read_text(encoding="utf-8")
    assert f"| {len(found)} | {many['passed']} | {many['failed']} | {many['skipped']} |" in page
    checks = sum(one.checked for one in found.values())
    left = sum(one.complex for one in found.values())
    empty = sum(one.result == "passed" and one.complex > one.checked == 0 for one in found.values())
    said = re.search(r"([\d,]+)\s+checks. Another\s+(\d+).*?\*\*(\d+)\s+of\s+them", page, re.DOTALL)
    assert [int(n.replace(",", "")) for n in said.groups()] == [checks, left, empty]


def test_the_page_counts_the_reasons():
    """Its table may put several of the file's reasons into one line."""
    _, _, table = (ROOT / "docs" / "peers.md").read_text(encoding="utf-8").partition("## What fails, and why")
    lines = re.findall(r"^\| .* \| (\d+) \|$", table, re.MULTILINE)
    assert sum(map(int, lines)) == len(EXPECTED)


@pytest.mark.parametrize("name", ["autograd", "micrograd"])
def test_nobody_imports_the_shim_by_mistake(name):
    """The benchmarks measure the real libraries, where they are installed."""
    spec = find_spec(name)
    assert spec is None or not Path(spec.origin).is_relative_to(SHIM)
