"""JupyterLite, where Python runs in the browser: what Pyodide has fits the wheel, and the site holds all the rest.

The kernel itself comes from Pyodide's servers to a reader's browser and is not tried here: the labs are, without it.
"""

import json
import re
import shutil
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import requires
from threading import Thread

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from playwright.sync_api import expect

from sgdlab.course import curriculum
from tests.browser.look import until
from tests.npm import package
from tests.processes import environment, run

pytestmark = pytest.mark.slow
PYODIDE = "314.0.6"  # the one that jupyterlite-pyodide-kernel 0.8 names
WHERE = {"sys_platform": "emscripten", "platform_system": "Emscripten", "python_version": "3.14", "extra": ""}


@pytest.fixture(scope="module")
def lock():
    """The packages of Pyodide by name, as npm brings its lock file, once."""
    path = package("pyodide", PYODIDE) / "pyodide-lock.json"
    return json.loads(path.read_text(encoding="utf-8"))["packages"]


@pytest.fixture(scope="module")
def python(root, tmp_path_factory):
    """The Python of a new environment in which sgdlab was installed, with its extra `lite`."""
    folder = tmp_path_factory.mktemp("environment")
    yield environment(folder, f"{root}[lite]") / "python"
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def site(python, root, tmp_path_factory):
    """The site, built by the tool."""
    folder = tmp_path_factory.mktemp("lite") / "site"
    run(python, "-m", "tools.lite", folder, cwd=root)
    return folder


def wheels_of(site):
    """Return {name: version} of the wheels that the site brings: ours, and those of its kernel."""
    brought = {}
    for index in site.rglob("pypi/all.json"):
        for name, about in json.loads(index.read_text(encoding="utf-8")).items():
            brought[canonicalize_name(name)] = list(about["releases"])
    return brought


def needed(name):
    """Yield what a package needs in a browser."""
    for text in requires(name) or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate(WHERE):
            yield requirement


def test_pyodide_is_the_one_of_the_kernel(python):
    about = "from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION as v; print(v)"
    assert run(python, "-c", about).strip() == PYODIDE


def test_numpy_and_matplotlib_of_pyodide_are_new_enough(lock):
    for requirement in needed("sgdlab"):
        if requirement.name in ("numpy", "matplotlib"):
            have = lock[requirement.name]["version"]
            assert requirement.specifier.contains(have), f"Pyodide has {requirement.name} {have}"


def test_all_that_is_needed_is_in_pyodide_or_in_the_site(lock, site):
    """From our own requirements on, one by one; Pyodide's lock file takes care of what its packages need."""
    brought, missing = wheels_of(site), []
    asked, done = list(needed("sgdlab")), set()
    while asked:
        requirement = asked.pop()
        name = canonicalize_name(requirement.name)
        have = [lock[name]["version"]] if name in lock else brought.get(name, [])
        if not any(requirement.specifier.contains(version, prereleases=True) for version in have):
            missing.append(f"{requirement}: there is {have}")
        elif name not in lock and name not in done and name != "widgetsnbextension":  # an empty one of the kernel's
            asked += needed(name)
        done.add(name)
    assert missing == []
    assert {"numpy", "matplotlib", "ipywidgets", "anywidget"} <= done


def test_the_site_brings_our_wheel_and_only_pure_ones(site):
    names = {path.name for path in (site / "pypi").glob("*.whl")}
    assert any(name.startswith("sgdlab-") for name in names)
    assert {name for name in names if not name.endswith("-none-any.whl")} == set()


def test_the_site_shows_widgets(site):
    shown = {
        path.parent.relative_to(site / "extensions").as_posix() for path in site.glob("extensions/**/package.json")
    }
    assert {"@jupyter-widgets/jupyterlab-manager", "anywidget", "@jupyterlite/pyodide-kernel-extension"} <= shown


def test_the_site_lists_every_notebook_and_each_first_installs_the_wheel(site):
    listed = json.loads((site / "api" / "contents" / "all.json").read_text(encoding="utf-8"))["content"]
    names = {path.name for path in curriculum.notebooks()}
    assert {one["name"] for one in listed} == names | {"glossary.md", "labs"}
    (ours,) = (site / "pypi").glob("sgdlab-*.whl")
    for name in sorted(names):
        cells = json.loads((site / "files" / name).read_text(encoding="utf-8"))["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        assert code[0] == f"%pip install --quiet sgdlab=={ours.name.split('-')[1]}"


def test_each_notebook_shows_the_page_of_its_lab(site):
    for path in curriculum.notebooks():
        cells = json.loads((site / "files" / path.name).read_text(encoding="utf-8"))["cells"]
        frames = [
            re.search(r'src="(labs/.*?)"', output["data"]["text/html"])[1]
            for cell in cells
            if cell["metadata"].get("trusted")
            for output in cell["outputs"]
        ]
        assert len(frames) == (path.name[:2] != "13")  # the bonus has no lab
        assert ("the lab of this notebook, further down, is alive" in str(cells[1]["source"])) == bool(frames)
        assert all((site / "files" / one).is_file() for one in frames)


@pytest.fixture
def notebook(site, chromium):
    """Notebook 08 in JupyterLite, whose Python never comes: all but the site itself is out of reach."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
        context.route(lambda url: not url.startswith(address), lambda route: route.abort())
        page = context.new_page()
        page.goto(f"{address}lab/index.html?path=08_the_race.ipynb")
        yield page
        context.close()
        server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    """It doesn't print what is asked for."""

    def log_message(self, *_):
        pass


def test_a_lab_is_alive_without_python(notebook):
    notebook.locator(".jp-Notebook").hover()
    frame = notebook.locator("iframe")
    until(notebook, lambda: frame.count() or notebook.mouse.wheel(0, 400))  # it only has the cells that are in sight
    frame.scroll_into_view_if_needed()
    lab = notebook.frame_locator("iframe")
    said = lab.locator(".sg-unseen").first
    before = said.inner_text()
    lab.get_by_role("slider", name="learning rate").press("ArrowLeft")
    expect(said).not_to_have_text(before)
