"""MyGrad's own tests of derivatives, from a checkout that $MYGRAD names: its source on PyPI has none."""

import os
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.peers.suite import ROOT, ran

LOST = "does not become a plain number or array"  # by np.asarray, which stands for MyGrad's own
FAILING = {
    "test_norm_fwd": "has no derivative rule here",  # for negative ord
    "test_builtin_sum_fwd": LOST,
    "test_builtin_sum_bkwd": LOST,
    "test_transpose_property_bkwd": LOST,
    "test_flatten_fwd": "not with constant=",  # of a method, which the shim doesn't reach
    "test_flatten_bkwd": "not with constant=",
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """{test: outcome} of the files with tests that MyGrad makes from functions, without those of its layers."""
    checkout = os.environ.get("MYGRAD")
    if not checkout:
        pytest.skip("no checkout of MyGrad: `MYGRAD=path make peers` runs its tests")
    folder = tmp_path_factory.mktemp("mygrad")  # from where they run: tests/math must not hide Python's math
    tests = shutil.copytree(Path(checkout) / "tests", folder / "tests")
    shutil.copy(Path(__file__).with_name("mygrad_conftest.py"), tests / "conftest.py")
    files = [one for one in sorted(tests.rglob("test_*.py")) if "prop_test_factory" in one.read_text("utf-8")]
    return ran(folder, *(str(one) for one in files if one.parent.name not in ("layers", "wrappers")))


def test_what_fails_is_in_the_table(found):
    messages = {name.rpartition("::")[2]: one.message for name, one in found.items() if one.result == "failed"}
    assert set(messages) == set(FAILING)
    assert {name for name, message in messages.items() if not re.search(FAILING[name], message)} == set()


def test_the_page_says_how_many_pass(found):
    many = Counter(one.result for one in found.values())
    page = (ROOT / "docs" / "peers.md").read_text(encoding="utf-8")
    assert f"| {len(found)} | {many['passed']} | {many['failed']} | {many['skipped']} |" in page
