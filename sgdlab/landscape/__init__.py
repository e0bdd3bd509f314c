"""The loss as a landscape over the parameters, which are many: what a picture of two of them shows, and what not.

- the loss over two parameters                              [surface]
- the loss along one or two directions through a point      [slices]
- directions at random, by the size of the weights, or      [random_directions, filter_normalized,
  along a path; where a path lies in their plane             pca_directions, project]
- how much the loss curves                                  [lanczos, sharpness]
"""

from sgdlab.landscape.curvature import lanczos, sharpness
from sgdlab.landscape.directions import Principal, filter_normalized, pca_directions, project, random_directions
from sgdlab.landscape.slicing import Slice, slices
from sgdlab.landscape.surface import Surface, losses_at, surface

__all__ = [
    "Principal",
    "Slice",
    "Surface",
    "filter_normalized",
    "lanczos",
    "losses_at",
    "pca_directions",
    "project",
    "random_directions",
    "sharpness",
    "slices",
    "surface",
]
