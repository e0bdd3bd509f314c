"""What npm brings to the tests [package]."""

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

CACHE = Path(__file__).resolve().parent.parent / ".cache"


def package(name: str, version: str) -> Path:
    """Return the folder of an npm package, brought once; where that can't be done the test is skipped, and says why.

    Several processes may ask at the same time: each brings its own, and the first one's is kept.
    """
    kept = CACHE / f"{name}@{version}"
    if not kept.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip(f"{name} is not installed, and neither is npm, which brings it")
        CACHE.mkdir(exist_ok=True)
        with TemporaryDirectory(dir=CACHE) as folder:
            install = [npm, "install", "--ignore-scripts", "--no-save", "--prefix", folder, f"{name}@{version}"]
            done = subprocess.run(install, capture_output=True, text=True, timeout=120, check=False)
            if done.returncode != 0:
                pytest.skip(f"{name} is not installed, npm could not bring it: {done.stderr.strip().splitlines()[-1]}")
            with suppress(OSError):  # another process was quicker
                (Path(folder) / "node_modules" / name).rename(kept)
    return kept
