"""The curriculum in JupyterLab [lab]."""

import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from sgdlab.command.copying import FOLDER, copy
from sgdlab.teaching.curriculum import notebooks

REPOSITORY = Path("notebooks")


def lab(where: Path, rest: Sequence[str]) -> int:
    """Open the first notebook of a folder in JupyterLab, after copying what is missing; `rest` goes to JupyterLab.

    In a clone of the repository its own notebooks are opened. Errors: RuntimeError where JupyterLab is not installed.
    """
    if find_spec("jupyterlab") is None:
        raise RuntimeError('JupyterLab is not installed here: pip install "sgdlab[lab]"')
    if where == FOLDER and notebooks(REPOSITORY):
        where = REPOSITORY
    else:
        copy(where)
    return run(command(where, rest))


def run(words: Sequence[str]) -> int:
    """Run a program until it ends. Ctrl-C is its to answer (JupyterLab asks whether to stop), so we wait on."""
    with subprocess.Popen(words) as program:
        while True:
            try:
                return program.wait()
            except KeyboardInterrupt:
                continue


def command(where: Path, rest: Sequence[str]) -> list[str]:
    """Return the command that opens the first notebook of a folder, the folder's parent being JupyterLab's root."""
    first = f"/lab/tree/{where.name}/{notebooks(where)[0].name}"
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    address = [f"--LabApp.default_url={first}", f"--ServerApp.root_dir={where.resolve().parent}"]
    return [sys.executable, "-m", "jupyterlab", *address, *root, *rest]
