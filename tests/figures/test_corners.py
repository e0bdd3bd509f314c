"""Every figure of arrays at its corners: nothing moves, everything is zero, one point; no warning, a true sentence."""

import numpy as np

import sgdlab as sl

FLAT = sl.Problem(lambda w, batch: 0.0 * np.sum(w, axis=-1) + 2.0, start=[0.0, 0.0], vectorized=True)
TINY = 1e-13

CORNERS = {
    "curve of one point": lambda: sl.curves({"a": ([1.0], [2.0])}),
    "one point on logarithmic axes": lambda: sl.curves({"a": ([1.0], [TINY])}, xscale="log", yscale="log"),
    "a constant, on a logarithmic axis": lambda: sl.curves({"a": ([1, 2, 3], [5, 5, 5])}, yscale="log"),
    "a mark outside": lambda: sl.curves({"a": ([1, 2], [5, 6])}, marks={"far": 100.0}, levels={"high": 1e6}),
    "a name that looks like a formula": lambda: sl.curves({"$x$ & <b>": ([1, 2], [5, 6])}, "$h$", "$e$"),
    "one example": lambda: sl.decision_boundary(lambda rows: np.ones(len(rows)), [[1.0, 2.0]], [1.0]),
    "a flat landscape": lambda: sl.loss_slice(sl.slices(FLAT, [0, 0], np.eye(2), points=5)),
    "a path that stays": lambda: sl.loss_slice(
        sl.slices(FLAT, [0, 0], np.eye(2), path=np.zeros((3, 2)), points=5), np.zeros((3, 2))
    ),
    "a spectrum of zeros": lambda: sl.spectrum(np.zeros(4)),
    "one eigenvalue": lambda: sl.spectrum(3.0),
}


def test_a_corner_draws_without_a_warning_and_says_what_it_is():
    for name, make in CORNERS.items():
        bundle = make()._repr_mimebundle_()
        assert bundle["image/png"], name
        assert bundle["text/plain"].endswith("."), name
        assert "nan" not in bundle["text/plain"].lower(), name
