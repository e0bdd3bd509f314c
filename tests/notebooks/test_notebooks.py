"""The stored notebooks: readable with no kernel, the same everywhere. (nbval runs them: `make notebooks`.)"""

import copy
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tools.notebook_rules import faults
from tools.outputs import WIDGET_VIEW, refresh, tidy

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_stored_notebook_is_in_order(path):
    wrong = faults(nbformat.read(path, as_version=4))
    assert not wrong, f"{path.name}: {'; '.join(wrong)}. `make outputs` stores outputs anew."


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_stored_notebook_is_laid_out_as_the_tool_does(path):
    text = path.read_text(encoding="utf-8")
    assert nbformat.writes(tidy(nbformat.reads(text, as_version=4))) + "\n" == text, "run `make outputs`"


def _good():
    shown = new_output("display_data", data={"image/png": "AAAA", "text/plain": "a falling line"})
    cells = [new_markdown_cell("# Title"), new_code_cell("1 + 1", execution_count=1, outputs=[shown])]
    return tidy(new_notebook(cells=cells))


def test_a_good_notebook_has_no_fault():
    assert faults(_good()) == []


def _drop_title(notebook):
    notebook.cells[0].source = "no title"


def _store_widgets(notebook):
    notebook.metadata["widgets"] = {}


def _store_version(notebook):
    notebook.metadata.language_info["version"] = "3.11.2"


def _rename_kernel(notebook):
    notebook.metadata.kernelspec["name"] = "my-env"


def _unexecute(notebook):
    notebook.cells[1].execution_count = None


def _empty_cell(notebook):
    notebook.cells[1].source = " "


def _store_error(notebook):
    notebook.cells[1].outputs = [new_output("error", ename="ValueError", evalue="no", traceback=[])]


def _store_warning(notebook):
    notebook.cells[1].outputs = [new_output("stream", name="stderr", text="UserWarning: no")]


def _store_view(notebook):
    notebook.cells[1].outputs[0].data[WIDGET_VIEW] = {"model_id": "0"}


def _drop_words(notebook):
    del notebook.cells[1].outputs[0].data["text/plain"]


def _drop_alt(notebook):
    notebook.cells[1].outputs[0].data["text/html"] = "<img src='data:,'>"


def _blow_up(notebook):
    notebook.cells[1].outputs[0].data["image/png"] = "A" * 1_000_000


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (_drop_title, "title"),
        (_store_widgets, "widget state"),
        (_store_version, "language version"),
        (_rename_kernel, "python3"),
        (_unexecute, "execution counts"),
        (_empty_cell, "empty"),
        (_store_error, "ValueError"),
        (_store_warning, "UserWarning"),
        (_store_view, "live widget"),
        (_drop_words, "no words"),
        (_drop_alt, "alt text"),
        (_blow_up, "larger"),
    ],
)
def test_each_fault_is_found(spoil, word):
    notebook = copy.deepcopy(_good())
    spoil(notebook)
    found = faults(notebook)
    assert any(word in fault for fault in found), found


SOURCE = """\
import ipywidgets
print("one"); print("two")
ipywidgets.IntSlider(description="size")"""


def test_refresh_stores_the_same_outputs_every_time(tmp_path):
    path = tmp_path / "tiny.ipynb"
    cells = [new_markdown_cell("# Tiny"), new_code_cell(SOURCE), new_code_cell("import this_is_not_there")]
    cells[2].metadata["tags"] = ["raises-exception"]
    nbformat.write(new_notebook(cells=cells), path)

    assert refresh(path)
    once = path.read_text(encoding="utf-8")
    assert not refresh(path)
    assert path.read_text(encoding="utf-8") == once

    stored = nbformat.reads(once, as_version=4)
    assert faults(stored) == []
    stream, slider = stored.cells[1].outputs
    assert stream.text == "one\ntwo\n"
    assert list(slider.data) == ["text/plain"]
    assert stored.cells[2].outputs[0].ename == "ModuleNotFoundError"
