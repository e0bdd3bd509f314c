"""Ctrl-C while a lab or a map trains: `train` would keep the steps so far, and nobody would see that some are missing.

Some of these results are kept for later, so a wrong number would stay until the kernel is restarted.
"""

import sys
from itertools import islice

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.slicer.trained import on_penguins
from sgdlab.landscape.plane import lowest_point, plane_of


def network():
    return sl.mlp(np.linspace(-1, 1, 9)[:, None], np.linspace(0, 1, 9) ** 2, hidden=(2,))


@pytest.fixture
def pressed(monkeypatch):
    """Ctrl-C after the first steps of a run."""
    module = sys.modules["sgdlab.training.train"]
    plain = module.descend

    def descend(*given):
        yield from islice(plain(*given), 1)  # a fused run takes all its few steps at once
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "descend", descend)


def test_a_result_that_lacks_steps_is_not_shown(pressed):
    for compute in [
        sl.SentenceBuilder,
        sl.RavineLab,
        sl.TwinPanesLab,
        lambda: sl.MatrixLab(sl.quadratic([1.0, 3.0])),
        lambda: sl.RaceLab(sl.quadratic([1.0, 3.0])),
        lambda: sl.AnatomyLab(sl.quadratic([1.0, 3.0])),
        lambda: on_penguins(0.0123),
        lambda: lowest_point(network()),
        lambda: plane_of(network()),
    ]:
        with pytest.raises(KeyboardInterrupt):
            compute()
