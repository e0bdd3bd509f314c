"""The workloads: each loss in two versions for sgdlab, and its training step in two versions by hand in NumPy.

`plain(np, params, …)` is the loss in plain functions of the module `np` (NumPy, autograd.numpy, mygrad), `fused` with
sgdlab's composite nodes.  `step_by_hand` computes value and gradient and moves the parameters in place, as
anybody would write it; `step_in_buffers` does the same in memory that is allocated once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy

from sgdlab import autodiff as ad

RATE = 1e-3


@dataclass(frozen=True)
class Workload:
    """A loss with its data and parameters; `size` is its name in the table."""

    title: str
    plain: Callable[..., Any]
    fused: Callable[..., Any]
    params: Any
    data: tuple[Any, ...]
    step_by_hand: Callable[[], Any]
    step_in_buffers: Callable[[], Any]
    family: str
    rows: int


def line(d: int, rows: int) -> Workload:
    """Linear regression, mean squared error."""
    rng = numpy.random.default_rng(0)
    X, y, start = rng.normal(size=(rows, d)), rng.normal(size=rows), rng.normal(size=d)
    w, v = start.copy(), start.copy()

    def plain(np: Any, w: Any, X: Any, y: Any) -> Any:
        return np.mean((X @ w - y) ** 2)

    def fused(w: Any, X: Any, y: Any) -> Any:
        return ad.mean_squared_error(ad.affine(X, w), y)

    def by_hand() -> Any:
        nonlocal w
        r = X @ w - y
        value = r @ r / rows
        w = w - RATE * ((2 / rows) * (r @ X))
        return value

    r, g, factor = numpy.empty(rows), numpy.empty(d), numpy.array(-RATE * 2 / rows)

    def in_buffers() -> Any:
        numpy.dot(X, v, out=r)
        numpy.subtract(r, y, out=r)
        value = numpy.dot(r, r) / rows
        numpy.dot(r, X, out=g)
        numpy.multiply(g, factor, out=g)
        numpy.add(v, g, out=v)
        return value

    return Workload(f"line {d}, batch {rows}", plain, fused, start, (X, y), by_hand, in_buffers, "line", rows)


def logistic(d: int, rows: int) -> Workload:
    """Logistic regression, cross-entropy, y in {0, 1}."""
    rng = numpy.random.default_rng(0)
    X, y, start = rng.normal(size=(rows, d)), (rng.random(rows) > 0.5) * 1.0, rng.normal(size=d)
    w, v = start.copy(), start.copy()

    def plain(np: Any, w: Any, X: Any, y: Any) -> Any:
        return np.mean(np.logaddexp(0.0, (1.0 - 2.0 * y) * (X @ w)))

    def fused(w: Any, X: Any, y: Any) -> Any:
        return ad.binary_cross_entropy(ad.affine(X, w), y)

    def by_hand() -> Any:
        nonlocal w
        z = X @ w
        value = numpy.logaddexp(0.0, (1.0 - 2.0 * y) * z).mean()
        p = 1.0 / (1.0 + numpy.exp(-z))
        w = w - RATE * ((p - y) @ X / rows)
        return value

    m, s, e, zero, one = *(numpy.empty(rows) for _ in range(3)), numpy.array(0.0), numpy.array(1.0)
    g, factor = numpy.empty(d), numpy.array(-RATE / rows)

    def in_buffers() -> Any:
        numpy.multiply(y, -2.0, out=s)
        numpy.add(s, one, out=s)
        numpy.dot(X, v, out=m)
        numpy.multiply(m, s, out=m)
        value = numpy.logaddexp(zero, m, out=e).sum() / rows
        numpy.negative(m, out=m)
        numpy.exp(m, out=m)
        numpy.add(m, one, out=m)
        numpy.divide(s, m, out=s)
        numpy.dot(s, X, out=g)
        numpy.multiply(g, factor, out=g)
        numpy.add(v, g, out=v)
        return value

    return Workload(f"logistic {d}, batch {rows}", plain, fused, start, (X, y), by_hand, in_buffers, "logistic", rows)


def _flat(rng: Any, *shapes: tuple[int, ...]) -> Any:
    return numpy.concatenate([rng.normal(size=shape).ravel() / shape[0] ** 0.5 for shape in shapes])


def small_mlp(rows: int = 32) -> Workload:
    """A network 2-16-16-1, tanh, mean squared error."""
    rng = numpy.random.default_rng(0)
    X, y = rng.normal(size=(rows, 2)), rng.normal(size=(rows, 1))
    start = _flat(rng, (2, 16), (16,), (16, 16), (16,), (16, 1), (1,))

    def pieces(p: Any) -> Any:
        return (
            p[:32].reshape(2, 16),
            p[32:48],
            p[48:304].reshape(16, 16),
            p[304:320],
            p[320:336].reshape(16, 1),
            p[336:],
        )

    def plain(np: Any, p: Any, X: Any, y: Any) -> Any:
        W1, b1, W2, b2, W3, b3 = pieces(p)
        h1 = np.tanh(X @ W1 + b1)
        h2 = np.tanh(h1 @ W2 + b2)
        return np.mean((h2 @ W3 + b3 - y) ** 2)

    def fused(p: Any, X: Any, y: Any) -> Any:
        W1, b1, W2, b2, W3, b3 = pieces(p)
        h1 = numpy.tanh(ad.dense(X, W1, b1))
        h2 = numpy.tanh(ad.dense(h1, W2, b2))
        return ad.mean_squared_error(ad.dense(h2, W3, b3)[:, 0], y[:, 0])

    by_hand = _mlp_by_hand(X, y, [a.copy() for a in pieces(start)])
    in_buffers = _mlp_in_buffers(X, y, [(a.copy()) for a in pieces(start)])
    return Workload(f"MLP 2-16-16-1, batch {rows}", plain, fused, start, (X, y), by_hand, in_buffers, "mlp", rows)


def _mlp_by_hand(X: Any, y: Any, p: list[Any]) -> Callable[[], Any]:
    W1, b1, W2, b2, W3, b3 = p
    rows = len(X)

    def step() -> Any:
        h1 = numpy.tanh(X @ W1 + b1)
        h2 = numpy.tanh(h1 @ W2 + b2)
        r = h2 @ W3 + b3 - y
        value = (r * r).mean()
        d3 = (2 / rows) * r
        d2 = d3 @ W3.T * (1 - h2 * h2)
        d1 = d2 @ W2.T * (1 - h1 * h1)
        for a, g in (
            (W3, h2.T @ d3),
            (b3, d3.sum(0)),
            (W2, h1.T @ d2),
            (b2, d2.sum(0)),
            (W1, X.T @ d1),
            (b1, d1.sum(0)),
        ):
            a -= RATE * g
        return value

    return step


def _mlp_in_buffers(X: Any, y: Any, p: list[Any]) -> Callable[[], Any]:
    rows, dot, multiply = len(X), numpy.dot, numpy.multiply
    W1, b1, W2, b2, W3, b3 = p
    h1, h2, d1, d2, t = (numpy.empty((rows, 16)) for _ in range(5))
    r, ones, one, rate = numpy.empty((rows, 1)), numpy.ones(rows), numpy.array(1.0), numpy.array(RATE)
    factor, grads = numpy.array(2 / rows), [numpy.empty_like(a) for a in p]
    G1, g1, G2, g2, G3, g3 = grads

    def step() -> Any:
        numpy.tanh(numpy.add(dot(X, W1, out=h1), b1, out=h1), out=h1)
        numpy.tanh(numpy.add(dot(h1, W2, out=h2), b2, out=h2), out=h2)
        numpy.subtract(numpy.add(dot(h2, W3, out=r), b3, out=r), y, out=r)
        value = numpy.vdot(r, r) / rows
        multiply(r, factor, out=r)
        dot(h2.T, r, out=G3), dot(ones, r, out=g3)
        multiply(dot(r, W3.T, out=d2), numpy.subtract(one, multiply(h2, h2, out=t), out=t), out=d2)
        dot(h1.T, d2, out=G2), dot(ones, d2, out=g2)
        multiply(dot(d2, W2.T, out=d1), numpy.subtract(one, multiply(h1, h1, out=t), out=t), out=d1)
        dot(X.T, d1, out=G1), dot(ones, d1, out=g1)
        for a, g in zip(p, grads, strict=True):
            numpy.subtract(a, multiply(g, rate, out=g), out=a)
        return value

    return step


def digits(rows: int, inputs: int = 64, hidden: int = 64) -> Workload:
    """A network of the size of the digits problem, 64-64-10 by default, tanh, cross-entropy."""
    rng = numpy.random.default_rng(0)
    X, labels = rng.random((rows, inputs)), rng.integers(0, 10, rows)
    start, cut = _flat(rng, (inputs, hidden), (hidden,), (hidden, 10), (10,)), inputs * hidden
    each = numpy.arange(rows)

    def pieces(p: Any) -> Any:
        a, b = cut + hidden, cut + 11 * hidden
        return p[:cut].reshape(inputs, hidden), p[cut:a], p[a:b].reshape(hidden, 10), p[b:]

    def plain(np: Any, p: Any, X: Any, labels: Any) -> Any:
        W1, b1, W2, b2 = pieces(p)
        z = np.tanh(X @ W1 + b1) @ W2 + b2
        z = z - np.max(z, axis=1, keepdims=True)
        return np.mean(np.log(np.sum(np.exp(z), axis=1)) - z[each, labels])

    def fused(p: Any, X: Any, labels: Any) -> Any:
        W1, b1, W2, b2 = pieces(p)
        return ad.softmax_cross_entropy(ad.dense(numpy.tanh(ad.dense(X, W1, b1)), W2, b2), labels)

    by_hand = _digits_by_hand(X, labels, [a.copy() for a in pieces(start)])
    in_buffers = _digits_in_buffers(X, labels, [a.copy() for a in pieces(start)])
    title = f"MLP {inputs}-{hidden}-10, batch {rows}"
    return Workload(title, plain, fused, start, (X, labels), by_hand, in_buffers, "mlp", rows)


def _digits_by_hand(X: Any, labels: Any, p: list[Any]) -> Callable[[], Any]:
    W1, b1, W2, b2 = p
    rows, each = len(X), numpy.arange(len(X))

    def step() -> Any:
        h = numpy.tanh(X @ W1 + b1)
        z = h @ W2 + b2
        z -= z.max(axis=1, keepdims=True)
        e = numpy.exp(z)
        s = e.sum(axis=1)
        value = (numpy.log(s) - z[each, labels]).mean()
        d2 = e / s[:, None]
        d2[each, labels] -= 1
        d2 /= rows
        d1 = d2 @ W2.T * (1 - h * h)
        for a, g in ((W2, h.T @ d2), (b2, d2.sum(0)), (W1, X.T @ d1), (b1, d1.sum(0))):
            a -= RATE * g
        return value

    return step


def _digits_in_buffers(X: Any, labels: Any, p: list[Any]) -> Callable[[], Any]:
    rows, dot, multiply = len(X), numpy.dot, numpy.multiply
    W1, b1, W2, b2 = p
    h, d1, t = (numpy.empty((rows, len(b1))) for _ in range(3))
    z, e, each, ones, one = (
        *(numpy.empty((rows, 10)) for _ in range(2)),
        numpy.arange(rows),
        numpy.ones(rows),
        numpy.array(1.0),
    )
    top, s, rate, share = numpy.empty((rows, 1)), numpy.empty((rows, 1)), numpy.array(RATE), numpy.array(1 / rows)
    grads = [numpy.empty_like(a) for a in p]
    G1, g1, G2, g2 = grads

    def step() -> Any:
        numpy.tanh(numpy.add(dot(X, W1, out=h), b1, out=h), out=h)
        numpy.add(dot(h, W2, out=z), b2, out=z)
        numpy.subtract(z, numpy.maximum.reduce(z, axis=1, keepdims=True, out=top), out=z)
        numpy.exp(z, out=e)
        numpy.add.reduce(e, axis=1, keepdims=True, out=s)
        value = (numpy.log(s).sum() - z[each, labels].sum()) / rows
        numpy.divide(e, s, out=e)
        e[each, labels] -= one
        multiply(e, share, out=e)
        dot(h.T, e, out=G2), dot(ones, e, out=g2)
        multiply(dot(e, W2.T, out=d1), numpy.subtract(one, multiply(h, h, out=t), out=t), out=d1)
        dot(X.T, d1, out=G1), dot(ones, d1, out=g1)
        for a, g in zip(p, grads, strict=True):
            numpy.subtract(a, multiply(g, rate, out=g), out=a)
        return value

    return step
