"""binder/ holds what repo2docker reads; its versions are the pinned ones, so that Binder runs what was tested."""

import os
import re
import subprocess
from pathlib import Path

from tools.project import PROJECT, ROOT

BINDER = ROOT / "binder"
FROM_THE_IMAGE = {"ipywidgets"}  # repo2docker's base image has it, and JupyterLab


def versions(path: Path) -> dict[str, str]:
    """Return name -> version of the lines `name==version` in a requirements file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(re.findall(r"^([\w-]+)==(\S+)", line)[0] for line in lines if re.match(r"[\w-]+==", line))


PINS = versions(ROOT / "requirements" / "pins.txt")
REQUIRED = versions(BINDER / "requirements.txt")


def test_requirements_are_the_pinned_ones_of_the_package_without_what_the_image_has():
    needed = {re.split(r"[<>=!~ ;\[]", requirement)[0] for requirement in PROJECT["dependencies"]}
    assert {name: PINS[name] for name in needed - FROM_THE_IMAGE} == REQUIRED


def test_python_is_named_and_new_enough():
    """With none named, repo2docker silently takes 3.10."""
    major, minor = re.fullmatch(r"python-(\d+)\.(\d+)", (BINDER / "runtime.txt").read_text().strip()).groups()
    assert (int(major), int(minor)) >= (3, 11)


def test_post_build_is_a_program_that_bash_can_read():
    script = BINDER / "postBuild"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", script], check=True)
    assert "--no-deps ." in script.read_text(encoding="utf-8")


def test_nothing_else_is_there_that_repo2docker_would_prefer():
    assert {path.name for path in BINDER.iterdir()} == {"runtime.txt", "requirements.txt", "postBuild"}
