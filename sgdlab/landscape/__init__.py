"""The loss as a landscape over many parameters: what a picture of two directions shows, and what it doesn't show.

- the loss over two parameters                              [surface]
- the loss along one or two directions through a point      [slices]
- random directions, scaled like the weights                [random_directions, filter_normalized]
- directions along a path, and its place among them         [pca_directions, project]
- the curvature of the loss                                 [lanczos, sharpness]
"""

from sgdlab.landscape.curvature import lanczos, sharpness
from sgdlab.landscape.directions import filter_normalized, pca_directions, project, random_directions
from sgdlab.landscape.slicing import slices
from sgdlab.landscape.surface import surface

__all__ = [
    "filter_normalized",
    "lanczos",
    "pca_directions",
    "project",
    "random_directions",
    "sharpness",
    "slices",
    "surface",
]
