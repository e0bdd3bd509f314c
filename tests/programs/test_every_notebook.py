"""Every problem that a notebook trains has its program in NumPy and in JavaScript: 50 steps of both are those of train.

The problems are collected while the notebook runs, so a new one is tried as soon as a cell trains it.
"""

import importlib
from dataclasses import replace

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.course import curriculum
from tests.in_node import in_the_page

UNWRITTEN = {  # by title or class, and why
    "a closed program": "it turns a traced value into a Python number",  # notebook 11 shows what that costs
    "Metered": "it turns a traced value into a plain array",  # it looks which images an exercise of notebook 12 reads
}
NONE = {"01", "04"}  # notebooks that train nothing
LONG = {"06", "08", "09", "10", "11", "12", "13"}  # they run for seconds
TRAIN = """
import { train } from "{source}/training/train.js";
answer(asked.map(([recipe, options]) => train(recipe, options)));
"""
PLAN = {"steps": 50, "record_every": 10}


@pytest.fixture
def trained(monkeypatch, tmp_path):
    """The problems that are trained from now on: one of each kind and size."""
    module, problems = importlib.import_module("sgdlab.training.train"), {}
    as_problem = module.as_problem

    def recorded(problem, start):
        made = as_problem(problem, start)
        key = type(made), made.title, made.loss.__qualname__, str([np.shape(a) for a in made.data])
        if key not in problems:
            problems[key] = made if made.start is not None else replace(made, start=np.atleast_2d(start)[0])
        return made

    monkeypatch.setattr(module, "as_problem", recorded)
    monkeypatch.chdir(tmp_path)
    return problems


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, id=path.name[:2], marks=[pytest.mark.slow] * (path.name[:2] in LONG))
     for path in curriculum.notebooks()],
)  # fmt: skip
def test_each_problem_that_a_notebook_trains_has_its_programs(path, trained):
    assert curriculum.claims_of(path)
    assert bool(trained) == (path.name[:2] not in NONE)
    compared = []
    for problem in list(trained.values()):
        parts = {"optimizer": sl.adam(0.01), "batches": sl.minibatch(8) if problem.data else sl.full_batch}
        program = sl.program(problem, **parts)
        why = UNWRITTEN.get(problem.title, UNWRITTEN.get(type(problem).__name__))
        if why is None:
            compared.append((problem.title, program, sl.train(problem, **parts, **PLAN).params))
        else:
            with pytest.raises(ValueError, match=why):
                _ = program.source
    asked = [(program.recipe(), {**PLAN, "start": program.parts.start}) for _, program, _ in compared]
    for (title, program, expected), page in zip(compared, in_the_page(TRAIN, asked), strict=True):
        paths = {"NumPy": program(steps=50)[::10], "JavaScript": np.reshape(page["params"], expected.shape)}
        for what, found in paths.items():
            np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9, err_msg=f"{title} in {what}")
