"""Build the course as a JupyterLite site, where Python runs in the reader's browser: python -m tools.lite FOLDER

    our wheel, and the pure wheels that Pyodide lacks                          [wheels]
    the notebooks, each with a cell that installs them and a link to its lab   [notebooks]
    the site                                                                   [build]

It runs in an environment of its own with the extra `lite` (`make lite` makes it).  The kernel itself, NumPy and
matplotlib come from Pyodide's servers, from which the reader's browser fetches them; everything else is in the site.
"""

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

from tools.project import SITE
from tools.site.labs import LAB

ROOT = Path(__file__).resolve().parent.parent
BUNDLED = ("anywidget", "comm", "ipywidgets", "jupyterlab_widgets", "psygnal")  # what Pyodide's own packages lack


def main(where: str) -> int:
    """Build the site in a folder, replacing what was there, and say how to see it."""
    with TemporaryDirectory() as scratch:
        build(Path(where).resolve(), Path(scratch))
    print(f"{where}: the course for JupyterLite; to see it: {sys.executable} -m http.server -d {where}")
    return 0


def build(site: Path, scratch: Path) -> None:
    """Build the site from this repository and this environment; scratch holds what goes into it."""
    options = ["--piplite-wheels", str(wheels(scratch / "wheels")), "--contents", str(notebooks(scratch / "contents"))]
    program = [sys.executable, "-m", "jupyterlite_core.app", "build", "--force", *options]
    subprocess.run([*program, "--lite-dir", str(scratch), "--output-dir", str(site)], cwd=scratch, check=True)


def wheels(folder: Path) -> Path:
    """Fill a folder with the wheel of sgdlab, built now, and with the bundled ones, in this environment's versions."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT)], check=True)
    pure = ["--only-binary=:all:", "--platform=any", "--implementation=py", "--abi=none"]
    exactly = [f"{name}=={version(name)}" for name in BUNDLED]
    subprocess.run([*pip, "download", "--no-deps", *pure, "--dest", str(folder), *exactly], check=True)
    return folder


def notebooks(folder: Path) -> Path:
    """Fill a folder with the notebooks and the glossary; in a browser, a notebook first installs what it needs."""
    folder.mkdir(parents=True)
    for path in sorted((ROOT / "notebooks").glob("*.*")):
        if path.suffix == ".ipynb":
            notebook = nbformat.read(path, as_version=4)
            install = new_code_cell(f"%pip install --quiet sgdlab=={version('sgdlab')}", id="install-sgdlab")
            lab = any(LAB.search(cell.source) for cell in notebook.cells if cell.cell_type == "code")
            notebook.cells[1:1] = [*([new_markdown_cell(_alive(path.stem), id="alive")] if lab else []), install]
            nbformat.write(notebook, folder / path.name)
        elif path.suffix == ".md":  # not what somebody has answered here
            (folder / path.name).write_bytes(path.read_bytes())
    return folder


def _alive(page: str) -> str:
    """Where the lab of a notebook is, as long as Python isn't there."""
    return (
        "Python itself comes into your browser when you run the next cell, which takes some 20 seconds at first. "
        f"You needn't wait to play: [on the site]({SITE}/{page}.html) the lab of this notebook is alive without it."
    )


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
