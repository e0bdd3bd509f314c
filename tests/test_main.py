"""`python -m sgdlab` is the command `sgdlab`."""

import os
import runpy
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import sgdlab
from sgdlab.command import main

ROOT = Path(sgdlab.__file__).parent.parent


def test_it_hands_on_what_was_typed_and_how_it_went(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["sgdlab", "claims", "77"])
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    with pytest.raises(SystemExit) as done:
        runpy.run_module("sgdlab", run_name="__main__")
    assert done.value.code == 1
    assert "there is no notebook 77" in capsys.readouterr().err


def test_each_command_says_what_it_does_and_all_of_them_their_version(capsys):
    for command in ("lab", "copy", "claims", "progress", "doctor", "bench", "link"):
        with pytest.raises(SystemExit, match=r"^0$"):
            main([command, "--help"])
        usage, _, words = capsys.readouterr().out.partition("\n\n")
        assert usage.startswith(f"usage: sgdlab {command}")
        assert words[0].isupper()
        assert "." in words.partition("\n\n")[0]
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["--version"])
    assert capsys.readouterr().out == f"sgdlab {sgdlab.__version__}\n"


def test_control_c_ends_the_claims_without_a_traceback(monkeypatch, capsys):
    def pressed(path):
        def step(gradient, params):
            signal.raise_signal(signal.SIGINT)  # which would end this run only, if `train` saw it
            return -gradient

        sgdlab.train(sgdlab.rosenbrock(), optimizer=step, steps=3)
        return ()

    handler = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr("sgdlab.command.notebooks.claims_of", pressed)
    assert main(["claims"]) == 130
    assert capsys.readouterr() == ("", "sgdlab: stopped\n")
    assert signal.getsignal(signal.SIGINT) is handler


def test_an_error_of_the_system_is_a_sentence(tmp_path, capsys):
    (tmp_path / "file").touch()
    assert main(["copy", str(tmp_path / "file" / "in")]) == 1
    assert capsys.readouterr().err == f"sgdlab: {tmp_path / 'file' / 'in'}: Not a directory\n"


def start(*words, **settings):
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | settings
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-m", "sgdlab", *words], env=environment, stdout=pipe, stderr=pipe)


def test_who_reads_the_first_lines_only_sees_no_error():
    with start("progress", PYTHONUNBUFFERED="1") as program:
        program.stdout.close()
        assert program.wait(60) == 0
        assert program.stderr.read() == b""


@pytest.mark.slow
def test_where_the_signs_are_unknown_the_words_still_come(tmp_path):
    with start("doctor", PYTHONIOENCODING="ascii", PYTHONUTF8="0") as program:
        said, errors = program.communicate(timeout=60)
    assert errors == b""
    assert rb"\N{CHECK MARK} numpy: " in said


@pytest.mark.skipif(sys.platform == "win32", reason="it keeps a folder that is in use")
def test_in_a_folder_that_was_deleted_each_command_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    tmp_path.rmdir()
    for words in (["claims", "00"], ["copy"], ["doctor"], ["progress"]):
        assert main(words) == 1
        assert capsys.readouterr().err == "sgdlab: the current folder was deleted: change to another one, with cd\n"
