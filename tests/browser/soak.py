"""Random settings of every control of a lab, as a hand or a keyboard sets them [tried]."""

import os
from typing import Any

from playwright.sync_api import Page

SOAK = int(os.environ.get("SOAK", "30"))  # settings of each lab
GROWN = 8e6  # bytes: the pictures and programs of all settings are kept up to a limit, which the first half has reached
SETTLE = """async () => {
    for (let k = 0; k < 4; k++) await new Promise((done) => setTimeout(done, 50));
}"""
RANDOM = """(s) => () => { // mulberry32: random numbers from a seed
    s = (s + 0x6D2B79F5) | 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}"""
# One control after another is set as a hand or a keyboard does it; each is drawn before the next.
MOVE = """async ([area, count, seed]) => {
    const random = (RANDOM)(seed);
    const any = (list) => list[Math.floor(random() * list.length)];
    const tell = (node, ...events) => {
        for (const name of events) node.dispatchEvent(new Event(name, { bubbles: true }));
    };
    const moves = {
        range(node) {
            node.value = Number(node.min) + random() * (Number(node.max) - Number(node.min));
            tell(node, "input", "change");
        },
        number(node) {
            node.value = any([-1, 0, 0.1, 1, 3, 8, 1e-9, 1e9, random(), 100 * random()]);
            tell(node, "input", "change");
        },
        select(node) {
            node.selectedIndex = Math.floor(random() * node.options.length);
            tell(node, "input", "change");
        },
        checkbox: (node) => node.click(),
        button: (node) => node.click(),
        handle(node) {
            node.dispatchEvent(new KeyboardEvent("keydown", {
                key: any(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]),
                shiftKey: random() < 0.5, bubbles: true,
            }));
        },
    };
    const kindOf = (node) => node.matches(".sg-ring, .sg-budget, [role=slider]") ? "handle"
        : node.tagName === "INPUT" ? node.type : node.tagName.toLowerCase();
    const said = {}, moved = {};
    for (let k = 0; k < count; k++) {
        const here = "input[type=range], input[type=number], input[type=checkbox], select, [role=slider], .sg-ring, " +
            ".sg-budget, .sg-presses button, .sg-node, .sg-cell-box, .sg-small, .sg-clock button, .sg-tools > button";
        const all = [...document.querySelectorAll(area + " :is(" + here + ")")].filter((node) =>
            node.offsetParent && !node.disabled && !/copy|stage|full|save/i.test(node.textContent + node.ariaLabel));
        const node = any(all), kind = kindOf(node);
        (moves[kind] ?? moves.button)(node);
        moved[node.getAttribute("aria-label") || node.textContent.slice(0, 30) || kind] = true;
        await new Promise(requestAnimationFrame);
        const shown = document.querySelector(area + " .sgdlab").textContent;
        const wrong = shown.match(/could not be drawn.*|.{0,80}(\\bNaN\\b|undefined|\\[object).{0,40}/);
        const where = node.getAttribute("aria-label") || node.textContent;
        const state = document.querySelector(area + " .sg-state input")?.value;
        if (wrong) said[wrong[0].slice(0, 200)] ??= `${where}: ${state}`;
    }
    return [said, Object.keys(moved)];
}""".replace("RANDOM", RANDOM)


def held(page: Any) -> float:
    """Return the bytes of the page's heap after a collection, which goes on by itself until nothing more is freed.

    In JupyterLab it takes half a second of a processor.  A second one right afterwards frees less than 0.1 MB.
    """
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return used


def tried(page: Page, area: str) -> float:
    """Set the controls of the lab in an area; return by how many bytes the page has grown in the second half."""
    sizes = []
    for seed in (1, 2):
        said, moved = page.evaluate(MOVE, [area, max(1, SOAK // 2), seed])
        assert said == {}, said
        assert len(moved) > 2, moved
        page.evaluate(SETTLE)
        sizes.append(held(page))
    return sizes[1] - sizes[0]
