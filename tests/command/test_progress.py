"""sgdlab progress: what is passed, wherever the learner stands."""

from sgdlab.command import main
from sgdlab.course import curriculum
from sgdlab.course.curriculum.passed import FILE


def test_progress_lists_every_notebook(tmp_path, capsys):
    assert main(["progress", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert all(curriculum.title(path) in said for path in curriculum.notebooks())
    assert "appears there when you pass" in said


def test_progress_is_found_where_the_learner_stands(tmp_path, monkeypatch, capsys):
    (tmp_path / FILE).write_text('{"passed": ["00/whose_job"]}')
    monkeypatch.chdir(tmp_path)
    assert main(["progress"]) == 0
    said = capsys.readouterr().out
    assert "1 of 2 exercises passed" in said
    assert "appears there when you pass" not in said


def test_progress_of_a_folder_that_is_none_is_not_nothing_passed(tmp_path, monkeypatch, capsys):
    (tmp_path / "note").write_text("")
    for name, says in (
        ("note", "note is a file; name"),
        ("my-clas", "my-clas is not there; name the folder of your copy"),
    ):
        assert main(["progress", str(tmp_path / name)]) == 1
        assert says in capsys.readouterr().err
    monkeypatch.chdir(tmp_path)
    assert main(["progress"]) == 0  # before the first copy
