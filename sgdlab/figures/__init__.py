"""Pictures of runs, each with a sentence about what it shows.

- a picture with a sentence, for notebooks and files        [Figure]
- paths on the loss surface                                 [loss_surface]
- the loss against steps, epochs or example-gradients       [loss_curves]
- data of one feature and the lines fitted to them          [line_on_data]
- any curves: an error against h, a sharpness against steps [curves]
- the last losses of a grid of settings                     [sweep_map]
- the classes that are predicted over two features          [decision_boundary]
- the loss along one or two of many directions              [loss_slice]
- the eigenvalues of a Hessian                              [spectrum]

`runs` is one Run, a list of them, or {name: run}.  The full batch is blue and the first stochastic run orange; dashes
and markers tell them apart too.  Every figure has a `scene`, the same picture as data (`sgdlab.scene`).
Matplotlib is loaded when a picture is drawn, without pyplot.
"""

from sgdlab.figures.boundary import decision_boundary
from sgdlab.figures.curves import loss_curves
from sgdlab.figures.data import line_on_data
from sgdlab.figures.lines import curves
from sgdlab.figures.paths import loss_surface
from sgdlab.figures.slices import loss_slice
from sgdlab.figures.spectrum import spectrum
from sgdlab.figures.sweep import sweep_map

__all__ = [
    "curves",
    "decision_boundary",
    "line_on_data",
    "loss_curves",
    "loss_slice",
    "loss_surface",
    "spectrum",
    "sweep_map",
]
