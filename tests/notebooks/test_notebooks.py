"""The stored notebooks: readable with no kernel, the same everywhere. (nbval runs them: `make notebooks`.)"""

import copy
import json
import re
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbconvert import ScriptExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import sgdlab
from tools.notebook_rules import faults
from tools.opening import INSTALL, opened
from tools.outputs import WIDGET_VIEW, refresh, tidy

NAME = "00_title.ipynb"
ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_stored_notebook_is_in_order(path):
    wrong = faults(nbformat.read(path, as_version=4), path.name)
    assert not wrong, f"{path.name}: {'; '.join(wrong)}. `make outputs` stores outputs anew."


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_stored_notebook_is_laid_out_as_the_tool_does(path):
    text = path.read_text(encoding="utf-8")
    assert nbformat.writes(tidy(nbformat.reads(text, as_version=4))) + "\n" == text, "run `make outputs`"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_claim_shows_a_measurement_and_none_what_rounding_left_of_a_zero(path):
    """Other processors leave other digits: with a tolerance below 1e-6 a claim says how close it is instead."""
    stored = [output for cell in nbformat.read(path, 4).cells for output in cell.get("outputs", [])]
    claims = "\n".join(output["data"]["text/plain"] for output in stored if "✓ holds" in str(output.get("data")))
    assert re.findall(r"Measured: (?!the same)[^\n]*e-1\d[,)]", claims) == []
    assert re.findall(r"[^\n]*Measured: *(?:\.| \(tol)[^\n]*", claims) == []  # a claim without a measurement


def test_as_a_script_a_notebook_is_a_program_of_python_with_its_words_as_comments():
    script, also = ScriptExporter().from_filename(NOTEBOOKS[0])
    assert also["output_extension"] == ".py"
    assert "\n# # Three jobs" in script
    compile(script, NOTEBOOKS[0].stem, "exec")


def _good():
    shown = new_output("display_data", data={"image/png": "AAAA", "text/plain": "a falling line"})
    cells = [new_markdown_cell("# Title"), new_code_cell("1 + 1", execution_count=1, outputs=[shown])]
    return tidy(opened(new_notebook(cells=cells), NAME))


def test_a_good_notebook_has_no_fault():
    assert faults(_good(), NAME) == []


def test_an_opening_written_twice_is_the_same_and_keeps_the_rest():
    once = _good()
    assert opened(copy.deepcopy(once), NAME) == once
    assert [cell.execution_count for cell in once.cells[1:]] == [1, 2]
    assert once.cells[2].outputs[0].data["text/plain"] == "a falling line"


@pytest.mark.parametrize("there", [True, False])
def test_the_first_cell_installs_sgdlab_only_where_it_is_absent(monkeypatch, there):
    asked = []
    shell = SimpleNamespace(run_line_magic=lambda *words: asked.append(words))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: name if there else None)
    exec(INSTALL, {"get_ipython": lambda: shell})
    assert asked == ([] if there else [("pip", f"install --quiet sgdlab=={sgdlab.__version__}")])


def _drop_title(notebook):
    notebook.cells[0].source = "no title"


def _store_widgets(notebook):
    notebook.metadata["widgets"] = {}


def _store_version(notebook):
    notebook.metadata.language_info["version"] = "3.11.2"


def _rename_kernel(notebook):
    notebook.metadata.kernelspec["name"] = "my-env"


def _unexecute(notebook):
    notebook.cells[2].execution_count = None


def _empty_cell(notebook):
    notebook.cells[2].source = " "


def _store_error(notebook):
    notebook.cells[2].outputs = [new_output("error", ename="ValueError", evalue="no", traceback=[])]


def _store_warning(notebook):
    notebook.cells[2].outputs = [new_output("stream", name="stderr", text="UserWarning: no")]


def _store_view(notebook):
    notebook.cells[2].outputs[0].data[WIDGET_VIEW] = {"model_id": "0"}


def _drop_words(notebook):
    del notebook.cells[2].outputs[0].data["text/plain"]


def _drop_alt(notebook):
    notebook.cells[2].outputs[0].data["text/html"] = "<img src='data:,'>"


def _drop_links(notebook):
    notebook.cells[0].source = "# Title"


def _name_another(notebook):
    notebook.cells[0].source = notebook.cells[0].source.replace("00_title", "01_slope")


def _forget_to_install(notebook):
    del notebook.cells[1]


def _blow_up(notebook):
    notebook.cells[2].outputs[0].data["image/png"] = "A" * 1_000_000


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
        (_drop_links, "Colab"),
        (_name_another, "Colab"),
        (_forget_to_install, "installs sgdlab"),
    ],
)
def test_each_fault_is_found(spoil, word):
    notebook = copy.deepcopy(_good())
    spoil(notebook)
    found = faults(notebook, NAME)
    assert any(word in fault for fault in found), found


SOURCE = """\
import ipywidgets
print("one"); print("two")
ipywidgets.IntSlider(description="size")"""


def test_refresh_stores_the_same_outputs_every_time(tmp_path):
    path = tmp_path / "tiny.ipynb"
    cells = [new_markdown_cell("# Tiny"), new_code_cell(SOURCE), new_code_cell("import this_is_not_there")]
    cells[2].metadata["tags"] = ["raises-exception"]
    nbformat.write(opened(new_notebook(cells=cells), path.name), path)

    assert refresh(path)
    once = path.read_text(encoding="utf-8")
    assert not refresh(path)
    assert path.read_text(encoding="utf-8") == once

    stored = nbformat.reads(once, as_version=4)
    assert faults(stored, path.name) == []
    stream, slider = stored.cells[2].outputs
    assert stream.text == "one\ntwo\n"
    assert list(slider.data) == ["text/plain"]
    assert stored.cells[3].outputs[0].ename == "ModuleNotFoundError"


def test_outputs_are_stored_as_if_nobody_had_answered_anything(tmp_path):
    """A learner's file beside the notebook would come into what is stored."""
    cell = new_code_cell("from sgdlab.course.curriculum.passed import predictions_in\n\npredictions_in()")
    path = tmp_path / "one.ipynb"
    nbformat.write(new_notebook(cells=[cell]), path)
    answered = {"passed": [], "predictions": {"00.1": {"said": "no"}}}
    (tmp_path / "sgdlab_progress.json").write_text(json.dumps(answered), encoding="utf-8")
    assert refresh(path)
    (output,) = nbformat.read(path, as_version=4).cells[0].outputs
    assert output.data["text/plain"] == "{}"
