"""A Jupyter server of our own: nothing of the user's is read or written, no news is asked for [serve, Server]."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

LOCAL = "127.0.0.1"
JUPYTER = (  # of JupyterLab and Notebook alike
    *("--no-browser", "--allow-root", "--expose-app-in-browser", f"--ServerApp.ip={LOCAL}"),
    *("--ServerApp.port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token={token}"),
    "--ServerApp.root_dir={folder}",
    "--AsyncIOLoopKernelRestarter.restart_limit=1000",  # labs lose theirs one after another; 5 is the default
)


@dataclass(frozen=True)
class Server:
    """A Jupyter server: where it listens, its token, the folder it shows."""

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


@contextmanager
def serve(home: Path, program: str, *options: str) -> Iterator[Server]:
    """Run `python -m PROGRAM OPTIONS` (jupyterlab, notebook, voila) on the folder `home/root`; stop it in the end.

    The options may name {port}, {token} and {folder}.
    """
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        port = probe.getsockname()[1]
    server = Server(f"http://{LOCAL}:{port}", secrets.token_hex(16), home / "root")
    server.folder.mkdir(exist_ok=True)
    filled = [option.format(port=port, token=server.token, folder=server.folder) for option in options]
    command = [sys.executable, "-m", program, *filled]
    log_path = home / "log.txt"
    with log_path.open("wb") as log:
        process = subprocess.Popen(command, env=_surroundings(home), cwd=server.folder, stdout=log, stderr=log)
        try:
            _wait_for(server, process, log_path)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _surroundings(home: Path) -> dict[str, str]:
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


def _wait_for(server: Server, process: "subprocess.Popen[bytes]", log: Path, seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            server.ask("GET", "api/status")
        except HTTPError:
            return  # Voila has no such page, but it answers
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{process.args[2]} did not start; its log:\n{log.read_text(encoding='utf-8')}")
