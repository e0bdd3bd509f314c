"""Names for the labs whose pictures are not scenes yet."""

from sgdlab.figures.drawn import INK, gridded, scaled

__all__ = ["INK", "gridded", "scaled"]
