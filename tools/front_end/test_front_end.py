"""The front end: its types, its style, its units in Node, and that the package carries what its source gives.

`make test` runs this.  npm brings the tools, once for each change of package-lock.json.
"""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

FRONT_END = Path(__file__).resolve().parents[2] / "front_end"
LOCK = FRONT_END / "package-lock.json"
BROUGHT = FRONT_END / "node_modules" / ".package-lock.json"  # npm writes it last
MISSING = "npm, which brings what checks the front end, is not installed"
OLD = "node of version 20 or newer, which runs the units of the front end, is not installed"


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a program in front_end/."""
    return subprocess.run(words, cwd=FRONT_END, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def npm() -> str:
    """npm, with the tools of package-lock.json in front_end/node_modules."""
    found = shutil.which("npm")
    if found is None or shutil.which("node") is None:
        pytest.skip(MISSING)
    if int(run("node", "--version").stdout.lstrip("v").partition(".")[0]) < 20:
        pytest.skip(OLD)
    if not BROUGHT.exists() or BROUGHT.stat().st_mtime < LOCK.stat().st_mtime:
        done = run(found, "ci", "--no-audit", "--no-fund")
        if done.returncode != 0:
            pytest.skip(f"{MISSING}; it could not bring its packages: {done.stderr}")
        BROUGHT.touch()
    return found


@pytest.mark.parametrize("script", ["types", "style", "test", "current"])
def test_npm_run(npm: str, script: str) -> None:
    """The scripts of package.json: tsc, biome, node --test, and whether the committed build is that of the source."""
    done = run(npm, "run", "--silent", script)
    assert done.returncode == 0, f"npm run {script}:\n{done.stdout}\n{done.stderr}"


def test_every_package_is_pinned_and_comes_from_the_public_registry() -> None:
    packages = json.loads(LOCK.read_text("utf-8"))["packages"]
    wanted = packages.pop("")
    for version in {**wanted.get("dependencies", {}), **wanted["devDependencies"]}.values():
        assert version[0].isdigit(), f"pin it: {version!r}"
    for name, one in packages.items():
        assert one["resolved"].startswith("https://registry.npmjs.org/"), name
        assert one["integrity"].startswith("sha512-"), name
