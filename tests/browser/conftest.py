"""One JupyterLab and one Chromium for all the browser tests; a fresh tab, workspace and kernel for each."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
from drive import FLAGS, Lab, find_chromium
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
AXE = "axe-core@4.14.1"
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Server:
    """A JupyterLab server: where it listens, its token, the folder it shows."""

    address: str
    token: str
    folder: Path

    def ask(self, method: str, path: str) -> bytes:
        request = Request(f"{self.address}/{path}", method=method, headers={"Authorization": f"token {self.token}"})
        with urlopen(request, timeout=10) as answer:
            content: bytes = answer.read()
        return content

    def stop_kernels(self) -> None:
        for session in json.loads(self.ask("GET", "api/sessions")):
            self.ask("DELETE", f"api/sessions/{session['id']}")


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
    folder = home / "root"
    folder.mkdir()
    if (ROOT / "notebooks").is_dir():
        shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server(f"http://127.0.0.1:{port}", secrets.token_hex(16), folder)
    with (home / "log.txt").open("wb") as log:
        process = subprocess.Popen(_command(server, port), env=_surroundings(home), cwd=folder, stdout=log, stderr=log)
        try:
            _wait_for(server, process, home / "log.txt")
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _command(server: Server, port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", "--expose-app-in-browser"),
        *("--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"),
        f"--IdentityProvider.token={server.token}",
        f"--ServerApp.root_dir={server.folder}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    ]


def _surroundings(home: Path) -> dict[str, str]:
    """Return an environment where nothing of the user's is read or written, and no news is asked for."""
    config = home / "config" / "labconfig"
    config.mkdir(parents=True)
    asks = {"@jupyterlab/apputils-extension:announcements": True}
    (config / "page_config.json").write_text(json.dumps({"disabledExtensions": asks}), encoding="utf-8")
    own = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    return os.environ | {name: str(home / path) for name, path in own.items()}


def _wait_for(server: Server, process: "subprocess.Popen[bytes]", log: Path, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            server.ask("GET", "api/status")
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start; its log:\n{log.read_text(encoding='utf-8')}")


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
