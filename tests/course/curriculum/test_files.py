"""The notebooks as files, judged by small notebooks written here."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from sgdlab.course import curriculum
from sgdlab.course.curriculum import files


def _write(folder, name, *cells):
    path = folder / name
    nbformat.write(new_notebook(cells=[new_markdown_cell("# A title\n\nwords"), *map(new_code_cell, cells)]), path)
    return path


def test_notebooks_come_in_order_with_their_titles(tmp_path):
    for name in ("03_c.ipynb", "00_a.ipynb", "notes.ipynb"):
        _write(tmp_path, name)
    found = curriculum.notebooks(tmp_path)
    assert [path.name for path in found] == ["00_a.ipynb", "03_c.ipynb"]
    assert curriculum.title(found[0]) == "A title"


def test_run_hands_names_from_cell_to_cell_and_shows_nothing(tmp_path, capsys):
    path = _write(tmp_path, "00_a.ipynb", "a = 2\nprint(a)", "b = 3 * a", "open('here.txt', 'w').close()")
    assert curriculum.run(path)["b"] == 6
    assert capsys.readouterr().out == ""
    assert (tmp_path / "here.txt").exists()


def test_run_ends_after_the_cell_with_which_it_is_enough(tmp_path):
    path = _write(tmp_path, "00_a.ipynb", "a = []", "a.append(1)", "a.append(2)")
    assert curriculum.run(path, until=lambda: True)["a"] == []


def test_an_error_says_in_which_cell(tmp_path):
    path = _write(tmp_path, "00_a.ipynb", "a = 2", "a / 0")
    with pytest.raises(ZeroDivisionError) as raised:
        curriculum.run(path)
    assert raised.value.__notes__ == ["in cell 2 of 00_a.ipynb"]


def test_claims_are_collected_whether_they_hold_or_not(tmp_path):
    state = "from sgdlab.course import claim\nclaim('A.', 'f', 1, 1)\nclaim('B.', 'f', 1, 2)\nclaim('A.', 'f', 3, 3)"
    made = curriculum.claims_of(_write(tmp_path, "00_a.ipynb", state))
    assert [(one.text, one.holds) for one in made] == [("A.", True), ("B.", False), ("A.", True)]


def test_without_notebooks_it_says_where_it_looked(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "PACKAGE", tmp_path / "sgdlab")
    with pytest.raises(FileNotFoundError, match="install sgdlab again"):
        curriculum.folder()
    (tmp_path / "sgdlab" / "curriculum").mkdir(parents=True)
    _write(tmp_path / "sgdlab" / "curriculum", "00_a.ipynb")
    assert curriculum.folder() == tmp_path / "sgdlab" / "curriculum"
