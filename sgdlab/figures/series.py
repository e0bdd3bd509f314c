"""Names for the labs whose pictures are not scenes yet."""

from sgdlab.figures.drawn import FULL, LOOKS, STOCHASTIC, legend, sample_of

__all__ = ["FULL", "LOOKS", "STOCHASTIC", "legend", "sample_of"]
