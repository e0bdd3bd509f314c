"""Labs in marimo, with controls of their own: one that the page computes, and one that needs the kernel.

marimo is named by $MARIMO, or found on the PATH; its Python needs what sgdlab needs.
"""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator

import sgdlab as sl
from tests.browser.look import until
from tests.browser.server import LOCAL
from tests.browser.truth import Truth

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
APP = f"""\
import marimo

app = marimo.App()


@app.cell
def _():
    import sys

    sys.path.insert(0, {str(ROOT)!r})
    import sgdlab as sl

    lab = sl.RaceLab()
    lab
    return lab, sl


@app.cell
def _(sl):
    zoom = sl.HZoomLab()
    zoom
    return


if __name__ == "__main__":
    app.run()
"""


def listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex((LOCAL, port)) == 0


@pytest.fixture(scope="module")
def labs(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Locator]]:
    """The race and the h-zoom in an app that runs."""
    program = os.environ.get("MARIMO") or shutil.which("marimo")
    if program is None:
        pytest.skip("marimo is not installed, or not named in $MARIMO")
    home = tmp_path_factory.mktemp("marimo")
    (home / "app.py").write_text(APP, "utf-8")
    (home / "marimo").mkdir()
    (home / "marimo" / "marimo.toml").write_text('[display]\ntheme = "dark"\n', "utf-8")
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        port = probe.getsockname()[1]
    options = ("--headless", "--no-token", "--host", LOCAL, "--port", str(port))
    surroundings = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    with (home / "log.txt").open("wb") as log:
        server = subprocess.Popen(
            [program, "run", "app.py", *options], cwd=home, env=surroundings, stdout=log, stderr=log
        )
    context = chromium.new_context(viewport={"width": 1280, "height": 1800})
    page = context.new_page()
    try:
        until(page, lambda: listens(port))
        page.goto(f"http://{LOCAL}:{port}")
        both = page.locator(".sg-alone")
        both.nth(1).wait_for(timeout=60_000)
        yield [both.nth(0), both.nth(1)]
    finally:
        context.close()
        server.terminate()
        server.wait()


def ink(lab: Locator) -> str:
    """What the lines of the first panel look like."""
    found: str = lab.locator(".sg-plot canvas").nth(1).evaluate("(canvas) => canvas.toDataURL()")
    return found


@pytest.mark.parametrize("which", [0, 1], ids=["race", "h-zoom"])
def test_in_a_dark_marimo_a_lab_is_dark_on_a_light_system(labs: list[Locator], which: int) -> None:
    assert labs[which].locator(".sgdlab").get_attribute("data-theme") == "dark"


@pytest.mark.parametrize(("which", "slider"), [(0, "learning rate"), (1, "h")], ids=["race", "h-zoom"])
def test_a_slider_moved_and_the_picture_changed(labs: list[Locator], which: int, slider: str) -> None:
    lab = labs[which]
    truth = Truth([sl.RaceLab, sl.HZoomLab][which](), lab)
    truth.check()
    before, was = ink(lab), truth.state()
    lab.get_by_role("slider", name=slider, exact=True).press("ArrowLeft")
    until(lab.page, lambda: truth.state() != was and ink(lab) != before)
    moved = truth.check()
    lab.get_by_label(f"{slider}, as a number").fill("7")
    lab.get_by_label(f"{slider}, as a number").press("Enter")
    until(lab.page, lambda: truth.state() != moved)
    truth.check()
    assert f"{slider}: 7 is above" in lab.locator(".sg-said").inner_text()
    lab.get_by_role("button", name="reset").click()
    until(lab.page, lambda: truth.state() == was)
    truth.check()
