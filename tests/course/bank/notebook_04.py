"""The exercises of notebook 04: a second right answer to each, found in another way, and programs with their slips."""

import math

import numpy as np

import sgdlab as sl


def gradients(size, edges):
    """The sum over all paths to the result, of the products of their slopes."""

    def onward(node):
        paths = (slope * onward(end) for start, end, slope in edges if start == node)
        return 1.0 if node == size - 1 else sum(paths, 0.0)

    return np.array([onward(node) for node in range(size)])


def gradients_in_order(size, parents):
    """The gradients solve g = last unit vector + M g."""
    M = np.zeros((size, size))
    for node in range(size):
        for parent, slope in parents[node]:
            M[parent, node] += slope
    return np.linalg.solve(np.eye(size) - M, np.eye(size)[-1])


def silu(x):
    with_i = (x + 1e-20j) / (1 + np.exp(-(x + 1e-20j)))
    return with_i.real, with_i.imag / 1e-20


def on_a_parabola(w, x, y, learning_rate, steps):
    return y / x + (w - y / x) * (1 - 2 * learning_rate * x**2) ** steps


RIGHT = {
    "backward_pass": gradients,
    "order_slip": gradients_in_order,
    "fork_slopes": lambda x, y, z: sl.grad(lambda x, y, z: (x + y) * (y + z), argnums=(0, 1, 2))(x, y, z),
    "silu_rule": silu,
    "zero_slip": on_a_parabola,
}


def _pass(size, edges, *, seed=1.0, send=lambda slope, arrived: slope * arrived, add=True):
    grad = np.zeros(size)
    grad[-1] = seed
    for start, end, slope in edges:
        grad[start] = send(slope, grad[end]) + (grad[start] if add else 0)
    return grad


def _in_order(size, parents, order, add=True, once=True):
    grad = np.zeros(size)
    grad[-1] = 1.0
    for node in order:
        for parent, slope in parents[node]:
            grad[parent] = slope * grad[node] + (grad[parent] if add else 0)
        if not once:
            grad[node] = 0
    return grad


def _every_path(size, parents):
    grad = np.zeros(size)

    def walk(node, arrived):
        grad[node] += arrived
        for parent, slope in parents[node]:
            walk(parent, slope * arrived)

    walk(size - 1, 1.0)
    return grad


def _visits(size, parents, pop, again=False):
    grad, waiting, done = np.zeros(size), [size - 1], set()
    grad[-1] = 1.0
    while waiting:
        node = waiting.pop(pop)
        if again or node not in done:
            done.add(node)
            for parent, slope in parents[node]:
                grad[parent] += slope * grad[node]
                waiting.append(parent)
    return grad


def _s(x):
    return 1 / (1 + math.exp(-x))


def _run(w, x, y, rate, steps, *, keep=0.0, factor=2.0, sign=-1.0, clear=True):
    grad = 0.0
    for _ in range(steps):
        grad = (0.0 if clear else keep * grad) + factor * (w * x - y) * x
        w = w + sign * rate * grad
    return w


WRONG = {
    "backward_pass": {
        "overwritten": lambda size, edges: _pass(size, edges, add=False),
        "from the inputs": lambda size, edges: _pass(size, edges[::-1]),
        "no seed": lambda size, edges: _pass(size, edges, seed=0.0),
        "a seed of 2": lambda size, edges: _pass(size, edges, seed=2.0),
        "slopes alone": lambda size, edges: _pass(size, edges, send=lambda slope, arrived: slope),
        "arrived alone": lambda size, edges: _pass(size, edges, send=lambda slope, arrived: arrived),
        "added along the path": lambda size, edges: _pass(size, edges, send=lambda slope, arrived: slope + arrived),
        "divided": lambda size, edges: _pass(size, edges, send=lambda slope, arrived: arrived / slope),
        "the wrong way": lambda size, edges: _pass(size, [(end, start, slope) for start, end, slope in edges]),
        "the result is left out": lambda size, edges: _pass(size, edges)[:-1],
        "the inputs alone": lambda size, edges: _pass(size, edges)[:2],
        "turned": lambda size, edges: _pass(size, edges)[::-1],
        "a minus": lambda size, edges: _pass(size, edges, seed=-1.0),
        "sums": lambda size, edges: _pass(size, edges).sum(),
    },
    "fork_slopes": {
        "signs": lambda x, y, z: (-(y + z), -(x + 2 * y + z), -(x + y)),
        "one path of y": lambda x, y, z: (y + z, y + z, x + y),
        "the other path of y": lambda x, y, z: (y + z, x + y, x + y),
        "paths multiplied": lambda x, y, z: (y + z, (x + y) * (y + z), x + y),
        "x and z": lambda x, y, z: (x + y, x + 2 * y + z, y + z),
        "ones": lambda x, y, z: (1, 2, 1),
        "the value": lambda x, y, z: (x + y) * (y + z),
        "x and y swapped": lambda x, y, z: (x + 2 * y + z, y + z, x + y),
        "a minus": lambda x, y, z: (y + z, (y + z) - (x + y), x + y),
        "own numbers too": lambda x, y, z: (x * (y + z), y * (x + 2 * y + z), z * (x + y)),
        "one y": lambda x, y, z: (y + z, x + y + z, x + y),
        "two of three": lambda x, y, z: (y + z, x + y),
        "doubled": lambda x, y, z: (2 * (y + z), 2 * (x + 2 * y + z), 2 * (x + y)),
        "a number each": lambda x, y, z: [[y + z], [x + 2 * y + z], [x + y]],
    },
    "order_slip": {
        "the parents turned around": lambda size, parents: _visits(size, [one[::-1] for one in parents], -1),
        "every path, recursively": _every_path,
        "a queue": lambda size, parents: _visits(size, parents, 0),
        "again and again": lambda size, parents: (
            _visits(size, parents, -1, again=True) if len(parents) < 9 else np.zeros(size)
        ),
        "oldest first": lambda size, parents: _in_order(size, parents, range(size)),
        "overwritten": lambda size, parents: _in_order(size, parents, range(size - 1, -1, -1), add=False),
        "cleared": lambda size, parents: _in_order(size, parents, range(size - 1, -1, -1), once=False),
        "the last is left out": lambda size, parents: _in_order(size, parents, range(size - 2, -1, -1)),
    },
    "silu_rule": {
        "the sigmoid's own": lambda x: (1 / (1 + np.exp(-x)), 1 / (1 + np.exp(-x)) / (1 + np.exp(x))),
        "the second path without x": lambda x: (x / (1 + np.exp(-x)), (1 + 1 / (1 + np.exp(x))) / (1 + np.exp(-x))),
        "each other's factor": lambda x: (x / (1 + np.exp(-x)), (x + 1 / (1 + np.exp(x))) / (1 + np.exp(-x))),
        "1 - s": lambda x: (x / (1 + np.exp(-x)), 1 / (1 + np.exp(-x)) + x / (1 + np.exp(x))),
        "the factor's path": lambda x: (x * _s(x), _s(x)),
        "the sigmoid's path": lambda x: (x * _s(x), x * _s(x) * (1 - _s(x))),
        "a product of derivatives": lambda x: (x * _s(x), _s(x) * (1 - _s(x))),
        "swapped": lambda x: (_s(x) + x * _s(x) * (1 - _s(x)), x * _s(x)),
        "a minus": lambda x: (x * _s(x), _s(x) - x * _s(x) * (1 - _s(x))),
        "1 + s": lambda x: (x * _s(x), _s(x) + x * _s(x) * (1 + _s(x))),
        "the derivative alone": lambda x: _s(x) + x * _s(x) * (1 - _s(x)),
        "the value alone": lambda x: x * _s(x),
        "the sigmoid for the value": lambda x: (_s(x), _s(x) + x * _s(x) * (1 - _s(x))),
        "e to the x": lambda x: (x / (1 + math.exp(x)), _s(x) + x * _s(x) * (1 - _s(x))),
        "no brackets": lambda x: (x * _s(x), _s(x) + x * _s(x) * 1 - _s(x)),
        "s of the value": lambda x: (x * _s(x), _s(x) + x * _s(x) * (1 - x * _s(x))),
        "negative": lambda x: (x * _s(x), -_s(x) - x * _s(x) * (1 - _s(x))),
        "relu": lambda x: (max(x, 0.0), float(x > 0)),
    },
    "zero_slip": {
        "no 2": lambda *given: _run(*given, factor=1.0),
        "uphill": lambda *given: _run(*given, sign=1.0),
        "momentum": lambda *given: _run(*given, keep=0.9, clear=False),
        "half is kept": lambda *given: _run(*given, keep=0.5, clear=False),
        "all at once": lambda w, x, y, rate, steps: w - rate * steps * 2 * (w * x - y) * x,
        "no step": lambda w, x, y, rate, steps: w,
        "one step": lambda w, x, y, rate, steps: _run(w, x, y, rate, 1),
        "x is lost": lambda w, x, y, rate, steps: _run(w * x, 1.0, y, rate, steps) / x,
        "the minimum": lambda w, x, y, rate, steps: y / x,
        "averaged": lambda w, x, y, rate, steps: _run(w, x, y, rate / steps, steps),
    },
}
