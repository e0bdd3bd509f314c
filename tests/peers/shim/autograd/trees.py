"""Lists, tuples and dictionaries of arrays: sgdlab differentiates functions of several arrays that return one."""

from itertools import accumulate

import numpy as np


def leaves(tree):
    """Return the arrays of a tree, those of a dictionary in the order of its keys."""
    if isinstance(tree, list | tuple):
        return [leaf for part in tree for leaf in leaves(part)]
    if isinstance(tree, dict):
        return [leaf for key in sorted(tree) for leaf in leaves(tree[key])]
    return [tree]


def rebuilt(tree, values):
    """Return a tree of the same form with other arrays, taken from an iterator."""
    if isinstance(tree, list | tuple):
        return (list if isinstance(tree, list) else tuple)(rebuilt(part, values) for part in tree)
    if isinstance(tree, dict):
        return {key: rebuilt(tree[key], values) for key in sorted(tree)}
    return next(values)


def flatten(tree):
    """Return all numbers of a tree as one vector, and the function that makes such a vector a tree again."""
    parts = leaves(tree)
    shapes = [np.shape(part) for part in parts]
    ends = list(accumulate(map(np.size, parts)))

    def unflatten(vector):
        cut = (vector[start:end] for start, end in zip([0, *ends], ends, strict=False))
        return rebuilt(tree, iter([np.reshape(part, shape)[()] for part, shape in zip(cut, shapes, strict=True)]))

    return np.concatenate([np.ravel(part) for part in parts]) if parts else np.zeros(0), unflatten


def flat(tree):
    """Return one array for a tree: itself if it is one."""
    return flatten(tree)[0] if isinstance(tree, list | tuple | dict) else tree


def on_leaves(f, x):
    """Return f as a function of the leaves of x that returns one array, and what makes its result from that array."""
    result = None

    def flat_f(*values):
        nonlocal result
        result = f(rebuilt(x, iter(values)))
        return flat(result)

    return flat_f, lambda array: flatten(result)[1](array) if isinstance(result, list | tuple | dict) else array
