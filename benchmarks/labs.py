"""How quick the labs are, in a real JupyterLab and a real Chromium, against the figures they are held to.

    python benchmarks/labs.py [--moves 60]

A key is a real key press; it is answered when the picture has changed and the browser begins its next frame.  The
floor of a link is what a text label takes that the kernel changes.  Run it on a quiet machine: the load is printed.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "browser"), str(Path(__file__).resolve().parent)]

from _link import DELAY, slow_link  # noqa: E402
from drive import FLAGS, Lab, find_chromium  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402
from server import JUPYTER, Server, serve  # noqa: E402

from sgdlab.labs.stage.joined import joined  # noqa: E402

RSS = 'print(int(open("/proc/self/statm").read().split()[1]) * 4096 / 1e6)'
RACE = "import sgdlab as sl\nfrom sgdlab.labs.sentence.compute import line\n\nlab = sl.RaceLab(line())\nlab"
LABEL = """\
import ipywidgets as widgets
slider, words = widgets.IntSlider(description="floor", value=500, max=1000), widgets.Label("0")
slider.observe(lambda change: setattr(words, "value", str(change.new)), names="value")
words.add_class("floor")
widgets.VBox([slider, words])"""
BARE = (
    "import numpy, ipywidgets, anywidget, matplotlib.figure, matplotlib.backends.backend_agg as agg\n"
    "agg.FigureCanvasAgg(matplotlib.figure.Figure()).draw()"
)
PATHS = """\
import numpy as np
from sgdlab.labs.stage.view import View
rng, shape, t = np.random.default_rng(0), (64, 500, 2), np.linspace(0, 1, 500)
x, y = np.meshgrid(np.linspace(-3, 3, 81), np.linspace(-3, 3, 81))
View({"name": "64 paths", "series": [{"key": "s", "name": "s", "color": "blue", "spent": "t", "faint": True}],
      "panels": [{"kind": "surface", "title": "", "x": {"label": "x", "range": [-3, 3]}, "losses": x**2 + y**2,
                  "y": {"label": "y", "range": [-3, 3]}, "paths": [{"series": "s", "data": "path"}]}],
      "clock": {"total": "total", "unit": "steps"}},
     {"path": np.cumsum(rng.normal(0, 0.08, shape), axis=1), "t": t, "total": 500})"""
WATCH = """(words) => { // every animation frame: has the picture, or have these words, another state than before?
    const text = (selector) => [...document.querySelectorAll(selector)].map((node) => node.textContent).join();
    const seen = () => words ? text(words) : text(".sg-words p") + window.strokes;
    const stroke = CanvasRenderingContext2D.prototype.clearRect;
    window.strokes ??= 0;
    if (!window.watching) CanvasRenderingContext2D.prototype.clearRect = function (...box) {
        window.strokes += 1; return stroke.apply(this, box); };
    window.watching = true;
    Object.assign(window, { changes: [], asked: 0 });
    addEventListener("keydown", () => { window.asked = performance.now(); }, { capture: true });
    addEventListener("pointermove", () => { window.asked = performance.now(); }, { capture: true });
    let last = seen();
    const ticket = window.ticket = {};
    const look = () => {
        if (window.ticket !== ticket) return;
        const now = seen();
        if (now !== last) window.changes.push(performance.now());
        last = now;
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""
PLAY = """async () => {
    const frames = [], button = document.querySelector(".sg-play"), scrub = document.querySelector(".sg-clock input");
    button.click();
    for (let k = 0; k < 120; k++) frames.push([await new Promise(requestAnimationFrame), scrub.value]);
    return (new Set(frames.map(([, value]) => value)).size - 1) / (frames.at(-1)[0] - frames[0][0]) * 1000;
}"""


class Row(NamedTuple):
    """A line of the table: what, its target, what was measured, and whether more is better."""

    what: str
    target: float | None  # None: only told
    measured: float
    unit: str
    at_least: bool = False

    def __str__(self) -> str:
        if self.target is None:
            return f"{self.what:<72} {'':9} {self.measured:>8.4g} {self.unit}"
        met = self.measured >= self.target if self.at_least else self.measured <= self.target
        sign = ">=" if self.at_least else "<="
        verdict = "met" if met else "MISSED"
        return f"{self.what:<72} {sign} {self.target:>6.4g} {self.measured:>8.4g} {self.unit:<9} {verdict}"


@contextmanager
def notebook(browser: Browser, server: Server, name: str, *cells: str, port: int | None = None) -> Iterator[Lab]:
    """A notebook of these cells, opened and not yet run."""
    address = server.address if port is None else f"http://127.0.0.1:{port}"
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    lab = Lab(context.new_page(), address, server.token, server.folder)
    lab.open(lab.write(name, *cells))
    try:
        yield lab
    finally:
        context.close()
        server.stop_kernels()


def moves(lab: Lab, slider: str, count: int, words: str | None = None) -> list[float]:
    """Milliseconds from each of `count` real key presses on a slider to the first frame with another state."""
    lab.page.evaluate(WATCH, words)
    handle = lab.page.locator(".widget-slider", has_text=slider).locator(".noUi-handle")
    handle.focus()
    taken = []
    for k in range(count):
        lab.page.evaluate("() => { window.changes = []; }")
        handle.press("ArrowRight" if k // 8 % 2 else "ArrowLeft")
        lab.page.wait_for_function("() => window.changes.length > 0")
        taken.append(lab.page.evaluate("() => window.changes[0] - window.asked"))
        lab.page.wait_for_timeout(250)
    return taken


def drag(lab: Lab) -> tuple[int, float, bool]:
    """Drag the learning rate down its whole slider at 60 Hz for a second.

    Return how many different words were shown meanwhile, how late the last ones came, and whether they are true.
    """
    page = lab.page
    slider = page.locator(".widget-slider", has_text="learning rate")
    field = page.get_by_label("learning rate, as a number")
    field.fill("1.12")
    field.press("Enter")
    page.wait_for_timeout(3000)
    box, track = slider.locator(".noUi-handle").bounding_box(), slider.locator(".noUi-base").bounding_box()
    assert box is not None
    assert track is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(WATCH, ".sg-words p")
    begun = time.perf_counter()
    for k in range(60):
        page.mouse.move(x - track["width"] * (k + 1) / 60, y)
        time.sleep(max(0.0, begun + (k + 1) / 60 - time.perf_counter()))
    page.mouse.up()
    page.wait_for_timeout(2000)
    changes, asked = page.evaluate("() => [window.changes, window.asked]")
    within = [t for t in changes if t <= asked]
    return len(within), max(0.0, changes[-1] - asked), _true(lab)


def _true(lab: Lab) -> bool:
    """Whether the words shown are those of the learning rate in the number field."""
    from sgdlab.labs.race.compute import RaceSettings, compute
    from sgdlab.labs.sentence.compute import line

    rate = float(lab.page.get_by_label("learning rate, as a number").input_value())
    shown = lab.page.locator(".sg-words p").all_text_contents()
    wanted = [text.replace(": ", "", 1) for text in compute(line(), RaceSettings(rate, 8)).lines]
    return all(text in shown for text in wanted)


def kernel_work(count: int = 60) -> tuple[float, float]:
    """Median milliseconds of the kernel for one result, and the bytes of its arrays and words."""
    from sgdlab.labs import RaceLab
    from sgdlab.labs.sentence.compute import line

    lab, taken = RaceLab(line()), []
    for k in range(count):
        begun = time.perf_counter()
        lab.momentum.value = 0.01 * (k % 30 + 1)
        taken.append(1000 * (time.perf_counter() - begun))
    return statistics.median(taken), _size(lab.view.frame)


def _size(value: Any) -> int:
    if isinstance(value, dict):
        return sum(len(key) + 4 + _size(item) for key, item in value.items())
    if isinstance(value, list):
        return sum(2 + _size(item) for item in value)
    return len(value) if isinstance(value, bytes) else len(str(value).encode())


def _run_to_picture(lab: Lab) -> float:
    begun = time.perf_counter()
    lab.page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    lab.page.wait_for_function("() => document.querySelector('.sg-plot canvas')?.height > 200", polling="raf")
    return time.perf_counter() - begun


def _rss(lab: Lab) -> float:
    """The resident memory that the last cell printed, in MB."""
    lab.wait_idle()
    return float(lab.page.locator(".jp-OutputArea-output pre").last.inner_text())


def starting(browser: Browser, server: Server, times: int = 3) -> Iterator[Row]:
    """First picture and memory."""
    warm, opened, memory, bare = [], [], [], []
    for k in range(times):
        begun = time.perf_counter()
        with notebook(browser, server, f"start{k}.ipynb", RACE, RSS) as lab:
            warm.append(_run_to_picture(lab))
            opened.append(time.perf_counter() - begun)
            memory.append(_rss(lab))
        with notebook(browser, server, f"bare{k}.ipynb", BARE, RSS) as lab:
            lab.run_all()
            bare.append(_rss(lab))
    yield Row("run the cell to first picture, import included", 1.0, statistics.median(warm), "s")
    yield Row("open the notebook to first picture", 5.0, statistics.median(opened), "s")
    beside = f"(its libraries alone: {statistics.median(bare):.0f} MB)"
    yield Row(f"memory of the kernel with the lab open {beside}", 125, statistics.median(memory), "MB")


def percentile(values: list[float], percent: int) -> float:
    """The value that `percent` of 100 do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * percent / 100))]


def local(browser: Browser, server: Server, count: int) -> Iterator[Row]:
    """Moves, a drag and the animation, with nothing between browser and server."""
    with notebook(browser, server, "local.ipynb", RACE) as lab:
        lab.run_all()
        taken = moves(lab, "learning rate", count)
        yield Row("key on a slider to new pixels, local, median", 35, statistics.median(taken), "ms")
        yield Row("the same, 95 %", 60, percentile(taken, 95), "ms")
    with notebook(browser, server, "drag.ipynb", RACE) as lab:
        lab.run_all()
        frames, late, true = drag(lab)
        yield Row("60 Hz drag for one second: distinct frames, a round trip each", None, frames, "frames")
        yield Row("the same: last frame after the last event", 100, late, "ms")
        yield Row("the same: the last frame is true, and none follows (1: yes)", 1, float(true), "", True)
    with notebook(browser, server, "paths.ipynb", PATHS) as lab:
        lab.run_all()
        lab.page.wait_for_timeout(500)
        rates = [lab.page.evaluate(PLAY) for _ in range(3)]
        yield Row("animation of 64 paths of 500 points", 59, statistics.median(rates), "frames/s", True)


def far(browser: Browser, server: Server, count: int) -> Iterator[Row]:
    """Moves over a link of 100 ms each way and 5 Mbit/s."""
    port = int(server.address.rsplit(":", 1)[1])
    with slow_link(port) as slow, notebook(browser, server, "far.ipynb", LABEL, RACE, port=slow) as lab:
        lab.run_all()
        lab.page.wait_for_timeout(1000)
        floor = moves(lab, "floor", count, words=".floor")
        taken = moves(lab, "learning rate", count)
    where = f"over {1000 * DELAY:.0f} ms each way"
    target = statistics.median(floor) + 15
    yield Row(f"key to new pixels {where}, median (a label: {target - 15:.0f})", target, statistics.median(taken), "ms")
    high = percentile(floor, 95) + 15
    yield Row(f"the same, 95 % (a label: {high - 15:.0f})", high, percentile(taken, 95), "ms")


def rows(count: int) -> Iterator[Row]:
    """All of the table."""
    work, size = kernel_work()
    yield Row("kernel's work for one result", 5, work, "ms")
    yield Row("bytes for one result", 10, size / 1000, "kB")
    yield Row("the front end", 90, len(joined().encode()) / 1000, "kB")
    path = find_chromium()
    if path is None:
        sys.exit("no Chromium: install chromium, or name one in $CHROMIUM")
    with (
        tempfile.TemporaryDirectory() as home,
        serve(Path(home), "jupyterlab", *JUPYTER) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield from starting(browser, server)
        yield from local(browser, server, count)
        yield from far(browser, server, max(10, count // 3))
        browser.close()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure the labs in JupyterLab and Chromium.")
    parser.add_argument("--moves", type=int, default=60, help="key presses for a median (default: 60)")
    count = parser.parse_args().moves
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for row in rows(count):
        print(row, flush=True)
    print(f"load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
