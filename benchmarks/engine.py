"""How fast the engine is, compared with NumPy written by hand, and with other libraries if they are installed.

    python benchmarks/engine.py [--quick]

Every ratio comes from one run with one BLAS thread, in which the contenders take turns, so that a slow moment of the
machine affects all of them.  A row that misses its target stays in the table, with its figure.
"""

import _one_thread  # noqa: F401, I001  (before NumPy is loaded)
import argparse
import gc
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from _by_hand import RATE, Workload, digits, line, logistic, small_mlp
from _peers import NAMES, ScalarNetwork, installed, moons, one_example, peer_step, readme_expression, scalar_step

from _timing import Row, Step, check_agreement, measured

import sgdlab as sl
from sgdlab.autodiff.functional import value_and_grad
from sgdlab.compiler import compile


def sgdlab_steps(work: Workload) -> dict[str, Step]:
    """A training step in each of the engine's modes."""

    def moving(both: Callable[..., Any]) -> Step:
        p = work.params

        def step() -> Any:
            nonlocal p
            value, g = both(p, *work.data)
            p = p - RATE * g
            return value

        return step

    def plain(p: Any, *data: Any) -> Any:
        return work.plain(np, p, *data)

    return {
        "eager": moving(value_and_grad(work.fused)),
        "plain": moving(value_and_grad(plain)),
        "compiled": moving(compile(work.fused).value_and_grad),
    }


def against_numpy(work: Workload, seconds: float) -> Iterator[Row]:
    """The step (eager, plain and compiled) compared with the step written by hand."""
    steps = {"hand": work.step_by_hand, "buffers": work.step_in_buffers, **sgdlab_steps(work)}
    check_agreement(steps)
    t = measured(steps, seconds)
    print(f"      {work.title}: " + ", ".join(f"{name} {t.median(name) * 1e6:.1f}" for name in t) + " us")
    ten = work.params.size <= 10
    yield Row(
        f"{work.title}: eager, composite nodes / by hand",
        t.ratio("eager", "hand"),
        1.3 if work.family == "mlp" else 1.9,
    )
    yield Row(f"{work.title}: eager, plain NumPy loss / by hand", t.ratio("plain", "hand"), 4.0 if ten else 1.5)
    yield Row(f"{work.title}: compiled / by hand", t.ratio("compiled", "hand"), 1.1 if work.rows == 1 else 1.0)
    yield Row(f"{work.title}: compiled / by hand in buffers", t.ratio("compiled", "buffers"), 1.15)


def ready(work: Workload) -> Row:
    """The time from calling compile to the first result of the program."""
    times = []
    for _ in range(9):
        started = perf_counter()
        compile(work.fused).value_and_grad(work.params, *work.data)
        times.append(perf_counter() - started)
    return Row(f"{work.title}: compiled and ready", statistics.median(times) * 1e3, 10.0, "ms")


def against_peers(work: Workload, seconds: float) -> Iterator[Row]:
    """How many times as long the other libraries take; PyTorch for all sizes, the others up to batches of 32."""
    targets = {"torch": 5.0 if work.rows <= 32 else 1.0, "autograd": 8.0, "mygrad": 3.0, "jax": 1.0}
    names = [name for name in targets if name == "torch" or work.rows <= 32]
    found = {name: peer_step(name, work) for name in names}
    steps = {name: step for name, step in found.items() if step is not None}
    if steps:
        own = sgdlab_steps(work)
        check_agreement({**own, **steps})
        t = measured({"eager": own["eager"], "compiled": own["compiled"], **steps}, seconds)
        for name in steps:
            yield Row(
                f"{work.title}: {name} / sgdlab compiled", t.ratio(name, "compiled"), targets[name], at_least=True
            )
            yield Row(f"{work.title}: {name} / sgdlab eager", t.ratio(name, "eager"), None)


def against_micrograd(seconds: float, rows: int) -> Iterator[Row]:
    """Our Values compared with micrograd's; one example's expression compiled, and run over all examples."""
    engine = installed("micrograd.engine")
    if engine is None:
        return
    t = measured(
        {"ours": lambda: readme_expression(sl.Value), "theirs": lambda: readme_expression(engine.Value)}, seconds
    )
    yield Row("README expression: micrograd / Value", t.ratio("theirs", "ours"), 4.0, at_least=True)
    nn: Any = installed("micrograd.nn")
    X, y = moons(rows)
    theirs, ours = nn.MLP(2, [16, 16, 1]), ScalarNetwork(2, [16, 16, 1])
    fast, p = compile(one_example), np.random.default_rng(0).normal(size=337) * 0.3

    def paused() -> None:
        gc.disable()
        scalar_step(ours, X, y)
        gc.enable()

    steps = {
        "micrograd": lambda: scalar_step(theirs, X, y), "ours": paused,
        "compiled": lambda: fast.value_and_grad(p, X[:, 0], X[:, 1], y),
    }  # fmt: skip
    t = measured(steps, seconds)
    yield Row(f"two moons, {rows} points: micrograd / Value", t.ratio("micrograd", "ours"), 15.0, at_least=True)
    yield Row(
        f"two moons, {rows} points: micrograd / compiled expression",
        t.ratio("micrograd", "compiled"),
        100.0,
        at_least=True,
    )


def gradient_against_value(seconds: float) -> Iterator[Row]:
    """What the gradient costs compared with the loss alone."""
    work = digits(128)
    fast = compile(work.fused)
    steps = {
        "both": lambda: fast.value_and_grad(work.params, *work.data),
        "value": lambda: fast(work.params, *work.data),
    }
    t = measured(steps, seconds)
    yield Row(f"{work.title}: value and gradient / value", t.ratio("both", "value"), 2.3)


def rosenbrock(p: Any) -> Any:
    """The banana valley, for parameters (..., 2)."""
    x, y = p[..., 0], p[..., 1]
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def seeds_at_once(seconds: float) -> Iterator[Row]:
    """200 steps of 64 seeds."""
    start = np.random.default_rng(0).normal(size=(64, 2))

    def by_hand() -> Any:
        p = start
        for _ in range(200):
            x, y = p[:, 0], p[:, 1]
            a, b = 1 - x, y - x**2
            value = a**2 + 100 * b**2
            p = p - 1e-4 * np.stack([-2 * a - 400 * x * b, 200 * b], axis=1)
        return value

    fast = compile(rosenbrock)

    def replayed(both: Callable[..., Any], start: Any, data: Any = ()) -> Step:
        def run() -> Any:
            p = start
            for _ in range(200):
                p = p - 1e-4 * both(p, *data)[1]
            return p

        return run

    t = measured({"hand": by_hand, "compiled": replayed(fast.value_and_grad, start)}, seconds)
    yield Row("64 seeds x 200 steps, two parameters", t.median("compiled") * 1e3, 4.0, "ms")
    yield Row("64 seeds x 200 steps, two parameters / by hand", t.ratio("compiled", "hand"), 1.0)
    work = small_mlp()

    def ensemble(p: Any, X: Any, y: Any) -> Any:
        lead = p.shape[:-1]
        W1, W2, W3 = (p[..., a:b].reshape(*lead, n, -1) for a, b, n in ((0, 32, 2), (48, 304, 16), (320, 336, 16)))
        h1 = np.tanh(X @ W1 + p[..., None, 32:48])
        h2 = np.tanh(h1 @ W2 + p[..., None, 304:320])
        return np.mean((h2 @ W3 + p[..., None, 336:] - y) ** 2, axis=(-2, -1))

    many = np.stack([work.params * (1 + k / 64) for k in range(64)])
    t = measured({"compiled": replayed(compile(ensemble).value_and_grad, many, work.data)}, 2 * seconds)
    yield Row("64 seeds x 200 steps, MLP 2-16-16-1, batch 32", t.median("compiled") * 1e3, 100.0, "ms")


def loading() -> Iterator[Row]:
    """What `import sgdlab` costs compared with `import numpy`."""
    code = "import time; t = time.perf_counter(); import {}; print(time.perf_counter() - t)"
    root = Path(__file__).resolve().parent.parent

    def seconds(name: str) -> float:
        run = subprocess.run([sys.executable, "-c", code.format(name)], capture_output=True, cwd=root, check=True)
        return float(run.stdout)

    seconds("numpy, sgdlab")  # from the disk, the first time
    more = [seconds("numpy, sgdlab") - seconds("numpy") for _ in range(9)]
    yield Row("import sgdlab, beside numpy", statistics.median(more) * 1e3, 30.0, "ms")


def training(seconds: float) -> Iterator[Row]:
    """A step of `train` itself, with its records and its bill."""
    work = line(2, 128)
    problem = sl.Problem(
        lambda p, batch: work.fused(p, *batch), work.data, start=[0.0, 0.0], vectorized=True, pure=True
    )
    t = measured({"train": lambda: sl.train(problem, **sl.sgd(0.01, 8), steps=160)}, seconds)
    yield Row("train: a step of mini-batches of 8, line", t.median("train") / 160 * 1e6, 12.0, "us")


def chain(seconds: float) -> None:
    """A chain of 100,000 operations, without a target."""

    def run(number: Any) -> Any:
        x = number
        for _ in range(50_000):
            x = x * 0.5 + 1.0
        x.backward()
        return number.grad

    t = measured({"Value": lambda: run(sl.Value(1.0)), "Tensor": lambda: run(sl.Tensor(1.0))}, seconds)
    took = ", ".join(f"{name} {t.median(name) * 1e3:.0f} ms" for name in t)
    print(f"      chain of 100,000 operations: {took}")


# Part of a row's name -> why it can miss its target.
WHY = {
    "eager": "a node costs about a microsecond forward and half of that back, more than a small step's arithmetic; "
    "train replays the compiled program instead",
    "by hand in buffers": "the program is looked up by the shapes of its inputs (0.75 us), and its gradient is a fresh "
    "array, never a buffer that the next call overwrites",
    "compiled / by hand": "the look-up by shape, 0.75 us on a step of 3 us",
    "README expression": "the 27 objects and their arithmetic are Python's own cost; a faster one would read worse",
    "train: a step": "the start, the record and the end of a run, spread over only 160 steps",
}


def reasons(rows: list[Row]) -> Iterator[str]:
    """The reasons for missed targets, one for each kind of row."""
    missed = [row.what for row in rows if row.mark == "MISS"]
    for part, why in WHY.items():
        of_this_kind = [what for what in missed if part in what]
        missed = [what for what in missed if part not in what]
        if of_this_kind:
            yield f"      {part}, {len(of_this_kind)} missed: {why}"
    if missed:
        yield f"      not explained: {'; '.join(missed)}"


def main() -> None:
    """Measure everything, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer sizes and turns: about half a minute")
    quick = parser.parse_args().quick
    seconds = 0.1 if quick else 0.6
    there = ", ".join(f"{name} {'' if installed(name) else 'not '}installed" for name in NAMES)
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, {platform.machine()}; {there}\n")
    lines = [(2, 8), (10, 32)] if quick else [(d, rows) for d in (2, 10) for rows in (1, 8, 32, 1000)]
    works = [make(*size) for make in (line, logistic) for size in lines] + [small_mlp(), digits(32)]
    works += [] if quick else [digits(128), digits(1797)]
    rows = [row for work in works for row in against_numpy(work, seconds)]
    rows += [ready(work) for work in (line(2, 8), small_mlp(), digits(32))]
    compared = [line(2, 8), logistic(10, 32), small_mlp(), digits(32)]
    compared += [] if quick else [digits(128), digits(128, 512, 190)]
    rows += [row for work in compared for row in against_peers(work, seconds)]
    rows += against_micrograd(seconds, 10 if quick else 50)
    rows += [*gradient_against_value(seconds), *seeds_at_once(seconds), *loading(), *training(seconds)]
    chain(seconds)
    print("\n      what" + " " * 63 + "measured     target")
    print("\n".join(map(str, rows)))
    marks = [row.mark for row in rows]
    print(f"\n{len(rows)} figures: {marks.count('ok  ')} targets met, {marks.count('MISS')} missed")
    print("\n".join(reasons(rows)))


if __name__ == "__main__":
    main()
