"""Names for the labs whose pictures are not scenes yet."""

from sgdlab.figures.drawn import FAINT, INK, gridded, scaled

__all__ = ["FAINT", "INK", "gridded", "scaled"]
