"""Run notebooks and store their outputs: `make outputs`, or python -m tools.outputs NOTEBOOK…

What is stored is what a reader without a kernel sees, so it holds pictures and words, never a live widget's
address, a time or a version: running this twice changes nothing.
"""

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode

CELL_SECONDS = 60
STARTUP_SECONDS = 60
TRIES = 2  # a kernel now and then dies or hangs while it starts, on a loaded machine
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def execute(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """Return the notebook with fresh outputs; a cell that fails or takes more than a minute raises here."""
    for attempt in range(1, TRIES + 1):
        client = NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            startup_timeout=STARTUP_SECONDS,
            kernel_name=KERNEL["name"],
            resources={"metadata": {"path": str(folder)}},
            record_timing=False,
            store_widget_state=False,
            coalesce_streams=True,
        )
        try:
            return client.execute()
        except (DeadKernelError, TimeoutError, RuntimeError) as error:
            if attempt == TRIES:
                raise
            print(f"  trying once more after: {error}".splitlines()[0], file=sys.stderr)
    raise AssertionError("unreachable: the loop returns or raises")


def tidy(notebook: NotebookNode) -> NotebookNode:
    """Remove what differs between runs or machines, changing the notebook itself, and return it."""
    language = {"name": "python", "nbconvert_exporter": "python"}  # without the latter `--to script` writes bare text
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": language})
    for cell in notebook.cells:
        for transient in ("execution", "ExecuteTime", "collapsed", "scrolled", "trusted"):
            cell.metadata.pop(transient, None)
        if cell.cell_type != "code":
            continue
        for output in cell.outputs:
            output.get("data", {}).pop(WIDGET_VIEW, None)
            output.pop("transient", None)
        cell.outputs = [output for output in cell.outputs if output.get("data") != {}]
    return notebook


def refresh(path: Path) -> bool:
    """Run one notebook file and write it back; return True if that changed the file.

    It runs in an empty folder: what a learner has answered beside the notebooks changes what they say.
    """
    before = path.read_text(encoding="utf-8")
    with TemporaryDirectory() as folder:
        notebook = execute(nbformat.reads(before, as_version=4), Path(folder))
    after = nbformat.writes(tidy(notebook)) + "\n"
    path.write_text(after, encoding="utf-8")
    return after != before


def main() -> int:
    os.environ["TQDM_DISABLE"] = "1"  # whether a progress bar appears depends on the machine
    parser = argparse.ArgumentParser(prog="python -m tools.outputs", description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="*", type=Path)
    notebooks = parser.parse_args().notebooks
    for path in notebooks:
        print(f"{path}: {'stored anew' if refresh(path) else 'unchanged'}", flush=True)
    if not notebooks:
        print("outputs: no notebook was named, so none was run")
    return 0


if __name__ == "__main__":
    sys.exit(main())
