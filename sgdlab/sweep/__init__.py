"""Many runs of one problem: a grid of settings, or many seeds [train_many], and their results [Sweep].

Runs that differ only in numbers are trained together, as ensembles; the others one by one, on the cores of joblib.
"""

from sgdlab.sweep.many import train_many

__all__ = ["train_many"]
