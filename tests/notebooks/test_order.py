"""The cells of a notebook in another order: the stored output, or a NameError, and never another picture.

What a cell shows is what it prints and the words that describe its last value; a lab and a figure have them, too. No
cell had to be left out: exercises and quiz are as nobody has answered them yet.
"""

import ast
from contextlib import chdir, redirect_stdout
from io import StringIO

import nbformat
import pytest

from sgdlab.course import curriculum
from sgdlab.course.curriculum.missing_names import bound

pytestmark = pytest.mark.slow


def show(code, names):
    """What a cell prints and shows at its end, as in a notebook."""
    body, shown = ast.parse(code), None
    if body.body and isinstance(body.body[-1], ast.Expr):
        shown = None if code.rstrip().endswith(";") else ast.Expression(body.body.pop().value)
    with redirect_stdout(StringIO()) as printed:
        exec(compile(body, "cell", "exec"), names)
        value = None if shown is None else eval(compile(shown, "cell", "eval"), names)
    return printed.getvalue() + ("" if value is None else repr(value))


def attempt(code, names):
    """The same, or the error."""
    try:
        return show(code, names)
    except Exception as error:  # what it may be is judged below
        return error


def first_difference(before, now):
    """Where two outputs part, to help you fix the cell."""
    if isinstance(now, Exception):
        return f"{type(now).__name__}: {now}"
    pairs = zip(before.splitlines(), now.splitlines(), strict=False)
    return next((f"{b!r}, then {n!r}" for b, n in pairs if b != n), f"{len(before)} characters, then {len(now)}")


class Notebook:
    """The code cells of a notebook {number: code}, and what each showed from top to bottom."""

    def __init__(self, path):
        cells = nbformat.read(path, as_version=4).cells
        self.code = {number: cell.source for number, cell in enumerate(cells) if cell.cell_type == "code"}
        self.names = new()
        self.shown = {number: show(code, self.names) for number, code in self.code.items()}

    def wrong(self, results):
        """{cell: how it differs} of those that show anything else; a missing name is none."""
        return {
            number: first_difference(self.shown[number], result)
            for number, result in results.items()
            if type(result) is not NameError and result != self.shown[number]
        }


def new():
    return {"__name__": "__main__"}


@pytest.fixture(scope="module", params=curriculum.notebooks(), ids=lambda path: path.stem)
def notebook(request, tmp_path_factory):
    """A notebook that has been run once from top to bottom, in an empty folder."""
    with chdir(tmp_path_factory.mktemp("learner")):
        yield Notebook(request.param)


def test_who_goes_back_to_one_cell_sees_the_same(notebook):
    after, results = dict(notebook.names), {}
    for number, code in reversed(notebook.code.items()):
        notebook.names.clear()
        notebook.names.update(after)  # the functions of the notebook look their names up in this very dictionary
        results[number] = attempt(code, notebook.names)
    notebook.names.clear()
    notebook.names.update(after)
    assert notebook.wrong(results) == {}
    assert not any(isinstance(result, NameError) for result in results.values())


def test_who_runs_all_again_from_the_last_cell_to_the_first_sees_the_same(notebook):
    results = {number: attempt(code, notebook.names) for number, code in reversed(notebook.code.items())}
    assert notebook.wrong(results) == {}
    assert not any(isinstance(result, NameError) for result in results.values())


def test_a_cell_alone_shows_the_same_or_misses_a_name(notebook):
    results = {number: attempt(code, new()) for number, code in notebook.code.items()}
    assert notebook.wrong(results) == {}
    assert sum(isinstance(result, NameError) for result in results.values()) > 5  # so they were alone


def test_no_cell_fills_what_another_one_made(notebook):
    """Without it no name would be missing, and a table below would only lack a row."""
    for number, code in notebook.code.items():
        body = (one for one in ast.parse(code).body if not isinstance(one, ast.FunctionDef | ast.ClassDef))
        places = [node for one in body for node in ast.walk(one) if isinstance(node, ast.Subscript)]
        filled = {ast.unparse(node.value) for node in places if isinstance(node.ctx, ast.Store)}
        assert {name for name in filled if name.isidentifier()} <= bound(code), number
