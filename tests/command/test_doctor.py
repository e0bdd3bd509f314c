"""The command `sgdlab` where something is broken, which is where it is needed: a package is missing, or hidden."""

import os
import subprocess
import sys
from pathlib import Path

import sgdlab
from sgdlab.command.doctor import FOR_THE_LABS, NEEDED

HOME = str(Path(sgdlab.__file__).parents[1])


def said(folder, *words, error=""):
    """Run Python in a folder, and return what it prints and its exit code; `error` is what it says beside that."""
    env = {**os.environ, "PYTHONPATH": HOME}
    done = subprocess.run([sys.executable, *words], cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.stderr == error
    return done.stdout, done.returncode


def test_doctor_without_any_other_package_says_how_to_install_each(tmp_path):
    """With -S, Python finds its own library and nothing that was installed."""
    report, code = said(tmp_path, "-S", "-m", "sgdlab", "doctor")
    assert code == 1
    for name in {**NEEDED, **FOR_THE_LABS}:
        assert f"✗ {name}: not installed" in report
    assert f'pip install "numpy>={NEEDED["numpy"]}"' in report
    assert "there is no Jupyter here" in report
    assert "No module named 'numpy'\n    fix the problems above first" in report


def test_help_and_version_need_no_other_package(tmp_path):
    for word, words in (("--help", "sgdlab doctor"), ("--version", sgdlab.__version__)):
        report, code = said(tmp_path, "-S", "-m", "sgdlab", word)
        assert (words in report, code) == (True, 0), word


def test_doctor_tells_of_a_package_that_does_not_load(tmp_path):
    code = "import sys; sys.modules['matplotlib'] = None; from sgdlab.command.main import main; main(['doctor'])"
    report, _ = said(tmp_path, "-c", code)
    assert "✓ Python" in report
    assert "fix the problems above first" in report
    assert report.endswith("1 to fix; the lines with ✗ say how.\n")


def test_doctor_names_the_files_that_hide_a_package(tmp_path):
    for name in ("random", "numpy"):
        (tmp_path / f"{name}.py").write_text("raise RuntimeError('this file was run')")
    report, code = said(tmp_path, "-m", "sgdlab", "doctor")
    assert code == 1
    assert "rename random.py" in report
    assert "rename numpy.py" in report
    assert "2 to fix" in report


def test_another_command_without_numpy_leads_to_doctor(tmp_path):
    error = "sgdlab: No module named 'numpy'; `sgdlab doctor` says how to fix it\n"
    assert said(tmp_path, "-S", "-m", "sgdlab", "copy", error=error) == ("", 1)


def test_doctor_tells_of_any_check_that_ends_in_an_error_and_goes_on(tmp_path):
    code = "import webbrowser; webbrowser.get = None; from sgdlab.command.main import main; main(['doctor'])"
    report, _ = said(tmp_path, "-c", code)
    assert "✗ browser: TypeError: 'NoneType' object is not callable\n    fix the problems above first" in report
    assert "✓ a lab" in report
