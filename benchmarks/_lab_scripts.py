"""The cells of the notebooks that are measured, and what watches their page."""

RSS = 'print(int(open("/proc/self/statm").read().split()[1]) * 4096 / 1e6)'
RACE = "import sgdlab as sl\nfrom sgdlab.problems.examples import penguin_line\n\nlab = sl.RaceLab(penguin_line())\nlab"
BAND = "lab.apply({'seeds': 64})"
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
from sgdlab.scene import Axis, Clock, Map, Path, Scene, Series, split
steps = np.random.default_rng(0).normal(0, 0.08, (64, 500, 2))
x, y = np.meshgrid(np.linspace(-3, 3, 81), np.linspace(-3, 3, 81))
paths = Path(Series("s", "s", faint=True, spent=np.linspace(0, 1, 500)), np.cumsum(steps, axis=1))
ground = Map(Axis("x", (-3, 3)), Axis("y", (-3, 3)), x**2 + y**2, paths=[paths])
View(*split(Scene("64 paths", "64 random walks.", [ground], clock=Clock(500, "steps"))))"""
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
TWO = """async () => { // both sliders of a saved page move in every frame of the screen for a second
    const [rate, , momentum] = document.querySelectorAll("input[type=range]");
    const lines = () => [...document.querySelectorAll(".sg-words p:nth-child(-n + 2)")]; // how both runners end
    const words = () => lines().map((line) => line.textContent).join();
    const seen = new Set(), begun = performance.now();
    for (let k = 0; performance.now() - begun < 1000; k++) {
        await new Promise(requestAnimationFrame);
        for (const [slider, place] of [[rate, 20 + k % 30], [momentum, k % 40]]) {
            slider.value = place;
            slider.dispatchEvent(new Event("input"));
        }
        seen.add(words());
    }
    return seen.size;
}"""
PLAY = """async () => {
    const frames = [], button = document.querySelector(".sg-play"), scrub = document.querySelector(".sg-clock input");
    button.click();
    for (let k = 0; k < 120; k++) frames.push([await new Promise(requestAnimationFrame), scrub.value]);
    return (new Set(frames.map(([, value]) => value)).size - 1) / (frames.at(-1)[0] - frames[0][0]) * 1000;
}"""
