"""How every notebook opens, so that it also works away from this repository: python -m tools.opening NOTEBOOK…

    below the title, where the notebook opens without an installation   [links]
    the first code cell, which installs sgdlab where it is absent        [INSTALL]

Both name the present version.  Outputs stay as they are stored; running this twice changes nothing.
"""

import argparse
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from tools.project import OWNER, REPOSITORY, SITE, VERSION

ID = "install"
INSTALL = f"""\
from importlib.util import find_spec

if not find_spec("sgdlab"):  # on Colab and Kaggle; where sgdlab is installed, this does nothing
    get_ipython().run_line_magic("pip", "install --quiet sgdlab=={VERSION}")"""
COLAB = f"https://colab.research.google.com/github/{OWNER}/{REPOSITORY}/blob/v{VERSION}/notebooks"
LITE = f"{SITE}/lite/lab/index.html"
FIRST_WORDS = "[Open in Colab]("


def links(name: str) -> str:
    """Return the line of links of the notebook with this file name."""
    return f"{FIRST_WORDS}{COLAB}/{name}) · [Open in your browser, with JupyterLite]({LITE}?path={name})"


def opened(notebook: NotebookNode, name: str) -> NotebookNode:
    """Give a notebook its links and its first cell, changing the notebook itself, and return it."""
    title, *rest = notebook.cells[0].source.split("\n\n")
    rest = [part for part in rest if not part.startswith(FIRST_WORDS)]
    notebook.cells[0].source = "\n\n".join([title, links(name), *rest])
    others = [cell for cell in notebook.cells if cell.id != ID]
    install = nbformat.v4.new_code_cell(INSTALL, id=ID, metadata={"tags": ["nbval-ignore-output"]})
    notebook.cells = [others[0], install, *others[1:]]
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for count, cell in enumerate(code, start=1):
        cell.execution_count = count
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count
    return notebook


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.opening", description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="+", type=Path)
    for path in parser.parse_args().notebooks:
        notebook = opened(nbformat.read(path, as_version=4), path.name)
        path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
