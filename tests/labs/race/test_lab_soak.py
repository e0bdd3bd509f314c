"""Four thousand settings of the race lab, one after another in one lab, beyond the ends of every control too.

What can't be taken is held and told; nothing raises; every number is finite or the run says that it diverged; the
process grows by less than 5 MB after the first tenth.
"""

import gc

import numpy as np
import psutil
import pytest

import sgdlab as sl
from sgdlab.labs.race.controls import BUDGETS
from sgdlab.problems.examples import penguin_line

pytestmark = pytest.mark.slow

COUNT, PIECE = 4_000, 400
GROWTH = 5_000_000  # bytes; a picture kept for each setting would be 3,600 times some 5,000


def anything(rng):
    """What a hand, a program or a pasted text might ask for; about half of the numbers lie outside of their ends."""
    return {
        "learning_rate": float(10 ** rng.uniform(-8, 6) * rng.choice([1, 1, 1, -1])),
        "batch_size": float(np.round(rng.normal(60, 150), rng.integers(2))),
        "momentum": float(rng.normal(0.5, 1)),
        "seed": float(rng.normal(0, 1) * 10 ** rng.integers(1, 13)),
        "start": tuple(rng.normal(0, 1, 2) * 10 ** rng.uniform(-1, 4)),
        "epochs": int(rng.choice(BUDGETS[:3])),
        "seeds": 1,
    }


def check(lab, wanted):
    """Hold what is true of any settings; return in how many controls something else was taken than wanted."""
    taken, frame = lab.settings(), lab.view.frame
    assert "error" not in frame
    odd = 0
    for name in ("learning_rate", "batch_size", "momentum", "seed", "start"):
        control, value = lab.controls[name], getattr(taken, name)
        if name == "start":
            assert all(low <= v <= high for v, (low, high) in zip(value, control.ranges, strict=True))
        else:
            assert control.ends[0] <= value <= control.ends[1]
            odd += value != wanted[name]
    said = [sentence for sentence in frame["said"] if not sentence.startswith("start")]
    assert len(said) == odd
    assert all("is taken" in sentence for sentence in frame["said"])
    for run in (lab.result.full, lab.result.sgd):
        assert np.isfinite(run.losses).all()
        assert np.isfinite(run.params).all()
        assert (run.diverged_at is None) == (run.stopped_by == "steps")
    return odd


def test_four_thousand_settings_in_one_lab():
    lab, rng, process = sl.RaceLab(penguin_line()), np.random.default_rng(10_000), psutil.Process()
    sizes, odd = [], 0
    for _ in range(COUNT // PIECE):
        for _ in range(PIECE):
            wanted = anything(rng)
            lab.apply(wanted)
            odd += check(lab, wanted)
        gc.collect()
        sizes.append(process.memory_info().rss)
    assert odd > COUNT  # more than one of the four numbers, on average
    assert sizes[-1] - sizes[0] < GROWTH, [size / 1e6 for size in sizes]
