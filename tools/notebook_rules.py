"""What must be true of a stored notebook, so that it reads well without a kernel and runs the same everywhere."""

from collections.abc import Iterator

from nbformat import NotebookNode

from tools.opening import ID, INSTALL, links
from tools.outputs import WIDGET_VIEW

LARGEST_OUTPUT = 400_000  # characters in one output: about 300 kB of picture


def faults(notebook: NotebookNode, name: str) -> list[str]:
    """Return what is wrong with a notebook of that file name, one sentence for each fault; empty if there is none."""
    return [*_metadata_faults(notebook), *_opening_faults(notebook, name), *_cell_faults(notebook)]


def _metadata_faults(notebook: NotebookNode) -> Iterator[str]:
    if not notebook.cells or not notebook.cells[0].source.startswith("# "):
        yield "the first cell is not a title (`# …`)"
    if "widgets" in notebook.metadata:
        yield "widget state is stored in the metadata"
    if "version" in notebook.metadata.get("language_info", {}):
        yield "a language version is stored in the metadata"
    if notebook.metadata.get("kernelspec", {}).get("name") != "python3":
        yield "the kernel is not the plain `python3`"


def _opening_faults(notebook: NotebookNode, name: str) -> Iterator[str]:
    if links(name) not in notebook.cells[0].source.splitlines():
        yield f"its links to Colab and JupyterLite are not those of `python -m tools.opening notebooks/{name}`"
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if not code or (code[0].id, code[0].source) != (ID, INSTALL):
        yield f"its first code cell is not the one of `python -m tools.opening notebooks/{name}`, which installs sgdlab"


def _cell_faults(notebook: NotebookNode) -> Iterator[str]:
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    counts = [cell.execution_count for cell in code if cell.source.strip()]
    if counts != list(range(1, len(counts) + 1)):
        yield f"not run from top to bottom in one go: execution counts are {counts}"
    for place, cell in enumerate(code, start=1):
        tags = cell.metadata.get("tags", [])
        if not cell.source.strip():
            yield f"code cell {place} is empty"
        for output in cell.outputs:
            for fault in _output_faults(output, tags):
                yield f"code cell {place}: {fault}"


def _output_faults(output: NotebookNode, tags: list[str]) -> Iterator[str]:
    if output.output_type == "error" and "raises-exception" not in tags:
        yield f"an error is stored ({output.ename}: {output.evalue})"
    if output.get("name") == "stderr" and "raises-exception" not in tags:
        yield f"a warning is stored ({output.text.strip().splitlines()[-1]})"
    data = output.get("data", {})
    if WIDGET_VIEW in data:
        yield "a live widget's address is stored"
    if any(kind.startswith("image/") for kind in data) and not data.get("text/plain", "").strip():
        yield "a picture has no words"
    if "<img" in data.get("text/html", "") and "alt=" not in data["text/html"]:
        yield "an <img> has no alt text"
    if any(len(str(content)) > LARGEST_OUTPUT for content in data.values()):
        yield f"an output is larger than {LARGEST_OUTPUT:,} characters"
