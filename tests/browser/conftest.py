"""One JupyterLab and one Chromium for all the browser tests of a process; a notebook and a kernel for each file."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.bare import Bare
from tests.browser.drive import FLAGS, PATIENCE, Lab, find_chromium
from tests.browser.look import tab
from tests.browser.server import JUPYTER, Server, serve
from tests.npm import package

ROOT = Path(__file__).resolve().parents[2]
AXE = "4.14.1"
HERE = Path(__file__).parent
ANSWERED = ("sgdlab_progress.json", "my_small.py")  # what a learner leaves beside the notebooks
QUIET = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
)


expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium with an empty profile of its own."""
    path = find_chromium()
    if path is None:
        pytest.skip("Chromium is not installed, or not named in $CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab_server(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running JupyterLab on a copy of the notebooks, with settings of its own."""
    home = tmp_path_factory.mktemp("jupyter")
    if (ROOT / "notebooks").is_dir():
        unwanted = shutil.ignore_patterns(".ipynb_checkpoints", *ANSWERED)
        shutil.copytree(ROOT / "notebooks", home / "root" / "notebooks", ignore=unwanted)
    with serve(home, "jupyterlab", *JUPYTER, *QUIET) as server:
        yield server


@pytest.fixture
def lab(chromium: Browser, lab_server: Server) -> Iterator[Lab]:
    """JupyterLab in a tab with no notebook open."""
    with tab(chromium, lab_server) as lab:
        yield lab


@pytest.fixture(scope="session")
def page_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Any], Path]:
    """Return the saved page of a lab as it opens, by its class: saved once for all processes that test."""
    own = tmp_path_factory.getbasetemp()  # inside the folder of the run, if there are several processes
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "pages"
    folder.mkdir(exist_ok=True)

    @cache
    def saved(kind: Any) -> Path:
        path = folder / f"{kind.name}.html"
        if not path.exists():  # which it does only when it is whole
            kind().save(path)
        return path

    return saved


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The source of axe-core, which finds what is inaccessible in a page; from npm, once."""
    return (package("axe-core", AXE) / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def bare_page(chromium: Browser) -> Iterator[Bare]:
    bare = Bare(chromium)
    yield bare
    bare.page.close()


@pytest.fixture
def bare(bare_page: Bare) -> Iterator[Bare]:
    """An empty page for widgets, whose kernel is this process."""
    bare_page.clear()
    yield bare_page
    assert bare_page.errors == []
