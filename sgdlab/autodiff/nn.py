"""Small neural networks of Values, as in micrograd: a neuron [Neuron], a layer of them [Layer], a network [MLP].

    >>> model = MLP(2, [16, 16, 1], rng=0)
    >>> model
    MLP of [Layer of 16 ReLU neurons, Layer of 16 ReLU neurons, Layer of 1 linear neuron], 337 parameters
    >>> score = model([0.5, -1.0])
    >>> score.backward()
    >>> len(model.parameters())
    337

They are for reading and for small experiments: one example at a time, one number at a time.
"""

import random
from collections.abc import Iterable, Sequence
from typing import Any

from .scalar import Value


class Module:
    """Something with parameters, whose gradients can be set to 0 before the next backward pass."""

    def parameters(self) -> list[Value]:
        """All the Values that training may change."""
        return []

    def zero_grad(self) -> None:
        """Set all gradients to 0, because backward adds to them."""
        for p in self.parameters():
            p.grad = 0.0


class Neuron(Module):
    """relu(w1 x1 + ... + b), or without the relu if nonlin=False; w starts uniform in [-1, 1], b at 0.

    rng: a seed, or anything with `uniform(low, high)`, such as a NumPy generator; None is Python's own `random`,
    so that `random.seed(1337)` gives the weights that it gives micrograd.
    """

    def __init__(self, nin: int, nonlin: bool = True, rng: Any = None) -> None:
        rng = _generator(rng)
        self.w = [Value(float(rng.uniform(-1, 1))) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x: Iterable[Value | float]) -> Value:
        act = Value.weighted_sum(self.w, x, self.b)
        return act.relu() if self.nonlin else act

    def parameters(self) -> list[Value]:
        """The weights, then the bias."""
        return [*self.w, self.b]

    def __repr__(self) -> str:
        return f"{'ReLU' if self.nonlin else 'Linear'}Neuron({len(self.w)})"


class Layer(Module):
    """`nout` neurons that see the same `nin` inputs; a call returns the list of their outputs (or the only one)."""

    def __init__(self, nin: int, nout: int, nonlin: bool = True, rng: object = None) -> None:
        rng = _generator(rng)
        self.neurons = [Neuron(nin, nonlin, rng) for _ in range(nout)]

    def __call__(self, x: Iterable[Value | float]) -> Value | list[Value]:
        x = list(x)
        out = [neuron(x) for neuron in self.neurons]
        return out[0] if len(out) == 1 else out

    def parameters(self) -> list[Value]:
        """The parameters of the first neuron, then of the second, and so on."""
        return [p for neuron in self.neurons for p in neuron.parameters()]

    def __repr__(self) -> str:
        kind = "ReLU" if self.neurons[0].nonlin else "linear"
        return f"Layer of {len(self.neurons)} {kind} neuron{'s' if len(self.neurons) > 1 else ''}"


class MLP(Module):
    """A multi-layer perceptron: layers of sizes `nouts` with relu between them; the last one is linear."""

    def __init__(self, nin: int, nouts: Sequence[int], rng: object = None) -> None:
        rng = _generator(rng)
        last = len(nouts) - 1
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1], nonlin=i != last, rng=rng) for i in range(len(nouts))]

    def __call__(self, x: Any) -> Any:
        for i, layer in enumerate(self.layers):
            x = layer([x] if i and isinstance(x, Value) else x)
        return x

    def parameters(self) -> list[Value]:
        """The parameters of the first layer, then of the second, and so on."""
        return [p for layer in self.layers for p in layer.parameters()]

    def __repr__(self) -> str:
        layers = ", ".join(map(repr, self.layers))
        return f"MLP of [{layers}], {len(self.parameters())} parameters"


def _generator(rng: object) -> Any:
    """The generator that draws the weights: a seed becomes one, a generator stays as it is."""
    if rng is None:
        return random
    return random.Random(rng) if isinstance(rng, int) else rng
