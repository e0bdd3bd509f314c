"""How fast the JavaScript of a loss and its gradient is in Node, compared with the compiled NumPy program.

    python benchmarks/javascript.py [--quick]

The contenders take turns in one run: a slow moment of the machine affects both.
"""

import _one_thread  # noqa: F401, I001  (before NumPy is loaded)
import argparse
import json
import os
import statistics
import subprocess
from collections.abc import Iterator
from time import perf_counter
from typing import Any

import numpy as np

from _timing import Row

import sgdlab as sl
from sgdlab.compiler.javascript import write_javascript
from sgdlab.compiler.sizes import merged, sizes_besides
from sgdlab.compiler.trace import trace

# Answers each line with the time of that many steps of gradient descent, in seconds.
NODE = """
const { factory, B, args, steps } = JSON.parse(process.argv[1]);
const run = eval(factory)(B);
const [params, ...data] = args.map((a) => Float64Array.from(a));
require("readline").createInterface({ input: process.stdin }).on("line", () => {
  const started = performance.now();
  for (let step = 0; step < steps; step++) {
    const gradient = run(params, ...data)[1];
    for (let i = 0; i < params.length; i++) params[i] -= 1e-6 * gradient[i];
  }
  console.log((performance.now() - started) / 1e3);
});
"""


def factory(problem: Any) -> str:
    """The JavaScript of a problem's loss and gradient, for any number of examples."""
    data = [np.asarray(d, float) for d in problem.data]
    sizes = sizes_besides([problem.start.size, *(n for d in data for n in d.shape[1:])])
    programs = []
    for B in sizes:
        batch = [d[:B] for d in data]
        programs.append(trace(lambda w, *d: problem.loss(w, d), [problem.start, *batch], ["params", "X", "y"]))
    return write_javascript(merged(programs, sizes))


def compared(title: str, problem: Any, B: int, steps: int, most: float, turns: int) -> Iterator[Row]:
    """The time of a step in Node, and how many times longer the compiled NumPy program takes."""
    batch = [np.asarray(d, float)[:B] for d in problem.data]
    text = factory(problem)
    args = [np.ravel(a).tolist() for a in (problem.start, *batch)]
    given = json.dumps({"factory": text, "B": B, "args": args, "steps": steps})
    compiled = sl.backprop.program(problem)
    ours, theirs = [], []
    node = subprocess.Popen(["node", "-e", NODE, given], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with node, node.stdin as ask, node.stdout as answer:
        for _ in range(turns + 3):
            ask.write("\n")
            ask.flush()
            ours.append(float(answer.readline()) / steps)
            params, count = problem.start.copy(), max(1, steps // 20)
            started = perf_counter()
            for _ in range(count):
                params -= 1e-6 * compiled.value_and_grad(params, *batch)[1]
            theirs.append((perf_counter() - started) / count)
    ours, theirs = ours[3:], theirs[3:]  # the first turns warm up
    yield Row(f"{title}: a step in Node", statistics.median(ours) * 1e6, most, "us")
    yield Row(f"{title}: NumPy / JavaScript", statistics.median(b / a for a, b in zip(ours, theirs, strict=True)), None)
    yield Row(f"{title}: the text", len(text) / 1000, None, "kB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer turns")
    turns = 5 if parser.parse_args().quick else 25
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(500, 2)), rng.normal(size=500)
    print(f"load {os.getloadavg()[0]:.1f}")
    work = [
        ("a line, batch size 1", sl.linear_regression(X[:, :1], y), 1, 20_000, 0.2),
        ("a line, batches of 8", sl.linear_regression(X[:, :1], y), 8, 20_000, None),
        ("logistic regression, batches of 8", sl.logistic_regression(X, (y > 0).astype(float)), 8, 10_000, None),
        ("MLP 2-16-16-1, batches of 32", sl.mlp(X, y, hidden=(16, 16)), 32, 200, 150.0),
    ]
    for title, problem, B, steps, most in work:
        for row in compared(title, problem, B, steps, most, turns):
            print(row)


if __name__ == "__main__":
    main()
