"""Data sets that are drawn when asked for: clouds and shapes, most of which need a bent boundary.

Each takes n examples, noise (the standard deviation of what is added to every coordinate) and a seed, and returns
(X, y): features (n, 2) with classes 0, 1, … (n,), as equal in number as n allows and in random order.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sgdlab.checks import generator, number, whole
from sgdlab.quantities import Labels

Made: TypeAlias = tuple[NDArray[np.float64], Labels]

MOST = 10**8  # examples, of 1.6 GB


def moons(n: int = 200, noise: float = 0.1, seed: int = 0) -> Made:
    """Draw two half circles that reach into each other: features X (n, 2) and classes y (n,).

    Formula: class 0 at (cos t, sin t), class 1 at (1 - cos t, 1/2 - sin t), t uniform in [0, pi]; + noise * normal.

    Source: the shapes of scikit-learn's `make_moons`, with random t instead of evenly spaced.

    >>> X, y = moons(100)
    >>> X.shape, y.sum().item()
    ((100, 2), 50)
    """
    y, noise, rng = _classes(n, noise, seed)
    t = rng.uniform(0, np.pi, n)
    X = np.where(y[:, None] == 0, _pairs(np.cos(t), np.sin(t)), _pairs(1 - np.cos(t), 0.5 - np.sin(t)))
    return X + noise * rng.standard_normal(X.shape), y


def circles(n: int = 200, noise: float = 0.1, seed: int = 0, factor: float = 0.5) -> Made:
    """Draw a circle of radius 1 (class 0) around one of radius `factor` (class 1): X (n, 2), y (n,).

    Formula: r (cos t, sin t), r = 1 or factor, t uniform in [0, 2 pi]; + noise * normal.

    Source: the shapes of scikit-learn's `make_circles`, with random t instead of evenly spaced.

    >>> X, y = circles(100, noise=0)
    >>> np.hypot(*X[y == 1].T).round(6).max().item()
    0.5
    """
    factor = number(factor, "factor", ", the radius of the inner circle", above=0, below=1)
    y, noise, rng = _classes(n, noise, seed)
    X = np.where(y == 0, 1.0, factor)[:, None] * _around(rng.uniform(0, 2 * np.pi, n))
    return X + noise * rng.standard_normal(X.shape), y


def spirals(n: int = 200, noise: float = 0.02, seed: int = 0, classes: int = 2, turns: float = 1.0) -> Made:
    """Draw spiral arms that wind around each other, one for each class: X (n, 2), y (n,).

    Formula: r (cos a, sin a), a = 2 pi (turns r + class / classes), r uniform in [0.1, 1]; + noise * normal.

    Source: after the "two spirals" of Lang, Witbrock, "Learning to tell two spirals apart", 1988.

    >>> X, y = spirals(90, classes=3)
    >>> np.bincount(y).tolist()
    [30, 30, 30]
    """
    turns = number(turns, "turns")
    y, noise, rng = _classes(n, noise, seed, classes)
    r = rng.uniform(0.1, 1, n)
    X = r[:, None] * _around(2 * np.pi * (turns * r + y / classes))
    return X + noise * rng.standard_normal(X.shape), y


def blobs(n: int = 200, noise: float = 0.5, seed: int = 0, classes: int = 3) -> Made:
    """Draw round clouds, one for each class, with centers evenly on a circle of radius 2: X (n, 2), y (n,).

    Formula: 2 (cos a, sin a) + noise * normal, a = 2 pi class / classes.

    >>> X, y = blobs(300)
    >>> np.bincount(y).tolist()
    [100, 100, 100]
    """
    y, noise, rng = _classes(n, noise, seed, classes)
    return 2 * _around(2 * np.pi * y / classes) + noise * rng.standard_normal((n, 2)), y


def xor(n: int = 200, noise: float = 0.0, seed: int = 0) -> Made:
    """Draw a square whose opposite quarters share a class, so no line separates them: X (n, 2), y (n,).

    Formula: class 1 where exactly one coordinate is above 0; both coordinates uniform in [-1, 1], + noise * normal.

    Source: Minsky, Papert, "Perceptrons", 1969, on what a single plane can't separate.

    >>> X, y = xor(100)
    >>> bool(np.all(y == (X[:, 0] * X[:, 1] < 0)))
    True
    """
    y, noise, rng = _classes(n, noise, seed)
    size, sign = rng.uniform(0, 1, (n, 2)), rng.choice([-1.0, 1.0], n)
    X = size * _pairs(sign, np.where(y == 0, sign, -sign))
    return X + noise * rng.standard_normal(X.shape), y


def _classes(n: int, noise: float, seed: int, classes: int = 2) -> tuple[Labels, float, np.random.Generator]:
    """Classes 0, 1, …, as equal in number as n allows, in random order; the noise; the generator for further draws."""
    whole(n, "n", whole(classes, "classes", 2), MOST)
    noise = number(noise, "noise", ", a standard deviation", least=0)
    rng = generator(seed)
    return rng.permutation(np.arange(n) % classes), noise, rng


def _pairs(x: Labels, y: Labels) -> Labels:
    return np.stack([x, y], axis=1)


def _around(angle: Labels) -> Labels:
    return _pairs(np.cos(angle), np.sin(angle))
