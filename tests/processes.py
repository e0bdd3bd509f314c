"""Programs that tests start: with a time limit, with what they said in the error, and with settings of their own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def run(*words: str | Path, cwd: Path | None = None, seconds: float = 300, env: Mapping[str, str] | None = None) -> str:
    """Run a program and return what it printed; where it fails, what it said is the error."""
    done = subprocess.run(words, cwd=cwd, timeout=seconds, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(map(str, words))}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def environment(folder: Path, package: str) -> Path:
    """Install one package with what it needs, within the pins, and return the programs of its new environment.

    The tool takes uv if it is there, because uv is faster than pip.
    """
    script, pins = ROOT / "tools" / "environment.sh", ROOT / "requirements" / "pins.txt"
    run(script, folder, pins, package, seconds=600, env=os.environ | {"PYTHON": sys.executable})
    return folder / SCRIPTS


def surroundings(home: Path) -> dict[str, str]:
    """Return an environment in which Jupyter reads and writes nothing but a folder, and Python this project nowhere."""
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR")
    names = (*names, "JUPYTERLAB_WORKSPACES_DIR", "IPYTHONDIR", "MPLCONFIGDIR")
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return kept | {name: str(home / name.lower()) for name in names}
