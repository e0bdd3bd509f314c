"""Every public figure whose scene is known, at least once, and at some corners [EXAMPLES]."""

import numpy as np

import sgdlab as sl
from sgdlab.figures import loss_curves, loss_surface, sweep_map

BOWL = sl.quadratic([1.0, 4.0])
RUN = sl.train(BOWL, optimizer=sl.gradient_descent(0.1), steps=20)
LOST = sl.train(BOWL, optimizer=sl.gradient_descent(0.6), steps=300)
DATA = sl.linear_regression(np.linspace(-1, 1, 24)[:, None], np.sin(np.linspace(-1, 1, 24)))
SGD = sl.train(DATA, **sl.sgd(0.1, batch_size=8), steps=60)
SEEDS = sl.train(DATA, **sl.sgd(0.1, batch_size=8), steps=30, seeds=4)
FULL = sl.train(DATA, optimizer=sl.gradient_descent(0.1), steps=20)
X, LABELS = sl.moons(60, seed=1)
FLAT = sl.Problem(lambda w, batch: 0.0 * np.sum(w, axis=-1) + 2.0, start=[0.0, 0.0], vectorized=True)
SPACE = sl.quadratic([1.0, 4.0, 9.0])
ALONG = sl.slices(SPACE, np.zeros(3), np.eye(3)[:2], path=np.eye(3), points=21)
SWEEP = {"learning_rate": [0.05, 0.1, 0.5], "momentum": [0.0, 0.9], "steps": 30}

EXAMPLES = {
    "loss_surface": lambda: loss_surface(BOWL, RUN),
    "loss_surface of many seeds": lambda: loss_surface(DATA, {"full": FULL, "SGD": SEEDS}),
    "loss_surface of a run that is lost": lambda: loss_surface(BOWL, {"kept": RUN, "lost": LOST}),
    "loss_curves": lambda: loss_curves([FULL, SGD]),
    "loss_curves of many seeds": lambda: loss_curves(SEEDS),
    "loss_curves of a run that is lost": lambda: loss_curves({"kept": RUN, "lost": LOST}),
    "line_on_data": lambda: sl.line_on_data(DATA, {"one": [0.5, 0.1], "two": [0.2, 0.3]}),
    "curves": lambda: sl.curves({str(k): ([0, 1, 2], [k, k + 1, k]) for k in range(4)}, marks={"here": 1.0}),
    "curves, logarithmic": lambda: sl.curves({"a": ([1, 10, 100], [1e-9, 1e-3, 5])}, xscale="log", yscale="log"),
    "curves of one point": lambda: sl.curves({"a": ([1.0], [2.0])}, levels={"high": 2.5}),
    "sweep_map": lambda: sweep_map(sl.train_many(BOWL, sl.gradient_descent, **SWEEP)),
    "decision_boundary": lambda: sl.decision_boundary(lambda q: np.where(q[:, 0] > 0.5, 1, 0), X, LABELS),
    "decision_boundary of classes": lambda: sl.decision_boundary(
        lambda q: (q[:, 0] > 0.5) + 2 * (q[:, 1] > 0), X, LABELS
    ),
    "loss_slice": lambda: sl.loss_slice(ALONG, {"descent": np.eye(3)}),
    "loss_slice of one direction": lambda: sl.loss_slice(sl.slices(SPACE, np.zeros(3), np.eye(3)[2:], points=21)),
    "loss_slice of a flat landscape": lambda: sl.loss_slice(sl.slices(FLAT, [0, 0], np.eye(2), points=5)),
    "spectrum": lambda: sl.spectrum({"start": [3.0, 1.0], "end": [2.0, -1.0]}),
}
