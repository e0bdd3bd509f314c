"""The limits of both painters are the same: `limits.py` against `ranges.js`, which Node runs, on random panels."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from sgdlab.scene import Axis, Bar, Bars, Curve, Curves, Series
from sgdlab.scene.limits import across, even, for_bars, up, x_of

FRONT_END = Path(__file__).resolve().parents[2] / "front_end" / "src"
SCRIPT = f"""
import {{ rangeAcross, rangeOfBars, rangeUp }} from "{(FRONT_END / "panels" / "ranges.js").as_uri()}";
import {{ evenRanges }} from "{(FRONT_END / "plot" / "scales.js").as_uri()}";
import {{ readFileSync }} from "node:fs";
const cases = JSON.parse(readFileSync(0, "utf8"), (_, v) => (v === "NaN" ? NaN : v === "Infinity" ? Infinity : v));
const found = cases.map(({{ curves, total, x, y, bars, box: [right, bottom], follows }}) => [
    rangeAcross(curves, total, x), rangeUp(curves, y, follows), rangeOfBars([bars]),
    ...evenRanges({{ left: 0, top: 0, right, bottom }}, [0, 1], [2, 5])]);
console.log(JSON.stringify(found));
"""
CASES = 300


def a_case(seed):
    """Return a panel of curves, one of bars and the size of a box."""
    rng = np.random.default_rng(seed)
    scales = [str(one) for one in rng.choice(["linear", "log"], 2)]
    curves = []
    for k in range(rng.integers(1, 4)):
        rows = int(rng.integers(1, 9))
        spent = np.linspace(0, 1, rows) if rng.random() < 0.5 else None
        y = np.exp(rng.normal(0, rng.choice([0.1, 3.0, 20.0]), rows)) * rng.choice([1, 1, -1])
        y[rng.random(rows) < 0.1] = rng.choice([0.0, np.nan, np.inf])
        x = np.cumsum(rng.random(rows)) if rng.random() < 0.8 else np.full(rows, rng.choice([0.0, 2.0]))
        curves.append(Curve(Series(f"{k}", f"{k}", faint=bool(rng.random() < 0.2), spent=spent), y, {"t": x}))
    total = float(rng.choice([0.0, 3.0, 40.0])) or None
    follows = bool(rng.random() < 0.3)
    panel = Curves([Axis("t", scale=scales[0], total=total)], Axis("y", scale=scales[1]), curves, follows=follows)
    heights = rng.normal(0, 10, 4) * rng.choice([1, 1, np.nan], 4)
    bars = Bars(Axis("n"), list("abcd"), [Bar(Series("a", "A"), heights)])
    return panel, bars, tuple(float(side) for side in rng.integers(50, 900, 2))


def sent(panel, bars, box):
    """Return a case as the script reads it."""
    axis = panel.x[0]
    curves = [
        {
            "style": {"faint": one.series.faint, "spent": one.series.spent is not None},
            "x": words(x_of(one, axis)),
            "y": words(one.y),
        }
        for one in panel.curves
    ]
    scales = {"x": axis.scale == "log", "y": panel.y.scale == "log", "follows": panel.follows}
    return {"curves": curves, "total": axis.total or 0, "bars": words(bars.bars[0].data), "box": box, **scales}


def words(numbers):
    """Return numbers for JSON, which has neither NaN nor infinity."""
    return [float(v) if np.isfinite(v) else "NaN" if np.isnan(v) else "Infinity" for v in np.asarray(numbers)]


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
def test_both_painters_have_the_same_limits():
    cases = [a_case(seed) for seed in range(CASES)]
    text = json.dumps([sent(*case) for case in cases])
    node = ["node", "--input-type=module", "--eval", SCRIPT]
    done = subprocess.run(node, input=text, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    for seed, ((panel, bars, box), found) in enumerate(zip(cases, json.loads(done.stdout), strict=True)):
        ours = [across(panel, panel.x[0]), up(panel), for_bars(bars), *even(box, (0.0, 1.0), (2.0, 5.0))]
        np.testing.assert_allclose(np.array(found, float), ours, rtol=1e-9, err_msg=f"case {seed}")
