"""The README's Python runs as it stands, and its links lead somewhere."""

import os
import re
import shutil
import subprocess

import pytest

import sgdlab as sl


@pytest.fixture(scope="module")
def readme(root):
    return (root / "README.md").read_text(encoding="utf-8")


def test_its_code_runs_and_says_what_it_shows(readme):
    (code,) = re.findall(r"```python\n(.*?)```", readme, flags=re.DOTALL)
    names = {}
    exec(code, names)
    run = sl.train(names["problem"], gradient=sl.finite_difference, **sl.sgd(0.05, batch_size=8), steps=160)
    shown = re.search(r"```\n(linear regression.*?;)", readme, flags=re.DOTALL)
    assert repr(run).startswith(" ".join(shown[1].split()))


def make(root, *words):
    if not shutil.which("make"):
        pytest.skip("needs make")
    alone = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}  # make runs this test
    return subprocess.run(["make", *words], cwd=root, env=alone, capture_output=True, text=True, check=True).stdout


def test_make_lists_its_commands(root):
    said = make(root, "help")
    commands = re.findall(r"^\.PHONY: (.+)", (root / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    inner = {"help", "env", "types", "style", "units", "notebooks", "browser", "front-end-check", "copied"}
    missing = {name for line in commands for name in line.split()} - inner - {*re.findall(r"make ([\w-]+)", said)}
    assert missing == set()


def test_what_ci_calls_runs_all_that_is_tested(root, tmp_path):
    """Even with -n, make runs the lines that call make, so the reports, which may just be written, lie elsewhere."""
    said = {target: make(root, "-n", target, f"REPORTS={tmp_path}") for target in ("test", "rest")}
    ran = re.findall(r"--junitxml=\S+/([\w-]+)\.xml|bin/(ruff .+|codespell|mypy)$", said["test"], re.MULTILINE)
    assert {one or other for one, other in ran} == {
        "units", "style", "front-end-check", "notebooks", "browser",
        "ruff check .", "ruff format --check .", "codespell", "mypy",
    }  # fmt: skip
    assert all("-m 'slow or oracle'" in line for line in said["rest"].splitlines() if "--junitxml" in line)
    called = re.findall(r"^ *(?:PYTHON=\S+ )?make ([\w-]+)", (root / ".ci" / "run").read_text("utf-8"), re.MULTILINE)
    assert called == ["env", "test", "newest", "shaken", "rest"]
