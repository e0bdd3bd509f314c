"""The last line of `make test` counts what was skipped, and says how to get what is missing."""

import os
import sys

import pytest

from tests.processes import run
from tools.skipped import last_line, reasons


@pytest.mark.slow
def test_without_chromium_the_browser_tests_are_counted(tmp_path, root):
    """The environment has no $CHROMIUM, and a PATH on which nothing is."""
    report = tmp_path / "browser.xml"
    hidden = {name: value for name, value in os.environ.items() if name != "CHROMIUM"} | {"PATH": str(tmp_path)}
    program = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"--junitxml={report}")
    said = run(*program, "tests/browser/test_smoke.py", cwd=root, env=hidden)
    line = run(sys.executable, "-m", "tools.skipped", "test", report, cwd=root)
    many = (root / "tests" / "browser" / "test_smoke.py").read_text(encoding="utf-8").count("\ndef test_")
    assert f" {many} skipped in " in said
    assert line == (
        f"make test: what ran has passed, but {many} were skipped: {many} for lack of Chromium "
        "(sudo apt-get install chromium, or name one in $CHROMIUM)\n"
    )


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ([], "make test: all passed"),
        (["PyTorch has no cbrt", "this lab has no clock"], "make test: all passed; 2 don't apply here"),
        (
            ["PyTorch, the oracle, is not installed", "PyTorch has no cbrt", "JAX is not installed: no oracle"] * 2,
            "make test: what ran has passed, but 4 were skipped: 2 for lack of PyTorch (pip install torch), "
            "2 for lack of JAX (pip install JAX)",
        ),
    ],
)
def test_the_last_line(why, said):
    assert last_line("test", why) == said


def test_only_what_was_skipped_is_read_from_a_report(tmp_path):
    report = tmp_path / "units.xml"
    report.write_text(
        '<testsuite><testcase name="a"/><testcase name="b"><skipped type="pytest.skip" message="no, b"/></testcase>'
        '<testcase name="c"><skipped type="pytest.xfail" message="known"/></testcase></testsuite>'
    )
    assert reasons([report, report]) == ["no, b", "no, b"]


def test_a_skip_that_something_catches_is_an_error(tmp_path, root):
    (tmp_path / "test_some.py").write_text(
        "import pytest\nfrom contextlib import suppress\n"
        "def test_swallowed():\n    with suppress(BaseException):\n        pytest.skip('no torch')\n"
        "def test_skipped():\n    pytest.skip('no torch')\n"
    )
    program = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "tests.conftest", "--rootdir", tmp_path)
    with pytest.raises(AssertionError, match=r"(?s)a skip was caught: .*no torch.*1 failed, 1 skipped"):
        run(*program, tmp_path, cwd=root)
