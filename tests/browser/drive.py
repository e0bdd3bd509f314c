"""What the browser tests say: open this notebook, run it, look at it."""

import os
import secrets
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Page

from tools.outputs import KERNEL

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 60_000  # milliseconds: a kernel starts slowly on a loaded machine

_DONE = 4  # the bit of a request that is answered: before the kernel has heard of it, the kernel says that it is idle
# JupyterLab doesn't always hear the end of its first question to a kernel that was started anew, which then stays open.
READY = f"""() => {{
    const panel = window.jupyterapp?.shell.currentWidget;
    const kernel = panel?.context?.isReady && panel.context.sessionContext.isReady
        && panel.context.sessionContext.session?.kernel;
    return kernel?.status === "idle" && [...kernel._futures.values()].every(
        (request) => request._status & {_DONE} || request.msg.header.msg_type === "kernel_info_request");
}}"""
_CLOSE = """async () => {
    const panel = window.jupyterapp.shell.currentWidget;
    await panel.sessionContext.shutdown();
    panel.dispose();
}"""
_EXECUTE = """(code) => {
    window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({ code });
}"""
_ERRORS = """() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells.flatMap(
    (cell) => (cell.toJSON().outputs ?? [])
        .filter((output) => output.output_type === "error")
        .map((output) => `${output.ename}: ${output.evalue}`))"""
# Without `resultTypes` axe also names every element that is right, which takes longer than to look at it.
_AXE = """async (selector) => (await axe.run(selector, { resultTypes: ["violations"] })).violations.map((rule) =>
    `${rule.id}: ${rule.help} (${rule.nodes.map((node) => node.html.slice(0, 160)).join("; ")})`)"""


def find_chromium() -> str | None:
    """Return the path of a Chromium: $CHROMIUM, or the first known name on the PATH, or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        if not shutil.which(named):
            raise FileNotFoundError(f"CHROMIUM={named} is not a program: name one, or unset CHROMIUM")
        return shutil.which(named)
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


class Lab:
    """JupyterLab in one browser tab.

    `page` is Playwright's; `page_errors` collects what was thrown in the page and not caught there.
    """

    def __init__(self, page: Page, address: str, token: str, folder: Path) -> None:
        self.page = page
        self.address = address
        self.token = token
        self.folder = folder
        self.page_errors: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.page_errors.append(str(error)))

    def write(self, name: str, *sources: str) -> str:
        """Write a notebook of these code cells into the server's folder, and return its path for `open`."""
        notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
        notebook.metadata["kernelspec"] = KERNEL  # else JupyterLab asks for one
        nbformat.write(notebook, self.folder / name)
        return name

    def open(self, path: str) -> None:
        """Open a notebook, e.g. `notebooks/08_the_race.ipynb`, and wait for its kernel; JupyterLab is loaded once."""
        if self.page.url.startswith(self.address):
            self.command("docmanager:open", path=path)
        else:
            own = secrets.token_hex(4)  # a new name is a fresh workspace; with `reset` JupyterLab would load twice
            self.page.goto(f"{self.address}/lab/workspaces/{own}/tree/{quote(path)}?{urlencode({'token': self.token})}")
        self.wait_idle()

    def put_away(self) -> None:
        """Close the notebook in front and its kernel, unsaved; window, list of files and theme are as at first."""
        self.page.evaluate(_CLOSE)
        self.page.evaluate("() => window.jupyterapp.shell.expandLeft()")
        self.theme("light")
        self.viewport(1280, 1000)

    def wait_idle(self) -> None:
        """Wait until the kernel of the notebook in front has nothing to do."""
        self.page.wait_for_function(READY)

    def command(self, name: str, **arguments: Any) -> None:
        """Execute a command of JupyterLab and wait for its end, e.g. `notebook:restart-run-all`."""
        self.page.evaluate(
            "async ([name, args]) => { await window.jupyterapp.commands.execute(name, args); }",
            [name, arguments],
        )

    def run_all(self) -> None:
        """Run every cell; an error in one of them raises here, in words."""
        self.command("notebook:run-all-cells")
        self.wait_idle()
        errors = self.page.evaluate(_ERRORS)
        if errors:
            raise AssertionError(f"cells raised: {'; '.join(errors)}")

    def execute(self, code: str) -> None:
        """Send code to the kernel, without a cell and without waiting."""
        self.page.evaluate(_EXECUTE, code)

    def theme(self, name: str) -> None:
        """Switch to the theme `light` or `dark`."""
        if name not in ("light", "dark"):
            raise ValueError(f"theme is {name!r}; it can be 'light' or 'dark'")
        self.command("apputils:change-theme", theme=f"JupyterLab {name.capitalize()}")
        expected = "true" if name == "light" else "false"
        self.page.wait_for_function(f"() => document.body.dataset.jpThemeLight === '{expected}'")

    def viewport(self, width: int, height: int = 900) -> None:
        """Set the size of the window, in CSS pixels."""
        self.page.set_viewport_size({"width": width, "height": height})


def violations(page: Page, axe_source: str, selector: str) -> list[str]:
    """Return what axe-core finds inaccessible under a CSS selector, a sentence each."""
    if not page.evaluate("() => 'axe' in window"):  # half a megabyte of source: once for each page
        page.evaluate(axe_source)
    found: list[str] = page.evaluate(_AXE, selector)
    return found
