"""The same training steps on other engines, if these are installed [peer_step], and micrograd's demo [micrograd]."""

import importlib
import random
from collections.abc import Callable
from itertools import pairwise
from types import ModuleType
from typing import Any

import numpy as np
from _by_hand import RATE, Workload

from sgdlab import Value

NAMES = ("torch", "autograd", "mygrad", "micrograd", "jax")


def installed(name: str) -> ModuleType | None:
    """Return the module, or None if it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def peer_step(name: str, work: Workload) -> Callable[[], Any] | None:
    """Return a training step of the plain loss on that engine, or None if it is not installed."""
    return None if installed(name) is None else _STEPS[name](work)


class _TorchNumpy:
    """The few NumPy names that the plain losses use, in PyTorch."""

    def __init__(self, torch: Any) -> None:
        self.tanh, self.exp, self.log, self.mean = torch.tanh, torch.exp, torch.log, torch.mean
        self.torch = torch

    def logaddexp(self, a: Any, b: Any) -> Any:
        return self.torch.nn.functional.softplus(b)

    def max(self, z: Any, axis: int, keepdims: bool) -> Any:
        return self.torch.amax(z, dim=axis, keepdim=keepdims)

    def sum(self, z: Any, axis: int) -> Any:
        return self.torch.sum(z, dim=axis)


def _torch(work: Workload) -> Callable[[], Any]:
    torch = importlib.import_module("torch")
    torch.set_num_threads(1)
    space, data = _TorchNumpy(torch), [torch.from_numpy(a) for a in work.data]
    p = torch.from_numpy(work.params.copy()).requires_grad_()

    def step() -> Any:
        value = work.plain(space, p, *data)
        (g,) = torch.autograd.grad(value, p)
        with torch.no_grad():
            p.sub_(g, alpha=RATE)
        return value.item()

    return step


def _autograd(work: Workload) -> Callable[[], Any]:
    space = importlib.import_module("autograd.numpy")
    both = importlib.import_module("autograd").value_and_grad(lambda p: work.plain(space, p, *work.data))
    p = work.params.copy()

    def step() -> Any:
        nonlocal p
        value, g = both(p)
        p = p - RATE * g
        return value

    return step


def _mygrad(work: Workload) -> Callable[[], Any]:
    mg = importlib.import_module("mygrad")
    p = work.params.copy()

    def step() -> Any:
        nonlocal p
        t = mg.tensor(p)
        value = work.plain(mg, t, *work.data)
        value.backward()
        p = p - RATE * t.grad
        return value.item()

    return step


def _jax(work: Workload) -> Callable[[], Any]:
    jax = importlib.import_module("jax")
    jax.config.update("jax_enable_x64", True)
    both = jax.jit(jax.value_and_grad(lambda p, *data: work.plain(jax.numpy, p, *data)))
    p = work.params.copy()

    def step() -> Any:
        nonlocal p
        value, g = both(p, *work.data)
        p = p - RATE * np.asarray(g)
        return float(value)

    return step


_STEPS: dict[str, Callable[[Workload], Callable[[], Any]]] = {
    "torch": _torch, "autograd": _autograd, "mygrad": _mygrad, "jax": _jax,
}  # fmt: skip


def readme_expression(Value: Any) -> float:
    """The expression of micrograd's README, forward and backward."""
    a, b = Value(-4.0), Value(2.0)
    c = a + b
    d = a * b + b**3
    c += c + 1
    c += 1 + c + (-a)
    d += d * 2 + (b + a).relu()
    d += 3 * d + (b - a).relu()
    e = c - d
    f = e**2
    g = f / 2.0
    g += 10.0 / f
    g.backward()
    return float(a.grad)


def moons(rows: int) -> tuple[Any, Any]:
    """Two half moons and their labels -1 and 1."""
    rng = np.random.default_rng(0)
    angle, label = rng.random(rows) * np.pi, np.arange(rows) % 2
    x = np.where(label, 1 - np.cos(angle), np.cos(angle))
    y = np.where(label, 0.5 - np.sin(angle), np.sin(angle))
    return np.stack([x, y], axis=1) + 0.1 * rng.normal(size=(rows, 2)), 2.0 * label - 1.0


class ScalarNetwork:
    """A network of Values with a ReLU between its layers, as micrograd's MLP."""

    def __init__(self, inputs: int, outputs: list[int]) -> None:
        self.layers = [
            [([Value(random.uniform(-1, 1)) for _ in range(before)], Value(0.0)) for _ in range(after)]
            for before, after in pairwise([inputs, *outputs])
        ]

    def __call__(self, x: list[Any]) -> Any:
        for layer in self.layers:
            x = [Value.weighted_sum(weights, x, bias) for weights, bias in layer]
            x = x if layer is self.layers[-1] else [z.relu() for z in x]
        return x[0]

    def parameters(self) -> list[Value]:
        return [p for layer in self.layers for weights, bias in layer for p in (*weights, bias)]

    def zero_grad(self) -> None:
        for p in self.parameters():
            p.grad = 0.0


def scalar_step(model: Any, X: Any, y: Any) -> float:
    """A training step of micrograd's demo: hinge loss with weight decay, one number at a time."""
    total = 0.0
    for row, label in zip(X.tolist(), y.tolist(), strict=True):
        total = total + (1 + -label * model(row)).relu()
    loss = total * (1.0 / len(y)) + 1e-4 * sum((p * p for p in model.parameters()), 0.0)
    model.zero_grad()
    loss.backward()
    for p in model.parameters():
        p.data -= 1e-2 * p.grad
    return float(loss.data)


def one_example(p: Any, x1: Any, x2: Any, label: Any) -> Any:
    """The same model (2-16-16-1, ReLU) as one long expression in single numbers; run over arrays of examples."""
    layer, k = [x1, x2], 0
    for outputs in (16, 16, 1):
        new = []
        for _ in range(outputs):
            z = p[k + len(layer)]
            for i, a in enumerate(layer):
                z = z + p[k + i] * a
            k += len(layer) + 1
            new.append(np.maximum(z, 0.0) if outputs > 1 else z)
        layer = new
    return np.mean(np.maximum(1.0 - label * layer[0], 0.0)) + 1e-4 * np.sum(p * p)
