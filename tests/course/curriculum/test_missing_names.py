"""A cell run before those above it: Python's own error, with a sentence that says where the missing name is made."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from sgdlab.course import curriculum
from sgdlab.course.curriculum import passed
from sgdlab.course.curriculum.missing_names import explain_missing_names, made_in

FIRST, SECOND = 'from sgdlab.course import progress\n\nprogress("00")', "import sgdlab as sl"
NOTE = (
    "'problem' is made by a cell under “A line, and how badly it fits”, and is there only after that cell has run. "
    "Run the cells above this one (in JupyterLab: Run > Run All Above Selected Cell), then run it again."
)
QUICK = [path for path in curriculum.notebooks() if path.name[:2] in ("00", "04")]


@pytest.fixture
def shell(monkeypatch, tmp_path):
    """A notebook of somebody who has run its first cell, and the import of sgdlab."""
    monkeypatch.chdir(tmp_path)
    made = InteractiveShell(history_load_length=0)
    made.history_manager.enabled = False
    monkeypatch.setattr(passed, "get_ipython", lambda: made)
    for cell in (FIRST, SECOND):
        assert made.run_cell(cell).success
    yield made
    made.history_manager.end_session()


def raised(shell, cell):
    """The error of a cell."""
    return shell.run_cell(cell).error_in_exec


def notes(shell, cell):
    return getattr(raised(shell, cell), "__notes__", [])


def test_a_missing_name_has_python_s_own_message_and_where_it_is_made(shell, capsys):
    error = raised(shell, "sl.train(problem)")
    assert type(error) is NameError
    assert str(error) == "name 'problem' is not defined"
    assert error.__notes__ == [NOTE]
    said = capsys.readouterr()
    assert "name 'problem' is not defined" in said.out + said.err
    assert NOTE in said.out + said.err


@pytest.mark.parametrize("cell", ["print(np.pi)", "def loss(w):\n    return np.sum(w)\n\nsl.backprop(loss, [1.0])"])
def test_so_has_an_import_above_also_where_a_function_misses_it(shell, cell):
    (note,) = notes(shell, cell)
    assert note.startswith("'np' is made by a cell under “A line, and how badly it fits”")


def test_the_package_itself_is_told_where_the_first_cell_alone_was_run(shell):
    shell.run_cell("del sl")
    (note,) = notes(shell, "sl.SentenceBuilder()")
    assert note.startswith("'sl' is made by a cell under “A line, and how badly it fits”")


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("problems", NameError),  # a slip of the learner's own
        ("steps", NameError),  # in the notebook, but only inside a function
        ("chosen + 1", NameError),
        ("1 / 0", ZeroDivisionError),
        ("{}['a']", KeyError),
        ("raise KeyError", KeyError),
        ("def f():\n    problem += 1\n\nf()", UnboundLocalError),
        ("raise NameError('problem')", NameError),
        ("from types import FunctionType\nFunctionType(compile('problem', 'm', 'eval'), {})()", NameError),  # elsewhere
    ],
)
def test_nothing_is_added_to_other_errors(shell, cell, kind):
    error = raised(shell, cell)
    assert type(error) is kind
    assert not hasattr(error, "__notes__")


@pytest.mark.parametrize("number", [0.9, 1000])
def test_a_number_that_a_changed_cell_no_longer_has_is_told_what_to_do(shell, number):
    shell.run_cell("floors = {number: 1.0 for number in (0.0, 0.5)}")
    error = raised(shell, f"floors[{number}]")
    assert type(error) is KeyError
    assert error.__notes__ == [
        f"There is nothing for {number}. If you changed the numbers in a cell above, write {number} there again and "
        "run both cells, or write one of the new numbers here."
    ]


def test_python_s_own_suggestion_stays(shell):
    shell.run_cell("problem = 1")
    error = raised(shell, "problems")
    assert error.name == "problems"
    assert not hasattr(error, "__notes__")


def test_once_the_cell_has_run_the_other_runs(shell):
    assert notes(shell, "problem")
    shell.run_cell("problem = 1")
    assert shell.run_cell("problem").result == 1


def test_asked_again_nothing_changes_and_another_notebook_is_not_mixed_in(shell):
    before = shell.CustomTB
    shell.run_cell(FIRST.replace("00", "02"))
    assert shell.CustomTB is before
    assert notes(shell, "problem") == [NOTE]


def test_a_handler_of_the_learner_s_own_is_left():
    shell = InteractiveShell(history_load_length=0)
    shell.history_manager.enabled = False
    shell.set_custom_exc((KeyError,), None)
    explain_missing_names(shell, curriculum.notebooks()[0])
    assert shell.custom_exceptions == (KeyError,)
    shell.history_manager.end_session()


@pytest.mark.parametrize("path", QUICK, ids=lambda path: path.stem)
def test_made_in_knows_the_names_that_are_there_when_all_has_run(path):
    """And no other: what stands inside functions and comprehensions is not among them."""
    there = set(curriculum.run(path)) - {"__name__", "__builtins__"}
    assert set(made_in(path)) == there
    assert set(made_in(path).values()) <= {heading for heading, _ in curriculum.sections(path)}
