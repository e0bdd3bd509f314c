"""What is made while memory is swept is freed at once, and nothing else is looked at."""

import gc
import weakref

import pytest

from sgdlab.labs import HZoomLab
from sgdlab.labs.stage.garbage import swept


class Ring:
    """It refers to itself, so only the collector frees it."""

    def __init__(self):
        self.whole = self


@pytest.fixture
def no_collector():
    tests = gc.get_freeze_count()  # what pytest has loaded
    gc.unfreeze()
    gc.collect()
    gc.disable()
    yield
    gc.enable()
    if tests:
        gc.freeze()


def test_a_ring_from_inside_is_gone_and_one_from_before_is_not_looked_at(no_collector):
    before = weakref.ref(Ring())
    with swept():
        inside = weakref.ref(Ring())
        kept = Ring()
    assert inside() is None
    assert before() is not None
    assert kept.whole is kept
    assert gc.get_freeze_count() == 0
    gc.collect()
    assert before() is None


def test_an_error_inside_goes_on_and_leaves_nothing_frozen(no_collector):
    with pytest.raises(ValueError, match="no picture"), swept():
        raise ValueError("no picture")
    assert gc.get_freeze_count() == 0


def test_the_figure_of_a_stored_lab_is_gone(no_collector):
    from matplotlib.backends.backend_agg import RendererAgg

    def renderers():
        return sum(type(one) is RendererAgg for one in gc.get_objects())  # isinstance would wake what warns of itself

    lab, before = HZoomLab(), renderers()
    kept = lab.figure()
    kept._repr_mimebundle_()
    assert renderers() > before  # so they would be counted
    lab._repr_mimebundle_()
    assert renderers() == before + 1


def test_what_somebody_has_frozen_stays_frozen(no_collector):
    gc.freeze()
    try:
        many = gc.get_freeze_count()
        with swept():
            inside = weakref.ref(Ring())
        assert inside() is None
        assert gc.get_freeze_count() == many
    finally:
        gc.unfreeze()
