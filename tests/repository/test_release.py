"""What is released: a wheel and a source distribution, built here, and the wheel used as a learner uses it."""

import json
import os
import re
import signal
import socket
import subprocess
import tarfile
import time
from email import message_from_bytes
from pathlib import PurePosixPath
from urllib.error import URLError
from urllib.request import Request, urlopen
from zipfile import ZipFile

import pytest

import sgdlab
from sgdlab.course import curriculum
from tests.processes import run, surroundings

pytestmark = pytest.mark.slow
LOCAL, TOKEN = "127.0.0.1", "release"
SECONDS = 60  # for JupyterLab to start, or to stop


def files(folder, *endings):
    """Return the files below a folder of the repository that belong there."""
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return [path for path in found if not endings or path.suffix in endings]


def hashes(wheel):
    """Return {file: hash} as the wheel itself records it."""
    with ZipFile(wheel) as archive:
        (record,) = (name for name in archive.namelist() if name.endswith(".dist-info/RECORD"))
        return dict(line.rsplit(",", 2)[:2] for line in archive.read(record).decode().split())


def metadata(wheel):
    """Return what the wheel says of itself, and with it the page that PyPI shows."""
    with ZipFile(wheel) as archive:
        (about,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_bytes(archive.read(about))


def test_the_wheel_holds_package_front_end_data_and_notebooks(wheel, root):
    """Everything in sgdlab/ and notebooks/, and nothing else: what is listed here must not be empty by mistake."""
    held = {name for name in hashes(wheel) if ".dist-info/" not in name}
    package = {path.relative_to(root).as_posix() for path in files(root / "sgdlab")}
    notebooks = {f"sgdlab/curriculum/{path.name}" for path in files(root / "notebooks", ".ipynb", ".md")}
    assert held == package | notebooks
    assert "sgdlab/py.typed" in held
    assert {"sgdlab/labs/stage/static/lab.js", "sgdlab/labs/stage/static/page.html"} <= held
    assert {"sgdlab/curriculum/glossary.md", f"sgdlab/curriculum/{curriculum.notebooks()[0].name}"} <= held


def test_what_pypi_shows_has_no_link_into_the_repository(wheel):
    """There is no repository around it there: a relative link is dead, and a picture is not shown."""
    said = metadata(wheel)
    page = said.get_payload()
    assert "](https://raw.githubusercontent.com/sgdlab/sgdlab/main/docs/race.webp)" in page
    assert re.findall(r"\]\((?!https://)[^)]*", page) == []
    assert {"Homepage", "Documentation"} <= {one.partition(",")[0] for one in said.get_all("Project-URL")}


def test_every_data_set_comes_with_its_license(wheel):
    held = {PurePosixPath(name) for name in hashes(wheel)}
    data = {path for path in held if path.parts[:2] == ("sgdlab", "data") and path.suffix not in (".py", ".md")}
    assert {path.stem for path in data} == {"digits", "names", "penguins"}
    licenses = {path.with_suffix(".LICENSE.md") for path in data}
    assert licenses <= held
    said = metadata(wheel)
    assert {*said.get_all("License-File")} == {"LICENSE", *map(str, licenses)}
    assert said["License-Expression"] == "MIT AND CC-BY-4.0 AND CC0-1.0"


def test_the_source_distribution_holds_what_is_needed_to_work_on_it(dist):
    (path,) = dist.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    needed = {
        *(
            "tests/repository/test_release.py",
            "tests/browser/conftest.py",
            "docs/design.md",
            "front_end/src/notebook/render.js",
            "front_end/package-lock.json",
            "Makefile",
        ),
        *("notebooks/glossary.md", "requirements/pins.txt", "binder/postBuild", "CITATION.cff", "LICENSE"),
    }
    assert needed <= held
    made = (".venv", ".cache", "site/", "lite/", "front_end/node_modules")
    assert [name for name in held if name.startswith(made)] == []


def test_a_learner_uses_it_in_an_empty_folder(installed, tmp_path):
    learner, empty = surroundings(tmp_path), tmp_path / "empty"
    empty.mkdir()

    def said(program, *words):
        return run(installed / program, *words, cwd=empty, env=learner)

    assert said("python", "-c", "import sgdlab; print(sgdlab.__file__)").startswith(str(installed.parent))
    assert said("sgdlab", "--version") == f"sgdlab {sgdlab.__version__}\n"
    assert "Everything is well." in said("sgdlab", "doctor")
    assert "none fails" in said("sgdlab", "claims", "00")
    assert list(empty.iterdir()) == []
    assert "files added" in said("sgdlab", "copy")
    copied = {path.name for path in (empty / "sgdlab-notebooks").iterdir()}
    assert copied == {path.name for path in curriculum.notebooks()} | {"glossary.md"}


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent another way on Windows")
def test_a_learner_opens_it_and_control_c_is_left_to_jupyterlab(installed, tmp_path):
    first = curriculum.notebooks()[0].name
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        address = f"http://{LOCAL}:{probe.getsockname()[1]}"
    words = [
        installed / "sgdlab",
        "lab",
        "--no-browser",
        f"--ServerApp.ip={LOCAL}",
        f"--IdentityProvider.token={TOKEN}",
    ]
    words.append(f"--port={address.rpartition(':')[2]}")
    with (tmp_path / "log.txt").open("w+", encoding="utf-8") as log:
        own = {"cwd": tmp_path, "env": surroundings(tmp_path), "start_new_session": True}
        program = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **own)
        try:
            notebook = json.loads(answer(program, f"{address}/api/contents/sgdlab-notebooks/{first}"))
            assert (notebook["name"], notebook["type"]) == (first, "notebook")
            program.send_signal(signal.SIGINT)  # to sgdlab alone: it waits for JupyterLab
            time.sleep(0.5)
            answer(program, f"{address}/api/shutdown", "POST")
            assert program.wait(SECONDS) == 0
        finally:
            if program.poll() is None:
                os.killpg(program.pid, signal.SIGKILL)
                program.wait()
        log.seek(0)
        said = log.read()
    assert f"/lab/tree/sgdlab-notebooks/{first}" in said
    assert "Traceback" not in said


def answer(program, address, method="GET"):
    """Ask a server that is starting until it answers, and return its answer."""
    asks = Request(address, method=method, headers={"Authorization": f"token {TOKEN}"})
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and program.poll() is None:
        try:
            with urlopen(asks, timeout=10) as answered:
                assert answered.status == 200
                return answered.read()
        except URLError as error:
            if hasattr(error, "code"):
                raise
            time.sleep(0.2)
    raise AssertionError("JupyterLab does not answer")
