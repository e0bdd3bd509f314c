"""How fast the labs are in a real JupyterLab and a real Chromium, compared with their targets.

    python benchmarks/labs.py [--moves 60]

Keys are really pressed.  A press is answered when the picture has changed and the browser begins its next frame.  The
floor of a link is the time for a text label that the kernel changes.  Run it on a quiet machine: the load is printed.
"""

import argparse
import gzip
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from _lab_kernel import kernel_work, star_work  # noqa: E402
from _lab_scripts import BAND, BARE, LABEL, PATHS, PLAY, RACE, RSS, TWO, WATCH  # noqa: E402
from _link import DELAY, slow_link  # noqa: E402
from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright  # noqa: E402

import sgdlab as sl  # noqa: E402
from sgdlab.labs.stage.view import FRONT_END  # noqa: E402
from tests.browser.drive import FLAGS, Lab, find_chromium  # noqa: E402
from tests.browser.server import JUPYTER, Server, serve  # noqa: E402

SIZE: ViewportSize = {"width": 1280, "height": 1000}


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
    context = browser.new_context(viewport=SIZE)
    lab = Lab(context.new_page(), address, server.token, server.folder)
    lab.open(lab.write(name, *cells))
    try:
        yield lab
    finally:
        context.close()
        server.stop_kernels()


def moves(lab: Lab, slider: str, count: int, words: str | None = None) -> list[float]:
    """Milliseconds from each of `count` real key presses on a slider to the first frame with another state."""
    return presses(lab.page, lab.page.locator(".widget-slider", has_text=slider).locator(".noUi-handle"), count, words)


def presses(page: Page, place: Locator, count: int, words: str | None = None) -> list[float]:
    """The same for any element that the left and the right arrow key move, four times each in turn."""
    page.evaluate(WATCH, words)
    place.focus()
    taken = []
    for k in range(count):
        page.evaluate("() => { window.changes = []; }")
        place.press("ArrowLeft" if k // 4 % 2 else "ArrowRight")
        page.wait_for_function("() => window.changes.length > 0")
        taken.append(page.evaluate("() => window.changes[0] - window.asked"))
        page.wait_for_timeout(250)
    return taken


def all_controls(lab: Lab, count: int) -> list[float]:
    """The same for three sliders and the start point, in turn, with the band of 64 seeds."""
    taken = [ms for name in ("learning rate", "batch size", "momentum") for ms in moves(lab, name, count // 4)]
    return taken + presses(lab.page, lab.page.locator(".sg-ring").first, count // 4)


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
    page.evaluate(WATCH, ".sg-words p:nth-child(-n + 2)")  # how both end: the line of the band may follow a frame later
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
    from sgdlab.labs.race.compute import compute
    from sgdlab.labs.race.settings import RaceSettings
    from sgdlab.problems.examples import penguin_line

    rate = float(lab.page.get_by_label("learning rate, as a number").input_value())
    shown = lab.page.locator(".sg-words p").all_text_contents()
    wanted = [text.replace(": ", "", 1) for text in compute(penguin_line(), RaceSettings(rate, 8)).lines]
    return all(text in shown for text in wanted)


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
    """The value that `percent` of 100 values do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * percent / 100))]


FRAME = 1000 / 60


def responses(what: str, taken: list[float]) -> Iterator[Row]:
    """Median and 95 % of the times from a move to new pixels."""
    yield Row(f"{what}: median", FRAME, statistics.median(taken), "ms")
    yield Row("the same, 95 %", 2 * FRAME, percentile(taken, 95), "ms")


def local(browser: Browser, server: Server, count: int) -> Iterator[Row]:
    """Moves, a drag and the animation, without a slow link between browser and server."""
    with notebook(browser, server, "local.ipynb", RACE, BAND) as lab:
        lab.run_all()
        lab.page.wait_for_timeout(1000)
        yield from responses("any control, 64 seeds, local", all_controls(lab, count))
    with notebook(browser, server, "drag.ipynb", RACE) as lab:
        lab.run_all()
        yield from dragging(lab, "local")
    with notebook(browser, server, "zoom.ipynb", "import sgdlab as sl\nsl.HZoomLab()") as lab:
        lab.run_all()
        lab.page.wait_for_timeout(2500)  # for the star
        taken = presses(lab.page, lab.page.locator(".noUi-handle").first, count // 2)
        yield from responses("a lab that needs the kernel, in its star", taken)
    with notebook(browser, server, "paths.ipynb", PATHS) as lab:
        lab.run_all()
        lab.page.wait_for_timeout(500)
        rates = [lab.page.evaluate(PLAY) for _ in range(3)]
        yield Row("animation of 64 paths of 500 points", 59, statistics.median(rates), "frames/s", True)


SIX = "full batch; SGD; momentum; Nesterov; RMSProp; Adam"


def saved(browser: Browser, count: int) -> Iterator[Row]:
    """A saved page, opened from its file, with no kernel: two runners, and six; one of them has a band."""
    with saved_race(browser, seeds=64) as page:
        yield from responses("a saved page with no kernel, any control, 64 seeds", all_fields(page, count))
        yield Row("two sliders at once for a second: different pictures", 55, page.evaluate(TWO), "", True)
    with saved_race(browser, seeds=64, runners=SIX) as page:
        yield from responses("the same with six runners", all_fields(page, count))


@contextmanager
def saved_race(browser: Browser, **wanted: object) -> Iterator[Page]:
    """A saved race with some settings, opened from its file."""
    with tempfile.TemporaryDirectory() as folder, closing(browser.new_page(viewport=SIZE)) as page:
        path = Path(folder) / "race.html"
        lab = sl.RaceLab()
        lab.apply(wanted)
        lab.save(path)
        page.goto(path.as_uri())
        page.locator(".sg-words p").first.wait_for()
        yield page


def all_fields(page: Page, count: int) -> list[float]:
    """Milliseconds to new pixels, for three sliders of a saved race and the start point, in turn."""
    places = [page.locator("input[type=range]").nth(k) for k in range(3)] + [page.locator(".sg-ring").first]
    return [ms for place in places for ms in presses(page, place, count // 4)]


def dragging(lab: Lab, where: str) -> Iterator[Row]:
    """A drag at 60 Hz."""
    frames, late, true = drag(lab)
    yield Row(f"60 Hz drag for one second, {where}: different states shown", 50, frames, "", True)
    yield Row("the same: last state after the last event", 100, late, "ms")
    yield Row("the same: the last state is true, and none follows (1: yes)", 1, float(true), "", True)


def far(browser: Browser, server: Server, count: int) -> Iterator[Row]:
    """Moves over a link of 100 ms each way and 5 Mbit/s."""
    port, where = int(server.address.rsplit(":", 1)[1]), f"over {1000 * DELAY:.0f} ms each way"
    with slow_link(port) as slow, notebook(browser, server, "far.ipynb", LABEL, RACE, BAND, port=slow) as lab:
        lab.run_all()
        lab.page.wait_for_timeout(2500)
        floor = statistics.median(moves(lab, "floor", count, words=".floor"))
        yield from dragging(lab, where)  # first: it needs the settings of the start
        yield from responses(f"any control, 64 seeds, {where} (a label: {floor:.0f})", all_controls(lab, count))


def rows(count: int) -> Iterator[Row]:
    """All of the table."""
    work, size = kernel_work()
    yield Row("kernel's work for one result", 5, work, "ms")
    yield Row("bytes for one result", 10, size / 1000, "kB")
    work, size = star_work()
    yield Row("kernel's work for a star, where a lab needs one", 40, work, "ms")
    yield Row("bytes for a star", 150, size / 1000, "kB")
    built = (FRONT_END / "lab.js").read_bytes()
    yield Row("the front end in the wheel, minified", 80, len(built) / 1000, "kB")
    yield Row("the same, gzipped", 32, len(gzip.compress(built, 9)) / 1000, "kB")
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
        yield from saved(browser, count)
        yield from far(browser, server, max(16, count // 3))
        browser.close()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure the labs in JupyterLab and Chromium.")
    parser.add_argument("--moves", type=int, default=60, help="key presses for a median (default: 60)")
    count = parser.parse_args().moves
    sys.dont_write_bytecode = False  # as in a shell that doesn't set the variable, else every kernel compiles all of it
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for row in rows(count):
        print(row, flush=True)
    print(f"load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
