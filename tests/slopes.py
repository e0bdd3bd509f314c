"""Slopes by central differences, for second answers [differences]."""

import numpy as np


def differences(f, w):  # central ones are exact for squares
    return np.array([(f(w + e) - f(w - e)) / 2 for e in np.eye(len(w))])
