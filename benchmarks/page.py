"""How fast a page trains, in Node, with the program that sgdlab writes; ratios to `sl.train` are of the same run.

    python benchmarks/page.py

Each time is the median of several runs, once the engine has compiled the loop (in a page: after a second of dragging);
the first run, before that, is printed too.
Run it on a quiet machine: the load is printed.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from _timing import Row  # noqa: E402

import sgdlab as sl  # noqa: E402
from sgdlab.problems import Problem  # noqa: E402
from sgdlab.problems.examples import penguin_line  # noqa: E402

SCRIPT = """
import { readFileSync } from "node:fs";
import { training } from "SOURCE/training/train.js";
const { recipe, options, seeds, times } = JSON.parse(readFileSync(0, "utf8"));
for (const one of [...recipe.data, ...recipe.state]) one.values = Float64Array.from(one.values.flat(9));
function run() {
    let first = null;
    const begun = performance.now();
    for (let seed = 0; seed < seeds; seed++) {
        const slices = training(recipe, { ...options, seed });
        let slice = slices.next();
        for (; !slice.done; slice = slices.next()) {
            if (first === null) slice.value(), first = performance.now() - begun;
        }
    }
    const all = performance.now() - begun;
    return [first ?? all, all];
}
const found = [];
for (let k = 0; k < times; k++) found.push(run());
process.stdout.write(JSON.stringify(found));
"""


def in_page(recipe: Any, options: dict[str, Any], seeds: int = 1, times: int = 15) -> list[list[float]]:
    """Milliseconds to the first slice and to the end, for each of several runs in one page."""
    script = SCRIPT.replace("SOURCE", (ROOT / "front_end" / "src").as_uri())
    asked = {"recipe": recipe, "options": options, "seeds": seeds, "times": times}
    text = json.dumps(asked, default=lambda value: value.tolist())
    node = ["node", "--input-type=module", "--eval", script]
    found: list[list[float]] = json.loads(
        subprocess.run(node, input=text, capture_output=True, text=True, check=True).stdout
    )
    return found


def median_of(run: Callable[[], object], times: int) -> float:
    """The median of several runs in milliseconds, after one that does not count."""
    taken = []
    for _ in range(times + 1):
        begun = time.perf_counter()
        run()
        taken.append(1000 * (time.perf_counter() - begun))
    return statistics.median(taken[1:])


def rows() -> Iterator[Row]:
    """All of the table."""
    yield from race()
    yield from network()


def race() -> Iterator[Row]:
    """The race of notebook 08: a line through 123 penguins, one example at a time."""
    problem, batches = penguin_line(), sl.minibatch(1)
    optimizer = sl.gradient_descent(0.1)
    recipe = sl.program(problem, optimizer=optimizer, batches=batches).recipe()
    options = {"start": problem.start, "steps": 1230, "record_every": 1}
    first, *later = in_page(recipe, options, times=120)
    page = statistics.median(end for _, end in later[40:])

    def train() -> object:
        return sl.train(problem, optimizer=optimizer, batches=batches, steps=1230, record_every=1, progress=False)

    yield Row("the race: 1,230 steps at batch size 1, every row with its loss", page, 0.5, "ms")
    yield Row("the same, the very first run", first[1], None, "ms")
    yield Row("times faster than sl.train", median_of(train, 7) / page, 20, "x", at_least=True)
    seeds = in_page(recipe, {**options, "record_every": 8}, seeds=64, times=60)
    yield Row("64 seeds of it, as the race records them", statistics.median(end for _, end in seeds[1:]), 6, "ms")
    seeds = in_page(recipe, options, seeds=64)
    yield Row("64 seeds of it, every row", statistics.median(end for _, end in seeds[1:]), None, "ms")
    long = in_page(recipe, {"start": problem.start, "steps": 123_000}, times=5)
    yield Row("1,000 epochs of it: 123,000 steps", statistics.median(end for _, end in long[1:]), 40, "ms")


def network() -> Iterator[Row]:
    """A network 2-16-16-1 on 500 points."""
    problem: Problem = sl.mlp(*sl.moons(500, noise=0.15, seed=0), hidden=(16, 16))
    recipe = sl.program(problem, optimizer=sl.gradient_descent(0.3), batches=sl.minibatch(32)).recipe()
    found = in_page(recipe, {"start": problem.start, "steps": 1000, "record_every": 7}, times=9)
    yield Row(
        "2-16-16-1, 500 points, batches of 32: first slice", statistics.median(one for one, _ in found), 16.7, "ms"
    )
    yield Row(
        "the same, 1,000 steps, recorded as a lab does: 144 rows",
        statistics.median(end for _, end in found[1:]),
        200,
        "ms",
    )


def main() -> None:
    """Print the table."""
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for row in rows():
        print(row, flush=True)
    print(f"load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
