"""How far the words of a lab stand out from what lies behind them [contrasts]."""

from playwright.sync_api import Locator

_CONTRASTS = """(area) => {
    const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const parse = (color) => { // also what color-mix() gives
        pen.clearRect(0, 0, 1, 1);
        pen.fillStyle = color;
        pen.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
    };
    const light = (rgb) => rgb.slice(0, 3).map((v) => v / 255)
        .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
        .reduce((sum, v, k) => sum + v * [0.2126, 0.7152, 0.0722][k], 0);
    function behind(node) {
        const layers = [];
        for (let one = node; one; one = one.parentElement) {
            layers.push(parse(getComputedStyle(one).backgroundColor));
            if (layers.at(-1)[3] === 1) break;
        }
        return layers.reverse().reduce((under, [r, g, b, a]) => [r, g, b].map((v, k) => a * v + (1 - a) * under[k]),
            [255, 255, 255]);
    }
    const lab = area.querySelector(".widget-box") ?? area; // what is around it is JupyterLab's
    const walk = document.createTreeWalker(lab, NodeFilter.SHOW_TEXT), found = [];
    while (walk.nextNode()) {
        const node = walk.currentNode.parentElement, words = walk.currentNode.textContent.trim();
        const seen = node.checkVisibility({ visibilityProperty: true }) && node.clientWidth + node.offsetWidth;
        if (!words || !seen || node.closest("style, option, .sg-unseen, .sg-tip")) continue;
        const paper = behind(node), [r, g, b, a] = parse(getComputedStyle(node).color);
        const [x, y] = [light([r, g, b].map((v, k) => a * v + (1 - a) * paper[k])), light(paper)];
        found.push([(Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05), words]);
    }
    return found;
}"""


def contrasts(area: Locator) -> list[tuple[float, str]]:
    """Return (contrast, words) of every text of a lab; 4.5 is easy to read."""
    found: list[tuple[float, str]] = area.evaluate(_CONTRASTS)
    return found
