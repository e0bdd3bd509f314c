"""The page of troubles: its commands are those that there are (its links are checked in test_links.py)."""

import re
import shlex
from pathlib import Path

import pytest
from jupyter_core.paths import jupyter_path

from sgdlab.command import main
from sgdlab.command.doctor import kernel
from tools.project import ROOT


@pytest.fixture(scope="module")
def page():
    return (ROOT / "docs" / "troubles.md").read_text(encoding="utf-8")


def test_the_link_shown_is_the_one_that_the_command_prints(page, capsys):
    command, printed = re.findall(r"\$ sgdlab (.+)\n\s+(\S+)\n", page)[0]
    assert main(shlex.split(command)) == 0
    assert capsys.readouterr().out == f"{printed}\n"


def test_its_commands_are_known(page, capsys):
    names = set(re.findall(r"`(?:\.venv/bin/)?sgdlab (\w+)", page))
    assert {"doctor", "lab"} <= names
    for name in names:
        with pytest.raises(SystemExit) as done:
            main([name, "--help"])
        assert done.value.code == 0


def test_its_fix_of_the_kernel_is_the_doctors(page, monkeypatch):
    monkeypatch.setattr("jupyter_client.kernelspec.KernelSpecManager.get_kernel_spec", _none)
    (found,) = kernel()
    assert found.fix.partition(" ")[2] in page


def test_what_one_sees_is_quoted_as_it_is_shown(page):
    homes = (Path(path) / "@jupyter-widgets" for path in jupyter_path("labextensions"))
    home = next(one for one in homes if one.is_dir())
    ours = (ROOT / "front_end" / "src").rglob("*.js")
    scripts = "".join(path.read_text(encoding="utf-8") for path in (*home.rglob("*.js"), *ours))
    seen = [what for row in re.findall(r"^\| (.*?) \|", page, re.MULTILINE) for what in re.findall("“(.+?)”", row)]
    assert len(seen) >= 4
    assert [what for what in seen if what not in scripts] == ["The kernel … appears to have died"]  # JupyterLab's own


def _none(manager, name):
    from jupyter_client.kernelspec import NoSuchKernel

    raise NoSuchKernel(name)
