"""One JupyterLab and one Chromium for all the browser tests; a fresh tab, workspace and kernel for each."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from drive import FLAGS, Lab, find_chromium
from playwright.sync_api import Browser, sync_playwright
from server import JUPYTER, Server, serve

ROOT = Path(__file__).resolve().parents[2]
AXE = "axe-core@4.14.1"
HERE = Path(__file__).parent
QUIET = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium with an empty profile of its own."""
    path = find_chromium()
    if path is None:
        pytest.skip("skipped: no Chromium (install chromium, or name one in $CHROMIUM)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab_server(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running JupyterLab on a copy of the notebooks, with settings of its own."""
    home = tmp_path_factory.mktemp("jupyter")
    if (ROOT / "notebooks").is_dir():
        unwanted = shutil.ignore_patterns(".ipynb_checkpoints")
        shutil.copytree(ROOT / "notebooks", home / "root" / "notebooks", ignore=unwanted)
    with serve(home, "jupyterlab", *JUPYTER, *QUIET) as server:
        yield server


@pytest.fixture
def lab(chromium: Browser, lab_server: Server) -> Iterator[Lab]:
    """JupyterLab in a fresh tab, 1280 x 900, light theme; its kernels are stopped after the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield Lab(context.new_page(), lab_server.address, lab_server.token, lab_server.folder)
    context.close()
    lab_server.stop_kernels()


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The source of axe-core, which finds what is inaccessible in a page; from npm, once."""
    folder = ROOT / ".cache" / AXE
    script = folder / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("skipped: no npm, which brings axe-core")
        folder.mkdir(parents=True, exist_ok=True)
        install = [npm, "install", "--ignore-scripts", "--no-save", "--prefix", str(folder), AXE]
        done = subprocess.run(install, capture_output=True, text=True, timeout=120, check=False)
        if done.returncode != 0:
            pytest.skip(f"skipped: npm could not bring {AXE}: {done.stderr.strip().splitlines()[-1]}")
    return script.read_text(encoding="utf-8")
