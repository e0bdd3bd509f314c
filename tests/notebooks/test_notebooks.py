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


def test_the_stored_notebooks_are_in_order_and_laid_out_as_the_tool_does():
    for path in NOTEBOOKS:
        text = path.read_text(encoding="utf-8")
        wrong = faults(nbformat.reads(text, as_version=4), path.name)
        assert not wrong, f"{path.name}: {'; '.join(wrong)}. `make outputs` stores outputs anew."
        assert nbformat.writes(tidy(nbformat.reads(text, as_version=4))) + "\n" == text, f"make outputs: {path.name}"


def test_every_claim_shows_a_measurement_and_none_what_rounding_left_of_a_zero():
    """Other processors leave other digits: with a tolerance below 1e-6 a claim says how close it is instead."""
    cells = [cell for path in NOTEBOOKS for cell in nbformat.read(path, 4).cells]
    stored = [output for cell in cells for output in cell.get("outputs", [])]
    claims = "\n".join(output["data"]["text/plain"] for output in stored if "✓ holds" in str(output.get("data")))
    assert re.findall(r"[^\n]*Measured: (?!the same)[^\n]*e-1\d[,)][^\n]*", claims) == []
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


def _with(part, key, value):
    """A way to spoil a notebook: put a value into a part of it."""
    return lambda notebook: part(notebook).__setitem__(key, value)


def _code(notebook):
    return notebook.cells[2]


def _picture(notebook):
    return _code(notebook).outputs[0].data


ERROR = new_output("error", ename="ValueError", evalue="no", traceback=[])
WARNING = new_output("stream", name="stderr", text="UserWarning: no")


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (_with(lambda notebook: notebook.cells[0], "source", "no title"), "title"),
        (_with(lambda notebook: notebook.metadata, "widgets", {}), "widget state"),
        (_with(lambda notebook: notebook.metadata.language_info, "version", "3.11.2"), "language version"),
        (_with(lambda notebook: notebook.metadata.kernelspec, "name", "my-env"), "python3"),
        (_with(_code, "execution_count", None), "execution counts"),
        (_with(_code, "source", " "), "empty"),
        (_with(_code, "outputs", [ERROR]), "ValueError"),
        (_with(_code, "outputs", [WARNING]), "UserWarning"),
        (_with(_picture, WIDGET_VIEW, {"model_id": "0"}), "live widget"),
        (lambda notebook: _picture(notebook).pop("text/plain"), "no words"),
        (_with(_picture, "text/html", "<img src='data:,'>"), "alt text"),
        (_with(_picture, "image/png", "A" * 1_000_000), "larger"),
        (_with(lambda notebook: notebook.cells[0], "source", "# Title"), "Colab"),
        (lambda notebook: notebook.cells.pop(1), "installs sgdlab"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
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
