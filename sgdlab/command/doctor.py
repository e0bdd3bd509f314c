"""Check an environment, and say how to fix what is wrong [doctor]."""

import re
import sys
import webbrowser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from textwrap import shorten

from sgdlab import __version__

PYTHON = (3, 11)
NEEDED = {"numpy": "2.0", "matplotlib": "3.8.4", "ipywidgets": "8.1", "anywidget": "0.9.13"}
FOR_THE_LABS = {"jupyterlab": "4.4", "jupyterlab_widgets": "3.0", "ipykernel": "6.0"}


@dataclass(frozen=True)
class Finding:
    """One check: what was found, and how to fix it (empty if all is well)."""

    what: str
    found: str
    fix: str = ""

    def __str__(self) -> str:
        return f"✓ {self.what}: {self.found}" if not self.fix else f"✗ {self.what}: {self.found}\n    {self.fix}"


def doctor() -> int:
    """Check everything a lab needs, with one line for each check; return 1 if something is wrong."""
    wrong = 0
    for what, look in LOOKS.items():
        for finding in found_by(what, look):
            print(finding)
            wrong += bool(finding.fix)
    print("Everything is well." if not wrong else f"{wrong} to fix; the lines with ✗ say how.")
    return int(wrong > 0)


def found_by(what: str, look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """Yield what a check finds, and the error in which it ends: any at all is what the user needs to know."""
    try:
        yield from look()
    except Exception as error:
        yield Finding(what, f"{type(error).__name__}: {error}", "fix the problems above first")


def python() -> Iterator[Finding]:
    """Check Python's version."""
    have, least = ".".join(map(str, sys.version_info[:3])), ".".join(map(str, PYTHON))
    fix = "" if sys.version_info >= PYTHON else f"sgdlab needs Python {least} or newer: make an environment with one"
    yield Finding("Python", f"{have}, {sys.executable}", fix)


def packages() -> Iterator[Finding]:
    """Check the packages that sgdlab and its labs need, and sgdlab itself."""
    yield Finding("sgdlab", f"{__version__}, {Path(__file__).parent.parent}")
    for name, least in {**NEEDED, **FOR_THE_LABS}.items():
        fix = f'pip install "{name}>={least}"' if name in NEEDED else 'pip install "sgdlab[lab]"'
        try:
            have = version(name)
        except PackageNotFoundError:
            yield Finding(name, "not installed", fix)
            continue
        yield Finding(name, have, "" if numbers(have) >= numbers(least) else f"{least} or newer is needed: {fix}")


def kernel() -> Iterator[Finding]:
    """Check that the kernel python3, which runs the notebooks, is this Python."""
    if find_spec("jupyter_client") is None:
        yield Finding("kernel python3", "there is no Jupyter here", 'pip install "sgdlab[lab]"')
        return
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    fix = f"{sys.executable} -m ipykernel install --sys-prefix"
    try:
        program = str(KernelSpecManager().get_kernel_spec("python3").argv[0])
    except NoSuchKernel:
        yield Finding("kernel python3", "not installed", fix)
        return
    mine = program in ("python", "python3") or Path(program).resolve() == Path(sys.executable).resolve()
    yield Finding("kernel python3", program, "" if mine else f"it is another Python, which may lack sgdlab: {fix}")


def shadows() -> Iterator[Finding]:
    """Check for files in this folder that hide a package of the same name."""
    hidden = [name for name in ("sgdlab", "numpy", "matplotlib", "random", "ipywidgets") if Path(f"{name}.py").exists()]
    for name in hidden:
        yield Finding("this folder", f"{name}.py hides the package {name}", f"rename {name}.py")
    if not hidden:
        yield Finding("this folder", "no file hides a package")


def browser() -> Iterator[Finding]:
    """Check for a browser that JupyterLab can open."""
    try:
        yield Finding("browser", webbrowser.get().name)
    except webbrowser.Error:
        yield Finding("browser", "none that can be opened from here; sgdlab lab prints an address to open in one")


def lab() -> Iterator[Finding]:
    """Check that a lab can be shown as a notebook shows it, with the stored picture, which Matplotlib paints."""
    from sgdlab.labs import SentenceBuilder

    shown = SentenceBuilder()._repr_mimebundle_()
    yield Finding("a lab", shorten(shown["text/plain"], 100, placeholder=" …"))


LOOKS = {
    "Python": python,
    "packages": packages,
    "this folder": shadows,
    "kernel python3": kernel,
    "browser": browser,
    "a lab": lab,
}


def numbers(text: str) -> tuple[int, ...]:
    """Return the leading numbers of a version.

    >>> numbers("8.1.9rc1")
    (8, 1, 9)
    """
    return tuple(int(found[0]) for part in text.split(".") if (found := re.match(r"\d+", part)))
