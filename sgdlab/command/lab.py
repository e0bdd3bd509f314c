"""Open the curriculum in JupyterLab [lab]."""

import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from sgdlab.command.copying import copy, home
from sgdlab.command.folders import FOLDER, REPOSITORY
from sgdlab.course.curriculum import notebooks


def lab(where: Path, rest: Sequence[str]) -> int:
    """Copy what is missing, and open the first notebook of a folder in JupyterLab, which gets `rest` as arguments.

    In a clone of the repository, its own notebooks are opened. Errors: RuntimeError if JupyterLab is not installed;
    ValueError if `rest` begins with a folder.
    """
    if rest and not rest[0].startswith("-"):
        raise ValueError(
            f"{rest[0]} is no option: name a folder with --folder {rest[0]}; JupyterLab's options begin with a dash"
        )
    if find_spec("jupyterlab") is None:
        raise RuntimeError('JupyterLab is not installed here: pip install "sgdlab[lab]"')
    if where == FOLDER and (REPOSITORY / notebooks()[0].name).exists():
        where = REPOSITORY
    else:
        where = home(where)
        copy(where)
    return run(command(where, rest))


def run(words: Sequence[str]) -> int:
    """Run a program until it ends; it handles Ctrl-C itself (JupyterLab asks whether to stop), so we keep waiting."""
    with subprocess.Popen(words) as program:
        while True:
            try:
                return program.wait()
            except KeyboardInterrupt:
                continue


def command(where: Path, rest: Sequence[str]) -> list[str]:
    """Return the command that opens the first notebook of a folder, with the folder's parent as JupyterLab's root."""
    where = where.resolve()
    first = quote(f"/lab/tree/{where.name}/{notebooks()[0].name}")
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    address = [f"--LabApp.default_url={first}", f"--ServerApp.root_dir={where.parent}"]
    return [sys.executable, "-m", "jupyterlab", *address, *root, *rest]
