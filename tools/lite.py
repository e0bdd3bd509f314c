"""Build the course as a JupyterLite site, where Python runs in the reader's browser: python -m tools.lite FOLDER

    our wheel, and the pure wheels that Pyodide lacks                          [wheels]
    the notebooks, each with a cell that installs them, and its lab alive      [notebooks]
    the site                                                                   [build]

It runs in an environment of its own with the extra `lite` (`make lite` makes it).  The kernel itself, NumPy and
matplotlib come from Pyodide's servers, from which the reader's browser fetches them; everything else is in the site.
"""

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from tools.website.labs import saved

ROOT = Path(__file__).resolve().parent.parent
BUNDLED = ("anywidget", "comm", "ipywidgets", "jupyterlab_widgets", "psygnal")  # what Pyodide's own packages lack

LAB = (
    '<iframe src="labs/lab_{name}.html" title="The lab, alive without Python" '
    'style="width: 100%; height: 800px; border: 0"></iframe>'
)
ALIVE = (
    "Python itself comes into your browser when you run the next cell, which takes some 20 seconds at first. You "
    "needn't wait to play: the lab of this notebook, further down, is alive without it."
)


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
    """Fill a folder with the notebooks, their labs as pages, and the glossary."""
    labs = folder / "labs"
    labs.mkdir(parents=True)
    for path in sorted((ROOT / "notebooks").glob("*.*")):
        if path.suffix == ".ipynb":
            text = json.dumps(_notebook(path, labs))  # nbformat.write would take `trusted` away
            (folder / path.name).write_text(text, encoding="utf-8")
        elif path.suffix == ".md":  # not what somebody has answered here
            (folder / path.name).write_bytes(path.read_bytes())
    return folder


def _notebook(path: Path, labs: Path) -> nbformat.NotebookNode:
    """A notebook that first installs what it needs, and shows the page of its lab until the cell of the lab is run."""
    notebook = nbformat.read(path, as_version=4)
    first = [new_code_cell(f"%pip install --quiet sgdlab=={version('sgdlab')}", id="install-sgdlab")]
    if found := saved(path, labs, ["html"]):
        cell = notebook.cells[found.cell]
        cell.outputs = [new_output("display_data", {"text/html": LAB.format(name=found.lab.name)})]
        cell.metadata.trusted = True  # else JupyterLite shows no frame
        first.insert(0, new_markdown_cell(ALIVE, id="alive"))
    notebook.cells[1:1] = first
    return notebook


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
