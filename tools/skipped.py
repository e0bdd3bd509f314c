"""The last line of `make test`: what was skipped, because a test that did not run has not passed.

    python -m tools.skipped test .cache/reports/units.xml .cache/reports/browser.xml

The files are those that pytest writes with --junitxml.  A test that is skipped because something is missing gives the
reason "NAME … is not installed"; any other reason says that the test doesn't apply here.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

MISSING = re.compile(r"([\w-]+)\b.* is not installed")
WAYS = {
    "Chromium": "sudo apt-get install chromium, or name one in $CHROMIUM",
    "axe-core": "sudo apt-get install npm, which brings it",
    "pyodide": "sudo apt-get install npm, which brings it",
    "npm": "sudo apt-get install npm",
    "node": "sudo apt-get install nodejs",
    "PyTorch": "pip install torch",
    "Dask": 'pip install "dask[distributed]"',
    "marimo": "pip install marimo in an environment that has sgdlab, and name it in $MARIMO",
    "autograd": "make peers",
    "micrograd": "make peers",
}


def reasons(reports: Iterable[Path]) -> list[str]:
    """Return why tests were skipped, one reason for each."""
    skipped = (one for report in reports for one in ElementTree.parse(report).iter("skipped"))
    return [one.get("message", "") for one in skipped if one.get("type") == "pytest.skip"]


def last_line(target: str, why: Iterable[str]) -> str:
    """Return the last line of `make target`: why tests were skipped."""
    found = [MISSING.search(reason) for reason in why]
    missing = Counter(match[1] for match in found if match)
    if missing:
        ways = {name: WAYS.get(name, f"pip install {name}") for name in missing}
        each = ", ".join(f"{many} for lack of {name} ({ways[name]})" for name, many in missing.items())
        return f"make {target}: what ran has passed, but {missing.total()} were skipped: {each}"
    return f"make {target}: all passed" + (f"; {len(found)} don't apply here" if found else "")


if __name__ == "__main__":
    target, *reports = sys.argv[1:]
    print(last_line(target, reasons(map(Path, reports))))
