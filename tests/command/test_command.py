"""The command `sgdlab`: what it prints, what it writes, and what it never writes over."""

import os
import re
import subprocess
import sys
import webbrowser
from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel

from sgdlab import backprop, mlp
from sgdlab.command import bench, doctor, main, notebooks
from sgdlab.command.notebooks import put
from sgdlab.course import Claim, curriculum


def test_help_teaches_by_examples_and_what_is_unknown_is_named(capsys):
    with pytest.raises(SystemExit) as done:
        main(["--help"])
    said = capsys.readouterr().out
    assert done.value.code == 0
    assert "examples:" in said
    assert "never overwritten" in said
    with pytest.raises(SystemExit):
        main(["copy", "--fast"])
    assert "--fast: unknown" in capsys.readouterr().err


def test_copy_never_writes_over_a_learners_work(tmp_path, capsys):
    assert main(["copy", str(tmp_path / "mine")]) == 0
    names = {path.name for path in (tmp_path / "mine").iterdir()}
    assert names >= {path.name for path in curriculum.notebooks()} | {"glossary.md"}
    worked = tmp_path / "mine" / curriculum.notebooks()[0].name
    worked.write_text("my work")
    (tmp_path / "mine" / "glossary.md").unlink()
    capsys.readouterr()
    assert main(["copy", str(tmp_path / "mine")]) == 0
    assert worked.read_text() == "my work"
    assert (tmp_path / "mine" / "glossary.md").exists()
    assert f"{worked.name} is yours" in capsys.readouterr().out
    assert put(tmp_path / "mine") == ([], [worked.name])


def test_a_full_disk_leaves_no_half_notebook_to_be_taken_for_the_learners_own(tmp_path, full_disk):
    with full_disk():
        put(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert put(tmp_path)[1] == []


def test_copy_takes_no_file_for_a_folder_and_no_empty_name_for_the_current_one(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").write_text("my work")
    assert main(["copy", "mine"]) == 1
    assert "mine is a file; name a folder" in capsys.readouterr().err
    assert (tmp_path / "mine").read_text() == "my work"
    assert main(["copy", ""]) == 0
    (tmp_path / "sgdlab-notebooks" / "glossary.md").unlink()
    monkeypatch.chdir(tmp_path / "sgdlab-notebooks")
    assert main(["copy"]) == 0  # in the copy itself: it makes no copy within it
    assert f"{tmp_path / 'sgdlab-notebooks'}: 1 file added" in capsys.readouterr().out
    assert not (tmp_path / "sgdlab-notebooks" / "sgdlab-notebooks").exists()


def test_claims_of_one_notebook_are_listed_and_counted(capsys):
    assert main(["claims", "00"]) == 0
    said = capsys.readouterr().out
    assert said.count("✓ holds") == len(curriculum.claims_of(curriculum.notebooks()[0]))
    assert "none fails" in said
    assert main(["claims", "0"]) == 0
    assert capsys.readouterr().out == said


def test_a_claim_that_fails_fails_the_command(monkeypatch, capsys):
    false = Claim("One is two.", "1", 2, 1)
    monkeypatch.setattr("sgdlab.command.notebooks.claims_of", lambda path: (false,))
    assert main(["claims", "00"]) == 1
    said = capsys.readouterr().out
    assert "✗ does not hold: One is two." in said
    assert said.endswith("1 claim in 1 notebook; 1 fails\n")
    for unknown in ("77", "a"):
        assert main(["claims", unknown]) == 1
        assert f"there is no notebook {unknown};" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_reader_that_has_seen_enough_ends_every_command_quietly():
    """As `head -1` does, here before the first line: buffered or not, of the parser or of a command."""
    for unbuffered, *words in (("", "--help"), ("", "progress"), ("1", "claims", "00")):
        read, write = os.pipe()
        os.close(read)
        env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
        command = [sys.executable, "-m", "sgdlab", *words]
        done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, env=env, check=False)
        os.close(write)
        assert (done.returncode, done.stderr) == (0, b""), words


def test_claims_show_on_a_terminal_which_notebook_is_computed(monkeypatch, capsys):
    monkeypatch.setattr("sgdlab.command.notebooks.claims_of", lambda path: ())
    assert main(["claims", "00", "03"]) == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["claims", "00", "03"]) == 0
    shown = capsys.readouterr().err.split("\r")
    seen = [one for one in shown if one.strip()]
    assert seen == ["loading sgdlab …", "notebook 00, 1 of 2 …", "notebook 03, 2 of 2 …"]
    assert shown[-1] == ""  # it is gone at the end


def test_doctor_finds_this_environment_well_or_says_how_to_fix_it(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["doctor"]) == 0
    assert "Everything is well." in capsys.readouterr().out
    (tmp_path / "random.py").write_text("")
    monkeypatch.setitem(doctor.NEEDED, "numpy", "99.0")
    monkeypatch.setitem(doctor.FOR_THE_LABS, "no-such-package", "1.0")
    monkeypatch.setattr(doctor, "PYTHON", (9, 0))
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    for words in (
        "rename random.py",
        'pip install "numpy>=99.0"',
        "no-such-package: not installed",
        "needs Python 9.0",
    ):
        assert words in said
    assert "4 to fix" in said


def test_doctor_without_jupyter_without_its_kernel_and_with_that_of_another_python(monkeypatch):
    monkeypatch.setattr(doctor, "find_spec", lambda name: None)
    (found,) = doctor.kernel()
    assert (found.found, found.fix) == ("there is no Jupyter here", 'pip install "sgdlab[lab]"')
    monkeypatch.undo()

    def missing(self, name):
        raise NoSuchKernel(name)

    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", missing)
    (found,) = doctor.kernel()
    assert found.found == "not installed"
    assert found.fix == f"{sys.executable} -m ipykernel install --sys-prefix"

    monkeypatch.undo()
    other = KernelSpec(argv=["/elsewhere/python", "-m", "ipykernel_launcher"])
    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", lambda self, name: other)
    (found,) = doctor.kernel()
    assert found.found == "/elsewhere/python"
    assert "another Python" in found.fix


def test_doctor_looks_for_a_browser(monkeypatch):
    monkeypatch.setattr(doctor.webbrowser, "get", lambda: SimpleNamespace(name="firefox"))
    assert [str(found) for found in doctor.browser()] == ["✓ browser: firefox"]

    def none():
        raise webbrowser.Error

    monkeypatch.setattr(doctor.webbrowser, "get", none)
    (found,) = doctor.browser()
    assert "prints an address" in found.found


def test_bench_measures_in_ratios_to_the_same_gradient_written_by_hand(monkeypatch, capsys):
    monkeypatch.setattr(bench, "_seconds", partial(bench._seconds, least=0.001))
    assert main(["bench"]) == 0
    said = capsys.readouterr().out
    assert len(re.findall(r"backprop, \w+: [\d.]+ times that", said)) == 2
    assert "one result of the race:" in said
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(32, 64)), rng.integers(0, 10, 32)
    problem = mlp(X, y, hidden=(64,), loss="cross_entropy")
    _, gradient = backprop(problem, problem.start)
    np.testing.assert_allclose(bench._by_hand(problem.start, X, y), gradient, rtol=1e-9, atol=1e-12)


@pytest.fixture
def opened(monkeypatch):
    """The commands that would start JupyterLab."""
    called = []
    monkeypatch.setattr(notebooks, "run", lambda command: called.append(command) or 0)
    return called


def test_without_a_command_options_are_those_of_lab(tmp_path, monkeypatch, opened):
    monkeypatch.chdir(tmp_path)
    assert main(["--port", "9000", "--folder", "mine"]) == 0
    assert opened[0][-2:] == ["--port", "9000"]
    assert (tmp_path / "mine").is_dir()


@pytest.mark.parametrize(("folder", "address"), [(".", "a%20class"), ("../a class", "a%20class"), ("mine", "mine")])
def test_lab_opens_any_folder_of_the_learner_s(tmp_path, monkeypatch, opened, folder, address):
    (tmp_path / "a class").mkdir()
    monkeypatch.chdir(tmp_path / "a class")
    (tmp_path / "a class" / "00_0_of_my_own.ipynb").touch()
    assert main(["lab", "--folder", folder]) == 0
    first = curriculum.notebooks()[0].name
    root = tmp_path / "a class" if folder == "mine" else tmp_path
    assert opened[0][3:5] == [f"--LabApp.default_url=/lab/tree/{address}/{first}", f"--ServerApp.root_dir={root}"]
    assert (tmp_path / "a class" / folder / first).exists()


def test_lab_opens_the_repositorys_own_notebooks_and_no_others_of_that_name(tmp_path, monkeypatch, opened, root):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "01_of_my_own.ipynb").touch()
    for folder, where in ((tmp_path, "sgdlab-notebooks"), (root, "notebooks")):
        monkeypatch.chdir(folder)
        assert main([]) == 0
        assert f"/lab/tree/{where}/00" in opened[-1][3]


def test_lab_says_how_a_folder_is_named_and_what_to_install_without_jupyterlab(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["lab", "my-class"]) == 1
    assert "--folder my-class" in capsys.readouterr().err
    monkeypatch.setattr(notebooks, "find_spec", lambda name: None)
    assert main(["lab"]) == 1
    assert 'pip install "sgdlab[lab]"' in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_lab_waits_on_when_control_c_is_pressed(monkeypatch):
    """JupyterLab asks whether to stop: the program that started it must not end before the answer."""
    waits = iter([KeyboardInterrupt, KeyboardInterrupt, None])
    honest = subprocess.Popen.wait

    def wait(self, timeout=None):
        pressed = next(waits, None)
        if pressed:
            raise pressed
        return honest(self, timeout)

    monkeypatch.setattr(notebooks.subprocess.Popen, "wait", wait)
    assert notebooks.run([sys.executable, "-c", "raise SystemExit(3)"]) == 3


def test_where_there_are_no_marks_their_names_tell_right_from_wrong():
    found = "from sgdlab.command import doctor; doctor.doctor = lambda: print('✓ ✗') or 0; from sgdlab import command; "
    words = [sys.executable, "-c", f"{found}command.main(['doctor'])"]
    done = subprocess.run(words, capture_output=True, text=True, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.stdout.split() == [r"\N{CHECK", r"MARK}", r"\N{BALLOT", "X}"]


def test_it_works_without_a_standard_output(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["copy", str(tmp_path / "mine")]) == 0
