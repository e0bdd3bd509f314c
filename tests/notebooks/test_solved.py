"""Every notebook with its solutions in place of the `...`: each exercise passes, and all that follows still runs."""

import re

import nbformat
import pytest

from sgdlab.course import Choice, curriculum
from sgdlab.course.curriculum.passed import exercises_of

CHECK = re.compile(r"^exercises\.(\w+)\.check\((.*)\)$", re.MULTILINE)


def _solved(source, exercises):
    """The code of a cell, with the solution before its check."""

    def answered(found):
        name, given = found.groups()
        one = exercises[name]
        if isinstance(one, Choice):
            return f"assert exercises.{name}.check({dict(one.right)!r}).passed"
        assert given == one.right.__name__, "the solution takes the place of what the cell defines, and of nothing else"
        return f"{one.solution().text}\n\nassert exercises.{name}.check({one.right.__name__}).passed"

    return CHECK.sub(answered, source)


@pytest.mark.slow
@pytest.mark.parametrize("path", curriculum.notebooks(), ids=lambda path: path.stem)
def test_the_solved_notebook_runs_from_top_to_bottom(path, tmp_path):
    exercises = exercises_of(path.name[:2])
    assert len(exercises) >= (2 if path.name.startswith("00") else 4)
    notebook = nbformat.read(path, as_version=4)
    checks = 0
    for cell in notebook.cells:
        if cell.cell_type == "code":
            checks += len(CHECK.findall(cell.source))
            cell.source = _solved(cell.source, exercises)
    assert checks == len(exercises)
    nbformat.write(notebook, tmp_path / path.name)
    curriculum.run(tmp_path / path.name)
