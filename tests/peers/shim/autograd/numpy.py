"""NumPy itself, which sgdlab differentiates; only `np.array([t, t])` is spelt `np.stack([t, t])` there."""

import sys

import numpy

from sgdlab.autodiff.dispatch import Box

from .trees import leaves

for _part in ("fft", "linalg", "random"):
    sys.modules[f"{__name__}.{_part}"] = getattr(numpy, _part)


def __getattr__(name):
    return getattr(numpy, name)


def array(values, *args, **options):
    """Return `values` as an array; traced values are stacked."""
    if not any(isinstance(leaf, Box) for leaf in leaves(values)):
        return numpy.array(values, *args, **options)
    return values if isinstance(values, Box) else numpy.stack([array(part) for part in values])
