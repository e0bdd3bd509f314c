"""How fast the language model of notebook 13 is on single numbers: `sl.Value`, and a class as microgpt writes it.

    python benchmarks/scalar_gpt.py [--names 9]

All contenders run the cells of the notebook, in turns, in one process.  What counts are the ratios: the collector costs
what it costs because of everything else that is alive, and a slow moment of the machine meets all of them.
"""

import _one_thread  # noqa: F401, I001  (before NumPy is loaded)
import argparse
import gc
import io
import math
import statistics
import sys
from contextlib import redirect_stdout
from time import process_time
from typing import Any

import numpy as np
from _timing import Row

from sgdlab.course import curriculum


class Micro:
    """A number with a gradient, as in A. Karpathy's microgpt of 2026: a recursion, and no checks."""

    __slots__ = ("children", "data", "grad", "slopes")

    def __init__(self, data: Any, children: tuple[Any, ...] = (), slopes: tuple[Any, ...] = ()) -> None:
        self.data, self.grad, self.children, self.slopes = data, 0, children, slopes

    def __add__(self, other: Any) -> Any:
        other = other if isinstance(other, Micro) else Micro(other)
        return Micro(self.data + other.data, (self, other), (1, 1))

    def __mul__(self, other: Any) -> Any:
        other = other if isinstance(other, Micro) else Micro(other)
        return Micro(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, power: float) -> Any:
        return Micro(self.data**power, (self,), (power * self.data ** (power - 1),))

    def log(self) -> Any:
        return Micro(math.log(self.data), (self,), (1 / self.data,))

    def exp(self) -> Any:
        return Micro(math.exp(self.data), (self,), (math.exp(self.data),))

    def relu(self) -> Any:
        return Micro(max(0, self.data), (self,), (float(self.data > 0),))

    def __neg__(self) -> Any:
        return self * -1

    def __sub__(self, other: Any) -> Any:
        return self + (-other)

    def __truediv__(self, other: Any) -> Any:
        return self * other**-1

    __radd__, __rmul__ = __add__, __mul__

    def backward(self) -> None:
        """Add the slope of this number by each parent to the parent's gradient."""
        ordered, seen = [], set()

        def visit(node: Any) -> None:
            if node not in seen:
                seen.add(node)
                for child in node.children:
                    visit(child)
                ordered.append(node)

        visit(self)
        self.grad = 1
        for node in reversed(ordered):
            for child, slope in zip(node.children, node.slopes, strict=True):
                child.grad += slope * node.grad


def notebook() -> dict[str, Any]:
    """Return the names that the notebook defines, up to the first gradient on single numbers."""
    path = next(path for path in curriculum.notebooks() if path.name.startswith("13_"))
    names: dict[str, Any] = {}
    with redirect_stdout(io.StringIO()):
        for _, code in curriculum.sections(path):
            if not any(word in code for word in ("sl.train(", "usual", "exercises.", "compare(")):
                exec(code, names)
            if "def as_values" in code:
                return names
    raise AssertionError("notebook 13 has no cell that defines as_values")


def gradient(model: dict[str, Any], weights: Any, name: str, collector: bool) -> tuple[float, float]:
    """Return the loss of a name and the seconds for it and its gradient, with Python's collector on or off."""
    gc.collect()
    if not collector:
        gc.disable()
    began = process_time()
    loss = model["loss_of_name"](weights, name)
    loss.backward()
    seconds = process_time() - began
    gc.enable()
    return loss.data, seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--names", type=int, default=9, help="how many names to compute the gradient for")
    count = parser.parse_args().names
    sys.setrecursionlimit(100_000)
    import sgdlab as sl

    model = notebook()
    contenders = {"microgpt": (Micro, True), "Value": (sl.Value, True), "Value, collector off": (sl.Value, False)}
    weights = {kind: model["as_values"](model["start"], kind) for kind in (Micro, sl.Value)}
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    arrays = []
    for name in model["known"][:count]:
        losses = []
        for who, (kind, collector) in contenders.items():
            loss, spent = gradient(model, weights[kind], name, collector)
            losses.append(loss)
            seconds[who].append(spent)
        began = process_time()
        for _ in range(20):
            value, _ = sl.backprop(model["problem"], model["start"], model["encode"]([name]))
        arrays.append((process_time() - began) / 20)
        assert np.ptp([*losses, value]) < 1e-9, "the contenders compute different losses"

    def times_faster(who: str, spent: list[float]) -> float:
        return statistics.median(a / b for a, b in zip(seconds[who], spent, strict=True))

    print(
        Row(
            "Value, collector off, against microgpt's class with it on",
            times_faster("microgpt", seconds["Value, collector off"]),
            1.5,
            at_least=True,
        )
    )
    print(Row("Value, collector on, against the same", times_faster("microgpt", seconds["Value"]), None))
    print(Row("arrays (sl.backprop), against the same", times_faster("microgpt", arrays), 100, at_least=True))


if __name__ == "__main__":
    main()
