"""What a learner has passed: written in a notebook alone, kept, and never written over."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from sgdlab.course import Choice, curriculum, notebook_00, progress, recall
from sgdlab.course.curriculum import passed
from sgdlab.course.curriculum.passed import FILE, exercises_of, passed_in, predictions_in, record, record_prediction


@pytest.fixture(params=[{"kernel": object()}, {}], ids=["Jupyter", "IPython"])
def learner(request, tmp_path, monkeypatch):
    """A folder in which somebody works in a notebook, or in a terminal."""
    monkeypatch.chdir(tmp_path)
    shell = SimpleNamespace(**request.param, custom_exceptions=(NameError,))
    monkeypatch.setattr(passed, "get_ipython", lambda: shell)
    return tmp_path


def test_a_passed_exercise_is_written_down_once(learner):
    for _ in range(2):
        assert notebook_00.whose_job.check(dict(notebook_00.whose_job.right)).passed
    assert json.loads((learner / FILE).read_text())["passed"] == ["00/whose_job"]
    assert progress("00").passed == ("whose_job",)
    assert "1 of 2" in repr(progress("00"))
    assert "training_step" in repr(progress("00"))


def test_a_full_disk_leaves_what_was_written_before(learner, full_disk):
    (learner / FILE).write_text('{"passed": ["00/whose_job"]}')
    with full_disk():
        record(notebook_00.training_step)
    assert passed_in(learner) == ("00/whose_job",)
    assert [path.name for path in learner.iterdir()] == [FILE]


def test_what_several_notebooks_write_at_the_same_time_is_all_kept(learner):
    """A kernel reads the file before it writes: what another one writes in between would be lost."""
    with ThreadPoolExecutor(4) as kernels:
        list(kernels.map(lambda k: record_prediction(str(k), said=k), range(80)))
    assert {key: one["said"] for key, one in predictions_in(".").items()} == {str(k): k for k in range(80)}
    assert [path.name for path in learner.iterdir()] == [FILE]


def test_a_kernel_that_was_killed_while_it_wrote_keeps_nobody_waiting_for_long(learner):
    lock = learner / f"{FILE}.lock"
    lock.touch()
    record(notebook_00.training_step)
    assert passed_in(learner) == ("00/training_step",)
    assert not lock.exists()


def test_a_wrong_answer_is_not(learner):
    wrong = {**notebook_00.whose_job.right, "A": "optimizer"}
    assert not notebook_00.whose_job.check(wrong).passed
    assert not (learner / FILE).exists()


def test_outside_a_notebook_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert notebook_00.whose_job.check(dict(notebook_00.whose_job.right)).passed
    assert list(tmp_path.iterdir()) == []


def test_an_exercise_of_your_own_is_not_ours_to_record(learner):
    own = Choice("own", ["a"], {"x": "a"}, because={"x": "so"}, praise="Yes.", mistakes={}, hints=["a"])
    record(own)
    assert not (learner / FILE).exists()


def test_a_broken_file_is_left_as_it_is_and_said_so(learner):
    (learner / FILE).write_text("{mine}")
    outcome = notebook_00.whose_job.check(dict(notebook_00.whose_job.right))
    assert outcome.passed
    assert "delete it" in outcome.reason
    assert (learner / FILE).read_text() == "{mine}"
    with pytest.raises(ValueError, match="delete it to start again"):
        passed_in(learner)


@pytest.mark.parametrize("text", ["", "{mine}", "[]", "null", '{"a": 1}', '{"passed": [], "quiz": []}'])
def test_a_broken_file_is_told_without_words_of_python(learner, text):
    (learner / FILE).write_text(text)
    with pytest.raises(ValueError, match=rf"^{FILE} is damaged: repair it in an editor, or delete it to start again$"):
        passed_in(".")


@pytest.mark.parametrize(
    "kept",
    [
        {"passed": "01/central"},
        {"passed": {"01/central": True}},
        {"passed": [["01/central"]]},
        {"passed": [], "predictions": {"07.1": {"right": "x"}}},
        {"passed": [], "predictions": {"07.1": {"right": []}}},
    ],
)
def test_a_file_of_other_things_is_left_as_it_is_and_said_so(learner, kept):
    (learner / FILE).write_text(json.dumps(kept))
    assert "delete it" in notebook_00.whose_job.check(dict(notebook_00.whose_job.right)).reason
    assert json.loads((learner / FILE).read_text()) == kept
    with pytest.raises(ValueError, match="delete it to start again"):
        recall("08")


def test_a_file_that_cannot_be_read_is_not_to_be_deleted(learner, monkeypatch):
    (learner / FILE).write_text('{"passed": ["00/whose_job"]}')

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(ValueError, match=r"cannot be read: Permission denied\. Make it a file") as told:
        passed_in(learner)
    assert "delete" not in str(told.value)


def test_a_folder_of_that_name_is_no_file(learner):
    (learner / FILE).mkdir()
    with pytest.raises(ValueError, match=r"cannot be read: Is a directory\. Make it a file"):
        progress("00")


def test_a_file_that_an_editor_saved_with_a_mark_is_read(tmp_path):
    (tmp_path / FILE).write_text('{"passed": ["00/whose_job"]}', encoding="utf-8-sig")
    assert passed_in(tmp_path) == ("00/whose_job",)


def test_names_of_two_notebooks_are_kept_apart(tmp_path):
    (tmp_path / FILE).write_text(json.dumps({"passed": ["08/whose_job", "00/training_step"]}))
    assert progress("00", tmp_path).passed == ("training_step",)


def test_an_unknown_notebook_is_an_error_that_lists_them():
    with pytest.raises(ValueError, match="there are 00"):
        progress("77")
    assert list(exercises_of("00")) == ["whose_job", "training_step"]


@pytest.mark.parametrize("path", curriculum.notebooks(), ids=lambda path: path.stem)
def test_each_notebook_shows_it_at_its_top(path):
    """Its stored output is that of somebody who has passed nothing yet; what a learner sees may differ."""
    cell, digits = nbformat.read(path, as_version=4).cells[2], path.name[:2]  # after the one that installs
    assert cell.source == f'from sgdlab.course import progress\n\nprogress("{digits}")'
    assert cell.metadata.tags == ["nbval-ignore-output"]
    (output,) = cell.outputs
    assert output.data["text/plain"].startswith(f"Notebook {digits}: none of {len(exercises_of(digits))} exercises")
