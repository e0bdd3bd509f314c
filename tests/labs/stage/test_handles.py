"""A point to drag: its ranges, its digits, where it began, and what it snaps to."""

import pytest

from sgdlab.labs.stage.handles import Handle


def test_a_handle_is_held_in_its_ranges() -> None:
    for given, taken, says in [
        ((0.12345, -0.5), (0.123, -0.5), ""),
        ((9, 0), (1.0, 0.0), "start: (9, 0) lies outside the picture, so (1, 0) is taken"),
        ((0.9999, 2.0), (1.0, 2.0), ""),
    ]:
        handle = Handle("start", (0, 0), ((-1, 1), (-2, 2)))
        handle.value = given
        assert (handle.value, handle.notice) == (taken, says)


def test_a_handle_tells_places_of_a_narrow_range_far_from_zero_apart() -> None:
    for wide in [0.01, 1.0, 7.0]:
        for middle in [5.0, 2012.0, -1e6, 1e9]:
            left = [(middle + wide * k / 100, middle + wide * (k + 1) / 100) for k in range(100)]
            handle = Handle("start", (middle, 0), ((middle, middle + wide), (-2, 2)))
            for here, there in left:
                handle.value = (here, 0)
                assert handle.value[0] == pytest.approx(here, rel=0, abs=wide / 150)
                first = handle.value
                handle.value = (there, 0)
                assert handle.value != first


def test_a_handle_comes_back_to_the_point_with_which_it_began():
    handle = Handle("start", (2013.37, 0.00012345), ((-300, 4000), (-2, 2)))
    first = handle.value
    assert (first, handle.notice) == ((2013.37, 0.00012345), "")
    handle.value = (2100, 0)
    assert handle.value == (2100, 0)
    handle.value = handle.parse("2013.37,0.00012345")
    assert handle.value == first
    handle.value = (2013.37, 0.5)
    assert handle.value == (2010, 0.5)


def test_a_handle_that_begins_near_its_snap_comes_back_to_where_it_began():
    handle = Handle("start", (0.5, 0.002), ((-1, 1), (-2, 2)), snap=(0.5, 0.0))
    handle.value = handle.parse(handle.text())
    assert handle.value == (0.5, 0.002)
    handle.value = (0.5, 0.001)
    assert handle.value == (0.5, 0.0)


def test_as_many_keys_back_lead_to_zero_again():
    """Each key moves it by a hundredth of its range, which is rounded; 2.23e-05 would stay."""
    for keys in [1, 2, 3]:
        for range_ in [(-2.0061, 2.0061), (-1.7, 3.177), (0.0, 0.0317)]:
            handle = Handle("start", (0, 0), (range_, (-1, 1)))
            for way in [1] * keys + [-1] * keys:
                x, y = handle.value
                handle.value = (x + way * 0.01 * (range_[1] - range_[0]), y)
            assert handle.value == (0, 0)


def test_a_handle_takes_the_point_it_snaps_to_exactly_and_leaves_it_by_a_key():
    exact = (1 / 3, -2 / 3)
    handle = Handle("start", (0, 0), ((-1, 1), (-2, 2)), snap=exact)
    handle.value = (0.34, -0.65)
    assert handle.value == exact
    assert handle.parse(handle.text()) == exact
    assert handle.notice == ""
    handle.value = (exact[0] + 0.02, exact[1])  # 1 % of the range, one press of an arrow key
    assert handle.value == (0.353, -0.667)


def test_the_end_of_a_range_with_many_digits_is_the_same_when_it_is_read_again() -> None:
    handle = Handle("start", (0.0, 0.0), ((-1.0, 4.450112884589439), (-3.7136838320072694, 1.0)))
    handle.value = 9.0, -9.0
    kept = handle.value
    handle.value = handle.parse(handle.text())
    assert handle.value == kept
