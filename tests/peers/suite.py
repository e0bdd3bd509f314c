"""Run the tests that another library comes with, on the shim in place of that library [outcomes]."""

import os
import re
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES, SHIM = ROOT / ".cache" / "peers", Path(__file__).parent / "shim"


@dataclass(frozen=True)
class Outcome:
    """What became of one test: "passed", "failed" or "skipped", what it said, and how many checks it made or left."""

    result: str
    message: str
    checked: int
    complex: int


def outcomes(source: str, tests: str, folder: Path, *ignored: str) -> dict[str, Outcome]:
    """Unpack the folder `tests` of a source, run it in a process of its own, and return {test: outcome}."""
    name = source.partition("-")[0]
    path = SOURCES / f"{source}.tar.gz"
    if not path.exists():
        pytest.skip(f"{name} as source, with its tests, is not installed: `make peers` downloads it and runs them")
    with tarfile.open(path) as archive:
        held = [one for one in archive.getmembers() if one.name.startswith(f"{source}/{tests}/")]
        archive.extractall(folder, held, filter="data")
    return ran(folder / source / tests, *(f"--ignore={one}" for one in ignored))


def ran(where: Path, *which: str) -> dict[str, Outcome]:
    """Run the tests in a folder in a process of its own, and return {test: outcome}."""
    report = where / "report.xml"
    options = ["-q", "-p", "no:cacheprovider", "--tb=line", "-o", "junit_logging=system-out", f"--junitxml={report}"]
    command = [sys.executable, "-m", "pytest", *options, *which]
    paths = os.pathsep.join([str(SHIM), str(ROOT)])
    done = subprocess.run(command, cwd=where, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True)
    assert done.returncode in (0, 1), f"pytest could not run {where}:\n{done.stdout}\n{done.stderr}"
    return dict(map(_outcome, ElementTree.parse(report).iter("testcase")))


def _outcome(case: ElementTree.Element) -> tuple[str, Outcome]:
    found = {one.tag: one for one in case}
    bad = next((found[tag] for tag in ("failure", "error", "skipped") if tag in found), None)
    said = found["system-out"].text or "" if "system-out" in found else ""
    result = "passed" if bad is None else "skipped" if bad.tag == "skipped" else "failed"
    message = "" if bad is None else bad.get("message", "")
    lines = re.findall(r"^(checked|not checked)\b", said, re.MULTILINE)
    return f"{case.get('classname')}::{case.get('name')}", Outcome(
        result, message, lines.count("checked"), lines.count("not checked")
    )
