"""Slices and spectra: what is drawn and said against what was computed."""

import numpy as np

import sgdlab as sl
from sgdlab.figures import loss_slice, spectrum
from tests.refusals import refused

BOWL = sl.quadratic([1.0, 4.0, 9.0])
RUN = sl.train(BOWL, optimizer=sl.gradient_descent(0.1), steps=20)
PLANE = sl.slices(BOWL, np.zeros(3), np.eye(3)[:2], path=RUN.params, points=21)
LINE = sl.slices(BOWL, np.zeros(3), np.eye(3)[2:], points=21)


def labelled(axes, label):
    return next(line for line in axes.lines if line.get_label() == label)


def test_a_slice_along_one_direction_is_a_curve():
    (axes,) = loss_slice({"steep": LINE, "again": LINE}, yscale="log").axes
    drawn = labelled(axes, "steep").get_xydata()
    keep = LINE.losses > 0
    np.testing.assert_array_equal(drawn, np.column_stack([LINE.coordinates[0], LINE.losses])[keep])
    np.testing.assert_allclose(drawn[:, 1], 4.5 * drawn[:, 0] ** 2)
    assert str(loss_slice(LINE)).startswith("Loss against distance along the direction: the loss from 4.5 at -1")


def test_the_shadow_of_a_path_and_how_far_off_the_plane_it_is():
    picture = loss_slice(PLANE, {"descent": RUN.params, "still": RUN.params[:1]})
    (axes,) = picture.axes
    np.testing.assert_allclose(labelled(axes, "descent").get_xydata(), RUN.params[:, :2], atol=1e-14)
    end = next(line for line in axes.lines if len(line.get_xydata()) == 1 and line.get_ms() == 8)
    np.testing.assert_allclose(end.get_xydata()[0], RUN.final[:2], atol=1e-14)
    assert "Descent is 1 from the plane at its start and " in str(picture)
    assert "Still is 1 from the plane at its start and 1 at its end." in str(picture)
    assert axes.get_xlim() == (PLANE.coordinates[0][0], PLANE.coordinates[0][-1])
    assert picture._repr_mimebundle_()["image/png"]


def test_a_path_that_is_not_in_the_picture_is_told():
    cut = sl.slices(BOWL, [0, 0, 0], np.eye(3)[:2])  # from -1 to 1
    assert str(loss_slice(cut, [[5.0, 5, 0], [4, 4, 0]])).endswith("at its end, outside of the frame.")
    assert str(loss_slice(cut, [[5.0, 5, 0], [0, 0, 0]])).endswith("at its end.")


def test_heights_that_are_infinite_or_all_the_same_draw_without_a_warning():
    wall = sl.slices(lambda w: 1 / np.abs(w[0]) + w[1] ** 2, [0.5, 0.0], np.eye(2), points=5)
    assert np.isinf(wall.losses).any()
    flat = sl.Problem(lambda w, batch: 0.0 * np.sum(w, axis=-1) + 2.0, start=[0.0, 0.0], vectorized=True)
    still = sl.slices(flat, [0, 0], np.eye(2), path=np.zeros((3, 2)), points=5)
    for picture in (loss_slice(wall), loss_slice(still, np.zeros((3, 2))), spectrum(np.zeros(4)), spectrum(3.0)):
        assert picture._repr_mimebundle_()["image/png"]
        assert "nan" not in str(picture).lower()


def test_a_spectrum_falls_and_says_where_descent_is_stable():
    picture = spectrum({"start": [1.0, 4.0, -0.5], "end": [2.0]})
    (axes,) = picture.axes
    np.testing.assert_array_equal(labelled(axes, "start").get_ydata(), [4.0, 1.0, -0.5])
    assert str(picture) == (
        "Start: 3 eigenvalues of the Hessian, from 4 to -0.5, 1 of them negative; gradient descent is stable along the "
        "steepest below the learning rate 2 / 4 = 0.5; end: 1 eigenvalue of the Hessian, from 2 to 2; gradient descent "
        "is stable along the steepest below the learning rate 2 / 2 = 1."
    )
    assert "no direction curves upward" in str(spectrum([-1.0, -2.0]))


def test_the_stems_of_a_spectrum_stand_on_the_line_at_0():
    picture = spectrum([1.0, -5.0])
    zero, stems = (line.data.tolist() for line in picture.scene.panels[0].lines)
    assert [y for _, y in zero] == [0.0, 0.0]
    assert stems == [[[1.0, 0.0], [1.0, 1.0]], [[2.0, 0.0], [2.0, -5.0]]]
    assert str(picture).startswith("2 eigenvalues of the Hessian, from 1 to -5, 1 of them negative;")


def test_a_spectrum_in_any_unit_has_its_learning_rate_and_no_rounding_below_0():
    for size in (4e-20, 4e200):
        words = str(spectrum(size * np.array([1.0, 0.25, -1e-17])))
        assert f"from {size:g} to 0; gradient descent" in words
        assert words.endswith(f"2 / {size:g} = {2 / size:.3g}.")


def test_wrong_use_is_a_clear_error():
    refused(TypeError, {
        "or {name: slice}": lambda: loss_slice([LINE]),
        "draws what sgdlab.slices returns": lambda: loss_slice({}),
    })  # fmt: skip
    refused(ValueError, {
        "cut along two directions": lambda: loss_slice(LINE, RUN.params),
        "one at a time": lambda: loss_slice({"a": PLANE, "b": PLANE}),
        "eigenvalues is empty": lambda: spectrum([]),
        "eigenvalues has NaN or infinite": lambda: spectrum([np.inf]),
    })  # fmt: skip
